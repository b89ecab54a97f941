"""Recalculating a finished workbook with an engine that knows nothing of this program."""

from __future__ import annotations

import contextlib
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import ironcalc
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from reportgen.errors import InputError, ModelError
from reportgen.workbook.opening import Package
from reportgen.workbook.stored import NOTHING, stored_values

RELATIVE_TOLERANCE = 1e-9
ABSOLUTE_TOLERANCE = 1e-9
"""For differences of large figures that should be 0; some spreadsheets round those to 0 and some do not."""

NOISE = 1e-13
"""Of the largest figure of a kind: what rounding leaves of figures that cancel out."""

CellValue: TypeAlias = float | str | bool | None
"""None is an empty cell; an error shows as the text it has in a cell (`#DIV/0!`)."""
Address: TypeAlias = tuple[str, int, int]
"""Sheet title, row and column, both counted from 1."""
_Position: TypeAlias = tuple[int, int, int]
"""Number of the sheet, row and column, as the engine counts them."""


@dataclass(frozen=True)
class Difference:
    """A formula cell whose stored value is not what the formula gives."""

    sheet: str
    cell: str
    formula: str
    stored: CellValue
    recalculated: CellValue

    def __str__(self) -> str:
        return f"'{self.sheet}'!{self.cell} holds {self.stored!r}; {self.formula} gives {self.recalculated!r}."


@dataclass(frozen=True)
class Recalculation:
    """How many formulas were compared, and those that give something else than is stored."""

    formulas: int
    differences: tuple[Difference, ...]


class Engine:
    """A loaded workbook, to change inputs and read what its formulas make of them, many times over."""

    def __init__(self, source: Path | bytes) -> None:
        """Loads the file and calculates it. Raises InputError where the engine cannot read it."""
        self._model = _loaded(Package(source))
        self._is_stale = True
        self._sheets = {sheet["name"]: number for number, sheet in enumerate(self._model.get_worksheets_properties())}

    def value(self, sheet: str, row: int, column: int) -> CellValue:
        """What the cell shows now. Raises ModelError for an unknown sheet."""
        self._evaluate()
        value: CellValue = self._model.get_cell_value(*self._position(sheet, row, column))
        return value

    def has_formula(self, sheet: str, row: int, column: int) -> bool:
        """Whether the cell is calculated. Raises ModelError for an unknown sheet."""
        return bool(self._model.get_cell_formula(*self._position(sheet, row, column)))

    def shown(self, sheet: str, row: int, column: int) -> str:
        """The cell's value in its number format. Raises ModelError for an unknown sheet."""
        self._evaluate()
        return str(self._model.get_formatted_cell_value(*self._position(sheet, row, column)))

    def put(self, sheet: str, row: int, column: int, value: CellValue) -> None:
        """Writes a value into a cell for good, also over a formula. Raises ModelError for an unknown sheet."""
        self._put({self._position(sheet, row, column): value})

    def settle(self, sheet: str) -> None:
        """Turns the formulas of a sheet into what they give, for sheets that no change concerns: it saves their time.

        Raises ModelError for an unknown sheet.
        """
        self._evaluate()
        number = self._position(sheet, 1, 1)[0]
        formulas = [
            cell for cell in self._model.get_all_cells() if cell[0] == number and self._model.get_cell_formula(*cell)
        ]
        self._put({cell: self._model.get_cell_value(*cell) for cell in formulas})

    def drop(self, sheet: str) -> None:
        """Empties a sheet that nothing still to be looked at reads: the engine calculates faster without its cells.

        Raises ModelError for an unknown sheet.
        """
        number = self._position(sheet, 1, 1)[0]
        _, last_row, _, last_column = self._model.get_sheet_dimensions(number)
        self._model.range_clear_all(number, 1, 1, last_row, last_column)
        self._is_stale = True

    @property
    def sheets(self) -> tuple[str, ...]:
        """Titles of all sheets."""
        return tuple(self._sheets)

    @contextlib.contextmanager
    def changed(self, changes: Mapping[Address, CellValue]) -> Iterator[Engine]:
        """The workbook calculated with other values in some cells; afterwards all is as it was.

        Raises ModelError for a formula cell, which would lose its formula, and for an unknown sheet.
        """
        positions = {self._position(*address): value for address, value in changes.items()}
        for position in positions:
            if formula := self._model.get_cell_formula(*position):
                raise ModelError(f"Row {position[1]}, column {position[2]} holds {formula} and is no input.")
        before = {position: self._model.get_cell_value(*position) for position in positions}
        self._put(positions)
        try:
            yield self
        finally:
            self._put(before)

    def _put(self, values: Mapping[_Position, CellValue]) -> None:
        for position, value in values.items():
            if value is None:
                self._model.clear_cell_contents(*position)
            elif isinstance(value, bool):
                self._model.update_cell_with_bool(*position, value)
            elif isinstance(value, str):
                self._model.update_cell_with_text(*position, value)
            else:
                self._model.update_cell_with_number(*position, float(value))
        self._is_stale = True

    def _evaluate(self) -> None:
        """Calculates once after any number of changes, and only when somebody looks."""
        if self._is_stale:
            self._model.evaluate()
            self._is_stale = False

    def _position(self, sheet: str, row: int, column: int) -> _Position:
        if sheet not in self._sheets:
            raise ModelError(f"The workbook has no sheet '{sheet}'; it has {', '.join(self._sheets)}.")
        return self._sheets[sheet], row, column


