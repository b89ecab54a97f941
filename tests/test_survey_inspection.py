"""What is found in survey files: rows, columns and waves, also where they cannot be used."""

from __future__ import annotations

import csv
import io
import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.survey_files import written

from reportgen.survey.inspection import Inspection, inspect
from reportgen.survey.instructions import Columns, Instructions
from reportgen.survey.left_out import runs

NOTHING_SAID = Instructions()

WIDE = """id,wave,role,A,B,Age,Comment
1,before,DS,40,60,30,x
1,before,DS,50,50,30,
2,before,DS,40,,31,
3,before,ML,,,32,y
4,before,ML,,,33,
5,before,ML,30,70,34,
1,after,DS,20,80,35,
6,after,ML,5,5,36,
,,,,,,
7,,ML,5,95,36,
Total,,,90,10,,
"""


def inspected(folder: Path, *contents: str, instructions: Instructions = NOTHING_SAID) -> Inspection:
    return inspect([str(path) for path in written(folder, *contents)], instructions)


def test_every_row_left_out_is_known_by_its_number(tmp_path: Path) -> None:
    (file,) = inspected(tmp_path, WIDE).files
    assert {each.reason: (each.rows, each.runs) for each in file.left_out} == {
        "a total, not a person": (1, ((12, 12),)),
        "no answer": (2, ((5, 6),)),
        "an activity without an answer": (1, ((4, 4),)),
        "adds up to less than 95 %": (1, ((9, 9),)),
        "no wave named": (2, ((10, 11),)),
        "second response of the same person in the wave": (1, ((3, 3),)),
    }
    assert (file.rows_read, file.counted) == (11, 3)


def test_every_column_is_used_or_ignored_for_a_reason(tmp_path: Path) -> None:
    (file,) = inspected(tmp_path, WIDE.replace("Comment", "IP address").replace("x\n", "10.0.0.1\n")).files
    assert [(column.header, column.meaning, column.name) for column in file.used] == [
        ("id", "respondent", ""),
        ("wave", "wave", ""),
        ("role", "role", ""),
        ("A", "activity", "A"),
        ("B", "activity", "B"),
    ]
    assert [(column.header, column.reason) for column in file.ignored] == [
        ("IP address", "personal data, not kept"),
        ("Age", "no share of time"),
    ]
    assert file.texts == {"wave": ("before", "after"), "role": ("DS", "ML")}


def test_the_unit_is_told_with_how_it_was_decided(tmp_path: Path) -> None:
    units = {
        "A,B\n40,60\n30,70\n": ("percent", "rows add up to about 100"),
        "A,B\n0.4,0.6\n0.3,0.7\n": ("fraction", "rows add up to about 1"),
        "A,B\n40%,60%\n30%,70%\n": ("percent", "cells have percent signs"),
        "A (h),B (h)\n14,26\n10,25\n": ("hours", "the headers say so"),
        "A,B\n14,26\n10,30.5\n": ("hours", "rows add up like hours worked"),
    }
    for text, unit in units.items():
        (file,) = inspected(tmp_path, text).files
        assert (file.unit, file.unit_reason) == unit


def test_a_survey_that_cannot_be_used_is_shown_as_far_as_it_was_understood(tmp_path: Path) -> None:
    found = inspected(tmp_path, "id,A,B\n1,30,40\n2,30,45\n3,20,50\n")
    (file,) = found.files
    assert (file.rows_read, file.counted, file.unit) == (3, None, None)
    assert file.totals is not None
    assert (file.totals.least, file.totals.typical, file.totals.most) == (70, 70, 75)
    assert [column.header for column in file.used] == ["id", "A", "B"]
    assert found.activities == ("A", "B")
    assert not found.waves
    assert "neither to 100 %" in found.problems[0]


def test_a_file_of_something_else_shows_its_columns(tmp_path: Path) -> None:
    found = inspected(tmp_path, "city,inhabitants\nBerlin,3500000\nParis,2100000\n")
    (file,) = found.files
    assert [(column.header, column.reason) for column in file.ignored] == [
        ("city", "no numbers"),
        ("inhabitants", "numbers; not known to be shares of time"),
    ]
    assert found.problems


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    found = inspect([str(tmp_path / "none.csv")], NOTHING_SAID)
    assert [file.file for file in found.files] == [str(tmp_path / "none.csv")]
    assert "no such file" in found.problems[0]


def test_what_stops_two_files_together_leaves_each_shown(tmp_path: Path) -> None:
    found = inspected(tmp_path, "A,B\n40,60\n", "A,C\n40,60\n")
    assert [file.counted for file in found.files] == [1, 1]
    assert "different activities" in found.problems[0]
    assert found.activities == ("A", "B", "C")


