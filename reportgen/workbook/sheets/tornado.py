"""Tornado: what each range does alone, read from Cases, the largest effect first whatever the inputs are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from openpyxl.worksheet.pagebreak import Break

from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.model.whatif.base import RESULT
from reportgen.workbook.case_formulas import CaseFormulas
from reportgen.workbook.case_layout import NPV, CaseLayout
from reportgen.workbook.layout import CASES_SHEET, HIGH, INPUTS_SHEET, LOW, Cell, letters
from reportgen.workbook.number_formats import compact
from reportgen.workbook.sheets.charts import Look, Range, bars, place, series
from reportgen.workbook.sheets.page import TEXT_FIT, Page
from reportgen.workbook.sheets.wording import figure_unit
from reportgen.workbook.styles import ACCENT, FRICTION

LABEL, LAST, LABEL_WIDTH = 1, 8, 70.0
# Columns of the bars, the largest first.
PLACE, AT_LOW, AT_HIGH, SWING, LOW_MOVE, HIGH_MOVE = range(2, 8)
RANKED_HEADS = (
    noted("Place"),
    noted("NPV at the low end"),
    noted("NPV at the high end"),
    noted("Difference"),
    noted("Low end less base"),
    noted("High end less base"),
)
# Columns of the same in the order of the inputs.
LOW_END, HIGH_END, BAR_LOW, BAR_HIGH, BAR_SWING, STEPS, RANK = range(2, 9)
FEED_HEADS = (
    noted("Low end"),
    noted("High end"),
    noted("NPV at the low end"),
    noted("NPV at the high end"),
    noted("Difference"),
    noted("Steps for the order"),
    noted("Place"),
)
MOST_BARS = 15
#: Of the bars and their chart on one printed page; of the chart, in rows.
ROWS_ON_A_PAGE = 48
ROWS_A_BAR, CHART_FRAME, FEWEST_ROWS = 1.4, 6, 12
SEVERAL = noted("several figures")
NO_RANGE = noted("No assumption has a range that moves the net present value.")


class _Bar(NamedTuple):
    """One range with the rows of Cases that have it at either end; the figures are those of the build."""

    label: str
    low: tuple[float, ...]
    high: tuple[float, ...]
    ends: tuple[str, str]
    """The cells of both ends of its first figure."""
    name: str
    row: int
    """Of the low end on Cases; the high end follows."""
    at_low: float
    at_high: float


@dataclass(frozen=True)
class Against:
    """What bars are measured against: cells of the sheet and what they show."""

    base: Cell
    npv: float
    """Of the base case."""
    step: Cell
    least: float
    """What counts as no difference: engines differ in the last digits, and order and signs must not."""

    def difference(self, one: float, other: float) -> float:
        return one - other if abs(one - other) > self.least else 0.0

    def steps(self, bar: _Bar) -> float:
        """The difference of both ends as Excel's ROUND gives it."""
        return math.floor(self.swing(bar) / self.least + 0.5) if self.least else self.swing(bar)

    def swing(self, bar: _Bar) -> float:
        return abs(self.difference(bar.at_high, bar.at_low))


def _bars(results: Results, cases: CaseLayout) -> list[_Bar]:
    """In the order of the inputs, the survey last."""
    found = []
    if "ranges" in cases.blocks:
        npv, block = results.case_rows["ranges"].values[RESULT][:, 0, 0].tolist(), cases.blocks["ranges"]
        for position, ranged in enumerate(results.asked.ranges):
            row = cases.layout.blocks[ranged.name].row + ranged.positions[0]
            ends = (Cell(INPUTS_SHEET, row, LOW).pinned, Cell(INPUTS_SHEET, row, HIGH).pinned)
            found.append(_Bar(ranged.label, ranged.low, ranged.high, ends, ranged.name, block.first_row + 2 * position,
                              *npv[2 * position : 2 * position + 2]))  # fmt: skip
    if "survey" in cases.blocks:
        survey, block = results.asked.survey, cases.blocks["survey"]
        assert survey is not None
        interval, formulas = survey.interval, CaseFormulas(cases)
        ends = (formulas.survey_end("low"), formulas.survey_end("high"))
        npv = results.case_rows["survey"].values[RESULT][:, 0, 0].tolist()
        found.append(_Bar(interval.label, interval.low, interval.high, ends, interval.name, block.first_row, *npv))
    return found


def write_tornado(page: Page, results: Results, cases: CaseLayout, against: Against, row: int) -> int:
    """The bars, the largest first, their chart, and what both read; returns the row of the next part."""
    bars_ = _bars(results, cases)
    page.section(row, say("One range at a time at either end, the largest effect first"), LABEL, LAST)
    if not bars_:
        page.text(row + 1, LABEL, say(NO_RANGE), "subtitle")
        return row + 3
    shown = min(MOST_BARS, len(bars_))
    tall = max(FEWEST_ROWS, math.ceil(CHART_FRAME + ROWS_A_BAR * shown))
    chart_row = row + len(bars_) + 3
    feed_row = chart_row + tall + 1
    lines = math.ceil(max(len(bar.label) for bar in bars_) / (LABEL_WIDTH * TEXT_FIT))
    if len(bars_) * lines + tall > ROWS_ON_A_PAGE:
        page.sheet.row_breaks.append(Break(chart_row - 1))
    page.sheet.row_breaks.append(Break(feed_row - 1))
    _write_feed(page, results, bars_, against, feed_row)
    ranked = _write_ranked(page, bars_, against, row + 1, feed_row + 2)
    chart = _chart(page, ranked[:shown], against, row + 2)
    place(chart, (LABEL, LAST), (chart_row, chart_row + tall - 1))
    page.sheet.add_chart(chart)
    return feed_row + len(bars_) + 3


