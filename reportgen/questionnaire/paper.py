"""The sheet of the form: its texts, the cells to fill in, and how it looks on screen and on paper."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from reportgen.workbook.styles import ACCENT, ACCENT_TINT, FONT, FRAME, INK, MUTED, PAPER, RULE
from reportgen.workbook.text import fill_in

ROW_HEIGHT, SECTION_HEIGHT, TITLE_HEIGHT, LINE_HEIGHT, HIGHEST_ROW = 30, 34, 36, 16, 400
LONGEST_LIST = 255
"""Characters of a list inside a validation."""
_A4 = 9

Role = Literal["title", "instruction", "section", "heading", "name", "explanation", "key", "total", "words"]
Text = tuple[str, Role]

_LEFT = Alignment(horizontal="left", vertical="center")
_WRAPPED = Alignment(horizontal="left", vertical="center", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center")
_RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
_LOOKS: Mapping[Role, tuple[Font, Alignment]] = {
    "title": (Font(name=FONT, size=20, bold=True, color=ACCENT), _LEFT),
    "instruction": (Font(name=FONT, size=12, color=INK), _LEFT),
    "section": (Font(name=FONT, size=13, bold=True, color=ACCENT), Alignment(horizontal="left", vertical="bottom")),
    "heading": (Font(name=FONT, size=13, bold=True, color=ACCENT), Alignment(horizontal="center", vertical="bottom")),
    "name": (Font(name=FONT, size=12, color=INK), _WRAPPED),
    "explanation": (Font(name=FONT, size=10, color=MUTED), _WRAPPED),
    "key": (Font(name=FONT, size=7, color=MUTED), _LEFT),
    "total": (Font(name=FONT, size=13, bold=True, color=INK), _CENTRE),
    "words": (Font(name=FONT, size=12, bold=True, color=INK), _RIGHT),
}
_ANSWER = Font(name=FONT, size=12, color=INK)
_TINTED = PatternFill("solid", fgColor=ACCENT_TINT)
_SIDE = Side(style="thin", color=FRAME)
_FRAMED = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_HAIRLINE = Border(bottom=Side(style="hair", color=RULE))
_UNDERLINED = Border(bottom=Side(style="thin", color=ACCENT))
_OVERLINED = Border(top=Side(style="thin", color=INK))


class Paper:
    """One sheet; rows and columns count from 1."""

    def __init__(self, sheet: Any, widths: Mapping[int, float]) -> None:
        """`widths` are those of all columns, in characters; lines begin in the second."""
        self.sheet = sheet
        self._widths = widths
        for column, width in widths.items():
            self.sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width

    def write(self, row: int, column: int, text: str, role: Role) -> None:
        """Text that never becomes a formula."""
        cell = self.sheet.cell(row, column)
        cell.font, cell.alignment = _LOOKS[role]
        fill_in(cell, text)
        if role == "title":
            self.sheet.row_dimensions[row].height = TITLE_HEIGHT

    def section(self, row: int, texts: Mapping[int, Text]) -> None:
        """Headings, by column, and a line below them."""
        self._line(row, _UNDERLINED)
        for column, (text, role) in texts.items():
            self.write(row, column, text, role)
        self.sheet.row_dimensions[row].height = SECTION_HEIGHT

    def question(self, row: int, texts: Mapping[int, Text], answer: int) -> Any:
        """One row to answer; returns the cell for it, the only one that the protection leaves open."""
        self._line(row, _HAIRLINE)
        for column, (text, role) in texts.items():
            self.write(row, column, text, role)
        cell = self.sheet.cell(row, answer)
        cell.font, cell.fill, cell.border, cell.alignment = _ANSWER, _TINTED, _FRAMED, _CENTRE
        cell.protection = Protection(locked=False)
        lines = max(math.ceil(len(text) / self._widths[column]) for column, (text, _) in texts.items())
        self.sheet.row_dimensions[row].height = min(max(ROW_HEIGHT, lines * LINE_HEIGHT), HIGHEST_ROW)
        return cell

    def formula(self, row: int, column: int, formula: str, role: Role) -> None:
        cell = self.sheet.cell(row, column, formula)
        cell.font, cell.alignment = _LOOKS[role]

    def overline(self, row: int) -> None:
        """Sets a row off from those above it."""
        self._line(row, _OVERLINED)
        self.sheet.row_dimensions[row].height = ROW_HEIGHT

    def _line(self, row: int, border: Border) -> None:
        for column in tuple(self._widths)[1:]:
            self.sheet.cell(row, column).border = border

    def colour(self, cells: str, condition: str, colour: str) -> None:
        """Fills the cells where a condition holds; what they say says the same."""
        look = DifferentialStyle(font=Font(color=PAPER, bold=True), fill=PatternFill(bgColor=colour, fill_type="solid"))
        self.sheet.conditional_formatting.add(cells, Rule("expression", dxf=look, formula=[condition]))

    def accept_numbers(self, cells: str, low: float, high: float) -> None:
        words = f"Type a number from {low:g} to {high:g}, such as 25."
        self._accept(cells, type="decimal", operator="between", formula1=f"{low:g}", formula2=f"{high:g}", error=words)

    def offer(self, cells: str, choices: Sequence[str], remark: str) -> None:
        """A list to choose from; what is not in it may be typed, after the remark.

        A list that a validation cannot hold is left out.
        """
        joined = ",".join(choices).replace('"', '""')
        if len(joined) <= LONGEST_LIST and not any("," in choice for choice in choices):
            self._accept(cells, type="list", formula1=f'"{joined}"', errorStyle="warning", error=remark)

    def _accept(self, cells: str, **rules: Any) -> None:
        validation = DataValidation(allow_blank=True, showErrorMessage=True, errorTitle="Please check", **rules)
        validation.add(cells)
        self.sheet.add_data_validation(validation)

    def finish(self) -> None:
        """Protects all but the answers, without a password, and fits the sheet to one page."""
        sheet = self.sheet
        sheet.protection.sheet = True
        # The flags say what is forbidden; widening columns is not.
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", _A4
        sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = margins.bottom = 0.5
