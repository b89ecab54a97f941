"""What the README shows works as it stands there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.builds import INSURANCE
from support.edited import recalculated
from support.workbooks import computed, written

from reportgen import case
from reportgen.cli import main


@pytest.fixture(scope="module")
def blocks(root: Path) -> dict[str, str]:
    """The code blocks by language; the last of a language counts."""
    return dict(re.findall(r"```(\w+)\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL))


def test_the_case_file_is_read(tmp_path: Path, blocks: dict[str, str]) -> None:
    (tmp_path / "case.yaml").write_text(blocks["yaml"], encoding="utf-8")
    stated = case.load(tmp_path / "case.yaml")

    assert stated.text("company", "name") == "Northern Mutual"
    assert stated.figure("investment", "Feature store", "amount").value == 200_000  # type: ignore[union-attr]


def test_the_python_example_runs(
    tmp_path: Path, blocks: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("survey.csv", "case.yaml"):
        shutil.copy(INSURANCE / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    exec(blocks["python"], {})

    assert re.match(r"6282662\.\d+ \(-\d+\.\d+, \d+\.\d+\)", capsys.readouterr().out)


def test_a_reviewed_workbook_is_judged_as_shown(tmp_path: Path, blocks: dict[str, str]) -> None:
    built = written(computed(INSURANCE / "survey.csv", INSURANCE / "case.yaml"), tmp_path / "insurance-model.xlsx")

    def review(workbook: Any) -> None:
        workbook["Inputs"][f"D{built.layout.cell('discount_rate').row}"] = 0.12
        payroll = built.layout.cell("payroll")
        workbook[payroll.sheet].cell(payroll.row, payroll.column).value = 8_750_000

    reviewed = recalculated(built.path, review, tmp_path / "reviewed.xlsx")
    said = CliRunner().invoke(main, ["verify", str(reviewed)]).stdout
    assert said.endswith(blocks["text"])


def test_the_commands_exist(root: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    commands = set(re.findall(r"^reportgen (\w+)", text.partition("## Two commands")[2], re.MULTILINE))

    assert commands
    assert commands <= set(main.commands)


def test_the_pictures_are_there_and_small(root: Path) -> None:
    """What cannot be seen is described."""
    text = (root / "README.md").read_text("utf-8")
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", text)
    assert [path for _, path in pictures] == [
        "output/pictures/executive-summary.png",
        "output/pictures/summary-sheet.png",
    ]
    for words, path in pictures:
        assert len(words) > 60
        assert 10_000 < (root / path).stat().st_size < 120_000
