"""Where the time should go, in a case with one wave."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.case.benchmarks import default
from reportgen.case.case import ActivityKind, Assumption
from reportgen.case.case_file import CaseFile
from reportgen.case.consistency import NO_RANGE_OF_A_PART, TOLERANCE, target_fault
from reportgen.case.findings import MISSING, Findings, quoted, said_share
from reportgen.language import say

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation

_PATH = ("survey", "target")


def target(
    case_file: CaseFile, allocation: Allocation, kinds: tuple[ActivityKind, ...], findings: Findings
) -> dict[str, tuple[Assumption, ...]]:
    """`target_share` by activity or else `target_value_share`; neither where a second wave was measured."""
    shares = case_file.section(*_PATH, "shares")
    value_share = case_file.figure(*_PATH, "value_share")
    if allocation.after is not None:
        if shares or value_share:
            findings.note(
                say(
                    "{place}: the target is not used, because the survey has a second wave.",
                    place=case_file.said_place(*_PATH),
                )
            )
        return {}
    if shares and value_share:
        findings.problems.append(f"{case_file.place(*_PATH)}: there are two targets; keep 'shares' or 'value_share'.")
    if shares:
        return {"target_share": _target_shares(case_file, allocation, findings)}
    return {"target_value_share": (_target_value_share(value_share, allocation, kinds, findings),)}


def target_features(aim: dict[str, tuple[Assumption, ...]]) -> set[str]:
    """What the target switches on: `target_shares`, `target_value_share` or nothing."""
    return {{"target_share": "target_shares"}.get(name, name) for name in aim}


def _target_shares(case_file: CaseFile, allocation: Allocation, findings: Findings) -> tuple[Assumption, ...]:
    path = (*_PATH, "shares")
    stated = {activity: case_file.figure(*path, activity) for activity in allocation.activities}
    shares = tuple(share or MISSING for share in stated.values())
    missing = [activity for activity, share in stated.items() if share is None]
    for activity, share in stated.items():
        if share is not None and share.has_range:
            findings.problems.append(f"{case_file.place(*path, activity)}: {NO_RANGE_OF_A_PART}")
    if missing:
        findings.problems.append(f"{case_file.place(*path)}: no share for {quoted(missing)}; add it, 0% for none.")
    elif fault := target_fault([share.value for share in shares]):
        findings.problems.append(f"{case_file.place(*path)}: {fault}")
    return shares


def _target_value_share(
    stated: Assumption | None, allocation: Allocation, kinds: tuple[ActivityKind, ...], findings: Findings
) -> Assumption:
    today, friction = (_share_of(kind, allocation, kinds) for kind in ("value", "friction"))
    aim = stated or _benchmark(today)
    if stated is None and aim.value > default("target_value_share").value:
        findings.note(
            say(
                "Value work already has {today} of the time, more than the benchmark target, so no "
                "change is projected; state a target in the case file under 'survey', 'target'.",
                today=said_share(today),
            ),
            "target_value_share",
        )
    if aim.value < today - TOLERANCE:
        findings.note(
            say(
                "The target of {target} for value work is below today's {today}, so the case "
                "projects a loss of value work.",
                target=said_share(aim.value),
                today=said_share(today),
            ),
            "target_value_share",
        )
    if not friction:
        findings.note(
            say(
                "No activity with time on it is friction, so no target can move time to value work; name "
                "what holds people up in the case file under 'survey', 'activities', as friction."
            ),
            "friction_activity",
        )
    elif aim.value > today + friction + TOLERANCE:
        findings.note(
            say(
                "The target of {target} for value work is out of reach: today's {today} and all "
                "friction make {most}, which is what the case projects.",
                target=said_share(aim.value),
                today=said_share(today),
                most=said_share(today + friction),
            ),
            "target_value_share",
        )
    return aim


def _benchmark(today: float) -> Assumption:
    """The benchmark target, no part of whose range is below what the team has today."""
    benchmark = default("target_value_share")
    value = max(benchmark.value, today)
    return replace(
        benchmark,
        value=value,
        low=None if benchmark.low is None else min(max(benchmark.low, today), value),
        high=None if benchmark.high is None else max(benchmark.high, value),
    )


def _share_of(kind: str, allocation: Allocation, kinds: tuple[ActivityKind, ...]) -> float:
    shares = zip(allocation.before.mean_share, kinds, strict=True)
    return math.fsum(float(share) for share, of_activity in shares if of_activity == kind)
