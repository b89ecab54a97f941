"""Many cells written as few ranges, and formulas written as what they read from where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import range_boundaries

#: More cells than any sheet of a model has; a damaged list may name all that a spreadsheet can hold.
MOST_CELLS = 5_000_000

Place = tuple[int, int]
"""Row and column, counted from 1."""

# Texts and names of sheets in quotation marks are passed over.
_REFERENCE = re.compile(r"\"[^\"]*\"|'[^']*'|(?<![A-Za-z0-9_.])(\$?)([A-Z]{1,3})(\$?)([0-9]+)(?![A-Za-z0-9_(.])")
# No formula holds a semicolon, so that these cannot be mistaken for comparisons.
_OFFSET = re.compile(r"\"[^\"]*\"|'[^']*'|<(\$?)(-?[0-9]+);(\$?)(-?[0-9]+)>")


def relative(formula: str, place: Place) -> str:
    """The formula with its references counted from `place`, the same for all cells it is filled to.

    >>> relative("=A$1+C7", (7, 4))
    '=<$1;-3>+<0;-1>'
    """
    row, column = place

    def counted(found: re.Match[str]) -> str:
        if not found[2]:
            return found[0]
        rows = int(found[4]) if found[3] else int(found[4]) - row
        columns = column_index_from_string(found[2]) - (0 if found[1] else column)
        return f"<{found[3]}{rows};{found[1]}{columns}>"

    return _REFERENCE.sub(counted, formula)


def absolute(text: str, place: Place) -> str:
    """The formula at `place` of which `relative` gave the text."""
    row, column = place

    def written(found: re.Match[str]) -> str:
        if not found[2]:
            return found[0]
        rows = int(found[2]) if found[1] else int(found[2]) + row
        columns = int(found[4]) if found[3] else int(found[4]) + column
        return f"{found[3]}{get_column_letter(columns)}{found[1]}{rows}"

    return _OFFSET.sub(written, text)


def ranges(places: Collection[Place]) -> str:
    """The cells as ranges down their columns, alike neighbours joined: `C6:E9 G6`."""
    down: list[list[int]] = []
    for column, row in sorted((column, row) for row, column in places):
        if down and down[-1][0] == column and down[-1][2] == row - 1:
            down[-1][2] = row
        else:
            down.append([column, row, row])
    joined: list[list[int]] = []
    for column, first, last in sorted(down, key=lambda each: (each[1], each[2], each[0])):
        if joined and joined[-1][2:] == [first, last] and joined[-1][1] == column - 1:
            joined[-1][1] = column
        else:
            joined.append([column, column, first, last])
    return " ".join(_written(*each) for each in joined)


def places(text: str) -> Iterator[Place]:
    """The cells of which `ranges` gave the text. Raises ValueError where it names none, or far too many."""
    for part in text.split():
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(part))
        if not left or not top or (right - left + 1) * (bottom - top + 1) > MOST_CELLS:
            raise ValueError(f"'{part}' is no range of a model")
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield row, column


def _written(left: int, right: int, top: int, bottom: int) -> str:
    first = f"{get_column_letter(left)}{top}"
    last = f"{get_column_letter(right)}{bottom}"
    return first if first == last else f"{first}:{last}"
