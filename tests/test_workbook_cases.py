"""Cases, Scenarios and Sensitivity: every what-if is a live row, and all of them follow the sheet of inputs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support.agreement import formulas_that_agree
from support.business_cases import ONE_WAVE, SPREAD, benchmark_team, forty_activities, insurance, told
from support.small_case import EVERY_BENEFIT, EVERY_LEVER, MATURITY_AND_MULTIPLIER, a_case, an_allocation
from support.workbooks import Built, written

from reportgen import workbook
from reportgen.case.case import Assumption
from reportgen.model.results import HEADLINE, Results, compute
from reportgen.model.whatif import SCENARIOS
from reportgen.workbook.audit import audit
from reportgen.workbook.case_layout import NPV, CaseLayout, lay_out_cases
from reportgen.workbook.case_proof import COLUMNS
from reportgen.workbook.layout import BASE, CASES_SHEET, CONSERVATIVE, HEADING_ROW, HIGH, INPUTS_SHEET, LOW, OPTIMISTIC
from reportgen.workbook.recalculation import Engine, recalculate
from reportgen.workbook.sheets.checks import CASES_AGREE, CHECKS_SHEET, MASTER
from reportgen.workbook.sheets.inputs import SELECTOR
from reportgen.workbook.sheets.sensitivity import FIRST_ROW
from reportgen.workbook.sheets.switching import TITLE as SWITCHING
from reportgen.workbook.sheets.tornado import BAR_HIGH, BAR_LOW, LABEL, PLACE

Figure = int | float


@pytest.fixture(scope="module")
def case_study(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return written(insurance(), tmp_path_factory.mktemp("cases") / "model.xlsx")


def figure(value: float, *ends: float | None, **scenarios: float) -> Assumption:
    low, high = ends or (None, None)
    return Assumption(value, "assumed", "stated in the test", low, high, **scenarios)


def with_grid(pair: tuple[str, str], allocation: Any, **changes: Any) -> Results:
    return compute(dataclasses.replace(a_case(allocation, **changes), grid=pair), allocation)


ONE, TWO = an_allocation(**ONE_WAVE), an_allocation(**SPREAD)
TARGET = (figure(0.3, 0.2, 0.4), figure(0.6, 0.5, 0.7), figure(0.1))
PHASING = (figure(0.7, 0.6, 0.8), figure(0.3, 0.1, 0.4), figure(0.0), figure(0.0))
TEAM = figure(10, 8, 14, conservative=7, optimistic=30)

#: What makes a row unlike the others, each in a case of its own.
SORTS: Mapping[str, Callable[[], Results]] = {
    "shares of a target that are scaled": lambda: with_grid(("target_share", "realisation"), ONE, target_share=TARGET),
    "phasing that is scaled": lambda: told(TWO, component_phasing=PHASING),
    "two assumptions without a range": lambda: with_grid(
        ("custom_unit_value", "implementation_dip_months"), TWO, benefits=EVERY_BENEFIT
    ),
    "one that moves nothing": lambda: with_grid(("target_value_share", "hours_per_year"), ONE),
    "a team that nearly all answered": lambda: told(TWO, finite_population=True, role_headcount=TEAM),
    "a target after one wave": lambda: told(ONE, finite_population=True, target_value_share=figure(0.6, 0.5, 0.7)),
    "a confidence with a range": lambda: told(TWO, confidence=figure(0.95, 0.9, 0.99)),
    "ranges with one end": lambda: told(TWO, realisation=figure(0.4, None, 0.6), discount_rate=figure(0.1, 0.05, None)),
    "every lever": lambda: told(
        ONE, benefits=(*EVERY_BENEFIT, *EVERY_LEVER), features=MATURITY_AND_MULTIPLIER,
        table_auc=(figure(0.85, 0.84, 0.86), 0.88, 0.9),
    ),
    "a year": lambda: told(TWO, horizon=1),
    "ten years": lambda: told(ONE, horizon=10),
    "no range at all": lambda: told(an_allocation(), **dict.fromkeys(
        ("realisation", "risk_adjustment", "run_cost_rate", "implementation_dip", "contingency"), 0.1
    )),
}  # fmt: skip


# What the rows hold


def values_of(path: Path, sheet: str) -> list[list[Any]]:
    return [list(row) for row in load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)]


def npv_of_cases(path: Path, cases: CaseLayout, part: Any) -> list[float]:
    rows, block = values_of(path, CASES_SHEET), cases.blocks[part]
    return [rows[row - 1][NPV - 1] for row in range(block.first_row, block.last_row + 1)]


def test_every_what_if_of_the_model_is_a_row(case_study: Built) -> None:
    """The rows are worked out from the statements of the case, tornado and grid by the model's own way."""
    results, cases = case_study.results, lay_out_cases(case_study.results, case_study.layout)
    scenarios = npv_of_cases(case_study.path, cases, "scenarios")
    assert scenarios == [results.value("npv", scenario=scenario) for scenario in SCENARIOS]
    ends = npv_of_cases(case_study.path, cases, "ranges") + npv_of_cases(case_study.path, cases, "survey")
    bars = {bar.label: (bar.at_low, bar.at_high) for bar in results.tornado}
    labels = [ranged.label for ranged in results.asked.ranges] + ["Change of the share of value work"]
    assert dict(zip(labels, zip(ends[::2], ends[1::2], strict=True), strict=True)) == {
        label: pytest.approx(pair) for label, pair in bars.items()
    }
    grid = npv_of_cases(case_study.path, cases, "grid")
    assert grid == pytest.approx([npv for row in results.grid.npv for npv in row])


