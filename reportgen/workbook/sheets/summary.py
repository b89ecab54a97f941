"""Summary: the headline, the same case with less in it, how sure the assumptions are, and charts of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportgen.case.inputs import CONVENTIONS, KINDS, Kind
from reportgen.language import noted, say
from reportgen.model.groups import has_change_interval
from reportgen.model.lines.cashflow import VIEWS
from reportgen.model.results import Results
from reportgen.workbook.layout import INPUT_HEADING_ROW, INPUTS_SHEET, KIND, Cell, Layout, letters
from reportgen.workbook.sheets.calculations import shown
from reportgen.workbook.sheets.inputs import SELECTOR
from reportgen.workbook.sheets.page import STATUS_ROW, Page
from reportgen.workbook.sheets.summary_charts import add_charts
from reportgen.workbook.sheets.summary_risk import write_risk
from reportgen.workbook.sheets.summary_survey import interval_names, write_policies, write_zero
from reportgen.workbook.sheets.wording import figure_unit, scenario_title
from reportgen.workbook.styles import Role

LABEL, FIGURE, UNIT, GAP, RIGHT_LABEL, RIGHT_FIGURE, RIGHT_SECOND, RIGHT_THIRD = range(1, 9)
WIDTHS = {LABEL: 40.0, FIGURE: 22.0, UNIT: 16.0, GAP: 3.0, RIGHT_LABEL: 38.0, RIGHT_FIGURE: 18.0, RIGHT_SECOND: 23.0,
          RIGHT_THIRD: 21.0}  # fmt: skip
SCENARIO_ROW, FIRST_BLOCK = 5, 7

INVESTMENT_VIEW = (
    "npv", "roi", "irr", "payback_months", "benefit_cost_ratio", "present_value_of_benefits", "present_value_of_costs",
    "cost_of_delay_per_month",
)  # fmt: skip
FIRST_YEAR_VIEW = ("annual_benefit", "total_investment", "simple_roi", "simple_payback_months")
TIME = ("value_share_before", "value_share_after", "value_share_change", "value_time_multiple")
KEY_FIGURES = ("npv", "roi", "value_share_after")
KIND_WORDS: dict[Kind, str] = {
    "measured": noted("counted, recorded or answered"),
    "projected": noted("planned for the time after"),
    "assumed": noted("believed by whoever prepared the case"),
    "benchmark": noted("taken from elsewhere; replace by your own"),
}


def write_summary(page: Page, results: Results, layout: Layout) -> None:
    """The sheet below its first rows."""
    page.text(SCENARIO_ROW, LABEL, say("Scenario shown"), "line heading")
    page.formula(SCENARIO_ROW, FIGURE, f"={SELECTOR.pinned}", scenario_title(results.scenario), "calculation")
    page.link(SCENARIO_ROW, RIGHT_LABEL, say("Choose another on Inputs"), SELECTOR)
    row, starts = FIRST_BLOCK, []
    for title, names in (
        (say("Investment view: year 0 to {horizon}, at today's value", horizon=results.case.horizon), INVESTMENT_VIEW),
        (say("First-year view: full effect, nothing taken off"), FIRST_YEAR_VIEW),
        (say("Share of time on value work"), TIME),
    ):
        starts.append(row)
        row = _write_block(page, results, layout, title, names, row)
    # Beside each other the parts begin in the same rows.
    _write_views(page, results, layout, starts[0])
    _write_kinds(page, results, layout, starts[1])
    below_checks = _write_checks(page, results, layout, starts[2])
    row = max(row, _write_counted_once(page, results, layout, below_checks))
    row = _write_survey(page, results, layout, row)
    row = write_risk(page, results, row, LABEL, UNIT)
    add_charts(page, results, layout, row, (LABEL, UNIT), (RIGHT_LABEL, RIGHT_THIRD))
    page.close(WIDTHS, f"A{STATUS_ROW + 1}", STATUS_ROW)


def _write_block(page: Page, results: Results, layout: Layout, title: str, names: Sequence[str], row: int) -> int:
    """A heading with a row a figure; returns the row of the next part."""
    page.section(row, title, LABEL, UNIT)
    for name in names:
        row += 1
        _write_figure(page, results, layout, name, row)
    return row + 2


def _write_survey(page: Page, results: Results, layout: Layout, row: int) -> int:
    """How sure the survey is and what other rules would make of it; returns the row of the next part."""
    names, ends = interval_names(results), [row]
    if names:
        ends.append(_write_block(page, results, layout, say("How sure the survey is of value work"), names, row))
        if has_change_interval(results):
            write_zero(page, results, _pinned(layout, "value_share_change_holds_zero"), ends[-1] - 1, LABEL)
            ends[-1] += 1
    columns = (RIGHT_LABEL, RIGHT_FIGURE, RIGHT_SECOND, RIGHT_THIRD)
    ends.append(write_policies(page, results, layout, row, columns))
    return max(ends)


def _write_figure(page: Page, results: Results, layout: Layout, name: str, row: int) -> None:
    cell = layout.cell(name)
    unit, words = figure_unit(results, name, 0)
    role: Role = "key figure" if name in KEY_FIGURES else "calculation"
    page.link(row, LABEL, say(results.declared(name).label), cell)
    value = shown(results, name, results.array(name)[0, 0])
    page.formula(row, FIGURE, f"={_pinned(layout, name)}", value, role, unit)
    page.text(row, UNIT, words, "unit")
    spread = results.values[name][:, 0, 0]
    page.reserve(FIGURE, role, unit, [float(each) for each in spread if not math.isnan(each)])
    page.reserve_words(FIGURE, results.graph.absent_words.get(name, ""))


def _write_views(page: Page, results: Results, layout: Layout, row: int) -> None:
    """The same case with less in it."""
    columns = dict(
        zip(("view_npv", "view_roi", "view_payback"), (RIGHT_FIGURE, RIGHT_SECOND, RIGHT_THIRD), strict=True)
    )
    page.section(row, say("The same case with less in it"), RIGHT_LABEL, RIGHT_THIRD)
    page.text(row + 1, RIGHT_LABEL, say("What is counted"), "heading")
    page.reserve_words(RIGHT_THIRD, results.graph.absent_words["view_payback"])
    for name, heading in zip(columns, ("npv", "roi", "payback_months"), strict=True):
        page.text(row + 1, columns[name], say(results.declared(heading).label), "figure heading")
    for item, label in enumerate(VIEWS):
        page.link(row + 2 + item, RIGHT_LABEL, say(label), layout.cell("view_npv", item))
        for name, column in columns.items():
            value = shown(results, name, results.array(name)[item, 0])
            unit = results.declared(name).unit
            page.formula(row + 2 + item, column, f"={_pinned(layout, name, item)}", value, "calculation", unit)


def _write_kinds(page: Page, results: Results, layout: Layout, row: int) -> None:
    """How many assumptions are of each kind."""
    page.section(row, say("How sure the assumptions are"), RIGHT_LABEL, RIGHT_THIRD)
    # Conventions come last on Inputs and are no assumptions.
    (last,) = [each.row - 1 for each in layout.headings if (each.sheet, each.text) == (INPUTS_SHEET, CONVENTIONS)]
    cells = f"{INPUTS_SHEET}!${letters(KIND)}${INPUT_HEADING_ROW + 1}:${letters(KIND)}${last}"
    for kind in KINDS:
        row += 1
        page.link(row, RIGHT_LABEL, say(kind), Cell(INPUTS_SHEET, INPUT_HEADING_ROW, KIND))
        formula = f"=COUNTIFS({cells},${letters(RIGHT_LABEL)}{row})"
        page.formula(row, RIGHT_FIGURE, formula, float(results.kind_counts[kind]), "calculation", "flag")
        page.text(row, RIGHT_SECOND, say(KIND_WORDS[kind]), "unit")


def _write_checks(page: Page, results: Results, layout: Layout, row: int) -> int:
    """The state of checks and alerts; returns the row of the next part."""
    page.section(row, say("Checks"), RIGHT_LABEL, RIGHT_THIRD)
    for name, words in (
        ("checks_failed", say("the model contradicts itself")),
        ("alerts_raised", say("worth a second look")),
    ):
        row += 1
        page.link(row, RIGHT_LABEL, say(results.declared(name).label), layout.cell(name))
        page.formula(row, RIGHT_FIGURE, f"={_pinned(layout, name)}", results.number(name), "calculation", "flag")
        page.text(row, RIGHT_SECOND, words, "unit")
    return row + 2


def _write_counted_once(page: Page, results: Results, layout: Layout, row: int) -> int:
    """What is left out for being counted elsewhere, where there is such a thing; returns the row of the next part."""
    names = [name for name in ("benefit_left_out", "overlap_present_value") if results.has(name)]
    if not names:
        return row
    page.section(row, say("Left out, as it is counted elsewhere"), RIGHT_LABEL, RIGHT_THIRD)
    if results.has("time_basis_survey"):
        row += 1
        page.link(row, RIGHT_LABEL, say("Freed time is counted from"), layout.cell("time_basis_survey"))
        survey, levers = say("survey"), say("levers")
        basis = survey if results.number("time_basis_survey") > 0 else levers
        formula = f'=IF({_pinned(layout, "time_basis_survey")}>0,"{survey}","{levers}")'
        page.formula(row, RIGHT_FIGURE, formula, basis, "calculation")
    for name in names:
        row += 1
        page.link(row, RIGHT_LABEL, say(results.declared(name).label), layout.cell(name))
        unit, words = figure_unit(results, name, 0)
        page.formula(row, RIGHT_FIGURE, f"={_pinned(layout, name)}", results.number(name), "calculation", unit)
        page.text(row, RIGHT_SECOND, words, "unit")
        page.reserve(RIGHT_FIGURE, "calculation", unit, [float(each) for each in results.values[name][:, 0, 0]])
    return row + 2


def _pinned(layout: Layout, name: str, item: int = 0) -> str:
    cell = layout.cell(name, item)
    sheet = cell.link.rpartition("!")[0]
    return f"{sheet}!${letters(cell.column)}${cell.row}"
