"""Where everything of the model sits in the workbook, and how one cell reads another. No arithmetic.

Calculation sheets have the same columns everywhere: label, unit, total or constant, a narrow empty one,
then the years, and last the references that the tables of the document use. The empty column lets the formula
of year 0 read "the year before" like every other year.
On Allocation the lines by activity are columns, filled down, one table a section; covariances are square tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from reportgen.case.inputs import INPUTS, SURVEY_INPUTS, Input
from reportgen.errors import ModelError
from reportgen.model.formula import Formula, Reference, Span
from reportgen.model.graph import ACROSS, YEAR, Graph
from reportgen.model.line import Line
from reportgen.model.lines import SECTIONS

#: Section of lines → the sheet it sits on.
SHEET_OF_SECTION = {
    "allocation": "Allocation",
    "uncertainty": "Allocation",
    "significance": "Allocation",
    "value_work": "Allocation",
    "policies": "Allocation",
    "time": "Benefits",
    "self_service": "Benefits",
    "retraining": "Benefits",
    "reproducibility": "Benefits",
    "templates": "Benefits",
    "onboarding": "Benefits",
    "experiments": "Benefits",
    "benefits": "Benefits",
    "overlap": "Benefits",
    "counted_once": "Benefits",
    "output": "Benefits",
    "outcomes": "Benefits",
    "maturity": "Benefits",
    "multiplier": "Benefits",
    "costs": "Costs",
    "cashflow": "Cash flow",
    "waterfall": "Cash flow",
    "checks": "Checks",
}
COVER_SHEET, INPUTS_SHEET, ALLOCATION_SHEET = "Cover", "Inputs", "Allocation"
SURVEY_SHEET, CASES_SHEET, SENSITIVITY_SHEET = "Survey", "Cases", "Sensitivity"
CALCULATION_SHEETS = tuple(dict.fromkeys(SHEET_OF_SECTION.values()))

# Columns of the calculation sheets.
LABEL, UNIT, CONSTANT, EMPTY, FIRST_YEAR = 1, 2, 3, 4, 5
# Columns of the Inputs sheet.
LIVE, BASE, CONSERVATIVE, OPTIMISTIC, LOW, HIGH, KIND, SOURCE, NOTES, REFERENCE = range(3, 13)

#: Row of the column headings and of the years, below title, description, status and a blank row.
HEADING_ROW = 5
FIRST_ROW = HEADING_ROW + 1
#: Rows of a matrix above its figures: its label and the names of its columns.
MATRIX_HEADING_ROWS = 2
SCENARIO_ROW, SCENARIO_NUMBER_ROW, INPUT_HEADING_ROW = 5, 6, 8


class Cell(NamedTuple):
    """A place in the workbook; rows and columns count from 1."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """As people write it: `Cash flow!C7`."""
        return f"{self.sheet}!{letters(self.column)}{self.row}"

    @property
    def link(self) -> str:
        """As a formula or hyperlink on another sheet writes it: `'Cash flow'!C7`."""
        return f"{_quoted(self.sheet)}!{letters(self.column)}{self.row}"

    @property
    def pinned(self) -> str:
        """As a formula writes it that is filled down or across: `'Cash flow'!$C$7`."""
        return f"{_quoted(self.sheet)}!${letters(self.column)}${self.row}"


@dataclass(frozen=True)
class Block:
    """The cells of one line or input: items downwards, years (of a matrix, items) across; on Inputs years too down."""

    name: str
    sheet: str
    row: int
    column: int
    axes: tuple[str, ...]
    items: int
    years: int
    years_down: bool = False

    @property
    def item_axis(self) -> str | None:
        return next((axis for axis in self.axes if axis not in ACROSS), None)

    def cell(self, item: int = 0, year: int = 0) -> Cell:
        if self.years_down:
            return Cell(self.sheet, self.row + item * self.years + year, self.column)
        return Cell(self.sheet, self.row + item, self.column + year)

    @property
    def range(self) -> str:
        """All of its cells without the sheet: `C7`, or `E9:H11`."""
        first, last = self.cell(), self.cell(self.items - 1, self.years - 1)
        ends = dict.fromkeys(f"{letters(cell.column)}{cell.row}" for cell in (first, last))
        return ":".join(ends)


@dataclass(frozen=True)
class Heading:
    """A row that only says what follows."""

    sheet: str
    row: int
    text: str
    level: int
    """1 opens a section; 2 names the line whose items follow."""
    unit: str = ""


@dataclass(frozen=True)
class ActivityTable:
    """Lines and inputs by activity, side by side on Allocation from column `CONSTANT` on."""

    heading_row: int
    """The row with their labels; their units stand below."""
    names: tuple[str, ...]


@dataclass
class Layout:
    """Every line and input of a graph at its place; see `lay_out`."""

    graph: Graph
    blocks: dict[str, Block] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    last_row: dict[str, int] = field(default_factory=dict)
    activity_tables: list[ActivityTable] = field(default_factory=list)
    matrices: list[str] = field(default_factory=list)
    """Names of inputs by activity and other activity on Allocation; their labels stand two rows above."""

    def cell(self, name: str, item: int = 0, year: int = 0) -> Cell:
        """Where a figure stands. Raises ModelError for a name without a place."""
        if name not in self.blocks:
            raise ModelError(f"'{name}' has no place in the workbook; give its section a sheet.")
        return self.blocks[name].cell(item, year)

    def formula(self, line: Line, item: int = 0, year: int = 0) -> str:
        """The Excel formula of a line at one item and year, with its equals sign."""
        here = self.cell(line.name, item, year)

        def operand(name: str, axes: tuple[str, ...], at_item: int, at_year: int) -> Formula:
            return self.operand(name, here.sheet, axes, at_item, at_year)

        return "=" + self.graph.trace(line, operand, item, year).text

    def total_formula(self, line: Line, item: int = 0) -> str:
        """The sum over the years that stands in front of them."""
        block = self.blocks[line.name]
        row = block.row + item
        return f"=SUM({letters(block.column)}{row}:{letters(block.column + block.years - 1)}{row})"

    def operand(self, name: str, sheet: str, axes: tuple[str, ...], item: int, year: int) -> Formula:
        """The cell or range of `name` as a line on `sheet` with these axes reads it."""
        if name == YEAR.name:
            text = f"{letters(FIRST_YEAR + year)}${HEADING_ROW}"
            return Reference(text, name, {}, {})
        block = self.blocks[name]
        here = _Viewpoint(block, sheet, axes, item, year)
        missing = [axis for axis in block.axes if axis not in axes]
        if len(missing) > 1:
            raise ModelError(f"{name} runs over {' and '.join(missing)}; total it over one axis in a line of its own.")
        if missing and not here.spans(missing[0]):
            raise ModelError(f"{name} stands year by year on {block.sheet} and has no range over {missing[0]} alone.")
        if missing:
            return Span(here.span(missing[0]), name, missing[0], here.ends(missing[0]))
        spans = {axis: here.span(axis) for axis in block.axes if here.spans(axis)}
        return Reference(here.cell(), name, spans, here.moves(), self.graph.absent_words.get(name))


@dataclass(frozen=True)
class _Viewpoint:
    """One block seen from a cell: what shares an axis with the reader moves when filled, the rest is pinned."""

    block: Block
    sheet: str
    axes: tuple[str, ...]
    item: int
    year: int

    def cell(self) -> str:
        if self.block.years_down and "year" in self.block.axes:
            # Years stand below each other on Inputs; the reader's own year picks its row.
            first, last = self.block.cell(self.item, 0), self.block.cell(self.item, self.block.years - 1)
            column = f"${letters(first.column)}"
            years = self._on_sheet(f"{column}${first.row}:{column}${last.row}")
            return f"INDEX({years},{letters(FIRST_YEAR + self.year)}${HEADING_ROW}+1)"
        return self._on_sheet(self._address(self._item(), self._year()))

    def spans(self, axis: str) -> bool:
        """Whether all cells along the axis are one range: the items of a year on Inputs are not."""
        return axis == "year" or not (self.block.years_down and "year" in self.block.axes)

    def span(self, axis: str) -> str:
        if axis in ACROSS:
            ends = (self._item(), 0), (self._item(), self.block.years - 1)
        else:
            ends = (0, self._year()), (self.block.items - 1, self._year())
        first, last = (self._address(*end, spanned=axis) for end in ends)
        return self._on_sheet(f"{first}:{last}")

    def ends(self, axis: str) -> dict[str, str]:
        first, _, last = self.span(axis).rpartition("!")[2].partition(":")
        return {"first": self._on_sheet(first), "last": self._on_sheet(last)}

    def moves(self) -> dict[str, str]:
        if self.block.years_down:
            return {}
        found = {}
        if "year" in self.block.axes:
            start = self._address(self._item(), 0, spanned="year")
            found["running year"] = self._on_sheet(f"{start}:{self._address(self._item(), self._year())}")
            found["previous"] = self._on_sheet(self._address(self._item(), self._year() - 1))
            found |= self.ends("year")
        if (axis := self.block.item_axis) is not None:
            start = self._address(0, self._year(), spanned=axis)
            found[f"running {axis}"] = self._on_sheet(f"{start}:{self._address(self._item(), self._year())}")
        return found

    def _item(self) -> int:
        return self.item if self.block.item_axis else 0

    def _year(self) -> int:
        return self.year if "year" in self.block.axes else 0

    def _address(self, item: int, year: int, spanned: str | None = None) -> str:
        cell = self.block.cell(item, year)
        item_moves = self.block.item_axis is not None and self.block.item_axis in self.axes
        year_moves = "year" in self.block.axes and "year" in self.axes and not self.block.years_down
        row_pin = "" if item_moves and spanned != self.block.item_axis else "$"
        column_pin = "" if year_moves and spanned != "year" else "$"
        return f"{column_pin}{letters(cell.column)}{row_pin}{cell.row}"

    def _on_sheet(self, text: str) -> str:
        return text if self.block.sheet == self.sheet else f"{_quoted(self.block.sheet)}!{text}"


def lay_out(graph: Graph) -> Layout:
    """A place for every line and input of the graph; raises ModelError for a section without a sheet."""
    layout = Layout(graph)
    _place_inputs(layout)
    _place_allocation(layout)
    rows = dict.fromkeys(CALCULATION_SHEETS, FIRST_ROW)
    for section, title in SECTIONS.items():
        lines = [line for line in graph.lines.values() if line.section == section and line.name not in layout.blocks]
        if lines:
            sheet = SHEET_OF_SECTION[section]
            rows[sheet] = max(rows[sheet], layout.last_row.get(sheet, 0) + 2)
            layout.headings.append(Heading(sheet, rows[sheet], title, 1))
            rows[sheet] += 1
            for line in lines:
                rows[sheet] = _place_line(layout, line, sheet, rows[sheet])
            layout.last_row[sheet] = rows[sheet] - 1
    for line in graph.lines.values():
        if line.name not in layout.blocks:
            raise ModelError(f"{line.place}, line '{line.name}' has no place: section '{line.section}' has no sheet.")
    return layout


def letters(column: int) -> str:
    """Column number, from 1, as Excel writes it."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _place_inputs(layout: Layout) -> None:
    graph, row, group = layout.graph, INPUT_HEADING_ROW + 1, None
    for declared in INPUTS:
        if declared.name not in graph.inputs:
            continue
        if declared.group != group:
            group = declared.group
            layout.headings.append(Heading(INPUTS_SHEET, row, group, 1))
            row += 1
        items, years = graph.shape(declared.axes)
        layout.blocks[declared.name] = Block(
            declared.name, INPUTS_SHEET, row, LIVE, declared.axes, items, years, years_down=True
        )
        row += items * years
    layout.last_row[INPUTS_SHEET] = row - 1


