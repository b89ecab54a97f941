"""Workbooks as they come: what is read of them, and what is refused in one sentence."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from support.libreoffice import LibreOffice

from reportgen.errors import InputError
from reportgen.survey import read
from reportgen.survey.reading import read_table

HEADER = ("respondent", "Coding", "Meetings")
ROWS = (("a", 25, 75), ("b", 12.5, 87.5))


def workbook(folder: Path, *sheets: Sequence[Sequence[Any]], name: str = "survey.xlsx", row: int = 1) -> Path:
    """A workbook with these sheets, each a list of rows, the first of which stands in the given row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for down, cells in enumerate(rows):
            for right, value in enumerate(cells, start=1):
                sheet.cell(row + down, right, value)
    path = folder / name
    book.save(path)
    return path


def texts(path: Path) -> list[list[str]]:
    table = read_table(str(path))
    return [[table.column(index).values[row] for index in range(len(table.header))] for row in range(len(table.rows))]


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read(path)
    (problem,) = error.value.problems
    return problem


def test_numbers_are_what_a_person_would_write(tmp_path: Path) -> None:
    """Not 25.0, no rounding noise of binary numbers, no exponents."""
    path = workbook(tmp_path, [("A", "B", "C", "D", "E"), (25.0, 0.1 + 0.2, 12.5, 1e-7, 123456789012)])
    assert texts(path) == [["25", "0.3", "12.5", "0.0000001", "123456789012"]]


def test_dates_times_and_truth_values_are_texts(tmp_path: Path) -> None:
    day = datetime.datetime(2024, 5, 22)
    row = (day, day.replace(hour=9, minute=5), datetime.time(9, 5), datetime.timedelta(hours=30, seconds=5), True)
    path = workbook(tmp_path, [("A", "B", "C", "D", "E"), row])
    assert texts(path) == [["2024-05-22", "2024-05-22 09:05:00", "09:05:00", "30:00:05", "TRUE"]]


def test_a_number_that_became_a_date_is_named_as_such(tmp_path: Path) -> None:
    rows = [HEADER, *ROWS, ("c", datetime.datetime(2024, 5, 22), 75)]
    problem = refusal(workbook(tmp_path, rows))
    assert problem.startswith(
        "survey.xlsx, row 4, 'Coding': '2024-05-22' is a date, which spreadsheets make of numbers"
    )


def test_percent_formats_are_fractions(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADER, ("a", 0.25, 0.75), ("b", 0.5, 0.5)])
    allocation = read(path)
    assert (allocation.reading[0].unit, allocation.reading[0].counted) == ("fraction", 2)
    assert allocation.waves[0].mean_share.tolist() == [0.375, 0.625]


def test_the_table_may_begin_anywhere_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    """Empty rows and columns before the table and empty rows within it are none; so is a column merged cells left."""
    path = workbook(
        tmp_path, [(), ("", "", *HEADER), (), ("", "", "a", 25, 75), (), ("", "", "b", 20, None, "", 80)], row=3
    )
    table = read_table(str(path))
    assert table.rows.tolist() == [6, 8]
    assert table.header == (*HEADER, "column 4")
    assert (table.encoding, table.delimiter) == ("xlsx", "")


