"""A case file as read: every setting with the line it stands on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.case.case import Assumption
from reportgen.case.numerals import Number
from reportgen.survey.instructions import Columns, Instructions


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
        before, after = self.text("survey", "waves", "before"), self.text("survey", "waves", "after")
        activities = self.texts("survey", "columns")
        return Instructions(
            columns=Columns(activities=dict(zip(activities, activities, strict=True)) or None),
            waves=(before, after) if before and after else None,
        )

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
