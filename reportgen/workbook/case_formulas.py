"""The formulas of the sheet Cases: each is written once for a column and filled down the rows of a part.

Lines are traced from the same definitions as on their own sheets; here are only the operands they read, and where the
assumptions of a row come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportgen.errors import ModelError
from reportgen.model.formula import Formula, Reference, Span
from reportgen.model.graph import ACROSS, YEAR, Graph
from reportgen.model.whatif.base import RESULT
from reportgen.workbook.case_layout import (
    CHOICE,
    END,
    LOWER_END,
    SHIFT,
    STATEMENT_ROW,
    YEAR_ROW,
    Block,
    CaseLayout,
    Column,
    Levels,
    Strip,
    item_axis,
)
from reportgen.workbook.layout import BASE, HIGH, INPUTS_SHEET, OPTIMISTIC, Layout, letters

#: Stands for the number of the row in a formula that is filled down.
HERE = "§"


@dataclass(frozen=True)
class CaseFormulas:
    """What stands in the cells of a case layout."""

    cases: CaseLayout

    @property
    def graph(self) -> Graph:
        return self.cases.graph

    def formula(self, block: Block, column: Column) -> str:
        """The formula of a column, to be filled down the rows of a part with `HERE` as the number of the row."""
        name, item, year = column.name, column.item, column.year
        if column.kind == "by year":
            return f"={_OnCases(self.cases, block, name, self.graph.axes_of(name)).cell(item, year)}"
        source = self._source(block, name, item, year)
        if source is not None:
            return f"={source}"
        line = self.graph.lines[name]

        def operand(need: str, axes: tuple[str, ...], at_item: int, at_year: int) -> Formula:
            return self._operand(block, column.number, need, axes, at_item, at_year)

        return "=" + self.graph.trace(line, operand, item, year).text

    def level_formula(self, levels: Levels, column: Column) -> str:
        """The formula of a figure at the levels of an axis, to be filled down."""
        position = self._position(column)
        base = f"{letters(column.number)}${self.cases.base_row}"
        if levels.axis.stated:
            figure = self.cases.results.case.assumptions[column.name][position]
            if figure.low is None and figure.high is None:
                return f"={base}"
            ends = (f"INDEX({self._input(column.name, position, HIGH)},${letters(at)}{HERE})" for at in (CHOICE, END))
            return f"=({'+'.join(ends)})/(1+1)"
        assert levels.step_row is not None
        moved = (self._moved(levels, column, base, letters(at)) for at in (CHOICE, END))
        return f"=({'+'.join(moved)})/(1+1)"

    def result_formula(self, block: Block) -> str:
        """The net present value of a row, in front of its figures."""
        column = letters(self.cases.strips[RESULT, "figure"].first)
        return f"={column}{HERE if RESULT in block.figures else f'${self.cases.base_row}'}"

    def survey_end(self, end: Literal["low", "high"]) -> str:
        """The cell with one end of the survey's interval in the base case."""
        return self._survey_cell(f"{self.cases.survey.interval.name}_{end}")

    def end_formula(self) -> str:
        """The end of the survey's interval that a row takes."""
        low, high = self.survey_end("low"), self.survey_end("high")
        return f"=IF(${letters(CHOICE)}{HERE}>{LOWER_END},{high},{low})"

    def shift_formula(self) -> str:
        """How far the shares then move, for each unit of their covariance with value work."""
        names = ("value_share_variance_before", self.cases.survey.interval.name)
        variance, now = map(self._survey_cell, names)
        return f"=IF({variance}>0,(${letters(END)}{HERE}-{now})/{variance},0)"

    def _survey_cell(self, name: str) -> str:
        return self.cases.cell(name, self.cases.base_row).pinned

    def _source(self, block: Block, name: str, item: int, year: int) -> str | None:
        """Where a figure comes from that no line of the part calculates."""
        if block.part == "survey" and name == self.cases.survey_source:
            return self._of_survey(item)
        if block.part == "scenarios" and name not in self.cases.moved:
            return self.cases.layout.cell(name, item, year).pinned
        if name in self.graph.lines:
            return None
        strip = self.cases.strips[name, "figure"]
        column, position = letters(strip.column(item, year)), item * strip.years + year
        if block.part == "scenarios":
            return f"INDEX({self._input(name, position, OPTIMISTIC)},${letters(CHOICE)}{HERE})"
        if block.part == "ranges":
            return self._at_end_of_range(name, position, column)
        levels = next(levels for levels in self.cases.levels if levels.axis.name == name)
        rows = f"{column}${levels.first_row}:{column}${levels.last_row}"
        return f"INDEX({rows},${letters(levels.choice)}{HERE})"

    def _at_end_of_range(self, name: str, position: int, column: str) -> str:
        """The end of the range that the row moves, where it moves this one; else the base case."""
        if (name, position) not in self.cases.statement_of:
            return f"{column}${self.cases.base_row}"
        is_moved = f"${letters(CHOICE)}{HERE}={column}${STATEMENT_ROW}"
        return f"INDEX({self._input(name, position, HIGH)},IF({is_moved},${letters(END)}{HERE},1))"

    def _of_survey(self, activity: int) -> str:
        if self.cases.survey_source in self.graph.lines:
            return f"${letters(END)}{HERE}"
        share = self.cases.layout.cell(self.cases.survey_source, activity).pinned
        covariance = self.cases.layout.cell("covariance_with_value_before", activity).pinned
        return f"{share}+${letters(SHIFT)}{HERE}*{covariance}"

    def _input(self, name: str, position: int, last: int) -> str:
        """The cells of a figure on Inputs, from its base value to the column `last`."""
        row = self.cases.layout.blocks[name].row + position
        return f"{INPUTS_SHEET}!${letters(BASE)}${row}:${letters(last)}${row}"

    def _moved(self, levels: Levels, column: Column, base: str, direction: str) -> str:
        """An assumption without a range, as far off as is allowed."""
        declared, letter = self.graph.inputs[column.name], letters(column.number)
        assert levels.step_row is not None
        step = f"${direction}{HERE}*${letters(CHOICE)}${levels.step_row}"
        may_be_negative = declared.minimum is None
        moved = f"({base}+{step}*ABS({base}))" if may_be_negative else f"{base}*(1+{step})"
        if declared.maximum is not None:
            moved = f"MIN({letter}${levels.step_row + 2},{moved})"
        return f"MAX({letter}${levels.step_row + 1},{moved})" if declared.minimum else moved

    def _position(self, column: Column) -> int:
        return column.item * self.cases.strips[column.name, column.kind].years + column.year

    def _operand(self, block: Block, here: int, name: str, axes: tuple[str, ...], item: int, year: int) -> Formula:
        """The cell or range of `name` as a line in the column `here` of a part reads it."""
        if name == YEAR.name:
            return Reference(f"{letters(here)}${YEAR_ROW}", name, {}, {})
        own = self.graph.axes_of(name)
        missing = [axis for axis in own if axis not in axes]
        if len(missing) > 1:
            raise ModelError(f"{name} runs over {' and '.join(missing)}; total it over one axis in a line of its own.")
        item, year = item if item_axis(own) else 0, year if "year" in own else 0
        if name in block.figures or name in self.cases.blocks["scenarios"].figures:
            view: _View = _OnCases(self.cases, block, name, own)
        else:
            view = _Elsewhere(self.cases.layout, name, own)
        if missing:
            return Span(view.span(missing[0], item, year), name, missing[0], view.moves(item, year))
        spans = {axis: view.span(axis, item, year) for axis in own if view.spans(axis)}
        words = self.graph.absent_words.get(name)
        return Reference(view.cell(item, year), name, spans, view.moves(item, year), words)