def test_the_first_sheet_with_a_table_is_read_and_others_are_named(tmp_path: Path) -> None:
    notes = [("Survey of the platform team",), ("by the office",), ("May 2024",)]
    path = workbook(tmp_path, notes, [], [HEADER, *ROWS], [HEADER, *ROWS])
    table = read_table(str(path))
    assert table.column(0).values.tolist() == ["a", "b"]
    assert table.warnings == (
        "survey.xlsx: the sheet 'Sheet 3' was read; those with other tables were not: 'Sheet 4'.",
    )


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    book = Workbook()
    for title, state in (("Lists", "hidden"), ("Answers", "visible")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for cells in ((title, "Coding", "Meetings"), *ROWS):
            sheet.append(cells)
    book.save(tmp_path / "survey.xlsx")
    assert read_table(str(tmp_path / "survey.xlsx")).header[0] == "Answers"


def test_sources_are_known_in_workbooks_too(tmp_path: Path) -> None:
    """As Microsoft Forms exports them, with real dates."""
    begun = datetime.datetime(2024, 5, 22, 9, 0, 0)
    headers = ("ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Coding", "Meetings")
    rows = [
        (number, begun, begun + datetime.timedelta(seconds=75), f"{person}@example.org", "Ada Lovelace", *shares)
        for number, (person, *shares) in enumerate(ROWS, start=1)
    ]
    path = workbook(tmp_path, [headers, *rows])
    table, allocation = read_table(str(path)), read(path)
    assert (table.source, table.dropped) == ("Microsoft Forms", ("Name",))
    assert table.column(table.meanings["seconds"]).present == ("75",)
    assert allocation.activities == ("Coding", "Meetings")
    assert "ada" not in repr(allocation).replace(table.sha256, "").casefold()


def test_a_title_above_the_table_is_refused_with_the_row_of_the_header(tmp_path: Path) -> None:
    problem = refusal(workbook(tmp_path, [("Team survey 2024",), (), HEADER, *ROWS]))
    assert "row 1 holds a title ('Team survey 2024') and the header seems to be row 3" in problem


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_formats_read_alike(tmp_path: Path, libreoffice: LibreOffice, kind: str) -> None:
    path = libreoffice.convert(workbook(tmp_path, [(), HEADER, *ROWS]), kind)
    table = read_table(str(path))
    assert (table.encoding, table.header, table.rows.tolist()) == (kind, HEADER, [3, 4])
    assert texts(path) == [["a", "25", "75"], ["b", "12.5", "87.5"]]


def test_the_content_tells_what_a_file_is_not_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADER, *ROWS], name="survey.csv")
    assert read_table(str(path)).encoding == "xlsx"
    (tmp_path / "survey.xlsx").write_text("respondent,Coding,Meetings\na,25,75\n")
    assert read_table(str(tmp_path / "survey.xlsx")).encoding == "utf-8"


def test_standard_input_may_be_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(workbook(tmp_path, [HEADER, *ROWS]).read_bytes())

    monkeypatch.setattr("sys.stdin", Input)
    assert read_table("-").header == HEADER


@pytest.mark.parametrize("rows", [[], [("only", "a header")], [("one column",), ("a",), ("b",)]])
def test_a_workbook_without_a_table_is_refused(tmp_path: Path, rows: Sequence[Sequence[Any]]) -> None:
    assert refusal(workbook(tmp_path, rows)).startswith("survey.xlsx: no sheet holds a table;")


def zipped(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"PK\x03\x04 and nothing else", "is damaged or no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is damaged or no workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (zipped(word__document="<w/>"), "is a zip file, but no workbook"),
        (zipped(**{"xl__workbook.bin": ""}), "is a binary workbook (.xlsb)"),
        (zipped(**{"xl__workbook.xml": "<"}), "is damaged or no workbook"),
        (zipped(**{"content.xml": "<"}), "is damaged or no workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, finding: str) -> None:
    path = tmp_path / "survey.xlsx"
    path.write_bytes(content)
    assert refusal(path).startswith(f"survey.xlsx {finding}")


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADER, *ROWS])
    path.write_bytes(path.read_bytes()[:-700])
    assert "is damaged or no workbook" in refusal(path)


@pytest.mark.parametrize("convert", [lambda path, _: path, lambda path, office: office.convert(path, "ods")])
def test_a_cell_at_the_end_of_the_sheet_does_not_take_all_memory(
    tmp_path: Path, libreoffice: LibreOffice, convert: Callable[[Path, LibreOffice], Path]
) -> None:
    """Somebody has typed something into the last cell there is; what lies between would take hundreds of gigabytes."""
    book = Workbook()
    for cells in (HEADER, *ROWS):
        book.worksheets[0].append(cells)
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(tmp_path / "survey.xlsx")
    path = convert(tmp_path / "survey.xlsx", libreoffice)
    assert "a sheet has cells as far away as row 1048576 and column 16384" in refusal(path)
