"""The proof of the sheet Cases: every cell of every what-if, after changes of all assumptions at once.

A change of each assumption alone, as for the lines of the model, would calculate thousands of cells hundreds of times.
All base values are changed at once instead, then all flags, then all ends of ranges and all figures of scenarios, and
last the scenario shown, which must change nothing. Every column of every row is compared, so that a cell that follows
nothing, or the wrong thing, is found where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from reportgen.case.case import Assumption, Case
from reportgen.model.results import Results
from reportgen.model.whatif import SCENARIOS
from reportgen.model.whatif.base import RESULT
from reportgen.model.whatif.rows import Part, Rows, case_rows
from reportgen.model.whatif.scenarios import case_values
from reportgen.workbook.case_layout import NPV, CaseLayout, Column, lay_out_cases
from reportgen.workbook.layout import BASE, CASES_SHEET, HIGH, INPUTS_SHEET, LOW, Cell, Layout
from reportgen.workbook.moves import moved
from reportgen.workbook.recalculation import NOISE, CellValue, Engine, agree
from reportgen.workbook.sheets.inputs import SCENARIO_COLUMNS, SELECTOR, InputRow, input_rows
from reportgen.workbook.sheets.wording import scenario_title

#: Fields of an assumption → their columns on Inputs.
COLUMNS = {"value": BASE, "low": LOW, "high": HIGH,
           **{scenario: SCENARIO_COLUMNS[scenario] for scenario in SCENARIOS[1:]}}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """Other values in many cells of Inputs, and the case that they make."""

    words: str
    cells: Mapping[Cell, float | str]
    case: Case


class _Place(NamedTuple):
    """A cell of Cases and where its value stands among the rows of the model."""

    cell: Cell
    part: Part
    row: int
    column: Column
    what: str


def changes(results: Results, layout: Layout) -> Iterator[Change]:
    """Another scenario shown, which the what-ifs do not follow; then all base values, all flags, and all the rest."""
    for scenario in SCENARIOS:
        if scenario != results.scenario:
            yield Change(f"scenario '{scenario}'", {SELECTOR: scenario_title(scenario)}, results.case)
    rows = list(input_rows(results, layout))
    flags = [row for row in rows if row.declared.unit == "flag"]
    figures = [row for row in rows if row.declared.unit != "flag"]
    yield _all_moved("all base values moved", results.case, figures, ("value",))
    if flags:
        yield _all_moved("all flags turned", results.case, flags, ("value",))
    yield _all_moved("all ranges and scenarios moved", results.case, rows, ("low", "high", *SCENARIOS[1:]))


def differences(engine: Engine, results: Results, layout: Layout) -> Iterator[str]:
    """Cells of what-ifs that hold no formula, or that are not what the model computes after a change."""
    cases = lay_out_cases(results, layout)
    places = list(_places(results, cases))
    for place in places:
        if not engine.has_formula(*place.cell):
            yield f"{place.cell.address}, '{place.what}', holds a value and no formula."
    for change in changes(results, layout):
        expected = _expected(results, change.case)
        noise = _noise(results, expected)
        with engine.changed({(cell.sheet, cell.row, cell.column): value for cell, value in change.cells.items()}):
            for place in places:
                found, wanted = engine.value(*place.cell), _wanted(results, expected, place)
                if not agree(wanted, found, noise=noise[_kind(results, place.column.name)]):
                    where = f"{place.cell.address}, '{place.what}', with {change.words}"
                    yield f"{where}: the workbook says {found!r}, the model {wanted!r}."


def _all_moved(words: str, case: Case, rows: list[InputRow], fields: tuple[str, ...]) -> Change:
    cells: dict[Cell, float | str] = {}
    figures = {name: list(assumptions) for name, assumptions in case.assumptions.items()}
    for row in rows:
        other = _moved(row, fields)
        figures[row.declared.name][row.position] = replace(row.assumption, **other)
        cells |= {Cell(INPUTS_SHEET, row.row, COLUMNS[field]): value for field, value in other.items()}
    assumptions: dict[str, tuple[Assumption, ...]] = {name: tuple(each) for name, each in figures.items()}
    return Change(words, cells, replace(case, assumptions=assumptions))


def _moved(row: InputRow, fields: tuple[str, ...]) -> dict[str, Any]:
    """The fields that are stated, each with another value."""
    stated = {field: getattr(row.assumption, field) for field in fields}
    return {field: moved(value, row.declared) for field, value in stated.items() if value is not None}


def _expected(results: Results, case: Case) -> Mapping[Part, Rows]:
    """The rows of the build with the figures of the changed case."""
    graph = results.graph
    surveyed = {name: results.values[name] for name in graph.inputs if name not in case.assumptions}
    return case_rows(graph, case, graph.evaluate(case_values(graph, case, surveyed)), results.asked)


def _places(results: Results, cases: CaseLayout) -> Iterator[_Place]:
    result = cases.strips[RESULT, "figure"]
    for part, block in cases.blocks.items():
        columns = [(NPV, next(result.columns()))]
        columns += [(column.number, column) for column in cases.columns(block)]
        for number, column in columns:
            label = results.declared(column.name).label
            for row in range(block.count):
                yield _Place(Cell(CASES_SHEET, block.first_row + row, number), part, row, column, label)


def _wanted(results: Results, expected: Mapping[Part, Rows], place: _Place) -> CellValue:
    """What the cell should show."""
    value = expected[place.part].figure(place.column.name, place.row, place.column.item, place.column.year)
    return results.graph.absent_words.get(place.column.name) if np.isnan(value) else value


def _noise(results: Results, expected: Mapping[Part, Rows]) -> Mapping[str, float]:
    """By kind of unit what rounding may leave where figures cancel out."""
    largest: dict[str, float] = {}
    for rows in expected.values():
        for name, values in rows.values.items():
            kind = _kind(results, name)
            largest[kind] = max(largest.get(kind, 0.0), float(np.nanmax(np.abs(values), initial=0.0)))
    return {kind: NOISE * value for kind, value in largest.items()}


def _kind(results: Results, name: str) -> str:
    """Amounts are of one kind, whether once or a year."""
    return results.declared(name).unit.partition("/")[0]
