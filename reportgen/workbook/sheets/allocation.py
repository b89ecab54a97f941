"""Allocation: the survey's figures and the lines by activity, one formula a column, filled down."""

from __future__ import annotations

from reportgen.case.inputs import Unit
from reportgen.model.line import Line
from reportgen.model.results import Results
from reportgen.workbook.layout import (
    ALLOCATION_SHEET,
    CONSTANT,
    FIRST_ROW,
    HEADING_ROW,
    LABEL,
    SURVEY_SHEET,
    UNIT,
    Layout,
    letters,
)
from reportgen.workbook.sheets.calculations import write_line
from reportgen.workbook.sheets.page import A3, Page
from reportgen.workbook.sheets.survey_figures import SurveyFigures
from reportgen.workbook.sheets.wording import unit_words

WIDTHS = {LABEL: 44.0, UNIT: 12.0}
FIGURE_WIDTH = 12.0


def write_allocation(page: Page, results: Results, layout: Layout, figures: SurveyFigures) -> None:
    """The sheet below its first rows."""
    page.text(HEADING_ROW, LABEL, "Line", "heading")
    page.text(HEADING_ROW, UNIT, "Unit", "indented heading")
    page.text(HEADING_ROW, CONSTANT, "Figure", "figure heading")
    last_column = CONSTANT + len(layout.activity_columns) - 1
    for heading in layout.headings:
        if heading.sheet == ALLOCATION_SHEET:
            page.section(heading.row, heading.text, LABEL, last_column)
    for name, block in layout.blocks.items():
        if block.sheet != ALLOCATION_SHEET or block.axes:
            continue
        line = results.graph.lines.get(name)
        if line:
            write_line(page, results, layout, line)
        else:
            _write_surveyed(page, results, layout, name, figures)
    _write_by_activity(page, results, layout, figures)
    widths = {**WIDTHS, **{CONSTANT + place: FIGURE_WIDTH for place in range(len(layout.activity_columns))}}
    page.close(widths, f"{letters(CONSTANT)}{FIRST_ROW}", HEADING_ROW, paper=A3)


def _write_surveyed(page: Page, results: Results, layout: Layout, name: str, figures: SurveyFigures) -> None:
    """A single figure of the survey, the same for every activity."""
    declared, cell = results.graph.inputs[name], layout.cell(name)
    page.text(cell.row, LABEL, declared.label)
    page.text(cell.row, UNIT, unit_words(declared.unit, ""), "unit")
    formula = f"={SURVEY_SHEET}!${letters(figures.first_share_column)}${figures.by_input[name]}"
    page.formula(cell.row, cell.column, formula, results.number(name), "calculation", declared.unit)


def _write_by_activity(page: Page, results: Results, layout: Layout, figures: SurveyFigures) -> None:
    heading_row = layout.activity_heading_row
    page.text(heading_row, LABEL, "Activity", "heading")
    page.text(heading_row, UNIT, "Number", "indented heading")
    for row, activity in enumerate(results.allocation.activities, start=heading_row + 2):
        page.text(row, LABEL, activity)
        page.number(row, UNIT, row - heading_row - 1, "unit")
    for name in layout.activity_columns:
        declared = results.declared(name)
        column = layout.cell(name).column
        page.text(heading_row, column, declared.label, "figure heading")
        page.text(heading_row + 1, column, unit_words(declared.unit, results.case.company.currency), "column unit")
        for item, value in enumerate(results.array(name)[:, 0].tolist()):
            formula = (
                layout.formula(declared, item)
                if isinstance(declared, Line)
                else _from_survey(
                    layout.cell(name, item).row, figures, figures.by_input[name], len(results.allocation.activities)
                )
            )
            page.formula(layout.cell(name, item).row, column, formula, value, "calculation", declared.unit)
        _reserve(page, results, name, column, declared.unit)


def _from_survey(row: int, figures: SurveyFigures, survey_row: int, activities: int) -> str:
    first = figures.first_share_column
    ends = f"${letters(first)}${survey_row}", f"${letters(first + activities - 1)}${survey_row}"
    return f"=INDEX({SURVEY_SHEET}!{ends[0]}:{ends[1]},${letters(UNIT)}{row})"


def _reserve(page: Page, results: Results, name: str, column: int, unit: Unit) -> None:
    page.reserve(column, "calculation", unit, (float(results.values[name].min()), float(results.values[name].max())))
