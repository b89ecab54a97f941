"""Means and their covariance in weighted, stratified, clustered and post-stratified samples.

The covariance is the linearised one of R's `svymean` (first stage with replacement). A group within strata, clusters or
post-strata has that of R's `subset(design, …)`: how many of the sample belong to the group is left to chance. Without
any of these it is a sample of its own, as in a t test of the group alone, which is the more cautious for small groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reportgen.survey.allocation import Array
from reportgen.survey.table import Codes, Mask

_ROUNDING = 1e-12
"""Difference of two shares that is rounding, not an answer; of a working year it is less than 10 microseconds."""


@dataclass(frozen=True, eq=False)
class Sample:
    """The people behind a mean and how they were chosen; each array has one value a person."""

    weights: Array
    """Positive, on any scale; with post-strata those that bring each of them to its headcount."""
    strata: Codes | None = None
    clusters: Codes | None = None
    """No cluster lies in two strata."""
    post_strata: Codes | None = None

    def __len__(self) -> int:
        return len(self.weights)

    @property
    def is_simple(self) -> bool:
        """Whether people were chosen one by one from all, and weighted at most."""
        return self.strata is None and self.clusters is None and self.post_strata is None


@dataclass(frozen=True, eq=False)
class Estimate:
    """The mean of some columns over a sample or a group within it."""

    respondents: int
    mean: Array
    covariance: Array
    """As `Wave.covariance`: the variance of the mean times the respondents."""
    degrees: float | None
    """None where they are respondents - 1."""


def estimated(sample: Sample, values: Array, among: Mask | None = None) -> Estimate:
    """The mean of `values` (people × columns) over those of the sample who are `among` a group; at least one is."""
    if among is not None and sample.is_simple:
        return estimated(Sample(sample.weights[among]), values[among])
    inside = np.ones(len(sample), dtype=bool) if among is None else among
    respondents = int(np.count_nonzero(inside))
    weights = sample.weights * (respondents / sample.weights[inside].sum())
    mean = _mean(values[inside], weights[inside])
    residuals = np.zeros_like(values)
    residuals[inside] = values[inside] - mean
    if sample.post_strata is not None:
        residuals = residuals - _group_means(residuals, weights, sample.post_strata)
    covariance = _covariance_of_total(sample, residuals * weights[:, None]) / respondents
    return Estimate(respondents, mean, covariance, _degrees(sample, inside))


def mean_one(weights: Array) -> Array:
    """The weights on a scale on which they are 1 on average; those that are all alike are exactly 1."""
    return np.asarray(weights / weights[0]) if np.ptp(weights) == 0 else np.asarray(weights / weights.mean())


def lonely_strata(sample: Sample) -> Codes:
    """Strata with a single cluster (or person, where there are no clusters), so that nothing shows how they vary.

    0 where the sample has no strata; empty without clusters too, as a single respondent merely has no deviation.
    """
    if sample.strata is None and sample.clusters is None:
        return np.array([], dtype=np.intp)
    present = np.array([0]) if sample.strata is None else np.unique(sample.strata)
    return np.asarray(present[np.bincount(_strata_of_clusters(sample)[1]) == 1])


def _mean(values: Array, weights: Array) -> Array:
    """Exactly the common value where all are equal, which a sum divided by its number is not."""
    return np.asarray(values[0] + weights @ (values - values[0]) / weights.sum())


def _without_rounding(values: Array) -> Array:
    return np.where(np.abs(values) < _ROUNDING, 0.0, values)


def _group_means(values: Array, weights: Array, groups: Codes) -> Array:
    """The weighted mean of each row's group."""
    sizes = np.bincount(groups, weights=weights)
    if len(sizes) == 1:  # far faster, and what most surveys have
        return np.asarray(weights @ values / sizes)
    totals = _totals(values * weights[:, None], groups)
    return np.asarray(totals[groups] / sizes[groups, None])


def _totals(values: Array, groups: Codes) -> Array:
    """Sums of the rows by group."""
    return np.column_stack([np.bincount(groups, weights=column) for column in values.T])


def _covariance_of_total(sample: Sample, scores: Array) -> Array:
    """The covariance of the sum of all scores: the spread of the totals of clusters within their strata, added up."""
    cluster, stratum = _strata_of_clusters(sample)
    totals = scores if sample.clusters is None else _totals(scores, cluster)
    clusters = np.bincount(stratum)
    centred = _without_rounding(totals - _group_means(totals, np.ones(len(totals)), stratum))
    scaled = centred * np.sqrt(clusters / np.maximum(clusters - 1, 1))[stratum, None]
    return np.asarray(scaled.T @ scaled)


def _strata_of_clusters(sample: Sample) -> tuple[Codes, Codes]:
    """The cluster of each person, counted from 0 without gaps, and the stratum of each cluster likewise.

    People are clusters of their own and all are one stratum where the sample has none.
    """
    if sample.clusters is None:
        cluster = first = np.arange(len(sample))
    else:
        _, first, cluster = np.unique(sample.clusters, return_index=True, return_inverse=True)
    if sample.strata is None:
        return cluster, np.zeros(len(first), dtype=np.intp)
    return cluster, np.unique(sample.strata[first], return_inverse=True)[1]


def _degrees(sample: Sample, inside: Mask) -> float | None:
    """Clusters less strata in which somebody of the group is; at least 1, as a group may have one cluster a stratum."""
    if sample.strata is None and sample.clusters is None:
        return None
    cluster, stratum = _strata_of_clusters(sample)
    present = np.unique(cluster[inside])
    return float(max(len(present) - len(np.unique(stratum[present])), 1))
