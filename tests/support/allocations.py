"""Surveys for the tests of the case, as the survey package would hand them over."""

from __future__ import annotations

import numpy as np

from reportgen.survey.allocation import Allocation, ReadingRecord, Wave

ACTIVITIES = ("Data access", "Deployment", "Model development", "Meetings")
BEFORE = (0.30, 0.25, 0.35, 0.10)
AFTER = (0.10, 0.05, 0.75, 0.10)


def reading(file: str = "survey.csv") -> ReadingRecord:
    return ReadingRecord(file, "0" * 64, "utf-8", ",", "wide", "percent", 8, 8)


def one_wave(
    activities: tuple[str, ...] = ACTIVITIES, shares: tuple[float, ...] = BEFORE, people: int = 8
) -> Allocation:
    """One wave answered by `people`; an aggregate table without a count where there are none."""
    covariance = np.diag(np.full(len(shares), 0.05**2)) if people else None
    wave = Wave("before", people or None, np.array(shares), covariance)
    return Allocation(activities=activities, waves=(wave,), reading=(reading(),), people=people)


def two_waves(comparison: str = "paired", respondents: int = 8) -> Allocation:
    """Two waves answered by `respondents` each."""
    covariance = np.diag(np.full(len(BEFORE), 0.05**2))
    waves = tuple(
        Wave(name, respondents, np.array(shares), covariance) for name, shares in (("before", BEFORE), ("after", AFTER))
    )
    paired = comparison == "paired"
    return Allocation(
        activities=ACTIVITIES,
        waves=waves,
        comparison=comparison,  # type: ignore[arg-type]
        matched=respondents if paired else 0,
        change_covariance=covariance if paired else None,
        reading=(reading(),),
        people=respondents,
    )
