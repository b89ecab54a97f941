"""Where the time goes: before, after, and what the change comes to in hours."""

from __future__ import annotations

from typing import Any

from reportgen.model.algebra import absent, higher, lower, total, total_product, where
from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Share of time, before", unit="share", per="activity")
def share_before(surveyed_share_before: Value) -> Value:
    """Mean share of working time that people report for the activity in the first wave."""
    return surveyed_share_before


@line("Share of time, after", unit="share", per="activity", when="measured", name="share_after")
def share_after_measured(surveyed_share_after: Value) -> Value:
    """Mean share of working time that people report for the activity in the last wave."""
    return surveyed_share_after


@line("Share of time, after", unit="share", per="activity", when="target_shares", name="share_after")
def share_after_by_target(target_share: Value) -> Value:
    """Share of working time that the plan sets for the activity."""
    return target_share


@line("Share of time, after", unit="share", per="activity", when="target_value_share", name="share_after")
def share_after_by_value_share(
    share_before: Value, time_moved: Value, value_weight: Value, friction_weight: Value
) -> Value:
    """Share before, with the time that the target moves from friction to value work, each in proportion."""
    return share_before + time_moved * (value_weight - friction_weight)


@line("Change of share", unit="points", per="activity")
def share_change(share_after: Value, share_before: Value) -> Value:
    """Share after less share before."""
    return share_after - share_before


@line("Share of value work given to the activity", unit="share", per="activity", when="target_value_share")
def value_weight(
    share_before: Value, value_activity: Value, value_share_before: Value, negligible_share: Value
) -> Value:
    """The activity's part of today's value work; equal parts where there is none today."""
    return where(
        value_share_before > negligible_share,
        share_before * value_activity / value_share_before,
        value_activity / higher(1, total(value_activity, over="activity")),
    )


@line("Share of friction taken from the activity", unit="share", per="activity", when="target_value_share")
def friction_weight(
    share_before: Value, friction_activity: Value, friction_share_before: Value, negligible_share: Value
) -> Value:
    """The activity's part of today's friction."""
    part = share_before * friction_activity / friction_share_before
    return where(friction_share_before > negligible_share, part, 0)


@line("Hours a year, before", unit="hours/year", per="activity")
def hours_before(share_before: Value, team_hours: Value) -> Value:
    """Hours a year that the whole team spends on the activity before."""
    return share_before * team_hours


@line("Hours a year, after", unit="hours/year", per="activity")
def hours_after(share_after: Value, team_hours: Value) -> Value:
    """Hours a year that the whole team spends on the activity after."""
    return share_after * team_hours


@line("Change of hours a year", unit="hours/year", per="activity")
def hours_change(hours_after: Value, hours_before: Value) -> Value:
    """Hours after less hours before."""
    return hours_after - hours_before


@line("Cost of the time, before", unit="money/year", per="activity")
def time_cost_before(share_before: Value, payroll: Value) -> Value:
    """Payroll that goes into the activity before."""
    return share_before * payroll


@line("Cost of the time, after", unit="money/year", per="activity")
def time_cost_after(share_after: Value, payroll: Value) -> Value:
    """Payroll that goes into the activity after."""
    return share_after * payroll


@line("Respondents for each person of the team, before", unit="share", when="counted_before")
def coverage_before(respondents_before: Value, headcount: Value) -> Value:
    """Respondents of the first wave over the headcount."""
    return where(headcount > 0, respondents_before / headcount, absent("nobody in the team"))


@line("Respondents for each person of the team, after", unit="share", when="counted_after")
def coverage_after(respondents_after: Value, headcount: Value) -> Value:
    """Respondents of the last wave over the headcount."""
    return where(headcount > 0, respondents_after / headcount, absent("nobody in the team"))


@line("Share of time on value work, before", unit="share")
def value_share_before(share_before: Value, value_activity: Value) -> Value:
    """Shares of all activities that are value work, added up."""
    return total_product(share_before, value_activity, over="activity")


@line("Share of time on friction, before", unit="share", when="target_value_share")
def friction_share_before(share_before: Value, friction_activity: Value) -> Value:
    """Shares of all activities that are friction, added up."""
    return total_product(share_before, friction_activity, over="activity")


@line("Share of time moved to value work", unit="points", when="target_value_share")
def time_moved(
    target_value_share: Value, value_share_before: Value, friction_share_before: Value, negligible_share: Value
) -> Value:
    """What the target asks for, and no more than there is friction to take it from; negative below today's share."""
    asked = lower(target_value_share - value_share_before, friction_share_before)
    return where(friction_share_before > negligible_share, asked, 0)


@line("Share of time on value work, after", unit="share")
def value_share_after(share_after: Value, value_activity: Value) -> Value:
    """Shares of all activities that are value work, added up."""
    return total_product(share_after, value_activity, over="activity")


@line("Change of the share of value work", unit="points")
def value_share_change(value_share_after: Value, value_share_before: Value) -> Value:
    """Share of value work after less before."""
    return value_share_after - value_share_before


@line("Value time, multiple of before", unit="multiple")
def value_time_multiple(value_share_after: Value, value_share_before: Value, negligible_share: Value) -> Value:
    """Share of value work after over before."""
    multiple = value_share_after / value_share_before
    return where(value_share_before > negligible_share, multiple, absent("no value work before"))


@line("Pay for value work, before", unit="money/year")
def value_work_cost_before(value_share_before: Value, payroll: Value) -> Value:
    """Payroll that goes into value work before."""
    return value_share_before * payroll


@line("Pay for value work, after", unit="money/year")
def value_work_cost_after(value_share_after: Value, payroll: Value) -> Value:
    """Payroll that goes into value work after."""
    return value_share_after * payroll


@line("Change of the pay for value work", unit="money/year")
def value_work_cost_change(value_work_cost_after: Value, value_work_cost_before: Value) -> Value:
    """Pay for value work after less before, whether the freed time is put to use or not."""
    return value_work_cost_after - value_work_cost_before


@line("All shares, before", unit="share")
def share_total_before(share_before: Value) -> Value:
    """Shares of all activities before, added up."""
    return total(share_before, over="activity")


@line("All shares, after", unit="share")
def share_total_after(share_after: Value) -> Value:
    """Shares of all activities after, added up."""
    return total(share_after, over="activity")
