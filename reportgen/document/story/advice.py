"""What the figures speak for, and what the reader is asked to do about it."""

from __future__ import annotations

from typing import Literal

from reportgen.document.story.facts import Facts
from reportgen.document.story.levels import from_to
from reportgen.document.story.words import brief, counted, lowered, quoted, sentences
from reportgen.language import say
from reportgen.model.references import is_counted

#: Where the benefits exceed the costs: continue, proceed: they do. explore: what they or the costs rest on is only a
#: benchmark. narrow: they do not in most of the draws. Where they do not: replace: the investment is only a benchmark.
#: reject: it is not, or no investment would be low enough.
Stance = Literal["continue", "proceed", "explore", "narrow", "replace", "reject"]


def stance(facts: Facts) -> Stance:
    """What the net present value, its ranges, and the evidence for costs and benefits speak for."""
    if facts.npv <= 0:
        return "replace" if _benchmark_investment(facts) and facts.worth > 0 else "reject"
    if _mostly_loses(facts):
        return "narrow"
    if _benchmark_investment(facts) or _benchmark_benefits(facts):
        return "explore"
    return "continue" if facts.measured else "proceed"


def advice(facts: Facts) -> str:
    """The first sentence of the summary."""
    asked = stance(facts)
    if asked == "explore":
        return say(
            "Worth a closer look, but no basis for a decision yet: {benchmarks_are}.",
            benchmarks_are=_benchmarks_are(facts),
        )
    if asked == "narrow":
        return say("No basis for a decision yet: {in_most_draws}.", in_most_draws=_in_most_draws(facts))
    return {
        "continue": say("We recommend continuing to fund the investment."),
        "proceed": say("We recommend going ahead with the investment."),
        "replace": say("No basis for a decision yet: the investment is still a benchmark."),
        "reject": say("We recommend not to proceed as it stands."),
    }[asked]


def request(facts: Facts) -> str:
    """What the reader is asked to do."""
    asked = stance(facts)
    if asked == "reject":
        return sentences(say("No money now."), _brought_back(facts))
    if asked in ("explore", "narrow", "replace"):
        nothing = facts.either(say("No further money yet."), say("Nothing yet."))
        return sentences(nothing, _narrowed_down(facts) if asked == "narrow" else _replaced(facts))
    following = facts.money("total_costs", year=1)
    if asked == "proceed":
        return say(
            "Approve an investment of {total_investment}. With running costs, the effort of learning "
            "and contingency that takes {total_costs} in year 0 and {following} in year 1.",
            total_investment=facts.money("total_investment"),
            total_costs=facts.money("total_costs"),
            following=following,
        )
    if facts.results.number("total_costs", year=1) == 0:
        return say("No further money. Repeat the survey in a year to see whether the change lasts.")
    return say(
        "Approve the costs of year 1, {following} with contingency, and repeat the survey in a "
        "year to see whether the change lasts.",
        following=following,
    )


def _mostly_loses(facts: Facts) -> bool:
    simulation = facts.results.simulation
    return simulation.chance_of_loss > 0.5 or simulation.p50 < 0


def _in_most_draws(facts: Facts) -> str:
    """What the case does against what its draws do."""
    scenario = facts.in_scenario
    returns = (
        say("{in_scenario} it returns its costs", in_scenario=scenario[0].lower() + scenario[1:])
        if scenario
        else say("the base case returns its costs")
    )
    if _base_loses(facts):
        return say("{returns}, but the base case does not", returns=returns)
    chance = facts.show(facts.results.simulation.chance_of_loss, "share", decimals=0)
    if scenario:
        return say(
            "{returns}, but in {chance} of the draws of the ranges around the base case it loses money",
            returns=returns,
            chance=chance,
        )
    return say(
        "{returns}, but in {chance} of the draws of its own ranges it loses money", returns=returns, chance=chance
    )


def _base_loses(facts: Facts) -> bool:
    return facts.results.number("npv", scenario="base") < -facts.results.number("negligible_money", scenario="base")


def _benchmark_investment(facts: Facts) -> bool:
    return facts.results.kinds["component_amount"] == "benchmark"


def _benchmark_benefits(facts: Facts) -> bool:
    """Whether most of what the counted benefits bring rests on benchmarks."""
    gains = _gains(facts)
    weak = sum(gain for position, gain in gains.items() if _kind(facts, position) == "benchmark")
    return weak > sum(gains.values()) / 2


def _gains(facts: Facts) -> dict[int, float]:
    """Position of each counted benefit → what it brings, at today's value."""
    worth = facts.results.array("benefit_present_value")[:, 0]
    return {
        position: max(float(value), 0.0) for position, value in enumerate(worth) if is_counted(facts.results, position)
    }


def _kind(facts: Facts, benefit: int) -> str:
    line, _ = facts.results.graph.sources["benefit_full_effect"][benefit]
    return facts.results.kinds[line]


def _benchmarks_are(facts: Facts) -> str:
    """What of the case is still a benchmark."""
    if not _benchmark_benefits(facts):
        return say("the investment is still a benchmark")
    if _benchmark_investment(facts):
        return (
            say("the investment and the benefit are still benchmarks")
            if len(_gains(facts)) == 1
            else say("the investment and most of the benefits are still benchmarks")
        )
    return (
        say("the benefit is still a benchmark")
        if len(_gains(facts)) == 1
        else say("most of the benefits are still benchmarks")
    )


def _replaced(facts: Facts) -> str:
    """Which benchmarks are to be replaced first."""
    first = say("the investment of {total_investment}", total_investment=facts.money("total_investment"))
    if not _benchmark_investment(facts):
        gains = {position: gain for position, gain in _gains(facts).items() if _kind(facts, position) == "benchmark"}
        first = say("what {name} rests on", name=quoted(facts.case.benefits[max(gains, key=gains.__getitem__)].name))
    return counted(
        facts.notation,
        facts.kinds["benchmark"],
        "Replace the one benchmark assumption, {first}, and build the case again.",
        "Replace the {count} benchmark assumptions, first of all {first}, and build the case again.",
        first=first,
    )


def _narrowed_down(facts: Facts) -> str:
    """The range that matters most."""
    if _base_loses(facts):
        return say("Bring the case back when its base case returns its costs too.")
    largest = facts.results.tornado[0]
    low, high = (facts.shown("npv", end, style="short") for end in (largest.at_low, largest.at_high))
    over = from_to(facts, largest.name, largest.low, largest.high)
    narrow = say(
        "Narrow down “{label}” first: over {over} the net present value goes from {low} to {high}.",
        label=lowered(brief(largest.label)),
        over=over,
        low=low,
        high=high,
    )
    again = (
        counted(
            facts.notation,
            facts.kinds["benchmark"],
            "Replace the one benchmark assumption too, and build the case again.",
            "Replace the {count} benchmark assumptions too, and build the case again.",
        )
        if facts.kinds["benchmark"]
        else say("Then build the case again.")
    )
    return sentences(narrow, again)


def _brought_back(facts: Facts) -> str:
    """What has to change in a losing case."""
    shown = say("when benefits are shown that it does not count")
    if facts.worth < 0:
        return say(
            "The benefits together are below zero, so that no cost is low enough. Bring the case back {shown}.",
            shown=shown,
        )
    if facts.worth == 0:
        return say("The case counts no benefit, so that no cost is low enough. Bring it back {shown}.", shown=shown)
    return say("Bring the case back when costs fall, or {shown}.", shown=shown)
