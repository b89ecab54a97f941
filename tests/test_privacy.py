"""Nothing that the program writes or prints tells who answered, or what too few people answered.

The name of the survey file itself is shown as it was given, because a reader must be able to find the file; the folders
it lies in are not.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import StreamObject
from support.planted import AFTER, BEFORE, PEOPLE, PLANTED, SOURCES, plain
from support.programs import run

from reportgen.cli import main
from reportgen.survey import read
from reportgen.workbook.kept import kept_in
from reportgen.workbook.opening import Package


def printed(*arguments: object) -> str:
    """Everything a command prints."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def contents(path: Path) -> Iterator[tuple[str, str]]:
    """All that a file holds, unpacked and decompressed, each with where it stands."""
    if path.suffix == ".xlsx":
        yield from parts(path.name, path.read_bytes())
    elif path.suffix == ".pdf":
        yield from streams(path)
    else:
        yield path.name, path.read_text("utf-8")


def parts(name: str, workbook: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        for part in archive.namelist():
            yield f"{name}, {part}", part + archive.read(part).decode("utf-8", "replace")
    yield f"{name}, record", json.dumps(kept_in(Package(workbook)).source, ensure_ascii=False)


def streams(path: Path) -> Iterator[tuple[str, str]]:
    """Text of the pages, the attached workbook, and every object, strings and decompressed streams alike."""
    reader = PdfReader(path)
    yield f"{path.name}, text", "\n".join(page.extract_text() for page in reader.pages)
    for name, attached in reader.attachments.items():
        for content in attached:
            yield from parts(f"{path.name}, {name}", content)
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 2):
        found = reader.get_object(number)
        stream = found.get_data().decode("utf-8", "replace") if isinstance(found, StreamObject) else ""
        yield f"{path.name}, object {number}", repr(found) + stream


def refuse_planted(where: str, text: str, *more: str) -> None:
    found = [planted for planted in (*PLANTED, *more) if planted in text.casefold()]
    assert not found, f"{where} tells {found}: {text[:200]!r}"


def survey_files(folder: Path, source: str) -> list[Path]:
    """A file before and one after, in a folder with a person's name."""
    private = folder / "Zephyrine Quillfeather"
    private.mkdir()
    paths = [private / f"{wave}.csv" for wave in (BEFORE, AFTER)]
    for path in paths:
        path.write_text(SOURCES[source](path.stem), encoding="utf-8")
    return paths


@pytest.mark.parametrize("source", SOURCES)
def test_nobody_is_named_whatever_tool_the_survey_comes_from(tmp_path: Path, source: str) -> None:
    paths = survey_files(tmp_path, source)
    output = tmp_path / "output"
    refuse_planted("terminal", printed("build", *paths, "--output", output, "--name", "case", "--only", "xlsx"))

    allocation = read(paths[0], paths[1])
    assert [record.source for record in allocation.reading] == [source, source]
    assert allocation.people == PEOPLE  # all were read, and the same people in both waves
    files = [path for path in output.rglob("*") if path.is_file()]
    assert len(files) == 3
    for path in files:
        for where, text in contents(path):
            refuse_planted(where, text)


@pytest.mark.parametrize("source", SOURCES)
def test_nobody_is_named_by_what_is_found_in_a_file(tmp_path: Path, source: str) -> None:
    """But by the path that the user types, which the first case file repeats as the command to go on with."""
    before, _ = survey_files(tmp_path, source)
    mapping = tmp_path / "case.yaml"
    refuse_planted("terminal", printed("inspect", before))
    refuse_planted("terminal", printed("inspect", before, "--json"))
    printed("inspect", before, "--write", mapping)
    refuse_planted("mapping", mapping.read_text("utf-8").replace(str(before), ""))


def test_nobody_is_named_in_the_document_nor_in_what_is_attached_to_it(tmp_path: Path, pdftotext: str) -> None:
    paths = survey_files(tmp_path, "Qualtrics")
    output = tmp_path / "output"
    printed("build", *paths, "--output", output, "--name", "case")
    (document,) = output.rglob("*.pdf")
    found = dict(contents(document))
    assert any("xl/worksheets" in where for where in found)
    assert "Waiting for data" in "".join(found.values())  # what is read is what is there
    for where, text in found.items():
        refuse_planted(where, text)
    refuse_planted("pdftotext", run(pdftotext, document, "-"))


def test_a_file_is_shown_by_its_own_name_only(tmp_path: Path) -> None:
    private = tmp_path / "Zephyrine Quillfeather"
    private.mkdir()
    survey = private / "answers-of-anna.csv"
    survey.write_text(plain(BEFORE), encoding="utf-8")
    (record,) = read(survey).reading
    assert record.file == "answers-of-anna.csv"
    output = tmp_path / "output"
    printed("build", survey, "--output", output, "--name", "case", "--only", "xlsx")
    found = [text for path in output.rglob("*.*") for _, text in contents(path)]
    assert any("answers-of-anna.csv" in text for text in found)
    for text in found:
        refuse_planted("output", text, str(tmp_path).casefold())


