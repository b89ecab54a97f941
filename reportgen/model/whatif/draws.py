"""Random draws of a case: the same for a seed on every machine and in whatever order blocks are drawn.

Random numbers come from PCG64 through RandomState, whose streams numpy keeps for good; those of its newer Generator
may change with a release. All else follows from them by arithmetic in one order: no products or roots of matrices by
a library, as each adds up in its own.
"""

from __future__ import annotations

import functools

import numpy as np

from reportgen.model.whatif.base import BaseCase
from reportgen.model.whatif.cases import Array
from reportgen.model.whatif.ranges import Ranged
from reportgen.model.whatif.survey import SurveyUncertainty

GENERATOR = "PCG64 (numpy RandomState)"

#: Draws that are evaluated together: as many as the caches of a processor hold.
BLOCK = 5_000

#: Where the distribution of an assumption is calculated; in between quantiles are off by 2e-5 of the range at most.
KNOTS = 512
#: Weight of the value against both ends of a range.
WEIGHT = 4.0

#: Of the largest variance; what rounding leaves of a variance that is none.
NO_VARIANCE = 1e-12


def drawn(base: BaseCase, seed: int, block: int, count: int) -> dict[str, Array]:
    """The inputs of `count` draws of a block's own stream, a row each; what nothing moves keeps its one row."""
    random = np.random.RandomState(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block,))))
    values = _assumptions(base, random, count)
    if base.survey:
        values[base.survey.shares.name] = _shares(base.survey, random, count)[:, :, np.newaxis]
    return values


def pert(probabilities: Array, mode: float) -> Array:
    """Quantiles of the PERT distribution between 0 and 1 whose most likely value is `mode`."""
    return np.interp(probabilities, *pert_table(mode))


@functools.lru_cache(maxsize=256)
def pert_table(mode: float) -> tuple[Array, Array]:
    """Probabilities and their quantiles, nearest to each other at both ends."""
    from scipy.special import betainc

    quantiles = np.sin(np.linspace(0, np.pi / 2, KNOTS + 1)) ** 2
    return betainc(1 + WEIGHT * mode, 1 + WEIGHT * (1 - mode), quantiles), quantiles


def _assumptions(base: BaseCase, random: np.random.RandomState, count: int) -> dict[str, Array]:
    """All inputs; the figures of one statement are drawn with one random number, so that they move together."""
    values = dict(base.inputs)
    moved = {ranged.name for ranged in base.ranges}
    for name in moved:
        values[name] = np.repeat(values[name], count, axis=0)
    for ranged in base.ranges:
        probabilities = random.random_sample(count)
        figures = values[ranged.name].reshape(count, -1)
        for (low, value, high), positions in _alike(ranged).items():
            column = low + (high - low) * pert(probabilities, (value - low) / (high - low))
            for position in positions:
                figures[:, position] = column
    return values


def _alike(ranged: Ranged) -> dict[tuple[float, float, float], list[int]]:
    """Low, value and high → the positions of the figures that have them."""
    found: dict[tuple[float, float, float], list[int]] = {}
    for position, figure in zip(ranged.positions, zip(ranged.low, ranged.base, ranged.high, strict=True), strict=True):
        found.setdefault(figure, []).append(position)
    return found


def _shares(survey: SurveyUncertainty, random: np.random.RandomState, count: int) -> Array:
    """Shares by draw and activity: multivariate t around the means, none below 0, adding up to 1."""
    normal = random.standard_normal((count, len(survey.covariance)))
    spread = np.sqrt(survey.degrees / random.chisquare(survey.degrees, count))
    moves = sum(normal[:, [at]] * column for at, column in enumerate(triangular_root(survey.covariance).T))
    means = np.array(survey.shares.base)
    shares = np.maximum(means + moves * spread[:, np.newaxis], 0)
    whole = shares.sum(axis=1, keepdims=True)
    # Moves add up to nothing, so a share is left, unless the answers themselves do not add up.
    rescaled: Array = np.where(whole > 0, shares, means) / np.where(whole > 0, whole, means.sum())
    return rescaled


def triangular_root(covariance: Array) -> Array:
    """The lower triangular matrix that times its transpose is the covariance (Cholesky).

    A direction without variance has zeros: shares that add up to 1 have at least one.
    """
    size = len(covariance)
    found = np.zeros((size, size))
    least = NO_VARIANCE * np.diagonal(covariance).max()
    for at in range(size):
        rest = covariance[at:, at] - (found[at:, :at] * found[at, :at]).sum(axis=1)
        if rest[0] > least:
            found[at:, at] = rest / np.sqrt(rest[0])
    return found
