"""The entries of a log summed to person × wave × activity, part by part, in memory that does not grow with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.survey.allocation import Array
from reportgen.survey.header_words import Meaning
from reportgen.survey.table import Codes, Column, Texts

_Keys = npt.NDArray[np.int64]

#: What tells sums apart; the case in which their texts are written makes no difference.
_KEYS: tuple[Meaning, ...] = ("respondent", "wave", "activity")
_MOST_TEXTS = 1 << 31


class _DistinctTexts:
    """The distinct texts of a column, numbered in the order of their first appearance."""

    def __init__(self, same: Callable[[str], str]) -> None:
        self._same = same
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}

    def numbers(self, column: Column) -> Codes:
        return np.array([self._number(text) for text in column.texts], dtype=np.intp)[column.codes]

    def _number(self, text: str) -> int:
        number = self._numbers.setdefault(self._same(text), len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number

    def written(self, numbers: Codes) -> Texts:
        return np.array(self._texts, dtype=object)[numbers]


class _Numbering:
    """Keys numbered in the order of their first appearance."""

    def __init__(self) -> None:
        self._keys: _Keys = np.empty(0, dtype=np.int64)
        """In ascending order."""
        self._numbers: Codes = np.empty(0, dtype=np.intp)

    def of(self, keys: _Keys) -> tuple[Codes, Codes]:
        """The number of each key, and where each one that is new stands first."""
        codes, distinct = pd.factorize(keys)
        place = np.searchsorted(self._keys, distinct)
        new = np.append(self._keys, -1)[place] != distinct
        numbers = np.append(self._numbers, -1)[place]
        numbers[new] = len(self._keys) + np.arange(np.count_nonzero(new))
        order = np.flatnonzero(new)[np.argsort(distinct[new])]
        self._keys = np.insert(self._keys, place[order], distinct[order])
        self._numbers = np.insert(self._numbers, place[order], numbers[order])
        first = np.empty(len(distinct), dtype=np.intp)
        first[codes[::-1]] = np.arange(len(codes))[::-1]  # of equal positions the last written stays
        return numbers[codes], first[new]


class Sums:
    """One sum for each person, wave and activity, with what its first entry says beside."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        self._texts = {meaning: _DistinctTexts(str.casefold if meaning in _KEYS else str) for meaning in meanings}
        self._codes = {meaning: np.empty(0, dtype=np.intp) for meaning in self._texts}
        self._numberings = [(meaning, _Numbering()) for meaning in _KEYS if meaning in self._texts]
        self._sums = np.empty(0)
        self._answers = np.empty(0, dtype=np.intp)
        self.entries = np.empty(0, dtype=np.intp)
        """How many rows of the file each sum stands for."""
        self.rows = np.empty(0, dtype=np.intp)
        """The number of the first of them."""

    def add(self, columns: Mapping[Meaning, Column], values: Array, rows: Codes) -> None:
        """Adds entries with these texts, values (NaN where there is none) and row numbers."""
        codes = {meaning: texts.numbers(columns[meaning]) for meaning, texts in self._texts.items()}
        sum_of, new = np.zeros(len(rows), dtype=np.intp), np.empty(0, dtype=np.intp)
        for meaning, numbering in self._numberings:
            sum_of, new = numbering.of(sum_of * _MOST_TEXTS + codes[meaning])
        self._codes = {meaning: np.append(known, codes[meaning][new]) for meaning, known in self._codes.items()}
        self.rows = np.append(self.rows, rows[new])
        size, answered = len(self.rows), ~np.isnan(values)
        self._sums = np.append(self._sums, np.zeros(len(new)))
        np.add.at(self._sums, sum_of[answered], values[answered])  # in the order of the rows, as in one go
        self._answers = _grown(self._answers, sum_of[answered], size)
        self.entries = _grown(self.entries, sum_of, size)

    def texts(self) -> dict[Meaning, Texts]:
        """The columns of a table with one row a sum, in the order of their first entries; `share` holds the sums."""
        columns = {meaning: texts.written(self._codes[meaning]) for meaning, texts in self._texts.items()}
        exact = (np.format_float_positional(value) for value in self._sums)  # is read back to the last digit
        shares = [text if answers else "" for text, answers in zip(exact, self._answers, strict=True)]
        return {**columns, "share": np.array(shares, dtype=object)}


def _grown(counts: Codes, added: Codes, size: int) -> Codes:
    return np.append(counts, np.zeros(size - len(counts), dtype=np.intp)) + np.bincount(added, minlength=size)
