"""Where the what-ifs stand on the sheet Cases: a row a case, the lines beside each other. No arithmetic.

A line takes a column for every item and year, the years of an item beside each other. Where a line is totalled over
its items, its figures stand a second time with the items of a year beside each other, so that both are one range.
Each part of the sheet fills only the columns that its rows move; what they do not move they read in the row of the
base case, and what no case moves stands on its own sheet. Hence what-ifs never depend on the scenario shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from reportgen.case.inputs import is_settled
from reportgen.model.graph import ACROSS, Graph
from reportgen.model.results import HEADLINE, Results
from reportgen.model.whatif import Axis
from reportgen.model.whatif.base import RESULT
from reportgen.model.whatif.rows import Part
from reportgen.model.whatif.survey import SurveyUncertainty
from reportgen.workbook.layout import (
    BASE,
    CASES_SHEET,
    HIGH,
    LOW,
    Cell,
    Layout,
)

# Columns: what the case is, which figures it takes, what it comes to; then the figures themselves.
LABEL, CHOICE, END, SHIFT, NPV, GAP, FIRST_FIGURE = range(1, 8)
# Rows above the cases.
BAND_ROW, LABEL_ROW, ITEM_ROW, UNIT_ROW, YEAR_ROW, STATEMENT_ROW = range(5, 11)
FIRST_PART_ROW = STATEMENT_ROW + 2

#: How a figure comes into a column: as a line or input, or once more with items beside each other.
Kind = Literal["figure", "by year"]

#: In the column `CHOICE` of the rows of the survey.
LOWER_END, UPPER_END = 0, 1
#: For each place among the levels of an axis, the columns of Inputs whose mean it is, counted from `BASE` on, and in
#: which direction an assumption without a range is moved.
_BASE, _LOW, _HIGH = 1, LOW - BASE + 1, HIGH - BASE + 1
LEVEL_ENDS = ((_LOW, _LOW), (_BASE, _LOW), (_BASE, _BASE), (_BASE, _HIGH), (_HIGH, _HIGH))
LEVEL_DIRECTIONS = ((-1, -1), (0, -1), (0, 0), (0, 1), (1, 1))


class Column(NamedTuple):
    """One figure of a line or input in a column of its own."""

    number: int
    name: str
    item: int
    year: int
    kind: Kind


@dataclass(frozen=True)
class Strip:
    """The columns of one line or input: item by item, or `by_year` year by year."""

    name: str
    kind: Kind
    first: int
    items: int
    years: int

    def column(self, item: int, year: int) -> int:
        return self.first + (year * self.items + item if self.kind == "by year" else item * self.years + year)

    def columns(self) -> Iterator[Column]:
        for item in range(self.items):
            for year in range(self.years):
                yield Column(self.column(item, year), self.name, item, year, self.kind)

    @property
    def end(self) -> int:
        """The first column after it."""
        return self.first + self.items * self.years


@dataclass(frozen=True)
class Block:
    """The rows of one part, and the figures that stand in them."""

    part: Part
    heading_row: int
    first_row: int
    count: int
    figures: frozenset[str]

    @property
    def last_row(self) -> int:
        return self.first_row + self.count - 1


@dataclass(frozen=True)
class Levels:
    """The levels of one axis of the grid, a row each."""

    axis: Axis
    choice: int
    """The column of the grid's rows that says which level a case takes."""
    heading_row: int
    first_row: int
    step_row: int | None = None
    """Where it says how far an assumption without a range is moved, above the least and the most allowed."""

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.axis.levels) - 1


@dataclass
class CaseLayout:
    """Every what-if of the results at its place; see `lay_out_cases`."""

    layout: Layout
    results: Results
    strips: dict[tuple[str, Kind], Strip] = field(default_factory=dict)
    blocks: dict[Part, Block] = field(default_factory=dict)
    levels: list[Levels] = field(default_factory=list)
    statement_of: dict[tuple[str, int], int] = field(default_factory=dict)
    """Input and position of a figure → number of the range that moves it, from 1 on."""
    moved: frozenset[str] = frozenset()
    """What can differ from scenario to scenario or in the grid; the rest of a row is links."""
    first_line: int = 0
    """The first column of lines, behind the assumptions."""

    @property
    def graph(self) -> Graph:
        return self.layout.graph

    @property
    def base_row(self) -> int:
        return self.blocks["scenarios"].first_row

    @property
    def last_column(self) -> int:
        return max(strip.end for strip in self.strips.values()) - 1

    def cell(self, name: str, row: int, item: int = 0, year: int = 0) -> Cell:
        """Where a figure stands in a row; what no case moves stands on its own sheet."""
        if name not in self.blocks["scenarios"].figures:
            return self.layout.cell(name, item, year)
        return Cell(CASES_SHEET, row, self.strips[name, "figure"].column(item, year))

    def columns(self, block: Block) -> Iterator[Column]:
        """Every column that the rows of a part fill, from left to right."""
        strips = sorted(self.strips.values(), key=lambda strip: strip.first)
        for strip in strips:
            if strip.name in block.figures:
                yield from strip.columns()

    @property
    def survey_source(self) -> str:
        """What the rows of the survey set: the line of the interval where all comes through it, else the shares."""
        interval, shares = self.survey.interval.name, self.survey.shares.name
        return interval if self.graph.passes(interval, shares, RESULT) else shares

    @property
    def survey(self) -> SurveyUncertainty:
        """The uncertainty of the survey, where a part is about it."""
        survey = self.results.asked.survey
        assert survey is not None
        return survey


