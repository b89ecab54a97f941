"""Which columns say who, when and what, and so which shape a file has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.survey.names import key
from reportgen.survey.respondents import identifies, separates
from reportgen.survey.table import Table, unnamed
from reportgen.survey.wave_names import is_statistic, is_wave
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
    "activity": (
        "activity", "category", "tätigkeit", "aktivität", "activities", "categories", "tätigkeiten", "aktivitäten",
        "task", "tasks", "aufgabe", "aufgaben", "kategorie",
    ),
    "share": ("share", "share of time", "percent", "percentage", "%", "hours", "duration (h)", "value", "anteil"),
}  # fmt: skip
#: Headers of columns that are waves where they separate the responses of one person.
_POSSIBLE_WAVES = (
    "year", "time", "survey", "date of survey", "survey date", "runde", "vague", "jahr", "année", "annee",
)  # fmt: skip
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
    found["respondent"] = _respondent(table, headers, wanted)
    if found["wave"] is None:
        found["wave"] = _column_of_waves(table, wanted)
    if found["activity"] is None and found["respondent"] is None and _lists_activities(table):
        found["activity"] = 0
    shape = _shape(found, table)
    if shape != "aggregate" and found["wave"] is None:
        found["wave"] = _separating_column(found, table, headers, shape)
    if shape == "wide":  # there, an activity may well be called one of these
        found["activity"] = found["share"] = None
    return Designation(shape, **found)


def _respondent(table: Table, headers: Mapping[str, int], activities: set[str]) -> int | None:
    """The first column of respondents that tells people apart, else the first of all."""
    known = [headers[name] for name in _HEADERS["respondent"] if name in headers and name not in activities]
    return next((index for index in known if identifies(table.column(index))), known[0] if known else None)


def _separating_column(
    found: Mapping[Role, int | None], table: Table, headers: Mapping[str, int], shape: Shape
) -> int | None:
    """A column that may be waves by its header, and is by making different what one person answered repeatedly."""
    roles: tuple[Role, ...] = ("respondent", "activity") if shape == "long" else ("respondent",)
    repeated = [table.column(index) for role in roles if (index := found[role]) is not None]
    possible = [headers[name] for name in _POSSIBLE_WAVES if name in headers]
    if found["respondent"] is None:
        return None
    return next((index for index in possible if separates(repeated, table.column(index))), None)


def _column_of_waves(table: Table, activities: set[str]) -> int | None:
    """A column whose header says nothing, but whose cells say before and after."""
    for index, header in enumerate(table.header):
        if key(header) not in activities and tell_both_ends(table.column(index).present):
            return index
    return None


def _lists_activities(table: Table) -> bool:
    """Whether the first column has no header and all others are waves, as in a published table."""
    others = [header for header in table.header[1:] if not counted_wave(header) and not is_statistic(header)]
    return table.header[0] == unnamed(1) and bool(others) and all(is_wave(header) for header in others)


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
