"""What the change is worth a year: each benefit at full effect, then year by year."""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import higher, lower, total, total_product, where
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


@line("Annual benefit at full effect", unit="money/year", when="not time_levers")
def annual_benefit(benefit_full_effect: Value) -> Value:
    """All benefits at full effect with nothing taken off, as in the chapter's case study."""
    return total(benefit_full_effect, over="benefit")


@line("Annual benefit at full effect", unit="money/year", when="time_levers", name="annual_benefit")
def annual_benefit_counted_once(benefit_counted_effect: Value) -> Value:
    """All benefits at full effect with nothing taken off, freed time from the survey or from the levers."""
    return total(benefit_counted_effect, over="benefit")


@line("Negligible benefit", unit="money/year")
def negligible_benefit(payroll: Value, negligible_share: Value) -> Value:
    """What rounding may leave of a benefit that is zero."""
    return payroll * negligible_share


@line("Counted twice at full effect", unit="money/year", when="overlap")
def overlap_deduction(overlap: Value, counted_time_gain: Value, delivery_gain: Value) -> Value:
    """Taken off because models shipped with freed time are worth the smaller of the two gains only once."""
    return -overlap * higher(0, lower(counted_time_gain, delivery_gain))


@line("Part kept after the risk adjustment", unit="share", per="benefit")
def kept_after_risk(benefit_full_effect: Value, risk_adjustment: Value, negligible_benefit: Value) -> Value:
    """One less the risk adjustment; of a loss all of it, as no adjustment for risk makes a loss smaller."""
    return where(benefit_full_effect < -negligible_benefit, 1, 1 - risk_adjustment)


@line("Adoption", unit="share", per="year")
def adoption_reached(adoption: Value) -> Value:
    """Share of the full effect reached in the year."""
    return adoption


@line(
    "Benefit after adoption and risk",
    unit="money",
    per=("benefit", "year"),
    when="time_levers",
    name="benefit_in_year",
    totalled=True,
)
def benefit_in_year_counted_once(
    benefit_counted_effect: Value, adoption_reached: Value, kept_after_risk: Value
) -> Value:
    """Full effect, as far as it is counted, times adoption, less the risk adjustment."""
    return benefit_counted_effect * adoption_reached * kept_after_risk


@line("Benefit after adoption and risk", unit="money", per=("benefit", "year"), when="not time_levers", totalled=True)
def benefit_in_year(benefit_full_effect: Value, adoption_reached: Value, kept_after_risk: Value) -> Value:
    """Full effect times adoption, less the risk adjustment."""
    return benefit_full_effect * adoption_reached * kept_after_risk


def _of_delivery(case: Case, figure: str) -> list[Source]:
    return [(figure, [benefit.line for benefit in case.benefits].index("delivery_gain"))]


def _delivery_gain(case: Case) -> list[Source]:
    return _of_delivery(case, "benefit_in_year")


def _delivery_gain_cashable(case: Case) -> list[Source]:
    return _of_delivery(case, "cashable_benefit")


def _delivery_gain_revenue(case: Case) -> list[Source]:
    return _of_delivery(case, "revenue_benefit")


@line("Gain counted as time", unit="money", per="year", when="overlap")
def time_gain_in_year(benefit_in_year: Value, time_benefit: Value) -> Value:
    """The gains from freed time of the year, after adoption and risk."""
    return total_product(benefit_in_year, time_benefit, over="benefit")


delivery_gain_in_year = collected(
    "delivery_gain_in_year",
    "Gain counted as models shipped",
    "The gain from additional models of the year, after adoption and risk.",
    unit="money",
    per="year",
    sources=_delivery_gain,
    when="overlap",
)

delivery_gain_is_cashable = collected(
    "delivery_gain_is_cashable",
    "The gain counted as models shipped leaves the budget (1 = yes)",
    "Decides in which views of the case the overlap is taken off.",
    unit="flag",
    per=(),
    sources=_delivery_gain_cashable,
    when="overlap",
)

