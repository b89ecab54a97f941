"""Which columns say who, when and what, and so which shape a file has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np

from reportgen.survey.allocation import Shape
from reportgen.survey.header_words import ASKED_FOR, HEADERS, POSSIBLE_WAVES, Meaning, asked, counted_wave
from reportgen.survey.instructions import Instructions
from reportgen.survey.names import key
from reportgen.survey.respondents import identifies, separates
from reportgen.survey.stated import SHARED, stated_columns
from reportgen.survey.table import Table, unnamed
from reportgen.survey.wave_names import is_statistic, is_wave
from reportgen.survey.waves import tell_both_ends

NOTHING_SAID = Instructions()


@dataclass(frozen=True)
class Designation:
    """Positions of the columns by meaning; None where the file has no such column."""

    shape: Shape
    respondent: int | None
    wave: int | None
    role: int | None
    team: int | None
    activity: int | None
    share: int | None
    weight: int | None = None
    stratum: int | None = None
    cluster: int | None = None
    seconds: int | None = None
    """How long each response took."""

    @property
    def by_meaning(self) -> dict[Meaning, int]:
        """The columns that the file has."""
        positions: dict[Meaning, int | None] = {
            "respondent": self.respondent,
            "wave": self.wave,
            "role": self.role,
            "team": self.team,
            "activity": self.activity,
            "share": self.share,
            "weight": self.weight,
            "stratum": self.stratum,
            "cluster": self.cluster,
            "seconds": self.seconds,
        }
        return {meaning: index for meaning, index in positions.items() if index is not None}

    @property
    def taken(self) -> frozenset[int]:
        return frozenset(self.by_meaning.values())


def designate(table: Table, instructions: Instructions = NOTHING_SAID) -> Designation:
    """What the columns of a table mean: as the instructions say, else as its source says, else by their headers.

    A column that is named as an activity is nothing else, and one of the source's metadata nothing by its header.
    Raises InputError for headers in the instructions that are not in the file.
    """
    stated = stated_columns(table, instructions)
    activities = {key(header) for header in instructions.columns.activities or ()}
    free = _free_columns(table, activities, stated)
    found: dict[Meaning, int | None] = {**dict.fromkeys(HEADERS), **_meanings_of_source(table, activities, stated)}
    for meaning in HEADERS:
        if found[meaning] is None:
            found[meaning] = _by_header(meaning, table, free)
    found |= stated
    if found["wave"] is None:
        found["wave"] = _column_of_waves(table, free)
    if found["activity"] is None and found["respondent"] is None and _lists_activities(table):
        found["activity"] = 0
    shape = _shape(found, table)
    if shape != "aggregate" and found["wave"] is None:
        found["wave"] = _separating_column(found, table, free, shape)
    if shape == "wide":  # there, an activity may well be called one of these
        found["activity"] = found["share"] = None
    return Designation(shape, **found)


def _free_columns(table: Table, activities: Collection[str], stated: Mapping[Meaning, int]) -> dict[str, int]:
    """The columns, by the key of their header, whose meaning nobody states."""
    taken = {index for meaning, index in stated.items() if meaning not in SHARED} | table.metadata
    taken |= set() if activities else set(table.activities)
    headers = {key(header): index for index, header in reversed(list(enumerate(table.header)))}
    return {header: index for header, index in headers.items() if index not in taken and header not in activities}


def _meanings_of_source(
    table: Table, activities: Collection[str], stated: Mapping[Meaning, int]
) -> dict[Meaning, int | None]:
    """What the source says of columns of which the instructions say nothing."""
    taken = set(stated.values())
    return {
        cast(Meaning, meaning): index
        for meaning, index in table.meanings.items()
        if index not in taken and key(table.header[index]) not in activities
    }


def _by_header(meaning: Meaning, table: Table, free: Mapping[str, int]) -> int | None:
    """The column with the surest header; of respondents the first that tells people apart, else the first of all."""
    known = [free[header] for header in HEADERS[meaning] if header in free]
    if not known and meaning in ASKED_FOR:
        questions = {key(asked(header)): index for header, index in reversed(list(free.items()))}
        known = [questions[header] for header in HEADERS[meaning] if header in questions]
    if meaning == "respondent":
        known = [index for index in known if identifies(table.column(index))] or known
    return known[0] if known else None


def _separating_column(
    found: Mapping[Meaning, int | None], table: Table, free: Mapping[str, int], shape: Shape
) -> int | None:
    """A column that may be waves by its header, and is by making different what one person answered repeatedly."""
    meanings: tuple[Meaning, ...] = ("respondent", "activity") if shape == "long" else ("respondent",)
    repeated = [table.column(index) for meaning in meanings if (index := found[meaning]) is not None]
    possible = [free[header] for header in POSSIBLE_WAVES if header in free]
    if found["respondent"] is None:
        return None
    return next((index for index in possible if separates(repeated, table.column(index))), None)


def _column_of_waves(table: Table, free: Mapping[str, int]) -> int | None:
    """A column whose header says nothing, but whose cells say before and after."""
    return next((index for index in free.values() if tell_both_ends(table.column(index).present)), None)


def _lists_activities(table: Table) -> bool:
    """Whether the first column has no header and all others are waves, as in a published table."""
    others = [header for header in table.header[1:] if not counted_wave(header) and not is_statistic(header)]
    return table.header[0] == unnamed(1) and bool(others) and all(is_wave(header) for header in others)


def _shape(found: Mapping[Meaning, int | None], table: Table) -> Shape:
    activity, share = found["activity"], found["share"]
    if activity is None:
        return "wide"
    if found["respondent"] is not None:
        return "wide" if share is None else "long"
    column = table.column(activity)
    listed_once = len(column.present) == np.count_nonzero(~column.blank)
    return "aggregate" if share is not None or listed_once else "wide"
