"""From survey files to the Allocation."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.errors import InputError
from reportgen.survey.account import listed, records, role_counts
from reportgen.survey.aggregate import Published, allocation_of, read_aggregate
from reportgen.survey.allocation import Allocation
from reportgen.survey.cleaning import Judged, judge
from reportgen.survey.instructions import Instructions
from reportgen.survey.long import read_long
from reportgen.survey.pooling import pool
from reportgen.survey.reading import STANDARD_INPUT, read_table
from reportgen.survey.shapes import designate
from reportgen.survey.statistics import summarise
from reportgen.survey.wide import read_wide


def take_in(sources: Sequence[str], instructions: Instructions) -> Allocation:
    """The allocation in one survey file, or in the file before and the file after; see `reportgen.survey.read`."""
    if sources.count(STANDARD_INPUT) > 1:
        raise InputError("Only one of the two surveys can come from standard input; name the file of the other.")
    files = _all_read(sources, instructions)
    tables = [file for file in files if isinstance(file, Published)]
    answers = [file for file in files if isinstance(file, Judged)]
    if tables and answers:
        raise InputError(
            f"{tables[0].record.file} is a table of means and {answers[0].answers.table.file} holds responses; "
            "give both waves in the same form."
        )
    return allocation_of(tables, instructions.waves) if tables else _allocation(answers, instructions)


def _all_read(sources: Sequence[str], instructions: Instructions) -> list[Judged | Published]:
    """Each file judged by itself; the problems of all files together."""
    files: list[Judged | Published] = []
    problems: list[str] = []
    for source in sources:
        try:
            files.append(_read(source, instructions))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return files


def _read(source: str, instructions: Instructions) -> Judged | Published:
    activities = list(instructions.columns.activities) if instructions.columns.activities else None
    table = read_table(source, instructions.encoding)
    designation = designate(table, activities)
    if designation.shape == "aggregate":
        return read_aggregate(table, designation, activities, instructions.waves)
    if designation.shape == "long":
        return judge(read_long(table, designation, activities))
    return judge(read_wide(table, designation, activities))


def _allocation(files: Sequence[Judged], instructions: Instructions) -> Allocation:
    responses = pool(files, instructions.waves)
    summary = summarise(responses)
    return Allocation(
        activities=responses.activities,
        waves=summary.waves,
        comparison=summary.comparison,
        matched=summary.matched,
        change_covariance=summary.change_covariance,
        responses=listed(responses, summary),
        reading=records(files, responses, summary),
        people=summary.people,
        role_counts=role_counts(responses),
    )
