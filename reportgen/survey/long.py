"""Long files: one row an activity of a response, or an entry of a time tracker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from reportgen.errors import InputError
from reportgen.language import noted
from reportgen.survey.activity_texts import NamedActivities, named_activities
from reportgen.survey.allocation import Array
from reportgen.survey.answers import Answers
from reportgen.survey.durations import read_amounts
from reportgen.survey.extras import column_taken, seconds, weights
from reportgen.survey.header_words import is_duration
from reportgen.survey.instructions import Instructions
from reportgen.survey.numbers import Numbers
from reportgen.survey.renaming import renamed_column
from reportgen.survey.respondents import TOTAL_ROW, totals
from reportgen.survey.shapes import NOTHING_SAID, Designation
from reportgen.survey.sources import SOURCES
from reportgen.survey.table import Codes, Column, Mask, Table
from reportgen.survey.units import add_up

NO_RESPONDENT = noted("no respondent named")
NO_ACTIVITY = noted("no activity named")
TOTAL_OF_ACTIVITIES = noted("a total, not an activity")
ACTIVITY_NOT_USED = noted("activity not used")

MOST_PROBLEMS = 20
"""Texts that are no number, each named with its rows."""
_TRACKERS = frozenset(source.name for source in SOURCES if source.is_tracker)


@dataclass(frozen=True, eq=False)
class _Kept:
    """The rows of a table that belong to a response."""

    rows: Codes
    response: Codes
    """The number of each row's response, counted in the order of first appearance."""
    activity: Codes
    values: Array

    @property
    def first(self) -> Codes:
        """The first row of each response."""
        first = np.empty(self.response.max(initial=-1) + 1, dtype=np.intp)
        first[self.response[::-1]] = self.rows[::-1]  # of equal positions the last written stays
        return first


def read_long(table: Table, designation: Designation, instructions: Instructions = NOTHING_SAID) -> Answers:
    """The answers of a long table, summed to person × wave × activity; the instructions may name the activities.

    In a survey in percent, further entries of a person who has answered fully are a second response. In a log of time,
    an activity without an entry took none. Raises InputError naming the cells that are no number, or when the activity
    column holds other than activities.
    """
    numbers = amounts(table, designation)
    of_time = numbers.spans or states_time(table, designation)
    activities = named_activities(table, designation, instructions, of_time=of_time)
    lost = _lost(table, designation, activities)
    kept = _kept(table, designation, instructions, numbers.values, activities, lost)
    kept = kept if of_time else _with_second_responses(kept, len(activities.names))
    first = kept.first
    condensed = table.entries is not None
    return Answers(
        table=table,
        shape="long",
        activities=activities.names,
        numbers=_summed(kept, (len(first), len(activities.names)), of_time),
        rows=table.rows[first],
        entries=_entries_by_response(table, kept),
        respondent=_respondent(table, designation, first),
        wave=column_taken(table, designation.wave, first),
        role=column_taken(table, designation.role, first),
        team=column_taken(table, designation.team, first),
        designation=designation,
        hours=of_time,
        percent_signs=numbers.percent_signs,
        weight=weights(table, designation, first),
        stratum=column_taken(table, designation.stratum, first),
        cluster=column_taken(table, designation.cluster, first),
        seconds=seconds(table, designation, first),
        lost={reason: _entries(table, rows) for reason, rows in lost.items() if rows.any()},
        lost_rows={} if condensed else {reason: table.rows[rows] for reason, rows in lost.items()},
        response_of_row=None if condensed else _response_of_row(kept, len(table.rows)),
        warnings=activities.warnings,
    )


def amounts(table: Table, designation: Designation, marks: frozenset[str] = frozenset()) -> Numbers:
    """The shares or the hours, one a row; `marks` as in `durations.read_amounts`.

    Raises InputError naming the cells that are no number.
    """
    assert designation.share is not None
    of_time = states_time(table, designation)
    numbers = read_amounts(table.column(designation.share), of_time=of_time, marks=marks)
    if numbers.findings:
        named = replace(numbers, findings=numbers.findings[:MOST_PROBLEMS]).problems(table, designation.share)
        place = f"{table.file}, '{table.header[designation.share]}'"
        more = [f"{place}: more cells than these are no numbers."] if len(numbers.findings) > MOST_PROBLEMS else []
        raise InputError(*named, *more)
    return numbers