def _place_allocation(layout: Layout) -> None:
    """Section by section single figures, then the table by activity, then the covariances."""
    graph, row = layout.graph, FIRST_ROW
    for section in (section for section, sheet in SHEET_OF_SECTION.items() if sheet == ALLOCATION_SHEET):
        lines = [line for line in graph.lines.values() if line.section == section]
        figures: list[Input | Line] = [*_first_read_in(section, graph), *lines]
        if not figures:
            continue
        layout.headings.append(Heading(ALLOCATION_SHEET, row, SECTIONS[section], 1))
        row += 1
        for figure in (figure for figure in figures if not figure.axes):
            layout.blocks[figure.name] = Block(figure.name, ALLOCATION_SHEET, row, CONSTANT, (), 1, 1)
            row += 1
        row = _place_by_activity(layout, [figure for figure in figures if len(figure.axes) == 1], row)
        for matrix in (figure for figure in figures if len(figure.axes) > 1):
            row = _place_matrix(layout, matrix, row)
        layout.last_row[ALLOCATION_SHEET] = row - 1
        row += 1


def _first_read_in(section: str, graph: Graph) -> list[Input]:
    """What the survey gives to the lines of a section, and to none before it."""
    surveyed = [declared for declared in SURVEY_INPUTS if declared.name in graph.inputs]
    return [each for each in surveyed if graph.lines[graph.readers[each.name][0]].section == section]


