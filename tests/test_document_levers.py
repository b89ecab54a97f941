"""What the document says of the levers, of what is counted once, of maturity and of the multiplier."""

from __future__ import annotations

import pytest
from support.business_cases import benchmark_team, insurance
from support.small_case import (
    DELIVERY,
    EVERY_BENEFIT,
    EVERY_LEVER,
    PRODUCTIVITY,
    TIME_LEVER_GAINS,
    an_allocation,
    computed,
)
from support.stories import heads, paragraph, rows, section, story_of, table, tables_of, texts

from reportgen.case.benefits import KNOWN
from reportgen.case.inputs import Unit
from reportgen.document.story import Story
from reportgen.document.story.calculation import with_time_unit
from reportgen.document.story.parts import CallOut, Heading, Paragraph

TIME_LEVERS = tuple(lever for lever in EVERY_LEVER if lever.line in TIME_LEVER_GAINS)


@pytest.fixture(scope="module")
def team() -> Story:
    return story_of(benchmark_team())


@pytest.fixture(scope="module")
def team_by_levers() -> Story:
    return story_of(benchmark_team("levers"))


def _counted_once(story: Story) -> str:
    """In the summary, with plain spaces; empty where there is no such point."""
    found = [point.text for point in story.summary.points if point.topic == "Counted once"]
    return "".join(found).replace("\xa0", " ")


# What is counted once


def test_the_summary_says_what_the_survey_leaves_out(team: Story) -> None:
    """730,769 + 10,096 + 105,168 + 43,269 = 889,303."""
    assert _counted_once(team) == (
        "The survey counts freed time; self-service, automated retraining, reproducibility and templates are shown "
        "beside it and left out, $889K a year."
    )


def test_the_summary_says_what_the_levers_leave_out(team_by_levers: Story) -> None:
    """5,000,000 × 40 points × 40 % = 800,000."""
    assert _counted_once(team_by_levers) == (
        "The levers count freed time; productivity gain is shown beside it and left out, $800K a year."
    )


def test_the_summary_says_what_is_taken_off_for_models_shipped_with_freed_time() -> None:
    """1.8M × (0.5 / 1.1 + 0.9 / 1.21 + 1 / 1.331) × 0.9 = 3.158M."""
    assert _counted_once(story_of(insurance())) == (
        "Of freed time and the models shipped with it $3.16M at today’s value is taken off, as it is one effect; that "
        "is all of the time, so that the survey does not move the result."
    )


def test_nothing_is_said_where_nothing_is_left_out() -> None:
    assert _counted_once(story_of(computed())) == ""


def test_only_what_is_counted_stands_in_the_table_of_benefits(team: Story, team_by_levers: Story) -> None:
    assert [*rows(table(team, "Benefits by year"))] == [
        "Productivity gain", "Faster onboarding", "More experiments", "Total benefits",
    ]  # fmt: skip
    assert [*rows(table(team_by_levers, "Benefits by year"))] == [
        "Self-service", "Automated retraining", "Reproducibility", "Templates", "Faster onboarding",
        "More experiments", "Total benefits",
    ]  # fmt: skip


def test_hours_of_survey_and_levers_stand_beside_each_other(team: Story) -> None:
    """20 × 2,080 × 40 points = 16,640 of which 6,080 + 84 + 875 + 360 = 7,399 are explained."""
    found = rows(table(team, "Hours of the survey and of the levers"))
    surveyed = "Change of hours of value work a year"
    assert found[surveyed] == ("At", surveyed, "16,640", "$800,000", "yes")
    assert found["Reproducibility"][2:] == ("875", "$105,168", "no")
    assert found["Hours that the levers explain"][2] == "7,399"
    assert found["Hours that no lever explains"][2] == "9,241"
    assert "The levers explain 44.5% of the 16,640 hours" in _basis(team)


def _basis(story: Story) -> str:
    return paragraph(story, "benefits", "Freed time, counted once.").replace("\xa0", " ")


def test_levers_that_claim_more_hours_than_the_survey_shows_are_called_out() -> None:
    """The survey moves 20 points of 20,800 hours, 4,160; two hand-offs of 15 weeks × 40 hours × 4 models are 4,800."""
    story = story_of(computed(benefits=(PRODUCTIVITY, *TIME_LEVERS), handoff_weeks_before=15))
    assert "one of the two is wrong" in _basis(story)
    assert (
        "The levers claim more hours than the survey shows."
        in {point.topic: point.text for point in story.summary.points}["How sure this is"]
    )


def test_levers_that_explain_all_hours_but_for_rounding_are_no_contradiction() -> None:
    """The survey moves 20 points of 20,800 hours, 4,160; so do two hand-offs of 13 weeks × 40 hours × 4 models."""
    story = story_of(computed(benefits=(PRODUCTIVITY, *TIME_LEVERS[:1]), handoff_weeks_before=13, handoff_days_after=0))
    assert "The levers explain 100% of the 4,160 hours a year" in _basis(story)


def test_a_survey_that_moves_nothing_but_rounding_moves_no_hours() -> None:
    """0.1 + 0.2 is not quite 0.3."""
    survey = an_allocation(
        activities=("A", "B", "C", "Waiting"),
        surveyed_share_before=(0.2, 0.3, 0.1, 0.4),
        surveyed_share_after=(0.1, 0.2, 0.3, 0.4),
    )
    kinds = ("value", "value", "value", "friction")
    results = computed(survey, activity_kinds=kinds, benefits=(PRODUCTIVITY, DELIVERY, *TIME_LEVERS[:1]))
    story = story_of(results)
    assert results.value("hours_explained_share") is None
    assert "where the survey moves no hours to value work" in _basis(story)
    assert "taken off" not in _counted_once(story)


