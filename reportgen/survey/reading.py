"""From a survey, whatever it is, to a table of texts: nothing is interpreted."""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from reportgen.errors import InputError
from reportgen.survey.decoding import decode
from reportgen.survey.delimiters import SAMPLE_CHARACTERS, lines
from reportgen.survey.heads import Head, head_of_text
from reportgen.survey.instructions import Instructions
from reportgen.survey.records import careful_rows
from reportgen.survey.table import Cells, Mask, Table
from reportgen.survey.tabling import empty_rows, refuse_empty, table_of

STANDARD_INPUT = "-"

_NOTHING_SAID = Instructions()
_LONGEST_SIGNATURE = 8


def read_table(source: str, instructions: Instructions = _NOTHING_SAID) -> Table:
    """The table in a text file or a workbook, or in a folder of filled-in questionnaires; `-` reads standard input.

    Raises InputError when there is no such file, it holds no table, it has no rows, or its rows are longer than the
    header.
    """
    from reportgen.survey.forms import is_form, read_forms  # only where there are files
    from reportgen.survey.logs import read_if_large
    from reportgen.survey.workbooks import format_of, is_workbook

    if source == STANDARD_INPUT:
        return _table_in(sys.stdin.buffer.read(), "standard input", instructions)
    path = Path(source)
    if path.is_dir():
        return read_forms(source)
    if path.is_file():  # what comes through a pipe can be read only once
        if is_workbook(_bytes_of(path, source, _LONGEST_SIGNATURE)):
            if format_of(_bytes_of(path, source), path.name) and is_form(source):
                return read_forms(source)
        elif (table := read_if_large(path, instructions)) is not None:
            return table
    return _table_in(_bytes_of(path, source), path.name, instructions)


def _bytes_of(path: Path, source: str, most: int = -1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError as error:
        raise InputError(f"{source}: there is no such file; check the path of the survey.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{source} cannot be read ({reason}); check the path and its permissions.") from error


def _table_in(data: bytes, file: str, instructions: Instructions) -> Table:
    from reportgen.survey.spreadsheets import read_workbook
    from reportgen.survey.workbooks import is_workbook

    if is_workbook(data):
        return read_workbook(data, file, instructions)
    return _read_text(data, file, instructions)


def _read_text(data: bytes, file: str, instructions: Instructions) -> Table:
    decoded = decode(data, file, instructions.encoding)
    text = decoded.text.replace("\0", "")
    head = head_of_text(decoded._replace(text=text), file, instructions)
    body = text[head.body :]
    cells = _cells(body, head)
    table = table_of(head, cells, hashlib.sha256(data).hexdigest(), _blank_lines(body, head, cells))
    if not table.rows_read:
        _refuse_open_header(text, head)
    refuse_empty(table)
    return table


def _refuse_open_header(text: str, head: Head) -> None:
    """Raises InputError where the header has no end, so that all rows are part of it."""
    try:
        list(csv.reader(lines(text), delimiter=head.delimiter, strict=True))
    except csv.Error as error:
        row = head.first_row - head.layout.header_rows
        raise InputError(f"{head.file}, row {row}: a quotation mark is not closed; correct the row.") from error


def _blank_lines(body: str, head: Head, cells: Cells) -> Mask:
    """Which rows are lines without a cell: those are no responses, unlike rows of empty cells."""
    empty = empty_rows(cells)
    if not empty.any():
        return empty
    try:
        blank = [len(record) < 2 for record in csv.reader(lines(body), delimiter=head.delimiter)]
    except csv.Error:
        return empty
    return empty & np.array(blank) if len(blank) == len(empty) else empty


def _cells(body: str, head: Head) -> Cells:
    """One array of texts a column of the file, which is empty for those not kept; too short rows are filled up."""
    width = len(head.names)
    first = next(csv.reader(lines(body[:SAMPLE_CHARACTERS]), delimiter=head.delimiter), [])
    if len(first) > width:  # pandas would widen the table instead of saying so
        return _checked_cells(body, head)
    try:
        frame = pd.read_csv(
            io.BytesIO(body.encode("utf-8", errors="replace")),
            sep=head.delimiter,
            header=None,
            names=range(width),
            index_col=False,
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
        )
    except pd.errors.ParserError:
        return _checked_cells(body, head)
    return [frame[index].to_numpy() for index in range(width)]


def _checked_cells(body: str, head: Head) -> Cells:
    """The slow way, for files that pandas refuses: says which rows are wrong, or forgives empty cells at their end."""
    parts = [rows.cells for rows in careful_rows(lines(body), head)]
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)]
