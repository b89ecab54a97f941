"""What responses lack of 100 %, given to an activity where that is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.allocation import Array
from reportgen.survey.answers import Answers, Unit
from reportgen.survey.names import key
from reportgen.survey.units import TAKEN_WITHIN, WHOLE

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Completed:
    """Answers of which none falls short for want of an activity."""

    answers: Answers
    """With the activity as a new last one where the file has none of that name; there it is 0."""
    percent: Array
    """Responses × activities in percent, what was missing included."""
    assigned: Array
    """Percentage points given to the activity, 0 where nothing was missing; one a response."""


def complete(answers: Answers, percent: Array, unit: Unit, missing_share_to: str | None) -> Completed:
    """Gives the named activity what each complete response lacks of 100 % beyond rounding.

    Responses with a blank in another activity, a negative share, one over 100 % or nothing above 0 are as before.
    Raises InputError for hours.
    """
    if not missing_share_to:
        return Completed(answers, percent, np.zeros(len(percent)))
    if unit == "hours":
        raise InputError(
            f"{answers.table.file}: the answers are hours, which have no known whole, so no share can be missing to "
            f"give to '{missing_share_to}'; leave --missing-share-to (survey.missing_share_to) out."
        )
    names = [key(name) for name in answers.activities]
    if key(missing_share_to) not in names:
        names.append(key(missing_share_to))
        answers = _with_activity(answers, missing_share_to)
        percent = np.column_stack([percent, answers.numbers[:, -1]])
    position = names.index(key(missing_share_to))
    assigned = _missing(percent, position)
    completed = percent.copy()
    given = assigned > 0
    completed[given, position] = np.nan_to_num(percent[given, position]) + assigned[given]
    return Completed(answers, completed, assigned)


def _with_activity(answers: Answers, name: str) -> Answers:
    zeros = np.where(np.isnan(answers.numbers).all(axis=1), np.nan, 0.0)
    numbers = np.column_stack([answers.numbers, zeros])
    return replace(answers, activities=(*answers.activities, name), numbers=numbers)


def _missing(percent: Array, position: int) -> Array:
    """Percentage points that each response lacks; 0 where it is not to be completed. `position` may be blank."""
    filled = np.nan_to_num(percent)
    totals = filled.sum(axis=1)
    blank = np.isnan(percent)
    blank[:, position] = False
    possible = (filled >= 0).all(axis=1) & (totals > 0) & ~blank.any(axis=1)
    return np.where(possible & (totals < WHOLE - TAKEN_WITHIN - _ROUNDING), WHOLE - totals, 0.0)
