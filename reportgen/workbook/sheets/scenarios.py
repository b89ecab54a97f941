"""Scenarios: the headline of all scenarios side by side, read from Cases, whatever scenario the other sheets show."""

from __future__ import annotations

import math
from typing import Any

from reportgen.case.inputs import Unit
from reportgen.language import noted, say
from reportgen.model.results import HEADLINE, Results
from reportgen.model.whatif import SCENARIOS
from reportgen.workbook.case_layout import CaseLayout
from reportgen.workbook.layout import HEADING_ROW, Cell, letters
from reportgen.workbook.number_formats import compact
from reportgen.workbook.sheets.calculations import shown
from reportgen.workbook.sheets.charts import Look, Range, bars, curve, line_chart, place, series
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.wording import figure_unit, scenario_title
from reportgen.workbook.styles import ACCENT, ACCENT_SOFT, FRICTION, GAIN, LOSS_SOFT

SCENARIOS_SHEET = "Scenarios"
LABEL, UNIT, FIRST = 1, 2, 3
DIFFERENCE = FIRST + len(SCENARIOS)
LAST = DIFFERENCE + len(SCENARIOS) - 2
WIDTHS = {LABEL: 44.0, UNIT: 16.0, **dict.fromkeys(range(FIRST, DIFFERENCE), 22.0),
          **dict.fromkeys(range(DIFFERENCE, LAST + 1), 26.0)}  # fmt: skip
#: Where one of two figures is no number.
NO_DIFFERENCE = "–"
CHART_ROWS = 17
COLOURS = dict(zip(SCENARIOS, (ACCENT, FRICTION, GAIN), strict=True))
FROM_CASES = noted("Read from Cases, so all of them follow the assumptions, whichever scenario the other sheets show.")


def write_scenarios(page: Page, results: Results, cases: CaseLayout) -> None:
    """The sheet below its first rows."""
    page.text(HEADING_ROW, LABEL, say("Line"), "heading")
    page.text(HEADING_ROW, UNIT, say("Unit"), "indented heading")
    titles = [scenario_title(scenario) for scenario in SCENARIOS]
    less = [say("{scenario} less {base}", scenario=title, base=say(SCENARIOS[0])) for title in titles[1:]]
    page.texts(HEADING_ROW, FIRST, [*titles, *less], "figure heading")
    row = HEADING_ROW
    for name in HEADLINE:
        if results.has(name):
            row += 1
            _write_line(page, results, cases, name, row)
    _add_charts(page, results, cases, row + 2)
    # Below the charts, so that they are within what is printed.
    page.text(row + CHART_ROWS + 3, LABEL, say(FROM_CASES), "subtitle")
    page.close(WIDTHS, f"{letters(FIRST)}{HEADING_ROW + 1}", HEADING_ROW)


def _write_line(page: Page, results: Results, cases: CaseLayout, name: str, row: int) -> None:
    unit, words = figure_unit(results, name, 0)
    page.link(row, LABEL, say(results.declared(name).label), cases.layout.cell(name))
    page.text(row, UNIT, words, "unit")
    figures = [_figure(results, name, scenario) for scenario in SCENARIOS]
    for position, figure in enumerate(figures):
        cell = cases.cell(name, cases.base_row + position)
        value = shown(results, name, figure)
        page.formula(
            row, FIRST + position, f"={cell.pinned}", value, "row total" if name == "npv" else "calculation", unit
        )
        page.reserve_words(FIRST + position, results.graph.absent_words.get(name, ""))
    difference_unit: Unit = "points" if unit == "share" else unit
    base = f"${letters(FIRST)}{row}"
    for offset, figure in enumerate(figures[1:], start=1):
        other = f"{letters(FIRST + offset)}{row}"
        less = figure - figures[0]
        formula = f"={other}-{base}"
        if name in results.graph.absent_words:
            formula = f'=IF(COUNT({base},{other})>1,{other}-{base},"{NO_DIFFERENCE}")'
        column = DIFFERENCE + offset - 1
        page.formula(row, column, formula, NO_DIFFERENCE if math.isnan(less) else less, "calculation", difference_unit)


def _figure(results: Results, name: str, scenario: str) -> float:
    return float(results.array(name, scenario=scenario)[0, 0])


def _add_charts(page: Page, results: Results, cases: CaseLayout, row: int) -> None:
    halfway = FIRST
    for chart, columns in (
        (_npv(page, results), (LABEL, halfway)),
        (_cumulative(results, cases), (halfway + 1, LAST)),
    ):
        place(chart, columns, (row, row + CHART_ROWS - 1))
        page.sheet.add_chart(chart)


def _npv(page: Page, results: Results) -> Any:
    figures = [_figure(results, "npv", scenario) for scenario in SCENARIOS]
    most = max(map(abs, figures))
    chart = bars(say("Net present value by scenario"), number_format=compact(page.notation, most, zero="0"))
    chart.legend = None
    row = HEADING_ROW + 1
    names = Range(f"'{page.title}'!${letters(FIRST)}${HEADING_ROW}:${letters(DIFFERENCE - 1)}${HEADING_ROW}",
                  [scenario_title(scenario) for scenario in SCENARIOS])  # fmt: skip
    values = Range(f"'{page.title}'!${letters(FIRST)}${row}:${letters(DIFFERENCE - 1)}${row}", figures)
    look = Look(ACCENT_SOFT, [ACCENT_SOFT if figure >= 0 else LOSS_SOFT for figure in figures],
                compact(page.notation, most, zero="0"))  # fmt: skip
    chart.series.append(series(say(results.declared("npv").label), values, names, look, 0))
    return chart


def _cumulative(results: Results, cases: CaseLayout) -> Any:
    """A line by scenario: how much of the money is back after each year."""
    name = "cumulative_net_benefit"
    figures = {scenario: results.array(name, scenario=scenario)[0].tolist() for scenario in SCENARIOS}
    most = max(abs(value) for values in figures.values() for value in values)
    chart = line_chart(
        say("Cumulative net benefit by scenario"), number_format=compact(results.case.company.notation, most, zero="0")
    )
    years = cases.layout.blocks[name]
    first, last = (Cell(years.sheet, HEADING_ROW, years.column + at) for at in (0, years.years - 1))
    names = Range(_between(first, last), [say("Year {year}", year=year) for year in results.years])
    for position, (scenario, values) in enumerate(figures.items()):
        row = cases.base_row + position
        first, last = cases.cell(name, row), cases.cell(name, row, 0, years.years - 1)
        cells = Range(_between(first, last), values)
        chart.series.append(curve(scenario_title(scenario), cells, names, COLOURS[scenario], position))
    return chart


def _between(first: Cell, last: Cell) -> str:
    return f"{first.pinned}:{last.pinned.rpartition('!')[2]}"
