"""Section: where the time goes before the investment, and what it costs."""

from __future__ import annotations

from reportgen.document.charts import ActivityShares, stacked_bars
from reportgen.document.story import sources
from reportgen.document.story.answering import according_before
from reportgen.document.story.facts import Facts
from reportgen.document.story.maturity import maturity
from reportgen.document.story.parts import CallOut, Chart, Column, Row, Section, Table
from reportgen.document.story.words import listed, quoted, sentences
from reportgen.language import noted, say

#: A longer list belongs into the workbook; the document shows the largest.
MOST_ACTIVITIES = 60

_SCALE = ("measure_low", "measure_high")


def diagnosis(facts: Facts) -> Section:
    """The ranked activities, the picture before and after, and the benchmark."""
    blocks = (_bars(facts), _ranking(facts), _benchmark(facts), maturity(facts))
    return Section("diagnosis", say("Diagnosis"), _lead(facts), blocks, sources=sources.of_survey(facts))


def _lead(facts: Facts) -> str:
    friction = facts.activities("friction")
    got = facts.either(say("got"), say("gets"))
    value = say(
        "Value work {got} {value_share_before} of the time{according_before}",
        got=got,
        value_share_before=facts.text("value_share_before"),
        according_before=according_before(facts),
    )
    if not friction:
        return say("{value}; no activity of the survey is friction.", value=value)
    first = friction[0]
    costs = facts.either(say("cost"), say("costs"))
    return say(
        "{value}. The largest friction, {activity}, {took} {share} and {costs} {time_cost_before}.",
        value=value,
        activity=quoted(facts.allocation.activities[first]),
        took=facts.either(say("took"), say("takes")),
        share=facts.share(first),
        costs=costs,
        time_cost_before=facts.money("time_cost_before", first),
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
    title = say(
        "Value work: {first} of the time before, {last} after, {evidence}",
        first=first,
        last=last,
        evidence=facts.evidence,
    )
    return Chart(
        say("Where the time goes, before and after ({evidence})", evidence=facts.evidence),
        stacked_bars(
            title,
            (say("Before"), say("After, {evidence}", evidence=facts.evidence)),
            activities,
            notation=facts.notation,
            theme=facts.theme,
        ),
        say("From left to right: value work, friction, overhead. Percentages are rounded so that they add up to 100."),
    )


def _ranking(facts: Facts) -> Table:
    shown = facts.ranked[:MOST_ACTIVITIES]
    rows = [
        Row(
            (
                facts.allocation.activities[position],
                say(facts.case.activity_kinds[position]),
                facts.share(position),
                facts.text("hours_before", position, style="table", decimals=0),
                facts.text("time_cost_before", position, style="table", decimals=0),
            )
        )
        for position in shown
    ]
    columns = (
        Column(say("Activity"), "label"),
        Column(say("Kind")),
        Column(say("Share of time"), "number"),
        Column(say("Hours a year"), "number"),
        Column(say("Cost a year"), "number"),
    )
    stand_in = say(", with the shares of those who answered") if according_before(facts) else ""
    note = say("Hours and cost are those of the whole team{stand_in}.", stand_in=stand_in)
    if len(shown) < len(facts.ranked):
        note = sentences(
            note,
            say(
                "The {shown} largest of {ranked} activities; all are in the workbook.",
                shown=len(shown),
                ranked=facts.count(len(facts.ranked)),
            ),
        )
    return Table(say("Where the time goes before, ranked"), columns, tuple(rows), note)


def _benchmark(facts: Facts) -> CallOut:
    """The value share beside the published ones of teams at low and at high maturity."""
    position = next(i for i, measure in enumerate(facts.case.measures) if measure.before == "value_share_before")
    low, high = (facts.show(facts.results.value(name, position), "share") for name in _SCALE)
    had = facts.either(say("was"), say("is"))
    scale = listed(list(dict.fromkeys(facts.case.assumptions[name][position].source for name in _SCALE)))
    text = sentences(
        say(
            "The published share of value work is {low} at low and {high} at high maturity; here it "
            "{had} {value_share_before}.",
            low=low,
            high=high,
            had=had,
            value_share_before=facts.text("value_share_before"),
        ),
        say(
            facts.either(noted("After the change it is {share}."), noted("The target is {share}.")),
            share=facts.text("value_share_after"),
        ),
    )
    return CallOut(say("Against the benchmark."), text, say("Source: {sources}.", sources=scale))
