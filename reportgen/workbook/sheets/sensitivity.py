"""Sensitivity: what each range does alone, what two assumptions do together, and where the case turns.

Tornado and grid are read from Cases and follow the assumptions; where the case turns is found by search, as values.
"""

from __future__ import annotations

from openpyxl.worksheet.pagebreak import Break

from reportgen.language import say
from reportgen.model.results import Results
from reportgen.workbook.case_layout import NPV, CaseLayout
from reportgen.workbook.layout import CASES_SHEET, SENSITIVITY_SHEET, Cell
from reportgen.workbook.sheets.page import STATUS_ROW, Page
from reportgen.workbook.sheets.switching import write_switching
from reportgen.workbook.sheets.tornado import LABEL, LABEL_WIDTH, LAST, Against, write_tornado
from reportgen.workbook.sheets.two_way_grid import write_grid

WIDTHS = {LABEL: LABEL_WIDTH, **dict.fromkeys(range(LABEL + 1, LAST + 1), 20.0)}
BASE = Cell(SENSITIVITY_SHEET, STATUS_ROW + 2, LABEL + 1)
STEP = Cell(SENSITIVITY_SHEET, BASE.row + 1, BASE.column)
FIRST_ROW = STEP.row + 2


def write_sensitivity(page: Page, results: Results, cases: CaseLayout) -> None:
    """The sheet below its first rows."""
    row = write_tornado(page, results, cases, _write_base(page, results, cases), FIRST_ROW)
    row = write_grid(page, results, cases, BASE, row)
    page.sheet.row_breaks.append(Break(row - 1))
    write_switching(page, results, row, LABEL, LAST)
    page.close(WIDTHS, f"A{STATUS_ROW + 1}", STATUS_ROW)


def _write_base(page: Page, results: Results, cases: CaseLayout) -> Against:
    """What all else is compared with: the base case, and what counts as no difference from it."""
    base, npv = Cell(CASES_SHEET, cases.base_row, NPV), results.base.npv
    page.text(BASE.row, LABEL, say("Net present value of the base case"), "bold label")
    page.formula(BASE.row, BASE.column, f"={base.pinned}", npv, "total", "money")
    names = ("present_value_of_benefits", "present_value_of_costs")
    benefits, costs = (cases.cell(name, cases.base_row).pinned for name in names)
    gained, spent = (results.number(name, scenario="base") for name in names)
    tolerance = results.number("check_tolerance", scenario="base")
    least = tolerance * max(1.0, abs(gained) + spent)
    page.text(STEP.row, LABEL, say("What counts as no difference: the tolerance of the checks, of benefits and costs"))
    formula = f"={cases.layout.cell('check_tolerance').pinned}*MAX(1,ABS({benefits})+{costs})"
    page.formula(STEP.row, STEP.column, formula, least, "calculation", "number")
    return Against(BASE, npv, STEP, least)