delivery_gain_is_revenue = collected(
    "delivery_gain_is_revenue",
    "The gain counted as models shipped is revenue (1 = yes)",
    "Decides in which views of the case the overlap is taken off.",
    unit="flag",
    per=(),
    sources=_delivery_gain_revenue,
    when="overlap",
)


@line("Counted twice", unit="money", per="year", when="overlap", totalled=True)
def overlap_in_year(overlap: Value, time_gain_in_year: Value, delivery_gain_in_year: Value) -> Value:
    """The smaller of the two overlapping gains of the year, after adoption and risk, as a deduction."""
    return -overlap * higher(0, lower(time_gain_in_year, delivery_gain_in_year))


@line("Time gain left after what is counted twice", unit="money", per="year", when="overlap", totalled=True)
def time_gain_kept(time_gain_in_year: Value, overlap_in_year: Value) -> Value:
    """What freed time adds beyond the models shipped with it."""
    return time_gain_in_year + overlap_in_year


@line("Total benefits", unit="money", per="year", when="overlap", name="total_benefits", totalled=True)
def total_benefits_less_overlap(benefit_in_year: Value, overlap_in_year: Value) -> Value:
    """All benefits of the year, each counted once."""
    return total(benefit_in_year, over="benefit") + overlap_in_year


@line("Total benefits", unit="money", per="year", when="not overlap", totalled=True)
def total_benefits(benefit_in_year: Value) -> Value:
    """All benefits of the year."""
    return total(benefit_in_year, over="benefit")


@line("Is freed time that leaves the budget (1 = yes)", unit="flag", per="benefit", when="overlap")
def cashable_time_benefit(time_benefit: Value, cashable_benefit: Value) -> Value:
    """1 for gains from freed time that are cashable."""
    return time_benefit * cashable_benefit


@line("Cashable gain counted as time", unit="money", per="year", when="overlap")
def cashable_time_gain(benefit_in_year: Value, cashable_time_benefit: Value) -> Value:
    """The gains from freed time of the year that are cashable."""
    return total_product(benefit_in_year, cashable_time_benefit, over="benefit")


@line("Counted twice among cashable benefits", unit="money", per="year", when="overlap", totalled=True)
def cashable_overlap(
    overlap: Value, cashable_time_gain: Value, delivery_gain_in_year: Value, delivery_gain_is_cashable: Value
) -> Value:
    """The smaller of the two overlapping gains of the year, as far as they are cashable, as a deduction."""
    return -overlap * higher(0, lower(cashable_time_gain, delivery_gain_in_year * delivery_gain_is_cashable))


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


@line("Is freed time and no revenue (1 = yes)", unit="flag", per="benefit", when="overlap")
def time_benefit_without_revenue(time_benefit: Value, revenue_benefit: Value) -> Value:
    """1 for gains from freed time that are not marked as revenue."""
    return time_benefit * (1 - revenue_benefit)


@line("Gain counted as time without revenue", unit="money", per="year", when="overlap")
def time_gain_without_revenue(benefit_in_year: Value, time_benefit_without_revenue: Value) -> Value:
    """The gains from freed time of the year that are not marked as revenue."""
    return total_product(benefit_in_year, time_benefit_without_revenue, over="benefit")


@line("Models shipped, as far as they are no revenue", unit="money", per="year", when="overlap")
def delivery_gain_without_revenue(delivery_gain_in_year: Value, delivery_gain_is_revenue: Value) -> Value:
    """The gain from additional models of the year where it is not marked as revenue, as it is by default."""
    return delivery_gain_in_year * (1 - delivery_gain_is_revenue)


@line("Counted twice among benefits without revenue", unit="money", per="year", when="overlap", totalled=True)
def overlap_without_revenue(
    overlap: Value, time_gain_without_revenue: Value, delivery_gain_without_revenue: Value
) -> Value:
    """The smaller of the two overlapping gains of the year, as far as they are no revenue, as a deduction."""
    return -overlap * higher(0, lower(time_gain_without_revenue, delivery_gain_without_revenue))


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
