"""What each column of a file is used for, or why it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.survey.header_words import counted_wave
from reportgen.survey.instructions import Instructions
from reportgen.survey.intake import TakenFile
from reportgen.survey.names import key
from reportgen.survey.numbers import read_numbers
from reportgen.survey.table import Table

RESPONDENTS = "respondents"
"""What the column of an aggregate table means that counts the respondents of a wave."""


@dataclass(frozen=True)
class UsedColumn:
    """A column and what it means."""

    header: str
    meaning: str
    """One of `header_words.Meaning`, or `respondents`."""
    name: str = ""
    """What the activity, or in an aggregate table the wave, is called whose shares the column holds."""


@dataclass(frozen=True)
class IgnoredColumn:
    """A column that is not used, and why."""

    header: str
    reason: str


def used_columns(file: TakenFile) -> tuple[UsedColumn, ...]:
    """The columns with a meaning in the order of the file, as far as it was understood."""
    if file.table is None:
        return ()
    used = _used(file)
    return tuple(used[index] for index in sorted(used))


def ignored_columns(file: TakenFile) -> tuple[IgnoredColumn, ...]:
    """Personal data that was not kept, then the other columns that are not used, in the order of the file."""
    if file.table is None:
        return ()
    used = _used(file)
    others = [index for index in range(len(file.table.header)) if index not in used]
    return (
        *(IgnoredColumn(header, "personal data, not kept") for header in file.table.dropped),
        *(IgnoredColumn(file.table.header[index], _reason(file, file.table, index)) for index in others),
    )


def activity_names(file: TakenFile, instructions: Instructions) -> Mapping[str, str]:
    """The activities of a file by the header or text that stands for each in it; empty where they are not known."""
    if file.table is None or not (file.answers or file.published):
        return {}
    if file.answers and file.answers.shape == "wide":
        answers = file.answers
        return {file.table.header[index]: name for index, name in zip(answers.columns, answers.activities, strict=True)}
    known = file.published or file.answers
    activities = known.activities if known else ()
    names = set(map(key, activities))
    stated = {text: name for text, name in (instructions.columns.activities or {}).items() if key(name) in names}
    return stated or {name: name for name in activities}


def _used(file: TakenFile) -> dict[int, UsedColumn]:
    """By position."""
    assert file.table is not None
    header = file.table.header
    used = {}
    if file.designation:
        meanings = file.designation.by_meaning.items()
        used = {
            index: UsedColumn(header[index], meaning)
            for meaning, index in meanings
            if _holds_something(file.table, index) and (meaning == "activity" or not file.published)
        }
    if file.answers:
        names = zip(file.answers.columns, file.answers.activities, strict=False)
        used |= {index: UsedColumn(header[index], "activity", name) for index, name in names}
    if file.published:
        waves = file.published.columns.items()
        used |= {index: UsedColumn(header[index], "share", name) for name, index in waves}
        used |= dict(_counts(header, file.published.respondents))
    return used


def _counts(header: tuple[str, ...], respondents: Mapping[str, int]) -> Iterator[tuple[int, UsedColumn]]:
    waves = {key(name): name for name in respondents}
    for index, each in enumerate(header):
        wave = waves.get(key(counted_wave(each) or ""))
        if wave or (respondents and key(each) == "n"):
            yield index, UsedColumn(each, RESPONDENTS, wave or "")


def _holds_something(table: Table, index: int) -> bool:
    """Whether a column has an entry; of rows summed up while reading that is known of columns in use alone."""
    return table.entries is not None or bool(table.column(index).present)


def _reason(file: TakenFile, table: Table, index: int) -> str:
    if index in table.metadata:
        return f"metadata of {table.source}" if table.source else "metadata"
    if not _holds_something(table, index):
        return "empty"
    if file.published:
        return "no wave"
    if file.designation and file.designation.shape == "long":
        return "not needed"
    if not read_numbers(table.column(index)).is_numeric:
        return "no numbers"
    return "no share of time" if file.answers else "numbers; not known to be shares of time"
