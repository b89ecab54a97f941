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
from reportgen.document.brand_file import read_brand


@pytest.fixture(scope="module")
def blocks(root: Path) -> dict[str, str]:
    """The code blocks by language; the first of a language counts, and of YAML what is about a brand by itself."""
    found = re.findall(r"```(\w+)\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    return {**dict(reversed(found)), "brand": next(block for _, block in found if "accent:" in block)}


def test_the_case_file_is_read(tmp_path: Path, blocks: dict[str, str]) -> None:
    (tmp_path / "case.yaml").write_text(blocks["yaml"], encoding="utf-8")
    stated = case.load(tmp_path / "case.yaml")

    assert stated.text("company", "name") == "Northern Mutual"
    assert stated.figure("investment", "Feature store", "amount").value == 200_000  # type: ignore[union-attr]


def test_the_brand_file_is_read(tmp_path: Path, blocks: dict[str, str]) -> None:
    """But for its fonts, which not every machine has."""
    stated = "".join(line for line in blocks["brand"].splitlines(keepends=True) if not line.startswith("fonts:"))
    (tmp_path / "brand.yaml").write_text(stated, encoding="utf-8")
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="1"/>')
    brand = read_brand(tmp_path / "brand.yaml")

    assert (brand.theme.accent, brand.logo_text) == ("#7a1f5c", "Logo of Acme Consulting")
    assert brand.running_texts


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
