"""Section: what comes back and when, in both views, and with less in the case."""

from __future__ import annotations

from reportgen.document.charts import cash_flow
from reportgen.document.story import sources
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import Block, Chart, Column, Row, Section, Table
from reportgen.document.story.two_views import two_views
from reportgen.document.story.words import listed, sentences
from reportgen.document.story.yearly import YearRow, year_table
from reportgen.language import noted, say
from reportgen.model.references import Letters


def returns(facts: Facts, letters: Letters) -> Section:
    """Cash flow, the two views, and the same case with less in it."""
    blocks: list[Block] = [_chart(facts), _cash_flow(facts), _less(facts, letters), *two_views(facts, letters)]
    discounted = facts.results.value("roi") is not None
    of_rate = sources.of_inputs(facts, "discount_rate") if discounted else ""
    return Section("return", say("Return"), _lead(facts), tuple(blocks), sources=of_rate)


def _lead(facts: Facts) -> str:
    roi, payback = facts.results.value("roi"), facts.results.value("payback_months")
    if roi is None:
        return say("The case has no costs, so there is no return on them to be given.")
    if payback is None:
        when = say(
            facts.either(
                noted("The money is not back within {period}"), noted("The money would not be back within {period}")
            ),
            period=facts.period,
        )
    else:
        when = say(
            facts.either(
                noted("The money is back {months} after the end of year 0"),
                noted("The money would be back {months} after the end of year 0"),
            ),
            months=facts.text("payback_months"),
        )
    returned = facts.either(say("returns"), say("would return"))
    return say(
        "{when}, and over {period} the case {returned} {roi} on its costs, at today’s value.",
        when=when,
        period=facts.period,
        returned=returned,
        roi=facts.text("roi"),
    )


def _chart(facts: Facts) -> Chart:
    results = facts.results
    payback = results.value("payback_months")
    months = results.number("months_per_year")
    picture = cash_flow(
        _lead(facts),
        [facts.show(year, "year") for year in results.years],
        [results.number("net_benefit", year=year) for year in results.years],
        [results.number("cumulative_net_benefit", year=year) for year in results.years],
        payback=None if payback is None else payback / months,
        payback_label=say("Payback: {payback_months}", payback_months=facts.text("payback_months")),
        notation=facts.notation,
        theme=facts.theme,
    )
    note = say("Not discounted. Year 0 is the year of the spending; payback counts from its end.")
    return Chart(say("Cash flow and payback"), picture, note)


def _cash_flow(facts: Facts) -> Table:
    names = {
        "total_benefits": "present_value_of_benefits",
        "total_costs": "present_value_of_costs",
        "net_benefit": "npv",
        "cumulative_net_benefit": "",
        "discount_factor": "",
        "discounted_net_benefit": "",
    }
    rows = [_line(facts, name, present_value) for name, present_value in names.items()]
    columns = (Column(say("Line"), "label"),)
    note = say("Costs are positive amounts and are taken off. Cell references of all lines are in the appendix.")
    return year_table(facts, say("Cash flow by year"), columns, list(facts.results.years), rows, note)


def _line(facts: Facts, name: str, present_value: str) -> YearRow:
    line = facts.results.graph.lines[name]
    return YearRow(
        (facts.label(name),),
        name,
        tuple(facts.results.value(name, year=year) for year in facts.results.years),
        facts.over_years(name) if line.totalled else None,
        facts.results.value(present_value) if present_value else None,
        "subtotal" if name == "net_benefit" else "total" if name == "discounted_net_benefit" else "",
    )


def _less(facts: Facts, letters: Letters) -> Table:
    """The same case with less in it, down to doing nothing."""
    rows = [
        Row(
            (
                label,
                facts.text("view_npv", position, style="table", decimals=0),
                facts.text("view_roi", position),
                facts.text("view_payback", position),
            )
        )
        for position, label in enumerate(facts.items("view_npv"))
    ]
    nothing = facts.show(0, "money", style="table")
    columns = (
        Column(say("What is counted"), "label"),
        Column(say("Net present value"), "number"),
        Column(say("Return"), "number"),
        Column(say("Payback"), "number"),
    )
    rows.append(Row((say("Nothing is done"), nothing, NOTHING, NOTHING)))
    return Table(say("The same case with less in it"), columns, tuple(rows), _which(facts, letters))


def _which(facts: Facts, letters: Letters) -> str:
    """The benefits that the reduced cases keep or drop."""
    found: dict[str, list[str]] = {"cashable": [], "revenue": []}
    for position, benefit in enumerate(facts.case.benefits):
        if benefit.kind in found:
            found[benefit.kind].append(letters.benefit(position))
    cashable = (
        say("Cashable: {found}.", found=listed(found["cashable"]))
        if found["cashable"]
        else say("No benefit is cashable.")
    )
    revenue = (
        say("Revenue: {found}.", found=listed(found["revenue"])) if found["revenue"] else say("No benefit is revenue.")
    )
    return sentences(
        cashable, revenue, say("Costs are the same in every row but the last, where time goes on as before.")
    )
