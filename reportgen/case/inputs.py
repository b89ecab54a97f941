"""Every input of the model: its label, unit, axes, limits, default and where the default comes from.

The model's lines read inputs by these names; the case file, the workbook's Inputs sheet, the glossary
and the document's register show these labels. An input stands here or nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["measured", "projected", "assumed", "benchmark"]
#: From the strongest evidence to the weakest; a line is as weak as the weakest thing it reads.
KINDS: tuple[Kind, ...] = ("measured", "projected", "assumed", "benchmark")

Axis = Literal[
    "activity",
    "other_activity",
    "role",
    "component",
    "benefit",
    "custom",
    "outcome",
    "measured_outcome",
    "handoff",
    "incident_step",
    "setup_step",
    "auc_row",
    "measure",
    "year",
]

#: What a figure is measured in; formats in both documents follow from it.
Unit = Literal[
    "share",
    "points",
    "money",
    "money/year",
    "money/hour",
    "hours",
    "hours/year",
    "days",
    "weeks",
    "months",
    "people",
    "people/year",
    "number",
    "auc",
    "multiple",
    "factor",
    "flag",
    "year",
    "auto",
]

#: The group of inputs that state how to calculate, not what is the case.
CONVENTIONS = "Conventions"

CHAPTER = "Engineering Productivity Multiplier, chapter 4.3"


@dataclass(frozen=True)
class Input:
    """One input of the model. `default`, `low` and `high` are in the input's unit; None has no default."""

    name: str
    label: str
    unit: Unit
    group: str
    axes: tuple[Axis, ...] = ()
    default: float | None = None
    source: str = ""
    low: float | None = None
    high: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    favourable: Literal["high", "low"] | None = None
    """Which end of a range helps, as a rule; scenarios read it, unless the other end helps in the case at hand."""
    unfavourable: Literal["high", "low"] | None = None
    """Which end hurts, where that is not the other end: what helps alone may hurt beside other changes."""
    when: str | None = None
    """The features of a case that switch the input on, as `is_on` reads them; None is always on."""
    default_kind: Kind = "benchmark"


def is_settled(declared: Input) -> bool:
    """Whether an input is the same in every scenario and what-if: it sorts figures or says how to calculate."""
    return declared.unit == "flag" or declared.group == CONVENTIONS


def is_on(when: str | None, features: Collection[str]) -> bool:
    """Whether features switch an input or line on: `a`, `not a`, `a and not b`, `a or b`; None is always on."""
    if when is None:
        return True
    return any(all(_holds(term, features) for term in choice.split(" and ")) for choice in when.split(" or "))


def _holds(term: str, features: Collection[str]) -> bool:
    feature = term.removeprefix("not ")
    return (feature in features) == (feature == term)


