"""How numbers are shown to people, everywhere in the document.

Rounding follows spreadsheets (half away from zero, on 15 significant digits), so that a figure in the
document reads as the same figure in the workbook does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Literal

from reportgen.language import noted, say
from reportgen.notation import NO_BREAK, Affixes, Notation

if TYPE_CHECKING:
    from reportgen.case.inputs import Unit

#: text: for sentences. short: money to three digits, for key figures and charts.
#: axis: as short, without trailing zeros. table: the unit's words are in the column's head, negative money
#: stands in parentheses.
Style = Literal["text", "short", "axis", "table"]

MINUS = "−"
#: Said of a figure that does not exist, where its line has no words of its own.
NOT_AVAILABLE = noted("not available")

#: The digits of a spreadsheet, the last one rounded half away from zero.
_SEEN = Context(prec=15, rounding=ROUND_HALF_UP)
#: Enough digits for the largest float, so that no figure is too big to be shown.
_SPREADSHEET = Context(prec=340, rounding=ROUND_HALF_UP)

#: Words for thousands are short enough for figures without decimals.
_THOUSANDS = 3


@dataclass(frozen=True)
class _Form:
    """How a unit is written: decimals are at most, an ending that is not part of the number stands in words."""

    decimals: int
    per_cent: bool = False
    """Shown a hundredfold, with the sign of percent where no words stand behind it."""
    attached: str = ""
    words: tuple[str, str] = ("", "")
    signed: bool = False


_FORMS: Mapping[Unit, _Form] = {
    "share": _Form(1, per_cent=True),
    "points": _Form(1, per_cent=True, words=(noted("pt"), noted("pts")), signed=True),
    "hours": _Form(1, words=(noted("hour"), noted("hours"))),
    "hours/year": _Form(1, words=(noted("hour a\u00a0year"), noted("hours a\u00a0year"))),
    "days": _Form(1, words=(noted("day"), noted("days"))),
    "weeks": _Form(1, words=(noted("week"), noted("weeks"))),
    "months": _Form(1, words=(noted("month"), noted("months"))),
    "people": _Form(1, words=(noted("person"), noted("people"))),
    "people/year": _Form(1, words=(noted("person a\u00a0year"), noted("people a\u00a0year"))),
    "number": _Form(1),
    "auc": _Form(3),
    "multiple": _Form(1, attached="×"),
    "factor": _Form(4),
    "auto": _Form(2),
}

_MONEY_WORDS: Mapping[Unit, str] = {
    "money": "",
    "money/year": noted("a\u00a0year"),
    "money/hour": noted("an\u00a0hour"),
}


def show(
    value: float | None,
    unit: Unit,
    notation: Notation,
    *,
    style: Style = "text",
    decimals: int | None = None,
    signed: bool = False,
    absent: str = NOT_AVAILABLE,
) -> str:
    """The figure as people read it: `$1.80M`, `39%`, `−17 pts`, `1.5 months`, `7.2×`; in German `1,80 Mio. €`, `39 %`.

    `value` is in the unit of the model (shares and points are fractions of 1, a year is its number).
    Without `decimals` a figure has as few as it needs; with them all figures of a column have the same.
    `signed` puts a + before what is above zero. `absent` is shown for a figure that does not exist
    (None, and what is not a finite number), so a reader never meets `nan` or `inf`.
    """
    if value is None or not math.isfinite(value):
        return say(absent)
    if unit == "flag":
        return say("yes") if value else say("no")
    number = _exact(value)
    if unit == "year":
        return say("Year\u00a0{year}", year=notation.number(_digits(number, 0)))
    if unit in _MONEY_WORDS:
        return _money(number, say(_MONEY_WORDS[unit]), style, notation, decimals, signed)
    return _plain(number, _FORMS[unit], style, notation, decimals, signed)


def rules_of(unit: Unit) -> dict[str, object]:
    """How `show` writes a figure of the unit in short, for a program that writes others like it."""
    if unit in _MONEY_WORDS:
        return {"money": say(_MONEY_WORDS[unit])}
    form = _FORMS[unit]
    return {
        "money": None,
        "decimals": form.decimals,
        "perCent": form.per_cent,
        "attached": form.attached,
        "words": [say(word) for word in form.words],
        "signed": form.signed,
    }


def decimals_needed(values: Iterable[float | None], unit: Unit, most: int = 1) -> int:
    """How many decimals (at most `most`) show every value of a column of shares, points or plain numbers."""
    scale = 2 if unit in _FORMS and _FORMS[unit].per_cent else 0
    needed = 0
    for value in values:
        if value is not None and math.isfinite(value):
            rounded = _rounded(_exact(value).scaleb(scale), most).normalize()
            needed = max(needed, -int(rounded.as_tuple().exponent))
    return needed


def rounded_shares(shares: Sequence[float], decimals: int = 0) -> tuple[float, ...]:
    """Shares (fractions, not below 0) rounded to `decimals` of a percent so that they add up as they did before.

    Those that lose most by rounding down are rounded up (largest remainder); ties go to the first.
    """
    step = Decimal(1).scaleb(-decimals - 2)
    exact = [_exact(share) for share in shares]
    floors = [share.quantize(step, rounding=ROUND_FLOOR, context=_SPREADSHEET) for share in exact]
    missing = int((_exact(math.fsum(shares)).quantize(step, context=_SPREADSHEET) - sum(floors)) / step)
    by_loss = sorted(range(len(exact)), key=lambda i: floors[i] - exact[i])
    for i in by_loss[:missing]:
        floors[i] += step
    return tuple(float(share) for share in floors)


def _exact(value: float) -> Decimal:
    """The decimal number a spreadsheet sees: 0.285, not 0.28499999999999998."""
    return _SEEN.create_decimal_from_float(value)


def _plain(number: Decimal, form: _Form, style: Style, notation: Notation, decimals: int | None, signed: bool) -> str:
    if form.per_cent:
        number = number.scaleb(2)
    digits = _digits(number, decimals) if decimals is not None else _fewest_digits(number, form.decimals)
    one, many = map(say, form.words)
    words = "" if style == "table" else one if digits == "1" else many
    separator = NO_BREAK if words else ""
    shown = f"{notation.number(digits)}{form.attached}{separator}{words}"
    if form.per_cent and not any(form.words):
        shown = notation.per_cent.around(shown)
    return f"{_sign(number, digits, signed or form.signed)}{shown}"


def _money(number: Decimal, words: str, style: Style, notation: Notation, decimals: int | None, signed: bool) -> str:
    shortened = style in ("short", "axis")
    digits, around = (
        _short_digits(number, notation, decimals) if shortened else (_full_digits(number, decimals), notation.money)
    )
    if style == "axis":
        digits = _trimmed(digits)
    amount = around.around(notation.number(digits))
    sign = _sign(number, digits, signed)
    if style == "table":
        return f"({amount})" if sign == MINUS else f"{sign}{amount}"
    return f"{sign}{amount} {words}" if words else f"{sign}{amount}"


def _sign(number: Decimal, digits: str, signed: bool) -> str:
    """No sign for what is shown as zero, whatever it was before rounding."""
    if not any(digit in digits for digit in "123456789"):
        return ""
    return MINUS if number < 0 else "+" if signed else ""


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), context=_SPREADSHEET)


def _digits(number: Decimal, decimals: int) -> str:
    return f"{abs(_rounded(number, decimals)):f}"


def _fewest_digits(number: Decimal, most: int) -> str:
    """No trailing zeros, no decimals from 100 on, and more of them where a small figure would be shown as 0."""
    if abs(number) >= 100:
        most = 0
    elif number and most < -number.adjusted() <= most + 3:
        most = -number.adjusted()
    return _trimmed(_digits(number, most))


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _full_digits(number: Decimal, decimals: int | None) -> str:
    if decimals is None:
        whole = abs(number) >= 1000 or _rounded(number, 2) == _rounded(number, 0)
        decimals = 0 if whole else 2
    return _digits(number, decimals)


def _short_digits(number: Decimal, notation: Notation, decimals: int | None) -> tuple[str, Affixes]:
    """Three significant digits, and a word: 1.80 M, 12.3 M, 800 K; whole thousands without decimals.

    Where the locale has no word for thousands, they are written in full, rounded as much.
    """
    three = number.normalize(Context(prec=3, rounding=ROUND_HALF_UP))
    for magnitude in notation.magnitudes:
        if three and three.adjusted() >= magnitude.threshold:
            scaled = number.scaleb(-magnitude.exponent)
            if decimals is None:
                decimals = max(0, 2 - (three.adjusted() - magnitude.exponent))
            digits = _digits(scaled, decimals)
            return (_trimmed(digits) if magnitude.exponent == _THOUSANDS else digits), magnitude.money
    if three and three.adjusted() >= _THOUSANDS:
        return _digits(three, 0), notation.money
    return _full_digits(number, decimals), notation.money
