"""Part of the results: value work in each role and team that is large enough to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from reportgen.document.charts import Change, dumbbell
from reportgen.document.figures import decimals_needed
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.interval import has_interval, value_work_ends
from reportgen.document.story.parts import Block, Chart, Column, Heading, Paragraph, Row, Table, without_empty_columns
from reportgen.document.story.waves import share_interval
from reportgen.document.story.words import brief, capital, counted, listed, people, quoted, quoted_list, sentences
from reportgen.model.groups import Estimate, GroupShares, segments, trend
from reportgen.model.respondents import groups_not_narrowed
from reportgen.survey.allocation import Grouping

#: Two groups are compared at a glance in the table; more than the second number do not fit a page.
FEWEST_CHARTED, MOST_GROUPS = 3, 30
EVERYBODY = "Everybody"

_KINDS: tuple[Grouping, ...] = get_args(Grouping)


def groups(facts: Facts) -> list[Block]:
    """A heading, a sentence, a chart and a table for roles, then for teams; nothing for a survey without them."""
    blocks: list[Block] = []
    for by in _KINDS:
        found = segments(facts.results, by)
        if found:
            blocks += [
                Heading(f"By {by}"),
                Paragraph(_finding(facts, by, found), leads=True),
                *_figures(facts, by, found),
            ]
        elif facts.allocation.hidden_segments.get(by):
            blocks += [Heading(f"By {by}"), Paragraph(hidden(facts, [by]))]
    return blocks


def hidden(facts: Facts, kinds: Sequence[Grouping] = _KINDS) -> str:
    """How many groups are not shown, and why; empty where all are."""
    counts = {by: facts.allocation.hidden_segments.get(by, 0) for by in kinds}
    told = [counted(facts.notation, count, by) for by, count in counts.items() if count]
    if not told:
        return ""
    are = "is" if sum(counts.values()) == 1 else "are"
    least = facts.allocation.smallest_group
    return (
        f"{capital(listed(told))} {are} not shown: fewer than {people(facts.notation, least)} answered, or the "
        "figures of so few could be had by subtraction."
    )


def _finding(facts: Facts, by: Grouping, found: Sequence[GroupShares]) -> str:
    """Which groups changed for sure, and what is not shown."""
    judged = [group for group in found if group.change is not None and group.change.value_work.interval is not None]
    if not judged:
        return sentences(_range(facts, found), hidden(facts, [by]))
    clear = [group.name for group in judged if group.change and not group.change.value_work.may_be_zero]
    unclear = [group.name for group in judged if group.change and group.change.value_work.may_be_zero]
    interval = f"the {facts.confidence} interval of the change of value work"
    every = _every(facts, len(judged), by)
    if not clear:
        told = f"{every} {interval} includes zero: no {by} alone shows a change."
    elif not unclear:
        told = f"{every} {interval} is clear of zero."
    else:
        told = (
            f"{capital(interval)} is clear of zero for {quoted_list(clear)} and includes it for {quoted_list(unclear)}."
        )
    return sentences(told, hidden(facts, [by]))


def _range(facts: Facts, found: Sequence[GroupShares]) -> str:
    """Where value work takes least and most of the time, of groups that were asked once."""
    ordered = sorted(found, key=lambda group: group.before.value_work.value)
    low, high = (facts.show(group.before.value_work.value, "share") for group in (ordered[0], ordered[-1]))
    if low == high:
        return f"Value work takes {low} of the time of {quoted_list([group.name for group in ordered])}."
    least, most = quoted(ordered[0].name), quoted(ordered[-1].name)
    return f"Value work takes from {low} of the time ({least}) to {high} ({most})."


def _every(facts: Facts, count: int, by: Grouping) -> str:
    """`In both roles shown`."""
    if count == 1:
        return f"In the one {by} shown"
    return f"In both {by}s shown" if count == 2 else f"In each of the {counted(facts.notation, count, by)} shown"


def _figures(facts: Facts, by: Grouping, found: Sequence[GroupShares]) -> list[Block]:
    largest = sorted(found, key=lambda group: -(group.before.people or 0))[:MOST_GROUPS]
    shown = [group for group in found if group in largest]
    fewer = f"The {len(shown)} largest of {facts.count(len(found))} {by}s." if len(shown) < len(found) else ""
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
    ends = " to ".join(f"{facts.show(each.change, 'points')} for {each.label}" for each in (least, most))
    title = f"Change of value work by {by}: from {ends}"
    interval = f"{facts.confidence} interval" if any(change.low is not None for change in changes) else ""
    return Chart(
        f"Value work by {by}, before and after",
        dumbbell(title, changes, interval=interval, notation=facts.notation, theme=facts.theme),
        "n are the people after. An interval is that of the change.",
    )


def _table(facts: Facts, by: Grouping, shown: Sequence[GroupShares], decimals: int, fewer: str) -> Table:
    rows = [Row(_cells(facts, group, decimals)) for group in shown]
    changes = any(group.change for group in shown)
    columns = (
        Column(capital(by), "label"),
        Column("People before" if changes else "People", "number"),
        Column("People after", "number"),
        Column("Value work before" if changes else "Value work", "number"),
        Column("Value work after", "number"),
        Column("Change", "number"),
        Column(f"{facts.confidence} interval, {'pts' if changes else '%'}", "number"),
    )
    note = sentences(
        fewer,
        "Each group is judged on its own people, without a correction for looking at several groups."
        if changes
        else "",
        groups_not_narrowed(facts.results),
        "Shares of every activity are on the workbook’s Segments sheet.",
    )
    return without_empty_columns(Table(f"Value work by {by}", columns, (*rows, _everybody(facts, decimals)), note))


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
    return f"{low} to {high}"


def _everybody(facts: Facts, decimals: int) -> Row:
    """What the groups are compared with."""
    waves = trend(facts.results)
    before, after = waves[0], waves[-1] if facts.measured else None
    interval = share_interval(facts, before.value_work, max(decimals, 1))
    if after is not None:
        none = NOTHING if facts.results.has("value_share_change_low") else ""
        interval = value_work_ends(facts) if has_interval(facts) else none
    cells = (
        EVERYBODY,
        facts.how_many(before.people),
        facts.how_many(after.people) if after else "",
        facts.show(before.value_work.value, "share", decimals=decimals),
        facts.show(after.value_work.value, "share", decimals=decimals) if after else "",
        facts.text("value_share_change", decimals=decimals) if after else "",
        interval,
    )
    return Row(cells, "total")
