"""Part of the results: where the time goes in every wave, where there are more than two."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.case.case import ActivityKind
from reportgen.document.charts import Curve, trend
from reportgen.document.figures import decimals_needed, rounded_shares
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import Block, Chart, Column, Heading, Row, Table, without_empty_columns
from reportgen.document.story.words import counted, sentences
from reportgen.language import noted, say
from reportgen.model.groups import WORK_KINDS, Estimate, WaveShares, has_trend
from reportgen.model.groups import trend as waves_of

#: More waves do not fit a table of activities; the first and the latest are shown.
MOST_WAVES = 8
#: More rows belong in the workbook.
MOST_ACTIVITIES = 40
#: Waves with longer names (in characters) are numbered where there is little room.
LONGEST_NAME = 18

_LABELS: dict[ActivityKind, str] = {
    "value": noted("Value work"),
    "friction": noted("Friction"),
    "overhead": noted("Overhead"),
}


def all_waves(facts: Facts) -> list[Block]:
    """Chart and tables of every wave; nothing where two or one say it all."""
    if not has_trend(facts.results):
        return []
    waves = waves_of(facts.results)
    blocks: list[Block] = [Heading(say("Over all waves")), _chart(facts, waves), _by_kind(facts, waves)]
    kinds = facts.case.activity_kinds
    # With one activity a kind both tables would say the same.
    return [*blocks, _by_activity(facts, waves)] if len(set(kinds)) < len(kinds) else blocks


def share_interval(facts: Facts, estimate: Estimate, decimals: int) -> str:
    """`21.4 to 28.6`, in percent; a dash where no answer differs or all of the team answered, empty if unknown."""
    if estimate.interval is None:
        return NOTHING if estimate.standard_error is not None else ""
    low, high = (facts.per_cent(end, decimals) for end in estimate.interval)
    return say("{low} to {high}", low=low, high=high)


def _short_names(waves: Sequence[WaveShares]) -> list[str]:
    """The names, or `Wave 1`, `Wave 2`, … where some are long."""
    names = [wave.name for wave in waves]
    if max(map(len, names)) <= LONGEST_NAME:
        return names
    return [say("Wave {number}", number=number) for number in range(1, len(names) + 1)]


def _kinds(facts: Facts) -> list[ActivityKind]:
    """Those of the survey's activities, value work always."""
    return [kind for kind in WORK_KINDS if kind == "value" or kind in facts.case.activity_kinds]


def _chart(facts: Facts, waves: Sequence[WaveShares]) -> Chart:
    first, last = (facts.show(wave.value_work.value, "share") for wave in (waves[0], waves[-1]))
    title = say(
        "Value work over {waves}: from {first} to {last} of the time",
        waves=counted(facts.notation, len(waves), "one wave", "{count} waves"),
        first=first,
        last=last,
    )
    curves = [
        Curve(
            say(_LABELS[kind]),
            kind,
            [wave.kinds[kind].value for wave in waves],
            [wave.value_work.interval for wave in waves] if kind == "value" else (),
        )
        for kind in _kinds(facts)
    ]
    picture = trend(
        title,
        _short_names(waves),
        curves,
        interval=say("{confidence} interval of value work", confidence=facts.confidence),
        notation=facts.notation,
        theme=facts.theme,
    )
    return Chart(say("Share of time by kind of work in every wave"), picture, _people_note(facts))


def _people_note(facts: Facts) -> str:
    """Who is behind the means of which wave."""
    if facts.allocation.comparison != "paired":
        return say("Each wave is the mean of everybody who answered it.")
    return say(
        "The first and the last wave are means of the people who answered both; waves between, "
        "of everybody who answered."
    )


def _by_kind(facts: Facts, waves: Sequence[WaveShares]) -> Table:
    kinds = _kinds(facts)
    decimals = decimals_needed([wave.kinds[kind].value for wave in waves for kind in kinds], "share")
    rows = [
        Row(
            (
                wave.name if name == wave.name else f"{name}: {wave.name}",
                facts.how_many(wave.people),
                facts.show(wave.value_work.value, "share", decimals=decimals),
                share_interval(facts, wave.value_work, max(decimals, 1)),
                *(facts.show(wave.kinds[kind].value, "share", decimals=decimals) for kind in kinds[1:]),
            )
        )
        for wave, name in zip(waves, _short_names(waves), strict=True)
    ]
    columns = (
        Column(say("Wave"), "label"),
        Column(say("People in the means"), "number"),
        Column(say("Value work"), "number"),
        Column(say("{confidence} interval, %", confidence=facts.confidence), "number"),
        *(Column(say(_LABELS[kind]), "number") for kind in kinds[1:]),
    )
    return without_empty_columns(Table(say("Kinds of work by wave"), columns, tuple(rows)))


def _by_activity(facts: Facts, waves: Sequence[WaveShares]) -> Table:
    named = list(zip(waves, _short_names(waves), strict=True))
    named = [named[0], *named[1:][-(MOST_WAVES - 1) :]]
    shown = [wave for wave, _ in named]
    exact = [[estimate.value for estimate in wave.activities] for wave in shown]
    decimals = decimals_needed((share for shares in exact for share in shares), "share")
    rounded = [rounded_shares(shares, decimals) if min(shares) >= 0 else shares for shares in exact]
    ranked = facts.ranked[:MOST_ACTIVITIES]
    rows = [
        Row(
            (facts.allocation.activities[i], *(facts.show(shares[i], "share", decimals=decimals) for shares in rounded))
        )
        for i in ranked
    ]
    columns = (Column(say("Activity"), "label"), *(Column(name, "number") for _, name in named))
    note = sentences(
        say("The first and the last {shown} of {waves} waves.", shown=len(shown) - 1, waves=len(waves))
        if len(shown) < len(waves)
        else "",
        say(
            "The {shown} largest of {count} activities.",
            shown=len(ranked),
            count=facts.count(len(facts.ranked)),
        )
        if len(ranked) < len(facts.ranked)
        else "",
        say("Intervals are on the workbook’s Segments sheet.") if waves[0].value_work.interval else "",
    )
    return Table(say("Activities by wave"), columns, tuple(rows), note)
