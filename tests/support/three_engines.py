"""Whole workbooks, every formula cell, by three engines: the program, ironcalc and LibreOffice."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from openpyxl.utils import get_column_letter

from reportgen.workbook import prove
from reportgen.workbook.layout import BASE, HIGH, INPUTS_SHEET, LOW
from reportgen.workbook.moves import moved
from reportgen.workbook.recalculation import CellValue, Difference, Engine, agree, beyond_noise
from reportgen.workbook.sheets.inputs import SCENARIO_COLUMNS, InputRow, input_rows
from reportgen.workbook.stored import stored_values
from support.libreoffice import LibreOffice
from support.random_cases import batch
from support.workbooks import Built, written

#: A workbook has more than that, however small its case is.
LEAST_FORMULAS = 1_000

Place = tuple[str, int, int]
"""Sheet, row and column."""
Shown = Mapping[str, list[list[str]]]
"""By sheet, row by row, what LibreOffice shows."""


@dataclass(frozen=True)
class Changed:
    """A workbook in which every input is another."""

    path: Path
    cells: Mapping[Place, float]
    expected: Mapping[str, npt.NDArray[np.float64]]
    """What the model gives for these inputs in the base scenario, by line."""


def check_batch(number: int, libreoffice: LibreOffice, folder: Path) -> None:
    """Every formula cell of the cases of a batch: as built, and with all inputs changed at once.

    As built ironcalc proves every stored value, and each input is also changed alone, beside the model. A case that
    fails is told by its number; its survey and case file are then in the folder of the test.
    """
    compared, problems = 0, []
    built = [
        written(case.results(folder / f"case-{position}"), folder / f"case-{position}.xlsx")
        for position, case in batch(number).items()
    ]
    changed = [all_inputs_changed(each, folder / f"changed-{each.path.name}") for each in built]
    with ThreadPoolExecutor(1) as waiting:
        calculated = waiting.submit(libreoffice.calculated, [each.path for each in (*built, *changed)])
        for each in built:
            assert prove(each.path, each.results, each.layout).changes > len(each.results.case.assumptions)
        shown = calculated.result()
    for each, others, one, other in zip(built, changed, shown, shown[len(built) :], strict=False):
        stored = {place: value.value for place, value in stored_values(each.path).items()}
        engine = Engine(each.path)
        for differences in (
            _of_office(engine, stored, one),
            disagreements_when_changed(engine, each, stored, others, other),
        ):
            compared += len(stored)
            problems += [f"{each.path.stem}: {difference}" for difference in differences]
    assert compared > 2 * LEAST_FORMULAS * len(built)
    assert problems == []


def disagreements_when_changed(
    engine: Engine, built: Built, formulas: Iterable[Place], changed: Changed, by_office: Shown
) -> list[str]:
    """With every input changed: ironcalc against the model on every line, LibreOffice against it on all."""
    with engine.changed(changed.cells):
        calculated = {place: engine.value(*place) for place in formulas}
        return [*_of_model(built, changed, engine), *_of_office(engine, calculated, by_office)]


def all_inputs_changed(built: Built, path: Path) -> Changed:
    """Base values, ends of ranges and overrides, all at once; formulas still store the values of before."""
    cells: dict[Place, float] = {}
    inputs = {name: built.results.array(name)[np.newaxis].copy() for name in built.results.graph.inputs}
    for row in input_rows(built.results, built.layout):
        for column, value in _stated(row):
            cells[INPUTS_SHEET, row.row, column] = moved(value, row.declared)
        inputs[row.declared.name].reshape(-1)[row.position] = cells[INPUTS_SHEET, row.row, BASE]
    _write(built.path, path, cells)
    return Changed(path, cells, built.results.graph.evaluate(inputs))


def _stated(row: InputRow) -> Iterator[tuple[int, float]]:
    """The input cells of a row that hold a figure of their own."""
    yield BASE, row.assumption.value
    overrides = ((column, row.override(scenario)) for scenario, column in SCENARIO_COLUMNS.items())
    for column, value in ((LOW, row.assumption.low), (HIGH, row.assumption.high), *overrides):
        if value is not None:
            yield column, value


def _write(source: Path, target: Path, cells: Mapping[Place, float]) -> None:
    """Copies a workbook with other figures in cells of Inputs; openpyxl would take seconds for it."""
    by_address = {f"{get_column_letter(column)}{row}": value for (_, row, column), value in cells.items()}

    def written(found: re.Match[str]) -> str:
        value = by_address.pop(found[2], None)
        return found[0] if value is None else f"{found[1]}{value!r}{found[3]}"

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        inputs = f"xl/worksheets/sheet{_number_of_inputs(old)}.xml"
        for name in old.namelist():
            content = old.read(name)
            if name == inputs:
                figures = r'(<c r="([A-Z]+[0-9]+)"[^>]*><v>)[^<]*(</v>)'
                content = re.sub(figures, written, content.decode()).encode()
            new.writestr(name, content)
    assert not by_address, f"no such input cells: {by_address}"


def _number_of_inputs(archive: zipfile.ZipFile) -> int:
    titles = re.findall(r'<sheet [^>]*name="([^"]+)"', archive.read("xl/workbook.xml").decode())
    return titles.index(INPUTS_SHEET) + 1


def _of_office(engine: Engine, expected: Mapping[Place, CellValue], by_office: Shown) -> list[str]:
    differences = []
    for place, value in expected.items():
        theirs = _as(value, by_office[place[0]][place[1] - 1][place[2] - 1])
        if not agree(_plain(value), theirs):
            cell = f"{get_column_letter(place[2])}{place[1]}"
            differences.append(Difference(place[0], cell, "", _plain(value), theirs))
    return [f"LibreOffice: {each}" for each in beyond_noise(engine, differences)]


def _as(value: CellValue, shown: str) -> CellValue:
    """What a text file says, read as a number where a number is expected and it is one."""
    if isinstance(value, float):
        try:
            # Shares keep the sign of their format.
            return float(shown.removesuffix("%")) / (100 if shown.endswith("%") else 1)
        except ValueError:
            return shown
    return shown or None


def _plain(value: CellValue) -> CellValue:
    """Programs store an empty text as nothing."""
    return None if value == "" else value


def _of_model(built: Built, changed: Changed, engine: Engine) -> list[str]:
    differences = []
    for name in built.results.graph.lines:
        block, values = built.layout.blocks[name], changed.expected[name][0]
        for item in range(block.items):
            for year in range(block.years):
                cell, number = block.cell(item, year), float(values[item, year])
                wanted = built.results.graph.absent_words.get(name) if math.isnan(number) else number
                found = engine.value(*cell)
                if not agree(wanted, found):
                    place = f"{get_column_letter(cell.column)}{cell.row}"
                    differences.append(Difference(cell.sheet, place, name, wanted, found))
    return [f"ironcalc against the model: {each}" for each in beyond_noise(engine, differences)]
