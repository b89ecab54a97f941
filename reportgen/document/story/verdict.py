"""What the figures recommend, why, how sure that is and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.case.inputs import KINDS
from reportgen.document.story.advice import Stance, advice, stance
from reportgen.document.story.answering import of_team
from reportgen.document.story.draws import spread, warning
from reportgen.document.story.facts import Facts
from reportgen.document.story.interval import of_value_work
from reportgen.document.story.levels import from_to
from reportgen.document.story.words import brief, capital, counted, listed, lowered, quoted, quoted_list, sentences
from reportgen.language import noted, say, say_counted
from reportgen.model.groups import has_change_interval
from reportgen.model.references import is_counted

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
    "continue": noted("Why now"),
    "proceed": noted("Why now"),
    "explore": noted("Why it matters"),
    "narrow": noted("Why not yet"),
    "replace": noted("Why not yet"),
    "reject": noted("Why not"),
}

#: An assumption without a range is near to turning the case where it has to move by no more than this part of itself.
NEAR = 0.25


def recommendation(facts: Facts) -> str:
    """The first words of the summary."""
    return sentences(advice(facts), balance(facts))


def balance(facts: Facts) -> str:
    """Benefits against costs at today's value, and a warning where they come in spite of less value work."""
    benefits, costs = facts.money("present_value_of_benefits"), facts.money("present_value_of_costs")
    returns = facts.either(say("it returns"), say("it would return"))
    when = (
        say("{in_scenario}, over {period}", in_scenario=facts.in_scenario, period=facts.period)
        if facts.in_scenario
        else say("Over {period}", period=facts.period)
    )
    if facts.npv < 0 and facts.worth < 0:
        taken = facts.shown("npv", -facts.worth, style="short")
        takes = facts.either(say("it takes"), say("it would take"))
        return say(
            "{when} {takes} {taken} instead of returning any, beside {costs} of costs, {lost} in all.",
            when=when,
            takes=takes,
            taken=taken,
            costs=costs,
            lost=_lost(facts),
        )
    if facts.npv < 0:
        return say(
            "{when} {returns} {benefits} for {costs} of costs, {lost} less than it takes.",
            when=when,
            returns=returns,
            benefits=benefits,
            costs=costs,
            lost=_lost(facts),
        )
    if facts.npv == 0:
        return say(
            "{when} {returns} {benefits} for {costs} of costs, no more than it takes.",
            when=when,
            returns=returns,
            benefits=benefits,
            costs=costs,
        )
    first = say(
        "{when} {returns} {benefits} for {costs} of costs, both at today’s value.",
        when=when,
        returns=returns,
        benefits=benefits,
        costs=costs,
    )
    if facts.value_work_change >= 0:
        return first
    before, after = facts.text("value_share_before"), facts.text("value_share_after")
    falls = facts.either(say("got less time, though"), say("would get less time, though"))
    return say(
        "{first} Value work {falls}: {before} before, {after} after.",
        first=first,
        falls=falls,
        before=before,
        after=after,
    )


def reason(facts: Facts, *, briefly: bool = False) -> tuple[str, str]:
    """Topic and text: why now, or for a losing case why not."""
    asked = stance(facts)
    topic = say(WHY[asked])
    if asked in ("narrow", "replace", "reject"):
        return topic, sentences(_state(facts), _takes_most(facts))
    delay = ""
    if not briefly and facts.results.number("cost_of_delay_per_month") > 0:
        delay = say(
            "Each month that the benefits come later takes {cost_of_delay_per_month} off the net present value.",
            cost_of_delay_per_month=facts.money("cost_of_delay_per_month"),
        )
    return topic, sentences(_state(facts), delay)


def certainty(facts: Facts, *, briefly: bool = False) -> str:
    """What all ranges together make of it, how many assumptions rest on what, and what the survey can show.

    `briefly` leaves out the number of assumptions, which stands in the register too.
    """
    failed = facts.failed_checks
    checks = (
        say(
            "{checks} of the model failed: {failed}.",
            checks=capital(counted(facts.notation, len(failed), "one check", "{count} checks")),
            failed=listed(failed),
        )
        if failed
        else ""
    )
    draws = spread(facts), warning(facts)
    kinds = "" if briefly else f"{kind_counts(facts)}."
    return sentences(*draws, kinds, of_value_work(facts), checks, *_alerts(facts))


def _alerts(facts: Facts) -> list[str]:
    """The alerts that nothing else on the page says: losses, payback and value work lead it anyway."""
    said = {facts.label(name) for name in SAID_ANYWAY if facts.results.has(name)}
    return [f"{label}." for label in facts.raised_alerts if label not in said]


def kind_counts(facts: Facts) -> str:
    """`88 assumptions: 19 measured, 0 projected, 69 assumed and 0 benchmark`."""
    counts = [f"{facts.count(facts.kinds[kind])} {say(kind)}" for kind in KINDS]
    return say("{sum} assumptions: {counts}", sum=facts.count(sum(facts.kinds.values())), counts=listed(counts))


