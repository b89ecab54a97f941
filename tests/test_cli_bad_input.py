"""Every unusable input ends in plain sentences, exit code 1, and untouched outputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main

GOOD_SURVEY = "respondent,wave,Waiting,Building\nann,before,40,60\nann,after,20,80\nbob,before,60,40\nbob,after,30,70\n"


@dataclass(frozen=True)
class Bad:
    """An input, and what the message must hold: where, what was found, what to do."""

    name: str
    survey: str | bytes | None = GOOD_SURVEY
    after: str | None = None
    case: str | None = None
    place: str = "survey.csv"
    finding: str = ""
    remedy: str = ""


BAD_INPUTS = [
    Bad("no file", survey=None, finding="no such file", remedy="check the path"),
    Bad("empty file", survey="", finding="empty", remedy="export"),
    Bad("header only", survey="respondent,Waiting,Building\n", finding="no row", remedy="export"),
    Bad("no activity column", survey="name,city\nann,Berlin\nbob,Paris\n", finding="no column", remedy="share"),
    Bad("all rows unusable", survey="Waiting,Building\n10,20\n5,5\n", finding="", remedy=""),
    Bad("totals that do not add up", survey="respondent,Waiting,Building\na,30,40\nb,30,45\nc,20,50\n",
        finding="neither to 100 %", remedy="complete the activities"),
    Bad("text in numbers", survey="Waiting,Building\n40,60\nmost of it,50\n30,70\n", place="row 3, 'Waiting'",
        finding="'most of it' is not a number", remedy="leave the cell empty"),
    Bad("unknown wave", case="survey: {waves: {before: befor, after: after}}\n", finding="'befor'", remedy="before"),
    Bad("different activities", survey="Waiting,Building\n40,60\n30,70\n", after="Waiting,Coding\n40,60\n30,70\n",
        place="after.csv", finding="'Coding'", remedy="same"),
    Bad("headcount 0", case="team: {Engineers: {headcount: 0}}\n", place="case.yaml, line 1", finding="headcount",
        remedy="state"),
    Bad("negative investment", case="investment:\n  Platform: {amount: -5}\n", place="case.yaml, line 2, 'amount'",
        finding="-5", remedy="0"),
    Bad("misspelt key", case="assumptions:\n  realization: 40%\n", place="case.yaml, line 2",
        finding="'realization' is not known", remedy="'realisation'"),
    Bad("no YAML", case="assumptions: [1, 2\n", place="case.yaml, line", finding="", remedy=""),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def built(folder: Path, bad: Bad) -> Result:
    arguments = ["build", "survey.csv"]
    if bad.survey is not None:
        content = bad.survey.encode() if isinstance(bad.survey, str) else bad.survey
        (folder / "survey.csv").write_bytes(content)
    if bad.after is not None:
        (folder / "after.csv").write_text(bad.after)
        arguments.append("after.csv")
    if bad.case is not None:
        (folder / "case.yaml").write_text(bad.case)
        arguments += ["--case", "case.yaml"]
    return CliRunner().invoke(main, [*arguments, "--name", "kept"])


@pytest.mark.parametrize("bad", BAD_INPUTS, ids=lambda bad: bad.name)
def test_a_bad_input_is_told_in_one_sentence_with_place_finding_and_remedy(folder: Path, bad: Bad) -> None:
    result = built(folder, bad)

    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    message = result.stderr
    assert message.startswith("Error: ")
    assert bad.place in message
    assert bad.finding in message
    assert bad.remedy in message
    assert len(message.strip().splitlines()) == 1
    assert message.strip()[-1] in ".?"


def test_a_bad_input_leaves_earlier_outputs_as_they_were(folder: Path) -> None:
    earlier = folder / "output" / "kept" / "results.json"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("earlier")

    for bad in BAD_INPUTS:
        built(folder, bad)
        for path in folder.glob("*.*"):
            path.unlink()

    assert earlier.read_text() == "earlier"
    assert list(earlier.parent.iterdir()) == [earlier]


def test_all_problems_of_a_case_file_are_told_together(folder: Path) -> None:
    result = built(folder, Bad("two", case="assumptions:\n  realization: 40%\n  discount_rate: ten\n"))

    assert "line 2" in result.stderr
    assert "line 3" in result.stderr


def test_wrong_usage_has_an_exit_code_of_its_own() -> None:
    assert CliRunner().invoke(main, ["build"]).exit_code == 2
    assert CliRunner().invoke(main, ["build", "x.csv", "--scenario", "rosy"]).exit_code == 2
