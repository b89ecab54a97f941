"""How numbers and amounts are written: the separators of a locale, and where the sign of the currency stands.

One truth for both documents, the charts and the terminal. American English, the default, stands here; what any other
locale does is looked up in the Unicode Common Locale Data Repository, as Babel carries it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

AMERICAN = "en_US"
NO_BREAK = "\u00a0"

_SYMBOLS: Mapping[str, str] = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "TRY": "₺", "VND": "₫",
    "PHP": "₱", "AUD": "A$", "BRL": "R$", "CAD": "CA$", "HKD": "HK$", "MXN": "MX$", "NZD": "NZ$", "TWD": "NT$",
}  # fmt: skip
_AMERICAN_MAGNITUDES = (("T", 12), ("B", 9), ("M", 6), ("K", 3))
#: Stands for the currency in the patterns of the repository.
_CURRENCY = "¤"
_QUOTED = re.compile("'([^']*)'")


class UnknownLocaleError(ValueError):
    """A locale that there is no data of, or that is not written from left to right; the message says so."""


@dataclass(frozen=True)
class Affixes:
    """What stands before and after the digits, gaps included."""

    before: str = ""
    after: str = ""

    def around(self, digits: str) -> str:
        return f"{self.before}{digits}{self.after}"


@dataclass(frozen=True)
class Magnitude:
    """A word for a power of ten, used for amounts from `threshold` (a power of ten) on."""

    threshold: int
    exponent: int
    word: str
    money: Affixes
    """Around the digits of an amount in this magnitude: `$` and `M`, or nothing and ` Mio. €`."""


@dataclass(frozen=True)
class Notation:
    """Of one currency in one locale."""

    locale: str
    sign: str
    """The currency's: `$`, or its code where it has none."""
    money: Affixes
    """Around the digits of an amount: `$` and nothing, or nothing and ` €`."""
    per_cent: Affixes
    decimal: str
    group: str
    groups: tuple[int, int]
    """How many digits the last group has, and the others."""
    magnitudes: tuple[Magnitude, ...]
    """The largest first."""

    def number(self, digits: str) -> str:
        """`1234567.50` as this locale writes it: `1,234,567.50`, `1.234.567,50`, `12,34,567.50`."""
        whole, point, decimals = digits.partition(".")
        return self.group.join(_in_groups(whole, *self.groups)) + (self.decimal if point else "") + decimals

    def count(self, count: int) -> str:
        """A whole number of people, rows or draws."""
        return self.number(f"{count:d}")


@functools.lru_cache(maxsize=64)
def notation(currency: str, locale: str = AMERICAN) -> Notation:
    """The notation of a currency (ISO 4217) in a locale, such as `de_DE`. Raises UnknownLocaleError."""
    return _american(currency) if locale == AMERICAN else _looked_up(currency, locale)


def locale_name(text: str) -> str:
    """The name of a locale as this program keeps it: `de-de` is `de_DE`. Raises UnknownLocaleError."""
    wanted = text.replace("-", "_")
    return AMERICAN if wanted == AMERICAN else str(_parsed(wanted))


def _american(currency: str) -> Notation:
    sign = _SYMBOLS.get(currency, currency)
    before = sign if currency in _SYMBOLS else f"{currency}{NO_BREAK}"
    magnitudes = tuple(
        Magnitude(exponent, exponent, word, Affixes(before, word)) for word, exponent in _AMERICAN_MAGNITUDES
    )
    return Notation(AMERICAN, sign, Affixes(before), Affixes("", "%"), ".", ",", (3, 3), magnitudes)


def _looked_up(currency: str, name: str) -> Notation:
    from babel.numbers import get_currency_symbol

    locale = _parsed(name)
    symbols = locale.number_symbols["latn"]
    sign = get_currency_symbol(currency, locale)
    pattern = locale.currency_formats["standard"]
    last, others = pattern.grouping
    return Notation(
        locale=name,
        sign=sign,
        money=_money(pattern.prefix[0], pattern.suffix[0], sign),
        per_cent=Affixes(locale.percent_formats[None].prefix[0], locale.percent_formats[None].suffix[0]),
        decimal=symbols["decimal"],
        group=symbols["group"],
        groups=(last, others),
        magnitudes=tuple(_magnitudes(locale, sign))[::-1],
    )


def _parsed(name: str) -> Locale:
    from babel import Locale
    from babel import UnknownLocaleError as NotInData

    try:
        locale = Locale.parse(name)
    except (NotInData, ValueError):
        raise UnknownLocaleError(
            f"'{name}' is no locale; write a language and a country, as in {AMERICAN} or de_DE."
        ) from None
    if locale.text_direction != "ltr":
        raise UnknownLocaleError(f"'{name}' is written from right to left, which is not supported; choose another.")
    return locale


def _magnitudes(locale: Locale, sign: str) -> Iterator[Magnitude]:
    """From the smallest on; a power of ten without a word of its own is not among them."""
    words = locale.compact_decimal_formats["short"]["other"]
    before = ""
    for power, pattern in locale.compact_currency_formats["short"]["other"].items():
        word = _plain(words[power].suffix[0] or words[power].prefix[0]).strip()
        if word and word != before:
            threshold = len(power) - 1
            exponent = threshold - (pattern.pattern.count("0") - 1)
            yield Magnitude(threshold, exponent, word, _money(pattern.prefix[0], pattern.suffix[0], sign))
        before = word


def _money(before: str, after: str, sign: str) -> Affixes:
    """A sign that ends with a letter is kept apart from digits: `CHF 10`, and never `CHF10`."""
    before, after = (_plain(part).replace(_CURRENCY, sign) for part in (before, after))
    if before[-1:].isalpha():
        before += NO_BREAK
    return Affixes(before, after)


def _plain(part: str) -> str:
    """Without the marks that keep a character of a pattern from being read as a part of it."""
    return _QUOTED.sub(r"\1", part)


def _in_groups(whole: str, last: int, others: int) -> list[str]:
    groups = [whole[-last:]]
    rest = whole[:-last]
    while rest:
        groups.insert(0, rest[-others:])
        rest = rest[:-others]
    return groups
