"""What differs between a workbook and the record of how it was built."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from openpyxl.utils import get_column_letter

from reportgen.workbook.book import Book, filled_cells
from reportgen.workbook.kept import Content, KeptSheet, Record, content_of, is_same, marks
from reportgen.workbook.ranges import Place

_Part = Literal["inputs", "overwritten", "formulas", "added", "removed"]
_PARTS: tuple[_Part, ...] = get_args(_Part)


class Change(NamedTuple):
    """A cell that held something else, or nothing, when the workbook was built; a formula is its text."""

    sheet: str
    row: int
    column: int
    was: Content
    now: Content

    @property
    def cell(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"


class Stretch(NamedTuple):
    """Cells of a sheet, among which the texts or figures are not those that were built."""

    sheet: str
    cells: str
    """One cell where that can be told: `B7`, `B7:D7`."""


@dataclass(frozen=True)
class Changes:
    """Every cell that is not as it was built, each once."""

    inputs: tuple[Change, ...] = ()
    overwritten: tuple[Change, ...] = ()
    """Formulas in whose cells figures or texts stand now."""
    formulas: tuple[Change, ...] = ()
    """Formulas that read otherwise."""
    added: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    """What was there is not told of texts and figures that are no inputs."""
    others: tuple[Stretch, ...] = ()
    sheets_added: tuple[str, ...] = ()
    sheets_removed: tuple[str, ...] = ()


def compared(book: Book, record: Record) -> Changes:
    """Everything in which a workbook differs from its record, in reading order."""
    titles = [sheet.title for sheet in book.sheets]
    found: dict[str, list[Change]] = {part: [] for part in _PARTS}
    others: list[Stretch] = []
    for sheet in book.sheets:
        if sheet.title in record.sheets:
            kept = record.sheets[sheet.title]
            cells = [cell for cell in filled_cells(sheet) if content_of(cell) is not None]
            now = {(cell.row, cell.column): content_of(cell) for cell in cells}
            calculated = {(cell.row, cell.column) for cell in cells if cell.data_type == "f"}
            for part, change in _cell_changes(sheet.title, now, calculated, kept):
                found[part].append(change)
            others += _others(sheet.title, now, calculated, kept)
    return Changes(
        **{part: tuple(changes) for part, changes in found.items()},
        others=tuple(others),
        sheets_added=tuple(title for title in titles if title not in record.sheets),
        sheets_removed=tuple(title for title in record.sheets if title not in titles),
    )


def _cell_changes(
    title: str, now: Mapping[Place, Content], calculated: Collection[Place], kept: KeptSheet
) -> Iterator[tuple[_Part, Change]]:
    """What differs on one sheet and what of `Changes` it is; `calculated` are the cells that now hold formulas."""
    for place in sorted({*now, *kept.inputs, *kept.formulas, *kept.filled}):
        was = kept.inputs.get(place, kept.formulas.get(place))
        change = Change(title, *place, was, now.get(place))
        if place in kept.inputs:
            if not is_same(was, change.now):
                yield "inputs", change
        elif place not in now:
            yield "removed", change
        elif place in kept.formulas:
            if place not in calculated:
                yield "overwritten", change
            elif was != change.now:
                yield "formulas", change
        elif place not in kept.filled or place in calculated:
            yield "added", change


def _others(
    title: str, now: Mapping[Place, Content], calculated: Collection[Place], kept: KeptSheet
) -> Iterator[Stretch]:
    """Where texts and figures that are no inputs differ: a row, narrowed to the columns that differ too."""
    still = {place for place in kept.filled if place in now and place not in calculated}
    rows, columns = marks((place, now[place]) for place in still)
    # Where a cell of them is gone, nothing can be told of the rest of its row and column.
    gone_rows, gone_columns = ({place[axis] for place in kept.filled - still} for axis in (0, 1))
    other_rows = [row for row in rows if rows[row] != kept.row_marks[row] and row not in gone_rows]
    other_columns = {column for column in columns if columns[column] != kept.column_marks[column]}
    for row in other_rows:
        filled = sorted(column for line, column in kept.filled if line == row)
        narrowed = [column for column in filled if column in other_columns] or filled
        yield Stretch(title, _stretch((row, narrowed[0]), (row, narrowed[-1])))
    for column in sorted(other_columns - gone_columns) if not other_rows else ():
        lines = sorted(row for row, each in kept.filled if each == column)
        yield Stretch(title, _stretch((lines[0], column), (lines[-1], column)))


def _stretch(first: Place, last: Place) -> str:
    one, other = (f"{get_column_letter(column)}{row}" for row, column in (first, last))
    return one if one == other else f"{one}:{other}"
