"""The packaged fonts: where they are, how the style sheet names them, and how wide a text is in them."""

from __future__ import annotations

import functools
import importlib.resources
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: Family names of our own, so that a font installed on the machine is never taken instead.
TEXT_FAMILY = "Report Sans"
HEADING_FAMILY = "Report Serif"

FONT_SCHEME = "font"

#: Weights that are packaged for the text family, and that charts may use.
Weight = Literal[400, 600]


@dataclass(frozen=True)
class Face:
    """One font file of a package and how CSS asks for it."""

    family: str
    weight: Weight
    style: Literal["normal", "italic"]
    package: str
    file: str

    def content(self) -> bytes:
        return (importlib.resources.files(self.package) / "files" / self.file).read_bytes()


FACES = (
    Face(TEXT_FAMILY, 400, "normal", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    Face(TEXT_FAMILY, 400, "italic", "font_source_sans_pro", "SourceSansPro-It.ttf"),
    Face(TEXT_FAMILY, 600, "normal", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    Face(HEADING_FAMILY, 600, "normal", "font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
)


def font_face_rules() -> str:
    """The `@font-face` rules of all faces, under addresses that only `face_at` answers."""
    return "".join(
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-style:{face.style};"
        f"src:url({FONT_SCHEME}:{face.file})}}"
        for face in FACES
    )


def face_at(address: str) -> Face | None:
    """The face with the address `font:FILE`."""
    return next((face for face in FACES if address == f"{FONT_SCHEME}:{face.file}"), None)


def text_width(text: str, size: float, weight: Weight = 400) -> float:
    """Width of a line of text in the text family, in the unit of `size`; what the font lacks is taken as wide."""
    advances = _advances(weight)
    return size * sum(advances[character] if character in advances else _unknown(character) for character in text)


@functools.lru_cache
def _advances(weight: Weight) -> Mapping[str, float]:
    """Advance width of every character of the text family, as a fraction of the font size."""
    import io

    from fontTools.ttLib import TTFont

    face = next(face for face in FACES if (face.family, face.weight, face.style) == (TEXT_FAMILY, weight, "normal"))
    font = TTFont(io.BytesIO(face.content()), lazy=True)
    metrics = font["hmtx"].metrics
    em = font["head"].unitsPerEm
    return {chr(code): metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def _unknown(character: str) -> float:
    """Another font will be used: full width for East Asian characters, nothing for marks, else rather too much."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.8
