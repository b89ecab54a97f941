"""The record of a build that a workbook carries: it survives other programs, and what is left of one is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.edited import edited
from support.libreoffice import LibreOffice
from support.workbooks import RUN, Built, computed, written

from reportgen.workbook.kept import LONGEST_PROPERTY, NAME, NoRecordError, Record, is_same, kept_in
from reportgen.workbook.opening import Package


@pytest.fixture(scope="module")
def insurance(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = root / "inputs" / "insurance"
    path = tmp_path_factory.mktemp("insurance") / "insurance-model.xlsx"
    return written(computed(folder / "survey.csv", folder / "case.yaml"), path)


def _record(path: Path) -> Record:
    return kept_in(Package(path))


def test_it_holds_every_input_and_every_formula(insurance: Built) -> None:
    record, workbook = _record(insurance.path), load_workbook(insurance.path)
    assert record.run == RUN
    assert list(record.sheets) == workbook.sheetnames
    rate = insurance.layout.cell("discount_rate").row
    inputs = record.sheets["Inputs"].inputs
    assert [inputs[rate, column] for column in (4, 7, 8, 9)] == [0.1, 0.08, 0.12, "assumed"]
    assert inputs[rate, 5] == f"=$H{rate}"
    assert inputs[5, 3] == "Base"
    for sheet in workbook.worksheets:
        kept = record.sheets[sheet.title]
        cells = {(cell.row, cell.column): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
        formulas = {place: cell.value for place, cell in cells.items() if cell.data_type == "f"}
        assert {**kept.formulas, **{place: inputs[place] for place in formulas.keys() & kept.inputs}} == formulas
        assert kept.filled == {place for place in cells if place not in formulas and place not in kept.inputs}


def test_it_survives_openpyxl(insurance: Built, tmp_path: Path) -> None:
    assert _record(edited(insurance.path, lambda _: None, tmp_path / "saved.xlsx")) == _record(insurance.path)


def test_it_survives_libreoffice(insurance: Built, libreoffice: LibreOffice) -> None:
    assert _record(libreoffice.convert(insurance.path, "xlsx")) == _record(insurance.path)


def test_it_is_small_and_no_property_is_longer_than_excel_takes(insurance: Built) -> None:
    properties = [each.value for each in load_workbook(insurance.path).custom_doc_props]  # type: ignore[attr-defined]
    assert max(map(len, properties)) <= LONGEST_PROPERTY <= 255
    assert sum(map(len, properties)) < 0.15 * insurance.path.stat().st_size


def _without(name: str) -> Callable[[Any], None]:
    def edit(workbook: Any) -> None:
        del workbook.custom_doc_props[name]

    return edit


def _with(name: str, value: str) -> Callable[[Any], None]:
    return lambda workbook: setattr(workbook.custom_doc_props[name], "value", value)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (_without(NAME), "carries no record"),
        (_without(f"{NAME} 003"), "is damaged"),
        (_with(f"{NAME} 003", "A" * 250), "is damaged"),
        (_with(NAME, "words"), "is damaged"),
        (_with(NAME, "run 0, parts 1000000000, check 0"), "is damaged"),
    ],
)
def test_what_is_left_of_a_record_is_told(
    insurance: Built, tmp_path: Path, edit: Callable[[Any], None], words: str
) -> None:
    with pytest.raises(NoRecordError, match=words):
        _record(edited(insurance.path, edit, tmp_path / "edited.xlsx"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (0.1, 0.1 + 1e-12, True),
        (0.1, 0.1001, False),
        (1.0, True, False),
        (True, True, True),
        (None, 0.0, False),
        (None, None, True),
        ("0.1", 0.1, False),
        ("finance", "finance", True),
    ],
)
def test_figures_agree_but_for_digits_that_programs_do_not_keep(one: Any, other: Any, same: bool) -> None:
    assert is_same(one, other) is is_same(other, one) is same
