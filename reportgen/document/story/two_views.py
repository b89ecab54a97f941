"""The first-year view beside the investment view: the same inputs, line by line."""

from __future__ import annotations

from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import Block, Column, Emphasis, Heading, Paragraph, Row, Table
from reportgen.document.story.words import listed, lowered
from reportgen.language import say
from reportgen.model.references import Letters, is_counted


def two_views(facts: Facts, letters: Letters) -> list[Block]:
    """Heading, what tells the views apart, and the table."""
    columns = (
        Column(say("Ref"), "reference"),
        Column(say("Line"), "label"),
        Column(say("First-year view"), "number"),
        Column(say("Investment view"), "number"),
    )
    rows = (*_benefits(facts, letters), *_costs(facts, letters), *_ratios(facts))
    note = say("First-year view: full effect of one year. Investment view: present values of all years.")
    return [
        Heading(say("Two views of the same inputs")),
        Paragraph(_difference(facts), leads=True),
        Table(say("From the first-year view to the investment view"), columns, rows, note),
    ]


def _difference(facts: Facts) -> str:
    reasons = [say("adoption takes time"), say("risk is taken off every benefit"), say("later money is worth less")]
    if facts.results.has("overlap_in_year"):
        reasons.insert(1, say("what is counted twice is taken off"))
    costs = [lowered(name) for name in facts.items("cost_present_value")[1:]]
    return say(
        "The first-year view is quick arithmetic: a year at full effect against the investment, "
        "with nothing taken off. {first_year} The investment view is the one to decide on: "
        "{reasons}, and {costs} are costs too.",
        first_year=_first_year(facts),
        reasons=listed(reasons),
        costs=listed(costs),
    )


def _first_year(facts: Facts) -> str:
    """Return and payback of the first-year view, as far as there are any."""
    roi, payback = facts.text("simple_roi"), facts.text("simple_payback_months")
    if facts.results.value("simple_roi") is None:
        return say("There is no investment, so there is no return on it.")
    if facts.results.value("simple_payback_months") is None:
        return say("It gives a return of {roi}, so that the investment never pays back.", roi=roi)
    return say("It gives a return of {roi} and a payback of {payback}.", roi=roi, payback=payback)


def _benefits(facts: Facts, letters: Letters) -> list[Row]:
    """What is counted, so that the rows add up."""
    rows = [
        _row(
            letters.benefit(position),
            benefit.name,
            _amount(facts, "benefit_counted_effect", position),
            _amount(facts, "benefit_present_value", position),
        )
        for position, benefit in enumerate(facts.case.benefits)
        if is_counted(facts.results, position)
    ]
    if facts.results.has("overlap_present_value"):
        amount = _amount(facts, "overlap_present_value")
        rows.append(_row(letters.overlap, facts.label("overlap_in_year"), NOTHING, amount))
    first, present = _amount(facts, "annual_benefit"), _amount(facts, "present_value_of_benefits")
    return [*rows, _row("", say("Benefits"), first, present, "subtotal")]


def _costs(facts: Facts, letters: Letters) -> list[Row]:
    rows = [
        _row(
            letters.cost(position),
            label,
            NOTHING if position else _amount(facts, "total_investment"),
            _amount(facts, "cost_present_value", position),
        )
        for position, label in enumerate(facts.items("cost_present_value"))
    ]
    first, present = _amount(facts, "total_investment"), _amount(facts, "present_value_of_costs")
    return [*rows, _row("", say("Costs"), first, present, "subtotal")]


def _ratios(facts: Facts) -> list[Row]:
    return [
        _row("", facts.label("npv"), NOTHING, _amount(facts, "npv"), "total"),
        _row("", facts.label("roi"), facts.text("simple_roi"), facts.text("roi")),
        *_paybacks(facts),
        _row("", facts.label("irr"), NOTHING, facts.text("irr")),
        _row("", facts.label("benefit_cost_ratio"), NOTHING, facts.text("benefit_cost_ratio", decimals=2)),
        _row("", facts.label("cost_of_delay_per_month"), NOTHING, _amount(facts, "cost_of_delay_per_month")),
    ]


def _paybacks(facts: Facts) -> list[Row]:
    """A row each, because they count from different moments, as their labels say."""
    first_year, investment = "simple_payback_months", "payback_months"
    return [
        _row("", facts.label(first_year), facts.text(first_year, decimals=2), NOTHING),
        _row("", facts.label(investment), NOTHING, facts.text(investment, decimals=2)),
    ]


def _row(reference: str, label: str, first_year: str, investment: str, emphasis: Emphasis = "") -> Row:
    return Row((reference, label, first_year, investment), emphasis)


def _amount(facts: Facts, name: str, item: int = 0) -> str:
    return facts.text(name, item, style="table", decimals=0)
