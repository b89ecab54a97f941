"""The rules that every formula of the workbook keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.workbook.book import Book, Formula, filled_cells, is_cell_reference
from reportgen.workbook.finding import Remark
from reportgen.workbook.layout import ALLOCATION_SHEET, SURVEY_SHEET
from reportgen.workbook.styles import FORMULA_ROLES, number_format, role_of

#: Excel 2010, LibreOffice 7 and the recalculating engine know these under the same plain name.
#: None is volatile, and NPV is left out for the discounting it hides.
FUNCTIONS = frozenset({
    "ABS", "AND", "AVERAGE", "AVERAGEIFS", "BETADIST", "BETAINV", "COUNT", "COUNTIFS", "IF", "IFERROR", "INDEX", "IRR",
    "MATCH", "MAX", "MIN", "MMULT", "NORMSINV", "NOT", "OR", "ROUND", "SQRT", "STDEV", "SUM", "SUMIFS", "SUMPRODUCT",
    "TINV",
})  # fmt: skip
LONGEST_FORMULA = 120
DEEPEST_FORMULA = 3
FILLED_DOWN = (SURVEY_SHEET, ALLOCATION_SHEET, "Cases")
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
            yield _remark(formula, f"{function} is not among the functions allowed: {', '.join(sorted(FUNCTIONS))}.")


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


def no_array_formulas(book: Book) -> Iterator[Remark]:
    """Every formula gives the value of its own cell only."""
    for sheet in book.sheets:
        for cell in filled_cells(sheet):
            if isinstance(cell.value, (ArrayFormula, DataTableFormula)):
                yield Remark(sheet.title, cell.coordinate, "is an array formula or data table; write plain formulas.")


def same_across_years(book: Book) -> Iterator[Remark]:
    """A line has one formula for all years."""
    for sheet in book.sheets:
        heading_row, columns = _year_columns(sheet)
        for row in sheet.iter_rows(min_row=heading_row + 1) if columns else ():
            yield from _unlike_first(book, sheet, [cell for cell in row if cell.column in columns])


def same_down_columns(book: Book) -> Iterator[Remark]:
    """A column of a table has one formula for all rows."""
    for sheet in book.sheets:
        if sheet.title in FILLED_DOWN:
            for _, rows in groupby(sheet.iter_rows(), key=_table_signature):
                for column in zip(*rows, strict=True):
                    yield from _unlike_first(book, sheet, column)


def nothing_typed_over(book: Book) -> Iterator[Remark]:
    """A cell styled as a calculation holds a formula."""
    for sheet in book.sheets:
        for cell in filled_cells(sheet):
            if role_of(cell.style) in FORMULA_ROLES and cell.data_type != "f":
                yield Remark(sheet.title, cell.coordinate, f"holds {cell.value!r} where a formula belongs; restore it.")


def _remark(formula: Formula, message: str) -> Remark:
    return Remark(formula.sheet, formula.cell, message)


def _is_external(operand: str) -> bool:
    sheet, mark, _ = operand.rpartition("!")
    return bool(mark) and "[" in sheet


def _year_columns(sheet: Worksheet) -> tuple[int, frozenset[int]]:
    """The row with the years and their columns; no columns on a sheet without a time axis."""
    year = number_format("year", "")
    for number, row in enumerate(sheet.iter_rows(), start=1):
        columns = frozenset(cell.column for cell in row if cell.number_format == year and cell.value is not None)
        if len(columns) > 1:
            return number, columns
    return 0, frozenset()


def _table_signature(row: Iterable[Any]) -> tuple[tuple[int, str], ...] | int:
    """The same for rows of the same table; different for any two rows with fewer than two figures."""
    cells = [cell for cell in row if cell.value is not None]
    figures = [cell for cell in cells if cell.data_type in ("f", "n")]
    return tuple((cell.column, cell.style) for cell in cells) if len(figures) > 1 else next(iter(row)).row


def _unlike_first(book: Book, sheet: Worksheet, cells: Iterable[Any]) -> Iterator[Remark]:
    """The cells that hold another formula than the first, or none, where a series has formulas at all."""
    filled = [cell for cell in cells if cell.value is not None]
    formulas = [found for cell in filled if (found := book.formula_at.get((sheet.title, cell.coordinate)))]
    for cell in filled if formulas else ():
        expected = formulas[0].filled_to(cell.coordinate)
        if cell.value != expected:
            yield Remark(sheet.title, cell.coordinate, f"holds {cell.value}, its neighbours {expected}; fill it anew.")