def recalculate(source: Path | bytes, engine: Engine | None = None) -> Recalculation:
    """Calculates every formula of an .xlsx file anew and compares it with the value stored in its cell.

    `engine` is the file where it is loaded already, and nothing in it changed.

    Numbers agree within 1e-9, relative or absolute, and beyond that where large figures cancel out; texts and truth
    values agree exactly; an error agrees with nothing.
    Raises InputError where the engine cannot read the file.
    """
    engine = engine or Engine(source)
    model = engine._model
    # Not read from the engine: it calculates some cells while it loads, those that conditional formats look at.
    stored = stored_values(source)
    titles = [sheet["name"] for sheet in model.get_worksheets_properties()]
    formulas = {cell: text for cell in model.get_all_cells() if (text := model.get_cell_formula(*cell))}
    model.evaluate()
    differences: list[Difference] = []
    for cell, text in formulas.items():
        title, recalculated = titles[cell[0]], model.get_cell_value(*cell)
        held = stored.get((title, cell[1], cell[2]), NOTHING).value
        if not agree(held, recalculated) or model.get_cell_type(*cell) == ironcalc.CellType.ErrorValue:
            place = f"{get_column_letter(cell[2])}{cell[1]}"
            differences.append(Difference(title, place, text, held, recalculated))
    return Recalculation(len(formulas), tuple(beyond_noise(engine, differences)))


def beyond_noise(engine: Engine, differences: Sequence[Difference]) -> Iterator[Difference]:
    """The differences that are more than what rounding leaves where large figures cancel out.

    Figures of the same number format are of the same kind: an amount of 1e-8 is nothing beside amounts of billions.
    """
    if not differences:
        return
    model, largest = engine._model, dict[str, float]()
    for cell in model.get_all_cells():
        value = model.get_cell_value(*cell)
        if type(value) is float:
            kind = model.get_cell_style(*cell)["num_fmt"]
            largest[kind] = max(largest.get(kind, 0.0), abs(value))
    sheets = {sheet["name"]: position for position, sheet in enumerate(model.get_worksheets_properties())}
    for found in differences:
        kind = model.get_cell_style(sheets[found.sheet], *coordinate_to_tuple(found.cell))["num_fmt"]
        is_number = type(found.recalculated) is float
        if not (is_number and agree(found.stored, found.recalculated, noise=NOISE * largest.get(kind, 0.0))):
            yield found


def agree(stored: CellValue, recalculated: CellValue, *, noise: float = 0.0) -> bool:
    """Whether two values of a cell are the same; numbers may also differ by `noise`."""
    if type(stored) is float and type(recalculated) is float:
        tolerance = max(ABSOLUTE_TOLERANCE, noise)
        return math.isclose(stored, recalculated, rel_tol=RELATIVE_TOLERANCE, abs_tol=tolerance)
    return type(stored) is type(recalculated) and stored == recalculated


def _loaded(package: Package) -> Any:
    try:
        return _read(package.content)
    except ironcalc.WorkbookError as error:
        if package.has_comments:
            # Where other programs put comments, the engine does not look for them.
            with contextlib.suppress(ironcalc.WorkbookError):
                return _read(package.without_comments())
        raise InputError(
            f"{package.name} cannot be recalculated ({error}); take what-if data tables out of it, save it as .xlsx."
        ) from error


def _read(content: bytes) -> Any:
    # The engine reads .xlsx from a file only.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(content)
        return ironcalc.load_from_xlsx(str(path), "en", "UTC")
