"""Every input of the model: its label, unit, axes, limits, default and where the default comes from.

The model's lines read inputs by these names; the case file, the workbook's Inputs sheet, the glossary
and the document's register show these labels. An input stands here or nowhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Kind = Literal["measured", "projected", "assumed", "benchmark"]
#: From the strongest evidence to the weakest; a line is as weak as the weakest thing it reads.
KINDS: tuple[Kind, ...] = ("measured", "projected", "assumed", "benchmark")

Axis = Literal[
    "activity", "other_activity", "role", "component", "benefit", "custom", "outcome", "measured_outcome", "year"
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
    "months",
    "people",
    "people/year",
    "number",
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
    when: str | None = None
    """The features of a case that switch the input on, as `is_on` reads them; None is always on."""
    default_kind: Kind = "benchmark"


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
          minimum=0, maximum=1, favourable="low", source="convention: 10 % on"),
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
    Input("models_shipped_before", "Models shipped a year, before", "number", "Delivery", minimum=0, when="delivery"),
    Input("models_shipped_after", "Models shipped a year, after", "number", "Delivery", minimum=0, favourable="high",
          when="delivery"),
    Input("value_per_model", "Value of one additional model a year", "money", "Delivery", default=200_000, minimum=0,
          favourable="high", when="delivery", source=f"{CHAPTER}.8: $200K a model"),
    Input("delivery_attribution", "Share of the additional models credited to the investment", "share", "Delivery",
          default=1.0, minimum=0, maximum=1, favourable="high", when="delivery",
          source=f"{CHAPTER}.8: all additional models are credited"),
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
    # Conversions and conventions
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
    Input("negligible_share", "Share of payroll below which a benefit is none", "number", CONVENTIONS, default=1e-6,
          minimum=0, maximum=1, source="convention: what rounding may leave of zero", default_kind="assumed"),
    Input("check_tolerance", "Largest difference a check accepts", "number", CONVENTIONS, default=1e-6, minimum=0,
          source="convention", default_kind="assumed"),
)

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
