"""The rules that sheets and cells of the workbook keep, whatever they calculate."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.errors import InputError
from reportgen.workbook.book import Book, all_cells, filled_cells, style_of
from reportgen.workbook.finding import Remark

#: Width of a column whose width nobody has set, in characters.
STANDARD_WIDTH = 8.43
STANDARD_SIZE = 11
SMALLEST_ZOOM, LARGEST_ZOOM = 70, 130
#: Bold digits are wider, and a cell keeps a margin on both sides; in characters.
BOLD, MARGIN = 1.06, 0.7
#: Dates and times are figures too; so are truth values, which Python counts among the integers.
_FIGURES = (int, float, datetime.date, datetime.time, datetime.timedelta)


def values_present(book: Book) -> Iterator[Remark]:
    """Every formula cell shows its value before anything has been calculated."""
    for sheet in book.sheets:
        for cell in filled_cells(sheet):
            # An empty text is a value too.
            if cell.data_type == "f" and book.value(cell) is None:
                yield Remark(sheet.title, cell.coordinate, "has no stored value; calculate the workbook and save it.")


def no_error_values(book: Book) -> Iterator[Remark]:
    """No cell shows an error."""
    errors = {place for place, stored in book.stored.items() if stored.is_error}
    for sheet in book.sheets:
        for cell in filled_cells(sheet):
            if cell.data_type == "e" or (sheet.title, cell.row, cell.column) in errors:
                yield Remark(sheet.title, cell.coordinate, f"shows {book.value(cell)}; give it a case for this.")


def nothing_hidden(book: Book) -> Iterator[Remark]:
    """Every sheet, row and column can be seen."""
    for sheet in book.sheets:
        if sheet.sheet_state != "visible":
            yield Remark(sheet.title, "", "The sheet is hidden; show it.")
        for row, row_dimension in sheet.row_dimensions.items():
            if row_dimension.hidden or row_dimension.height == 0:
                yield Remark(sheet.title, f"{row}:{row}", "The row is hidden; show it.")
        for column, column_dimension in sheet.column_dimensions.items():
            if column_dimension.hidden or column_dimension.width == 0:
                yield Remark(sheet.title, f"{column}:{column}", "The column is hidden; show it.")
        for cell in filled_cells(sheet):
            if cell.number_format.strip(";") == "":
                yield Remark(sheet.title, cell.coordinate, "is hidden by its number format; give it another.")


def no_merged_cells(book: Book) -> Iterator[Remark]:
    """No cells are merged: they break sorting, filling and screen readers."""
    for sheet in book.sheets:
        for merged in sheet.merged_cells.ranges:
            yield Remark(sheet.title, merged.coord, "The cells are merged; unmerge them.")


def no_comments(book: Book) -> Iterator[Remark]:
    """Notes stand in cells, where print and other programs show them."""
    for sheet in book.sheets:
        for cell in all_cells(sheet):
            if cell.comment is not None:
                yield Remark(sheet.title, cell.coordinate, "has a comment; move it to the column of notes.")


def named_styles(book: Book) -> Iterator[Remark]:
    """Every cell that holds something wears a named style."""
    for sheet in book.sheets:
        for cell in filled_cells(sheet):
            if style_of(cell) == "Normal":
                yield Remark(sheet.title, cell.coordinate, "has no named style; choose one of the workbook's styles.")


def panes_frozen(book: Book) -> Iterator[Remark]:
    """Headings stay in sight on every sheet."""
    for sheet in book.sheets:
        if sheet.freeze_panes is None:
            yield Remark(sheet.title, "", "The sheet has no frozen panes; freeze its headings.")


def ready_to_print(book: Book) -> Iterator[Remark]:
    """Every sheet prints one page wide, or several that repeat its first columns, with its titles on every page."""
    for sheet in book.sheets:
        if not sheet.print_area:
            yield Remark(sheet.title, "", "The sheet has no print area; set one.")
        if not sheet.print_title_rows:
            yield Remark(sheet.title, "", "The sheet repeats no title rows in print; set them.")
        if not _fits_pages_wide(sheet):
            yield Remark(
                sheet.title,
                "",
                "The sheet does not fit the page's width; scale it to one page wide, or repeat its first columns.",
            )


def protected_without_password(book: Book) -> Iterator[Remark]:
    """Every sheet is protected from slips, and anybody may take the protection off."""
    for sheet in book.sheets:
        if not sheet.protection.sheet:
            yield Remark(sheet.title, "", "The sheet is not protected; protect it without a password.")
        if sheet.protection.password or sheet.protection.hashValue:
            yield Remark(
                sheet.title, "", "The sheet is protected by a password; reviewers need to get in, so remove it."
            )


def structure_open(book: Book) -> Iterator[Remark]:
    """Sheets can be added, moved and shown without a password."""
    security = book.workbook.security
    if security is not None and (security.lockStructure or security.workbookPassword or security.workbookHashValue):
        yield Remark("", "", "The order of the sheets is locked; unprotect the workbook.")


def figures_fit(book: Book) -> Iterator[Remark]:
    """Every figure is shown, not ####."""
    try:
        engine = book.engine
    except InputError as error:
        yield Remark("", "", str(error))
        return
    for sheet in book.sheets:
        widths = _column_widths(sheet)
        for cell in filled_cells(sheet):
            if isinstance(book.value(cell), _FIGURES):
                shown = engine.shown(sheet.title, cell.row, cell.column)
                if (needed := _width(shown, cell)) > widths.get(cell.column, STANDARD_WIDTH):
                    letter = get_column_letter(cell.column)
                    yield Remark(sheet.title, cell.coordinate, f"shows ####; make column {letter} {needed:.1f} wide.")


def left_at_the_top(book: Book) -> Iterator[Remark]:
    """The file opens on its first sheet, every sheet at the top and in a size that can be read."""
    for position, sheet in enumerate(book.sheets):
        view = sheet.sheet_view
        if not SMALLEST_ZOOM <= (view.zoomScale or 100) <= LARGEST_ZOOM:
            yield Remark(sheet.title, "", f"The sheet is shown at {view.zoomScale} %; leave it near 100 %.")
        if bool(view.tabSelected) is not (position == 0):
            yield Remark(sheet.title, "", "The file opens with another sheet chosen than the first; choose that alone.")


def _fits_pages_wide(sheet: Worksheet) -> bool:
    properties = sheet.sheet_properties.pageSetUpPr
    scaled = properties is not None and bool(properties.fitToPage)
    return scaled and (sheet.page_setup.fitToWidth in (None, 1) or sheet.print_title_cols is not None)


def _column_widths(sheet: Worksheet) -> dict[int, float]:
    # A dimension may stand for a group of columns.
    dimensions: Iterable[Any] = sheet.column_dimensions.values()
    return {column: dimension.width for dimension in dimensions for column in range(dimension.min, dimension.max + 1)}


def _width(shown: str, cell: Any) -> float:
    bold = BOLD if cell.font.bold else 1
    return len(shown) * bold * (cell.font.size or STANDARD_SIZE) / STANDARD_SIZE + MARGIN
