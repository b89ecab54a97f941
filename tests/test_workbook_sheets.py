"""The finished workbook of cases of all shapes: its rules, its figures in every reader, its looks."""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook
from support.workbooks import Built, computed, survey_file, text_file, written

from reportgen import workbook
from reportgen.model.lines import LINES
from reportgen.model.results import HEADLINE, Results, compute
from reportgen.model.whatif import SCENARIOS
from reportgen.workbook.audit import audit
from reportgen.workbook.layout import HEADING_ROW
from reportgen.workbook.names import defined_names
from reportgen.workbook.recalculation import Engine, agree, recalculate
from reportgen.workbook.sheets.calculations import TOTALS

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
SHEETS = [
    "Cover", "Summary", "Inputs", "Survey", "Allocation", "Segments", "Benefits", "Costs", "Cash flow", "Cases",
    "Scenarios", "Sensitivity", "Simulation", "Checks", "Lines",
]  # fmt: skip

#: Shown figures of the case study, by the label on the Summary.
CASE_STUDY = {
    "Total investment": 800_000,
    "Annual benefit at full effect": 6_600_000,
    "First-year return on investment": 7.25,
    "First-year payback": 16 / 11,
    "Change of the share of value work": 0.5,
    "Value time, multiple of before": 3,
}


