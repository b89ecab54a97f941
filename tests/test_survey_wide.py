"""Wide files: one row a respondent."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of

WIDE = """Respondent ID,Name,ROLE,Team,Comment,Coding,Meetings
x7,Anna,ML,North,fine,80,20
x9,Ben,DS,South,"so, so",60,40
"""


def test_roles_of_columns_are_known_whatever_their_case(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, WIDE)
    assert allocation.activities == ("Coding", "Meetings")
    assert [(one.role, one.team) for one in allocation.responses] == [("ML", "North"), ("DS", "South")]
    assert {wave: set(counts) for wave, counts in allocation.role_counts.items()} == {"before": {"ML", "DS"}}


def test_personal_data_does_not_get_past_reading(tmp_path: Path) -> None:
    shown = repr(allocation_of(tmp_path, WIDE))
    assert "R001" in shown
    assert not any(secret in shown for secret in ("Anna", "Ben", "x7", "x9", "so, so"))


def test_every_cell_that_is_no_number_is_named_together(tmp_path: Path) -> None:
    text = "Coding,Debugging\n50,50\n40,n/a hours\nlots,30\n30,n/a hours\n22 mai,60\n12:30:00,60\n10,90\n5,95\n6,94\n"
    assert set(problems_of(tmp_path, text)) == {
        "survey.csv, row 4, 'Coding': 'lots' is not a number; leave the cell empty if there is no answer.",
        "survey.csv, row 6, 'Coding': '22 mai' is a date, which spreadsheets make of numbers; "
        "format the column as text and enter the number.",
        "survey.csv, row 7, 'Coding': '12:30:00' is a time, which spreadsheets make of numbers; "
        "format the column as text and enter the number.",
        "survey.csv, rows 3 and 5, 'Debugging': 'n/a hours' is not a number; "
        "leave the cell empty if there is no answer.",
    }


def test_activities_asked_for_are_used_in_their_order(tmp_path: Path) -> None:
    """Even when the file's other columns would add up better, and when a name is that of a role."""
    text = "A,B,Team,Role\n50,50,30,70\n40,60,10,90\n"
    allocation = allocation_of(tmp_path, text, activities=("role", "Team"))
    assert allocation.activities == ("role", "Team")
    assert allocation.before.mean_share.tolist() == pytest.approx([0.8, 0.2])


def test_unknown_activities_are_refused_with_the_nearest(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, WIDE, activities=("Codign", "Meetings", "Lunch"))
    assert problems[0] == "survey.csv: there is no column 'Codign'; the nearest is 'Coding'."
    assert problems[1].startswith("survey.csv: there is no column 'Lunch'; the file has 'Respondent ID',")


def test_decimal_commas_are_read_whatever_the_delimiter(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, 'A,B\n"7,5","92,5"\n12.5,87.5\n')
    assert allocation.before.mean_share.tolist() == pytest.approx([0.1, 0.9])


def test_names_that_look_like_formulas_or_markup_stay_text(tmp_path: Path) -> None:
    assert allocation_of(tmp_path, "=1+1,<script>\n40,60\n").activities == ("=1+1", "<script>")


@pytest.mark.parametrize("cells", [["anonymous"] * 3, ["team"] * 3, ["n/a", "n/a", "Anna"]])
def test_a_column_that_tells_nobody_apart_identifies_nobody(tmp_path: Path, cells: list[str]) -> None:
    """Taken for one person, all but the first would be left out as second responses."""
    text = "Name,A,B\n" + "".join(f"{cell},20,80\n" for cell in cells)
    allocation = allocation_of(tmp_path, text)
    assert (allocation.reading[0].counted, allocation.people) == (3, 3)
    assert allocation.warnings == ("survey.csv, 'Name': does not tell people apart, so nobody was identified by it.",)


def test_the_column_that_tells_people_apart_is_preferred(tmp_path: Path) -> None:
    text = "Email,Name,wave,A,B\nanonymous,a,before,20,80\nanonymous,b,before,40,60\nanonymous,a,after,30,70\n"
    allocation = allocation_of(tmp_path, text + "anonymous,b,after,50,50\n")
    assert allocation.matched == 2


def test_single_anonymous_people_are_nobody_else(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "Name,A,B\na,20,80\nb,40,60\nc,40,60\nanonymous,30,70\nanonymous,10,90\n")
    assert (allocation.reading[0].counted, allocation.people) == (5, 5)


@pytest.mark.parametrize("total", ["Total", "mean", "Durchschnitt", "Grand total", "Std", "Summe:"])
@pytest.mark.parametrize("header", ["respondent", "Comment"])
def test_rows_of_totals_are_no_people(tmp_path: Path, header: str, total: str) -> None:
    allocation = allocation_of(tmp_path, f"{header},A,B\na,20,80\nb,40,60\n{total},90,10\n")
    (record,) = allocation.reading
    assert (record.rows_read, record.counted, record.left_out) == (3, 2, {"a total, not a person": 1})
    assert allocation.before.mean_share.tolist() == pytest.approx([0.3, 0.7])


def test_a_column_for_each_wave_is_refused(tmp_path: Path) -> None:
    """Each half adds up to 100, so one of them would be taken for the survey."""
    (problem,) = problems_of(tmp_path, "respondent,Wait before,Build before,Wait after,Build after\na,20,80,10,90\n")
    assert problem == (
        "survey.csv has a column for each wave ('Wait before', 'Wait after', …); "
        "put each wave in rows of its own and say which it is in a column 'wave'."
    )


def test_another_column_tells_what_three_digits_behind_a_mark_are(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "A (hours);B (hours)\n1.250;3750,5\n1.000;3000\n")
    assert allocation.responses[0].shares == pytest.approx((1250 / 5000.5, 3750.5 / 5000.5))


def test_three_digits_behind_a_mark_that_nothing_explains_are_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A (hours);B (hours)\n1.250;750\n1.100;900\n")
    assert problem.startswith("survey.csv, row 2, 'A (hours)': '1.250' may be 1250 or 1.25, and no number of the file")


@pytest.mark.parametrize("mark", [".", ","])
def test_three_decimals_that_add_up_are_decimals(tmp_path: Path, mark: str) -> None:
    text = "A;B\n33.333;66.667\n12.125;87.875\n".replace(".", mark)
    assert allocation_of(tmp_path, text).before.mean_share.tolist() == pytest.approx([0.22729, 0.77271])


def test_a_file_of_totals_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "respondent,A,B\nTotal,20,80\n")
    assert problem == "survey.csv holds totals only; export the answers of each person."


def test_one_person_may_answer_in_every_wave(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "name,wave,A,B\na,2023,20,80\na,2024,30,70\na,2025,40,60\n")
    assert (allocation.warnings, allocation.matched) == ((), 1)


def test_a_column_that_only_the_totals_fill_is_no_activity(tmp_path: Path) -> None:
    assert allocation_of(tmp_path, "name,A,B,C\na,20,80,\nb,40,60,\nTotal,60,140,200\n").activities == ("A", "B")
