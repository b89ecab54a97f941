"""The Segments sheet: roles, teams and all waves, with value work as formulas over the shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.business_cases import told
from support.grouped_surveys import ROLES, THREE_WAVES, grouped
from support.workbooks import written

from reportgen.model.groups import segments, trend
from reportgen.model.respondents import GROUPS_AS_SAMPLES, GROUPS_NOT_NARROWED
from reportgen.model.results import Results
from reportgen.workbook.audit import audit
from reportgen.workbook.recalculation import recalculate
from reportgen.workbook.sheets.limitations import EVERYBODY

PEOPLE, VALUE_WORK, FIRST = "C", "D", "E"


def sheet_of(results: Results, folder: Path) -> Any:
    return load_workbook(written(results, folder / "model.xlsx").path)["Segments"]


def rows_by_label(sheet: Any) -> dict[tuple[str, str], int]:
    """Row by group (or wave) and what it shows of it."""
    found, name = {}, ""
    for row in range(1, sheet.max_row + 1):
        name = sheet[f"A{row}"].value or name
        if sheet[f"B{row}"].value:
            found[name, sheet[f"B{row}"].value] = row
    return found


def texts(sheet: Any) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


VARIANTS = {
    "three waves": {},
    "hidden groups": {"hidden": {"role": 2, "team": 1}},
    "independent waves": {"waves": ("before", "after"), "paired": False},
    "one wave": {"waves": ("2025",)},
    "eight waves": {"waves": [f"A long name of wave {number} of eight" for number in range(8)]},
    "teams only": {"waves": ("before", "after"), "roles": ("Engineers",), "hidden": {"role": 1}},
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_sheet_keeps_every_rule_and_is_recalculated_alike(variant: str, tmp_path: Path) -> None:
    path = written(told(grouped(**VARIANTS[variant])), tmp_path / "model.xlsx").path  # type: ignore[arg-type]
    assert audit(path) == []
    assert recalculate(path).differences == ()


def test_value_work_is_calculated_from_the_row_and_the_flags_on_inputs(tmp_path: Path) -> None:
    sheet = sheet_of(told(grouped()), tmp_path)
    row = rows_by_label(sheet)["Data scientists", f"Before ({THREE_WAVES[0]})"]
    assert sheet[f"{VALUE_WORK}{row}"].value == f"=SUMPRODUCT($E{row}:$G{row},$E$7:$G$7)"
    assert sheet["E7"].value.startswith("=INDEX(Inputs!$C$")
    assert sheet[f"{FIRST}{row}"].style == "surveyed share"
    assert sheet[f"{FIRST}{row + 2}"].value == f"=E{row + 1}-E{row}"


def test_people_shares_and_ends_are_those_of_the_survey(tmp_path: Path) -> None:
    results = told(grouped())
    sheet = sheet_of(results, tmp_path)
    rows = rows_by_label(sheet)
    for group in (*segments(results, "role"), *segments(results, "team")):
        assert group.change is not None
        before = rows[group.name, f"Before ({THREE_WAVES[0]})"]
        assert sheet[f"{PEOPLE}{before}"].value == group.before.people
        assert sheet[f"{FIRST}{before}"].value == pytest.approx(group.before.activities[0].value)
        low, high = (rows[group.name, f"{end} end of the change"] for end in ("Lower", "Upper"))
        assert (sheet[f"{VALUE_WORK}{low}"].value, sheet[f"{VALUE_WORK}{high}"].value) == pytest.approx(
            group.change.value_work.interval
        )
    for wave in trend(results):
        assert sheet[f"{PEOPLE}{rows[wave.name, 'Mean share']}"].value == 36
        assert sheet[f"G{rows[wave.name, 'Upper end']}"].value == pytest.approx(wave.activities[2].high)


def test_more_than_two_waves_have_a_chart_of_value_work_and_its_interval(tmp_path: Path) -> None:
    sheet = sheet_of(told(grouped()), tmp_path)
    (chart,) = sheet._charts
    rows = rows_by_label(sheet)
    first = rows[THREE_WAVES[0], "Mean share"]
    assert chart.series[0].val.numRef.f == f"'Segments'!$D${first}:$D${first + 2}"
    assert chart.series[0].cat.strRef.f == f"'Segments'!$A${first}:$A${first + 2}"
    assert len(chart.series) == 3
    assert f"${chart.anchor.to.row}" in sheet.print_area
    assert not sheet_of(told(grouped(waves=("before", "after"))), tmp_path)._charts


def test_hidden_groups_are_counted_and_not_named(tmp_path: Path) -> None:
    shown = texts(sheet_of(told(grouped(hidden={"role": 2})), tmp_path))
    assert "2 roles are not shown: fewer than 5 people answered, or such a group could be worked out." in shown
    assert not {ROLES[1], ROLES[2]} & set(shown)
    assert not any("not shown" in text for text in texts(sheet_of(told(grouped()), tmp_path)))


def test_a_survey_without_groups_and_waves_between_has_no_such_sheet(tmp_path: Path) -> None:
    path = written(told(grouped(waves=("before", "after"), roles=(), teams=())), tmp_path / "model.xlsx").path
    assert "Segments" not in load_workbook(path).sheetnames


def test_the_cover_and_the_sheet_say_whose_intervals_are_narrowed(tmp_path: Path) -> None:
    def shown(headcount: float) -> tuple[str, str]:
        results = told(grouped(), finite_population=True, role_headcount=headcount)
        book = load_workbook(written(results, tmp_path / "model.xlsx").path)
        return " ".join(texts(book["Cover"])), " ".join(texts(book["Segments"]))

    cover, sheet = shown(40)
    assert GROUPS_NOT_NARROWED in sheet
    assert EVERYBODY not in cover
    cover, sheet = shown(36)
    assert GROUPS_AS_SAMPLES in sheet
    assert EVERYBODY in cover


def test_the_cover_warns_of_few_people(tmp_path: Path) -> None:
    results = told(grouped(people=3, waves=("before", "after"), roles=(), teams=()))
    book = load_workbook(written(results, tmp_path / "model.xlsx").path)
    assert "Only 3 people answered; what is shown here can be recognised as theirs." in texts(book["Cover"])
