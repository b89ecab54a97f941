"""What the change is worth a year: each benefit at full effect, then year by year, each counted once."""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import total, total_product, where
from reportgen.model.line import Source, collected, line

Value = Any  #: numbers or cells


@line("Hours moved to value work and put to use", unit="hours/year")
def productive_hours_gained(team_hours: Value, value_share_change: Value, realisation: Value) -> Value:
    """Team hours times the change of the value share, as far as the freed time is really put to use."""
    return team_hours * value_share_change * realisation


@line("Productivity gain", unit="money/year")
def productivity_gain(payroll: Value, value_share_change: Value, realisation: Value) -> Value:
    """Payroll that moves to value work; only the part of the freed time that is put to use counts."""
    return payroll * value_share_change * realisation


@line("Departures avoided a year", unit="people/year", when="retention")
def departures_avoided(
    headcount: Value, attrition_before: Value, attrition_after: Value, retention_attribution: Value
) -> Value:
    """Headcount times the fall in attrition, as far as it is credited to the investment."""
    return headcount * (attrition_before - attrition_after) * retention_attribution


@line("Reduced attrition", unit="money/year", when="retention")
def retention_gain(departures_avoided: Value, cost_per_departure: Value) -> Value:
    """Departures avoided times the cost of one."""
    return departures_avoided * cost_per_departure


@line("Additional models shipped a year", unit="number", when="delivery")
def additional_models(models_shipped_after: Value, models_shipped_before: Value) -> Value:
    """Models shipped a year after less before."""
    return models_shipped_after - models_shipped_before


@line("Additional models shipped", unit="money/year", when="delivery")
def delivery_gain(additional_models: Value, value_per_model: Value, delivery_attribution: Value) -> Value:
    """Additional models times the value of one, as far as they are credited to the investment."""
    return additional_models * value_per_model * delivery_attribution


@line("Quantity gained a year", unit="number", per="custom", when="custom")
def custom_quantity_gained(
    custom_rise_is_gain: Value, custom_quantity_after: Value, custom_quantity_before: Value
) -> Value:
    """The change of the quantity in the direction that counts as a gain."""
    rise = custom_quantity_after - custom_quantity_before
    return where(custom_rise_is_gain > 0, rise, -rise)


@line("Gain", unit="money/year", per="custom", when="custom")
def custom_gain(custom_quantity_gained: Value, custom_unit_value: Value, custom_attribution: Value) -> Value:
    """Quantity gained times the value of one unit, as far as it is credited to the investment."""
    return custom_quantity_gained * custom_unit_value * custom_attribution


def _every_benefit(case: Case) -> list[Source]:
    return [(benefit.line, benefit.custom) for benefit in case.benefits]


benefit_full_effect = collected(
    "benefit_full_effect",
    "Benefit at full effect",
    "Each benefit a year once all of its effect is reached, before any risk adjustment.",
    unit="money/year",
    per="benefit",
    sources=_every_benefit,
)


@line("Benefit at full effect, as far as it is counted", unit="money/year", per="benefit", when="not time_levers")
def benefit_counted_effect(benefit_full_effect: Value) -> Value:
    """The benefit at full effect: no other benefit counts the same hours."""
    return benefit_full_effect


@line(
    "Benefit at full effect, as far as it is counted",
    unit="money/year",
    per="benefit",
    when="time_levers",
    name="benefit_counted_effect",
)
def benefit_counted_effect_once(benefit_full_effect: Value, benefit_counted: Value) -> Value:
    """The benefit at full effect, 0 where the same hours are counted elsewhere."""
    return benefit_full_effect * benefit_counted


@line("Annual benefit at full effect", unit="money/year")
def annual_benefit(benefit_counted_effect: Value) -> Value:
    """All benefits at full effect with nothing taken off, as in the chapter's case study; freed time counts once."""
    return total(benefit_counted_effect, over="benefit")


@line("Negligible benefit", unit="money/year")
def negligible_benefit(payroll: Value, negligible_share: Value) -> Value:
    """What rounding may leave of a benefit that is zero."""
    return payroll * negligible_share


@line("Part kept after the risk adjustment", unit="share", per="benefit")
def kept_after_risk(benefit_full_effect: Value, risk_adjustment: Value, negligible_benefit: Value) -> Value:
    """One less the risk adjustment; of a loss all of it, as no adjustment for risk makes a loss smaller."""
    return where(benefit_full_effect < -negligible_benefit, 1, 1 - risk_adjustment)


@line("Adoption", unit="share", per="year")
def adoption_reached(adoption: Value) -> Value:
    """Share of the full effect reached in the year."""
    return adoption


@line("Benefit after adoption and risk", unit="money", per=("benefit", "year"), totalled=True)
def benefit_in_year(benefit_counted_effect: Value, adoption_reached: Value, kept_after_risk: Value) -> Value:
    """Full effect, as far as it is counted, times adoption, less the risk adjustment."""
    return benefit_counted_effect * adoption_reached * kept_after_risk


@line("Total benefits", unit="money", per="year", when="overlap", name="total_benefits", totalled=True)
def total_benefits_less_overlap(benefit_in_year: Value, overlap_in_year: Value) -> Value:
    """All benefits of the year, each counted once."""
    return total(benefit_in_year, over="benefit") + overlap_in_year


@line("Total benefits", unit="money", per="year", when="not overlap", totalled=True)
def total_benefits(benefit_in_year: Value) -> Value:
    """All benefits of the year."""
    return total(benefit_in_year, over="benefit")


@line(
    "Benefits that leave the budget",
    unit="money",
    per="year",
    when="overlap",
    name="cashable_benefits",
    totalled=True,
)
def cashable_benefits_less_overlap(benefit_in_year: Value, cashable_benefit: Value, cashable_overlap: Value) -> Value:
    """Only the benefits that are cashable, each counted once."""
    return total_product(benefit_in_year, cashable_benefit, over="benefit") + cashable_overlap


@line("Benefits that leave the budget", unit="money", per="year", when="not overlap", totalled=True)
def cashable_benefits(benefit_in_year: Value, cashable_benefit: Value) -> Value:
    """Only the benefits that are cashable."""
    return total_product(benefit_in_year, cashable_benefit, over="benefit")


@line("Revenue", unit="money", per="year", totalled=True)
def revenue_benefits(benefit_in_year: Value, revenue_benefit: Value) -> Value:
    """Only the benefits that are revenue."""
    return total_product(benefit_in_year, revenue_benefit, over="benefit")


@line(
    "Benefits without revenue",
    unit="money",
    per="year",
    when="overlap",
    name="benefits_without_revenue",
    totalled=True,
)
def benefits_without_revenue_less_overlap(
    benefit_in_year: Value, revenue_benefits: Value, overlap_without_revenue: Value
) -> Value:
    """All benefits but revenue, each counted once."""
    return total(benefit_in_year, over="benefit") - revenue_benefits + overlap_without_revenue


@line("Benefits without revenue", unit="money", per="year", when="not overlap", totalled=True)
def benefits_without_revenue(benefit_in_year: Value, revenue_benefits: Value) -> Value:
    """All benefits but revenue."""
    return total(benefit_in_year, over="benefit") - revenue_benefits
