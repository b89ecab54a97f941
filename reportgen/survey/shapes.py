"""Which columns say who, when and what, and so which shape a file has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.survey.names import key
from reportgen.survey.table import Table
from reportgen.survey.waves import tell_both_ends

Shape = Literal["wide", "long", "aggregate"]
Role = Literal["respondent", "wave", "role", "team", "activity", "share"]

#: Headers that name each role of a column, the surest first; case, spaces and underscores do not matter.
_HEADERS: dict[Role, tuple[str, ...]] = {
    "respondent": (
        "respondent", "respondent id", "participant", "participant id", "person", "employee", "employee id", "user",
        "teilnehmer", "teilnehmerin", "befragte", "mitarbeiter",
        "email", "e-mail", "email address", "name", "full name", "id",
    ),
    "wave": ("wave", "survey wave", "period", "phase", "round", "time point", "timepoint", "welle", "zeitpunkt"),
    "role": ("role", "job role", "job title", "function", "rolle", "funktion"),
    "team": ("team", "group", "department", "gruppe", "abteilung"),
    "activity": ("activity", "category", "tätigkeit", "aktivität"),
    "share": ("share", "share of time", "percent", "percentage", "%", "hours", "duration (h)", "value", "anteil"),
}  # fmt: skip
_HOURS = re.compile(r"\b(?:hours?|hrs|stunden|heures|horas|uren)\b|\(h\)", re.IGNORECASE)
_COUNT_OF_RESPONDENTS = re.compile(r"(?:n|respondents)[ _(]+(.+?)\)?", re.IGNORECASE)


@dataclass(frozen=True)
class Designation:
    """Positions of the columns with a role; None where the file has no such column."""

    shape: Shape
    respondent: int | None
    wave: int | None
    role: int | None
    team: int | None
    activity: int | None
    share: int | None

    @property
    def taken(self) -> frozenset[int]:
        return frozenset(
            index
            for index in (self.respondent, self.wave, self.role, self.team, self.activity, self.share)
            if index is not None
        )


def designate(table: Table, activities: Sequence[str] | None = None) -> Designation:
    """The roles of a table's columns by their headers; a column named in `activities` is an activity, nothing else."""
    wanted = {key(name) for name in activities or ()}
    headers = {key(name): index for index, name in reversed(list(enumerate(table.header)))}
    found: dict[Role, int | None] = {
        role: next((headers[known] for known in known_headers if known in headers and known not in wanted), None)
        for role, known_headers in _HEADERS.items()
    }
    if found["wave"] is None:
        found["wave"] = _column_of_waves(table, wanted)
    shape = _shape(found, table)
    if shape == "wide":  # there, an activity may well be called one of these
        found["activity"] = found["share"] = None
    return Designation(shape, **found)


def _column_of_waves(table: Table, activities: set[str]) -> int | None:
    """A column whose header says nothing, but whose cells say before and after."""
    for index, header in enumerate(table.header):
        if key(header) not in activities and tell_both_ends(table.column(index).present):
            return index
    return None


def _shape(found: Mapping[Role, int | None], table: Table) -> Shape:
    activity, share = found["activity"], found["share"]
    if activity is None:
        return "wide"
    if found["respondent"] is not None:
        return "wide" if share is None else "long"
    listed_once = len(table.column(activity).present) == len(table.rows)
    return "aggregate" if share is not None or listed_once else "wide"


def is_hours(header: str) -> bool:
    """Whether a header says that its numbers are hours."""
    return _HOURS.search(header.replace("_", " ")) is not None


def counted_wave(header: str) -> str | None:
    """The wave whose respondents a column of an aggregate table counts: `before` for `n_before`."""
    match = _COUNT_OF_RESPONDENTS.fullmatch(header)
    return match[1] if match else None
