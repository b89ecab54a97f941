"""What a survey comes down to: where the time of each wave goes, and who was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

#: How the change between two waves is judged.
Comparison = Literal["paired", "welch", "none"]


@dataclass(frozen=True, eq=False)
class Wave:
    """The time shares of one wave; arrays have one value an activity, shares are fractions of 1."""

    name: str
    """As in the file; `before` and `after` where the file has no wave names."""
    respondents: int | None
    """People behind the means (in a paired comparison the matched ones); None if the file does not say."""
    mean_share: Array
    deviation: Array | None
    """Sample standard deviation; None for an aggregate table, zeros for a single respondent."""


@dataclass(frozen=True, eq=False)
class Response:
    """One row of the survey as it was judged, without personal data."""

    label: str
    """`R001`, `R002`, … in the order of first appearance; the same person, the same label in both waves."""
    wave: str
    row: int
    """Row in its file, counted as a spreadsheet does: the first row below a one-row header is 2."""
    counted: bool
    used: bool
    """Counted, and part of the means; in a paired comparison people who answered one wave only are not."""
    reason: str
    """Why it was left out, rescaled or not used; empty when there is nothing to say."""
    shares: tuple[float, ...]
    """As counted (adding up to 1); empty when left out."""
    role: str = ""
    team: str = ""


@dataclass(frozen=True)
class ReadingRecord:
    """The full account of the rows of one file: read = counted + left out.

    A row is a response in a wide file, one activity of a response in a long file, an activity in an aggregate table.
    """

    file: str
    """Name without folders, `standard input` for `-`."""
    sha256: str
    encoding: str
    delimiter: str
    shape: Literal["wide", "long", "aggregate"]
    unit: Literal["percent", "fraction", "hours"]
    rows_read: int
    counted: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Rows left out, by reason."""
    rescaled: int = 0
    """Counted rows that added up to 95–105 % and were brought to 100 %."""
    complete: int = 0
    """Rows of responses that answered every activity, counted or not."""
    blanks_as_zero: int = 0
    """Counted rows of responses whose blanks are 0, as their other answers add up."""
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.rows_read != self.counted + sum(self.left_out.values()):
            raise AssertionError(f"{self.file}: rows read are not rows counted and left out")


@dataclass(frozen=True, eq=False)
class Allocation:
    """Time by activity and wave; what the model knows of the survey."""

    activities: tuple[str, ...]
    waves: tuple[Wave, ...]
    """In time order: the first is before, the last after; a single one is before."""
    comparison: Comparison
    matched: int
    """People who answered the first and the last wave."""
    change_deviation: Array | None
    """Sample standard deviation of the change of the matched people, by activity; None unless paired."""
    responses: tuple[Response, ...]
    """Every response (a person in a wave) of wide and long files, by wave: matched people first, in the same order in
    both waves, then the others, then those left out. Empty for aggregate tables and above 2,000 responses."""
    reading: tuple[ReadingRecord, ...]
    """One record a file."""
    people: int
    """Different people counted in any wave (the responses, where nobody is identified and there is one wave)."""
    role_counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Counted people by wave name, then role; empty without a role column."""

    @property
    def before(self) -> Wave:
        return self.waves[0]

    @property
    def after(self) -> Wave | None:
        return self.waves[-1] if len(self.waves) > 1 else None

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(warning for record in self.reading for warning in record.warnings)