@dataclass(frozen=True)
class _OnCases:
    """A figure in the row of the case, or in that of the base case where the part does not move it."""

    cases: CaseLayout
    block: Block
    name: str
    axes: tuple[str, ...]

    @property
    def strip(self) -> Strip:
        return self.cases.strips[self.name, "figure"]

    @property
    def row(self) -> str:
        return HERE if self.name in self.block.figures else f"${self.cases.base_row}"

    def cell(self, item: int, year: int) -> str:
        return f"{letters(self.strip.column(item, year))}{self.row}"

    def spans(self, axis: str) -> bool:
        return axis == "year" or "year" not in self.axes or (self.name, "by year") in self.cases.strips

    def span(self, axis: str, item: int, year: int) -> str:
        strip, row = self.strip, self.row
        if axis == "year":
            return f"{letters(strip.column(item, 0))}{row}:{letters(strip.column(item, strip.years - 1))}{row}"
        if "year" in self.axes:
            strip = self.cases.strips[self.name, "by year"]
        return f"{letters(strip.column(0, year))}{row}:{letters(strip.column(strip.items - 1, year))}{row}"

    def moves(self, item: int, year: int) -> dict[str, str]:
        if "year" not in self.axes:
            return {}
        strip, row = self.strip, self.row
        first, here, last = (f"{letters(strip.column(item, at))}{row}" for at in (0, year, strip.years - 1))
        found = {"running year": f"{first}:{here}", "first": first, "last": last}
        # An empty column stands before each line; before the years of another item stand those of the one before it.
        before = {} if strip.items > 1 else {"previous": f"{letters(strip.column(item, year) - 1)}{row}"}
        return found | before


@dataclass(frozen=True)
class _Elsewhere:
    """A figure that no case moves, on its own sheet; pinned, as the formula is filled down."""

    layout: Layout
    name: str
    axes: tuple[str, ...]

    def cell(self, item: int, year: int) -> str:
        return self.layout.cell(self.name, item, year).pinned

    def spans(self, axis: str) -> bool:
        return axis not in ACROSS or axis == "year"

    def span(self, axis: str, item: int, year: int) -> str:
        block = self.layout.blocks[self.name]
        ends = ((item, 0), (item, block.years - 1)) if axis in ACROSS else ((0, year), (block.items - 1, year))
        first, last = (block.cell(*end).pinned for end in ends)
        return f"{first}:{last.rpartition('!')[2]}"

    @staticmethod
    def moves(*_: int) -> dict[str, str]:
        return {}


_View: TypeAlias = _OnCases | _Elsewhere
