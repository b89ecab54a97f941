"""What must hold whatever the inputs are: each check is a difference that should be zero."""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import (
    absolute,
    every,
    higher,
    last,
    lower,
    lowest,
    total,
    total_product,
    where,
)
from reportgen.model.line import Source, collected, line

Value = Any  #: numbers or cells

#: Errors: the model contradicts itself where one of these differences is not zero.
CHECKS = (
    "check_shares_before",
    "check_shares_after",
    "check_share_changes",
    "check_hours",
    "check_phasing",
    "check_net_benefit",
    "check_npv_by_year",
    "check_npv_by_step",
    "check_benefit_kinds",
)

#: Holds only where levers free hours.
LEVERS_CHECK = "check_lever_hours"

#: Alerts: the model is sound and its result needs a second look.
ALERTS = ("alert_negative_npv", "alert_value_share_falls", "alert_not_paid_back", "alert_benefits_before_spending")

#: Raised only where freed time and models shipped may be counted twice.
OVERLAP_ALERT = "alert_time_gain_counted_as_models"


#: Raised only where levers count hours that the survey counts too.
LEVERS_ALERT = "alert_levers_exceed_survey"

#: Raised only where the change of value work has an interval.
CHANGE_ALERT = "alert_change_not_shown"


def checks_of(case: Case) -> tuple[str, ...]:
    """The checks that a case has."""
    return (*CHECKS, LEVERS_CHECK) if "time_levers" in case.features else CHECKS


def alerts_of(case: Case) -> tuple[str, ...]:
    """The alerts that a case can raise."""
    change = (CHANGE_ALERT,) if "compared" in case.features else ()
    overlap = (OVERLAP_ALERT,) if "overlap" in case.features else ()
    levers = (LEVERS_ALERT,) if "time_levers" in case.features else ()
    return (*ALERTS, *change, *overlap, *levers)


@line("Size of the money in the case", unit="money")
def money_scale(present_value_of_benefits: Value, present_value_of_costs: Value) -> Value:
    """What differences of money are measured against, at least 1."""
    return higher(1, absolute(present_value_of_benefits) + present_value_of_costs)


@line("Shares before add up to 100 %", unit="factor")
def check_shares_before(share_total_before: Value) -> Value:
    """Sum of the shares before, less one."""
    return share_total_before - 1


@line("Shares after add up to 100 %", unit="factor")
def check_shares_after(share_total_after: Value) -> Value:
    """Sum of the shares after, less one."""
    return share_total_after - 1


@line("Changes of share cancel out", unit="factor")
def check_share_changes(share_change: Value) -> Value:
    """Sum of the changes of share."""
    return total(share_change, over="activity")


@line("Hours by activity add up to the team's hours", unit="factor")
def check_hours(hours_before: Value, team_hours: Value) -> Value:
    """Hours of all activities before over the hours of the team, less one; nothing where there is nobody."""
    return where(team_hours > 0, total(hours_before, over="activity") / team_hours - 1, 0)


@line("All of the investment is spent within the horizon", unit="factor")
def check_phasing(total_investment: Value, component_amount: Value, money_scale: Value) -> Value:
    """Investment of all years less the amounts of the components, over the size of the case."""
    return (total_investment - total(component_amount, over="component")) / money_scale


@line("Net benefits are benefits less costs", unit="factor")
def check_net_benefit(
    cumulative_net_benefit: Value, total_benefits: Value, total_costs: Value, money_scale: Value
) -> Value:
    """The last cumulative net benefit less benefits and costs of all years, over the size of the case."""
    difference = total(total_benefits, over="year") - total(total_costs, over="year")
    return (last(cumulative_net_benefit) - difference) / money_scale


@line("Discounted net benefits add up to NPV", unit="factor")
def check_npv_by_year(discounted_net_benefit: Value, npv: Value, money_scale: Value) -> Value:
    """Discounted net benefits of all years less the net present value, over the size of the case."""
    return (total(discounted_net_benefit, over="year") - npv) / money_scale