#: Few enough to be hidden, of whom one group alone would follow from the others.
HIDDEN = ("Zookeeper", "Falconer")
ROLES = {"Engineer": 9, "Falconer": 6, "Zookeeper": 2}
TEAMS = {"North": 10, "South": 7}


def grouped_survey() -> str:
    """Two waves of 17 people; the Zookeepers spend 41 % and then 43 % of their time waiting, all others 30 and 20 %."""
    roles = [role for role, people in ROLES.items() for _ in range(people)]
    teams = [team for team, people in TEAMS.items() for _ in range(people)]
    rows = ["respondent,wave,role,team,Waiting for data,Model development"]
    for wave, usual, odd in ((BEFORE, 30, 41), (AFTER, 20, 43)):
        for person, (role, team) in enumerate(zip(roles, teams, strict=True)):
            waiting = odd if role == "Zookeeper" else usual + person % 3
            rows.append(f"p{person},{wave},{role},{team},{waiting},{100 - waiting}")
    return "\n".join(rows) + "\n"


def test_groups_too_small_to_be_shown_have_no_figure_anywhere(
    tmp_path: Path, page_texts: Callable[[Path], list[str]]
) -> None:
    survey = tmp_path / "survey.csv"
    survey.write_text(grouped_survey(), encoding="utf-8")
    output = tmp_path / "output"
    said = printed("build", survey, "--output", output, "--name", "case")
    lines = said.splitlines() + [line for page in page_texts(next(output.rglob("*.pdf"))) for line in page.splitlines()]
    assert any("Engineer" in line and re.search(r"\d", line) for line in lines)  # a role that is shown
    lines += [path.read_text("utf-8") for path in output.rglob("*.yaml")]
    for hidden in HIDDEN:
        assert not [line for line in lines if hidden in line and re.search(r"\d", line)]
        assert not figures_beside(hidden, json.loads(next(output.rglob("results.json")).read_text("utf-8")))
        for cells in workbook_rows(next(output.rglob("*.xlsx"))):
            named = any(isinstance(cell, str) and hidden in cell for cell in cells)
            assert not (named and any(isinstance(cell, int | float) for cell in cells)), cells


def workbook_rows(path: Path) -> Iterator[tuple[object, ...]]:
    for sheet in load_workbook(path, data_only=True).worksheets:
        yield from sheet.iter_rows(values_only=True)


def figures_beside(name: str, document: object) -> list[object]:
    """Numbers under a key, or in one object with a text, that names the group."""
    if isinstance(document, list):
        return [found for each in document for found in figures_beside(name, each)]
    if not isinstance(document, dict):
        return []
    beside = [value for key, value in document.items() if name in key and isinstance(value, int | float)]
    if any(isinstance(value, str) and name in value for value in document.values()):
        beside += [value for value in document.values() if isinstance(value, int | float)]
    return beside + [found for value in document.values() for found in figures_beside(name, value)]


def test_responses_are_not_listed_where_they_would_tell_of_a_hidden_group(tmp_path: Path) -> None:
    """Who of a list adds up to the Engineers' figures can be found by trying."""
    survey = tmp_path / "survey.csv"
    survey.write_text(grouped_survey(), encoding="utf-8")
    printed("build", survey, "--output", tmp_path / "output", "--name", "case", "--only", "xlsx")
    rows = list(workbook_rows(next(tmp_path.rglob("*-model.xlsx"))))
    assert not [row for row in rows if {"Person", "Wave"} <= set(row) or "R001" in row]
    assert any("too small to be shown" in cell for row in rows for cell in row if isinstance(cell, str))


def test_weights_that_tell_the_role_are_not_listed(tmp_path: Path) -> None:
    """Whoever weighs 3 / 2 against the 12 / 9 of the Engineers is one of two Zookeepers."""
    (tmp_path / "survey.csv").write_text(grouped_survey(), encoding="utf-8")
    roles = "".join(f"  {role}: {{headcount: {heads}}}\n" for role, heads in zip(ROLES, (12, 8, 3), strict=True))
    (tmp_path / "case.yaml").write_text(f"survey: {{weights: headcount}}\nteam:\n{roles}", encoding="utf-8")
    given = (
        tmp_path / "survey.csv",
        "--case",
        tmp_path / "case.yaml",
        "--output",
        tmp_path / "output",
        "--only",
        "xlsx",
    )
    printed("build", *given, "--name", "weighted")
    cells = {cell for row in workbook_rows(next(tmp_path.rglob("*-model.xlsx"))) for cell in row}
    assert "R001" not in cells
    assert "Weight" not in cells
