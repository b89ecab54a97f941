"""Survey: what people answered, and the means that the model starts from."""

from __future__ import annotations

from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.survey.privacy import are_withheld
from reportgen.workbook.layout import FIRST_ROW, HEADING_ROW
from reportgen.workbook.sheets.page import A3, A4, MOST_COLUMNS_ON_A4, Page
from reportgen.workbook.sheets.survey_account import write_account
from reportgen.workbook.sheets.survey_columns import COUNTED, FIRST_SHARE, PERSON, WAVE, WEIGHT
from reportgen.workbook.sheets.survey_figures import (
    LABELS,
    UNITS,
    Group,
    SurveyFigures,
    What,
    values_of,
)
from reportgen.workbook.sheets.survey_formulas import covariance_formulas, figure_formulas, mean_formula
from reportgen.workbook.sheets.survey_responses import write_changes, write_headings, write_responses
from reportgen.workbook.sheets.wording import unit_words
from reportgen.workbook.styles import Role

#: Unit words of the rows; degrees of freedom have none.
_WORDS: dict[What, str] = {"respondents": "people", "mean": "%", "deviation": "%"}

POLICIES_TITLE = noted("The same survey under other rules for rows that do not add up, as values")
BY_DESIGN = noted(
    "Standard deviations and covariances follow the design of the survey (strata, clusters "
    "or headcounts by role) and are calculated outside this workbook; they are values."
)
AS_VALUES = noted("As values: formulas would be too slow, or longer than can be read.")


def describe(figures: SurveyFigures, results: Results) -> str:
    """What stands on the sheet, in a sentence."""
    files = " and ".join(record.file for record in results.allocation.reading)
    if figures.responses:
        weighted = results.allocation.design.is_weighted
        rows = say("rows with a weight above 0, each as its weight says") if weighted else say("rows with weight 1")
        return say(
            "One row a response of {files}; the means on top are formulas over the {rows}.", files=files, rows=rows
        )
    if results.allocation.before.covariance is None:
        return say("Means by activity as {files} states them; single responses are not known.", files=files)
    telling = are_withheld(results.allocation)
    why = (
        say(", as it would follow from them who is of a role or team that is too small to be shown") if telling else ""
    )
    return say(
        "Sums over the responses of {files}, as values; single responses are left out{why}.", files=files, why=why
    )


def write_survey(page: Page, results: Results, figures: SurveyFigures) -> None:
    """The sheet below its first rows."""
    allocation = results.allocation
    last = FIRST_SHARE + len(allocation.activities) - 1
    _write_headings(page, results, figures)
    if figures.policy_row is not None:
        page.section(figures.policy_row, say(POLICIES_TITLE), PERSON, last)
    for group in figures.groups:
        for what, row in (group.rows or {}).items():
            page.text(row, PERSON, f"{say(LABELS[what])}, {group.label}")
            page.text(row, WAVE, say(_WORDS.get(what, "number")), "unit")
            _write_figures(page, results, figures, group, what)
    for group in figures.groups:
        if group.covariance_row is not None:
            _write_covariances(page, results, figures, group, group.covariance_row)
    write_account(page, figures.account_row, allocation, last)
    if figures.responses:
        write_responses(page, results, figures)
    if figures.change_row is not None:
        write_changes(page, results, figures, figures.change_row)
    widths = _widths(figures, len(allocation.activities))
    page.close(widths, f"C{FIRST_ROW}", HEADING_ROW, paper=A3 if len(widths) > MOST_COLUMNS_ON_A4 else A4)


def _write_headings(page: Page, results: Results, figures: SurveyFigures) -> None:
    """What the columns hold, in sight beside the figures and beside the responses."""
    activities = results.allocation.activities
    if figures.responses:
        write_headings(page, HEADING_ROW, (say("Figure, or person"), say("Unit, or wave")), activities, figures)
        return
    page.text(HEADING_ROW, PERSON, say("Figure"), "heading")
    page.text(HEADING_ROW, WAVE, say("Unit"), "indented heading")
    for column in range(COUNTED, FIRST_SHARE):
        page.blank(HEADING_ROW, column, "heading")
    page.texts(HEADING_ROW, FIRST_SHARE, activities, "figure heading")


def _widths(figures: SurveyFigures, activities: int) -> dict[int, float]:
    """The least width of each column."""
    widths = {PERSON: 48.0, WAVE: 14.0, COUNTED: 10.0, WEIGHT: 10.0}
    widths |= {FIRST_SHARE + offset: 15.0 for offset in range(activities)}
    if not figures.responses:
        return widths | {WEIGHT: 3}
    after_shares, groups = FIRST_SHARE + activities, len(figures.group_columns)
    widths |= {after_shares + offset: 16.0 for offset in range(groups)}
    return widths | {after_shares + groups: 36.0}


def _write_figures(page: Page, results: Results, figures: SurveyFigures, group: Group, what: What) -> None:
    """One row: a figure for every activity, as a formula or, where there is nothing to calculate from, as a value."""
    row = group.row(what)
    unit = "points" if group.wave is None and what == "mean" else UNITS[what]
    formulas = figure_formulas(results.allocation, figures, group, what)
    for offset, value in enumerate(values_of(group, what)):
        if formulas:
            role: Role = "total" if what == "mean" else "calculation"
            page.formula(row, FIRST_SHARE + offset, formulas[offset], value, role, unit)
        else:
            page.number(row, FIRST_SHARE + offset, value, "surveyed", unit)


def _write_covariances(page: Page, results: Results, figures: SurveyFigures, group: Group, first_row: int) -> None:
    """A row an activity: how its share varies with that of every activity, as formulas where that can be read."""
    assert group.covariance is not None
    allocation = results.allocation
    formulas = covariance_formulas(allocation, figures, group, first_row)
    last = FIRST_SHARE + len(allocation.activities) - 1
    page.section(first_row - 2, say("Covariance of shares, {label}", label=group.label), PERSON, last)
    if not allocation.design.is_simple:
        page.text(first_row - 1, PERSON, say(BY_DESIGN), "subtitle")
    elif figures.responses and not formulas:
        page.text(first_row - 1, PERSON, say(AS_VALUES), "subtitle")
    elif formulas:
        page.text(first_row - 1, COUNTED, say("Number"), "unit")
        page.text(first_row - 1, WEIGHT, say("Mean"), "column unit")
    for item, activity in enumerate(allocation.activities):
        row = first_row + item
        page.text(row, PERSON, activity)
        page.text(row, WAVE, unit_words("factor", ""), "unit")
        if formulas:
            page.number(row, COUNTED, item + 1, "unit")
            mean = mean_formula(allocation, group, row)
            page.formula(row, WEIGHT, mean, float(group.mean[item]), "calculation", "share")
        for other, value in enumerate(group.covariance[item].tolist()):
            column = FIRST_SHARE + other
            if formulas:
                page.formula(row, column, formulas[item][other], value, "calculation", "factor")
            else:
                page.number(row, column, value, "surveyed", "factor")
