"""The proof of a written workbook: recalculated by another engine, then changed input by input beside the model."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from reportgen.case.inputs import Unit
from reportgen.errors import DisagreementError
from reportgen.model.results import HEADLINE, Results
from reportgen.model.whatif import SCENARIOS, scenario_value
from reportgen.workbook import case_proof
from reportgen.workbook.layout import BASE, CASES_SHEET, INPUTS_SHEET, LOW, SURVEY_SHEET, Cell, Layout
from reportgen.workbook.moves import moved
from reportgen.workbook.recalculation import NOISE, CellValue, Difference, Engine, agree, recalculate
from reportgen.workbook.sheets.inputs import SCENARIO_COLUMNS, SELECTOR, InputRow, input_rows
from reportgen.workbook.sheets.wording import scenario_title

Arrays: TypeAlias = Mapping[str, npt.NDArray[np.float64]]
Noise: TypeAlias = Mapping[Unit, float]


@dataclass(frozen=True)
class Change:
    """Another value in one input cell, seen in the scenario that reads the cell."""

    words: str
    scenario: str
    cells: Mapping[Cell, float | str]
    name: str = ""
    """The input; empty where only the scenario is changed."""
    position: int = 0
    live: float = 0.0
    """What the input then is in the scenario."""


def proved(path: Path, results: Results, layout: Layout) -> tuple[int, int]:
    """How many formulas and changes agree; raises DisagreementError with every difference."""
    engine = Engine(path)
    recalculation = recalculate(path, engine)
    # What people answered does not depend on any assumption.
    engine.settle(SURVEY_SHEET)
    lines = {block.sheet for block in layout.blocks.values()}
    for sheet in set(engine.sheets) - lines - {SURVEY_SHEET, CASES_SHEET}:
        engine.drop(sheet)
    changes = list(_changes(results, layout))
    expected = results.graph.evaluate(_inputs_of(results, changes))
    noise = _noise(results, expected)
    problems = [
        *_typed_over(engine, results, layout),
        *map(str, _causes_first(recalculation.differences, results, layout)),
        *case_proof.differences(engine, results, layout),
    ]
    # Thousands of cells that no line reads, and that are proved by now.
    engine.drop(CASES_SHEET)
    for position, change in enumerate(changes):
        with engine.changed({(cell.sheet, cell.row, cell.column): value for cell, value in change.cells.items()}):
            problems += _differences(engine, results, layout, change, expected, position, noise)
    if problems:
        raise DisagreementError(*problems)
    return recalculation.formulas, len(changes) + len(list(case_proof.changes(results, layout)))


def _changes(results: Results, layout: Layout) -> Iterator[Change]:
    """Each scenario, then every input cell on its own."""
    for scenario in SCENARIOS:
        yield Change(f"scenario '{scenario}'", scenario, {SELECTOR: scenario_title(scenario)})
    for row in input_rows(results, layout):
        yield _change(row, "base", BASE, "value", row.assumption.value)
        for scenario in SCENARIOS[1:]:
            override, column = row.override(scenario), row.range_column(scenario)
            if override is not None:
                yield _change(row, scenario, SCENARIO_COLUMNS[scenario], scenario, override)
            elif column is not None:
                end = "low" if column == LOW else "high"
                yield _change(row, scenario, column, end, getattr(row.assumption, end))


def _change(row: InputRow, scenario: str, column: int, part: str, value: float) -> Change:
    changed = moved(value, row.declared)
    parts: dict[str, Any] = {part: changed}
    assumption = replace(row.assumption, **parts)
    cell = Cell(INPUTS_SHEET, row.row, column)
    return Change(
        f"'{row.label}' ({cell.address}) {changed:g} instead of {value:g}",
        scenario,
        {SELECTOR: scenario_title(scenario), cell: changed},
        row.declared.name,
        row.position,
        scenario_value(assumption, row.declared, scenario),
    )


def _inputs_of(results: Results, changes: Sequence[Change]) -> dict[str, npt.NDArray[np.float64]]:
    """The inputs of all changes along the case axis, each in its own scenario."""
    scenarios = [SCENARIOS.index(change.scenario) for change in changes]
    inputs = {}
    for name in results.graph.inputs:
        values = results.values[name]
        inputs[name] = values[scenarios] if values.shape[0] > 1 else values
    for case, change in enumerate(changes):
        if change.name:
            inputs[change.name].reshape(len(changes), -1)[case, change.position] = change.live
    return inputs


def _causes_first(differences: Sequence[Difference], results: Results, layout: Layout) -> list[Difference]:
    """In the order the model calculates, so that a wrong formula comes before those that read it."""
    order = {}
    for position, line in enumerate(results.graph.order):
        block = layout.blocks[line.name]
        for item in range(block.items):
            for year in range(block.years):
                order[block.cell(item, year).address] = position
    return sorted(differences, key=lambda found: order.get(f"{found.sheet}!{found.cell}", len(order)))


def _noise(results: Results, expected: Arrays) -> Noise:
    """By unit what rounding may leave where figures cancel out."""
    largest: dict[str, float] = {}
    for name, line in results.graph.lines.items():
        kind = _kind(line.unit)
        largest[kind] = max(largest.get(kind, 0.0), float(np.nanmax(np.abs(expected[name]), initial=0.0)))
    return {line.unit: NOISE * largest[_kind(line.unit)] for line in results.graph.lines.values()}


def _kind(unit: Unit) -> str:
    """Amounts are of one kind, whether once or a year."""
    return unit.partition("/")[0]


def _typed_over(engine: Engine, results: Results, layout: Layout) -> Iterator[str]:
    """Cells of lines, live values and surveyed figures that hold no formula."""
    for name, block in layout.blocks.items():
        for item in range(block.items):
            for year in range(block.years):
                cell = block.cell(item, year)
                if not engine.has_formula(cell.sheet, cell.row, cell.column):
                    label = results.declared(name).label
                    yield f"{cell.address}, '{label}', holds a value and no formula."


def _differences(
    engine: Engine, results: Results, layout: Layout, change: Change, expected: Arrays, position: int, noise: Noise
) -> Iterator[str]:
    """Where the headline, or a line that reads the changed input, is not what the model computes."""
    readers = results.graph.readers.get(change.name, ())
    for name in dict.fromkeys((*readers, *HEADLINE)):
        if name not in results.graph.lines:
            continue
        block = layout.blocks[name]
        values = expected[name][position if expected[name].shape[0] > 1 else 0]
        for item in range(block.items):
            for year in range(block.years):
                cell = block.cell(item, year)
                found = engine.value(cell.sheet, cell.row, cell.column)
                wanted = _wanted(results, name, float(values[item, year]))
                if not agree(wanted, found, noise=noise[results.declared(name).unit]):
                    label = results.declared(name).label
                    place = f"{cell.address}, '{label}', with {change.words}"
                    yield f"{place}: the workbook says {found!r}, the model {wanted!r}."


def _wanted(results: Results, name: str, value: float) -> CellValue:
    """What the cell should show."""
    return results.graph.absent_words.get(name) if math.isnan(value) else value