def states_time(table: Table, designation: Designation) -> bool:
    """Whether the source or the header says that the shares are hours or another measure of time."""
    assert designation.share is not None
    return table.source in _TRACKERS or is_duration(table.header[designation.share])


def _kept(
    table: Table,
    designation: Designation,
    instructions: Instructions,
    values: Array,
    activities: NamedActivities,
    lost: Mapping[str, Mask],
) -> _Kept:
    rows = np.flatnonzero(~np.logical_or.reduce(list(lost.values())))
    wave = column_taken(table, designation.wave, rows)
    if wave is not None:
        wave = renamed_column(wave, instructions.values.wave).regardless_of_case()
    response = _responses(_respondent(table, designation, rows), wave)
    return _Kept(rows, response, activities.position[rows], values[rows])


def _respondent(table: Table, designation: Designation, rows: Codes) -> Column:
    assert designation.respondent is not None
    return table.column(designation.respondent).take(rows).mapped(str.casefold)


def _lost(table: Table, designation: Designation, activities: NamedActivities) -> dict[str, Mask]:
    """Rows that belong to no response, each with its first reason."""
    assert designation.respondent is not None
    total = totals(table, designation.respondent)
    nobody = table.column(designation.respondent).blank & ~total
    nothing = activities.blank & ~total & ~nobody
    sums = activities.total & ~total & ~nobody
    others = (activities.position < 0) & ~total & ~nobody & ~nothing & ~sums
    return {
        TOTAL_ROW: total,
        NO_RESPONDENT: nobody,
        NO_ACTIVITY: nothing,
        TOTAL_OF_ACTIVITIES: sums,
        ACTIVITY_NOT_USED: others,
    }


def _responses(respondent: Column, wave: Column | None) -> Codes:
    """The number of each row's response, counted in the order of first appearance."""
    key = respondent.codes
    if wave is not None:
        key = key * len(wave.texts) + wave.codes
    return np.asarray(pd.factorize(key)[0], dtype=np.intp)


def _with_second_responses(kept: _Kept, activities: int) -> _Kept:
    """Further entries of people whose first entries alone add up, and all of them do not, as responses of their own."""
    answered = ~np.isnan(kept.values)
    cell = (kept.response * activities + kept.activity)[answered]
    if np.bincount(cell).max(initial=0) < 2:
        return kept
    further = answered.copy()
    further[answered] = pd.Index(cell).duplicated()
    size = kept.response.max() + 1
    totals, of_further = (
        np.bincount(kept.response[rows], weights=kept.values[rows], minlength=size).astype(np.float64)
        for rows in (answered, further)
    )
    second = further & (add_up(totals - of_further) & ~add_up(totals))[kept.response]
    return replace(kept, response=np.asarray(pd.factorize(kept.response + size * second)[0], dtype=np.intp))


def _summed(kept: _Kept, shape: tuple[int, int], of_time: bool) -> Array:
    """Responses × activities. What a log of time leaves out took none; what a survey leaves out is no answer."""
    answered: Mask = ~np.isnan(kept.values)
    cell = (kept.response * shape[1] + kept.activity)[answered]
    size = shape[0] * shape[1]
    sums = np.bincount(cell, weights=kept.values[answered], minlength=size).astype(np.float64).reshape(shape)
    blank: Mask = np.bincount(cell, minlength=size).reshape(shape) == 0
    if of_time:
        blank &= blank.all(axis=1, keepdims=True)
    sums[blank] = np.nan
    return sums


def _response_of_row(kept: _Kept, rows: int) -> Codes:
    """The response that each row belongs to, -1 for none."""
    response = np.full(rows, -1, dtype=np.intp)
    response[kept.rows] = kept.response
    return response


def _entries_by_response(table: Table, kept: _Kept) -> Codes:
    """How many rows of the file each response stands in."""
    weights = None if table.entries is None else table.entries[kept.rows]
    return np.bincount(kept.response, weights=weights).astype(np.intp)


def _entries(table: Table, rows: Mask) -> int:
    return int(np.count_nonzero(rows) if table.entries is None else table.entries[rows].sum())
