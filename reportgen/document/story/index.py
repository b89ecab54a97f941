"""Appendix: every line and assumption with its cells in the workbook and its references in the tables."""

from __future__ import annotations

import itertools

from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Block, Entry, Heading, Index, Paragraph
from reportgen.language import say
from reportgen.model.references import letter_of, references
from reportgen.workbook.layout import Block as Cells


def index(facts: Facts) -> list[Block]:
    """By sheet, in the order of the workbook."""
    named: dict[str, list[str]] = {}
    for (name, _), found in references(facts.results).items():
        named.setdefault(name, []).extend(found)
    blocks = list(facts.layout.blocks.values())
    order = list(dict.fromkeys(block.sheet for block in blocks))
    blocks.sort(key=lambda block: (order.index(block.sheet), block.row, block.column))
    sheets = itertools.groupby(blocks, key=lambda block: block.sheet)
    explained = say(
        "With the references that figures have in the tables above. What a line means, its formula and the lines that "
        "read it stand on the workbook’s sheet Lines."
    )
    return [
        Heading(say("Every line and its cells")),
        Paragraph(explained, leads=True),
        *(
            Index(sheet, tuple(_entry(facts, block, named.get(block.name, [])) for block in on_sheet))
            for sheet, on_sheet in sheets
        ),
    ]


def _entry(facts: Facts, block: Cells, named: list[str]) -> Entry:
    by_letter = itertools.groupby(dict.fromkeys(named), key=letter_of)
    return Entry(facts.label(block.name), ", ".join(_together(list(found)) for _, found in by_letter), block.range)


def _together(references: list[str]) -> str:
    """Of the rows of a table that show the items of a line, which follow each other."""
    return f"{references[0]}–{references[-1]}" if len(references) > 2 else ", ".join(references)
