"""An .xlsx file opened for inspection: its formulas, taken apart, beside the values it stores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.language import LANGUAGES, Language
from reportgen.workbook.opening import Package
from reportgen.workbook.ranges import relative
from reportgen.workbook.recalculation import Engine
from reportgen.workbook.stored import NOTHING, Stored, stored_values
from reportgen.workbook.styles import INPUT_ROLES, role_of

_CELL = r"\$?[A-Z]{1,3}\$?[0-9]+"
_CELLS = re.compile(rf"(?:('[^\[\]]+'|[^'\[\]!]+)!)?{_CELL}(?::{_CELL})?")


@dataclass(frozen=True)
class Formula:
    """A formula cell and the pieces of its formula."""

    sheet: str
    cell: str
    text: str
    tokens: tuple[Token, ...]
    """Empty where the formula cannot be taken apart."""

    @property
    def functions(self) -> tuple[str, ...]:
        return tuple(_function(token) for token in self.tokens if _opens(token))

    @property
    def depth(self) -> int:
        """How many functions stand inside each other."""
        return max((len(open_functions) for open_functions in self.nesting()), default=0)

    def nesting(self) -> Iterator[tuple[str, ...]]:
        """For every function of the formula the functions around it, itself the last."""
        stack: list[str] = []
        for token in self.tokens:
            if _opens(token):
                stack.append(_function(token))
                yield tuple(stack)
            elif token.type == Token.FUNC:
                stack.pop()

    def operands(self, subtype: str) -> tuple[str, ...]:
        """The operands of a kind: `Token.NUMBER`, `Token.RANGE`, `Token.ERROR`, …"""
        return tuple(token.value for token in self.tokens if token.type == Token.OPERAND and token.subtype == subtype)

    @property
    def pattern(self) -> str:
        """The same for all cells that the formula is filled to."""
        return relative(self.text, coordinate_to_tuple(self.cell))

    def filled_to(self, cell: str) -> str:
        """The formula as it would read if this cell were filled into `cell`."""
        return str(Translator(self.text, origin=self.cell).translate_formula(cell))


class Book:
    """One workbook file. `workbook` holds formulas, `stored` what the file stores for them."""

    def __init__(self, source: Path | bytes) -> None:
        """Raises InputError where the file is no workbook."""
        self.source = source
        self.package = Package(source)
        self.workbook = self.package.workbook()
        for sheet in self.workbook.worksheets:
            sheet._cells = dict(sorted(sheet._cells.items()))

    @property
    def sheets(self) -> tuple[Worksheet, ...]:
        return tuple(self.workbook.worksheets)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """Every formula in reading order, but for array formulas and data tables, which have no text of their own."""
        return tuple(
            Formula(sheet.title, cell.coordinate, cell.value, _tokens(cell.value))
            for sheet in self.sheets
            for cell in filled_cells(sheet)
            if cell.data_type == "f" and isinstance(cell.value, str)
        )

    @cached_property
    def formula_at(self) -> dict[tuple[str, str], Formula]:
        """By sheet title and cell."""
        return {(formula.sheet, formula.cell): formula for formula in self.formulas}

    @cached_property
    def inputs(self) -> dict[str, tuple[Any, ...]]:
        """By sheet title, the cells that look like inputs."""
        return {sheet.title: tuple(input_cells(sheet)) for sheet in self.sheets}

    @cached_property
    def stored(self) -> dict[tuple[str, int, int], Stored]:
        """By sheet title, row and column, for every formula cell. Raises InputError where the file is damaged."""
        return stored_values(self.source)

    def value(self, cell: Any) -> Any:
        """What the cell shows before anything is calculated."""
        if cell.data_type != "f":
            return cell.value
        return self.stored.get((cell.parent.title, cell.row, cell.column), NOTHING).value

    @cached_property
    def engine(self) -> Engine:
        """The file calculated anew. Raises InputError where the engine cannot read it."""
        return Engine(self.source)


def all_cells(sheet: Worksheet) -> Iterator[Any]:
    """The cells of a sheet that the file has, in its order; those that are empty may have a style.

    Not what lies between them: a single cell in the last row would make a million of it.
    """
    cells: dict[tuple[int, int], Any] = sheet._cells
    return iter(list(cells.values()))


def filled_cells(sheet: Worksheet) -> Iterator[Any]:
    """The cells of a sheet that hold something."""
    return (cell for cell in all_cells(sheet) if cell.value is not None)


def styled_cells(sheet: Worksheet) -> Iterator[Any]:
    """The cells of a sheet that have a look; an empty input is one of them."""
    return (cell for cell in all_cells(sheet) if cell.has_style)


def style_of(cell: Any) -> str:
    """The name of the cell's style; `cell.style` says the same, but goes through all names for it."""
    number = 0 if cell._style is None else cell._style.xfId
    return str(cell.parent.parent._named_styles[number].name)


def input_cells(sheet: Worksheet) -> Iterator[Any]:
    """The cells of a sheet that look like inputs."""
    names: Any = sheet.parent._named_styles  # type: ignore[union-attr]
    inputs = {number for number, style in enumerate(names) if role_of(style.name) in INPUT_ROLES}
    return (cell for cell in all_cells(sheet) if cell._style is not None and cell._style.xfId in inputs)


def filled_rows(sheet: Worksheet) -> Iterator[list[Any]]:
    """The filled cells of each row that has any."""
    return (list(cells) for _, cells in groupby(filled_cells(sheet), key=lambda cell: cell.row))


def is_cell_reference(operand: str) -> bool:
    """Whether a formula's operand is a cell or range of cells of this workbook, and no name."""
    return _CELLS.fullmatch(operand) is not None


def _opens(token: Token) -> bool:
    return token.type == Token.FUNC and token.subtype == Token.OPEN


def _function(token: Token) -> str:
    return str(token.value).removesuffix("(").upper()


def _tokens(formula: str) -> tuple[Token, ...]:
    try:
        return tuple(Tokenizer(formula).items)
    except TokenizerError:
        return ()


def language_of(book: Book) -> Language:
    """The language that the sheets are written in, which stands among the properties of the file."""
    told = book.workbook.properties.language
    return next((language for language in LANGUAGES if language == told), "en")
