"""Lines: every line of the model, where it stands, how it is calculated, what it reads and what reads it."""

from __future__ import annotations

from reportgen.language import noted, say
from reportgen.model.line import Line
from reportgen.model.lines import SECTIONS
from reportgen.model.results import Results
from reportgen.model.wording import formula_in_words
from reportgen.workbook.layout import FIRST_ROW, HEADING_ROW, Layout, letters
from reportgen.workbook.sheets.page import A3, Page
from reportgen.workbook.sheets.wording import unit_words

HEADINGS = (
    noted("Line"),
    noted("Name"),
    noted("Unit"),
    noted("Definition"),
    noted("First cell"),
    noted("Formula in it"),
    noted("Formula in words"),
    noted("Reads"),
    noted("Read by"),
    noted("Kind"),
    noted("Sources"),
)
LABEL, NAME, UNIT, DEFINITION, CELL, FORMULA, WORDS, READS, READ_BY, KIND, SOURCES = range(1, len(HEADINGS) + 1)
WIDTHS = {LABEL: 34.0, NAME: 24.0, UNIT: 14.0, DEFINITION: 42.0, CELL: 17.0, FORMULA: 36.0, WORDS: 42.0, READS: 36.0,
          READ_BY: 34.0, KIND: 12.0, SOURCES: 38.0}  # fmt: skip


def write_glossary(page: Page, results: Results, layout: Layout) -> None:
    """The sheet below its first rows."""
    page.texts(HEADING_ROW, LABEL, list(map(say, HEADINGS)), "heading")
    row = FIRST_ROW
    for section, title in SECTIONS.items():
        lines = [line for line in results.graph.lines.values() if line.section == section]
        if lines:
            page.section(row, say(title), LABEL, SOURCES)
            row += 1
        for line in lines:
            _write_line(page, results, layout, line, row)
            row += 1
    page.sheet.auto_filter.ref = f"A{HEADING_ROW}:{letters(SOURCES)}{row - 1}"
    page.close(WIDTHS, f"B{FIRST_ROW}", HEADING_ROW, paper=A3)


def _write_line(page: Page, results: Results, layout: Layout, line: Line, row: int) -> None:
    graph, cell = results.graph, layout.cell(line.name)
    reads = graph.needs(line)
    page.text(row, LABEL, say(line.label), "wording")
    page.text(row, NAME, line.name, "note")
    page.text(row, UNIT, unit_words(line.unit, results.case.company.currency), "wording")
    page.text(row, DEFINITION, say(line.definition), "wording")
    page.link(row, CELL, cell.address, cell, "wording link")
    page.text(row, FORMULA, layout.formula(line), "wording")
    page.text(row, WORDS, formula_in_words(graph, line), "wording")
    page.text(row, READS, _labels(results, reads), "wording")
    page.text(row, READ_BY, _labels(results, graph.readers[line.name]), "wording")
    page.text(row, KIND, say(results.kinds[line.name]), "wording")
    page.text(row, SOURCES, _sources(results, reads), "note")


def _labels(results: Results, names: tuple[str, ...]) -> str:
    return "; ".join(dict.fromkeys(say(results.declared(name).label) for name in names))


def _sources(results: Results, names: tuple[str, ...]) -> str:
    """Where the inputs that the line reads come from."""
    assumptions = (each for name in names for each in results.case.assumptions.get(name, ()))
    return "; ".join(dict.fromkeys(each.source for each in assumptions if each.source))
