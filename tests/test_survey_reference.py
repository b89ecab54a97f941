"""Means, standard errors and tests of a survey of two waves against R and its package `survey`.

The reference values stand in tests/reference/survey.json; survey.R made them, and says how.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from support.pooled import anonymous, responses_in

from reportgen.survey.allocation import Array, Compared, Wave
from reportgen.survey.instructions import Columns, Instructions
from reportgen.survey.pooling import Responses
from reportgen.survey.statistics import compare
from reportgen.survey.table import Mask

FOLDER = Path(__file__).parent / "reference"
FROZEN = json.loads((FOLDER / "survey.json").read_text())
TOLERANCE = 1e-9
ACTIVITIES = ("Build", "Debug", "Meet", "Wait")
DESIGNS: dict[str, dict[str, str]] = {
    "simple": {},
    "weighted": {"weight": "factor"},
    "stratified": {"stratum": "region"},
    "clustered": {"cluster": "squad"},
    "weighted_stratified_clustered": {"weight": "factor", "stratum": "region", "cluster": "squad"},
    "post_stratified": {},
    "weighted_clustered_post_stratified": {"weight": "factor", "stratum": "region", "cluster": "squad"},
}


@cache
def responses(design: str) -> Responses:
    return responses_in(
        FOLDER / "survey.csv",
        Instructions(
            columns=Columns(activities=dict(zip(ACTIVITIES, ACTIVITIES, strict=True)), **DESIGNS[design]),  # type: ignore[arg-type]
            headcounts=FROZEN["headcounts"] if "post_stratified" in design else None,
        ),
    )


def _members(responses: Responses, part: str) -> Mask | None:
    assert responses.team is not None
    return np.asarray(responses.team.values == FROZEN["group"]) if part == "group" else None


def _agrees(found: object, frozen: object) -> None:
    assert np.shape(found) == np.shape(frozen)
    np.testing.assert_allclose(np.array(found), np.array(frozen), rtol=TOLERANCE, atol=0)


def _agrees_with(frozen: dict[str, Any], mean: Array, covariance: Array, respondents: int, degrees: float) -> None:
    error = np.sqrt(np.diagonal(covariance) / respondents)
    quantile = stats.t.ppf(0.975, degrees)
    assert (respondents, degrees) == (frozen["respondents"], frozen["degrees"])
    _agrees(mean, frozen["mean"])
    _agrees(covariance / respondents, frozen["covariance"])
    _agrees(error, frozen["standard_error"])
    _agrees(mean - quantile * error, frozen["low"])
    _agrees(mean + quantile * error, frozen["high"])


def _holm(probabilities: Array) -> Array:
    """Each probability times the hypotheses that are not rejected before it, and no less than those before it."""
    order = np.argsort(probabilities)
    adjusted = np.maximum.accumulate(probabilities[order] * np.arange(len(order), 0, -1)).clip(max=1)
    return np.asarray(adjusted[np.argsort(order)])


def _agrees_with_test(frozen: dict[str, Any], change: Array, error: Array, degrees: Array) -> None:
    t = change / error
    p = 2 * stats.t.sf(np.abs(t), degrees)
    quantile = stats.t.ppf(0.975, degrees)
    _agrees(t, frozen["t"])
    _agrees(degrees, frozen["degrees"])
    _agrees(p, frozen["p"])
    _agrees(_holm(p), frozen["holm"])
    _agrees(change - quantile * error, frozen["low"])
    _agrees(change + quantile * error, frozen["high"])


def _of(wave: Wave) -> tuple[Array, Array, int, float]:
    assert wave.covariance is not None
    assert wave.respondents is not None
    degrees = wave.respondents - 1 if wave.degrees is None else wave.degrees
    return wave.mean_share, wave.covariance, wave.respondents, degrees


def _squared_error(wave: Wave) -> Array:
    _, covariance, respondents, _ = _of(wave)
    return np.asarray(np.diagonal(covariance) / respondents)


def _change(compared: Compared) -> Array:
    assert compared.after is not None
    return np.asarray(compared.after.mean_share - compared.before.mean_share)


@pytest.mark.parametrize("part", ["all", "group"])
@pytest.mark.parametrize("design", DESIGNS)
def test_each_wave_is_svymeans(design: str, part: str) -> None:
    """Mean, covariance, standard error, degrees of freedom and interval, of everybody and of a group among them."""
    people = anonymous(responses(design))
    compared = compare(people, _members(people, part))
    assert (compared.comparison, compared.matched) == ("welch", 0)
    for wave in compared.waves:
        _agrees_with(FROZEN["waves"][design][wave.name][part], *_of(wave))


@pytest.mark.parametrize("part", ["all", "group"])
@pytest.mark.parametrize("design", DESIGNS)
def test_the_paired_change_is_svymeans_of_the_differences(design: str, part: str) -> None:
    """With weights, strata, clusters, roles and teams of the first wave."""
    people = responses(design)
    compared = compare(people, _members(people, part))
    assert compared.comparison == "paired"
    assert compared.change_covariance is not None
    degrees = compared.matched - 1 if compared.change_degrees is None else compared.change_degrees
    frozen = FROZEN["paired"][design][part]
    _agrees_with(frozen, _change(compared), compared.change_covariance, compared.matched, degrees)


@pytest.mark.parametrize("design", DESIGNS)
def test_the_unpaired_change_has_the_errors_of_both_waves(design: str) -> None:
    compared = compare(anonymous(responses(design)))
    assert compared.after is not None
    error = np.sqrt(_squared_error(compared.before) + _squared_error(compared.after))
    _agrees(_change(compared), FROZEN["unpaired"][design]["change"])
    _agrees(error, FROZEN["unpaired"][design]["standard_error"])
    if design in FROZEN["svyttest_unpaired"]:
        _agrees(_change(compared) / error, FROZEN["svyttest_unpaired"][design])


@pytest.mark.parametrize("design", DESIGNS)
def test_t_of_the_paired_change_is_svyttests(design: str) -> None:
    compared = compare(responses(design))
    assert compared.change_deviation is not None
    t = _change(compared) / (compared.change_deviation / np.sqrt(compared.matched))
    _agrees(t, FROZEN["svyttest_paired"][design])


def test_welch_and_holm_are_those_of_r() -> None:
    compared = compare(anonymous(responses("simple")))
    assert compared.after is not None
    squared = np.array([_squared_error(compared.before), _squared_error(compared.after)])
    degrees = np.array([_of(compared.before)[3], _of(compared.after)[3]])
    welch = squared.sum(axis=0) ** 2 / (squared**2 / degrees[:, None]).sum(axis=0)
    _agrees_with_test(FROZEN["welch_tests"], _change(compared), np.sqrt(squared.sum(axis=0)), welch)


def test_the_paired_t_test_and_holm_are_those_of_r() -> None:
    compared = compare(responses("simple"))
    assert compared.change_deviation is not None
    error = compared.change_deviation / np.sqrt(compared.matched)
    degrees = np.full(len(error), compared.matched - 1)
    _agrees_with_test(FROZEN["paired_tests"], _change(compared), error, degrees)


def test_the_finite_population_correction_is_a_factor() -> None:
    """The root of one less the share of the population that answered."""
    frozen = FROZEN["finite_population"]
    before = compare(anonymous(responses("simple"))).before
    assert before.respondents == frozen["respondents"]
    correction = np.sqrt(1 - before.respondents / frozen["population"])
    _agrees(np.sqrt(_squared_error(before)) * correction, frozen["standard_error"])


def _numbers(values: Any, path: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(values, dict | list):
        items = values.items() if isinstance(values, dict) else enumerate(values)
        for key, value in items:
            yield from _numbers(value, f"{path}/{key}")
    elif not isinstance(values, str):
        yield path, values


def _has_survey() -> bool:
    program = shutil.which("Rscript")
    if program is None:
        return False
    return subprocess.run([program, "-e", "library(survey)"], capture_output=True, check=False).returncode == 0


def test_r_still_says_the_same(tmp_path: Path) -> None:
    """Runs the script again where R and its package `survey` are installed; nothing else needs them, CI included."""
    if not _has_survey():
        pytest.skip("R with the package survey is not installed")
    subprocess.run(["Rscript", FOLDER / "survey.R", tmp_path / "survey.json"], check=True, capture_output=True)
    again = dict(_numbers(json.loads((tmp_path / "survey.json").read_text())))
    frozen = dict(_numbers(FROZEN))
    assert again.keys() == frozen.keys()
    assert len(frozen) > 1000
    assert again == pytest.approx(frozen, rel=TOLERANCE)
