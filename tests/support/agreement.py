"""Whether every engine computes what numpy does: lines of a test's own, and whole workbooks."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reportgen.case.inputs import Axis, Input
from reportgen.model.graph import Graph
from reportgen.model.line import Line
from reportgen.workbook.layout import CONSTANT, FIRST_YEAR, HEADING_ROW, Block, Layout
from reportgen.workbook.recalculation import Engine

TOLERANCE = 1e-9


def a_line(name: str, axes: tuple[str, ...], needs: tuple[str, ...], rule: Callable[..., Any]) -> Line:
    """A line with the least that a line can say of itself."""
    return Line(name, name, "number", axes, None, "", needs, rule, None, False, "here:1")


def a_layout(
    figures: Mapping[str, tuple[Axis, ...]],
    lines: Sequence[Line],
    axes: Mapping[str, tuple[str, ...]],
    years_down: Collection[str] = (),
) -> Layout:
    """The figures on one sheet and the lines on another, in the columns of the calculation sheets.

    Years of the figures in `years_down` stand below each other, as on the sheet of inputs.
    """
    inputs = {name: Input(name, name, "number", "", own) for name, own in figures.items()}
    layout = Layout(Graph(inputs, {line.name: line for line in lines}, axes, {}))
    rows = {"Data": HEADING_ROW + 1, "Lines": HEADING_ROW + 1}
    for sheet, name, own in [
        *(("Data", name, own) for name, own in figures.items()),
        *(("Lines", line.name, line.axes) for line in lines),
    ]:
        items, years = layout.graph.shape(own)
        down = name in years_down
        column = FIRST_YEAR if "year" in own and not down else CONSTANT
        layout.blocks[name] = Block(name, sheet, rows[sheet], column, own, items, years, years_down=down)
        rows[sheet] += items * years if down else items
    return layout


def _cells(layout: Layout, name: str) -> Iterator[tuple[int, int]]:
    block = layout.blocks[name]
    return ((item, year) for item in range(block.items) for year in range(block.years))


def _saved(layout: Layout, figures: Mapping[str, Any], path: Path) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title in ("Data", "Lines"):
        sheet = workbook.create_sheet(title)
        for year in range(len(layout.graph.axes["year"])):
            sheet.cell(HEADING_ROW, FIRST_YEAR + year, year)
    for name in layout.blocks:
        for item, year in _cells(layout, name):
            place = layout.cell(name, item, year)
            line = layout.graph.lines.get(name)
            content = layout.formula(line, item, year) if line else float(figures[name][0, item, year])
            workbook[place.sheet].cell(place.row, place.column, content)
    workbook.save(path)
    return path


def disagreements(
    layout: Layout, figures: Mapping[str, Any], path: Path, recalculated: Callable[[Path], Workbook]
) -> list[str]:
    """Cells of lines where numpy, ironcalc and LibreOffice do not give the same, absent values included."""
    saved = _saved(layout, figures, path)
    engine, office = Engine(saved), recalculated(saved)
    values = layout.graph.evaluate(figures)
    found = []
    for line in layout.graph.lines.values():
        for item, year in _cells(layout, line.name):
            place = layout.cell(line.name, item, year)
            expected = values[line.name][0, item, year]
            given = engine.value(*place), office[place.sheet].cell(place.row, place.column).value
            if not all(_same(expected, one) for one in given):
                found.append(f"{layout.formula(line, item, year)}: numpy {expected}, engines {given}")
    return found


def _same(expected: float, given: object) -> bool:
    if math.isnan(expected):
        return given == "none"
    return isinstance(given, int | float) and math.isclose(expected, given, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def formulas_that_agree(path: Path, recalculated: Callable[[Path], Workbook]) -> int:
    """How many formulas of a workbook LibreOffice calculates; each gives what the file stores."""
    stored, again = load_workbook(path, data_only=True), recalculated(path)
    compared = 0
    for sheet in load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours, theirs = stored[sheet.title][cell.coordinate].value, again[sheet.title][cell.coordinate].value
            compared += 1
            if isinstance(ours, int | float) and not isinstance(ours, bool):
                assert theirs == pytest.approx(ours, rel=1e-9, abs=1e-9), f"{sheet.title}!{cell.coordinate}"
            else:
                assert (theirs or "") == (ours or ""), f"{sheet.title}!{cell.coordinate}"
    return compared
