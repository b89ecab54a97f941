"""Whether a column of respondents says who answered, and which rows are no person at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from reportgen.language import say
from reportgen.survey.names import is_total
from reportgen.survey.table import Codes, Column, Mask, Table

TOTAL_ROW = "a total, not a person"

_NOBODY = frozenset(
    {
        "", "anonymous", "anonym", "anonyme", "anonymous user", "n/a", "na", "n.a.", "none", "null", "nan", "unknown",
        "not stated", "prefer not to say", "keine angabe", "unbekannt", "-", "–", "—", "?", "x",
    }
)  # fmt: skip
_MOST_OF_ONE_PERSON = 2
"""Before and after."""
_MOST_VALUES = 24
_UNSEPARATED = 0.1
"""Share of the repetitions that may remain where a column separates them."""


def identifies(column: Column, most_of_one_person: int = _MOST_OF_ONE_PERSON) -> bool:
    """Whether the texts tell people apart: more than one is named, in most of the rows that are filled in.

    `most_of_one_person` is how many rows one person may well fill alone.
    """
    named = np.array([not _is_nobody(text) for text in column.texts], dtype=bool)
    rows_named, rows_filled = int(column.counts[named].sum()), int(np.count_nonzero(~column.blank))
    several = bool(np.count_nonzero(column.counts[named]) > 1) or rows_named <= most_of_one_person
    return rows_named > 0 and 2 * rows_named > rows_filled and several


def people(table: Table, index: int | None, rows: Codes, wave: Column | None) -> tuple[Column | None, tuple[str, ...]]:
    """Who answered in each of `rows`, empty for those who do not say; none where nobody is told apart.

    The second is a warning to that effect.
    """
    if index is None or not table.column(index).present:
        return None, ()
    column = table.column(index).take(rows)
    waves = len(wave.present) if wave else 1
    if not identifies(column, max(waves, _MOST_OF_ONE_PERSON)):
        warning = say(
            "{file}, '{header}': does not tell people apart, so nobody was identified by it.",
            file=table.file,
            header=table.header[index],
        )
        return None, (warning,)
    return column.mapped(lambda text: "" if _is_nobody(text) else text), ()


def _is_nobody(text: str) -> bool:
    return text.casefold() in _NOBODY


def totals(table: Table, index: int | None) -> Mask:
    """Rows of totals and means, by the column of respondents and the first column."""
    found = np.zeros(len(table.rows), dtype=bool)
    for position in {0, index or 0}:
        column = table.column(position)
        found |= np.array([is_total(text) for text in column.texts], dtype=bool)[column.codes]
    return found


def counts_rows(column: Column) -> bool:
    """Whether respondents are merely numbered 1, 2, 3, … down the rows."""
    return len(column.codes) > 1 and all(text == str(number) for number, text in enumerate(column.values, start=1))


def separates(repeated: Sequence[Column], candidate: Column) -> bool:
    """Whether the few values of a column make rows different that are equal in all `repeated` columns.

    Rows without a text in any of them do not count.
    """
    rows = np.flatnonzero(~np.logical_or.reduce([column.blank for column in (*repeated, candidate)]))
    if not 1 < len(candidate.present) <= _MOST_VALUES:
        return False
    repetitions = len(rows) - _different(repeated, rows)
    remaining = len(rows) - _different((*repeated, candidate), rows)
    return repetitions > 0 and remaining <= _UNSEPARATED * repetitions


def _different(columns: Iterable[Column], rows: Codes) -> int:
    codes = np.zeros(len(rows), dtype=np.intp)
    for column in columns:
        codes = np.asarray(pd.factorize(codes * len(column.texts) + column.codes[rows])[0], dtype=np.intp)
    return int(codes.max(initial=-1)) + 1
