"""What is found in survey files, also where they cannot be used: for people to look at before a build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.allocation import Array, Comparison, Shape
from reportgen.survey.answers import Answers, Unit
from reportgen.survey.columns_used import IgnoredColumn, UsedColumn, activity_names, ignored_columns, used_columns
from reportgen.survey.instructions import Instructions
from reportgen.survey.intake import Intake, TakenFile, taken
from reportgen.survey.left_out import LeftOut, left_out
from reportgen.survey.table import Table
from reportgen.survey.units import SCALES, decide_unit


@dataclass(frozen=True)
class RowTotals:
    """What the numbers of a response add up to, in the unit of the file and blanks as 0, where any is above 0."""

    least: float
    typical: float
    most: float


@dataclass(frozen=True)
class InspectedFile:
    """One file. Without a table nothing but its name is known; without a shape it was not understood."""

    file: str
    source: str = ""
    encoding: str = ""
    delimiter: str = ""
    shape: Shape | None = None
    unit: Unit | None = None
    unit_reason: str = ""
    """How the unit was decided."""
    totals: RowTotals | None = None
    rows_read: int = 0
    counted: int | None = None
    """None where nothing could be judged."""
    left_out: tuple[LeftOut, ...] = ()
    used: tuple[UsedColumn, ...] = ()
    ignored: tuple[IgnoredColumn, ...] = ()
    flags: Mapping[str, int] = field(default_factory=dict)
    """Counted responses by what is striking about them."""
    warnings: tuple[str, ...] = ()
    activities: Mapping[str, str] = field(default_factory=dict)
    """By the header, or the text in a column of activities, that stands for each."""
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The different texts of the columns of waves, roles and teams."""

    @property
    def is_read(self) -> bool:
        """Whether there is a table to say something of."""
        return self.rows_read > 0


@dataclass(frozen=True, eq=False)
class InspectedWave:
    """One wave that is compared."""

    name: str
    respondents: int | None
    mean_share: Array
    """One an activity, a fraction of 1."""


@dataclass(frozen=True, eq=False)
class Inspection:
    """All files together. Without waves they cannot be used, and `problems` say why."""

    files: tuple[InspectedFile, ...]
    activities: tuple[str, ...]
    waves: tuple[InspectedWave, ...]
    comparison: Comparison
    matched: int
    role_counts: Mapping[str, Mapping[str, int | None]]
    """As in the Allocation."""
    problems: tuple[str, ...]
    missing_share_to: str = ""
    """The activity that was given what responses lack of 100 %; empty where none was."""


def inspect(sources: Sequence[str], instructions: Instructions) -> Inspection:
    """Everything found in one survey file, or in the file before and the file after; raises nothing for bad input."""
    intake = taken(sources, instructions)
    files = tuple(_inspected(position, intake, instructions) for position in range(len(intake.files)))
    allocation = intake.allocation
    if allocation is None:
        return Inspection(files, _activities(intake), (), "none", 0, {}, intake.problems)
    return Inspection(
        files=files,
        activities=allocation.activities,
        waves=tuple(InspectedWave(wave.name, wave.respondents, wave.mean_share) for wave in allocation.waves),
        comparison=allocation.comparison,
        matched=allocation.matched,
        role_counts=allocation.role_counts,
        problems=(),
        missing_share_to=allocation.missing_share_to,
    )


def _activities(intake: Intake) -> tuple[str, ...]:
    """The activities of all files, as far as they are known."""
    found: dict[str, None] = {}
    for file in intake.files:
        known = file.answers or file.published
        found |= dict.fromkeys(known.activities if known else ())
    return tuple(found)


def _inspected(position: int, intake: Intake, instructions: Instructions) -> InspectedFile:
    file = intake.files[position]
    table = file.table
    if table is None:
        return InspectedFile(file.source)
    record = intake.allocation.reading[position] if intake.allocation else None
    gone = left_out(file, intake.responses, position)
    judged = file.judged is not None or file.published is not None
    unit, unit_reason = _unit(file)
    return InspectedFile(
        file=table.file,
        source=table.source,
        encoding=table.encoding,
        delimiter=table.delimiter,
        shape=file.designation.shape if file.designation else None,
        unit=unit,
        unit_reason=unit_reason,
        totals=_totals(file.answers),
        rows_read=table.rows_read,
        counted=table.rows_read - sum(each.rows for each in gone) if judged else None,
        left_out=gone,
        used=used_columns(file),
        ignored=ignored_columns(file),
        activities=activity_names(file, instructions),
        texts={} if file.published else file.found,
        flags=record.flags if record else {},
        warnings=record.warnings if record else _warnings(file, table),
    )


def _unit(file: TakenFile) -> tuple[Unit | None, str]:
    """The unit of the numbers and how it was decided; none where it cannot be."""
    if file.published:
        return file.published.record.unit, "each wave adds up"
    if file.answers is None:
        return None, ""
    try:
        unit = file.judged.unit if file.judged else decide_unit(file.answers)
    except InputError:
        return None, ""
    if unit == "hours":
        return unit, "the headers say so" if file.answers.hours else "rows add up like hours worked"
    signs = unit == "percent" and file.answers.percent_signs
    return unit, "cells have percent signs" if signs else f"rows add up to about {SCALES[unit]:g}"


def _totals(answers: Answers | None) -> RowTotals | None:
    totals = answers.totals[answers.totals > 0] if answers else np.array([])
    return RowTotals(float(totals.min()), float(np.median(totals)), float(totals.max())) if len(totals) else None


def _warnings(file: TakenFile, table: Table) -> tuple[str, ...]:
    """What was to be said of a file before it came to nothing."""
    if file.published:
        return file.published.record.warnings
    judged = file.judged or file.answers
    return (*table.warnings, *(judged.warnings if judged else ()))
