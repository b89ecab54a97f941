"""What a cell is, in the words that stand around it on its sheet."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.language import say, speaking
from reportgen.workbook.book import Book, filled_cells, language_of, style_of
from reportgen.workbook.layout import LABEL
from reportgen.workbook.sheets.calculations import COLUMN_HEADINGS
from reportgen.workbook.styles import role_of

_LABELS = ("label", "item label", "bold label", "wording")
_NO_LABELS = ("title", "subtitle", "section")
_HEADINGS = ("heading", "indented heading", "figure heading")


class Labels:
    """The labels of one workbook, for cells by sheet title, row and column."""

    def __init__(self, book: Book) -> None:
        self._sheets = {sheet.title: _SheetLabels(sheet, book) for sheet in book.sheets}

    def of(self, sheet: str, row: int, column: int) -> str:
        """`Payroll, Data scientist, year 2`; empty where nothing stands around the cell."""
        return self._sheets[sheet].of(row, column) if sheet in self._sheets else ""

    def at(self, sheet: str, cell: str) -> str:
        """As `of`, for a cell as people write it: `B7`."""
        return self.of(sheet, *coordinate_to_tuple(cell))


class _SheetLabels:
    def __init__(self, sheet: Worksheet, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        with speaking(language_of(book)):
            self._columns = [say(heading) for heading in COLUMN_HEADINGS]

    def of(self, row: int, column: int) -> str:
        found = [*self._line(row, column), self._heading(row, column)]
        return ", ".join(text for text in dict.fromkeys(found) if text)

    @cached_property
    def _line_headings(self) -> dict[int, str]:
        """The lines whose items follow, by row."""
        return {
            cell.row: str(cell.value) for cell in filled_cells(self._sheet) if role_of(style_of(cell)) == "line heading"
        }

    @cached_property
    def _headings(self) -> dict[int, list[tuple[int, str]]]:
        """Row and words of the headings of each column, from top to bottom."""
        found: dict[int, list[tuple[int, str]]] = {}
        for cell in filled_cells(self._sheet):
            if role_of(style_of(cell)) in _HEADINGS:
                value = self._book.value(cell)
                words = f"year {value:g}" if isinstance(value, (int, float)) else str(value or "")
                found.setdefault(cell.column, []).append((cell.row, words))
        return found

    def _line(self, row: int, column: int) -> list[str]:
        """The nearest label to the left, and before that of an item the line that it belongs to."""
        left = (self._sheet.cell(row, each) for each in range(column, 0, -1))
        label: Any = next((cell for cell in left if role_of(style_of(cell)) in _LABELS), self._sheet.cell(row, LABEL))
        is_label = label.data_type == "s" and role_of(style_of(label)) not in _NO_LABELS
        words = str(label.value) if is_label and label.value else ""
        if role_of(style_of(label)) != "item label":
            return [words]
        above = [line for line in self._line_headings if line < row]
        return [self._line_headings[max(above)] if above else "", words]

    def _heading(self, row: int, column: int) -> str:
        above = [words for place, words in self._headings.get(column, []) if place < row]
        return above[-1] if above and above[-1] not in self._columns else ""
