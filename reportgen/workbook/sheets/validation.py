"""What the input cells accept, and what they say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.datavalidation import DataValidation

from reportgen.case.inputs import Input, Unit
from reportgen.language import say
from reportgen.workbook.layout import Cell, letters
from reportgen.workbook.sheets.wording import typed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: What a cell accepts that has no limit of its own; a number as such must be told from a text.
FURTHEST = 1e15
LONGEST_WORDING = 2_000


class Validations:
    """The validations of one sheet; cells that accept the same share one."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._cells: dict[tuple[tuple[str, Any], ...], list[Cell]] = {}

    def figure(self, cell: Cell, declared: Input, unit: Unit, unit_words: str) -> None:
        """A number within the limits of an input; 0 or 1 for a flag."""
        if unit == "flag":
            self.choice(cell, '"0,1"', say("Yes or no"), say("Type {what}.", what=typed("flag")))
            return
        low = -FURTHEST if declared.minimum is None else declared.minimum
        high = FURTHEST if declared.maximum is None else declared.maximum
        number = say("a number ({unit})", unit=unit_words) if unit_words else say("a number")
        what = typed(unit) or number
        self._note(
            cell,
            type="decimal",
            operator="between",
            formula1=f"{low:.15g}",
            formula2=f"{high:.15g}",
            promptTitle=say("Figure"),
            prompt=_cut(say("Type {what}{limits}.", what=what, limits=_limits(declared, unit))),
            errorTitle=say("Not accepted"),
            error=_cut(say("This cell takes {what}{limits}.", what=what, limits=_limits(declared, unit))),
        )

    def choice(self, cell: Cell, choices: str, title: str, prompt: str) -> None:
        """One of a list: a range, or texts in quotation marks with commas between."""
        self._note(
            cell,
            type="list",
            formula1=choices,
            promptTitle=title,
            prompt=prompt,
            errorTitle=say("Not accepted"),
            error=say("Choose one of the list."),
        )

    def wording(self, cell: Cell) -> None:
        """Any text of a reasonable length."""
        self._note(
            cell,
            type="textLength",
            operator="lessThanOrEqual",
            formula1=str(LONGEST_WORDING),
            errorTitle=say("Not accepted"),
            error=say("Shorten the text to {count} characters.", count=f"{LONGEST_WORDING:,}"),
        )

    def add(self) -> None:
        """Puts all of it on the sheet, once every cell is known."""
        for settings, cells in self._cells.items():
            validation = DataValidation(
                allow_blank=True, showErrorMessage=True, showInputMessage=True, **dict(settings)
            )
            for places in _runs(cells):
                validation.add(places)
            self._sheet.add_data_validation(validation)

    def _note(self, cell: Cell, **settings: Any) -> None:
        self._cells.setdefault(tuple(settings.items()), []).append(cell)


def _limits(declared: Input, unit: Unit) -> str:
    def shown(value: float) -> str:
        return f"{100 * value:.4g}%" if unit == "share" else f"{value:.4g}"

    low, high = declared.minimum, declared.maximum
    if low is not None and high is not None:
        return say(", from {low} to {high}", low=shown(low), high=shown(high))
    return say(", {low} or more", low=shown(low)) if low is not None else ""


def _runs(cells: list[Cell]) -> list[str]:
    """The cells as ranges down their columns, so that a validation stays short."""
    found: list[tuple[int, int, int]] = []
    for column, row in sorted((cell.column, cell.row) for cell in cells):
        if found and found[-1][0] == column and found[-1][2] == row - 1:
            found[-1] = (column, found[-1][1], row)
        else:
            found.append((column, row, row))
    return [f"{letters(column)}{first}:{letters(column)}{last}" for column, first, last in found]


def _cut(text: str) -> str:
    """As long as Excel shows it."""
    return text[:250]
