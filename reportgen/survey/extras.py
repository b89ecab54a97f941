"""What a file may say of a response beside its shares: how much it weighs, and how long it took."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.allocation import Array
from reportgen.survey.numbers import read_numbers
from reportgen.survey.shapes import Designation
from reportgen.survey.table import Codes, Column, Table


def column_taken(table: Table, index: int | None, rows: Codes) -> Column | None:
    """The rows (by position) of a column that a file may have; one without a single entry is none."""
    if index is None or not table.column(index).present:
        return None
    return table.column(index).take(rows)


def weights(table: Table, designation: Designation, rows: Codes) -> Array | None:
    """The weight of each of `rows` (by position), NaN where it is blank or 0; None without a column of weights.

    Raises InputError naming each cell of these rows that is no number or negative.
    """
    if designation.weight is None or not table.column(designation.weight).present:
        return None
    column = table.column(designation.weight)
    numbers = read_numbers(column)
    stand_there = set(np.unique(column.codes[rows]).tolist())
    findings = tuple(finding for finding in numbers.findings if finding[0] in stand_there)
    problems = replace(numbers, findings=findings).problems(table, designation.weight)
    negative = stand_there & set(column.codes[numbers.values < 0].tolist())
    problems += [
        f"{place}: '{text}' is a negative weight; write 0 for a response that is not to count."
        for place, text in table.place(designation.weight, sorted(negative))
    ]
    if problems:
        raise InputError(*problems)
    values = numbers.values[rows]
    return np.where(values > 0, values, np.nan)


def seconds(table: Table, designation: Designation, rows: Codes) -> Array | None:
    """How long each of `rows` (by position) took, NaN where that is no number; None where the file does not say."""
    if designation.seconds is None or not table.column(designation.seconds).present:
        return None
    return read_numbers(table.column(designation.seconds)).values[rows]
