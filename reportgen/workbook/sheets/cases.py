"""Cases: every what-if as a live row, from the assumptions it takes to the net present value it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportgen.case.inputs import Unit
from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.model.whatif import SCENARIOS, Axis
from reportgen.model.whatif.base import RESULT
from reportgen.model.whatif.grid import WITHOUT_RANGE
from reportgen.model.whatif.rows import Part
from reportgen.workbook.case_formulas import HERE, CaseFormulas
from reportgen.workbook.case_layout import (
    BAND_ROW,
    CHOICE,
    END,
    FIRST_FIGURE,
    FIRST_PART_ROW,
    ITEM_ROW,
    LABEL,
    LABEL_ROW,
    LEVEL_DIRECTIONS,
    LEVEL_ENDS,
    LOWER_END,
    NPV,
    SHIFT,
    STATEMENT_ROW,
    UNIT_ROW,
    UPPER_END,
    YEAR_ROW,
    Block,
    CaseLayout,
    Column,
    Kind,
    Levels,
)
from reportgen.workbook.layout import BASE, HIGH, LOW, letters
from reportgen.workbook.sheets.calculations import shown
from reportgen.workbook.sheets.page import A3, STATUS_ROW, Page
from reportgen.workbook.sheets.wording import capital, figure_unit, item_names, scenario_title
from reportgen.workbook.writer import Value

WIDTHS = {LABEL: 64.0, CHOICE: 17.0, END: 17.0, SHIFT: 15.0, NPV: 19.0}
GAP_WIDTH, FIGURE_WIDTH = 2.0, 15.0
ENDS = (noted("low end"), noted("high end"))
#: The columns of both ends on Inputs, counted from its column Base on.
END_COLUMNS = (LOW - BASE + 1, HIGH - BASE + 1)
FROM_BASE = noted("Column of Inputs, from Base on")
STEP = noted("Moved by this part of itself, as no range is stated")
STRIP_WORDS: dict[Kind, str] = {
    "figure": "",
    "by year": noted(", once more"),
}


class _Case(NamedTuple):
    """What stands in front of the figures of a row; None is an empty cell."""

    label: str
    choice: float
    end: float | None


def write_cases(page: Page, results: Results, cases: CaseLayout) -> None:
    """The sheet below its first rows."""
    _write_headings(page, results, cases)
    for levels in cases.levels:
        _write_levels(page, results, cases, levels)
    for part, block in cases.blocks.items():
        _write_block_heading(page, results, cases, block)
        for row, case in enumerate(_cases(results, part), start=block.first_row):
            _write_case(page, row, case)
        _write_figures(page, results, cases, block)
    gaps = dict.fromkeys(range(NPV + 1, cases.last_column + 1), GAP_WIDTH)
    figures = {column.number: FIGURE_WIDTH for strip in cases.strips.values() for column in strip.columns()}
    page.close(
        {**WIDTHS, **gaps, **figures},
        f"{letters(CHOICE)}{FIRST_PART_ROW}",
        STATUS_ROW,
        paper=A3,
        # On paper what each case is and comes to; hundreds of columns beside each other could not be read.
        printed=(FIRST_PART_ROW, NPV),
    )


def _cases(results: Results, part: Part) -> list[_Case]:
    """Every row of a part, from top to bottom."""
    asked = results.asked
    if part == "scenarios":
        return [_Case(scenario_title(scenario), number, None) for number, scenario in enumerate(SCENARIOS, start=1)]
    if part == "ranges":
        return [
            _Case(f"{ranged.label}: {say(words)}", number, column)
            for number, ranged in enumerate(asked.ranges, start=1)
            for words, column in zip(ENDS, END_COLUMNS, strict=True)
        ]
    if part == "survey":
        assert asked.survey is not None
        label = asked.survey.interval.label
        ends = zip(ENDS, (LOWER_END, UPPER_END), asked.survey.interval.low + asked.survey.interval.high, strict=True)
        return [_Case(f"{label}: {say(words)}", number, end) for words, number, end in ends]
    grid = asked.grid
    return [
        _Case(f"{place_of(results, grid.rows, down)}; {place_of(results, grid.columns, across)}", down + 1, across + 1)
        for down in range(len(grid.rows.levels))
        for across in range(len(grid.columns.levels))
    ]


def place_of(results: Results, axis: Axis, position: int) -> str:
    """Which level of which assumption, in words."""
    return f"{say(results.declared(axis.name).label)} {axis.place(position)}"


def _write_case(page: Page, row: int, case: _Case) -> None:
    page.text(row, LABEL, case.label)
    page.number(row, CHOICE, case.choice, "surveyed", "flag")
    if case.end is not None:
        page.number(row, END, case.end, "surveyed", "flag")


def _write_block_heading(page: Page, results: Results, cases: CaseLayout, block: Block) -> None:
    grid = results.asked.grid
    titles: dict[Part, str] = {
        "scenarios": say("Scenarios"),
        "ranges": say("One range at a time at either end, all else as in the base case"),
        "survey": say("The survey at both ends of its interval: {survey_words}", survey_words=_survey_words(cases)),
        "grid": say("Two assumptions at once"),
    }
    heads: dict[Part, Sequence[str]] = {
        "scenarios": (say(FROM_BASE),),
        "ranges": (say("Number of the range that is moved"), say(FROM_BASE)),
        "survey": (say("0 is the low end, 1 the high end"), say("End of the interval"), *_shift_heading(cases)),
        "grid": tuple(
            say("Level of: {label}", label=say(results.declared(axis.name).label)) for axis in (grid.rows, grid.columns)
        ),
    }
    page.section(block.heading_row, titles[block.part], LABEL, cases.last_column)
    page.text(block.heading_row + 1, LABEL, say("Case"), "heading")
    for column in (CHOICE, END, SHIFT):
        page.blank(block.heading_row + 1, column, "figure heading")
    page.texts(block.heading_row + 1, CHOICE, heads[block.part], "figure heading")
    page.text(block.heading_row + 1, NPV, say(results.declared(RESULT).label), "figure heading")


def _moves_shares(cases: CaseLayout) -> bool:
    """Whether the rows of the survey move the share of each activity."""
    return "survey" in cases.blocks and cases.survey_source not in cases.graph.lines


def _survey_words(cases: CaseLayout) -> str:
    """What the rows of the survey set."""
    if _moves_shares(cases):
        return say("the shares of all activities move as answers vary together")
    return say("the result reads nothing else of the survey")


def _shift_heading(cases: CaseLayout) -> list[str]:
    return [say("Move of the shares")] if _moves_shares(cases) else []


def _write_headings(page: Page, results: Results, cases: CaseLayout) -> None:
    """What stands in each column, above all parts."""
    for row, words in (
        (LABEL_ROW, say("Assumption or line")),
        (ITEM_ROW, say("Item")),
        (UNIT_ROW, say("Unit")),
        (YEAR_ROW, say("Year")),
        (STATEMENT_ROW, say("Number of the range that moves it")),
    ):
        page.text(row, LABEL, words, "unit")
    page.section(BAND_ROW, say("Assumptions"), FIRST_FIGURE, cases.first_line - 2)
    page.section(BAND_ROW, say("Lines"), cases.first_line, cases.last_column)
    for strip in cases.strips.values():
        for column in strip.columns():
            _write_column_heading(page, results, cases, column)


def _write_column_heading(page: Page, results: Results, cases: CaseLayout, column: Column) -> None:
    axes = results.graph.axes_of(column.name)
    label = f"{say(results.declared(column.name).label)}{say(STRIP_WORDS[column.kind])}"
    page.text(LABEL_ROW, column.number, label, "figure heading")
    if any(axis != "year" for axis in axes):
        page.text(ITEM_ROW, column.number, item_names(results, column.name)[column.item], "figure heading")
    page.text(UNIT_ROW, column.number, figure_unit(results, column.name, column.item)[1], "column unit")
    if "year" in axes:
        page.number(YEAR_ROW, column.number, column.year, "surveyed", "flag")
    years = results.graph.shape(axes)[1]
    statement = cases.statement_of.get((column.name, column.item * years + column.year))
    if statement is not None and column.kind == "figure":
        page.number(STATEMENT_ROW, column.number, statement, "surveyed", "flag")


def _write_figures(page: Page, results: Results, cases: CaseLayout, block: Block) -> None:
    """Column by column, each with one formula for all rows."""
    rows = range(block.first_row, block.last_row + 1)
    case_rows = results.case_rows[block.part]
    npv = [case_rows.figure(RESULT, row, 0, 0) for row in range(block.count)]
    _fill(page, NPV, CaseFormulas(cases).result_formula(block), rows, "money", npv)
    for column in cases.columns(block):
        unit, _ = figure_unit(results, column.name, column.item)
        name, item, year = column.name, column.item, column.year
        figures = [case_rows.figure(name, row, item, year) for row in range(block.count)]
        values = [shown(results, name, figure) for figure in figures]
        _fill(page, column.number, CaseFormulas(cases).formula(block, column), rows, unit, values)
        page.reserve_words(column.number, results.graph.absent_words.get(column.name, ""))
    if block.part == "survey":
        _write_interval(page, results, cases, rows)


def _fill(page: Page, column: int, formula: str, rows: Sequence[int], unit: Unit, values: Sequence[Value]) -> None:
    """One formula down the rows."""
    for row, value in zip(rows, values, strict=True):
        page.formula(
            row, column, formula.replace(HERE, str(row)), value, "row total" if column == NPV else "calculation", unit
        )


def _write_interval(page: Page, results: Results, cases: CaseLayout, rows: Sequence[int]) -> None:
    """The ends that the rows of the survey take, and how far the shares then move."""
    survey = results.asked.survey
    assert survey is not None
    now, ends = survey.interval.base[0], survey.interval.low + survey.interval.high
    unit = results.declared(survey.interval.name).unit
    _fill(page, END, CaseFormulas(cases).end_formula(), rows, unit, ends)
    if cases.survey_source == survey.shares.name:
        variance = float(results.base.values["value_share_variance_before"].item())
        _fill(
            page, SHIFT, CaseFormulas(cases).shift_formula(), rows, "factor", [(end - now) / variance for end in ends]
        )


def _write_levels(page: Page, results: Results, cases: CaseLayout, levels: Levels) -> None:
    """The figures of one axis of the grid at each of its levels, in their own columns."""
    axis = levels.axis
    strip = cases.strips[axis.name, "figure"]
    page.section(levels.heading_row, say(
"Levels for two assumptions at once: {label}",
label=say(results.declared(axis.name).label)
),
                 LABEL, cases.last_column)  # fmt: skip
    head = say("Columns of Inputs whose mean it is") if axis.stated else say("Directions whose mean it is")
    page.text(levels.first_row - 1, LABEL, say("Level"), "heading")
    page.texts(levels.first_row - 1, CHOICE, [head, ""], "figure heading")
    if levels.step_row is not None:
        _write_step(page, results, cases, levels)
    meant = LEVEL_ENDS if axis.stated else LEVEL_DIRECTIONS
    for position, step in enumerate(axis.steps):
        row = levels.first_row + position
        page.text(row, LABEL, capital(axis.place(position)))
        for offset, number in enumerate(meant[step]):
            page.number(row, CHOICE + offset, number, "surveyed", "flag")
    rows = range(levels.first_row, levels.last_row + 1)
    for column in strip.columns():
        figure = column.item * strip.years + column.year
        unit, _ = figure_unit(results, axis.name, column.item)
        values = [level[figure] for level in axis.levels]
        _fill(page, column.number, CaseFormulas(cases).level_formula(levels, column), rows, unit, values)


def _write_step(page: Page, results: Results, cases: CaseLayout, levels: Levels) -> None:
    """How far an assumption without a range is moved, and what is allowed."""
    assert levels.step_row is not None
    page.text(levels.step_row, LABEL, say(STEP))
    page.number(levels.step_row, CHOICE, WITHOUT_RANGE, "surveyed", "share")
    declared = results.graph.inputs[levels.axis.name]
    for offset, (words, limit) in enumerate(
        ((say("Least allowed"), declared.minimum), (say("Most allowed"), declared.maximum)), 1
    ):
        if limit is None:
            continue
        page.text(levels.step_row + offset, LABEL, words)
        for column in cases.strips[levels.axis.name, "figure"].columns():
            unit, _ = figure_unit(results, levels.axis.name, column.item)
            page.number(levels.step_row + offset, column.number, limit, "surveyed", unit)
