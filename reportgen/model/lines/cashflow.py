"""What it returns: the investment view, the first-year view, and the same case with less in it."""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.language import noted
from reportgen.model.algebra import (
    absent,
    every,
    first,
    higher,
    highest,
    last,
    previous,
    rate_of_return,
    running,
    total,
    total_product,
    where,
)
from reportgen.model.line import Source, collected, line

Value = Any  #: numbers or cells

NOT_PAID_BACK = noted("not within the horizon")
NO_RATE = noted("no single one above 0 %")

#: The same case with less in it: label → the line of its benefits by year.
VIEWS = {
    noted("Everything counted"): "total_benefits",
    noted("Without revenue"): "benefits_without_revenue",
    noted("Cashable benefits only"): "cashable_benefits",
    noted("All benefits a year late"): "benefits_a_year_late",
}


@line("Net benefit", unit="money", per="year", totalled=True)
def net_benefit(total_benefits: Value, total_costs: Value) -> Value:
    """Benefits less costs of the year."""
    return total_benefits - total_costs


@line("Cumulative net benefit", unit="money", per="year")
def cumulative_net_benefit(net_benefit: Value) -> Value:
    """Net benefits of this and all earlier years."""
    return running(net_benefit)


@line("Discount factor", unit="factor", per="year")
def discount_factor(discount_rate: Value, year: Value) -> Value:
    """What one unit of money at the end of the year is worth today."""
    return 1 / (1 + discount_rate) ** year


@line("Discounted net benefit", unit="money", per="year", totalled=True)
def discounted_net_benefit(net_benefit: Value, discount_factor: Value) -> Value:
    """Net benefit at today's value."""
    return net_benefit * discount_factor


@line("Present value of the benefit", unit="money", per="benefit")
def benefit_present_value(benefit_in_year: Value, discount_factor: Value) -> Value:
    """The benefit of all years at today's value."""
    return total_product(benefit_in_year, discount_factor, over="year")


@line("Present value counted twice", unit="money", when="overlap")
def overlap_present_value(overlap_in_year: Value, discount_factor: Value) -> Value:
    """The deduction for benefits counted twice at today's value."""
    return total_product(overlap_in_year, discount_factor, over="year")


@line("Present value of the cost", unit="money", per="cost")
def cost_present_value(cost_in_year: Value, discount_factor: Value) -> Value:
    """The cost of all years at today's value."""
    return total_product(cost_in_year, discount_factor, over="year")


@line("Effect of the cost on NPV", unit="money", per="cost")
def cost_effect(cost_present_value: Value) -> Value:
    """The present value of the cost as a deduction."""
    return -cost_present_value


@line("Present value of benefits", unit="money", when="overlap", name="present_value_of_benefits")
def present_value_of_benefits_less_overlap(benefit_present_value: Value, overlap_present_value: Value) -> Value:
    """All benefits at today's value, each counted once."""
    return total(benefit_present_value, over="benefit") + overlap_present_value


@line("Present value of benefits", unit="money", when="not overlap")
def present_value_of_benefits(benefit_present_value: Value) -> Value:
    """All benefits at today's value."""
    return total(benefit_present_value, over="benefit")


@line("Present value of costs", unit="money")
def present_value_of_costs(cost_present_value: Value) -> Value:
    """All costs at today's value."""
    return total(cost_present_value, over="cost")


@line("Net present value", unit="money")
def npv(present_value_of_benefits: Value, present_value_of_costs: Value) -> Value:
    """Benefits less costs, both at today's value."""
    return present_value_of_benefits - present_value_of_costs


@line("Return on investment", unit="share")
def roi(npv: Value, present_value_of_costs: Value) -> Value:
    """Net present value over the present value of costs."""
    return where(present_value_of_costs > 0, npv / present_value_of_costs, absent("no costs"))


@line("Benefit-cost ratio", unit="multiple")
def benefit_cost_ratio(present_value_of_benefits: Value, present_value_of_costs: Value) -> Value:
    """Present value of benefits over present value of costs."""
    return where(present_value_of_costs > 0, present_value_of_benefits / present_value_of_costs, absent("no costs"))


@line("Negligible amount", unit="money")
def negligible_money(check_tolerance: Value, money_scale: Value) -> Value:
    """What rounding may leave of an amount that is zero, at the size of the money in the case."""
    return check_tolerance * money_scale


