"""What the figures recommend, why, how sure that is and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.case.inputs import KINDS
from reportgen.document.story.advice import Stance, advice, stance
from reportgen.document.story.answering import of_team
from reportgen.document.story.counted_once import is_counted
from reportgen.document.story.draws import spread, warning
from reportgen.document.story.facts import Facts
from reportgen.document.story.interval import of_value_work
from reportgen.document.story.levels import from_to
from reportgen.document.story.words import brief, capital, counted, listed, lowered, quoted, quoted_list, sentences
from reportgen.model.groups import has_change_interval

if TYPE_CHECKING:
    from reportgen.model.whatif import SwitchingValue

#: Alerts that the rest of the page says in words.
SAID_ANYWAY = (
    "alert_negative_npv",
    "alert_not_paid_back",
    "alert_value_share_falls",
    "alert_change_not_shown",
    "alert_time_gain_counted_as_models",
)

#: What the reason for each stance is headed.
WHY: Mapping[Stance, str] = {
    "continue": "Why now",
    "proceed": "Why now",
    "explore": "Why it matters",
    "narrow": "Why not yet",
    "replace": "Why not yet",
    "reject": "Why not",
}

#: An assumption without a range is near to turning the case where it has to move by no more than this part of itself.
NEAR = 0.25


def recommendation(facts: Facts) -> str:
    """The first words of the summary."""
    return sentences(advice(facts), balance(facts))


def balance(facts: Facts) -> str:
    """Benefits against costs at today's value, and a warning where they come in spite of less value work."""
    benefits, costs = facts.money("present_value_of_benefits"), facts.money("present_value_of_costs")
    returns = facts.either("it returns", "it would return")
    when = f"{facts.in_scenario}, over {facts.period}" if facts.in_scenario else f"Over {facts.period}"
    if facts.npv < 0 and facts.worth < 0:
        taken = facts.shown("npv", -facts.worth, style="short")
        takes = facts.either("it takes", "it would take")
        return f"{when} {takes} {taken} instead of returning any, beside {costs} of costs, {_lost(facts)} in all."
    if facts.npv < 0:
        return f"{when} {returns} {benefits} for {costs} of costs, {_lost(facts)} less than it takes."
    if facts.npv == 0:
        return f"{when} {returns} {benefits} for {costs} of costs, no more than it takes."
    first = f"{when} {returns} {benefits} for {costs} of costs, both at today’s value."
    if facts.value_work_change >= 0:
        return first
    before, after = facts.text("value_share_before"), facts.text("value_share_after")
    falls = facts.either("got less time, though", "would get less time, though")
    return f"{first} Value work {falls}: {before} before, {after} after."


def reason(facts: Facts, *, briefly: bool = False) -> tuple[str, str]:
    """Topic and text: why now, or for a losing case why not."""
    topic = WHY[stance(facts)]
    if topic in ("Why not", "Why not yet"):
        return topic, sentences(_state(facts), _takes_most(facts))
    delay = ""
    if not briefly and facts.results.number("cost_of_delay_per_month") > 0:
        delay = (
            f"Each month that the benefits come later takes {facts.money('cost_of_delay_per_month')} "
            "off the net present value."
        )
    return topic, sentences(_state(facts), delay)


def certainty(facts: Facts, *, briefly: bool = False) -> str:
    """What all ranges together make of it, how many assumptions rest on what, and what the survey can show.

    `briefly` leaves out the number of assumptions, which stands in the register too.
    """
    failed = facts.results.failed_checks
    checks = (
        f"{capital(counted(facts.notation, len(failed), 'check'))} of the model failed: {listed(failed)}."
        if failed
        else ""
    )
    draws = spread(facts), warning(facts)
    kinds = "" if briefly else f"{kind_counts(facts)}."
    return sentences(*draws, kinds, of_value_work(facts), checks, *_alerts(facts))


def _alerts(facts: Facts) -> list[str]:
    """The alerts that nothing else on the page says: losses, payback and value work lead it anyway."""
    said = {facts.label(name) for name in SAID_ANYWAY if facts.results.has(name)}
    return [f"{label}." for label in facts.results.raised_alerts if label not in said]


def kind_counts(facts: Facts) -> str:
    """`88 assumptions: 19 measured, 0 projected, 69 assumed and 0 benchmark`."""
    counts = [f"{facts.count(facts.kinds[kind])} {kind}" for kind in KINDS]
    return f"{facts.count(sum(facts.kinds.values()))} assumptions: {listed(counts)}"


def switching(facts: Facts) -> str:
    """The nearest value of a single assumption that turns the case, and what all of them do together."""
    if facts.npv == 0:
        return "Benefits and costs are equal, so any change of an assumption turns the case."
    nearest = next((each for each in facts.results.switching if each.at_zero is not None), None)
    return sentences(_single(facts, nearest), _together(facts))


def _single(facts: Facts, nearest: SwitchingValue | None) -> str:
    """The nearest switching value inside its range, else a range that alone turns the case, else how far it is."""
    inside = _inside_its_range(facts, nearest) if nearest is not None else ""
    return inside or _turning(facts) or _far(facts, nearest)


