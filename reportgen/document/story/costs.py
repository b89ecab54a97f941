"""Section: what it costs, the effort of the team's own people included."""

from __future__ import annotations

from reportgen.document.story import sources
from reportgen.document.story.calculation import calculation_table
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Block, Column, Heading, Paragraph, Section, Table
from reportgen.document.story.words import lowered
from reportgen.document.story.yearly import YearRow, year_table
from reportgen.language import noted, say
from reportgen.model.lines.costs import COSTS
from reportgen.model.references import Calculation, Letters, cost_calculations

#: What the costs beside the investment follow from.
RATES = ("run_cost_rate", "implementation_dip", "implementation_dip_months", "contingency")


def costs(facts: Facts, letters: Letters) -> Section:
    """The summary by year, then each cost with its calculation."""
    blocks: list[Block] = [_summary(facts, letters)]
    for name, calculation in zip(COSTS, cost_calculations(facts.results), strict=True):
        blocks += _cost(facts, name, calculation)
    return Section("costs", say("Costs"), _lead(facts), tuple(blocks), sources=sources.of_inputs(facts, *RATES))


def _lead(facts: Facts) -> str:
    come = facts.either(say("come"), say("would come"))
    total, investment = facts.money("present_value_of_costs"), facts.money("cost_present_value")
    return say(
        "Costs {come} to {total} at today’s value. The investment is {investment} of it; running "
        "it, the time people lose while they learn, and a contingency on everything make up the "
        "rest.",
        come=come,
        total=total,
        investment=investment,
    )


def _summary(facts: Facts, letters: Letters) -> Table:
    years = list(facts.results.years)
    rows = [
        YearRow(
            (f"{letters.cost(position)}t", label),
            "cost_in_year",
            tuple(facts.results.value("cost_in_year", position, year) for year in years),
            facts.over_years("cost_in_year", position),
            facts.results.value("cost_present_value", position),
        )
        for position, label in enumerate(facts.items("cost_in_year"))
    ]
    total = YearRow(
        ("", facts.label("total_costs")),
        "total_costs",
        tuple(facts.results.value("total_costs", year=year) for year in years),
        facts.over_years("total_costs"),
        facts.results.value("present_value_of_costs"),
        "total",
    )
    columns = (Column(say("Ref"), "reference"), Column(say("Cost"), "label"))
    return year_table(facts, say("Costs by year"), columns, years, [*rows, total])


def _cost(facts: Facts, name: str, calculation: Calculation) -> list[Block]:
    """Heading, definition and calculation."""
    letter = calculation.letter
    return [
        Heading(f"{letter}. {facts.label(name)}"),
        Paragraph(say(_DEFINITIONS[name]) if name in _DEFINITIONS else facts.definition(name), leads=True),
        calculation_table(
            facts,
            calculation,
            facts.results.years,
            say("Calculation of {letter}: {label}", letter=letter, label=lowered(facts.label(name))),
            {f"{letter}t": "total"},
        ),
    ]


#: Where the line's own definition says only how its parts are added.
_DEFINITIONS = {
    "investment_in_year": noted("What is spent on each component, in the years it is spent."),
    "run_costs": noted("What keeping each component running takes, from the year after the money was spent on it."),
}
