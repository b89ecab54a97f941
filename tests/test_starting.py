"""`reportgen init`: a new case, without a change to what is there."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from support.filled_forms import cells_by_key, filled_from

from reportgen import survey
from reportgen.cli import main
from reportgen.errors import InputError, OutputError
from reportgen.report import build
from reportgen.starting import FILES, start

BEFORE, AFTER = (5, 10, 10, 20, 20, 15, 5, 10, 5), (2, 4, 5, 60, 9, 5, 5, 5, 5)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_whole_loop_from_init_to_a_report_of_two_waves(tmp_path: Path) -> None:
    """The forms are sent out, filled in twice by the same six people, and put into a folder for each wave."""
    start(tmp_path / "acme")
    form = (tmp_path / "acme" / "questionnaire.xlsx").read_bytes()
    for wave, shares in (("before", BEFORE), ("after", AFTER)):
        for person in range(6):
            answers = [*shares]
            answers[3], answers[4] = answers[3] + person, answers[4] - person
            fields = {"respondent": f"p{person}", "wave": wave, "role": "Data scientist"}
            filled_from(form, tmp_path / wave / f"{person}.xlsx", answers, fields)
    case = tmp_path / "acme" / "case.yaml"
    built = build(tmp_path / "before", tmp_path / "after", case=case, output=tmp_path / "output", only="xlsx")
    allocation = built.results.allocation
    assert (allocation.comparison, allocation.matched) == ("paired", 6)
    assert allocation.before.mean_share[3] == pytest.approx(0.225)
    assert built.results.value("value_share_before") == pytest.approx(0.225)
    assert built.results.value("value_share_after") == pytest.approx(0.625)
    assert not built.results.failed_checks


def test_a_new_case_builds_at_once_with_the_commands_that_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(main, ["init", "new case"])
    assert run.exit_code == 0, run.output
    assert run.stderr == ""
    commands = [shlex.split(line) for line in run.stdout.splitlines() if line.startswith("  reportgen ")]
    for name in FILES:
        assert name in run.stdout
    assert commands == [
        ["reportgen", "build", "new case/survey.csv", "--case", "new case/case.yaml"],
        ["reportgen", "build", "new case/answers", "--case", "new case/case.yaml"],
    ]
    built = CliRunner().invoke(main, [*commands[0][1:], "--only", "xlsx"])
    assert built.exit_code == 0, built.output
    assert (tmp_path / "output" / "new-case" / "new-case-model.xlsx").exists()


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    start(tmp_path)
    (tmp_path / "questionnaire.xlsx").unlink()
    (tmp_path / "survey.csv").write_text("mine")
    earlier = contents(tmp_path)
    run = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert run.exit_code == 0
    assert (
        "Kept as they were: README.txt, case.yaml, survey.csv, questionnaire-xlsform.xlsx, questionnaire.txt"
        in run.stdout
    )
    later = contents(tmp_path)
    assert later.keys() - earlier.keys() == {"questionnaire.xlsx"}
    assert earlier.items() <= later.items()


def test_a_link_to_nowhere_is_kept_too(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").symlink_to(tmp_path / "gone")
    assert start(tmp_path).kept == ("survey.csv",)
    assert (tmp_path / "survey.csv").is_symlink()


def test_with_everything_there_nothing_is_written(tmp_path: Path) -> None:
    start(tmp_path)
    earlier = contents(tmp_path)
    run = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert "Written" not in run.stdout
    assert contents(tmp_path) == earlier


def test_questionnaires_and_example_follow_the_case_file_that_is_there(tmp_path: Path) -> None:
    stated = (
        "survey: {activities: {Coding: value, Waiting: friction}}\n"
        "team: {Quants: {headcount: 5, loaded_cost: 200K}, Coders: {headcount: 7, loaded_cost: 180K}}\n"
    )
    (tmp_path / "case.yaml").write_text(stated)
    assert start(tmp_path).kept == ("case.yaml",)
    assert (tmp_path / "case.yaml").read_text() == stated
    sheet = load_workbook(tmp_path / "questionnaire.xlsx").worksheets[0]
    assert [cells_by_key(sheet, 2)[key].value for key in "12"] == ["Coding", "Waiting"]
    assert "3" not in cells_by_key(sheet)
    assert '"Quants,Coders"' in [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert "\n    Waiting\n" in (tmp_path / "questionnaire.txt").read_text(encoding="utf-8")
    assert survey.read(tmp_path / "survey.csv").activities == ("Coding", "Waiting")
    built = build(tmp_path / "survey.csv", case=tmp_path / "case.yaml", output=tmp_path / "output", only="xlsx")
    assert built.results.case.roles == ("Quants", "Coders")


def test_the_example_has_the_waves_that_the_case_file_compares(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("survey: {waves: {before: Q1 2026, after: Q3 2026}}\n")
    start(tmp_path)
    allocation = survey.read(tmp_path / "survey.csv")
    assert [wave.name for wave in allocation.waves] == ["Q1 2026", "Q3 2026"]


def test_a_case_file_with_problems_stops_it_and_leaves_the_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("survey: {activities: {Coding: worth}}\nnam: x\n")
    with pytest.raises(InputError) as refusal:
        start(tmp_path)
    assert len(refusal.value.problems) == 2
    assert {path.name for path in tmp_path.iterdir()} == {"case.yaml"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "acme").write_text("a file")
    for folder in (tmp_path / "acme", tmp_path / "acme" / "below"):
        with pytest.raises(OutputError):
            start(folder)
    run = CliRunner().invoke(main, ["init", str(tmp_path / "acme")])
    assert run.exit_code == 1
    assert run.stderr == f"Error: {tmp_path / 'acme'}: this is a file; name a folder for the new case.\n"


@pytest.mark.parametrize("folder", ["a\0b", "x" * 300])
def test_an_impossible_name_is_said_in_a_sentence(tmp_path: Path, folder: str) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        start(tmp_path / folder)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="every folder can be written here")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(OutputError, match=r"closed: cannot be written \(Permission denied\)"):
        start(tmp_path / "closed")


def test_when_a_file_cannot_be_put_in_its_place_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor are the folders that were made for them left behind."""
    replace, done = Path.replace, []

    def full_disk(self: Path, target: Path) -> Path:
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OutputError, match="No space left on device"):
        start(tmp_path / "new" / "case")
    assert len(done) == 3
    assert list(tmp_path.iterdir()) == []


def test_the_help_ends_with_an_example() -> None:
    run = CliRunner().invoke(main, ["init", "--help"])
    assert run.exit_code == 0
    assert "reportgen init acme" in run.stdout.rpartition("Example:")[2]


def test_the_guide_tells_commands_that_exist(tmp_path: Path) -> None:
    start(tmp_path)
    text = (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert all(name in text for name in FILES if name != "README.txt")
    for line in text.splitlines():
        if line.startswith("    reportgen "):
            assert line.split()[1] in main.commands
