"""Measures of the business before and after, in the form people use."""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import absent, where
from reportgen.model.line import Source, collected, line

Value = Any  #: numbers or cells


def _before(case: Case) -> list[Source]:
    return [(outcome.before, outcome.measured) for outcome in case.outcomes]


def _after(case: Case) -> list[Source]:
    return [(outcome.after, outcome.measured) for outcome in case.outcomes]


outcome_before = collected(
    "outcome_before",
    "Outcome before",
    "The measure before, in the unit it was stated in.",
    unit="auto",
    per="outcome",
    sources=_before,
    when="outcomes",
)

outcome_after = collected(
    "outcome_after",
    "Outcome after",
    "The measure after, in the unit it was stated in.",
    unit="auto",
    per="outcome",
    sources=_after,
    when="outcomes",
)


@line("Outcome before, in the unit of after", unit="auto", per="outcome", when="outcomes")
def outcome_before_converted(outcome_before: Value, outcome_conversion: Value) -> Value:
    """The measure before in the unit that the measure after is stated in."""
    return outcome_before * outcome_conversion


@line("Difference", unit="auto", per="outcome", when="outcomes")
def outcome_difference(outcome_after: Value, outcome_before_converted: Value) -> Value:
    """After less before."""
    return outcome_after - outcome_before_converted


@line("Relative change", unit="share", per="outcome", when="outcomes")
def outcome_change(outcome_after: Value, outcome_before_converted: Value) -> Value:
    """After over before, less one."""
    change = outcome_after / outcome_before_converted - 1
    return where(outcome_before_converted > 0, change, absent("before is not above zero"))


@line("Smaller part of the multiple", unit="auto", per="outcome", when="outcomes")
def outcome_divisor(outcome_rise_is_gain: Value, outcome_before_converted: Value, outcome_after: Value) -> Value:
    """Before where a rise is the gain, after where a fall is."""
    return where(outcome_rise_is_gain > 0, outcome_before_converted, outcome_after)


@line("Larger part of the multiple", unit="auto", per="outcome", when="outcomes")
def outcome_dividend(outcome_rise_is_gain: Value, outcome_before_converted: Value, outcome_after: Value) -> Value:
    """After where a rise is the gain, before where a fall is."""
    return where(outcome_rise_is_gain > 0, outcome_after, outcome_before_converted)


@line("Improvement, times", unit="multiple", per="outcome", when="outcomes")
def outcome_multiple(outcome_dividend: Value, outcome_divisor: Value) -> Value:
    """How many times better: after over before, or before over after where a fall is the gain."""
    return where(outcome_divisor > 0, outcome_dividend / outcome_divisor, absent("divided by zero"))