# One or two lines an input, to be read as a table.
# fmt: off
INPUTS: tuple[Input, ...] = (
    # Team, per role
    Input("role_headcount", "Headcount", "people", "Team", ("role",), minimum=0, favourable="high",
          source="people counted in the survey", default_kind="measured"),
    Input("loaded_cost", "Loaded cost per person", "money/year", "Team", ("role",), default=250_000, minimum=0,
          favourable="high", source=f"{CHAPTER}.1: $250K fully loaded per engineer"),
    # General
    Input("hours_per_year", "Working hours per person and year", "hours/year", "General", default=2_080, minimum=1,
          maximum=8_784, source="52 weeks of 40 hours"),
    Input("discount_rate", "Discount rate", "share", "General", default=0.10, minimum=0, maximum=1, favourable="low",
          source="convention: 10 % a year, nominal, flows at the end of each year"),
    Input("realisation", "Share of freed time put to productive use", "share", "General", default=0.40, low=0.20,
          high=0.60, minimum=0, maximum=1, favourable="high",
          source=f"{CHAPTER}.8: the case study implies 41.14 %, taken as 40 %"),
    Input("adoption", "Share of the full effect reached in the year", "share", "General", ("year",), minimum=0,
          maximum=1, favourable="high", source="convention: 50 % in year 1, 90 % in year 2, then 100 %"),
    Input("risk_adjustment", "Risk adjustment taken off the benefit", "share", "General", ("benefit",), default=0.10,
          low=0.05, high=0.20, minimum=0, maximum=1, favourable="low", source="convention: 10 % off every benefit"),
    Input("overlap", "Share of overlapping benefits counted once", "share", "General", default=1.0, minimum=0,
          maximum=1, favourable="low", when="overlap",
          source="convention: models shipped with freed time are not counted twice"),
    # Survey: what each activity is, and where it should go
    Input("value_activity", "Is value work (1 = yes)", "flag", "Survey", ("activity",), minimum=0, maximum=1,
          source="guessed from the activity's name", default_kind="assumed"),
    Input("friction_activity", "Is friction (1 = yes)", "flag", "Survey", ("activity",), minimum=0, maximum=1,
          source="guessed from the activity's name", default_kind="assumed", when="target_value_share"),
    Input("target_value_share", "Target share of time on value work", "share", "Survey", default=0.60, low=0.40,
          high=0.60, minimum=0, maximum=1, favourable="high", when="target_value_share",
          source=f"{CHAPTER}.1: 60 % of time on value work at high maturity"),
    Input("target_share", "Target share of time", "share", "Survey", ("activity",), minimum=0, maximum=1,
          when="target_shares"),
    Input("confidence", "Confidence of the intervals", "share", "Survey", default=0.95, minimum=0.5, maximum=0.999,
          source="convention: two-sided 95 % t intervals", when="spread_before"),
    # Investment, per component
    Input("component_amount", "Investment", "money", "Investment", ("component",), minimum=0, favourable="low",
          source=f"{CHAPTER}.8: $800K for a team of 35, per head"),
    Input("component_phasing", "Share of the investment spent in the year", "share", "Investment",
          ("component", "year"), minimum=0, maximum=1, source="convention: all spent in year 0"),
    Input("run_cost_rate", "Run cost a year, share of the amount invested", "share", "Investment", ("component",),
          default=0.20, low=0.15, high=0.25, minimum=0, maximum=1, favourable="low",
          source="convention: 20 % a year from the year after the spending"),
    Input("implementation_dip", "Share of payroll lost while people learn", "share", "Investment", default=0.05,
          low=0.02, high=0.10, minimum=0, maximum=1, favourable="low", source="convention: 5 % while people learn"),
    Input("implementation_dip_months", "Months of learning", "months", "Investment", default=3, minimum=0, maximum=12,
          favourable="low", source="convention: 3 months, charged in year 0"),
    Input("contingency", "Contingency on all costs", "share", "Investment", default=0.10, low=0.05, high=0.20,
          minimum=0, maximum=1, favourable="low", source="convention: 10 % on all costs"),
    # Retention
    Input("attrition_before", "Attrition rate, before", "share", "Retention", minimum=0, maximum=1, when="retention"),
    Input("attrition_after", "Attrition rate, after", "share", "Retention", minimum=0, maximum=1, favourable="low",
          when="retention"),
    Input("retention_attribution", "Share of the fall in attrition credited to the investment", "share", "Retention",
          default=0.60, low=0.40, high=0.80, minimum=0, maximum=1, favourable="high", when="retention",
          source=f"{CHAPTER}.8: 3 of 4.9 departures avoided imply 61 %, taken as 60 %"),
    Input("cost_per_departure", "Cost of one departure", "money", "Retention", default=400_000, minimum=0,
          favourable="high", when="retention", source=f"{CHAPTER}.8: $400K a departure"),
    # Delivery
    Input("models_shipped_before", "Models shipped a year, before", "number", "Delivery", minimum=0,
          when="models_shipped"),
    Input("models_shipped_after", "Models shipped a year, after", "number", "Delivery", minimum=0, favourable="high",
          when="models_shipped"),
    Input("value_per_model", "Value of one additional model a year", "money", "Delivery", default=200_000, minimum=0,
          favourable="high", when="delivery", source=f"{CHAPTER}.8: $200K a model"),
    Input("delivery_attribution", "Share of the additional models credited to the investment", "share", "Delivery",
          default=1.0, minimum=0, maximum=1, favourable="high", when="delivery",
          source=f"{CHAPTER}.8: all additional models are credited"),
    # Self-service: models no longer wait for other teams
    Input("models_per_year", "Models a year that wait for other teams", "number", "Self-service", minimum=0,
          favourable="high", when="self_service"),
    Input("handoff_weeks_before", "Waiting for a hand-off, before", "weeks", "Self-service", ("handoff",), default=8,
          low=6, high=13, minimum=0, favourable="high", when="self_service",
          source=f"{CHAPTER}.2: 8 weeks a model; its table of hand-offs adds up to 6 to 13 weeks"),
    Input("handoff_days_after", "Waiting for all hand-offs of a model, after", "days", "Self-service", default=2,
          minimum=0, favourable="low", when="self_service", source=f"{CHAPTER}.2: 2 days a model"),
    Input("waiting_share", "Share of the waiting in which nobody works on anything else", "share", "Self-service",
          default=1.0, low=0.25, minimum=0, maximum=1, favourable="high", when="self_service",
          source=f"{CHAPTER}.2 counts all of the waiting; low end: a quarter of it"),
    Input("hours_per_model", "Hours of work in a model", "hours", "Self-service", default=400, minimum=1,
          when="self_service", source=f"{CHAPTER}.2: 400 hours a model"),
    # Retraining
    Input("retrains_per_month_before", "Retrainings a month, before", "number", "Retraining", minimum=0,
          favourable="high", when="retraining"),
    Input("retrains_per_month_after", "Retrainings a month, after", "number", "Retraining", default=4, minimum=0,
          favourable="low", when="retraining", source=f"{CHAPTER}.3: 4 a month, weekly"),
    Input("hours_per_retrain_before", "Hours of work in a retraining, before", "hours", "Retraining", default=30,
          low=20, high=40, minimum=0, favourable="high", when="retraining",
          source=f"{CHAPTER}.3: 30 hours, 20 to 40 by hand"),
    Input("hours_per_retrain_after", "Hours of work in a retraining, after", "hours", "Retraining", default=2,
          low=0, minimum=0, favourable="low", when="retraining",
          source=f"{CHAPTER}.3: 2 hours, 0 to 2 for the review alone"),
    # Reproducibility
    Input("incidents_per_year", "Incidents a year that cannot be reproduced", "number", "Reproducibility", minimum=0,
          favourable="high", when="reproducibility"),
    Input("hours_per_incident_before", "Hours of a step of an incident, before", "hours", "Reproducibility",
          ("incident_step",), default=20, minimum=0, favourable="high", when="reproducibility",
          source=f"{CHAPTER}.4: 20 hours an incident"),
    Input("incident_step_shortened", "Tooling takes the step over (1 = yes)", "flag", "Reproducibility",
          ("incident_step",), default=1, minimum=0, maximum=1, when="reproducibility",
          source="convention: every step of an incident", default_kind="assumed"),
    Input("hours_per_incident_after", "Hours left of the steps that tooling takes over", "hours", "Reproducibility",
          default=0.5, minimum=0, favourable="low", when="reproducibility", source=f"{CHAPTER}.4: 30 minutes"),
    # Templates
    Input("projects_per_year", "Projects set up a year", "number", "Templates", minimum=0, favourable="high",
          when="templates"),
    Input("setup_hours_before", "Hours of a part of the set-up of a project, before", "hours", "Templates",
          ("setup_step",), default=40, low=21, high=42, minimum=0, favourable="high", when="templates",
          source=f"{CHAPTER}.6: 40 hours; its table of patterns adds up to 21 to 42 hours"),
    Input("setup_hours_after", "Hours to set up a project, after", "hours", "Templates", default=4, low=1, minimum=0,
          favourable="low", when="templates", source=f"{CHAPTER}.6: 4 hours; 1 to 2 with all templates"),
    # Onboarding
    Input("hires_per_year", "People hired a year", "people/year", "Onboarding", minimum=0, favourable="high",
          when="onboarding"),
    Input("ramp_months_before", "Months until a new person works at full speed, before", "months", "Onboarding",
          default=4, minimum=0, favourable="high", when="onboarding", source=f"{CHAPTER}.7: 4 months"),
    Input("ramp_productivity_before", "Average productivity in these months, before", "share", "Onboarding",
          default=0.4, minimum=0, maximum=1, favourable="low", when="onboarding", source=f"{CHAPTER}.7: 40 %"),
    Input("ramp_months_after", "Months until a new person works at full speed, after", "months", "Onboarding",
          default=1, minimum=0, favourable="low", when="onboarding", source=f"{CHAPTER}.7: 1 month"),
    Input("ramp_productivity_after", "Average productivity in these months, after", "share", "Onboarding",
          default=0.6, minimum=0, maximum=1, favourable="high", when="onboarding", source=f"{CHAPTER}.7: 60 %"),
    # Experiments
    Input("experiments_before", "Experiments for a model, before", "number", "Experiments", minimum=0,
          favourable="low", when="experiments"),
    Input("experiments_after", "Experiments for a model, after", "number", "Experiments", minimum=0,
          favourable="high", when="experiments"),
    Input("table_experiments", "Experiments in the row of the table", "number", "Experiments", ("auc_row",), minimum=0,
          when="experiments", source=f"{CHAPTER}.5: 10 to 500 experiments"),
    Input("table_auc", "Best AUC with these experiments", "auc", "Experiments", ("auc_row",), minimum=0, maximum=1,
          when="experiments", source=f"{CHAPTER}.5: best AUC, typical"),
    Input("value_per_auc_point", "Value of 0.01 more AUC", "money/year", "Experiments", default=1_000_000,
          minimum=0, favourable="high", when="experiments", source=f"{CHAPTER}.5: $1M for 0.01 AUC"),
    # Benefits the user names
    Input("custom_quantity_before", "Quantity a year, before", "number", "Custom benefits", ("custom",), minimum=0,
          when="custom"),
    Input("custom_quantity_after", "Quantity a year, after", "number", "Custom benefits", ("custom",), minimum=0,
          when="custom"),
    Input("custom_rise_is_gain", "A rise is the gain (1 = yes)", "flag", "Custom benefits", ("custom",), default=0,
          minimum=0, maximum=1, when="custom", source="convention: fewer is better", default_kind="assumed"),
    Input("custom_unit_value", "Value of one unit", "money", "Custom benefits", ("custom",), minimum=0,
          favourable="high", when="custom"),
    Input("custom_attribution", "Share credited to the investment", "share", "Custom benefits", ("custom",),
          default=1.0, minimum=0, maximum=1, favourable="high", when="custom",
          source="convention: all of the change is credited"),
    # What is counted where two benefits measure the same
    Input("time_basis_survey", "Freed time is counted from the survey (1 = survey, 0 = levers)", "flag",
          "Counted once", default=1, minimum=0, maximum=1, when="time_levers",
          source="convention: the survey, as it measures the whole week", default_kind="assumed"),
    Input("time_benefit", "Is freed time (1 = yes)", "flag", "Counted once", ("benefit",), minimum=0, maximum=1,
          when="overlap or time_levers", source="what the benefit counts", default_kind="assumed"),
    Input("lever_benefit", "Is time freed by a lever, hours that the survey counts too (1 = yes)", "flag",
          "Counted once", ("benefit",), minimum=0, maximum=1, when="time_levers", source="what the benefit counts",
          default_kind="assumed"),
    # What finance asks of each benefit
    Input("cashable_benefit", "Leaves the budget (1 = cashable)", "flag", "Benefit kinds", ("benefit",), minimum=0,
          maximum=1, source="kind of the benefit", default_kind="assumed"),
    Input("revenue_benefit", "Is revenue (1 = yes)", "flag", "Benefit kinds", ("benefit",), minimum=0, maximum=1,
          source="kind of the benefit", default_kind="assumed"),
    # Outcomes that carry no money
    Input("measured_outcome_before", "Before", "auto", "Outcomes", ("measured_outcome",), when="measured_outcome"),
    Input("measured_outcome_after", "After", "auto", "Outcomes", ("measured_outcome",), when="measured_outcome"),
    Input("outcome_rise_is_gain", "A rise is the gain (1 = yes)", "flag", "Outcomes", ("outcome",), default=1,
          minimum=0, maximum=1, when="outcomes", source="convention: more is better", default_kind="assumed"),
    Input("outcome_conversion", "Units of the after figure in one unit of the before figure", "factor", "Outcomes",
          ("outcome",), default=1.0, minimum=0, when="outcomes", source="both figures in the same unit",
          default_kind="assumed"),
    # The multiplier
    Input("self_service_factor", "Factor of self-service", "multiple", "Multiplier", default=1.5, minimum=0,
          when="multiplier", source=f"{CHAPTER}.9: 1.5 at high maturity"),
    Input("automation_factor", "Factor of automation", "multiple", "Multiplier", default=1.4, minimum=0,
          when="multiplier", source=f"{CHAPTER}.9: 1.4 at high maturity"),
    Input("reproducibility_factor", "Factor of reproducibility", "multiple", "Multiplier", default=1.3, minimum=0,
          when="multiplier", source=f"{CHAPTER}.9: 1.3 at high maturity"),
    Input("template_factor", "Factor of templates", "multiple", "Multiplier", default=1.2, minimum=0,
          when="multiplier", source=f"{CHAPTER}.9: 1.2 at high maturity"),
    Input("onboarding_factor", "Factor of onboarding", "multiple", "Multiplier", default=1.1, minimum=0,
          when="multiplier", source=f"{CHAPTER}.9: 1.1 at high maturity"),
    # Maturity
    Input("experiments_per_week_before", "Experiments a week, before", "number", "Maturity", minimum=0,
          when="experiments_per_week"),
    Input("experiments_per_week_after", "Experiments a week, after", "number", "Maturity", minimum=0,
          when="experiments_per_week"),
    Input("debugging_hours_before", "Debugging time of an incident, before", "hours", "Maturity", minimum=0,
          when="debugging_hours"),
    Input("debugging_hours_after", "Debugging time of an incident, after", "hours", "Maturity", minimum=0,
          when="debugging_hours"),
    # Conversions and conventions
    Input("measure_low", "Measure at low maturity", "auto", CONVENTIONS, ("measure",), minimum=0,
          source=f"{CHAPTER}.1", default_kind="assumed"),
    Input("measure_high", "Measure at high maturity", "auto", CONVENTIONS, ("measure",), minimum=0,
          source=f"{CHAPTER}.1", default_kind="assumed"),
    Input("days_per_week", "Working days in a week", "days", CONVENTIONS, default=5, minimum=1, maximum=7,
          when="self_service", source="unit conversion", default_kind="measured"),
    Input("weeks_per_year", "Weeks in a year", "weeks", CONVENTIONS, default=52, minimum=1, maximum=53,
          when="self_service", source="unit conversion", default_kind="measured"),
    Input("auc_points", "Points of 0.01 AUC in an AUC of 1", "number", CONVENTIONS, default=100, minimum=1,
          when="experiments", source="unit conversion", default_kind="measured"),
    Input("months_per_year", "Months in a year", "number", CONVENTIONS, default=12, minimum=1,
          source="unit conversion", default_kind="measured"),
    Input("exact_degrees_of_freedom", "Degrees of freedom up to which the t quantile is exact", "number", CONVENTIONS,
          default=800, minimum=1, when="spread_before", default_kind="assumed",
          source="convention: beyond it spreadsheets lose digits; the rest is interpolated to a millionth"),
    Input("negligible_variance", "Variance of shares below which answers do not differ", "number", CONVENTIONS,
          default=1e-12, minimum=0, when="spread_before", default_kind="assumed",
          source="convention: what rounding may leave of answers that are alike"),
    Input("negligible_probability", "Difference of probabilities that counts as none", "number", CONVENTIONS,
          default=1e-9, minimum=0, maximum=1, when="compared", default_kind="assumed",
          source="convention: probabilities this near are ranked alike"),
    Input("negligible_share", "Share of payroll or of time that counts as none", "number", CONVENTIONS, default=1e-6,
          minimum=0, maximum=1, source="convention: what rounding may leave of zero", default_kind="assumed"),
    Input("check_tolerance", "Largest difference a check accepts", "number", CONVENTIONS, default=1e-6, minimum=0,
          source="convention", default_kind="assumed"),
)

