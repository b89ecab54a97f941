"""Section: measures of the business before and after."""

from __future__ import annotations

from reportgen.case.case import Outcome
from reportgen.case.inputs import Unit
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import Column, Row, Section, Table
from reportgen.document.story.words import capital, counted, every, in_words, quoted


def outcomes(facts: Facts) -> Section | None:
    """What the case measures beside time; None where it measures nothing."""
    if not facts.case.outcomes:
        return None
    return Section("outcomes", "Business outcomes", _lead(facts), (_table(facts),))


def _lead(facts: Facts) -> str:
    found = facts.case.outcomes
    better = [position for position in range(len(found)) if _gain(facts, position) > 0]
    moves = facts.either("moved", "would move")
    if not better:
        return f"No outcome {moves} in the right direction."
    first = better[0]
    before, after = (_figure(facts, first, when) for when in ("before", "after"))
    example = f"{quoted(found[first].name)} from {before} to {after}"
    if len(found) == 1:
        return f"{capital(example.replace(' from ', f' {moves} from ', 1))}."
    many = counted(facts.notation, len(found), "outcome")
    some = f"{in_words(facts.notation, len(better))} of {many}"
    how_many = every(facts.notation, len(found), "outcome") if len(better) == len(found) else some
    return f"{capital(how_many)} {moves} in the right direction, for instance {example}."


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
        Column("Measure", "label"),
        Column("Before", "number"),
        Column("After", "number"),
        Column("Change", "number"),
        Column("After is", "kind"),
    )
    note = "A multiple says how many times better the measure is; durations are compared in the same unit."
    return Table("Outcomes before and after", columns, tuple(rows), note)


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
    return facts.case.assumptions[outcome.after][outcome.measured or 0].kind
