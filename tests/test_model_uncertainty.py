"""The model's intervals and significance against R and its package `survey`, from the survey of tests/reference."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from support.small_case import a_case

from reportgen import survey as surveys
from reportgen.model.groups import trend
from reportgen.model.results import Results, compute
from reportgen.survey.instructions import Columns, Instructions

FOLDER = Path(__file__).parent / "reference"
FROZEN = json.loads((FOLDER / "survey.json").read_text())
ACTIVITIES = ("Build", "Debug", "Meet", "Wait")
KINDS = ("value", "friction", "value", "friction")
IS_VALUE = np.array([1.0, 0, 1, 0])
DESIGNS: dict[str, dict[str, str]] = {
    "simple": {},
    "weighted": {"weight": "factor"},
    "stratified": {"stratum": "region"},
    "clustered": {"cluster": "squad"},
    "weighted_stratified_clustered": {"weight": "factor", "stratum": "region", "cluster": "squad"},
    "post_stratified": {},
    "weighted_clustered_post_stratified": {"weight": "factor", "stratum": "region", "cluster": "squad"},
}


def _results(file: Path, columns: dict[str, str], *, headcount: bool = False, **figures: Any) -> Results:
    shares = dict(zip(ACTIVITIES, ACTIVITIES, strict=True))
    instructions = Instructions(
        columns=Columns(activities=shares, **columns),  # type: ignore[arg-type]
        headcounts=FROZEN["headcounts"] if headcount else None,
    )
    allocation = surveys.read(file, instructions=instructions)
    return compute(a_case(allocation, activity_kinds=KINDS, **figures), allocation)


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same answers without who gave them, so that the waves are independent."""
    path = tmp_path_factory.mktemp("reference") / "survey.csv"
    with (FOLDER / "survey.csv").open(encoding="utf-8") as file, path.open("w", encoding="utf-8") as copy:
        rows = list(csv.reader(file))
        assert rows[0][0] == "respondent"
        csv.writer(copy).writerows(row[1:] for row in rows)
    return path


def _column(results: Results, name: str) -> list[float]:
    return results.array(name)[:, 0].tolist()


def _near(frozen: Sequence[float] | float) -> Any:
    return pytest.approx(frozen, rel=1e-9)


def _test_agrees(results: Results, frozen: dict[str, Any]) -> None:
    assert _column(results, "share_change_degrees") == _near(frozen["degrees"])
    assert _column(results, "share_change_probability") == _near(frozen["p"])
    assert _column(results, "share_change_significant") == [float(p <= 0.05) for p in frozen["holm"]]
    # Beyond 800 degrees of freedom the quantile is interpolated to a millionth.
    assert _column(results, "share_change_low") == pytest.approx(frozen["low"], rel=1e-5)
    assert _column(results, "share_change_high") == pytest.approx(frozen["high"], rel=1e-5)


def test_probabilities_of_independent_waves_are_those_of_rs_welch_test(nameless: Path) -> None:
    """`t.test` and `p.adjust(method = "holm")`."""
    _test_agrees(_results(nameless, {}), FROZEN["welch_tests"])


def test_probabilities_of_matched_people_are_those_of_rs_paired_test() -> None:
    _test_agrees(_results(FOLDER / "survey.csv", {}), FROZEN["paired_tests"])


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.99, 0.999])
def test_significance_is_that_of_rs_adjusted_probabilities(nameless: Path, confidence: float) -> None:
    results = _results(nameless, {}, confidence=confidence)
    adjusted = FROZEN["welch_tests"]["holm"]
    assert _column(results, "share_change_significant") == [float(p <= 1 - confidence) for p in adjusted]


