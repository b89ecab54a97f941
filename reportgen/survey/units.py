"""Percent, fractions or hours: decided for a whole file from its row totals."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reportgen.errors import InputError
from reportgen.survey.allocation import Array
from reportgen.survey.answers import Answers, Unit
from reportgen.survey.detection import ratings_refused
from reportgen.survey.instructions import MISSING_SHARE_REMEDY
from reportgen.survey.table import Codes, rows_named

WHOLE = 100.0
"""Shares are judged as percent; a fraction is a hundredth of it."""
TAKEN_WITHIN = 0.5
"""Percentage points from 100 that are rounding."""
RESCALED_WITHIN = 5.0
"""Percentage points from 100 that are made good by rescaling."""

SCALES: dict[Unit, float] = {"percent": WHOLE, "fraction": 1.0}
_MOSTLY = 0.5
_EVIDENT = 0.1
"""Share of rows that must add up to 100 before all others may be wrong."""
_FOREIGN = 0.01
"""Share of rows on another scale that is no longer a slip."""
_WORKING_PERIODS = ((6, 12), (30, 55), (130, 220), (1_400, 2_400))
"""Hours worked in a day, week, month and year."""
_LIKE_EACH_OTHER = 0.1
_HIGHEST_RATING = 10

_Rows = npt.NDArray[np.bool_]


def decide_unit(answers: Answers, *, falling_short: bool = False) -> Unit:
    """The unit of all numbers of a file; `falling_short` where all responses may lack what an activity took.

    Raises InputError where the rows are on different scales, are ratings, or add up to nothing known.
    """
    totals = answers.totals
    judged = totals > 0
    rows, totals = answers.rows[judged], totals[judged]
    on = {unit: np.abs(totals - whole) <= whole * RESCALED_WITHIN / WHOLE for unit, whole in SCALES.items()}
    if not len(totals):
        return "percent"
    if not answers.hours:
        answered: _Rows = np.asarray(~np.isnan(answers.numbers[judged]).any(axis=1))
        _refuse_mixed(answers, rows, totals, on, answered, falling_short=falling_short)
    if stated := _stated_unit(answers):
        return stated
    for unit, adding_up in on.items():
        if adding_up.mean() >= _MOSTLY:
            return unit
    if answers.hours:
        return "hours"
    for unit, adding_up in on.items():
        if adding_up.mean() >= _EVIDENT:
            return unit
    return _unit_without_wholes(answers, totals, falling_short=falling_short)


def _unit_without_wholes(answers: Answers, totals: Array, *, falling_short: bool) -> Unit:
    """The unit where hardly any of the totals is a whole."""
    _refuse_ratings(answers)
    if _are_working_hours(totals):
        return "hours"
    if falling_short:
        return "fraction" if totals.max() <= SCALES["fraction"] else "percent"
    raise InputError(
        f"{answers.table.file}: the rows add up to {totals.min():g} to {totals.max():g} "
        f"(typically {np.median(totals):g}), neither to 100 % nor to 1; "
        f"complete the activities, have what is missing given to one with {MISSING_SHARE_REMEDY}, "
        "or say in the headers that these are hours ('Meetings (hours)')."
    )


def _stated_unit(answers: Answers) -> Unit | None:
    """The unit that leaves no doubt; in a log, what others add up to is no measure of what one person did."""
    if answers.percent_signs:
        return "percent"
    return "hours" if answers.hours and answers.shape == "long" else None


def add_up(totals: Array) -> _Rows:
    """Which totals are a whole, in percent or as a fraction, or can be rescaled to it."""
    near = [np.abs(totals - whole) <= whole * RESCALED_WITHIN / WHOLE for whole in SCALES.values()]
    return np.asarray(np.logical_or.reduce(near))


def _refuse_mixed(
    answers: Answers, rows: Codes, totals: Array, on: dict[Unit, _Rows], answered: _Rows, *, falling_short: bool
) -> None:
    """Raises InputError naming the two groups of rows where a file mixes scales.

    What a row with a blank lacks of 100 % makes it no hours.
    """
    whole, fractions = on["percent"], on["fraction"]
    others = ~(whole | fractions) & answered
    if fractions.mean() >= _FOREIGN:
        foreign, total = fractions, "1"
    elif not falling_short and others.sum() > max(1, _EVIDENT * len(totals)) and _are_working_hours(totals[others]):
        foreign, total = others, f"about {np.median(totals[others]):g}"
    else:
        return
    if whole.mean() >= _FOREIGN:
        raise InputError(
            f"{answers.table.file} mixes scales: {_adding_up(rows[whole])} to 100, "
            f"{rows_named(rows[foreign])} to {total}; bring all rows to percent."
        )


def _adding_up(rows: Codes) -> str:
    return f"{rows_named(rows)} {'adds' if len(rows) == 1 else 'add'} up"


def _refuse_ratings(answers: Answers) -> None:
    """Raises InputError where all answers are small whole numbers, which nobody calls hours."""
    given = answers.numbers[~np.isnan(answers.numbers)]
    whole = given.min() >= 0 and given.max() <= _HIGHEST_RATING and bool((given % 1 == 0).all())
    if whole:
        raise InputError(ratings_refused(answers.table.file, answers.activities[0], given.min(), given.max()))


def _are_working_hours(totals: Array) -> bool:
    typical = float(np.median(totals))
    return _are_alike(totals) and any(least <= typical <= most for least, most in _WORKING_PERIODS)


def _are_alike(totals: Array) -> bool:
    """Whether four fifths of the totals lie within a tenth of the typical one."""
    typical = np.median(totals)
    return bool((np.abs(totals - typical) <= _LIKE_EACH_OTHER * typical).mean() >= 4 / 5)


def as_percent(numbers: Array, unit: Unit) -> Array:
    """Numbers in percent of each row's whole; hours are divided by their own total. NaN stays."""
    if unit == "hours":
        totals = np.nansum(numbers, axis=1, keepdims=True)
        return np.asarray(numbers * WHOLE / np.where(totals > 0, totals, WHOLE))
    return np.asarray(numbers * WHOLE / SCALES[unit])
