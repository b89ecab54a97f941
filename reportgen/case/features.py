"""What the survey allows: the switches of inputs and lines that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation, Wave


def survey_features(allocation: Allocation) -> set[str]:
    """Which waves were counted, where answers spread, and how the change between two waves is judged."""
    before, after = allocation.before, allocation.after
    waves = {"before": before} | ({"after": after} if after is not None else {})
    features = {"measured"} if after is not None else set()
    features |= {f"counted_{name}" for name, wave in waves.items() if wave.respondents is not None}
    features |= {f"spread_{name}" for name, wave in waves.items() if _spreads(wave)}
    if allocation.comparison == "paired" and allocation.change_deviation is not None:
        features.add("paired")
    if allocation.comparison == "welch" and features >= {"spread_before", "spread_after"}:
        features.add("welch")
    return features


def _spreads(wave: Wave) -> bool:
    return wave.deviation is not None and wave.respondents is not None and wave.respondents > 1
