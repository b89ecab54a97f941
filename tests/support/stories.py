"""What the document says of a case, to be searched: its sections, tables and sentences."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.story import Story, tell
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Chart, Paragraph, Section, Table
from reportgen.model.results import Results
from reportgen.workbook.layout import lay_out

RUN = "0123456789ab"


def story_of(results: Results) -> Story:
    return tell(results, lay_out(results.graph), RUN)


def facts_of(results: Results) -> Facts:
    return Facts(results, lay_out(results.graph), RUN)


def section(story: Story, anchor: str) -> Section:
    return next(each for each in story.sections if each.anchor == anchor)


def tables(story: Story) -> Iterator[Table]:
    return (block for each in story.sections for block in each.blocks if isinstance(block, Table))


def tables_of(story: Story, caption: str) -> list[Table]:
    """Those whose caption, behind its number, begins so."""
    return [each for each in tables(story) if each.caption.partition(". ")[2].startswith(caption)]


def table(story: Story, caption: str) -> Table:
    """The one table whose caption, behind its number, begins so."""
    (found,) = tables_of(story, caption)
    return found


def charts(story: Story) -> Iterator[Chart]:
    return (block for each in story.sections for block in each.blocks if isinstance(block, Chart))


def rows(found: Table) -> dict[str, tuple[str, ...]]:
    """The texts of each row by its label."""
    label = next(position for position, column in enumerate(found.columns) if column.form == "label")
    return {row.cells[label]: row.cells for row in found.rows}


def heads(found: Table) -> list[str]:
    return [column.title for column in found.columns]


def paragraph(story: Story, anchor: str, topic: str) -> str:
    """The text of the one paragraph of a section with that topic."""
    (found,) = [
        block.text for block in section(story, anchor).blocks if isinstance(block, Paragraph) and block.topic == topic
    ]
    return found


def texts(story: Story) -> list[str]:
    """All sentences and cells."""
    found = [story.summary.lead, *(point.text for point in story.summary.points), story.summary.switching.text]
    for each in story.sections:
        found += [each.lead, each.sources]
        for block in each.blocks:
            found += [block.text] if hasattr(block, "text") else []
            found += [getattr(block, "sources", "")]
            found += [cell for row in getattr(block, "rows", ()) for cell in row.cells]
            found += [getattr(block, "note", "")]
    return found
