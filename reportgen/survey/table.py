"""A survey file as text, before anybody says what its columns mean."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]
Cells = Sequence[Texts]
"""An array of texts a column."""

#: Control characters except tabs and line breaks, byte order marks, halves of characters and what Unicode excludes.
_NO_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ufeff\\ud800-\\udfff\\ufffe\\uffff]")


@dataclass(frozen=True, eq=False)
class Column:
    """Texts of many rows; each distinct text is kept and judged once, which is what makes large files fast."""

    codes: Codes
    """Position in `texts`, one a row."""
    texts: tuple[str, ...]
    """Distinct texts in the order of first appearance; after `take` some may stand in no row."""

    @classmethod
    def joined(cls, columns: Sequence[Column]) -> Column:
        """The rows of all columns, one below the other."""
        starts = np.cumsum([0, *(len(column.texts) for column in columns)])
        codes = np.concatenate([column.codes + start for column, start in zip(columns, starts, strict=False)])
        distinct, texts = pd.factorize(np.array([text for column in columns for text in column.texts], dtype=object))
        return cls(np.asarray(distinct[codes], dtype=np.intp), tuple(texts))

    def mapped(self, change: Callable[[str], str]) -> Column:
        """The same rows with every text changed; texts that have become equal are one."""
        return self._with_texts(tuple(map(change, self.texts)))

    def cleaned(self) -> Column:
        """Without the invisible signs that exports leave in cells."""
        if all(map(str.isprintable, self.texts)):  # quick, and true of nearly all columns
            return self._with_texts(tuple(map(str.strip, self.texts)))
        return self.mapped(clean_text)

    def _with_texts(self, changed: tuple[str, ...]) -> Column:
        if changed == self.texts:
            return self
        codes, texts = pd.factorize(np.array(changed, dtype=object))
        return Column(codes[self.codes], tuple(texts))

    def regardless_of_case(self) -> Column:
        """Texts that differ in case only are one, in the spelling that comes first."""
        spelling: dict[str, str] = {}
        for text in self.texts:
            spelling.setdefault(text.casefold(), text)
        return self.mapped(lambda text: spelling[text.casefold()])

    def take(self, rows: Codes | Mask) -> Column:
        return Column(self.codes[rows], self.texts)

    @property
    def values(self) -> Texts:
        return np.array(self.texts, dtype=object)[self.codes]

    @cached_property
    def counts(self) -> npt.NDArray[np.intp]:
        """How many rows hold each text."""
        return np.bincount(self.codes, minlength=len(self.texts))

    @cached_property
    def present(self) -> tuple[str, ...]:
        """The texts that stand in a row, without the empty one."""
        return tuple(filter(None, itertools.compress(self.texts, self.counts.tolist())))

    @property
    def blank(self) -> Mask:
        if "" not in self.texts:
            return np.zeros(len(self.codes), dtype=bool)
        return np.asarray(self.codes == self.texts.index(""))


class Table:
    """The rows of one file; columns are made when asked for."""

    def __init__(
        self,
        header: Sequence[str],
        cells: Cells,
        first_row: int,
        *,
        file: str,
        sha256: str,
        encoding: str,
        delimiter: str,
        warnings: tuple[str, ...] = (),
        source: str = "",
        meanings: Mapping[str, int] | None = None,
        metadata: frozenset[int] = frozenset(),
        dropped: tuple[str, ...] = (),
        set_aside: Mapping[str, Codes] | None = None,
        entries: Codes | None = None,
        activities: tuple[int, ...] = (),
        row_names: Sequence[str] = (),
        questions: Sequence[str] = (),
    ) -> None:
        """`cells` has one array of texts a column; `first_row` is the spreadsheet's number of the first of them.

        `source` names the tool the file comes from. `meanings` are the columns whose meaning follows from it (role of
        a column as in `shapes`, or `seconds`), `metadata` those that are no answers, `dropped` the headers of personal
        data not kept. `set_aside` are the spreadsheet rows left out before reading (unfinished, previews), by reason;
        they are not among `rows`. `entries` says how many rows of the file each row stands for, where rows were summed
        up while reading. `activities` are the columns known to be shares of time, where the file says so itself.
        `questions` are the headers with what was asked, where `header` has only the options of a question.
        `row_names` say where each row comes from, where rows have no numbers that anybody sees; `first_row` is 1 then.
        """
        self.header = tuple(header)
        self.file = file
        self.sha256 = sha256
        self.encoding = encoding
        self.delimiter = delimiter
        self.warnings = warnings
        self.source = source
        self.meanings = dict(meanings or {})
        self.metadata = metadata
        self.dropped = dropped
        self.set_aside = dict(set_aside or {})
        self.entries = entries
        self.activities = activities
        self.questions = tuple(questions[: len(header)]) or self.header
        self._row_names = tuple(row_names)
        self._cells = cells
        self._columns: dict[int, Column] = {}
        self.rows: Codes = np.arange(len(cells[0])) + first_row

    @property
    def rows_read(self) -> int:
        """Rows of the file below its header, those set aside included."""
        read = len(self.rows) if self.entries is None else int(self.entries.sum())
        return read + sum(map(len, self.set_aside.values()))

    def column(self, index: int) -> Column:
        """Cleaned texts of one column, rows as in `rows`."""
        if index not in self._columns:
            codes, texts = pd.factorize(self._cells[index])
            self._columns[index] = Column(codes, tuple(texts)).cleaned()
        return self._columns[index]

    def place(self, index: int, codes: Iterable[int]) -> list[tuple[str, str]]:
        """Where each text of a column (by its code) stands, as `survey.csv, row 14, 'Debugging'`, and the text."""
        column = self.column(index)
        return [
            (f"{self.place_of(self.rows[column.codes == code])}, '{self.header[index]}'", column.texts[code])
            for code in codes
        ]

    def place_of(self, rows: Codes) -> str:
        """Where rows, by their numbers, stand: `survey.csv, rows 3 and 5`, or `answers, anna.xlsx and ben.xlsx`."""
        if not self._row_names:
            return f"{self.file}, {rows_named(rows)}"
        named = enumerated(self.names_of(rows))
        return f"{self.file}, {named}" if named else self.file

    def names_of(self, rows: Codes) -> tuple[str, ...]:
        """What rows, by their numbers, are called; empty where numbers name them."""
        return tuple(self._row_names[row - 1] for row in rows) if self._row_names else ()

    def drop(self, rows: Mask) -> None:
        """Forgets rows that are none, such as blank lines."""
        self._cells = [column[~rows] for column in self._cells]
        self._columns.clear()
        self.rows = self.rows[~rows]
        self.entries = None if self.entries is None else self.entries[~rows]

    def put_aside(self, rows: Mask, reason: str) -> None:
        """Leaves rows out before anything is read of them."""
        if rows.any():
            self.set_aside[reason] = np.concatenate([self.set_aside.get(reason, self.rows[:0]), self.rows[rows]])
            self.drop(rows)


def clean_text(text: str) -> str:
    """Without the invisible signs that exports leave in cells, which no document may hold; line breaks stay."""
    if not text.isprintable():
        text = _NO_TEXT.sub("", text.replace("\xa0", " "))
    return text.strip()


def unnamed(number: int) -> str:
    """What a column without a header is called, counted from 1."""
    return f"column {number}"


def rows_named(rows: npt.NDArray[np.intp], most: int = 3) -> str:
    """`row 14`, `rows 3 and 5`, `rows 3, 5, 8 and 20 more`."""
    return f"{'row' if len(rows) == 1 else 'rows'} {enumerated(rows, most)}"


def enumerated(items: Sequence[object] | npt.NDArray[np.intp], most: int = 3) -> str:
    """`3`, `3 and 5`, `3, 5, 8 and 20 more`."""
    shown = [str(item) for item in items[:most]]
    if len(items) > most:
        shown.append(f"{len(items) - most} more")
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)
