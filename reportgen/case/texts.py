"""Settings that are words, dates and whole numbers."""

from __future__ import annotations

import datetime
import re

from reportgen.case.findings import nearest
from reportgen.case.limits import UnusableError
from reportgen.case.settings import Choice, Colour, CurrencyCode, Day, LocaleName, Node, WholeNumber, YesOrNo
from reportgen.notation import UnknownLocaleError, locale_name

#: How YAML files say yes and no.
_YES_OR_NO = {"yes": "yes", "true": "yes", "on": "yes", "no": "no", "false": "no", "off": "no"}

_CURRENCY_CODE = re.compile("[A-Z]{3}")
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_text(text: str, schema: Node) -> str | int | datetime.date:
    """The value a text states for a setting that is no figure. Raises UnusableError."""
    if isinstance(schema, Choice):
        return _choice(text, schema)
    if isinstance(schema, YesOrNo):
        return _yes_or_no(text)
    if isinstance(schema, CurrencyCode):
        return _currency_code(text)
    if isinstance(schema, LocaleName):
        return _locale(text)
    if isinstance(schema, Colour):
        return _colour(text)
    if isinstance(schema, Day):
        return _day(text)
    if isinstance(schema, WholeNumber):
        return _whole_number(text, schema)
    return text


def _choice(text: str, schema: Choice) -> str:
    if text in schema.options:
        return text
    raise UnusableError(f"'{text}' is not known; {nearest(text, schema.options)}")


def _yes_or_no(text: str) -> str:
    if text.casefold() in _YES_OR_NO:
        return _YES_OR_NO[text.casefold()]
    raise UnusableError(f"'{text}' is neither yes nor no; write one of them.")


def _currency_code(text: str) -> str:
    if _CURRENCY_CODE.fullmatch(text):
        return text
    raise UnusableError(f"'{text}' is no currency code; write three capital letters such as USD or EUR.")


def _colour(text: str) -> str:
    if _COLOUR.fullmatch(text):
        return text.lower()
    raise UnusableError(f"'{text}' is no colour; write red, green and blue in quotes, as in \"#0b5c8f\".")


def _locale(text: str) -> str:
    try:
        return locale_name(text)
    except UnknownLocaleError as problem:
        raise UnusableError(str(problem)) from problem


def _day(text: str) -> datetime.date:
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise UnusableError(f"'{text}' is not a date; write year, month and day as in 2026-10-01.")


def _whole_number(text: str, schema: WholeNumber) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10 and schema.minimum <= int(text) <= schema.maximum:
        return int(text)
    raise UnusableError(f"'{text}' is no whole number from {schema.minimum} to {schema.maximum}; write one.")
