"""The index of the appendix: every line and assumption, its references in the tables, and its cells in the workbook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.business_cases import SORTS, insurance
from support.stories import section, story_of, tables
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
    assert {row.cells[0] for table in referring_tables(story) for row in table.rows if row.cells[0]} == in_index


def referring_tables(story: Story) -> Iterator[Table]:
    return (table for table in tables(story) if table.columns[0].title == "Ref")


def named(references: str) -> Iterator[str]:
    """Each of `A1, B2–B4`."""
    for part in filter(None, references.split(", ")):
        first, _, last = part.partition("–")
        letter, number = first.rstrip("0123456789tr"), first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        yield from (f"{letter}{n}" for n in range(int(number), int(last[len(letter) :]) + 1)) if last else (first,)


@pytest.mark.parametrize("sort", ["insurance", "benchmark team"])
def test_the_workbook_has_the_reference_beside_the_same_figure(sort: str, tmp_path: Path) -> None:
    """What a table of the document shows in its last year stands in the row with its reference, rounded no further."""
    results = SORTS[sort]()
    workbook = load_workbook(written(results, tmp_path / "model.xlsx").path, data_only=True)
    found = figures_by_reference(workbook)
    missing = set()
    for table in referring_tables(story_of(results)):
        for row in table.rows if table.caption.partition(". ")[2].startswith("Calculation of") else ():
            shown = re.sub(r"[^0-9.()−-]", "", row.cells[-1])
            if row.cells[0] not in found:
                missing.add(row.cells[1])
            else:
                assert any(agrees(shown, row.cells[-1], figure) for figure in found[row.cells[0]]), row
    # On Allocation tables stand side by side, without room for references.
    assert missing == {"Change of the share of value work"}


def figures_by_reference(workbook: Workbook) -> dict[str, list[float]]:
    """What stands in the last year, or where there are no years in the column of figures."""
    found: dict[str, list[float]] = {}
    for title in ("Inputs", "Benefits", "Costs"):
        sheet = workbook[title]
        heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Ref in the document")
        for row in range(heading.row + 1, sheet.max_row + 1):
            references = sheet.cell(row, heading.column).value
            last = sheet.cell(row, heading.column - 1).value if title != "Inputs" else None
            figure = last if last is not None else sheet.cell(row, 3).value
            for reference in (references or "").split(", "):
                if reference and figure is not None:
                    found.setdefault(reference, []).append(float(figure))
    return found


def agrees(digits: str, shown: str, figure: float) -> bool:
    """Whether a figure of a table is that of a cell."""
    number = float(digits.strip("()").replace("−", "-"))
    number = -number if shown.startswith("(") else number
    number /= 100 if "%" in shown or "pts" in shown else 1
    decimals = len(digits.strip("()").partition(".")[2]) + (2 if "%" in shown or "pts" in shown else 0)
    return abs(number - figure) <= 0.5000001 * 10**-decimals
