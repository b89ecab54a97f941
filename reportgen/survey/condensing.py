"""A log on its way from its rows, a part at a time, to a table with one row a person, wave and activity."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from reportgen.survey.durations import read_amounts
from reportgen.survey.long import MOST_PROBLEMS, amounts
from reportgen.survey.numbers import Numbers
from reportgen.survey.respondents import totals
from reportgen.survey.shapes import Designation
from reportgen.survey.sums import Sums
from reportgen.survey.table import Codes, Column, Table, Texts
from reportgen.survey.wave_names import end_of
from reportgen.survey.waves import tell_both_ends


class Condensing:
    """The parts of one log that have been read so far."""

    def __init__(self, first: Table, designation: Designation, marks: frozenset[str]) -> None:
        """`first` is the first part; `marks` are the decimal marks of the whole column, where they are known."""
        assert designation.share is not None
        self._like = first
        self._designation = designation
        self._share = designation.share
        self._sums = Sums(meaning for meaning in designation.by_meaning if meaning != "share")
        self._set_aside: dict[str, list[Codes]] = {}
        self._unreadable: dict[str, list[Codes]] = {}
        self.marks = marks
        """The decimal marks met so far."""
        self._marks_read_with: set[frozenset[str]] = set()
        self._percent_signs = False
        free = set(range(len(first.header))) - designation.taken - first.metadata
        self._possible_waves = {index: set[str]() for index in free}

    def add(self, part: Table) -> None:
        numbers = read_amounts(part.column(self._share), of_time=True, marks=self.marks)
        self._note(part, numbers)
        columns = {meaning: part.column(index) for meaning, index in self._designation.by_meaning.items()}
        columns["respondent"] = _with_totals(part, columns["respondent"])
        self._sums.add(columns, numbers.values, part.rows)

    def _note(self, part: Table, numbers: Numbers) -> None:
        """Keeps what has to be known of the whole file."""
        self.marks |= numbers.marks
        if numbers.marks or numbers.doubtful:
            self._marks_read_with.add(numbers.marks)
        self._percent_signs |= numbers.percent_signs
        for reason, rows in part.set_aside.items():
            self._set_aside.setdefault(reason, []).append(rows)
        column = part.column(self._share)
        for code, _ in numbers.findings:
            if column.texts[code] in self._unreadable or len(self._unreadable) <= MOST_PROBLEMS:
                self._unreadable.setdefault(column.texts[code], []).append(part.rows[column.codes == code])
        for index in list(self._possible_waves):
            self._note_waves(index, part.column(index))

    def _note_waves(self, index: int, column: Column) -> None:
        self._possible_waves[index].update(column.present)
        if not all(map(end_of, column.present)):
            del self._possible_waves[index]

    @property
    def misread(self) -> bool:
        """Whether numbers were read with other decimal marks than the whole column turns out to have."""
        return any(marks != self.marks for marks in self._marks_read_with)

    @property
    def in_doubt(self) -> bool:
        """Whether the log is none of time, or has waves in a column that did not look like it."""
        return self._percent_signs or any(tell_both_ends(list(texts)) for texts in self._possible_waves.values())

    def table(self, sha256: str) -> Table:
        """The condensed table. Raises InputError naming the cells that are no number."""
        if self._unreadable:
            amounts(self._unreadable_cells(), self._designation, self.marks)
        texts = self._sums.texts()
        cells = {index: texts[meaning] for meaning, index in self._designation.by_meaning.items()}
        return self._with_rows(cells, self._sums.rows, sha256, self._sums.entries)

    def _unreadable_cells(self) -> Table:
        rows = np.concatenate([np.concatenate(rows) for rows in self._unreadable.values()])
        texts = [np.full(sum(map(len, rows)), text, dtype=object) for text, rows in self._unreadable.items()]
        return self._with_rows({self._share: np.concatenate(texts)}, rows)

    def _with_rows(
        self, cells: Mapping[int, Texts], rows: Codes, sha256: str = "", entries: Codes | None = None
    ) -> Table:
        """A table like the first part, with these cells alone."""
        like, blank = self._like, np.full(len(rows), "", dtype=object)
        meanings = {meaning: index for meaning, index in self._designation.by_meaning.items() if meaning != "wave"}
        table = Table(
            like.header,
            [cells.get(index, blank) for index in range(len(like.header))],
            0,
            file=like.file,
            sha256=sha256,
            encoding=like.encoding,
            delimiter=like.delimiter,
            warnings=like.warnings,
            source=like.source,
            meanings=dict(like.meanings) | meanings,
            metadata=like.metadata,
            dropped=like.dropped,
            set_aside={reason: np.concatenate(parts) for reason, parts in self._set_aside.items()},
            entries=entries,
        )
        table.rows = rows
        return table


def _with_totals(part: Table, respondent: Column) -> Column:
    """The respondents, with the text of the first column instead in rows that it calls a total."""
    total = totals(part, 0)
    if not total.any():
        return respondent
    texts = np.where(total, part.column(0).values, respondent.values)
    codes, distinct = pd.factorize(texts)
    return Column(np.asarray(codes, dtype=np.intp), tuple(distinct))
