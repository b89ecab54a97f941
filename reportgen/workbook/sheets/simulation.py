"""Simulation: what was drawn, how often the net present value fell where, and from which distributions."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportgen.case.inputs import Unit
from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.model.whatif import OPTIMISTIC, SURVEY_NOT_DRAWN, Simulation
from reportgen.workbook.layout import Cell, Layout, letters
from reportgen.workbook.sheets.charts import Look, Range, bars, place, series
from reportgen.workbook.sheets.page import STATUS_ROW, Page
from reportgen.workbook.sheets.wording import figure_unit, item_labels
from reportgen.workbook.styles import ACCENT_BRIGHT

SIMULATION_SHEET = "Simulation"
LABEL, FIRST, LAST = 1, 2, 7
WIDTHS = {LABEL: 62.0, **dict.fromkeys(range(FIRST, LAST + 1), 18.0)}
#: The net present value of the base case as it was built, which the draws are about.
BASE = Cell(SIMULATION_SHEET, STATUS_ROW + 2, FIRST)
NOW_ROW = BASE.row + 1
MOST_LABELS = 8
CHART_ROWS, CHART_COLUMNS = 18, (FIRST + 2, LAST)

AS_BUILT = noted("The values below belong to the model as it is.")
CHANGED = noted("The values below are of the base case as built.")
TOO_OPTIMISTIC = noted("Warning: the base case {optimistic}; plan with the median.")
NOT_OPTIMISTIC = noted("The base case is no more optimistic than its own ranges.")
SURVEY = noted(
    "The survey is drawn too: multivariate t with the standard errors of the model's own "
    "lines; shares below zero are set to zero and all add up to 1."
)
DISTRIBUTION = noted(
    "PERT on every range: Beta from low to high with 1 + 4 × (most likely − low) / (high − "
    "low) and 1 + 4 × (high − most likely) / (high − low)."
)
TOGETHER = noted("Figures of one statement move together, all others apart.")


def write_simulation(page: Page, results: Results, layout: Layout) -> None:
    """The sheet below its first rows."""
    simulation = results.simulation
    _write_base(page, results, layout)
    row = _write_draws(page, simulation, NOW_ROW + 4)
    row = _write_histogram(page, simulation, row)
    _write_distributions(page, results, row)
    page.close(WIDTHS, f"A{STATUS_ROW + 1}", STATUS_ROW)


def optimism(simulation: Simulation) -> str:
    """Where the base case falls among the draws, as a sentence."""
    return say(TOO_OPTIMISTIC, optimistic=say(OPTIMISTIC)) if simulation.is_optimistic else say(NOT_OPTIMISTIC)


def percentiles(simulation: Simulation) -> list[tuple[str, float]]:
    """Name and value of what is told of the draws, in money."""
    return [("P10", simulation.p10), (say("P50 (median)"), simulation.p50), ("P90", simulation.p90)]


def _write_base(page: Page, results: Results, layout: Layout) -> None:
    """The base case as built beside the model as it is now, so that nobody takes old values for new ones."""
    npv, negligible = layout.cell("npv"), layout.cell("negligible_money")
    page.text(BASE.row, LABEL, say("Net present value of the base case, as built"))
    page.number(BASE.row, BASE.column, results.simulation.base, "drawn", "money")
    page.link(NOW_ROW, LABEL, say("Net present value of the model as it is now"), npv)
    now = results.number("npv")
    link = f"'{npv.sheet}'!${letters(npv.column)}${npv.row}"
    page.formula(NOW_ROW, BASE.column, f"={link}", now, "calculation", "money")
    built, current = (f"${letters(BASE.column)}${row}" for row in (BASE.row, NOW_ROW))
    limit = f"'{negligible.sheet}'!${letters(negligible.column)}${negligible.row}"
    same = abs(now - results.simulation.base) <= results.number("negligible_money")
    page.text(NOW_ROW + 1, LABEL, say("Do the values below belong to it (1 = yes)"))
    formula = f"=IF(ABS({current}-{built})>{limit},0,1)"
    page.formula(NOW_ROW + 1, BASE.column, formula, float(same), "calculation", "flag")
    words = f'=IF(${letters(BASE.column)}{NOW_ROW + 1}>0,"{say(AS_BUILT)}","{say(CHANGED)}")'
    page.formula(NOW_ROW + 2, LABEL, words, say(AS_BUILT if same else CHANGED), "sentence")


def _write_draws(page: Page, simulation: Simulation, row: int) -> int:
    """Returns the row of the next part."""
    page.section(row, say("Draws of all ranges at once: values, not formulas"), LABEL, LAST)
    for name, value in percentiles(simulation):
        row = _write_value(page, row + 1, say("Net present value, {name}", name=name), value, "money")
    row = _write_value(page, row + 1, say("Net present value, mean"), simulation.mean, "money")
    row = _write_value(page, row + 1, say("Chance of a loss"), simulation.chance_of_loss, "share")
    row = _write_value(page, row + 1, say("Draws below the base case"), simulation.base_rank, "share")
    page.text(row, FIRST + 1, optimism(simulation), "unit")
    row = _write_value(page, row + 1, say("Draws"), simulation.draws, "flag")
    row = _write_value(page, row + 1, say("Seed"), simulation.seed, "flag")
    page.text(row + 1, LABEL, say("Generator of random numbers"))
    page.text(row + 1, FIRST, simulation.generator, "subtitle")
    page.text(row + 2, LABEL, say(DISTRIBUTION), "subtitle")
    page.text(row + 3, LABEL, say(TOGETHER), "subtitle")
    page.text(row + 4, LABEL, say(SURVEY if simulation.survey else SURVEY_NOT_DRAWN), "subtitle")
    return row + 6


def _write_value(page: Page, row: int, label: str, value: float, unit: Unit) -> int:
    page.text(row, LABEL, label)
    page.number(row, FIRST, value, "drawn", unit)
    return row


def _write_histogram(page: Page, simulation: Simulation, row: int) -> int:
    """A row a bar, with a chart beside them; returns the row of the next part."""
    page.section(
        row, say("How often the net present value fell where; the outermost bars hold all beyond"), LABEL, LAST
    )
    page.text(row + 1, LABEL, say("Net present value from"), "figure heading")
    page.text(row + 1, FIRST, say("Draws"), "figure heading")
    first = row + 2
    for offset, (edge, count) in enumerate(zip(simulation.edges, simulation.counts, strict=False)):
        page.number(first + offset, LABEL, edge, "drawn", "money")
        page.number(first + offset, FIRST, count, "drawn", "flag")
    last = first + len(simulation.counts) - 1
    _add_chart(page, simulation, first, last)
    return max(last, first + CHART_ROWS) + 2


def _add_chart(page: Page, simulation: Simulation, first: int, last: int) -> None:
    chart = bars(say("Draws by net present value"), number_format="#,##0")
    chart.legend = None
    chart.gapWidth = 10
    chart.x_axis.tickLblSkip = math.ceil(len(simulation.counts) / MOST_LABELS)

    def cells(column: int) -> str:
        return f"'{page.title}'!${letters(column)}${first}:${letters(column)}${last}"

    names = Range(cells(LABEL), [f"{edge:,.0f}" for edge in simulation.edges[:-1]])
    counts = Range(cells(FIRST), [float(count) for count in simulation.counts])
    chart.series.append(series(say("Draws"), counts, names, Look(ACCENT_BRIGHT), 0))
    place(chart, CHART_COLUMNS, (first, first + CHART_ROWS - 1))
    page.sheet.add_chart(chart)


def _write_distributions(page: Page, results: Results, row: int) -> None:
    """Every figure that was drawn, with both ends of its range."""
    page.section(row, say("Distributions by assumption"), LABEL, LAST)
    row += 1
    page.text(row, LABEL, say("Assumption"), "heading")
    page.texts(row, FIRST, [say("Low"), say("Most likely"), say("High")], "figure heading")
    page.text(row, FIRST + 3, say("Distribution"), "heading")
    for ranged in results.simulation.varied:
        labels = item_labels(results, ranged.name)
        for position, *ends in zip(ranged.positions, ranged.low, ranged.base, ranged.high, strict=True):
            row += 1
            page.text(row, LABEL, _label(results, ranged.name, labels[position]))
            _write_ends(page, results, row, ranged.name, position, ends)
            page.text(row, FIRST + 3, "PERT", "unit")


def _label(results: Results, name: str, item: str) -> str:
    label = say(results.declared(name).label)
    return f"{label}: {item}" if item else label


def _write_ends(page: Page, results: Results, row: int, name: str, position: int, ends: Sequence[float]) -> None:
    years = results.graph.shape(results.graph.axes_of(name))[1]
    unit, _ = figure_unit(results, name, position // years)
    for offset, end in enumerate(ends):
        page.number(row, FIRST + offset, end, "drawn", unit)