INPUT: Mapping[str, Input] = {each.name: each for each in INPUTS}

#: What the survey gives the model: measured, read from the Allocation, a formula over the Survey sheet.
SURVEY_INPUTS: tuple[Input, ...] = (
    Input("respondents_before", "Respondents, before", "people", "Survey results", when="counted_before"),
    Input("respondents_after", "Respondents, after", "people", "Survey results", when="counted_after"),
    Input("respondents_matched", "Respondents in both waves", "people", "Survey results", when="paired"),
    Input("surveyed_share_before", "Mean share of time, before", "share", "Survey results", ("activity",)),
    Input("surveyed_share_after", "Mean share of time, after", "share", "Survey results", ("activity",),
          when="measured"),
    Input("deviation_before", "Standard deviation, before", "share", "Survey results", ("activity",),
          when="spread_before"),
    Input("deviation_after", "Standard deviation, after", "share", "Survey results", ("activity",),
          when="spread_after"),
    Input("deviation_change", "Standard deviation of the change", "share", "Survey results", ("activity",),
          when="paired"),
    Input("design_degrees_before", "Degrees of freedom of the design, before", "number", "Survey results",
          when="designed_before"),
    Input("design_degrees_after", "Degrees of freedom of the design, after", "number", "Survey results",
          when="designed_after"),
    Input("design_degrees_change", "Degrees of freedom of the design, change", "number", "Survey results",
          when="designed_change"),
    Input("covariance_before", "Covariance of the shares, before", "factor", "Survey results",
          ("activity", "other_activity"), when="spread_before"),
    Input("covariance_after", "Covariance of the shares, after", "factor", "Survey results",
          ("activity", "other_activity"), when="welch"),
    Input("covariance_change", "Covariance of the changes of share", "factor", "Survey results",
          ("activity", "other_activity"), when="paired"),
    Input("as_is_respondents_before", "Respondents before, rows as they are", "people", "Survey results",
          when="policy_as_is"),
    Input("as_is_respondents_after", "Respondents after, rows as they are", "people", "Survey results",
          when="policy_as_is and measured"),
    Input("as_is_share_before", "Mean share before, rows as they are", "share", "Survey results", ("activity",),
          when="policy_as_is"),
    Input("as_is_share_after", "Mean share after, rows as they are", "share", "Survey results", ("activity",),
          when="policy_as_is and measured"),
    Input("strict_respondents_before", "Respondents before, exact rows only", "people", "Survey results",
          when="policy_strict"),
    Input("strict_respondents_after", "Respondents after, exact rows only", "people", "Survey results",
          when="policy_strict and measured"),
    Input("strict_share_before", "Mean share before, exact rows only", "share", "Survey results", ("activity",),
          when="policy_strict"),
    Input("strict_share_after", "Mean share after, exact rows only", "share", "Survey results", ("activity",),
          when="policy_strict and measured"),
)
# fmt: on
