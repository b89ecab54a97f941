"""What must hold of the money whatever the figures are."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.small_case import (
    EVERY_BENEFIT,
    EVERY_LEVER,
    MATURITY_AND_MULTIPLIER,
    PRODUCTIVITY,
    RETENTION,
    STEPS,
    TIME_LEVER_GAINS,
    a_case_of_each_kind,
    an_allocation,
    computed,
)

from reportgen.case.benefits import KNOWN
from reportgen.case.case import Assumption, Benefit, BenefitKind
from reportgen.case.inputs import INPUTS, Input
from reportgen.case.schema import LEVERS
from reportgen.model.graph import Values
from reportgen.model.results import HEADLINE, Results, compute
from reportgen.model.whatif import SwitchingValue
from reportgen.survey.allocation import Allocation

INPUT = {declared.name: declared for declared in INPUTS}
MONEY = ("loaded_cost", "cost_per_departure", "value_per_model", "custom_unit_value", "component_amount")
MONEY_OF_LEVERS = ("value_per_auc_point",)
#: Everything that a good outcome has more of, or less.
QUANTITIES = {
    "attrition_before": (0.3, 0.6),
    "attrition_after": (0, 0.3),
    "models_shipped_before": (0, 10),
    "models_shipped_after": (10, 30),
    "custom_quantity_before": (50, 90),
    "custom_quantity_after": (0, 50),
}
#: The same for the levers; after takes at most the hours, months and experiments of before.
QUANTITIES_OF_LEVERS = {
    "models_per_year": (0, 100),
    "handoff_days_after": (0, 5),
    "waiting_share": (0, 1),
    "retrains_per_month_before": (1, 10),
    "retrains_per_month_after": (0, 10),
    "hours_per_retrain_before": (10, 40),
    "hours_per_retrain_after": (0, 1),
    "incidents_per_year": (0, 100),
    "hours_per_incident_after": (0, 5),
    "projects_per_year": (0, 50),
    "setup_hours_after": (0, 6),
    "hires_per_year": (0, 20),
    "ramp_months_before": (2, 6),
    "ramp_productivity_before": (0, 0.5),
    "ramp_months_after": (0, 2),
    "ramp_productivity_after": (0.5, 1),
    "experiments_before": (0, 50),
    "experiments_after": (50, 600),
}
#: And by step.
QUANTITIES_BY_STEP = {
    "handoff_weeks_before": (1, 12),
    "hours_per_incident_before": (5, 20),
    "setup_hours_before": (3, 40),
}
#: Levers that change nothing.
NO_EFFECT = {
    "models_per_year": 0,
    "retrains_per_month_before": 0,
    "retrains_per_month_after": 0,
    "incidents_per_year": 0,
    "projects_per_year": 0,
    "hires_per_year": 0,
    "experiments_before": 50,
    "experiments_after": 50,
}

#: Nothing comes between a benefit and the money.
PLAIN = {"discount_rate": 0, "risk_adjustment": 0, "run_cost_rate": 0, "implementation_dip": 0, "contingency": 0}


def quantity(low: float, high: float) -> st.SearchStrategy[float]:
    """As somebody would write it: what is next to nothing would make ratios to it larger than any number."""
    return st.floats(low, high).map(lambda value: round(value, 6))


def amount(most: float = 1e6) -> st.SearchStrategy[float]:
    return quantity(1, most)


share = quantity(0, 1)
rate = quantity(0, 0.4)


@st.composite
def levers(draw: st.DrawFn) -> dict[str, Any]:
    """Figures of all levers, each of which saves hours or improves models."""
    figures: dict[str, Any] = {name: draw(quantity(*ends)) for name, ends in QUANTITIES_OF_LEVERS.items()}
    figures |= {name: [draw(quantity(*ends)) for _ in range(2)] for name, ends in QUANTITIES_BY_STEP.items()}
    return {
        **figures,
        "incident_step_shortened": [1, draw(st.integers(0, 1))],
        "table_auc": sorted(draw(quantity(0.5, 1)) for _ in STEPS["auc_row"]),
        "value_per_auc_point": draw(amount()),
        "time_basis_survey": draw(st.integers(0, 1)),
    }


@st.composite
def changes(draw: st.DrawFn, with_levers: bool | None = None) -> dict[str, Any]:
    """Figures of a case in which value work, attrition, models and tickets all move the right way.

    With all levers or without, as it comes or as told; benefits are of any kind.
    """
    on = draw(st.booleans()) if with_levers is None else with_levers
    figures = {name: draw(amount()) for name in MONEY}
    figures |= {name: draw(quantity(*ends)) for name, ends in QUANTITIES.items()}
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
        "benefits": [_of_any_kind(draw, each) for each in (*EVERY_BENEFIT, *(EVERY_LEVER if on else ()))],
        **(draw(levers()) if on else {}),
    }


def _of_any_kind(draw: st.DrawFn, benefit: Benefit) -> Benefit:
    return dataclasses.replace(benefit, kind=draw(st.sampled_from(get_args(BenefitKind))))


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
    low, high = draw(quantity(least, max(value, least))), draw(quantity(value, max(value, most)))
    return Assumption(value, "assumed", "", low=low, high=high)


@settings(max_examples=60)
@given(surveys(), changes(), st.floats(0.001, 0.5))
def test_a_higher_discount_rate_never_helps_when_costs_come_first(
    survey: Allocation, figures: dict[str, Any], more: float
) -> None:
    """Costs come first where every year after year 0 leaves something."""
    results = computed(survey, **figures)
    assume((results.array("net_benefit")[0, 1:] >= 0).all())
    dearer = computed(survey, **{**figures, "discount_rate": figures["discount_rate"] + more})
    assert dearer.number("npv") <= results.number("npv") + 1e-9 * _scale(results)


@settings(max_examples=60)
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
    ranged |= {
        name: [_ranged(data.draw, INPUT[name], value) for value in figures[name]]
        for name in QUANTITIES_BY_STEP
        if name in figures
    }
    results = computed(survey, **{**figures, **ranged})
    low, middle, high = (results.number("npv", scenario=name) for name in ("conservative", "base", "optimistic"))
    slack = 1e-9 * _scale(results)
    assert low <= middle + slack
    assert middle <= high + slack


def test_scenarios_stay_in_order_where_ranges_reinforce_each_other() -> None:
    """Waiting that grows for most hand-off times: counting more of it helps or hurts, depending on the other range."""
    levers = (PRODUCTIVITY, KNOWN["self_service"])
    weeks, waiting = Assumption(2, "assumed", "", low=1, high=9), Assumption(0.6, "assumed", "", low=0.2, high=1.0)
    results = computed(
        benefits=levers,
        time_basis_survey=0,
        models_per_year=40,
        handoff_weeks_before=[weeks, Assumption(0, "assumed", "")],
        handoff_days_after=20,
        waiting_share=waiting,
    )
    low, middle, high = (results.number("npv", scenario=name) for name in ("conservative", "base", "optimistic"))
    assert low < middle < high


def test_the_favourable_end_of_a_range_follows_the_case() -> None:
    """Where value work falls, putting more of the time to use loses more: the low end is the favourable one."""
    falls = an_allocation(surveyed_share_after=(0.5, 0.4, 0.1))
    results = computed(falls, realisation=Assumption(0.5, "assumed", "", low=0.2, high=0.8))
    low, middle, high = (results.number("npv", scenario=name) for name in ("conservative", "base", "optimistic"))
    assert low < middle < high
    assert results.graph.inputs["realisation"].favourable == "low"
    assert INPUT["realisation"].favourable == "high"


@settings(max_examples=60)
@given(surveys(), changes())
def test_half_of_every_amount_is_half_of_the_net_present_value(survey: Allocation, figures: dict[str, Any]) -> None:
    """The model counts money in no other way than in proportion."""
    results = computed(survey, **figures)
    money = [name for name in (*MONEY, *MONEY_OF_LEVERS) if name in figures]
    halves = computed(survey, **figures | {name: figures[name] / 2 for name in money})
    assert halves.number("npv") == pytest.approx(results.number("npv") / 2, rel=1e-9, abs=1e-9 * _scale(results))


@settings(max_examples=60)
@given(surveys(), changes())
def test_steps_years_and_views_come_to_the_same_net_present_value(survey: Allocation, figures: dict[str, Any]) -> None:
    results = computed(survey, **figures)
    npv, slack = results.number("npv"), 1e-9 * _scale(results)
    assert results.array("step_present_value").sum() == pytest.approx(npv, rel=1e-9, abs=slack)
    assert results.array("step_end")[-1, 0] == pytest.approx(npv, rel=1e-9, abs=slack)
    assert results.array("discounted_net_benefit").sum() == pytest.approx(npv, rel=1e-9, abs=slack)
    assert results.number("view_npv", "Everything counted") == pytest.approx(npv, rel=1e-9, abs=slack)
    # Hours of levers are drawn without regard to those of the team.
    assert set(results.failed_checks) <= {"Levers free no more hours than the team works"}


@settings(max_examples=40)
@given(surveys(), changes(with_levers=True))
def test_what_freed_time_is_counted_from_changes_the_case_by_the_two_gains(
    survey: Allocation, figures: dict[str, Any]
) -> None:
    """The survey's gain or the levers': never both, never neither. Nothing is shipped with the freed time here."""
    figures |= {"overlap": 0}
    by_survey, by_levers = (computed(survey, **figures | {"time_basis_survey": basis}) for basis in (1, 0))
    a_year = by_survey.number("productivity_gain") - sum(by_survey.number(gain) for gain in TIME_LEVER_GAINS)
    factors = by_survey.array("adoption_reached") * by_survey.array("discount_factor")
    expected = a_year * (1 - figures["risk_adjustment"]) * factors.sum()
    found = by_survey.number("npv") - by_levers.number("npv")
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9 * max(_scale(by_survey), _scale(by_levers)))
    annual = [results.number("annual_benefit") for results in (by_survey, by_levers)]
    assert annual[0] - annual[1] == pytest.approx(a_year, rel=1e-9, abs=1e-9 * max(1, *annual))


@settings(max_examples=40)
@given(surveys(), changes(with_levers=True))
def test_models_shipped_with_freed_time_are_taken_off_whatever_it_is_counted_from(
    survey: Allocation, figures: dict[str, Any]
) -> None:
    """Between the two bases only the time that is left beside the models differs."""
    by_survey, by_levers = (computed(survey, **figures | {"time_basis_survey": basis}) for basis in (1, 0))
    kept = by_survey.array("time_gain_kept") - by_levers.array("time_gain_kept")
    found = by_survey.array("total_benefits") - by_levers.array("total_benefits")
    slack = 1e-9 * max(_scale(by_survey), _scale(by_levers))
    assert found == pytest.approx(kept, rel=1e-9, abs=slack)


@settings(max_examples=40)
@given(surveys(), changes(with_levers=True))
def test_levers_without_effect_change_nothing_where_the_survey_counts(
    survey: Allocation, figures: dict[str, Any]
) -> None:
    """Nor do the levers of time with all the effect they have."""
    of_time_only = {"hires_per_year": 0, "experiments_after": figures["experiments_before"]}
    alone = {name: value for name, value in figures.items() if not _is_of_levers(name)}
    without = computed(survey, **alone | {"benefits": figures["benefits"][: len(EVERY_BENEFIT)]})
    for zeroed in (NO_EFFECT, of_time_only):
        results = computed(survey, **figures | zeroed | {"time_basis_survey": 1})
        for name in (*HEADLINE, "view_npv", "total_benefits", "total_costs"):
            slack = 1e-9 * _scale(without) if without.declared(name).unit.startswith("money") else 1e-6
            assert results.array(name) == pytest.approx(without.array(name), rel=1e-6, abs=slack, nan_ok=True), name


def _is_of_levers(name: str) -> bool:
    return name in INPUT and INPUT[name].when in (*LEVERS, "time_levers")


@settings(max_examples=60)
@given(surveys(), changes())
def test_a_view_with_less_in_it_is_never_worth_more(survey: Allocation, figures: dict[str, Any]) -> None:
    results = computed(survey, **figures)
    everything, *less = results.array("view_npv")[:, 0]
    assert max(less) <= everything + 1e-9 * _scale(results)


@settings(max_examples=60)
@given(surveys(), changes())
def test_every_figure_is_finite_or_absent_with_words(survey: Allocation, figures: dict[str, Any]) -> None:
    results = computed(survey, **figures)
    for name, values in results.values.items():
        assert not np.isinf(values).any(), name
        assert name in results.graph.absent_words or not np.isnan(values).any(), name


@settings(max_examples=60)
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
        if switching.at_zero is not None and switching.name in results.case.assumptions:
            turned = computed(survey, **{**figures, switching.name: _at_zero(results, switching)})
            assert turned.number("npv") == pytest.approx(0, abs=1e-6 * _scale(results)), switching


def _at_zero(results: Results, switching: SwitchingValue) -> Any:
    if not switching.in_proportion:
        return switching.at_zero
    declared, now = INPUT[switching.name], results.array(switching.name).reshape(-1)
    return [float(each) for each in np.clip(now * switching.at_zero, declared.minimum, declared.maximum)]


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
    everything = (*EVERY_BENEFIT, *EVERY_LEVER)
    results = computed(allocation, benefits=everything, outcomes=case.outcomes, features=MATURITY_AND_MULTIPLIER)
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
        results = compute(case, allocation)
        assert all(results.has(name) for name in HEADLINE)
