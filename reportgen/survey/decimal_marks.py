"""What `1.250` means where its column does not say: the other columns decide, else nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.allocation import Array
from reportgen.survey.numbers import Numbers, read_numbers
from reportgen.survey.table import Column, Table
from reportgen.survey.units import RESCALED_WITHIN, SCALES, WHOLE


def settled(table: Table, numeric: Mapping[int, Numbers]) -> dict[int, Numbers]:
    """The numbers with three digits behind a mark read as the other columns say, as decimals where none says so."""
    marks = frozenset[str]().union(*(column.marks for column in numeric.values()))
    mark = next(iter(marks)) if len(marks) == 1 else ""
    return {
        index: _read_again(table.column(index), column, mark) if column.doubtful else column
        for index, column in numeric.items()
    }


def _read_again(column: Column, numbers: Numbers, mark: str) -> Numbers:
    decimals = "," if "," in column.texts[numbers.doubtful[0]] else "."
    read = read_numbers(column, mark or decimals)
    return replace(read, doubtful=()) if mark else read


def refuse_ambiguous(table: Table, numbers: Mapping[int, Numbers]) -> None:
    """Raises InputError where three digits behind a mark may be thousands: as decimals, most rows do not add up."""
    doubtful = [index for index, column in numbers.items() if column.doubtful]
    if doubtful and not _add_up(np.column_stack([column.values for column in numbers.values()])):
        raise InputError(*(_ambiguous(table, index, numbers[index]) for index in doubtful))


def _add_up(values: Array) -> bool:
    totals = np.nansum(values, axis=1)
    totals = totals[totals > 0]
    return any(
        2 * np.count_nonzero(np.abs(totals - whole) <= whole * RESCALED_WITHIN / WHOLE) >= len(totals)
        for whole in SCALES.values()
    )


def _ambiguous(table: Table, index: int, column: Numbers) -> str:
    ((place, text), *_) = table.place(index, column.doubtful[:1])
    digits = text.rstrip("% ").replace(",", ".")
    return (
        f"{place}: '{text}' may be {digits.replace('.', '')} or {digits.rstrip('0')}, "
        "and no number of the file tells which; write thousands without a mark, or decimals with one or two digits."
    )
