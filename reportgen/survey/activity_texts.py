"""What the column of activities of a long file says, and what each of its texts is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportgen.errors import InputError
from reportgen.language import say
from reportgen.survey.instructions import Instructions
from reportgen.survey.names import is_total, key, quoted
from reportgen.survey.shapes import Designation
from reportgen.survey.stated import place_of, stated_activities
from reportgen.survey.table import Codes, Column, Mask, Table

MOST_ACTIVITIES = 60


@dataclass(frozen=True, eq=False)
class NamedActivities:
    """The activities of a long file, and which one each row is about."""

    names: tuple[str, ...]
    position: Codes
    """One a row; -1 where no activity is named or it is not used."""
    blank: Mask
    """Rows that name no activity."""
    total: Mask
    """Rows with the total of a person's activities."""
    warnings: tuple[str, ...]


def named_activities(
    table: Table, designation: Designation, instructions: Instructions, *, of_time: bool
) -> NamedActivities:
    """The activities: texts as the instructions pick, name and put them together; without, each text is one.

    Raises InputError where there are too many to be activities, and for one of which the file has no text; in a log of
    time, that one took none, and a warning says so.
    """
    assert designation.activity is not None
    column = table.column(designation.activity).regardless_of_case()
    header = table.header[designation.activity]
    present = [text for text in column.present if not is_total(text)]
    if not present:
        raise InputError(f"{table.file}, '{header}': no row names an activity; fill in the column.")
    stated = instructions.columns.activities
    if stated:
        without_time = _without_text(stated, present) if of_time else []
        called = _called(stated, without_time, present, place_of(instructions, table.file))
        names = _spelled(stated)
    else:
        without_time = []
        called = {text: text for text in present}
        names = present
    _refuse_many(names, table.file, header)
    return NamedActivities(
        names=tuple(names),
        position=_positions(column, called, names),
        blank=column.blank,
        total=np.array([is_total(text) for text in column.texts], dtype=bool)[column.codes],
        warnings=_no_time(without_time, table.file, header),
    )


def _without_text(stated: Mapping[str, str], present: Sequence[str]) -> list[str]:
    """The activities of which no text is in the file; nothing where that is all of them, which is a mistake."""
    known = set(map(key, present))
    found = {key(name) for text, name in stated.items() if key(text) in known}
    return [name for name in _spelled(stated) if key(name) not in found] if found else []


def _called(
    stated: Mapping[str, str], without_time: Sequence[str], present: Sequence[str], place: str
) -> dict[str, str]:
    unknown = set(map(key, without_time))
    known = {text: name for text, name in stated.items() if key(name) not in unknown}
    found = stated_activities(known, present, place, "activity", merging=True)
    return {present[position]: name for position, name in found.items()}


def _spelled(stated: Mapping[str, str]) -> list[str]:
    """The names in their order, each in the spelling that comes first."""
    spelling: dict[str, str] = {}
    for name in stated.values():
        spelling.setdefault(key(name), name)
    return list(spelling.values())


def _refuse_many(names: Sequence[str], file: str, header: str) -> None:
    if len(names) > MOST_ACTIVITIES:
        raise InputError(
            f"{file}, '{header}': {len(names)} different activities; bring them down to at most {MOST_ACTIVITIES} "
            "categories of work: say which one each belongs to under survey.columns.activities in the case file."
        )


def _no_time(names: Sequence[str], file: str, header: str) -> tuple[str, ...]:
    if not names:
        return ()
    return (
        say(
            "{file}, '{header}': no row is about {names}, which counts as no time spent there.",
            file=file,
            header=header,
            names=quoted(names),
        ),
    )


def _positions(column: Column, called: Mapping[str, str], names: Sequence[str]) -> Codes:
    position = {name: index for index, name in enumerate(names)}
    return np.array([position.get(called.get(text, ""), -1) for text in column.texts], dtype=np.intp)[column.codes]
