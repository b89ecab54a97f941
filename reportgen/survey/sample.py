"""The first rows of a file, from which its columns are judged before it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reportgen.survey.headers import distinct, of_equal_length, plain
from reportgen.survey.personal import is_personal, names_people
from reportgen.survey.sources import recognise
from reportgen.survey.sources.source import Records, Source, Title, positions
from reportgen.survey.table import Column, clean_text

MOST_RECORDS = 1_000
"""From which a file is judged, its header included."""
_MOST_HEADER_ROWS = 3
_MOST_CELLS = 100
"""From which a column is taken for personal data or not."""

Positions = tuple[int, ...]
"""The columns of a file that one column of its table is made of."""


@dataclass(frozen=True)
class Sample:
    """The columns of a file by their headers and first cells."""

    source: Source
    header_rows: int
    titles: Sequence[Title]
    names: tuple[str, ...]
    codes: Sequence[str]
    """What the source knows the columns by."""
    rows: Records

    def column(self, several: Positions) -> Column:
        """The texts of one column, or of several joined by a space."""
        cells = [" ".join(texts).strip() for texts in zip(*(self._cells(one) for one in several), strict=True)]
        codes, texts = pd.factorize(np.array(cells, dtype=object))
        return Column(np.asarray(codes, dtype=np.intp), tuple(texts))

    def known(self, wanted: Sequence[str]) -> list[Positions]:
        """The columns that the source knows by these codes, the best first."""
        return [(position,) for position in positions(self.codes, wanted)]

    def personal(self) -> set[int]:
        """The columns of personal data."""
        known = {position for (position,) in self.known(self.source.personal)}
        return known | {one for one, name in enumerate(self.names) if is_personal(name, self._cells(one, _MOST_CELLS))}

    def names_people(self, position: int) -> bool:
        """Whether a column holds what single people are called by."""
        return names_people(self.names[position], self._cells(position, _MOST_CELLS))

    def _cells(self, position: int, most: int | None = None) -> list[str]:
        return [clean_text(row[position]) if position < len(row) else "" for row in self.rows[:most]]


def sampled(records: Records) -> Sample:
    """The columns of a file by its first records, from the header on."""
    shown = plain(records[:_MOST_HEADER_ROWS])
    source = recognise(shown)
    header_rows = min(source.header_rows(shown), len(shown))
    header = of_equal_length(shown[:header_rows])
    titles = source.titles(header)
    return Sample(source, header_rows, titles, distinct(titles), source.codes(header), records[header_rows:])
