"""Means and covariances of samples, by hand and by what must not change them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reportgen.survey.allocation import Array, deviation_of
from reportgen.survey.design import Estimate, Sample, estimated, lonely_strata, mean_one


def simple(people: int) -> Sample:
    return Sample(np.ones(people))


def column(*values: float) -> Array:
    return np.array(values)[:, None]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_the_deviation_of_a_simple_sample(values: list[float]) -> None:
    mean = math.fsum(values) / len(values)
    expected = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))
    found = estimated(simple(len(values)), column(*values))
    assert found.mean == pytest.approx([mean], abs=1e-12)
    assert deviation_of(found.covariance) == pytest.approx([expected], abs=1e-12)


def test_a_weighted_sample() -> None:
    """By hand: m = (0.2 + 3 · 0.6) / 4 = 0.5; weights 0.5 and 1.5; (0.5 · -0.3)² + (1.5 · 0.1)², over n - 1 = 1."""
    found = estimated(Sample(np.array([1.0, 3.0])), column(0.2, 0.6))
    assert found.mean == pytest.approx([0.5])
    assert found.covariance == pytest.approx(np.array([[0.045]]))
    assert found.degrees is None


def test_strata_are_centred_by_themselves() -> None:
    """By hand: all people differ by stratum only, and nothing is left but degrees 4 - 2."""
    found = estimated(Sample(np.ones(4), strata=np.array([7, 7, 3, 3])), column(0.1, 0.1, 0.5, 0.5))
    assert found.covariance.tolist() == [[0]]
    assert found.degrees == 2


def test_people_of_a_cluster_count_together() -> None:
    """By hand: sums -0.2 and 0.2 about the mean 0.3; 2/1 · 2 · 0.04, over 4 people."""
    found = estimated(Sample(np.ones(4), clusters=np.array([9, 2, 9, 2])), column(0.1, 0.3, 0.3, 0.5))
    assert found.covariance == pytest.approx(np.array([[0.04]]))
    assert found.degrees == 1


def test_a_group_of_a_simple_sample_is_a_sample_of_its_own() -> None:
    """By hand: deviations -0.1 and 0.1 of the two, over 2 - 1; the others of the sample do not matter."""
    found = estimated(simple(4), column(0.1, 0.3, 0.9, 0.9), np.array([True, True, False, False]))
    assert (found.respondents, found.degrees) == (2, None)
    assert found.mean == pytest.approx([0.2])
    assert found.covariance == pytest.approx(np.array([[0.02]]))


def test_a_group_with_one_cluster_a_stratum_keeps_a_degree_of_freedom() -> None:
    sample = Sample(np.ones(4), strata=np.array([0, 0, 1, 1]))
    among = np.array([True, False, True, False])
    assert estimated(sample, column(0.1, 0.2, 0.3, 0.4), among).degrees == 1


def test_a_single_respondent_has_no_spread() -> None:
    found = estimated(simple(1), np.array([[0.3, 0.7]]))
    assert found.mean.tolist() == [0.3, 0.7]
    assert found.covariance.tolist() == [[0, 0], [0, 0]]


@given(st.floats(0.001, 1), st.integers(1, 30), st.floats(0.01, 100))
def test_equal_answers_have_exactly_no_spread(share: float, people: int, heaviest: float) -> None:
    """Whatever the weights; sums over numbers leave about 1e-17."""
    sample = Sample(np.linspace(0.5, heaviest, people))
    found = estimated(sample, np.full((people, 1), share))
    assert found.mean.tolist() == [share]
    assert found.covariance.tolist() == [[0]]


def test_rounding_is_no_spread() -> None:
    """0.3 - 0.2 and 0.5 - 0.4 differ in the last digit."""
    found = estimated(simple(2), column(0.3 - 0.2, 0.5 - 0.4))
    assert found.covariance.tolist() == [[0]]


def test_weights_that_are_all_alike_are_exactly_one() -> None:
    assert mean_one(np.full(7, 0.1)).tolist() == [1] * 7
    assert mean_one(np.array([1.0, 3.0])).tolist() == [0.5, 1.5]


@pytest.mark.parametrize(
    ("strata", "clusters", "lonely"),
    [
        (None, None, []),
        ([5, 5, 8], None, [8]),
        ([5, 5, 8, 8], [0, 1, 2, 2], [8]),
        ([5, 5, 8, 8], [0, 1, 2, 3], []),
        (None, [4, 4], [0]),
    ],
)
def test_lonely_strata(strata: list[int] | None, clusters: list[int] | None, lonely: list[int]) -> None:
    people = len(strata or clusters or [1])
    codes = [None if codes is None else np.array(codes) for codes in (strata, clusters)]
    assert lonely_strata(Sample(np.ones(people), *codes)).tolist() == lonely


@st.composite
def designed(draw: st.DrawFn) -> tuple[Sample, Array]:
    """A sample with weights and any of strata, clusters (each in one stratum) and post-strata, and its shares."""
    people = draw(st.integers(2, 25))
    codes = arrays(np.intp, people, elements=st.integers(0, 3))
    weights = draw(arrays(float, people, elements=st.floats(0.1, 10)))
    clusters = draw(st.none() | codes)
    strata = draw(st.none() | (codes if clusters is None else st.just(clusters // 2)))
    sample = Sample(weights, strata, clusters, draw(st.none() | codes))
    return sample, draw(arrays(float, (people, 3), elements=st.floats(0, 1)))


def changed(sample: Sample, **changes: Any) -> Sample:
    return Sample(**{**vars(sample), **changes})


def agree(found: Estimate, expected: Estimate) -> None:
    assert (found.respondents, found.degrees) == (expected.respondents, expected.degrees)
    np.testing.assert_allclose(found.mean, expected.mean, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.covariance, expected.covariance, rtol=1e-9, atol=1e-12)


@given(designed(), st.floats(0.001, 1000))
def test_the_scale_of_weights_does_not_matter(case: tuple[Sample, Array], scale: float) -> None:
    sample, shares = case
    agree(estimated(changed(sample, weights=sample.weights * scale), shares), estimated(sample, shares))


@given(designed(), st.floats(0.001, 1000))
def test_equal_weights_are_none(case: tuple[Sample, Array], weight: float) -> None:
    sample, shares = case
    plain = changed(sample, weights=np.ones(len(sample)))
    agree(estimated(changed(sample, weights=np.full(len(sample), weight)), shares), estimated(plain, shares))


@given(designed(), st.randoms())
def test_the_order_of_people_does_not_matter(case: tuple[Sample, Array], chance: Any) -> None:
    sample, shares = case
    order = chance.sample(range(len(sample)), len(sample))
    permuted = Sample(*(None if part is None else part[order] for part in vars(sample).values()))
    agree(estimated(permuted, shares[order]), estimated(sample, shares))


@given(designed())
def test_people_who_are_clusters_of_their_own_are_as_good_as_none(case: tuple[Sample, Array]) -> None:
    sample, shares = case
    alone = changed(sample, clusters=np.arange(len(sample)))
    plain = changed(sample, clusters=None)
    found, expected = estimated(alone, shares), estimated(plain, shares)
    np.testing.assert_allclose(found.covariance, expected.covariance, rtol=1e-9, atol=1e-12)


@given(designed())
def test_a_covariance_is_symmetric_and_nowhere_negative(case: tuple[Sample, Array]) -> None:
    covariance = estimated(*case).covariance
    assert (covariance == covariance.T).all()
    assert np.linalg.eigvalsh(covariance).min() >= -1e-12


@given(designed())
def test_everybody_is_a_group(case: tuple[Sample, Array]) -> None:
    sample, shares = case
    agree(estimated(sample, shares, np.ones(len(sample), dtype=bool)), estimated(sample, shares))
