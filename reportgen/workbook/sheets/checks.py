"""Checks: what must hold whatever the inputs are, and the one cell that says whether all of it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle

from reportgen.model.results import Results
from reportgen.workbook.layout import CALCULATION_SHEETS, FIRST_YEAR, HEADING_ROW, Cell, Layout, letters
from reportgen.workbook.sheets.page import STATUS_COLUMN, STATUS_ROW, STATUS_WORDS, Page
from reportgen.workbook.styles import FAIL, LOSS, PASS, mark_failures

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CHECKS_SHEET = CALCULATION_SHEETS[-1]
MASTER = Cell(CHECKS_SHEET, STATUS_ROW, STATUS_COLUMN)
#: Checks have no years; the words stand in the first column of them.
RESULT = FIRST_YEAR
LOOK = "look"


def write_verdicts(page: Page, results: Results, layout: Layout) -> None:
    """The master check, and a word beside every check and alert."""
    failed = layout.cell("checks_failed")
    page.text(STATUS_ROW, 1, STATUS_WORDS, "subtitle")
    formula = f'=IF(${letters(failed.column)}${failed.row}>0,"{FAIL}","{PASS}")'
    page.formula(STATUS_ROW, STATUS_COLUMN, formula, PASS if not results.failed_checks else FAIL, "check")
    mark_failures(page.sheet, f"{letters(STATUS_COLUMN)}{STATUS_ROW}")
    page.text(HEADING_ROW, RESULT, "Result", "heading")
    for name, word in (("check_fails", FAIL), ("alert_raised", LOOK)):
        _write_words(page, results, layout, name, word)


def _write_words(page: Page, results: Results, layout: Layout, name: str, word: str) -> None:
    flags = results.array(name)[:, 0]
    for item, flag in enumerate(flags):
        cell = layout.cell(name, item)
        formula = f'=IF(${letters(cell.column)}{cell.row}>0,"{word}","{PASS}")'
        page.formula(cell.row, RESULT, formula, word if flag > 0 else PASS, "check")
    first, last = layout.cell(name).row, layout.cell(name, len(flags) - 1).row
    cells = f"{letters(RESULT)}{first}:{letters(RESULT)}{last}"
    if word == FAIL:
        mark_failures(page.sheet, cells)
    else:
        _mark_alerts(page.sheet, cells)


def _mark_alerts(sheet: Worksheet, cells: str) -> None:
    first = cells.partition(":")[0]
    style = DifferentialStyle(font=Font(color=LOSS, bold=True))
    sheet.conditional_formatting.add(cells, Rule("expression", dxf=style, formula=[f'{first}<>"{PASS}"']))
