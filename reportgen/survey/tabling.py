"""From the cells of a file to its table: personal data dropped, unfinished responses and previews set aside."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from reportgen.errors import InputError
from reportgen.survey.heads import Head
from reportgen.survey.table import Cells, Mask, Table, Texts, clean_text

_SECONDS = "seconds from begin to end"


def table_of(head: Head, cells: Cells, sha256: str, no_rows: Mask) -> Table:
    """The table of a file; `cells` has an array for each of its columns, `no_rows` are lines that hold no response."""
    kept = [_joined([cells[position] for position in column]) for column in head.columns]
    header, metadata = head.header, head.metadata
    meanings = {str(meaning): index for meaning, index in head.meanings.items()}
    if head.layout.times and "seconds" not in meanings:
        meanings["seconds"] = len(kept)
        metadata |= {len(kept)}
        header = (*header, _SECONDS)
        kept.append(_seconds(*(kept[position] for position in head.layout.times)))
    table = Table(
        header,
        kept,
        head.first_row,
        file=head.file,
        sha256=sha256,
        encoding=head.encoding,
        delimiter=head.delimiter,
        warnings=head.warnings,
        source=head.source,
        questions=(*head.layout.questions, _SECONDS),
        meanings=meanings,
        metadata=metadata,
        dropped=head.dropped,
    )
    if no_rows.any():
        table.drop(no_rows)
    for position, rule in head.layout.set_aside:
        column = table.column(position)
        concerned = np.array([rule.concerns(text) for text in column.texts], dtype=bool)
        table.put_aside(concerned[column.codes], rule.reason)
    return table


def refuse_empty(table: Table, sheet: str = "") -> None:
    """Raises InputError where a file has no rows below its header, or none that is finished and no preview."""
    place = f"{table.file}, sheet '{sheet}'," if sheet else table.file
    if not table.rows_read:
        raise InputError(f"{place} has a header and no rows below it; export the answers too.")
    if not len(table.rows):
        reasons = ", ".join(f"{reason} ({len(rows)})" for reason, rows in table.set_aside.items())
        raise InputError(f"{place} holds no response that can be used: {reasons}; export it again with finished ones.")


def empty_rows(cells: Cells) -> Mask:
    """Rows without a single text."""
    rows = np.arange(len(cells[0]))
    for column in cells:
        texts = column[rows]
        blank = [text for text in pd.unique(texts) if not clean_text(text)]
        rows = rows[np.isin(texts, blank)] if blank else rows[:0]
        if not len(rows):
            break
    empty = np.zeros(len(cells[0]), dtype=bool)
    empty[rows] = True
    return empty


def _joined(columns: Sequence[Texts]) -> Texts:
    first, *others = columns
    for other in others:
        first = first + " " + other
    return first


def _seconds(begun: Texts, ended: Texts) -> Texts:
    """How long each response took, empty where the moments do not tell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the format of the moments is guessed, and not knowing it does no harm
        first, last = (pd.to_datetime(pd.Series(moments), errors="coerce", utc=True) for moments in (begun, ended))
    seconds = (last - first).dt.total_seconds()
    return np.array([f"{one:.0f}" if one >= 0 else "" for one in seconds], dtype=object)
