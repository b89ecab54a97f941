"""`reportgen refresh`: a reviewed workbook becomes both documents again, without the survey it was built from."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from pypdf import PdfReader
from support.edited import Edit, edited
from support.libreoffice import LibreOffice
from support.workbooks import computed, survey_file, text_file

from reportgen.cli import main
from reportgen.errors import InputError
from reportgen.model.results import Results
from reportgen.publishing import Report
from reportgen.refreshing import read_back, refresh
from reportgen.report import build
from reportgen.workbook.kept import kept_in
from reportgen.workbook.moves import moved
from reportgen.workbook.names import input_names
from reportgen.workbook.opening import Package
from reportgen.workbook.recalculation import Engine

DATE = datetime.date(2026, 11, 2)


@pytest.fixture(scope="module")
def insurance(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = root / "inputs" / "insurance"
    return build(folder / "survey.csv", case=folder / "case.yaml", output=tmp_path_factory.mktemp("built"), only="xlsx")


@pytest.fixture
def review(insurance: Report, tmp_path: Path) -> Callable[[Edit], Path]:
    """The insurance model with a change, as finance hands it back."""
    return lambda edit: edited(insurance.files[0], edit, tmp_path / "reviewed.xlsx")


def cell(results: Results, name: str, position: int = 0) -> str:
    """Address of the base value of an input; the other parts stand beside it."""
    from reportgen.workbook.layout import BASE, Cell, lay_out

    block = lay_out(results.graph).blocks[name]
    return Cell(block.sheet, block.row + position, BASE).address.partition("!")[2]


def beside(address: str, column: str) -> str:
    return f"{column}{address[1:]}"


def sets(**contents: object) -> Edit:
    """Puts contents into cells of the Inputs sheet."""

    def edit(workbook: Any) -> None:
        for place, content in contents.items():
            workbook["Inputs"][place].value = content

    return edit


def refreshed(path: Path, **options: Any) -> Report:
    return refresh(path, output=path.parent / "output", date=DATE, **options)


def results_of(path: Path) -> Results:
    """What comes back with the workbook, without building anything."""
    return read_back(path, date=DATE).results


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(InputError) as refused:
        read_back(path)
    return refused.value.problems


def same_figures(one: Results, other: Results) -> None:
    """Every line and input, in every scenario."""
    assert one.values.keys() == other.values.keys()
    for name in one.values:
        np.testing.assert_allclose(one.values[name], other.values[name], rtol=1e-9, atol=1e-9, err_msg=name)


def test_the_figures_are_those_of_a_case_file_that_states_them(
    root: Path, insurance: Report, review: Callable[[Edit], Path], tmp_path: Path
) -> None:
    """A base value, a headcount, an override and ranges: as if they had stood in the case file from the beginning."""
    rate, headcount = cell(insurance.results, "discount_rate"), cell(insurance.results, "role_headcount", 1)
    waiting = cell(insurance.results, "contingency")
    path = review(
        sets(
            **{rate: 0.12, beside(rate, "G"): 0.09, beside(rate, "H"): 0.2, beside(rate, "E"): 0.3},
            **{headcount: 12, beside(headcount, "G"): 8, waiting: "=0.05+0.1"},
        )
    )
    text = (root / "inputs" / "insurance" / "case.yaml").read_text("utf-8")
    case = yaml.safe_load(text)
    case["team"]["ML engineer"]["headcount"] = {"value": 12, "low": 8}
    case["assumptions"]["discount_rate"] = {"value": 0.12, "low": 0.09, "high": 0.2, "conservative": 0.3}
    case["assumptions"]["contingency"]["value"] = 0.15
    stated = text_file(tmp_path / "stated.yaml", yaml.safe_dump(case, allow_unicode=True, sort_keys=False))
    same_figures(results_of(path), computed(root / "inputs" / "insurance" / "survey.csv", stated))


#: Figures that can only be changed beside others.
KEPT = ("component_phasing", "target_share", "table_experiments", "table_auc")


def every_input(results: Results) -> Edit:
    """Another value in the base cell of every input at once; the parts of a whole still make the whole."""

    def edit(workbook: Any) -> None:
        for defined, (name, position) in input_names(results.case).items():
            if name in KEPT or results.graph.inputs[name].unit == "flag":
                continue
            place = workbook.defined_names[defined].attr_text.partition("!")[2]
            was = results.case.assumptions[name][position]
            now = moved(was.value, results.graph.inputs[name])
            if (was.low is None or was.low <= now) and (was.high is None or now <= was.high):
                workbook["Inputs"][place.replace("$", "")].value = now

    return edit


def figures_of(results: Results, engine: Engine) -> int:
    """How many cells of lines the reviewed workbook itself calculates to the figures of the refreshed model."""
    from reportgen.workbook.layout import lay_out

    layout, compared = lay_out(results.graph), 0
    largest = max(float(np.nanmax(np.abs(values), initial=0)) for values in results.values.values())
    for name, line in results.graph.lines.items():
        block = layout.blocks[name]
        for item in range(block.items):
            for year in range(block.years):
                place = block.cell(item, year)
                wanted = results.value(name, item, year)
                found = engine.value(place.sheet, place.row, place.column)
                if wanted is None:
                    assert found == results.graph.absent_words.get(name), line.label
                else:
                    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-12 * largest), (line.label, place)
                compared += 1
    return compared


def titles(results: Results) -> list[str]:
    return [edit.title for change in results.versions[-1].changes for edit in change.edits]


@pytest.mark.parametrize("example", ["insurance", "benchmark-team"])
def test_the_reviewed_workbook_calculates_what_the_refreshed_model_says(
    root: Path, tmp_path: Path, example: str
) -> None:
    """Every input changed at once: another engine, which knows only the formulas, gives every line the same figure."""
    folder = root / "inputs" / example
    built = build(folder / "survey.csv", case=folder / "case.yaml", output=tmp_path, only="xlsx")
    path = edited(built.files[0], every_input(built.results), tmp_path / "reviewed.xlsx")
    found = results_of(path)
    assert sum(len(change.edits) for change in found.versions[0].changes) > 30
    assert figures_of(found, Engine(path)) > 300


def test_a_workbook_that_libreoffice_saved_comes_back_too(
    insurance: Report, review: Callable[[Edit], Path], libreoffice: LibreOffice, tmp_path: Path
) -> None:
    path = review(every_input(insurance.results))
    saved = tmp_path / "saved.xlsx"
    saved.write_bytes(libreoffice.convert(path, "xlsx").read_bytes())
    by_openpyxl, by_libreoffice = results_of(path), results_of(saved)
    same_figures(by_openpyxl, by_libreoffice)
    titles = [
        [edit.title for change in each.versions[0].changes for edit in change.edits]
        for each in (by_openpyxl, by_libreoffice)
    ]
    assert titles[0] == titles[1]


def test_a_new_version_stands_beside_the_reviewed_one(insurance: Report, review: Callable[[Edit], Path]) -> None:
    path = review(sets(**{cell(insurance.results, "discount_rate"): 0.12}))
    found = refreshed(path)
    assert [file.name for file in found.files] == [
        "insurance-v2-model.xlsx", "insurance-v2-business-case.pdf", "insurance-v2-business-case.html", "results.json",
        "record.yaml",
    ]  # fmt: skip
    assert found.results.case.date == DATE
    again = edited(found.files[0], sets(**{cell(insurance.results, "discount_rate"): 0.1}), path)
    third = refresh(again, output=path.parent / "output", date=DATE)
    assert third.files[0].name == "insurance-v3-model.xlsx"
    assert third.results.number("npv") == pytest.approx(insurance.results.number("npv"), rel=1e-12)
    assert [version.number for version in third.results.versions] == [2, 3]


def test_the_survey_is_as_it_was(insurance: Report, review: Callable[[Edit], Path]) -> None:
    """Answers and what follows from them, cell by cell, though the survey file is not there."""
    path = review(sets(**{cell(insurance.results, "discount_rate"): 0.12}))
    before, after = (load_workbook(file)["Survey"] for file in (insurance.files[0], refreshed(path).files[0]))
    assert [[each.value for each in row] for row in after.iter_rows()] == [
        [each.value for each in row] for row in before.iter_rows()
    ]


def test_both_documents_say_what_was_changed_and_what_it_does(
    insurance: Report, review: Callable[[Edit], Path]
) -> None:
    """Alone and together, in every scenario; the interplay is what is left."""
    rate, cost = cell(insurance.results, "discount_rate"), cell(insurance.results, "cost_per_departure")
    found = refreshed(review(sets(**{rate: 0.12, cost: 300_000})))
    alone = [
        results_of(review(sets(**{place: value}))).number("npv") - insurance.results.number("npv")
        for place, value in ((rate, 0.12), (cost, 300_000))
    ]
    (version,) = found.results.versions
    assert [change.effects[0] for change in version.changes if change.effects] == pytest.approx(alone, rel=1e-9)
    together = found.results.number("npv") - insurance.results.number("npv")
    assert version.together[0] == pytest.approx(together, rel=1e-9)
    assert version.interplay[0] == pytest.approx(together - sum(alone), rel=1e-6)
    assert abs(version.interplay[0]) > 1_000
    sheet = load_workbook(found.files[0], data_only=True)["Changes"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=9, values_only=True) if row[0]}
    assert rows["Discount rate"][1:4] == (0.1, 0.12, pytest.approx(alone[0], rel=1e-9))
    assert rows["Cost of one departure"][1:4] == (400_000, 300_000, pytest.approx(alone[1], rel=1e-9))
    assert rows["All changes together"][3] == pytest.approx(together, rel=1e-9)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(found.files[1]).pages).split())
    assert "What the review changed" in text
    assert "Discount rate 10% 12%" in text
    assert "Cost of one departure $400,000 $300,000" in text
    document = json.loads((found.files[0].parent / "results.json").read_text("utf-8"))["versions"]
    assert document[0]["changes"][1]["edits"] == [
        {"label": "Cost of one departure", "part": "value", "unit": "money", "was": 400_000, "is": 300_000}
    ]
    assert document[0]["npv_effect_together"]["base"] == pytest.approx(together, rel=1e-9)


def test_a_figure_without_a_new_source_is_assumed(insurance: Report, review: Callable[[Edit], Path]) -> None:
    """The headcount was measured; the new one is somebody's word. A source that is given stays what it says."""
    headcount, rate = cell(insurance.results, "role_headcount"), cell(insurance.results, "discount_rate")
    path = review(sets(**{headcount: 30, rate: 0.12, beside(rate, "J"): "treasury", beside(rate, "I"): "measured"}))
    found = results_of(path).case.assumptions
    people = found["role_headcount"][0]
    assert (people.kind, people.source) == (
        "assumed", "changed in review; before: Engineering Productivity Multiplier, chapter 4.3.8"
    )  # fmt: skip
    assert (found["discount_rate"][0].kind, found["discount_rate"][0].source) == ("measured", "treasury")