def test_every_figure_of_a_row_is_a_formula_and_all_rows_of_a_part_have_the_same(case_study: Built) -> None:
    """The audit compares the rows; here that no part has columns that are values."""
    sheet, cases = load_workbook(case_study.path)[CASES_SHEET], lay_out_cases(case_study.results, case_study.layout)
    for block in cases.blocks.values():
        for column in cases.columns(block):
            cells = [sheet.cell(row, column.number) for row in range(block.first_row, block.last_row + 1)]
            assert {cell.data_type for cell in cells} == {"f"}, column
    assert audit(case_study.path) == []


def test_the_insurance_workbook_stays_small(case_study: Built) -> None:
    assert 8_000 < recalculate(case_study.path).formulas <= 15_000


@pytest.mark.parametrize("sort", SORTS)
def test_rows_of_every_sort_are_proved_and_keep_the_rules(sort: str, tmp_path: Path) -> None:
    results = SORTS[sort]()
    built = written(results, tmp_path / "model.xlsx", "aggregate")
    assert audit(built.path) == []
    assert workbook.prove(built.path, results, built.layout).formulas > 1_500


@pytest.mark.parametrize("results", [benchmark_team, forty_activities])
def test_libreoffice_agrees_on_every_row(
    results: Callable[[], Results], tmp_path: Path, recalculated: Callable[[Path], Workbook]
) -> None:
    """Beside the random cases, which have every kind of survey and horizon; see `test_three_engines`."""
    assert formulas_that_agree(written(results(), tmp_path / "model.xlsx", "aggregate").path, recalculated) > 1_500


# What follows the inputs


def tornado(engine: Engine, bars: int) -> list[tuple[str, Figure, Figure]]:
    """The table on Sensitivity, the largest first: label and net present value at both ends."""
    rows = range(FIRST_ROW + 2, FIRST_ROW + 2 + bars)
    return [tuple(engine.value("Sensitivity", row, column) for column in (LABEL, PLACE + 1, PLACE + 2)) for row in rows]  # type: ignore[misc]


def grid(engine: Engine, path: Path, results: Results) -> list[list[Figure]]:
    """The cells on Sensitivity, found by the heading of their part."""
    labels = [row[0] for row in values_of(path, "Sensitivity")]
    first = next(row for row, label in enumerate(labels, 1) if str(label).startswith("Net present value by two")) + 3
    levels = range(len(results.grid.columns.levels))
    return [
        [engine.value("Sensitivity", row, 3 + column) for column in levels]  # type: ignore[misc]
        for row in range(first, first + len(results.grid.rows.levels))
    ]


def headline(engine: Engine, results: Results) -> dict[str, list[Any]]:
    names = [name for name in HEADLINE if results.has(name)]
    return {
        name: [engine.value("Scenarios", HEADING_ROW + 1 + row, 3 + at) for at in range(len(SCENARIOS))]
        for row, name in enumerate(names)
    }


