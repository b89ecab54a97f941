"""Another value for an assumption, to see whether the workbook follows it."""

from __future__ import annotations

import math

from reportgen.case.inputs import Input

#: How far an assumption is moved, relative to itself; a zero becomes this part of the largest value allowed.
MOVE = 0.1


def moved(value: float, declared: Input) -> float:
    """Another value that the input allows: the other flag, a tenth more, or less where that is too much."""
    if declared.unit == "flag":
        return 1.0 - value
    most = math.inf if declared.maximum is None else declared.maximum
    more = value + MOVE * (abs(value) or min(most, 1.0))
    least = 0.0 if declared.minimum is None else declared.minimum
    return more if more <= most else max(value - MOVE * abs(value), (value + least) / 2)
