"""Recalculation by an engine of its own: it finds what is stored wrongly, and changes inputs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.formula import DataTableFormula

from reportgen.errors import InputError, ModelError
from reportgen.workbook.recalculation import Difference, Engine, agree, recalculate
from reportgen.workbook.writer import CellValues, Value, workbook_bytes

DATE = datetime.date(2026, 3, 31)

INPUTS = {"A1": 0.4, "A2": "base", "A3": True}
FORMULAS: Mapping[str, tuple[str, Value]] = {
    "B1": ("=Inputs!A1*(1+1)", 0.8),
    "B2": ('=Inputs!A2&"!"', "base!"),
    "B3": ("=NOT(Inputs!A3)", False),
    "B4": ("=Inputs!A4", 0),
    "B5": ('=IF(Inputs!A1>1,"high","")', ""),
}


def _workbook(**stored: Value) -> bytes:
    """Inputs and formulas of all kinds; `stored` replaces what is stored for a formula."""
    workbook = Workbook()
    inputs = workbook.worksheets[0]
    inputs.title = "Inputs"
    for place, value in INPUTS.items():
        inputs[place] = value
    sheet = workbook.create_sheet("Cash flow")
    values: dict[tuple[int, int], Value] = {}
    for place, (formula, value) in FORMULAS.items():
        sheet[place] = formula
        values[sheet[place].row, 2] = stored.get(place, value)
    sheets: dict[str, CellValues] = {"Cash flow": values}
    return workbook_bytes(workbook, sheets, DATE)


def test_a_right_workbook_agrees_in_every_formula() -> None:
    recalculation = recalculate(_workbook())
    assert recalculation.formulas == 5
    assert recalculation.differences == ()


@pytest.mark.parametrize(
    ("cell", "stored", "recalculated"),
    [
        ("B1", 0.8000001, 0.8),
        ("B1", "0.8", 0.8),
        ("B2", "Base!", "base!"),
        ("B3", True, False),
        ("B3", 0, False),
        ("B5", "high", ""),
    ],
)
def test_a_wrong_value_is_found_with_its_place(cell: str, stored: Value, recalculated: Value) -> None:
    (difference,) = recalculate(_workbook(**{cell: stored})).differences
    assert (difference.sheet, difference.cell, difference.formula) == ("Cash flow", cell, FORMULAS[cell][0])
    assert (difference.stored, difference.recalculated) == (stored, recalculated)


def test_a_difference_reads_as_a_sentence() -> None:
    difference = Difference("Cash flow", "B1", "=A1*A2", 7.0, 8.0)
    assert str(difference) == "'Cash flow'!B1 holds 7.0; =A1*A2 gives 8.0."


@pytest.mark.parametrize(("formula", "error"), [("=1/0", "#DIV/0!"), ("=NOPE(1)", "#NAME?"), ("=A1", "#CIRC!")])
def test_an_error_is_a_difference_even_where_its_text_is_stored(formula: str, error: str) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = formula
    (difference,) = recalculate(workbook_bytes(workbook, {"Sheet": {(1, 1): error}}, DATE)).differences
    assert difference.recalculated == error


def test_a_file_saved_by_another_program_is_recalculated_too(tmp_path: Path) -> None:
    """openpyxl stores no values: every formula that gives something differs."""
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "=1+1"
    workbook.save(tmp_path / "edited.xlsx")
    assert [str(d) for d in recalculate(tmp_path / "edited.xlsx").differences] == [
        "'Sheet'!A1 holds None; =1+1 gives 2.0."
    ]


def test_a_wrong_value_is_found_where_a_conditional_format_looks_at_the_cell() -> None:
    """The engine calculates such cells, and all they read, while it loads the file."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A3"] = 1, "=A1*(1+1)", "=A2+1"
    sheet.conditional_formatting.add("A3", FormulaRule(formula=["A3>0"], font=Font(bold=True)))
    content = workbook_bytes(workbook, {"Sheet": {(2, 1): 7.0, (3, 1): 8.0}}, DATE)
    assert [str(d) for d in recalculate(content).differences] == [
        "'Sheet'!A2 holds 7.0; =A1*(1+1) gives 2.0.",
        "'Sheet'!A3 holds 8.0; =A2+1 gives 3.0.",
    ]