def _inside_its_range(facts: Facts, nearest: SwitchingValue) -> str:
    """Empty where nobody stated a range of the one figure that turns the case nearest, or it is outside."""
    low, high = _ends(facts, nearest)
    assert nearest.at_zero is not None
    if nearest.in_proportion or low == high or not low <= nearest.at_zero <= high:
        return ""
    between = f"{facts.shown(nearest.name, low)} to {facts.shown(nearest.name, high)}"
    return f"With {_what(facts, nearest)}, all else unchanged, {_turned(facts)}; that is inside its range of {between}."


def _far(facts: Facts, nearest: SwitchingValue | None) -> str:
    """What no range reaches."""
    if nearest is None:
        return "No single assumption turns the case, however far it moves alone."
    low, high = _ends(facts, nearest)
    if low < high and not nearest.in_proportion:
        return f"No single assumption turns the case inside its range; the nearest would be {_what(facts, nearest)}."
    if nearest.move <= NEAR:
        return f"With {_what(facts, nearest)}, all else unchanged, {_turned(facts)}."
    return f"No single assumption comes near to turning the case; the nearest would be {_what(facts, nearest)}."


def _ends(facts: Facts, nearest: SwitchingValue) -> tuple[float, float]:
    """The range of one figure; of the measured change of value work its interval, where the survey has one."""
    if nearest.name in facts.case.assumptions:
        return facts.case.assumptions[nearest.name][0].ends
    if not has_change_interval(facts.results):
        return nearest.value, nearest.value
    return facts.results.number(f"{nearest.name}_low"), facts.results.number(f"{nearest.name}_high")


def _what(facts: Facts, nearest: SwitchingValue) -> str:
    return f"“{lowered(facts.label(nearest.name))}” at {_moved(facts, nearest)}"


def _turned(facts: Facts) -> str:
    return "costs are just covered" if facts.npv < 0 else "the net present value is zero"


def _turning(facts: Facts) -> str:
    """The ranges that alone take the net present value across zero; empty where none does.

    The bars of the tornado are of the base case, so that they say nothing of another scenario.
    """
    if facts.results.scenario != "base":
        return ""
    bars = [bar for bar in facts.results.tornado if min(bar.at_low, bar.at_high) < 0 <= max(bar.at_low, bar.at_high)]
    if not bars:
        return ""
    first, *others = bars
    low, high = (facts.shown("npv", end, style="short") for end in (first.at_low, first.at_high))
    over = from_to(facts, first.name, first.low, first.high)
    return sentences(
        f"“{capital(brief(first.label))}” alone turns the case inside its range: over {over} the net present value "
        f"goes from {low} to {high}.",
        f"So {'does' if len(others) == 1 else 'do'} {quoted_list([lowered(bar.label) for bar in others])}."
        if others
        else "",
    )


def _together(facts: Facts) -> str:
    """What both ends of all ranges say, where they do not agree with the case."""
    low, high = facts.span("npv")
    conservative, optimistic = facts.results.span("npv")
    assert conservative is not None
    assert optimistic is not None
    if facts.npv > 0 > conservative:
        return f"With every range at its unfavourable end at once, however, the net present value is {low}."
    if facts.npv <= 0 < optimistic:
        return f"With every range at its favourable end at once, the net present value is {high}."
    if facts.npv > 0:
        return f"With every range at its unfavourable end at once, the net present value is still {low}."
    return f"Even with every range at its favourable end at once, the net present value is {high}."


def _moved(facts: Facts, nearest: SwitchingValue) -> str:
    """Both values with as few decimals as tell them apart; of items, the part of what they are."""
    if nearest.in_proportion:
        return f"{facts.show(nearest.at_zero, 'share')} of what is assumed"
    for decimals in (None, 1, 2, 3, 4):
        at, now = (facts.shown(nearest.name, value, decimals=decimals) for value in (nearest.at_zero, nearest.value))
        if at != now:
            break
    return f"{at} instead of {now}"


def _state(facts: Facts) -> str:
    """Where the time goes before the investment."""
    got, took = facts.either("got", "gets"), facts.either("took", "takes")
    first = f"Value work {got} {facts.text('value_share_before')} of the time{of_team(facts)}."
    friction = facts.activities("friction")
    if not friction:
        return first
    name = facts.allocation.activities[friction[0]]
    return (
        f"{first} {quoted(name)} alone {took} {facts.share(friction[0])}, "
        f"{facts.money('time_cost_before', friction[0])}."
    )


def _takes_most(facts: Facts) -> str:
    """The largest cost, or a benefit that takes more than that."""
    present_values = facts.results.array("cost_present_value")[:, 0]
    largest = int(present_values.argmax())
    name = facts.results.items("cost_present_value")[largest]
    worst = min(
        (position for position in range(len(facts.case.benefits)) if is_counted(facts, position)),
        key=lambda position: facts.results.number("benefit_present_value", position),
    )
    loss = -facts.results.number("benefit_present_value", worst)
    if loss > present_values[largest]:
        taken = facts.shown("npv", loss, style="short")
        return f"{quoted(facts.case.benefits[worst].name)} takes more than any cost, {taken} at today’s value."
    return f"The largest cost, {lowered(name)}, takes {facts.money('cost_present_value', largest)}."


def _lost(facts: Facts) -> str:
    return facts.shown("npv", -facts.npv, style="short")