def switching(facts: Facts) -> str:
    """The nearest value of a single assumption that turns the case, and what all of them do together."""
    if facts.npv == 0:
        return say("Benefits and costs are equal, so any change of an assumption turns the case.")
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
    between = say("{low} to {high}", low=facts.shown(nearest.name, low), high=facts.shown(nearest.name, high))
    return say(
        "With {what}, all else unchanged, {turned}; that is inside its range of {between}.",
        what=_what(facts, nearest),
        turned=_turned(facts),
        between=between,
    )


def _far(facts: Facts, nearest: SwitchingValue | None) -> str:
    """What no range reaches."""
    if nearest is None:
        return say("No single assumption turns the case, however far it moves alone.")
    low, high = _ends(facts, nearest)
    if low < high and not nearest.in_proportion:
        return say(
            "No single assumption turns the case inside its range; the nearest would be {what}.",
            what=_what(facts, nearest),
        )
    if nearest.move <= NEAR:
        return say("With {what}, all else unchanged, {turned}.", what=_what(facts, nearest), turned=_turned(facts))
    return say(
        "No single assumption comes near to turning the case; the nearest would be {what}.", what=_what(facts, nearest)
    )


def _ends(facts: Facts, nearest: SwitchingValue) -> tuple[float, float]:
    """The range of one figure; of the measured change of value work its interval, where the survey has one."""
    if nearest.name in facts.case.assumptions:
        return facts.case.assumptions[nearest.name][0].ends
    if not has_change_interval(facts.results):
        return nearest.value, nearest.value
    return facts.results.number(f"{nearest.name}_low"), facts.results.number(f"{nearest.name}_high")


def _what(facts: Facts, nearest: SwitchingValue) -> str:
    return say("“{label}” at {moved}", label=lowered(facts.label(nearest.name)), moved=_moved(facts, nearest))


def _turned(facts: Facts) -> str:
    return say("costs are just covered") if facts.npv < 0 else say("the net present value is zero")


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
        say(
            "“{label}” alone turns the case inside its range: over {over} the net present value goes "
            "from {low} to {high}.",
            label=capital(brief(first.label)),
            over=over,
            low=low,
            high=high,
        ),
        say_counted(
            len(others),
            "So does {others}.",
            "So do {others}.",
            others=quoted_list([lowered(bar.label) for bar in others]),
        )
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
        return say(
            "With every range at its unfavourable end at once, however, the net present value is {low}.", low=low
        )
    if facts.npv <= 0 < optimistic:
        return say("With every range at its favourable end at once, the net present value is {high}.", high=high)
    if facts.npv > 0:
        return say("With every range at its unfavourable end at once, the net present value is still {low}.", low=low)
    return say("Even with every range at its favourable end at once, the net present value is {high}.", high=high)


def _moved(facts: Facts, nearest: SwitchingValue) -> str:
    """Both values with as few decimals as tell them apart; of items, the part of what they are."""
    if nearest.in_proportion:
        return say("{at_zero} of what is assumed", at_zero=facts.show(nearest.at_zero, "share"))
    for decimals in (None, 1, 2, 3, 4):
        at, now = (facts.shown(nearest.name, value, decimals=decimals) for value in (nearest.at_zero, nearest.value))
        if at != now:
            break
    return say("{at} instead of {now}", at=at, now=now)


def _state(facts: Facts) -> str:
    """Where the time goes before the investment."""
    got, took = facts.either(say("got"), say("gets")), facts.either(say("took"), say("takes"))
    first = say(
        "Value work {got} {value_share_before} of the time{of_team}.",
        got=got,
        value_share_before=facts.text("value_share_before"),
        of_team=of_team(facts),
    )
    friction = facts.activities("friction")
    if not friction:
        return first
    name = facts.allocation.activities[friction[0]]
    return say(
        "{first} {name} alone {took} {share}, {time_cost_before}.",
        first=first,
        name=quoted(name),
        took=took,
        share=facts.share(friction[0]),
        time_cost_before=facts.money("time_cost_before", friction[0]),
    )


def _takes_most(facts: Facts) -> str:
    """The largest cost, or a benefit that takes more than that."""
    present_values = facts.results.array("cost_present_value")[:, 0]
    largest = int(present_values.argmax())
    name = facts.items("cost_present_value")[largest]
    worst = min(
        (position for position in range(len(facts.case.benefits)) if is_counted(facts.results, position)),
        key=lambda position: facts.results.number("benefit_present_value", position),
    )
    loss = -facts.results.number("benefit_present_value", worst)
    if loss > present_values[largest]:
        taken = facts.shown("npv", loss, style="short")
        return say(
            "{name} takes more than any cost, {taken} at today’s value.",
            name=quoted(facts.case.benefits[worst].name),
            taken=taken,
        )
    return say(
        "The largest cost, {name}, takes {cost_present_value}.",
        name=lowered(name),
        cost_present_value=facts.money("cost_present_value", largest),
    )


def _lost(facts: Facts) -> str:
    return facts.shown("npv", -facts.npv, style="short")
