"""Survey files: who answered what, and the time allocation it comes down to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reportgen.survey.instructions import Instructions

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation

__all__ = ["Instructions", "read"]

NOTHING_SAID = Instructions()


def read(
    survey: str | os.PathLike[str],
    after: str | os.PathLike[str] | None = None,
    instructions: Instructions = NOTHING_SAID,
) -> Allocation:
    """The time allocation in a survey file, or in one file before and one after.

    A file is text or a workbook, a folder holds filled-in questionnaires, `-` is standard input. Tables are in wide
    form (one row a respondent), long form (respondent, wave, activity, share; or one row an entry of a time tracker) or
    tables of means (activity, before, after). Without `instructions` all waves are taken in time order, and the columns
    whose answers add up.

    Of several responses of a person in a wave the first that counts is taken. Raises InputError with all problems of
    the files when they cannot be used.
    """
    from reportgen.survey.intake import take_in  # numpy and pandas load when a survey is read, not before

    return take_in([os.fspath(source) for source in (survey, after) if source is not None], instructions)
