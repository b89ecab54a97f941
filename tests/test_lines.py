"""Every line of the model against arithmetic on paper; the cases are in `cases/*.yaml`, for people from finance.

A case changes some figures of `cases/base.yaml` and says what comes out and why. Shares are written `40%`, fractions
`2/3`, items by their labels, years as a list, and a line without a value by the words it shows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.small_case import STEPS, a_case, an_allocation, under_policy

from reportgen.case.benefits import KNOWN
from reportgen.case.case import Benefit, Case, Outcome
from reportgen.case.features import POLICY_PREFIXES
from reportgen.case.inputs import INPUTS, SURVEY_INPUTS
from reportgen.model.lines import LINES
from reportgen.model.results import Results, compute
from reportgen.survey.allocation import Allocation, Policy, PolicyResult

FOLDER = Path(__file__).parent / "cases"
BASE = yaml.safe_load((FOLDER / "base.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.name != "base.yaml"
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
SURVEYED = {declared.name for declared in SURVEY_INPUTS}
#: Beginning of the names of what the survey gives under a policy for rows other than that of the main result.
PREFIXES = {policy: prefix for policy, prefix in POLICY_PREFIXES.items() if prefix}


def figure(written: object) -> float:
    """`40%`, `2/3` or a number. Raises ValueError for words."""
    text = str(written).replace("_", "")
    return float(Fraction(text.removesuffix("%"))) / (100 if text.endswith("%") else 1)


def _figures(written: Any) -> Any:
    """One figure, or the figures of a list or of all items one after another."""
    if isinstance(written, Mapping):
        items = [_figures(each) for each in written.values()]
        return [each for item in items for each in (item if isinstance(item, list) else [item])]
    return [figure(each) for each in written] if isinstance(written, list) else figure(written)


def _allocation(stated: Mapping[str, Any]) -> Allocation:
    surveyed: dict[str, Any] = {name: _figures(stated[name]) for name in SURVEYED & stated.keys() if stated[name]}
    surveyed.setdefault("surveyed_share_after", None)
    policies = [
        _under_policy(policy, surveyed, prefix)
        for policy, prefix in PREFIXES.items()
        if f"{prefix}share_before" in surveyed
    ]
    surveyed = {name: figures for name, figures in surveyed.items() if not name.startswith(tuple(PREFIXES.values()))}
    return an_allocation(activities=tuple(stated["surveyed_share_before"]), policies=policies, **surveyed)


def _under_policy(policy: Policy, surveyed: Mapping[str, Any], prefix: str) -> PolicyResult:
    return under_policy(
        policy,
        surveyed[f"{prefix}share_before"],
        surveyed.get(f"{prefix}share_after"),
        people_before=surveyed[f"{prefix}respondents_before"],
        people_after=surveyed.get(f"{prefix}respondents_after", 0),
    )


def _benefits(stated: Mapping[str, Mapping[str, Any]]) -> list[Benefit]:
    own = [name for name, benefit in stated.items() if benefit["line"] == "custom_gain"]
    hours = {benefit.line: benefit.hours for benefit in KNOWN.values()}
    return [
        Benefit(
            name,
            benefit["line"],
            benefit["kind"],
            own.index(name) if name in own else None,
            hours=hours.get(benefit["line"], ""),
        )
        for name, benefit in stated.items()
    ]


def _outcomes(stated: Mapping[str, Mapping[str, str]]) -> list[Outcome]:
    measured = [name for name, outcome in stated.items() if not outcome]
    return [
        Outcome(name, "", "", "multiple", measured.index(name) if name in measured else None, **outcome)
        for name, outcome in stated.items()
    ]


def _steps(stated: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The items of the axes that levers bring, from the figures stated by item."""
    axes = {declared.name: declared.axes[0] for declared in INPUTS if declared.axes[:1] and declared.axes[0] in STEPS}
    return {axes[name]: tuple(stated[name]) for name in axes.keys() & stated.keys()}


def _case(stated: Mapping[str, Any], allocation: Allocation) -> Case:
    structure = {"activity_kinds", "benefits", "outcomes", "horizon", "finite_population", "features"}
    return a_case(
        allocation,
        activity_kinds=tuple(stated["activity_kinds"].values()),
        horizon=stated["horizon"],
        roles=tuple(stated["role_headcount"]),
        components=tuple(stated["component_amount"]),
        benefits=_benefits(stated["benefits"]),
        outcomes=_outcomes(stated.get("outcomes", {})),
        finite_population=stated.get("finite_population", False),
        features=stated.get("features", ()),
        steps=_steps(stated),
        **{name: _figures(stated[name]) for name in stated.keys() - structure - SURVEYED},
    )


def results_of(case: Mapping[str, Any]) -> Results:
    stated = {**BASE, **case["input"]}
    allocation = _allocation(stated)
    return compute(_case(stated, allocation), allocation)


def _expected(results: Results, name: str, written: Any) -> Iterator[tuple[str, float | None, object]]:
    """Place, figure found and what the case states, for everything it states of one line."""
    items = written if isinstance(written, Mapping) else {results.items(name)[0]: written}
    for item, stated in items.items():
        years = stated if isinstance(stated, list) else [stated]
        assert len(years) == results.array(name).shape[1], f"{name}, {item}: one figure for each year"
        for year, one in enumerate(years):
            yield f"{name}, {item or 'total'}, year {year}", results.value(name, item, year), one


def _wrong(results: Results, name: str, place: str, found: float | None, stated: object) -> str | None:
    if found is None:
        words = results.graph.absent_words[name]
        return None if stated == words else f"{place}: '{words}', not {stated}"
    try:
        expected = figure(stated)
    except ValueError:
        return f"{place}: {found}, not '{stated}'"
    if math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12):
        return None
    return f"{place}: {found}, not {expected}"


@pytest.mark.parametrize("case", CASES)
def test_the_model_gives_what_paper_gives(case: Mapping[str, Any]) -> None:
    results = results_of(case)
    wrong = [
        _wrong(results, name, *place)
        for name, written in case["output"].items()
        for place in _expected(results, name, written)
    ]
    assert not [each for each in wrong if each], f"{case['why']}"


def test_every_line_of_the_model_is_worked_out_on_paper_somewhere() -> None:
    """Of a line in two versions, both."""
    worked_out = set()
    for (case,) in (parameters.values for parameters in CASES):
        lines = results_of(case).graph.lines
        worked_out |= {(name, lines[name].place) for name in case["output"]}
    assert [(line.name, line.place) for line in LINES if (line.name, line.place) not in worked_out] == []