@pytest.fixture(scope="module")
def insurance(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = root / "inputs" / "insurance"
    path = tmp_path_factory.mktemp("insurance") / "insurance-model.xlsx"
    return written(computed(folder / "survey.csv", folder / "case.yaml"), path)


def _long_names() -> list[str]:
    return [
        f"{number}. Длинное название работы, которое описывает её подробно и до конца" if number % 2 else
        f"{number}. A long name of an activity that says more than anybody wants to know"
        for number in range(40)
    ]  # fmt: skip


def _variants(folder: Path) -> Iterator[tuple[str, Results]]:
    """Name and results of cases at the edges."""
    two = ["Waiting for data", "Model development"]
    yield "without a case file", computed(survey_file(folder / "plain.csv", two, 12))
    forty = text_file(folder / "forty.yaml", f'survey: {{activities: {{"{_long_names()[0]}": value}}}}\n')
    yield "forty activities", computed(survey_file(folder / "forty.csv", _long_names(), 12), forty)
    one = text_file(folder / "one.csv", "activity,before,after\nModel development,100%,100%\n")
    yield "one activity", computed(one)
    target = text_file(folder / "target.yaml", "survey: {target: {value_share: 60%}}\nassumptions: {horizon: 10}\n")
    yield "one wave", computed(survey_file(folder / "target.csv", two, 12, ["before"]), target)
    plain_numbers = text_file(folder / "outcomes.yaml", "outcomes: {Defects: {before: 10, after: 5}}\n")
    yield "outcomes without a unit", computed(folder / "plain.csv", plain_numbers)
    losing = text_file(folder / "losing.yaml", "investment: {Platform: {amount: $90M}}\n")
    yield "losing", computed(survey_file(folder / "losing.csv", two, 12), losing)
    huge = text_file(
        folder / "huge.yaml",
        "investment: {Platform: {amount: 1_000_000_000_000}}\n"
        "team: {Everybody: {headcount: 1_000_000, loaded_cost: 2_000_000_000}}\n",
    )
    yield "huge", computed(survey_file(folder / "huge.csv", two, 12), huge)
    after = survey_file(folder / "after.csv", two, 30, ["after"])
    yield "independent waves", computed(survey_file(folder / "before.csv", two, 40, ["before"]), after=after)
    yield (
        "horizon of a year",
        computed(folder / "plain.csv", text_file(folder / "y.yaml", "assumptions: {horizon: 1}\n")),
    )
    same = ((7.1, 92.9), (13.3, 86.7), (31.7, 68.3))
    answers = [f"p{person},before,{first},{second}" for person, (first, second) in enumerate(same)]
    answers += [f"p{person},after,{first},{second}" for person, (first, second) in enumerate(reversed(same))]
    unchanged = text_file(folder / "same.csv", "\n".join(["respondent,wave,Waiting,Model development", *answers]))
    many = text_file(folder / "many.yaml", "team: {Everybody: {headcount: 1_000_000}}\n")
    yield "means that cancel out", computed(unchanged, many)
    yield "few answers", computed(survey_file(folder / "single.csv", two, 1, ["before"]))


def test_the_sheets_stand_in_reading_order(insurance: Built) -> None:
    assert load_workbook(insurance.path).sheetnames == SHEETS


def test_the_case_study_keeps_every_rule(insurance: Built) -> None:
    assert audit(insurance.path) == []
    assert 500 < recalculate(insurance.path).formulas <= 15_000


def test_cases_at_the_edges_keep_every_rule_and_are_proved(tmp_path: Path) -> None:
    for number, (name, results) in enumerate(_variants(tmp_path)):
        for responses in ("full", "aggregate"):
            path = tmp_path / f"{number}-{responses}.xlsx"
            built = written(results, path, responses)  # type: ignore[arg-type]
            assert audit(path) == [], name
            assert workbook.prove(path, results, built.layout).formulas > 300, name


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_workbook_opens_in_the_scenario_of_the_build(root: Path, tmp_path: Path, scenario: str) -> None:
    folder = root / "inputs" / "insurance"
    built = written(computed(folder / "survey.csv", folder / "case.yaml", scenario=scenario), tmp_path / "model.xlsx")
    assert recalculate(built.path).differences == ()
    values = load_workbook(built.path, data_only=True)
    assert values["Inputs"]["C5"].value == scenario.capitalize()
    npv = built.layout.cell("npv")
    assert values[npv.sheet].cell(npv.row, npv.column).value == built.results.value("npv", scenario=scenario)


def test_all_readers_show_the_case_study_without_calculating(insurance: Built) -> None:
    def figures(rows: list[list[object]]) -> dict[object, object]:
        return {row[0]: row[1] for row in rows}

    openpyxl = figures([list(row) for row in load_workbook(insurance.path, data_only=True)["Summary"].values])
    calamine = figures(CalamineWorkbook.from_path(insurance.path).get_sheet_by_name("Summary").to_python())
    frame = pd.read_excel(insurance.path, sheet_name="Summary", header=None, engine="openpyxl")
    for read in (openpyxl, calamine, figures(frame.to_numpy().tolist())):
        assert {label: read[label] for label in CASE_STUDY} == pytest.approx(CASE_STUDY, rel=1e-9)


def test_libreoffice_calculates_every_formula_the_same(
    insurance: Built, recalculated: Callable[[Path], Workbook]
) -> None:
    stored, formulas = load_workbook(insurance.path, data_only=True), load_workbook(insurance.path)
    anew = recalculated(insurance.path)
    compared = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    here = stored[sheet.title][cell.coordinate].value
                    there = anew[sheet.title][cell.coordinate].value
                    compared += 1
                    assert agree(_plain(here), _plain(there)), f"{sheet.title}!{cell.coordinate} {cell.value}"
    assert compared == recalculate(insurance.path).formulas


def _plain(value: object) -> float | str | bool | None:
    """Numbers as the engine has them; other programs store whole ones as integers."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value  # type: ignore[return-value]


def test_the_same_case_gives_the_same_bytes(insurance: Built, tmp_path: Path) -> None:
    assert written(insurance.results, tmp_path / "again.xlsx").path.read_bytes() == insurance.path.read_bytes()


def test_every_sheet_shows_the_master_check(insurance: Built) -> None:
    values = load_workbook(insurance.path, data_only=True)
    assert {sheet["B3"].value for sheet in values.worksheets} == {"pass"}
    formulas = load_workbook(insurance.path)
    assert {sheet["B3"].value for sheet in formulas.worksheets if sheet.title != "Checks"} == {"=Checks!B3"}


def test_a_failing_check_shows_on_every_sheet(root: Path, tmp_path: Path) -> None:
    """Phasing that leaves a tenth unspent cannot come from a case file; somebody may type it into the workbook."""
    results = computed(root / "inputs" / "insurance" / "survey.csv")
    spent = results.case.assumptions["component_phasing"]
    less = (dataclasses.replace(spent[0], value=0.9), *spent[1:])
    case = dataclasses.replace(results.case, assumptions={**results.case.assumptions, "component_phasing": less})
    built = written(compute(case, results.allocation), tmp_path / "failing.xlsx")
    values = load_workbook(built.path, data_only=True)
    assert {sheet["B3"].value for sheet in values.worksheets} == {"FAIL"}
    assert recalculate(built.path).differences == ()


def test_texts_of_users_stay_texts(tmp_path: Path) -> None:
    activities = ["=1+1", "@SUM", "-x", "Wave", "wave (2)", "Models & co"]
    survey = survey_file(tmp_path / "formula.csv", activities, 12)
    case = text_file(
        tmp_path / "case.yaml",
        'company: {name: "<script>", challenge: none, currency: CHF}\ninvestment: {"=HYPERLINK(1)": {amount: 100K}}\n'
        'survey: {activities: {"=1+1": value, "@SUM": friction, "-x": friction}}\n',
    )
    built = written(computed(survey, case), tmp_path / "model.xlsx")
    assert audit(built.path) == []
    assert recalculate(built.path).differences == ()
    book = load_workbook(built.path)
    first = built.layout.cell("share_before").row
    labels = [book["Allocation"].cell(first + place, 1) for place in range(len(activities))]
    assert [(cell.value, cell.data_type) for cell in labels] == [(text, "s") for text in activities]
    assert labels[0].quotePrefix
    assert "<script>" in str(book["Cover"]["A1"].value)
    columns = [column.name for column in book["Survey"].tables["Responses"].tableColumns]
    assert len({column.casefold() for column in columns}) == len(columns)
    assert columns[4:7] == activities[:3]


def _survey_texts(path: Path) -> set[object]:
    return {value for row in load_workbook(path)["Survey"].values for value in row if isinstance(value, str)}


def test_roles_are_shown_only_where_nobody_can_be_told_apart(tmp_path: Path) -> None:
    two = ["Waiting for data", "Model development"]
    many = written(
        computed(survey_file(tmp_path / "m.csv", two, 10, roles=["Analyst", "Engineer"])), tmp_path / "m.xlsx"
    )
    assert {"Role", "Analyst", "Engineer"} <= _survey_texts(many.path)
    few = written(computed(survey_file(tmp_path / "f.csv", two, 9, roles=["Analyst", "Engineer"])), tmp_path / "f.xlsx")
    assert not {"Role", "Analyst"} & _survey_texts(few.path)


def test_an_aggregate_workbook_holds_no_response(insurance: Built, tmp_path: Path) -> None:
    built = written(insurance.results, tmp_path / "aggregate.xlsx", "aggregate")
    assert "R001" in _survey_texts(insurance.path)
    assert "R001" not in _survey_texts(built.path)
    assert load_workbook(built.path)["Survey"].tables == {}


def test_the_means_are_formulas_over_the_responses(insurance: Built) -> None:
    """35 people in both waves: the mean of the first activity is 20 % before and 3 % after, by the chapter."""
    sheet, values = load_workbook(insurance.path)["Survey"], load_workbook(insurance.path, data_only=True)["Survey"]
    rows = {sheet.cell(row, 1).value: row for row in range(6, 60)}
    mean, first = rows["Mean share of time, wave 'before'"], rows["R001"]
    assert sheet.cell(mean, 5).value == (
        f"=SUMPRODUCT($D${first}:$D${first + 34},E${first}:E${first + 34})/E${mean - 1}"
    )
    assert values.cell(mean, 5).value == pytest.approx(0.20, rel=1e-12)
    assert values.cell(rows["Mean share of time, wave 'after'"], 5).value == pytest.approx(0.03, rel=1e-12)


def test_figures_and_answers_stand_below_each_other_without_a_gap(tmp_path: Path) -> None:
    """Role and remark follow the last share; the only columns without figures on top are the narrow two of rows."""
    survey = survey_file(tmp_path / "s.csv", ["Waiting for data", "Model development"], 10, roles=["A", "B"])
    sheet = load_workbook(written(computed(survey), tmp_path / "s.xlsx").path)["Survey"]
    headings = [cell.value for cell in sheet[sheet.tables["Responses"].ref][0]]
    assert headings == [
        "Person",
        "Wave",
        "Counted",
        "Weight",
        "Waiting for data",
        "Model development",
        "Role",
        "Remark",
    ]
    assert [cell.value for cell in sheet[HEADING_ROW]][2:] == headings[2:]
    assert sheet.column_dimensions["C"].width + sheet.column_dimensions["D"].width <= 20


def test_people_in_both_waves_have_their_change_below(insurance: Built) -> None:
    path = insurance.path
    sheet, values = load_workbook(path)["Survey"], load_workbook(path, data_only=True)["Survey"]
    labels = [cell.value for cell in sheet["A"]]
    before, after, change = (row for row, label in enumerate(labels, start=1) if label == "R001")
    assert sheet.cell(change, 5).value == f"=E{after}-E{before}"
    assert values.cell(change, 5).value == pytest.approx(values.cell(after, 5).value - values.cell(before, 5).value)
    deviation = labels.index("Standard deviation, change of people in both") + 1
    assert f"E${change}:E${change + 34}" in sheet.cell(deviation, 5).value


def test_people_are_counted_in_whole_numbers(insurance: Built) -> None:
    """Every figure in people of a team of whole heads is shown without decimals, on every sheet."""
    engine, found = Engine(insurance.path), set()
    for sheet in load_workbook(insurance.path):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.style.endswith(" people") and cell.value is not None:
                found.add(engine.shown(sheet.title, cell.row, cell.column))
    assert {"35", "25", "10"} <= found
    assert all(shown.isdigit() for shown in found)


def test_an_alert_is_shown_in_its_own_unit(insurance: Built) -> None:
    """Money as money with brackets below zero, shares as shares."""
    sheet = load_workbook(insurance.path)["Checks"]
    cell = insurance.layout.cell("alert_amount")
    names = [name for name, _ in insurance.results.graph.sources["alert_amount"]]
    shown = {name: sheet.cell(cell.row + item, cell.column) for item, name in enumerate(names)}
    assert shown["alert_negative_npv"].number_format == '"$"#,##0_);("$"#,##0);"–"_)'
    assert sheet.cell(shown["alert_negative_npv"].row, 2).value == "USD"
    assert sheet.cell(shown["alert_value_share_falls"].row, 2).value == "% points"


def test_names_lead_to_base_cells_and_headline(insurance: Built) -> None:
    book = load_workbook(insurance.path)
    assert {"discount_rate", "role_headcount.data_scientist", "adoption.year_1", "npv"} <= set(book.defined_names)
    for name, value in (("discount_rate", 0.10), ("role_headcount.ml_engineer", 10), ("adoption.year_2", 0.9)):
        ((sheet, cell),) = book.defined_names[name].destinations
        assert book[sheet][cell].value == value, name
    inputs = sum(len(figures) for figures in insurance.results.case.assumptions.values())
    assert len(book.defined_names) == inputs + len(HEADLINE)


def test_names_of_like_items_are_told_apart(tmp_path: Path) -> None:
    case = text_file(
        tmp_path / "c.yaml", "team: {ML-Ops: {headcount: 3}, ml ops: {headcount: 4}, '!': {headcount: 5}}\n"
    )
    results = computed(survey_file(tmp_path / "s.csv", ["Waiting for data", "Model development"], 12), case)
    names = list(defined_names(results, written(results, tmp_path / "model.xlsx").layout))
    assert [name for name in names if name.startswith("role_headcount")] == [
        "role_headcount.ml_ops", "role_headcount.ml_ops_2", "role_headcount.item"
    ]  # fmt: skip


def test_a_range_moves_the_scenarios_and_an_override_stands_alone(insurance: Built) -> None:
    """The discount rate has a range, adoption in year 1 an own conservative value, headcount neither."""
    sheet = load_workbook(insurance.path)["Inputs"]
    rows = {str(row[0].value): row for row in sheet.iter_rows(min_row=9)}
    scenarios = {label: [cell.value for cell in row[4:6]] for label, row in rows.items()}
    rate, headcount = rows["Discount rate"][0].row, rows["Headcount: ML engineer"][0].row
    year = rows["Share of the full effect reached in the year: year 1"][0].row
    assert scenarios["Discount rate"] == [f"=$H{rate}", f"=$G{rate}"]
    assert scenarios["Headcount: ML engineer"] == [f"=$D{headcount}", f"=$D{headcount}"]
    assert scenarios["Share of the full effect reached in the year: year 1"] == [0.25, f"=$H{year}"]


def test_measures_keep_their_own_units(insurance: Built) -> None:
    values = load_workbook(insurance.path, data_only=True)["Benefits"]
    cell = insurance.layout.cell("outcome_before")
    shown = [
        (values.cell(cell.row + item, 2).value, values.cell(cell.row + item, 3).number_format) for item in range(5)
    ]
    assert shown[1] == ("months", "[>=0.01]#,##0.00_);[<=-0.01](#,##0.00);General")
    assert shown[3] == ("%", "#,##0.0%_);(#,##0.0%)")


def test_links_lead_to_filled_cells(insurance: Built) -> None:
    book = load_workbook(insurance.path)
    links = [cell.hyperlink.location for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) > 100
    for link in links:
        sheet, _, cell = link.rpartition("!")
        assert book[sheet.strip("'")][cell].value is not None, link


def test_charts_are_announced_by_name_and_content(insurance: Built) -> None:
    """By screen readers; figures are left out, as they change with the inputs."""
    spoken: dict[str, str] = {}
    with zipfile.ZipFile(insurance.path) as archive:
        for part in archive.namelist():
            if part.startswith("xl/drawings/drawing"):
                frames = ElementTree.fromstring(archive.read(part)).iter(f"{DRAWING}cNvPr")
                spoken.update({frame.attrib["name"]: frame.attrib["descr"] for frame in frames})
    assert len(spoken) == 7
    assert spoken["Net benefit by year and in total"] == (
        "Bars and lines: Net benefit of the year, Cumulative net benefit, from Year 0 to Year 3. "
        "The figures are in 'Cash flow'!E7:H7, 'Cash flow'!E8:H8."
    )
    assert spoken["From benefits to net present value"].startswith("Bars: Above zero, Below zero, from Productivity")


def test_charts_read_live_cells_and_store_what_they_show(insurance: Built) -> None:
    charts = load_workbook(insurance.path)["Summary"]._charts  # type: ignore[attr-defined]
    assert len(charts) == 3
    values = load_workbook(insurance.path, data_only=True)
    for chart in charts:
        for series in (series for part in chart._charts for series in part.series):
            sheet, _, cells = series.val.numRef.f.rpartition("!")
            read = [cell.value or 0 for row in values[sheet.strip("'")][cells.replace("$", "")] for cell in row]
            assert [point.v for point in series.val.numRef.numCache.pt] == pytest.approx(read)
            assert len(series.cat.strRef.strCache.pt) == len(read)


def test_every_line_is_in_the_glossary(insurance: Built) -> None:
    names = {row[1] for row in load_workbook(insurance.path)["Lines"].iter_rows(min_row=6, values_only=True)}
    assert insurance.results.graph.lines.keys() <= names


def test_the_glossary_says_each_formula_in_words_beside_it(insurance: Built) -> None:
    sheet = load_workbook(insurance.path)["Lines"]
    said = {row[1]: row[5:7] for row in sheet.iter_rows(min_row=6, values_only=True)}
    assert said["npv"][1] == "Present value of benefits − Present value of costs"
    assert all(formula.startswith("=") and words for name, (formula, words) in said.items() if name)


def test_lines_that_stand_out_exist() -> None:
    assert {line.name for line in LINES} >= TOTALS
