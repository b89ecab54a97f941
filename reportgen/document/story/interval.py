"""How sure the change of value work is, in sentences, and what that means for hours and money."""

from __future__ import annotations

from reportgen.document.story.facts import Facts
from reportgen.document.story.words import people, sentences
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
    which = f" {facts.compared_waves}" if facts.measured else ""
    return f"Everybody in the team answered{which}, so there is no sampling error and no interval."


def of_value_work(facts: Facts) -> str:
    """`The 95% interval of the change of value work is …`, or plainly that the survey does not show a change."""
    if not facts.measured:
        return sentences("The shares after are a target, not a measurement.", _before(facts))
    if not has_interval(facts):
        if everybody_answered(facts.results):
            return everybody(facts)
        if facts.results.has("value_share_change_low"):
            compared = people_compared(facts)
            return f"The answers on the change of value work do not differ ({compared}), so it has no interval."
        return "The survey does not say how answers differ, so the change has no interval."
    interval = f"{value_work_ends(facts)}{NO_BREAK}pts"
    if may_be_none(facts):
        return (
            f"The survey alone does not show that value work changed: the {facts.confidence} interval of its change, "
            f"{interval} ({people_compared(facts)}), includes zero."
        )
    return f"The {facts.confidence} interval of the change of value work is {interval} ({people_compared(facts)})."


def _before(facts: Facts) -> str:
    """How sure the share of value work before is; empty without single answers."""
    if not facts.results.has("value_share_before_low"):
        return ""
    if everybody_answered(facts.results):
        return everybody(facts)
    ends = (facts.results.number(f"value_share_before_{end}") for end in ("low", "high"))
    low, high = (facts.show(end, "share", decimals=max(facts.share_decimals, LEAST_DECIMALS)) for end in ends)
    asked = people(facts.notation, facts.allocation.before.respondents or 0)
    return f"The {facts.confidence} interval of value work before is {low} to {high} ({asked})."


def value_work_ends(facts: Facts) -> str:
    """`+47 to +53`, in points."""
    decimals = max(facts.share_decimals, LEAST_DECIMALS)
    low, high = (
        facts.show(end, "points", style="table", decimals=decimals) for end in _ends(facts, "value_share_change")
    )
    return f"{low} to {high}"


def people_compared(facts: Facts) -> str:
    """The people behind the comparison: `35 people in both waves`, `40 people before and 38 after`."""
    allocation = facts.allocation
    if allocation.comparison == "paired":
        return f"{people(facts.notation, allocation.matched)} in {facts.compared_waves}"
    after = allocation.after.respondents if allocation.after is not None else None
    before = allocation.before.respondents
    return f"{people(facts.notation, before or 0)} before and {facts.count(after or 0)} after"


def in_hours(facts: Facts) -> str:
    """What the interval comes to in hours a year; empty without one."""
    if not _carried(facts, "value_hours_change"):
        return ""
    change = facts.show(facts.results.number("value_hours_change"), "hours/year", signed=True, decimals=0)
    low, high = (
        facts.show(end, "hours/year", style="table", signed=True, decimals=0)
        for end in _ends(facts, "value_hours_change")
    )
    return f"For the whole team that is {change} on value work, with an interval from {low} to {high}."


def in_money(facts: Facts) -> str:
    """What the interval comes to in the productivity gain; empty without one."""
    if not _carried(facts, "productivity_gain"):
        return ""
    gain = facts.show(facts.results.number("productivity_gain"), "money", style="short")
    return f"At full effect the productivity gain is {gain} a year, with an interval from {_gain_ends(facts)}."


def of_gain(facts: Facts) -> str:
    """The interval beside the calculation of the productivity gain; empty without one."""
    if not _carried(facts, "productivity_gain"):
        return ""
    return sentences(
        f"Within the {facts.confidence} interval of the change of value work ({people_compared(facts)}) this gain is "
        f"{_gain_ends(facts)} a year at full effect, all other assumptions as they are.",
        "Zero lies between: the survey alone does not show a gain." if may_be_none(facts) else "",
    )


def _carried(facts: Facts, name: str) -> bool:
    return has_interval(facts) and facts.results.has(f"{name}_low")


def _ends(facts: Facts, name: str) -> tuple[float, float]:
    return facts.results.number(f"{name}_low"), facts.results.number(f"{name}_high")


def _gain_ends(facts: Facts) -> str:
    """`$415K to $533K`; without a plus, between which and the currency's sign a line may break."""
    ends = _ends(facts, "productivity_gain")
    low, high = (facts.show(end, "money", style="short") for end in ends)
    return f"{low} to {high}"
