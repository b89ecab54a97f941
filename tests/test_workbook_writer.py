"""Formula cells with stored values, and the same bytes every time."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import NamedStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table
from python_calamine import CalamineWorkbook

from reportgen.errors import ModelError, OutputError
from reportgen.workbook.writer import CellValues, save_workbook, workbook_bytes

DATE = datetime.date(2026, 3, 31)

#: Formula and its value, by hand. LibreOffice and Excel must agree with the second column.
EXAMPLES: tuple[tuple[str, float | str | bool], ...] = (
    ("=A1*1", 800000.0),
    ("=A1/(1+1+1)", 266666.6666666667),
    ("=-A1", -800000),
    ("=A1-A1", 0),
    ("=1/A1/A1/A1", 1.953125e-18),
    ("=A1>0", True),
    ("=A1<0", False),
    ('="pass"', "pass"),
    ('=IF(A1>0,"","x")', ""),
    ('="  <&> "', "  <&> "),
    ('="=1+1"', "=1+1"),
    ('="#N/A"', "#N/A"),
    ('="1"', "1"),
)


def _example() -> tuple[Workbook, dict[str, CellValues]]:
    """A workbook with the examples in column B of one sheet, and everything else openpyxl writes on another."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Cash flow"
    sheet["A1"] = 800_000
    for row, (formula, _) in enumerate(EXAMPLES, start=1):
        sheet.cell(row, 2, formula)
    workbook.add_named_style(NamedStyle("money", number_format="#,##0"))
    sheet["B1"].style = "money"
    sheet["B2"].hyperlink = Hyperlink("B2", location="'Cash flow'!A1")
    sheet.row_dimensions[3].height = 30
    sheet.freeze_panes = "B2"
    _decorate(workbook)
    return workbook, {"Cash flow": {(row, 2): value for row, (_, value) in enumerate(EXAMPLES, start=1)}}


def _decorate(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("Survey")
    for row in (("label", "weight"), ("R001", 1), ("R002", 2)):
        sheet.append(row)
    sheet.add_table(Table(displayName="Responses", ref="A1:B3"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    validation = DataValidation(type="decimal", operator="between", formula1="0", formula2="1")
    for place in ("B2", "B3", "C7", "D9", "E1", "F4"):
        validation.add(place)
    sheet.add_data_validation(validation)


def _written() -> bytes:
    workbook, values = _example()
    return workbook_bytes(workbook, values, DATE)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "example.xlsx"
    workbook, values = _example()
    save_workbook(workbook, path, values, DATE)
    return path


def _expected() -> list[float | str | bool]:
    return [value for _, value in EXAMPLES]


def test_openpyxl_shows_the_values_without_calculating(path: Path) -> None:
    sheet = load_workbook(path, data_only=True)["Cash flow"]
    read = [sheet.cell(row, 2).value for row in range(1, len(EXAMPLES) + 1)]
    assert [value if value is not None else "" for value in read] == _expected()
    assert [type(value) for value in read[5:7]] == [bool, bool]


def test_calamine_shows_the_values_without_calculating(path: Path) -> None:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Cash flow").to_python()
    assert [row[1] for row in rows] == _expected()


def test_pandas_shows_the_values_without_calculating(path: Path) -> None:
    frame = pd.read_excel(path, engine="openpyxl", sheet_name="Cash flow", header=None, keep_default_na=False)
    assert list(frame[1]) == _expected()


def test_libreoffice_calculates_the_same_values(path: Path, recalculated: Callable[[Path], Workbook]) -> None:
    sheet = recalculated(path)["Cash flow"]
    read = [sheet.cell(row, 2).value for row in range(1, len(EXAMPLES) + 1)]
    assert [value if value is not None else "" for value in read] == [
        pytest.approx(value, rel=1e-14) if isinstance(value, float) else value for value in _expected()
    ]


def test_the_formulas_are_live(path: Path) -> None:
    sheet = load_workbook(path)["Cash flow"]
    assert [sheet.cell(row, 2).value for row in range(1, len(EXAMPLES) + 1)] == [formula for formula, _ in EXAMPLES]


def test_all_else_is_written_as_openpyxl_does(path: Path) -> None:
    """Part by part the same file, but for formula cells and dates."""
    workbook, _ = _example()
    plain = BytesIO()
    workbook.save(plain)
    with zipfile.ZipFile(plain) as theirs, zipfile.ZipFile(path) as ours:
        assert ours.namelist() == theirs.namelist()
        different = {name for name in ours.namelist() if ours.read(name) != theirs.read(name)}
    assert different == {"docProps/core.xml", "xl/worksheets/sheet1.xml"}
    sheet = load_workbook(path)["Cash flow"]
    assert (sheet["B1"].style, sheet.row_dimensions[3].height, sheet.freeze_panes) == ("money", 30, "B2")
    assert sheet["B2"].hyperlink.location == "'Cash flow'!A1"


def test_numbers_of_numpy_are_written_as_plain_ones() -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "=1/(1+1+1)"
    content = workbook_bytes(workbook, {"Sheet": {(1, 1): np.float64(1) / 3}}, DATE)
    assert load_workbook(BytesIO(content), data_only=True).worksheets[0]["A1"].value == 1 / 3


def test_a_value_that_looks_like_a_code_is_escaped() -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "=A2"
    content = workbook_bytes(workbook, {"Sheet": {(1, 1): "_x000D_"}}, DATE)
    assert CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python() == [["_x000D_"]]


def test_the_same_workbook_gives_the_same_bytes_in_every_process() -> None:
    """Sets iterate in another order where strings hash differently."""
    program = "import sys, test_workbook_writer as t; sys.stdout.buffer.write(t._written())"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        printed = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        assert printed.stdout == _written()


def test_nothing_tells_when_the_file_was_written() -> None:
    content = BytesIO(_written())
    assert load_workbook(content).properties.created == datetime.datetime(2026, 3, 31)
    assert load_workbook(content).properties.modified == datetime.datetime(2026, 3, 31)
    with zipfile.ZipFile(content) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {3}


@pytest.mark.parametrize(
    ("formula", "values", "problem"),
    [
        ("=1+1", {}, "'Sheet'!A1 of the workbook has a formula and no value"),
        ("=1+1", {(1, 1): 2.0, (4, 3): 1.0}, "'Sheet'!C4 of the workbook has a value and no formula"),
        ("=1+1", {(1, 1): float("nan")}, "'Sheet'!A1 of the workbook cannot hold the value nan"),
        ("=1+1", {(1, 1): float("inf")}, "'Sheet'!A1 of the workbook cannot hold the value inf"),
        ("=1+1", {(1, 1): None}, "'Sheet'!A1 of the workbook has a formula and no value"),
        ("=1+1", {(1, 1): [2]}, r"'Sheet'!A1 of the workbook cannot hold the value \[2\]"),
        (ArrayFormula("A1:A2", "=B1:B2"), {(1, 1): 0}, "'Sheet'!A1 of the workbook holds an array formula"),
    ],
)
def test_formulas_and_values_must_match(formula: object, values: CellValues, problem: str) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = formula
    with pytest.raises(ModelError, match=problem):
        workbook_bytes(workbook, {"Sheet": values}, DATE)


def test_values_for_an_unknown_sheet_are_an_error() -> None:
    with pytest.raises(ModelError, match=r"values for \['Costs'\], which are no sheets"):
        workbook_bytes(Workbook(), {"Costs": {}}, DATE)


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"missing.model\.xlsx cannot be written \(No such file or directory\)"):
        save_workbook(Workbook(), tmp_path / "missing" / "model.xlsx", {}, DATE)
