"""The rules that texts keep: they stay the texts they are, in every program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from reportgen.workbook.book import Book, filled_cells
from reportgen.workbook.finding import Remark
from reportgen.workbook.text import LONGEST_TEXT, codes, length, sheet_title


def text_stays_text(book: Book) -> Iterator[Remark]:
    """Text that looks like a formula is marked as text wherever it can be edited."""
    for sheet in book.sheets:
        for cell in _texts_like_formulas(sheet):
            if not (sheet.protection.sheet and cell.protection.locked):
                yield Remark(
                    sheet.title, cell.coordinate, "is text that becomes a formula when edited; put a ' before it."
                )


def text_marked(book: Book) -> Iterator[Remark]:
    """Text that looks like a formula is marked as text also where it is locked."""
    for sheet in book.sheets:
        for cell in _texts_like_formulas(sheet):
            yield Remark(sheet.title, cell.coordinate, "is text like a formula and not marked as text.")


def no_coded_characters(book: Book) -> Iterator[Remark]:
    """Every text reads in the file as spreadsheets show it."""
    for sheet in book.sheets:
        for cell in filled_cells(sheet):
            if cell.data_type == "s" and (found := codes(str(cell.value))):
                yield Remark(
                    sheet.title, cell.coordinate, f"holds {found[0]}, which stands for another sign; type it anew."
                )


def texts_fit_cells(book: Book) -> Iterator[Remark]:
    """No text is longer than spreadsheets can show or save."""
    for sheet in book.sheets:
        for cell in filled_cells(sheet):
            if cell.data_type == "s" and (count := length(str(cell.value))) > LONGEST_TEXT:
                message = f"holds a text of {count:,} characters; shorten it to {LONGEST_TEXT:,}."
                yield Remark(sheet.title, cell.coordinate, message)


def sheet_names_legal(book: Book) -> Iterator[Remark]:
    """Every program accepts the names of the sheets."""
    titles = [sheet.title for sheet in book.sheets]
    for place, title in enumerate(titles):
        if (legal := sheet_title(title, titles[:place])) != title:
            yield Remark(title, "", f"The sheet's name is not legal everywhere; call it '{legal}'.")


def _texts_like_formulas(sheet: Worksheet) -> Iterator[Any]:
    """Cells of text that begins like a formula and is not marked as text."""
    for cell in filled_cells(sheet):
        if cell.data_type == "s" and str(cell.value).startswith("=") and not cell.quotePrefix:
            yield cell
