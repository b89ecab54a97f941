"""Random business cases by the road that users take: a survey as CSV and a case file as YAML.

What a case is made of is drawn by hypothesis, so that a failing one is made smaller; its figures follow from a seed.
"""

from __future__ import annotations

import csv
import datetime
import functools
import io
import math
import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportgen import case as cases
from reportgen import survey as surveys
from reportgen.case.benefits import TIME_LEVERS
from reportgen.case.inputs import INPUT, Input
from reportgen.case.schema import BENEFIT_INPUTS, LEVERS, key
from reportgen.model.results import Results, compute

DATE = datetime.date(2026, 10, 1)
#: The simulation is not what these cases are about.
DRAWS = 100
BENEFITS = ("retention", "delivery", *LEVERS)
KINDS = ("value", "friction", "overhead")
_AMOUNTS = (0, 0.5, 999.99, 40_000, 250_000, 1_234_567, 1_000_000_000)
_COUNTS = (0, 0.25, 1, 3, 12, 40, 500)

_SHARES = (0, 0.01, 0.3, 0.5, 0.95, 1)

#: Cases that one start of LibreOffice reads.
BATCH = 20
CASES = int(os.environ.get("REPORTGEN_CASES", "200"))
BATCHES = math.ceil(CASES / BATCH)


@dataclass(frozen=True)
class RandomCase:
    """A survey and a case file as texts."""

    survey: str
    case: str

    def results(self, folder: Path) -> Results:
        """By way of files, which stay in the folder."""
        folder.mkdir(exist_ok=True)
        for name, text in (("survey.csv", self.survey), ("case.yaml", self.case)):
            (folder / name).write_text(text, encoding="utf-8")
        case_file = cases.load(folder / "case.yaml")
        allocation = surveys.read(folder / "survey.csv", None, case_file.instructions)
        return compute(cases.complete(case_file, allocation, date=DATE), allocation, draws=DRAWS)


def batch(number: int) -> dict[int, RandomCase]:
    """The cases of one batch by their number among all."""
    cases_ = _all_cases()
    return {position: cases_[position] for position in range(number * BATCH, min(CASES, (number + 1) * BATCH))}


@functools.cache
def _all_cases() -> list[RandomCase]:
    return random_cases(CASES)


