"""Long files: one row an activity of a response."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of

LONG = """respondent,wave,role,activity,share
a,1,ML,X,20
a,1,ML,Y,80
b,1,DS,Y,60
b,1,DS,X,40
a,2,ML,X,50
a,2,ML,Y,50
"""


def test_rows_are_summed_to_person_wave_and_activity(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, LONG + "b,2,DS,Y,20\nb,2,DS,Y,20\nb,2,DS,X,60\n")
    assert allocation.activities == ("X", "Y")
    assert [wave.mean_share.tolist() for wave in allocation.waves] == [
        pytest.approx([0.3, 0.7]),
        pytest.approx([0.55, 0.45]),
    ]
    assert (allocation.comparison, allocation.matched) == ("paired", 2)
    assert allocation.role_counts == {"1": {"ML": 1, "DS": 1}, "2": {"ML": 1, "DS": 1}}


def test_the_account_is_of_the_rows_of_the_file(tmp_path: Path) -> None:
    text = LONG + ",1,,X,100\nc,1,ML,,100\nc,1,ML,X,30\nc,1,ML,Y,90\n"
    (record,) = allocation_of(tmp_path, text).reading
    assert (record.shape, record.rows_read, record.counted) == ("long", 10, 6)
    assert record.left_out == {"no respondent named": 1, "no activity named": 1, "adds up to more than 105 %": 2}


def test_a_response_carries_its_first_row(tmp_path: Path) -> None:
    assert [one.row for one in allocation_of(tmp_path, LONG).responses] == [2, 4, 6]


def test_activities_differ_by_more_than_case(tmp_path: Path) -> None:
    text = "respondent,activity,share\na,Coding,40\na,meetings,60\nb,coding,20\nb,Meetings,80\n"
    assert allocation_of(tmp_path, text).activities == ("Coding", "meetings")


def test_an_activity_that_is_not_listed_is_0_where_the_others_add_up(tmp_path: Path) -> None:
    text = "respondent,activity,share\na,X,40\na,Y,60\nb,X,100\nc,X,40\n"
    allocation = allocation_of(tmp_path, text)
    assert allocation.before.mean_share.tolist() == pytest.approx([0.7, 0.3])
    assert allocation.reading[0].left_out == {"an activity without an answer": 1}


def test_a_time_sheet_is_divided_by_each_persons_hours(tmp_path: Path) -> None:
    """Hours that are not listed were not worked; ten entries of 1 hour are as good as one of 10."""
    text = "user,category,hours\na,X,10\na,Y,30\nb,X,8\n" + "c,Y,1\n" * 10
    allocation = allocation_of(tmp_path, text)
    assert allocation.reading[0].unit == "hours"
    assert allocation.before.mean_share.tolist() == pytest.approx([(0.25 + 1 + 0) / 3, (0.75 + 0 + 1) / 3])


def test_activities_can_be_picked(tmp_path: Path) -> None:
    text = "respondent,activity,hours\na,X,10\na,Y,30\na,Z,5\n"
    allocation = allocation_of(tmp_path, text, activities=("Y", "X"))
    assert allocation.activities == ("Y", "X")
    assert allocation.before.mean_share.tolist() == pytest.approx([0.75, 0.25])
    assert allocation.reading[0].left_out == {"activity not used": 1}


def test_text_in_numbers_is_named_by_cell(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, LONG + "b,2,DS,X,half\n")
    assert problem.startswith("survey.csv, row 8, 'share': 'half' is not a number")


def test_totals_are_no_respondents(tmp_path: Path) -> None:
    (record,) = allocation_of(tmp_path, LONG + "Total,1,,X,60\nTotal,1,,Y,140\n").reading
    assert record.left_out == {"a total, not a person": 2}


def test_a_year_that_separates_responses_is_a_wave(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, LONG.replace("wave", "Year"))
    assert [wave.name for wave in allocation.waves] == ["1", "2"]


def test_free_text_in_the_activity_column_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"a,note {i},1\n" for i in range(100))
    (problem,) = problems_of(tmp_path, "respondent,activity,share\n" + rows)
    assert "100 different activities" in problem


def test_a_file_in_which_no_row_can_be_attributed_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "respondent,activity,share\n,X,50\n,Y,50\n")
    assert "no row names a respondent and an activity" in problem
