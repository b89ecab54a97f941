"""The rows of a large text file, as many at a time as fit into memory."""

from __future__ import annotations

import contextlib
import csv
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO, cast

import numpy as np
import pandas as pd

from reportgen.errors import InputError
from reportgen.survey.heads import Head
from reportgen.survey.large_texts import LargeText
from reportgen.survey.table import Cells, Mask, clean_text, rows_named

CELLS_AT_ONCE = 1_600_000
_END = "\ue000 end of the file"


class IrregularRowsError(Exception):
    """The rows are not what the quick way of reading takes them to be."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Some consecutive rows of a file."""

    cells: Cells
    """One array of texts a column of the file."""
    number: int
    """The spreadsheet's number of the first of them."""
    blank_lines: Mask | None
    """Which are lines without a cell; None where that was not looked at."""


def quick_rows(text: LargeText) -> Iterator[Rows]:
    """The rows as pandas reads them. Raises IrregularRowsError where that needs a closer look."""
    head = text.head
    width = len(head.names)
    if _first_length(text) > width:  # pandas would widen the table instead of saying so
        raise IrregularRowsError
    number = head.first_row
    with text.below() as below, _irregular_where_refused():
        frames = pd.read_csv(
            cast("TextIO", below),  # all of it that pandas uses
            sep=head.delimiter,
            header=None,
            names=range(width),
            index_col=False,
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
            encoding_errors="replace",
            chunksize=_rows_at_once(width),
        )
        for frame in frames:
            yield Rows([frame[index].to_numpy() for index in range(width)], number, None)
            number += len(frame)


@contextlib.contextmanager
def _irregular_where_refused() -> Iterator[None]:
    try:
        yield
    except pd.errors.ParserError as error:
        raise IrregularRowsError from error


def _first_length(text: LargeText) -> int:
    with text.below() as below, contextlib.suppress(csv.Error):
        return len(next(csv.reader(below, delimiter=text.head.delimiter), []))
    return 0


def careful_rows(lines: Iterable[str], head: Head) -> Iterator[Rows]:
    """The rows one by one, with their blank lines; those that are too short are filled up with empty cells.

    Raises InputError where a quotation mark is not closed and, at the end, for rows with more cells than the header.
    """
    width = len(head.names)
    records = _records(lines, head)
    number, too_long = head.first_row, list[int]()
    while some := list(itertools.islice(records, _rows_at_once(width))):
        too_long += [number + index for index, record in enumerate(some) if any(map(clean_text, record[width:]))]
        blank_lines = np.array([len(record) < 2 and not any(map(clean_text, record)) for record in some])
        yield Rows(_columns(some, width), number, blank_lines)
        number += len(some)
    if too_long:
        raise InputError(
            f"{head.file}, {rows_named(np.array(too_long))}: more cells than the header's {width}; "
            "put texts that hold the delimiter in quotation marks."
        )


def _records(lines: Iterable[str], head: Head) -> Iterator[list[str]]:
    lines = iter(lines)
    # pandas takes a byte order mark at the beginning of what it is given for the mark of the file.
    first = next(lines, "").removeprefix("\ufeff")
    row, record = head.first_row - 1, [_END]
    with contextlib.suppress(csv.Error):
        for following in csv.reader(itertools.chain([first], lines, [f'"{_END}"']), delimiter=head.delimiter):
            if row >= head.first_row:
                yield record
            row, record = row + 1, following
    if record != [_END]:  # an open quotation mark swallows its own
        raise InputError(f"{head.file}, row {row}: a quotation mark is not closed; correct the row.")


def _columns(records: Sequence[Sequence[str]], width: int) -> Cells:
    filled = [([*record, *[""] * width])[:width] for record in records]
    return [np.array([record[index] for record in filled], dtype=object) for index in range(width)]


def _rows_at_once(width: int) -> int:
    return max(1, CELLS_AT_ONCE // width)
