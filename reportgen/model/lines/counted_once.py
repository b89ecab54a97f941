"""Freed time, counted once: from the survey or from the levers, with the other beside it.

The survey and the four levers of time measure the same hours, so that only one of them is worth money.
"""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import absent, total, where
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
def hours_explained_share(
    value_hours_change: Value, hours_explained: Value, team_hours: Value, negligible_share: Value
) -> Value:
    """Hours that the levers explain over the hours moved to value work after the survey."""
    share = hours_explained / value_hours_change
    return where(value_hours_change > negligible_share * team_hours, share, absent("no hours moved to value work"))