@pytest.mark.parametrize("design", DESIGNS)
def test_the_interval_of_value_work_is_that_of_svycontrast(design: str) -> None:
    """The variance of a sum of means is the sum of their covariances, in `vcov(svymean(…))`; t has `degf` degrees."""
    frozen = FROZEN["paired"][design]["all"]
    results = _results(FOLDER / "survey.csv", DESIGNS[design], headcount="post_stratified" in design)
    change = float(IS_VALUE @ np.array(frozen["mean"]))
    error = float(np.sqrt(IS_VALUE @ np.array(frozen["covariance"]) @ IS_VALUE))
    reach = float(stats.t.ppf(0.975, frozen["degrees"])) * error
    assert results.number("value_share_change") == _near(change)
    assert results.number("value_share_change_standard_error") == _near(error)
    assert results.number("value_share_change_degrees") == frozen["degrees"]
    assert results.number("value_share_change_low") == pytest.approx(change - reach, rel=1e-5)
    assert results.number("value_share_change_high") == pytest.approx(change + reach, rel=1e-5)
    assert _column(results, "share_change_standard_error") == _near(frozen["standard_error"])


@pytest.mark.parametrize("design", DESIGNS)
def test_value_work_of_independent_waves_has_the_errors_of_both(nameless: Path, design: str) -> None:
    """Satterthwaite's degrees of freedom from the degrees of each wave's design."""
    waves = [FROZEN["waves"][design][wave]["all"] for wave in ("before", "after")]
    results = _results(nameless, DESIGNS[design], headcount="post_stratified" in design)
    squares = [float(IS_VALUE @ np.array(wave["covariance"]) @ IS_VALUE) for wave in waves]
    spread = sum(square**2 / wave["degrees"] for square, wave in zip(squares, waves, strict=True))
    assert results.number("value_share_change_standard_error") == _near(sum(squares) ** 0.5)
    assert results.number("value_share_change_degrees") == _near(sum(squares) ** 2 / spread)
    assert _column(results, "share_change_standard_error") == _near(FROZEN["unpaired"][design]["standard_error"])


def test_the_finite_population_correction_is_that_of_svydesign(nameless: Path) -> None:
    """`svydesign(fpc = ~population)` of the first wave."""
    frozen = FROZEN["finite_population"]
    results = _results(nameless, {}, finite_population=True, role_headcount=frozen["population"])
    assert results.number("respondents_before") == frozen["respondents"]
    assert _column(results, "standard_error_before") == _near(frozen["standard_error"])


@pytest.mark.parametrize("people", [10, 7])
def test_answers_alike_leave_no_noise_in_either_wave(tmp_path: Path, people: int) -> None:
    """Everybody says 10 % meetings: a mean that rounding moves is no change, and has no noise to be compared with."""
    rows = ["wave,Model development,Waiting,Meetings"]
    rows += [f"before,{30 + person},{60 - person},10" for person in range(10)]
    rows += [f"after,{50 + person},{40 - person},10" for person in range(people)]
    path = tmp_path / "alike.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    allocation = surveys.read(path)
    results = compute(a_case(allocation, activity_kinds=("value", "friction", "overhead")), allocation)
    assert results.value("share_change_probability", "Meetings") == 1
    assert results.value("share_change_degrees", "Meetings") == 1
    assert results.value("share_change_significant", "Meetings") == 0
    assert results.value("share_change_significant", "Waiting") == 1


def test_the_interval_of_a_share_stays_within_all_of_the_time(tmp_path: Path) -> None:
    """Two people at 20 % and 90 %: 55 ± 12.7 × 35 points, of which only 0 to 100 % can be."""
    (tmp_path / "survey.csv").write_text("Build,Wait\n20,80\n90,10\n")
    allocation = surveys.read(tmp_path / "survey.csv")
    results = compute(a_case(allocation, activity_kinds=("value", "friction")), allocation)
    for name in ("value_share_before", "share_before"):
        assert (results.array(f"{name}_low") == 0).all()
        assert (results.array(f"{name}_high") == 1).all()
    assert trend(results)[0].value_work.interval == (0, 1)
