"""Delimiters, headers and rows as they are in real files."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.survey_files import table_of, written

from reportgen.errors import InputError
from reportgen.survey.heads import head_of
from reportgen.survey.instructions import Instructions
from reportgen.survey.reading import read_table

CONTROLS = "".join(chr(code) for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r")


def refusal(folder: Path, content: str | bytes) -> str:
    with pytest.raises(InputError) as error:
        table_of(folder, content)
    return str(error.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_regular_rows(tmp_path: Path, delimiter: str) -> None:
    rows = [["Waiting, idle", "Build; ship", "Note"], ["12,5", "80", "a"], ["20", "80,5", "b, c, d"]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    table = table_of(tmp_path, text.getvalue())
    assert table.delimiter == delimiter
    assert list(table.header) == rows[0]
    assert table.column(0).values.tolist() == ["12,5", "20"]


def test_excels_separator_line_is_honoured_and_not_counted_as_a_row(tmp_path: Path) -> None:
    table = table_of(tmp_path, "sep=;\r\nA,x;B\r\n1;2\r\n")
    assert table.header == ("A,x", "B")
    assert table.rows.tolist() == [2]


def test_rows_keep_the_numbers_a_spreadsheet_shows(tmp_path: Path) -> None:
    """Blank lines count for the numbers and are no rows, empty cells are; a cell with a line break is in one row."""
    table = table_of(tmp_path, 'A,B\n1,2\n\n"3\nthree",4\n  \n,\n5,6\n\n')
    assert table.rows.tolist() == [2, 4, 6, 7]
    assert table.column(0).values.tolist() == ["1", "3\nthree", "", "5"]


def test_blank_lines_above_the_header_are_skipped(tmp_path: Path) -> None:
    table = table_of(tmp_path, "\n,\nA,B\n1,2\n")
    assert table.header == ("A", "B")
    assert table.rows.tolist() == [4]


@pytest.mark.parametrize("sign", ["\a", "\x1c", "\x7f", "\x9f", "\ufffe", "\uffff"])
def test_signs_that_no_document_may_hold_are_taken_out_of_headers_and_cells(tmp_path: Path, sign: str) -> None:
    """XML does not allow them, and they mean nothing."""
    table = table_of(tmp_path, f"Wai{sign}ting,wave\n20,be{sign}fore\n")
    assert table.header == ("Waiting", "wave")
    assert table.column(1).values.tolist() == ["before"]


def test_nothing_is_interpreted(tmp_path: Path) -> None:
    """pandas would make a missing value, a 7 and a 100000 of these."""
    table = table_of(tmp_path, "A,B,C\nNA,007,1E5\n")
    assert [table.column(index).values.tolist() for index in range(3)] == [["NA"], ["007"], ["1E5"]]


def test_invisible_signs_are_stripped_from_cells_and_headers(tmp_path: Path) -> None:
    """A byte order mark, no-break spaces and NUL bytes, as SurveyMonkey and Excel leave them."""
    table = table_of(tmp_path, "\ufeffA\xa0,B\xa0time\0\n\ufeff1\xa0, 2\xa0000 \n")
    assert table.header == ("A", "B time")
    assert table.column(0).values.tolist() == ["1"]
    assert table.column(1).values.tolist() == ["2 000"]


def test_headers_lose_markup_and_line_breaks_but_never_their_text(tmp_path: Path) -> None:
    table = table_of(tmp_path, '"<p>Waiting\nfor <b>data</b></p>",<script>,x < 5 > 3,,A,A\n1,2,3,4,5,6\n')
    assert table.header == ("Waiting for data", "<script>", "x < 5 > 3", "column 4", "A", "A (2)")


def test_entities_of_html_in_headers_become_what_they_stand_for(tmp_path: Path) -> None:
    table = table_of(tmp_path, "<p>Waiting&nbsp;for data</p>,R&amp;D,Q&A,&lt;5\n1,2,3,4\n")
    assert table.header == ("Waiting for data", "R&D", "Q&A", "<5")


def test_a_quotation_mark_left_open_in_the_header_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        table_of(tmp_path, '"A,B\n1,2\n3,4\n')
    assert raised.value.problems == ("survey.csv, row 1: a quotation mark is not closed; correct the row.",)


def test_rows_that_are_too_short_are_filled(tmp_path: Path) -> None:
    table = table_of(tmp_path, "A,B,C\n1\n1,2,3\n")
    assert table.column(2).values.tolist() == ["", "3"]


@pytest.mark.parametrize("rows", ["1,2,\n3,4\n", "1,2\n3,4,,,\n", "1,2,,\n3,4,\n"])
def test_empty_cells_beyond_the_header_do_no_harm(tmp_path: Path, rows: str) -> None:
    table = table_of(tmp_path, "A,B\n" + rows)
    assert table.column(1).values.tolist() == ["2", "4"]


@pytest.mark.parametrize("rows", ["1,2,3\n4,5\n6,7,8\n", "1,2,3\n\n6,7,8,9\n"])
def test_rows_longer_than_the_header_are_refused_by_number(tmp_path: Path, rows: str) -> None:
    assert "survey.csv, rows 2 and 4: more cells than the header's 2" in refusal(tmp_path, "A,B\n" + rows)


@pytest.mark.parametrize("start", ['A,B\n1,2\n"3,4\n5,6\n', 'A,B\n1,2\n3,"4'])
def test_an_open_quotation_mark_is_refused_with_its_row(tmp_path: Path, start: str) -> None:
    assert "survey.csv, row 3: a quotation mark is not closed" in refusal(tmp_path, start)


def test_a_very_long_open_quotation_is_refused_too(tmp_path: Path) -> None:
    assert "not closed" in refusal(tmp_path, 'A,B\n1,2\n"' + "x" * 200_000)
    assert "not closed" in refusal(tmp_path, '"A,B\n' + "1,2\n" * 50_000)


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff", "sep=;\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: str) -> None:
    assert "survey.csv is empty" in refusal(tmp_path, content)


@pytest.mark.parametrize("content", ["A,B", "A,B\n\n", "A,B\n \n\n"])
def test_a_header_alone_is_refused(tmp_path: Path, content: str) -> None:
    assert "no rows below" in refusal(tmp_path, content)


def test_a_header_of_empty_cells_is_refused(tmp_path: Path) -> None:
    assert "no header" in refusal(tmp_path, ",\n,\n")


def test_missing_files_folders_and_impossible_paths_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_table(str(tmp_path / "nowhere.csv"))
    with pytest.raises(InputError, match="is a folder without filled-in questionnaires"):
        read_table(str(tmp_path))
    with pytest.raises(InputError, match="cannot be read"):
        read_table("a\0b")


def test_standard_input_is_a_file_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(b"A,B\n1,2\n")

    monkeypatch.setattr("sys.stdin", Input)
    table = read_table("-")
    assert table.file == "standard input"
    assert table.header == ("A", "B")


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    """What a shell puts in place of `<(…)` is empty when it is opened again."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(max_workers=1) as writer:
        writer.submit(pipe.write_text, "A,B\n1,2\n")
        assert read_table(str(pipe)).header == ("A", "B")


