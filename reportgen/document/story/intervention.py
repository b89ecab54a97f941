"""Section: what is bought, and which friction it answers."""

from __future__ import annotations

from reportgen.case.case import Component
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Block, CallOut, Column, Row, Section, Table, without_empty_columns
from reportgen.document.story.words import brief, capital, counted, listed, quoted, quoted_list, sentences

#: A cell that lists more activities would be taller than a page.
MOST_ADDRESSED = 8


def intervention(facts: Facts) -> Section:
    """The components of the investment."""
    blocks: list[Block] = [_components(facts)]
    if found := _unaddressed(facts):
        blocks.append(CallOut("Left alone.", found))
    return Section("intervention", "Intervention", _lead(facts), tuple(blocks))


def _lead(facts: Facts) -> str:
    components = facts.case.components
    amounts = facts.results.array("component_amount")[:, 0]
    count = capital(counted(facts.notation, len(components), "component"))
    first = f"{count} {'costs' if len(components) == 1 else 'cost'} {facts.text('total_investment')}"
    if facts.results.kinds["component_amount"] == "benchmark":
        return f"{first}, a benchmark that stands in until the investment is planned."
    if len(components) == 1:
        return f"{first}."
    largest = int(amounts.argmax())
    return f"{first}; the largest is {quoted(components[largest].name)} with {facts.text('component_amount', largest)}."


def _components(facts: Facts) -> Table:
    rows = [
        Row(
            (
                component.name,
                component.purpose,
                _addressed(facts, component),
                facts.text("component_amount", position, style="table"),
                facts.text("run_cost_rate", position),
                facts.case.assumptions["component_amount"][position].kind,
            )
        )
        for position, component in enumerate(facts.case.components)
    ]
    total = Row(
        (facts.label("total_investment"), "", "", facts.text("total_investment", style="table"), "", ""), "total"
    )
    columns = (
        Column("Component", "label"),
        Column("Purpose"),
        Column("Friction it addresses", "source"),
        Column("Amount", "number"),
        Column("Run cost a year", "number"),
        Column("Amount is", "kind"),
    )
    table = Table("Components of the investment", columns, (*rows, total))
    return without_empty_columns(table)


def _addressed(facts: Facts, component: Component) -> str:
    names = [brief(name) for name in component.addresses[:MOST_ADDRESSED]]
    if rest := len(component.addresses) - len(names):
        names.append(f"{facts.count(rest)} more")
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
    return sentences(f"No component addresses {quoted_list(left)};", "a fall in that time needs another explanation.")
