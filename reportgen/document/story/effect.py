"""Section: how the time moves, activity by activity, and how sure each change is."""

from __future__ import annotations

from reportgen.document.charts import Change, dumbbell
from reportgen.document.story import verdict
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Block, CallOut, Chart, Column, Row, Section, Table, without_empty_columns
from reportgen.document.story.words import lowered, quoted_list, sentences

#: More rows do not fit a page as a chart, nor more than the second number a table people read.
MOST_CHARTED, MOST_LISTED = 30, 60
#: A smaller rise is not told as a multiple.
LEAST_MULTIPLE = 1.1


def effect(facts: Facts) -> Section:
    """Before and after by activity."""
    blocks: list[Block] = [_chart(facts), _table(facts)]
    crossing = verdict.crossing_zero(facts)
    if crossing:
        names = quoted_list([facts.allocation.activities[position] for position in crossing], most=6)
        blocks.append(CallOut("Not certain.", f"The interval of the change includes zero for {names}."))
    blocks.append(CallOut("Read with care.", _caveat(facts)))
    return Section("results", "Results", _lead(facts), tuple(blocks))


def _lead(facts: Facts) -> str:
    before, after = facts.text("value_share_before"), facts.text("value_share_after")
    change = facts.results.number("value_share_change")
    if change == 0:
        return f"Time on value work {facts.either('stayed', 'would stay')} at {before}."
    moves = ("rose", "would rise") if change > 0 else ("fell", "would fall")
    first = f"Time on value work {facts.either(*moves)} from {before} to {after}"
    multiple = facts.results.value("value_time_multiple")
    if multiple is None or multiple < LEAST_MULTIPLE:
        return f"{first}."
    return f"{first}, {facts.text('value_time_multiple')} as much as before."


def basis(facts: Facts) -> str:
    """What the shares after rest on."""
    allocation = facts.allocation
    if not facts.measured:
        return f"Before is measured, after is projected: {lowered(facts.definition('share_after'))}"
    if allocation.comparison == "paired":
        n = facts.text("respondents_matched") if facts.results.has("respondents_matched") else "people"
        return f"Both waves are measured: mean shares of the {n} who answered both."
    if allocation.before.respondents is None or allocation.after is None or allocation.after.respondents is None:
        return "Both waves are measured: mean shares from a table without single answers, so without intervals."
    return (
        f"Both waves are measured: mean shares of {facts.text('respondents_before')} before and "
        f"{facts.text('respondents_after')} after, compared as independent groups."
    )


def _chart(facts: Facts) -> Chart:
    charted = sorted(facts.ranked, key=lambda position: -abs(facts.results.number("share_change", position)))
    charted = [position for position in facts.ranked if position in charted[:MOST_CHARTED]]
    interval = f"{facts.text('confidence')} interval" if facts.results.has("share_change_low") else ""
    title = f"Change of the share of time by activity, {facts.evidence}: {_lead(facts)}"
    picture = dumbbell(
        title,
        [_change(facts, position) for position in charted],
        after=facts.either("After", "Projected"),
        interval=interval,
    )
    rest = len(facts.ranked) - len(charted)
    fewer = f"The {len(charted)} largest changes of {len(facts.ranked):,}." if rest else ""
    return Chart(f"Change of the share of time, {facts.evidence}", picture, sentences(basis(facts), fewer))


def _change(facts: Facts, position: int) -> Change:
    has_interval = facts.results.has("share_change_low")
    before, after = facts.shares
    return Change(
        facts.allocation.activities[position],
        before[position],
        after[position],
        facts.results.number("share_change", position),
        facts.results.number("share_change_low", position) if has_interval else None,
        facts.results.number("share_change_high", position) if has_interval else None,
        highlighted=facts.case.activity_kinds[position] == "value",
    )


def _table(facts: Facts) -> Table:
    shown = facts.ranked[:MOST_LISTED]
    rows = [Row(_cells(facts, position)) for position in shown]
    interval = f"{facts.text('confidence')} interval" if facts.results.has("share_change_low") else ""
    columns = (
        Column("Activity", "label"),
        Column("Before", "number"),
        Column(f"After, {facts.evidence}", "number"),
        Column("Change", "number"),
        Column(interval, "number"),
        Column("Hours a year, before", "number"),
        Column("Change of hours", "number"),
    )
    note = (
        f"The {len(shown)} largest of {len(facts.ranked):,}; all are in the workbook."
        if len(shown) < len(facts.ranked)
        else ""
    )
    return without_empty_columns(Table("Before and after by activity", columns, tuple(rows), note))


def _cells(facts: Facts, position: int) -> tuple[str, ...]:
    decimals = facts.share_decimals
    interval = ""
    if facts.results.has("share_change_low"):
        low, high = (
            facts.text(f"share_change_{end}", position, style="table", decimals=max(decimals, 1))
            for end in ("low", "high")
        )
        interval = f"{low} to {high}"
    return (
        facts.allocation.activities[position],
        facts.share(position),
        facts.share(position, after=True),
        facts.text("share_change", position, decimals=decimals),
        interval,
        facts.text("hours_before", position, style="table", decimals=0),
        facts.signed("hours_change", position),
    )


def _caveat(facts: Facts) -> str:
    if not facts.measured:
        return (
            "The shares after are what the case plans for. Nothing of it has happened yet; a second wave of the same "
            "survey is how it would be shown."
        )
    return (
        "Shares are what people say of their time, not what a clock recorded, and other things changed in the same "
        "months. The financial case takes a reduction for that where it says risk adjustment."
    )
