"""What changed from one version of a case to the next."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reportgen.case.inputs import Unit
from reportgen.language import noted, say
from reportgen.model.whatif import SCENARIOS
from reportgen.model.whatif.scenarios import ROUNDING


def difference(was: float, now: float) -> float:
    """What lies between two net present values; what rounding leaves is nothing."""
    return 0.0 if math.isclose(was, now, rel_tol=ROUNDING) else now - was


#: What of an assumption was changed.
Part = Literal["value", "low", "high", "conservative", "optimistic", "kind", "source", "note", "scenario"]
#: Those that change figures.
FIGURES: tuple[Part, ...] = ("value", "low", "high", "conservative", "optimistic")
WORDS: tuple[Part, ...] = ("kind", "source", "note")
#: How people call each, where it is not the assumption itself.
PART_WORDS: Mapping[Part, str] = {
    "low": noted("low end"),
    "high": noted("high end"),
    "conservative": noted("conservative scenario"),
    "optimistic": noted("optimistic scenario"),
    "kind": noted("kind"),
    "source": noted("source"),
    "note": noted("notes"),
}
#: What stands in a cell that states nothing.
ABSENT: Mapping[Part, str] = {
    "low": noted("None stated"),
    "high": noted("None stated"),
    "conservative": noted("As the range"),
    "optimistic": noted("As the range"),
    "note": noted("None"),
}


@dataclass(frozen=True)
class Edit:
    """One cell: what stood in it and what stands in it now."""

    label: str
    """`Headcount: Data scientist`."""
    unit: Unit
    unit_words: str
    part: Part
    was: float | str | None
    now: float | str | None

    @property
    def title(self) -> str:
        """The assumption and what of it was changed."""
        words = PART_WORDS.get(self.part)
        return f"{say(self.label)}, {say(words)}" if words else say(self.label)

    def shown(self, content: str | None) -> str:
        """What a cell without a figure states."""
        return (say(content) if self.part == "kind" else content) if content else self.absent

    @property
    def absent(self) -> str:
        return say(ABSENT.get(self.part, "None"))


@dataclass(frozen=True)
class Change:
    """Cells that only make sense together: the figures of one assumption, or all parts of a whole."""

    edits: tuple[Edit, ...]
    effects: tuple[float, ...] | None
    """What it alone does to the net present value, by scenario in the order of SCENARIOS; None where only words
    changed."""


@dataclass(frozen=True)
class Version:
    """A version of the case that came back from review."""

    number: int
    """From 2 on; the first version is the one that was built from the survey."""
    date: datetime.date
    reviewed: str
    """Name of the workbook that came back."""
    reviewed_sha256: str
    reviewed_run: str
    """Identifies the build of it."""
    reviewed_date: datetime.date
    changes: tuple[Change, ...]
    was: tuple[float, ...]
    """The net present value before, by scenario."""
    now: tuple[float, ...]

    @property
    def together(self) -> tuple[float, ...]:
        """What all changes do to the net present value, by scenario."""
        return tuple(difference(was, now) for was, now in zip(self.was, self.now, strict=True))

    @property
    def interplay(self) -> tuple[float, ...]:
        """What they do together beyond what each does alone, by scenario."""
        effects = [change.effects for change in self.changes if change.effects is not None]
        alone = [math.fsum(column) for column in zip(*effects, strict=True)] or [0.0] * len(SCENARIOS)
        return tuple(map(difference, alone, self.together))
