"""Appendix: every assumption with its value, range, kind and source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.case.case import Assumption
from reportgen.case.inputs import INPUTS, KINDS, Input
from reportgen.document.figures import Style
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Column, Row, Section, Table
from reportgen.document.story.verdict import kind_counts
from reportgen.document.story.words import listed, sentences
from reportgen.language import noted, say

#: A longer register is work for the workbook.
MOST_ROWS = 100
#: Items that share a row are named up to this number; the workbook has all.
MOST_NAMES = 2

#: Writes a figure, with the words of its unit (`text`) or without (`table`).
Writer = Callable[[float, Style], str]


@dataclass(frozen=True)
class _Entry:
    """The assumptions of one item, by year where there are years, as they are shown."""

    value: str
    range: str
    kind: str
    source: str


def register(facts: Facts) -> Section:
    """The register by group; items that share value, range, kind and source share a row."""
    rows = [row for declared in INPUTS if facts.results.has(declared.name) for row in _rows(facts, declared)]
    columns = (
        Column(say("Assumption"), "label"),
        Column(say("Value"), "figures"),
        Column(say("Range"), "figures"),
        Column(say("Kind"), "kind"),
        Column(say("Source"), "source"),
    )
    note = say("Values by year stand in the order of the years, from year 0.")
    if len(rows) > MOST_ROWS:
        note = sentences(
            note, say("{count} more are on the workbook's Inputs sheet.", count=facts.count(len(rows) - MOST_ROWS))
        )
    table = Table(say("Register of assumptions"), columns, tuple(rows[:MOST_ROWS]), note)
    return Section("assumptions", say("Assumptions"), _lead(facts), (table,))


def _lead(facts: Facts) -> str:
    lead = f"{kind_counts(facts)}."
    if facts.kinds["benchmark"]:
        return sentences(lead, say("A benchmark is somebody else’s figure and waits to be replaced."))
    return lead


def _rows(facts: Facts, declared: Input) -> Iterator[Row]:
    if declared.unit == "flag":
        yield _flag_row(facts, declared)
        return
    items = facts.results.items(declared.name)
    together: dict[_Entry, list[str]] = {}
    for position, item in enumerate(items):
        written = _writer(facts, declared, position)
        together.setdefault(_entry(_of_item(facts, declared, position), written), []).append(item)
    for entry, names in together.items():
        label = say(declared.label)
        if len(items) > 1:
            which = say("all") if len(names) == len(items) else _some(facts, names)
            label = f"{label}: {which}"
        elif names[0]:
            label = f"{label}: {names[0]}"
        yield Row((label, entry.value, entry.range, entry.kind, entry.source))


def _some(facts: Facts, names: Sequence[str]) -> str:
    """The names, the first of them where there are many."""
    most = MOST_NAMES if len(names) > MOST_NAMES + 1 else len(names)
    rest = [say("{count} more", count=facts.count(len(names) - most))] if len(names) > most else []
    return listed([*names[:most], *rest])


def _of_item(facts: Facts, declared: Input, position: int) -> tuple[Assumption, ...]:
    """The assumptions of one item: one, or one a year."""
    every = facts.case.assumptions[declared.name]
    count = len(every) // len(facts.results.items(declared.name))
    return every[position * count : (position + 1) * count]


def _writer(facts: Facts, declared: Input, position: int) -> Writer:
    """How a figure of the item is written: in the unit of the input, that of an outcome in its own."""
    if declared.axes == ("measured_outcome",):
        outcome = next(each for each in facts.case.outcomes if each.measured == position)
        unit = outcome.unit_before if declared.name == outcome.before else outcome.unit_after
        return lambda value, _: facts.outcome(value, unit)

    def written(value: float, style: Style) -> str:
        text = facts.shown(declared.name, value, style=style)
        # All decimals where the few of a table would show nothing.
        return (
            text
            if value == 0 or any(digit in text for digit in "123456789")
            else facts.notation.number(f"{Decimal(str(value)):f}")
        )

    return written


def _entry(assumptions: tuple[Assumption, ...], written: Writer) -> _Entry:
    sources = dict.fromkeys(sentences(each.source, each.note and f"({each.note})") for each in assumptions)
    ranges = [
        say(
            "{low} to {high}",
            low=written(each.value if each.low is None else each.low, "table"),
            high=written(each.value if each.high is None else each.high, "table"),
        )
        for each in assumptions
        if each.low is not None or each.high is not None
    ]
    return _Entry(
        ", ".join(written(each.value, "text") for each in assumptions),
        ", ".join(ranges),
        say(max((each.kind for each in assumptions), key=KINDS.index)),
        "; ".join([*sources, *_overrides(assumptions, written)]),
    )


def _overrides(assumptions: tuple[Assumption, ...], written: Writer) -> Iterator[str]:
    """What scenarios use instead of the ends of the ranges."""
    by_scenario = {
        noted("conservative scenario: {figures}"): [each.conservative for each in assumptions],
        noted("optimistic scenario: {figures}"): [each.optimistic for each in assumptions],
    }
    for scenario, values in by_scenario.items():
        shown = [written(value, "table") for value in values if value is not None]
        if shown:
            yield say(scenario, figures=", ".join(shown))


def _flag_row(facts: Facts, declared: Input) -> Row:
    """A question asked of every item: those for which the answer is yes."""
    items = facts.results.items(declared.name)
    assumptions = facts.case.assumptions[declared.name]
    yes = [item for item, assumption in zip(items, assumptions, strict=True) if assumption.value]
    kind = max((assumption.kind for assumption in assumptions), key=KINDS.index)
    sources = dict.fromkeys(assumption.source for assumption in assumptions)
    label = re.sub(r" \(1 = .*\)$", "", say(declared.label))
    return Row(
        (f"{label}: {_some(facts, yes) or say('none')}", say("yes") if yes else "", "", say(kind), "; ".join(sources))
    )
