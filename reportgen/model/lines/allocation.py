"""Where the time goes: before, after, and what the change comes to in hours."""

from __future__ import annotations

from typing import Any

from reportgen.model.algebra import (
    absent,
    higher,
    lower,
    normal_quantile,
    root,
    t_quantile,
    total,
    total_product,
    where,
)
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
def value_weight(share_before: Value, value_activity: Value, value_share_before: Value) -> Value:
    """The activity's part of today's value work; equal parts where there is none today."""
    return where(
        value_share_before > 0,
        share_before * value_activity / value_share_before,
        value_activity / higher(1, total(value_activity, over="activity")),
    )


@line("Share of friction taken from the activity", unit="share", per="activity", when="target_value_share")
def friction_weight(share_before: Value, friction_activity: Value, friction_share_before: Value) -> Value:
    """The activity's part of today's friction."""
    return where(friction_share_before > 0, share_before * friction_activity / friction_share_before, 0)


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


@line("Standard error, before", unit="share", per="activity", when="spread_before")
def standard_error_before(deviation_before: Value, respondents_before: Value) -> Value:
    """Standard error of the mean share in the first wave."""
    return deviation_before / root(respondents_before)


@line("Lower end of the interval, before", unit="share", per="activity", when="spread_before")
def share_before_low(share_before: Value, t_before: Value, standard_error_before: Value) -> Value:
    """Mean less the t quantile times the standard error."""
    return share_before - t_before * standard_error_before


@line("Upper end of the interval, before", unit="share", per="activity", when="spread_before")
def share_before_high(share_before: Value, t_before: Value, standard_error_before: Value) -> Value:
    """Mean plus the t quantile times the standard error."""
    return share_before + t_before * standard_error_before


@line("Standard error, after", unit="share", per="activity", when="spread_after")
def standard_error_after(deviation_after: Value, respondents_after: Value) -> Value:
    """Standard error of the mean share in the last wave."""
    return deviation_after / root(respondents_after)


@line("Standard error of the change", unit="share", per="activity", when="paired", name="share_change_standard_error")
def share_change_standard_error_paired(deviation_change: Value, respondents_matched: Value) -> Value:
    """Standard error of the mean change of the people who answered both waves."""
    return deviation_change / root(respondents_matched)


@line("Standard error of the change", unit="share", per="activity", when="welch", name="share_change_standard_error")
def share_change_standard_error_welch(standard_error_before: Value, standard_error_after: Value) -> Value:
    """Standard error of the difference of two independent means (Welch)."""
    return root(standard_error_before * standard_error_before + standard_error_after * standard_error_after)


@line("Degrees of freedom of the change", unit="number", per="activity", when="paired", name="share_change_degrees")
def share_change_degrees_paired(respondents_matched: Value) -> Value:
    """One less than the people who answered both waves."""
    return respondents_matched - 1


@line("Squared standard error, before", unit="factor", per="activity", when="welch")
def squared_error_before(standard_error_before: Value) -> Value:
    """Variance of the mean share in the first wave."""
    return standard_error_before * standard_error_before


@line("Squared standard error, after", unit="factor", per="activity", when="welch")
def squared_error_after(standard_error_after: Value) -> Value:
    """Variance of the mean share in the last wave."""
    return standard_error_after * standard_error_after


@line("Spread of the squared errors", unit="factor", per="activity", when="welch")
def spread_of_squared_errors(
    squared_error_before: Value, squared_error_after: Value, respondents_before: Value, respondents_after: Value
) -> Value:
    """Each squared variance over its degrees of freedom, added up (Welch and Satterthwaite)."""
    return squared_error_before * squared_error_before / (respondents_before - 1) + squared_error_after * (
        squared_error_after / (respondents_after - 1)
    )


@line("Degrees of freedom of the change", unit="number", per="activity", when="welch", name="share_change_degrees")
def share_change_degrees_welch(
    squared_error_before: Value, squared_error_after: Value, spread_of_squared_errors: Value
) -> Value:
    """Welch and Satterthwaite's degrees of freedom; 1 where no answer differs from another."""
    both_errors = squared_error_before + squared_error_after
    return where(spread_of_squared_errors > 0, both_errors * both_errors / spread_of_squared_errors, 1)


@line("Degrees of freedom of the exact quantile", unit="number", per="activity", when="paired or welch")
def share_change_exact_degrees(share_change_degrees: Value, exact_degrees_of_freedom: Value) -> Value:
    """The degrees of freedom of the change, as far as spreadsheets know Student's t exactly."""
    return lower(share_change_degrees, exact_degrees_of_freedom)


