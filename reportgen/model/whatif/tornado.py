"""Tornado: the net present value with one range at a time at either end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reportgen.model.whatif.base import BaseCase
from reportgen.model.whatif.cases import changed
from reportgen.model.whatif.ranges import Ranged


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

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)


def tornado(base: BaseCase) -> tuple[Bar, ...]:
    """A bar for every range and one for the survey, the largest first."""
    moved = [*base.ranges, *([base.survey.shares] if base.survey else [])]
    shown = [*base.ranges, *([base.survey.interval] if base.survey else [])]
    cases = [[ranged.at(values)] for ranged in moved for values in (ranged.low, ranged.high)]
    npv = np.broadcast_to(base.npv_of(changed(base.inputs, cases)), (max(len(cases), 1),)).tolist()
    bars = [_bar(ranged, *npv[2 * position : 2 * position + 2]) for position, ranged in enumerate(shown)]
    return tuple(sorted(bars, key=lambda bar: -bar.swing))


def _bar(ranged: Ranged, at_low: float, at_high: float) -> Bar:
    return Bar(ranged.name, ranged.label, ranged.low, ranged.high, at_low, at_high)
