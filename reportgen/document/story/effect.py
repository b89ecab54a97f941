"""Section: how the time moves, activity by activity, and how sure each change is."""

from __future__ import annotations

from reportgen.document.charts import Change, dumbbell
from reportgen.document.story import interval, sources
from reportgen.document.story.answering import according
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import (
    Block,
    CallOut,
    Chart,
    Column,
    Paragraph,
    Row,
    Section,
    Table,
    without_empty_columns,
)
from reportgen.document.story.segments import groups
from reportgen.document.story.waves import all_waves
from reportgen.document.story.words import capital, every, lowered, quoted_list, sentences
from reportgen.language import noted, say
from reportgen.model.groups import has_interval
from reportgen.model.respondents import everybody_answered

#: More rows do not fit a page as a chart, nor more than the second number a table people read.
MOST_CHARTED, MOST_LISTED = 30, 60
MOST_NAMED = 6
#: A smaller rise is not told as a multiple.
LEAST_MULTIPLE = 1.1


def effect(facts: Facts) -> Section:
    """Before and after by activity, then every wave, then roles and teams."""
    blocks: list[Block] = [_chart(facts)]
    if facts.results.has("value_share_before_low"):
        sure = sentences(interval.of_value_work(facts), interval.in_hours(facts), interval.in_money(facts))
        blocks.append(Paragraph(sure, say("How sure this is.")))
    blocks.append(_table(facts))
    if _is_tested(facts):
        blocks.append(Paragraph(_significance(facts), say("Beyond chance.")))
    blocks += [CallOut(say("Read with care."), _caveat(facts)), *all_waves(facts), *groups(facts)]
    return Section("results", say("Results"), _lead(facts), tuple(blocks), sources=_sources(facts))


def _lead(facts: Facts) -> str:
    before, after = facts.text("value_share_before"), facts.text("value_share_after")
    change = facts.value_work_change
    whose = according(facts) if facts.measured else ""
    if change == 0:
        return say(
            "Time on value work {stayed} at {before}{whose}.",
            stayed=facts.either(say("stayed"), say("would stay")),
            before=before,
            whose=whose,
        )
    rises = change > 0
    rose = facts.either(say("rose") if rises else say("fell"), say("would rise") if rises else say("would fall"))
    first = say("Time on value work {rose} from {before} to {after}", rose=rose, before=before, after=after)
    multiple = facts.results.value("value_time_multiple")
    if multiple is None or multiple < LEAST_MULTIPLE:
        return f"{first}{whose}."
    return say(
        "{first}, {value_time_multiple} as much as before{whose}.",
        first=first,
        value_time_multiple=facts.text("value_time_multiple"),
        whose=whose,
    )


def _sources(facts: Facts) -> str:
    """Of the shares, and of the target where there is one."""
    target = sources.of_inputs(facts, "target_value_share", "target_share")
    return sentences(sources.of_survey(facts), target)


def _significance(facts: Facts) -> str:
    """Which changes are significant, all activities tested together."""
    shown, unclear = (
        [facts.allocation.activities[i] for i in facts.ranked if _is_significant(facts, i) is wanted]
        for wanted in (True, False)
    )
    count = len(facts.ranked)
    together = (
        say(
            ", {activities} tested together (Holm)",
            activities=every(
                facts.notation,
                count,
                noted("the one activity"),
                noted("both activities"),
                noted("all {count} activities"),
            ),
        )
        if count > 1
        else ""
    )
    tested = say("significant at {confidence}{together}", confidence=facts.confidence, together=together)
    if not shown:
        return (
            say("No change is {tested}; each may be chance.", tested=tested)
            if count > 1
            else say("The change is not {tested}.", tested=tested)
        )
    if not unclear:
        return say(noted("Every change is {tested}.") if count > 1 else noted("The change is {tested}."), tested=tested)
    return say(
        "{tested}: {shown}. Not significant, so perhaps chance: {unclear}.",
        tested=capital(tested),
        shown=quoted_list(shown, most=MOST_NAMED),
        unclear=quoted_list(unclear, most=MOST_NAMED),
    )


def _is_tested(facts: Facts) -> bool:
    """Whether chance in who answered can be told from a change, and plays a part at all."""
    return facts.results.has("share_change_significant") and not everybody_answered(facts.results)


def _is_significant(facts: Facts, position: int) -> bool:
    return facts.results.number("share_change_significant", position) > 0


