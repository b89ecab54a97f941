"""Surveys with several waves, roles and teams, made up of single answers: what the survey package would hand over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from reportgen.survey.allocation import (
    Allocation,
    Array,
    Comparison,
    Design,
    PolicyResult,
    ReadingRecord,
    Response,
    Segment,
    Wave,
)

ACTIVITIES = ("Waiting for data", "Model development", "Meetings")
ROLES = ("Data scientists", "ML engineers", "Analysts")
TEAMS = ("Pricing", "Claims")
THREE_WAVES = ("Spring 2025", "Autumn 2025", "Spring 2026")
SIMPLE = Design()
FIRST, LAST = (0.50, 0.35, 0.15), (0.25, 0.60, 0.15)


def answers(people: int, waves: int, *, seed: int = 1, spread: float = 60, last: Sequence[float] = LAST) -> Array:
    """Shares of made-up people, waves × people × activities, that move from FIRST to `last`; the same every time."""
    dice = np.random.default_rng(seed)
    steps = np.linspace(0, 1, waves) if waves > 1 else [0.0]
    mixes = [np.array(FIRST) * (1 - step) + np.array(last) * step for step in steps]
    return np.array([dice.dirichlet(mix * spread, people) for mix in mixes])


def compared(
    shares: Array, names: Sequence[str], chosen: npt.NDArray[np.intp] | None = None, *, paired: bool = True
) -> dict[str, Any]:
    """The arguments of anything `Compared`, for the people at the chosen positions (all without)."""
    mine = shares if chosen is None else shares[:, chosen]
    people = mine.shape[1]
    waves = tuple(
        Wave(name, people, answered.mean(axis=0), np.cov(answered, rowvar=False))
        for name, answered in zip(names, mine, strict=True)
    )
    comparison: Comparison = "none" if len(waves) == 1 else "paired" if paired else "welch"
    is_paired = comparison == "paired"
    return {
        "waves": waves,
        "comparison": comparison,
        "matched": people if is_paired else 0,
        "change_covariance": np.cov(mine[-1] - mine[0], rowvar=False) if is_paired else None,
    }


def grouped(
    *,
    people: int = 36,
    waves: Sequence[str] = THREE_WAVES,
    roles: Sequence[str] = ROLES,
    teams: Sequence[str] = TEAMS,
    hidden: Mapping[Literal["role", "team"], int] | None = None,
    paired: bool = True,
    design: Design = SIMPLE,
    spread: float = 60,
    last: Sequence[float] = LAST,
    with_responses: bool = True,
) -> Allocation:
    """A survey whose people are dealt out to roles and teams in turn; the last groups are `hidden`."""
    hidden = hidden or {}
    shares = answers(people, len(waves), spread=spread, last=last)
    places = np.arange(people)
    members = {("role", role): places[places % len(roles) == number] for number, role in enumerate(roles)} | {
        ("team", team): places[places % len(teams) == number] for number, team in enumerate(teams)
    }
    names = {"role": roles, "team": teams}
    shown = {by: found[: len(found) - hidden.get(by, 0)] for by, found in names.items()}  # type: ignore[call-overload]
    segments = tuple(
        Segment(by=by, name=name, **compared(shares, waves, chosen, paired=paired))  # type: ignore[arg-type]
        for (by, name), chosen in members.items()
        if name in shown[by]
    )
    counts = {
        wave: {role: len(members["role", role]) if role in shown["role"] else None for role in roles}
        for wave in waves
        if roles
    }
    return Allocation(
        activities=ACTIVITIES,
        **compared(shares, waves, paired=paired),
        responses=_responses(shares, waves, roles, teams) if with_responses else (),
        reading=(record(people * len(waves)),),
        people=people,
        role_counts=counts,
        design=design,
        policies=_policies(shares, waves, paired=paired),
        segments=segments,
        hidden_segments=dict(hidden),
    )


def record(rows: int, **changes: Any) -> ReadingRecord:
    """The account of a Qualtrics export of which every row counts, but for what `changes` says."""
    stated: dict[str, Any] = {
        "file": "survey.csv",
        "sha256": "ab" * 32,
        "encoding": "utf-8",
        "delimiter": ",",
        "shape": "wide",
        "unit": "percent",
        "rows_read": rows,
        "counted": rows,
        "complete": rows,
        "source": "Qualtrics",
    }
    return ReadingRecord(**{**stated, **changes})


def _policies(shares: Array, waves: Sequence[str], *, paired: bool) -> tuple[PolicyResult, ...]:
    """Strict leaves the first person out, as is moves everybody's first wave by a point."""
    ends, names = shares[[0, -1]] if len(waves) > 1 else shares, [waves[0], waves[-1]][: len(waves)]
    moved = ends.copy()
    moved[0, :, 0] -= 0.01
    moved[0, :, 1] += 0.01
    return (
        PolicyResult(policy="as is", **compared(moved, names, paired=paired)),
        PolicyResult(policy="strict", **compared(ends[:, 1:], names, paired=paired)),
        PolicyResult(policy="rescaled", **compared(ends, names, paired=paired)),
    )


def _responses(shares: Array, waves: Sequence[str], roles: Sequence[str], teams: Sequence[str]) -> tuple[Response, ...]:
    return tuple(
        Response(
            label=f"R{person + 1:03}",
            wave=wave,
            row=2 + number * shares.shape[1] + person,
            counted=True,
            used=True,
            reason="",
            shares=tuple(map(float, row)),
            role=roles[person % len(roles)] if roles else "",
            team=teams[person % len(teams)] if teams else "",
        )
        for number, (wave, answered) in enumerate(zip(waves, shares, strict=True))
        for person, row in enumerate(answered)
    )
