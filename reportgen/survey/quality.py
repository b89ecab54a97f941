"""What is striking about a response without being a reason to leave it out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.language import noted
from reportgen.survey.allocation import Array
from reportgen.survey.cleaning import Judged
from reportgen.survey.pooling import Responses
from reportgen.survey.table import Mask
from reportgen.survey.units import WHOLE

ALL_EQUAL = noted("all answers equal")
ONE_ACTIVITY = noted("one activity at 100 %")
SAME_ANSWERS = noted("same answers as another person")
MUCH_FASTER = noted("much faster than the rest")

_EQUAL_WITHIN = 0.1 + 1e-9
"""Percentage points from an equal share that are rounding; 33, 33 and 34 are equal too, as whole percent go."""
_FEWEST_EQUAL = 3
"""Half and half is an answer like any other."""
_FEWEST_DISTINCT = 4
"""Different shares above 0 from which two people hardly give the same answers by chance."""
_ROUND_TO = 5
"""Percentage points in which most people answer: of 7,280 in one public survey 1,421 gave the same round answers as
somebody else, which says nothing of them."""
_PLACES = 9
_FAST = 1 / 3
"""Of the median time: the limit commonly set for who cannot have read the questions. Half of it, which stricter rules
take, is also reached by those who know their week and fill in a short form quickly."""
_FEWEST_TIMED = 5
"""Times from which a median says what is usual."""


def flags_of(files: Sequence[Judged], responses: Responses) -> dict[str, Mask]:
    """The responses with each flag; only those that count have one."""
    shares = responses.shares  # NaN where left out, which is equal to nothing and above nothing
    return {
        ALL_EQUAL: _all_equal(shares),
        ONE_ACTIVITY: (shares >= 1 - 10.0**-_PLACES).any(axis=1) & (shares.shape[1] > 1),
        SAME_ANSWERS: _same_answers(responses),
        MUCH_FASTER: _much_faster(files, responses),
    }


def _all_equal(shares: Array) -> Mask:
    if shares.shape[1] < _FEWEST_EQUAL:
        return np.zeros(len(shares), dtype=bool)
    percent, equal = np.round(shares * WHOLE, _PLACES), WHOLE / shares.shape[1]
    in_whole_percent = np.isin(percent, (np.floor(equal), np.ceil(equal)))
    return np.asarray((np.abs(percent - equal) <= _EQUAL_WITHIN).all(axis=1) | in_whole_percent.all(axis=1))


def _same_answers(responses: Responses) -> Mask:
    """Responses with the shares of another person in the same wave, where there are enough different ones in them."""
    found = np.zeros(len(responses.verdicts), dtype=bool)
    rows = np.flatnonzero(responses.counted)
    shares = np.round(responses.shares[rows], _PLACES)
    rows = rows[(_distinct_above_0(shares) >= _FEWEST_DISTINCT) & ~_is_round(shares)]
    answers = pd.DataFrame(np.round(responses.shares[rows], _PLACES)).assign(wave=responses.wave[rows])
    found[rows] = answers.duplicated(keep=False)
    return found


def _is_round(shares: Array) -> Mask:
    """Whether all answers of a person are multiples of 5 %."""
    steps = shares * (WHOLE / _ROUND_TO)
    return np.asarray((np.abs(steps - np.round(steps)) < 10.0 ** (2 - _PLACES)).all(axis=1))


def _distinct_above_0(shares: Array) -> npt.NDArray[np.intp]:
    ordered = np.sort(shares, axis=1)
    new = np.diff(ordered, axis=1, prepend=0) > 0
    return np.asarray(np.count_nonzero(new, axis=1), dtype=np.intp)


def _much_faster(files: Sequence[Judged], responses: Responses) -> Mask:
    """Responses given in less than a third of the median time of those that count in the same wave."""
    times = [judged.answers.seconds for judged in files]
    seconds = np.concatenate(
        [
            time if time is not None else np.full(len(judged.verdicts), np.nan)
            for time, judged in zip(times, files, strict=True)
        ]
    )
    found = np.zeros(len(seconds), dtype=bool)
    for wave in range(len(responses.waves)):
        timed = responses.counted & (responses.wave == wave) & ~np.isnan(seconds)
        if np.count_nonzero(timed) >= _FEWEST_TIMED:
            found |= timed & (seconds < _FAST * np.median(seconds[timed]))
    return found
