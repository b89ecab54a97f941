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
    assert allocation.role_counts == {"before": {"ML": 1, "DS": 1}}


def test_personal_data_does_not_get_past_reading(tmp_path: Path) -> None:
    shown = repr(allocation_of(tmp_path, WIDE))
    assert "R001" in shown
    assert not any(secret in shown for secret in ("Anna", "Ben", "x7", "x9", "so, so"))


def test_every_cell_that_is_no_number_is_named_together(tmp_path: Path) -> None:
    text = "Coding,Debugging\n50,50\n40,n/a hours\nlots,30\n30,n/a hours\n22 mai,60\n10,90\n5,95\n"
    assert set(problems_of(tmp_path, text)) == {
        "survey.csv, row 4, 'Coding': 'lots' is not a number; leave the cell empty if there is no answer.",
        "survey.csv, row 6, 'Coding': '22 mai' is a date, which spreadsheets make of numbers; "
        "format the column as text and enter the number.",
        "survey.csv, rows 3 and 5, 'Debugging': 'n/a hours' is not a number; "
        "leave the cell empty if there is no answer.",
    }


def test_activities_asked_for_are_used_in_their_order(tmp_path: Path) -> None:
    """Even when the file's other columns would add up better, and when a name is that of a role."""
    text = "A,B,Team,Role\n50,50,30,70\n40,60,10,90\n"
    allocation = allocation_of(tmp_path, text, activities=("role", "Team"))
    assert allocation.activities == ("Role", "Team")
    assert allocation.before.mean_share.tolist() == pytest.approx([0.8, 0.2])


def test_unknown_activities_are_refused_with_the_nearest(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, WIDE, activities=("Codign", "Meetings", "Lunch"))
    assert problems[0] == "survey.csv: there is no activity 'Codign'; the nearest is 'Coding'."
    assert problems[1].startswith("survey.csv: there is no activity 'Lunch'; the file has 'Respondent ID',")


def test_decimal_commas_are_read_whatever_the_delimiter(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, 'A,B\n"7,5","92,5"\n12.5,87.5\n')
    assert allocation.before.mean_share.tolist() == pytest.approx([0.1, 0.9])


def test_names_that_look_like_formulas_or_markup_stay_text(tmp_path: Path) -> None:
    assert allocation_of(tmp_path, "=1+1,<script>\n40,60\n").activities == ("=1+1", "<script>")
