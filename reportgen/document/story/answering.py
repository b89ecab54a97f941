"""Whose answers a figure rests on, where that is not the whole team."""

from __future__ import annotations

from reportgen.document.story.facts import Facts
from reportgen.document.story.words import people
from reportgen.language import say


def of_team(facts: Facts) -> str:
    """Continues `of the time`, of the shares before: ` of 35 people`, or `, according to 20 of 35 people`."""
    answered = facts.allocation.before.respondents
    if answered is None:
        return say(", according to a table of means")
    return according_before(facts) or say(" of {team}", team=facts.team)


def according(facts: Facts) -> str:
    """Continues what is said of before and after: `, according to 20 of 35 people`; empty where all answered."""
    allocation = facts.allocation
    before, after = allocation.before.respondents, allocation.after.respondents if allocation.after else None
    if after is None or after == before:
        return according_before(facts)
    if before is None:
        return ""
    return say(", according to {of} before and {after} after", of=_of(facts, before), after=facts.count(after))


def according_before(facts: Facts) -> str:
    """Continues what is said of the time before; empty where all answered, or nobody knows how many did."""
    answered = facts.allocation.before.respondents
    if answered is None or answered == facts.results.number("headcount"):
        return ""
    return say(", according to {of}", of=_of(facts, answered))


def _of(facts: Facts, answered: int) -> str:
    """`20 of 35 people`; without the team where it is smaller, as people come and go."""
    return (
        people(facts.notation, answered)
        if answered > facts.results.number("headcount")
        else say("{answered} of {team}", answered=facts.count(answered), team=facts.team)
    )