def test_the_scenario_shown_is_taken_over(review: Callable[[Edit], Path]) -> None:
    assert results_of(review(sets(C5="Optimistic"))).scenario == "optimistic"


def test_what_an_activity_is_may_be_changed(insurance: Report, review: Callable[[Edit], Path]) -> None:
    """Meetings become value work: their share counts, and both documents show them as that."""
    meetings = insurance.results.items("value_activity").index("Meetings")
    found = results_of(review(sets(**{cell(insurance.results, "value_activity", meetings): 1})))
    assert found.case.activity_kinds[meetings] == "value"
    expected = insurance.results.number("value_share_after") + insurance.results.number("share_after", meetings)
    assert found.number("value_share_after") == pytest.approx(expected, rel=1e-12)


def test_an_override_may_follow_the_range_again(insurance: Report, review: Callable[[Edit], Path]) -> None:
    """A formula that stands for the end of the range, as it is built, is no figure."""
    rate = cell(insurance.results, "discount_rate")
    first = refreshed(review(sets(**{beside(rate, "E"): 0.3})))
    assert first.results.case.assumptions["discount_rate"][0].conservative == 0.3
    back = edited(first.files[0], sets(**{beside(rate, "E"): f"=$H{rate[1:]}"}), first.files[0].parent / "back.xlsx")
    assert results_of(back).case.assumptions["discount_rate"][0].conservative is None


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("discount_rate", "12 %", "'Discount rate': '12 %' is not a number; type one, or restore what stood there."),
        ("discount_rate", None, "'Discount rate': nothing is not a number; type one, or restore what stood there."),
        ("discount_rate", 12, "'Discount rate': '1200%' is too high; write at most 100 %."),
        ("discount_rate", -0.1, "'Discount rate': '-10%' is too low; write at least 0 %."),
        ("discount_rate", True, "'Discount rate': 'True' is not a number; type one, or restore what stood there."),
        ("discount_rate", "=D10*2", "'Discount rate': =D10*2 reads other cells, which an assumption cannot; type its "
         "figure."),
        ("discount_rate", 0.15, "'Discount rate': 'high' is below 'value'; a range holds its value."),
        ("value_activity", 0.5, "'Is value work (1 = yes): Waiting for data access': 0.5 is neither yes nor no; type 1 "
         "for yes or 0 for no."),
        ("component_phasing", 0.5, "'Share of the investment spent in the year: Feature store, year 0': the shares of "
         "all years add up to 50 %; change them to add up to 100 %."),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_used_is_refused_with_its_cell(
    insurance: Report, review: Callable[[Edit], Path], name: str, content: object, sentence: str
) -> None:
    place = cell(insurance.results, name)
    assert problems(review(sets(**{place: content}))) == (f"reviewed.xlsx, Inputs!{place}, {sentence}",)


