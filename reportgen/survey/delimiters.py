"""The delimiter of a text file, and its records."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

DELIMITERS = ",;\t|"
SAMPLE_CHARACTERS = 100_000

_SAMPLE_RECORDS = 100
_SEPARATOR_LINE = re.compile(r'"?sep=([!-/:-@\[-`{-~\t])"?[,;\t|]*(?:\r\n|\r|\n)', re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def delimiter_of(text: str) -> tuple[str, int]:
    """The delimiter, and where the text goes on behind Excel's `sep=` line, which spreadsheets do not show or count."""
    stated = _SEPARATOR_LINE.match(text)
    if stated and stated[1] != '"':
        return stated[1], stated.end()
    sample = text[:SAMPLE_CHARACTERS]
    return max(DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter)), 0


def _regularity(sample: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter explains a file: records as long as the header, then cells in the header.

    With one cell a record every delimiter is regular, which explains nothing.
    """
    lengths: list[int] = []
    try:
        for record in csv.reader(lines(sample), delimiter=delimiter):
            if record:
                lengths.append(len(record))
            if len(lengths) == _SAMPLE_RECORDS:
                break
    except csv.Error:
        return 0.0, 0
    if not lengths or lengths[0] == 1:
        return 0.0, 0
    return lengths.count(lengths[0]) / len(lengths), lengths[0]


def lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, whichever they are."""
    return (match[0] for match in _LINE.finditer(text))
