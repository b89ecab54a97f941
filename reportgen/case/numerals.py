"""Numbers and durations as people write them: `10%`, `$800K`, `1,250.50`, `1.8/4.375`, `5 months`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

#: Beyond this a figure is a slip of the keyboard, and sums of products would overflow.
LARGEST = 10**15
LONGEST_TEXT = 60

SCALES = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9}

#: Currencies a sign can stand for.
CURRENCIES = {
    "$": ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD"),
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
}

#: Units in a year of 52 weeks: 12 months are 52 weeks, a week is 7 days, a day is 24 hours.
DURATIONS = {"years": 1, "months": 12, "weeks": 52, "days": 52 * 7, "hours": 52 * 7 * 24}

_NUMBER = re.compile(
    r"""(?P<sign>[-−+]?)\s*
        (?P<currency>[$€£¥]?)\s*
        (?P<whole>[0-9]+(?:_[0-9]+)*
                | [0-9]{1,3}(?P<separator>[,\ \u00a0\u202f])[0-9]{3}(?:(?P=separator)[0-9]{3})*
                | (?=\.[0-9]))
        (?P<decimals>(?:\.[0-9]*)?)
        (?P<exponent>(?:e[-+]?[0-9]{1,3})?)\s*
        (?P<scale>[KMB]?)""",
    re.VERBOSE | re.IGNORECASE,
)
_DURATION = re.compile(r"(?P<number>.*[0-9.])\s*(?P<unit>hour|day|week|month|year)s?", re.IGNORECASE)


class TooLargeError(ValueError):
    """A number beyond `LARGEST`, above or below 0."""


@dataclass(frozen=True)
class Number:
    """A number and the signs it was written with."""

    value: float
    """A fraction of 1 where the number was written with `%`."""
    percent: bool = False
    currency: str = ""
    """The currency sign, one of `CURRENCIES`."""
    duration: str = ""
    """The unit of time, one of `DURATIONS`."""


def read_number(text: str) -> Number:
    """The number a text states; `a/b` is divided exactly. Raises ValueError where it states none,
    and its child TooLargeError where it is beyond `LARGEST`.
    """
    stripped = _short(text)
    percent = stripped.endswith("%")
    amount, sign = _quotient(stripped.removesuffix("%").rstrip())
    if percent and sign:
        raise ValueError("a currency sign and % together")
    value = amount / 100 if percent else amount
    if abs(value) > LARGEST:
        raise TooLargeError(f"larger than {LARGEST:.0e}")
    return Number(float(value), percent, sign)


def read_measure(text: str) -> Number:
    """Like `read_number`, and `5 months` or `3 weeks` besides."""
    duration = _DURATION.fullmatch(_short(text))
    if duration is None:
        return read_number(text)
    number = read_number(duration["number"])
    if number.percent or number.currency:
        raise ValueError("% or a currency sign before a unit of time")
    return Number(number.value, duration=duration["unit"].lower() + "s")


def conversion(before: str, after: str) -> float:
    """Units `after` in one unit `before`, both of `DURATIONS`: 52/12 from months to weeks."""
    return DURATIONS[after] / DURATIONS[before]


def _short(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > LONGEST_TEXT:
        raise ValueError(f"more than {LONGEST_TEXT} characters")
    return stripped


def _quotient(text: str) -> tuple[Fraction, str]:
    dividend, stroke, divisor = text.partition("/")
    amount, sign = _exact(dividend)
    if not stroke:
        return amount, sign
    by, sign_of_divisor = _exact(divisor)
    if sign_of_divisor or not by:
        raise ValueError("not divided by a plain number other than 0")
    return amount / by, sign


def _exact(text: str) -> tuple[Fraction, str]:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not a number")
    separator = found["separator"] or "_"
    whole = found["whole"].replace(separator, "").replace("_", "") or "0"
    amount = Fraction(f"{whole}{found['decimals']}{found['exponent']}") * SCALES[found["scale"].upper()]
    return (-amount if found["sign"] in ("-", "−") else amount), found["currency"]
