"""How well the survey knows the change of value work, and what that makes of hours and money.

Shares of activities vary together, as they add up to one, so that the spread of their sum needs their covariances.
"""

from __future__ import annotations

from typing import Any

from reportgen.model.algebra import higher, lower, matrix_product, root, t_quantile, total_product, where
from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Covariance with value work, before", unit="factor", per="activity", when="spread_before")
def covariance_with_value_before(covariance_before: Value, value_activity: Value) -> Value:
    """How the activity's share varies with the share of value work in the first wave."""
    return matrix_product(covariance_before, value_activity, over="activity")


@line("Covariance with value work, after", unit="factor", per="activity", when="welch")
def covariance_with_value_after(covariance_after: Value, value_activity: Value) -> Value:
    """How the activity's share varies with the share of value work in the last wave."""
    return matrix_product(covariance_after, value_activity, over="activity")


@line("Covariance with value work, change", unit="factor", per="activity", when="paired")
def covariance_with_value_change(covariance_change: Value, value_activity: Value) -> Value:
    """How the change of the activity's share varies with the change of the share of value work."""
    return matrix_product(covariance_change, value_activity, over="activity")


@line("Variance of value work, before", unit="factor", when="spread_before")
def value_share_variance_before(
    covariance_with_value_before: Value, value_activity: Value, negligible_variance: Value
) -> Value:
    """Covariances of the activities that are value work, added up; 0 where only rounding is left."""
    variance = total_product(covariance_with_value_before, value_activity, over="activity")
    return where(variance > negligible_variance, variance, 0)


@line("Variance of value work, after", unit="factor", when="welch")
def value_share_variance_after(
    covariance_with_value_after: Value, value_activity: Value, negligible_variance: Value
) -> Value:
    """Covariances of the activities that are value work, added up; 0 where only rounding is left."""
    variance = total_product(covariance_with_value_after, value_activity, over="activity")
    return where(variance > negligible_variance, variance, 0)


@line("Variance of the change of value work", unit="factor", when="paired")
def value_share_change_variance(
    covariance_with_value_change: Value, value_activity: Value, negligible_variance: Value
) -> Value:
    """Covariances of the activities that are value work, added up; 0 where only rounding is left."""
    variance = total_product(covariance_with_value_change, value_activity, over="activity")
    return where(variance > negligible_variance, variance, 0)


@line("Standard error of value work, before", unit="share", when="spread_before")
def value_share_standard_error_before(value_share_variance_before: Value, error_factor_before: Value) -> Value:
    """Standard error of the share of value work in the first wave."""
    return root(value_share_variance_before) * error_factor_before


@line("Lower end of the interval of value work, before", unit="share", when="spread_before")
def value_share_before_low(
    value_share_before: Value, t_before: Value, value_share_standard_error_before: Value
) -> Value:
    """Share of value work before less the t quantile times its standard error, but no less than none of the time."""
    return higher(0, value_share_before - t_before * value_share_standard_error_before)


@line("Upper end of the interval of value work, before", unit="share", when="spread_before")
def value_share_before_high(
    value_share_before: Value, t_before: Value, value_share_standard_error_before: Value
) -> Value:
    """Share of value work before plus the t quantile times its standard error, but no more than all of the time."""
    return lower(1, value_share_before + t_before * value_share_standard_error_before)


@line("Squared standard error of value work, before", unit="factor", when="welch")
def value_share_squared_error_before(value_share_standard_error_before: Value) -> Value:
    """Variance of the share of value work in the first wave."""
    return value_share_standard_error_before * value_share_standard_error_before


@line("Squared standard error of value work, after", unit="factor", when="welch")
def value_share_squared_error_after(value_share_variance_after: Value, error_factor_after: Value) -> Value:
    """Variance of the share of value work in the last wave."""
    return value_share_variance_after * error_factor_after * error_factor_after


@line(
    "Standard error of the change of value work",
    unit="share",
    when="paired",
    name="value_share_change_standard_error",
)
def value_share_change_standard_error_paired(value_share_change_variance: Value, error_factor_change: Value) -> Value:
    """Standard error of the mean change of the people who answered both waves."""
    return root(value_share_change_variance) * error_factor_change


@line(
    "Standard error of the change of value work",
    unit="share",
    when="welch",
    name="value_share_change_standard_error",
)
def value_share_change_standard_error_welch(
    value_share_squared_error_before: Value, value_share_squared_error_after: Value
) -> Value:
    """Standard error of the difference of two independent shares of value work (Welch)."""
    return root(value_share_squared_error_before + value_share_squared_error_after)


@line(
    "Degrees of freedom of the change of value work",
    unit="number",
    when="paired and not designed_change",
    name="value_share_change_degrees",
)
def value_share_change_degrees_paired(respondents_matched: Value) -> Value:
    """One less than the people who answered both waves."""
    return respondents_matched - 1


