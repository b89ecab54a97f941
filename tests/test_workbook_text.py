"""Text of users in cells: read back by four programs, it is the same text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import NamedStyle
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from reportgen.errors import InputError
from reportgen.workbook.text import sheet_title, text, write_text

NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://a","b")', "#N/A", "#REF!", "TRUE", "1e5", "'quoted", "<script>",
    "  spaced  ", "two\nlines", "a_x000D_b", "_x0041_", "_x0041", "Zoë 数据 🦉", "{=A1}", "&amp;", "]]>",
)  # fmt: skip


def _saved(values: tuple[str, ...], path: Path) -> Path:
    workbook = Workbook()
    workbook.add_named_style(NamedStyle("label"))
    sheet = workbook.worksheets[0]
    # Readers cut off empty rows on top.
    for row, value in enumerate(("first", *values), start=1):
        write_text(sheet.cell(row, 1), value, "label")
    workbook.save(path)
    return path


def test_openpyxl_reads_the_text_and_no_formula(tmp_path: Path) -> None:
    sheet = load_workbook(_saved(NASTY, tmp_path / "text.xlsx")).worksheets[0]
    cells = [sheet.cell(row, 1) for row in range(2, len(NASTY) + 2)]
    assert [unescape(str(cell.value)) for cell in cells] == list(NASTY)
    assert {cell.data_type for cell in cells} == {"s"}


def test_calamine_reads_the_text(tmp_path: Path) -> None:
    rows = CalamineWorkbook.from_path(_saved(NASTY, tmp_path / "text.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == list(NASTY)


def test_pandas_reads_the_text(tmp_path: Path) -> None:
    path = _saved(NASTY, tmp_path / "text.xlsx")
    frame = pd.read_excel(path, engine="openpyxl", dtype=str, keep_default_na=False)
    assert [unescape(value) for value in frame["first"]] == list(NASTY)


def test_libreoffice_reads_the_text(tmp_path: Path, recalculated: Callable[[Path], Workbook]) -> None:
    """It writes the characters back unescaped."""
    sheet = recalculated(_saved(NASTY, tmp_path / "text.xlsx")).worksheets[0]
    assert [str(sheet.cell(row, 1).value) for row in range(2, len(NASTY) + 2)] == list(NASTY)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x"])
def test_what_looks_like_a_formula_stays_text_when_edited(value: str) -> None:
    """Excel takes the mark for the apostrophe that people type."""
    workbook = Workbook()
    workbook.add_named_style(NamedStyle("label"))
    cell = workbook.worksheets[0].cell(1, 1)
    write_text(cell, value, "label")
    saved = BytesIO()
    workbook.save(saved)
    read = load_workbook(saved).worksheets[0].cell(1, 1)
    assert read.quotePrefix
    assert read.style == "label"


def test_other_text_is_not_marked() -> None:
    cell = Workbook().worksheets[0].cell(1, 1)
    write_text(cell, "a=b", "Normal")
    assert not cell.quotePrefix


@pytest.mark.parametrize("character", [*"\x00\x08\x0b\x0c\x1f\ufffe\uffff", "\ud800"])
def test_illegal_characters_show_as_the_replacement_character(character: str) -> None:
    assert text(f"a{character}b") == "a\ufffdb"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_becomes_a_line_feed(line_end: str) -> None:
    assert text(f"a{line_end}b") == "a\nb"


def test_a_code_word_is_escaped_and_a_mere_underscore_is_not() -> None:
    assert text("_x000D_ _x12 a_b") == "_x005F_x000D_ _x12 a_b"


def test_a_text_as_long_as_a_cell_holds_is_kept_whole() -> None:
    assert text("a" * 32_767) == "a" * 32_767


@pytest.mark.parametrize("value", ["a" * 32_768, "🦉" * 16_384])
def test_a_text_longer_than_a_cell_holds_is_an_error(value: str) -> None:
    """Characters beyond the basic plane count twice, as in Excel."""
    with pytest.raises(InputError, match=r"^The text beginning '.*' has 32,768 characters; shorten it to the 32,767"):
        text(value)


@given(st.text(max_size=60))
def test_any_text_can_be_saved_and_read_back(value: str) -> None:
    """What is legal comes back as it was."""
    workbook = Workbook()
    write_text(workbook.worksheets[0].cell(1, 1), f"a{value}", "Normal")
    saved = BytesIO()
    workbook.save(saved)
    saved.seek(0)
    read = CalamineWorkbook.from_filelike(saved).get_sheet_by_index(0).to_python()[0][0]
    expected = "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in f"a{value}")
    assert read == expected.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("Cash flow", "Cash flow"),
        ("a[b]:c*?/\\d", "a-b--c----d"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("''", "Sheet"),
        ("HISTORY", "HISTORY sheet"),
        ("a" * 40, "a" * 31),
        ("🦉" * 20, "🦉" * 15),
    ],
)
def test_sheet_titles_are_made_legal(wanted: str, title: str) -> None:
    assert sheet_title(wanted) == title


def test_sheet_titles_are_made_different_whatever_their_case() -> None:
    assert sheet_title("Costs", {"COSTS", "costs (2)"}) == "Costs (3)"
    assert sheet_title("a" * 40, {"A" * 31}) == "a" * 27 + " (2)"


@given(st.text(max_size=50))
def test_excel_accepts_every_title(wanted: str) -> None:
    title = sheet_title(wanted)
    assert 1 <= len(title.encode("utf-16-le")) // 2 <= 31
    assert not set(title) & set("[]:*?/\\\x00")
    assert not title.startswith("'")
    assert not title.endswith("'")
    Workbook().create_sheet(title)
