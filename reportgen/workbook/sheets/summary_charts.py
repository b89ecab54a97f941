"""The charts of the Summary: where the time goes, from benefits to NPV, and when the money is back."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

from openpyxl.worksheet.pagebreak import Break

from reportgen.language import say
from reportgen.model.results import Results
from reportgen.workbook.layout import HEADING_ROW, Block, Layout, letters
from reportgen.workbook.number_formats import compact
from reportgen.workbook.sheets.charts import Look, Range, bars, curve, lines, place, series
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.wording import item_names
from reportgen.workbook.styles import ACCENT, ACCENT_SOFT, FRICTION, GAIN_SOFT, LOSS_SOFT

#: In rows: a chart, and what makes one of many activities taller.
ROWS, FRAME_ROWS, ROWS_A_PAIR, MOST_ROWS = 16, 5, 1.4, 48
Columns: TypeAlias = tuple[int, int]
"""First and last."""


def add_charts(page: Page, results: Results, layout: Layout, row: int, left: Columns, right: Columns) -> None:
    """Three charts from `row` on, on a printed page of their own, and the table that feeds the waterfall."""
    pairs = len(results.allocation.activities)
    tall = min(MOST_ROWS, max(ROWS, math.ceil(FRAME_ROWS + ROWS_A_PAIR * pairs)))
    below = row + tall + 1
    page.sheet.row_breaks.append(Break(row - 2))
    if tall > ROWS:
        # Before the empty row between the charts, so that no frame stands on the edge of a page.
        page.sheet.row_breaks.append(Break(below - 2))
    time, cash_flow = _time(results, layout), _cash_flow(results, layout)
    waterfall = _waterfall(page, results, layout, below + ROWS + 1, right[0])
    place(time, left, (row, row + tall - 1))
    place(cash_flow, right, (row, row + ROWS - 1))
    place(waterfall, (left[0], right[1]), (below, below + ROWS - 1))
    for chart in (time, cash_flow, waterfall):
        page.sheet.add_chart(chart)


def _time(results: Results, layout: Layout) -> Any:
    chart = bars(say("Share of time by activity"), horizontal=True, number_format="0%")
    first, last = layout.cell("share_before"), layout.cell("share_before", len(results.allocation.activities) - 1)
    categories = Range(f"'{first.sheet}'!$A${first.row}:$A${last.row}", results.allocation.activities)
    waves = (("share_before", say("Before"), FRICTION), ("share_after", say("After"), ACCENT))
    for position, (name, title, colour) in enumerate(waves):
        look = Look(colour, number_format="0%")
        chart.series.append(series(title, _down(results, layout, name), categories, look, position))
    return chart


def _waterfall(page: Page, results: Results, layout: Layout, feed_row: int, column: int) -> Any:
    """Every benefit, deduction and cost at today's value, and what is left of them."""
    values = _write_feed(page, results, layout, feed_row, column)
    most = max(abs(value) for figures in values for value in figures)
    chart = bars(
        say("From benefits to net present value"), stacked=True, number_format=compact(page.notation, most, zero="0")
    )
    chart.legend = None
    chart.gapWidth = 40
    labels = [*item_names(results, "step_present_value"), say(results.declared("npv").label)]
    first, last = feed_row + 2, feed_row + 1 + len(labels)

    def cells(offset: int) -> str:
        letter = letters(column + offset)
        return f"'{page.title}'!${letter}${first}:${letter}${last}"

    categories = Range(cells(0), labels)
    steps = results.array("step_present_value")[:, 0]
    colours = (*(GAIN_SOFT if step >= 0 else LOSS_SOFT for step in steps), ACCENT_SOFT)
    shown = compact(page.notation, most, zero='""')
    looks = Look(None), Look(GAIN_SOFT, colours, shown), Look(LOSS_SOFT, colours, shown)
    names = (say("Space"), say("Above zero"), say("Below zero"))
    for position, (name, look, figures) in enumerate(zip(names, looks, values, strict=True)):
        chart.series.append(series(name, Range(cells(position + 1), figures), categories, look, position))
    return chart


def _write_feed(page: Page, results: Results, layout: Layout, row: int, column: int) -> list[list[float]]:
    """The table behind the waterfall; returns its figures by column."""
    names = ("step_space", "step_above", "step_below")
    page.section(row, say("What the waterfall shows"), column, column + len(names))
    page.text(row + 1, column, say("Step"), "heading")
    npv, unit = results.number("npv"), results.declared("npv").unit
    cell = layout.cell("npv")
    net = f"'{cell.sheet}'!${letters(cell.column)}${cell.row}"
    feed = []
    for offset, (name, formula, value) in enumerate(
        zip(names, (None, f"=MAX(0,{net})", f"=MIN(0,{net})"), (0.0, max(0.0, npv), min(0.0, npv)), strict=True),
        start=1,
    ):
        page.text(row + 1, column + offset, say(results.declared(name).label), "figure heading")
        figures = results.array(name)[:, 0].tolist()
        for item, figure in enumerate(figures):
            page.text(row + 2 + item, column, item_names(results, name)[item])
            place = layout.cell(name, item)
            link = f"='{place.sheet}'!${letters(place.column)}{place.row}"
            page.formula(row + 2 + item, column + offset, link, figure, "calculation", unit)
        total_row = row + 2 + len(figures)
        page.text(total_row, column, say(results.declared("npv").label), "bold label")
        if formula:
            page.formula(total_row, column + offset, formula, value, "total", unit)
        else:
            page.blank(total_row, column + offset, "total", unit)
        feed.append([*figures, value])
    return feed


def _cash_flow(results: Results, layout: Layout) -> Any:
    net, cumulative = layout.blocks["net_benefit"], layout.blocks["cumulative_net_benefit"]
    figures = [results.array(block.name)[0].tolist() for block in (net, cumulative)]
    most = max(abs(value) for row in figures for value in row)
    chart = bars(
        say("Net benefit by year and in total"),
        number_format=compact(results.case.company.notation, most, zero="0"),
    )
    years = Range(_across(net, HEADING_ROW), [say("Year {year}", year=year) for year in results.years])
    look = Look(GAIN_SOFT, [GAIN_SOFT if value >= 0 else LOSS_SOFT for value in figures[0]])
    chart.series.append(
        series(say("Net benefit of the year"), Range(_across(net, net.row), figures[0]), years, look, 0)
    )
    over = lines(chart)
    total = Range(_across(cumulative, cumulative.row), figures[1])
    over.series.append(curve(say(results.declared(cumulative.name).label), total, years, ACCENT, 1))
    chart += over
    return chart


def _down(results: Results, layout: Layout, name: str) -> Range:
    values = results.array(name)[:, 0].tolist()
    first, last = layout.cell(name), layout.cell(name, len(values) - 1)
    column = letters(first.column)
    return Range(f"'{first.sheet}'!${column}${first.row}:${column}${last.row}", values)


def _across(block: Block, row: int) -> str:
    first, last = letters(block.column), letters(block.column + block.years - 1)
    return f"'{block.sheet}'!${first}${row}:${last}${row}"
