"""How Excel shows figures: a format a unit.

Separators are those of the reader's Excel, so a format says only where the currency stands, how many decimals there
are, and what is below zero: in parentheses, as in the document.
"""

from __future__ import annotations

import locale as standard_locale

from reportgen.case.inputs import Unit
from reportgen.language import noted, say
from reportgen.notation import AMERICAN, Affixes, Notation

DATE_FORMAT = noted("d mmmm yyyy")
#: A comma behind the digits divides by as many zeros.
_ZEROS_A_COMMA = 3


def number_format(unit: Unit, notation: Notation) -> str:
    """The format of cells of a unit; no money is a dash."""
    if unit == "money/hour":
        return _money(notation, "#,##0.00")
    if unit in ("money", "money/year"):
        return _money(notation, "#,##0")
    return year_format() if unit == "year" else _FORMATS[unit]


def year_format() -> str:
    """Of the numbers of years in headings."""
    return f'"{say("Year")} "0'


def compact(notation: Notation, most: float, *, zero: str) -> str:
    """The format of a chart that shows money in thousands, millions, … as fits the largest amount."""
    fitting = (
        each for each in notation.magnitudes if most >= 10**each.threshold and each.exponent % _ZEROS_A_COMMA == 0
    )
    magnitude = next(fitting, None)
    if magnitude is None:
        shown = _around(notation.money, "#,##0", notation)
    else:
        digits = "#,##0" if most >= 100 * 10**magnitude.exponent else "#,##0.0"
        shown = _around(magnitude.money, digits + "," * (magnitude.exponent // _ZEROS_A_COMMA), notation)
    return f"{shown};-{shown};{zero}"


def _money(notation: Notation, digits: str) -> str:
    amount = _around(notation.money, digits, notation)
    # `_)` leaves the width of a parenthesis, so that digits stand below digits.
    return f'{amount}_);({amount});"–"_)'


def _around(affixes: Affixes, digits: str, notation: Notation) -> str:
    return f"{_literal(affixes.before, notation)}{digits}{_literal(affixes.after, notation)}"


def _literal(text: str, notation: Notation) -> str:
    """Words of a format; the currency of another locale is marked as one, so that Excel offers it among currencies."""
    if notation.locale == AMERICAN:
        return _quoted(text)
    before, sign, after = text.partition(notation.sign)
    return _quoted(before) + (f"[${sign}{_language(notation)}]" if sign else "") + _quoted(after)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""


def _language(notation: Notation) -> str:
    """Microsoft's number of the locale, `-407`; nothing where it has none."""
    numbers = (number for number, name in standard_locale.windows_locale.items() if name == notation.locale)
    return next((f"-{number:X}" for number in numbers), "")


def _bracketed(digits: str) -> str:
    return f"{digits}_);({digits})"


_FORMATS: dict[Unit, str] = {
    # As money: what is below zero stands in parentheses, whatever it is; changes in points carry their sign.
    "share": _bracketed("#,##0.0%"),
    "points": "+#,##0.0%_);-#,##0.0%_);0.0%_)",
    "hours": _bracketed("#,##0.0"),
    "hours/year": _bracketed("#,##0"),
    "days": _bracketed("#,##0.0"),
    "weeks": _bracketed("#,##0.0"),
    "months": _bracketed("0.0"),
    # Whole people without decimals; a headcount with a part of a person shows it, unless the team is large.
    "people": "[<1000]General;#,##0",
    "people/year": _bracketed("#,##0.0"),
    # Very small figures, such as a tolerance, would show as 0.00.
    "number": "[>=0.01]#,##0.00_);[<=-0.01](#,##0.00);General",
    "auc": "0.000",
    "multiple": _bracketed('#,##0.00"×"'),
    "factor": "0.0000",
    "flag": "0",
    "auto": "General",
}
