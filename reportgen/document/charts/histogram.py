"""How often a result falls where, over many draws, with its percentiles and the base case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from reportgen.document.charts.drawing import (
    BOLD,
    LABEL_SIZE,
    SMALL_SIZE,
    Scale,
    line,
    picture,
    polygon,
    rectangle,
    scale,
    text,
)
from reportgen.document.figures import show
from reportgen.document.fonts import text_width
from reportgen.document.theme import COLUMN_WIDTH, THEME, Theme
from reportgen.notation import Notation

TOP, HEIGHT = 40.0, 120.0
AXIS = TOP + HEIGHT
BOTTOM = 26.0
GAP = 10.0
#: Of the mark of the base case.
TRIANGLE = 5.0


@dataclass(frozen=True)
class Mark:
    """A percentile, with its name."""

    name: str
    value: float


def histogram(
    title: str,
    edges: Sequence[float],
    counts: Sequence[int],
    marks: Sequence[Mark],
    base: Mark,
    *,
    notation: Notation,
    theme: Theme = THEME,
) -> Markup:
    """Bars between the edges, one fewer than these; `marks` are in rising order, and their span is shaded.

    What is below zero has the colour of losses, what is within the span the accent.
    """
    at = scale([edges[0], edges[-1], base.value], 4, COLUMN_WIDTH - 4, count=6, with_zero=False)
    low, high = marks[0].value, marks[-1].value
    drawn = [rectangle(at(low), TOP - 4, at(high) - at(low), HEIGHT + 4, theme.accent_tint)]
    drawn += _bars(edges, counts, (low, high), at, theme)
    drawn.append(line(at.start, AXIS, at.end, AXIS, theme.ink, 1))
    for mark, x in zip(marks, _apart(marks, at, notation), strict=True):
        drawn.append(line(at(mark.value), TOP - 4, at(mark.value), AXIS, theme.ink, 1, dashes="3 2"))
        drawn.append(text(x, 11, mark.name, theme.muted, size=SMALL_SIZE, anchor="middle"))
        drawn.append(text(x, 25, _amount(mark.value, notation), theme.ink, anchor="middle", weight=BOLD))
        drawn.append(line(x, 28, at(mark.value), TOP - 4, theme.ink, 1, dashes="3 2"))
    return picture(COLUMN_WIDTH, AXIS + BOTTOM, title, [*drawn, *_below(base, at, notation, theme)])


def _bars(
    edges: Sequence[float], counts: Sequence[int], span: tuple[float, float], at: Scale, theme: Theme
) -> list[str]:
    highest = max(counts)
    bars = []
    for (left, right), count in zip(pairwise(edges), counts, strict=True):
        middle = (left + right) / 2
        colour = theme.accent if span[0] <= middle <= span[1] else theme.accent_soft
        height = HEIGHT * count / highest
        width = at(right) - at(left)
        bar = (at(left) + 0.4, AXIS - height, max(width - 0.8, 0.5), height)
        bars.append(rectangle(*bar, theme.loss if middle < 0 else colour))
    return bars


def _apart(marks: Sequence[Mark], at: Scale, notation: Notation) -> list[float]:
    """Middles of the labels: above their marks, and as far aside as it takes to stay clear of each other."""
    halves = [
        max(text_width(_amount(mark.value, notation), LABEL_SIZE, BOLD), text_width(mark.name, SMALL_SIZE)) / 2
        + GAP / 2
        for mark in marks
    ]
    middles: list[float] = []
    right = 0.0
    for mark, half in zip(marks, halves, strict=True):
        middles.append(max(at(mark.value), right + half))
        right = middles[-1] + half
    left = COLUMN_WIDTH
    for position in range(len(marks) - 1, -1, -1):
        middles[position] = min(middles[position], left - halves[position])
        left = middles[position] - halves[position]
    return middles


def _below(base: Mark, at: Scale, notation: Notation, theme: Theme) -> list[str]:
    """The base case under the axis, and the ticks that leave it room."""
    x, y = at(base.value), AXIS + 18
    shown = f"{base.name} {_amount(base.value, notation)}"
    half = text_width(shown, LABEL_SIZE, BOLD) / 2
    middle = min(max(x, half), COLUMN_WIDTH - half)
    tip = [(x, AXIS + 1), (x - TRIANGLE, AXIS + 1 + TRIANGLE * 1.2), (x + TRIANGLE, AXIS + 1 + TRIANGLE * 1.2)]
    marks = [polygon(tip, theme.ink), text(middle, y, shown, theme.ink, anchor="middle", weight=BOLD)]
    taken = [(middle - half, middle + half)]
    for tick in at.ticks:
        label = show(tick, "money", notation, style="axis")
        own = text_width(label, SMALL_SIZE) / 2
        place = min(max(at(tick), own), COLUMN_WIDTH - own)
        if all(place + own + 6 <= left or place - own - 6 >= right for left, right in taken):
            taken.append((place - own, place + own))
            marks.append(text(place, y, label, theme.muted, size=SMALL_SIZE, anchor="middle"))
    return marks


def _amount(value: float, notation: Notation) -> str:
    return show(value, "money", notation, style="short")
