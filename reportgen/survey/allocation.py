"""What a survey comes down to: where the time of each wave goes, and who was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from reportgen.survey.instructions import SMALLEST_GROUP

Array = npt.NDArray[np.float64]

#: One row a respondent, one row an activity of a respondent, or one row an activity of all.
Shape = Literal["wide", "long", "aggregate"]

#: How the change between two waves is judged.
Comparison = Literal["paired", "welch", "none"]
#: What people may be grouped by.
Grouping = Literal["role", "team"]


@dataclass(frozen=True, eq=False)
class Wave:
    """The time shares of one wave; arrays have one value an activity, shares are fractions of 1."""

    name: str
    """As in the file; `before` and `after` where the file has no wave names."""
    respondents: int | None
    """People behind the means (in a paired comparison the matched ones); None if the file does not say."""
    mean_share: Array
    """Weighted where the design has weights."""
    covariance: Array | None
    """Activities × activities: the variance of any sum of shares `c` is `c @ covariance @ c / respondents`.

    Without weights and design the sample covariance (n - 1); None for an aggregate table, zeros for one respondent.
    """
    degrees: float | None = None
    """Degrees of freedom of the standard errors where they are not respondents - 1 (strata, clusters)."""

    @property
    def deviation(self) -> Array | None:
        """Standard deviation by activity, so that the standard error is it over the root of the respondents."""
        return deviation_of(self.covariance)


def deviation_of(covariance: Array | None) -> Array | None:
    """The roots of the variances; none without a covariance."""
    return None if covariance is None else np.sqrt(np.diagonal(covariance))


@dataclass(frozen=True, eq=False, kw_only=True)
class Compared:
    """The means of some people by wave, and how the last wave compares with the first."""

    waves: tuple[Wave, ...]
    """In time order: the first is before, the last after; a single one is before."""
    comparison: Comparison = "none"
    matched: int = 0
    """People who answered the first and the last wave."""
    change_covariance: Array | None = None
    """Like `Wave.covariance`, of the change of the matched people; None unless paired."""
    change_degrees: float | None = None
    """Degrees of freedom of the paired change where they are not matched - 1."""

    @property
    def before(self) -> Wave:
        return self.waves[0]

    @property
    def after(self) -> Wave | None:
        return self.waves[-1] if len(self.waves) > 1 else None

    @property
    def change_deviation(self) -> Array | None:
        """Standard deviation of the change of the matched people, by activity; None unless paired."""
        return deviation_of(self.change_covariance)


#: What is done with rows that do not add up: all as they stand, only those within rounding, or rescaled up to 5 points.
Policy = Literal["as is", "strict", "rescaled"]
POLICIES: tuple[Policy, ...] = ("as is", "strict", "rescaled")


@dataclass(frozen=True, eq=False, kw_only=True)
class PolicyResult(Compared):
    """The first and the last wave under one policy for rows that do not add up."""

    policy: Policy


@dataclass(frozen=True, eq=False, kw_only=True)
class Segment(Compared):
    """The people of one role or team; only groups that may be shown (see `survey.privacy`)."""

    by: Grouping
    name: str


@dataclass(frozen=True)
class Design:
    """How people were chosen and weighted; empty texts and False mean a simple sample in which all count alike."""

    weights: str = ""
    """Header of the column of weights."""
    strata: str = ""
    """Header of the column of strata."""
    clusters: str = ""
    """Header of the column of clusters."""
    post_stratified: bool = False
    """Whether weights bring the roles to their headcount."""

    @property
    def is_weighted(self) -> bool:
        return bool(self.weights) or self.post_stratified

    @property
    def is_simple(self) -> bool:
        """Whether the standard errors follow from the responses and their weights alone, as a spreadsheet can do."""
        return not (self.strata or self.clusters or self.post_stratified)


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
    flags: tuple[str, ...] = field(default=(), kw_only=True)
    """What is striking about it without being a reason to leave it out, such as all answers equal."""
    weight: float = field(default=1.0, kw_only=True)
    """Weight in the means, 1 on average over the used responses of its wave; 1 where all count alike."""
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
    shape: Shape
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
    source: str = ""
    """The survey tool or time tracker the file comes from; empty where it is not known."""
    missing_assigned: int = 0
    """Counted rows whose missing share was given to an activity, as asked."""
    flags: Mapping[str, int] = field(default_factory=dict)
    """Counted responses by what is striking about them; they stay counted."""

    def __post_init__(self) -> None:
        if self.rows_read != self.counted + sum(self.left_out.values()):
            raise AssertionError(f"{self.file}: rows read are not rows counted and left out")


@dataclass(frozen=True, eq=False, kw_only=True)
class Allocation(Compared):
    """Time by activity and wave; what the model knows of the survey."""

    activities: tuple[str, ...]
    responses: tuple[Response, ...] = ()
    """Every response (a person in a wave) of wide and long files, by wave: matched people first, in the same order in
    both waves, then the others, then those left out. Empty for aggregate tables and above 2,000 responses."""
    reading: tuple[ReadingRecord, ...]
    """One record a file."""
    people: int
    """Different people counted in any wave (the responses, where nobody is identified and there is one wave)."""
    answered: Mapping[str, int] = field(default_factory=dict)
    """Counted responses by wave name, those of people who are not behind the means too; empty for aggregate tables."""
    role_counts: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)
    """Counted people by wave name, then role; None where the number may not be shown; empty without a role column."""
    design: Design = Design()
    policies: tuple[PolicyResult, ...] = ()
    """The result under each policy, in the order of POLICIES; empty for aggregate tables."""
    segments: tuple[Segment, ...] = ()
    """Roles, then teams, that are large enough to be shown."""
    hidden_segments: Mapping[str, int] = field(default_factory=dict)
    """`role` and `team`: how many groups are hidden to protect their people."""
    smallest_group: int = SMALLEST_GROUP
    """People from which a group is shown."""
    missing_share_to: str = ""
    """The activity that was given what responses lack of 100 %; empty where nobody asked for it."""
    withheld: bool = False
    """Whether `responses` is empty because they would tell who is of a group that is too small to be shown."""

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(warning for record in self.reading for warning in record.warnings)