def random_cases(count: int) -> list[RandomCase]:
    """As many cases, the same in every run."""
    found: dict[RandomCase, None] = {}

    @settings(
        max_examples=4 * count, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(business_cases())
    def collect(case: RandomCase) -> None:
        if len(found) < count:
            found[case] = None

    collect()
    assert len(found) == count
    return list(found)


@st.composite
def business_cases(draw: st.DrawFn) -> RandomCase:
    """Any team, 1 to 40 activities, 1 to 10 years, benefits and levers on and off, waves or a target."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    # Small ones are as telling and cheaper, so most are small.
    activities = draw(st.one_of(*[st.integers(1, 6)] * 5, st.integers(1, 40)))
    waves = draw(st.sampled_from((("now",), ("before", "after"), ("2024", "2025", "2026"))))
    horizon = draw(st.one_of(*[st.integers(1, 3)] * 4, st.integers(1, 10)))
    most = draw(st.sampled_from((1, 2, 3, len(BENEFITS))))
    switched_on = draw(st.sets(st.sampled_from(BENEFITS), max_size=most))
    kinds = ["value", *(dice.choice(KINDS) for _ in range(activities - 1))]
    dice.shuffle(kinds)
    names = [f"{kind} work {number}" for number, kind in enumerate(kinds, start=1)]
    survey = draw(st.sampled_from(("people", "people", "weighted", "table of means")))
    table = _means(dice, names, waves) if survey == "table of means" else _answers(dice, names, waves, survey)
    case = {
        "company": {"name": "Random", "currency": dice.choice(("USD", "EUR", "CHF"))},
        "survey": {"activities": dict(zip(names, kinds, strict=True))},
        **_team(dice, draw(st.integers(0, 4))),
        **_investment(dice, draw(st.integers(0, 4)), horizon),
        "benefits": {name: _benefit(dice, name) for name in BENEFITS if name in switched_on}
        | {"custom": {f"Custom {number}": _custom(dice) for number in range(draw(st.integers(0, 2)))}},
        "assumptions": _general(dice, horizon, draw(st.booleans()) and bool(switched_on & set(TIME_LEVERS))),
    }
    if survey != "table of means":
        named = ("respondent", "wave", *(["weight"] if survey == "weighted" else []))
        case["survey"]["columns"] = {"activities": names, **{name: name for name in named}}
    if len(waves) == 1 and draw(st.booleans()):
        case["survey"]["target"] = _target(dice, names)
    if draw(st.booleans()):
        case |= {"multiplier": {}, "outcomes": _outcomes(dice)}
    if draw(st.booleans()):
        case["scenarios"] = {"conservative": {"realisation": dice.random()}, "optimistic": {"discount_rate": 0.01}}
    return RandomCase(table, yaml.safe_dump(case, sort_keys=False))


def _answers(dice: random.Random, activities: Sequence[str], waves: Sequence[str], survey: str) -> str:
    """One row a person and wave; some answered one wave only, or alike."""
    people, identified = dice.choice((1, 2, 3, 8, 15)), dice.random() < 0.7
    weighted = survey == "weighted"
    rows = [["respondent", *(["weight"] if weighted else []), "wave", *activities]]
    for wave in waves:
        for person in range(people):
            # Some answered one wave only, but never all of them.
            if wave == waves[-1] and len(waves) > 1 and person and dice.random() < 0.1:
                continue
            weight = [str(round(dice.uniform(0.2, 3), 2))] if weighted else []
            rows.append([f"p{person}" if identified else "", *weight, wave, *_percent(dice, len(activities))])
    return _text(rows)


def _means(dice: random.Random, activities: Sequence[str], waves: Sequence[str]) -> str:
    """One row an activity, one column a wave."""
    columns = [_percent(dice, len(activities)) for _ in waves]
    return _text([["activity", *waves], *(list(row) for row in zip(activities, *columns, strict=True))])


def _percent(dice: random.Random, count: int) -> list[str]:
    """Whole percent that add up to 100, some of them 0."""
    cuts = sorted(dice.randint(0, 100) for _ in range(count - 1))
    return [str(high - low) for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]


def _text(rows: Sequence[Sequence[str]]) -> str:
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    return table.getvalue()


def _team(dice: random.Random, roles: int) -> dict[str, Any]:
    headcounts = [dice.choice((0.5, 1, 7, 20, 400)), *(dice.choice((0, 2.5, 35)) for _ in range(roles - 1))]
    team = {
        f"Role {number}": {"headcount": headcount, "loaded_cost": _figure(dice, INPUT["loaded_cost"])}
        for number, headcount in enumerate(headcounts[:roles])
    }
    return {"team": team} if team else {}


def _investment(dice: random.Random, components: int, horizon: int) -> dict[str, Any]:
    investment = {}
    for number in range(components):
        years = dice.randint(1, min(3, horizon + 1))
        investment[f"Component {number}"] = {
            "amount": _figure(dice, INPUT["component_amount"]),
            "phasing": [f"{share}%" for share in _percent(dice, years)],
            "run_cost_rate": _figure(dice, INPUT["run_cost_rate"]),
        }
    return {"investment": investment} if investment else {}


def _benefit(dice: random.Random, name: str) -> dict[str, Any]:
    """Every figure of a benefit, or those alone that have no default."""
    full = dice.random() < 0.8
    stated = [each for each in BENEFIT_INPUTS[name] if each.unit != "flag" and each.axes[:1] != ("auc_row",)]
    figures: dict[str, Any] = {key(each): _figure(dice, each) for each in stated if full or each.default is None}
    for each in stated:
        if each.axes and each.name in figures:
            figures[each.name] = {f"Step {number}": _figure(dice, each) for number in range(dice.randint(1, 3))}
    if full:
        figures["risk_adjustment"] = _figure(dice, INPUT["risk_adjustment"])
        figures["kind"] = dice.choice(("cashable", "capacity", "revenue"))
    return figures


def _custom(dice: random.Random) -> dict[str, Any]:
    names = ("custom_quantity_before", "custom_quantity_after", "custom_unit_value")
    figures = {key(INPUT[name]): _figure(dice, INPUT[name]) for name in names}
    return {**figures, "rise_is_gain": dice.random() < 0.5}


def _general(dice: random.Random, horizon: int, from_levers: bool) -> dict[str, Any]:
    names = ("hours_per_year", "discount_rate", "realisation", "risk_adjustment", "run_cost_rate", "implementation_dip",
             "implementation_dip_months", "contingency")  # fmt: skip
    figures: dict[str, Any] = {name: _figure(dice, INPUT[name]) for name in names if dice.random() < 0.85}
    figures["horizon"] = horizon
    if dice.random() < 0.5:
        figures["adoption"] = [_figure(dice, INPUT["adoption"]) for _ in range(dice.randint(1, horizon))]
    if from_levers:
        figures["time_basis"] = "levers"
    return figures


def _target(dice: random.Random, activities: Sequence[str]) -> dict[str, Any]:
    if dice.random() < 0.5:
        return {"value_share": _figure(dice, INPUT["target_value_share"])}
    shares = (f"{share}%" for share in _percent(dice, len(activities)))
    return {"shares": dict(zip(activities, shares, strict=True))}


def _outcomes(dice: random.Random) -> dict[str, Any]:
    return {
        "Time to production": {"before": f"{dice.randint(0, 9)} months", "after": f"{dice.randint(1, 9)} weeks"},
        "Acceptance": {"before": f"{dice.randint(0, 90)}%", "after": f"{dice.randint(0, 90)}%", "shown_as": "points"},
        "Satisfaction": {"before": 0, "after": 4.5, "shown_as": "percent"},
    }


def _figure(dice: random.Random, given: Input) -> float | Mapping[str, float]:
    """A figure within the limits of the input, sometimes with a range."""
    least = given.minimum if given.minimum is not None else 0.0
    most = given.maximum if given.maximum is not None else 1e12
    drawn = dice.choice(_choices(given)) if dice.random() < 0.5 else dice.random() * 10 ** dice.randint(0, 3)
    value = min(max(drawn, least), most)
    if dice.random() < 0.85:
        return value
    low, high = max(least, value * dice.choice((0, 0.5, 0.9))), min(most, value * dice.choice((1, 1.5, 3)))
    return {"value": value, "low": min(low, value), "high": max(high, value)}


def _choices(given: Input) -> Sequence[float]:
    if given.unit in ("share", "auc"):
        return _SHARES
    return _AMOUNTS if given.unit.startswith("money") else _COUNTS
