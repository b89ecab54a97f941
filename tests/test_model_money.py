"""What must hold of the money whatever the figures are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.small_case import EVERY_BENEFIT, PRODUCTIVITY, RETENTION, a_case_of_each_kind, an_allocation, computed

from reportgen.case.case import Assumption
from reportgen.case.inputs import INPUTS, Input
from reportgen.model.graph import Values
from reportgen.model.results import HEADLINE, Results
from reportgen.survey.allocation import Allocation

INPUT = {declared.name: declared for declared in INPUTS}
MONEY = ("loaded_cost", "cost_per_departure", "value_per_model", "custom_unit_value", "component_amount")
#: Everything that a good outcome has more of, or less.
QUANTITIES = {
    "attrition_before": (0.3, 0.6),
    "attrition_after": (0, 0.3),
    "models_shipped_before": (0, 10),
    "models_shipped_after": (10, 30),
    "custom_quantity_before": (50, 90),
    "custom_quantity_after": (0, 50),
}

#: Nothing comes between a benefit and the money.
PLAIN = {"discount_rate": 0, "risk_adjustment": 0, "run_cost_rate": 0, "implementation_dip": 0, "contingency": 0}

share = st.floats(0, 1)
rate = st.floats(0, 0.4)


def amount(most: float = 1e6) -> st.SearchStrategy[float]:
    return st.floats(1, most)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """Figures of a case in which value work, attrition, models and tickets all move the right way."""
    figures = {name: draw(amount()) for name in MONEY}
    figures |= {name: draw(st.floats(low, high)) for name, (low, high) in QUANTITIES.items()}
    figures |= {name: draw(share) for name in ("realisation", "overlap", "retention_attribution", "risk_adjustment")}
    figures |= {name: draw(rate) for name in ("discount_rate", "run_cost_rate", "implementation_dip", "contingency")}
    horizon = draw(st.integers(1, 6))
    first = draw(share)
    return {
        **figures,
        "horizon": horizon,
        "role_headcount": draw(st.integers(1, 500)),
        "adoption": [0, *(draw(share) for _ in range(horizon))],
        "component_phasing": [first, 1 - first, *[0.0] * (horizon - 1)],
        "custom_rise_is_gain": [0, 0],
        "benefits": EVERY_BENEFIT,
    }


@st.composite
def surveys(draw: st.DrawFn) -> Allocation:
    """Two waves in which value work gains what waiting loses."""
    waiting, meetings, moved = draw(st.floats(0.1, 0.6)), draw(st.floats(0, 0.3)), draw(share)
    before = (waiting, 1 - waiting - meetings, meetings)
    after = (waiting * (1 - moved), before[1] + waiting * moved, meetings)
    return an_allocation(surveyed_share_before=before, surveyed_share_after=after)


def _scale(results: Results) -> float:
    return results.number("money_scale")


def _ranged(draw: st.DrawFn, declared: Input, value: float) -> Assumption:
    # An amount next to nothing would make ratios to it larger than any number.
    least = value / 10 if declared.unit == "money" else declared.minimum or 0.0
    most = declared.maximum if declared.maximum is not None else 2 * value
    low, high = draw(st.floats(least, max(value, least))), draw(st.floats(value, max(value, most)))
    return Assumption(value, "assumed", "", low=low, high=high)


@given(surveys(), changes(), st.floats(0.001, 0.5))
def test_a_higher_discount_rate_never_helps_when_costs_come_first(
    survey: Allocation, figures: dict[str, Any], more: float
) -> None:
    """Costs come first where every year after year 0 leaves something."""
    results = computed(survey, **figures)
    assume((results.array("net_benefit")[0, 1:] >= 0).all())
    dearer = computed(survey, **{**figures, "discount_rate": figures["discount_rate"] + more})
    assert dearer.number("npv") <= results.number("npv") + 1e-9 * _scale(results)


@given(st.data(), surveys(), changes())
def test_scenarios_are_ordered(data: st.DataObject, survey: Allocation, figures: dict[str, Any]) -> None:
    """Whatever the ranges are, as long as the case helps.

    What cuts both ways stays: a larger or better paid team also learns at a higher cost, and a higher discount rate
    helps a case that spends late.
    """
    both_ways = {"role_headcount", "loaded_cost", "discount_rate"}
    ranged = {
        name: _ranged(data.draw, INPUT[name], value)
        for name, value in figures.items()
        if name in INPUT and INPUT[name].favourable and name not in both_ways and not isinstance(value, list)
    }
    results = computed(survey, **{**figures, **ranged})
    low, middle, high = (results.number("npv", scenario=name) for name in ("conservative", "base", "optimistic"))
    slack = 1e-9 * _scale(results)
    assert low <= middle + slack
    assert middle <= high + slack


def test_the_favourable_end_of_a_range_follows_the_case() -> None:
    """Where value work falls, putting more of the time to use loses more: the low end is the favourable one."""
    falls = an_allocation(surveyed_share_after=(0.5, 0.4, 0.1))
    results = computed(falls, realisation=Assumption(0.5, "assumed", "", low=0.2, high=0.8))
    low, middle, high = (results.number("npv", scenario=name) for name in ("conservative", "base", "optimistic"))
    assert low < middle < high
    assert results.graph.inputs["realisation"].favourable == "low"
    assert INPUT["realisation"].favourable == "high"


@given(surveys(), changes())
def test_half_of_every_amount_is_half_of_the_net_present_value(survey: Allocation, figures: dict[str, Any]) -> None:
    """The model counts money in no other way than in proportion."""
    results = computed(survey, **figures)
    halves = computed(survey, **figures | {name: figures[name] / 2 for name in MONEY})
    assert halves.number("npv") == pytest.approx(results.number("npv") / 2, rel=1e-9, abs=1e-9 * _scale(results))


@given(surveys(), changes())
def test_steps_years_and_views_come_to_the_same_net_present_value(survey: Allocation, figures: dict[str, Any]) -> None:
    results = computed(survey, **figures)
    npv, slack = results.number("npv"), 1e-9 * _scale(results)
    assert results.array("step_present_value").sum() == pytest.approx(npv, rel=1e-9, abs=slack)
    assert results.array("step_end")[-1, 0] == pytest.approx(npv, rel=1e-9, abs=slack)
    assert results.array("discounted_net_benefit").sum() == pytest.approx(npv, rel=1e-9, abs=slack)
    assert results.number("view_npv", "Everything counted") == pytest.approx(npv, rel=1e-9, abs=slack)
    assert results.failed_checks == ()


@given(surveys(), changes())
def test_a_view_with_less_in_it_is_never_worth_more(survey: Allocation, figures: dict[str, Any]) -> None:
    results = computed(survey, **figures)
    everything, *less = results.array("view_npv")[:, 0]
    assert max(less) <= everything + 1e-9 * _scale(results)


@given(surveys(), changes())
def test_every_figure_is_finite_or_absent_with_words(survey: Allocation, figures: dict[str, Any]) -> None:
    results = computed(survey, **figures)
    for name, values in results.values.items():
        assert not np.isinf(values).any(), name
        assert name in results.graph.absent_words or not np.isnan(values).any(), name


@given(surveys(), changes())
def test_the_payback_is_where_the_running_balance_crosses_zero(survey: Allocation, figures: dict[str, Any]) -> None:
    """Straight lines between the ends of years, and for good."""
    results = computed(survey, **figures)
    balance = results.array("cumulative_net_benefit")[0]
    assume(balance[0] < 0 and np.abs(balance).min() > 1e-6 * _scale(results))
    months = results.value("payback_months")
    if months is None:
        assert balance[-1] < 0
        return
    at = months / 12
    assert np.interp(at, np.arange(len(balance)), balance) == pytest.approx(0, abs=1e-6 * _scale(results))
    assert (balance[int(np.ceil(at)) :] > 0).all()


@settings(max_examples=20)
@given(surveys(), changes())
def test_a_switching_value_really_turns_the_case(survey: Allocation, figures: dict[str, Any]) -> None:
    """With the assumption at its switching value and all else unchanged, the net present value is nothing."""
    results = computed(survey, **figures)
    for switching in results.switching:
        if switching.at_zero is not None:
            turned = computed(survey, **{**figures, switching.name: switching.at_zero})
            assert turned.number("npv") == pytest.approx(0, abs=1e-6 * _scale(results)), switching


def test_the_switching_value_of_a_plain_case() -> None:
    """1,000,000 × 20 points × realisation in year 1 only, no discount, against 60,000: it takes 30 %."""
    results = computed(horizon=1, adoption=[0, 1], realisation=0.4, **PLAIN)
    found = {switching.name: switching.at_zero for switching in results.switching}
    # 80,000 / (1 + rate) is 60,000 at a rate of a third; 60,000 + 20,000 of learning are 1,000,000 × 2 % for 12 months.
    assert found["realisation"] == pytest.approx(0.3, rel=1e-9)
    assert found["discount_rate"] == pytest.approx(1 / 3, rel=1e-9)
    assert found["implementation_dip"] == pytest.approx(0.02 * 12 / 3, rel=1e-9)
    assert found["implementation_dip_months"] is None
    assert (results.switching[0].name, results.switching[0].move) == ("realisation", pytest.approx(0.1 / 0.4))


@pytest.mark.parametrize(("cost", "at_zero"), [(10_000, 100_000), (500, None)])
def test_an_amount_is_looked_for_up_to_a_hundred_times_itself(cost: float, at_zero: float | None) -> None:
    """10 people × 10 points × 60 % are 0.6 departures a year, worth the investment of 60,000 at 100,000 each."""
    figures = {**PLAIN, "realisation": 0, "retention_attribution": 0.6, "cost_per_departure": cost}
    results = computed(horizon=1, adoption=[0, 1], benefits=(PRODUCTIVITY, RETENTION), **figures)
    found = {switching.name: switching.at_zero for switching in results.switching}
    assert found["cost_per_departure"] == (at_zero if at_zero is None else pytest.approx(at_zero, rel=1e-9))


def _many(results: Results, cases: int) -> Values:
    """The base case's inputs, each moved by up to a tenth in every case; waves and years stay as they are."""
    draws = np.random.default_rng(7)
    inputs = {}
    for name in results.graph.inputs:
        base = results.array(name)[np.newaxis]
        moves = draws.uniform(0.9, 1, (cases, *base.shape[1:]))
        inputs[name] = base * moves if name in INPUT else base
    return inputs