def as_the_model_says(engine: Engine, path: Path, expected: Results) -> None:
    """Tornado, grid and scenarios of the workbook are those of a case that was stated so from the start."""
    found = tornado(engine, len(expected.tornado))
    bars = sorted(expected.tornado, key=lambda bar: -round(bar.swing))
    assert {label: (low, high) for label, low, high in found} == {
        bar.label: (pytest.approx(bar.at_low), pytest.approx(bar.at_high)) for bar in bars
    }
    assert [abs(high - low) for _, low, high in found] == pytest.approx([bar.swing for bar in bars], abs=1)
    for row, wanted in zip(grid(engine, path, expected), expected.grid.npv, strict=True):
        assert row == pytest.approx(wanted)
    for name, figures in headline(engine, expected).items():
        for scenario, value in zip(SCENARIOS, figures, strict=True):
            wanted_value = expected.value(name, scenario=scenario)
            if wanted_value is None:
                assert value == expected.graph.absent_words[name], (name, scenario)
            else:
                assert value == pytest.approx(wanted_value, rel=1e-9, abs=1e-9), (name, scenario)


@pytest.mark.parametrize(
    ("name", "positions", "field", "value"),
    [
        ("role_headcount", (0,), "value", 60.0),
        ("loaded_cost", (0, 1), "high", 400_000.0),
        ("discount_rate", (0,), "value", 0.15),
        ("adoption", (1,), "value", 0.6),
        ("contingency", (0,), "low", 0.01),
        ("value_per_model", (0,), "high", 900_000.0),
        ("value_per_model", (0,), "low", 10_000.0),
        ("component_amount", (2,), "value", 950_000.0),
        ("run_cost_rate", (0, 1, 2, 3, 4), "value", 0.22),
        ("adoption", (1,), "conservative", 0.1),
        ("overlap", (0,), "value", 0.3),
        ("time_benefit", (0,), "value", 0.0),
    ],
)
def test_an_input_moves_tornado_grid_and_scenarios(
    case_study: Built, name: str, positions: tuple[int, ...], field: str, value: float
) -> None:
    """Each input where the model reads it; figures of one statement are changed together, as they stay one."""
    results = case_study.results
    case = dataclasses.replace(results.case, grid=(results.grid.rows.name, results.grid.columns.name))
    figures = list(case.assumptions[name])
    for position in positions:
        figures[position] = dataclasses.replace(figures[position], **{field: value})
    changed = dataclasses.replace(case, assumptions={**case.assumptions, name: tuple(figures)})
    expected = compute(changed, results.allocation)
    assert (expected.tornado, expected.values["npv"].tolist()) != (results.tornado, results.values["npv"].tolist())
    engine, row = Engine(case_study.path), case_study.layout.blocks[name].row
    with engine.changed({(INPUTS_SHEET, row + position, COLUMNS[field]): value for position in positions}):
        as_the_model_says(engine, case_study.path, expected)
    as_the_model_says(engine, case_study.path, results)


def test_the_largest_bar_comes_first_whatever_the_inputs_are(case_study: Built) -> None:
    engine, layout = Engine(case_study.path), case_study.layout
    bars = len(case_study.results.tornado)
    assert tornado(engine, bars)[0][0] == "Value of one additional model a year"
    rate = layout.blocks["discount_rate"].row
    with engine.changed({(INPUTS_SHEET, rate, HIGH): 1.0, (INPUTS_SHEET, rate, LOW): 0.0}):
        assert tornado(engine, bars)[0][0] == "Discount rate"
        swings = [abs(high - low) for _, low, high in tornado(engine, bars)]
        assert swings == sorted(swings, reverse=True)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_scenario_shown_moves_no_what_if(case_study: Built, scenario: str) -> None:
    """They are about the base case, whatever the other sheets show."""
    engine = Engine(case_study.path)
    with engine.changed({(SELECTOR.sheet, SELECTOR.row, SELECTOR.column): scenario.capitalize()}):
        as_the_model_says(engine, case_study.path, case_study.results)
        assert engine.value(*MASTER) == "pass"


def test_a_survey_of_one_wave_moves_its_own_rows(tmp_path: Path) -> None:
    """Its shares move along their covariances, so that value work is at either end of its interval."""
    results = told(ONE)
    built = written(results, tmp_path / "model.xlsx")
    cases = lay_out_cases(results, built.layout)
    assert cases.survey_source == "surveyed_share_before"
    bar = next(bar for bar in results.tornado if bar.name == "value_share_before")
    assert npv_of_cases(built.path, cases, "survey") == pytest.approx([bar.at_low, bar.at_high])
    assert bar.swing > 0
    assert lay_out_cases(told(TWO), workbook_layout(TWO)).survey_source == "value_share_change"


