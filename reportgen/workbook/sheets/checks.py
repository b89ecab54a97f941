"""Checks: what must hold whatever the inputs are, and the one cell that says whether all of it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle

from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.model.whatif import SCENARIOS
from reportgen.workbook.case_layout import NPV, CaseLayout
from reportgen.workbook.layout import (
    CALCULATION_SHEETS,
    CASES_SHEET,
    CONSTANT,
    FIRST_YEAR,
    HEADING_ROW,
    INPUTS_SHEET,
    LABEL,
    LIVE,
    SCENARIO_NUMBER_ROW,
    UNIT,
    Cell,
    Layout,
    letters,
)
from reportgen.workbook.sheets.page import STATUS_COLUMN, STATUS_ROW, STATUS_WORDS, Page
from reportgen.workbook.sheets.wording import unit_words
from reportgen.workbook.styles import FAIL, LOSS, PASS, mark_failures

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CHECKS_SHEET = CALCULATION_SHEETS[-1]
MASTER = Cell(CHECKS_SHEET, STATUS_ROW, STATUS_COLUMN)
#: Checks have no years; the words stand in the first column of them.
RESULT = FIRST_YEAR
LOOK = noted("look")
SCENARIO_NUMBER = Cell(INPUTS_SHEET, SCENARIO_NUMBER_ROW, LIVE)
CASES_AGREE = noted("Cases comes to the net present value of Cash flow in the scenario shown")


def write_verdicts(page: Page, results: Results, cases: CaseLayout) -> None:
    """The master check, a word beside every check and alert, and the check of the sheet Cases."""
    layout = cases.layout
    failed, of_cases = layout.cell("checks_failed"), _write_check_of_cases(page, cases)
    page.text(STATUS_ROW, 1, say(STATUS_WORDS), "subtitle")
    flags = "+".join(f"${letters(cell.column)}${cell.row}" for cell in (failed, of_cases))
    formula = f'=IF({flags}>0,"{say(FAIL)}","{say(PASS)}")'
    page.formula(STATUS_ROW, STATUS_COLUMN, formula, say(PASS if not results.failed_checks else FAIL), "check")
    mark_failures(page.sheet, f"{letters(STATUS_COLUMN)}{STATUS_ROW}")
    page.text(HEADING_ROW, RESULT, say("Result"), "heading")
    for name, word in (("check_fails", FAIL), ("alert_raised", LOOK)):
        _write_words(page, results, layout, name, word)


def _write_check_of_cases(page: Page, cases: CaseLayout) -> Cell:
    """Whether Cases comes to the result of the other sheets in the scenario they show; returns the cell of its flag."""
    layout, row = cases.layout, cases.layout.last_row[CHECKS_SHEET] + 2
    flag = Cell(CHECKS_SHEET, row + 2, CONSTANT)
    first, last = (Cell(CASES_SHEET, cases.base_row + at, NPV).pinned for at in (0, len(SCENARIOS) - 1))
    shown = f"INDEX({first}:{last.rpartition('!')[2]},{SCENARIO_NUMBER.pinned})"
    npv, scale, tolerance = (layout.cell(name) for name in ("npv", "money_scale", "check_tolerance"))
    page.section(row, say("Checks of the workbook itself"), LABEL, RESULT)
    page.text(row + 1, LABEL, say(CASES_AGREE))
    page.text(row + 1, UNIT, unit_words("factor", ""), "unit")
    formula = f"=({shown}-{npv.pinned})/{letters(scale.column)}${scale.row}"
    page.formula(row + 1, CONSTANT, formula, 0.0, "calculation", "factor")
    page.text(flag.row, LABEL, say("Fails (1 = yes)"))
    page.text(flag.row, UNIT, unit_words("flag", ""), "unit")
    formula = f"=IF(ABS({letters(CONSTANT)}${row + 1})>{tolerance.pinned},1,0)"
    page.formula(flag.row, CONSTANT, formula, 0.0, "calculation", "flag")
    formula = f'=IF({letters(CONSTANT)}${flag.row}>0,"{say(FAIL)}","{say(PASS)}")'
    page.formula(flag.row, RESULT, formula, say(PASS), "check")
    mark_failures(page.sheet, f"{letters(RESULT)}{flag.row}")
    return flag


def _write_words(page: Page, results: Results, layout: Layout, name: str, word: str) -> None:
    flags = results.array(name)[:, 0]
    for item, flag in enumerate(flags):
        cell = layout.cell(name, item)
        formula = f'=IF(${letters(cell.column)}{cell.row}>0,"{say(word)}","{say(PASS)}")'
        page.formula(cell.row, RESULT, formula, say(word if flag > 0 else PASS), "check")
    first, last = layout.cell(name).row, layout.cell(name, len(flags) - 1).row
    cells = f"{letters(RESULT)}{first}:{letters(RESULT)}{last}"
    if word == FAIL:
        mark_failures(page.sheet, cells)
    else:
        _mark_alerts(page.sheet, cells)


def _mark_alerts(sheet: Worksheet, cells: str) -> None:
    first = cells.partition(":")[0]
    style = DifferentialStyle(font=Font(color=LOSS, bold=True))
    sheet.conditional_formatting.add(cells, Rule("expression", dxf=style, formula=[f'{first}<>"{say(PASS)}"']))
