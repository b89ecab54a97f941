"""How wide the columns of a table are, from the texts in them.

WeasyPrint can find widths itself, but measures every cell several times for it, which took longer than all
the rest of the layout; and it lets a long word push a table off the page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from reportgen.document.fonts import text_width
from reportgen.document.theme import COLUMN_WIDTH

if TYPE_CHECKING:
    from reportgen.document.story.parts import Column, Form, Row

#: As components.css sets tables, in CSS pixels: size of the text and of sources, and a cell's padding on both sides.
FONT_SIZE, SOURCE_SIZE, PADDING = 11.6, 10.67, 13.7

#: Columns whose texts stand in one line.
IN_ONE_LINE: Final[tuple[Form, ...]] = ("number", "reference", "kind")

#: No column needs more than this for its longest word; longer words are broken.
LONGEST_WORD = 110.0
#: What a column in one line may get of the space that is left over.
MOST_EXTRA = 30.0
#: Part of the texts of a column that should stand in one line.
NEARLY_ALL = 0.9
HALVINGS = 20


def widths(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[float, ...]:
    """Widths in percent of the table, 100 in all."""
    texts = [[row.cells[i] for row in rows] for i in range(len(columns))]
    cells = [_widest(column, own) for column, own in zip(columns, texts, strict=True)]
    low = [max(width, _heading(column, lines=1)) for column, width in zip(columns, cells, strict=True)]
    high = [max(width, _heading(column, lines=2)) for column, width in zip(columns, cells, strict=True)]
    # The first of these that fits: short headings in one line, columns of numbers alike.
    for wanted in (_alike(columns, low), low, _alike(columns, high), high):
        if sum(wanted) <= COLUMN_WIDTH:
            return _in_percent(_stretched(columns, wanted, COLUMN_WIDTH - sum(wanted)))
    return _in_percent(_squeezed(columns, texts, high))


def _in_percent(found: Sequence[float]) -> tuple[float, ...]:
    return tuple(100 * width / sum(found) for width in found)


def _alike(columns: Sequence[Column], natural: Sequence[float]) -> list[float]:
    """All columns of numbers as wide as the widest: years line up better so."""
    widest = max(
        (width for column, width in zip(columns, natural, strict=True) if column.form == "number"), default=0.0
    )
    return [widest if column.form == "number" else width for column, width in zip(columns, natural, strict=True)]


def _words(text: str) -> list[str]:
    """What a line may be broken between: not at a no-break space, which Python's own split takes for a space."""
    return [word for word in re.split(r"[ \t\r\n]+", text) if word]


def _heading(column: Column, lines: int) -> float:
    """Width of the heading in one line or two."""
    words = _words(column.title)
    counts = range(1, len(words) + 1) if lines > 1 else range(len(words), len(words) + 1)
    broken = [(" ".join(words[:count]), " ".join(words[count:])) for count in counts]
    return min((max(text_width(line, FONT_SIZE, 600) for line in pair) for pair in broken), default=0.0) + PADDING


def _widest(column: Column, texts: Sequence[str]) -> float:
    size = SOURCE_SIZE if column.form == "source" else FONT_SIZE
    return max((text_width(text, size, 600) for text in texts), default=0.0) + PADDING


def _stretched(columns: Sequence[Column], natural: Sequence[float], room: float) -> list[float]:
    """What is left over goes to the columns that wrap, the wider the more, after a little air for the others."""
    wrapping = [
        width if column.form not in IN_ONE_LINE else 0.0 for column, width in zip(columns, natural, strict=True)
    ]
    extra = min(MOST_EXTRA, room / len(columns))
    rest = room - extra * sum(width == 0 for width in wrapping)
    return [
        width + (rest * own / sum(wrapping) if own else extra) for width, own in zip(natural, wrapping, strict=True)
    ]


def _squeezed(columns: Sequence[Column], texts: Sequence[Sequence[str]], natural: Sequence[float]) -> list[float]:
    """Columns in one line keep their width; the others share what is left, none narrower than its longest word."""
    in_one_line = [column.form in IN_ONE_LINE for column in columns]
    least, wanted = list(natural), list(natural)
    for i, column in enumerate(columns):
        if not in_one_line[i]:
            words = [word for text in texts[i] for word in _words(text)]
            least[i] = min(LONGEST_WORD, max(_widest(column, words), _heading(column, lines=2)))
            wanted[i] = max(least[i], _typical(column, texts[i]))
    most = _level(least, wanted)
    return [max(floor, min(want, most)) for floor, want in zip(least, wanted, strict=True)]


def _typical(column: Column, texts: Sequence[str]) -> float:
    """A width in which nearly all texts stand in one line: a few long ones should not make the others wrap."""
    ordered = sorted(_widest(column, [text]) for text in texts)
    return ordered[math.ceil(NEARLY_ALL * (len(ordered) - 1))] if ordered else PADDING


def _level(least: Sequence[float], wanted: Sequence[float]) -> float:
    """The width that the widest columns get so that all together fill the table."""
    low, high = 0.0, COLUMN_WIDTH
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        fits = sum(max(floor, min(want, middle)) for floor, want in zip(least, wanted, strict=True)) <= COLUMN_WIDTH
        low, high = (middle, high) if fits else (low, middle)
    return low
