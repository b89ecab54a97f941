"""Tables of means, as published."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of

from reportgen.survey.instructions import Columns

TABLE = "Activity,before,after\nData access,20,3\nDevelopment,70,85\nMeetings,10,12\n"


def test_each_column_is_a_wave(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, TABLE)
    assert allocation.activities == ("Data access", "Development", "Meetings")
    assert allocation.before.mean_share.tolist() == [0.2, 0.7, 0.1]
    assert allocation.after is not None
    assert allocation.after.mean_share.tolist() == [0.03, 0.85, 0.12]
    assert allocation.comparison == "none"
    assert [(wave.respondents, wave.deviation) for wave in allocation.waves] == [(None, None), (None, None)]
    assert (allocation.responses, allocation.people) == ((), 0)


def test_the_people_behind_it_are_read_where_they_are_stated(tmp_path: Path) -> None:
    text = "activity,before,after,n_before,n_after,change\nA,20,30,35,31,10\nB,80,70,35,31,-10\n"
    allocation = allocation_of(tmp_path, text)
    assert [(wave.name, wave.respondents) for wave in allocation.waves] == [("before", 35), ("after", 31)]
    assert allocation.people == 35


def test_one_column_of_shares_is_the_wave_before(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "activity,share,n\nA,20%,12\nB,80%,12\n")
    assert [(wave.name, wave.respondents) for wave in allocation.waves] == [("before", 12)]


def test_rows_of_totals_and_footnotes_are_left_out_and_accounted_for(tmp_path: Path) -> None:
    (record,) = allocation_of(tmp_path, TABLE + "Total,100,100\nSource: survey,,\n").reading
    assert (record.shape, record.rows_read, record.counted) == ("aggregate", 5, 3)
    assert record.left_out == {"a row of totals": 1, "no activity or no share": 1}


def test_waves_are_put_in_time_order(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "activity,after,before\nA,0.3,0.2\nB,0.7,0.8\n")
    assert [wave.name for wave in allocation.waves] == ["before", "after"]
    assert allocation.reading[0].unit == "fraction"


def test_small_differences_from_100_are_rescaled_and_said(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "activity,before\nA,20\nB,82\n")
    assert allocation.before.mean_share.tolist() == pytest.approx([20 / 102, 82 / 102])
    assert allocation.warnings == ("survey.csv: 'before' adds up to 102 % and was rescaled to 100 %.",)


def test_hours_need_a_header_that_says_so(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "activity,before (hours)\nA,10\nB,30\n")
    assert allocation.reading[0].unit == "hours"
    assert allocation.before.mean_share.tolist() == [0.25, 0.75]
    (problem,) = problems_of(tmp_path, "activity,before,after\nA,10,20\nB,30,80\n")
    assert "'before' to 40, 'after' to 100" in problem


def test_two_tables_are_before_and_after(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "activity,share,n\nA,20,9\nB,80,9\n", "activity,share,n\nb,60,8\na,40,8\n")
    assert allocation.activities == ("A", "B")
    assert [(w.name, w.respondents, w.mean_share.tolist()) for w in allocation.waves] == [
        ("before", 9, [0.2, 0.8]),
        ("after", 8, [0.4, 0.6]),
    ]


def test_all_problems_of_a_table_are_reported_together(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, "activity,before,after\nA,20,3\nB,,97\nC,80,-1\n")
    assert len(problems) == 2
    assert problems[0].startswith("survey.csv, row 3, 'before': a share of time is missing or negative")
    assert problems[1].startswith("survey.csv, row 4, 'after'")


def test_an_activity_in_two_rows_is_refused_in_a_table_with_shares(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, "activity,share\nA,20\nB,40\na,40\n")
    assert [problem.split(":")[0] for problem in problems] == ["survey.csv, row 2", "survey.csv, row 4"]


def test_rows_with_a_wave_but_no_respondent_are_refused_with_the_remedy(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "activity,wave,share\nA,before,20\nB,before,80\n")
    assert "need a column 'respondent'" in problem


def test_a_table_and_responses_are_not_compared(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, TABLE, "A,B\n20,80\n")
    assert "survey.csv is a table of means and after.csv holds responses" in problem


def test_a_target_is_refused_with_the_place_where_it_belongs(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "activity,current,target\nA,20,10\nB,80,90\n")
    assert problem == (
        "survey.csv: 'target' is a target that nobody has answered yet, no wave; "
        "put it under survey.target in the case file and leave the column out."
    )


@pytest.mark.parametrize("other", ["benchmark", "industry mean", "SD", "median", "change (pp)", "n"])
def test_figures_about_a_wave_are_no_waves(tmp_path: Path, other: str) -> None:
    """Even where they happen to add up to 100."""
    allocation = allocation_of(tmp_path, f"activity,before,{other}\nA,20,50\nB,80,50\n")
    assert [wave.name for wave in allocation.waves] == ["before"]
    assert any(f"'{other}'" in warning for warning in allocation.warnings) == (other != "n")


def test_columns_that_add_up_and_are_no_waves_by_name_must_be_named(tmp_path: Path) -> None:
    text = "activity,Data scientist,ML engineer\nA,20,10\nB,80,90\n"
    (problem,) = problems_of(tmp_path, text)
    assert "'Data scientist', 'ML engineer' add up like waves" in problem
    assert "survey.waves" in problem
    allocation = allocation_of(tmp_path, text, waves=("ML engineer", "Data scientist"))
    assert [wave.name for wave in allocation.waves] == ["ML engineer", "Data scientist"]


def test_what_is_said_of_responses_is_refused_for_means(tmp_path: Path) -> None:
    """Rather than left undone without a word, and together with what is wrong in the table."""
    columns = Columns(weight="Weight", stratum="Site", cluster="Squad")
    text = "activity,before,Weight,Site,Squad\nA,20,1,N,1\nB,80,2,S,2\nC,-1,2,S,3\n"
    problems = problems_of(
        tmp_path,
        text,
        columns=columns,
        headcounts={"Dev": 3},
        missing_share_to="Other",
        place="case.yaml, line 2, 'survey'",
    )
    place, remedy = "case.yaml, line 2, 'survey': survey.csv", "out, or give the responses one by one."
    assert problems[:5] == (
        f"{place}: a table of means cannot be weighted to the headcount; leave survey.weights {remedy}",
        *(
            f"{place}: '{header}' is named as {part}, but a table of means has no responses with a {part}; "
            f"leave survey.columns.{part} {remedy}"
            for part, header in (("weight", "Weight"), ("stratum", "Site"), ("cluster", "Squad"))
        ),
        "survey.csv: what is missing from a table of means cannot be given to 'Other'; leave --missing-share-to "
        "(survey.missing_share_to) out, and complete the activities in the table.",
    )
    assert "row 4, 'before': a share of time is missing or negative" in problems[5]


def test_ranks_beside_waves_are_not_used(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "activity,rank,2024,2025\nA,1,20,10\nB,2,80,90\n")
    assert [wave.name for wave in allocation.waves] == ["2024", "2025"]


@pytest.mark.parametrize("header", ["Task", "Activities", "Tätigkeiten", ""])
def test_the_activities_are_known_by_other_headers_and_none(tmp_path: Path, header: str) -> None:
    allocation = allocation_of(tmp_path, f"{header},before,after\nA,20,10\nB,80,90\n")
    assert allocation.activities == ("A", "B")
    assert allocation.reading[0].shape == "aggregate"


@pytest.mark.parametrize("total", ["Total", "Grand total", "Totals:", "Summe", "Mean"])
def test_rows_of_totals_are_known_by_their_words(tmp_path: Path, total: str) -> None:
    allocation = allocation_of(tmp_path, f"activity,before\nA,20\nB,80\n{total},100\n")
    assert allocation.reading[0].left_out == {"a row of totals": 1}


def test_an_order_of_columns_that_their_names_do_not_tell_is_said(tmp_path: Path) -> None:
    (warning,) = allocation_of(tmp_path, "activity,September,February\nA,20,10\nB,80,90\n").warnings
    assert "'September' or 'February'" in warning


def test_means_by_wave_are_the_waves_and_their_deviations_are_not(tmp_path: Path) -> None:
    text = "activity,before mean,before sd,after mean,after sd\nA,20,50,10,50\nB,80,50,90,50\n"
    assert [wave.name for wave in allocation_of(tmp_path, text).waves] == ["before mean", "after mean"]