@line(
    "Degrees of freedom of the change of value work",
    unit="number",
    when="paired and designed_change",
    name="value_share_change_degrees",
)
def value_share_change_degrees_of_design(design_degrees_change: Value) -> Value:
    """Clusters (or people) less strata of those who answered both waves."""
    return design_degrees_change


@line("Spread of the squared errors of value work", unit="factor", when="welch")
def value_share_spread_of_squared_errors(
    value_share_squared_error_before: Value,
    value_share_squared_error_after: Value,
    degrees_before: Value,
    degrees_after: Value,
) -> Value:
    """Each squared variance over its degrees of freedom, added up (Welch and Satterthwaite)."""
    first = value_share_squared_error_before * value_share_squared_error_before / degrees_before
    return first + value_share_squared_error_after * value_share_squared_error_after / degrees_after


@line(
    "Degrees of freedom of the change of value work",
    unit="number",
    when="welch",
    name="value_share_change_degrees",
)
def value_share_change_degrees_welch(
    value_share_squared_error_before: Value,
    value_share_squared_error_after: Value,
    value_share_spread_of_squared_errors: Value,
    negligible_variance: Value,
) -> Value:
    """Welch and Satterthwaite's degrees of freedom; 1 where no answer differs from another."""
    both_errors = value_share_squared_error_before + value_share_squared_error_after
    degrees = both_errors * both_errors / value_share_spread_of_squared_errors
    return where(both_errors > negligible_variance, degrees, 1)


@line("Degrees of freedom of the exact quantile of value work", unit="number", when="compared")
def value_share_change_exact_degrees(value_share_change_degrees: Value, exact_degrees_of_freedom: Value) -> Value:
    """The degrees of freedom of the change, as far as spreadsheets know Student's t exactly."""
    return lower(value_share_change_degrees, exact_degrees_of_freedom)


@line("Exact t quantile of value work", unit="factor", when="compared")
def value_share_change_exact_t(value_share_change_exact_degrees: Value, confidence: Value) -> Value:
    """Student's t at the degrees of freedom of the exact quantile."""
    return t_quantile(value_share_change_exact_degrees, confidence)


@line("t quantile of the change of value work", unit="factor", when="compared")
def value_share_change_t(
    normal_z: Value,
    value_share_change_exact_t: Value,
    value_share_change_exact_degrees: Value,
    value_share_change_degrees: Value,
) -> Value:
    """Student's t for the interval of the change: the exact one, and beyond it nearer to the normal quantile."""
    beyond_normal = value_share_change_exact_t - normal_z
    return normal_z + beyond_normal * value_share_change_exact_degrees / value_share_change_degrees


@line("Lower end of the change of value work", unit="points", when="compared")
def value_share_change_low(
    value_share_change: Value, value_share_change_t: Value, value_share_change_standard_error: Value
) -> Value:
    """Change of the share of value work less the t quantile times its standard error."""
    return value_share_change - value_share_change_t * value_share_change_standard_error


@line("Upper end of the change of value work", unit="points", when="compared")
def value_share_change_high(
    value_share_change: Value, value_share_change_t: Value, value_share_change_standard_error: Value
) -> Value:
    """Change of the share of value work plus the t quantile times its standard error."""
    return value_share_change + value_share_change_t * value_share_change_standard_error


@line("The interval holds zero (1 = yes)", unit="flag", when="compared")
def value_share_change_holds_zero(
    value_share_change_low: Value, value_share_change_high: Value, check_tolerance: Value
) -> Value:
    """1 where the change of value work may be none, 0 where all of the interval is on one side of zero."""
    return where(higher(value_share_change_low, -value_share_change_high) > check_tolerance, 0, 1)


# In hours and money


@line("Change of hours of value work a year", unit="hours/year")
def value_hours_change(value_share_change: Value, team_hours: Value) -> Value:
    """Change of the share of value work, in hours of the team."""
    return value_share_change * team_hours


@line("Lower end of the change of hours of value work", unit="hours/year", when="compared")
def value_hours_change_low(value_share_change_low: Value, team_hours: Value) -> Value:
    """Lower end of the change of value work, in hours of the team."""
    return value_share_change_low * team_hours


@line("Upper end of the change of hours of value work", unit="hours/year", when="compared")
def value_hours_change_high(value_share_change_high: Value, team_hours: Value) -> Value:
    """Upper end of the change of value work, in hours of the team."""
    return value_share_change_high * team_hours


@line("Lower end of the productivity gain", unit="money/year", when="compared")
def productivity_gain_low(payroll: Value, value_share_change_low: Value, realisation: Value) -> Value:
    """The productivity gain at the lower end of the change of value work, all other assumptions as they are."""
    return payroll * value_share_change_low * realisation


@line("Upper end of the productivity gain", unit="money/year", when="compared")
def productivity_gain_high(payroll: Value, value_share_change_high: Value, realisation: Value) -> Value:
    """The productivity gain at the upper end of the change of value work, all other assumptions as they are."""
    return payroll * value_share_change_high * realisation
