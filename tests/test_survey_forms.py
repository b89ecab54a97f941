"""Filled-in questionnaires that come back: as they are typed, saved by other programs, mixed with other files."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from support.filled_forms import DATE, SMALL, cells_by_key, filled
from support.libreoffice import LibreOffice

from reportgen.errors import InputError
from reportgen.questionnaire.form import EXPLANATIONS, KEYS, NAMES, form
from reportgen.questionnaire.questions import Activity
from reportgen.survey import read
from reportgen.survey.forms import is_form, read_forms
from reportgen.survey.table import Table


def answers_of(table: Table) -> list[list[str]]:
    """The texts row by row."""
    return [list(row) for row in zip(*(table.column(index).values for index in range(len(table.header))), strict=True)]


def refused(path: Path) -> tuple[str, ...]:
    with pytest.raises(InputError) as refusal:
        read_forms(str(path))
    return refusal.value.problems


def workbook(path: Path, *rows: Sequence[Any]) -> Path:
    """A workbook that is no form."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_a_folder_of_forms_is_one_row_a_form_in_the_order_of_file_names(tmp_path: Path) -> None:
    filled(tmp_path / "answers" / "b.xlsx", [20, 70, 10], role="Analyst", team="Red", respondent="007", wave="after")
    filled(tmp_path / "answers" / "A.xlsx", [30, 60, None], role="Engineer")
    table = read_forms(str(tmp_path / "answers"))
    assert table.header == ("respondent", "wave", "role", "team", "Waiting", "Building", "Talk")
    assert answers_of(table) == [
        ["", "before", "Engineer", "", "30", "60", ""],
        ["007", "after", "Analyst", "Red", "20", "70", "10"],
    ]
    assert (table.file, table.encoding, table.rows_read, table.warnings) == ("answers", "xlsx", 2, ())
    contents = b"".join((tmp_path / "answers" / name).read_bytes() for name in ("A.xlsx", "b.xlsx"))
    assert table.sha256 == hashlib.sha256(contents).hexdigest()


def test_a_single_form_is_a_survey_too(tmp_path: Path) -> None:
    path = filled(tmp_path / "anna.xlsx", [20, 70, 10])
    allocation = read(path)
    assert allocation.activities == ("Waiting", "Building", "Talk")
    assert allocation.before.mean_share.tolist() == pytest.approx([0.2, 0.7, 0.1])
    assert allocation.reading[0].file == "anna.xlsx"


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ([25, 70, 5], ["25", "70", "5"]),
        ([0.25, 70, 5], ["25", "70", "5"]),
        ([0.25, 0.07, 0.68], ["25", "7", "68"]),
        (["25 %", 70, "5%"], ["25 %", "70", "5%"]),
        (["12,5", 82.5, 5], ["12,5", "82.5", "5"]),
        ([1, 98, 1], ["1", "98", "1"]),
        ([1.0, None, None], ["100", "", ""]),
        ([0, 1.0, 0], ["0", "100", "0"]),
        ([100, 0, 0], ["100", "0", "0"]),
        ([0.333, 0.333, 0.334], ["33.3", "33.3", "33.4"]),
        ([1, "all the rest", None], ["1", "all the rest", ""]),
    ],
)
def test_percent_may_be_typed_with_a_sign_or_without(tmp_path: Path, typed: list[Any], read_as: list[str]) -> None:
    """Spreadsheets keep 0.25 of `25%`."""
    table = read_forms(str(filled(tmp_path / "form.xlsx", typed)))
    assert answers_of(table)[0][4:] == read_as


def test_texts_with_a_sign_count_as_numbers(tmp_path: Path) -> None:
    allocation = read(filled(tmp_path / "form.xlsx", ["25 %", "70%", 0.05]))
    assert allocation.before.mean_share.tolist() == pytest.approx([0.25, 0.7, 0.05])


