"""Which columns of a table of means are waves, and which are figures about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from reportgen.errors import InputError
from reportgen.language import say
from reportgen.survey.header_words import counted_wave
from reportgen.survey.instructions import Instructions
from reportgen.survey.names import key, listed_headers, quoted
from reportgen.survey.numbers import read_numbers
from reportgen.survey.shapes import Designation
from reportgen.survey.stated import place_of
from reportgen.survey.table import Column, Table
from reportgen.survey.units import RESCALED_WITHIN, SCALES, WHOLE
from reportgen.survey.wave_names import BEFORE, is_mean, is_statistic, is_target, is_wave
from reportgen.survey.waves import target_refused


def wave_columns(table: Table, designation: Designation, instructions: Instructions) -> dict[str, int]:
    """The column of each wave by its name: of the waves the instructions name, else of those whose header says when.

    The only column with shares of a table without waves is the wave before. Raises InputError for targets, for several
    columns that add up and do not say when people were asked, and where no column holds shares.
    """
    if designation.wave is not None:
        raise InputError(
            f"{table.file}: rows that name a wave need a column 'respondent'; "
            "a table of means has one row an activity and one column a wave."
        )
    named = instructions.values.wave
    numeric = _called(_numeric_columns(table, designation), named, place_of(instructions, table.file))
    asked = {key(name) for name in (*named.values(), *(instructions.waves or ()))}
    _refuse_targets([name for name in numeric if is_target(name) and key(name) not in asked], table)
    waves = {name: index for name, index in numeric.items() if is_wave(name) or key(name) in asked}
    others = {name: index for name, index in numeric.items() if name not in waves}
    _refuse_unnamed_waves(table, waves, others)
    return waves or _only_wave(table, designation, others)


def _called(columns: Mapping[str, int], named: Mapping[str, str], place: str) -> dict[str, int]:
    """The columns by what they are to be called. Raises InputError where two are to be one wave."""
    names = {key(header): name for header, name in named.items()}
    called: dict[str, int] = {}
    for header, index in columns.items():
        name = names.get(key(header), header)
        if name in called:
            raise InputError(f"{place}: two columns are to be the wave '{name}'; a wave is one column.")
        called[name] = index
    return called


def _refuse_unnamed_waves(table: Table, waves: Mapping[str, int], others: Mapping[str, int]) -> None:
    """Raises InputError where columns look like waves and do not say when people were asked."""
    adding_up = _adding_up(table, others)
    if adding_up and len(adding_up) + len(waves) > 1:
        raise InputError(
            f"{table.file}: the columns {quoted(list(adding_up))} add up like waves and do not say when people were "
            "asked; name the two to compare under survey.waves in the case file, or leave out what is no wave."
        )


def _only_wave(table: Table, designation: Designation, others: Mapping[str, int]) -> dict[str, int]:
    """The column of shares of a table without waves: the one that is called so, that adds up, or that holds means."""
    if designation.share is not None:
        return {BEFORE: designation.share}
    means = {name: index for name, index in others.items() if is_mean(name)}
    figures = {name: index for name, index in others.items() if not is_statistic(name)}
    if not figures and len(means) == 1:
        return dict(zip([BEFORE], means.values(), strict=True))
    if not figures:
        raise InputError(f"{table.file}: no column holds shares; add one column a wave ('before', 'after').")
    return _adding_up(table, figures) or figures


def _adding_up(table: Table, columns: Mapping[str, int]) -> dict[str, int]:
    """The columns, other than statistics, whose shares add up to 100 % or to 1."""
    return {name: index for name, index in columns.items() if not is_statistic(name) and _adds_up(table.column(index))}


def ignored_columns(table: Table, waves: Mapping[str, int], designation: Designation) -> tuple[str, ...]:
    """A warning that names the columns with figures that are neither waves nor counts of respondents."""
    ignored = [
        name
        for name, index in _numeric_columns(table, designation).items()
        if index not in waves.values() and key(name) != "n"
    ]
    return (
        (
            say(
                "{file}: columns that are no waves were not used: {headers}.",
                file=table.file,
                headers=listed_headers(ignored),
            ),
        )
        if ignored
        else ()
    )


def _numeric_columns(table: Table, designation: Designation) -> dict[str, int]:
    return {
        header: index
        for index, header in enumerate(table.header)
        if index not in designation.taken | table.metadata
        and not counted_wave(header)
        and read_numbers(table.column(index)).is_numeric
    }


def _refuse_targets(names: Sequence[str], table: Table) -> None:
    if names:
        raise InputError(*(target_refused(table.file, name, "column") for name in names))


def _adds_up(column: Column) -> bool:
    total = float(np.nansum(read_numbers(column).values))
    return any(abs(total - whole) <= whole * RESCALED_WITHIN / WHOLE for whole in SCALES.values())
