"""What the draws of the simulation say, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.story.facts import Facts
from reportgen.document.story.words import counted, in_words, listed, lowered, sentences
from reportgen.language import noted, say, say_counted
from reportgen.model.whatif import OPTIMISTIC, SURVEY_NOT_DRAWN, moving_and_still
from reportgen.model.whatif.draws import WEIGHT

if TYPE_CHECKING:
    pass


#: Assumptions without a range that are named.
MOST_NOT_DRAWN = 3


def spread(facts: Facts) -> str:
    """From P10 to P90, and how likely a loss is; plainly that nothing varies where nothing does."""
    simulation = facts.results.simulation
    if not simulation.is_wide:
        return say(
            "No assumption that moves the net present value has a range, so nothing is said of how likely it is."
        )
    low, high = (npv(facts, end) for end in (simulation.p10, simulation.p90))
    around = say(" around the base case") if facts.in_scenario else ""
    return say(
        "Of {draws} random draws of all ranges{around} eight in ten give a net present value of "
        "{low} to {high} (P10 to P90); {loss}.",
        draws=facts.count(simulation.draws),
        around=around,
        low=low,
        high=high,
        loss=_loss(facts),
    )


def warning(facts: Facts) -> str:
    """That the base case promises too much; empty where it does not."""
    return where_base_falls(facts) if facts.results.simulation.is_optimistic else ""


def where_base_falls(facts: Facts) -> str:
    """The rank of the base case among the draws."""
    simulation = facts.results.simulation
    above = say("is above {base_rank} of the draws", base_rank=facts.show(simulation.base_rank, "share", decimals=0))
    if not simulation.is_optimistic:
        return say("The base case {above}.", above=above)
    return say(
        "The base case of {npv} {above} and so {optimistic}; plan with the median of {median}.",
        npv=npv(facts, simulation.base),
        above=above,
        optimistic=say(OPTIMISTIC),
        median=npv(facts, simulation.p50),
    )


def how_drawn(facts: Facts) -> str:
    """Distributions, survey, seed and generator."""
    simulation = facts.results.simulation
    return sentences(
        say(
            "Every range is drawn from a PERT distribution, which gives the value {times} times "
            "the weight of an end; figures that stand in one statement move together, all others "
            "apart.",
            times=in_words(facts.notation, round(WEIGHT)),
        ),
        _survey(facts),
        say(
            "{draws} draws of seed {seed} with {generator}; the same seed gives the same figures on every machine.",
            draws=facts.count(simulation.draws),
            seed=simulation.seed,
            generator=simulation.generator,
        ),
    )


def not_drawn(facts: Facts) -> str:
    """The assumptions without a range that turn the case nearest; empty where there are none."""
    found = [
        each
        for each in facts.results.switching
        if each.at_zero is not None and each.name in facts.case.assumptions and not _any_range(facts, each.name)
    ]
    if not found:
        return ""
    rest = len(found) - MOST_NOT_DRAWN
    named = listed([say("“{name}”", name=lowered(facts.label(each.name))) for each in found[:MOST_NOT_DRAWN]])
    return sentences(
        say_counted(
            len(found),
            "Nobody stated a range of {named}, so that it is not drawn, and it turns the case where it moves far "
            "enough alone; the table of switching values says how far.",
            "Nobody stated a range of {named}, so that they are not drawn, and each of them turns the case where it "
            "moves far enough alone; the table of switching values says how far.",
            named=named,
        ),
        counted(
            facts.notation,
            rest,
            "The same holds for one more, further away.",
            "The same holds for {count} more, further away.",
        )
        if rest > 0
        else "",
    )


def _any_range(facts: Facts, name: str) -> bool:
    """Whether anybody stated a range of any figure of the input."""
    return any(figure.ends != (figure.value, figure.value) for figure in facts.case.assumptions[name])


def npv(facts: Facts, value: float) -> str:
    """A net present value, to three digits."""
    return facts.shown("npv", value, style="short")


def _loss(facts: Facts) -> str:
    chance = facts.results.simulation.chance_of_loss
    if chance == 0:
        return say("none loses money")
    return (
        say("every one loses money")
        if chance == 1
        else say("the chance of a loss is {chance}", chance=facts.show(chance, "share"))
    )


def _survey(facts: Facts) -> str:
    if not facts.results.simulation.survey:
        return say(SURVEY_NOT_DRAWN)
    drawn = facts.either(
        noted(
            "The change of shares is drawn from the survey’s own standard errors (t), and shares still add up to all "
            "of the time."
        ),
        noted(
            "The shares before are drawn from the survey’s own standard errors (t), and shares still add up to all of "
            "the time."
        ),
    )
    _, still = moving_and_still(facts.results.tornado, facts.results.simulation.base)
    return sentences(
        say(drawn),
        say("In this case that moves nothing.") if any(bar.of_survey for bar in still) else "",
    )
