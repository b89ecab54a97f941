"""Reproducibility: the search for what went into a model, done once instead of again and again."""

from __future__ import annotations

from typing import Any

from reportgen.model.algebra import absent, total, total_product, where
from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Hours lost in an incident, before", unit="hours", when="reproducibility")
def incident_hours_before(hours_per_incident_before: Value) -> Value:
    """All steps of an incident."""
    return total(hours_per_incident_before, over="incident_step")


@line("Hours of the steps that tooling takes over", unit="hours", when="reproducibility")
def shortened_incident_hours(hours_per_incident_before: Value, incident_step_shortened: Value) -> Value:
    """The steps of an incident that tooling answers, before it does."""
    return total_product(hours_per_incident_before, incident_step_shortened, over="incident_step")


@line("Hours lost in an incident, after", unit="hours", when="reproducibility")
def incident_hours_after(
    incident_hours_before: Value, shortened_incident_hours: Value, hours_per_incident_after: Value
) -> Value:
    """Hours before, with what is left of the steps that tooling takes over in their place; nothing of no step."""
    saved = where(shortened_incident_hours > 0, shortened_incident_hours - hours_per_incident_after, 0)
    return incident_hours_before - saved


@line("Hours of these steps, share saved", unit="share", when="reproducibility")
def incident_hours_reduction(shortened_incident_hours: Value, hours_per_incident_after: Value) -> Value:
    """One less what is left of the steps that tooling takes over."""
    return where(
        shortened_incident_hours > 0,
        1 - hours_per_incident_after / shortened_incident_hours,
        absent("tooling takes no step over"),
    )


@line("Hours lost in incidents, before", unit="hours/year", when="reproducibility")
def reproducibility_hours_before(incidents_per_year: Value, incident_hours_before: Value) -> Value:
    """Incidents a year times the hours lost in one."""
    return incidents_per_year * incident_hours_before


@line("Hours lost in incidents, after", unit="hours/year", when="reproducibility")
def reproducibility_hours_after(incidents_per_year: Value, incident_hours_after: Value) -> Value:
    """Incidents a year times the hours lost in one."""
    return incidents_per_year * incident_hours_after


@line("Cost of incidents, before", unit="money/year", when="reproducibility")
def reproducibility_cost_before(reproducibility_hours_before: Value, hourly_rate: Value) -> Value:
    """Hours lost in incidents, at what an hour of the team costs."""
    return reproducibility_hours_before * hourly_rate


@line("Hours of incidents saved", unit="hours/year", when="reproducibility")
def reproducibility_hours_saved(reproducibility_hours_before: Value, reproducibility_hours_after: Value) -> Value:
    """Hours lost before less after."""
    return reproducibility_hours_before - reproducibility_hours_after


@line("Reproducibility", unit="money/year", when="reproducibility")
def reproducibility_gain(reproducibility_hours_saved: Value, hourly_rate: Value) -> Value:
    """Hours of incidents saved, at what an hour of the team costs."""
    return reproducibility_hours_saved * hourly_rate
