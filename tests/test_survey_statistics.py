"""Means, deviations and who is part of them, against hand calculation and scipy."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support.survey_files import allocation_of

from reportgen.survey.allocation import Allocation, deviation_of
from reportgen.survey.statistics import covariance

PAIRED = """respondent,wave,A,B
p1,before,10,90
p2,before,20,80
p3,before,30,70
p4,before,90,10
p1,after,20,80
p2,after,50,50
p3,after,50,50
p5,after,5,95
"""


def test_paired_means_and_deviations_are_those_of_the_matched_people(tmp_path: Path) -> None:
    """By hand for A: 10, 20, 30 before; 20, 50, 50 after; changes 10, 30, 20."""
    allocation = allocation_of(tmp_path, PAIRED)
    before, after = allocation.waves
    assert (allocation.comparison, allocation.matched, allocation.people) == ("paired", 3, 5)
    assert (before.respondents, after.respondents) == (3, 3)
    assert before.mean_share.tolist() == pytest.approx([0.2, 0.8])
    assert after.mean_share.tolist() == pytest.approx([0.4, 0.6])
    assert before.deviation is not None
    assert after.deviation is not None
    assert allocation.change_deviation is not None
    assert before.deviation.tolist() == pytest.approx([0.1, 0.1])
    assert after.deviation.tolist() == pytest.approx([math.sqrt(0.03)] * 2)
    assert allocation.change_deviation.tolist() == pytest.approx([0.1, 0.1])


def test_people_of_one_wave_are_counted_and_not_used_when_paired(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, PAIRED)
    others = [one for one in allocation.responses if not one.used]
    assert [(one.label, one.counted, one.reason) for one in others] == [
        ("R004", True, "answered one of the compared waves only"),
        ("R005", True, "answered one of the compared waves only"),
    ]
    assert allocation.reading[0].counted == 8


def _shares(allocation: Allocation, wave: int) -> np.ndarray:
    name = allocation.waves[wave].name
    return np.array([one.shares for one in allocation.responses if one.used and one.wave == name])


def _random_survey(seed: int, people: int, *, identified: bool) -> str:
    generator = np.random.default_rng(seed)
    rows = [
        f"{f'p{person}' if identified else ''},{wave},{share},{100 - share}"
        for wave in ("before", "after")
        for person in generator.permutation(people)
        for share in generator.integers(5, 95, 1)
    ]
    return "respondent,wave,A,B\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize("seed", range(5))
def test_the_paired_t_statistic_is_scipys(tmp_path: Path, seed: int) -> None:
    allocation = allocation_of(tmp_path, _random_survey(seed, 12, identified=True))
    before, after = allocation.waves
    assert allocation.change_deviation is not None
    t = (after.mean_share - before.mean_share) / (allocation.change_deviation / math.sqrt(allocation.matched))
    expected = stats.ttest_rel(_shares(allocation, 1), _shares(allocation, 0)).statistic
    assert t == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_welch_t_statistic_is_scipys(tmp_path: Path, seed: int) -> None:
    allocation = allocation_of(tmp_path, _random_survey(seed, 12, identified=False))
    before, after = allocation.waves
    assert (allocation.comparison, allocation.change_deviation) == ("welch", None)
    assert before.deviation is not None
    assert after.deviation is not None
    assert before.respondents == after.respondents == 12
    t = (after.mean_share - before.mean_share) / np.sqrt((before.deviation**2 + after.deviation**2) / 12)
    expected = stats.ttest_ind(_shares(allocation, 1), _shares(allocation, 0), equal_var=False).statistic
    assert t == pytest.approx(expected, rel=1e-9)


def test_one_matched_person_is_not_enough_to_pair(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "respondent,wave,A,B\na,1,20,80\nb,1,40,60\na,2,50,50\nc,2,70,30\n")
    assert (allocation.comparison, allocation.matched, allocation.people) == ("welch", 1, 3)
    assert all(one.used for one in allocation.responses)


def test_waves_between_are_all_who_answered_them(tmp_path: Path) -> None:
    text = PAIRED + "p1,interim,10,90\np9,interim,30,70\n"
    allocation = allocation_of(tmp_path, text)
    interim = allocation.waves[1]
    assert (interim.name, interim.respondents) == ("interim", 2)
    assert interim.mean_share.tolist() == pytest.approx([0.2, 0.8])


def test_few_matched_people_are_said(tmp_path: Path) -> None:
    """3 of 7 people is fewer than half; 3 of 5 is not."""
    assert allocation_of(tmp_path, PAIRED).warnings == ()
    (warning,) = allocation_of(tmp_path, PAIRED + "p6,after,5,95\np7,after,5,95\n").warnings
    assert warning.startswith("Only 3 of 7 people answered both 'before' and 'after'")


def test_a_single_respondent_has_no_deviation(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "A,B\n20,80\n")
    assert allocation.before.respondents == 1
    assert allocation.before.deviation is not None
    assert allocation.before.deviation.tolist() == [0, 0]


def test_people_who_are_not_identified_are_as_many_as_the_largest_wave_has(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "wave,A,B\n1,20,80\n1,30,70\n1,40,60\n2,50,50\n2,60,40\n")
    assert allocation.people == 3


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_the_deviation_is_that_of_a_sample(values: list[float]) -> None:
    mean = math.fsum(values) / len(values)
    expected = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))
    (found,) = deviation_of(covariance(np.array(values)[:, None]))  # type: ignore[misc]
    assert found == pytest.approx(expected, abs=1e-12)
