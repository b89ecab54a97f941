"""Long logs of time entries that are too large to be held at once: summed up while they are read."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from reportgen.survey.condensing import Condensing
from reportgen.survey.header_words import POSSIBLE_WAVES
from reportgen.survey.heads import Head, head_of
from reportgen.survey.instructions import Instructions
from reportgen.survey.large_texts import LargeText, looked_through
from reportgen.survey.long import states_time
from reportgen.survey.names import key
from reportgen.survey.records import IrregularRowsError, Rows, careful_rows, quick_rows
from reportgen.survey.shapes import designate
from reportgen.survey.table import Table
from reportgen.survey.tabling import refuse_empty, table_of

LARGE = 48 << 20
"""Bytes from which a log is summed up while it is read."""


def read_if_large(path: Path, instructions: Instructions) -> Table | None:
    """The table of a large log of time with one row a person, wave and activity; None for any other file.

    What comes of it is what would come of the whole file. Raises InputError as `read_table` and `read_long` do.
    """
    if path.stat().st_size < LARGE or not _may_be_log(head_of(path, instructions), instructions):
        return None
    text = looked_through(path, instructions)
    with contextlib.suppress(IrregularRowsError):
        return _summed_up(text, instructions, quick_rows)
    return _summed_up(text, instructions, _carefully)


def _carefully(text: LargeText) -> Iterator[Rows]:
    with text.below() as below:
        yield from careful_rows(below, text.head)


def _may_be_log(head: Head, instructions: Instructions) -> bool:
    """Whether the header is that of a log, and leaves no doubt about what its waves are."""
    nothing = np.empty(0, dtype=object)
    table = table_of(head, [nothing] * len(head.names), "", np.zeros(0, dtype=bool))
    designation = designate(table, instructions)
    if designation.shape != "long" or not states_time(table, designation):
        return False
    return designation.wave is not None or not any(key(header) in POSSIBLE_WAVES for header in table.header)


def _summed_up(
    text: LargeText,
    instructions: Instructions,
    rows_of: Callable[[LargeText], Iterator[Rows]],
    marks: frozenset[str] = frozenset(),
) -> Table | None:
    """The condensed table; None where only the whole file says what its columns mean or what its numbers are."""
    log: Condensing | None = None
    for rows in rows_of(text):
        part = _table(text.head, rows)
        if part.rows_read:
            log = log or Condensing(part, designate(part, instructions), marks)
            log.add(part)
    if log is None or log.in_doubt:
        return None
    if log.misread:
        return _summed_up(text, instructions, rows_of, log.marks)
    table = log.table(text.sha256)
    refuse_empty(table)
    return table


def _table(head: Head, rows: Rows) -> Table:
    """The rows as a table. Raises IrregularRowsError where there are empty ones that may be blank lines."""
    none = np.zeros(len(rows.cells[0]), dtype=bool)
    blank_lines = none if rows.blank_lines is None else rows.blank_lines
    table = table_of(replace(head, first_row=rows.number), rows.cells, "", blank_lines)
    if rows.blank_lines is None and _has_empty_rows(table):
        raise IrregularRowsError
    return table


def _has_empty_rows(table: Table) -> bool:
    empty = table.column(0).blank
    for index in range(1, len(table.header)):
        if not empty.any():
            return False
        empty = empty & table.column(index).blank
    return bool(empty.any())