def _place_by_activity(layout: Layout, figures: list[Input | Line], row: int) -> int:
    """Places figures side by side and returns the next free row."""
    if not figures:
        return row
    table = ActivityTable(row + 1, tuple(figure.name for figure in figures))
    layout.activity_tables.append(table)
    first, count = table.heading_row + 2, len(layout.graph.axes["activity"])
    for column, figure in enumerate(figures, start=CONSTANT):
        layout.blocks[figure.name] = Block(figure.name, ALLOCATION_SHEET, first, column, figure.axes, count, 1)
    return first + count


def _place_matrix(layout: Layout, matrix: Input | Line, row: int) -> int:
    """Places a square of figures below its label and the names of the columns; returns the next free row."""
    items, across = layout.graph.shape(matrix.axes)
    layout.matrices.append(matrix.name)
    first = row + MATRIX_HEADING_ROWS + 1
    layout.blocks[matrix.name] = Block(matrix.name, ALLOCATION_SHEET, first, CONSTANT, matrix.axes, items, across)
    return first + items


def _place_line(layout: Layout, line: Line, sheet: str, row: int) -> int:
    """Places one line and returns the next free row."""
    items, years = layout.graph.shape(line.axes)
    if any(axis != "year" for axis in line.axes):
        layout.headings.append(Heading(sheet, row, line.label, 2, line.unit))
        row += 1
    column = FIRST_YEAR if "year" in line.axes else CONSTANT
    layout.blocks[line.name] = Block(line.name, sheet, row, column, line.axes, items, years)
    return row + items


def _quoted(sheet: str) -> str:
    return f"'{sheet}'" if " " in sheet else sheet
