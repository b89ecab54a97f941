"""Survey: what people answered, and the means that the model starts from."""

from __future__ import annotations

import math
from collections.abc import Iterable

from openpyxl.worksheet.table import Table, TableStyleInfo

from reportgen.model.results import Results
from reportgen.survey.allocation import Response
from reportgen.workbook.layout import FIRST_ROW, HEADING_ROW, letters
from reportgen.workbook.sheets.page import A3, A4, Page
from reportgen.workbook.sheets.survey_figures import (
    LABELS,
    UNITS,
    Group,
    SurveyFigures,
    What,
    group_texts,
    matched_rows,
    rows_of,
)

PERSON, WAVE, COUNTED, WEIGHT, REASON, FIRST_GROUP = 1, 2, 3, 4, 5, 6
TABLE_HEADINGS = ("Person", "Wave", "Counted", "Weight", "Remark")
TABLE_NAME = "Responses"
MANY_ACTIVITIES = 10


def describe(figures: SurveyFigures, results: Results) -> str:
    """What stands on the sheet, in a sentence."""
    files = " and ".join(record.file for record in results.allocation.reading)
    if figures.responses:
        return f"One row a response of {files}; the means on top are formulas over the rows with weight 1."
    if results.allocation.before.deviation is None:
        return f"Means by activity as {files} states them; single responses are not known."
    return f"Sums over the responses of {files}, as values; single responses are left out."


def write_survey(page: Page, results: Results, figures: SurveyFigures) -> None:
    """The sheet below its first rows."""
    activities = results.allocation.activities
    first = figures.first_share_column
    page.text(HEADING_ROW, PERSON, "Figure", "heading")
    page.text(HEADING_ROW, WAVE, "Unit", "indented heading")
    for column in range(COUNTED, first):
        page.blank(HEADING_ROW, column, "heading")
    page.texts(HEADING_ROW, first, activities, "figure heading")
    for group in figures.groups:
        for what, row in group.rows.items():
            page.text(row, PERSON, f"{LABELS[what]}, {group.label[0].lower()}{group.label[1:]}")
            page.text(
                row, WAVE, "people" if what == "respondents" else "%" if UNITS[what] == "share" else "number", "unit"
            )
            _write_figures(page, results, figures, group, what)
    if figures.responses:
        _write_responses(page, results, figures)
    widths = {PERSON: 52.0, WAVE: 14.0, COUNTED: 10.0, WEIGHT: 10.0, REASON: 34.0}
    if not figures.responses:
        widths |= {COUNTED: 3, WEIGHT: 3, REASON: 3}
    widths |= {FIRST_GROUP + offset: 20.0 for offset in range(len(figures.group_columns))}
    widths |= {first + offset: 15.0 for offset in range(len(activities))}
    page.close(widths, f"C{FIRST_ROW}", HEADING_ROW, paper=A3 if len(activities) > MANY_ACTIVITIES else A4)


def _write_figures(page: Page, results: Results, figures: SurveyFigures, group: Group, what: What) -> None:
    """One row: a figure for every activity, as a formula or, where there is nothing to calculate from, as a value."""
    values = _values(results, group, what)
    row, first = group.rows[what], figures.first_share_column
    unit = "points" if group.wave is None and what == "mean" else UNITS[what]
    for offset, value in enumerate(values):
        formula = _formula(results, figures, group, what, letters(first + offset))
        if formula:
            page.formula(row, first + offset, formula, value, "total" if what == "mean" else "calculation", unit)
        else:
            page.number(row, first + offset, value, "surveyed", unit)


def _values(results: Results, group: Group, what: What) -> list[float]:
    allocation, wave = results.allocation, group.wave
    count = len(allocation.activities)
    if wave is not None:
        people, mean, deviation = wave.respondents, wave.mean_share, wave.deviation
    else:
        people, deviation = allocation.matched, allocation.change_deviation
        mean = allocation.waves[-1].mean_share - allocation.waves[0].mean_share
    if what == "mean":
        return [float(value) for value in mean]
    if people is None or what == "respondents":
        return [float(people or 0)] * count
    if what == "sum":
        return [float(value) * people for value in mean]
    assert deviation is not None
    spread = deviation * deviation * (people - 1) if what == "squares" else deviation
    return [float(value) for value in spread]


