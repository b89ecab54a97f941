"""Freed time and the models shipped with it, which are one effect: the smaller of the two is taken off.

In a view of the case with less in it only what is in the view can overlap.
"""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import higher, lower, total_product
from reportgen.model.line import Source, collected, line

Value = Any  #: numbers or cells


@line("Freed time at full effect, counted", unit="money/year", when="overlap")
def counted_time_gain(benefit_counted_effect: Value, time_benefit: Value) -> Value:
    """The gains from freed time that are counted, of the survey or of the levers."""
    return total_product(benefit_counted_effect, time_benefit, over="benefit")


@line("Counted twice at full effect", unit="money/year", when="overlap")
def overlap_deduction(overlap: Value, counted_time_gain: Value, delivery_gain: Value) -> Value:
    """Taken off because models shipped with freed time are worth the smaller of the two gains only once."""
    return -overlap * higher(0, lower(counted_time_gain, delivery_gain))


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
