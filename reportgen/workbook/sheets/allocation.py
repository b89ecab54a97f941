"""Allocation: the survey's figures and the lines by activity, one formula a column, filled down, section by section."""

from __future__ import annotations

from reportgen.case.inputs import Unit
from reportgen.language import say
from reportgen.model.line import Line
from reportgen.model.results import Results
from reportgen.workbook.layout import (
    ALLOCATION_SHEET,
    CONSTANT,
    FIRST_ROW,
    HEADING_ROW,
    LABEL,
    MATRIX_HEADING_ROWS,
    SURVEY_SHEET,
    UNIT,
    ActivityTable,
    Layout,
    letters,
)
from reportgen.workbook.sheets.calculations import write_line
from reportgen.workbook.sheets.page import A3, Page
from reportgen.workbook.sheets.survey_columns import FIRST_SHARE
from reportgen.workbook.sheets.survey_figures import SurveyFigures
from reportgen.workbook.sheets.wording import unit_words

WIDTHS = {LABEL: 44.0, UNIT: 12.0}
FIGURE_WIDTH = 12.0


def write_allocation(page: Page, results: Results, layout: Layout, figures: SurveyFigures) -> None:
    """The sheet below its first rows."""
    page.text(HEADING_ROW, LABEL, say("Line"), "heading")
    page.text(HEADING_ROW, UNIT, say("Unit"), "indented heading")
    page.text(HEADING_ROW, CONSTANT, say("Figure"), "figure heading")
    columns = max(len(table.names) for table in layout.activity_tables)
    columns = max(columns, *(layout.blocks[name].years for name in layout.matrices), 1)
    for heading in layout.headings:
        if heading.sheet == ALLOCATION_SHEET:
            page.section(heading.row, say(heading.text), LABEL, CONSTANT + columns - 1)
    for name, block in layout.blocks.items():
        if block.sheet != ALLOCATION_SHEET or block.axes:
            continue
        line = results.graph.lines.get(name)
        if line:
            write_line(page, results, layout, line)
        else:
            _write_surveyed(page, results, layout, name, figures)
    for table in layout.activity_tables:
        _write_table(page, results, layout, table, figures)
    for name in layout.matrices:
        _write_matrix(page, results, layout, name, figures)
    widths = {**WIDTHS, **{CONSTANT + place: FIGURE_WIDTH for place in range(columns)}}
    page.close(widths, f"{letters(CONSTANT)}{FIRST_ROW}", HEADING_ROW, paper=A3)


def _write_surveyed(page: Page, results: Results, layout: Layout, name: str, figures: SurveyFigures) -> None:
    """A single figure of the survey, the same for every activity."""
    declared, cell = results.graph.inputs[name], layout.cell(name)
    page.text(cell.row, LABEL, say(declared.label))
    page.text(cell.row, UNIT, unit_words(declared.unit, ""), "unit")
    formula = f"={SURVEY_SHEET}!${letters(FIRST_SHARE)}${figures.by_input[name]}"
    page.formula(cell.row, cell.column, formula, results.number(name), "calculation", declared.unit)


def _write_table(page: Page, results: Results, layout: Layout, table: ActivityTable, figures: SurveyFigures) -> None:
    """Lines and figures of the survey by activity, side by side."""
    heading_row = table.heading_row
    page.text(heading_row, LABEL, say("Activity"), "heading")
    page.text(heading_row, UNIT, say("Number"), "indented heading")
    for row, activity in enumerate(results.allocation.activities, start=heading_row + 2):
        page.text(row, LABEL, activity)
        page.number(row, UNIT, row - heading_row - 1, "unit")
    for name in table.names:
        declared = results.declared(name)
        column = layout.cell(name).column
        page.text(heading_row, column, say(declared.label), "figure heading")
        page.text(heading_row + 1, column, unit_words(declared.unit, results.case.company.currency), "column unit")
        for item, value in enumerate(results.array(name)[:, 0].tolist()):
            formula = (
                layout.formula(declared, item)
                if isinstance(declared, Line)
                else _from_survey(
                    layout.cell(name, item).row, figures.by_input[name], len(results.allocation.activities)
                )
            )
            page.formula(layout.cell(name, item).row, column, formula, value, "calculation", declared.unit)
        _reserve(page, results, name, column, declared.unit)


def _from_survey(row: int, survey_row: int, activities: int) -> str:
    ends = f"${letters(FIRST_SHARE)}${survey_row}", f"${letters(FIRST_SHARE + activities - 1)}${survey_row}"
    return f"=INDEX({SURVEY_SHEET}!{ends[0]}:{ends[1]},${letters(UNIT)}{row})"


def _reserve(page: Page, results: Results, name: str, column: int, unit: Unit) -> None:
    page.reserve(column, "calculation", unit, (float(results.values[name].min()), float(results.values[name].max())))


def _write_matrix(page: Page, results: Results, layout: Layout, name: str, figures: SurveyFigures) -> None:
    """Activities down and across; each cell links to the one on Survey."""
    declared, start = results.graph.inputs[name], layout.cell(name)
    activities = results.allocation.activities
    page.line_heading(start.row - MATRIX_HEADING_ROWS, LABEL, say(declared.label))
    page.text(start.row - 1, LABEL, say("Activity"), "heading")
    page.blank(start.row - 1, UNIT, "heading")
    page.texts(start.row - 1, CONSTANT, activities, "figure heading")
    for item, row_of_figures in enumerate(results.array(name).tolist()):
        page.text(start.row + item, LABEL, activities[item])
        for other, value in enumerate(row_of_figures):
            cell = layout.cell(name, item, other)
            place = f"{letters(FIRST_SHARE + other)}{figures.by_input[name] + item}"
            page.formula(cell.row, cell.column, f"={SURVEY_SHEET}!{place}", value, "calculation", declared.unit)