def test_hours_of_levers_count_in_full_and_the_document_says_so_beside_the_table(
    team: Story, team_by_levers: Story
) -> None:
    """7,399 hours of levers are worth more than 16,640 of the survey, whichever of the two is counted."""
    said = "Hours of levers count in full, those of the survey only as far as the freed time is put to use."
    assert _basis(team_by_levers).endswith(said)
    assert _basis(team).endswith(said)


def test_a_lever_that_is_not_counted_ends_with_its_full_effect(team: Story, team_by_levers: Story) -> None:
    assert [*rows(table(team, "Calculation of B"))][-1] == "Self-service"
    assert [*rows(table(team_by_levers, "Calculation of B"))][-1] == "Benefit after adoption and risk"
    topics = [block.topic for block in section(team, "benefits").blocks if isinstance(block, Paragraph)]
    assert topics.count("Shown and not counted.") == 4


# How a lever comes about


def test_each_lever_has_its_calculation(team: Story) -> None:
    headings = [block.title for block in section(team, "benefits").blocks if isinstance(block, Heading)]
    assert headings == [
        "A. Productivity gain", "B. Self-service", "C. Automated retraining", "D. Reproducibility", "E. Templates",
        "F. Faster onboarding", "G. More experiments",
    ]  # fmt: skip


def test_steps_are_added_up_by_their_references(team: Story) -> None:
    found = rows(table(team, "Calculation of B"))
    assert found["Hand-off: Security review (weeks)"][:1] == ("B3",)
    assert found["Waiting of a model in hand-offs, before (weeks)"][2] == "B1+B2+B3+B4"
    assert found["Weeks saved a model"][2:4] == ("B5−B6÷B7", "7.6")


def test_every_time_in_a_calculation_says_what_it_is_measured_in(team: Story) -> None:
    found = {label for each in tables_of(team, "Calculation of") for label in rows(each)}
    assert found >= {
        "Waiting for all hand-offs of a model, after (days)",
        "Working days in a week",
        "Hours of waiting saved (a year)",
        "Step of an incident: Find the data (hours)",
        "Hours lost in incidents, before (a year)",
        "Part of the set-up: Monitoring (hours)",
        "Hours to set up a project, after",
        "Months until a new person works at full speed, before",
        "Working hours per person and year",
    }


@pytest.mark.parametrize(
    ("label", "unit", "told"),
    [
        ("Waiting", "weeks", "Waiting (weeks)"),
        ("Waiting a year", "hours/year", "Waiting a year (hours)"),
        ("Hours saved", "hours/year", "Hours saved (a year)"),
        ("Saved", "hours/year", "Saved (hours a year)"),
        ("Months of learning", "months", "Months of learning"),
        ("Headcount", "people", "Headcount"),
        ("Gain", "money/year", "Gain"),
    ],
)
def test_a_label_is_given_what_it_does_not_say_of_its_unit(label: str, unit: Unit, told: str) -> None:
    assert with_time_unit(label, unit) == told


def test_the_table_of_experiments_says_what_each_row_is_worth(team: Story) -> None:
    found = table(team, "Experiments and the best model")
    assert heads(found)[:3] == ["Experiments", "Best AUC", "Worth over today, a year"]
    assert [row.cells[:3] for row in found.rows] == [
        ("10", "0.85", "$0"),
        ("50", "0.88", "$3,000,000"),
        ("100", "0.90", "$5,000,000"),
        ("500", "0.92", "$7,000,000"),
    ]


@pytest.mark.parametrize("lever", [name for name in KNOWN if name != "productivity"])
def test_a_lever_that_is_not_stated_is_nowhere(lever: str) -> None:
    benefit = KNOWN[lever]
    others = tuple(each for each in (*EVERY_BENEFIT, *EVERY_LEVER) if each.line != benefit.line)
    said = " ".join(texts(story_of(computed(benefits=others))))
    assert benefit.name not in said
    assert benefit.evidence not in said


# Maturity and the multiplier


def test_the_benchmark_says_low_and_high_maturity_with_their_source(team: Story) -> None:
    (found,) = [each for each in section(team, "diagnosis").blocks if isinstance(each, CallOut)]
    assert found.text == (
        "The published share of value work is 20% at low and 60% at high maturity; here it is 20%. The target is 60%."
    )
    assert found.sources == "Source: Engineering Productivity Multiplier, chapter 4.3.1."


def test_maturity_shows_each_measure_on_its_scale(team: Story) -> None:
    found = rows(table(team, "Between low and high maturity"))
    assert found["Share of time on value work"][1:7] == ("20%", "20%", "60%", "60%", "0%", "100%")
    assert found["Models shipped per person and year"][1:5] == ("0.5", "0.5", "3", "3")
    assert found["Debugging time of an incident, in hours"][1:5] == ("80", "80", "2", "2")


def test_a_case_without_other_measures_stands_on_the_scale_of_value_work_alone() -> None:
    """(50 % − 20 %) / (60 % − 20 %) = 75 %; 70 % is beyond high maturity."""
    found = rows(table(story_of(computed(an_allocation())), "Between low and high maturity"))
    assert [*found] == ["Share of time on value work"]
    assert found["Share of time on value work"][5:7] == ("75%", "100%")


def test_the_multiplier_stands_beside_the_survey(team: Story) -> None:
    assert section(team, "multiplier").lead == (
        "Five factors come to a productivity of 3.6× that of a team at low maturity."
    )
    said = paragraph(team, "multiplier", "Beside the survey.")
    assert said.startswith("The factors promise more than the survey: 3.6×, where value work gets 3× its share.")
    assert not tables_of(story_of(insurance()), "Factors of the multiplier")
