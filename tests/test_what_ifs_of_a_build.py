"""Draws and seed from the command line to the records, the terminal and the workbook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from openpyxl import load_workbook
from support.builds import INSURANCE
from support.small_case import a_case, an_allocation
from support.workbooks import Built, computed, written

from reportgen.cli import main
from reportgen.errors import InputError
from reportgen.model.results import Results, compute
from reportgen.publishing import Report
from reportgen.report import build
from reportgen.summary import as_text
from reportgen.workbook.audit import audit
from reportgen.workbook.layout import BASE as BASE_COLUMN
from reportgen.workbook.recalculation import Engine
from reportgen.workbook.sheets.simulation import AS_BUILT, BASE, CHANGED, FIRST, LABEL, NOW_ROW, SIMULATION_SHEET

SURVEY, CASE = INSURANCE / "survey.csv", INSURANCE / "case.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of 300 draws from seed 9."""
    output = tmp_path_factory.mktemp("output")
    arguments = ["build", str(SURVEY), "--case", str(CASE), "--output", str(output), "--only", "xlsx", "--quiet"]
    result = CliRunner().invoke(main, [*arguments, "--draws", "300", "--seed", "9"])
    assert result.exit_code == 0, result.output
    return output / "insurance"


@pytest.fixture(scope="module")
def insurance(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return written(computed(SURVEY, CASE), tmp_path_factory.mktemp("model") / "model.xlsx")


def figures(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "results.json").read_text("utf-8"))
    return found


# Records


def test_the_record_says_what_was_drawn(folder: Path) -> None:
    parameters = yaml.safe_load((folder / "record.yaml").read_text("utf-8"))["parameters"]
    assert (parameters["draws"], parameters["seed"]) == (300, 9)
    assert parameters["generator"].startswith("PCG64")


def test_the_results_hold_every_what_if(folder: Path) -> None:
    cases = figures(folder)["cases"]
    assert list(cases) == ["base", "conservative", "optimistic", "tornado", "grid", "switching", "simulation"]
    simulation = cases["simulation"]
    assert (simulation["draws"], simulation["seed"], sum(simulation["counts"])) == (300, 9, 300)
    assert simulation["base"] == cases["base"]["npv"]
    assert cases["tornado"][0]["name"] == "value_per_model"
    assert len(cases["grid"]["npv"]) == len(cases["grid"]["rows"]["levels"])
    assert {each["name"] for each in cases["switching"] if each["at_zero"] is None} > {"discount_rate"}


def test_draws_and_seed_are_part_of_what_was_run(folder: Path, tmp_path: Path) -> None:
    """The same draws have the same run, others have another."""
    runs = []
    for seed in (9, 10):
        done = build(SURVEY, case=CASE, output=tmp_path / str(seed), only="xlsx", draws=300, seed=seed)
        runs.append(figures(done.files[0].parent)["case"]["run"])
    assert figures(folder)["case"]["run"] == runs[0] != runs[1]


@pytest.mark.parametrize("options", [["--draws", "99"], ["--draws", "10000001"], ["--seed", "-1"], ["--draws", "many"]])
def test_impossible_draws_are_wrong_usage(options: list[str]) -> None:
    result = CliRunner().invoke(main, ["build", str(SURVEY), *options])
    assert result.exit_code == 2
    assert options[0] in result.stderr


@pytest.mark.parametrize(
    ("draws", "seed", "problem"),
    [
        (99, 1, "draws: 99 is not possible; choose from 100 to 10,000,000."),
        (1_000, -1, "seed: -1 is below zero; choose any whole number from 0 on."),
    ],
)
def test_impossible_draws_are_told_to_programs_too(tmp_path: Path, draws: int, seed: int, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        build(SURVEY, output=tmp_path, draws=draws, seed=seed)
    assert caught.value.problems == (problem,)
    assert list(tmp_path.iterdir()) == []


# The terminal


def told(results: Results) -> str:
    text = as_text(Report(results, (), 1, 1)).replace("\u00a0", " ")
    return text.partition("\nRisk\n")[2].partition("\n\n")[0]


def test_the_terminal_tells_percentiles_losses_and_the_base_case(insurance: Built) -> None:
    lines = told(insurance.results).splitlines()
    assert lines[0].split("  ")[1] == "NPV, median of 10,000 draws"
    assert "(P10 $4.02M to P90 $6.62M)" in lines[0]
    assert lines[1].split()[-1] == "0%"
    assert lines[2].split()[-1] == "83%"
    assert lines[3].startswith("  Warning: the base case promises more than its own ranges do")


def test_the_terminal_says_where_nothing_has_a_range() -> None:
    without = dict.fromkeys(
        ("realisation", "risk_adjustment", "run_cost_rate", "implementation_dip", "contingency"), 0.1
    )
    allocation = an_allocation()
    assert "so the draws do not differ" in told(compute(a_case(allocation, **without), allocation))


# The workbook


def test_the_sheet_holds_the_draws_as_values(insurance: Built) -> None:
    simulation = insurance.results.simulation
    sheet = load_workbook(insurance.path)[SIMULATION_SHEET]
    found = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    assert found["Net present value, P10"] == simulation.p10
    assert found["Draws below the base case"] == simulation.base_rank
    assert (found["Draws"], found["Seed"]) == (10_000, 1)
    assert found["Generator of random numbers"] == simulation.generator
    edges = [row[0].value for row in sheet.iter_rows(max_col=2) if row[0].value in simulation.edges]
    assert edges == list(simulation.edges[:-1])
    assert [row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value in simulation.edges] == list(
        simulation.counts
    )


def test_the_summary_tells_the_risk_and_leads_to_it(insurance: Built) -> None:
    sheet = load_workbook(insurance.path)["Summary"]
    found = {row[0].value: row[0] for row in sheet.iter_rows(max_col=1)}
    assert found["Chance of a loss"].hyperlink.location == BASE.link
    assert any(str(text).startswith("Warning: the base case promises more") for text in found)


def test_the_sheet_says_when_its_values_no_longer_belong_to_the_model(insurance: Built) -> None:
    """A change of an assumption, and back."""
    engine = Engine(insurance.path)
    cell = insurance.layout.cell("discount_rate")
    sentence = (SIMULATION_SHEET, NOW_ROW + 2, LABEL)
    assert engine.value(*sentence) == AS_BUILT
    with engine.changed({(cell.sheet, cell.row, BASE_COLUMN): 0.2}):
        assert engine.value(*sentence) == CHANGED
        assert engine.value(SIMULATION_SHEET, NOW_ROW, FIRST) < engine.value(SIMULATION_SHEET, BASE.row, FIRST)
    assert engine.value(*sentence) == AS_BUILT


def test_another_scenario_is_not_what_the_draws_are_about(tmp_path: Path) -> None:
    built = written(computed(SURVEY, CASE, scenario="conservative"), tmp_path / "model.xlsx")
    sheet = load_workbook(built.path, data_only=True)[SIMULATION_SHEET]
    assert sheet.cell(NOW_ROW + 2, LABEL).value == CHANGED
    assert sheet.cell(BASE.row, FIRST).value == built.results.value("npv", scenario="base")


def test_a_case_without_ranges_keeps_every_rule(tmp_path: Path) -> None:
    """No bar, one column of the histogram, nothing drawn."""
    without = dict.fromkeys(
        ("realisation", "risk_adjustment", "run_cost_rate", "implementation_dip", "contingency"), 0.1
    )
    allocation = an_allocation()
    built = written(compute(a_case(allocation, **without), allocation), tmp_path / "model.xlsx")
    assert audit(built.path) == []
