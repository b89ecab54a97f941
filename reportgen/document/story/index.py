"""Appendix: every line and assumption with its cells in the workbook and its references in the tables."""

from __future__ import annotations

import itertools

from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Block, Entry, Heading, Index, Paragraph
from reportgen.language import say
from reportgen.model.references import Letters, benefit_calculations, cost_calculations
from reportgen.workbook.layout import Block as Cells


def index(facts: Facts, letters: Letters) -> list[Block]:
    """By sheet, in the order of the workbook."""
    references = _references(facts, letters)
    blocks = sorted(facts.layout.blocks.values(), key=lambda block: _place(facts, block))
    sheets = itertools.groupby(blocks, key=lambda block: block.sheet)
    explained = say(
        "With the references that figures have in the tables above. What a line means, its formula and the lines that "
        "read it stand on the workbook’s sheet Lines."
    )
    return [
        Heading(say("Every line and its cells")),
        Paragraph(explained, leads=True),
        *(
            Index(sheet, tuple(_entry(facts, block, references.get(block.name, [])) for block in on_sheet))
            for sheet, on_sheet in sheets
        ),
    ]


def _place(facts: Facts, block: Cells) -> tuple[int, int, int]:
    sheets = list(dict.fromkeys(each.sheet for each in facts.layout.blocks.values()))
    return sheets.index(block.sheet), block.row, block.column


def _entry(facts: Facts, block: Cells, references: list[tuple[str, str]]) -> Entry:
    by_letter = itertools.groupby(references, key=lambda each: each[0])
    together = [_together([reference for _, reference in found]) for _, found in by_letter]
    return Entry(facts.label(block.name), ", ".join(together), block.range)


def _together(references: list[str]) -> str:
    """Of the rows of a table that show the items of a line, which follow each other."""
    return f"{references[0]}–{references[-1]}" if len(references) > 2 else ", ".join(references)


def _references(facts: Facts, letters: Letters) -> dict[str, list[tuple[str, str]]]:
    """Name of a line or input → letters of the tables and references, in the order of the document."""
    found: dict[str, list[tuple[str, str]]] = {}
    for calculation in (*benefit_calculations(facts.results), *cost_calculations(facts.results)):
        for row in calculation.rows:
            found.setdefault(row.name, []).append((calculation.letter, row.reference))
    if facts.results.has("overlap_in_year"):
        found["overlap_in_year"] = [(letters.overlap, f"{letters.overlap}tr")]
    return found