@pytest.mark.parametrize(("stored", "differ"), [(0.9e-4, False), (1.1e-4, True)])
def test_what_large_figures_leave_when_they_cancel_out_is_no_difference(stored: float, differ: bool) -> None:
    """A ten-trillionth of the largest figure of the same number format; a share beside it has no such room."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["B1"] = 1e9, "=A1-A1", 0.5
    sheet["B1"].number_format = sheet["B2"].number_format = "0.0%"
    sheet["B2"] = "=B1-B1"
    both = recalculate(workbook_bytes(workbook, {"Sheet": {(2, 1): stored, (2, 2): 0.9e-4}}, DATE)).differences
    assert [difference.cell for difference in both] == (["A2", "B2"] if differ else ["B2"])


@pytest.mark.parametrize(
    ("stored", "recalculated", "same"),
    [
        (1e6, 1e6 + 0.9e-3, True),
        (1e6, 1e6 + 1.1e-3, False),
        (0.0, 0.9e-9, True),
        (0.0, 1.1e-9, False),
        (1.0, True, False),
        ("a", "a", True),
        ("a", "A", False),
        ("", None, False),
    ],
)
def test_tolerances_are_one_in_a_billion(stored: Value, recalculated: Value, same: bool) -> None:
    assert agree(stored, recalculated) is same


@pytest.mark.parametrize(
    ("value", "cell", "expected"),
    [(0.2, (1, 2), 0.4), (2, (1, 2), 4.0), (2, (5, 2), "high")],
)
def test_a_changed_input_reaches_the_formulas(value: float, cell: tuple[int, int], expected: Value) -> None:
    engine = Engine(_workbook())
    with engine.changed({("Inputs", 1, 1): value}):
        assert engine.value("Cash flow", *cell) == expected


@pytest.mark.parametrize("value", [0.2, "words", True, None])
@pytest.mark.parametrize("row", [1, 2, 3, 4])
def test_afterwards_all_is_as_it_was(row: int, value: Value | None) -> None:
    """Numbers, text, truth values and empty cells, whatever stood there in the meantime."""
    engine = Engine(_workbook())
    places = [("Inputs", row, 1) for row in range(1, 5)] + [("Cash flow", row, 2) for row in range(1, 6)]
    before = [engine.value(*place) for place in places]
    with engine.changed({("Inputs", row, 1): value}):
        assert engine.value("Inputs", row, 1) == value
    assert [engine.value(*place) for place in places] == before


def test_all_is_as_it_was_after_a_failure_inside() -> None:
    engine = Engine(_workbook())
    with pytest.raises(ZeroDivisionError), engine.changed({("Inputs", 1, 1): 5}):
        raise ZeroDivisionError
    assert engine.value("Cash flow", 1, 2) == 0.8


def test_several_inputs_change_together() -> None:
    engine = Engine(_workbook())
    with engine.changed({("Inputs", 1, 1): 3, ("Inputs", 2, 1): "low"}):
        assert (engine.value("Cash flow", 1, 2), engine.value("Cash flow", 2, 2)) == (6, "low!")


def test_text_that_looks_like_a_formula_stays_text() -> None:
    engine = Engine(_workbook())
    with engine.changed({("Inputs", 2, 1): "=1+1"}):
        assert engine.value("Cash flow", 2, 2) == "=1+1!"


def test_a_formula_cell_is_no_input() -> None:
    engine = Engine(_workbook())
    with (
        pytest.raises(ModelError, match=r"Row 1, column 2 holds =Inputs!A1\*\(1\+1\) and is no input"),
        engine.changed({("Cash flow", 1, 2): 3}),
    ):
        pass
    assert engine.value("Cash flow", 1, 2) == 0.8


def test_a_sheet_that_is_dropped_is_empty() -> None:
    engine = Engine(_workbook())
    engine.drop("Cash flow")
    assert [engine.value("Cash flow", row, 2) for row in range(1, 6)] == [None] * 5
    assert engine.value("Inputs", 1, 1) == 0.4
    assert engine.sheets == ("Inputs", "Cash flow")


def test_an_engine_that_is_there_already_recalculates() -> None:
    content = _workbook()
    engine = Engine(content)
    assert recalculate(content, engine) == recalculate(content)
    assert engine.value("Cash flow", 1, 2) == 0.8


def test_an_unknown_sheet_is_named() -> None:
    with pytest.raises(ModelError, match="no sheet 'Costs'; it has Inputs, Cash flow"):
        Engine(_workbook()).value("Costs", 1, 1)


def test_a_cell_is_shown_in_its_number_format() -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = 0.414
    workbook.worksheets[0]["A1"].number_format = "0.0%"
    assert Engine(workbook_bytes(workbook, {}, DATE)).shown("Sheet", 1, 1) == "41.4%"


def test_a_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "model.xlsx"
    path.write_text("a,b")
    with pytest.raises(InputError, match=r"^model\.xlsx cannot be read as a workbook \(.*\); give an \.xlsx file"):
        recalculate(path)


def _saved(workbook: Workbook) -> bytes:
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_what_the_engine_refuses_is_named_with_the_remedy() -> None:
    workbook = Workbook()
    workbook.worksheets[0]["C1"] = DataTableFormula("C1:C2", dt2D=False, r1="A1")  # type: ignore[assignment]
    with pytest.raises(InputError, match="take what-if data tables out of it"):
        Engine(_saved(workbook))


def test_comments_are_left_out_where_the_engine_does_not_find_them() -> None:
    """Where openpyxl puts them."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["A2"] = 2, "=A1+1"
    sheet["A1"].comment = Comment("a note", "a reader")
    assert Engine(_saved(workbook)).value("Sheet", 2, 1) == 3


def test_a_value_may_be_put_over_a_formula() -> None:
    engine = Engine(_workbook())
    engine.put("Cash flow", 1, 2, 0.25)
    assert engine.value("Cash flow", 1, 2) == 0.25
    assert not engine.has_formula("Cash flow", 1, 2)