@line("Rises above zero in the year", unit="flag", per="year")
def pays_back_in_year(cumulative_net_benefit: Value, negligible_money: Value) -> Value:
    """1 where the cumulative net benefit was below zero a year ago and no longer is."""
    rises = every(previous(cumulative_net_benefit) < -negligible_money, cumulative_net_benefit >= -negligible_money)
    return where(rises, 1, 0)


@line("Month of the rise", unit="months", per="year")
def payback_in_year(
    pays_back_in_year: Value, year: Value, cumulative_net_benefit: Value, net_benefit: Value, months_per_year: Value
) -> Value:
    """Months from the end of year 0 to zero, the year's net benefit coming in evenly."""
    return where(pays_back_in_year > 0, months_per_year * (year - cumulative_net_benefit / net_benefit), 0)


@line("Payback from the end of year 0", unit="months")
def payback_months(cumulative_net_benefit: Value, payback_in_year: Value, negligible_money: Value) -> Value:
    """Months after the end of year 0 until the money is back for good."""
    is_back = last(cumulative_net_benefit) >= -negligible_money
    return where(is_back, highest(payback_in_year, over="year"), absent(NOT_PAID_BACK))


@line("Times the money comes back", unit="number")
def times_paid_back(pays_back_in_year: Value) -> Value:
    """How often the cumulative net benefit rises above zero; once, as a rule."""
    return total(pays_back_in_year, over="year")


@line("Is up to the year of the payback", unit="flag", per="year")
def until_payback(pays_back_in_year: Value) -> Value:
    """1 up to the year in which the money is back."""
    return 1 - running(pays_back_in_year) + pays_back_in_year


@line("Goes out again after the payback", unit="flag", per="year")
def goes_out_again_in_year(until_payback: Value, net_benefit: Value, negligible_money: Value) -> Value:
    """1 where more money goes out than comes in, in a year after the money was back."""
    return where(every(until_payback < 1, net_benefit < -negligible_money), 1, 0)


@line("Years in which it goes out again", unit="number")
def times_out_again(goes_out_again_in_year: Value) -> Value:
    """How often money goes out again after the payback; never, as a rule."""
    return total(goes_out_again_in_year, over="year")


@line("Has one positive rate of return", unit="flag")
def has_rate_of_return(
    net_benefit: Value,
    cumulative_net_benefit: Value,
    times_paid_back: Value,
    times_out_again: Value,
    negligible_money: Value,
) -> Value:
    """1 where money goes out first, comes back once for good and leaves a surplus; other flows have several rates."""
    goes_out, surplus = first(net_benefit) < -negligible_money, last(cumulative_net_benefit) > negligible_money
    return where(every(goes_out, surplus, times_paid_back + times_out_again <= 1), 1, 0)


@line("Money in until the payback", unit="money", per="year")
def inflow_until_payback(net_benefit: Value, until_payback: Value) -> Value:
    """Net benefits above zero up to the year in which the money is back."""
    return higher(net_benefit, 0) * until_payback


@line("Money out until the payback", unit="money", per="year")
def outflow_until_payback(net_benefit: Value, until_payback: Value) -> Value:
    """Net benefits below zero up to the year in which the money is back, as amounts above zero."""
    return higher(-net_benefit, 0) * until_payback


@line("Money in until the payback, times its year", unit="money", per="year")
def inflow_times_year(inflow_until_payback: Value, year: Value) -> Value:
    """What comes in, weighted by when."""
    return inflow_until_payback * year


@line("Mean year of the money in until the payback", unit="number")
def mean_year_of_inflow(inflow_until_payback: Value, inflow_times_year: Value) -> Value:
    """The years weighted by what comes in."""
    inflow = total(inflow_until_payback, over="year")
    return where(inflow > 0, total(inflow_times_year, over="year") / inflow, 0)


@line("Least rate of return", unit="share")
def least_rate_of_return(
    inflow_until_payback: Value, outflow_until_payback: Value, mean_year_of_inflow: Value, has_rate_of_return: Value
) -> Value:
    """The rate if all went out at once and came in at its mean year, and nothing after: the search begins here.

    It is never above the rate that is sought, so that every program finds that one.
    """
    multiple = total(inflow_until_payback, over="year") / total(outflow_until_payback, over="year")
    return where(has_rate_of_return > 0, multiple ** (1 / mean_year_of_inflow) - 1, 0)


