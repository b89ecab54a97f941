"""The same survey under other rules for rows that do not add up; all other sheets have them rescaled."""

from __future__ import annotations

from typing import Any

from reportgen.model.algebra import total_product
from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Value work before, rows as they are", unit="share", when="policy_as_is")
def as_is_value_share_before(as_is_share_before: Value, value_activity: Value) -> Value:
    """Share of value work before if no row is rescaled or left out for its sum."""
    return total_product(as_is_share_before, value_activity, over="activity")


@line(
    "Value work after, rows as they are",
    unit="share",
    when="policy_as_is and measured",
    name="as_is_value_share_after",
)
def as_is_value_share_after_measured(as_is_share_after: Value, value_activity: Value) -> Value:
    """Share of value work after if no row is rescaled or left out for its sum."""
    return total_product(as_is_share_after, value_activity, over="activity")


@line(
    "Value work after, rows as they are",
    unit="share",
    when="policy_as_is and not measured",
    name="as_is_value_share_after",
)
def as_is_value_share_after_planned(value_share_after: Value) -> Value:
    """What the plan sets: no rule for rows moves it."""
    return value_share_after


@line("Change of value work, rows as they are", unit="points", when="policy_as_is")
def as_is_value_share_change(as_is_value_share_after: Value, as_is_value_share_before: Value) -> Value:
    """Share of value work after less before, if no row is rescaled or left out for its sum."""
    return as_is_value_share_after - as_is_value_share_before


@line("Productivity gain, rows as they are", unit="money/year", when="policy_as_is")
def as_is_productivity_gain(payroll: Value, as_is_value_share_change: Value, realisation: Value) -> Value:
    """The productivity gain if no row is rescaled or left out for its sum."""
    return payroll * as_is_value_share_change * realisation


@line("People more before, rows as they are", unit="people", when="policy_as_is")
def as_is_more_before(as_is_respondents_before: Value, respondents_before: Value) -> Value:
    """People in the first wave's means that count only if no row is left out for its sum."""
    return as_is_respondents_before - respondents_before


@line("People more after, rows as they are", unit="people", when="policy_as_is and measured")
def as_is_more_after(as_is_respondents_after: Value, respondents_after: Value) -> Value:
    """People in the last wave's means that count only if no row is left out for its sum."""
    return as_is_respondents_after - respondents_after


@line("Value work before, exact rows only", unit="share", when="policy_strict")
def strict_value_share_before(strict_share_before: Value, value_activity: Value) -> Value:
    """Share of value work before if only rows count that add up within rounding."""
    return total_product(strict_share_before, value_activity, over="activity")


@line(
    "Value work after, exact rows only",
    unit="share",
    when="policy_strict and measured",
    name="strict_value_share_after",
)
def strict_value_share_after_measured(strict_share_after: Value, value_activity: Value) -> Value:
    """Share of value work after if only rows count that add up within rounding."""
    return total_product(strict_share_after, value_activity, over="activity")


@line(
    "Value work after, exact rows only",
    unit="share",
    when="policy_strict and not measured",
    name="strict_value_share_after",
)
def strict_value_share_after_planned(value_share_after: Value) -> Value:
    """What the plan sets: no rule for rows moves it."""
    return value_share_after


@line("Change of value work, exact rows only", unit="points", when="policy_strict")
def strict_value_share_change(strict_value_share_after: Value, strict_value_share_before: Value) -> Value:
    """Share of value work after less before, if only rows count that add up within rounding."""
    return strict_value_share_after - strict_value_share_before


@line("Productivity gain, exact rows only", unit="money/year", when="policy_strict")
def strict_productivity_gain(payroll: Value, strict_value_share_change: Value, realisation: Value) -> Value:
    """The productivity gain if only rows count that add up within rounding."""
    return payroll * strict_value_share_change * realisation


@line("People more before, exact rows only", unit="people", when="policy_strict")
def strict_more_before(strict_respondents_before: Value, respondents_before: Value) -> Value:
    """People in the first wave's means less those of the main result, where only exact rows count."""
    return strict_respondents_before - respondents_before


@line("People more after, exact rows only", unit="people", when="policy_strict and measured")
def strict_more_after(strict_respondents_after: Value, respondents_after: Value) -> Value:
    """People in the last wave's means less those of the main result, where only exact rows count."""
    return strict_respondents_after - respondents_after
