"""How one benefit or cost comes about: a table of what it reads, each with a reference, and its formula in them.

The formula is the model's own: the line is traced with references instead of cells, so it cannot say anything
but what was computed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportgen.case.case import Assumption
from reportgen.case.inputs import Unit
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Column, Emphasis, Table
from reportgen.document.story.sources import in_short
from reportgen.document.story.words import capital
from reportgen.document.story.yearly import YearRow, year_table
from reportgen.errors import ModelError
from reportgen.language import noted, say
from reportgen.model.formula import Formula
from reportgen.model.lines.costs import COSTS
from reportgen.model.references import BY_COMPONENT, Calculation, Row, letters_of

_FUNCTION = re.compile(r"[A-Z]{2,}\(")
_SIGNS = str.maketrans({"*": "×", "/": "÷", "-": "−"})


def calculation_table(
    facts: Facts,
    calculation: Calculation,
    years: Sequence[int],
    caption: str,
    emphasis: Mapping[str, Emphasis],
    labels: Mapping[str, str] | None = None,
) -> Table:
    """The rows of a calculation. By reference, which of them stand out, and labels in place of the lines' own."""
    columns = (
        Column(say("Ref"), "reference"),
        Column(say("Figure"), "label"),
        Column(say("Source or formula"), "source"),
    )
    rows = []
    for row in calculation.rows:
        label = (labels or {}).get(row.reference) or _label(facts, row)
        texts = (row.reference, with_time_unit(label, facts.unit(row.name)), _basis(facts, calculation, row))
        standing_out = emphasis.get(row.reference, "")
        rows.append(YearRow(texts, row.name, _values(facts, row, years), emphasis=standing_out))
    return year_table(facts, caption, columns, years, rows)


def _label(facts: Facts, row: Row) -> str:
    """Of one of many what it is one of and its name; else the label of the line or input."""
    if row.basis == "component":
        return facts.case.components[row.item].name
    if not row.is_one_of_many:
        return facts.label(row.name)
    item = facts.results.items(row.name)[row.item]
    what = next((_STEPS[axis] for axis in facts.results.graph.axes_of(row.name) if axis in _STEPS), "")
    return f"{say(what)}: {item}" if what else item


def _basis(facts: Facts, calculation: Calculation, row: Row) -> str:
    """What the figure rests on, or how it is calculated."""
    if row.basis == "input":
        return _source(facts, row.source, row.item)
    if row.basis == "component":
        return _component(facts, row)
    if row.basis == "sum":
        return added(row.adds)
    if row.basis == "definition":
        return facts.definition(row.name)
    return _formula(facts, calculation, row)


def _source(facts: Facts, name: str, item: int) -> str:
    assumptions = facts.case.assumptions.get(name)
    if assumptions is None:
        return say("Measured: the survey")
    # Of figures by year the last stands for all: the first are often 0 by convention.
    count = len(assumptions) // len(facts.results.items(name))
    return told(assumptions[(item + 1) * count - 1])


def _component(facts: Facts, row: Row) -> str:
    """The amount of a component is an assumption; running it is a rate of that."""
    if row.name == BY_COMPONENT["investment_in_year"]:
        return told(facts.case.assumptions["component_amount"][row.item])
    invested = letters_of(facts.results).cost(COSTS.index("investment_in_year"))
    return say(
        "{run_cost_rate} of {invested}, years before",
        run_cost_rate=facts.text("run_cost_rate", row.item),
        invested=f"{invested}{row.item + 1}",
    )


def _formula(facts: Facts, calculation: Calculation, row: Row) -> str:
    """The line in references; its definition where a formula would be harder to read than words."""
    graph = facts.results.graph

    def operand(name: str, _: tuple[str, ...], __: int, ___: int) -> Formula:
        return Formula(calculation.references.get(name, ""))

    try:
        text = graph.trace(graph.lines[row.name], operand, row.item, 0).text
    except ModelError:
        return facts.definition(row.name)
    if not text or _FUNCTION.search(text):
        return facts.definition(row.name)
    return text.translate(_SIGNS)


def _values(facts: Facts, row: Row, years: Sequence[int]) -> tuple[float | None, ...]:
    """By year; a figure without years stands in each."""
    by_year = "year" in facts.results.graph.axes_of(row.name)
    return tuple(facts.results.value(row.name, row.item, year if by_year else 0) for year in years)


#: Axis → what each of its items is one of, where its name does not tell.
_STEPS = {
    "handoff": noted("Hand-off"),
    "incident_step": noted("Step of an incident"),
    "setup_step": noted("Part of the set-up"),
}

#: Units of time, as they stand in labels.
_TIMES = (noted("hours"), noted("days"), noted("weeks"), noted("months"))


def with_time_unit(label: str, unit: Unit) -> str:
    """The label with the unit of its figures, where that is a time and the label does not say which."""
    time, _, per = unit.partition("/")
    if time not in _TIMES:
        return label
    said = re.findall(r"\w+", label.casefold())
    missing = [say(time)] if say(time).casefold() not in said else []
    if per and say("year").casefold() not in said:
        missing.append(say("a year"))
    return f"{label} ({' '.join(missing)})" if missing else label


def told(assumption: Assumption) -> str:
    """Kind and source of an assumption, short enough for a cell."""
    return f"{capital(say(assumption.kind))}: {in_short(assumption.source)}"


def added(references: Sequence[str]) -> str:
    """`D1+D2+D3`, or its ends where there are many."""
    most = 6
    return "+".join(references) if len(references) <= most else f"{references[0]}+…+{references[-1]}"
