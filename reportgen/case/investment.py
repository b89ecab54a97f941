"""The team and what is invested in it, with stand-ins where the case file states neither."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reportgen.case.activities import check_activity
from reportgen.case.benchmarks import BENCHMARK_CURRENCY, INVESTMENT_PER_HEAD, default
from reportgen.case.case import ActivityKind, Assumption, Component
from reportgen.case.case_file import CaseFile
from reportgen.case.findings import Findings

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation

WHOLE_TEAM = "Team"
WHOLE_INVESTMENT = "Platform and enablement"

Settled = dict[str, tuple[Assumption, ...]]


def team(case_file: CaseFile, allocation: Allocation, findings: Findings) -> tuple[tuple[str, ...], Settled]:
    """The roles, and the headcount where it follows from the survey because no team is stated."""
    roles = tuple(case_file.section("team"))
    if not roles:
        return (WHOLE_TEAM,), {"role_headcount": (_people(allocation, findings),)}
    headcounts = [case_file.figure("team", role, "headcount") for role in roles]
    if all(headcount is not None and headcount.value == 0 for headcount in headcounts):
        findings.problems.append(
            f"{case_file.place('team')}: the team has a headcount of 0; state at least one role with people in it."
        )
    return roles, {}


def investment(
    case_file: CaseFile,
    allocation: Allocation,
    kinds: tuple[ActivityKind, ...],
    settled: Settled,
    findings: Findings,
) -> tuple[tuple[Component, ...], Settled]:
    """The components, and the amount of the stand-in where no investment is stated."""
    names = tuple(case_file.section("investment"))
    if names:
        return tuple(_component(name, case_file, allocation, findings) for name in names), {}
    headcount = _headcount(case_file, settled)
    findings.notes.append(
        f"No investment is stated, so the case study's {BENCHMARK_CURRENCY} {INVESTMENT_PER_HEAD:,.0f} a head stands "
        f"in for it (headcount {headcount:,g}); state yours in the case file under 'investment'."
    )
    friction = tuple(name for name, kind in zip(allocation.activities, kinds, strict=True) if kind == "friction")
    component = Component(WHOLE_INVESTMENT, "Stands in for the investment that is still to be planned", friction)
    return (component,), {"component_amount": (default("component_amount", INVESTMENT_PER_HEAD * headcount),)}


def _people(allocation: Allocation, findings: Findings) -> Assumption:
    if allocation.people:
        return default("role_headcount", float(allocation.people))
    findings.notes.append(
        "Neither survey nor case says how many people the team has, so all amounts are for one person; "
        "state the 'team' in the case file."
    )
    return Assumption(1.0, "assumed", "one person, because the survey does not say how many answered")


def _headcount(case_file: CaseFile, settled: Settled) -> float:
    stated = (case_file.figure("team", role, "headcount") for role in case_file.section("team"))
    figures = settled.get("role_headcount") or tuple(figure for figure in stated if figure is not None)
    return math.fsum(figure.value for figure in figures)


def _component(name: str, case_file: CaseFile, allocation: Allocation, findings: Findings) -> Component:
    path = ("investment", name)
    addresses = case_file.texts(*path, "addresses")
    for activity in addresses:
        check_activity(activity, case_file.place(*path, "addresses"), allocation, findings)
    return Component(name, case_file.text(*path, "purpose"), addresses)