@line("Exact t quantile of the change", unit="factor", per="activity", when="paired or welch")
def share_change_exact_t(share_change_exact_degrees: Value, confidence: Value) -> Value:
    """Student's t at the degrees of freedom of the exact quantile."""
    return t_quantile(share_change_exact_degrees, confidence)


@line("t quantile of the change", unit="factor", per="activity", when="paired or welch")
def share_change_t(
    normal_z: Value, share_change_exact_t: Value, share_change_exact_degrees: Value, share_change_degrees: Value
) -> Value:
    """Student's t for the interval of the change: the exact one, and beyond it nearer to the normal quantile."""
    return normal_z + (share_change_exact_t - normal_z) * share_change_exact_degrees / share_change_degrees


@line("Lower end of the interval of the change", unit="points", per="activity", when="paired or welch")
def share_change_low(share_change: Value, share_change_t: Value, share_change_standard_error: Value) -> Value:
    """Change less the t quantile times its standard error."""
    return share_change - share_change_t * share_change_standard_error


@line("Upper end of the interval of the change", unit="points", per="activity", when="paired or welch")
def share_change_high(share_change: Value, share_change_t: Value, share_change_standard_error: Value) -> Value:
    """Change plus the t quantile times its standard error."""
    return share_change + share_change_t * share_change_standard_error


@line("Normal quantile", unit="factor", when="spread_before")
def normal_z(confidence: Value) -> Value:
    """What Student's t comes to with very many respondents."""
    return normal_quantile(confidence)


@line("Degrees of freedom, before", unit="number", when="spread_before")
def degrees_before(respondents_before: Value) -> Value:
    """One less than the respondents of the first wave."""
    return respondents_before - 1


@line("Degrees of freedom of the exact quantile, before", unit="number", when="spread_before")
def exact_degrees_before(degrees_before: Value, exact_degrees_of_freedom: Value) -> Value:
    """The degrees of freedom of the first wave, as far as spreadsheets know Student's t exactly."""
    return lower(degrees_before, exact_degrees_of_freedom)


@line("Exact t quantile, before", unit="factor", when="spread_before")
def exact_t_before(exact_degrees_before: Value, confidence: Value) -> Value:
    """Student's t at the degrees of freedom of the exact quantile."""
    return t_quantile(exact_degrees_before, confidence)


@line("t quantile, before", unit="factor", when="spread_before")
def t_before(normal_z: Value, exact_t_before: Value, exact_degrees_before: Value, degrees_before: Value) -> Value:
    """Student's t for the intervals of the first wave: the exact one, beyond it nearer to the normal quantile.

    Beyond the exact degrees of freedom the distance to the normal quantile falls as one over the degrees of freedom;
    at 95 % and 800 exact degrees this is off by less than a millionth.
    """
    return normal_z + (exact_t_before - normal_z) * exact_degrees_before / degrees_before


@line("Respondents for each person of the team, before", unit="share", when="counted_before")
def coverage_before(respondents_before: Value, headcount: Value) -> Value:
    """Respondents of the first wave over the headcount."""
    return respondents_before / headcount


@line("Respondents for each person of the team, after", unit="share", when="counted_after")
def coverage_after(respondents_after: Value, headcount: Value) -> Value:
    """Respondents of the last wave over the headcount."""
    return respondents_after / headcount


@line("Share of time on value work, before", unit="share")
def value_share_before(share_before: Value, value_activity: Value) -> Value:
    """Shares of all activities that are value work, added up."""
    return total_product(share_before, value_activity, over="activity")


@line("Share of time on friction, before", unit="share", when="target_value_share")
def friction_share_before(share_before: Value, friction_activity: Value) -> Value:
    """Shares of all activities that are friction, added up."""
    return total_product(share_before, friction_activity, over="activity")


@line("Share of time moved to value work", unit="points", when="target_value_share")
def time_moved(target_value_share: Value, value_share_before: Value, friction_share_before: Value) -> Value:
    """What the target asks for, and no more than there is friction to take it from; negative below today's share."""
    return where(friction_share_before > 0, lower(target_value_share - value_share_before, friction_share_before), 0)


@line("Share of time on value work, after", unit="share")
def value_share_after(share_after: Value, value_activity: Value) -> Value:
    """Shares of all activities that are value work, added up."""
    return total_product(share_after, value_activity, over="activity")


@line("Change of the share of value work", unit="points")
def value_share_change(value_share_after: Value, value_share_before: Value) -> Value:
    """Share of value work after less before."""
    return value_share_after - value_share_before


@line("Value time, multiple of before", unit="multiple")
def value_time_multiple(value_share_after: Value, value_share_before: Value) -> Value:
    """Share of value work after over before."""
    return where(value_share_before > 0, value_share_after / value_share_before, absent("no value work before"))