def basis(facts: Facts) -> str:
    """What the shares after rest on."""
    allocation = facts.allocation
    if not facts.measured:
        return say(
            "Before is measured, after is projected: {definition}", definition=lowered(facts.definition("share_after"))
        )
    if allocation.comparison == "paired":
        who = facts.text("respondents_matched") if facts.results.has("respondents_matched") else say("people")
        if len(allocation.waves) == 2:
            both = noted("Before and after are measured: mean shares of the {who} who answered both.")
        else:
            both = noted(
                "Before and after are measured: mean shares of the {who} who answered both the first and the last wave."
            )
        return say(both, who=who)
    if allocation.before.respondents is None or allocation.after is None or allocation.after.respondents is None:
        return say(
            "Before and after are measured: mean shares from a table without single answers, so without intervals."
        )
    return say(
        "Before and after are measured: mean shares of {respondents_before} before and "
        "{respondents_after} after, compared as independent groups.",
        respondents_before=facts.text("respondents_before"),
        respondents_after=facts.text("respondents_after"),
    )


def _chart(facts: Facts) -> Chart:
    charted = sorted(facts.ranked, key=lambda position: -abs(facts.results.number("share_change", position)))
    charted = [position for position in facts.ranked if position in charted[:MOST_CHARTED]]
    drawn = any(has_interval(facts.results, position) for position in charted)
    words = say("{confidence} interval", confidence=facts.confidence) if drawn else ""
    title = say(
        "Change of the share of time by activity, {evidence}: {lead}", evidence=facts.evidence, lead=_lead(facts)
    )
    picture = dumbbell(
        title,
        [_change(facts, position) for position in charted],
        after=facts.either(say("After"), say("Projected")),
        interval=words,
        notation=facts.notation,
        theme=facts.theme,
    )
    rest = len(facts.ranked) - len(charted)
    fewer = (
        say("The {charted} largest changes of {ranked}.", charted=len(charted), ranked=facts.count(len(facts.ranked)))
        if rest
        else ""
    )
    return Chart(
        say("Change of the share of time, {evidence}", evidence=facts.evidence), picture, sentences(basis(facts), fewer)
    )


def _change(facts: Facts, position: int) -> Change:
    drawn = has_interval(facts.results, position)
    before, after = facts.shares
    return Change(
        facts.allocation.activities[position],
        before[position],
        after[position],
        facts.results.number("share_change", position),
        facts.results.number("share_change_low", position) if drawn else None,
        facts.results.number("share_change_high", position) if drawn else None,
        highlighted=facts.case.activity_kinds[position] == "value",
    )


def _table(facts: Facts) -> Table:
    shown = facts.ranked[:MOST_LISTED]
    rows = [Row(_cells(facts, position)) for position in shown]
    columns = (
        Column(say("Activity"), "label"),
        Column(say("Before"), "number"),
        Column(say("After, {evidence}", evidence=facts.evidence), "number"),
        Column(say("Change"), "number"),
        Column(say("{confidence} interval", confidence=facts.confidence), "number"),
        Column(say("Significant"), "number"),
        Column(say("Change of hours a year"), "number"),
        Column(say("{confidence} interval, hours", confidence=facts.confidence), "number"),
    )
    note = (
        say(
            "The {shown} largest of {ranked}; all are in the workbook.",
            shown=len(shown),
            ranked=facts.count(len(facts.ranked)),
        )
        if len(shown) < len(facts.ranked)
        else ""
    )
    return without_empty_columns(Table(say("Before and after by activity"), columns, tuple(rows), note))


def _cells(facts: Facts, position: int) -> tuple[str, ...]:
    decimals = facts.share_decimals
    significant = ""
    if _is_tested(facts):
        significant = say("yes") if _is_significant(facts, position) else say("no")
    return (
        facts.allocation.activities[position],
        facts.share(position),
        facts.share(position, after=True),
        facts.text("share_change", position, decimals=decimals),
        _between(facts, "share_change", position, max(decimals, 1)),
        significant,
        facts.signed("hours_change", position),
        _between(facts, "hours_change", position, 0),
    )


def _between(facts: Facts, name: str, position: int, decimals: int) -> str:
    """Both ends of the interval of a line, with their signs; empty where no activity can have one."""
    if not _is_tested(facts):
        return ""
    if not has_interval(facts.results, position):
        return NOTHING
    ends = (facts.results.value(f"{name}_{end}", position) for end in ("low", "high"))
    unit = facts.unit(name)
    low, high = (facts.show(end, unit, style="table", decimals=decimals, signed=True) for end in ends)
    return say("{low} to {high}", low=low, high=high)


def _caveat(facts: Facts) -> str:
    if not facts.measured:
        return say(
            "The shares after are what the case plans for. Nothing of it has happened yet; a second "
            "wave of the same survey is how it would be shown."
        )
    return say(
        "Shares are what people say of their time, not what a clock recorded, and other things "
        "changed in the same months. The financial case takes a reduction for that where it says "
        "risk adjustment."
    )
