"""What the beginning of a file says of it: encoding, delimiter, header, source, and which columns are kept."""

from __future__ import annotations

import codecs
import csv
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.errors import InputError
from reportgen.survey.decoding import Decoded, decode, mark_length
from reportgen.survey.delimiters import DELIMITERS, SAMPLE_CHARACTERS, delimiter_of, lines
from reportgen.survey.header_words import Meaning
from reportgen.survey.headers import MOST_TITLE_ROWS, refuse_title
from reportgen.survey.instructions import Instructions
from reportgen.survey.layout import Layout, laid_out
from reportgen.survey.sample import MOST_RECORDS
from reportgen.survey.table import clean_text

_HEAD_BYTES = 1_000_000


@dataclass(frozen=True)
class Head:
    """All that has to be known to read the rows of a file."""

    file: str
    encoding: str
    """With which the bytes from `body` on decode; those that do not fit it are to be replaced."""
    delimiter: str
    first_row: int
    """The spreadsheet's number of the first record below the header."""
    body: int
    """Where the first record below the header begins: in bytes of the file (`head_of`), in characters of the text
    (`head_of_text`), in rows of a workbook's table."""
    layout: Layout
    warnings: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What all columns of the file are called, one a column."""
        return self.layout.names

    @property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """The columns of the file that each kept column consists of: one, or several to be joined by a space."""
        return self.layout.columns

    @property
    def header(self) -> tuple[str, ...]:
        """What the kept columns are called."""
        return self.layout.header

    @property
    def source(self) -> str:
        """The tool the file comes from; empty when it is not known."""
        return self.layout.source.name

    @property
    def meanings(self) -> Mapping[Meaning, int]:
        """Positions among the kept columns, as for `Table`."""
        return self.layout.meanings

    @property
    def metadata(self) -> frozenset[int]:
        """Positions among the kept columns, as for `Table`."""
        return self.layout.metadata

    @property
    def dropped(self) -> tuple[str, ...]:
        """Headers of the columns with personal data that are not kept."""
        return self.layout.dropped


def head_of(path: Path, instructions: Instructions) -> Head:
    """What the first megabyte of a text file says, for files too large to be read at once.

    Raises InputError when it is no text or has no header.
    """
    with path.open("rb") as file:
        data = file.read(_HEAD_BYTES)
        partial = bool(file.read(1))
    decoded = decode(data, path.name, instructions.encoding, partial=partial)
    text = decoded.text.replace("\0", "")
    head = head_of_text(decoded._replace(text=text), path.name, instructions, partial=partial)
    characters = _with_nul(decoded.text, head.body)
    mark = mark_length(data, decoded.encoding)
    return replace(head, body=mark + _bytes_of(data[mark:], decoded.encoding, characters))


def head_of_text(decoded: Decoded, file: str, instructions: Instructions, *, partial: bool = False) -> Head:
    """The same of a text, which may be `partial`, cut off within a record."""
    text = decoded.text
    delimiter, start = delimiter_of(text)
    if not text[start:].strip():
        raise InputError(f"{file} is empty; export the survey again, with its header.")
    row, records, ends = _first_records(text, start, delimiter, file)
    if partial and len(records) > 1:
        records.pop()
    layout = laid_out(records, instructions)
    if not layout.source.name:
        refuse_title(records[0], row, _possible_headers(text[ends[0] :]), file)
    return Head(
        file=file,
        encoding=decoded.encoding,
        delimiter=delimiter,
        first_row=row + layout.header_rows,
        body=ends[layout.header_rows - 1],
        layout=layout,
        warnings=decoded.warnings,
    )


def _first_records(text: str, start: int, delimiter: str, file: str) -> tuple[int, list[list[str]], list[int]]:
    """The row of the first record with anything in it, that record with those below it, and where each ends."""
    consumed = start

    def counted_lines() -> Iterator[str]:
        nonlocal consumed
        for line in lines(text[start:]):
            consumed += len(line)
            yield line

    first, records, ends = 0, list[list[str]](), list[int]()
    try:
        for row, record in enumerate(csv.reader(counted_lines(), delimiter=delimiter), start=1):
            if not records and not any(map(clean_text, record)):
                continue
            first = first or row
            records.append(record)
            ends.append(consumed)
            if len(records) == MOST_RECORDS:
                break
    except csv.Error as error:
        if not records:
            raise InputError(f"{file}: a quotation mark in the header is not closed; export the file again.") from error
    if not records:
        raise InputError(f"{file} has no header; the first row must name the columns.")
    return first, records, ends


def _possible_headers(text: str) -> Iterator[list[list[str]]]:
    """Each of the next lines, split at each delimiter."""
    for line in itertools.islice(lines(text[:SAMPLE_CHARACTERS]), MOST_TITLE_ROWS):
        yield [line.split(delimiter) for delimiter in DELIMITERS]


def _with_nul(text: str, characters: int) -> int:
    """How many characters of a text there are up to a number of them that leaves NUL out."""
    end = characters
    while (skipped := text.count("\0", 0, end)) > end - characters:
        end = characters + skipped
    return end


def _bytes_of(data: bytes, encoding: str, characters: int) -> int:
    """How many bytes the first characters take, whatever stands for bytes that fit no character."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for position in range(len(data)):
        if characters <= 0:
            return position
        characters -= len(decoder.decode(data[position : position + 1]))
    return len(data)
