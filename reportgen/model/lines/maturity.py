"""Where the team stands between the chapter's low and high maturity, on each measure that the case has."""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import absent, absolute, higher, lower, where
from reportgen.model.line import Source, collected, line

Value = Any  #: numbers or cells


def _before(case: Case) -> list[Source]:
    return [(measure.before, None) for measure in case.measures]


def _after(case: Case) -> list[Source]:
    return [(measure.after, None) for measure in case.measures]


measure_before = collected(
    "measure_before",
    "Measure of maturity, before",
    "Every measure of maturity that the case has, before.",
    unit="number",
    per="measure",
    sources=_before,
)

measure_after = collected(
    "measure_after",
    "Measure of maturity, after",
    "Every measure of maturity that the case has, after.",
    unit="number",
    per="measure",
    sources=_after,
)


def _way(measure: Value, low: Value, high: Value) -> Value:
    way = (measure - low) / (high - low)
    return where(absolute(high - low) > 0, higher(0, lower(1, way)), absent("no way between"))


@line("Way from low to high maturity, before", unit="share", per="measure")
def maturity_before(measure_before: Value, measure_low: Value, measure_high: Value) -> Value:
    """0 at low maturity or below, 1 at high maturity or above, in a straight line between."""
    return _way(measure_before, measure_low, measure_high)


@line("Way from low to high maturity, after", unit="share", per="measure")
def maturity_after(measure_after: Value, measure_low: Value, measure_high: Value) -> Value:
    """0 at low maturity or below, 1 at high maturity or above, in a straight line between."""
    return _way(measure_after, measure_low, measure_high)


@line("Smaller part of the improvement", unit="auto", per="measure")
def measure_divisor(measure_low: Value, measure_high: Value, measure_before: Value, measure_after: Value) -> Value:
    """Before where the measure rises with maturity, after where it falls."""
    return where(measure_high > measure_low, measure_before, measure_after)


@line("Larger part of the improvement", unit="auto", per="measure")
def measure_dividend(measure_low: Value, measure_high: Value, measure_before: Value, measure_after: Value) -> Value:
    """After where the measure rises with maturity, before where it falls."""
    return where(measure_high > measure_low, measure_after, measure_before)


@line("Improvement, times", unit="multiple", per="measure")
def measure_multiple(measure_dividend: Value, measure_divisor: Value) -> Value:
    """How many times better: after over before, or before over after where the measure falls with maturity."""
    return where(measure_divisor > 0, measure_dividend / measure_divisor, absent("divided by zero"))
