"""What charts are drawn with: marks as SVG text, a scale with ticks, and text broken to a width."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from markupsafe import Markup

from reportgen.document.fonts import BASE_FAMILY, TEXT_FAMILY, Weight, text_width

LABEL_SIZE = 11.5
SMALL_SIZE = 10.5
BOLD: Weight = 600

#: Share of the font size from the baseline to the top of capitals and figures, and to the middle of them.
CAP_HEIGHT = 0.66
MIDDLE = 0.33

#: A range below this, a rounding error of the model, is drawn as nothing at all.
SMALLEST_RANGE = 1e-9

Anchor = Literal["start", "middle", "end"]


def picture(width: float, height: float, title: str, marks: Iterable[str]) -> Markup:
    """The whole chart. The title is what a reader hears who cannot see it, so it states the finding."""
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" role="img" '
        f'width="{_n(width)}" height="{_n(height)}" font-family="{TEXT_FAMILY}, {BASE_FAMILY}">'
        f"<title>{escape(title)}</title>{''.join(marks)}</svg>"
    )


def text(
    x: float,
    y: float,
    content: str,
    fill: str,
    *,
    size: float = LABEL_SIZE,
    anchor: Anchor = "start",
    weight: Weight = 400,
) -> str:
    """One line of text with its baseline at `y`.

    The start is computed here and not left to `text-anchor`, which would cost a transparency group a label.
    """
    x -= text_width(content, size, weight) * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{fill}"{bold}>{escape(content)}</text>'


def rectangle(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0))}" height="{_n(max(height, 0))}" fill="{fill}"/>'


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 0.8, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
        f'stroke="{stroke}" stroke-width="{_n(width)}"{dashed}/>'
    )


def polyline(points: Iterable[tuple[float, float]], stroke: str, width: float, dashes: str = "") -> str:
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{_n(width)}"{dashed}/>'


def polygon(points: Iterable[tuple[float, float]], fill: str) -> str:
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<polygon points="{path}" fill="{fill}"/>'


def dot(x: float, y: float, radius: float, fill: str, stroke: str = "none") -> str:
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}" stroke="{stroke}" stroke-width="2"/>'


def wrapped(content: str, width: float, lines: int, size: float = LABEL_SIZE, weight: Weight = 400) -> list[str]:
    """The text in at most `lines` lines of at most `width`, the last one shortened with … if it must be."""
    words = content.split()
    broken: list[str] = []
    while words and len(broken) < lines:
        last = len(broken) == lines - 1
        count = len(words) if last else _fitting(words, width, size, weight)
        broken.append(shortened(" ".join(words[:count]), width, size, weight))
        words = words[count:]
    return broken or [""]


def shortened(content: str, width: float, size: float = LABEL_SIZE, weight: Weight = 400) -> str:
    """The text, cut and ended with … where it is wider than `width`."""
    if text_width(content, size, weight) <= width:
        return content
    room = width - text_width("…", size, weight)
    kept = 0
    while kept < len(content) and room >= 0:
        room -= text_width(content[kept], size, weight)
        kept += room >= 0
    return f"{content[:kept].rstrip()}…"


def widest(texts: Iterable[str], size: float = LABEL_SIZE, weight: Weight = 400) -> float:
    return max((text_width(content, size, weight) for content in texts), default=0.0)


@dataclass(frozen=True)
class Scale:
    """Maps values from `low` to `high` to positions from `start` to `end`; `ticks` are round values in it."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def __call__(self, value: float) -> float:
        return self.start + (self.end - self.start) * ((value - self.low) / (self.high - self.low))


def scale(values: Sequence[float], start: float, end: float, count: int = 5, *, with_zero: bool = True) -> Scale:
    """A scale over all values, and zero if so wanted, reaching from tick to tick, with about `count` steps."""
    low, high = (min(0.0, *values), max(0.0, *values)) if with_zero else (min(values), max(values))
    if high - low < SMALLEST_RANGE * max(1.0, abs(low)):
        high = low + max(1.0, abs(low))
    step = _round_step((high - low) / count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(number * step for number in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def _round_step(step: float) -> float:
    """The next 1, 2, 2.5 or 5 times a power of ten."""
    magnitude = 10.0 ** math.floor(math.log10(step))
    return next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= step * (1 - 1e-9))


def _fitting(words: list[str], width: float, size: float, weight: Weight) -> int:
    """How many of the words fit a line; at least one."""
    count = len(words)
    while count > 1 and text_width(" ".join(words[:count]), size, weight) > width:
        count -= 1
    return count


def _n(value: float) -> str:
    """A coordinate with a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
