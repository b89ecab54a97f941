"""How sure the change of value work is, in sentences, and what that means for hours and money."""

from __future__ import annotations

from reportgen.document.story.facts import Facts
from reportgen.document.story.words import people, sentences
from reportgen.language import say
from reportgen.model.groups import has_change_interval
from reportgen.model.respondents import everybody_answered
from reportgen.notation import NO_BREAK

#: In the sentence of a figure, so that an interval of half a point is not shown as none.
LEAST_DECIMALS = 1


def has_interval(facts: Facts) -> bool:
    """Whether the survey says how sure the change of value work is."""
    return facts.measured and has_change_interval(facts.results)


def may_be_none(facts: Facts) -> bool:
    """Whether the interval of the change of value work holds zero."""
    low, high = _ends(facts, "value_share_change")
    return low <= 0 <= high


def everybody(facts: Facts) -> str:
    """Why there is no interval where all of a finite team answered."""
    if not facts.measured:
        return say("Everybody in the team answered, so there is no sampling error and no interval.")
    return say(
        "Everybody in the team answered {waves}, so there is no sampling error and no interval.",
        waves=facts.compared_waves,
    )


def of_value_work(facts: Facts) -> str:
    """`The 95% interval of the change of value work is …`, or plainly that the survey does not show a change."""
    if not facts.measured:
        return sentences(say("The shares after are a target, not a measurement."), _before(facts))
    if not has_interval(facts):
        if everybody_answered(facts.results):
            return everybody(facts)
        if facts.results.has("value_share_change_low"):
            compared = people_compared(facts)
            return say(
                "The answers on the change of value work do not differ ({compared}), so it has no interval.",
                compared=compared,
            )
        return say("The survey does not say how answers differ, so the change has no interval.")
    interval = f"{value_work_ends(facts)}{NO_BREAK}{say('pts')}"
    if may_be_none(facts):
        return say(
            "The survey alone does not show that value work changed: the {confidence} interval of "
            "its change, {interval} ({people_compared}), includes zero.",
            confidence=facts.confidence,
            interval=interval,
            people_compared=people_compared(facts),
        )
    return say(
        "The {confidence} interval of the change of value work is {interval} ({people_compared}).",
        confidence=facts.confidence,
        interval=interval,
        people_compared=people_compared(facts),
    )


def _before(facts: Facts) -> str:
    """How sure the share of value work before is; empty without single answers."""
    if not facts.results.has("value_share_before_low"):
        return ""
    if everybody_answered(facts.results):
        return everybody(facts)
    ends = (facts.results.number(f"value_share_before_{end}") for end in ("low", "high"))
    low, high = (facts.show(end, "share", decimals=max(facts.share_decimals, LEAST_DECIMALS)) for end in ends)
    asked = people(facts.notation, facts.allocation.before.respondents or 0)
    return say(
        "The {confidence} interval of value work before is {low} to {high} ({asked}).",
        confidence=facts.confidence,
        low=low,
        high=high,
        asked=asked,
    )


def value_work_ends(facts: Facts) -> str:
    """`+47 to +53`, in points."""
    decimals = max(facts.share_decimals, LEAST_DECIMALS)
    low, high = (
        facts.show(end, "points", style="table", decimals=decimals) for end in _ends(facts, "value_share_change")
    )
    return say("{low} to {high}", low=low, high=high)


def people_compared(facts: Facts) -> str:
    """The people behind the comparison: `35 people in both waves`, `40 people before and 38 after`."""
    allocation = facts.allocation
    if allocation.comparison == "paired":
        return say(
            "{people} in {compared_waves}",
            people=people(facts.notation, allocation.matched),
            compared_waves=facts.compared_waves,
        )
    after = allocation.after.respondents if allocation.after is not None else None
    before = allocation.before.respondents
    return say(
        "{people} before and {after} after", people=people(facts.notation, before or 0), after=facts.count(after or 0)
    )


def in_hours(facts: Facts) -> str:
    """What the interval comes to in hours a year; empty without one."""
    if not _carried(facts, "value_hours_change"):
        return ""
    change = facts.show(facts.results.number("value_hours_change"), "hours/year", signed=True, decimals=0)
    low, high = (
        facts.show(end, "hours/year", style="table", signed=True, decimals=0)
        for end in _ends(facts, "value_hours_change")
    )
    return say(
        "For the whole team that is {change} on value work, with an interval from {low} to {high}.",
        change=change,
        low=low,
        high=high,
    )


def in_money(facts: Facts) -> str:
    """What the interval comes to in the productivity gain; empty without one."""
    if not _carried(facts, "productivity_gain"):
        return ""
    gain = facts.show(facts.results.number("productivity_gain"), "money", style="short")
    return say(
        "At full effect the productivity gain is {gain} a year, with an interval from {gain_ends}.",
        gain=gain,
        gain_ends=_gain_ends(facts),
    )


def of_gain(facts: Facts) -> str:
    """The interval beside the calculation of the productivity gain; empty without one."""
    if not _carried(facts, "productivity_gain"):
        return ""
    return sentences(
        say(
            "Within the {confidence} interval of the change of value work ({people_compared}) this "
            "gain is {gain_ends} a year at full effect, all other assumptions as they are.",
            confidence=facts.confidence,
            people_compared=people_compared(facts),
            gain_ends=_gain_ends(facts),
        ),
        say("Zero lies between: the survey alone does not show a gain.") if may_be_none(facts) else "",
    )


def _carried(facts: Facts, name: str) -> bool:
    return has_interval(facts) and facts.results.has(f"{name}_low")


def _ends(facts: Facts, name: str) -> tuple[float, float]:
    return facts.results.number(f"{name}_low"), facts.results.number(f"{name}_high")


def _gain_ends(facts: Facts) -> str:
    """`$415K to $533K`; without a plus, between which and the currency's sign a line may break."""
    ends = _ends(facts, "productivity_gain")
    low, high = (facts.show(end, "money", style="short") for end in ends)
    return say("{low} to {high}", low=low, high=high)
