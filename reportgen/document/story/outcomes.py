"""Section: measures of the business before and after."""

from __future__ import annotations

from reportgen.case.case import Outcome
from reportgen.case.inputs import Unit
from reportgen.document.story import sources
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import Column, Row, Section, Table
from reportgen.document.story.words import capital, counted, every, in_words, quoted
from reportgen.language import noted, noted_counted, say, say_counted


def outcomes(facts: Facts) -> Section | None:
    """What the case measures beside time; None where it measures nothing."""
    if not facts.case.outcomes:
        return None
    return Section(
        "outcomes", say("Business outcomes"), _lead(facts), (_table(facts),), sources=sources.of_outcomes(facts)
    )


def _lead(facts: Facts) -> str:
    found = facts.case.outcomes
    better = [position for position in range(len(found)) if _gain(facts, position) > 0]
    if not better:
        return facts.either(
            say("No outcome moved in the right direction."), say("No outcome would move in the right direction.")
        )
    first = better[0]
    before, after = (_figure(facts, first, when) for when in ("before", "after"))
    name = quoted(found[first].name)
    if len(found) == 1:
        return facts.either(
            say("{name} moved from {before} to {after}.", name=name, before=before, after=after),
            say("{name} would move from {before} to {after}.", name=name, before=before, after=after),
        )
    # English has one form for one and for many here; other languages have two.
    moved = noted_counted(
        "{how_many} moved in the right direction, for instance {example}.",
        "{how_many} moved in the right direction, for instance {example}.",
    )
    would_move = noted_counted(
        "{how_many} would move in the right direction, for instance {example}.",
        "{how_many} would move in the right direction, for instance {example}.",
    )
    return say_counted(
        len(better),
        *(moved if facts.measured else would_move),
        how_many=capital(_how_many(facts, len(better))),
        example=say("{name} from {before} to {after}", name=name, before=before, after=after),
    )


def _how_many(facts: Facts, better: int) -> str:
    """`all three outcomes`, `one of three outcomes`."""
    found = len(facts.case.outcomes)
    if better == found:
        return every(
            facts.notation, found, noted("the one outcome"), noted("both outcomes"), noted("all {count} outcomes")
        )
    total = in_words(facts.notation, found)
    return counted(facts.notation, better, "one of {total} outcomes", "{count} of {total} outcomes", total=total)


def _gain(facts: Facts, position: int) -> float:
    rise = facts.results.number("outcome_difference", position)
    return rise if facts.results.number("outcome_rise_is_gain", position) > 0 else -rise


def _table(facts: Facts) -> Table:
    rows = [
        Row(
            (
                outcome.name,
                _figure(facts, position, "before"),
                _figure(facts, position, "after"),
                _change(facts, position, outcome),
                _kind(facts, outcome),
            )
        )
        for position, outcome in enumerate(facts.case.outcomes)
    ]
    columns = (
        Column(say("Measure"), "label"),
        Column(say("Before"), "number"),
        Column(say("After"), "number"),
        Column(say("Change"), "number"),
        Column(say("After is"), "kind"),
    )
    note = say("A multiple says how many times better the measure is; durations are compared in the same unit.")
    return Table(say("Outcomes before and after"), columns, tuple(rows), note)


def _figure(facts: Facts, position: int, when: str) -> str:
    outcome = facts.case.outcomes[position]
    unit = outcome.unit_before if when == "before" else outcome.unit_after
    return facts.outcome(facts.results.number(f"outcome_{when}", position), unit)


def _change(facts: Facts, position: int, outcome: Outcome) -> str:
    if outcome.shown_as == "points":
        unit: Unit = "points" if outcome.unit_after == "%" else "auto"
        return facts.show(facts.results.value("outcome_difference", position), unit, signed=True)
    if outcome.shown_as == "percent":
        return facts.show(
            facts.results.value("outcome_change", position), "share", signed=True, decimals=0, absent=NOTHING
        )
    return facts.text("outcome_multiple", position)


def _kind(facts: Facts, outcome: Outcome) -> str:
    """How the figure after is known."""
    return say(facts.case.assumptions[outcome.after][outcome.measured or 0].kind)