def test_wordings_that_cannot_be_used_are_refused(insurance: Report, review: Callable[[Edit], Path]) -> None:
    """All of them together, in the order of the sheet."""
    rate = cell(insurance.results, "discount_rate")
    path = review(sets(**{"C5": "Best", beside(rate, "I"): "sure", beside(rate, "J"): None}))
    assert problems(path) == (
        "reviewed.xlsx, Inputs!C5, 'Scenario': 'Best' is no scenario; choose one of Base, Conservative, Optimistic.",
        f"reviewed.xlsx, Inputs!{beside(rate, 'I')}, 'Discount rate': 'sure' is no kind; choose one of measured, "
        "projected, assumed, benchmark.",
        f"reviewed.xlsx, Inputs!{beside(rate, 'J')}, 'Discount rate': the source is empty; say where the figure comes "
        "from.",
    )


def test_a_formula_typed_over_is_refused_as_its_figure_would_be_lost(
    insurance: Report, review: Callable[[Edit], Path]
) -> None:
    from reportgen.workbook.layout import lay_out

    payroll = lay_out(insurance.results.graph).cell("payroll").address
    sheet, _, place = payroll.partition("!")
    path = review(lambda workbook: setattr(workbook[sheet][place], "value", 9_000_000))
    (problem,) = problems(path)
    assert problem.startswith(f"reviewed.xlsx, {payroll}: 9000000 stands where =SUMPRODUCT(")
    assert problem.endswith(" belongs; restore the formula, and change assumptions on Inputs instead.")