def test_what_is_no_number_is_named_with_the_form_it_stands_in(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    filled(folder / "anna.xlsx", [25, "a lot", 5])
    filled(folder / "ben.xlsx", [25, 70, 5])
    filled(folder / "cora.xlsx", [25, "a lot", 5])
    with pytest.raises(InputError) as refusal:
        read(folder)
    assert refusal.value.problems == (
        "answers, anna.xlsx and cora.xlsx, 'Building': 'a lot' is not a number; leave the cell empty if there is no "
        "answer.",
    )
    with pytest.raises(InputError, match=r"^anna.xlsx, 'Building': 'a lot' is not a number"):
        read(folder / "anna.xlsx")


def test_an_empty_form_is_left_out_and_counted(tmp_path: Path) -> None:
    for name in ("a", "b"):
        filled(tmp_path / f"{name}.xlsx", [20, 70, 10])
    filled(tmp_path / "empty.xlsx", [])
    (record,) = read(tmp_path).reading
    assert (record.rows_read, record.counted, record.left_out) == (3, 2, {"no answer": 1})


def test_an_activity_that_takes_nobodys_time_is_one_all_the_same(tmp_path: Path) -> None:
    """The form asks for it, so it is not for the answers to tell what the activities are."""
    filled(tmp_path / "a.xlsx", [40, 60, None])
    filled(tmp_path / "b.xlsx", [50, 60, 20])
    allocation = read(tmp_path)
    assert allocation.activities == ("Waiting", "Building", "Talk")
    assert allocation.before.mean_share.tolist() == pytest.approx([0.4, 0.6, 0])
    assert allocation.reading[0].left_out == {"adds up to more than 105 %": 1}


def test_people_without_a_code_are_different_people(tmp_path: Path) -> None:
    for name in "abc":
        filled(tmp_path / f"{name}.xlsx", [20, 70, 10])
    assert read(tmp_path).before.respondents == 3


def test_two_waves_may_be_in_one_folder_or_in_two(tmp_path: Path) -> None:
    """The same people, matched by their codes; the wave of a folder of its own need not be filled in."""
    for wave, shares in (("before", [40, 50, 10]), ("after", [20, 70, 10])):
        for person in "klm":
            answers = [share + "klm".index(person) * more for share, more in zip(shares, (2, -1, -1), strict=True)]
            filled(tmp_path / "all" / f"{wave} {person}.xlsx", answers, respondent=person, wave=wave)
            filled(tmp_path / wave / f"{person}.xlsx", answers, respondent=person, wave="")
    together = read(tmp_path / "all")
    apart = read(tmp_path / "before", tmp_path / "after")
    for allocation in (together, apart):
        assert (allocation.comparison, allocation.matched) == ("paired", 3)
        assert [wave.name for wave in allocation.waves] == ["before", "after"]
        assert [wave.mean_share.tolist() for wave in allocation.waves] == [
            pytest.approx([0.42, 0.49, 0.09]),
            pytest.approx([0.22, 0.69, 0.09]),
        ]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_form_saved_by_another_program_is_read_the_same(
    tmp_path: Path, libreoffice: LibreOffice, ending: str
) -> None:
    original = filled(tmp_path / "form.xlsx", [0.25, 70, "5 %"], role="Analyst", respondent="007")
    saved = libreoffice.convert(original, ending)
    assert is_form(str(saved))
    table = read_forms(str(saved))
    assert answers_of(table) == answers_of(read_forms(str(original)))
    assert table.encoding == ending


def test_labels_may_be_translated_and_activities_added(tmp_path: Path) -> None:
    """Somebody may take the protection off; rows are known by their keys, and by where they stand."""
    book = load_workbook(io.BytesIO(form(SMALL, DATE)))
    sheet = book.worksheets[0]
    names = cells_by_key(sheet, NAMES)
    for key, name in (("role", "Rolle"), ("total", "Summe"), ("1", "Warten"), ("2", "Bauen"), ("3", "Reden")):
        names[key].value = name
    total = names["total"].row
    sheet.insert_rows(1, 2)
    sheet.insert_rows(total + 2)
    sheet.cell(total + 2, NAMES).value = "Lernen"
    answers = cells_by_key(sheet)
    answers["role"].value, answers["1"].value, answers["2"].value = "Analystin", 30, 60
    answers["3"].offset(1, 0).value = 10
    book.save(tmp_path / "form.xlsx")
    table = read_forms(str(tmp_path / "form.xlsx"))
    assert table.header[4:] == ("Warten", "Bauen", "Reden", "Lernen")
    assert answers_of(table) == [["", "before", "Analystin", "", "30", "60", "", "10"]]


def test_an_activity_may_be_called_what_a_column_is_called(tmp_path: Path) -> None:
    asked = replace(SMALL, activities=(Activity("Team", "overhead"), Activity("Role", "value")))
    filled(tmp_path / "a.xlsx", [30, 70], asked, team="Red", role="Analyst")
    filled(tmp_path / "b.xlsx", [50, 50], asked, team="Red", role="Analyst")
    allocation = read(tmp_path)
    assert allocation.activities == ("Team", "Role")
    assert allocation.before.mean_share.tolist() == pytest.approx([0.4, 0.6])


def test_all_problems_of_a_folder_are_told_together_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    for name in "abc":
        filled(folder / f"{name}.xlsx", [20, 70, 10])
    workbook(folder / "budget.xlsx", ["Item", "Amount"], ["Desk", 300])
    (folder / "broken.xlsx").write_bytes((folder / "a.xlsx").read_bytes()[:2000])
    (folder / "text.xlsx").write_text("no workbook")
    other = replace(SMALL, activities=(*SMALL.activities[:2], Activity("Travel", "overhead")))
    filled(folder / "other.xlsx", [20, 70, 10], other)
    assert refused(folder) == (
        "answers, broken.xlsx is damaged or no workbook; open it in a spreadsheet program and save it as .xlsx or CSV.",
        "answers, budget.xlsx: is no questionnaire; take it out of the folder, or name it alone if it is a survey.",
        "answers, text.xlsx is damaged or no workbook; open it in a spreadsheet program and save it as .xlsx or CSV.",
        "answers, other.xlsx: lacks 'Talk' and has 'Travel', unlike most of the questionnaires; "
        "put it in a folder of its own or correct it.",
    )


def test_a_form_that_asks_twice_for_the_same_or_for_nothing_is_refused(tmp_path: Path) -> None:
    twice = replace(SMALL, activities=(*SMALL.activities, Activity("waiting", "friction")))
    filled(tmp_path / "twice.xlsx", [20, 70, 10], twice)
    filled(tmp_path / "none.xlsx", [], replace(SMALL, activities=(Activity("", "value"),)))
    assert refused(tmp_path) == (
        f"{tmp_path.name}, none.xlsx: names no activity; have a new questionnaire filled in.",
        f"{tmp_path.name}, twice.xlsx: asks for 'waiting' more than once; name each activity differently.",
    )


def test_what_is_no_workbook_is_counted_and_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    filled(folder / "a.xlsx", [20, 70, 10])
    (folder / "~$a.xlsx").write_bytes(b"lock")
    (folder / ".hidden.xlsx").write_bytes(b"hidden")
    (folder / "notes.txt").write_text("notes")
    (folder / "old").mkdir()
    table = read_forms(str(folder))
    assert len(table.rows) == 1
    assert table.warnings == (
        "answers: not read, because they are no filled-in questionnaires: 1 .xlsx file, 1 .txt file, 1 folder, "
        "1 lock file of an open workbook.",
    )


def test_a_folder_without_forms_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text("a,b\n")
    assert refused(tmp_path) == (
        f"{tmp_path} is a folder without filled-in questionnaires (.xlsx); put them there, or name the survey file.",
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything is readable here")
def test_a_form_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    filled(tmp_path / "a.xlsx", [20, 70, 10]).chmod(0)
    assert "a.xlsx" in refused(tmp_path)[0]


def test_other_workbooks_are_no_forms(tmp_path: Path) -> None:
    assert is_form(str(filled(tmp_path / "form.xlsx", [])))
    assert not is_form(str(workbook(tmp_path / "other.xlsx", ["respondent", "Waiting"], ["a", 100])))
    assert not is_form(str(tmp_path / "missing.xlsx"))
    assert not is_form(str(tmp_path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.data())
def test_no_bytes_make_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    """Of a form some bytes are changed or cut off, or there is something else altogether."""
    content = bytearray(form(SMALL, DATE))
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    content[start:end] = data.draw(st.binary(max_size=50))
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    is_form(str(path))
    with contextlib.suppress(InputError):
        assert len(read_forms(str(tmp_path)).rows) == 1


def test_the_columns_of_the_form_are_those_that_are_read() -> None:
    """The mark and the keys stand in the first column, so that nothing is between them and what they name."""
    sheet = load_workbook(io.BytesIO(form(SMALL, DATE))).worksheets[0]
    assert (KEYS, NAMES, EXPLANATIONS) == (1, 2, 3)
    assert set(cells_by_key(sheet)) >= {"reportgen questionnaire 1", "role", "team", "respondent", "wave", "1", "total"}
