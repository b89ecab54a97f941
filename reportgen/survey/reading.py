"""From a file to a table of texts: delimiter, header, rows, nothing interpreted."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.errors import InputError
from reportgen.survey.decoding import decode
from reportgen.survey.table import Mask, Table, clean_text, rows_named, unnamed

STANDARD_INPUT = "-"

_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 100_000
_SAMPLE_RECORDS = 100
_MOST_TITLE_LINES = 5
_DIGITS = "0123456789.+-"
_SEPARATOR_LINE = re.compile(r'"?sep=([!-/:-@\[-`{-~\t])"?[,;\t|]*(?:\r\n|\r|\n)', re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END = "\ue000 end of the file"
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")

Cells = Sequence[npt.NDArray[np.object_]]


def read_table(source: str, encoding: str | None = None) -> Table:
    """The table in a file; `-` reads standard input.

    Raises InputError when there is no such file, it is no text, it has no rows, or its rows are longer than the header.
    """
    file, data = _bytes_of(source)
    decoded = decode(data, file, encoding)
    delimiter, text = _delimited(decoded.text.replace("\0", ""))
    if not text.strip():
        raise InputError(f"{file} is empty; export the survey again, with its header.")
    header = _header(text, delimiter, file)
    body = text[header.end :]
    table = Table(
        header.names,
        _cells(body, delimiter, header, file),
        header.row + 1,
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        delimiter=delimiter,
        warnings=decoded.warnings,
    )
    empty = table.empty_rows()
    if empty.any():
        table.drop(empty & _blank_lines(body, delimiter, len(empty)))
    if not len(table.rows):
        raise InputError(f"{file} has a header and no rows below it; export the answers too.")
    return table


def _bytes_of(source: str) -> tuple[str, bytes]:
    if source == STANDARD_INPUT:
        return "standard input", sys.stdin.buffer.read()
    path = Path(source)
    try:
        return path.name, path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{source}: there is no such file; check the path of the survey.") from error
    except IsADirectoryError as error:
        raise InputError(f"{source} is a folder; name the survey file in it.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{source} cannot be read ({reason}); check the path and its permissions.") from error


def _delimited(text: str) -> tuple[str, str]:
    """The delimiter and the text without Excel's `sep=` line, which spreadsheets do not show or count."""
    stated = _SEPARATOR_LINE.match(text)
    if stated and stated[1] != '"':
        return stated[1], text[stated.end() :]
    sample = text[:_SAMPLE_CHARACTERS]
    return max(_DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter)), text


def _regularity(sample: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter explains a file: records as long as the header, then cells in the header.

    With one cell a record every delimiter is regular, which explains nothing.
    """
    lengths: list[int] = []
    try:
        for record in csv.reader(_lines(sample), delimiter=delimiter):
            if record:
                lengths.append(len(record))
            if len(lengths) == _SAMPLE_RECORDS:
                break
    except csv.Error:
        return 0.0, 0
    if not lengths or lengths[0] == 1:
        return 0.0, 0
    return lengths.count(lengths[0]) / len(lengths), lengths[0]


def _lines(text: str) -> Iterator[str]:
    return (match[0] for match in _LINE.finditer(text))


@dataclass(frozen=True)
class _Header:
    names: tuple[str, ...]
    row: int
    """Its row in a spreadsheet, counted from 1."""
    end: int
    """Where the text of the first row below it begins."""


def _header(text: str, delimiter: str, file: str) -> _Header:
    """The first record with anything in it."""
    consumed = 0

    def counted_lines() -> Iterator[str]:
        nonlocal consumed
        for line in _lines(text):
            consumed += len(line)
            yield line

    try:
        for row, record in enumerate(csv.reader(counted_lines(), delimiter=delimiter), start=1):
            if any(clean_text(cell) for cell in record):
                _refuse_title(record, row, text[consumed:], file)
                return _Header(_names(record), row, consumed)
    except csv.Error as error:
        raise InputError(f"{file}: a quotation mark in the header is not closed; export the file again.") from error
    raise InputError(f"{file} has no header; the first row must name the columns.")


def _refuse_title(record: Sequence[str], row: int, below: str, file: str) -> None:
    """Raises InputError where a lone text stands above what looks like the header: several texts and no number."""
    if sum(bool(clean_text(cell)) for cell in record) > 1:
        return
    lines = itertools.islice(_lines(below[:_SAMPLE_CHARACTERS]), _MOST_TITLE_LINES)
    for distance, line in enumerate(lines, start=1):
        for delimiter in _DELIMITERS:
            cells = [clean_text(cell) for cell in line.split(delimiter)]
            if sum(map(bool, cells)) > 1 and not any(cell[:1] in _DIGITS for cell in cells if cell):
                raise InputError(
                    f"{file}: row {row} holds a title ('{_one_line(''.join(record))[:40]}') "
                    f"and the header seems to be row {row + distance}; remove the rows above it."
                )


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """Header texts in one line without markup; unnamed columns get their number, repeated names a counter."""
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, start=1):
        plain = _one_line(_MARKUP.sub(" ", cell)) or _one_line(cell) or unnamed(number)
        name, repetition = plain, 1
        while name in names:
            repetition += 1
            name = f"{plain} ({repetition})"
        names[name] = None
    return tuple(names)


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _cells(body: str, delimiter: str, header: _Header, file: str) -> Cells:
    """One array of texts a column; rows that are too short are filled with empty cells."""
    width = len(header.names)
    first = next(csv.reader(_lines(body[:_SAMPLE_CHARACTERS]), delimiter=delimiter), [])
    if len(first) > width:  # pandas would widen the table instead of saying so
        return _checked_cells(body, delimiter, header, file)
    try:
        frame = pd.read_csv(
            io.BytesIO(body.encode("utf-8", errors="replace")),
            sep=delimiter,
            header=None,
            names=range(width),
            index_col=False,
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
        )
    except pd.errors.ParserError:
        return _checked_cells(body, delimiter, header, file)
    return [frame[index].to_numpy() for index in range(width)]


def _blank_lines(body: str, delimiter: str, rows: int) -> Mask:
    """Which rows are lines without a cell: those are no responses, unlike rows of empty cells."""
    try:
        blank = [len(record) < 2 for record in csv.reader(_lines(body), delimiter=delimiter)]
    except csv.Error:
        blank = []
    return np.array(blank if len(blank) == rows else [True] * rows)


def _checked_cells(body: str, delimiter: str, header: _Header, file: str) -> Cells:
    """The slow way, for files that pandas refuses: says which rows are wrong, or forgives empty cells at their end."""
    width = len(header.names)
    records: list[list[str]] = []
    closed = False
    with contextlib.suppress(csv.Error):
        records += csv.reader(itertools.chain(_lines(body), [_END]), delimiter=delimiter)
        closed = records[-1] == [_END]  # an open quotation mark swallows it
    if not closed:
        row = header.row + max(len(records), 1)
        raise InputError(f"{file}, row {row}: a quotation mark is not closed; correct the row.")
    records.pop()
    too_long = [i for i, record in enumerate(records) if any(clean_text(cell) for cell in record[width:])]
    if too_long:
        rows = np.array(too_long) + header.row + 1
        raise InputError(
            f"{file}, {rows_named(rows)}: more cells than the header's {width}; "
            "put texts that hold the delimiter in quotation marks."
        )
    filled = [(record + [""] * width)[:width] for record in records]
    return [np.array([record[index] for record in filled], dtype=object) for index in range(width)]
