"""Long files: one row an activity of a response."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of

from reportgen.survey.instructions import Columns, Values

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
    assert [one.role for one in allocation.responses] == ["ML", "DS", "ML", "DS"]


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


def test_totals_are_no_activity(tmp_path: Path) -> None:
    """A time sheet with a line for each person's total does not count every hour twice."""
    allocation = allocation_of(tmp_path, "user,category,hours\na,X,10\na,Y,30\na,Total,40\n")
    assert allocation.activities == ("X", "Y")
    assert allocation.before.mean_share.tolist() == [0.25, 0.75]
    assert allocation.reading[0].left_out == {"a total, not an activity": 1}


def test_a_year_that_separates_responses_is_a_wave(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, LONG.replace("wave", "Year"))
    assert [wave.name for wave in allocation.waves] == ["1", "2"]


def test_free_text_in_the_activity_column_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"a,note {i},1\n" for i in range(100))
    (problem,) = problems_of(tmp_path, "respondent,activity,share\n" + rows)
    assert "100 different activities" in problem
    assert "under survey.columns.activities in the case file" in problem


def test_a_file_in_which_no_row_can_be_attributed_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "respondent,activity,share\n,X,50\n,Y,50\n")
    assert "no row names a respondent and an activity" in problem


def test_a_second_answer_of_the_same_person_is_no_200_percent(tmp_path: Path) -> None:
    (record,) = allocation_of(tmp_path, LONG + "c,1,ML,X,30\nc,1,ML,Y,70\nc,1,ML,X,60\nc,1,ML,Y,40\n").reading
    assert (record.rows_read, record.counted) == (10, 8)
    assert record.left_out == {"second response of the same person in the wave": 2}


def test_the_first_answer_is_the_one_that_counts(tmp_path: Path) -> None:
    text = "respondent,activity,share\na,X,0.3\na,Y,0.7\nb,X,0.5\na,X,0.9\na,Y,0.1\nb,Y,0.5\n"
    assert allocation_of(tmp_path, text).before.mean_share.tolist() == pytest.approx([0.4, 0.6])


def test_entries_of_a_person_that_add_up_only_together_are_one_answer(tmp_path: Path) -> None:
    text = "respondent,activity,share\na,X,30\na,X,30\na,Y,40\nb,X,80\nb,Y,20\n"
    allocation = allocation_of(tmp_path, text)
    assert allocation.before.mean_share.tolist() == pytest.approx([0.7, 0.3])
    assert allocation.reading[0].left_out == {}


def test_a_further_entry_of_nothing_is_no_second_answer(tmp_path: Path) -> None:
    text = "respondent,activity,share\na,X,30\na,Y,70\na,X,0\n"
    (record,) = allocation_of(tmp_path, text).reading
    assert (record.counted, record.left_out) == (3, {})


def test_people_who_all_answered_twice_lack_a_column_of_waves(tmp_path: Path) -> None:
    text = "respondent,when asked,activity,share\n" + "".join(
        f"{person},{time},X,{share}\n{person},{time},Y,{100 - share}\n"
        for time, share in (("spring", 30), ("autumn", 60))
        for person in "abcd"
    )
    (problem,) = problems_of(tmp_path, text)
    assert "4 of 8 responses are second responses" in problem
    assert "'when asked' tells them apart" in problem


TOGGL = """User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags
Ada,ada@a.example,,Build,,x,No,2024-03-04,09:00:00,2024-03-04,10:30:00,01:30:00,
Ada,ada@a.example,,Meet,,,No,2024-03-04,11:00:00,2024-03-04,11:30:00,00:30:00,
Ben,ben@a.example,,Build,,,No,2024-03-04,09:00:00,2024-03-04,17:00:00,08:00:00,
Ben,ben@a.example,,,,,No,2024-03-05,09:00:00,2024-03-05,10:00:00,01:00:00,
"""


def test_the_clock_times_of_a_tracker_are_hours(tmp_path: Path) -> None:
    """Ada 1.5 and 0.5 hours, Ben 8 and none; that Ben logged four times as much makes nobody incomplete."""
    allocation = allocation_of(tmp_path, TOGGL)
    assert allocation.activities == ("Build", "Meet")
    assert allocation.before.mean_share.tolist() == pytest.approx([(0.75 + 1) / 2, 0.125])
    (record,) = allocation.reading
    assert (record.source, record.unit, record.complete, record.blanks_as_zero) == ("Toggl", "hours", 3, 0)
    assert record.left_out == {"no activity named": 1}


