"""Means, deviations and who is part of them, against hand calculation and scipy."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from support.pooled import anonymous, responses_of
from support.survey_files import allocation_of

from reportgen.survey.allocation import Allocation
from reportgen.survey.instructions import Columns, Instructions
from reportgen.survey.statistics import compare, summarise

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


WEIGHTED = """respondent,wave,role,A,B,weight
p1,before,x,10,90,1
p2,before,x,20,80,1
p3,before,y,30,70,4
p4,before,y,90,10,2
p1,after,x,20,80,9
p2,after,x,50,50,9
p3,after,y,50,50,9
p5,after,y,5,95,9
"""


def test_weights_of_the_first_wave_hold_in_both_waves(tmp_path: Path) -> None:
    """By hand for A: weights 1, 1, 4 of the matched are 0.5, 0.5, 2; means 150/6 and 270/6, changes 10, 30, 20.

    Change 20 on average, Σ (w (d - 20))² / 2 = (25 + 25 + 0) / 2 square points.
    """
    allocation = allocation_of(tmp_path, WEIGHTED)
    before, after = allocation.waves
    assert (allocation.comparison, allocation.matched) == ("paired", 3)
    assert before.mean_share.tolist() == pytest.approx([0.25, 0.75])
    assert after.mean_share.tolist() == pytest.approx([0.45, 0.55])
    assert allocation.change_deviation is not None
    assert allocation.change_deviation.tolist() == pytest.approx([0.05, 0.05])
    assert (before.degrees, allocation.change_degrees) == (None, None)


def test_the_deviation_of_a_weighted_wave_is_what_a_spreadsheet_makes_of_shares_and_weights(tmp_path: Path) -> None:
    """SQRT(SUMPRODUCT((w*(x-m))*(w*(x-m)))/(n-1)) by hand: x 10, 20, 30, 90; w 0.5, 0.5, 2, 1; m = 41.25."""
    text = "".join(line for line in WEIGHTED.splitlines(keepends=True) if "after" not in line)
    deviation = allocation_of(tmp_path, text).before.deviation
    assert deviation is not None
    terms = [0.5 * -0.3125, 0.5 * -0.2125, 2 * -0.1125, 1 * 0.4875]
    assert deviation.tolist() == pytest.approx([math.sqrt(sum(term**2 for term in terms) / 3)] * 2)


def test_weights_are_one_on_average_over_the_used_responses_of_each_wave(tmp_path: Path) -> None:
    summary = summarise(responses_of(tmp_path, WEIGHTED, Instructions()))
    assert summary.weights.tolist() == pytest.approx([0.5, 0.5, 2, 0, 0.5, 0.5, 2, 0])
    assert (summary.design.weights, summary.design.is_weighted, summary.design.is_simple) == ("weight", True, True)
    welch = summarise(anonymous(responses_of(tmp_path, WEIGHTED, Instructions())))
    assert welch.weights.tolist() == pytest.approx([0.5, 0.5, 2, 1, 1, 1, 1, 1])


def test_all_count_alike_without_weights(tmp_path: Path) -> None:
    summary = summarise(responses_of(tmp_path, PAIRED, Instructions()))
    assert summary.weights.tolist() == [1] * 8
    assert (summary.design.is_weighted, summary.design.is_simple) == (False, True)


def test_a_group_is_paired_by_its_own_people(tmp_path: Path) -> None:
    """Of role y one person answered twice: its waves are all of the role who answered each."""
    responses = responses_of(tmp_path, WEIGHTED, Instructions())
    assert responses.role is not None
    x, y = (compare(responses, np.asarray(responses.role.values == role)) for role in "xy")
    assert (x.comparison, x.matched, x.before.respondents) == ("paired", 2, 2)
    assert (y.comparison, y.matched, y.before.respondents) == ("welch", 1, 2)
    assert y.before.mean_share.tolist() == pytest.approx([(4 * 0.3 + 2 * 0.9) / 6, (4 * 0.7 + 2 * 0.1) / 6])


def test_who_belongs_to_a_paired_group_is_decided_by_the_first_wave(tmp_path: Path) -> None:
    text = PAIRED.replace("A,B", "role,A,B").replace("before,", "before,x,").replace("after,", "after,y,")
    responses = responses_of(tmp_path, text, Instructions())
    assert responses.role is not None
    x, y = (compare(responses, np.asarray(responses.role.values == role)) for role in "xy")
    assert (x.comparison, x.matched) == ("paired", 3)
    assert [wave.respondents for wave in x.waves] == [3, 3]
    assert [wave.respondents for wave in y.waves] == [0, 4]


def test_the_groups_of_a_paired_comparison_make_up_the_whole(tmp_path: Path) -> None:
    """Of each role's matched people, times their number."""
    rows = [
        f"p{number},{wave},{'xyx'[number % 3]},{10 + 7 * number * (2 if wave == 'after' else 1) % 80}"
        for wave in ("before", "after")
        for number in range(12)
    ]
    text = "respondent,wave,role,A,B\n" + "".join(f"{row},{100 - int(row.rpartition(',')[2])}\n" for row in rows)
    responses = responses_of(tmp_path, text, Instructions())
    assert responses.role is not None
    whole = compare(responses)
    parts = [compare(responses, np.asarray(responses.role.values == role)) for role in "xy"]
    for position in (0, 1):
        total = sum(part.matched * part.waves[position].mean_share for part in parts)
        assert total == pytest.approx(whole.matched * whole.waves[position].mean_share)


def test_equal_answers_have_no_deviation_at_all(tmp_path: Path) -> None:
    """The sum of three times 0.1 over 3 is not 0.1, and 0.3 - 0.2 not 0.5 - 0.4."""
    rows = [
        f"p{number},{wave},{10 * (number + 1 + late)},10,{80 - 10 * (number + late)}"
        for late, wave in enumerate(("before", "after"))
        for number in range(3)
    ]
    allocation = allocation_of(tmp_path, "respondent,wave,A,B,C\n" + "\n".join(rows) + "\n")
    assert allocation.before.deviation is not None
    assert allocation.change_deviation is not None
    assert allocation.before.deviation[1] == 0
    assert allocation.before.mean_share[1] == 0.1
    assert allocation.change_deviation.tolist() == [0, 0, 0]


def test_deviations_follow_from_clusters_within_strata(tmp_path: Path) -> None:
    """By hand for A: squads total 10+20, 60, 30, 50+10; over 6 people about the mean 30 they are -30, 30, 0, 0.

    Stratum N: centred -30, 30, so 2/1 · 1800; stratum S: 0. Variance 3600/36 square points, covariance 6 times that.
    """
    text = "region,squad,A,B\nN,n1,10,90\nN,n1,20,80\nN,n2,60,40\nS,s1,30,70\nS,s2,50,50\nS,s2,10,90\n"
    allocation = allocation_of(tmp_path, text, columns=Columns(stratum="region", cluster="squad"))
    assert allocation.before.degrees == 2
    assert allocation.before.covariance is not None
    assert allocation.before.covariance[0].tolist() == pytest.approx([0.06, -0.06])
