"""Where the time goes: one stacked bar a wave, value work first so that it starts from the same line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.charts.drawing import (
    BOLD,
    LABEL_SIZE,
    MIDDLE,
    SMALL_SIZE,
    line,
    picture,
    rectangle,
    shortened,
    text,
    widest,
)
from reportgen.document.figures import decimals_needed, rounded_shares, show
from reportgen.document.fonts import text_width
from reportgen.document.theme import COLUMN_WIDTH, THEME, Theme, mixed, readable_on
from reportgen.notation import Notation

if TYPE_CHECKING:
    from reportgen.case.case import ActivityKind

BAR_HEIGHT = 42.0
BAR_GAP = 16.0
LEGEND_LINE = 16.0
SWATCH = 9.0
#: Part of the picture that the names of the waves may take.
WAVE_NAMES = 0.22
#: More segments than this cannot be told apart; the smallest of a kind are drawn as one.
MOST_SEGMENTS = 10

_KINDS: tuple[ActivityKind, ...] = ("value", "friction", "overhead")


@dataclass(frozen=True)
class ActivityShares:
    """One activity: its share of the time in each wave, fractions of 1."""

    label: str
    kind: ActivityKind
    shares: tuple[float, ...]


def stacked_bars(
    title: str,
    waves: Sequence[str],
    activities: Sequence[ActivityShares],
    *,
    notation: Notation,
    theme: Theme = THEME,
) -> Markup:
    """One bar a wave, split by activity: value work in the accent colour, friction grey, overhead light.

    Within a kind the largest comes first. Shown percentages add up to 100. A name stands in its segment where
    it fits; the legend lists those that some bar has no room for.
    """
    segments = _segments(activities)
    colours = _colours(segments, theme)
    names = [shortened(wave, COLUMN_WIDTH * WAVE_NAMES, LABEL_SIZE, BOLD) for wave in waves]
    left = widest(names, LABEL_SIZE, BOLD) + 12
    starts = [_starts(segments, wave) for wave in range(len(waves))]
    marks: list[str] = []
    y = 2.0
    for wave, name in enumerate(names):
        middle = y + BAR_HEIGHT / 2 + LABEL_SIZE * MIDDLE
        marks.append(text(left - 12, middle, name, theme.ink, anchor="end", weight=BOLD))
        marks += _bar(segments, colours, starts[wave], wave, left, y, notation, theme)
        y += BAR_HEIGHT + BAR_GAP
    marks += _connectors(segments, starts, left, theme)
    legend, bottom = _legend(_unnamed(segments, colours, starts, left), left, y + 2, theme)
    return picture(COLUMN_WIDTH, bottom, title, marks + legend)


def _segments(activities: Sequence[ActivityShares]) -> list[ActivityShares]:
    """By kind, then by size, the smallest of a kind put together where there are too many."""
    kept = set(sorted(range(len(activities)), key=lambda i: -max(activities[i].shares))[:MOST_SEGMENTS])
    segments: list[ActivityShares] = []
    for kind in _KINDS:
        own = [activities[i] for i in kept if activities[i].kind == kind]
        rest = [other for i, other in enumerate(activities) if i not in kept and other.kind == kind]
        segments += sorted(own, key=lambda activity: -max(activity.shares))
        if len(rest) == 1:
            segments += rest
        elif rest:
            together = tuple(map(sum, zip(*(other.shares for other in rest), strict=True)))
            segments.append(ActivityShares(f"{len(rest)} smaller {kind} activities", kind, together))
    return segments


def _colours(segments: Sequence[ActivityShares], theme: Theme) -> list[str]:
    """Shades from the colour of the kind towards white, as many as the kind has segments."""
    bases = {"value": theme.accent, "friction": theme.friction, "overhead": theme.overhead}
    colours: list[str] = []
    for kind in _KINDS:
        count = sum(segment.kind == kind for segment in segments)
        step = min(0.3, 0.75 / max(count, 1))
        colours += [mixed(bases[kind], "#ffffff", number * step) for number in range(count)]
    return colours


def _starts(segments: Sequence[ActivityShares], wave: int) -> list[float]:
    """Where each segment begins and the last ends, as a share of the whole bar."""
    starts = [0.0]
    for segment in segments:
        starts.append(starts[-1] + segment.shares[wave])
    whole = starts[-1] or 1.0
    return [start / whole for start in starts]


def _bar(
    segments: Sequence[ActivityShares],
    colours: Sequence[str],
    starts: Sequence[float],
    wave: int,
    left: float,
    y: float,
    notation: Notation,
    theme: Theme,
) -> list[str]:
    width = COLUMN_WIDTH - left
    shares = [segment.shares[wave] for segment in segments]
    shown = rounded_shares(shares, decimals_needed(shares, "share", most=0))
    marks: list[str] = []
    middle = y + BAR_HEIGHT / 2 + LABEL_SIZE * MIDDLE
    for segment, (start, end), colour, share in zip(segments, pairwise(starts), colours, shown, strict=True):
        x, room = left + width * start, width * (end - start)
        marks.append(rectangle(x, y, room - min(1.0, room / 4), BAR_HEIGHT, colour))
        fill, centre = readable_on(colour, theme), x + room / 2
        named = _has_room_for_name(segment.label, room)
        if named:
            marks.append(text(centre, middle + 8, segment.label, fill, size=SMALL_SIZE, anchor="middle"))
        label = show(share, "share", notation, decimals=0)
        if text_width(label, LABEL_SIZE, BOLD) + 6 <= room:
            base = middle - 7 if named else middle
            marks.append(text(centre, base, label, fill, anchor="middle", weight=BOLD))
    return marks


def _has_room_for_name(label: str, room: float) -> bool:
    return text_width(label, SMALL_SIZE) + 10 <= room


def _unnamed(
    segments: Sequence[ActivityShares], colours: Sequence[str], starts: Sequence[Sequence[float]], left: float
) -> list[tuple[str, str]]:
    """Name and colour of the segments that some bar has no room to name."""
    width = COLUMN_WIDTH - left
    return [
        (segment.label, colours[i])
        for i, segment in enumerate(segments)
        if not all(_has_room_for_name(segment.label, width * (bar[i + 1] - bar[i])) for bar in starts)
    ]


def _connectors(
    segments: Sequence[ActivityShares], starts: Sequence[Sequence[float]], left: float, theme: Theme
) -> list[str]:
    """A line from bar to bar where value work ends: the finding, to be seen before any figure is read."""
    value = sum(segment.kind == "value" for segment in segments)
    if not value:
        return []
    marks: list[str] = []
    for number, (before, after) in enumerate(pairwise(starts)):
        top = 2.0 + BAR_HEIGHT + number * (BAR_HEIGHT + BAR_GAP)
        width = COLUMN_WIDTH - left
        marks.append(line(left + width * before[value], top, left + width * after[value], top + BAR_GAP, theme.accent))
    return marks


def _legend(entries: Sequence[tuple[str, str]], left: float, y: float, theme: Theme) -> tuple[list[str], float]:
    """The names with their swatches in lines, and where they end."""
    if not entries:
        return [], y - BAR_GAP
    marks: list[str] = []
    x = left
    for label, colour in entries:
        name = shortened(label, COLUMN_WIDTH - left - SWATCH - 5, SMALL_SIZE)
        width = SWATCH + 5 + text_width(name, SMALL_SIZE)
        if x > left and x + width > COLUMN_WIDTH:
            x, y = left, y + LEGEND_LINE
        marks.append(rectangle(x, y, SWATCH, SWATCH, colour))
        marks.append(text(x + SWATCH + 5, y + SWATCH - 0.6, name, theme.ink, size=SMALL_SIZE))
        x += width + 16
    return marks, y + LEGEND_LINE
