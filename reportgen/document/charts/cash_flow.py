"""The net cash flow of each year as bars, its running sum as a line, and when the money is back."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

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
    text,
    widest,
)
from reportgen.document.charts.placing import Box, Placer, along
from reportgen.document.figures import show
from reportgen.document.fonts import text_width
from reportgen.document.theme import COLUMN_WIDTH, THEME, Theme
from reportgen.language import say
from reportgen.notation import Notation

HEIGHT = 250.0
TOP = 30.0
BOTTOM = 24.0
BAR = 40.0
GAP = 8.0
#: With more years only the first, the lowest and the last figure of the running sum are written.
MOST_FIGURES = 8


def cash_flow(
    title: str,
    years: Sequence[str],
    net: Sequence[float],
    cumulative: Sequence[float],
    *,
    payback: float | None = None,
    payback_label: str = "",
    notation: Notation,
    theme: Theme = THEME,
) -> Markup:
    """Bars and line over `years` (their labels, one a figure). `payback` is in years from the first; None has no mark.

    A figure of the running sum is left out where it would cover another; the last one is always there.
    """
    at = scale([*net, *cumulative], HEIGHT - BOTTOM, TOP)
    shown = [show(value, "money", notation, style="short") for value in cumulative]
    left = widest([_tick_label(tick, notation) for tick in at.ticks], SMALL_SIZE) + GAP
    # Half a slot is free behind the last point; where that is too little for its figure, the axis ends earlier.
    half_slot = (COLUMN_WIDTH - left) / len(years) / 2
    right = COLUMN_WIDTH - max(0.0, text_width(shown[-1], LABEL_SIZE, BOLD) + 12 - half_slot)
    slot = (right - left) / len(years)
    centres = [left + slot * (number + 0.5) for number in range(len(years))]
    width = min(BAR, slot * 0.6)
    marks = _axes(at, left, right, notation, theme) + _bars(net, centres, width, at, theme)
    marks += _year_names(years, centres, slot, theme) + _key(left, theme)
    points = [(x, at(value)) for x, value in zip(centres, cumulative, strict=True)]
    marks.append(polyline(points, theme.accent, 2.2))
    marks += [dot(x, y, 2.6, theme.accent, theme.accent) for x, y in points]
    placer = _placer(net, points, width, at, left)
    last, *others = _worth_writing(cumulative)
    marks += _figure(points[last], shown[last], placer, theme, always=True)
    if payback is not None and 0 <= payback <= len(years) - 1:
        marks += _payback(centres[0] + slot * payback, at(0), payback_label, placer, theme)
    for number in others:
        marks += _figure(points[number], shown[number], placer, theme)
    return picture(COLUMN_WIDTH, HEIGHT, title, marks)


def _tick_label(tick: float, notation: Notation) -> str:
    return show(tick, "money", notation, style="axis")


def _axes(at: Scale, left: float, right: float, notation: Notation, theme: Theme) -> list[str]:
    marks: list[str] = []
    for tick in at.ticks:
        y = at(tick)
        marks.append(line(left, y, right, y, theme.grid if tick else theme.ink))
        label = _tick_label(tick, notation)
        marks.append(text(left - GAP, y + SMALL_SIZE * MIDDLE, label, theme.muted, size=SMALL_SIZE, anchor="end"))
    return marks


def _bars(net: Sequence[float], centres: Sequence[float], width: float, at: Scale, theme: Theme) -> list[str]:
    marks: list[str] = []
    for value, x in zip(net, centres, strict=True):
        top, bottom = sorted((at(value), at(0)))
        colour = theme.accent_soft if value >= 0 else theme.loss_soft
        marks.append(rectangle(x - width / 2, top, width, bottom - top, colour))
    return marks


def _year_names(years: Sequence[str], centres: Sequence[float], slot: float, theme: Theme) -> list[str]:
    """Every year, or every second, third … where they would touch."""
    every = 1 + int((widest(years, SMALL_SIZE) + 6) / slot)
    return [
        text(x, HEIGHT - 6, name, theme.muted, size=SMALL_SIZE, anchor="middle")
        for name, x in list(zip(years, centres, strict=True))[::every]
    ]


def _key(left: float, theme: Theme) -> list[str]:
    bars = say("Net cash flow in the year")
    second = left + 20 + text_width(bars, SMALL_SIZE) + 20
    return [
        rectangle(left, 3, 7, 9, theme.accent_soft),
        rectangle(left + 7, 3, 7, 9, theme.loss_soft),
        text(left + 20, 11, bars, theme.muted, size=SMALL_SIZE),
        line(second, 7.5, second + 16, 7.5, theme.accent, 2.2),
        text(second + 22, 11, say("Cumulative"), theme.muted, size=SMALL_SIZE),
    ]


def _placer(
    net: Sequence[float], points: Sequence[tuple[float, float]], width: float, at: Scale, left: float
) -> Placer:
    placer = Placer(Box(left, TOP - LABEL_SIZE, COLUMN_WIDTH, HEIGHT - BOTTOM + 7))
    for x, y in along(points):
        placer.block(Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5))
    for x, y in points:
        placer.block(Box(x - 4, y - 4, x + 4, y + 4))
    for (x, _), value in zip(points, net, strict=True):
        top, bottom = sorted((at(value), at(0)))
        placer.avoid(Box(x - width / 2, top, x + width / 2, bottom))
    placer.block(Box(left, at(0) - 1, COLUMN_WIDTH, at(0) + 1))
    for tick in at.ticks:
        placer.avoid(Box(left, at(tick) - 0.5, COLUMN_WIDTH, at(tick) + 0.5))
    return placer


def _payback(x: float, zero: float, label: str, placer: Placer, theme: Theme) -> list[str]:
    """The point where the line crosses zero, with its label above and a thin line between."""
    placer.block(Box(x - 5, zero - 5, x + 5, zero + 5))
    marks = [dot(x, zero, 3.6, "#ffffff", theme.ink)]
    half = text_width(label, LABEL_SIZE, BOLD) / 2
    middle = min(max(x, placer.frame.left + half + 1), placer.frame.right - half - 1)
    spots = [(middle - half, zero + offset) for distance in range(24, 150, 6) for offset in (-distance, distance + 8)]
    place = placer.place(label, LABEL_SIZE, BOLD, spots, always=True)
    if place is not None:
        text_x, text_y = place
        above = text_y < zero
        end = text_y + 4 if above else text_y - LABEL_SIZE
        marks.insert(0, line(x, zero - 5 if above else zero + 5, x, end, theme.ink))
        marks.append(text(text_x, text_y, label, theme.ink, weight=BOLD))
        placer.block(Box(x - 2, min(end, zero), x + 2, max(end, zero)))
    return marks


def _worth_writing(cumulative: Sequence[float]) -> list[int]:
    """The years whose running sum is written, the important ones first: last, first, lowest."""
    years = range(len(cumulative))
    important = [years[-1], 0, min(years, key=lambda year: cumulative[year])]
    return list(dict.fromkeys(important if len(years) > MOST_FIGURES else [*important, *years]))


def _figure(point: tuple[float, float], shown: str, placer: Placer, theme: Theme, *, always: bool = False) -> list[str]:
    spots = _around(point, text_width(shown, LABEL_SIZE, BOLD))
    place = placer.place(shown, LABEL_SIZE, BOLD, spots, always=always)
    return [] if place is None else [text(*place, shown, theme.accent, weight=BOLD)]


def _around(point: tuple[float, float], width: float) -> list[tuple[float, float]]:
    """Where the baseline of a label of this width may begin, the best first."""
    x, y = point
    middle = y + LABEL_SIZE * MIDDLE
    above, below = y - 9, y + 9 + LABEL_SIZE * CAP_HEIGHT
    diagonal = 8
    return [
        (x + 9, middle),
        (x - width / 2, above),
        (x - width / 2, below),
        *[
            (x + side, base)
            for distance in (0, 4, 8, 12, 20)
            for base in (y - 5 - distance, y + 5 + LABEL_SIZE * CAP_HEIGHT + distance)
            for side in (-width - diagonal, diagonal)
        ],
        (x - width - 9, middle),
    ]
