"""A small business case to change, built by hand: no file is read and nothing is guessed.

Ten people at 100,000 a year, three activities, one component and the productivity gain; figures are round, so
that results can be checked on paper. Names of figures are the names of the model's inputs.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from reportgen.case.benefits import KNOWN
from reportgen.case.case import Assumption, Benefit, Case, Company, Component, Outcome
from reportgen.case.features import survey_features
from reportgen.case.inputs import INPUTS, Axis, Input, is_on
from reportgen.case.maturity import SCALES, maturity_scale, measures
from reportgen.case.schema import LEVERS
from reportgen.model.results import Results, compute
from reportgen.survey.allocation import POLICIES, Allocation, Comparison, Policy, PolicyResult, Wave

ACTIVITIES = ("Waiting for data", "Model development", "Meetings")

PRODUCTIVITY = Benefit("Productivity gain", "productivity_gain", "capacity")
RETENTION = Benefit("Reduced attrition", "retention_gain", "cashable")
DELIVERY = Benefit("Additional models shipped", "delivery_gain", "revenue")
TICKETS = Benefit("Fewer tickets", "custom_gain", "cashable", custom=0)
LEADS = Benefit("More leads", "custom_gain", "revenue", custom=1)
EVERY_BENEFIT = (PRODUCTIVITY, RETENTION, DELIVERY, TICKETS, LEADS)
EVERY_LEVER = tuple(KNOWN[lever] for lever in LEVERS)
TIME_LEVER_GAINS = tuple(lever.line for lever in EVERY_LEVER if lever.hours)

ATTRITION = Outcome("Attrition", "%", "%", "percent", None, "attrition_before", "attrition_after")
TIME_TO_PRODUCTION = Outcome("Time to production", "months", "weeks", "multiple", 0)

#: One figure for all items of an input, or one for each in the order of its axes, the last axis fastest.
Figures: TypeAlias = float | Assumption | Sequence[float | Assumption]

#: Figures of the inputs that have no default of their own, alike for all items.
ROUND_FIGURES: Mapping[str, float] = {
    "role_headcount": 10,
    "loaded_cost": 100_000,
    "component_amount": 60_000,
    "attrition_before": 0.2,
    "attrition_after": 0.1,
    "models_shipped_before": 6,
    "models_shipped_after": 8,
    "custom_quantity_before": 50,
    "custom_quantity_after": 20,
    "custom_unit_value": 1_000,
    "measured_outcome_before": 5,
    "measured_outcome_after": 3,
    "models_per_year": 4,
    "retrains_per_month_before": 1,
    "incidents_per_year": 10,
    "projects_per_year": 5,
    "hires_per_year": 2,
    "experiments_before": 10,
    "experiments_after": 30,
    "experiments_per_week_before": 2,
    "experiments_per_week_after": 20,
    "debugging_hours_before": 80,
    "debugging_hours_after": 2,
}
#: Items of the axes that levers bring, where a case names no others.
STEPS: Mapping[str, Sequence[str]] = {
    "handoff": ("Data", "Deployment"),
    "incident_step": ("Code", "Guessing"),
    "setup_step": ("Loading", "Monitoring"),
    "auc_row": ("10 experiments", "50 experiments", "100 experiments"),
}
ADOPTION = (0, 0.5, 0.9, 1)
MATURITY_AND_MULTIPLIER = frozenset({*(scale.feature for scale in SCALES if scale.feature), "multiplier"})


def an_allocation(
    *,
    surveyed_share_before: Sequence[float] = (0.4, 0.5, 0.1),
    surveyed_share_after: Sequence[float] | None = (0.2, 0.7, 0.1),
    activities: Sequence[str] = ACTIVITIES,
    respondents_before: int | None = None,
    respondents_after: int | None = None,
    respondents_matched: int = 0,
    deviation_before: Sequence[float] | None = None,
    deviation_after: Sequence[float] | None = None,
    deviation_change: Sequence[float] | None = None,
    covariance_before: Sequence[float] | None = None,
    covariance_after: Sequence[float] | None = None,
    covariance_change: Sequence[float] | None = None,
    design_degrees_before: float | None = None,
    design_degrees_after: float | None = None,
    design_degrees_change: float | None = None,
    policies: Sequence[PolicyResult] = (),
) -> Allocation:
    """A survey's result; one wave where `surveyed_share_after` is None. How waves compare follows from the spreads.

    A spread is stated as deviations, of answers that vary alone, or as the covariances of all pairs, row by row.
    """
    spread_before = _spread(deviation_before, covariance_before)
    spread_after = _spread(deviation_after, covariance_after)
    spread_change = _spread(deviation_change, covariance_change)
    shares = np.array(surveyed_share_before)
    waves = [Wave("before", respondents_before, shares, spread_before, design_degrees_before)]
    if surveyed_share_after is not None:
        shares = np.array(surveyed_share_after)
        waves.append(Wave("after", respondents_after, shares, spread_after, design_degrees_after))
    comparison: Comparison = "none"
    if spread_change is not None:
        comparison = "paired"
    elif spread_before is not None and spread_after is not None:
        comparison = "welch"
    return Allocation(
        activities=tuple(activities),
        waves=tuple(waves),
        comparison=comparison,
        matched=respondents_matched,
        change_covariance=spread_change,
        change_degrees=design_degrees_change,
        reading=(),
        people=respondents_before or 0,
        policies=tuple(policies),
    )


def under_policy(
    policy: Policy,
    before: Sequence[float],
    after: Sequence[float] | None = None,
    *,
    people_before: int = 1,
    people_after: int = 1,
) -> PolicyResult:
    """The means of a survey under one policy for rows that do not add up."""
    waves = [Wave("before", people_before, np.array(before), None)]
    if after is not None:
        waves.append(Wave("after", people_after, np.array(after), None))
    return PolicyResult(policy=policy, waves=tuple(waves))


def a_case(
    allocation: Allocation | None = None,
    *,
    activity_kinds: Sequence[Any] = ("friction", "value", "overhead"),
    horizon: int = 3,
    roles: Sequence[str] = ("Engineers",),
    components: Sequence[str] = ("Platform",),
    benefits: Sequence[Benefit] = (PRODUCTIVITY,),
    outcomes: Sequence[Outcome] = (),
    finite_population: bool = False,
    features: Collection[str] = (),
    steps: Mapping[str, Sequence[str]] = STEPS,
    **figures: Figures,
) -> Case:
    """A complete case for a survey's result, with `figures` in place of the defaults.

    A default keeps its range; a figure given here has a range only if it is given as an Assumption.
    `features` are switched on beside those that follow: measures of maturity and the multiplier.
    Raises AssertionError for a figure that no input of this case reads.
    """
    allocation = allocation or an_allocation()
    switched_on = _features(allocation, benefits, outcomes, "target_share" in figures) | set(features)
    switched_on |= {"finite_population"} if finite_population else set()
    scale = maturity_scale(measures(switched_on))
    axes: dict[Axis, tuple[str, ...]] = {
        "activity": allocation.activities,
        "role": tuple(roles),
        "component": tuple(components),
        "benefit": tuple(benefit.name for benefit in benefits),
        "custom": tuple(benefit.name for benefit in benefits if benefit.custom is not None),
        "outcome": tuple(outcome.name for outcome in outcomes),
        "measured_outcome": tuple(outcome.name for outcome in outcomes if outcome.measured is not None),
        **_step_axes(switched_on, steps),
        "measure": tuple(measure.name for measure in measures(switched_on)),
        "year": tuple(str(year) for year in range(horizon + 1)),
    }
    axes = {axis: labels for axis, labels in axes.items() if labels}
    stated = {**scale, **_following(activity_kinds, benefits, len(components), horizon), **figures}
    sizes = {axis: len(labels) for axis, labels in axes.items()}
    assumptions = {
        declared.name: _assumptions(declared, stated.get(declared.name), sizes)
        for declared in INPUTS
        if is_on(declared.when, switched_on)
    }
    assert figures.keys() <= assumptions.keys(), f"not read here: {sorted(figures.keys() - assumptions.keys())}"
    return Case(
        name="small",
        title="",
        company=Company("Small Company"),
        date=datetime.date(2026, 1, 31),
        horizon=horizon,
        activity_kinds=tuple(activity_kinds),
        roles=tuple(roles),
        components=tuple(Component(name) for name in components),
        benefits=tuple(benefits),
        outcomes=tuple(outcomes),
        measures=measures(switched_on),
        axes=axes,
        assumptions=assumptions,
        features=frozenset(switched_on),
    )


def computed(allocation: Allocation | None = None, **changes: Any) -> Results:
    """All figures of `a_case(allocation, **changes)`."""
    allocation = allocation or an_allocation()
    return compute(a_case(allocation, **changes), allocation)


def a_case_of_each_kind() -> Iterable[tuple[Case, Allocation]]:
    """Cases that together switch on every line and input of the model."""
    spread, respondents = (0.02, 0.03, 0.01), {"respondents_before": 8, "respondents_after": 6}
    everything: dict[str, Any] = {
        "benefits": EVERY_BENEFIT,
        "outcomes": (ATTRITION, TIME_TO_PRODUCTION),
        "roles": ("Data scientists", "ML engineers"),
        "components": ("Platform", "Feature store"),
    }
    both: dict[str, Any] = {"deviation_before": spread, "deviation_after": spread, **respondents}
    paired = an_allocation(**both, deviation_change=spread, respondents_matched=6)
    yield a_case(paired, **everything), paired
    welch = an_allocation(**both)
    yield a_case(welch, **everything, horizon=1), welch
    one_wave = an_allocation(surveyed_share_after=None, deviation_before=spread, respondents_before=8)
    yield a_case(one_wave), one_wave
    degrees = {"design_degrees_before": 5, "design_degrees_after": 3, "design_degrees_change": 4}
    policies = [under_policy(policy, (0.4, 0.5, 0.1), (0.2, 0.7, 0.1)) for policy in POLICIES]
    designed = an_allocation(**both, **degrees, deviation_change=spread, respondents_matched=6, policies=policies)
    yield a_case(designed, **everything), designed
    designed_welch = an_allocation(**both, **degrees, policies=policies)
    yield a_case(designed_welch, finite_population=True), designed_welch
    of_team = an_allocation(**both, deviation_change=spread, respondents_matched=6)
    yield a_case(of_team, finite_population=True), of_team
    levers: dict[str, Any] = {"benefits": (*EVERY_BENEFIT, *EVERY_LEVER), "features": MATURITY_AND_MULTIPLIER}
    # Half of the freed time is left beside the models shipped, so that what it is counted from moves every result.
    yield a_case(welch, **levers, overlap=0.5), welch
    without_delivery = (PRODUCTIVITY, *EVERY_LEVER)
    yield a_case(one_wave, benefits=without_delivery, features=MATURITY_AND_MULTIPLIER), one_wave
    planned = [under_policy(policy, (0.4, 0.5, 0.1)) for policy in POLICIES]
    plan = an_allocation(surveyed_share_after=None, deviation_before=spread, respondents_before=8, policies=planned)
    yield a_case(plan), plan
    aggregate = an_allocation(surveyed_share_after=None)
    yield a_case(aggregate, target_share=(0.3, 0.6, 0.1)), aggregate


def _spread(deviation: Sequence[float] | None, covariance: Sequence[float] | None) -> Any:
    if covariance is not None:
        width = math.isqrt(len(covariance))
        return np.reshape(covariance, (width, width))
    return None if deviation is None else np.diag(np.square(deviation))


def _features(
    allocation: Allocation, benefits: Sequence[Benefit], outcomes: Sequence[Outcome], target_shares: bool
) -> frozenset[str]:
    features = survey_features(allocation)
    if allocation.after is None:
        features.add("target_shares" if target_shares else "target_value_share")
    lines = {benefit.line for benefit in benefits}
    features |= {line.removesuffix("_gain") for line in lines - {"productivity_gain"}}
    if lines >= {"productivity_gain", "delivery_gain"}:
        features |= {"overlap", "models_shipped"}
    if lines & set(TIME_LEVER_GAINS):
        features.add("time_levers")
    if outcomes:
        features.add("outcomes")
    if any(outcome.measured is not None for outcome in outcomes):
        features.add("measured_outcome")
    return frozenset(features)


def _following(
    activity_kinds: Sequence[str], benefits: Sequence[Benefit], components: int, horizon: int
) -> dict[str, Figures]:
    """Figures that follow from what else the case says."""
    years = range(horizon + 1)
    return {
        **ROUND_FIGURES,
        "adoption": [ADOPTION[min(year, len(ADOPTION) - 1)] for year in years],
        "component_phasing": [float(year == 0) for year in years] * components,
        "value_activity": [float(kind == "value") for kind in activity_kinds],
        "friction_activity": [float(kind == "friction") for kind in activity_kinds],
        "cashable_benefit": [float(benefit.kind == "cashable") for benefit in benefits],
        "revenue_benefit": [float(benefit.kind == "revenue") for benefit in benefits],
        "time_benefit": [float(benefit.line in ("productivity_gain", *TIME_LEVER_GAINS)) for benefit in benefits],
        "lever_benefit": [float(benefit.line in TIME_LEVER_GAINS) for benefit in benefits],
        "table_experiments": (10, 50, 100),
        "table_auc": (0.85, 0.88, 0.90),
    }


def _step_axes(features: Collection[str], steps: Mapping[str, Sequence[str]]) -> dict[Any, tuple[str, ...]]:
    """The axes of the levers that are on."""
    read = {axis for declared in INPUTS if is_on(declared.when, features) for axis in declared.axes}
    return {axis: tuple(steps.get(axis, STEPS[axis])) for axis in STEPS if axis in read}


def _assumptions(declared: Input, stated: Figures | None, sizes: Mapping[Any, int]) -> tuple[Assumption, ...]:
    count = int(np.prod([sizes.get(axis, 0) for axis in declared.axes]))
    if stated is None:
        assert declared.default is not None or count == 0, f"{declared.name} has no default; state it"
        low, high = (None if end is None else float(end) for end in (declared.low, declared.high))
        default = float(declared.default or 0)
        return (Assumption(default, declared.default_kind, declared.source, low, high),) * count
    figures = list(stated) if isinstance(stated, Sequence) else [stated] * count
    assert len(figures) == count, f"{declared.name} needs {count} figures, not {len(figures)}"
    return tuple(
        figure if isinstance(figure, Assumption) else Assumption(float(figure), "assumed", "stated in the test")
        for figure in figures
    )
