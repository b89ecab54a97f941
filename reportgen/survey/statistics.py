"""Means and deviations by wave, and the comparison of the first with the last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reportgen.survey.allocation import Array, Comparison, Wave
from reportgen.survey.pooling import Responses
from reportgen.survey.table import Codes, Mask

_LEAST_MATCHED = 2
"""People needed for the deviation of a change."""


@dataclass(frozen=True, eq=False)
class Summary:
    """The statistics of all responses."""

    waves: tuple[Wave, ...]
    comparison: Comparison
    matched: int
    change_covariance: Array | None
    used: Mask
    """Responses that are part of a mean."""
    pairs: tuple[Codes, Codes]
    """Positions of the matched people's responses in the first and the last wave, in the same order of people."""
    people: int


def summarise(responses: Responses) -> Summary:
    """Means over the people who count; paired where at least two answered the first and the last wave, else Welch.

    In a paired comparison the first and the last wave are the matched people only, so that before, after and change
    agree; waves between are all who answered them.
    """
    first, last = pairs = _pairs(responses)
    comparison = _comparison(responses, len(first))
    used = responses.counted.copy()
    change_covariance = None
    if comparison == "paired":
        used &= (responses.wave > 0) & (responses.wave < len(responses.waves) - 1)
        used[first] = used[last] = True
        change_covariance = covariance(responses.shares[last] - responses.shares[first])
    waves = tuple(
        _wave(name, responses.shares[used & (responses.wave == position)])
        for position, name in enumerate(responses.waves)
    )
    return Summary(waves, comparison, len(first), change_covariance, used, pairs, _people(responses))


def distinct(person: Codes) -> int:
    """How many different people there are."""
    return int(np.count_nonzero(np.bincount(person)))


def covariance(values: Array) -> Array:
    """The sample covariance (n - 1) of the columns, zeros for a single row."""
    width = values.shape[1]
    return np.zeros((width, width)) if len(values) < 2 else np.cov(values, rowvar=False).reshape(width, width)


def _comparison(responses: Responses, matched: int) -> Comparison:
    if len(responses.waves) < 2:
        return "none"
    return "paired" if matched >= _LEAST_MATCHED else "welch"


def _pairs(responses: Responses) -> tuple[Codes, Codes]:
    """Responses of the identified people who count in the first and in the last wave."""
    if len(responses.waves) < 2:
        return np.array([], dtype=np.intp), np.array([], dtype=np.intp)
    known = responses.counted & responses.identified
    before = np.flatnonzero(known & (responses.wave == 0))
    after = np.flatnonzero(known & (responses.wave == len(responses.waves) - 1))
    both = np.intersect1d(responses.person[before], responses.person[after], assume_unique=True, return_indices=True)
    return before[both[1]], after[both[2]]


def _wave(name: str, shares: Array) -> Wave:
    return Wave(name=name, respondents=len(shares), mean_share=shares.mean(axis=0), covariance=covariance(shares))


def _people(responses: Responses) -> int:
    """Different identified people, and of those who are not identified as many as the largest wave has."""
    identified = distinct(responses.person[responses.counted & responses.identified])
    anonymous = np.bincount(responses.wave[responses.counted & ~responses.identified], minlength=1)
    return identified + int(anonymous.max())
