"""What it costs, year by year, the effort of the team's own people included."""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import previous, running, total, where
from reportgen.model.line import Source, collected, line

Value = Any  #: numbers or cells

#: The parts of the total costs, in the order they are shown; each is a line by year.
COSTS = ("investment_in_year", "run_costs", "implementation_dip_cost", "contingency_cost")


@line("Investment by component", unit="money", per=("component", "year"), totalled=True)
def investment(component_amount: Value, component_phasing: Value) -> Value:
    """Amount of the component times the share spent in the year."""
    return component_amount * component_phasing


@line("Investment", unit="money", per="year", totalled=True)
def investment_in_year(investment: Value) -> Value:
    """All components."""
    return total(investment, over="component")


@line("Investment so far", unit="money", per="year")
def cumulative_investment(investment_in_year: Value) -> Value:
    """Investment of this and all earlier years."""
    return running(investment_in_year)


@line("Run cost by component", unit="money", per=("component", "year"), totalled=True)
def run_cost(run_cost_rate: Value, investment: Value) -> Value:
    """Run cost rate times what was spent in the years before."""
    return run_cost_rate * (running(investment) - investment)


@line("Run costs", unit="money", per="year", totalled=True)
def run_costs(run_cost: Value) -> Value:
    """All components."""
    return total(run_cost, over="component")


@line("Cost of learning", unit="money")
def learning_cost(
    payroll: Value, implementation_dip: Value, implementation_dip_months: Value, months_per_year: Value
) -> Value:
    """Share of payroll lost while people learn, for the months they do."""
    return payroll * implementation_dip * implementation_dip_months / months_per_year


@line("Implementation dip", unit="money", per="year", totalled=True)
def implementation_dip_cost(year: Value, learning_cost: Value) -> Value:
    """The cost of learning, charged in year 0, where it weighs most."""
    return where(year > 0, 0, learning_cost)


@line("Contingency", unit="money", per="year", totalled=True)
def contingency_cost(
    contingency: Value, investment_in_year: Value, run_costs: Value, implementation_dip_cost: Value
) -> Value:
    """Contingency on all costs of the year."""
    return contingency * (investment_in_year + run_costs + implementation_dip_cost)


def _every_cost(_: Case) -> list[Source]:
    return [(name, None) for name in COSTS]


cost_in_year = collected(
    "cost_in_year",
    "Costs",
    "Every cost of the year, as a positive amount.",
    unit="money",
    per=("cost", "year"),
    sources=_every_cost,
    totalled=True,
)


@line("Total costs", unit="money", per="year", totalled=True)
def total_costs(cost_in_year: Value) -> Value:
    """All costs of the year, as a positive amount."""
    return total(cost_in_year, over="cost")


@line("Total investment", unit="money")
def total_investment(investment_in_year: Value) -> Value:
    """What is spent on all components over all years."""
    return total(investment_in_year, over="year")


@line("Spending ahead of adoption", unit="share", per="year")
def adoption_headroom(cumulative_investment: Value, total_investment: Value, adoption_reached: Value) -> Value:
    """Share of the investment spent in earlier years, less the adoption of the year."""
    spent = previous(cumulative_investment) / total_investment
    return where(total_investment > 0, spent - adoption_reached, 0)
