"""The policy for rows that do not add up: nothing is dropped silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of

GOOD = "20,30,50\n" * 20
HEADER = "A,B,C\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("NA,,-", "no answer"),
        ("20,,50", "an activity without an answer"),
        ("-10,60,50", "a negative share"),
        ("303,0,0", "a share over 100 %"),
        ("101,0,0", "a share over 100 %"),
        ("0,0,0", "adds up to 0"),
        ("20,30,44.9", "adds up to less than 95 %"),
        ("50,30,25.1", "adds up to more than 105 %"),
    ],
)
def test_what_cannot_count_is_left_out_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    allocation = allocation_of(tmp_path, HEADER + GOOD + row + "\n")
    (record,) = allocation.reading
    assert (record.rows_read, record.counted, record.left_out) == (21, 20, {reason: 1})
    assert allocation.before.mean_share.tolist() == pytest.approx([0.2, 0.3, 0.5])
    left_out = allocation.responses[-1]
    assert (left_out.counted, left_out.used, left_out.reason, left_out.shares) == (False, False, reason, ())
    assert left_out.row == 22


@pytest.mark.parametrize("row", ["20,30,50", "20,30,50.5", "20,30,49.5", "33.3,33.3,33.3"])
def test_rounding_is_taken_as_it_is_and_made_exact(tmp_path: Path, row: str) -> None:
    allocation = allocation_of(tmp_path, HEADER + row + "\n")
    assert allocation.reading[0].rescaled == 0
    assert sum(allocation.responses[0].shares) == pytest.approx(1, abs=1e-12)
    assert allocation.responses[0].reason == ""


@pytest.mark.parametrize(
    ("row", "said"),
    [("20,30,50.55", "rescaled from 100.5 %"), ("20,30,45", "rescaled from 95 %"), ("25,30,50", "rescaled from 105 %")],
)
def test_rows_up_to_five_points_off_are_rescaled_and_counted(tmp_path: Path, row: str, said: str) -> None:
    allocation = allocation_of(tmp_path, HEADER + GOOD + row + "\n")
    assert allocation.reading[0].rescaled == 1
    response = allocation.responses[20]
    assert response.reason == said
    total = sum(float(cell) for cell in row.split(","))
    assert response.shares == pytest.approx([float(cell) / total for cell in row.split(",")])


def test_blanks_are_0_only_where_the_others_already_add_up(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, HEADER + GOOD + "40,60,\n40,57,\n")
    (record,) = allocation.reading
    assert record.left_out == {"an activity without an answer": 1}
    assert (record.blanks_as_zero, record.complete) == (1, 20)
    assert allocation.responses[20].shares == (0.4, 0.6, 0)
    assert allocation.responses[20].reason == "blanks counted as 0"


def test_a_missing_category_stops_the_run(tmp_path: Path) -> None:
    """3 of 20 rows fall short, none goes over: 15 % is more than a tenth."""
    (problem,) = problems_of(tmp_path, HEADER + "20,30,50\n" * 17 + "20,30,20\n" * 3)
    assert "3 of 20 responses fall short of 100 % (typically 70 %)" in problem
    assert "an activity is missing" in problem


@pytest.mark.parametrize("others", ["20,30,20\n" * 2, "20,30,20\n" * 3 + "50,50,50\n", ",,\n" * 9, "0,0,0\n" * 9])
def test_no_category_is_missing_when_few_fall_short_or_some_go_over(tmp_path: Path, others: str) -> None:
    allocation = allocation_of(tmp_path, HEADER + "20,30,50\n" * 18 + others)
    assert allocation.reading[0].counted == 18


def test_a_file_in_which_nothing_counts_is_refused_with_all_reasons(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, HEADER + "0,0,0\n\n,,\n90%,90%,90%\n")
    for said in ("all 3 are left out", "no answer (1)", "adds up to 0 (1)", "adds up to more than 105 % (1)"):
        assert said in problem


def test_a_single_response_that_does_not_count_is_spoken_of_in_the_singular(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A,B\n90%,90%\n")
    assert "the only one is left out: adds up to more than 105 % (1)" in problem
