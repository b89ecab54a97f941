"""Who stands behind the figures: coverage of the team, a census, and groups too small not to be recognised."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from support.grouped_surveys import grouped
from support.small_case import ACTIVITIES, an_allocation, computed

from reportgen.model.respondents import (
    GROUPS_AS_SAMPLES,
    GROUPS_NOT_NARROWED,
    coverage,
    everybody_answered,
    groups_not_narrowed,
    recognisable,
)
from reportgen.survey.allocation import Allocation, Wave

SPREAD = np.diag([0.04**2, 0.06**2, 0.02**2])
DEVIATION = (0.04, 0.06, 0.02)


def answered(before: int, after: int | None = None, matched: int = 0) -> Allocation:
    """Independent waves of so many people, paired where some are matched."""
    spread: dict[str, object] = {"deviation_before": DEVIATION, "respondents_before": before}
    if after is None:
        return an_allocation(surveyed_share_after=None, **spread)  # type: ignore[arg-type]
    spread |= {"deviation_after": DEVIATION, "respondents_after": after}
    if matched:
        spread |= {"deviation_change": DEVIATION, "respondents_matched": matched}
    return an_allocation(**spread)  # type: ignore[arg-type]


def test_people_counted_and_people_in_the_means_are_told_apart() -> None:
    """Two of three people answered both waves; the third counts for the response rate before, of ten people."""

    waves = tuple(Wave(name, 2, np.array((0.4, 0.5, 0.1)), SPREAD) for name in ("before", "after"))
    allocation = Allocation(
        activities=ACTIVITIES, waves=waves, reading=(), people=3, comparison="paired", matched=2,
        change_covariance=SPREAD,
        answered={"before": 3, "after": 2},
    )  # fmt: skip
    found = coverage(computed(allocation))
    assert [(each.counted, each.averaged, each.response_rate) for each in found] == [(3, 2, 0.3), (2, 2, 0.2)]


@pytest.mark.parametrize(
    ("allocation", "expected"),
    [
        (answered(10), True),
        (answered(9), False),
        (answered(10, 10, 10), True),
        (answered(9, 9, 9), False),
        (answered(10, 10), True),
        (answered(10, 9), False),
        (an_allocation(), False),
    ],
)
def test_everybody_answered_where_all_ten_did_in_every_compared_wave(allocation: Allocation, expected: bool) -> None:
    assert everybody_answered(computed(allocation, finite_population=True)) is expected
    assert not everybody_answered(computed(allocation))


@pytest.mark.parametrize(
    ("allocation", "people", "warning"),
    [
        (answered(2), 2, "Only 2 people answered; what is shown here can be recognised as theirs."),
        (answered(1), 1, "Only 1 person answered; what is shown here can be recognised as theirs."),
        (answered(4, 4, 4), 9, "Only 4 people answered both waves; what is shown here can be recognised as theirs."),
        (answered(9, 3), 12, "Only 3 people answered in wave “after”; what is shown here can be recognised as theirs."),
        (answered(5), 5, ""),
        (an_allocation(), 0, ""),
    ],
)
def test_fewer_people_than_a_group_may_have_are_warned_of(allocation: Allocation, people: int, warning: str) -> None:
    assert recognisable(computed(dataclasses.replace(allocation, people=people))) == warning


def test_the_size_of_a_group_that_may_be_shown_is_the_cases() -> None:
    allocation = dataclasses.replace(answered(5), smallest_group=6)
    assert recognisable(computed(allocation)).startswith("Only 5 people answered;")


def test_groups_are_said_not_to_be_narrowed_where_everybody_is() -> None:
    assert groups_not_narrowed(computed(grouped(), finite_population=True, role_headcount=40)) == GROUPS_NOT_NARROWED
    assert groups_not_narrowed(computed(grouped(), finite_population=True, role_headcount=36)) == GROUPS_AS_SAMPLES
    assert groups_not_narrowed(computed(grouped(), role_headcount=40)) == ""
    alone = grouped(roles=(), teams=())
    assert groups_not_narrowed(computed(alone, finite_population=True, role_headcount=40)) == ""
