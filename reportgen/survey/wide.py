"""Wide files: one row a respondent (and wave), one column an activity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.answers import Answers
from reportgen.survey.decimal_marks import refuse_ambiguous, settled
from reportgen.survey.detection import activity_columns
from reportgen.survey.names import listed_headers, positions_of
from reportgen.survey.numbers import Numbers, read_numbers
from reportgen.survey.respondents import TOTAL_ROW, people, totals
from reportgen.survey.shapes import Designation, is_hours
from reportgen.survey.table import Codes, Column, Table
from reportgen.survey.wave_names import without_signs, without_wave


def read_wide(table: Table, designation: Designation, activities: Sequence[str] | None = None) -> Answers:
    """The answers of a wide table; the activity columns are `activities` or, without, the numbers that add up.

    Raises InputError naming every cell that is no number, or when there are no activity columns.
    """
    total = totals(table, designation.respondent)
    rows = np.flatnonzero(~total)
    if not len(rows):
        raise InputError(f"{table.file} holds totals only; export the answers of each person.")
    numeric = _candidates(table, designation, activities, rows)
    columns = list(numeric) if activities is not None else activity_columns(table, numeric)
    chosen = {index: numeric[index] for index in columns}
    problems = [problem for index, column in chosen.items() for problem in column.problems(table, index)]
    if problems:
        raise InputError(*problems)
    refuse_ambiguous(table, chosen)
    wave = column_taken(table, designation.wave, rows)
    respondent, nobody = people(table, designation.respondent, rows, wave)
    return Answers(
        table=table,
        shape="wide",
        activities=tuple(table.header[index] for index in columns),
        numbers=np.column_stack([column.values for column in chosen.values()]),
        rows=table.rows[rows],
        entries=np.ones_like(rows),
        respondent=respondent,
        wave=wave,
        role=column_taken(table, designation.role, rows),
        team=column_taken(table, designation.team, rows),
        designation=designation,
        hours=any(is_hours(table.header[index]) for index in columns),
        percent_signs=any(column.percent_signs for column in chosen.values()),
        lost={TOTAL_ROW: int(total.sum())} if total.any() else {},
        warnings=(*nobody, *_ignored_columns(table, [index for index in numeric if index not in chosen])),
    )


def column_taken(table: Table, index: int | None, rows: Codes) -> Column | None:
    """The rows of a column that a file may have; one without a single entry is none."""
    if index is None or not table.column(index).present:
        return None
    return table.column(index).take(rows)


def _candidates(
    table: Table, designation: Designation, activities: Sequence[str] | None, rows: Codes
) -> dict[int, Numbers]:
    """The numbers that stand in `rows` of the columns asked for or, without, of all that hold numbers there."""
    if activities is not None:
        columns = positions_of(activities, table.header, table.file)
    else:
        columns = [index for index in range(len(table.header)) if index not in designation.taken]
    numbers = {index: read_numbers(table.column(index)) for index in columns}
    if activities is None:
        numbers = _numeric(numbers)
        if designation.wave is None:
            _refuse_waves_in_columns(table, numbers)
    in_rows = {index: column.take(rows) for index, column in settled(table, numbers).items()}
    return in_rows if activities is not None else _numeric(in_rows)


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
    return (f"{table.file}: columns with numbers that are no share of time were not used: {named}.",)
