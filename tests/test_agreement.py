"""One figure, one value: results.json, the stored workbook, two engines and the PDF show the same."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support import workbooks
from support.agreement import formulas_that_agree
from support.builds import INSURANCE, Built, built
from support.small_case import EVERY_LEVER, a_case_of_each_kind

from reportgen.case.case import Case
from reportgen.model.results import Results, compute
from reportgen.model.whatif import SCENARIOS
from reportgen.survey.allocation import Allocation
from reportgen.workbook import prove
from reportgen.workbook.layout import BASE, INPUTS_SHEET, LIVE, SCENARIO_ROW, Layout
from reportgen.workbook.recalculation import Engine

#: The chapter's case study, section 4.3.8, worked out by hand: line → value.
FIRST_YEAR_VIEW = {
    "total_investment": 200_000 + 300_000 + 150_000 + 100_000 + 50_000,
    "productivity_gain": 1_800_000,
    "retention_gain": 1_200_000,
    "delivery_gain": 3_600_000,
    "annual_benefit": 6_600_000,
    "simple_roi": 7.25,
    "simple_payback_months": 800_000 / 550_000,
    "value_time_multiple": 3,
}
CHANGES = {
    "Waiting for data access": -0.17,
    "Setting up environments": -0.13,
    "Manual deployment coordination": -0.15,
    "Debugging production issues": -0.10,
    "Actual model development": 0.50,
    "Meetings": 0.05,
}
SHOWN = [
    "$800,000", "$1,800,000", "$1,200,000", "$3,600,000", "$6,600,000", "725%", "1.45 months", "3×",
    "−17 pts", "−13 pts", "−15 pts", "−10 pts", "+50 pts", "+5 pts",
]  # fmt: skip


@pytest.fixture(scope="module")
def insurance(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("insurance"), INSURANCE / "survey.csv", INSURANCE / "case.yaml")


def cells(insurance: Built, name: str) -> list[tuple[str, int, int]]:
    """Sheet, row and column of every item of a line without years, from the address in results.json."""
    line = insurance.figures["lines"][name]
    sheet, address = line["cell"].split("!")
    column, row = openpyxl.utils.cell.coordinate_from_string(address)
    return [
        (sheet, row + position, openpyxl.utils.column_index_from_string(column))
        for position in range(max(1, len(line["items"])))
    ]


def expected() -> list[tuple[str, int, float]]:
    """Line, item and value of all figures above."""
    changes = [("share_change", position, change) for position, change in enumerate(CHANGES.values())]
    return [*((name, 0, value) for name, value in FIRST_YEAR_VIEW.items()), *changes]


def assert_shown(value_at: Callable[[str, int, int], Any], insurance: Built) -> None:
    for name, item, value in expected():
        assert value_at(*cells(insurance, name)[item]) == pytest.approx(value, rel=1e-9, abs=1e-9), name


def test_results_json_holds_the_chapters_figures(insurance: Built) -> None:
    for name, item, value in expected():
        found = insurance.figures["lines"][name]["value"]
        assert (found[item] if isinstance(found, list) else found) == pytest.approx(value, rel=1e-9, abs=1e-9)
    assert insurance.figures["lines"]["share_change"]["items"] == list(CHANGES)


def test_the_workbook_stores_the_chapters_figures(insurance: Built) -> None:
    workbook = openpyxl.load_workbook(insurance.workbook, data_only=True)
    assert_shown(lambda sheet, row, column: workbook[sheet].cell(row, column).value, insurance)


def test_an_independent_engine_recalculates_the_chapters_figures(insurance: Built) -> None:
    assert_shown(Engine(insurance.workbook).value, insurance)


def test_libreoffice_recalculates_the_chapters_figures(
    insurance: Built, recalculated: Callable[[Path], openpyxl.Workbook]
) -> None:
    workbook = recalculated(insurance.workbook)
    assert_shown(lambda sheet, row, column: workbook[sheet].cell(row, column).value, insurance)


def test_libreoffice_agrees_on_every_formula_cell(
    insurance: Built, recalculated: Callable[[Path], openpyxl.Workbook]
) -> None:
    assert formulas_that_agree(insurance.workbook, recalculated) > 500


def test_the_document_shows_the_chapters_figures(insurance: Built, page_texts: Callable[[Path], list[str]]) -> None:
    text = " ".join(" ".join(page_texts(insurance.document)).replace("\u00a0", " ").split())
    for shown in SHOWN:
        assert shown in text, shown


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_scenario_chosen_in_the_workbook_gives_that_scenarios_figures(insurance: Built, scenario: str) -> None:
    """Turning the selector on Inputs changes every headline figure to what results.json lists for the scenario."""
    engine = Engine(insurance.workbook)
    sheet, row, column = "Inputs", SCENARIO_ROW, LIVE
    with engine.changed({(sheet, row, column): scenario.capitalize()}):
        for name, value in insurance.figures["cases"][scenario].items():
            found = engine.value(*cells(insurance, name)[0])
            if value is None:
                assert isinstance(found, str), name
            else:
                assert found == pytest.approx(value, rel=1e-9), name


# Cases of every kind, and all levers


KINDS = tuple(a_case_of_each_kind())
WITH_LEVERS = [kind for kind in KINDS if "time_levers" in kind[0].features]

of_every_kind = pytest.mark.parametrize(("case", "allocation"), KINDS, ids=range(len(KINDS)))
with_all_levers = pytest.mark.parametrize(("case", "allocation"), WITH_LEVERS, ids=["two waves", "one wave"])


def _written(case: Case, allocation: Allocation, folder: Path) -> workbooks.Built:
    return workbooks.written(compute(case, allocation), folder / "model.xlsx", responses="aggregate")


def test_two_kinds_of_case_have_all_levers() -> None:
    """One where models shipped overlap with freed time, and one where nothing does."""
    overlap = ["overlap" in case.features for case, _ in WITH_LEVERS]
    assert overlap == [True, False]
    for case, _ in WITH_LEVERS:
        assert set(EVERY_LEVER) <= set(case.benefits)
        assert case.features >= {"multiplier", "models_shipped", "experiments_per_week", "debugging_hours"}


@of_every_kind
def test_an_independent_engine_agrees_with_every_kind_of_case(
    case: Case, allocation: Allocation, tmp_path: Path
) -> None:
    """In each scenario and after each change of an input."""
    model = _written(case, allocation, tmp_path)
    assert prove(model.path, model.results, model.layout).changes > len(case.assumptions)


def test_libreoffice_agrees_with_the_benchmark_team(
    root: Path, tmp_path: Path, recalculated: Callable[[Path], openpyxl.Workbook]
) -> None:
    folder = root / "inputs" / "benchmark-team"
    results = workbooks.computed(folder / "survey.csv", folder / "case.yaml")
    assert formulas_that_agree(workbooks.written(results, tmp_path / "model.xlsx").path, recalculated) > 500


def _disagreeing(engine: Engine, layout: Layout, results: Results) -> Iterator[str]:
    for name in results.graph.lines:
        block, values = layout.blocks[name], results.array(name)
        for item in range(block.items):
            for year in range(block.years):
                cell, wanted = block.cell(item, year), float(values[item, year])
                found = engine.value(cell.sheet, cell.row, cell.column)
                words = results.graph.absent_words.get(name)
                same = found == words if math.isnan(wanted) else found == pytest.approx(wanted, rel=1e-9, abs=1e-6)
                if not same:
                    yield f"{cell.address}, {name}: {found!r}, not {wanted!r}"


@with_all_levers
def test_freed_time_counted_from_the_levers_in_the_workbook_is_what_the_model_gives(
    case: Case, allocation: Allocation, tmp_path: Path
) -> None:
    """Every line follows the one switch on the sheet of inputs, and follows it back."""
    model = _written(case, allocation, tmp_path)
    (basis,) = case.assumptions["time_basis_survey"]
    assert basis.value == 1
    levers = {**case.assumptions, "time_basis_survey": (dataclasses.replace(basis, value=0.0),)}
    from_levers = compute(dataclasses.replace(case, assumptions=levers), allocation)
    assert from_levers.number("npv") != pytest.approx(model.results.number("npv"))
    engine, row = Engine(model.path), model.layout.cell("time_basis_survey").row
    with engine.changed({(INPUTS_SHEET, row, BASE): 0.0}):
        assert list(_disagreeing(engine, model.layout, from_levers)) == []
    assert list(_disagreeing(engine, model.layout, model.results)) == []
