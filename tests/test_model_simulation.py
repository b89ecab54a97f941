"""The simulation: its distributions, its survey, and that a seed means the same figures everywhere."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaincinv
from support.business_cases import insurance
from support.small_case import PRODUCTIVITY, RETENTION, an_allocation, computed

from reportgen.case.case import Assumption
from reportgen.model.results import Results
from reportgen.model.whatif.draws import BLOCK, drawn, pert, triangular_root
from reportgen.model.whatif.simulation import simulate
from reportgen.survey.allocation import Allocation

#: One year at full effect and without discount: 200,000 × realisation less 60,000.
PLAIN: dict[str, Any] = {
    "horizon": 1, "adoption": [0, 1], "discount_rate": 0, "risk_adjustment": 0, "run_cost_rate": 0,
    "implementation_dip": 0, "contingency": 0, "realisation": 0.4,
}  # fmt: skip
#: Answers of three activities that vary as shares do: what one gains the others lose.
COVARIANCE = (0.02, -0.015, -0.005, -0.015, 0.025, -0.01, -0.005, -0.01, 0.015)


def ranged(value: float, low: float, high: float, source: str = "finance") -> Assumption:
    return Assumption(value, "assumed", source, low=low, high=high)


def paired(covariance: tuple[float, ...] = COVARIANCE, people: int = 9, **changes: Any) -> Allocation:
    spread = {"covariance_before": covariance, "covariance_change": covariance}
    respondents = {"respondents_before": people, "respondents_after": people, "respondents_matched": people}
    return an_allocation(**{**spread, **respondents, **changes})


def welch() -> Allocation:
    return an_allocation(
        covariance_before=COVARIANCE, covariance_after=COVARIANCE, respondents_before=9, respondents_after=14
    )


def one_wave() -> Allocation:
    return an_allocation(surveyed_share_after=None, covariance_before=COVARIANCE, respondents_before=40)


def many_draws(results: Results, name: str, blocks: int = 8) -> npt.NDArray[np.float64]:
    """A line or input in many draws, shape (draws, items × years)."""
    found = []
    for block in range(blocks):
        inputs = drawn(results.base, seed=3, block=block, count=BLOCK)
        values = results.graph.evaluate(inputs, only=[name])[name]
        found.append(np.broadcast_to(values, (BLOCK, *values.shape[1:])).reshape(BLOCK, -1))
    return np.concatenate(found)


# Distributions


@pytest.mark.parametrize("mode", [0, 0.01, 0.2, 0.5, 0.77, 1])
def test_quantiles_are_those_of_the_beta_distribution(mode: float) -> None:
    probabilities = np.concatenate([np.linspace(0, 1, 5_000, endpoint=False), 1 - 10.0 ** -np.arange(2, 12)])
    exact = betaincinv(1 + 4 * mode, 5 - 4 * mode, probabilities)
    assert pert(probabilities, mode) == pytest.approx(exact, abs=2e-5)


@given(st.floats(0, 1))
def test_the_mean_of_a_range_weighs_the_value_as_much_as_four_ends(mode: float) -> None:
    middles = (np.arange(20_000) + 0.5) / 20_000
    assert pert(middles, mode).mean() == pytest.approx((4 * mode + 1) / 6, abs=1e-4)


def test_percentiles_of_one_range_are_those_of_its_distribution() -> None:
    """The net present value follows realisation alone; three standard errors of the percentiles are below 1 %."""
    simulation = computed(**{**PLAIN, "realisation": ranged(0.4, 0.2, 0.7)}).simulation
    for percentile, share in ((simulation.p10, 0.1), (simulation.p50, 0.5), (simulation.p90, 0.9)):
        exact = 0.2 + 0.5 * betaincinv(2.6, 3.4, share)
        assert percentile == pytest.approx(200_000 * exact - 60_000, abs=1_500)
    assert simulation.mean == pytest.approx(200_000 * (0.2 + 4 * 0.4 + 0.7) / 6 - 60_000, abs=500)
    exact_chance = np.mean(0.2 + 0.5 * betaincinv(2.6, 3.4, np.linspace(0, 1, 100_001)) < 0.3)
    assert simulation.chance_of_loss == pytest.approx(exact_chance, abs=0.01)


def test_figures_of_one_statement_move_together_and_others_do_not() -> None:
    same, other = ranged(0.1, 0.05, 0.2), ranged(0.1, 0.05, 0.2, source="sales")
    adoption = [0, ranged(0.5, 0.3, 0.7), ranged(0.8, 0.6, 0.9), 1]
    results = computed(
        benefits=(PRODUCTIVITY, RETENTION), risk_adjustment=same, adoption=adoption, realisation=0.4, contingency=other
    )
    together = many_draws(results, "risk_adjustment")
    assert (together[:, 0] == together[:, 1]).all()
    years = many_draws(results, "adoption")
    assert (np.argsort(years[:, 1]) == np.argsort(years[:, 2])).all()
    assert (years[:, 3] == 1).all()
    apart = many_draws(results, "contingency")
    assert abs(np.corrcoef(apart[:, 0], together[:, 0])[0, 1]) < 0.02


# The survey


@pytest.mark.parametrize(
    ("survey", "line", "changes"),
    [
        (paired, "value_share_change", {}),
        (welch, "value_share_change", {}),
        (lambda: paired(design_degrees_change=4), "value_share_change", {}),
        (paired, "value_share_change", {"finite_population": True, "role_headcount": 12}),
        (one_wave, "value_share_before", {}),
        (one_wave, "value_share_before", {"finite_population": True, "role_headcount": 60}),
    ],
)
def test_the_drawn_survey_has_the_interval_of_the_model(
    survey: Callable[[], Allocation], line: str, changes: dict[str, Any]
) -> None:
    """Paired, independent, with a design, of a finite team; 40,000 draws know the ends to a few hundredths of it."""
    results = computed(survey(), **changes)
    low, high = (results.number(f"{line}_{end}") for end in ("low", "high"))
    found = np.quantile(many_draws(results, line), (0.025, 0.975))
    assert found == pytest.approx((low, high), abs=0.04 * (high - low))


def test_the_survey_of_the_insurance_case_has_the_interval_of_the_model() -> None:
    results = insurance()
    low, high = (results.number(f"value_share_change_{end}") for end in ("low", "high"))
    found = np.quantile(many_draws(results, "value_share_change"), (0.025, 0.975))
    assert found == pytest.approx((low, high), abs=0.03 * (high - low))


@pytest.mark.parametrize("people", [2, 3, 30])
def test_drawn_shares_are_shares(people: int) -> None:
    """However far a draw of two people reaches, no share is below zero and all add up to one."""
    results = computed(paired(tuple(2 * each for each in COVARIANCE), people))
    shares = many_draws(results, "surveyed_share_after")
    assert shares.min() == 0
    assert shares.sum(axis=1) == pytest.approx(1, abs=1e-12)


def test_a_survey_without_answers_is_not_drawn() -> None:
    results = computed(**PLAIN)
    assert not results.simulation.survey
    assert len(drawn(results.base, 1, 0, 10)["surveyed_share_after"]) == 1


@given(st.integers(1, 6), st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_the_triangular_root_is_a_root_also_of_what_has_no_inverse(size: int, answers: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=(size, answers))
    values -= values.mean(axis=0)
    covariance = values @ values.T
    root = triangular_root(covariance)
    assert root @ root.T == pytest.approx(covariance, abs=1e-9 * max(1, covariance.max()))
    assert (np.triu(root, 1) == 0).all()


# Seed, blocks and memory


def test_the_same_seed_gives_the_same_digits_and_another_does_not() -> None:
    case = {**PLAIN, "realisation": ranged(0.4, 0.2, 0.7)}
    first, again, other = (simulate(computed(paired(), **case).base, 500, seed) for seed in (7, 7, 8))
    assert first == again
    assert (first.p10, first.p50, first.p90) != (other.p10, other.p50, other.p90)


def test_the_digits_of_a_seed_are_known() -> None:
    """Written down once, to hold on every machine and with every release of numpy."""
    simulation = simulate(computed(paired(), **{**PLAIN, "realisation": ranged(0.4, 0.2, 0.7)}).base, 6_000, 7)
    assert (simulation.p10, simulation.p50, simulation.p90) == (-13265.0991, 20186.7342, 64368.5273)


def test_blocks_may_be_drawn_in_any_order() -> None:
    results = computed(paired(), **{**PLAIN, "realisation": ranged(0.4, 0.2, 0.7)})
    base, draws = results.base, 2 * BLOCK + 300
    counts = {2: 300, 0: BLOCK, 1: BLOCK}
    npv = {block: base.npv_of(drawn(base, 5, block, count)) for block, count in counts.items()}
    together = np.concatenate([npv[block] for block in range(3)])
    simulation = simulate(base, draws, 5)
    assert simulation.draws == len(together) == draws
    assert np.quantile(together, (0.1, 0.5, 0.9)) == pytest.approx(
        (simulation.p10, simulation.p50, simulation.p90), rel=1e-8
    )
    assert len(np.unique(together)) == draws


def test_memory_grows_by_one_figure_a_draw() -> None:
    base = computed(paired(), realisation=ranged(0.4, 0.2, 0.7)).base
    simulate(base, 100)
    peaks = []
    for draws in (2 * BLOCK, 12 * BLOCK):
        tracemalloc.start()
        simulate(base, draws)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # The figure itself, and copies of all of them while they are put in order.
    assert peaks[1] - peaks[0] < 10 * BLOCK * 8 * 4


# What is told of the draws


def test_a_case_at_the_best_end_of_its_ranges_is_warned_of() -> None:
    """All that can happen is that it comes worse, so nearly all draws are below."""
    at_the_end = computed(**{**PLAIN, "realisation": ranged(0.4, 0.1, 0.4)}).simulation
    assert at_the_end.base_rank > 0.99
    assert at_the_end.is_optimistic
    in_the_middle = computed(**{**PLAIN, "realisation": ranged(0.4, 0.2, 0.6)}).simulation
    assert in_the_middle.base_rank == pytest.approx(0.5, abs=0.02)
    assert not in_the_middle.is_optimistic


def test_where_nothing_varies_all_draws_are_the_case() -> None:
    simulation = computed(**PLAIN).simulation
    assert not simulation.is_wide
    assert simulation.p10 == simulation.mean == simulation.p90 == pytest.approx(20_000)
    assert (simulation.base_rank, simulation.chance_of_loss, simulation.counts) == (0.5, 0, (10_000,))


@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 0.99), st.floats(0.01, 0.5), st.sampled_from([1e-3, 1.0, 1e9]))
def test_bars_hold_every_draw_between_round_edges(value: float, width: float, size: float) -> None:
    low, high = max(0, value - width), min(1, value + width)
    amounts = {"loaded_cost": 1e5 * size, "component_amount": 6e4 * size}
    results = computed(**{**PLAIN, **amounts, "realisation": ranged(value, low, high)})
    simulation = simulate(results.base, 500, 1)
    assert sum(simulation.counts) == 500
    assert len(simulation.edges) == len(simulation.counts) + 1
    assert 10 <= len(simulation.counts) <= 45
    assert simulation.edges[0] <= simulation.p10 <= simulation.p50 <= simulation.p90 <= simulation.edges[-1]


def test_the_simulation_is_of_the_base_case_whatever_scenario_is_shown() -> None:
    assert insurance("conservative").simulation == insurance().simulation
