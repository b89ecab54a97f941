"""Tornado: the net present value with one range at a time at either end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportgen.model.whatif.base import BaseCase
from reportgen.model.whatif.cases import changed
from reportgen.model.whatif.ranges import at_both_ends

#: Part of the result, or of the largest swing, below which a swing is nothing but rounding.
LEAST_SWING = 1e-9


@dataclass(frozen=True)
class Bar:
    """What one range does to the net present value, all else at its value."""

    name: str
    """Of the input; for the survey, of the line whose interval it is."""
    label: str
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_low: float
    at_high: float
    of_survey: bool = False

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)


def moving_and_still(bars: Sequence[Bar], npv: float) -> tuple[list[Bar], list[Bar]]:
    """Those that move the net present value, the largest first, and those that move but the last digits of it."""
    least = LEAST_SWING * max([abs(npv), *(bar.swing for bar in bars)])
    return [bar for bar in bars if bar.swing > least], [bar for bar in bars if bar.swing <= least]


def tornado(base: BaseCase) -> tuple[Bar, ...]:
    """A bar for every range and one for the survey, the largest first."""
    moved = [*base.ranges, *([base.survey.shares] if base.survey else [])]
    shown = [(each, False) for each in base.ranges] + ([(base.survey.interval, True)] if base.survey else [])
    cases = at_both_ends(moved)
    npv = np.broadcast_to(base.npv_of(changed(base.inputs, cases)), (max(len(cases), 1),)).tolist()
    bars = [
        Bar(ranged.name, ranged.label, ranged.low, ranged.high, at_low, at_high, of_survey)
        for (ranged, of_survey), at_low, at_high in zip(shown, npv[::2], npv[1::2], strict=False)
    ]
    return tuple(sorted(bars, key=lambda bar: -bar.swing))
