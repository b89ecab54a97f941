"""A whole build: what it writes, what it leaves alone, and what strange but usable input comes out as."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml
from support.builds import INSURANCE, Built, built, built_from_text

import reportgen
from reportgen.errors import DisagreementError, OutputError
from reportgen.report import build

TWO_WAVES = (
    "respondent,wave,=1+1,Model development\n"
    "a,before,70,30\nb,before,60,40\nc,before,50,50\n"
    "a,after,40,60\nb,after,45,55\nc,after,35,65\n"
)


@pytest.fixture(scope="module")
def insurance(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("insurance"), INSURANCE / "survey.csv", INSURANCE / "case.yaml")


def test_the_same_inputs_give_the_same_bytes(insurance: Built, tmp_path: Path) -> None:
    again = built(tmp_path / "again", INSURANCE / "survey.csv", INSURANCE / "case.yaml")

    for first, second in zip(insurance.report.files, again.report.files, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_the_record_says_what_was_run_on_what(insurance: Built) -> None:
    record = yaml.safe_load(insurance.record.read_text("utf-8"))

    survey = hashlib.sha256((INSURANCE / "survey.csv").read_bytes()).hexdigest()
    assert record["data"][0] == {"file": "survey.csv", "sha256": survey, "rows": 70}
    assert record["data"][1]["sha256"] == hashlib.sha256((INSURANCE / "case.yaml").read_bytes()).hexdigest()
    assert record["outputs"][insurance.workbook.name] == hashlib.sha256(insurance.workbook.read_bytes()).hexdigest()
    assert record["outputs"][insurance.document.name] == hashlib.sha256(insurance.document.read_bytes()).hexdigest()
    assert record["code"]["version"] == reportgen.__version__
    assert record["environment"]["packages"]["weasyprint"] == "70.0"
    assert record["headline"] == insurance.figures["headline"]


def test_text_that_looks_like_code_comes_out_as_text(tmp_path: Path, page_texts: Callable[[Path], list[str]]) -> None:
    """An activity `=1+1` is no formula, a company `<script>` no markup."""
    done = built_from_text(tmp_path, TWO_WAVES, 'company: {name: "<script>alert(1)</script>"}\nname: odd\n')

    workbook = openpyxl.load_workbook(done.workbook)
    labels = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert labels
    assert all(cell.data_type == "s" for cell in labels)
    text = "".join(page_texts(done.document))
    assert "=1+1" in text
    assert "<script>" in text


@pytest.mark.parametrize("only", ["xlsx", "pdf", "html"])
def test_one_document_alone(tmp_path: Path, only: str) -> None:
    report = build(INSURANCE / "survey.csv", case=INSURANCE / "case.yaml", output=tmp_path, only=only)  # type: ignore[arg-type]

    assert {path.suffix for path in report.files} == {f".{only}", ".json", ".yaml"}


def test_a_survey_alone_makes_a_report_that_marks_its_benchmarks(tmp_path: Path, surveys: Path) -> None:
    """16,716 practitioners, one wave: everything counted or left out, every default a benchmark."""
    done = built(tmp_path, surveys / "kaggle-2017-time.csv")

    reading = done.figures["survey"]["files"][0]
    assert reading["rows_read"] == 16_716
    assert reading["answered_all"] == 7_485
    assert reading["rows_read"] == reading["counted"] + sum(reading["left_out"].values())
    benchmarks = {assumption["name"] for assumption in done.figures["assumptions"]["benchmark"]}
    assert benchmarks >= {"loaded_cost", "realisation", "discount_rate", "component_amount", "target_value_share"}
    assert done.figures["lines"]["npv"]["kind"] == "benchmark"


def test_a_case_that_loses_money_says_so_first(tmp_path: Path, page_texts: Callable[[Path], list[str]]) -> None:
    done = built_from_text(tmp_path, TWO_WAVES, "investment: {Platform: {amount: 5M}}\nname: losing\n")

    assert done.figures["headline"]["npv"] < 0
    assert done.figures["headline"]["payback_months"] is None
    assert "The case does not return its costs" in done.figures["checks"]["alerts"]
    summary = page_texts(done.document)[1]
    assert "not" in summary.split(".")[0]


def test_a_failed_build_leaves_earlier_outputs_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "results.json").write_text("earlier")

    def disagreeing(*_: object) -> None:
        raise DisagreementError("Cash flow!C28: 1 is stored, 2 is recalculated.")

    monkeypatch.setattr("reportgen.worker.Worker._answer", disagreeing)
    with pytest.raises(DisagreementError):
        build(INSURANCE / "survey.csv", output=tmp_path, name="kept")

    assert [path.name for path in folder.iterdir()] == ["results.json"]
    assert (folder / "results.json").read_text() == "earlier"


@pytest.mark.parametrize("locked", ["kept-model.xlsx", "results.json", "record.yaml"])
def test_a_locked_file_leaves_all_of_the_earlier_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: str
) -> None:
    """No mixture of old and new: the error says which file is open, and every file is as it was."""
    (tmp_path / "survey.csv").write_text(TWO_WAVES)
    build(tmp_path / "survey.csv", name="kept", output=tmp_path, only="xlsx")
    earlier = {path: path.read_bytes() for path in (tmp_path / "kept").iterdir()}
    move = Path.replace

    def refusing(path: Path, target: Path) -> Path:
        if path.parent.name.startswith(".unfinished") and Path(target) == tmp_path / "kept" / locked:
            raise PermissionError(13, "Permission denied")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(OutputError, match=f"{locked}.*close it where it is open"):
        build(INSURANCE / "published.csv", name="kept", output=tmp_path, only="xlsx")

    assert {path: path.read_bytes() for path in (tmp_path / "kept").iterdir()} == earlier


def test_a_document_that_no_longer_agrees_does_not_stay(tmp_path: Path) -> None:
    """Building the workbook alone removes the PDF of the build before, and says so."""
    first = built(tmp_path, INSURANCE / "survey.csv", name="same")
    second = build(INSURANCE / "published.csv", name="same", output=tmp_path, only="xlsx")

    assert second.removed == (first.document.with_suffix(".html"), first.document)
    assert not first.document.exists()


@pytest.mark.parametrize("people", [50, 9_000])
def test_builds_that_rounding_or_many_people_once_stopped(tmp_path: Path, people: int) -> None:
    """The low end of the benchmark target is today's share, so that the benefit there is zero but for rounding."""
    rows = "\n".join(f"R{i},{30 + i % 11},{50 - i % 11},20" for i in range(people))
    (tmp_path / "survey.csv").write_text(f"respondent,Waiting,Model development,Meetings\n{rows}\n")
    report = build(tmp_path / "survey.csv", output=tmp_path / "output", only="xlsx")

    assert report.results.value("simple_payback_months", scenario="conservative") is None


