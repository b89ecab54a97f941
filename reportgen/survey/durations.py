"""Spans of time as trackers write them, beside plain numbers: `1:30:00`, `01:30`, `1h 30m`, `7,5 h`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reportgen.survey.allocation import Array
from reportgen.survey.numbers import Numbers, read_numbers
from reportgen.survey.table import Column

_SECONDS_A_MINUTE = 60
_SECONDS_AN_HOUR = 3_600
_SIXTY = 60  # minutes and seconds stay below
_MOST_HOURS = 1_000_000

_PLAIN = frozenset("0123456789.,+-% ")
_CLOCK_SIGNS = frozenset("0123456789:")
_CLOCK = re.compile(
    r"(?P<sign>[+-]?)(?P<hours>[0-9]{1,6}):(?P<minutes>[0-5]?[0-9])(?::(?P<seconds>[0-5]?[0-9](?:\.[0-9]+)?))?"
)
#: Three digits behind a mark may be thousands, unless they begin with a zero.
_AMOUNT = r"(?:0[.,][0-9]+|[0-9]+(?:[.,](?:[0-9]{1,2}|[0-9]{4,}))?)"
_WITH_UNITS = re.compile(
    rf"(?P<sign>[+-]?)(?=[0-9])(?:(?P<hours>{_AMOUNT}) ?(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|uur))?"
    rf",? ?(?:(?P<minutes>{_AMOUNT}) ?(?:m|mins?\.?|minut(?:es?|en|os?))|(?<=h)(?P<short_minutes>[0-5][0-9]))?"
    rf",? ?(?:(?P<seconds>{_AMOUNT}) ?(?:s|secs?\.?|seconds?|sek\.?|sekunden?|secondes?|segundos?))?",
    re.IGNORECASE,
)


def read_amounts(column: Column, *, of_time: bool, marks: frozenset[str] = frozenset()) -> Numbers:
    """The numbers of a column of shares or times; spans of time become hours, and `Numbers.spans` says so.

    Spans are taken in a column that is known to hold times (`of_time`) and in one that mostly holds spans; elsewhere
    they are no numbers. `marks` are decimal marks that other parts of the column have shown.
    """
    spans = hours_in(column.texts)
    are_spans = ~np.isnan(spans)
    in_rows = int(column.counts[are_spans].sum())
    if not in_rows or not (of_time or 2 * in_rows >= np.count_nonzero(~column.blank)):
        return read_numbers(column, marks=marks)
    others = tuple("" if span else text for text, span in zip(column.texts, are_spans, strict=True))
    numbers = read_numbers(Column(column.codes, others), marks=marks)
    in_span = are_spans[column.codes]
    values = np.where(in_span, spans[column.codes], numbers.values)
    return replace(numbers, values=values, answered=numbers.answered | in_span, spans=True)


def hours_in(texts: Sequence[str]) -> Array:
    """The hours that each text says with colons or units, NaN for one that does not."""
    hours = np.full(len(texts), np.nan)
    if _PLAIN.issuperset("".join(texts)):
        return hours
    candidates = np.array([code for code, text in enumerate(texts) if not _PLAIN.issuperset(text)], dtype=np.intp)
    told = [texts[code] for code in candidates]
    clocks = _clocks(told)
    hours[candidates] = [_span(text) for text in told] if clocks is None else clocks
    return hours


def _clocks(texts: Sequence[str]) -> Array | None:
    """The hours where all texts are like `1:30:00`; most logs hold nothing else, and this is fast."""
    if not _CLOCK_SIGNS.issuperset("".join(texts)) or any(text.count(":") != 2 for text in texts):
        return None
    try:
        parts = np.array(list(map(int, ":".join(texts).split(":")))).reshape(-1, 3)
    except (ValueError, OverflowError):
        return None
    if (parts[:, 1:] >= _SIXTY).any() or (parts[:, 0] >= _MOST_HOURS).any():
        return None
    return np.asarray(parts @ np.array([_SECONDS_AN_HOUR, _SECONDS_A_MINUTE, 1]) / _SECONDS_AN_HOUR)


def _span(text: str) -> float:
    match = _CLOCK.fullmatch(text) or _WITH_UNITS.fullmatch(text)
    if match is None:
        return np.nan
    said = {name: float(part.replace(",", ".")) for name, part in match.groupdict().items() if part and name != "sign"}
    minutes = said.get("minutes", 0) + said.get("short_minutes", 0)
    seconds = said.get("hours", 0) * _SECONDS_AN_HOUR + minutes * _SECONDS_A_MINUTE + said.get("seconds", 0)
    return (-seconds if match["sign"] == "-" else seconds) / _SECONDS_AN_HOUR
