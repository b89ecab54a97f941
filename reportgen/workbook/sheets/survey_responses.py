"""The table of responses on the Survey sheet, and the changes of people in both waves below it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.table import Table, TableStyleInfo

from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.survey.allocation import Grouping, Response
from reportgen.workbook.carried import ListedResponses
from reportgen.workbook.layout import letters
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.survey_columns import COUNTED, FIRST_SHARE, PERSON, WAVE, WEIGHT
from reportgen.workbook.sheets.survey_figures import SurveyFigures
from reportgen.workbook.sheets.wording import unit_words
from reportgen.workbook.styles import Role
from reportgen.workbook.text import plain

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TABLE_NAME = "Responses"
CHANGES_TITLE = noted("Change of each person in both waves, after less before")


def write_responses(page: Page, results: Results, figures: SurveyFigures) -> None:
    """The table of responses, in the order in which the means need them.

    The shares stand below the figures by activity; what is text follows them, so that there is no gap on top.
    """
    heading_row, activities = figures.response_row - 1, results.allocation.activities
    last_column = write_headings(page, heading_row, (say("Person"), say("Wave")), activities, figures)
    after_shares = FIRST_SHARE + len(activities)
    is_weighted = results.allocation.design.is_weighted
    for row, response in enumerate(figures.responses, start=figures.response_row):
        _write_response(page, row, response, is_weighted=is_weighted)
        texts = [
            *_texts(response, figures.group_columns),
            "; ".join(map(say, filter(None, (response.reason, *response.flags)))),
        ]
        for offset, text in enumerate(texts):
            page.text(row, after_shares + offset, text, "item label")
    last_row = figures.response_row + len(figures.responses) - 1
    table = Table(displayName=TABLE_NAME, ref=f"A{heading_row}:{letters(last_column)}{last_row}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.sheet.add_table(table)


def read_responses(sheet: Worksheet, listed: ListedResponses, activities: int) -> tuple[Response, ...]:
    """The responses that `write_responses` wrote, with all that their rows say of them."""
    last = FIRST_SHARE + activities + len(listed.groups)
    rows = sheet.iter_rows(listed.first_row, listed.first_row + listed.count - 1, max_col=last, values_only=True)
    return tuple(_read_response(row, listed.groups, activities) for row in rows)


def _read_response(row: Sequence[Any], groups: Sequence[Grouping], activities: int) -> Response:
    label, wave, counted, weight = row[: FIRST_SHARE - 1]
    shares, texts = row[FIRST_SHARE - 1 :][:activities], row[FIRST_SHARE - 1 + activities :]
    of_groups = dict[str, str](zip(groups, (plain(str(text or "")) for text in texts), strict=False))
    return Response(
        label=plain(str(label)),
        wave=plain(str(wave)),
        row=0,
        counted=bool(counted),
        used=weight > 0,
        reason=plain(str(texts[-1] or "")),
        weight=float(weight),
        shares=() if shares[0] is None else tuple(map(float, shares)),
        role=of_groups.get("role", ""),
        team=of_groups.get("team", ""),
    )


def write_headings(
    page: Page, row: int, labels: tuple[str, str], activities: Sequence[str], figures: SurveyFigures
) -> int:
    """The headings of all columns, `labels` those of the first two; returns the last column."""
    groups = [say(column.capitalize()) for column in figures.group_columns]
    headings = _different([*labels, say("Counted"), say("Weight"), *activities, *groups, say("Remark")])
    for column, heading in enumerate(headings, start=PERSON):
        page.text(row, column, heading, _heading_role(column, FIRST_SHARE + len(activities)))
    return len(headings)


def write_changes(page: Page, results: Results, figures: SurveyFigures, first_row: int) -> None:
    """A row a person: the response after less the one before, which deviation and covariances are calculated from."""
    allocation = results.allocation
    last_column = FIRST_SHARE + len(allocation.activities) - 1
    page.section(first_row - 2, say(CHANGES_TITLE), PERSON, last_column)
    page.text(first_row - 1, PERSON, say("Person"), "heading")
    page.text(first_row - 1, WAVE, say("Unit"), "indented heading")
    page.blank(first_row - 1, COUNTED, "heading")
    page.text(first_row - 1, WEIGHT, say("Weight"), "figure heading")
    page.texts(first_row - 1, FIRST_SHARE, allocation.activities, "figure heading")
    waves = [_of_wave(figures, allocation.waves[place].name)[: allocation.matched] for place in (0, -1)]
    for row, (before, after) in enumerate(zip(*waves, strict=True), start=first_row):
        _write_change(page, row, figures, (before, after), is_weighted=allocation.design.is_weighted)


def _of_wave(figures: SurveyFigures, wave: str) -> list[int]:
    return [place for place, each in enumerate(figures.responses) if each.wave == wave]


def _write_change(page: Page, row: int, figures: SurveyFigures, places: tuple[int, int], *, is_weighted: bool) -> None:
    before, after = (figures.responses[place] for place in places)
    row_before, row_after = (figures.response_row + place for place in places)
    page.text(row, PERSON, before.label)
    page.text(row, WAVE, unit_words("points", ""), "unit")
    weight = f"={letters(WEIGHT)}{row_before}"
    page.formula(row, WEIGHT, weight, before.weight, "calculation", "factor" if is_weighted else "flag")
    for offset, shares in enumerate(zip(before.shares, after.shares, strict=True)):
        column = letters(FIRST_SHARE + offset)
        change = f"={column}{row_after}-{column}{row_before}"
        page.formula(row, FIRST_SHARE + offset, change, shares[1] - shares[0], "calculation", "points")


def _heading_role(column: int, after_shares: int) -> Role:
    if column in (COUNTED, WEIGHT) or FIRST_SHARE <= column < after_shares:
        return "figure heading"
    return "indented heading" if column >= after_shares else "heading"


def _write_response(page: Page, row: int, response: Response, *, is_weighted: bool) -> None:
    page.text(row, PERSON, response.label)
    page.text(row, WAVE, response.wave)
    page.number(row, COUNTED, response.counted, "surveyed", "flag")
    weight = response.weight if response.used else 0.0
    page.number(row, WEIGHT, weight, "surveyed", "factor" if is_weighted else "flag")
    for offset, share in enumerate(response.shares):
        if not math.isnan(share):
            page.number(row, FIRST_SHARE + offset, share, "surveyed", "share")


def _texts(response: Response, columns: Sequence[str]) -> list[str]:
    return [{"role": response.role, "team": response.team}[column] for column in columns]


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
