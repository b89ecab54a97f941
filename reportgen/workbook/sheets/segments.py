"""Segments: where the time of roles and teams goes, and everybody's over all waves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from openpyxl.worksheet.pagebreak import Break

from reportgen.language import noted, noted_counted, say, say_counted
from reportgen.model.groups import Estimate, GroupShares, Shares, WaveShares, has_trend, segments, trend
from reportgen.model.respondents import groups_not_narrowed
from reportgen.model.results import Results
from reportgen.survey.allocation import Grouping
from reportgen.workbook.layout import HEADING_ROW, LIVE, lay_out, letters
from reportgen.workbook.sheets.charts import Range, curve, line_chart, place
from reportgen.workbook.sheets.page import A3, A4, MOST_COLUMNS_ON_A4, Page
from reportgen.workbook.sheets.wording import listed
from reportgen.workbook.styles import ACCENT, FRICTION, Role

SEGMENTS_SHEET = "Segments"
#: Group or wave, what of it, people, value work; the activities follow.
NAME, WHAT, PEOPLE, VALUE_WORK, FIRST_ACTIVITY = 1, 2, 3, 4, 5
VALUE_WORK_LABEL = noted("Value work")
ENDS = (noted("Lower end"), noted("Upper end"))
ENDS_OF_CHANGE = (noted("Lower end of the change"), noted("Upper end of the change"))
NUMBER_ROW = HEADING_ROW + 1
FLAG_ROW = NUMBER_ROW + 1
#: What the chart covers.
CHART_ROWS, CHART_COLUMNS = 16, 5
#: Width of a line of the chart that is not the main one, in the units of drawings.
THIN = 9_525

_COUNTED: dict[str, tuple[str, str]] = {
    "role": noted_counted("{count} role", "{count} roles"),
    "team": noted_counted("{count} team", "{count} teams"),
}
_TITLES: dict[Grouping, str] = {"role": noted("Roles"), "team": noted("Teams")}


#: What the figures are; the last holds only where there are intervals.
_READING = (
    noted("Shares are survey figures, held as values. Value work and changes are formulas over them."),
    noted(
        "Ends of intervals are survey figures too; those of value work hold for the kinds of "
        "activities as first written."
    ),
)


def write_segments(page: Page, results: Results) -> None:
    """The sheet below its first rows, where `model.groups.has_segments`."""
    activities = results.allocation.activities
    _write_flags(page, results)
    row = FLAG_ROW + 2
    for sentence in filter(None, [*map(say, _READING), groups_not_narrowed(results), *hidden_groups(results)]):
        page.text(row, NAME, sentence, "subtitle")
        row += 1
    row += 1
    for by, title in _TITLES.items():
        groups = segments(results, by)
        if groups:
            row = _write_groups(page, results, say(title), groups, row) + 1
    if has_trend(results):
        _write_trend(page, results, row)
    widths = {NAME: 44.0, WHAT: 30.0, PEOPLE: 10.0, VALUE_WORK: 14.0}
    widths |= {FIRST_ACTIVITY + offset: 15.0 for offset in range(len(activities))}
    paper = A3 if len(widths) > MOST_COLUMNS_ON_A4 else A4
    page.close(widths, f"{letters(PEOPLE)}{NUMBER_ROW}", HEADING_ROW, paper=paper)


def hidden_groups(results: Results) -> list[str]:
    """A sentence on how many groups are not shown, and why; none where all are."""
    allocation = results.allocation
    told = [say_counted(count, *_COUNTED[by], count=count) for by, count in allocation.hidden_segments.items() if count]
    if not told:
        return []
    return [
        say_counted(
            sum(allocation.hidden_segments.values()),
            "{groups} is not shown: fewer than {least} people answered, or such a group could be worked out.",
            "{groups} are not shown: fewer than {least} people answered, or such a group could be worked out.",
            groups=listed(told),
            least=allocation.smallest_group,
        )
    ]


def _write_flags(page: Page, results: Results) -> None:
    """The headings, and below each activity whether it is value work, as Inputs says."""
    activities = results.allocation.activities
    page.text(HEADING_ROW, NAME, say("Group or wave"), "heading")
    page.text(HEADING_ROW, WHAT, say("Figure"), "heading")
    page.texts(HEADING_ROW, PEOPLE, [say("People"), say(VALUE_WORK_LABEL), *activities], "figure heading")
    page.text(NUMBER_ROW, NAME, say("Number of the activity"))
    page.text(FLAG_ROW, NAME, say(results.declared("value_activity").label))
    layout = lay_out(results.graph)
    first, last = (layout.cell("value_activity", item) for item in (0, len(activities) - 1))
    flags = f"{first.sheet}!${letters(LIVE)}${first.row}:${letters(LIVE)}${last.row}"
    for offset, flag in enumerate(results.array("value_activity")[:, 0].tolist()):
        column = FIRST_ACTIVITY + offset
        page.number(NUMBER_ROW, column, offset + 1, "column unit")
        formula = f"=INDEX({flags},{letters(column)}${NUMBER_ROW})"
        page.formula(FLAG_ROW, column, formula, flag, "calculation", "flag")


def _write_groups(page: Page, results: Results, title: str, groups: Sequence[GroupShares], row: int) -> int:
    """Five rows a group, three where there is one wave; returns the next free row."""
    page.section(row, title, NAME, _last_column(results))
    row += 1
    for group in groups:
        page.text(row, NAME, group.name, "bold label")
        _write_shares(page, results, row, say("Before ({name})", name=group.before.name), group.before)
        if group.after is None or group.change is None:
            row = _write_interval(page, row + 1, group.before, "share")
            continue
        _write_shares(page, results, row + 1, say("After ({name})", name=group.after.name), group.after)
        _write_change(page, row + 2, group.change)
        row = _write_interval(page, row + 3, group.change, "points")
    return row


def _write_shares(page: Page, results: Results, row: int, what: str, shares: WaveShares) -> None:
    """People, value work as a formula over the row, and the share of each activity."""
    page.text(row, WHAT, what)
    if shares.people is not None:
        page.number(row, PEOPLE, shares.people, "surveyed", "people")
    for offset, estimate in enumerate(shares.activities):
        page.number(row, FIRST_ACTIVITY + offset, estimate.value, "surveyed", "share")
    first, last = letters(FIRST_ACTIVITY), letters(_last_column(results))
    formula = f"=SUMPRODUCT(${first}{row}:${last}{row},${first}${FLAG_ROW}:${last}${FLAG_ROW})"
    page.formula(row, VALUE_WORK, formula, shares.value_work.value, "row total", "share")


def _write_change(page: Page, row: int, change: Shares) -> None:
    """The row after less the row before, in every column."""
    page.text(row, WHAT, say("Change"))
    for column, estimate in enumerate((change.value_work, *change.activities), start=VALUE_WORK):
        formula = f"={letters(column)}{row - 1}-{letters(column)}{row - 2}"
        role: Role = "row total" if column == VALUE_WORK else "calculation"
        page.formula(row, column, formula, estimate.value, role, "points")


def _write_interval(page: Page, row: int, shares: Shares, unit: Literal["share", "points"]) -> int:
    """Two rows with both ends, where there are ends; returns the next free row."""
    estimates = (shares.value_work, *shares.activities)
    if estimates[0].interval is None:
        return row
    for offset, what in enumerate(ENDS_OF_CHANGE if unit == "points" else ENDS):
        page.text(row + offset, WHAT, say(what))
        for column, estimate in enumerate(estimates, start=VALUE_WORK):
            _write_end(page, row + offset, column, estimate, offset, unit)
    return row + 2


def _write_end(
    page: Page, row: int, column: int, estimate: Estimate, which: int, unit: Literal["share", "points"]
) -> None:
    """Nothing where the answers to an activity do not differ."""
    if estimate.interval is not None:
        page.number(row, column, estimate.interval[which], "surveyed", unit)


def _end(estimate: Estimate, which: int) -> float:
    assert estimate.interval is not None
    return estimate.interval[which]


def _write_trend(page: Page, results: Results, row: int) -> None:
    """A row a wave, the lower ends of all, the upper ends of all, then value work as a chart."""
    waves = trend(results)
    if results.allocation.segments:
        page.sheet.row_breaks.append(Break(row - 1))
    page.section(row, say("All waves, everybody"), NAME, _last_column(results))
    first = row + 1
    for offset, wave in enumerate(waves):
        page.text(first + offset, NAME, wave.name, "bold label")
        _write_shares(page, results, first + offset, say("Mean share"), wave)
    row = first + len(waves)
    curves = [(say(VALUE_WORK_LABEL), first, [wave.value_work.value for wave in waves])]
    if all(wave.value_work.interval for wave in waves):
        for which, what in enumerate(map(say, ENDS)):
            curves.append((what, row, [_end(wave.value_work, which) for wave in waves]))
            for offset, wave in enumerate(waves):
                _write_ends(page, row + offset, wave, which, what)
            row += len(waves)
    _add_chart(page, [wave.name for wave in waves], first, curves, row + 1)


def _write_ends(page: Page, row: int, wave: WaveShares, which: int, what: str) -> None:
    page.text(row, NAME, wave.name)
    page.text(row, WHAT, what)
    for column, estimate in enumerate((wave.value_work, *wave.activities), start=VALUE_WORK):
        _write_end(page, row, column, estimate, which, "share")


def _add_chart(
    page: Page, waves: Sequence[str], names_row: int, curves: Sequence[tuple[str, int, list[float]]], row: int
) -> None:
    """A line for value work and one for each end of its interval; each curve is its name, first row and figures."""

    def cells(column: int, first: int) -> str:
        return f"'{page.title}'!${letters(column)}${first}:${letters(column)}${first + len(waves) - 1}"

    chart = line_chart(say("Share of time on value work in every wave"), number_format="0%")
    names = Range(cells(NAME, names_row), waves)
    for position, (name, first, figures) in enumerate(curves):
        shown = Range(cells(VALUE_WORK, first), figures)
        chart.series.append(curve(name, shown, names, FRICTION if position else ACCENT, position))
        if position:
            chart.series[-1].spPr.ln.w = THIN
            chart.series[-1].marker.symbol = "none"
    last = row + CHART_ROWS - 1
    place(chart, (NAME, CHART_COLUMNS), (row, last))
    page.sheet.add_chart(chart)
    # What is printed ends with the last cell, so one stands behind the chart.
    page.blank(last, NAME, "label")


def _last_column(results: Results) -> int:
    return FIRST_ACTIVITY + len(results.allocation.activities) - 1
