"""Section: what is bought, and which friction it answers."""

from __future__ import annotations

from reportgen.case.case import Component
from reportgen.document.story import sources
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Block, CallOut, Column, Row, Section, Table, without_empty_columns
from reportgen.document.story.words import brief, capital, counted, listed, quoted, quoted_list
from reportgen.language import say

#: A cell that lists more activities would be taller than a page.
MOST_ADDRESSED = 8


def intervention(facts: Facts) -> Section:
    """The components of the investment."""
    blocks: list[Block] = [_components(facts)]
    if found := _unaddressed(facts):
        blocks.append(CallOut(say("Left alone."), found))
    return Section(
        "intervention",
        say("Intervention"),
        _lead(facts),
        tuple(blocks),
        sources=sources.of_inputs(facts, "component_amount"),
    )


def _lead(facts: Facts) -> str:
    components = facts.case.components
    amounts = facts.results.array("component_amount")[:, 0]
    costs = counted(
        facts.notation,
        len(components),
        "one component costs {amount}",
        "{count} components cost {amount}",
        amount=facts.text("total_investment"),
    )
    first = capital(costs)
    if facts.results.kinds["component_amount"] == "benchmark":
        return say("{first}, a benchmark that stands in until the investment is planned.", first=first)
    if len(components) == 1:
        return f"{first}."
    largest = int(amounts.argmax())
    return say(
        "{first}; the largest is {name} with {component_amount}.",
        first=first,
        name=quoted(components[largest].name),
        component_amount=facts.text("component_amount", largest),
    )


def _components(facts: Facts) -> Table:
    rows = [
        Row(
            (
                component.name,
                component.purpose,
                _addressed(facts, component),
                facts.text("component_amount", position, style="table"),
                facts.text("run_cost_rate", position),
                say(facts.case.assumptions["component_amount"][position].kind),
            )
        )
        for position, component in enumerate(facts.case.components)
    ]
    total = Row(
        (facts.label("total_investment"), "", "", facts.text("total_investment", style="table"), "", ""), "total"
    )
    columns = (
        Column(say("Component"), "label"),
        Column(say("Purpose")),
        Column(say("Friction it addresses"), "source"),
        Column(say("Amount"), "number"),
        Column(say("Run cost a year"), "number"),
        Column(say("Amount is"), "kind"),
    )
    table = Table(say("Components of the investment"), columns, (*rows, total))
    return without_empty_columns(table)


def _addressed(facts: Facts, component: Component) -> str:
    names = [brief(name) for name in component.addresses[:MOST_ADDRESSED]]
    if rest := len(component.addresses) - len(names):
        names.append(say("{count} more", count=facts.count(rest)))
    return listed(names)


def _unaddressed(facts: Facts) -> str:
    """Friction that no component claims to answer; nothing where no component claims anything."""
    addressed = {activity for component in facts.case.components for activity in component.addresses}
    if not addressed:
        return ""
    names = [facts.allocation.activities[position] for position in facts.activities("friction")]
    left = [name for name in names if name not in addressed]
    if not left:
        return ""
    return say("No component addresses {left}; a fall in that time needs another explanation.", left=quoted_list(left))
