"""What the cover claims, what the summary recommends and asks for, and how a losing case is told."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest
from support.business_cases import ONE_WAVE, benchmark_team, less_value_work, nothing_at_all, told
from support.pictures import Picture
from support.small_case import EVERY_LEVER, PRODUCTIVITY, RETENTION, an_allocation, computed
from support.stories import facts_of, paragraph, rows, section, story_of, table

from reportgen.case.case import Assumption
from reportgen.document.story import Story
from reportgen.document.story.advice import stance
from reportgen.model.results import Results

#: 200,000 × realisation a year for one year, nothing else, against the investment.
PLAIN: dict[str, Any] = {
    "horizon": 1, "adoption": [0, 1], "discount_rate": 0, "risk_adjustment": 0, "run_cost_rate": 0,
    "implementation_dip": 0, "contingency": 0, "realisation": 0.4,
}  # fmt: skip
LESS_VALUE_WORK = an_allocation(surveyed_share_after=(0.5, 0.4, 0.1))
SELF_SERVICE, RETRAINING = EVERY_LEVER[:2]
#: Two hand-offs of a week before and four weeks after, on four models.
WORSE: dict[str, Any] = {"handoff_weeks_before": 1, "handoff_days_after": 20}


def benchmark(value: float) -> Assumption:
    return Assumption(value, "benchmark", "somebody else")


def mostly_losing(scenario: str = "base", **figures: Any) -> Results:
    """80,000 against 75,000, and with most of the range of realisation less than that."""
    realisation = Assumption(0.4, "assumed", "", low=0.1, high=0.42)
    results = computed(**{**PLAIN, "realisation": realisation, "component_amount": 75_000, **figures})
    return dataclasses.replace(results, scenario=scenario)


def point(story: Story, topic: str) -> str:
    """The one point of the summary with that topic, with plain spaces."""
    (found,) = [each.text for each in story.summary.points if each.topic == topic]
    return found.replace("\xa0", " ")


def asked(results: Results) -> str:
    return point(story_of(results), "What is asked")


def lead(results: Results) -> str:
    return story_of(results).summary.lead


# The cover


def test_a_projected_claim_says_both_and_credits_none_with_the_other() -> None:
    cover = story_of(benchmark_team()).cover
    assert cover.title == (
        "Value work would rise from 20% to 60% of the time, and the investment would return $4.46M net over three years"
    )
    assert not cover.long


def test_a_case_that_mostly_loses_says_so_on_its_cover() -> None:
    assert story_of(mostly_losing()).cover.title == (
        "In its base case the investment returns $5K net over one year, but in most draws it loses money"
    )


# No basis for a decision


def test_a_case_that_loses_in_most_draws_is_not_recommended() -> None:
    results = mostly_losing()
    chance = f"{100 * results.simulation.chance_of_loss:.0f}%"
    assert stance(facts_of(results)) == "narrow"
    assert lead(results) == (
        f"No basis for a decision yet: the base case returns its costs, but in {chance} of the draws of its own ranges "
        "it loses money. Over one year it returns $80K for $75K of costs, both at today’s value."
    )
    assert asked(results).startswith(
        "No further money yet. Narrow down “share of freed time put to productive use” first: over 10% to 42% the net "
        "present value goes from −$55K to $9K."
    )
    assert "Why now" not in [each.topic for each in story_of(results).summary.points]


def test_a_case_that_loses_in_few_draws_is_recommended() -> None:
    assert stance(facts_of(mostly_losing(component_amount=50_000))) == "continue"


def test_a_scenario_that_returns_its_costs_does_not_stand_for_a_base_case_that_does_not() -> None:
    results = mostly_losing("optimistic", component_amount=82_000)
    assert lead(results).startswith(
        "No basis for a decision yet: in the optimistic scenario it returns its costs, but the base case does not."
    )
    assert asked(results) == "No further money yet. Bring the case back when its base case returns its costs too."
    results = mostly_losing("optimistic")
    assert " of the draws of the ranges around the base case it loses money." in lead(results)


def test_benefits_that_mostly_rest_on_benchmarks_are_worth_a_closer_look() -> None:
    """80,000 a year rest on a benchmark; departures avoided, 10 × 10 points × 100,000 × 60 %, bring 60,000."""
    figures: dict[str, Any] = {
        **PLAIN, "benefits": (PRODUCTIVITY, RETENTION), "realisation": benchmark(0.4), "retention_attribution": 0.6,
        "cost_per_departure": 100_000,
    }  # fmt: skip
    results = computed(**figures)
    assert stance(facts_of(results)) == "explore"
    assert lead(results).startswith(
        "Worth a closer look, but no basis for a decision yet: most of the benefits are still benchmarks."
    )
    assert "first of all what “Productivity gain” rests on, and build the case again." in asked(results)
    assert stance(facts_of(computed(**{**figures, "cost_per_departure": 200_000}))) == "continue"
    weak = computed(**{**figures, "component_amount": benchmark(60_000)})
    assert "yet: the investment and most of the benefits are still benchmarks." in lead(weak)
    assert "first of all the investment of $60K" in asked(weak)


def test_only_benefits_that_are_counted_speak_for_or_against_a_case() -> None:
    """The lever rests on benchmarks and is left out."""
    results = computed(benefits=(PRODUCTIVITY, SELF_SERVICE), realisation=0.4, waiting_share=benchmark(1))
    assert results.kinds["self_service_gain"] == "benchmark"
    assert stance(facts_of(results)) == "continue"


def test_a_single_benefit_is_told_in_the_singular() -> None:
    results = computed(**{**PLAIN, "realisation": benchmark(0.4)})
    assert lead(results).startswith(
        "Worth a closer look, but no basis for a decision yet: the benefit is still a benchmark."
    )


def test_a_loss_against_a_benchmark_investment_is_no_reason_to_reject() -> None:
    survey = an_allocation(**ONE_WAVE)
    story = story_of(told(survey, realisation=0.2, component_amount=benchmark(900_000)))
    assert re.fullmatch(
        r"No basis for a decision yet: the investment is still a benchmark\. Over three years it would return \$\S+ "
        r"for \$\S+ of costs, \$\S+ less than it takes\.",
        story.summary.lead,
    )
    assert story.cover.title == "As it stands, the investment would lose $1.46M over three years"
    assert point(story, "What is asked").startswith("Nothing yet. Replace the ")
    assert "first of all the investment of $900K" in point(story, "What is asked")
    stated = told(survey, realisation=0.2, component_amount=900_000)
    assert lead(stated).startswith("We recommend not to proceed as it stands. Over three years")


# Nothing but rounding


@pytest.mark.parametrize("rest", [-0.05, 0.05])
def test_what_is_left_but_rounding_is_nothing_everywhere(rest: float) -> None:
    """A millionth of 80,000 + 80,000 is 0.16."""
    story = story_of(computed(**{**PLAIN, "component_amount": 80_000 - rest}))
    assert story.cover.title == "The investment returns no more than it costs over one year"
    assert story.cover.figures[0].figure == story.summary.figures[0].figure == "$0"
    assert "Over one year it returns $80K for $80K of costs, no more than it takes." in story.summary.lead
    assert story.summary.switching.text.startswith("Benefits and costs are equal")
    assert story.summary.chart is not None
    assert Picture(story.summary.chart.picture).title.endswith("leave a net present value of $0")


def test_a_little_more_than_rounding_is_told() -> None:
    story = story_of(computed(**{**PLAIN, "component_amount": 79_999}))
    assert story.cover.title.endswith("and the investment returns $1 net over one year")


# Losing cases


def test_no_cost_is_low_enough_for_benefits_below_zero() -> None:
    """40,000 a year less value work: 40,000 × (0.5 / 1.1 + 0.9 / 1.21 + 1 / 1.331) = 78,000."""
    story = story_of(told(LESS_VALUE_WORK, realisation=0.4, component_amount=10_000))
    assert story.summary.lead.startswith(
        "We recommend not to proceed as it stands. Over three years it takes $78K instead of returning any, beside "
    )
    assert point(story, "What is asked") == (
        "No money now. The benefits together are below zero, so that no cost is low enough. Bring the case back when "
        "benefits are shown that it does not count."
    )
    benchmarked = told(LESS_VALUE_WORK, realisation=0.4, component_amount=benchmark(10_000))
    assert stance(facts_of(benchmarked)) == "reject"


def test_a_case_without_benefits_is_not_asked_for_lower_costs() -> None:
    results = told(an_allocation(surveyed_share_after=(0.4, 0.5, 0.1)))
    assert "The case counts no benefit, so that no cost is low enough." in asked(results)


def test_a_case_that_costs_too_much_may_come_back_when_it_costs_less() -> None:
    assert asked(computed(component_amount=900_000)).startswith("No money now. Bring the case back when costs fall, or")


@pytest.mark.parametrize(
    ("investment", "words"),
    [
        (10_000, "“Productivity gain” takes more than any cost, $78K at today’s value."),
        (900_000, "The largest cost, investment, takes $900K."),
    ],
)
def test_what_takes_most_is_named_be_it_a_cost_or_a_benefit(investment: float, words: str) -> None:
    story = story_of(told(LESS_VALUE_WORK, realisation=0.4, component_amount=investment))
    assert point(story, "Why not").endswith(words)


def test_benefits_below_zero_take_instead_of_bringing() -> None:
    """Departures: 10 × −5 points × 400,000 × 60 % = −120,000 a year, three times the loss of time."""
    figures = {"realisation": 0.4, "attrition_before": 0.1, "attrition_after": 0.15}
    both = told(LESS_VALUE_WORK, benefits=(PRODUCTIVITY, RETENTION), **figures)
    assert section(story_of(both), "benefits").lead == (
        "Two benefits together take $312K today instead of bringing any; the most negative is “Reduced attrition” with "
        "−$234K."
    )
    assert section(story_of(told(LESS_VALUE_WORK, realisation=0.4)), "benefits").lead == (
        "One benefit takes $78K today instead of bringing any, after adoption, risk adjustment and discounting."
    )


def test_a_benefit_that_is_left_out_is_never_the_largest() -> None:
    """Both levers take time; the survey’s gain is 0 in the result and so above them."""
    worse = {**WORSE, "hours_per_retrain_before": 1, "hours_per_retrain_after": 20, "time_basis_survey": 0}
    results = computed(benefits=(PRODUCTIVITY, SELF_SERVICE, RETRAINING), **worse)
    told = section(story_of(results), "benefits").lead
    assert told.startswith("Two benefits together take ")
    assert ", each counted once; the most negative is “" in told
    assert "Productivity gain" not in told


def test_levers_that_free_nothing_take_hours() -> None:
    """2 weeks less 4, of 40 hours, on four models are −320 hours; the survey moves 20 points of 20,800."""
    story = story_of(computed(benefits=(PRODUCTIVITY, SELF_SERVICE), **WORSE))
    said = paragraph(story, "benefits", "Freed time, counted once.").replace("\xa0", " ")
    assert (
        "The levers take 320 hours a year more than today instead of freeing any, while the survey moves 4,160 hours a "
        "year to value work."
    ) in said
    assert "explain" not in said
    still = computed(
        an_allocation(surveyed_share_after=(0.4, 0.5, 0.1)), benefits=(PRODUCTIVITY, SELF_SERVICE), **WORSE
    )
    said = paragraph(story_of(still), "benefits", "Freed time, counted once.").replace("\xa0", " ")
    assert "320 hours a year more than today instead of freeing any, while the survey moves no hours" in said


def test_a_loss_that_is_left_out_is_said_to_be_one() -> None:
    """320 hours of 100,000 / 2,080 each."""
    story = story_of(computed(benefits=(PRODUCTIVITY, SELF_SERVICE), **WORSE))
    assert point(story, "Counted once") == (
        "The survey counts freed time; self-service is shown beside it, and a loss of $15.4K a year is left out."
    )


def test_a_first_year_without_payback_is_told_in_a_sentence() -> None:
    """(−40,000 − 60,000) / 60,000."""
    said = paragraph(story_of(told(LESS_VALUE_WORK, realisation=0.4)), "return", "")
    assert "It gives a return of −167%, so that the investment never pays back. The investment view" in said
    assert "There is no investment, so there is no return on it." in paragraph(story_of(nothing_at_all()), "return", "")
    assert "payback of never" not in paragraph(story_of(less_value_work()), "return", "")


# Both views


@pytest.mark.parametrize("basis", ["survey", "levers"])
def test_the_rows_of_the_first_year_add_up(basis: str) -> None:
    found = table(story_of(benchmark_team(basis)), "From the first-year view")
    amounts: list[int] = []
    for row in found.rows:
        amount = int(row.cells[2].lstrip("$").replace(",", ""))
        if row.cells[1] == "Benefits":
            break
        amounts.append(amount)
    # Each is rounded to a whole amount.
    assert sum(amounts) == pytest.approx(amount, abs=len(amounts) / 2)
    counted = [*rows(table(story_of(benchmark_team(basis)), "Benefits by year"))][:-1]
    assert [row.cells[1] for row in found.rows[: len(amounts)]] == counted
