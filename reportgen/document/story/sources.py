"""Footnotes: where the figures come from that a finding rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.document.story.facts import Facts
from reportgen.document.story.quality import source_of
from reportgen.document.story.words import brief, capital, listed, lowered, sentences
from reportgen.language import say

#: More are in the register of assumptions.
MOST_SOURCES = 4
#: A longer source is told only to its first colon or semicolon; the register has it whole.
LONGEST_SOURCE = 50
#: Names that share a source.
MOST_NAMES = 3


def in_short(source: str) -> str:
    """A source short enough for a footnote or a cell."""
    if len(source) <= LONGEST_SOURCE:
        return source
    return brief(re.split("[:;]", source, maxsplit=1)[0], LONGEST_SOURCE)


def of_inputs(facts: Facts, *names: str) -> str:
    """Of those of the inputs that the case has and that are not zero: `Headcount (measured): payroll of June.`"""
    return _told(
        facts,
        (
            (lowered(facts.label(name)), say(assumption.kind), assumption.source)
            for name in names
            for assumption in facts.case.assumptions.get(name, ())
            if assumption.value
        ),
    )


def of_outcomes(facts: Facts) -> str:
    """Of the figures of the outcomes, before and after."""
    return _told(
        facts,
        (
            (outcome.name, say(assumption.kind), assumption.source)
            for outcome in facts.case.outcomes
            for name in (outcome.before, outcome.after)
            for assumption in [facts.case.assumptions[name][outcome.measured or 0]]
        ),
    )


def of_survey(facts: Facts) -> str:
    """The files the shares come from; empty where they come from none."""
    files = [source_of(record) for record in facts.allocation.reading]
    if not files:
        return ""
    return say("Time survey ({kind}): {source}.", kind=say("measured"), source=listed(files))


def _told(facts: Facts, sourced: Iterable[tuple[str, str, str]]) -> str:
    """From names, kinds and sources; what shares the latter two stands together."""
    together: dict[tuple[str, str], dict[str, None]] = {}
    for name, kind, source in sourced:
        together.setdefault((kind, source), {})[name] = None
    told = [_group(facts, list(names), kind, source) for (kind, source), names in together.items()]
    rest = say("Other sources stand in the register of assumptions.") if len(told) > MOST_SOURCES else ""
    return sentences(*told[:MOST_SOURCES], rest)


def _group(facts: Facts, names: list[str], kind: str, source: str) -> str:
    shown = [brief(name) for name in names[:MOST_NAMES]]
    if more := len(names) - len(shown):
        shown.append(say("{count} more", count=facts.count(more)))
    return say(
        "{names} ({kind}): {source}.",
        names=capital(listed(shown)),
        kind=kind,
        source=in_short(source).rstrip("."),
    )
