"""What the columns of a file are called."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from reportgen.errors import InputError
from reportgen.survey.sources.source import Records, Title
from reportgen.survey.table import clean_text, unnamed

#: Rows below a lone text in which a header may show that the text is a title.
MOST_TITLE_ROWS = 5

_DIGITS = "0123456789.+-"
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")


def one_line(text: str) -> str:
    """A text as it can stand in a header."""
    return " ".join(clean_text(text).split())


def plain(records: Records) -> Records:
    """Headers in one line and without markup, unless there is nothing else."""
    return [[_without_markup(cell) or one_line(cell) for cell in record] for record in records]


def _without_markup(cell: str) -> str:
    return one_line(html.unescape(_MARKUP.sub(" ", cell)))


def of_equal_length(records: Records) -> Records:
    """Header rows with a cell for each column of the longest."""
    width = max(map(len, records))
    return [[*record, *[""] * (width - len(record))] for record in records]


def distinct(titles: Sequence[Title]) -> tuple[str, ...]:
    """Short titles where they tell columns apart, else full ones, and counted where these are the same too.

    Columns without a title get their number.
    """
    short = Counter(title.short for title in titles)
    names: dict[str, None] = {}
    for number, title in enumerate(titles, start=1):
        called = (title.short if short[title.short] == 1 else title.full) or unnamed(number)
        name, repetition = called, 1
        while name in names:
            repetition += 1
            name = f"{called} ({repetition})"
        names[name] = None
    return tuple(names)


def refuse_title(record: Sequence[str], row: int, below: Iterable[Records], file: str) -> None:
    """Raises InputError where a lone text stands above what looks like the header: several texts and no number.

    `below` are the next rows, each split in the ways it may be.
    """
    if sum(map(bool, map(clean_text, record))) > 1:
        return
    for distance, splits in enumerate(below, start=1):
        for split in splits:
            cells = [cell for cell in map(clean_text, split) if cell]
            if len(cells) > 1 and not any(cell[0] in _DIGITS for cell in cells):
                raise InputError(
                    f"{file}: row {row} holds a title ('{one_line(''.join(record))[:40]}') "
                    f"and the header seems to be row {row + distance}; remove the rows above it."
                )
