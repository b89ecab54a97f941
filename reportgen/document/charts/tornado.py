"""What each range does to a result: a bar to either side of the base case, the largest on top."""

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
    line,
    picture,
    rectangle,
    scale,
    shortened,
    text,
    widest,
    wrapped,
)
from reportgen.document.figures import show
from reportgen.document.fonts import text_width
from reportgen.document.theme import COLUMN_WIDTH, THEME, Theme
from reportgen.language import noted, say
from reportgen.notation import Notation

TOP = 32.0
BOTTOM = 22.0
#: Height of a row by the lines of its name.
ROWS = {1: 21.5, 2: 29.0}
#: More rows than this have one line, and this height, or they would not fit a page.
MANY_ROWS, LOW_ROW = 25, 19.0
BAR = 14.0
#: Part of the picture that names may take.
NAMES = 0.44
#: Less room is not worth going on with a name in.
LEAST_REST = 60.0
GAP = 12.0
BASE, WORSE, BETTER = noted("Base case"), noted("Unfavourable end"), noted("Favourable end")


@dataclass(frozen=True)
class Swing:
    """The result with one assumption at either end of its range; both may be on the same side of the base case."""

    label: str
    range: str
    """Both ends of the range, as people read it."""
    at_low: float
    at_high: float


def tornado(title: str, swings: Sequence[Swing], base: float, *, notation: Notation, theme: Theme = THEME) -> Markup:
    """A row an assumption in the order given; `base` is the result with none of them moved."""
    many = len(swings) > MANY_ROWS
    names = [_name(swing, 1 if many else 2) for swing in swings]
    heights = [LOW_ROW if many else ROWS[len(name)] for name in names]
    at, left = _scale(swings, names, base, notation)
    bottom = TOP + sum(heights)
    marks = _axis(at, bottom, notation, theme)
    for number, (swing, name) in enumerate(zip(swings, names, strict=True)):
        y = TOP + sum(heights[:number]) + heights[number] / 2
        marks += _lines(name, left, y, theme) + _bars(swing, base, at, y, notation, theme)
    marks.append(line(at(base), TOP - 4, at(base), bottom + 2, theme.ink, 1.6))
    marks += _key(base, notation, theme)
    return picture(COLUMN_WIDTH, bottom + BOTTOM, title, marks)


def _name(swing: Swing, lines: int) -> list[str]:
    """Name and range, in two lines where both are too long for one and two are allowed."""
    width, whole = COLUMN_WIDTH * NAMES, f"{swing.label}: {swing.range}"
    if text_width(whole, SMALL_SIZE) <= width or lines == 1:
        return [shortened(whole, width, SMALL_SIZE)]
    return _in_two(swing, width)


def _in_two(swing: Swing, width: float) -> list[str]:
    """The range in a line of its own, or behind what the first line does not hold of the name."""
    label, ending = " ".join(swing.label.split()), f": {swing.range}"
    first, *_ = wrapped(label, width, 2, SMALL_SIZE)
    rest, room = label[len(first) :].strip(), width - text_width(ending, SMALL_SIZE)
    if rest and label.startswith(first) and room >= LEAST_REST:
        return [first, f"{shortened(rest, room, SMALL_SIZE)}{ending}"]
    return [shortened(part, width, SMALL_SIZE) for part in (label, swing.range)]


def _scale(
    swings: Sequence[Swing], names: Sequence[Sequence[str]], base: float, notation: Notation
) -> tuple[Scale, float]:
    """The scale, and where names end; beyond either end of the scale a figure has room."""
    ends = [base, *(end for swing in swings for end in (swing.at_low, swing.at_high))]
    left = widest([content for name in names for content in name], SMALL_SIZE)
    figures = widest([_amount(end, notation) for end in ends], SMALL_SIZE) + 6
    return scale(ends, left + GAP + figures, COLUMN_WIDTH - figures, count=4, with_zero=False), left


def _lines(name: Sequence[str], right: float, y: float, theme: Theme) -> list[str]:
    height = SMALL_SIZE * 1.12
    first = y + SMALL_SIZE * MIDDLE - (len(name) - 1) * height / 2
    return [
        text(right, first + height * number, content, theme.ink, size=SMALL_SIZE, anchor="end")
        for number, content in enumerate(name)
    ]


def _bars(swing: Swing, base: float, at: Scale, y: float, notation: Notation, theme: Theme) -> list[str]:
    low, high = sorted((swing.at_low, swing.at_high))
    base_line = y + SMALL_SIZE * MIDDLE
    marks = []
    if low < base:
        marks.append(rectangle(at(low), y - BAR / 2, at(base) - at(low), BAR, theme.loss))
        shown = _amount(low, notation)
        marks.append(text(at(low) - 5, base_line, shown, theme.muted, size=SMALL_SIZE, anchor="end"))
    if high > base:
        marks.append(rectangle(at(base), y - BAR / 2, at(high) - at(base), BAR, theme.gain))
        marks.append(text(at(high) + 5, base_line, _amount(high, notation), theme.muted, size=SMALL_SIZE))
    return marks


def _axis(at: Scale, bottom: float, notation: Notation, theme: Theme) -> list[str]:
    """Ticks with their figures, where these fit beside each other and differ."""
    labels = [show(tick, "money", notation, style="axis") for tick in at.ticks]
    apart = (at.end - at.start) / (len(labels) - 1)
    marks = [line(at(tick), TOP - 4, at(tick), bottom, theme.grid) for tick in at.ticks]
    if len(set(labels)) == len(labels) and widest(labels, SMALL_SIZE) + 6 <= apart:
        marks += [
            text(at(tick), bottom + 16, label, theme.muted, size=SMALL_SIZE, anchor="middle")
            for tick, label in zip(at.ticks, labels, strict=True)
        ]
    return marks


def _key(base: float, notation: Notation, theme: Theme) -> list[str]:
    """From the right: the base case, the better and the worse end."""
    x, y = COLUMN_WIDTH, 11.0
    shown = f"{say(BASE)} {_amount(base, notation)}"
    marks = [text(x, y, shown, theme.ink, anchor="end", weight=BOLD)]
    x -= text_width(shown, LABEL_SIZE, BOLD) + 8
    marks.append(line(x, y - 10, x, y + 2, theme.ink, 1.6))
    for words, colour in ((say(BETTER), theme.gain), (say(WORSE), theme.loss)):
        x -= 18
        marks.append(text(x, y, words, theme.muted, size=SMALL_SIZE, anchor="end"))
        x -= text_width(words, SMALL_SIZE) + 14
        marks.append(rectangle(x, y - 8.5, 9, 9, colour))
    return marks


def _amount(value: float, notation: Notation) -> str:
    return show(value, "money", notation, style="short")
