"""From survey files to the Allocation, file by file and then together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from reportgen.errors import InputError
from reportgen.survey.account import account_of, answered, listed, records, role_counts
from reportgen.survey.aggregate import Published, allocation_of, read_aggregate, said_of_responses
from reportgen.survey.allocation import Allocation, Compared
from reportgen.survey.answers import Answers
from reportgen.survey.cleaning import Judged, judge
from reportgen.survey.instructions import Columns, Instructions
from reportgen.survey.long import read_long
from reportgen.survey.policies import under_policies
from reportgen.survey.pooling import Responses, pool
from reportgen.survey.reading import STANDARD_INPUT, read_table
from reportgen.survey.renaming import (
    NAMED_VALUES,
    refuse_unknown_values,
    renamed,
)
from reportgen.survey.segments import segments_of
from reportgen.survey.shapes import Designation, designate
from reportgen.survey.stated import blank_columns, place_of, stated_activities
from reportgen.survey.statistics import summarise
from reportgen.survey.table import Table
from reportgen.survey.wide import read_wide


@dataclass(eq=False)
class TakenFile:
    """One file, as far as it could be read; where a problem kept it from being understood, what follows is None."""

    source: str
    table: Table | None = None
    designation: Designation | None = None
    answers: Answers | None = None
    """Of wide and long files."""
    judged: Judged | None = None
    published: Published | None = None
    """Of tables of means."""
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Texts that stand for waves, roles and teams in the file, before anything is renamed."""
    problems: tuple[str, ...] = ()


@dataclass(eq=False)
class Intake:
    """All files, and what they come to together; None where problems stop it."""

    files: list[TakenFile]
    responses: Responses | None = None
    allocation: Allocation | None = None
    problems: tuple[str, ...] = ()
    """All problems of the files and of what they are together."""


def take_in(sources: Sequence[str], instructions: Instructions) -> Allocation:
    """The allocation in one survey file, or in the file before and the file after; see `reportgen.survey.read`."""
    intake = taken(sources, instructions)
    if intake.allocation is None:
        raise InputError(*intake.problems)
    return intake.allocation


def taken(sources: Sequence[str], instructions: Instructions) -> Intake:
    """Everything found in the files, with the problems that stop it; raises nothing for bad input."""
    if sources.count(STANDARD_INPUT) > 1:
        twice = "Only one of the two surveys can come from standard input; name the file of the other."
        return Intake([], problems=(twice,))
    intake = Intake([_taken_file(source, instructions) for source in sources])
    intake.problems = tuple(problem for file in intake.files for problem in file.problems)
    try:
        if all(file.designation for file in intake.files):
            _refuse_unknown_values(intake.files, instructions)
        if not intake.problems:
            _put_together(intake, instructions)
    except InputError as error:
        intake.problems += error.problems
    return intake


def _taken_file(source: str, instructions: Instructions) -> TakenFile:
    """One file read and judged by itself."""
    file = TakenFile(source)
    try:
        file.table = read_table(source, instructions)
        file.designation = _designation(file.table, instructions)
        file.found = _texts_found(file.table, file.designation)
        if file.designation.shape == "aggregate":
            file.problems = said_of_responses(file.table, instructions)
            file.published = read_aggregate(file.table, file.designation, instructions)
        else:
            file.problems = blank_columns(file.table, instructions)
            read = read_wide if file.designation.shape == "wide" else read_long
            file.answers = renamed(read(file.table, file.designation, instructions), instructions.values)
            file.judged = judge(file.answers, missing_share_to=instructions.missing_share_to)
    except InputError as error:
        file.problems += error.problems
    return file


def _designation(table: Table, instructions: Instructions) -> Designation:
    """What the columns mean. Raises InputError for all headers in the instructions that are not in the file."""
    try:
        return designate(table, instructions)
    except InputError as error:
        raise InputError(*error.problems, *_unknown_activities(table, instructions)) from None


def _unknown_activities(table: Table, instructions: Instructions) -> tuple[str, ...]:
    """What is wrong with the activities of a wide file of which other columns are named wrongly."""
    columns = instructions.columns
    if not columns.activities or columns.activity or columns.share:
        return ()
    try:
        if designate(table, replace(instructions, columns=Columns(columns.activities))).shape == "wide":
            stated_activities(columns.activities, table.header, place_of(instructions, table.file), "column")
    except InputError as error:
        return error.problems
    return ()


def _texts_found(table: Table, designation: Designation) -> dict[str, tuple[str, ...]]:
    if designation.shape == "aggregate":
        return {"wave": table.header}
    columns = {part: getattr(designation, part) for part in NAMED_VALUES}
    return {part: table.column(index).present for part, index in columns.items() if index is not None}


def _refuse_unknown_values(files: Sequence[TakenFile], instructions: Instructions) -> None:
    found = {part: [text for file in files for text in file.found.get(part, ())] for part in NAMED_VALUES}
    names = [file.table.file for file in files if file.table]
    refuse_unknown_values(found, instructions, " and ".join(names))


def _put_together(intake: Intake, instructions: Instructions) -> None:
    """Fills in the responses and the allocation of files that could all be used."""
    tables = [file.published for file in intake.files if file.published]
    answers = [file.judged for file in intake.files if file.judged]
    if tables and answers:
        raise InputError(
            f"{tables[0].record.file} is a table of means and {answers[0].answers.table.file} holds responses; "
            "give both waves in the same form."
        )
    if tables:
        intake.allocation = allocation_of(tables, instructions.waves)
    else:
        intake.responses = pool(answers, instructions)
        intake.allocation = _allocation(answers, intake.responses, instructions)


def _allocation(files: Sequence[Judged], responses: Responses, instructions: Instructions) -> Allocation:
    summary = summarise(responses)
    account = account_of(files, responses, summary)
    roles = role_counts(responses, instructions.smallest_group)
    segments, hidden = segments_of(responses, summary, instructions.smallest_group, roles)
    return Allocation(
        **{each.name: getattr(summary, each.name) for each in fields(Compared)},
        activities=responses.activities,
        responses=listed(account),
        reading=records(account),
        people=summary.people,
        answered=answered(responses),
        role_counts=roles,
        design=summary.design,
        policies=under_policies(files, instructions, summary),
        segments=segments,
        hidden_segments=hidden,
        smallest_group=instructions.smallest_group,
        missing_share_to=instructions.missing_share_to or "",
    )
