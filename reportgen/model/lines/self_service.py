"""Self-service: the waiting for other teams that a model no longer does."""

from __future__ import annotations

from typing import Any

from reportgen.model.algebra import total
from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Waiting of a model in hand-offs, before", unit="weeks", when="self_service")
def handoff_weeks(handoff_weeks_before: Value) -> Value:
    """All hand-offs of a model, one after another."""
    return total(handoff_weeks_before, over="handoff")


@line("Weeks saved a model", unit="weeks", when="self_service")
def self_service_weeks_saved(handoff_weeks: Value, handoff_days_after: Value, days_per_week: Value) -> Value:
    """Waiting before less the days that are left after."""
    return handoff_weeks - handoff_days_after / days_per_week


@line("Working hours of a person and week", unit="hours", when="self_service")
def hours_per_week(hours_per_year: Value, weeks_per_year: Value) -> Value:
    """Working hours of a year over its weeks: 40 for the chapter's 2,080."""
    return hours_per_year / weeks_per_year


@line("Hours of waiting saved", unit="hours/year", when="self_service")
def self_service_hours(
    self_service_weeks_saved: Value, hours_per_week: Value, models_per_year: Value, waiting_share: Value
) -> Value:
    """Working hours in the weeks saved for all models of a year, as far as people did nothing else meanwhile."""
    return self_service_weeks_saved * hours_per_week * models_per_year * waiting_share


@line("Additional models that these hours make possible", unit="number", when="self_service")
def additional_models_possible(self_service_hours: Value, hours_per_model: Value) -> Value:
    """Hours saved over the hours of work in a model; shown and not valued, as models shipped are counted elsewhere."""
    return self_service_hours / hours_per_model


@line("Self-service", unit="money/year", when="self_service")
def self_service_gain(self_service_hours: Value, hourly_rate: Value) -> Value:
    """Hours of waiting saved, at what an hour of the team costs."""
    return self_service_hours * hourly_rate
