"""Business cases of every sort for the document: what may be asked of it, and what may go wrong on a page."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from reportgen import case as cases
from reportgen import survey as surveys
from reportgen.case.case import Benefit, Company
from reportgen.language import LOCALES
from reportgen.model.results import Results, compute
from reportgen.survey.allocation import Allocation, Design
from support.grouped_surveys import ROLES, grouped
from support.small_case import (
    ATTRITION,
    DELIVERY,
    EVERY_BENEFIT,
    PRODUCTIVITY,
    RETENTION,
    TIME_TO_PRODUCTION,
    a_case,
    an_allocation,
)

INPUTS = Path(__file__).resolve().parents[2] / "inputs"
INSURANCE, BENCHMARK_TEAM = INPUTS / "insurance", INPUTS / "benchmark-team"

#: Answers that differ, in two waves of six people who answered both.
SPREAD: Mapping[str, Any] = {
    "deviation_before": (0.02, 0.03, 0.01),
    "deviation_after": (0.02, 0.03, 0.01),
    "deviation_change": (0.05, 0.05, 0.05),
    "respondents_before": 6,
    "respondents_after": 6,
    "respondents_matched": 6,
}
ONE_WAVE: Mapping[str, Any] = {
    "surveyed_share_after": None,
    "deviation_before": (0.02, 0.03, 0.01),
    "respondents_before": 8,
}
LONG = (
    "Coordinating the manual hand-over of half-finished models between the data science and the compliance team, part"
)
LONG_WORD = "Datenschutzfolgenabschätzung" * 4


def told(allocation: Allocation, *, title: str = "", company: Company | None = None, **changes: Any) -> Results:
    """The results of `a_case(allocation, **changes)` with a title and a company of its own."""
    case = a_case(allocation, **changes)
    return compute(dataclasses.replace(case, title=title, company=company or case.company), allocation)


def insurance(scenario: str = "base", survey: str = "survey.csv") -> Results:
    """The example case that the program brings along."""
    case_file = cases.load(INSURANCE / "case.yaml")
    allocation = surveys.read(INSURANCE / survey, instructions=case_file.instructions)
    return compute(cases.complete(case_file, allocation), allocation, scenario)


def benchmark_team(time_basis: str = "survey") -> Results:
    """The example with every lever, its freed time counted from the survey or from the levers."""
    case_file = cases.load(BENCHMARK_TEAM / "case.yaml")
    allocation = surveys.read(BENCHMARK_TEAM / "survey.csv", instructions=case_file.instructions)
    case = cases.complete(case_file, allocation)
    (basis,) = case.assumptions["time_basis_survey"]
    counted = (dataclasses.replace(basis, value=float(time_basis == "survey")),)
    case = dataclasses.replace(case, assumptions={**case.assumptions, "time_basis_survey": counted})
    return compute(case, allocation)


def losing() -> Results:
    return told(an_allocation(**{**SPREAD, "surveyed_share_after": (0.38, 0.52, 0.10)}), component_amount=900_000)


def losing_proposal() -> Results:
    return told(an_allocation(**ONE_WAVE), component_amount=900_000, realisation=0.2)


def proposal() -> Results:
    company = Company("<script>alert(1)</script> & Söhne", "Ретейл", "=1+1", "EUR", "Anna Example", "The board")
    return told(
        an_allocation(**ONE_WAVE),
        company=company,
        benefits=EVERY_BENEFIT,
        outcomes=(ATTRITION, TIME_TO_PRODUCTION),
    )


def one_activity() -> Results:
    shares = {"surveyed_share_before": (1.0,), "surveyed_share_after": (1.0,)}
    return told(an_allocation(activities=("=1+1",), **shares), activity_kinds=("value",))


def forty_activities() -> Results:
    count = 40
    total = count * (count + 1) / 2
    allocation = an_allocation(
        activities=[f"{LONG} {number}" if number % 3 else f"{LONG_WORD}{number}" for number in range(count)],
        surveyed_share_before=tuple(np.arange(1, count + 1) / total),
        surveyed_share_after=tuple(np.arange(count, 0, -1) / total),
        deviation_before=(0.01,) * count,
        deviation_after=(0.01,) * count,
        respondents_before=20,
        respondents_after=22,
    )
    return told(
        allocation,
        title=f"{LONG} {LONG} {LONG}",
        company=Company(LONG * 3, LONG * 2, LONG * 4, "USD", LONG, LONG_WORD),
        activity_kinds=("value", "friction", "friction", "overhead") * (count // 4),
        benefits=EVERY_BENEFIT,
        roles=[f"{LONG} {number}" for number in range(12)],
        components=[f"{LONG_WORD} {number}" for number in range(20)],
        horizon=10,
    )


def many_benefits() -> Results:
    own = tuple(
        Benefit(f"{LONG} {number}", "custom_gain", "cashable", custom=number, evidence=LONG, excludes=LONG)
        for number in range(30)
    )
    return told(an_allocation(), benefits=(PRODUCTIVITY, RETENTION, DELIVERY, *own), horizon=7)


def huge_amounts() -> Results:
    return told(an_allocation(), loaded_cost=8e13, component_amount=5e14)


def nothing_at_all() -> Results:
    return told(an_allocation(surveyed_share_after=(0.4, 0.5, 0.1)), component_amount=0, implementation_dip=0)


def less_value_work() -> Results:
    return told(an_allocation(surveyed_share_after=(0.5, 0.4, 0.1)), benefits=(PRODUCTIVITY, RETENTION))


def three_waves() -> Results:
    """A second role and team too small to be shown, and a quarter of the team not heard."""
    return told(
        grouped(people=36, roles=(*ROLES, "Designers"), hidden={"role": 2}),
        roles=(*ROLES, "Designers"),
        role_headcount=12,
        benefits=(PRODUCTIVITY, RETENTION),
    )


def eight_waves() -> Results:
    """One wave for each term, with names as long as some people give them, and groups to match."""
    waves = [f"Survey of all engineering staff in term {number}, asked by e-mail" for number in range(1, 9)]
    roles = [f"{LONG} {number}" for number in range(9)]
    return told(grouped(people=108, waves=waves, roles=roles, teams=[LONG_WORD, "B"]), role_headcount=120)


def change_not_shown() -> Results:
    """Weighted answers of independent waves that differ more than the change."""
    design = Design(weights="Weight of the answer", strata="Region")
    return told(
        grouped(waves=("before", "after"), paired=False, last=(0.48, 0.37, 0.15), spread=4, design=design),
        role_headcount=40,
    )


SORTS: Mapping[str, Callable[[], Results]] = {
    "insurance": insurance,
    "insurance, conservative": functools.partial(insurance, "conservative"),
    "benchmark team, by levers": functools.partial(benchmark_team, "levers"),
    "insurance, published table": functools.partial(insurance, survey="published.csv"),
    **{
        sort.__name__.replace("_", " "): sort
        for sort in (
            benchmark_team,
            losing,
            losing_proposal,
            proposal,
            one_activity,
            forty_activities,
            many_benefits,
            huge_amounts,
            nothing_at_all,
            less_value_work,
            three_waves,
            eight_waves,
            change_not_shown,
        )
    },
}


def in_german(sort: str) -> Results:
    """A sort of case as a build in German makes it, its numbers included; to be called while German is spoken."""
    results = SORTS[sort]()
    company = dataclasses.replace(results.case.company, locale=LOCALES["de"])
    return compute(dataclasses.replace(results.case, company=company), results.allocation, results.scenario)
