"""How wide a column must be for its figures to be shown, not ####."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.case.inputs import Unit
from reportgen.notation import Notation
from reportgen.workbook.styles import STANDARD_SIZE

#: A cell keeps a margin on both sides; bold digits are wider. In characters.
MARGIN, BOLD_FACTOR = 1.6, 1.08

_SHOWN: dict[Unit, Callable[[float], str]] = {
    "share": "{:,.1%}".format,
    "points": "{:+,.1%} ".format,
    "hours": "{:,.1f}".format,
    "hours/year": "{:,.0f}".format,
    "days": "{:,.1f}".format,
    "weeks": "{:,.1f}".format,
    "months": "{:.1f}".format,
    "people": "{:,.10g}".format,
    "people/year": "{:,.1f}".format,
    "number": "{:,.2f}".format,
    "auc": "{:.3f}".format,
    "multiple": "{:,.2f}×".format,
    "factor": "{:.4f}".format,
    "flag": "{:.0f}".format,
    "year": "Year {:.0f}".format,
    "auto": "{:.15g}".format,
}
#: Units whose figures leave room for parentheses, whether or not they are below zero.
BRACKETED: frozenset[Unit] = frozenset(
    {"share", "hours", "hours/year", "days", "weeks", "months", "people/year", "number", "multiple"}
)
_SMALLEST_DECIMAL = 0.01


def figure_width(
    value: float, unit: Unit, notation: Notation, *, bold: bool = False, size: int = STANDARD_SIZE
) -> float:
    """Characters of the standard font that the figure takes in its number format, with the cell's margin."""
    return len(_shown(value, unit, notation)) * (BOLD_FACTOR if bold else 1) * size / STANDARD_SIZE + MARGIN


def _shown(value: float, unit: Unit, notation: Notation) -> str:
    if unit.startswith("money"):
        digits = ",.2f" if unit == "money/hour" else ",.0f"
        return f"({notation.money.around(f'{abs(value):{digits}}')})"
    if unit == "number" and 0 < abs(value) < _SMALLEST_DECIMAL:
        return f"{value:.11f}"
    shown = _SHOWN[unit](abs(value) if unit in BRACKETED else value)
    return f"({shown})" if unit in BRACKETED else shown
