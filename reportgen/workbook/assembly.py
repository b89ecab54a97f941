"""All sheets of one case as an openpyxl workbook, with the value of every formula."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

from openpyxl import Workbook

from reportgen.language import say, spoken
from reportgen.model.groups import has_segments
from reportgen.model.results import Results
from reportgen.workbook.case_layout import lay_out_cases
from reportgen.workbook.layout import (
    ALLOCATION_SHEET,
    CASES_SHEET,
    COVER_SHEET,
    INPUTS_SHEET,
    SENSITIVITY_SHEET,
    SURVEY_SHEET,
    Layout,
)
from reportgen.workbook.names import add_names
from reportgen.workbook.sheets import calculations
from reportgen.workbook.sheets.allocation import write_allocation
from reportgen.workbook.sheets.cases import write_cases
from reportgen.workbook.sheets.changes import CHANGES_SHEET, write_changes
from reportgen.workbook.sheets.checks import CHECKS_SHEET, MASTER, write_verdicts
from reportgen.workbook.sheets.cover import cover_title, full_title, write_cover
from reportgen.workbook.sheets.glossary import write_glossary
from reportgen.workbook.sheets.inputs import write_inputs
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.scenarios import SCENARIOS_SHEET, write_scenarios
from reportgen.workbook.sheets.segments import SEGMENTS_SHEET, write_segments
from reportgen.workbook.sheets.sensitivity import write_sensitivity
from reportgen.workbook.sheets.simulation import SIMULATION_SHEET, write_simulation
from reportgen.workbook.sheets.summary import write_summary
from reportgen.workbook.sheets.survey import describe, write_survey
from reportgen.workbook.sheets.survey_figures import survey_figures
from reportgen.workbook.styles import ACCENT, ACCENT_BRIGHT, FRICTION, GAIN, Styles
from reportgen.workbook.text import text
from reportgen.workbook.writer import CellValues

SUMMARY, LINES = "Summary", "Lines"
#: Colours of the tabs by what a sheet is for.
RESULT, INPUT, CALCULATION, CHECK = ACCENT, ACCENT_BRIGHT, FRICTION, GAIN


class _Sheet(NamedTuple):
    title: str
    tab: str
    description: str


def assembled(
    results: Results, layout: Layout, *, run: str, responses: Literal["full", "aggregate"]
) -> tuple[Workbook, dict[str, CellValues]]:
    """The workbook and, by sheet title, the values of its formula cells."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    figures = survey_figures(results, responses)
    styles = Styles(workbook, results.case.company.notation)
    sheets = _sheets(describe(figures, results), _absent(results))
    pages = {sheet.title: _opened(Page(workbook, styles, sheet.title, sheet.tab), sheet, results) for sheet in sheets}
    contents = {sheet.title: sheet.description for sheet in sheets if sheet.title != COVER_SHEET}
    write_cover(pages[COVER_SHEET], results, layout, run, contents)
    write_summary(pages[SUMMARY], results, layout)
    if CHANGES_SHEET in pages:
        write_changes(pages[CHANGES_SHEET], results)
    write_inputs(pages[INPUTS_SHEET], results, layout)
    write_survey(pages[SURVEY_SHEET], results, figures)
    write_allocation(pages[ALLOCATION_SHEET], results, layout, figures)
    if SEGMENTS_SHEET in pages:
        write_segments(pages[SEGMENTS_SHEET], results)
    cases = lay_out_cases(results, layout)
    for title in calculations.SHEETS:
        calculations.write_calculations(pages[title], results, layout)
        if title == CHECKS_SHEET:
            write_verdicts(pages[title], results, cases)
        calculations.close(pages[title], results, layout)
    write_cases(pages[CASES_SHEET], results, cases)
    write_scenarios(pages[SCENARIOS_SHEET], results, cases)
    write_sensitivity(pages[SENSITIVITY_SHEET], results, cases)
    write_simulation(pages[SIMULATION_SHEET], results, layout)
    write_glossary(pages[LINES], results, layout)
    add_names(workbook, results, layout)
    _describe(workbook, results)
    workbook.worksheets[0].sheet_view.tabSelected = True
    return workbook, {title: page.values for title, page in pages.items()}


def _sheets(survey: str, absent: Collection[str]) -> list[_Sheet]:
    """In the order people read them."""
    every = (
        _Sheet(
            COVER_SHEET, RESULT, say("An Excel model with live formulas: change an assumption and every sheet follows.")
        ),
        _Sheet(SUMMARY, RESULT, say("The headline of both views, the same case with less in it, and charts.")),
        _Sheet(
            CHANGES_SHEET, RESULT, say("What each review changed, and what each change does to the net present value.")
        ),
        _Sheet(
            INPUTS_SHEET,
            INPUT,
            say("Every assumption with its range, kind and source. Change them here and nowhere else."),
        ),
        _Sheet(SURVEY_SHEET, INPUT, survey),
        _Sheet(
            ALLOCATION_SHEET,
            CALCULATION,
            say("Where the time goes before and after, in hours and money, and how sure that is."),
        ),
        _Sheet(
            SEGMENTS_SHEET,
            CALCULATION,
            say("Where the time of each role and team goes, and everybody's over all waves."),
        ),
        _Sheet("Benefits", CALCULATION, say("The team and its time, each benefit at full effect, then year by year.")),
        _Sheet("Costs", CALCULATION, say("What it costs year by year, the effort of the team's own people included.")),
        _Sheet("Cash flow", CALCULATION, say("Benefits less costs, at today's value, and what follows from them.")),
        _Sheet(
            CASES_SHEET,
            CALCULATION,
            say("Every what-if as a row, each line in columns of its own: scenarios, ranges, the survey, two at once."),
        ),
        _Sheet(SCENARIOS_SHEET, RESULT, say("The headline of all scenarios side by side; it follows the assumptions.")),
        _Sheet(
            SENSITIVITY_SHEET,
            RESULT,
            say("What each range does alone and two assumptions together, live; and where the case turns, as values."),
        ),
        _Sheet(
            SIMULATION_SHEET, RESULT, say("Random draws of all ranges at once: values of the case as it was built.")
        ),
        _Sheet(
            CHECKS_SHEET, CHECK, say("What must hold whatever the assumptions are, and what deserves a second look.")
        ),
        _Sheet(
            LINES,
            CHECK,
            say("Every line of the model: what it means, where it stands, what it reads and what reads it."),
        ),
    )
    return [sheet for sheet in every if sheet.title not in absent]


def _absent(results: Results) -> set[str]:
    """Sheets that would say nothing."""
    present = {SEGMENTS_SHEET: has_segments(results), CHANGES_SHEET: bool(results.versions)}
    return {title for title, is_present in present.items() if not is_present}


def _opened(page: Page, sheet: _Sheet, results: Results) -> Page:
    case = results.case
    title = cover_title(case) if sheet.title == COVER_SHEET else sheet.title
    page.open(title, sheet.description)
    if sheet.title != CHECKS_SHEET:
        page.status(MASTER, passes=not results.failed_checks)
    return page


def _describe(workbook: Workbook, results: Results) -> None:
    """The properties that file managers show."""
    case = results.case
    properties = workbook.properties
    properties.language = spoken()
    properties.creator = text(case.company.prepared_by or "reportgen")
    properties.title = text(full_title(case))