def _disagreeing(together: Values, alone: Sequence[Values]) -> Mapping[str, float]:
    found = {}
    for name, values in together.items():
        one_by_one = np.concatenate([each[name] for each in alone])
        if not np.allclose(values, one_by_one, rtol=1e-12, atol=1e-9, equal_nan=True):
            found[name] = float(np.abs(values - one_by_one).max())
    return found


def test_a_thousand_cases_at_once_are_a_thousand_cases_one_by_one() -> None:
    case, allocation = next(iter(a_case_of_each_kind()))
    results = computed(allocation, benefits=EVERY_BENEFIT, outcomes=case.outcomes)
    inputs = _many(results, 1000)
    together = {name: values for name, values in results.graph.evaluate(inputs).items() if name in results.graph.lines}
    alone = [
        results.graph.evaluate(
            {name: values[at : at + 1] if len(values) > 1 else values for name, values in inputs.items()}
        )
        for at in range(1000)
    ]
    assert together["npv"].shape == (1000, 1, 1)
    assert len(np.unique(together["npv"])) == 1000
    assert _disagreeing(together, alone) == {}


def test_headline_figures_are_there_in_every_kind_of_case() -> None:
    """A figure people ask for first is never switched off, though it may be absent with words."""
    for case, allocation in a_case_of_each_kind():
        results = computed(allocation, benefits=case.benefits if allocation.after else (PRODUCTIVITY,))
        assert all(results.has(name) for name in HEADLINE)
