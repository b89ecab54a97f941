"""Wide files: one row a respondent (and wave), one column an activity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportgen.errors import InputError
from reportgen.language import say
from reportgen.survey.answers import Answers
from reportgen.survey.decimal_marks import refuse_ambiguous, settled
from reportgen.survey.detection import activity_columns
from reportgen.survey.extras import column_taken, seconds, weights
from reportgen.survey.header_words import is_days, is_hours, without_unit
from reportgen.survey.instructions import Instructions
from reportgen.survey.names import key, listed_headers
from reportgen.survey.numbers import Numbers, read_numbers
from reportgen.survey.respondents import TOTAL_ROW, people, totals
from reportgen.survey.shapes import NOTHING_SAID, Designation
from reportgen.survey.stated import place_of, stated_activities
from reportgen.survey.table import Codes, Table
from reportgen.survey.wave_names import without_signs, without_wave


@dataclass(frozen=True, eq=False)
class _Activities:
    """The activities of a file by the position of their columns."""

    names: Mapping[int, str]
    numbers: Mapping[int, Numbers]
    """In the rows of people."""
    warnings: tuple[str, ...] = ()


def read_wide(table: Table, designation: Designation, instructions: Instructions = NOTHING_SAID) -> Answers:
    """The answers of a wide table; the activities are the columns that are named or, without, the numbers that add up.

    Raises InputError naming every cell that is no number, or when there are no activity columns.
    """
    total = totals(table, designation.respondent)
    rows = np.flatnonzero(~total)
    activities = _activities(table, designation, instructions, rows)
    wave = column_taken(table, designation.wave, rows)
    respondent, nobody = people(table, designation.respondent, rows, wave)
    return Answers(
        table=table,
        shape="wide",
        activities=tuple(activities.names.values()),
        numbers=np.column_stack([column.values for column in activities.numbers.values()]),
        rows=table.rows[rows],
        entries=np.ones_like(rows),
        respondent=respondent,
        wave=wave,
        role=column_taken(table, designation.role, rows),
        team=column_taken(table, designation.team, rows),
        designation=designation,
        hours=_are_durations([table.questions[index] for index in activities.names], table.file),
        percent_signs=any(column.percent_signs for column in activities.numbers.values()),
        weight=weights(table, designation, rows),
        stratum=column_taken(table, designation.stratum, rows),
        cluster=column_taken(table, designation.cluster, rows),
        seconds=seconds(table, designation, rows),
        lost={TOTAL_ROW: int(total.sum())} if total.any() else {},
        lost_rows={TOTAL_ROW: table.rows[total]},
        columns=tuple(activities.names),
        warnings=(*nobody, *activities.warnings),
    )


def _activities(table: Table, designation: Designation, instructions: Instructions, rows: Codes) -> _Activities:
    """The columns of activities with the numbers in `rows`, and a warning of other columns with numbers."""
    if not len(rows):
        raise InputError(f"{table.file} holds totals only; export the answers of each person.")
    names = _stated_names(table, instructions)
    if names:
        activities = _Activities(names, _stated_numbers(table, names, rows))
    else:
        numbers = _candidates(table, designation, rows)
        columns = activity_columns(table, numbers)
        others = [index for index in numbers if index not in columns]
        activities = _Activities(
            _plain_names(table, columns),
            {index: numbers[index] for index in columns},
            _ignored_columns(table, others),
        )
    _refuse_unreadable(table, activities.numbers)
    return activities


def _plain_names(table: Table, columns: Sequence[int]) -> dict[int, str]:
    """The headers without units, which say nothing in the documents; as they are where that makes two alike."""
    plain = {index: without_unit(table.header[index]) for index in columns}
    alike = len({key(name) for name in plain.values()}) < len(plain)
    return {index: table.header[index] for index in columns} if alike else plain


def _stated_names(table: Table, instructions: Instructions) -> dict[int, str]:
    """The columns that are named as activities, or that the file itself says are some; none where nobody does."""
    named = instructions.columns.activities
    if not named:
        return {index: table.header[index] for index in table.activities}
    return stated_activities(named, table.header, place_of(instructions, table.file), "column")


def _stated_numbers(table: Table, columns: Iterable[int], rows: Codes) -> dict[int, Numbers]:
    """The numbers that stand in `rows` of columns that are read whatever they hold."""
    numbers = settled(table, {index: read_numbers(table.column(index)) for index in columns})
    return {index: column.take(rows) for index, column in numbers.items()}


def _candidates(table: Table, designation: Designation, rows: Codes) -> dict[int, Numbers]:
    """The numbers that stand in `rows` of all columns that hold numbers there and that are not known to be others."""
    free = set(range(len(table.header))) - designation.taken - table.metadata
    numbers = _numeric({index: read_numbers(table.column(index)) for index in sorted(free)})
    if designation.wave is None:
        _refuse_waves_in_columns(table, numbers)
    return _numeric({index: column.take(rows) for index, column in settled(table, numbers).items()})


def _refuse_unreadable(table: Table, chosen: Mapping[int, Numbers]) -> None:
    problems = [problem for index, column in chosen.items() for problem in column.problems(table, index)]
    if problems:
        raise InputError(*problems)
    refuse_ambiguous(table, chosen)


def _are_durations(headers: Sequence[str], file: str) -> bool:
    """Whether the headers say that the numbers are hours or days. Raises InputError where they say both."""
    hours = next((header for header in headers if is_hours(header)), "")
    days = next((header for header in headers if is_days(header)), "")
    if hours and days:
        raise InputError(f"{file}: '{hours}' holds hours and '{days}' days; bring all activities to one unit of time.")
    return bool(hours or days)


def _numeric(numbers: Mapping[int, Numbers]) -> dict[int, Numbers]:
    return {index: column for index, column in numbers.items() if column.is_numeric}


def _refuse_waves_in_columns(table: Table, numeric: Mapping[int, Numbers]) -> None:
    """Raises InputError where at least two activities have a column for each wave."""
    named = {table.header[index]: without_wave(table.header[index]) for index in numeric}
    stems = Counter(stem for header, stem in named.items() if stem and stem != without_signs(header))
    pairs = [stem for stem, columns in stems.items() if columns > 1]
    if len(pairs) > 1:
        first, second = [header for header, stem in named.items() if stem == pairs[0]][:2]
        raise InputError(
            f"{table.file} has a column for each wave ('{first}', '{second}', …); "
            "put each wave in rows of its own and say which it is in a column 'wave'."
        )


def _ignored_columns(table: Table, ignored: Sequence[int]) -> tuple[str, ...]:
    if not ignored:
        return ()
    named = listed_headers([table.header[index] for index in ignored])
    return (
        say(
            "{file}: columns with numbers that are no share of time were not used: {named}.",
            file=table.file,
            named=named,
        ),
    )
