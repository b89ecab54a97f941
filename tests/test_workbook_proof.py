"""The proof catches a workbook that looks right and is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from support.workbooks import DATE, RUN, Built, computed, survey_file, text_file, written

from reportgen import workbook
from reportgen.case.inputs import INPUTS, Input
from reportgen.errors import DisagreementError
from reportgen.model.whatif import SCENARIOS
from reportgen.workbook.assembly import assembled
from reportgen.workbook.case_layout import lay_out_cases
from reportgen.workbook.case_proof import changes
from reportgen.workbook.layout import Cell
from reportgen.workbook.moves import moved
from reportgen.workbook.writer import save_workbook

Tampering = Callable[[Workbook, dict[tuple[int, int], object]], None]


@pytest.fixture(scope="module")
def insurance(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = root / "inputs" / "insurance"
    path = tmp_path_factory.mktemp("insurance") / "insurance-model.xlsx"
    return written(computed(folder / "survey.csv", folder / "case.yaml"), path)


def test_a_right_workbook_agrees(insurance: Built) -> None:
    """Each scenario, each base value, each end of a range and each override that a scenario reads."""
    proof = workbook.prove(insurance.path, insurance.results, insurance.layout)
    assumptions = [each for figures in insurance.results.case.assumptions.values() for each in figures]
    assert proof.formulas > 900
    assert proof.changes > len(SCENARIOS) + len(assumptions) + 20


def test_a_workbook_without_ranges_is_changed_in_every_input(tmp_path: Path) -> None:
    """Three scenarios and every assumption; the defaults with a range add two each, and the what-ifs all at once."""
    survey = survey_file(tmp_path / "s.csv", ["Waiting for data", "Model development"], 12)
    built = written(computed(survey), tmp_path / "model.xlsx")
    assumptions = [each for figures in built.results.case.assumptions.values() for each in figures]
    ranges = sum(each.low is not None for each in assumptions) + sum(each.high is not None for each in assumptions)
    at_once = len(list(changes(built.results, built.layout)))
    assert at_once == len(SCENARIOS) - 1 + 3
    assert workbook.prove(built.path, built.results, built.layout).changes == 3 + len(assumptions) + ranges + at_once


@pytest.mark.parametrize("scenario", ["conservative", "optimistic"])
def test_a_workbook_that_opens_in_another_scenario_agrees(root: Path, tmp_path: Path, scenario: str) -> None:
    folder = root / "inputs" / "insurance"
    built = written(computed(folder / "survey.csv", folder / "case.yaml", scenario=scenario), tmp_path / "model.xlsx")
    assert workbook.prove(built.path, built.results, built.layout).changes > 100


def test_a_plan_without_value_work_left_agrees(tmp_path: Path) -> None:
    """The only value activity is switched off in one of the changes."""
    case = text_file(tmp_path / "c.yaml", "survey: {target: {value_share: 60%}}\n")
    survey = survey_file(tmp_path / "s.csv", ["Waiting for data", "Model development"], 12, ["before"])
    built = written(computed(survey, case), tmp_path / "model.xlsx")
    assert workbook.prove(built.path, built.results, built.layout).changes > 40


def _tampered(built: Built, path: Path, cell: Cell, content: object) -> str:
    """What the proof says where one cell holds something else, with the value that it should have."""
    book, values = assembled(built.results, built.layout, run=RUN, responses="full")
    of_sheet = dict(values[cell.sheet])
    value = of_sheet.pop((cell.row, cell.column))
    if isinstance(content, str):
        of_sheet[cell.row, cell.column] = value
    book[cell.sheet].cell(cell.row, cell.column).value = content  # type: ignore[assignment]
    save_workbook(book, path, {**values, cell.sheet: of_sheet}, DATE)
    with pytest.raises(DisagreementError) as error:
        workbook.prove(path, built.results, built.layout)
    return str(error.value)


def test_a_formula_overwritten_by_its_number_is_caught(insurance: Built, tmp_path: Path) -> None:
    npv = insurance.layout.cell("npv")
    found = _tampered(insurance, tmp_path / "m.xlsx", npv, insurance.results.number("npv"))
    assert f"{npv.address}, 'Net present value', holds a value and no formula." in found


def test_a_dead_formula_is_caught(insurance: Built, tmp_path: Path) -> None:
    """It gives the right value and follows nothing; the message names place, change and both figures."""
    payroll = insurance.layout.cell("payroll")
    found = _tampered(insurance, tmp_path / "m.xlsx", payroll, "=1*8750000")
    first = next(line for line in found.splitlines() if line.startswith(payroll.address))
    change = "'Headcount: Data scientist' (Inputs!D10) 27.5 instead of 25"
    assert first == f"{payroll.address}, 'Payroll', with {change}: the workbook says 8750000.0, the model 9375000.0."


def test_a_wrong_formula_is_caught_and_named_first(insurance: Built, tmp_path: Path) -> None:
    """Before the many figures that are wrong because of it."""
    headcount = insurance.layout.cell("headcount")
    found = _tampered(insurance, tmp_path / "m.xlsx", headcount, "=SUM(Inputs!$C$10:$C$10)")
    assert found.startswith("'Benefits'!C7 holds 35.0; =SUM(Inputs!$C$10:$C$10) gives 25.0.")


def test_a_dead_live_value_is_caught(insurance: Built, tmp_path: Path) -> None:
    """The live value of the discount rate reads the base column, whatever the scenario is."""
    rate = insurance.layout.cell("discount_rate")
    found = _tampered(insurance, tmp_path / "m.xlsx", rate, f"=$D{rate.row}")
    assert "with scenario 'conservative'" in found


def test_a_scenario_that_follows_the_wrong_end_is_caught(insurance: Built, tmp_path: Path) -> None:
    rate = insurance.layout.cell("discount_rate")
    found = _tampered(insurance, tmp_path / "m.xlsx", Cell("Inputs", rate.row, 5), f"=$G{rate.row}")
    assert "holds 0.12" in found


def test_an_input_read_outside_the_headline_is_proved_too(insurance: Built, tmp_path: Path) -> None:
    """Working hours reach no headline figure."""
    rate = insurance.layout.cell("hourly_rate")
    found = _tampered(insurance, tmp_path / "m.xlsx", rate, "=$C$9/(1+1)/(1+1)/260/1/1/1*0.5")
    assert "'Working hours per person and year'" in found


@given(st.sampled_from(INPUTS), st.integers(0, 1_000))
def test_a_moved_value_is_another_and_allowed(declared: Input, place: int) -> None:
    low, high = declared.minimum or 0, declared.maximum or 1e6
    value = float(place % 2) if declared.unit == "flag" else low + place / 1_000 * (high - low)
    found = moved(value, declared)
    assert found != value
    assert found >= low
    assert declared.maximum is None or found <= declared.maximum


# What-ifs


def _place_of_rate(built: Built, part: str) -> tuple[Cell, int]:
    """The discount rate in the first row of a part of Cases, and its row on Inputs."""
    cases = lay_out_cases(built.results, built.layout)
    row = next(block.first_row for name, block in cases.blocks.items() if name == part)
    return cases.cell("discount_rate", row), built.layout.cell("discount_rate").row


def test_a_what_if_that_follows_the_scenario_shown_is_caught(insurance: Built, tmp_path: Path) -> None:
    """Right as long as the workbook shows the base case."""
    place, rate = _place_of_rate(insurance, "ranges")
    found = _tampered(insurance, tmp_path / "m.xlsx", place, f"=Inputs!$C${rate}")
    expected = f"{place.address}, 'Discount rate', with scenario 'conservative': the workbook says 0.12, the model 0.1."
    assert expected in found.splitlines()


def test_a_dead_what_if_is_caught(insurance: Built, tmp_path: Path) -> None:
    place, _ = _place_of_rate(insurance, "scenarios")
    found = _tampered(insurance, tmp_path / "m.xlsx", place, "=1/10")
    changed = f"{place.address}, 'Discount rate', with all base values moved: the workbook says 0.1, the model"
    assert any(line.startswith(changed) for line in found.splitlines())


def test_a_what_if_overwritten_by_its_number_is_caught(insurance: Built, tmp_path: Path) -> None:
    place, _ = _place_of_rate(insurance, "ranges")
    found = _tampered(insurance, tmp_path / "m.xlsx", place, 0.1)
    assert f"{place.address}, 'Discount rate', holds a value and no formula." in found.splitlines()


@pytest.mark.parametrize("change", ["all base values moved", "all flags turned", "all ranges and scenarios moved"])
def test_what_ifs_are_proved_under_changes_of_everything(insurance: Built, change: str) -> None:
    """Each moves cells of its own, and what they come to."""
    (found,) = (each for each in changes(insurance.results, insurance.layout) if each.words == change)
    assert len(found.cells) > 5
    assert found.case.assumptions != insurance.results.case.assumptions