def _moved(results: Results) -> frozenset[str]:
    """The inputs and lines that can differ from scenario to scenario or between the rows of the grid."""
    graph, asked = results.graph, results.asked
    assumptions = {name for name in results.case.assumptions if not is_settled(graph.inputs[name])}
    assumptions |= {ranged.name for ranged in asked.ranges}
    axes = {asked.grid.rows.name, asked.grid.columns.name}
    wanted = [name for name in HEADLINE if name in graph.lines]
    if asked.survey:
        wanted += [f"{asked.survey.interval.name}_{end}" for end in ("low", "high")]
    return frozenset(graph.moved_by(assumptions | axes, wanted) | axes)


def lay_out_cases(results: Results, layout: Layout) -> CaseLayout:
    """A place for every what-if of the results."""
    cases = CaseLayout(layout, results, moved=_moved(results))
    figures = _figures_of_parts(results, cases)
    _place_columns(cases, figures)
    for number, ranged in enumerate(results.asked.ranges, start=1):
        cases.statement_of |= {(ranged.name, position): number for position in ranged.positions}
    _place_rows(cases, figures)
    return cases


def _figures_of_parts(results: Results, cases: CaseLayout) -> dict[Part, set[str]]:
    """Part → the lines and inputs that its rows hold."""
    graph, asked = results.graph, results.asked
    figures: dict[Part, set[str]] = {"scenarios": set(cases.moved)}
    if asked.ranges:
        figures["ranges"] = graph.moved_by({ranged.name for ranged in asked.ranges}, [RESULT])
    if asked.survey:
        figures["survey"] = graph.moved_by([cases.survey_source], [RESULT])
    figures["grid"] = graph.moved_by({asked.grid.rows.name, asked.grid.columns.name}, [RESULT])
    # The axes stand in the rows of the grid even where the net present value depends on neither.
    figures["grid"] |= {asked.grid.rows.name, asked.grid.columns.name}
    held = set().union(*figures.values())
    figures["scenarios"] |= _read_as_a_row(graph, held) - held
    return figures


def _read_as_a_row(graph: Graph, held: Collection[str]) -> set[str]:
    """What a line of the sheet reads item by item at once: it stands in the row too, as its own sheet has it in a
    column, and a row and a column cannot be multiplied."""
    found = set()
    for name in held:
        line = graph.lines.get(name)
        for need in graph.needs(line) if line and not line.sources else ():
            own = graph.axes_of(need)
            if any(axis not in graph.axes_of(name) for axis in own) and not set(own) & (set(ACROSS) - {"year"}):
                found.add(need)
    return found


def _place_columns(cases: CaseLayout, figures: Mapping[Part, Collection[str]]) -> None:
    """Assumptions first, then the lines as people read them, each after an empty column."""
    graph = cases.graph
    held = set().union(*figures.values())
    column = FIRST_FIGURE
    for name in [*(name for name in graph.inputs if name in held), *(name for name in graph.lines if name in held)]:
        if name in graph.lines and not cases.first_line:
            cases.first_line = column
        for kind in _kinds(graph, name, held):
            items, years = graph.shape(graph.axes_of(name))
            cases.strips[name, kind] = Strip(name, kind, column, items, years)
            column = cases.strips[name, kind].end + 1


def _kinds(graph: Graph, name: str, held: Collection[str]) -> Iterable[Kind]:
    yield "figure"
    if _is_totalled_over_items(graph, name, held):
        yield "by year"


def _is_totalled_over_items(graph: Graph, name: str, held: Collection[str]) -> bool:
    own = graph.axes_of(name)
    axis = item_axis(own)
    if axis is None or "year" not in own:
        return False
    readers = (graph.lines[reader] for reader in graph.readers[name] if reader in held)
    return any(axis not in reader.axes and not reader.sources for reader in readers)


def _place_rows(cases: CaseLayout, figures: Mapping[Part, Collection[str]]) -> None:
    asked = cases.results.asked
    counts: dict[Part, int] = {
        "scenarios": 3,
        "ranges": 2 * len(asked.ranges),
        "survey": 2,
        "grid": len(asked.grid.rows.levels) * len(asked.grid.columns.levels),
    }
    row = FIRST_PART_ROW
    for part in figures:
        if part == "grid":
            row = _place_levels(cases, row)
        cases.blocks[part] = Block(part, row, row + 2, counts[part], frozenset(figures[part]))
        row = cases.blocks[part].last_row + 2


def _place_levels(cases: CaseLayout, row: int) -> int:
    """Returns the row of the next part."""
    grid = cases.results.asked.grid
    for choice, axis in ((CHOICE, grid.rows), (END, grid.columns)):
        step_row = None if axis.stated else row + 1
        first = row + 2 if axis.stated else row + 5
        cases.levels.append(Levels(axis, choice, row, first, step_row))
        row = cases.levels[-1].last_row + 2
    return row


def item_axis(axes: tuple[str, ...]) -> str | None:
    """The axis along which the items of a line stand; None where it has none."""
    return next((axis for axis in axes if axis not in ACROSS), None)
