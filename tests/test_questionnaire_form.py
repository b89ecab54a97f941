"""The questionnaire for one person: what it says while it is filled in, and what may be changed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.filled_forms import DATE, SMALL, cells_by_key

from reportgen.questionnaire.form import EXPLANATIONS, form
from reportgen.questionnaire.questions import Activity, Questionnaire
from reportgen.survey.workbooks import sheets


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    """The sheet of the usual questionnaire."""
    return load_workbook(io.BytesIO(form(Questionnaire(), DATE))).worksheets[0]


def test_the_same_questions_give_the_same_bytes() -> None:
    assert form(SMALL, DATE) == form(SMALL, DATE)


def test_an_empty_form_says_what_is_to_be_given_before_anything_has_calculated_it() -> None:
    _, [page] = sheets(form(SMALL, DATE), "form.xlsx")
    (total,) = [row for row in page.rows if row[0] == "total"]
    assert list(total[1:]) == ["Total", "100 still to give", "0"]


#: Answers, what they add up to, and what the form says of it.
TOTALS: Sequence[tuple[Sequence[Any], float, str]] = (
    ([20, 70, 10], 100, "Complete, thank you"),
    ([20, 70, None], 90, "10 still to give"),
    ([12.5, 70, 10], 92.5, "7.5 still to give"),
    ([50, 70, 10], 130, "30 too many"),
    ([33.3, 33.3, 33.3], 99.9, "Complete, thank you"),
    ([0.2, 70, 10], 100, "Complete, thank you"),
    ([0.2, 0.7, 0.1], 100, "Complete, thank you"),
    ([100, 0, 0], 100, "Complete, thank you"),
    ([None, None, None], 0, "100 still to give"),
    (["some", 70, None], 70, "30 still to give"),
)


def test_the_total_follows_the_answers(tmp_path: Path, recalculated: Callable[[Path], Workbook]) -> None:
    """LibreOffice calculates, a copy of the sheet for each set of answers; `20%` counts as 20, as it will be read."""
    book = load_workbook(io.BytesIO(form(SMALL, DATE)))
    for answers, _, _ in TOTALS:
        cells = cells_by_key(book.copy_worksheet(book.worksheets[0]))
        for key, answer in zip("123", answers, strict=True):
            cells[key].value = answer
    book.save(tmp_path / "forms.xlsx")
    _, *sheets_of_answers = recalculated(tmp_path / "forms.xlsx").worksheets
    for sheet, (answers, total, words) in zip(sheets_of_answers, TOTALS, strict=True):
        assert cells_by_key(sheet)["total"].value == pytest.approx(total), answers
        assert cells_by_key(sheet, EXPLANATIONS)["total"].value == words, answers


def test_only_the_answers_can_be_changed_and_no_password_is_needed(sheet: Worksheet) -> None:
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    answers = {key: cell.coordinate for key, cell in cells_by_key(sheet).items()}
    asked = {key for key in answers if key.isdecimal() or key in {"role", "team", "respondent", "wave"}}

    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert len(asked) == len(Questionnaire().activities) + 4
    assert unlocked == {answers[key] for key in asked}


def test_answers_are_numbers_from_0_to_100_and_roles_come_from_a_list(sheet: Worksheet) -> None:
    rules = {rule.sqref.coord if hasattr(rule.sqref, "coord") else str(rule.sqref): rule for rule in
             sheet.data_validations.dataValidation}  # fmt: skip
    cells = {key: cell.coordinate for key, cell in cells_by_key(sheet).items()}
    shares = rules[f"{cells['1']}:{cells[str(len(Questionnaire().activities))]}"]
    role = rules[cells["role"]]

    assert (shares.type, shares.operator, shares.formula1, shares.formula2) == ("decimal", "between", "0", "100")
    assert shares.showErrorMessage
    assert "number from 0 to 100" in shares.error
    assert role.formula1 == '"Data scientist,ML engineer,Data engineer,Software engineer,Other"'
    assert role.errorStyle == "warning"  # somebody may have a role that nobody thought of


def test_a_list_that_a_validation_cannot_hold_is_left_out() -> None:
    for roles in (("Engineer, data", "Other"), tuple(f"A role with a long name {number}" for number in range(20))):
        sheet = load_workbook(io.BytesIO(form(replace(SMALL, roles=roles), DATE))).worksheets[0]
        cell = cells_by_key(sheet)["role"].coordinate
        assert all(cell not in str(rule.sqref) for rule in sheet.data_validations.dataValidation)


def test_the_wave_is_filled_in_with_the_first(sheet: Worksheet) -> None:
    assert cells_by_key(sheet)["wave"].value == "before"
    asked = load_workbook(io.BytesIO(form(replace(SMALL, waves=("Q1 2026", "Q3 2026")), DATE))).worksheets[0]
    assert cells_by_key(asked)["wave"].value == "Q1 2026"


def test_a_code_and_a_date_stay_as_they_are_typed(sheet: Worksheet) -> None:
    """Otherwise a spreadsheet makes 7 of 007 and a day of 2026-10."""
    assert {cells_by_key(sheet)[key].number_format for key in ("role", "team", "respondent", "wave")} == {"@"}


def test_colours_only_repeat_what_the_words_say(sheet: Worksheet) -> None:
    total = cells_by_key(sheet)["total"].coordinate
    (cells,) = sheet.conditional_formatting
    assert [rule.formula for rule in cells.rules] == [[f"ABS(100-${total})<=0.5"], [f"${total}>100.5"]]


@pytest.mark.parametrize("activities", [9, 30])
def test_it_prints_on_one_page_with_every_activity_and_its_explanation(
    tmp_path: Path,
    activities: int,
    workbook_as_pdf: Callable[[Path], Path],
    page_texts: Callable[[Path], list[str]],
) -> None:
    usual = Questionnaire()
    more = tuple(
        Activity(f"Activity {number}", "overhead", f"explanation {number}") for number in range(activities - 9)
    )
    asked = replace(usual, activities=(*usual.activities, *more))
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(asked, DATE))
    (page,) = page_texts(workbook_as_pdf(path))
    words = " ".join(page.split())
    for text in (
        "Where does your working time go?",
        "100 still to give",
        "roles and teams are shown only from 5 people on",
    ):
        assert text in words
    for activity in asked.activities:
        assert activity.name in words
        assert activity.explanation.split(",")[0] in words


def test_names_that_look_like_formulas_stay_names() -> None:
    asked = replace(SMALL, activities=(Activity("=1+1", "value", "@SUM(A1)"), *SMALL.activities))
    _, [page] = sheets(form(asked, DATE), "form.xlsx")
    assert ["1", "=1+1", "@SUM(A1)"] in [list(row[:3]) for row in page.rows]
