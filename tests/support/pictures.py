"""What a chart really shows: its texts as boxes, measured with Pillow, and its marks."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import font_source_sans_pro
from PIL import ImageFont

SVG = "{http://www.w3.org/2000/svg}"
_FILES = {"400": "SourceSansPro", "600": "SourceSansProSemibold"}
#: Pixels a label may stand closer than the box of its glyphs says: measuring differs by less than this.
TOLERANCE = 0.6


@dataclass(frozen=True)
class Label:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Label) -> bool:
        return (
            self.left < other.right - TOLERANCE
            and other.left < self.right - TOLERANCE
            and self.top < other.bottom - TOLERANCE
            and other.top < self.bottom - TOLERANCE
        )


class Picture:
    """A chart as it was written."""

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        self.width, self.height = (float(part) for part in self.root.attrib["viewBox"].split()[2:])

    @property
    def title(self) -> str:
        return self.root.findtext(f"{SVG}title") or ""

    def labels(self) -> list[Label]:
        return [_label(element) for element in self.root.iter(f"{SVG}text")]

    def texts(self) -> list[str]:
        return [label.text for label in self.labels()]

    def rectangles(self, fill: str) -> list[tuple[float, float, float, float]]:
        """x, y, width and height of those in the colour."""
        marks = [mark.attrib for mark in self.root.iter(f"{SVG}rect") if mark.attrib["fill"] == fill]
        return [(float(m["x"]), float(m["y"]), float(m["width"]), float(m["height"])) for m in marks]

    def faults(self) -> list[str]:
        """Labels outside the picture, labels over labels, coordinates that are no numbers."""
        return [*self._outside(), *self._collisions(), *self._bad_numbers()]

    def _outside(self) -> Iterator[str]:
        for label in self.labels():
            inside = label.left >= -TOLERANCE and label.right <= self.width + TOLERANCE
            if not (inside and label.top >= -TOLERANCE and label.bottom <= self.height + TOLERANCE):
                yield f"outside: {label}"

    def _collisions(self) -> Iterator[str]:
        for one, other in itertools.combinations(self.labels(), 2):
            if one.covers(other):
                yield f"collision: {one} and {other}"

    def _bad_numbers(self) -> Iterator[str]:
        for element in self.root.iter():
            for name, value in element.attrib.items():
                if "nan" in value.lower() or "inf" in value.lower():
                    yield f"{element.tag} {name}={value}"


def _label(element: ElementTree.Element) -> Label:
    text = element.text or ""
    size, x, y = (float(element.attrib[name]) for name in ("font-size", "x", "y"))
    width = _font(element.get("font-weight", "400")).getlength(text) * size / 1000
    return Label(text, x, y - size * 0.7, x + width, y + size * 0.21)


@functools.cache
def _font(weight: str) -> ImageFont.FreeTypeFont:
    path = font_source_sans_pro.font_files_ttf[_FILES[weight]]
    return ImageFont.truetype(path, size=1000, layout_engine=ImageFont.Layout.BASIC)