def test_rows_left_out_are_those_of_their_own_file(tmp_path: Path) -> None:
    first, second = inspected(tmp_path, "A,B\n40,60\n5,5\n50,50\n", "A,B\n40,60\n50,50\n70,70\n").files
    assert [(each.reason, each.runs) for each in first.left_out] == [("adds up to less than 95 %", ((3, 3),))]
    assert [(each.reason, each.runs) for each in second.left_out] == [("adds up to more than 105 %", ((4, 4),))]


def test_rows_of_long_files_are_named_one_by_one(tmp_path: Path) -> None:
    text = "person,wave,activity,share\na,1,A,40\na,1,B,60\n,1,A,50\nb,1,A,40\nb,1,B,10\na,1,,1\n"
    (file,) = inspected(tmp_path, text).files
    assert {each.reason: each.runs for each in file.left_out} == {
        "no respondent named": ((4, 4),),
        "no activity named": ((7, 7),),
        "adds up to less than 95 %": ((5, 6),),
    }
    assert file.activities == {"A": "A", "B": "B"}


def test_a_table_of_means_names_its_rows_and_columns(tmp_path: Path) -> None:
    text = "activity,before,after,n_before,rank\nA,20,30,12,1\n,,,,\nB,80,70,12,2\nTotal,100,100,,\n"
    found = inspected(tmp_path, text)
    (file,) = found.files
    assert {each.reason: each.runs for each in file.left_out} == {
        "a row of totals": ((5, 5),),
        "no activity or no share": ((3, 3),),
    }
    assert [(column.header, column.meaning, column.name) for column in file.used] == [
        ("activity", "activity", ""),
        ("before", "share", "before"),
        ("after", "share", "after"),
        ("n_before", "respondents", "before"),
    ]
    assert [(column.header, column.reason) for column in file.ignored] == [("rank", "no wave")]
    assert [wave.respondents for wave in found.waves] == [12, None]


def test_what_means_have_no_use_for_and_what_is_blank_is_not_shown_as_used(tmp_path: Path) -> None:
    (means,) = inspected(tmp_path, "activity,before,Weight,Group\nA,20,1,x\nB,80,2,y\n").files
    assert [(column.header, column.meaning) for column in means.used] == [("activity", "activity"), ("before", "share")]
    assert [(column.header, column.reason) for column in means.ignored] == [("Weight", "no wave"), ("Group", "no wave")]

    (blank,) = inspected(tmp_path, "Weight,Role,A,B\n,,20,80\n,,30,70\n").files
    assert [column.header for column in blank.used] == ["A", "B"]
    assert [(column.header, column.reason) for column in blank.ignored] == [("Weight", "empty"), ("Role", "empty")]


def test_columns_are_shown_under_the_names_they_are_given(tmp_path: Path) -> None:
    columns = Columns({"B": "Building", "A": "Waiting"}, role="Comment")
    (file,) = inspected(tmp_path, WIDE, instructions=Instructions(columns=columns)).files
    assert [(column.header, column.name) for column in file.used if column.meaning == "activity"] == [
        ("A", "Waiting"),
        ("B", "Building"),
    ]
    assert file.activities == {"B": "Building", "A": "Waiting"}
    assert [column.header for column in file.used if column.meaning == "role"] == ["Comment"]


@given(st.lists(st.integers(min_value=1, max_value=60)))
def test_runs_are_the_rows_and_none_others(rows: list[int]) -> None:
    found = runs(np.array(rows, dtype=np.intp))
    assert {row for first, last in found for row in range(first, last + 1)} == set(rows)
    assert all(later > end + 1 for (_, end), (later, _) in itertools.pairwise(found))


CELLS = st.sampled_from(["", "0", "20", "50", "80", "100", "-5", "120", "n/a"])


@given(
    st.lists(st.tuples(st.sampled_from(["", "1", "2", "3"]), st.sampled_from(["", "before", "after"]), CELLS, CELLS))
)
def test_rows_read_are_counted_or_left_out_with_their_number(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("id", "wave", "A", "B"), ("9", "before", "40", "60"), *rows])
    (file,) = inspected(tmp_path_factory.mktemp("rows"), text.getvalue()).files
    if file.counted is not None:
        assert file.rows_read == file.counted + sum(each.rows for each in file.left_out)
        numbers = [row for each in file.left_out for first, last in each.runs or () for row in range(first, last + 1)]
        assert len(numbers) == len(set(numbers)) == file.rows_read - file.counted
