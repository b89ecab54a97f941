"""Means and their standard errors by wave, and the comparison of the first wave with the last."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reportgen.survey.allocation import Array, Compared, Comparison, Design, Wave
from reportgen.survey.design import Sample, estimated
from reportgen.survey.pooling import Responses
from reportgen.survey.table import Codes, Mask
from reportgen.survey.weighting import Chosen, samples_of

_LEAST_MATCHED = 2
"""People needed for the deviation of a change."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Summary(Compared):
    """The statistics of all responses."""

    used: Mask
    """Responses that are part of a mean."""
    pairs: tuple[Codes, Codes]
    """Positions of the matched people's responses in the first and the last wave, in the same order of people."""
    people: int
    weights: Array
    """One a response, as `Response.weight`: 0 for a response that is not used where the others are weighted."""
    design: Design


@dataclass(frozen=True, eq=False)
class _Basis:
    """Whose answers are compared: all who count, before a group among them is looked at."""

    responses: Responses
    comparison: Comparison
    pairs: tuple[Codes, Codes]
    rows: tuple[Codes, ...]
    """Positions of the responses of each wave; matched people in the same order in the first and the last."""
    samples: tuple[Sample, ...]
    """Of each wave; in a paired comparison the one of the first wave is that of the last too."""


def summarise(responses: Responses) -> Summary:
    """The comparison of all people who count; see `compare`."""
    basis = _basis(responses, responses.counted)
    used = np.zeros(len(responses.verdicts), dtype=bool)
    weights = np.full(len(used), 0.0 if responses.design.is_weighted else 1.0)
    for rows, sample in zip(basis.rows, basis.samples, strict=True):
        used[rows] = True
        weights[rows] = sample.weights
    return Summary(
        **vars(_compared(basis, responses.counted)),
        used=used,
        pairs=basis.pairs,
        people=_people(responses),
        weights=weights,
        design=responses.design,
    )


def compare(responses: Responses, among: Mask | None = None) -> Compared:
    """Means over the people who count; paired where at least two answered the first and the last wave, else Welch.

    In a paired comparison the first and the last wave are the matched people only, with the weights and the design of
    the first wave, so that before, after and change agree; waves between are all who answered them.

    `among` looks at the people of a group within the sample of all: a group is paired or not by its own people, and in
    a paired comparison who belongs to it is decided by the first wave. Of a wave that none of them answered
    respondents are 0 and shares NaN. Raises InputError where weights or standard errors do not follow from the design.
    """
    group = responses.counted if among is None else responses.counted & among
    return _compared(_basis(responses, group), group)


def distinct(person: Codes) -> int:
    """How many different people there are."""
    return int(np.count_nonzero(np.bincount(person)))


def _basis(responses: Responses, group: Mask) -> _Basis:
    """All who count, or all matched people where enough of them are of the group."""
    pairs = first, last = _pairs(responses)
    end = len(responses.waves) - 1
    rows = [np.flatnonzero(responses.counted & (responses.wave == position)) for position in range(end + 1)]
    whom = [f"wave '{name}'" for name in responses.waves]
    paired = np.count_nonzero(group[first]) >= _LEAST_MATCHED
    if paired:
        rows[0], rows[end] = first, last
        whom[0] = f"people who answered both '{responses.waves[0]}' and '{responses.waves[end]}'"
    choices = [Chosen(name, positions) for name, positions in zip(whom, rows, strict=True)]
    samples = samples_of(responses, choices[:end] if paired else choices)
    samples += samples[:1] if paired else []
    comparison: Comparison = "none" if end == 0 else "paired" if paired else "welch"
    return _Basis(responses, comparison, pairs, tuple(rows), tuple(samples))


def _compared(basis: _Basis, group: Mask) -> Compared:
    """The people of the group within the samples of everybody."""
    shares = basis.responses.shares
    first, last = basis.pairs
    among = [group[rows] for rows in basis.rows]
    if basis.comparison == "paired":
        among[-1] = among[0]
    compared = Compared(
        waves=tuple(
            _wave(name, sample, shares[rows], inside)
            for name, sample, rows, inside in zip(basis.responses.waves, basis.samples, basis.rows, among, strict=True)
        ),
        comparison=basis.comparison,
        matched=int(np.count_nonzero(group[first])),
    )
    if basis.comparison != "paired":
        return compared
    change = estimated(basis.samples[0], shares[last] - shares[first], among[0])
    return replace(compared, change_covariance=change.covariance, change_degrees=change.degrees)


def _pairs(responses: Responses) -> tuple[Codes, Codes]:
    """Responses of the identified people who count in the first and in the last wave."""
    if len(responses.waves) < 2:
        return np.array([], dtype=np.intp), np.array([], dtype=np.intp)
    known = responses.counted & responses.identified
    before = np.flatnonzero(known & (responses.wave == 0))
    after = np.flatnonzero(known & (responses.wave == len(responses.waves) - 1))
    both = np.intersect1d(responses.person[before], responses.person[after], assume_unique=True, return_indices=True)
    return before[both[1]], after[both[2]]


def _wave(name: str, sample: Sample, shares: Array, among: Mask) -> Wave:
    if not among.any():
        return Wave(name=name, respondents=0, mean_share=np.full(shares.shape[1], np.nan), covariance=None)
    estimate = estimated(sample, shares, among)
    return Wave(
        name=name,
        respondents=estimate.respondents,
        mean_share=estimate.mean,
        covariance=estimate.covariance,
        degrees=estimate.degrees,
    )


def _people(responses: Responses) -> int:
    """Different identified people, and of those who are not identified as many as the largest wave has."""
    identified = distinct(responses.person[responses.counted & responses.identified])
    anonymous = np.bincount(responses.wave[responses.counted & ~responses.identified], minlength=1)
    return identified + int(anonymous.max())