def test_inserted_rows_are_refused_in_a_sentence(review: Callable[[Edit], Path]) -> None:
    """openpyxl moves the cells; whoever reads them by their place would read others."""
    found = problems(review(lambda workbook: workbook["Benefits"].insert_rows(7)))
    assert len(found) < 20
    assert any("formulas are not as they were built, as after inserting or deleting rows" in each for each in found)


def test_changed_answers_are_refused(review: Callable[[Edit], Path]) -> None:
    def edit(workbook: Any) -> None:
        sheet = workbook["Survey"]
        table = sheet.tables["Responses"].ref
        sheet[f"E{int(table.partition(':')[0][1:]) + 1}"].value = 0.99

    (problem,) = problems(review(edit))
    assert problem.startswith("reviewed.xlsx, Survey!E")
    assert "build from the survey with the answers as they should be" in problem


def test_a_name_that_is_gone_is_refused(review: Callable[[Edit], Path]) -> None:
    """It is the address of the figure."""
    (problem,) = problems(review(lambda workbook: workbook.defined_names.pop("discount_rate")))
    assert problem == (
        "reviewed.xlsx, Inputs, 'discount_rate': the name 'discount_rate' does not lead to its cell any more; "
        "restore it."
    )


def test_a_workbook_without_changes_is_not_built_again(insurance: Report) -> None:
    with pytest.raises(InputError, match="no assumption was changed since it was built"):
        refresh(insurance.files[0])


