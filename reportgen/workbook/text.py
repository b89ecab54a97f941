"""Text of users in cells: whatever it says, it stays that text and never becomes a formula or breaks the file."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import copy
from typing import TYPE_CHECKING, Any

from reportgen.errors import InputError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

LONGEST_TEXT = 32_767
"""What a cell holds, in UTF-16 units as spreadsheets count."""
LONGEST_TITLE = 31

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
# Readers turn _x000D_ into the character of that code, so the underscore of such a word is written by its own code.
_CODE_WORD = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_CODE = re.compile("_x[0-9A-Fa-f]{4}_")
_UNDERSCORE = "_X005F_"
_STARTS_FORMULA = ("=", "+", "-", "@")


def text(value: str) -> str:
    """`value` as it may stand in the file: readers show the characters of `value`, illegal ones as U+FFFD.

    Line ends become `\\n`. Raises InputError where the text is longer than a cell holds.
    """
    one_line_end = value.replace("\r\n", "\n").replace("\r", "\n")
    legal = _CODE_WORD.sub("_x005F_", _ILLEGAL.sub("\ufffd", one_line_end))
    if (count := length(legal)) > LONGEST_TEXT:
        raise InputError(
            f"The text beginning '{legal[:40]}' has {count:,} characters; "
            f"shorten it to the {LONGEST_TEXT:,} that a cell of a workbook holds."
        )
    return legal


def length(stored: str) -> int:
    """Of a text in the file, as spreadsheets count: in UTF-16 units."""
    return len(stored.encode("utf-16-le", errors="surrogatepass")) // 2


def codes(stored: str) -> list[str]:
    """The words in a text of the file that stand for another sign, such as `_x000D_`, but for the one `text` writes."""
    return [found.group() for found in _CODE.finditer(stored) if found.group().upper() != _UNDERSCORE]


def plain(stored: str) -> str:
    """A text of the file as readers show it: the inverse of `text`."""
    return _CODE.sub(lambda found: chr(int(found.group()[2:6], 16)), stored)


def write_text(cell: Cell, value: str, style: str) -> None:
    """Puts `value` into the cell as text in the named style, which must be in the workbook.

    What looks like a formula is marked as text (`quotePrefix`), so that it stays text when somebody edits the cell.
    Raises InputError as `text` does.
    """
    cell.style = style
    fill_in(cell, value)


def fill_in(cell: Any, value: str) -> None:
    """As `write_text`, for a cell that has its style, which it may share with others."""
    # By the way of openpyxl every text is examined again, and "=…" taken for a formula and "#N/A" for an error.
    cell._value, cell.data_type = text(value), "s"
    if value.startswith(_STARTS_FORMULA):
        # A named style would take the mark off again, so it is set last; and it is this cell's alone.
        cell._style = copy(cell._style)
        cell.quotePrefix = True


def sheet_title(wanted: str, taken: Collection[str] = ()) -> str:
    """`wanted` as a legal sheet title that is not among those `taken`, whatever their case."""
    legal = _ILLEGAL_IN_TITLE.sub("-", _ILLEGAL.sub("\ufffd", wanted)).replace("\n", " ").strip("' ") or "Sheet"
    if legal.casefold() == "history":
        # Excel keeps this title for itself.
        legal += " sheet"
    used = {title.casefold() for title in taken}
    title, number = _cut(legal, LONGEST_TITLE), 1
    while title.casefold() in used:
        number += 1
        ending = f" ({number})"
        title = _cut(legal, LONGEST_TITLE - len(ending)) + ending
    return title


def _cut(title: str, length: int) -> str:
    return title.encode("utf-16-le")[: 2 * length].decode("utf-16-le", errors="ignore").rstrip("' ")