def test_hours_stay_hours_where_they_happen_to_add_up_to_100(tmp_path: Path) -> None:
    text = "user,activity,hours\na,X,60\na,Y,40\nb,X,70\nb,Y,30\nc,X,10\nc,Y,30\n"
    allocation = allocation_of(tmp_path, text)
    assert allocation.reading[0].unit == "hours"
    assert allocation.before.mean_share.tolist() == pytest.approx([(0.6 + 0.7 + 0.25) / 3, (0.4 + 0.3 + 0.75) / 3])


def test_days_are_divided_by_each_persons_days(tmp_path: Path) -> None:
    text = "respondent,activity,Time (days)\na,X,1\na,Y,3\nb,Y,2\n"
    columns = Columns(share="Time (days)")
    allocation = allocation_of(tmp_path, text, columns=columns)
    assert allocation.before.mean_share.tolist() == pytest.approx([0.125, 0.875])


PROJECTS = "user,task,hours\na,Alpha 1,1\na,ALPHA 2,2\na,Beta,1\na,Lunch,9\nb,Beta,5\n"


def test_texts_of_the_activity_column_are_put_together_as_asked(tmp_path: Path) -> None:
    columns = Columns(activities={"Beta": "Run", "alpha 1": "Build", "alpha 2": "Build"})
    allocation = allocation_of(tmp_path, PROJECTS, columns=columns)
    assert allocation.activities == ("Run", "Build")
    assert allocation.before.mean_share.tolist() == pytest.approx([(0.25 + 1) / 2, 0.375])
    assert allocation.reading[0].left_out == {"activity not used": 1}


def test_an_activity_without_an_entry_took_no_time(tmp_path: Path) -> None:
    """Two files of a log need not know the same projects."""
    columns = Columns(activities={"Alpha 1": "Build", "Beta": "Run", "Gamma": "Toil", "Delta": "Toil"})
    allocation = allocation_of(tmp_path, PROJECTS, PROJECTS + "b,gamma,15\n", columns=columns)
    assert allocation.activities == ("Build", "Run", "Toil")
    assert allocation.change_deviation is not None
    assert allocation.before.mean_share.tolist() == pytest.approx([0.25, 0.75, 0])
    assert allocation.waves[1].mean_share.tolist() == pytest.approx([0.25, 0.375, 0.375])
    assert allocation.warnings == ("survey.csv, 'task': no row is about 'Toil', which counts as no time spent there.",)


def test_names_none_of_whose_texts_are_there_are_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, PROJECTS, columns=Columns(activities={"Betta": "Run"}))
    assert problem == "survey.csv: there is no activity 'Betta'; the nearest is 'Beta'."


def test_months_that_are_one_wave_are_summed_before_anybody_is_counted(tmp_path: Path) -> None:
    text = "user,month,task,hours\na,Jan,X,10\na,Feb,Y,30\na,Mar,X,5\na,Mar,Y,5\n"
    values = Values(wave={"Jan": "before", "Feb": "before", "Mar": "after"})
    allocation = allocation_of(tmp_path, text, columns=Columns(wave="month"), values=values)
    assert [wave.mean_share.tolist() for wave in allocation.waves] == [[0.25, 0.75], [0.5, 0.5]]
    assert allocation.reading[0].left_out == {}


def test_the_first_twenty_texts_that_are_no_number_are_named(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, LONG + "".join(f"c,1,ML,X,none {number}\n" for number in range(30)))
    assert len(problems) == 21
    assert problems[0].startswith("survey.csv, row 8, 'share': 'none 0' is not a number")
    assert problems[-1] == "survey.csv, 'share': more cells than these are no numbers."


def test_a_weight_is_that_of_the_first_row(tmp_path: Path) -> None:
    text = "respondent,activity,share,weight\na,X,100,3\na,Y,0,3\nb,X,0,1\nb,Y,100,1\nc,X,50,\nc,Y,50,\n"
    allocation = allocation_of(tmp_path, text)
    assert allocation.before.mean_share.tolist() == pytest.approx([0.75, 0.25])
    assert allocation.reading[0].left_out == {"without a weight": 2}
