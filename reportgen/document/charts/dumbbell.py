"""Before and after of each activity as two dots, with the change and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportgen.document.charts.drawing import (
    BOLD,
    LABEL_SIZE,
    MIDDLE,
    SMALL_SIZE,
    Scale,
    dot,
    line,
    picture,
    rectangle,
    scale,
    shortened,
    text,
    widest,
    wrapped,
)
from reportgen.document.figures import decimals_needed, show
from reportgen.document.fonts import text_width
from reportgen.document.theme import COLUMN_WIDTH, THEME, Theme
from reportgen.language import say
from reportgen.notation import Notation

TOP = 30.0
BOTTOM = 22.0
#: Height of a row; the low one is for so many rows that they would not fit a page.
ROW, LOW_ROW = 26.0, 20.0
MANY_ROWS = 25
#: Part of the picture that names may take.
NAMES = 0.36
GAP = 12.0
#: Width that a word of the key may take.
KEY_WORD = 62.0


@dataclass(frozen=True)
class Change:
    """One activity before and after (fractions of 1), its change, and the interval of the change if there is one."""

    label: str
    before: float
    after: float
    change: float
    low: float | None = None
    high: float | None = None
    highlighted: bool = False
    """Drawn in the accent colour: the work the case wants more of."""


@dataclass(frozen=True)
class _Figures:
    """How the figures of all rows are written."""

    decimals: int
    notation: Notation

    def share(self, share: float) -> str:
        return show(share, "share", self.notation, decimals=self.decimals)

    def change(self, change: Change) -> str:
        return show(change.change, "points", self.notation, decimals=self.decimals)

    def interval(self, change: Change) -> str:
        if change.low is None or change.high is None:
            return ""
        low, high = (
            show(end, "points", self.notation, style="table", decimals=self.decimals)
            for end in (change.low, change.high)
        )
        return say("{low} to {high}", low=low, high=high)


@dataclass(frozen=True)
class _Columns:
    """Where the parts of a row are: names end, dots, changes end, intervals end."""

    row: float
    names: float
    dots: Scale
    changes: float
    intervals: float
    figures: _Figures


def dumbbell(
    title: str,
    changes: Sequence[Change],
    *,
    before: str = "",
    after: str = "",
    interval: str,
    notation: Notation,
    theme: Theme = THEME,
) -> Markup:
    """A row an activity in the order given. `before`, `after` and `interval` are the words of the key."""
    columns = _columns(changes, interval, notation)
    bottom = TOP + columns.row * len(changes)
    marks = _grid(columns, bottom, theme) + _key(
        changes, columns, before or say("Before"), after or say("After"), interval, theme
    )
    for number, change in enumerate(changes):
        marks += _row(change, columns, TOP + columns.row * (number + 0.5), theme)
    return picture(COLUMN_WIDTH, bottom + BOTTOM, title, marks)


def _columns(changes: Sequence[Change], interval: str, notation: Notation) -> _Columns:
    shares = [share for change in changes for share in (change.before, change.after)]
    figures = _Figures(decimals_needed(shares, "share"), notation)
    names = min(widest(change.label for change in changes), COLUMN_WIDTH * NAMES)
    intervals = widest([figures.interval(change) for change in changes], SMALL_SIZE)
    intervals = max(intervals, text_width(interval, SMALL_SIZE)) + GAP if intervals else 0.0
    shown = [figures.change(change) for change in changes]
    end = COLUMN_WIDTH - intervals
    start_of_changes = end - max(widest(shown, LABEL_SIZE, BOLD), text_width(say("Change"), SMALL_SIZE))
    room = widest([figures.share(share) for share in shares])
    # A figure stands outside its dot, so the row needs room for one figure beyond either end of the scale.
    dots = scale(
        [share for change in changes for share in (change.before, change.after, *_band(change))],
        names + GAP + room + 9,
        start_of_changes - 2 * GAP - room - 9,
        count=4,
    )
    row = LOW_ROW if len(changes) > MANY_ROWS else ROW
    return _Columns(row, names, dots, end, COLUMN_WIDTH, figures)


def _row(change: Change, columns: _Columns, y: float, theme: Theme) -> list[str]:
    at, base = columns.dots, y + LABEL_SIZE * MIDDLE
    before, after = at(change.before), at(change.after)
    strong = theme.accent if change.highlighted else theme.muted
    marks = _name(change.label, columns, y, theme)
    band = _band(change)
    if band:
        marks.append(rectangle(at(band[0]), y - 5, at(band[1]) - at(band[0]), 10, theme.accent_soft))
    marks.append(line(before, y, after, y, theme.accent_bright if change.highlighted else theme.friction, 3))
    marks.append(dot(before, y, 4.6, "#ffffff", theme.friction))
    marks.append(dot(after, y, 4.6, strong, strong))
    marks += _figures(change, columns, (before, after), base, theme)
    marks.append(text(columns.changes, base, columns.figures.change(change), strong, anchor="end", weight=BOLD))
    interval = columns.figures.interval(change)
    if interval:
        marks.append(text(columns.intervals, base, interval, theme.muted, size=SMALL_SIZE, anchor="end"))
    return marks


def _name(label: str, columns: _Columns, y: float, theme: Theme) -> list[str]:
    """In two smaller lines where one is too short and the row is high enough."""
    most = 2 if columns.row == ROW else 1
    size = LABEL_SIZE if text_width(label, LABEL_SIZE) <= columns.names else SMALL_SIZE
    lines = wrapped(label, columns.names, most, size)
    height = size * 1.08
    first = y + size * MIDDLE - (len(lines) - 1) * height / 2
    return [
        text(columns.names, first + height * number, content, theme.ink, size=size, anchor="end")
        for number, content in enumerate(lines)
    ]


def _figures(change: Change, columns: _Columns, dots: tuple[float, float], base: float, theme: Theme) -> list[str]:
    """The two shares outside their dots and outside the interval's band."""
    before, after = dots
    edges = [before, after, *(columns.dots(end) for end in _band(change))]
    left, right = min(edges) - 10, max(edges) + 10
    shown_before, shown_after = columns.figures.share(change.before), columns.figures.share(change.after)
    rising = before <= after
    return [
        text(left if rising else right, base, shown_before, theme.muted, size=SMALL_SIZE,
             anchor="end" if rising else "start"),
        text(right if rising else left, base, shown_after, theme.ink, anchor="start" if rising else "end",
             weight=BOLD),
    ]  # fmt: skip


