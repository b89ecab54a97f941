"""What switches inputs and lines on, and what a case file may ask of the survey's standard errors."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from support.allocations import one_wave, two_waves
from support.cases import completed
from support.small_case import a_case_of_each_kind, under_policy

from reportgen.case.features import survey_features
from reportgen.case.inputs import INPUTS, SURVEY_INPUTS, is_on
from reportgen.errors import InputError
from reportgen.survey.allocation import POLICIES, Allocation, Design, Wave

TEAM = "team: {Analyst: {headcount: 20, loaded_cost: 100_000}}\n"
FINITE = "survey: {finite_population: yes}\n"


@pytest.mark.parametrize(
    ("when", "features", "expected"),
    [
        (None, set(), True),
        ("a", {"a"}, True),
        ("a", {"b"}, False),
        ("not a", {"b"}, True),
        ("not a", {"a"}, False),
        ("a or b", {"b"}, True),
        ("a or b", {"c"}, False),
        ("a and b", {"a"}, False),
        ("a and b", {"a", "b"}, True),
        ("a and not b", {"a"}, True),
        ("a and not b", {"a", "b"}, False),
        ("a and not b or c", {"a", "b", "c"}, True),
        # A feature whose name begins like the word that negates.
        ("notable", {"notable"}, True),
    ],
)
def test_features_switch_on(when: str | None, features: set[str], expected: bool) -> None:
    assert is_on(when, features) is expected


def test_every_input_is_on_in_some_case() -> None:
    features = [case.features for case, _ in a_case_of_each_kind()]
    off = [
        each.name for each in (*INPUTS, *SURVEY_INPUTS) if not any(is_on(each.when, each_on) for each_on in features)
    ]
    assert set(off) <= {"target_value_share", "target_share"}


def test_a_paired_and_a_welch_comparison_are_compared() -> None:
    assert {"paired", "compared"} <= survey_features(two_waves("paired"))
    assert {"welch", "compared"} <= survey_features(two_waves("welch"))
    assert not {"paired", "welch", "compared"} & survey_features(one_wave())


def test_a_single_respondent_spreads_nothing() -> None:
    assert not {"welch", "compared", "spread_before"} & survey_features(two_waves("welch", respondents=1))


def test_degrees_of_freedom_of_a_design_are_noticed() -> None:
    plain = two_waves("paired")
    waves = tuple(dataclasses.replace(wave, degrees=3.0) for wave in plain.waves)
    designed = dataclasses.replace(plain, waves=waves, change_degrees=3.0)
    names = {"designed_before", "designed_after", "designed_change"}
    assert names <= survey_features(designed)
    assert not names & survey_features(plain)


def test_the_design_is_told_apart() -> None:
    def of(design: Design) -> set[str]:
        return survey_features(dataclasses.replace(two_waves(), design=design)) & {
            "weighted", "post_stratified", "stratified", "clustered"
        }  # fmt: skip

    assert of(Design()) == set()
    assert of(Design(weights="w", post_stratified=True)) == {"weighted", "post_stratified"}
    assert of(Design(strata="s", clusters="c")) == {"stratified", "clustered"}


def test_policies_are_those_of_the_survey() -> None:
    shares = (0.3, 0.25, 0.35, 0.1)
    results = tuple(under_policy(policy, shares, shares) for policy in POLICIES)
    survey = two_waves()
    assert {"policy_as_is", "policy_strict"} <= survey_features(dataclasses.replace(survey, policies=results))
    only = survey_features(dataclasses.replace(survey, policies=results[1:]))
    assert "policy_strict" in only
    assert "policy_as_is" not in only


def test_a_team_with_a_headcount_may_correct_for_its_size(tmp_path: Path) -> None:
    case = completed(tmp_path, FINITE + TEAM, two_waves())
    assert "finite_population" in case.features


def test_without_being_asked_nothing_is_corrected(tmp_path: Path) -> None:
    assert "finite_population" not in completed(tmp_path, TEAM, two_waves()).features
    no = completed(tmp_path, "survey: {finite_population: no}\n" + TEAM, two_waves())
    assert "finite_population" not in no.features


def test_without_a_team_there_is_no_size_to_correct_for(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        completed(tmp_path, FINITE, two_waves())
    assert raised.value.problems == (
        "case.yaml, line 1, 'finite_population': correcting for a finite population needs the size of the team; "
        "state the headcounts under team, or leave finite_population out.",
    )


def test_more_answers_than_people_are_not_made_certain(tmp_path: Path) -> None:
    """One person fewer in the team than answered would leave intervals without any width."""
    asked = two_waves().before.respondents
    assert asked is not None
    assert completed(tmp_path, FINITE + f"team: {{A: {{headcount: {asked}}}}}\n", two_waves())
    with pytest.raises(InputError, match=f"{asked} people answered, more than the headcount of {asked - 1}, "):
        completed(tmp_path, FINITE + f"team: {{A: {{headcount: {asked - 1}}}}}\n", two_waves())


@pytest.mark.parametrize("design", [Design(strata="region"), Design(clusters="squad")])
def test_strata_and_clusters_are_not_corrected(tmp_path: Path, design: Design) -> None:
    with pytest.raises(InputError, match="headcount of each stratum"):
        completed(tmp_path, FINITE + TEAM, dataclasses.replace(two_waves(), design=design))


def test_a_survey_that_does_not_count_people_has_no_policies() -> None:
    waves = (Wave("before", None, np.array([0.5, 0.5]), None),)
    policies = (under_policy("as is", (0.5, 0.5)),)
    survey = Allocation(activities=("A", "B"), waves=waves, reading=(), people=0, policies=policies)
    assert "policy_as_is" not in survey_features(survey)