def _formula(results: Results, figures: SurveyFigures, group: Group, what: What, column: str) -> str | None:
    rows = {name: f"{column}${row}" for name, row in group.rows.items()}
    if group.wave is None and what == "mean":
        before, after = (
            next(each for each in figures.groups if each.wave is wave).rows["mean"]
            for wave in (results.allocation.waves[0], results.allocation.waves[-1])
        )
        return f"={column}${after}-{column}${before}"
    if figures.responses:
        return _over_responses(results, figures, group, what, column, rows)
    if what == "deviation":
        return f"=SQRT({rows['squares']}/({rows['respondents']}-1))"
    return f"={rows['sum']}/{rows['respondents']}" if what == "mean" and "sum" in rows else None


def _over_responses(
    results: Results, figures: SurveyFigures, group: Group, what: What, column: str, rows: dict[What, str]
) -> str:
    if group.wave is None:
        before, after = matched_rows(figures, results.allocation)
        shares = f"{column}${after[0]}:{column}${after[1]}-{column}${before[0]}:{column}${before[1]}"
        weights = _range(letters(WEIGHT), *after)
    else:
        first, last = rows_of(figures, group.wave)
        shares, weights = f"{column}${first}:{column}${last}", _range(letters(WEIGHT), first, last)
    if what == "respondents":
        return f"=SUM({weights})"
    if what == "mean":
        return f"=SUMPRODUCT({weights},{shares})/{rows['respondents']}"
    difference = f"({shares}-{rows['mean']})"
    squares = f"{difference}*{difference}" if group.wave is None else f"{weights},{difference}*{difference}"
    return f"=SQRT(SUMPRODUCT({squares})/({rows['respondents']}-1))"


def _range(column: str, first: int, last: int) -> str:
    return f"${column}${first}:${column}${last}"


def _write_responses(page: Page, results: Results, figures: SurveyFigures) -> None:
    """The table of responses, in the order in which the means need them."""
    heading_row, first = figures.response_row - 1, figures.first_share_column
    headings = _different([*TABLE_HEADINGS, *figures.group_columns, *results.allocation.activities])
    for column, heading in enumerate(headings, start=PERSON):
        is_figure = column in (COUNTED, WEIGHT) or column >= first
        page.text(heading_row, column, heading, "figure heading" if is_figure else "heading")
    for row, response in enumerate(figures.responses, start=figures.response_row):
        _write_response(page, row, response, figures)
    last_row = figures.response_row + len(figures.responses) - 1
    table = Table(displayName=TABLE_NAME, ref=f"A{heading_row}:{letters(len(headings))}{last_row}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.sheet.add_table(table)


def _write_response(page: Page, row: int, response: Response, figures: SurveyFigures) -> None:
    page.text(row, PERSON, response.label)
    page.text(row, WAVE, response.wave)
    page.number(row, COUNTED, response.counted, "surveyed", "flag")
    page.number(row, WEIGHT, response.used, "surveyed", "flag")
    page.text(row, REASON, response.reason, "unit")
    for offset, text in enumerate(group_texts(response, figures.group_columns)):
        page.text(row, FIRST_GROUP + offset, text)
    for offset, share in enumerate(response.shares):
        if not math.isnan(share):
            page.number(row, figures.first_share_column + offset, share, "surveyed", "share")


def _different(headings: Iterable[str]) -> list[str]:
    """The headings so that no two are alike, whatever their case, as a table needs them."""
    found: list[str] = []
    for heading in headings:
        taken, text, number = {other.casefold() for other in found}, heading, 1
        while text.casefold() in taken:
            number += 1
            text = f"{heading} ({number})"
        found.append(text)
    return found
