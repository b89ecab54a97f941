"""Roles and teams by themselves, each with its own comparison."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of

from reportgen.errors import InputError
from reportgen.survey.allocation import Allocation, Segment
from reportgen.survey.instructions import Instructions
from reportgen.survey.segments import MOST_SEGMENTS


def rows(wave: str, role: str, shares: list[int], team: str = "", person: str = "") -> str:
    return "".join(
        f"{person and f'{person}{number}'},{wave},{role},{team},{share},{100 - share}\n"
        for number, share in enumerate(shares)
    )


HEADER = "respondent,wave,role,team,A,B\n"
ML_BEFORE, ML_AFTER = [10, 20, 30, 40, 50], [30, 30, 30, 60, 70]
DS_BEFORE, DS_AFTER = [20, 20, 20, 40, 60, 80], [30, 10, 20, 40, 90, 90]


def names(allocation: Allocation) -> list[tuple[str, str]]:
    return [(segment.by, segment.name) for segment in allocation.segments]


def only(allocation: Allocation, name: str) -> Segment:
    (segment,) = [each for each in allocation.segments if each.name == name]
    return segment


def both(person: str = "") -> str:
    return HEADER + (
        rows("before", "ML", ML_BEFORE, person=person and "m")
        + rows("before", "DS", DS_BEFORE, person=person and "d")
        + rows("after", "ml", ML_AFTER, person=person and "m")
        + rows("after", "DS", DS_AFTER, person=person and "d")
    )


def test_a_role_has_its_own_means_and_change(tmp_path: Path) -> None:
    ml = only(allocation_of(tmp_path, both(person="yes")), "ML")
    assert (ml.comparison, ml.matched, ml.before.respondents) == ("paired", 5, 5)
    assert ml.after is not None
    assert (ml.before.mean_share[0], ml.after.mean_share[0]) == (pytest.approx(0.3), pytest.approx(0.44))
    everybody = allocation_of(tmp_path, both(person="yes"))
    assert (everybody.matched, everybody.before.mean_share[0]) == (11, pytest.approx((150 + 240) / 1100))


def test_anonymous_people_are_compared_as_independent(tmp_path: Path) -> None:
    ds = only(allocation_of(tmp_path, both()), "DS")
    assert (ds.comparison, ds.matched, ds.change_covariance) == ("welch", 0, None)
    assert ds.before.mean_share[0] == pytest.approx(0.4)


def test_roles_come_before_teams_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = HEADER + rows("before", "ML", ML_BEFORE, "South") + rows("before", "DS", DS_BEFORE, "North")
    allocation = allocation_of(tmp_path, text)
    assert names(allocation) == [("role", "ML"), ("role", "DS"), ("team", "South"), ("team", "North")]
    assert allocation.hidden_segments == {}


def test_people_of_a_paired_survey_who_answered_once_are_in_no_segment(tmp_path: Path) -> None:
    text = both(person="yes") + rows("after", "ML", [99, 99], person="new")
    ml = only(allocation_of(tmp_path, text), "ML")
    assert ml.after is not None
    assert (ml.after.respondents, ml.after.mean_share[0]) == (5, pytest.approx(0.44))


def test_a_role_stated_in_one_wave_holds_for_both(tmp_path: Path) -> None:
    text = both(person="yes").replace("after,ml", "after,").replace("after,DS", "after,")
    assert [segment.comparison for segment in allocation_of(tmp_path, text).segments] == ["paired", "paired"]


def test_who_changes_role_is_of_neither_and_hides_the_smallest_role(tmp_path: Path) -> None:
    """The total less both roles would be this one person."""
    text = both(person="yes") + rows("before", "ML", [90], person="x") + rows("after", "DS", [10], person="x")
    allocation = allocation_of(tmp_path, text)
    assert names(allocation) == [("role", "DS")]
    assert allocation.hidden_segments == {"role": 1}


def test_a_group_of_one_wave_is_shown_in_that_wave_alone(tmp_path: Path) -> None:
    text = both() + rows("after", "PM", [50] * 5)
    pm = only(allocation_of(tmp_path, text), "PM")
    assert ([wave.name for wave in pm.waves], pm.comparison, pm.after) == (["after"], "none", None)


def test_hidden_groups_are_counted_and_the_threshold_is_asked_for(tmp_path: Path) -> None:
    text = both() + rows("before", "PM", [10] * 3) + rows("after", "PM", [30] * 4)
    allocation = allocation_of(tmp_path, text)
    assert (names(allocation), allocation.hidden_segments) == ([("role", "DS")], {"role": 2})
    assert (allocation.smallest_group, allocation.role_counts["before"]["PM"]) == (5, None)
    lower = allocation_of(tmp_path, text, smallest_group=3)
    assert (names(lower), lower.hidden_segments) == ([("role", "ML"), ("role", "DS"), ("role", "PM")], {})
    higher = allocation_of(tmp_path, text, smallest_group=7)
    assert (names(higher), higher.hidden_segments) == ([], {"role": 3})


def test_a_threshold_under_three_protects_nobody_and_is_refused() -> None:
    with pytest.raises(InputError, match=r"smallest_group is 2, .* say 3 or more"):
        Instructions(smallest_group=2)


def test_teams_that_would_give_away_part_of_a_role_are_hidden(tmp_path: Path) -> None:
    """All 5 of team South are ML, the other 3 of whom would follow from the role less the team."""
    text = HEADER + (
        rows("before", "ML", ML_BEFORE, "South")
        + rows("before", "ML", [70] * 3, "North")
        + rows("before", "DS", DS_BEFORE, "North")
    )
    allocation = allocation_of(tmp_path, text)
    assert names(allocation) == [("role", "ML"), ("role", "DS")]
    assert allocation.hidden_segments == {"team": 2}


def test_of_too_many_groups_to_speak_of_none_is_shown(tmp_path: Path) -> None:
    text = HEADER + "".join(rows("before", "", [50] * 5, f"T{team}") for team in range(MOST_SEGMENTS + 1))
    assert allocation_of(tmp_path, text).segments == ()


def test_weights_hold_within_a_group(tmp_path: Path) -> None:
    """ML: (3 · 0.1 + 0.2 + 0.3 + 0.4 + 0.5) / 7."""
    lines = (HEADER.strip() + ",weight\n" + rows("before", "ML", ML_BEFORE) + rows("before", "DS", DS_BEFORE)).split()
    text = "\n".join([lines[0], lines[1] + ",3", *(line + ",1" for line in lines[2:])])
    assert only(allocation_of(tmp_path, text), "ML").before.mean_share[0] == pytest.approx(1.7 / 7)