def _write_ranked(page: Page, bars_: Sequence[_Bar], against: Against, row: int, feed: int) -> list[_Bar]:
    """The bars by their place; returns them in that order."""
    ranked = sorted(bars_, key=lambda bar: -against.steps(bar))
    page.text(row, LABEL, say("Assumption"), "heading")
    page.texts(row, PLACE, list(map(say, RANKED_HEADS)), "figure heading")
    last = feed + len(bars_) - 1
    places = f"${letters(RANK)}${feed}:${letters(RANK)}${last}"
    longest = max((bar.label for bar in bars_), key=len)

    def found(column: int, at: int) -> str:
        letter = letters(column)
        return f"=INDEX(${letter}${feed}:${letter}${last},MATCH(${letters(PLACE)}{at},{places},0))"

    for at, bar in enumerate(ranked, start=row + 1):
        page.number(at, PLACE, at - row, "surveyed", "flag")
        page.formula(at, LABEL, found(LABEL, at), bar.label, "found label")
        page.reserve_lines(at, LABEL, longest, "label")
        for column, source, value in ((AT_LOW, BAR_LOW, bar.at_low), (AT_HIGH, BAR_HIGH, bar.at_high),
                                      (SWING, BAR_SWING, against.swing(bar))):  # fmt: skip
            page.formula(at, column, found(source, at), value, "calculation", "money")
        for column, source, value in ((LOW_MOVE, AT_LOW, bar.at_low), (HIGH_MOVE, AT_HIGH, bar.at_high)):
            move = f"{letters(source)}{at}-{_on_sheet(against.base)}"
            formula = f"=IF(ABS({move})>{_on_sheet(against.step)},{move},0)"
            page.formula(at, column, formula, against.difference(value, against.npv), "calculation", "money")
    return ranked


def _write_feed(page: Page, results: Results, bars_: Sequence[_Bar], against: Against, row: int) -> None:
    """The same in the order of the inputs, with the ends of each range and its place among all."""
    page.section(row, say("The same in the order of the inputs"), LABEL, LAST)
    page.text(row + 1, LABEL, say("Assumption"), "heading")
    page.texts(row + 1, LOW_END, list(map(say, FEED_HEADS)), "figure heading")
    first, last = row + 2, row + 1 + len(bars_)
    ranked, step, steps = sorted(bars_, key=lambda bar: -against.steps(bar)), _on_sheet(against.step), letters(STEPS)
    for at, bar in enumerate(bars_, start=first):
        page.text(at, LABEL, bar.label)
        _write_ends(page, results, at, bar)
        for column, offset, npv in ((BAR_LOW, 0, bar.at_low), (BAR_HIGH, 1, bar.at_high)):
            page.formula(at, column, f"={Cell(CASES_SHEET, bar.row + offset, NPV).pinned}", npv, "calculation", "money")
        move, swing = f"ABS({letters(BAR_HIGH)}{at}-{letters(BAR_LOW)}{at})", f"{letters(BAR_SWING)}{at}"
        page.formula(at, BAR_SWING, f"=IF({move}>{step},{move},0)", against.swing(bar), "calculation", "money")
        formula = f"=IF({step}>0,ROUND({swing}/{step},0),{swing})"
        page.formula(at, STEPS, formula, float(against.steps(bar)), "calculation", "flag")
        above = f"SUMPRODUCT(1*(${steps}${first}:${steps}${last}>{steps}{at}))"
        alike = f"SUMPRODUCT(1*(${steps}${first}:{steps}{at}={steps}{at}))"
        page.formula(at, RANK, f"={above}+{alike}", float(ranked.index(bar) + 1), "calculation", "flag")


def _on_sheet(cell: Cell) -> str:
    return f"${letters(cell.column)}${cell.row}"


def _write_ends(page: Page, results: Results, row: int, bar: _Bar) -> None:
    """Both ends where all figures of the range are alike."""
    unit, _ = figure_unit(results, bar.name, 0)
    for column, figures, cell in zip((LOW_END, HIGH_END), (bar.low, bar.high), bar.ends, strict=True):
        if len(set(figures)) == 1:
            page.formula(row, column, f"={cell}", figures[0], "calculation", unit)
        else:
            page.text(row, column, say(SEVERAL), "column unit")


def _chart(page: Page, ranked: Sequence[_Bar], against: Against, first: int) -> Any:
    """Bars to both sides of the base case."""
    sides = zip(*((bar.at_low, bar.at_high) for bar in ranked), strict=True)
    moves = [[against.difference(npv, against.npv) for npv in side] for side in sides]
    most = max(abs(move) for side in moves for move in side)
    chart = bars(
        say("How far each range moves the net present value from the base case"),
        horizontal=True,
        number_format=compact(page.notation, most, zero="0"),
    )
    # Both ends on one line; the axis stands at the base case.
    chart.overlap, chart.gapWidth = 100, 40
    last = first + len(ranked) - 1

    def cells(column: int) -> str:
        return f"'{page.title}'!${letters(column)}${first}:${letters(column)}${last}"

    names = Range(cells(LABEL), [bar.label for bar in ranked])
    for position, (title, column, colour) in enumerate(
        ((say("Low end"), LOW_MOVE, FRICTION), (say("High end"), HIGH_MOVE, ACCENT))
    ):
        chart.series.append(series(title, Range(cells(column), moves[position]), names, Look(colour), position))
    return chart
