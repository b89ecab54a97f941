"""What the figures recommend, what is asked for, how sure that is and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportgen.case.inputs import KINDS
from reportgen.document.figures import show
from reportgen.document.story.answering import of_team
from reportgen.document.story.draws import spread, warning
from reportgen.document.story.facts import Facts
from reportgen.document.story.interval import of_value_work
from reportgen.document.story.levels import from_to
from reportgen.document.story.words import brief, capital, counted, listed, lowered, quoted, quoted_list, sentences

if TYPE_CHECKING:
    from reportgen.model.whatif import SwitchingValue

#: reject: the costs are not covered. explore: the investment itself is only a benchmark.
Stance = Literal["continue", "proceed", "explore", "reject"]


#: Alerts that the rest of the page says in words.
SAID_ANYWAY = (
    "alert_negative_npv",
    "alert_not_paid_back",
    "alert_value_share_falls",
    "alert_change_not_shown",
    "alert_time_gain_counted_as_models",
)

#: An assumption without a range is near to turning the case where it has to move by no more than this part of itself.
NEAR = 0.25


def stance(facts: Facts) -> Stance:
    """What the net present value, and the evidence for the investment, speak for."""
    if facts.results.number("npv") <= 0:
        return "reject"
    if facts.results.kinds["component_amount"] == "benchmark":
        return "explore"
    return "continue" if facts.measured else "proceed"


def recommendation(facts: Facts) -> str:
    """The first words of the summary."""
    advice = {
        "continue": "We recommend continuing to fund the investment.",
        "proceed": "We recommend going ahead with the investment.",
        "explore": "Worth a closer look, but no basis for a decision yet: the investment is still a benchmark.",
        "reject": "We recommend not to proceed as it stands.",
    }[stance(facts)]
    return sentences(advice, balance(facts))


def balance(facts: Facts) -> str:
    """Benefits against costs at today's value, and a warning where they come in spite of less value work."""
    benefits, costs = facts.money("present_value_of_benefits"), facts.money("present_value_of_costs")
    npv = facts.results.number("npv")
    returns = facts.either("it returns", "it would return")
    when = f"{facts.in_scenario}, over {facts.period}" if facts.in_scenario else f"Over {facts.period}"
    if npv < 0:
        return f"{when} {returns} {benefits} for {costs} of costs, {_lost(facts)} less than it takes."
    if npv == 0:
        return f"{when} {returns} {benefits} for {costs} of costs, no more than it takes."
    first = f"{when} {returns} {benefits} for {costs} of costs, both at today’s value."
    if facts.results.number("value_share_change") >= 0:
        return first
    before, after = facts.text("value_share_before"), facts.text("value_share_after")
    falls = facts.either("got less time, though", "would get less time, though")
    return f"{first} Value work {falls}: {before} before, {after} after."


def request(facts: Facts) -> str:
    """What the reader is asked to do."""
    asked = stance(facts)
    if asked == "reject":
        return "No money now. Bring the case back when costs fall, or when benefits are shown that it does not count."
    if asked == "explore":
        return (
            f"Nothing yet. Replace the {_benchmarks(facts)}, first of all the investment of "
            f"{facts.money('total_investment')}, and build the case again."
        )
    following = facts.money("total_costs", year=1)
    if asked == "proceed":
        return (
            f"Approve an investment of {facts.money('total_investment')}. With running costs, the effort of learning "
            f"and contingency that takes {facts.money('total_costs')} in year 0 and {following} in year 1."
        )
    if facts.results.number("total_costs", year=1) == 0:
        return "No further money. Repeat the survey in a year to see whether the change lasts."
    return (
        f"Approve the costs of year 1, {following} with contingency, and repeat the survey in a year to see whether "
        "the change lasts."
    )


def reason(facts: Facts) -> tuple[str, str]:
    """Topic and text: why now, or for a losing case why not."""
    if stance(facts) == "reject":
        return "Why not", sentences(_state(facts), _largest_cost(facts))
    delay = ""
    if facts.results.number("cost_of_delay_per_month") > 0:
        delay = (
            f"Each month that the benefits come later takes {facts.money('cost_of_delay_per_month')} "
            "off the net present value."
        )
    return "Why now", sentences(_state(facts), delay)


def certainty(facts: Facts) -> str:
    """What all ranges together make of it, how many assumptions rest on what, and what the survey can show."""
    failed = facts.results.failed_checks
    checks = f"{capital(counted(len(failed), 'check'))} of the model failed: {listed(failed)}." if failed else ""
    draws = spread(facts), warning(facts)
    return sentences(*draws, f"{kind_counts(facts)}.", of_value_work(facts), checks, *_alerts(facts))


