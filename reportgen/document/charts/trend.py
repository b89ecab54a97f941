"""Shares of time over the waves of a survey as lines, each named where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportgen.case.case import ActivityKind
from reportgen.document.charts.drawing import (
    BOLD,
    CAP_HEIGHT,
    LABEL_SIZE,
    MIDDLE,
    SMALL_SIZE,
    Scale,
    dot,
    line,
    picture,
    polyline,
    rectangle,
    scale,
    shortened,
    text,
    widest,
    wrapped,
)
from reportgen.document.charts.placing import Box, Placer, along
from reportgen.document.figures import decimals_needed, show
from reportgen.document.fonts import Weight, text_width
from reportgen.document.theme import COLUMN_WIDTH, THEME, Theme
from reportgen.notation import Notation

#: Where the plot begins and ends, and what a line of the names below takes.
TOP, FLOOR, WAVE_LINE = 26.0, 212.0, 12.5
GAP = 10.0
#: Width of an interval's bar, and distance between the names of two lines that end close together.
BAND, NAME_LINE = 10.0, 15.0
#: Part of the picture that the names of the lines may take.
NAMES = 0.28
#: The most lines of a wave's name, and the least width in which one can be read.
WAVE_LINES, LEAST_NAME = 2, 44.0
#: Between the last wave and the name of its lines.
END = 12.0


@dataclass(frozen=True)
class Curve:
    """A share of time (fractions of 1) in each wave, with its intervals where they are to be drawn."""

    label: str
    kind: ActivityKind
    """Value work is drawn in the accent colour, with its figure at every wave."""
    shares: Sequence[float]
    intervals: Sequence[tuple[float, float] | None] = ()


@dataclass(frozen=True)
class _Stroke:
    colour: str
    width: float
    dashes: str
    label: str
    weight: Weight


@dataclass(frozen=True)
class _Frame:
    """Where waves and shares are in the picture; `decimals` are those of the figures."""

    left: float
    right: float
    waves: tuple[float, ...]
    slot: float
    """From one wave to the next."""
    at: Scale
    decimals: int
    notation: Notation

    def shown(self, share: float) -> str:
        return show(share, "share", self.notation, decimals=self.decimals)

    def points(self, curve: Curve) -> list[tuple[float, float]]:
        return [(x, self.at(share)) for x, share in zip(self.waves, curve.shares, strict=True)]


def trend(
    title: str,
    waves: Sequence[str],
    curves: Sequence[Curve],
    *,
    interval: str = "",
    notation: Notation,
    theme: Theme = THEME,
) -> Markup:
    """A line a curve over the waves in the order given. `interval` names the bars in the key.

    Figures that would cover others are left out, but for the last one of each line, which stands behind its name.
    """
    frame = _frame(waves, curves, notation)
    names = _wave_names(frame, waves)
    marks = _grid(frame, theme) + _below(frame, names, theme)
    placer = Placer(Box(frame.left, TOP - LABEL_SIZE, frame.right, FLOOR))
    for curve in curves:
        marks += _intervals(frame, curve, placer, theme)
    for curve in curves:
        marks += _line(frame, curve, placer, theme)
    marks += _names(frame, curves, theme)
    for curve in curves:
        marks += _figures(frame, curve, placer, theme)
    if any(interval for curve in curves for interval in curve.intervals):
        marks += _key(frame.left, interval, theme)
    return picture(COLUMN_WIDTH, FLOOR + 10 + WAVE_LINE * max(map(len, names)), title, marks)


def _frame(waves: Sequence[str], curves: Sequence[Curve], notation: Notation) -> _Frame:
    shares = [share for curve in curves for share in curve.shares]
    decimals = decimals_needed(shares, "share")
    ends = [end for curve in curves for interval in curve.intervals if interval for end in _within(interval)]
    at = scale([*shares, *ends], FLOOR, TOP)
    left = widest([show(tick, "share", notation) for tick in at.ticks], SMALL_SIZE) + GAP
    names = widest([curve.label for curve in curves], LABEL_SIZE, BOLD)
    last = [show(curve.shares[-1], "share", notation, decimals=decimals) for curve in curves]
    figures = widest(last, LABEL_SIZE, BOLD)
    right = COLUMN_WIDTH - min(names, COLUMN_WIDTH * NAMES) - figures - GAP / 2
    # Half a slot of air in front of the first wave, none behind the last: the names of the lines stand there.
    slot = (right - END - left) / (len(waves) - 0.5)
    places = tuple(left + slot * (number + 0.5) for number in range(len(waves)))
    return _Frame(left, right, places, slot, at, decimals, notation)


def _stroke(kind: ActivityKind, theme: Theme) -> _Stroke:
    """Lines differ in more than colour: value work is the thickest, overhead is dashed."""
    return {
        "value": _Stroke(theme.accent, 2.4, "", theme.accent, BOLD),
        "friction": _Stroke(theme.friction, 1.8, "", theme.muted, 400),
        "overhead": _Stroke(theme.friction, 1.4, "4 3", theme.muted, 400),
    }[kind]


def _grid(frame: _Frame, theme: Theme) -> list[str]:
    marks: list[str] = []
    for tick in frame.at.ticks:
        y, label = frame.at(tick), show(tick, "share", frame.notation)
        marks.append(line(frame.left, y, frame.right, y, theme.grid if tick else theme.ink))
        marks.append(text(frame.left - GAP, y + SMALL_SIZE * MIDDLE, label, theme.muted, size=SMALL_SIZE, anchor="end"))
    return marks


def _wave_names(frame: _Frame, waves: Sequence[str]) -> list[list[str]]:
    """The lines of each name; empty for those left out where there are so many that nothing could be read."""
    every = 1 + int(min(widest(waves, SMALL_SIZE) + GAP / 2, LEAST_NAME) / frame.slot)
    # The last name stands as far to the right as to the left of its wave.
    width = min(frame.slot * every - GAP / 2, 2 * (COLUMN_WIDTH - frame.waves[-1]))
    return [[] if number % every else wrapped(name, width, WAVE_LINES, SMALL_SIZE) for number, name in enumerate(waves)]


def _below(frame: _Frame, names: Sequence[Sequence[str]], theme: Theme) -> list[str]:
    return [
        text(x, FLOOR + 17 + number * WAVE_LINE, content, theme.muted, size=SMALL_SIZE, anchor="middle")
        for x, lines in zip(frame.waves, names, strict=True)
        for number, content in enumerate(lines)
    ]


def _intervals(frame: _Frame, curve: Curve, placer: Placer, theme: Theme) -> list[str]:
    marks: list[str] = []
    for x, interval in zip(frame.waves, curve.intervals, strict=False):
        if interval is not None:
            low, high = (frame.at(end) for end in _within(interval))
            marks.append(rectangle(x - BAND / 2, high, BAND, low - high, theme.accent_soft))
            placer.block(Box(x - BAND / 2, high, x + BAND / 2, low))
    return marks


def _within(interval: tuple[float, float]) -> tuple[float, float]:
    """No share is below 0 or above 1."""
    return max(0.0, interval[0]), min(1.0, interval[1])


def _line(frame: _Frame, curve: Curve, placer: Placer, theme: Theme) -> list[str]:
    stroke, points = _stroke(curve.kind, theme), frame.points(curve)
    for x, y in along(points):
        placer.block(Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5))
    for x, y in points:
        placer.block(Box(x - 4, y - 4, x + 4, y + 4))
    return [
        polyline(points, stroke.colour, stroke.width, stroke.dashes),
        *(dot(x, y, 2.8, stroke.colour, stroke.colour) for x, y in points),
    ]


def _names(frame: _Frame, curves: Sequence[Curve], theme: Theme) -> list[str]:
    """Name and last figure of each line, beside its end or as near as the others allow."""
    marks: list[str] = []
    for curve, y in zip(curves, _apart([frame.at(curve.shares[-1]) for curve in curves]), strict=True):
        stroke, figure = _stroke(curve.kind, theme), frame.shown(curve.shares[-1])
        x, base = frame.right, y + LABEL_SIZE * MIDDLE
        marks.append(text(x, base, figure, stroke.label, weight=BOLD))
        x += text_width(figure, LABEL_SIZE, BOLD) + GAP / 2
        name = shortened(curve.label, COLUMN_WIDTH - x, LABEL_SIZE, stroke.weight)
        marks.append(text(x, base, name, stroke.label, weight=stroke.weight))
    return marks


def _apart(wanted: Sequence[float]) -> list[float]:
    """Heights near the wanted ones, in their order, no two closer than a line of text."""
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    lowest = FLOOR
    heights = [0.0] * len(wanted)
    for place, number in enumerate(order):
        # So that those below still fit above the axis.
        most = lowest - NAME_LINE * (len(order) - 1 - place)
        least = heights[order[place - 1]] + NAME_LINE if place else TOP
        heights[number] = max(least, min(wanted[number], most))
    return heights


def _figures(frame: _Frame, curve: Curve, placer: Placer, theme: Theme) -> list[str]:
    """At every wave but the last for value work, else at the first alone."""
    stroke, marks = _stroke(curve.kind, theme), []
    shown = len(curve.shares) - 1 if curve.kind == "value" else min(1, len(curve.shares) - 1)
    for number in range(shown):
        x, y = frame.waves[number], frame.at(curve.shares[number])
        interval = curve.intervals[number] if curve.intervals else None
        low, high = (frame.at(end) for end in _within(interval)) if interval else (y, y)
        label = frame.shown(curve.shares[number])
        place = placer.place(label, SMALL_SIZE, stroke.weight, _around(x, low, high, y, label, stroke.weight))
        if place is not None:
            marks.append(text(*place, label, stroke.label, size=SMALL_SIZE, weight=stroke.weight))
    return marks


def _around(x: float, low: float, high: float, y: float, label: str, weight: Weight) -> list[tuple[float, float]]:
    """Above the dot or its interval, below it, or beside it; the best first."""
    width, height = text_width(label, SMALL_SIZE, weight), SMALL_SIZE * CAP_HEIGHT
    above, below = high - 7, low + 7 + height
    return [
        (x - width / 2, above),
        (x - width / 2, below),
        *[(x + side, base) for base in (y - 6, y + 6 + height) for side in (8, -width - 8)],
        *[(x + side, base) for base in (above, below) for side in (4, -width - 4)],
    ]


def _key(left: float, interval: str, theme: Theme) -> list[str]:
    return [
        rectangle(left, 2, BAND, 11, theme.accent_soft),
        text(left + BAND + 6, 11, interval, theme.muted, size=SMALL_SIZE),
    ]
