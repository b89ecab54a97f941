"""Percent, fractions and hours are told apart for the whole file."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of


@pytest.mark.parametrize(
    ("unit", "rows"),
    [
        ("percent", "A,B\n20,80\n40,60\n"),
        ("percent", "A,B\n20%,80 %\n40%,60%\n"),
        ("fraction", 'A,B\n"0,2","0,8"\n0.4,.6\n'),
        ("hours", "A,B\n8,32\n16,24\n"),
        ("hours", "A (hours),B (hours)\n1,4\n80,120\n"),
        ("hours", "A,B\n1.5,6\n3,4.5\n"),
    ],
)
def test_the_unit_follows_from_the_row_totals(tmp_path: Path, unit: str, rows: str) -> None:
    """All of these say 20:80 and 40:60, so the means are 30 and 70 %."""
    allocation = allocation_of(tmp_path, rows)
    assert allocation.reading[0].unit == unit
    assert allocation.before.mean_share.tolist() == pytest.approx([0.3, 0.7])


def test_hours_that_nobody_named_are_said(tmp_path: Path) -> None:
    assert "about 40 and were read as hours" in allocation_of(tmp_path, "A,B\n8,32\n16,24\n").warnings[0]
    assert allocation_of(tmp_path, "A (h),B (h)\n8,32\n16,24\n").warnings == ()


def test_percent_and_fractions_in_one_file_are_refused_with_their_rows(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A,B\n20,80\n0.4,0.6\n40,60\n0.5,0.5\n")
    assert problem.startswith("survey.csv mixes scales: rows 2 and 4 add up to 100, rows 3 and 5 to 1;")


@pytest.mark.parametrize("rows", ["3,4,3\n2,4,4\n5,2,3\n", "2,8,0\n4,6,0\n"])
def test_small_whole_numbers_are_ratings_unless_the_header_says_hours(tmp_path: Path, rows: str) -> None:
    """Even where all rows add up to the hours of a day."""
    (problem,) = problems_of(tmp_path, "A,B,C\n" + rows)
    assert "the answers are ratings" in problem
    assert allocation_of(tmp_path, "A (h),B (h),C (h)\n" + rows).reading[0].unit == "hours"


def test_a_single_row_on_another_scale_is_named_in_good_grammar(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A,B\n0.2,0.8\n20,80\n0.5,0.5\n")
    assert "row 3 adds up to 100, rows 2 and 4 to 1;" in problem


def test_two_rows_of_fractions_in_a_hundred_are_no_slip(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A,B\n" + "20,80\n" * 98 + "0.4,0.6\n" * 2)
    assert "rows 2, 3, 4 and 95 more add up to 100, rows 100 and 101 to 1" in problem


def test_percent_and_hours_in_one_file_are_refused_with_their_rows(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A,B\n20,80\n40,60\n50,50\n20,20\n10,30\n")
    assert "rows 2, 3 and 4 add up to 100, rows 5 and 6 to about 40" in problem


def test_one_slip_among_hundreds_is_left_out_and_no_mixed_scale(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "A,B\n" + "20,80\n" * 300 + "0.5,0.5\n")
    assert allocation.reading[0].left_out == {"adds up to less than 95 %": 1}


@pytest.mark.parametrize("rows", ["40,40\n50,30\n60,20\n", "10,50\n20,90\n30,60\n"])
def test_rows_that_add_up_to_nothing_known_are_refused_with_their_totals(tmp_path: Path, rows: str) -> None:
    (problem,) = problems_of(tmp_path, "A,B\n" + rows)
    assert "neither to 100 % nor to 1" in problem
    assert "typically" in problem


def test_rows_with_a_blank_are_no_hours_among_percent(tmp_path: Path) -> None:
    """Two people skipped a question; what they gave for the others adds up to 42 and 47 by chance."""
    rows = "20,40,40\n30,30,40\n25,25,50\n10,50,40\n,20,22\n27,,20\n"
    assert allocation_of(tmp_path, "A,B,C\n" + rows).reading[0].left_out == {"an activity without an answer": 2}
