"""The rules that every formula of the workbook keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.errors import InputError
from reportgen.workbook.book import Book, Formula, filled_cells, filled_rows, is_cell_reference, style_of
from reportgen.workbook.finding import Remark
from reportgen.workbook.layout import ALLOCATION_SHEET, CASES_SHEET, SENSITIVITY_SHEET, SURVEY_SHEET
from reportgen.workbook.number_formats import year_format
from reportgen.workbook.styles import FORMULA_ROLES, role_of

#: Excel 2010, LibreOffice 7 and the recalculating engine know these under the same plain name.
#: None is volatile, and NPV is left out for the discounting it hides.
FUNCTIONS = frozenset({
    "ABS", "AND", "AVERAGE", "AVERAGEIFS", "BETADIST", "BETAINV", "COUNT", "COUNTIFS", "IF", "IFERROR", "INDEX", "IRR",
    "MATCH", "MAX", "MIN", "MMULT", "NORMSINV", "NOT", "OR", "ROUND", "SQRT", "STDEV", "SUM", "SUMIFS", "SUMPRODUCT",
    "TINV",
})  # fmt: skip
ROUNDING = frozenset({"CEILING", "EVEN", "FLOOR", "INT", "MROUND", "ODD", "ROUND", "ROUNDDOWN", "ROUNDUP", "TRUNC"})
CIRCLE = "#CIRC!"
"""What the recalculating engine gives for a formula that reads its own result."""
LONGEST_FORMULA = 120
DEEPEST_FORMULA = 3
FILLED_DOWN = (SURVEY_SHEET, ALLOCATION_SHEET, CASES_SHEET)
"""Sheets whose rows repeat one formula a column; on the others the years across do."""


def formulas_readable(book: Book) -> Iterator[Remark]:
    """Every formula can be taken apart and reads cells that exist."""
    for formula in book.formulas:
        if not formula.tokens:
            yield _remark(formula, f"{formula.text} is no formula; balance its quotes and brackets.")
        for error in formula.operands(Token.ERROR):
            yield _remark(formula, f"reads {error}; point the formula at a cell that exists.")


def known_functions(book: Book) -> Iterator[Remark]:
    """Formulas use only functions that every spreadsheet calculates the same; none is volatile."""
    for formula in book.formulas:
        for function in sorted(set(formula.functions) - FUNCTIONS):
            yield _remark(formula, f"{function} is not among those that every program calculates alike.")


def no_constants(book: Book) -> Iterator[Remark]:
    """A formula holds no figure but 0 and 1."""
    for formula in book.formulas:
        for number in formula.operands(Token.NUMBER):
            if float(number) not in (0, 1):
                yield _remark(formula, f"{formula.text} holds the figure {number}; make it an input and read its cell.")
        if any(token.type == Token.OP_POST for token in formula.tokens):
            yield _remark(formula, f"{formula.text} holds a percentage; make it an input and read its cell.")


def short_formulas(book: Book) -> Iterator[Remark]:
    """A formula can be read at a glance."""
    for formula in book.formulas:
        if (length := len(formula.text)) > LONGEST_FORMULA:
            yield _remark(formula, f"has {length} characters; break it into lines of {LONGEST_FORMULA} at most.")


def shallow_formulas(book: Book) -> Iterator[Remark]:
    """Functions stand only a few deep inside each other."""
    for formula in book.formulas:
        if (depth := formula.depth) > DEEPEST_FORMULA:
            yield _remark(formula, f"is {depth} functions deep; break it into lines of {DEEPEST_FORMULA} at most.")


def no_nested_if(book: Book) -> Iterator[Remark]:
    """No IF stands inside another."""
    for formula in book.formulas:
        if any(around.count("IF") > 1 for around in formula.nesting()):
            yield _remark(formula, "has an IF inside an IF; give the inner one a line of its own.")


def cell_references_only(book: Book) -> Iterator[Remark]:
    """Formulas read cells, not names, tables or whole columns."""
    for formula in book.formulas:
        for operand in formula.operands(Token.RANGE):
            if not is_cell_reference(operand) and not _is_external(operand):
                yield _remark(formula, f"reads '{operand}'; write the cells it stands for.")


def no_external_links(book: Book) -> Iterator[Remark]:
    """Nothing is read from another file."""
    for formula in book.formulas:
        for operand in formula.operands(Token.RANGE):
            if _is_external(operand):
                yield _remark(formula, f"reads '{operand}'; keep everything the formula reads in this file.")
    if links := book.workbook._external_links:  # type: ignore[attr-defined]
        yield Remark("", "", f"The workbook links to {len(links)} other file(s); break the links.")


def no_circles(book: Book) -> Iterator[Remark]:
    """No formula reads its own result."""
    try:
        engine = book.engine
    except InputError:
        return
    for formula in book.formulas:
        if engine.value(formula.sheet, *coordinate_to_tuple(formula.cell)) == CIRCLE:
            yield _remark(formula, f"{formula.text} reads its own result; break the circle.")


def never_rounded(book: Book) -> Iterator[Remark]:
    """Figures are rounded where they are shown, never where they are calculated.

    Sensitivity ranks its bars by whole steps, so that the last digits do not decide; no figure reads these.
    """
    for formula in (each for each in book.formulas if each.sheet != SENSITIVITY_SHEET):
        for function in sorted(ROUNDING & set(formula.functions)):
            yield _remark(formula, f"rounds with {function}; leave that to the number format.")


def no_array_formulas(book: Book) -> Iterator[Remark]:
    """Every formula gives the value of its own cell only."""
    for sheet in book.sheets:
        for cell in filled_cells(sheet):
            if isinstance(cell.value, (ArrayFormula, DataTableFormula)):
                yield Remark(sheet.title, cell.coordinate, "is an array formula or data table; write plain formulas.")


def same_across_years(book: Book) -> Iterator[Remark]:
    """A line has one formula for all years."""
    for sheet in book.sheets:
        heading_row, columns = year_columns(sheet)
        for row in filled_rows(sheet) if columns else ():
            if row[0].row > heading_row:
                yield from _unlike_first(book, sheet, [cell for cell in row if cell.column in columns])


def same_down_columns(book: Book) -> Iterator[Remark]:
    """A column of a table has one formula for all rows."""
    for sheet in book.sheets:
        if sheet.title in FILLED_DOWN:
            for rows in _tables(sheet):
                for column in zip(*rows, strict=True):
                    yield from _unlike_first(book, sheet, column)


def nothing_typed_over(book: Book) -> Iterator[Remark]:
    """A cell styled as a calculation holds a formula."""
    for sheet in book.sheets:
        for cell in filled_cells(sheet):
            if role_of(style_of(cell)) in FORMULA_ROLES and cell.data_type != "f":
                yield Remark(sheet.title, cell.coordinate, f"holds {cell.value!r} where a formula belongs; restore it.")


def _remark(formula: Formula, message: str) -> Remark:
    return Remark(formula.sheet, formula.cell, message)


def _is_external(operand: str) -> bool:
    sheet, mark, _ = operand.rpartition("!")
    return bool(mark) and "[" in sheet


def year_columns(sheet: Worksheet) -> tuple[int, frozenset[int]]:
    """The row with the years and their columns; no columns on a sheet without a time axis."""
    shown = year_format()
    for row in filled_rows(sheet):
        columns = frozenset(cell.column for cell in row if cell.number_format == shown)
        if len(columns) > 1:
            return row[0].row, columns
    return 0, frozenset()


def _tables(sheet: Worksheet) -> Iterator[Iterator[list[Any]]]:
    """Rows below each other that hold figures in the same columns and styles; each other row is by itself."""
    numbered = enumerate(filled_rows(sheet))
    # Rows without a gap keep their distance to the count of rows.
    for _, rows in groupby(numbered, key=lambda each: (_table_signature(each[1]), each[1][0].row - each[0])):
        yield (row for _, row in rows)


def _table_signature(cells: Sequence[Any]) -> tuple[tuple[int, str], ...] | int:
    """The same for rows of the same table; different for any two rows with fewer than two figures."""
    figures = [cell for cell in cells if cell.data_type in ("f", "n")]
    return tuple((cell.column, style_of(cell)) for cell in cells) if len(figures) > 1 else int(cells[0].row)


def _unlike_first(book: Book, sheet: Worksheet, cells: Sequence[Any]) -> Iterator[Remark]:
    """The cells that hold another formula than the first, or none, where a series has formulas at all."""
    formulas = {cell.coordinate: book.formula_at.get((sheet.title, cell.coordinate)) for cell in cells}
    first = next((formula for formula in formulas.values() if formula), None)
    if first is None:
        return
    pattern = first.pattern
    for cell in cells:
        formula = formulas[cell.coordinate]
        if formula is None or formula.pattern != pattern:
            expected = first.filled_to(cell.coordinate)
            yield Remark(sheet.title, cell.coordinate, f"holds {cell.value}, its neighbours {expected}; fill it anew.")