BREAK_EVEN = """
team: {Engineers: {headcount: 5, loaded_cost: 90K}}
investment: {Platform: {amount: AMOUNT, run_cost_rate: 0%}}
benefits:
  custom: {Fewer tickets: {quantity_before: 1_210, quantity_after: 0, unit_value: 100, kind: cashable}}
assumptions:
  {horizon: 1, discount_rate: RATE, adoption: [100%], risk_adjustment: 0%, implementation_dip: 0%, contingency: 0%,
   realisation: 0%}
"""


@pytest.mark.parametrize(("amount", "rate"), [("110K", "10%"), ("110K", "5%"), ("121K", "0%"), ("100K", "21%")])
def test_a_case_that_breaks_even_but_for_rounding_is_built(tmp_path: Path, amount: str, rate: str) -> None:
    """121,000 a year later are worth the investment at the rate, or the investment is moved to where they are."""
    (tmp_path / "survey.csv").write_text("respondent,Waiting,Coding\na,40,60\nb,50,50\n")
    (tmp_path / "case.yaml").write_text(BREAK_EVEN.replace("AMOUNT", amount).replace("RATE", rate))
    report = build(tmp_path / "survey.csv", case=tmp_path / "case.yaml", output=tmp_path / "output", only="xlsx")

    assert report.results.failed_checks == ()


def test_a_headcount_that_may_be_nobody_is_built(tmp_path: Path) -> None:
    """What is divided by the headcount gives nothing, or words, where there is nobody."""
    (tmp_path / "survey.csv").write_text("activity,before,after\nWaiting,50%,30%\nCoding,50%,70%\n")
    (tmp_path / "case.yaml").write_text(
        "team: {Engineers: {headcount: {value: 20, low: 0, high: 22}}}\n"
        "benefits: {onboarding: {hires_per_year: 2}, delivery: {models_shipped_before: 1, models_shipped_after: 2}}\n"
    )
    report = build(tmp_path / "survey.csv", case=tmp_path / "case.yaml", output=tmp_path / "output")

    assert report.results.value("average_loaded_cost", scenario="conservative") == 0


def test_an_output_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        build(INSURANCE / "survey.csv", output=tmp_path / "output")


def test_the_python_api_returns_the_results(tmp_path: Path) -> None:
    results = reportgen.build(INSURANCE / "survey.csv", case=INSURANCE / "case.yaml", output=tmp_path, only="xlsx")

    assert results.value("simple_roi") == pytest.approx(7.25, rel=1e-9)
