"""Two files, the same people, the same activities."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of

from reportgen.survey.instructions import Columns

BEFORE = "id,A,B\nanna@x.org,20,80\nben@x.org,40,60\n"
AFTER = "id,b,a\nBEN@x.org,30,70\nanna@x.org,50,50\n"


def test_two_files_are_the_wave_before_and_the_wave_after(tmp_path: Path) -> None:
    """The same person in any case, the same activity in any case and order."""
    allocation = allocation_of(tmp_path, BEFORE, AFTER)
    assert [wave.name for wave in allocation.waves] == ["before", "after"]
    assert allocation.activities == ("A", "B")
    assert allocation.waves[1].mean_share.tolist() == pytest.approx([0.6, 0.4])
    assert (allocation.comparison, allocation.matched) == ("paired", 2)
    assert [record.file for record in allocation.reading] == ["survey.csv", "after.csv"]
    assert [(one.label, one.wave, one.row) for one in allocation.responses] == [
        ("R001", "before", 2),
        ("R002", "before", 3),
        ("R001", "after", 3),
        ("R002", "after", 2),
    ]


def test_files_may_be_of_different_units_and_forms(tmp_path: Path) -> None:
    after = "respondent,activity,share\nben@x.org,A,0.7\nben@x.org,B,0.3\nanna@x.org,A,0.5\nanna@x.org,B,0.5\n"
    allocation = allocation_of(tmp_path, BEFORE, after)
    assert [(record.shape, record.unit) for record in allocation.reading] == [("wide", "percent"), ("long", "fraction")]
    assert allocation.waves[1].mean_share.tolist() == pytest.approx([0.6, 0.4])


def test_different_activities_are_refused_with_the_differences_of_both(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A,B,C\n20,30,50\n", "A,D,C\n20,30,50\n")
    assert "only survey.csv has 'B'; only after.csv has 'D'" in problem


def test_each_file_is_one_wave(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "wave,A,B\n1,20,80\n2,20,80\n", "A,B\n20,80\n")
    assert problem.startswith("survey.csv holds several waves ('1', '2')")


def test_waves_named_in_both_files_keep_their_names(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "wave,A,B\n2024,20,80\n", "wave,A,B\n2025,30,70\n")
    assert [wave.name for wave in allocation.waves] == ["2024", "2025"]


def test_files_in_the_wrong_order_are_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "wave,A,B\n2025,20,80\n", "wave,A,B\n2024,30,70\n")
    assert "survey.csv holds the wave '2025' and after.csv the earlier '2024'" in problem


def test_the_problems_of_both_files_are_reported_together(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, "A,B\n20,80\nx,40\n30,70\n", "")
    assert len(problems) == 2


def test_of_two_responses_of_a_person_the_first_that_counts_is_taken(tmp_path: Path) -> None:
    text = "respondent,A,B\na,0,0\na,20,80\na,40,60\nb,60,40\n,50,50\n,50,50\n"
    allocation = allocation_of(tmp_path, text)
    assert allocation.reading[0].left_out == {"adds up to 0": 1, "second response of the same person in the wave": 1}
    assert [(one.label, one.row) for one in allocation.responses if one.counted] == [
        ("R001", 3),
        ("R002", 5),
        ("R003", 6),
        ("R004", 7),
    ]


REPEATED = "respondent,{header},A,B\na,2024,20,80\nb,2024,40,60\na,2025,30,70\nb,2025,50,50\n"


@pytest.mark.parametrize("header", ["Year", "time", "Runde", "vague", "Date of survey", "survey"])
def test_a_column_that_separates_the_responses_of_a_person_is_the_wave(tmp_path: Path, header: str) -> None:
    allocation = allocation_of(tmp_path, REPEATED.format(header=header))
    assert [wave.name for wave in allocation.waves] == ["2024", "2025"]
    assert allocation.matched == 2


def test_a_year_that_separates_nobody_is_no_wave(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "respondent,year,A,B\na,1980,20,80\nb,1990,40,60\n")
    assert len(allocation.waves) == 1


def test_many_second_responses_are_refused_with_the_column_that_separates_them(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, REPEATED.format(header="Kind"))
    assert problem.startswith("survey.csv: 2 of 4 responses are second responses of the same person ('respondent')")
    assert "'Kind' tells them apart, so call that column 'wave'" in problem


def test_many_second_responses_that_nothing_separates_are_refused_with_the_respondents(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "name,A,B\n" + "a,20,80\nb,40,60\n" * 2)
    assert "'name' must hold a different value for each person" in problem


def test_row_numbers_of_two_exports_are_not_the_same_people(tmp_path: Path) -> None:
    files = ("ID,A,B\n1,20,80\n2,30,70\n3,40,60\n", "ID,A,B\n1,10,90\n2,20,80\n")
    allocation = allocation_of(tmp_path, *files)
    assert (allocation.comparison, allocation.matched, allocation.people) == ("welch", 0, 3)
    assert "'id' merely numbers the rows" in allocation.warnings[0]
    named = allocation_of(tmp_path, *(file.replace("ID", "respondent") for file in files))
    assert (named.comparison, named.matched) == ("paired", 2)


def test_an_activity_that_one_file_leaves_blank_took_no_time(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "id,A,B,C\na,20,70,10\nb,30,60,10\n", "id,A,B,C\na,10,90,\nb,20,80,\n")
    assert allocation.waves[1].mean_share.tolist() == pytest.approx([0.15, 0.85, 0])
    assert [record.blanks_as_zero for record in allocation.reading] == [0, 2]
    reverse = allocation_of(tmp_path, "id,A,B,C\na,10,90,\nb,20,80,\n", "id,A,B,C\na,20,70,10\nb,30,60,10\n")
    assert reverse.before.mean_share.tolist() == pytest.approx([0.15, 0.85, 0])


def test_a_response_without_a_weight_does_not_count(tmp_path: Path) -> None:
    text = "respondent,A,B,weight\na,20,80,2\nb,40,60,\nc,60,40,0\nd,80,20,2\ne,0,0,\n"
    allocation = allocation_of(tmp_path, text)
    assert allocation.reading[0].left_out == {"adds up to 0": 1, "without a weight": 2}
    assert allocation.before.mean_share.tolist() == pytest.approx([0.5, 0.5])


def test_a_second_response_counts_where_the_first_has_no_weight(tmp_path: Path) -> None:
    text = "respondent,A,B,weight\na,20,80,\na,40,60,1\nb,60,40,1\n"
    allocation = allocation_of(tmp_path, text)
    assert allocation.reading[0].left_out == {"without a weight": 1}
    assert allocation.before.mean_share[0] == pytest.approx(0.5)


def test_a_survey_without_any_weight_says_what_is_missing(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "weight,A,B\n0,20,80\n0,30,70\n")
    assert problem.endswith("without a weight (2); give those that are to count a weight above 0.")


def test_weights_in_one_of_two_files_are_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A,B,weight\n20,80,1\n30,70,2\n", "A,B\n20,80\n30,70\n")
    assert problem == (
        "after.csv: no weight is given for any response, as it is in survey.csv ('weight'); "
        "give both files such a column, or neither."
    )


def test_every_response_that_counts_needs_its_stratum_and_its_cluster(tmp_path: Path) -> None:
    text = "region,squad,A,B\nN,1,20,80\n,2,30,70\nN,,40,60\n,,40,\n"
    problems = problems_of(tmp_path, text, columns=Columns(stratum="region", cluster="squad"))
    assert [problem.partition(";")[0] for problem in problems] == [
        "survey.csv, row 3, 'region': the cell is empty",
        "survey.csv, row 4, 'squad': the cell is empty",
    ]


def test_strata_and_clusters_are_the_same_in_any_case(tmp_path: Path) -> None:
    text = "region,A,B\nnorth,20,80\nNorth,30,70\nSouth,40,60\nSOUTH,50,50\n"
    allocation = allocation_of(tmp_path, text, columns=Columns(stratum="region"))
    assert allocation.before.degrees == 2
