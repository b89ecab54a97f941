"""Wide files: one row a respondent (and wave), one column an activity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.answers import Answers
from reportgen.survey.detection import activity_columns
from reportgen.survey.names import positions_of
from reportgen.survey.numbers import Numbers, read_numbers
from reportgen.survey.shapes import Designation, is_hours
from reportgen.survey.table import Column, Table


def read_wide(table: Table, designation: Designation, activities: Sequence[str] | None = None) -> Answers:
    """The answers of a wide table; the activity columns are `activities` or, without, the numbers that add up.

    Raises InputError naming every cell that is no number, or when there are no activity columns.
    """
    if activities is not None:
        columns = positions_of(activities, table.header, table.file)
        numeric = {index: read_numbers(table.column(index)) for index in columns}
        ignored: list[int] = []
    else:
        numeric = _numeric_columns(table, designation)
        columns = activity_columns(table, numeric)
        ignored = [index for index in numeric if index not in columns]
    numbers = [numeric[index] for index in columns]
    problems = [p for index, column in zip(columns, numbers, strict=True) for p in column.problems(table, index)]
    if problems:
        raise InputError(*problems)
    return Answers(
        table=table,
        shape="wide",
        activities=tuple(table.header[index] for index in columns),
        numbers=np.column_stack([column.values for column in numbers]),
        rows=table.rows,
        entries=np.ones_like(table.rows),
        respondent=column_or_none(table, designation.respondent),
        wave=column_or_none(table, designation.wave),
        role=column_or_none(table, designation.role),
        team=column_or_none(table, designation.team),
        hours=any(is_hours(table.header[index]) for index in columns),
        percent_signs=any(column.percent_signs for column in numbers),
        warnings=_ignored_columns(table, ignored),
    )


def column_or_none(table: Table, index: int | None) -> Column | None:
    """A column that a file may have; one without a single entry is none."""
    if index is None or not table.column(index).present:
        return None
    return table.column(index)


def _numeric_columns(table: Table, designation: Designation) -> dict[int, Numbers]:
    columns = (index for index in range(len(table.header)) if index not in designation.taken)
    numbers = {index: read_numbers(table.column(index)) for index in columns}
    return {index: column for index, column in numbers.items() if column.is_numeric}


def _ignored_columns(table: Table, ignored: Sequence[int]) -> tuple[str, ...]:
    if not ignored:
        return ()
    named = ", ".join(f"'{table.header[index]}'" for index in ignored[:5])
    more = f" and {len(ignored) - 5} more" if len(ignored) > 5 else ""
    return (f"{table.file}: columns with numbers that are no share of time were not used: {named}{more}.",)
