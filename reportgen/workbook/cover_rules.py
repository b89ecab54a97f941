"""The rules that let people find their way: the cover explains, columns mean the same, the master check is in sight."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from reportgen.language import say
from reportgen.workbook.book import Book, filled_cells, filled_rows, style_of
from reportgen.workbook.finding import Remark
from reportgen.workbook.formula_rules import year_columns
from reportgen.workbook.layout import (
    ALLOCATION_SHEET,
    CALCULATION_SHEETS,
    CONSTANT,
    COVER_SHEET,
    EMPTY,
    FIRST_YEAR,
    HEADING_ROW,
    LABEL,
    UNIT,
    letters,
)
from reportgen.workbook.sheets.calculations import COLUMN_HEADINGS
from reportgen.workbook.sheets.checks import MASTER
from reportgen.workbook.sheets.cover import LIMITATIONS_SECTION, SIGNS_SECTION
from reportgen.workbook.styles import KEY_ROLES, role_of

#: Every calculation sheet but the one that has tables by activity.
ALIKE = tuple(sheet for sheet in CALCULATION_SHEETS if sheet != ALLOCATION_SHEET)


def colour_key_on_cover(book: Book) -> Iterator[Remark]:
    """The cover shows what each look of a cell means."""
    cover = [sheet for sheet in book.sheets if sheet.title == COVER_SHEET]
    shown = {role_of(style_of(cell)) for sheet in cover for cell in filled_cells(sheet)}
    for role in KEY_ROLES:
        if role not in shown:
            yield Remark(COVER_SHEET, "", f"No sample of the look '{role}' explains it on the cover; put one there.")


def signs_and_limitations_on_cover(book: Book) -> Iterator[Remark]:
    """The cover says which sign a figure has, and what the model leaves out."""
    cover = [sheet for sheet in book.sheets if sheet.title == COVER_SHEET]
    said = {cell.value for sheet in cover for cell in filled_cells(sheet)}
    for section in map(say, (SIGNS_SECTION, LIMITATIONS_SECTION)):
        if section not in said:
            yield Remark(COVER_SHEET, "", f"The cover has no part '{section}'; restore it.")


def master_check_in_sight(book: Book) -> Iterator[Remark]:
    """Every sheet shows in its frozen rows whether all checks pass."""
    for sheet in book.sheets:
        frozen = _frozen_rows(sheet)
        cells = (cell for cell in filled_cells(sheet) if cell.row <= frozen and role_of(style_of(cell)) == "check")
        # A sheet without frozen rows is another rule's.
        if frozen and not any(sheet.title == MASTER.sheet or cell.value == f"={MASTER.link}" for cell in cells):
            yield Remark(sheet.title, "", f"The sheet does not show the master check {MASTER.address}; link to it.")


def same_columns_everywhere(book: Book) -> Iterator[Remark]:
    """A column means the same on every calculation sheet: label, unit, total or constant, then the years."""
    for sheet in book.sheets:
        if sheet.title in ALIKE:
            yield from _other_headings(sheet)
            yield from _other_years(book, sheet)
            yield from _out_of_place(sheet)


def years_in_sight(book: Book) -> Iterator[Remark]:
    """The years stay in sight while the figures below them scroll."""
    for sheet in book.sheets:
        row, _ = year_columns(sheet)
        if row > _frozen_rows(sheet) > 0:
            yield Remark(sheet.title, "", f"The years in row {row} scroll out of sight; freeze the panes below them.")


def _other_headings(sheet: Worksheet) -> Iterator[Remark]:
    for column, heading in zip((LABEL, UNIT, CONSTANT), map(say, COLUMN_HEADINGS), strict=True):
        if sheet.cell(HEADING_ROW, column).value != heading:
            yield Remark(sheet.title, f"{letters(column)}{HEADING_ROW}", f"heads another column than '{heading}'.")


def _other_years(book: Book, sheet: Worksheet) -> Iterator[Remark]:
    row, columns = year_columns(sheet)
    for year, column in enumerate(sorted(columns)):
        value = book.value(sheet.cell(row, column))
        # A value that no program has calculated yet is another rule's.
        if (row, column) != (HEADING_ROW, FIRST_YEAR + year) or value not in (year, None):
            yield Remark(
                sheet.title, f"{letters(column)}{row}", f"heads another column than year {year} on other sheets."
            )


def _out_of_place(sheet: Worksheet) -> Iterator[Remark]:
    for row in filled_rows(sheet):
        for cell in row if row[0].row > HEADING_ROW else ():
            if (cell.column in (LABEL, UNIT) and cell.data_type != "s") or cell.column == EMPTY:
                yield Remark(sheet.title, cell.coordinate, "stands in a column for something else; move it.")


def _frozen_rows(sheet: Worksheet) -> int:
    pane = sheet.sheet_view.pane
    return int(pane.ySplit or 0) if pane is not None and sheet.freeze_panes is not None else 0
