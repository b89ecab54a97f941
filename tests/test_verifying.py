"""`reportgen verify`: what it says of workbooks as built, as people hand them back, and of what is none."""

from __future__ import annotations

import errno
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook
from openpyxl.comments import Comment
from support.edited import Edit, edited, recalculated
from support.libreoffice import LibreOffice
from support.workbooks import RUN, Built, computed, written

from reportgen.cli import main
from reportgen.workbook.opening import LARGEST_FILE


@pytest.fixture(scope="module")
def insurance(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(root, tmp_path_factory, "insurance")


def _built(root: Path, folders: pytest.TempPathFactory, name: str) -> Built:
    folder = root / "inputs" / name
    path = folders.mktemp(name) / f"{name}-model.xlsx"
    return written(computed(folder / "survey.csv", folder / "case.yaml"), path)


def _verify(path: Path, *options: str) -> Result:
    result = CliRunner().invoke(main, ["verify", str(path), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def _sets(sheet: str, place: str, content: object) -> Edit:
    return lambda workbook: setattr(workbook[sheet][place], "value", content)


@pytest.fixture
def handed_back(insurance: Built, tmp_path: Path) -> Callable[[Edit], Path]:
    """The insurance model with a change, saved as a spreadsheet program does."""
    return lambda edit: recalculated(insurance.path, edit, tmp_path / "model.xlsx")


def _rate_row(insurance: Built) -> int:
    return insurance.layout.cell("discount_rate").row


@pytest.mark.parametrize("name", ["insurance", "benchmark-team"])
def test_a_workbook_as_it_was_built_is_sound(root: Path, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    result = _verify(_built(root, tmp_path_factory, name).path)
    assert result.exit_code == 0
    assert "Record      of run 0123456789ab\n" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Verdict: as it was built: nothing was changed; ")
    assert result.stderr == ""


def test_changed_inputs_are_listed_and_no_fault(insurance: Built, handed_back: Callable[[Edit], Path]) -> None:
    """Base, an end of a range, an override, a source, notes, and the selector; figures in the format of their unit."""
    row = _rate_row(insurance)

    def edit(workbook: Any) -> None:
        inputs = workbook["Inputs"]
        inputs["C5"] = "Conservative"
        inputs["D10"] = 30
        inputs[f"D{row}"], inputs[f"E{row}"], inputs[f"G{row}"] = 0.11, 0.13, 0.07
        inputs[f"J{row}"], inputs[f"K{row}"] = "treasury", "agreed in March"

    result = _verify(handed_back(edit))
    assert result.exit_code == 0
    assert result.stdout.partition("\n\n")[2] == (
        f"""Inputs changed
  Inputs!C5   Scenario shown on all sheets: Base → Conservative
  Inputs!D10  Headcount: Data scientist, Base: 25 → 30
  Inputs!D{row}  Discount rate, Base: 10.0% → 11.0%
  Inputs!E{row}  Discount rate, Conservative: =$H{row} → 13.0%
  Inputs!G{row}  Discount rate, Low: 8.0% → 7.0%
  Inputs!J{row}  Discount rate, Source: assumed for this example → treasury
  Inputs!K{row}  Discount rate, Notes: empty → agreed in March

Verdict: sound: 7 inputs were changed and nothing else; 43 rules kept, 9,734 formulas give the figures they show.
"""
    )


def test_a_formula_overwritten_by_its_number_is_told_with_what_stood_there(
    insurance: Built, handed_back: Callable[[Edit], Path]
) -> None:
    payroll = insurance.layout.cell("payroll").address.partition("!")[2]
    result = _verify(handed_back(_sets("Benefits", payroll, 8_750_000)))
    assert result.exit_code == 3
    assert result.stdout.partition("\n\n")[2] == (
        f"""Rules broken
  nothing typed over
    Benefits!{payroll}  holds 8750000 where a formula belongs; restore it.

Formulas overwritten
  Benefits!{payroll}  Payroll: 8,750,000 where =SUMPRODUCT(Inputs!$C$10:$C$11,Inputs!$C$12:$C$13) stood

Verdict: not sound: 1 rule is broken, 1 formula was overwritten.
"""
    )


def test_a_figure_that_is_not_what_its_formula_gives_is_told(insurance: Built, tmp_path: Path) -> None:
    npv, value = insurance.layout.cell("npv"), insurance.results.number("npv")
    path = tmp_path / "model.xlsx"
    stored = f"<v>{value!r}</v>".encode()
    with zipfile.ZipFile(insurance.path) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            # Of the cells that show it, the one that calculates it comes first on its sheet.
            data = old.read(name)
            new.writestr(name, data.replace(stored, b"<v>9000000</v>", 1) if name.endswith("sheet9.xml") else data)
    result = _verify(path)
    assert result.exit_code == 3
    (line,) = [line for line in result.stdout.splitlines() if line.startswith(f"  {npv.address}  ")]
    assert line.startswith(f"  {npv.address}  Net present value: holds 9,000,000, =")
    assert "1 figure differs" in result.stdout.splitlines()[-1]


#: What is done, then heading, begin of the line below it, and what the verdict counts.
EDITS: tuple[tuple[Edit, str, str, str], ...] = (
    (
        _sets("Benefits", "C7", "=SUM(Inputs!$C$10:$C$10)"),
        "Formulas changed",
        "  Benefits!C7  Headcount of the team: =SUM(Inputs!$C$10:$C$11) → =SUM(Inputs!$C$10:$C$10)",
        "1 formula was changed",
    ),
    (
        _sets("Benefits", "C7", "=TODAY()"),
        "  known functions",
        "    Benefits!C7  TODAY is not",
        "1 formula was changed",
    ),
    (_sets("Benefits", "C7", None), "Removed", "  Benefits!C7  Headcount of the team: =SUM(", "1 removal"),
    (_sets("Benefits", "A7", None), "Removed", "  Benefits!A7  a text or figure", "1 removal"),
    (_sets("Benefits", "A7", "Heads"), "Other texts and figures changed", "  Benefits!A7  not as it", "1 other change"),
    (_sets("Survey", "F90", 0.5), "Other texts and figures changed", "  Survey!F90  not as it", "1 other change"),
    (_sets("Benefits", "M2", "=C7"), "Added", "  Benefits!M2  =C7", "1 addition"),
    (_sets("Benefits", "M2", 35), "Added", "  Benefits!M2  35", "1 addition"),
    (lambda w: w.create_sheet("Notes"), "Added", "  Notes  a sheet that was not there", "1 addition"),
    (lambda w: w.remove(w["Lines"]), "Removed", "  Lines  a sheet that is gone", "1 removal"),
    (
        lambda w: setattr(w["Costs"].row_dimensions[8], "hidden", True),
        "  nothing hidden",
        "    Costs!8:8  The row is hidden",
        "1 rule is broken",
    ),
    (lambda w: w["Costs"].merge_cells("M2:N2"), "  no merged cells", "    Costs!M2:N2  The cells", "1 rule is broken"),
    (
        lambda w: setattr(w["Costs"].protection, "sheet", False),
        "  protected without password",
        "    Costs  The sheet is not protected",
        "1 rule is broken",
    ),
)


@pytest.mark.parametrize(("edit", "heading", "line", "count"), EDITS)
def test_what_somebody_changed_is_told_by_cell(
    handed_back: Callable[[Edit], Path], edit: Edit, heading: str, line: str, count: str
) -> None:
    result = _verify(handed_back(edit))
    lines = result.stdout.splitlines()
    assert result.exit_code == 3
    assert lines[lines.index(heading) + 1].startswith(line)
    assert lines[-1].startswith("Verdict: not sound: ")
    assert count in lines[-1]


def test_a_commented_workbook_is_still_calculated(insurance: Built, tmp_path: Path) -> None:
    def edit(workbook: Any) -> None:
        workbook["Inputs"]["D10"].comment = Comment("Really?", "a reviewer")

    result = _verify(edited(insurance.path, edit, tmp_path / "model.xlsx"))
    assert "    Inputs!D10  has a comment; move it to the column of notes.\n" in result.stdout
    assert "9,735 calculated anew" in result.stdout


def test_long_lists_are_cut_and_say_how_to_see_all(insurance: Built, tmp_path: Path) -> None:
    """As saved by openpyxl: no formula has a value, which is one finding and no difference."""
    path = edited(insurance.path, lambda _: None, tmp_path / "model.xlsx")
    result = _verify(path)
    assert result.exit_code == 3
    assert "    … and 9,731 more; --json lists all\n\nVerdict: not sound: 1 rule is broken.\n" in result.stdout
    assert len(json.loads(_verify(path, "--json").stdout)["rules_broken"]) == 9_735


def test_a_workbook_that_libreoffice_saved_is_compared_too(
    insurance: Built, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    """Without a window LibreOffice writes no frozen panes; all else is as it was, and the input is told."""
    row = _rate_row(insurance)
    changed = edited(insurance.path, _sets("Inputs", f"D{row}", 0.12), tmp_path / "model.xlsx")
    found = json.loads(_verify(libreoffice.convert(changed, "xlsx"), "--json").stdout)
    assert {each["rule"] for each in found.pop("rules_broken")} == {"panes frozen"}
    assert [each["cell"] for each in found.pop("inputs_changed")] == [f"D{row}"]
    assert (found.pop("workbook"), found.pop("formulas"), found.pop("record")) == ("model.xlsx", 9_735, {"run": RUN})
    assert not any(found.values()), found


def test_the_json_names_every_change(insurance: Built, handed_back: Callable[[Edit], Path]) -> None:
    row = _rate_row(insurance)

    def edit(workbook: Any) -> None:
        workbook["Inputs"][f"D{row}"], workbook["Benefits"]["C7"] = 0.12, 35

    result = _verify(handed_back(edit), "--json")
    label = "Headcount of the team"
    assert result.exit_code == 3
    assert json.loads(result.stdout) == {
        "workbook": "model.xlsx",
        "sound": False,
        "record": {"run": RUN},
        "no_record": "",
        "formulas": 9_734,
        "not_calculated": "",
        "rules_broken": [
            {
                "rule": "nothing typed over",
                "sheet": "Benefits",
                "cell": "C7",
                "message": "holds 35 where a formula belongs; restore it.",
            }
        ],
        "differences": [],
        "inputs_changed": [
            {
                "sheet": "Inputs",
                "cell": f"D{row}",
                "label": "Discount rate, Base",
                "was": 0.1,
                "is": 0.12,
                "was_shown": "10.0%",
                "is_shown": "12.0%",
            }
        ],
        "formulas_overwritten": [
            {"sheet": "Benefits", "cell": "C7", "label": label, "was": "=SUM(Inputs!$C$10:$C$11)", "is": 35.0}
        ],
        "formulas_changed": [],
        "cells_added": [],
        "cells_removed": [],
        "others_changed": [],
        "sheets_added": [],
        "sheets_removed": [],
    }


def _without_record(workbook: Any) -> None:
    for name in list(workbook.custom_doc_props.names):
        del workbook.custom_doc_props[name]


def test_without_its_record_a_workbook_is_judged_by_the_rules_and_says_so(
    handed_back: Callable[[Edit], Path],
) -> None:
    result = _verify(handed_back(_without_record))
    assert result.exit_code == 0
    assert "none: it carries no record of how it was built; what was changed is not told" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Verdict: sound as far as can be told without a record: ")


def test_any_other_workbook_is_judged_by_the_rules(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"], workbook.worksheets[0]["A2"] = 2, "=A1*12"
    workbook.save(tmp_path / "other.xlsx")
    result = _verify(tmp_path / "other.xlsx")
    assert result.exit_code == 3
    assert "carries no record" in result.stdout
    assert "    Sheet!A2  =A1*12 holds the figure 12; make it an input and read its cell.\n" in result.stdout


def _zip(**parts: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


#: Content of a file, what is found and what to do.
NO_WORKBOOKS: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "not a zip file", "give an .xlsx file"),
    "text": (b"a,b\n1,2\n", "not a zip file", "give an .xlsx file"),
    "archive": (_zip(readme=b"hello"), "[Content_Types].xml", "give an .xlsx file"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a password", "without a password"),
    "OpenDocument": (_zip(mimetype=b"application/vnd.oasis"), "OpenDocument", "save it as .xlsx"),
    "binary": (_zip(**{"xl/workbook.bin": b""}), ".xlsb", "save it as .xlsx"),
    "bomb": (_zip(sheet=bytes(LARGEST_FILE + 1)), "100 MB", "delete what is no part of the model"),
}


@pytest.mark.parametrize("name", NO_WORKBOOKS)
def test_what_is_no_workbook_is_told_in_one_sentence(tmp_path: Path, name: str) -> None:
    content, finding, remedy = NO_WORKBOOKS[name]
    (tmp_path / "model.xlsx").write_bytes(content)
    result = _verify(tmp_path / "model.xlsx")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: model.xlsx cannot be read as a workbook (")
    assert finding in result.stderr
    assert remedy in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_cut_off_workbook_is_told(insurance: Built, tmp_path: Path) -> None:
    content = insurance.path.read_bytes()
    (tmp_path / "model.xlsx").write_bytes(content[: len(content) // 2])
    result = _verify(tmp_path / "model.xlsx")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not a zip file" in result.stderr


def test_a_damaged_workbook_is_told(insurance: Built, tmp_path: Path) -> None:
    """openpyxl reads it, although a format names a font that there is none of."""
    path = tmp_path / "model.xlsx"
    with zipfile.ZipFile(insurance.path) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b'fontId="3"', b'fontId="3000"') if name == "xl/styles.xml" else data)
    result = _verify(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: model.xlsx ")
    assert result.stderr.strip().endswith(("repair it and save it anew.", "give an .xlsx file."))


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    for path, finding in ((tmp_path, "a folder"), (tmp_path / "none.xlsx", "No such file")):
        result = _verify(path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert finding in result.stderr


def test_a_file_that_may_not_be_read_is_told(insurance: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser, as whom tests may run, may read everything."""

    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = _verify(insurance.path)
    assert result.exit_code == 1
    assert "(Permission denied); check the path and who may read it." in result.stderr


def test_macros_are_told(insurance: Built, tmp_path: Path) -> None:
    path = tmp_path / "model.xlsm"
    path.write_bytes(insurance.path.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub")
    result = _verify(path)
    assert result.exit_code == 3
    assert "    workbook  The file holds macros; save it without them.\n" in result.stdout


def test_without_a_workbook_the_usage_is_shown() -> None:
    assert CliRunner().invoke(main, ["verify"]).exit_code == 2