@line("Internal rate of return", unit="share")
def irr(has_rate_of_return: Value, net_benefit: Value, least_rate_of_return: Value) -> Value:
    """The discount rate at which the net present value is zero."""
    rate = rate_of_return(net_benefit, least_rate_of_return, NO_RATE)
    return where(has_rate_of_return > 0, rate, absent(NO_RATE))


@line("Benefits a year late", unit="money", per="year", totalled=True)
def benefits_a_year_late(total_benefits: Value) -> Value:
    """The benefits of the year before."""
    return previous(total_benefits)


@line("Present value of benefits a year late", unit="money")
def present_value_a_year_late(benefits_a_year_late: Value, discount_factor: Value) -> Value:
    """All benefits within the horizon, each a year later, at today's value."""
    return total_product(benefits_a_year_late, discount_factor, over="year")


@line("Cost of delay per month, within the horizon", unit="money")
def cost_of_delay_per_month(
    present_value_of_benefits: Value, present_value_a_year_late: Value, months_per_year: Value
) -> Value:
    """What a year's delay of the benefits takes off the net present value, for each month."""
    return (present_value_of_benefits - present_value_a_year_late) / months_per_year


@line("First-year return on investment", unit="share")
def simple_roi(annual_benefit: Value, total_investment: Value) -> Value:
    """Annual benefit at full effect less investment, over investment."""
    return where(total_investment > 0, (annual_benefit - total_investment) / total_investment, absent("no investment"))


@line("First-year payback", unit="months")
def simple_payback_months(
    annual_benefit: Value, total_investment: Value, months_per_year: Value, negligible_benefit: Value
) -> Value:
    """Months of the annual benefit at full effect that make up the investment; never for less than a negligible one."""
    months = total_investment / annual_benefit * months_per_year
    return where(annual_benefit > negligible_benefit, months, absent("never"))


def _every_view(_: Case) -> list[Source]:
    return [(name, None) for name in VIEWS.values()]


view_benefits = collected(
    "view_benefits",
    "Benefits of the view",
    "What is counted in each view of the same case.",
    unit="money",
    per=("view", "year"),
    sources=_every_view,
    totalled=True,
)


@line("Cumulative net benefit of the view", unit="money", per=("view", "year"))
def view_cumulative(view_benefits: Value, total_costs: Value) -> Value:
    """Benefits of the view less all costs, of this and all earlier years."""
    return running(view_benefits) - running(total_costs)


@line("Rises above zero in the view", unit="flag", per=("view", "year"))
def view_pays_back_in_year(view_cumulative: Value, negligible_money: Value) -> Value:
    """1 where the view's cumulative net benefit was below zero a year ago and no longer is."""
    rises = every(previous(view_cumulative) < -negligible_money, view_cumulative >= -negligible_money)
    return where(rises, 1, 0)


@line("Month of the rise in the view", unit="months", per=("view", "year"))
def view_payback_in_year(
    view_pays_back_in_year: Value,
    year: Value,
    view_cumulative: Value,
    view_benefits: Value,
    total_costs: Value,
    months_per_year: Value,
) -> Value:
    """Months from the end of year 0 to zero where the view rises above it in the year, else 0."""
    months = months_per_year * (year - view_cumulative / (view_benefits - total_costs))
    return where(view_pays_back_in_year > 0, months, 0)


@line("Net present value of the view", unit="money", per="view")
def view_npv(view_benefits: Value, discount_factor: Value, present_value_of_costs: Value) -> Value:
    """Benefits of the view less all costs, at today's value."""
    return total_product(view_benefits, discount_factor, over="year") - present_value_of_costs


@line("Return on investment of the view", unit="share", per="view")
def view_roi(view_npv: Value, present_value_of_costs: Value) -> Value:
    """Net present value of the view over the present value of costs."""
    return where(present_value_of_costs > 0, view_npv / present_value_of_costs, absent("no costs"))


@line("Payback of the view", unit="months", per="view")
def view_payback(view_cumulative: Value, view_payback_in_year: Value, negligible_money: Value) -> Value:
    """Months after the end of year 0 until the money is back for good."""
    is_back = last(view_cumulative) >= -negligible_money
    return where(is_back, highest(view_payback_in_year, over="year"), absent(NOT_PAID_BACK))
