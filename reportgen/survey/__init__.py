"""Survey files: who answered what, and the time allocation it comes down to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation

__all__ = ["read"]


def read(
    survey: str | os.PathLike[str],
    after: str | os.PathLike[str] | None = None,
    *,
    encoding: str | None = None,
    waves: tuple[str, str] | None = None,
    activities: Sequence[str] | None = None,
) -> Allocation:
    """The time allocation in a survey file, or in one file before and one after.

    Files are CSV in wide form (one row a respondent), long form (respondent, wave, activity, share) or a table of
    means (activity, before, after); `-` is standard input. `encoding` is needed only where the file's own is read
    wrongly. `waves` names the first and the last wave to compare, `activities` the columns to use; without them all
    waves are taken in time order, and the columns whose answers add up.

    Of several responses of a person in a wave the first that counts is taken. Raises InputError with all problems of
    the files when they cannot be used.
    """
    from reportgen.survey.intake import take_in  # numpy and pandas load when a survey is read, not before

    sources = [os.fspath(source) for source in (survey, after) if source is not None]
    return take_in(sources, encoding, waves, activities)
