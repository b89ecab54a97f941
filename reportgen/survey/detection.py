"""Which columns of a wide file are shares of time, when nobody says so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from reportgen.errors import InputError
from reportgen.survey.allocation import Array
from reportgen.survey.header_words import is_duration
from reportgen.survey.numbers import Numbers
from reportgen.survey.table import Codes, Mask, Table

_TARGETS = (100.0, 1.0)
_TOLERANCE = 0.005
"""Of the target: how far a row may be off and still speak for a set of columns."""
_SURE = 0.9
"""Share of rows from which no better set of columns is looked for."""
_MOST_SEARCHED = 1_000
_MOST_SAMPLED = 300_000
_ROWS_FOR_RUNS = 200
_MOST_UNPROVED = 30

_TIME = re.compile(r"\b(?:time|hours|zeit|temps|tiempo|tempo)\b", re.IGNORECASE)
_RATING = re.compile(r"(?:10|[0-9])(?:\D.*)?", re.DOTALL)


def activity_columns(table: Table, numeric: dict[int, Numbers]) -> list[int]:
    """The columns whose answers add up row by row; `numeric` holds the columns that may be asked.

    Raises InputError when there are none, saying so where the answers about time are ratings.
    """
    if not numeric:
        raise InputError(f"{table.file}: no column holds numbers; each activity needs a column with its share of time.")
    indexes = list(numeric)
    adding_up = (
        best_set(np.column_stack([numeric[i].values for i in indexes])) if 1 < len(indexes) <= _MOST_SEARCHED else None
    )
    if adding_up is not None:
        return [indexes[position] for position in adding_up]
    hours = [index for index in indexes if is_duration(table.questions[index])]
    if len(hours) > 1:
        return hours
    _refuse_ratings(table)
    remaining = [index for index in indexes if not _is_identifier(numeric[index].values)]
    if 1 < len(remaining) <= _MOST_UNPROVED and all(_may_be_time(numeric[index].values) for index in remaining):
        return remaining  # the row totals decide, and are named where they are wrong
    raise InputError(
        f"{table.file}: no columns with shares of time found, none add up to 100 % row by row; "
        "check that this is the time-allocation survey, or name its columns under survey.columns.activities in a case "
        "file (reportgen inspect --write case.yaml begins one)."
    )


def best_set(numbers: Array) -> Codes | None:
    """Positions of the columns that add up to 100 (or to 1) in most rows, None when no set does in half of the rows.

    `numbers` is rows × columns, NaN for no answer. Activities mostly stand side by side, so every run of columns is
    tried, then single columns are put in or taken out as long as more rows add up; the same from all columns and from
    the least-squares solution, which finds activities that are scattered among others.
    """
    sample = _sampled(numbers)
    filled = np.nan_to_num(sample)
    best, most = None, 0
    for target, search in itertools.product(_TARGETS, (_best_run, _all_columns, _least_squares)):
        chosen = _improved(filled, search(filled, target), target)
        support = _support(filled, chosen, target)
        if support > most:
            best, most = chosen, support
        if most >= _SURE * len(filled):
            break
    if best is None:
        return None
    answered = np.count_nonzero(~np.isnan(sample[:, best]).all(axis=1))
    return np.flatnonzero(best) if 2 * most >= answered else None


def _sampled(numbers: Array) -> Array:
    """Evenly spaced rows with an answer, so many that the search stays quick."""
    answered = numbers[~np.isnan(numbers).all(axis=1)]
    width = numbers.shape[1]
    most = max(_ROWS_FOR_RUNS, 2 * width, _MOST_SAMPLED // width**2)
    if len(answered) <= most:
        return answered
    return np.asarray(answered[np.linspace(0, len(answered) - 1, most).astype(int)])


def _adds_up(totals: Array, positive: npt.NDArray[Any], target: float) -> Mask:
    """Rows that speak for a set: a single column at 100 (a progress bar, say) proves nothing."""
    return np.asarray((np.abs(totals - target) <= _TOLERANCE * target * 1.000001) & (positive >= 2))


def _support(filled: Array, chosen: Mask, target: float) -> int:
    """How many rows speak for a set."""
    return int(_adds_up(filled[:, chosen].sum(axis=1), (filled[:, chosen] > 0).sum(axis=1), target).sum())


def _best_run(filled: Array, target: float) -> Mask:
    """The run of neighbouring columns that adds up in most rows, the longest of equals, found in some of many rows."""
    filled = filled[:: max(1, len(filled) // _ROWS_FOR_RUNS)]
    width = filled.shape[1]
    best = (0, 0, 0)
    for start in range(width - 1):
        totals = np.cumsum(filled[:, start:], axis=1)
        positive = np.cumsum(filled[:, start:] > 0, axis=1)
        supports = _adds_up(totals, positive, target).sum(axis=0)
        length = int(width - start - np.argmax(supports[::-1]))
        best = max(best, (int(supports.max()), length, -start))
    run = np.zeros(width, dtype=bool)
    run[-best[2] : best[1] - best[2]] = True
    return run


def _all_columns(filled: Array, _target: float) -> Mask:
    return np.ones(filled.shape[1], dtype=bool)


def _least_squares(filled: Array, target: float) -> Mask:
    """Columns whose weight is nearer to 1 than to 0 where weighted columns come closest to the target."""
    if len(filled) < 2 * filled.shape[1]:  # with few rows some weights fit anything
        return _all_columns(filled, target)
    try:
        weights = np.linalg.lstsq(filled, np.full(len(filled), target), rcond=None)[0]
    except np.linalg.LinAlgError:
        return _all_columns(filled, target)
    return np.asarray(weights > 1 / 2)


def _improved(filled: Array, chosen: Mask, target: float) -> Mask:
    """The set after putting single columns in or out as long as more rows add up."""
    chosen = chosen.copy()
    while True:
        totals = filled[:, chosen].sum(axis=1, keepdims=True)
        positive = (filled[:, chosen] > 0).sum(axis=1, keepdims=True)
        sign = np.where(chosen, -1, 1)
        supports = _adds_up(totals + sign * filled, positive + sign * (filled > 0), target).sum(axis=0)
        if supports.max() <= _support(filled, chosen, target):
            return chosen
        chosen[supports.argmax()] ^= True


def _refuse_ratings(table: Table) -> None:
    """Raises InputError where at least two questions about time were answered on a scale."""
    rated = [
        index
        for index, header in enumerate(table.questions)
        if _TIME.search(header) and _are_ratings(table.column(index).present)
    ]
    if len(rated) > 1:
        scale = [int(re.match("[0-9]+", text)[0]) for i in rated for text in table.column(i).present]  # type: ignore[index]
        raise InputError(ratings_refused(table.file, table.questions[rated[0]], min(scale), max(scale)))


def ratings_refused(file: str, header: str, lowest: float, highest: float) -> str:
    """Why answers on a scale cannot be used."""
    shown = header if len(header) <= 60 else f"…{header[-59:]}"
    return (
        f"{file}, '{shown}': the answers are ratings from {lowest:g} to {highest:g}, no shares of time; "
        "ask for percent that add up to 100 (or for hours, and say so in the header)."
    )


def _are_ratings(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and all(_RATING.fullmatch(text) for text in texts)


def _is_identifier(values: Array) -> bool:
    """Whether numbers merely count the rows."""
    answered = values[~np.isnan(values)]
    return len(answered) > 2 and bool((np.diff(answered) == 1).all())


def _may_be_time(values: Array) -> bool:
    """Whether numbers may be percent, or hours of a month."""
    answered = values[~np.isnan(values)]
    return bool(np.median(answered) >= 0 and np.median(answered) <= 300)
