"""A case file as read: every setting with the line it stands on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import cast

from reportgen.case.case import Assumption
from reportgen.case.numerals import Number
from reportgen.language import say
from reportgen.survey.instructions import SMALLEST_GROUP, Columns, Instructions, Values


@dataclass(frozen=True)
class MeasuredFigure:
    """A figure of an outcome and the unit it was written in: `%`, a duration such as `months`, or none."""

    assumption: Assumption
    unit: str = ""


@dataclass(frozen=True)
class Entry:
    """A setting, or a section of settings, and its line."""

    value: Value
    line: int


Value = (
    str
    | int
    | datetime.date
    | Number
    | Assumption
    | MeasuredFigure
    | tuple[str, ...]
    | tuple[Number, ...]
    | tuple[Assumption, ...]
    | Mapping[str, Entry]
)


@dataclass(frozen=True)
class CaseFile:
    """The settings a user stated; `complete` fills in the rest. Without a file it is empty.

    A path is the keys from the top: `("team", "Data scientists", "headcount")`.
    """

    file: str = ""
    """Name without folders."""
    sha256: str = ""
    content: Mapping[str, Entry] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    """What could not be used and is therefore not in the content; `complete` refuses a file that has any."""

    @property
    def instructions(self) -> Instructions:
        """What the case file says of the survey."""
        if not self.section("survey"):
            return Instructions()
        before, after = self.text("survey", "waves", "before"), self.text("survey", "waves", "after")
        smallest = self.entry("survey", "smallest_group")
        return Instructions(
            columns=self._columns,
            values=Values(**{part.name: self.names("survey", "values", part.name) for part in fields(Values)}),
            waves=(before, after) if before and after else None,
            missing_share_to=self.text("survey", "missing_share_to") or None,
            headcounts=self._weighted_to,
            smallest_group=cast(int, smallest.value) if smallest else SMALLEST_GROUP,
            place=self.place("survey"),
        )

    @property
    def _columns(self) -> Columns:
        path = ("survey", "columns")
        named = {part: self.text(*path, part) for part in self.section(*path) if part != "activities"}
        return Columns(activities=self.names(*path, "activities") or None, **named)

    @property
    def _weighted_to(self) -> dict[str, float] | None:
        """The headcounts to weight to; None also where some are missing, which is a problem of the case file."""
        stated = bool(self.section("team")) and not self.roles_without_headcount
        return self.headcounts if stated and self.text("survey", "weights") else None

    @property
    def roles_without_headcount(self) -> list[str]:
        """The roles for which the team section states no people."""
        return [role for role in self.section("team") if not self.headcounts.get(role)]

    @property
    def headcounts(self) -> dict[str, float]:
        """The headcount of each role for which the team section states one."""
        stated = {role: self.figure("team", role, "headcount") for role in self.section("team")}
        return {role: figure.value for role, figure in stated.items() if figure is not None}

    def entry(self, *path: str) -> Entry | None:
        """The setting or section at a path; None where it is not stated."""
        entries, found = self.content, None
        for step in path:
            found = entries.get(step)
            entries = found.value if found is not None and isinstance(found.value, Mapping) else {}
        return found

    def section(self, *path: str) -> Mapping[str, Entry]:
        """The entries below a path; none where nothing is stated."""
        found = self.entry(*path)
        return found.value if found is not None and isinstance(found.value, Mapping) else {}

    def text(self, *path: str, default: str = "") -> str:
        """A text, or the default where none is stated."""
        found = self.entry(*path)
        return found.value if found is not None and isinstance(found.value, str) else default

    def texts(self, *path: str) -> tuple[str, ...]:
        """A list of texts; empty where none is stated."""
        found = self.entry(*path)
        return tuple(str(each) for each in found.value) if found and isinstance(found.value, tuple) else ()

    def names(self, *path: str) -> dict[str, str]:
        """Texts with the name of each; empty where none is stated."""
        return {text: str(entry.value) for text, entry in self.section(*path).items()}

    def figure(self, *path: str) -> Assumption | None:
        """A single figure; None where none is stated."""
        found = self.entry(*path)
        return found.value if found is not None and isinstance(found.value, Assumption) else None

    def figures(self, *path: str) -> tuple[Assumption, ...]:
        """Figures given as a list; empty where there are none."""
        found = self.entry(*path)
        values = found.value if found is not None and isinstance(found.value, tuple) else ()
        return tuple(each for each in values if isinstance(each, Assumption))

    def place(self, *path: str) -> str:
        """How a message names a setting, or the nearest section around it: `case.yaml, line 12, 'realisation'`."""
        for length in range(len(path), 0, -1):
            found = self.entry(*path[:length])
            if found is not None:
                return f"{self.file}, line {found.line}, '{path[length - 1]}'"
        return self.file

    def said_place(self, *path: str) -> str:
        """The same for a note, in the language of the report; messages that stop a build are English."""
        return self.place(*path).replace(", line ", say(", line "), 1)
