"""The team and what is invested in it, with stand-ins where the case file states neither."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.case.benchmarks import BENCHMARK_CURRENCY, INVESTMENT_PER_HEAD, default
from reportgen.case.case import ActivityKind, Assumption, Component
from reportgen.case.case_file import CaseFile
from reportgen.case.consistency import NOBODY
from reportgen.case.findings import Findings, nearest_name, quoted, said_number
from reportgen.language import noted, say

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation

WHOLE_TEAM = noted("Team")
WHOLE_INVESTMENT = noted("Platform and enablement")

Settled = dict[str, tuple[Assumption, ...]]


def team(case_file: CaseFile, allocation: Allocation, findings: Findings) -> tuple[tuple[str, ...], Settled]:
    """The roles, and the headcount where it follows from the survey because no team is stated."""
    roles = tuple(case_file.section("team"))
    if not roles:
        return (say(WHOLE_TEAM),), {"role_headcount": (_people(allocation, findings),)}
    headcounts = [case_file.figure("team", role, "headcount") for role in roles]
    if all(headcount is not None and headcount.value == 0 for headcount in headcounts):
        findings.problems.append(f"{case_file.place('team')}: {NOBODY}")
    else:
        _note_more_respondents(case_file, allocation, findings)
    _note_unknown_roles(roles, case_file, allocation, findings)
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
        return tuple(_component(name, case_file) for name in names), {}
    headcount = _headcount(case_file, settled)
    findings.note(
        say(
            "No investment is stated, so the case study's {currency} {amount} a head stands "
            "in for it (headcount {headcount}); state yours in the case file under 'investment'.",
            currency=BENCHMARK_CURRENCY,
            amount=said_number(round(INVESTMENT_PER_HEAD)),
            headcount=said_number(headcount),
        ),
        "component_amount",
    )
    friction = tuple(name for name, kind in zip(allocation.activities, kinds, strict=True) if kind == "friction")
    component = Component(
        say(WHOLE_INVESTMENT), say("Stands in for the investment that is still to be planned"), friction
    )
    return (component,), {"component_amount": (default("component_amount", INVESTMENT_PER_HEAD * headcount),)}


def _note_more_respondents(case_file: CaseFile, allocation: Allocation, findings: Findings) -> None:
    """By wave, because people of both waves together may well be more than the team has at a time."""
    respondents = max((wave.respondents or 0 for wave in allocation.waves), default=0)
    headcount = _headcount(case_file, {})
    if respondents > headcount > 0:
        findings.note(
            say(
                "{place}: {answered} people answered the survey, but the headcount of the team is {headcount}; "
                "check the headcounts, all amounts follow from them.",
                place=case_file.said_place("team"),
                answered=said_number(respondents),
                headcount=said_number(headcount),
            ),
            "role_headcount",
        )


def _note_unknown_roles(
    roles: tuple[str, ...], case_file: CaseFile, allocation: Allocation, findings: Findings
) -> None:
    surveyed = list(dict.fromkeys(role for counts in allocation.role_counts.values() for role in counts))
    known = {role.casefold() for role in surveyed}
    for role in roles:
        if known and role.casefold() not in known:
            findings.note(_unknown_role(case_file.said_place("team", role), role, surveyed))


def _unknown_role(place: str, role: str, surveyed: Sequence[str]) -> str:
    near = nearest_name(role, surveyed)
    if near is None:
        return say(
            "{place}: the survey has no role '{role}'; known are {known}.",
            place=place,
            role=role,
            known=quoted(surveyed),
        )
    return say("{place}: the survey has no role '{role}'; did you mean '{near}'?", place=place, role=role, near=near)


def _people(allocation: Allocation, findings: Findings) -> Assumption:
    if allocation.people:
        return default("role_headcount", float(allocation.people))
    findings.note(
        say(
            "Neither survey nor case says how many people the team has, so all amounts are for one "
            "person; state the 'team' in the case file."
        ),
        "role_headcount",
    )
    return Assumption(1.0, "assumed", say("one person, because the survey does not say how many answered"))


def _headcount(case_file: CaseFile, settled: Settled) -> float:
    stated = (case_file.figure("team", role, "headcount") for role in case_file.section("team"))
    figures = settled.get("role_headcount") or tuple(figure for figure in stated if figure is not None)
    return math.fsum(figure.value for figure in figures)


def _component(name: str, case_file: CaseFile) -> Component:
    path = ("investment", name)
    return Component(name, case_file.text(*path, "purpose"), case_file.texts(*path, "addresses"))
