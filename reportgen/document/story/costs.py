"""Section: what it costs, the effort of the team's own people included."""

from __future__ import annotations

from reportgen.document.story import sources
from reportgen.document.story.calculation import Calculation, added, told
from reportgen.document.story.facts import Facts
from reportgen.document.story.lettering import Letters
from reportgen.document.story.parts import Block, Column, Heading, Paragraph, Section, Table
from reportgen.document.story.words import lowered
from reportgen.document.story.yearly import YearRow, year_table
from reportgen.language import noted, say
from reportgen.model.lines.costs import COSTS

#: Costs that have a part for each component: line → the line of its parts.
BY_COMPONENT = {"investment_in_year": "investment", "run_costs": "run_cost"}
#: What the costs beside the investment follow from.
RATES = ("run_cost_rate", "implementation_dip", "implementation_dip_months", "contingency")


def costs(facts: Facts, letters: Letters) -> Section:
    """The summary by year, then each cost with its calculation."""
    blocks: list[Block] = [_summary(facts, letters)]
    for name, calculation in zip(COSTS, calculations(facts, letters), strict=True):
        blocks += _cost(facts, name, calculation)
    return Section("costs", say("Costs"), _lead(facts), tuple(blocks), sources=sources.of_inputs(facts, *RATES))


def calculations(facts: Facts, letters: Letters) -> list[Calculation]:
    """Of every cost, in the order of their letters; those that follow know the references of those before."""
    found: list[Calculation] = []
    references: dict[str, str] = {}
    for position, name in enumerate(COSTS):
        letter = letters.cost(position)
        calculation = Calculation(facts, letter, list(facts.results.years), references=dict(references))
        if name in BY_COMPONENT:
            _add_components(calculation, letters, name)
        else:
            calculation.add_line(name, reference=f"{letter}t", emphasis="total")
        references[name] = f"{letter}t"
        found.append(calculation)
    return found


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
        calculation.table(say("Calculation of {letter}: {label}", letter=letter, label=lowered(facts.label(name)))),
    ]


#: Where the line's own definition says only how its parts are added.
_DEFINITIONS = {
    "investment_in_year": noted("What is spent on each component, in the years it is spent."),
    "run_costs": noted("What keeping each component running takes, from the year after the money was spent on it."),
}


def _add_components(calculation: Calculation, letters: Letters, name: str) -> None:
    facts = calculation.facts
    references = [
        calculation.add_row(BY_COMPONENT[name], position, _basis(facts, letters, name, position), label=component.name)
        for position, component in enumerate(facts.case.components)
    ]
    calculation.add_row(name, 0, added(references), reference=f"{calculation.letter}t", emphasis="total")


def _basis(facts: Facts, letters: Letters, name: str, position: int) -> str:
    if name == "run_costs":
        invested = f"{letters.cost(COSTS.index('investment_in_year'))}{position + 1}"
        return say(
            "{run_cost_rate} of {invested}, years before",
            run_cost_rate=facts.text("run_cost_rate", position),
            invested=invested,
        )
    return told(facts.case.assumptions["component_amount"][position])
