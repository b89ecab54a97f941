"""The rules that assumptions keep: where they stand, how they look, what is said of them, who may change them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.cell_range import CellRange

from reportgen.case.inputs import KINDS
from reportgen.language import say
from reportgen.model.results import HEADLINE
from reportgen.workbook.book import Book, Formula, is_cell_reference, style_of, styled_cells
from reportgen.workbook.finding import Remark
from reportgen.workbook.layout import BASE, INPUTS_SHEET, KIND, SOURCE, UNIT
from reportgen.workbook.styles import INPUT_ROLES, role_of

_SIDES = ("left", "right", "top", "bottom")
_ONE_CELL = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]+")


def inputs_apart(book: Book) -> Iterator[Remark]:
    """Inputs stand on their own sheet, calculations and results on others."""
    for sheet in book.sheets:
        for cell in book.inputs[sheet.title] if sheet.title != INPUTS_SHEET else ():
            yield Remark(sheet.title, cell.coordinate, f"is an input; move it to the sheet {INPUTS_SHEET}.")


def inputs_described(book: Book) -> Iterator[Remark]:
    """Every assumption has its unit, kind and source."""
    for sheet in book.sheets:
        for cell in book.inputs[sheet.title] if sheet.title == INPUTS_SHEET else ():
            if cell.column == BASE:
                for column, what in ((UNIT, "unit"), (KIND, "kind"), (SOURCE, "source")):
                    if not sheet.cell(cell.row, column).value:
                        yield Remark(sheet.title, cell.coordinate, f"has no {what}; state it in its row.")
                kind = sheet.cell(cell.row, KIND).value
                kinds = [say(each) for each in KINDS]
                if kind and kind not in kinds:
                    yield Remark(
                        sheet.title, cell.coordinate, f"is of the kind '{kind}'; choose one of {', '.join(kinds)}."
                    )


def inputs_framed(book: Book) -> Iterator[Remark]:
    """Inputs are told by a frame, not by their colour alone."""
    for sheet in book.sheets:
        for cell in book.inputs[sheet.title]:
            sides = [getattr(cell.border, side) for side in _SIDES]
            if not all(side is not None and side.style for side in sides):
                yield Remark(sheet.title, cell.coordinate, "is an input without a frame; give it its named style anew.")


def inputs_pinned(book: Book) -> Iterator[Remark]:
    """Formulas pin the column of the inputs they read, so that filling them on reads the same."""
    for formula in book.formulas:
        for operand in formula.operands(Token.RANGE):
            if is_cell_reference(operand) and not _is_pinned(formula, operand):
                yield Remark(formula.sheet, formula.cell, f"reads {operand}; put a $ before the column.")


def only_inputs_unlocked(book: Book) -> Iterator[Remark]:
    """Inputs can be changed in a protected sheet, and nothing else can."""
    for sheet in book.sheets:
        for cell in styled_cells(sheet):
            is_input = role_of(style_of(cell)) in INPUT_ROLES
            if is_input and cell.protection.locked:
                yield Remark(sheet.title, cell.coordinate, "is an input and locked; unlock it.")
            elif not is_input and not cell.protection.locked:
                yield Remark(sheet.title, cell.coordinate, "is no input and not locked; lock it.")


def inputs_validated(book: Book) -> Iterator[Remark]:
    """Every input refuses entries that make no sense."""
    for sheet in book.sheets:
        # Asked cell by cell: a range may be as large as the sheet.
        validated = [cells for each in sheet.data_validations.dataValidation for cells in each.sqref.ranges]
        for cell in book.inputs[sheet.title]:
            if not any(_holds(cells, cell) for cells in validated):
                yield Remark(sheet.title, cell.coordinate, "accepts any entry; validate it.")


def names_valid(book: Book) -> Iterator[Remark]:
    """Every defined name stands for cells of this workbook."""
    for name, defined in book.workbook.defined_names.items():
        sheets = [sheet for sheet, _ in defined.destinations]
        if not sheets or "#REF!" in (defined.attr_text or ""):
            yield Remark(
                "", "", f"The name '{name}' stands for no cell ({defined.attr_text}); delete it or set it anew."
            )
        for sheet in sheets:
            if sheet not in book.workbook.sheetnames:
                yield Remark(
                    "", "", f"The name '{name}' stands for a cell of '{sheet}', which is no sheet; set it anew."
                )


def names_for_inputs_and_headline(book: Book) -> Iterator[Remark]:
    """Defined names stand for one input or headline figure each, and for nothing else."""
    for name, defined in book.workbook.defined_names.items():
        for sheet, place in defined.destinations:
            if (
                sheet in book.workbook.sheetnames
                and "#REF!" not in place
                and not _may_be_named(book, name, sheet, place)
            ):
                yield Remark("", "", f"The name '{name}' stands for {defined.attr_text}, no input; delete it.")
    for sheet in book.sheets:
        for name in sheet.defined_names:
            yield Remark(sheet.title, "", f"The name '{name}' belongs to the sheet alone; delete it.")


def _is_pinned(formula: Formula, operand: str) -> bool:
    sheet, _, cells = operand.rpartition("!")
    read = sheet.strip("'") or formula.sheet
    return read != INPUTS_SHEET or all(cell.startswith("$") for cell in cells.split(":"))


def _holds(cells: CellRange, cell: Any) -> bool:
    """Whether the cell lies in the range."""
    return bool(cells.min_row <= cell.row <= cells.max_row and cells.min_col <= cell.column <= cells.max_col)


def _may_be_named(book: Book, name: str, sheet: str, place: str) -> bool:
    if not _ONE_CELL.fullmatch(place):
        return False
    cell = book.workbook[sheet][place.replace("$", "")]
    return cell.data_type == "f" if name in HEADLINE else role_of(style_of(cell)) in INPUT_ROLES
