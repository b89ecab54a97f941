"""How a result builds up: each benefit and cost starts where the one before ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from reportgen.document.charts.drawing import (
    BOLD,
    CAP_HEIGHT,
    LABEL_SIZE,
    MIDDLE,
    SMALL_SIZE,
    Scale,
    line,
    picture,
    rectangle,
    scale,
    text,
    widest,
    wrapped,
)
from reportgen.document.figures import show
from reportgen.document.fonts import Weight, text_width
from reportgen.document.theme import COLUMN_WIDTH, THEME, Theme
from reportgen.notation import Notation

PLOT_HEIGHT = 190.0
TOP = 18.0
#: Part of its slot that a column takes.
COLUMN = 0.72
NAME_LINES = 3
NAME_LINE = 12.5
#: Height of a row; the low one is for where there is little room.
ROW, LOW_ROW = 19.0, 15.0
#: Between bars one above the other.
BETWEEN = 7.0
#: Part of the picture that names beside the rows may take.
NAMES = 0.36
GAP = 8.0


@dataclass(frozen=True)
class Step:
    """A benefit (above 0) or cost (below 0), or a total, which starts from zero."""

    label: str
    value: float
    kind: Literal["step", "total"] = "step"
    reference: str = ""
    """Of the table behind it; stands behind the label, however short that must be."""

    @property
    def whole(self) -> str:
        return f"{self.label}{self.ending}"

    @property
    def ending(self) -> str:
        return f" ({self.reference})" if self.reference else ""


@dataclass(frozen=True)
class _Bar:
    step: Step
    start: float
    end: float
    shown: str
    colour: str
    weight: Weight


def waterfall(
    title: str, steps: Sequence[Step], *, low: bool = False, notation: Notation, theme: Theme = THEME
) -> Markup:
    """Upright columns where all names and figures fit under and above them, rows from top to bottom otherwise.

    A `low` one is rows that are as close as they can be.
    """
    bars = _bars(steps, notation, theme)
    if low:
        return _rows(title, bars, theme, LOW_ROW)
    slot = (COLUMN_WIDTH - _axis_width(bars, notation)) / len(bars)
    upright = all(_fits(bar, slot) for bar in bars)
    return _columns(title, bars, notation, theme) if upright else _rows(title, bars, theme, ROW)


def _bars(steps: Sequence[Step], notation: Notation, theme: Theme) -> list[_Bar]:
    bars: list[_Bar] = []
    level = 0.0
    for step in steps:
        total = step.kind == "total"
        start = 0.0 if total else level
        level = start + step.value
        colour = theme.accent if total else theme.gain if step.value >= 0 else theme.loss
        shown = show(step.value, "money", notation, style="short", signed=not total)
        bars.append(_Bar(step, start, level, shown, colour, BOLD if total else 400))
    return bars


def _fits(bar: _Bar, slot: float) -> bool:
    lines = wrapped(bar.step.whole, slot - 4, NAME_LINES, SMALL_SIZE, bar.weight)
    whole = " ".join(lines) == " ".join(bar.step.whole.split())
    return whole and text_width(bar.shown, LABEL_SIZE, BOLD) <= slot - 4


def _scale(bars: Sequence[_Bar], start: float, end: float) -> Scale:
    return scale([level for bar in bars for level in (bar.start, bar.end)], start, end)


def _tick_label(tick: float, notation: Notation) -> str:
    return show(tick, "money", notation, style="axis")


def _axis_width(bars: Sequence[_Bar], notation: Notation) -> float:
    return widest([_tick_label(tick, notation) for tick in _scale(bars, 0, 1).ticks], SMALL_SIZE) + GAP


def _columns(title: str, bars: Sequence[_Bar], notation: Notation, theme: Theme) -> Markup:
    at = _scale(bars, TOP + PLOT_HEIGHT, TOP)
    left = _axis_width(bars, notation)
    slot = (COLUMN_WIDTH - left) / len(bars)
    marks: list[str] = []
    for tick in at.ticks:
        y = at(tick)
        marks.append(line(left, y, COLUMN_WIDTH, y, theme.grid if tick else theme.friction))
        label = _tick_label(tick, notation)
        marks.append(text(left - GAP, y + SMALL_SIZE * MIDDLE, label, theme.muted, size=SMALL_SIZE, anchor="end"))
    lines = 1
    for number, bar in enumerate(bars):
        x = left + slot * (number + (1 - COLUMN) / 2)
        if number + 1 < len(bars):
            marks.append(line(x + slot * COLUMN, at(bar.end), x + slot, at(bar.end), theme.muted, dashes="2 2"))
        marks += _column(bar, at, x, slot * COLUMN, theme)
        names = wrapped(bar.step.whole, slot - 4, NAME_LINES, SMALL_SIZE, bar.weight)
        lines = max(lines, len(names))
        fill = theme.accent if bar.step.kind == "total" else theme.ink
        marks += [
            text(x + slot * COLUMN / 2, TOP + PLOT_HEIGHT + 16 + NAME_LINE * i, name, fill, size=SMALL_SIZE,
                 anchor="middle", weight=bar.weight)
            for i, name in enumerate(names)
        ]  # fmt: skip
    return picture(COLUMN_WIDTH, TOP + PLOT_HEIGHT + 8 + NAME_LINE * lines, title, marks)


def _column(bar: _Bar, at: Scale, x: float, width: float, theme: Theme) -> list[str]:
    top, bottom = sorted((at(bar.start), at(bar.end)))
    return [
        rectangle(x, top, width, max(bottom - top, 1), bar.colour),
        text(x + width / 2, top - 5, bar.shown, theme.ink, anchor="middle", weight=BOLD),
    ]


def _rows(title: str, bars: Sequence[_Bar], theme: Theme, height: float) -> Markup:
    names = min(widest([bar.step.whole for bar in bars], LABEL_SIZE, BOLD), COLUMN_WIDTH * NAMES)
    figures = widest([bar.shown for bar in bars], LABEL_SIZE, BOLD) + 5
    # A figure stands behind its bar; below zero it stands before it, so there must be room on both sides.
    below = figures if any(min(bar.start, bar.end) < 0 for bar in bars) else 0
    at = _scale(bars, names + GAP + below, COLUMN_WIDTH - figures)
    bottom = height * len(bars) + 4
    marks = [line(at(0), 0, at(0), bottom, theme.friction)]
    for number, bar in enumerate(bars):
        y = 2 + height * number
        base = y + height / 2 + LABEL_SIZE * CAP_HEIGHT / 2
        if bar.step.kind == "total":
            marks.append(rectangle(0, y, names + GAP / 2, height, theme.accent_tint))
        room = names - text_width(bar.step.ending, LABEL_SIZE, bar.weight)
        name = wrapped(bar.step.label, room, 1, LABEL_SIZE, bar.weight)[0] + bar.step.ending
        fill = theme.accent if bar.step.kind == "total" else theme.ink
        marks.append(text(names, base, name, fill, anchor="end", weight=bar.weight))
        if number + 1 < len(bars):
            marks.append(line(at(bar.end), y + height - 4, at(bar.end), y + height + 4, theme.muted, dashes="2 2"))
        marks += _row(bar, at, y, base, theme, height)
    return picture(COLUMN_WIDTH, bottom, title, marks)


def _row(bar: _Bar, at: Scale, y: float, base: float, theme: Theme, height: float) -> list[str]:
    left, right = sorted((at(bar.start), at(bar.end)))
    negative = max(bar.start, bar.end) <= 0 and bar.start + bar.end < 0
    return [
        rectangle(left, y + BETWEEN / 2, max(right - left, 1), height - BETWEEN, bar.colour),
        text(left - 5, base, bar.shown, theme.ink, anchor="end", weight=BOLD)
        if negative
        else text(right + 5, base, bar.shown, theme.ink, weight=BOLD),
    ]
