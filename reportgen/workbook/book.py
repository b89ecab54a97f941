"""An .xlsx file opened for inspection: its formulas, taken apart, beside the values it stores."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.formula.translate import Translator
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.errors import InputError
from reportgen.workbook.recalculation import Engine

_UNREADABLE = (OSError, BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError)
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

    def filled_to(self, cell: str) -> str:
        """The formula as it would read if this cell were filled into `cell`."""
        return str(Translator(self.text, origin=self.cell).translate_formula(cell))


class Book:
    """One workbook file. `workbook` holds formulas, `values` what the file stores for them."""

    def __init__(self, source: Path | bytes) -> None:
        """Raises InputError where the file is no workbook."""
        self.source = source
        self.workbook = _opened(source, values=False)
        self.values = _opened(source, values=True)

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
    def engine(self) -> Engine:
        """The file calculated anew. Raises InputError where the engine cannot read it."""
        return Engine(self.source)


def filled_cells(sheet: Worksheet) -> Iterator[Any]:
    """The cells of a sheet that hold something."""
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


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


def _opened(source: Path | bytes, *, values: bool) -> Workbook:
    name = source.name if isinstance(source, Path) else "The workbook"
    try:
        with warnings.catch_warnings():
            # Other programs leave extensions in a file that openpyxl passes over with a warning.
            warnings.simplefilter("ignore", UserWarning)
            return load_workbook(source if isinstance(source, Path) else BytesIO(source), data_only=values)
    except _UNREADABLE as error:
        raise InputError(f"{name} cannot be read as a workbook ({error}); give an .xlsx file.") from error
