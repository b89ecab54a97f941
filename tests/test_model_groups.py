"""Roles, teams and waves: shares of each kind of work with intervals worked out by hand."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from scipy import stats
from support.business_cases import told
from support.grouped_surveys import THREE_WAVES, answers, compared, grouped
from support.small_case import ACTIVITIES, an_allocation, computed

from reportgen.model.groups import (
    confidence,
    has_change_interval,
    has_interval,
    has_segments,
    has_trend,
    segments,
    trend,
)
from reportgen.model.results import compute
from reportgen.survey.allocation import Allocation, Segment, Wave

#: Waiting for data and meetings are friction and overhead, model development is value work.
SPREAD = np.diag([0.04**2, 0.06**2, 0.02**2])


def with_segment(segment: Segment) -> Allocation:
    allocation = an_allocation()
    return Allocation(
        activities=ACTIVITIES, waves=allocation.waves, reading=(), people=20, segments=(segment,), comparison="none"
    )


def a_segment(**changes: object) -> Segment:
    """Nine people before and four after, value work from 50 % to 70 %, by activity 4, 6 and 2 points apart."""
    waves = (
        Wave("before", 9, np.array((0.4, 0.5, 0.1)), SPREAD),
        Wave("after", 4, np.array((0.2, 0.7, 0.1)), SPREAD),
    )
    stated = {"by": "role", "name": "Engineers", "waves": waves, "comparison": "welch", **changes}
    return Segment(**stated)  # type: ignore[arg-type]


def the_group(segment: Segment):  # type: ignore[no-untyped-def]  # what `segments` gives
    (group,) = segments(computed(with_segment(segment)), "role")
    return group


def test_a_group_of_a_wave_has_a_t_interval_on_its_own_people() -> None:
    """Deviation 6 points over √9 is 2; t with 8 degrees of freedom is 2.306."""
    value_work = the_group(a_segment()).before.value_work
    assert value_work.value == pytest.approx(0.5)
    assert value_work.standard_error == pytest.approx(0.02)
    assert value_work.interval == pytest.approx((0.5 - 0.04612, 0.5 + 0.04612), abs=1e-5)


def test_independent_waves_are_compared_after_welch_and_satterthwaite() -> None:
    """Squared errors 0.0004 and 0.0009; (0.0013)² / (0.0004²/8 + 0.0009²/3) = 5.828 degrees; t = 2.465."""
    change = the_group(a_segment()).change.value_work
    assert change.standard_error == pytest.approx(math.sqrt(0.0013))
    reach = 2.46485 * math.sqrt(0.0013)
    assert change.interval == pytest.approx((0.2 - reach, 0.2 + reach), abs=2e-5)


def test_matched_people_are_compared_with_themselves() -> None:
    """The change is 10 points apart between people: over √16 that is 2.5; t with 15 degrees of freedom is 2.1314."""
    group = the_group(a_segment(comparison="paired", matched=16, change_covariance=np.eye(3) * 0.1**2))
    assert group.change.value_work.standard_error == pytest.approx(0.025)
    assert group.change.value_work.low == pytest.approx(0.2 - 2.13145 * 0.025, abs=1e-6)
    assert not group.change.value_work.may_be_zero


def test_degrees_of_freedom_of_the_design_go_before_those_of_the_people() -> None:
    """t with 2 degrees of freedom is 4.3027."""
    paired = a_segment(comparison="paired", matched=16, change_covariance=np.eye(3) * 0.1**2, change_degrees=2)
    assert the_group(paired).change.value_work.low == pytest.approx(0.2 - 4.30265 * 0.025, abs=1e-6)
    wave = Wave("before", 9, np.array((0.4, 0.5, 0.1)), SPREAD, degrees=2)
    alone = a_segment(waves=(wave,), comparison="none")
    assert the_group(alone).before.value_work.low == pytest.approx(0.5 - 4.30265 * 0.02, abs=1e-6)
    assert the_group(alone).change is None


def test_activities_of_a_kind_are_added_up_with_what_they_have_in_common() -> None:
    """Both move together: the variance of the sum is 1 + 4 + 2 × 2 = 9, so 3 points over √9 is 1."""
    covariance = np.array([[1, 2, -3], [2, 4, -6], [-3, -6, 9]]) / 100**2
    wave = Wave("before", 9, np.array((0.3, 0.5, 0.2)), covariance)
    results = computed(
        with_segment(a_segment(waves=(wave,), comparison="none")), activity_kinds=("value", "value", "friction")
    )
    (group,) = segments(results, "role")
    assert group.before.value_work.value == pytest.approx(0.8)
    assert group.before.value_work.standard_error == pytest.approx(0.01)
    assert group.before.kinds["overhead"].standard_error == 0
    assert group.before.kinds["overhead"].interval is None


def test_the_same_people_in_all_waves_agree_with_a_paired_t_test() -> None:
    shares = answers(20, 2)
    segment = Segment(by="role", name="Engineers", **compared(shares, ("before", "after")))
    change = the_group(segment).change.activities[1]
    expected = stats.ttest_rel(shares[1, :, 1], shares[0, :, 1]).confidence_interval(0.95)
    assert change.interval == pytest.approx((expected.low, expected.high))


def test_independent_people_agree_with_welchs_t_test() -> None:
    shares = answers(20, 2)
    segment = Segment(by="role", name="Engineers", **compared(shares, ("before", "after"), paired=False))
    change = the_group(segment).change.activities[1]
    expected = stats.ttest_ind(shares[1, :, 1], shares[0, :, 1], equal_var=False).confidence_interval(0.95)
    assert change.interval == pytest.approx((expected.low, expected.high))


def test_answers_that_do_not_differ_have_no_interval() -> None:
    waves = tuple(Wave(name, 5, np.array((0.4, 0.5, 0.1)), np.zeros((3, 3))) for name in ("before", "after"))
    change = the_group(a_segment(waves=waves)).change.value_work
    assert (change.standard_error, change.interval) == (0.0, None)
    assert change.may_be_zero


@pytest.mark.parametrize("people", [1, None])
def test_one_person_or_an_unknown_number_has_no_interval(people: int | None) -> None:
    wave = Wave("before", people, np.array((0.4, 0.5, 0.1)), np.zeros((3, 3)) if people else None)
    value_work = the_group(a_segment(waves=(wave,), comparison="none")).before.value_work
    assert value_work.interval is None
    assert value_work.may_be_zero


def test_groups_are_told_by_role_and_by_team() -> None:
    results = told(grouped(hidden={"role": 1}))
    assert [group.name for group in segments(results, "role")] == ["Data scientists", "ML engineers"]
    assert [group.name for group in segments(results, "team")] == ["Pricing", "Claims"]
    assert all(group.change and group.after and group.after.people == 18 for group in segments(results, "team"))


def test_the_trend_has_every_wave_and_ends_where_the_case_does() -> None:
    results = told(grouped())
    waves = trend(results)
    assert [wave.name for wave in waves] == list(THREE_WAVES)
    assert waves[0].value_work.value == pytest.approx(results.number("value_share_before"))
    assert waves[-1].value_work.value == pytest.approx(results.number("value_share_after"))
    assert waves[0].value_work.low == pytest.approx(results.number("value_share_before_low"))
    assert sum(estimate.value for estimate in waves[1].activities) == pytest.approx(1)
    assert has_trend(results)


def test_the_trend_is_narrowed_like_the_case_where_most_of_the_team_answered() -> None:
    """27 of 36 people answered: a factor of √(1 − 27/36) = 1/2 on every standard error."""
    allocation = grouped(people=27, roles=("A",))
    plain = told(allocation, role_headcount=36)
    case = dataclasses.replace(plain.case, features=plain.case.features | {"finite_population"})
    narrowed = trend(compute(case, allocation))[0].value_work
    assert narrowed.standard_error == pytest.approx(trend(plain)[0].value_work.standard_error / 2)
    assert narrowed.low == pytest.approx(compute(case, allocation).number("value_share_before_low"))


def test_a_survey_of_two_waves_without_groups_has_nothing_more_to_show() -> None:
    results = computed()
    assert not has_segments(results)
    assert not has_trend(results)
    assert has_segments(told(grouped(waves=("before", "after"))))
    assert confidence(results) == 0.95


def test_a_change_has_an_interval_where_people_changed_differently() -> None:
    """Value work changed alike for both; the other two activities did not."""
    spread = {"deviation_before": (0.1, 0.1, 0.1), "deviation_after": (0.1, 0.1, 0.1)}
    people = {"respondents_before": 2, "respondents_after": 2, "respondents_matched": 2}
    alike = computed(an_allocation(**spread, **people, deviation_change=(0.05, 0.0, 0.05)))
    assert not has_change_interval(alike)
    assert [has_interval(alike, activity) for activity in range(3)] == [True, False, True]
    assert not has_interval(computed(), 0)


def test_everybodys_answers_have_no_interval() -> None:
    """All 36 of the team: the factor is √(1 − 36/36)."""
    allocation = grouped(roles=(), teams=())
    everybody = computed(allocation, finite_population=True, role_headcount=36)
    assert not has_change_interval(everybody)
    assert trend(everybody)[0].value_work.interval is None
    assert trend(everybody)[0].value_work.standard_error == 0
    most = computed(allocation, finite_population=True, role_headcount=37)
    assert has_change_interval(most)
    assert trend(most)[0].value_work.interval is not None
