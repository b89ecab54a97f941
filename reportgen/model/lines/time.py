"""The team and what its time costs."""

from __future__ import annotations

from typing import Any

from reportgen.model.algebra import total, total_product, where
from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Headcount of the team", unit="people")
def headcount(role_headcount: Value) -> Value:
    """People of all roles."""
    return total(role_headcount, over="role")


@line("Payroll", unit="money/year")
def payroll(role_headcount: Value, loaded_cost: Value) -> Value:
    """Headcount times loaded cost, over all roles."""
    return total_product(role_headcount, loaded_cost, over="role")


@line("Average loaded cost", unit="money/year")
def average_loaded_cost(payroll: Value, headcount: Value) -> Value:
    """Payroll for each person; nothing where there is nobody."""
    return where(headcount > 0, payroll / headcount, 0)


@line("Hourly rate", unit="money/hour")
def hourly_rate(average_loaded_cost: Value, hours_per_year: Value) -> Value:
    """Average loaded cost for each working hour."""
    return average_loaded_cost / hours_per_year


@line("Working hours of the team", unit="hours/year")
def team_hours(headcount: Value, hours_per_year: Value) -> Value:
    """Headcount times working hours per person."""
    return headcount * hours_per_year