def test_a_workbook_without_a_record_is_refused(review: Callable[[Edit], Path]) -> None:
    path = review(lambda workbook: workbook.custom_doc_props.props.clear())
    assert problems(path) == (
        "reviewed.xlsx cannot be refreshed: it carries no record of how it was built; type the changes into the "
        "workbook as it was built, or build again from the survey.",
    )


def test_the_reviewed_workbook_is_never_overwritten(insurance: Report, tmp_path: Path) -> None:
    path = tmp_path / "insurance" / "insurance-model.xlsx"
    path.parent.mkdir()
    edited(insurance.files[0], sets(**{cell(insurance.results, "discount_rate"): 0.12}), path)
    content = path.read_bytes()
    with pytest.raises(InputError, match="the refreshed workbook would take its place; choose another name"):
        refresh(path, output=tmp_path, name="insurance")
    assert path.read_bytes() == content


def test_what_is_not_carried_over_is_said(insurance: Report, review: Callable[[Edit], Path]) -> None:
    """A sheet and a remark that somebody added; they hurt nothing, and no later version has them."""

    def edit(workbook: Any) -> None:
        workbook.create_sheet("My notes")["A1"] = "call the treasury"
        workbook["Summary"]["M40"] = "really?"
        workbook["Inputs"][cell(insurance.results, "discount_rate")].value = 0.12

    assert read_back(review(edit)).remarks == (
        "the sheet 'My notes' of reviewed.xlsx is not carried over.",
        "what was written or deleted in Summary!M40 is not carried over.",
    )


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_command_prints_what_was_changed(insurance: Report, review: Callable[[Edit], Path], tmp_path: Path) -> None:
    rate = cell(insurance.results, "discount_rate")
    path = review(sets(**{rate: 0.12, beside(rate, "K"): "agreed in March"}))
    result = run("refresh", path, "--output", tmp_path / "output", "--date", "2026-11-02")
    assert result.exit_code == 0, result.stderr
    assert (
        "Changed in reviewed.xlsx, base scenario\n"
        "  Discount rate: 10% → 12%; NPV alone −$278K\n"
        "  Kinds, sources and notes: 1 changed\n"
        "  All together, NPV −$278K\n"
    ) in result.stdout
    assert f"{tmp_path / 'output' / 'insurance-v2' / 'insurance-v2-business-case.pdf'}" in result.stdout
    assert run("verify", tmp_path / "output" / "insurance-v2" / "insurance-v2-model.xlsx").exit_code == 0


def test_the_command_refuses_with_exit_code_1(insurance: Report) -> None:
    result = run("refresh", insurance.files[0])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: insurance-model.xlsx: no assumption was changed")


@pytest.mark.parametrize("listed", [True, False])
def test_a_survey_of_sums_comes_back_as_sums(tmp_path: Path, listed: bool) -> None:
    """Where single answers are not shown, no later version shows them, and figures and intervals are the same."""
    survey = survey_file(tmp_path / "survey.csv", ("Waiting", "Coding", "Meetings"), 12)
    case = text_file(tmp_path / "case.yaml", "survey: {activities: {Coding: value, Waiting: friction}}\n")
    responses = "full" if listed else "aggregate"
    built = build(survey, case=case, output=tmp_path, name="sums", only="xlsx", responses=responses)  # type: ignore[arg-type]
    assert bool(kept_in(Package(built.files[0])).source["responses"]) is listed
    assert kept_in(Package(built.files[0])).source["allocation"]["responses"] == []
    path = edited(built.files[0], sets(**{cell(built.results, "discount_rate"): 0.11}), tmp_path / "reviewed.xlsx")
    found = results_of(path)
    assert len(found.allocation.responses) == (24 if listed else 0)
    for name in ("value_share_change_low", "productivity_gain_high"):
        assert found.number(name) == pytest.approx(built.results.number(name), rel=1e-12)
