"""Which responses count: the policies for rows that do not add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from reportgen.errors import InputError
from reportgen.language import say
from reportgen.survey.allocation import Array, Policy
from reportgen.survey.answers import Answers, Unit
from reportgen.survey.header_words import without_unit
from reportgen.survey.instructions import MISSING_SHARE_REMEDY
from reportgen.survey.missing_share import complete
from reportgen.survey.names import key
from reportgen.survey.table import Mask
from reportgen.survey.units import RESCALED_WITHIN, TAKEN_WITHIN, WHOLE, as_percent, decide_unit

CATEGORY_MISSING = 0.10
"""Share of rows that fall short, with none above 100, from which an activity is missing from the file."""
_ROUNDING = 1e-9
_COUNTED_WITHIN: dict[Policy, float] = {"as is": np.inf, "strict": TAKEN_WITHIN, "rescaled": RESCALED_WITHIN}
"""Percentage points from 100 up to which a response counts."""


class Verdict(IntEnum):
    """What became of a response."""

    COUNTED = 0
    NO_ANSWER = 1
    INCOMPLETE = 2
    NEGATIVE = 3
    SHARE_OVER = 4
    ZERO = 5
    SHORT = 6
    OVER = 7
    NO_WAVE = 8
    OTHER_WAVE = 9
    DUPLICATE = 10
    NO_WEIGHT = 11
    INEXACT = 12

    @property
    def reason(self) -> str:
        """The reason for leaving a response out, as people read it; empty when it counts."""
        return _REASONS[self]


_REASONS = {
    Verdict.COUNTED: "",
    Verdict.NO_ANSWER: "no answer",
    Verdict.INCOMPLETE: "an activity without an answer",
    Verdict.NEGATIVE: "a negative share",
    Verdict.SHARE_OVER: "a share over 100 %",
    Verdict.ZERO: "adds up to 0",
    Verdict.SHORT: f"adds up to less than {WHOLE - RESCALED_WITHIN:g} %",
    Verdict.OVER: f"adds up to more than {WHOLE + RESCALED_WITHIN:g} %",
    Verdict.NO_WAVE: "no wave named",
    Verdict.OTHER_WAVE: "a wave that is not compared",
    Verdict.DUPLICATE: "second response of the same person in the wave",
    Verdict.NO_WEIGHT: "without a weight",
    Verdict.INEXACT: f"adds up to 100 % only within {RESCALED_WITHIN:g} points",
}

Verdicts = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Judged:
    """The answers of one file with the verdict on each response."""

    answers: Answers
    unit: Unit
    shares: Array
    """Responses × activities, fractions that add up to 1 (unless taken as is); NaN where the response is left out."""
    verdicts: Verdicts
    complete: Mask
    """Whether every activity is answered."""
    totals: Array
    """What each response adds up to in percent, blanks as 0 and the share that was missing included."""
    rescaled_from: Array
    """The total in percent of a response that was rescaled, else NaN."""
    assigned: Array
    """Percentage points that a response lacked and an activity was given, as asked; 0 where none."""
    warnings: tuple[str, ...]


def judge(answers: Answers, *, policy: Policy = "rescaled", missing_share_to: str | None = None) -> Judged:
    """The verdict on every response by its total, and the shares of those that count.

    What a complete response lacks of 100 % goes to the activity `missing_share_to` first, where one is named. Then
    `rescaled` takes what is within rounding and rescales up to 5 points, `strict` counts complete answers within
    rounding only, and `as is` takes whatever an answer adds up to. Raises InputError when an activity is evidently
    missing from the file (unless taken as is) or no response can be used.
    """
    unit = decide_unit(answers, falling_short=bool(missing_share_to))
    completed = complete(answers, as_percent(answers.numbers, unit), unit, missing_share_to)
    answers, percent = completed.answers, completed.percent
    totals = np.nansum(percent, axis=1)
    answered: Mask = np.asarray(~np.isnan(percent).any(axis=1))
    usable = answered if policy == "strict" else answered | _rest_is_zero(answers, unit, totals)
    verdicts = _verdicts(percent, totals, usable, _COUNTED_WITHIN[policy])
    _refuse_missing_category(answers, totals, verdicts)
    refuse_unless_counted(answers.table.file, verdicts)
    counted = verdicts == Verdict.COUNTED
    whole = np.full_like(totals, WHOLE) if policy == "as is" else totals
    shares = np.full_like(percent, np.nan)
    shares[counted] = np.nan_to_num(percent[counted]) / whole[counted, None]
    rescaled = counted & (np.abs(whole - WHOLE) > TAKEN_WITHIN + _ROUNDING)
    return Judged(
        answers=answers,
        unit=unit,
        shares=shares,
        verdicts=verdicts,
        complete=answered,
        totals=totals,
        rescaled_from=np.where(rescaled, totals, np.nan),
        assigned=completed.assigned,
        warnings=answers.warnings + _hours_warning(answers, unit),
    )


def refuse_unless_counted(place: str, verdicts: Verdicts) -> None:
    """Raises InputError naming the reasons when no response counts; `place` begins the sentence."""
    if (verdicts == Verdict.COUNTED).any():
        return
    found = [verdict for verdict in Verdict if (verdicts == verdict).any()]
    reasons = ", ".join(f"{verdict.reason} ({(verdicts == verdict).sum()})" for verdict in found)
    left_out = f"all {len(verdicts)} are" if len(verdicts) > 1 else "the only one is"
    detail = f"{left_out} left out: {reasons}" if found else "no row names a respondent and an activity"
    weighed = found == [Verdict.NO_WEIGHT]
    remedy = "give those that are to count a weight above 0" if weighed else "each must give percent that add up to 100"
    raise InputError(f"{place}: no response can be used, {detail}; {remedy}.")


def with_blank_activities(judged: Judged, other: Answers) -> Judged:
    """With the activities of another file for which this one has a column without a single answer, as 0."""
    table = judged.answers.table
    own = {key(name) for name in judged.answers.activities}
    empty = [header for index, header in enumerate(table.header) if not table.column(index).present]
    blank = {key(name) for header in empty for name in (header, without_unit(header))}
    added = tuple(name for name in other.activities if key(name) not in own and key(name) in blank)
    if not added:
        return judged
    zeros = np.where(judged.verdicts == Verdict.COUNTED, 0.0, np.nan)
    return replace(
        judged,
        answers=replace(judged.answers, activities=(*judged.answers.activities, *added)),
        shares=np.column_stack([judged.shares, *[zeros] * len(added)]),
        complete=np.zeros_like(judged.complete),
    )


def _rest_is_zero(answers: Answers, unit: Unit, totals: Array) -> Mask:
    """Responses that already add up without their blanks."""
    if unit != "hours":
        return np.asarray(np.abs(totals - WHOLE) <= TAKEN_WITHIN + _ROUNDING)
    typical = np.median(answers.totals[answers.totals > 0])  # the hours of others tell whether a person's are all there
    return np.asarray(answers.totals >= typical * (WHOLE - RESCALED_WITHIN) / WHOLE)


def _verdicts(percent: Array, totals: Array, usable: Mask, counted_within: float) -> Verdicts:
    """The first reason that applies to each response, in this order."""
    filled = np.nan_to_num(percent)
    far = max(counted_within, RESCALED_WITHIN) + _ROUNDING
    reasons = {
        Verdict.NO_ANSWER: np.isnan(percent).all(axis=1),
        Verdict.NEGATIVE: (filled < 0).any(axis=1),
        Verdict.SHARE_OVER: (filled > WHOLE + _ROUNDING).any(axis=1),
        Verdict.INCOMPLETE: ~usable,
        Verdict.ZERO: totals == 0,
        Verdict.SHORT: totals < WHOLE - far,
        Verdict.OVER: totals > WHOLE + far,
        Verdict.INEXACT: np.abs(totals - WHOLE) > counted_within + _ROUNDING,
    }
    return np.select(list(reasons.values()), list(reasons), Verdict.COUNTED).astype(np.int8)


def _refuse_missing_category(answers: Answers, totals: Array, verdicts: Verdicts) -> None:
    """Raises InputError when many rows fall short and none goes over: what they did is not in the file."""
    answered = (verdicts != Verdict.NO_ANSWER) & (verdicts != Verdict.INCOMPLETE) & (verdicts != Verdict.ZERO)
    short = verdicts == Verdict.SHORT
    over = (totals > WHOLE + TAKEN_WITHIN + _ROUNDING) & answered
    if over.any() or short.sum() <= max(1, CATEGORY_MISSING * answered.sum()):  # a single row is no pattern
        return
    raise InputError(
        f"{answers.table.file}: {short.sum()} of {answered.sum()} responses fall short of 100 % "
        f"(typically {np.median(totals[short]):g} %) and none goes over, so an activity is missing from the file; "
        f"add it as a column and correct these rows, or give an activity what they lack with {MISSING_SHARE_REMEDY}."
    )


def _hours_warning(answers: Answers, unit: Unit) -> tuple[str, ...]:
    if unit != "hours" or answers.hours:
        return ()
    return (
        say(
            "{file}: rows add up to about {total} and were read as hours.",
            file=answers.table.file,
            total=f"{np.median(answers.totals):g}",
        ),
    )