@line("The steps from benefits to NPV add up to NPV", unit="factor")
def check_npv_by_step(step_present_value: Value, npv: Value, money_scale: Value) -> Value:
    """All steps of the waterfall less the net present value, over the size of the case."""
    return (total(step_present_value, over="step") - npv) / money_scale


@line("No benefit leaves the budget and is revenue at once", unit="number")
def check_benefit_kinds(cashable_benefit: Value, revenue_benefit: Value) -> Value:
    """Benefits that are marked as both."""
    return total_product(cashable_benefit, revenue_benefit, over="benefit")


@line("Levers free no more hours than the team works", unit="factor", when="time_levers")
def check_lever_hours(hours_explained: Value, team_hours: Value) -> Value:
    """Hours that the levers free beyond those of the whole team, over the latter; nothing where there is nobody."""
    return where(team_hours > 0, higher(0, hours_explained / team_hours - 1), 0)


@line("The case does not return its costs", unit="money")
def alert_negative_npv(npv: Value) -> Value:
    """How far the net present value is below zero."""
    return lower(npv, 0)


@line("Less time goes to value work than before", unit="points")
def alert_value_share_falls(value_share_change: Value) -> Value:
    """How far the share of value work falls."""
    return lower(value_share_change, 0)


@line("The interval of the change of value work holds zero", unit="number", when="compared")
def alert_change_not_shown(value_share_change_holds_zero: Value) -> Value:
    """One below zero where the survey does not show that value work changes at all."""
    return -value_share_change_holds_zero


@line("The money is not back within the horizon", unit="money")
def alert_not_paid_back(cumulative_net_benefit: Value) -> Value:
    """How much of the money is still out at the end."""
    return lower(last(cumulative_net_benefit), 0)


@line("Benefits are counted before the money for them is spent", unit="share")
def alert_benefits_before_spending(adoption_headroom: Value) -> Value:
    """By how much adoption is ahead of the share of the investment spent in earlier years."""
    return lower(lowest(adoption_headroom, over="year"), 0)


@line(
    "All freed time is also counted as models shipped, so that the survey does not move the result",
    unit="money",
    when="overlap",
)
def alert_time_gain_counted_as_models(time_gain_kept: Value, time_gain_in_year: Value) -> Value:
    """The time gain of the last year, where all of it is taken off as counted twice."""
    return where(every(last(time_gain_in_year) > 0, last(time_gain_kept) <= 0), -last(time_gain_in_year), 0)


@line("The levers claim more hours than the survey shows", unit="hours/year", when="time_levers")
def alert_levers_exceed_survey(hours_unexplained: Value) -> Value:
    """How many hours the levers free beyond those that move to value work after the survey."""
    return lower(hours_unexplained, 0)


def _every_check(case: Case) -> list[Source]:
    return [(name, None) for name in checks_of(case)]


def _every_alert(case: Case) -> list[Source]:
    return [(name, None) for name in alerts_of(case)]


check_difference = collected(
    "check_difference",
    "Difference that should be zero",
    "Every check in one table.",
    unit="factor",
    per="check",
    sources=_every_check,
)


@line("Fails (1 = yes)", unit="flag", per="check")
def check_fails(check_difference: Value, check_tolerance: Value) -> Value:
    """1 where the difference is larger than the tolerance."""
    return where(absolute(check_difference) > check_tolerance, 1, 0)


@line("Checks that fail", unit="number")
def checks_failed(check_fails: Value) -> Value:
    """How many checks do not pass."""
    return total(check_fails, over="check")


alert_amount = collected(
    "alert_amount",
    "Amount below zero",
    "Every alert in one table; its amount is zero where there is nothing to say.",
    unit="number",
    per="alert",
    sources=_every_alert,
)


@line("Raised (1 = yes)", unit="flag", per="alert")
def alert_raised(alert_amount: Value, check_tolerance: Value) -> Value:
    """1 where the amount is below zero by more than the tolerance."""
    return where(alert_amount < -check_tolerance, 1, 0)


@line("Alerts raised", unit="number")
def alerts_raised(alert_raised: Value) -> Value:
    """How many alerts need a second look."""
    return total(alert_raised, over="alert")
