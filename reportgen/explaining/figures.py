"""Figures of a line or input as people read them in a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from reportgen.document.figures import MINUS, show
from reportgen.model.results import Results
from reportgen.model.wording import singular
from reportgen.notation import NO_BREAK
from reportgen.workbook.sheets.wording import figure_unit

NOTHING = "–"
#: What is smaller is no figure but what rounding leaves of zero.
NOISE = 1e-14
#: Of a figure that ordinary rounding would show as nothing.
_DIGITS_OF_THE_TINY = 3


def shown(results: Results, name: str, item: int, value: float | None) -> str:
    """One figure in its unit; in the line's own words where there is none."""
    unit, words = figure_unit(results, name, item)
    absent = results.graph.absent_words.get(name, NOTHING)
    text = show(value, unit, results.case.company.notation, style="short", absent=absent)
    if value is not None and abs(value) > NOISE and unit != "flag" and not any(digit in text for digit in "123456789"):
        text = _tiny(value, "%" in text)
    in_own_words = results.declared(name).unit == "auto" and unit in ("auto", "number") and text != absent
    return f"{text} {words}".rstrip() if in_own_words else text


def _tiny(value: float, per_cent: bool) -> str:
    digits = f"{abs(value) * (100 if per_cent else 1):.{_DIGITS_OF_THE_TINY}g}{'%' if per_cent else ''}"
    return f"{MINUS if value < 0 else ''}{digits}"


def in_formula(results: Results, name: str, item: int, value: float) -> str:
    """One figure among others: no sign before a gain, yes and no as 1 and 0, a year as its number."""
    if results.declared(name).unit in ("flag", "year"):
        return f"{value:g}".replace("-", MINUS)
    return shown(results, name, item, None if math.isnan(value) else value).removeprefix("+")


def summary(results: Results, name: str) -> str:
    """The figure of a line or input; of several the smallest and the largest, and along what they run."""
    values = results.array(name)
    axes = results.graph.axes_of(name)
    if not axes:
        return shown(results, name, 0, results.value(name))
    by = along(axes)
    if len({figure_unit(results, name, item) for item in range(len(values))}) > 1:
        return f"in several units, {by}"
    found = values[~np.isnan(values)]
    if not found.size:
        return f"{shown(results, name, 0, None)}, {by}"
    low, high = (in_formula(results, name, 0, float(end)) for end in (found.min(), found.max()))
    return f"{span(low, high)}, {by}"


def span(low: str, high: str) -> str:
    """`10 to 25 people`: one figure where both are alike, and the words behind them once."""
    if low == high:
        return low
    number, gap, words = high.replace(NO_BREAK, " ").partition(" ")
    return f"{low.replace(NO_BREAK, ' ').removesuffix(gap + words) if words else low} to {number}{gap}{words}"


def along(axes: Iterable[str]) -> str:
    """`by benefit and year`."""
    names = [f"other {singular(axis)}" if axis.startswith("other_") else singular(axis) for axis in axes]
    return f"by {' and '.join(names)}"