def workbook_layout(allocation: Any) -> Any:
    from reportgen.workbook.layout import lay_out

    return lay_out(told(allocation).graph)


# Inputs, checks and values that stay values


def test_what_sorts_or_converts_is_the_same_in_every_scenario(case_study: Built) -> None:
    """Nobody can type another flag or conversion for one scenario; an end that nobody stated follows the base value."""
    sheet, layout = load_workbook(case_study.path)[INPUTS_SHEET], case_study.layout
    flag, year = layout.blocks["value_activity"].row, layout.blocks["adoption"].row + 2
    for column in (CONSERVATIVE, OPTIMISTIC):
        assert (sheet.cell(flag, column).value, sheet.cell(flag, column).protection.locked) == (f"=$D{flag}", True)
    (attribution,) = case_study.results.case.assumptions["delivery_attribution"]
    row = layout.blocks["delivery_attribution"].row
    assert (attribution.low, attribution.high) == (0.5, None)
    assert (sheet.cell(row, HIGH).value, sheet.cell(row, HIGH).protection.locked) == (f"=$D{row}", False)
    assert sheet.cell(year, BASE).protection.locked is False


def test_a_row_that_leaves_the_sheets_fails_the_check(case_study: Built, tmp_path: Path) -> None:
    """The rate of the base case is a dead figure on Cases; once the rate changes, every sheet says FAIL."""
    cases = lay_out_cases(case_study.results, case_study.layout)
    book = load_workbook(case_study.path)
    cell = cases.cell("discount_rate", cases.base_row)
    book[CASES_SHEET].cell(cell.row, cell.column).value = "=0.1"  # type: ignore[assignment]
    book.save(tmp_path / "dead.xlsx")
    engine, rate = Engine(tmp_path / "dead.xlsx"), case_study.layout.cell("discount_rate")
    labels = [row[0].value for row in book[CHECKS_SHEET].iter_rows(max_col=1)]
    fails = labels.index(CASES_AGREE) + 2
    assert (engine.value(*MASTER), engine.value(CHECKS_SHEET, fails, 3)) == ("pass", 0)
    with engine.changed({(rate.sheet, rate.row, BASE): 0.2}):
        assert (engine.value(*MASTER), engine.value(CHECKS_SHEET, fails, 3)) == ("FAIL", 1)


def test_switching_values_are_values_and_marked(case_study: Built) -> None:
    rows = values_of(case_study.path, "Sensitivity")
    first = next(at for at, row in enumerate(rows) if row[0] == SWITCHING) + 3
    assert "values" in SWITCHING
    turning = {row[0]: row[2] for row in rows[first:] if row[0]}
    for switching in case_study.results.switching:
        expected = "not reached" if switching.at_zero is None else pytest.approx(switching.at_zero)
        assert turning[case_study.results.declared(switching.name).label] == expected
    sheet = load_workbook(case_study.path)["Sensitivity"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows(min_row=first + 1, max_col=3) for cell in row)


def test_charts_of_the_views_read_live_cells(case_study: Built) -> None:
    book, values = load_workbook(case_study.path), load_workbook(case_study.path, data_only=True)
    charts = [*book["Scenarios"]._charts, *book["Sensitivity"]._charts]  # type: ignore[attr-defined]
    assert len(charts) == 3
    for chart in charts:
        for series in chart.series:
            sheet, _, cells = series.val.numRef.f.rpartition("!")
            read = [cell.value for row in values[sheet.strip("'")][cells.replace("$", "")] for cell in row]
            formulas = [cell.data_type for row in book[sheet.strip("'")][cells.replace("$", "")] for cell in row]
            assert set(formulas) == {"f"}
            assert [point.v for point in series.val.numRef.numCache.pt] == pytest.approx(read)


def test_the_ends_of_a_bar_are_those_on_inputs(case_study: Built) -> None:
    rows = values_of(case_study.path, "Sensitivity")
    bars = {bar.label: bar for bar in case_study.results.tornado}
    first = next(at for at, row in enumerate(rows) if row[0] == "The same in the order of the inputs") + 2
    shown = {row[0]: row for row in rows[first : first + len(bars)]}
    assert shown.keys() == bars.keys()
    for label, row in shown.items():
        bar = bars[label]
        if len(set(bar.low)) == 1:
            assert (row[1], row[2]) == pytest.approx((bar.low[0], bar.high[0])), label
        assert (row[BAR_LOW - 1], row[BAR_HIGH - 1]) == pytest.approx((bar.at_low, bar.at_high)), label
