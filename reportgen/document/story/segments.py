"""Part of the results: value work in each role and team that is large enough to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from reportgen.document.charts import Change, dumbbell
from reportgen.document.figures import decimals_needed
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.interval import has_interval, value_work_ends
from reportgen.document.story.parts import Block, Chart, Column, Heading, Paragraph, Row, Table, without_empty_columns
from reportgen.document.story.waves import share_interval
from reportgen.document.story.words import (
    brief,
    capital,
    counted,
    every,
    listed,
    people,
    quoted,
    quoted_list,
    sentences,
)
from reportgen.language import noted, noted_counted, say, say_counted
from reportgen.model.groups import Estimate, GroupShares, segments, trend
from reportgen.model.respondents import groups_not_narrowed
from reportgen.survey.allocation import Grouping

#: Two groups are compared at a glance in the table; more than the second number do not fit a page.
FEWEST_CHARTED, MOST_GROUPS = 3, 30
EVERYBODY = noted("Everybody")

_KINDS: tuple[Grouping, ...] = get_args(Grouping)


@dataclass(frozen=True)
class _Words:
    """How groups of a kind are spoken of."""

    name: str
    counted: tuple[str, str]
    heading: str
    none_alone: str
    in_the_one: str
    in_both: str
    in_each: str
    largest: str
    chart: str
    finding: str
    table: str


_WORDS: Mapping[Grouping, _Words] = {
    "role": _Words(
        name=noted("Role"),
        counted=noted_counted("one role", "{count} roles"),
        heading=noted("By role"),
        none_alone=noted("{every} {interval} includes zero: no role alone shows a change."),
        in_the_one=noted("In the one role shown"),
        in_both=noted("In both roles shown"),
        in_each=noted("In each of the {count} roles shown"),
        largest=noted("The {shown} largest of {found} roles."),
        chart=noted("Value work by role, before and after"),
        finding=noted("Change of value work by role: from {least} to {most}"),
        table=noted("Value work by role"),
    ),
    "team": _Words(
        name=noted("Team"),
        counted=noted_counted("one team", "{count} teams"),
        heading=noted("By team"),
        none_alone=noted("{every} {interval} includes zero: no team alone shows a change."),
        in_the_one=noted("In the one team shown"),
        in_both=noted("In both teams shown"),
        in_each=noted("In each of the {count} teams shown"),
        largest=noted("The {shown} largest of {found} teams."),
        chart=noted("Value work by team, before and after"),
        finding=noted("Change of value work by team: from {least} to {most}"),
        table=noted("Value work by team"),
    ),
}


def groups(facts: Facts) -> list[Block]:
    """A heading, a sentence, a chart and a table for roles, then for teams; nothing for a survey without them."""
    blocks: list[Block] = []
    for by in _KINDS:
        found = segments(facts.results, by)
        if found:
            blocks += [
                Heading(say(_WORDS[by].heading)),
                Paragraph(_finding(facts, by, found), leads=True),
                *_figures(facts, by, found),
            ]
        elif facts.allocation.hidden_segments.get(by):
            blocks += [Heading(say(_WORDS[by].heading)), Paragraph(hidden(facts, [by]))]
    return blocks


def hidden(facts: Facts, kinds: Sequence[Grouping] = _KINDS) -> str:
    """How many groups are not shown, and why; empty where all are."""
    counts = {by: facts.allocation.hidden_segments.get(by, 0) for by in kinds}
    told = [counted(facts.notation, count, *_WORDS[by].counted) for by, count in counts.items() if count]
    if not told:
        return ""
    return say_counted(
        sum(counts.values()),
        "{told} is not shown: fewer than {people} answered, or the figures of so few could be had by subtraction.",
        "{told} are not shown: fewer than {people} answered, or the figures of so few could be had by subtraction.",
        told=capital(listed(told)),
        people=people(facts.notation, facts.allocation.smallest_group),
    )


def _finding(facts: Facts, by: Grouping, found: Sequence[GroupShares]) -> str:
    """Which groups changed for sure, and what is not shown."""
    judged = [group for group in found if group.change is not None and group.change.value_work.interval is not None]
    if not judged:
        return sentences(_range(facts, found), hidden(facts, [by]))
    clear = [group.name for group in judged if group.change and not group.change.value_work.may_be_zero]
    unclear = [group.name for group in judged if group.change and group.change.value_work.may_be_zero]
    interval = say("the {confidence} interval of the change of value work", confidence=facts.confidence)
    in_every = _every(facts, len(judged), by)
    if not clear:
        told = say(_WORDS[by].none_alone, every=in_every, interval=interval)
    elif not unclear:
        told = say("{every} {interval} is clear of zero.", every=in_every, interval=interval)
    else:
        told = say(
            "{interval} is clear of zero for {clear} and includes it for {unclear}.",
            interval=capital(interval),
            clear=quoted_list(clear),
            unclear=quoted_list(unclear),
        )
    return sentences(told, hidden(facts, [by]))


def _range(facts: Facts, found: Sequence[GroupShares]) -> str:
    """Where value work takes least and most of the time, of groups that were asked once."""
    ordered = sorted(found, key=lambda group: group.before.value_work.value)
    low, high = (facts.show(group.before.value_work.value, "share") for group in (ordered[0], ordered[-1]))
    if low == high:
        return say(
            "Value work takes {low} of the time of {groups}.",
            low=low,
            groups=quoted_list([group.name for group in ordered]),
        )
    least, most = quoted(ordered[0].name), quoted(ordered[-1].name)
    return say(
        "Value work takes from {low} of the time ({least}) to {high} ({most}).",
        low=low,
        least=least,
        high=high,
        most=most,
    )


def _every(facts: Facts, count: int, by: Grouping) -> str:
    """`In both roles shown`."""
    words = _WORDS[by]
    return every(facts.notation, count, words.in_the_one, words.in_both, words.in_each)


def _figures(facts: Facts, by: Grouping, found: Sequence[GroupShares]) -> list[Block]:
    largest = sorted(found, key=lambda group: -(group.before.people or 0))[:MOST_GROUPS]
    shown = [group for group in found if group in largest]
    fewer = say(_WORDS[by].largest, shown=len(shown), found=facts.count(len(found))) if len(shown) < len(found) else ""
    decimals = decimals_needed(
        [wave.value_work.value for group in shown for wave in (group.before, group.after) if wave is not None],
        "share",
    )
    table = _table(facts, by, shown, max(decimals, facts.share_decimals), fewer)
    if len(shown) < FEWEST_CHARTED or not all(group.change for group in shown):
        return [table]
    return [_chart(facts, by, shown), table]


def _chart(facts: Facts, by: Grouping, shown: Sequence[GroupShares]) -> Chart:
    changes = [
        Change(
            f"{brief(group.name)} (n = {group.after.people})",
            group.before.value_work.value,
            group.after.value_work.value,
            group.change.value_work.value,
            group.change.value_work.low,
            group.change.value_work.high,
            highlighted=True,
        )
        for group in shown
        if group.after is not None and group.change is not None
    ]
    most, least = (pick(changes, key=lambda change: change.change) for pick in (max, min))
    lowest, highest = (
        say("{change} for {label}", change=facts.show(each.change, "points"), label=each.label)
        for each in (least, most)
    )
    title = say(_WORDS[by].finding, least=lowest, most=highest)
    interval = (
        say("{confidence} interval", confidence=facts.confidence)
        if any(change.low is not None for change in changes)
        else ""
    )
    return Chart(
        say(_WORDS[by].chart),
        dumbbell(title, changes, interval=interval, notation=facts.notation, theme=facts.theme),
        say("n are the people after. An interval is that of the change."),
    )


def _table(facts: Facts, by: Grouping, shown: Sequence[GroupShares], decimals: int, fewer: str) -> Table:
    rows = [Row(_cells(facts, group, decimals)) for group in shown]
    changes = any(group.change for group in shown)
    columns = (
        Column(say(_WORDS[by].name), "label"),
        Column(say("People before") if changes else say("People"), "number"),
        Column(say("People after"), "number"),
        Column(say("Value work before") if changes else say("Value work"), "number"),
        Column(say("Value work after"), "number"),
        Column(say("Change"), "number"),
        Column(
            say("{confidence} interval, {unit}", confidence=facts.confidence, unit=say("pts") if changes else "%"),
            "number",
        ),
    )
    note = sentences(
        fewer,
        say("Each group is judged on its own people, without a correction for looking at several groups.")
        if changes
        else "",
        groups_not_narrowed(facts.results),
        say("Shares of every activity are on the workbook’s Segments sheet."),
    )
    return without_empty_columns(Table(say(_WORDS[by].table), columns, (*rows, _everybody(facts, decimals)), note))


def _cells(facts: Facts, group: GroupShares, decimals: int) -> tuple[str, ...]:
    after, change = group.after, group.change
    interval = share_interval(facts, group.before.value_work, max(decimals, 1))
    if change is not None:
        interval = _change_interval(facts, change.value_work, max(decimals, 1))
    return (
        group.name,
        facts.how_many(group.before.people),
        facts.how_many(after.people) if after else "",
        facts.show(group.before.value_work.value, "share", decimals=decimals),
        facts.show(after.value_work.value, "share", decimals=decimals) if after else "",
        facts.show(change.value_work.value, "points", decimals=decimals) if change else "",
        interval,
    )


def _change_interval(facts: Facts, change: Estimate, decimals: int) -> str:
    """`+3.2 to +9.8`; a dash where no answer differs, empty where nobody knows."""
    if change.interval is None:
        return NOTHING if change.standard_error is not None else ""
    low, high = (facts.show(end, "points", style="table", decimals=decimals) for end in change.interval)
    return say("{low} to {high}", low=low, high=high)


def _everybody(facts: Facts, decimals: int) -> Row:
    """What the groups are compared with."""
    waves = trend(facts.results)
    before, after = waves[0], waves[-1] if facts.measured else None
    interval = share_interval(facts, before.value_work, max(decimals, 1))
    if after is not None:
        none = NOTHING if facts.results.has("value_share_change_low") else ""
        interval = value_work_ends(facts) if has_interval(facts) else none
    cells = (
        say(EVERYBODY),
        facts.how_many(before.people),
        facts.how_many(after.people) if after else "",
        facts.show(before.value_work.value, "share", decimals=decimals),
        facts.show(after.value_work.value, "share", decimals=decimals) if after else "",
        facts.text("value_share_change", decimals=decimals) if after else "",
        interval,
    )
    return Row(cells, "total")
