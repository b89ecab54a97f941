"""Automated retraining: more retrainings for fewer hours."""

from __future__ import annotations

from typing import Any

from reportgen.language import noted
from reportgen.model.algebra import absent, where
from reportgen.model.line import line

Value = Any  #: numbers or cells

NO_RETRAINING = noted("no retraining")


@line("Hours of retraining a month, before", unit="hours", when="retraining")
def retraining_hours_before(retrains_per_month_before: Value, hours_per_retrain_before: Value) -> Value:
    """Retrainings a month times the hours of work in one."""
    return retrains_per_month_before * hours_per_retrain_before


@line("Hours of retraining a month, after", unit="hours", when="retraining")
def retraining_hours_after(retrains_per_month_after: Value, hours_per_retrain_after: Value) -> Value:
    """Retrainings a month times the hours of work in one."""
    return retrains_per_month_after * hours_per_retrain_after


@line("Retrainings, multiple of before", unit="multiple", when="retraining")
def retrains_multiple(retrains_per_month_after: Value, retrains_per_month_before: Value) -> Value:
    """Retrainings a month after over before."""
    return where(
        retrains_per_month_before > 0, retrains_per_month_after / retrains_per_month_before, absent(NO_RETRAINING)
    )


@line("Hours of work in a retraining, times fewer", unit="multiple", when="retraining")
def hours_per_retrain_multiple(hours_per_retrain_before: Value, hours_per_retrain_after: Value) -> Value:
    """Hours in a retraining before over after."""
    return where(
        hours_per_retrain_after > 0, hours_per_retrain_before / hours_per_retrain_after, absent("no work left")
    )


@line("Hours of retraining, share saved", unit="share", when="retraining")
def retraining_hours_reduction(retraining_hours_before: Value, retraining_hours_after: Value) -> Value:
    """One less the monthly hours after over before."""
    return where(
        retraining_hours_before > 0, 1 - retraining_hours_after / retraining_hours_before, absent(NO_RETRAINING)
    )


@line("Hours of retraining saved", unit="hours/year", when="retraining")
def retraining_hours_saved(
    months_per_year: Value, retraining_hours_before: Value, retraining_hours_after: Value
) -> Value:
    """Monthly hours before less after, for all months of a year."""
    return months_per_year * (retraining_hours_before - retraining_hours_after)


@line("Automated retraining", unit="money/year", when="retraining")
def retraining_gain(retraining_hours_saved: Value, hourly_rate: Value) -> Value:
    """Hours of retraining saved, at what an hour of the team costs."""
    return retraining_hours_saved * hourly_rate
