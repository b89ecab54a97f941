"""Aggregate tables, as published: one row an activity, one column a wave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reportgen.errors import InputError
from reportgen.language import noted, say
from reportgen.survey.allocation import Allocation, Array, ReadingRecord, Wave
from reportgen.survey.answers import Unit
from reportgen.survey.header_words import counted_wave, is_duration
from reportgen.survey.instructions import Instructions
from reportgen.survey.names import is_total, key, positions_of, refuse_different_activities
from reportgen.survey.numbers import read_numbers
from reportgen.survey.shapes import NOTHING_SAID, Designation
from reportgen.survey.stated import place_of, stated_activities
from reportgen.survey.table import Codes, Table
from reportgen.survey.units import RESCALED_WITHIN, SCALES, TAKEN_WITHIN, WHOLE
from reportgen.survey.wave_columns import ignored_columns, wave_columns
from reportgen.survey.waves import compared, of_two_files, order_in_doubt

TOTAL_ROW = noted("a row of totals")
NO_SHARE = noted("no activity or no share")
NOT_USED = noted("an activity that is not used")

#: What `Columns` may say of each response, of which a table of means has none.
_OF_RESPONSES = ("role", "team", "weight", "stratum", "cluster")


@dataclass(frozen=True, eq=False)
class Published:
    """One table of mean shares."""

    record: ReadingRecord
    activities: tuple[str, ...]
    shares: Mapping[str, Array]
    """By wave, fractions that add up to 1."""
    respondents: Mapping[str, int]
    """By wave, where the table says so."""
    left_out: Mapping[str, Codes]
    """Spreadsheet rows that are not used, by reason."""
    columns: Mapping[str, int]
    """The column of each wave."""
    table: Table
    designation: Designation


def read_aggregate(table: Table, designation: Designation, instructions: Instructions = NOTHING_SAID) -> Published:
    """The mean shares of a table with one row an activity; the instructions may pick, order and name its rows.

    Columns that the instructions name as waves are waves whatever they are called. Raises InputError for cells that are
    empty or no number, repeated activities, columns that may or may not be waves, and waves that do not add up.
    """
    assert designation.activity is not None
    columns = wave_columns(table, designation, instructions)
    cells = _cells(table, columns)
    texts = [str(text) for text in table.column(designation.activity).values]
    rows, left_out = _activity_rows(texts, cells, table)
    _refuse_unusable(table, texts, cells, rows, columns)
    names = _names(texts, rows, table, instructions)
    left_out[NOT_USED] = table.rows[[row for row in rows if row not in names]]
    used = list(names)
    totals = {wave: float(cells[used, position].sum()) for position, wave in enumerate(columns)}
    unit = _unit(table, totals, columns)
    shares = {wave: cells[used, position] / totals[wave] for position, wave in enumerate(columns)}
    warnings = (*table.warnings, *ignored_columns(table, columns, designation), *_rescaled(table, totals, unit))
    record = _record(table, unit, len(used), left_out, warnings)
    return Published(
        record, tuple(names.values()), shares, _respondents(table, columns), left_out, columns, table, designation
    )


def said_of_responses(table: Table, instructions: Instructions) -> tuple[str, ...]:
    """Why what was said of responses cannot be done with a table of means, a sentence each."""
    place = place_of(instructions, table.file)
    found = []
    if instructions.headcounts is not None:
        found.append(
            f"{place}: a table of means cannot be weighted to the headcount; leave survey.weights out, or give the "
            "responses one by one."
        )
    found += [
        f"{place}: '{header}' is named as {part}, but a table of means has no responses with a {part}; leave "
        f"survey.columns.{part} out, or give the responses one by one."
        for part in _OF_RESPONSES
        if (header := getattr(instructions.columns, part))
    ]
    if instructions.missing_share_to:
        found.append(
            f"{table.file}: what is missing from a table of means cannot be given to "
            f"'{instructions.missing_share_to}'; leave --missing-share-to (survey.missing_share_to) out, and complete "
            "the activities in the table."
        )
    return tuple(found)


def _names(texts: Sequence[str], rows: Codes, table: Table, instructions: Instructions) -> dict[int, str]:
    """The name of the activity in each row that is used; all rows by their own text where nobody names any."""
    named = instructions.columns.activities
    if not named:
        return {int(row): texts[row] for row in rows}
    place = place_of(instructions, table.file)
    stated = stated_activities(named, [texts[row] for row in rows], place, "activity")
    return {int(rows[position]): name for position, name in stated.items()}


def _record(
    table: Table, unit: Unit, counted: int, left_out: Mapping[str, Codes], warnings: tuple[str, ...]
) -> ReadingRecord:
    set_aside = {reason: len(rows) for reason, rows in table.set_aside.items()}
    return ReadingRecord(
        file=table.file,
        sha256=table.sha256,
        encoding=table.encoding,
        delimiter=table.delimiter,
        shape="aggregate",
        unit=unit,
        rows_read=table.rows_read,
        counted=counted,
        left_out={**set_aside, **{reason: len(rows) for reason, rows in left_out.items() if len(rows)}},
        warnings=warnings,
        source=table.source,
    )


def _cells(table: Table, columns: Mapping[str, int]) -> Array:
    """Rows × waves as they stand in the file."""
    numbers = {index: read_numbers(table.column(index)) for index in columns.values()}
    problems = [problem for index, column in numbers.items() for problem in column.problems(table, index)]
    if problems:
        raise InputError(*problems)
    return np.column_stack([column.values for column in numbers.values()])


def _activity_rows(texts: Sequence[str], cells: Array, table: Table) -> tuple[Codes, dict[str, Codes]]:
    """The rows of activities, and the spreadsheet rows of all others by reason."""
    total = np.array([is_total(text) for text in texts], dtype=bool)
    empty = np.array([not text for text in texts], dtype=bool) | np.isnan(cells).all(axis=1)
    left_out = {TOTAL_ROW: table.rows[total & ~empty], NO_SHARE: table.rows[empty]}
    return np.flatnonzero(~total & ~empty), left_out


def _refuse_unusable(table: Table, names: Sequence[str], cells: Array, rows: Codes, columns: Mapping[str, int]) -> None:
    """Raises InputError naming repeated activities and cells without a share of time."""
    repetitions = Counter(key(names[row]) for row in rows)
    problems = [
        f"{table.file}, row {table.rows[row]}: the activity '{names[row]}' is listed more than once; list it once."
        for row in rows
        if repetitions[key(names[row])] > 1
    ]
    problems += [
        f"{table.file}, row {table.rows[row]}, '{wave}': a share of time is missing or negative; write 0 for none."
        for row in rows
        for position, wave in enumerate(columns)
        if not cells[row, position] >= 0
    ]
    if not len(rows):
        problems.append(f"{table.file}: no row has an activity and a share; export the table with its figures.")
    if problems:
        raise InputError(*problems)


def _unit(table: Table, totals: Mapping[str, float], columns: Mapping[str, int]) -> Unit:
    """The unit by what each wave adds up to; hours only where a header says so."""
    for unit, whole in SCALES.items():
        if all(abs(total - whole) <= whole * RESCALED_WITHIN / WHOLE for total in totals.values()):
            return unit
    if any(is_duration(table.header[index]) for index in columns.values()) and min(totals.values()) > 0:
        return "hours"
    named = ", ".join(f"'{wave}' to {total:.4g}" for wave, total in totals.items())
    raise InputError(f"{table.file}: each wave must add up to 100 %, but there is {named}; complete the activities.")


def _rescaled(table: Table, totals: Mapping[str, float], unit: Unit) -> tuple[str, ...]:
    if unit == "hours":
        return ()
    percent = {wave: total * WHOLE / SCALES[unit] for wave, total in totals.items()}
    return tuple(
        say(
            "{file}: '{wave}' adds up to {total} % and was rescaled to 100 %.",
            file=table.file,
            wave=wave,
            total=f"{total:.4g}",
        )
        for wave, total in percent.items()
        if abs(total - WHOLE) > TAKEN_WITHIN
    )


def _respondents(table: Table, waves: Mapping[str, int]) -> dict[str, int]:
    """People behind each wave, the fewest where the rows differ."""
    found: dict[str, int] = {}
    for index, header in enumerate(table.header):
        counts = read_numbers(table.column(index))
        if header.casefold() == "n":
            named = list(waves)
        else:
            named = [wave for wave in waves if key(wave) == key(counted_wave(header) or "")]
        smallest = np.nanmin(counts.values) if counts.is_numeric else 0
        found.update({wave: int(smallest) for wave in named if smallest >= 1})
    return found


def allocation_of(tables: Sequence[Published], waves: tuple[str, str] | None = None) -> Allocation:
    """One table with all waves, or the table before and the table after.

    Raises InputError when they have different activities, several waves each, or an unknown wave is asked for.
    """
    published = tables[0] if len(tables) == 1 else _joined(tables)
    place = " and ".join(table.record.file for table in tables)
    names = compared(list(published.shares), waves, place)
    records = [table.record for table in tables]
    if len(tables) == 1 and waves is None:
        records = [replace(records[0], warnings=(*records[0].warnings, *order_in_doubt(names, place)))]
    return Allocation(
        activities=published.activities,
        waves=tuple(Wave(name, published.respondents.get(name), published.shares[name], None) for name in names),
        reading=tuple(records),
        people=max(published.respondents.values(), default=0),
    )


def _joined(tables: Sequence[Published]) -> Published:
    """Two tables as one with the wave of each; activities in the order of the first."""
    refuse_different_activities([(table.record.file, table.activities) for table in tables])
    names = of_two_files([(table.record.file, list(table.shares)) for table in tables])
    shares: dict[str, Array] = {}
    respondents: dict[str, int] = {}
    for name, table in zip(names, tables, strict=True):
        order = positions_of(tables[0].activities, table.activities, table.record.file)
        (share,) = table.shares.values()
        shares[name] = share[order]
        if table.respondents:
            (respondents[name],) = table.respondents.values()
    return replace(tables[0], shares=shares, respondents=respondents)
