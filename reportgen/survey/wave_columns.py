"""Which columns of a table of means are waves, and which are figures about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.names import key, listed_headers, quoted
from reportgen.survey.numbers import read_numbers
from reportgen.survey.shapes import Designation, counted_wave
from reportgen.survey.table import Table
from reportgen.survey.units import RESCALED_WITHIN, SCALES, WHOLE
from reportgen.survey.wave_names import BEFORE, is_statistic, is_target, is_wave
from reportgen.survey.waves import target_refused


def wave_columns(table: Table, designation: Designation, asked: Sequence[str]) -> dict[str, int]:
    """The column of each wave by its header, or by the names asked for.

    The only column with shares of a table without waves is the wave before. Raises InputError for targets, for several
    columns that add up and do not say when people were asked, and where no column holds shares.
    """
    if designation.wave is not None:
        raise InputError(
            f"{table.file}: rows that name a wave need a column 'respondent'; "
            "a table of means has one row an activity and one column a wave."
        )
    numeric = _numeric_columns(table, designation)
    named = {key(name) for name in asked}
    _refuse_targets([name for name in numeric if is_target(name) and key(name) not in named], table)
    waves = {name: index for name, index in numeric.items() if is_wave(name) or key(name) in named}
    unknown = {name: index for name, index in numeric.items() if name not in waves and not is_statistic(name)}
    adding_up = [name for name, index in unknown.items() if _adds_up(table, index)]
    if len(adding_up) + len(waves) > 1 and adding_up:
        raise InputError(
            f"{table.file}: the columns {quoted(adding_up)} add up like waves and do not say when people were asked; "
            "name the two to compare under survey.waves in the case file, or leave out what is no wave."
        )
    if waves:
        return waves
    if designation.share is not None:
        return {BEFORE: designation.share}
    if not unknown:
        raise InputError(f"{table.file}: no column holds shares; add one column a wave ('before', 'after').")
    return {name: unknown[name] for name in adding_up} or unknown


def ignored_columns(table: Table, waves: Mapping[str, int], designation: Designation) -> tuple[str, ...]:
    """A warning that names the columns with figures that are neither waves nor counts of respondents."""
    ignored = [
        name
        for name, index in _numeric_columns(table, designation).items()
        if index not in waves.values() and key(name) != "n"
    ]
    return (f"{table.file}: columns that are no waves were not used: {listed_headers(ignored)}.",) if ignored else ()


def _numeric_columns(table: Table, designation: Designation) -> dict[str, int]:
    return {
        header: index
        for index, header in enumerate(table.header)
        if index not in designation.taken and not counted_wave(header) and read_numbers(table.column(index)).is_numeric
    }


def _refuse_targets(names: Sequence[str], table: Table) -> None:
    if names:
        raise InputError(*(target_refused(table.file, name, "column") for name in names))


def _adds_up(table: Table, index: int) -> bool:
    """Whether the shares of a column add up to 100 % or to 1."""
    total = float(np.nansum(read_numbers(table.column(index)).values))
    return any(abs(total - whole) <= whole * RESCALED_WITHIN / WHOLE for whole in SCALES.values())
