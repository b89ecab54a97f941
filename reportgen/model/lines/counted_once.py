"""Freed time, counted once: from the survey or from the levers, with the other beside it.

The survey and the four levers of time measure the same hours, so that only one of them is worth money.
"""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import absent, total, total_product, where
from reportgen.model.line import Source, collected, line

Value = Any  #: numbers or cells

#: The levers that free hours the survey measures too: gain → hours saved a year.
LEVER_HOURS = {
    "self_service_gain": "self_service_hours",
    "retraining_gain": "retraining_hours_saved",
    "reproducibility_gain": "reproducibility_hours_saved",
    "templates_gain": "templates_hours_saved",
}


def _every_lever(case: Case) -> list[Source]:
    return [(LEVER_HOURS[benefit.line], None) for benefit in case.benefits if benefit.line in LEVER_HOURS]


@line("Is counted (1 = yes)", unit="flag", per="benefit", when="time_levers")
def benefit_counted(time_benefit: Value, lever_benefit: Value, time_basis_survey: Value) -> Value:
    """0 for the levers of time where freed time is counted from the survey, and for the survey's gain where it is
    counted from the levers; 1 for all other benefits."""
    surveyed = time_benefit - lever_benefit
    return 1 - lever_benefit * time_basis_survey - surveyed * (1 - time_basis_survey)


@line("Benefit at full effect, as far as it is counted", unit="money/year", per="benefit", when="time_levers")
def benefit_counted_effect(benefit_full_effect: Value, benefit_counted: Value) -> Value:
    """The benefit at full effect, 0 where the same hours are counted elsewhere."""
    return benefit_full_effect * benefit_counted


@line("Freed time that is counted elsewhere", unit="money/year", when="time_levers")
def benefit_left_out(benefit_full_effect: Value, benefit_counted_effect: Value) -> Value:
    """All benefits at full effect less those that are counted."""
    return total(benefit_full_effect, over="benefit") - total(benefit_counted_effect, over="benefit")


lever_hours = collected(
    "lever_hours",
    "Hours saved by the lever",
    "Each lever that frees hours which the survey measures too.",
    unit="hours/year",
    per="lever",
    sources=_every_lever,
    when="time_levers",
)


@line("Hours that the levers explain", unit="hours/year", when="time_levers")
def hours_explained(lever_hours: Value) -> Value:
    """Hours saved by all levers of time."""
    return total(lever_hours, over="lever")


@line("Hours that no lever explains", unit="hours/year", when="time_levers")
def hours_unexplained(value_hours_change: Value, hours_explained: Value) -> Value:
    """Hours moved to value work after the survey, less the hours that the levers explain; below zero where the levers
    claim more than the survey shows."""
    return value_hours_change - hours_explained


@line("Share of the surveyed hours that the levers explain", unit="share", when="time_levers")
def hours_explained_share(value_hours_change: Value, hours_explained: Value) -> Value:
    """Hours that the levers explain over the hours moved to value work after the survey."""
    return where(value_hours_change > 0, hours_explained / value_hours_change, absent("no hours moved to value work"))


@line("Freed time at full effect, counted", unit="money/year", when="overlap and time_levers")
def counted_time_gain(benefit_counted_effect: Value, time_benefit: Value) -> Value:
    """The gains from freed time that are counted, of the survey or of the levers."""
    return total_product(benefit_counted_effect, time_benefit, over="benefit")


@line(
    "Freed time at full effect, counted",
    unit="money/year",
    when="overlap and not time_levers",
    name="counted_time_gain",
)
def counted_time_gain_surveyed(productivity_gain: Value) -> Value:
    """The productivity gain, as no lever of time is stated."""
    return productivity_gain
