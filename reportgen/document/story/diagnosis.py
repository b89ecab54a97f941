"""Section: where the time goes before the investment, and what it costs."""

from __future__ import annotations

from reportgen.document.charts import ActivityShares, stacked_bars
from reportgen.document.story.answering import according_before
from reportgen.document.story.facts import Facts
from reportgen.document.story.maturity import maturity
from reportgen.document.story.parts import CallOut, Chart, Column, Row, Section, Table
from reportgen.document.story.words import capital, listed, quoted, sentences

#: A longer list belongs into the workbook; the document shows the largest.
MOST_ACTIVITIES = 60

_SCALE = ("measure_low", "measure_high")


def diagnosis(facts: Facts) -> Section:
    """The ranked activities, the picture before and after, and the benchmark."""
    blocks = (_bars(facts), _ranking(facts), _benchmark(facts), maturity(facts))
    return Section("diagnosis", "Diagnosis", _lead(facts), blocks)


def _lead(facts: Facts) -> str:
    friction = facts.activities("friction")
    got = facts.either("got", "gets")
    value = f"Value work {got} {facts.text('value_share_before')} of the time{according_before(facts)}"
    if not friction:
        return f"{value}; no activity of the survey is friction."
    first = friction[0]
    costs = facts.either("cost", "costs")
    return (
        f"{value}. The largest friction, {quoted(facts.allocation.activities[first])}, {facts.either('took', 'takes')} "
        f"{facts.share(first)} and {costs} {facts.money('time_cost_before', first)}."
    )


def _bars(facts: Facts) -> Chart:
    """Before beside after, with how the latter is known."""
    before, after = facts.shares
    activities = [
        ActivityShares(name, kind, (before[position], after[position]))
        for position, (name, kind) in enumerate(
            zip(facts.allocation.activities, facts.case.activity_kinds, strict=True)
        )
    ]
    first, last = facts.text("value_share_before"), facts.text("value_share_after")
    title = f"Value work: {first} of the time before, {last} after, {facts.evidence}"
    return Chart(
        f"Where the time goes, before and after ({facts.evidence})",
        stacked_bars(
            title, ("Before", f"After, {facts.evidence}"), activities, notation=facts.notation, theme=facts.theme
        ),
        "From left to right: value work, friction, overhead. Percentages are rounded so that they add up to 100.",
    )


def _ranking(facts: Facts) -> Table:
    shown = facts.ranked[:MOST_ACTIVITIES]
    rows = [
        Row(
            (
                facts.allocation.activities[position],
                facts.case.activity_kinds[position],
                facts.share(position),
                facts.text("hours_before", position, style="table", decimals=0),
                facts.text("time_cost_before", position, style="table", decimals=0),
            )
        )
        for position in shown
    ]
    columns = (
        Column("Activity", "label"),
        Column("Kind"),
        Column("Share of time", "number"),
        Column("Hours a year", "number"),
        Column("Cost a year", "number"),
    )
    stand_in = ", with the shares of those who answered" if according_before(facts) else ""
    note = f"Hours and cost are those of the whole team{stand_in}."
    if len(shown) < len(facts.ranked):
        note = sentences(
            note, f"The {len(shown)} largest of {facts.count(len(facts.ranked))} activities; all are in the workbook."
        )
    return Table("Where the time goes before, ranked", columns, tuple(rows), note)


def _benchmark(facts: Facts) -> CallOut:
    """The value share beside the published ones of teams at low and at high maturity."""
    position = next(i for i, measure in enumerate(facts.case.measures) if measure.before == "value_share_before")
    low, high = (facts.show(facts.results.value(name, position), "share") for name in _SCALE)
    had = facts.either("was", "is")
    sources = listed(list(dict.fromkeys(facts.case.assumptions[name][position].source for name in _SCALE)))
    text = sentences(
        f"The published share of value work is {low} at low and {high} at high maturity; here it {had} "
        f"{facts.text('value_share_before')}.",
        f"{capital(facts.either('after the change it is', 'the target is'))} {facts.text('value_share_after')}.",
        f"(Source: {sources}.)",
    )
    return CallOut("Against the benchmark.", text)
