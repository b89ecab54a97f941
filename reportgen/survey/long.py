"""Long files: one row an activity of a response (respondent, wave, activity, share)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.errors import InputError
from reportgen.survey.allocation import Array
from reportgen.survey.answers import Answers
from reportgen.survey.names import positions_of
from reportgen.survey.numbers import read_numbers
from reportgen.survey.respondents import TOTAL_ROW, totals
from reportgen.survey.shapes import Designation, is_hours
from reportgen.survey.table import Codes, Column, Mask, Table
from reportgen.survey.wide import column_taken

NO_RESPONDENT = "no respondent named"
NO_ACTIVITY = "no activity named"
ACTIVITY_NOT_USED = "activity not used"

MOST_ACTIVITIES = 60


def read_long(table: Table, designation: Designation, activities: Sequence[str] | None = None) -> Answers:
    """The answers of a long table, summed to person × wave × activity; `activities` picks and orders activities.

    Raises InputError naming every cell that is no number, or when the activity column holds other than activities.
    """
    assert designation.respondent is not None
    assert designation.activity is not None
    assert designation.share is not None
    respondent = table.column(designation.respondent).mapped(str.casefold)
    activity = table.column(designation.activity).regardless_of_case()
    numbers = read_numbers(table.column(designation.share))
    problems = numbers.problems(table, designation.share)
    if problems:
        raise InputError(*problems)
    names = _checked_names(activity, table, designation.activity)
    lost = _lost(table, designation.respondent, respondent, activity)
    if activities is not None:
        names = [names[index] for index in positions_of(activities, names, table.file)]
    position = _positions(activity, names)
    lost[ACTIVITY_NOT_USED] = (position < 0) & ~np.logical_or.reduce(list(lost.values()))
    kept = np.flatnonzero(~np.logical_or.reduce(list(lost.values())))
    wave = column_taken(table, designation.wave, np.arange(len(table.rows)))
    wave = wave.regardless_of_case() if wave else None
    response = _responses(respondent, wave, kept)
    first = _first_rows(response, kept)
    hours = is_hours(table.header[designation.share])
    sums = _summed(numbers.values[kept], response, position[kept], (len(first), len(names)), hours)
    return Answers(
        table=table,
        shape="long",
        activities=tuple(names),
        numbers=sums,
        rows=table.rows[first],
        entries=np.bincount(response, minlength=len(first)),
        respondent=respondent.take(first),
        wave=wave.take(first) if wave else None,
        role=column_taken(table, designation.role, first),
        team=column_taken(table, designation.team, first),
        designation=designation,
        hours=hours,
        percent_signs=numbers.percent_signs,
        lost={reason: int(rows.sum()) for reason, rows in lost.items() if rows.any()},
    )


def _lost(table: Table, index: int, respondent: Column, activity: Column) -> dict[str, Mask]:
    """Rows that belong to no response, each with its first reason."""
    total = totals(table, index)
    named = ~total & ~respondent.blank
    return {TOTAL_ROW: total, NO_RESPONDENT: respondent.blank & ~total, NO_ACTIVITY: activity.blank & named}


def _checked_names(activity: Column, table: Table, index: int) -> list[str]:
    names = list(activity.present)
    if not names:
        raise InputError(f"{table.file}, '{table.header[index]}': no row names an activity; fill in the column.")
    if len(names) > MOST_ACTIVITIES:
        raise InputError(
            f"{table.file}, '{table.header[index]}': {len(names)} different activities; "
            f"bring them down to at most {MOST_ACTIVITIES} categories of work."
        )
    return names


def _responses(respondent: Column, wave: Column | None, kept: Codes) -> Codes:
    """The number of each kept row's response, counted in the order of first appearance."""
    key = respondent.codes[kept]
    if wave is not None:
        key = key * len(wave.texts) + wave.codes[kept]
    return np.asarray(pd.factorize(key)[0], dtype=np.intp)


def _first_rows(response: Codes, kept: Codes) -> Codes:
    first = np.empty(response.max(initial=-1) + 1, dtype=np.intp)
    first[response[::-1]] = kept[::-1]  # of equal positions the last written stays
    return first


def _positions(activity: Column, names: Sequence[str]) -> Codes:
    position = {name: index for index, name in enumerate(names)}
    return np.array([position.get(text, -1) for text in activity.texts], dtype=np.intp)[activity.codes]


def _summed(values: Array, response: Codes, activity: Codes, shape: tuple[int, int], hours: bool) -> Array:
    """Responses × activities. What a time sheet leaves out took no time; what a survey leaves out is no answer."""
    cell = response * shape[1] + activity
    size = shape[0] * shape[1]
    present: Mask = ~np.isnan(values)
    sums = np.bincount(cell[present], weights=values[present], minlength=size).astype(np.float64)
    answers: npt.NDArray[np.intp] = np.bincount(cell[present], minlength=size)
    sums = sums.reshape(shape)
    unanswered = answers.reshape(shape) == 0
    if hours:
        unanswered &= unanswered.all(axis=1, keepdims=True)
    sums[unanswered] = np.nan
    return sums