def test_the_hash_is_of_the_bytes_of_the_file(tmp_path: Path) -> None:
    (path,) = written(tmp_path, "A,B\n1,2\n")
    assert read_table(str(path)).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\xa0\ufffe\uffff" + CONTROLS), max_size=8),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_a_csv_writer_writes_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """Quotes, line breaks and delimiters inside cells survive; cells are stripped."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["A", "B", "C"], *rows])
    expected = [[cell.strip() for cell in row] for row in rows]
    table = table_of(tmp_path_factory.mktemp("written"), text.getvalue())
    assert [[table.column(index).values[row] for index in range(3)] for row in range(len(table.rows))] == expected


@pytest.mark.parametrize("title", ["Team survey 2024\n\n", "Team survey 2024,,\nExported 1.1.2024,,\n"])
def test_a_title_above_the_header_is_refused_with_the_row_of_the_header(tmp_path: Path, title: str) -> None:
    said = refusal(tmp_path, title + "respondent,Wait,Build\na,20,80\n")
    assert "row 1 holds a title ('Team survey 2024') and the header seems to be row 3" in said


def test_a_header_of_one_column_is_no_title(tmp_path: Path) -> None:
    assert table_of(tmp_path, "A,,\n20,x,y\n").header == ("A", "column 2", "column 3")


HEADS = {
    "plain": (b"A,B\n", b"1,2\n"),
    "byte order mark": (b"\xef\xbb\xbfA,B\r\n", b"1,2\r\n"),
    "separator line": (b"sep=;\r\nA;B\r\n", b"1;2\r\n"),
    "blank lines": (b"\r\n,\r\nA,B\r\n", b"1,2\r\n"),
    "line breaks and signs": ('"A\nb","Bü"\r'.encode(), b"1,2\r"),
    "windows": (b"A,B\xfc\n", b"1,\x81\n"),
    "utf-16": ("\ufeffA,B\u00fc\n".encode("utf-16-le"), "1,2\n".encode("utf-16-le")),
    "utf-16, big end first": ("\ufeffA\tB\u00fc\n".encode("utf-16-be"), "1\t2\n".encode("utf-16-be")),
    "NUL": (b"A\0,\0B\n", b"1,2\0\n"),
    "header of three rows": (b'StartDate,Q1\nx,y\n"{""ImportId"":1}",z\n', b"1,2\n"),
}


@pytest.mark.parametrize("case", HEADS)
def test_the_head_of_a_file_says_at_which_byte_its_rows_begin(tmp_path: Path, case: str) -> None:
    above, below = HEADS[case]
    (path,) = written(tmp_path, above + below)
    head, table = head_of(path, Instructions()), read_table(str(path))
    assert path.read_bytes()[head.body :] == below
    assert (head.header, head.encoding, head.delimiter) == (table.header, table.encoding, table.delimiter)
    assert (head.first_row, head.source) == (table.rows[0], table.source)


def test_the_head_of_a_long_file_may_end_within_a_character(tmp_path: Path) -> None:
    """Rows have six bytes and characters two, so one of these headers makes the end of the megabyte split one."""
    for shift in range(6):
        (path,) = written(tmp_path, f"A,B{'x' * shift}\n" + "ü,ü\n" * 300_000)
        head = head_of(path, Instructions())
        assert (head.encoding, head.warnings) == ("utf-8", ())


def test_columns_with_personal_data_are_named_by_the_head_and_not_kept(tmp_path: Path) -> None:
    (path,) = written(tmp_path, "respondent,E-mail,A\np1,a@b.org,2\np2,b@b.org,3\n")
    head = head_of(path, Instructions())
    assert head.names == ("respondent", "E-mail", "A")
    assert (head.columns, head.header, head.dropped) == (((0,), (2,)), ("respondent", "A"), ("E-mail",))


def test_an_encoding_may_be_asked_for(tmp_path: Path) -> None:
    (path,) = written(tmp_path, "A,B\nü,2\n".encode("cp437"))
    table = read_table(str(path), Instructions(encoding="cp437"))
    assert (table.column(0).values.tolist(), table.encoding) == (["ü"], "cp437")
