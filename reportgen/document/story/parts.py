"""What the document is made of: plain objects whose texts are ready to be placed by the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from markupsafe import Markup

from reportgen.case.inputs import KINDS, Kind
from reportgen.document.story.columns import widths
from reportgen.document.story.words import LONGEST_NAME_IN_TABLE, brief
from reportgen.language import say

#: What stands in a column; the template and the style sheet follow it. `label` heads its row, `figures` are several
#: in a cell.
Form = Literal["label", "text", "number", "figures", "reference", "source", "kind"]
Emphasis = Literal["", "subtotal", "total"]

#: Tables with more rows than this may cross pages; shorter ones are kept whole.
LONGEST_WHOLE_TABLE = 18


@dataclass(frozen=True)
class KeyFigure:
    """One of the few figures that are set large."""

    figure: str
    meaning: str
    range: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: str
    topic: str = ""
    """A few words in front that say what it is about; empty for a plain paragraph."""
    leads: bool = False
    """Whether it stays on one page with what follows."""
    form: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Heading:
    title: str
    form: ClassVar[str] = "heading"


@dataclass(frozen=True)
class CallOut:
    topic: str
    text: str
    sources: str = ""
    """Of its figures, for a footnote."""
    form: ClassVar[str] = "call_out"


@dataclass(frozen=True)
class Chart:
    caption: str
    picture: Markup
    note: str = ""
    form: ClassVar[str] = "chart"


@dataclass(frozen=True)
class Column:
    title: str
    form: Form = "text"


@dataclass(frozen=True)
class Row:
    """One text a column."""

    cells: tuple[str, ...]
    emphasis: Emphasis = ""


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    form: ClassVar[str] = "table"

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise AssertionError(f"table '{self.caption}': a row has not one text for every column")

    def shown(self, row: Row) -> tuple[str, ...]:
        """The texts of a row, where the name that heads it is very long only its beginning."""
        return tuple(
            brief(cell, LONGEST_NAME_IN_TABLE) if column.form == "label" else cell
            for column, cell in zip(self.columns, row.cells, strict=True)
        )

    def kind(self, cell: str) -> Kind:
        """Which kind of evidence the word in a cell stands for."""
        return next(kind for kind in KINDS if say(kind) == cell)

    @property
    def widths(self) -> tuple[float, ...]:
        """Of the columns, in percent."""
        return widths(self.columns, self.rows)

    @property
    def whole(self) -> bool:
        """Whether it is kept on one page."""
        return len(self.rows) <= LONGEST_WHOLE_TABLE


@dataclass(frozen=True)
class Entry:
    """A line of an index: what it is, by which references tables call it, and where it stands.

    One text, as hundreds of them with elements of their own take a quarter of the time of all other pages.
    """

    label: str
    references: str
    cells: str

    def __str__(self) -> str:
        called = f" ({self.references})" if self.references else ""
        return f"{self.label}{called}\N{EN SPACE}{self.cells}"


@dataclass(frozen=True)
class Index:
    """What stands on one sheet of the workbook."""

    title: str
    entries: tuple[Entry, ...]
    form: ClassVar[str] = "index"


Block = Paragraph | Heading | CallOut | Chart | Table | Index


@dataclass(frozen=True)
class Section:
    """A chapter of the document; its lead states the finding."""

    anchor: str
    title: str
    lead: str
    blocks: tuple[Block, ...]
    number: str = ""
    new_page: bool = False
    sources: str = ""
    """Of the figures of the lead, for a footnote."""


@dataclass(frozen=True)
class Cover:
    occasion: str
    title: str
    subtitle: str
    figures: tuple[KeyFigure, ...]
    imprint: str
    date: str
    long: bool
    """Whether the title is set smaller because it would not fit otherwise."""


@dataclass(frozen=True)
class Summary:
    """The page for those who read one page."""

    anchor: str
    title: str
    lead: str
    figures: tuple[KeyFigure, ...]
    note: str
    chart: Chart | None
    points: tuple[Paragraph, ...]
    """In two columns, in reading order; each with its topic."""
    switching: CallOut
    contents_title: str
    contents: tuple[Section, ...]


@dataclass(frozen=True)
class Story:
    """The whole document."""

    author: str
    description: str
    generator: str
    running_title: str
    footer: str
    cover: Cover
    summary: Summary
    sections: tuple[Section, ...] = field(default_factory=tuple)
    smaller_summaries: tuple[Summary, ...] = ()
    """The same page with ever less on it, for where it would take more than one."""


def without_empty_columns(table: Table) -> Table:
    """The table without the columns in which no row says anything; the row labels always stay."""
    kept = [
        position
        for position, column in enumerate(table.columns)
        if column.form == "label" or any(row.cells[position] for row in table.rows)
    ]
    return Table(
        table.caption,
        tuple(table.columns[position] for position in kept),
        tuple(Row(_chosen(row.cells, kept), row.emphasis) for row in table.rows),
        table.note,
    )


def _chosen(texts: Sequence[str], positions: Sequence[int]) -> tuple[str, ...]:
    return tuple(texts[position] for position in positions)
