"""Onboarding: new people who are of use sooner."""

from __future__ import annotations

from typing import Any

from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Loaded cost of a person and month", unit="money", when="onboarding")
def monthly_loaded_cost(average_loaded_cost: Value, months_per_year: Value) -> Value:
    """Average loaded cost of a year over its months."""
    return average_loaded_cost / months_per_year


@line("Loss for each person hired, before", unit="money", when="onboarding")
def onboarding_loss_per_hire_before(
    monthly_loaded_cost: Value, ramp_months_before: Value, ramp_productivity_before: Value
) -> Value:
    """Pay of the months until full speed, as far as it is not yet worked for."""
    return monthly_loaded_cost * ramp_months_before * (1 - ramp_productivity_before)


@line("Loss for each person hired, after", unit="money", when="onboarding")
def onboarding_loss_per_hire_after(
    monthly_loaded_cost: Value, ramp_months_after: Value, ramp_productivity_after: Value
) -> Value:
    """Pay of the months until full speed, as far as it is not yet worked for."""
    return monthly_loaded_cost * ramp_months_after * (1 - ramp_productivity_after)


@line("Loss while new people learn, before", unit="money/year", when="onboarding")
def onboarding_loss_before(hires_per_year: Value, onboarding_loss_per_hire_before: Value) -> Value:
    """People hired a year times the loss for each."""
    return hires_per_year * onboarding_loss_per_hire_before


@line("Loss while new people learn, after", unit="money/year", when="onboarding")
def onboarding_loss_after(hires_per_year: Value, onboarding_loss_per_hire_after: Value) -> Value:
    """People hired a year times the loss for each."""
    return hires_per_year * onboarding_loss_per_hire_after


@line("Faster onboarding", unit="money/year", when="onboarding")
def onboarding_gain(onboarding_loss_before: Value, onboarding_loss_after: Value) -> Value:
    """Loss while new people learn, before less after."""
    return onboarding_loss_before - onboarding_loss_after
