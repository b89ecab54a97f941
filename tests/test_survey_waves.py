"""Waves are put in time order by what their names say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.survey_files import allocation_of, problems_of

from reportgen.survey.waves import in_time_order


@pytest.mark.parametrize(
    "ordered",
    [
        ["before", "after"], ["Pre", "Post"], ["Baseline", "Follow-up"], ["vorher", "nachher"], ["avant", "après"],
        ["baseline", "month 6", "month 12", "endline"], ["wave 2", "wave 10"], ["T0", "T1", "T2"],
        ["2024", "2025"], ["2024-11", "2025-02"], ["Q4 2024", "Q1 2025"], ["Nov 2024", "Feb 2025"],
        ["March 2024", "November 2024"], ["Q4/24", "Q1/25"], ["4Q24", "1Q25"], ["Nov 24", "Feb 25"],
        ["KW 48/24", "KW 3/25"], ["Oktober 2024", "März 2025"], ["before rollout", "After rollout"],
        ["pre-intervention", "post-intervention"], ["baseline", "current"], ["current", "after"], ["Last year", "Now"],
        ["avant", "apres"], ["antes", "despues"], ["30.01.25", "01.02.25"],
        ["30.01.2025", "01.02.2025"], ["2024-03-05", "2024-10-01"],
    ],
)  # fmt: skip
def test_names_that_tell_the_time(ordered: list[str]) -> None:
    assert in_time_order(ordered) == ordered
    assert in_time_order(ordered[::-1]) == ordered


def test_names_that_do_not_tell_stay_in_the_order_of_appearance() -> None:
    assert in_time_order(["spring", "autumn"]) == ["spring", "autumn"]
    assert in_time_order(["wave 2", "kick-off"]) == ["wave 2", "kick-off"]


@pytest.mark.parametrize(
    "names", [["September", "February"], ["spring", "autumn"], ["12/01/2024", "03/01/2024"], ["wave 2", "kick-off"]]
)
def test_an_order_that_the_names_do_not_tell_is_said(tmp_path: Path, names: list[str]) -> None:
    text = "wave,A,B\n" + "".join(f"{name},40,60\n" for name in names)
    allocation = allocation_of(tmp_path, text)
    assert [wave.name for wave in allocation.waves] == names
    (warning,) = allocation.warnings
    assert f"whether the wave '{names[0]}' or '{names[1]}' comes first" in warning


def test_an_order_that_is_told_or_asked_for_needs_no_warning(tmp_path: Path) -> None:
    assert allocation_of(tmp_path, THREE).warnings == ()
    text = "wave,A,B\nspring,40,60\nautumn,20,80\n"
    assert allocation_of(tmp_path, text, waves=("autumn", "spring")).warnings == ()
    assert allocation_of(tmp_path, "wave,A,B\nspring,40,60\n", "wave,A,B\nautumn,40,60\n").warnings == ()


def test_a_target_is_no_wave(tmp_path: Path) -> None:
    text = "respondent,wave,A,B\na,current,40,60\na,Target,10,90\n"
    (problem,) = problems_of(tmp_path, text)
    assert problem.startswith("survey.csv: 'Target' is a target that nobody has answered yet")
    assert "survey.target" in problem


def test_dates_that_may_be_american_or_not_stay_in_the_order_of_appearance() -> None:
    assert in_time_order(["01/12/2024", "02/03/2024"]) == ["01/12/2024", "02/03/2024"]


@given(st.lists(st.text(max_size=10), unique=True))
def test_any_names_have_an_order(names: list[str]) -> None:
    assert sorted(in_time_order(names)) == sorted(names)


THREE = "wave,A,B\n2025,40,60\n2024,20,80\n2026,70,30\n"


def test_all_waves_appear_the_first_is_before_and_the_last_after(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, THREE)
    assert [wave.name for wave in allocation.waves] == ["2024", "2025", "2026"]
    assert allocation.before.mean_share.tolist() == [0.2, 0.8]
    assert allocation.after is not None
    assert allocation.after.mean_share.tolist() == [0.7, 0.3]


def test_waves_can_be_picked_and_the_rest_is_accounted_for(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, THREE, waves=("2025", "2026"))
    assert [wave.name for wave in allocation.waves] == ["2025", "2026"]
    assert allocation.reading[0].left_out == {"a wave that is not compared": 1}
    backwards = allocation_of(tmp_path, THREE, waves=("2026", "2024"))
    assert [wave.name for wave in backwards.waves] == ["2026", "2024"]


def test_an_unknown_wave_is_refused_with_those_found_and_the_nearest(tmp_path: Path) -> None:
    text = "wave,A,B\nwave 1,20,80\nwave 2,40,60\n"
    problems = problems_of(tmp_path, text, waves=("wave 1", "wawe 2"))
    assert problems == ("survey.csv: there is no wave 'wawe 2' (found: 'wave 1', 'wave 2'); the nearest is 'wave 2'.",)
    (problem,) = problems_of(tmp_path, text, waves=("wave 1", "wave 1"))
    assert "two different ones" in problem


def test_a_wave_column_with_free_text_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"comment {i},40,60\n" for i in range(30))
    (problem,) = problems_of(tmp_path, "wave,A,B\n" + rows)
    assert "30 different waves" in problem


def test_case_does_not_make_another_wave(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "wave,A,B\nBefore,20,80\nbefore,40,60\nAFTER,50,50\n")
    assert [wave.name for wave in allocation.waves] == ["Before", "AFTER"]


def test_a_row_without_wave_is_left_out(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "wave,A,B\nw1,20,80\n,40,60\n")
    assert allocation.reading[0].left_out == {"no wave named": 1}


def test_a_wave_in_which_nobody_counts_is_refused(tmp_path: Path) -> None:
    text = "wave,A,B\nw1,20,80\nw1,30,70\nw1,40,60\nw2,0,0\n"
    (problem,) = problems_of(tmp_path, text)
    assert problem.startswith("survey.csv, wave 'w2': no response can be used")


@pytest.mark.parametrize("header", ["Welle", "Zeitpunkt", "Phase", "When did you answer?"])
def test_a_wave_is_known_by_its_header_or_by_what_stands_below_it(tmp_path: Path, header: str) -> None:
    """Taken for an unrelated text, the column would turn two waves into one."""
    survey = f"Teilnehmer;{header};Warten;Bauen\nA;vorher;60;40\nB;vorher;50;50\nA;nachher;20;80\nB;nachher;30;70\n"
    allocation = allocation_of(tmp_path, survey)
    assert [wave.name for wave in allocation.waves] == ["vorher", "nachher"]
    assert allocation.matched == 2


def test_everybody_who_answered_is_counted_by_wave(tmp_path: Path) -> None:
    """Three and two, of whom only one answered both; a row that is left out is nobody's answer."""
    rows = "a,w1,60,40\nb,w1,50,50\nc,w1,50,50\nd,w1,0,0\na,w2,20,80\ne,w2,30,70\n"
    allocation = allocation_of(tmp_path, "respondent,wave,A,B\n" + rows)
    assert allocation.answered == {"w1": 3, "w2": 2}
