"""The index of the appendix: every line and assumption, its references in the tables, and its cells in the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.business_cases import SORTS, insurance
from support.stories import section, story_of
from support.workbooks import written

from reportgen.document.story import Story
from reportgen.document.story.parts import Entry, Index, Table
from reportgen.model.results import Results


@pytest.fixture(scope="module")
def insured() -> Results:
    return insurance()


def entries(story: Story) -> Iterator[tuple[str, Entry]]:
    """Sheet and entry, in reading order."""
    for block in section(story, "figures").blocks:
        if isinstance(block, Index):
            yield from ((block.title, entry) for entry in block.entries)


@pytest.mark.parametrize("sort", SORTS)
def test_no_line_and_no_assumption_is_left_out(sort: str) -> None:
    results = SORTS[sort]()
    # The year stands over the columns and has no cells of its own.
    inputs = [each for name, each in results.graph.inputs.items() if name != "year"]
    declared = [*inputs, *results.graph.lines.values()]
    assert Counter(entry.label for _, entry in entries(story_of(results))) == Counter(each.label for each in declared)


def test_in_the_workbook_the_cells_have_the_label_of_the_index(insured: Results, tmp_path: Path) -> None:
    """Beside the figure, or over its column; a line by item has it in the row above its items."""
    workbook = load_workbook(written(insured, tmp_path / "model.xlsx").path)
    for sheet, entry in entries(story_of(insured)):
        first, _, last = entry.cells.partition(":")
        assert workbook[sheet][first].value is not None, entry
        assert workbook[sheet][last or first].value is not None, entry
        assert any(text.startswith(entry.label) for text in texts_around(workbook, sheet, first)), (sheet, entry)


def texts_around(workbook: Workbook, title: str, address: str) -> Iterator[str]:
    sheet = workbook[title]
    row, column = sheet[address].row, sheet[address].column
    for place in ((row, 1), (row, 2), (row - 1, 1), (row - 2, column), (row - 2, 1)):
        text = sheet.cell(max(place[0], 1), place[1]).value
        if isinstance(text, str):
            yield text


def test_a_figure_of_the_tables_is_found_by_its_reference(insured: Results) -> None:
    found = {entry.label: entry.references for _, entry in entries(story_of(insured))}
    assert found["Payroll"] == "A1, G1"
    assert found["Productivity gain"] == "At"
    assert found["Benefit after adoption and risk"] == "Atr, Btr, Ctr"
    assert found["Counted twice"] == "Dtr"
    assert found["Run costs"] == "Ft"
    assert found["Net present value"] == ""


@pytest.mark.parametrize("sort", SORTS)
def test_every_reference_of_the_tables_is_in_the_index(sort: str) -> None:
    story = story_of(SORTS[sort]())
    in_index = {each for _, entry in entries(story) for each in named(entry.references)}
    in_tables = {
        row.cells[0]
        for anchor in ("benefits", "costs")
        for block in section(story, anchor).blocks
        if isinstance(block, Table) and block.columns[0].title == "Ref"
        for row in block.rows
        if row.cells[0]
    }
    assert in_tables == in_index


def named(references: str) -> Iterator[str]:
    """Each of `A1, B2–B4`."""
    for part in filter(None, references.split(", ")):
        first, _, last = part.partition("–")
        letter, number = first.rstrip("0123456789tr"), first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        yield from (f"{letter}{n}" for n in range(int(number), int(last[len(letter) :]) + 1)) if last else (first,)
