"""Benefits, Costs, Cash flow and Checks: the lines in the model's reading order, with the years across."""

from __future__ import annotations

import numpy as np

from reportgen.language import noted, say
from reportgen.model.line import Line
from reportgen.model.references import references
from reportgen.model.results import Results
from reportgen.workbook.layout import (
    ALLOCATION_SHEET,
    CONSTANT,
    EMPTY,
    FIRST_ROW,
    FIRST_YEAR,
    HEADING_ROW,
    LABEL,
    SHEET_OF_SECTION,
    UNIT,
    Layout,
    letters,
)
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.wording import (
    REFERENCE_HEADING,
    REFERENCE_WIDTH,
    figure_unit,
    item_names,
    named_references,
)
from reportgen.workbook.styles import Role
from reportgen.workbook.writer import Value

#: What people look for when they leaf through; these lines stand out.
TOTALS = frozenset({
    "payroll", "annual_benefit", "total_benefits", "total_investment", "total_costs", "net_benefit",
    "present_value_of_benefits", "present_value_of_costs", "npv", "checks_failed", "alerts_raised",
})  # fmt: skip
SHEETS = tuple(dict.fromkeys(sheet for sheet in SHEET_OF_SECTION.values() if sheet != ALLOCATION_SHEET))
#: The sheet whose years are numbers; the others link to it.
YEARS_SHEET = SHEET_OF_SECTION["benefits"]
COLUMN_HEADINGS = (noted("Line"), noted("Unit"), noted("Figure, or total of the years"))
WIDTHS = {LABEL: 50.0, UNIT: 14.0, CONSTANT: 17.0, EMPTY: 2.0}
YEAR_WIDTH = 15.0


def write_calculations(page: Page, results: Results, layout: Layout) -> None:
    """The sheet below its first rows, without closing it."""
    years = results.years if _has_years(page, layout) else range(0)
    _write_headings(page, years)
    last_column = _write_references(page, results, layout) or FIRST_YEAR + max(len(years), 1) - 1
    for heading in layout.headings:
        if heading.sheet != page.title:
            continue
        if heading.level == 1:
            page.section(heading.row, say(heading.text), LABEL, last_column)
        else:
            page.line_heading(heading.row, LABEL, say(heading.text))
    for line in results.graph.lines.values():
        if layout.blocks[line.name].sheet == page.title:
            write_line(page, results, layout, line)


def _write_references(page: Page, results: Results, layout: Layout) -> int | None:
    """What the tables of the document call the figures, behind the years; the column, where there are any."""
    column = reference_column(results)
    found = {
        layout.cell(name, item).row: named
        for (name, item), named in references(results).items()
        if layout.blocks[name].sheet == page.title
    }
    if not found or page.title == ALLOCATION_SHEET:
        return None
    page.text(HEADING_ROW, column, say(REFERENCE_HEADING), "indented heading")
    for row, named in found.items():
        page.text(row, column, named_references(named), "unit")
    return column


def reference_column(results: Results) -> int:
    """The first behind the years."""
    return FIRST_YEAR + len(results.years)


def close(page: Page, results: Results, layout: Layout) -> None:
    """Sets what depends on all cells of the sheet."""
    _group(page, results, layout)
    years = {FIRST_YEAR + year: YEAR_WIDTH for year in results.years}
    page.close(
        {**WIDTHS, **years, reference_column(results): REFERENCE_WIDTH}, f"{letters(CONSTANT)}{FIRST_ROW}", HEADING_ROW
    )


def _group(page: Page, results: Results, layout: Layout) -> None:
    """Years fold away behind their total, the items of a line below its name; all are open when the file is."""
    page.group_columns(FIRST_YEAR, FIRST_YEAR + len(results.years) - 1) if _has_years(page, layout) else None
    for line in results.graph.lines.values():
        block = layout.blocks[line.name]
        if block.sheet == page.title and block.item_axis is not None and page.title != ALLOCATION_SHEET:
            page.group_rows(block.row, block.row + block.items - 1)


def shown(results: Results, name: str, value: float) -> Value:
    """What the cell of a line holds: its number, or words where it has none."""
    return results.graph.absent_words[name] if np.isnan(value) and name in results.graph.absent_words else float(value)


def write_line(page: Page, results: Results, layout: Layout, line: Line) -> None:
    """All rows of one line: items downwards, years across, their total in front."""
    items, years = layout.graph.shape(line.axes)
    figures = results.array(line.name)
    has_items = any(axis != "year" for axis in line.axes)
    labels = item_names(results, line.name) if has_items else (say(line.label),)
    is_total = line.name in TOTALS
    role: Role = "total" if is_total else "calculation"
    sum_role: Role = "total" if is_total else "row total"
    for item in range(items):
        cell = layout.cell(line.name, item)
        unit, words = figure_unit(results, line.name, item)
        page.text(cell.row, LABEL, labels[item], "item label" if has_items else "bold label" if is_total else "label")
        page.text(cell.row, UNIT, words, "unit")
        if line.totalled:
            total = float(figures[item].sum())
            page.formula(cell.row, CONSTANT, layout.total_formula(line, item), total, sum_role, unit)
        for year in range(years):
            value = shown(results, line.name, figures[item, year])
            page.formula(cell.row, cell.column + year, layout.formula(line, item, year), value, role, unit)
        _reserve(page, results, line, item, role)


def _reserve(page: Page, results: Results, line: Line, item: int, role: Role) -> None:
    """Room for what other scenarios show."""
    if line.name in results.graph.absent_words:
        page.reserve_words(CONSTANT, results.graph.absent_words[line.name])
    values = results.values[line.name][:, item, :]
    finite = values[np.isfinite(values)]
    if not finite.size:
        return
    unit, _ = figure_unit(results, line.name, item)
    first = FIRST_YEAR if "year" in line.axes else CONSTANT
    for column in range(first, first + values.shape[1]):
        page.reserve(column, role, unit, (float(finite.min()), float(finite.max())))
    if line.totalled:
        totals = values.sum(axis=1)
        page.reserve(CONSTANT, "row total", unit, (float(totals.min()), float(totals.max())))


def _has_years(page: Page, layout: Layout) -> bool:
    return any(block.sheet == page.title and "year" in block.axes for block in layout.blocks.values())


def _write_headings(page: Page, years: range) -> None:
    label, unit, figure = map(say, COLUMN_HEADINGS)
    page.text(HEADING_ROW, LABEL, label, "heading")
    page.text(HEADING_ROW, UNIT, unit, "indented heading")
    page.text(HEADING_ROW, CONSTANT, figure, "figure heading")
    page.blank(HEADING_ROW, EMPTY, "heading")
    for year in years:
        column = FIRST_YEAR + year
        if page.title == YEARS_SHEET:
            page.number(HEADING_ROW, column, year, "figure heading", "year")
        else:
            formula = f"={YEARS_SHEET}!{letters(column)}${HEADING_ROW}"
            page.formula(HEADING_ROW, column, formula, float(year), "figure heading", "year")