def _alerts(facts: Facts) -> list[str]:
    """The alerts that nothing else on the page says: losses, payback and value work lead it anyway."""
    said = {facts.label(name) for name in SAID_ANYWAY if facts.results.has(name)}
    return [f"{label}." for label in facts.results.raised_alerts if label not in said]


def kind_counts(facts: Facts) -> str:
    """`88 assumptions: 19 measured, 0 projected, 69 assumed and 0 benchmark`."""
    counts = [f"{facts.kinds[kind]:,} {kind}" for kind in KINDS]
    return f"{sum(facts.kinds.values()):,} assumptions: {listed(counts)}"


def switching(facts: Facts) -> str:
    """The nearest value of a single assumption that turns the case, and what all of them do together."""
    if facts.results.number("npv") == 0:
        return "Benefits and costs are equal, so any change of an assumption turns the case."
    nearest = next((each for each in facts.results.switching if each.at_zero is not None), None)
    return sentences(_single(facts, nearest), _together(facts))


def _single(facts: Facts, nearest: SwitchingValue | None) -> str:
    """The nearest switching value inside its range, else a range that alone turns the case, else how far it is."""
    inside = _inside_its_range(facts, nearest) if nearest is not None else ""
    return inside or _turning(facts) or _far(facts, nearest)


def _inside_its_range(facts: Facts, nearest: SwitchingValue) -> str:
    """Empty where nobody stated a range of the one figure that turns the case nearest, or it is outside."""
    low, high = facts.case.assumptions[nearest.name][0].ends
    assert nearest.at_zero is not None
    if nearest.in_proportion or low == high or not low <= nearest.at_zero <= high:
        return ""
    between = f"{facts.shown(nearest.name, low)} to {facts.shown(nearest.name, high)}"
    return f"With {_what(facts, nearest)}, all else unchanged, {_turned(facts)}; that is inside its range of {between}."


def _far(facts: Facts, nearest: SwitchingValue | None) -> str:
    """What no range reaches."""
    if nearest is None:
        return "No single assumption turns the case, however far it moves alone."
    stated = facts.case.assumptions[nearest.name][0]
    if stated.ends != (stated.value, stated.value) and not nearest.in_proportion:
        return f"No single assumption turns the case inside its range; the nearest would be {_what(facts, nearest)}."
    if nearest.move <= NEAR:
        return f"With {_what(facts, nearest)}, all else unchanged, {_turned(facts)}."
    return f"No single assumption comes near to turning the case; the nearest would be {_what(facts, nearest)}."


def _what(facts: Facts, nearest: SwitchingValue) -> str:
    return f"“{lowered(facts.label(nearest.name))}” at {_moved(facts, nearest)}"


def _turned(facts: Facts) -> str:
    return "costs are just covered" if facts.results.number("npv") < 0 else "the net present value is zero"


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
    results, (low, high) = facts.results, facts.span("npv")
    conservative, optimistic = results.span("npv")
    assert conservative is not None
    assert optimistic is not None
    if results.number("npv") > 0 > conservative:
        return f"With every range at its unfavourable end at once, however, the net present value is {low}."
    if results.number("npv") <= 0 < optimistic:
        return f"With every range at its favourable end at once, the net present value is {high}."
    if results.number("npv") > 0:
        return f"With every range at its unfavourable end at once, the net present value is still {low}."
    return f"Even with every range at its favourable end at once, the net present value is {high}."


def _moved(facts: Facts, nearest: SwitchingValue) -> str:
    """Both values with as few decimals as tell them apart; of items, the part of what they are."""
    if nearest.in_proportion:
        return f"{show(nearest.at_zero, 'share')} of what is assumed"
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


def _largest_cost(facts: Facts) -> str:
    present_values = facts.results.array("cost_present_value")[:, 0]
    largest = int(present_values.argmax())
    name = facts.results.items("cost_present_value")[largest]
    return f"The largest cost, {lowered(name)}, takes {facts.money('cost_present_value', largest)}."


def _lost(facts: Facts) -> str:
    return show(-facts.results.number("npv"), facts.unit("npv"), style="short", currency=facts.currency)


def _benchmarks(facts: Facts) -> str:
    return counted(facts.kinds["benchmark"], "benchmark assumption")
