"""What a user says of a survey beside its files: which columns mean what, and how the answers are to be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import InputError

#: People from which a group is shown, and the least that may be asked for.
SMALLEST_GROUP, LEAST_SMALLEST_GROUP = 5, 3
#: How what responses lack is given to an activity, as messages offer it.
MISSING_SHARE_REMEDY = '--missing-share-to "Other" (survey.missing_share_to in the case file)'


@dataclass(frozen=True)
class Columns:
    """Headers by what they mean; None leaves it to the program to find out."""

    activities: Mapping[str, str] | None = None
    """Header (of a wide file) or text (of the activity column of a long one) → name of the activity, in this order."""
    respondent: str | None = None
    wave: str | None = None
    role: str | None = None
    team: str | None = None
    weight: str | None = None
    stratum: str | None = None
    cluster: str | None = None
    activity: str | None = None
    """Long files: the column that names the activity."""
    share: str | None = None
    """Long files: the column with the share or the hours."""


@dataclass(frozen=True)
class Values:
    """Texts in cells → what they are to be called; texts that are not named stay as they are."""

    wave: Mapping[str, str] = field(default_factory=dict)
    role: Mapping[str, str] = field(default_factory=dict)
    team: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Instructions:
    """Everything that is said of a survey; without any of it the program decides from the files."""

    encoding: str | None = None
    """Needed only where the file's own is read wrongly."""
    columns: Columns = Columns()
    values: Values = Values()
    waves: tuple[str, str] | None = None
    """The first and the last wave to compare, as named after `values`; without, all waves in time order."""
    missing_share_to: str | None = None
    """The activity that is given what responses lack of 100 %."""
    headcounts: Mapping[str, float] | None = None
    """Role → people, to weight the responses to; None leaves all alike (or to the column of weights)."""
    smallest_group: int = SMALLEST_GROUP
    """People from which a group is shown."""
    place: str = ""
    """How messages name where this was said: `case.yaml, line 7, 'survey'`; empty for the command line and Python."""

    def __post_init__(self) -> None:
        if self.smallest_group < LEAST_SMALLEST_GROUP:
            raise InputError(
                f"smallest_group is {self.smallest_group}, but people in groups under {LEAST_SMALLEST_GROUP} can "
                f"be told apart; say {LEAST_SMALLEST_GROUP} or more."
            )
