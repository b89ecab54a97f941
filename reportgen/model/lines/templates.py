"""Templates: the set-up of a project that nobody writes again."""

from __future__ import annotations

from typing import Any

from reportgen.model.algebra import absent, total, where
from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Hours to set up a project, before", unit="hours", when="templates")
def setup_hours(setup_hours_before: Value) -> Value:
    """All parts of the set-up."""
    return total(setup_hours_before, over="setup_step")


@line("Hours to set up a project, share saved", unit="share", when="templates")
def setup_hours_reduction(setup_hours: Value, setup_hours_after: Value) -> Value:
    """One less the hours after over before."""
    return where(setup_hours > 0, 1 - setup_hours_after / setup_hours, absent("no set-up before"))


@line("Hours of set-up saved", unit="hours/year", when="templates")
def templates_hours_saved(projects_per_year: Value, setup_hours: Value, setup_hours_after: Value) -> Value:
    """Projects a year times the hours before less after."""
    return projects_per_year * (setup_hours - setup_hours_after)


@line("Templates", unit="money/year", when="templates")
def templates_gain(templates_hours_saved: Value, hourly_rate: Value) -> Value:
    """Hours of set-up saved, at what an hour of the team costs."""
    return templates_hours_saved * hourly_rate