def _grid(columns: _Columns, bottom: float, theme: Theme) -> list[str]:
    marks: list[str] = []
    for tick in columns.dots.ticks:
        x = columns.dots(tick)
        marks.append(line(x, TOP, x, bottom, theme.grid))
        label = show(tick, "share", columns.figures.notation)
        marks.append(text(x, bottom + 15, label, theme.muted, size=SMALL_SIZE, anchor="middle"))
    return marks


def _key(
    changes: Sequence[Change], columns: _Columns, before: str, after: str, interval: str, theme: Theme
) -> list[str]:
    y, base = 10.0, 10.0 + SMALL_SIZE * MIDDLE
    before, after = (shortened(word, KEY_WORD, SMALL_SIZE) for word in (before, after))
    words = [text_width(word, SMALL_SIZE) for word in (before, after, interval)]
    # Above the dots, or as far to the left as it takes to stay clear of the columns' heads.
    x = min(columns.dots.start, columns.changes - 2 * KEY_WORD - sum(words) - 74)
    second = x + 12 + words[0] + 22
    third = second + 12 + words[1] + 16
    marks = [
        dot(x, y, 4.6, "#ffffff", theme.friction),
        text(x + 10, base, before, theme.muted, size=SMALL_SIZE),
        dot(second, y, 4.6, theme.muted, theme.muted),
        text(second + 10, base, after, theme.muted, size=SMALL_SIZE),
        text(columns.changes, base, say("Change"), theme.muted, size=SMALL_SIZE, anchor="end"),
    ]
    if any(_band(change) for change in changes):
        marks.append(rectangle(third, y - 5, 18, 10, theme.accent_soft))
        marks.append(text(third + 24, base, interval, theme.muted, size=SMALL_SIZE))
        marks.append(text(columns.intervals, base, interval, theme.muted, size=SMALL_SIZE, anchor="end"))
    return marks


def _band(change: Change) -> tuple[float, float] | tuple[()]:
    """Where `after` may be, given the interval of the change; no share is below 0 or above 1."""
    if change.low is None or change.high is None:
        return ()
    return max(0.0, change.before + change.low), min(1.0, change.before + change.high)
