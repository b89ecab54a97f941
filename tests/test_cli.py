"""The command line: what is printed where, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from support.builds import INSURANCE

from reportgen.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("output")


def run(folder: Path, *options: str) -> Result:
    survey, case = str(INSURANCE / "survey.csv"), str(INSURANCE / "case.yaml")
    return CliRunner().invoke(main, ["build", survey, "--case", case, "--output", str(folder), *options])


def test_a_build_prints_both_views_who_was_counted_and_where_the_files_are(folder: Path) -> None:
    result = run(folder, "--only", "xlsx")

    assert result.exit_code == 0
    for said in ("725%", "1.5 months", "70 rows read, 70 counted", "insurance-model.xlsx", "record.yaml"):
        assert said in result.stdout.replace("\u00a0", " ")
    assert result.stderr == ""


def test_json_alone_goes_to_standard_output(folder: Path) -> None:
    result = run(folder, "--only", "xlsx", "--json")

    headline = json.loads(result.stdout)
    assert headline["simple_roi"] == pytest.approx(7.25, rel=1e-9)


def test_quiet_prints_nothing(folder: Path) -> None:
    result = run(folder, "--only", "xlsx", "--quiet")

    assert (result.exit_code, result.output) == (0, "")


def test_a_failing_check_has_an_exit_code_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.model.results.Results.failed_checks", ("Shares before add up to 100 %",))
    result = run(folder, "--only", "xlsx")

    assert result.exit_code == 3
    assert "Shares before add up to 100 %" in result.stderr


def test_a_workbook_that_breaks_a_rule_is_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.worker.os.cpu_count", lambda: 1)
    monkeypatch.setattr("reportgen.workbook.formula_rules.LONGEST_FORMULA", 70)
    result = run(tmp_path, "--only", "xlsx")

    assert result.exit_code == 3
    assert result.stderr.startswith("The workbook breaks rules that every workbook keeps:\n'")
    assert "break it into lines of 70 at most. [short formulas]" in result.stderr
    assert not list(tmp_path.iterdir())


def test_the_survey_may_come_from_standard_input(folder: Path) -> None:
    content = (INSURANCE / "survey.csv").read_bytes()
    result = CliRunner().invoke(
        main, ["build", "-", "--name", "piped", "--only", "xlsx", "--output", str(folder)], input=content
    )

    assert result.exit_code == 0, result.stderr
    assert (folder / "piped" / "piped-model.xlsx").exists()


def test_what_responses_lack_is_given_to_an_activity_where_that_is_asked_for(tmp_path: Path) -> None:
    """By the option before the case file; the record says to which."""
    (tmp_path / "survey.csv").write_text("id,Waiting,Coding\na,20,60\nb,10,60\nc,40,60\nd,30,70\n")
    (tmp_path / "case.yaml").write_text("survey: {missing_share_to: Mail}\n")
    survey, case = str(tmp_path / "survey.csv"), str(tmp_path / "case.yaml")
    arguments = ["build", survey, "--only", "xlsx", "--output", str(tmp_path), "--name"]
    refused = CliRunner().invoke(main, [*arguments, "refused"])
    by_case = CliRunner().invoke(main, [*arguments, "by-case", "--case", case])
    by_option = CliRunner().invoke(main, [*arguments, "by-option", "--case", case, "--missing-share-to", "Other"])

    assert (refused.exit_code, by_case.exit_code, by_option.exit_code) == (1, 0, 0), by_option.output
    assert "--missing-share-to" in refused.stderr
    for name, activity in (("by-case", "Mail"), ("by-option", "Other")):
        record = yaml.safe_load((tmp_path / name / "record.yaml").read_text())
        assert record["parameters"]["missing_share_to"] == activity
        assert list(record["parameters"]["activities"]) == ["Waiting", "Coding", activity]


@pytest.mark.parametrize("command", [[], ["build"], ["inspect"], ["explain"], ["verify"]])
def test_every_help_has_an_example(command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])

    assert result.exit_code == 0
    assert "Example:" in result.stdout
    assert " ".join(["reportgen", *(command or ["build"])]) in result.stdout
