"""What the figures of a case must be to each other, whoever states them; each fault is a sentence without its place."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

#: How far shares may be from 100 % in total; wide enough for the rounding of sums only.
TOLERANCE = 1e-9

#: Why the parts of a whole, such as shares of time, have no ranges.
NO_RANGE_OF_A_PART = (
    "one part of a whole has no range of its own, as the other parts would have to give way; write its value alone."
)
NOBODY = "the team has a headcount of 0; state at least one role with people in it."


def range_fault(value: float, low: float | None, high: float | None) -> str:
    """Empty where the range holds its value; an end that nobody stated is None."""
    outside = []
    if low is not None and low > value:
        outside.append("'low' is above 'value'")
    if high is not None and high < value:
        outside.append("'high' is below 'value'")
    return f"{' and '.join(outside)}; a range holds its value." if outside else ""


def phasing_fault(shares: Sequence[float]) -> str:
    """Empty where the shares of a component spent in all years are the whole of it."""
    return _total_fault("the shares of all years", shares)


def target_fault(shares: Sequence[float]) -> str:
    """Empty where the target shares of all activities are all of the time."""
    return _total_fault("the target shares", shares)


def rise_faults(rows: Sequence[tuple[float, float]]) -> Iterator[str]:
    """Where the best AUC falls with the experiments; `rows` are both, in rising order of experiments."""
    for (_, earlier), (experiments, auc) in itertools.pairwise(rows):
        if auc < earlier:
            yield (
                f"with {experiments:,.10g} experiments the best AUC is lower than with fewer, but the best of more "
                "cannot be worse; correct the table."
            )


def percent(share: float) -> str:
    """A share as messages write it."""
    return f"{100 * share:.4g} %"


def _total_fault(what: str, shares: Sequence[float]) -> str:
    total = math.fsum(shares)
    if abs(total - 1) <= TOLERANCE:
        return ""
    return f"{what} add up to {percent(total)}; change them to add up to 100 %."
