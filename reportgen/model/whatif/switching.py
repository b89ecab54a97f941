"""Switching values: where each single assumption turns the case, the others unchanged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportgen.case.inputs import Input
from reportgen.model.graph import Graph, Values
from reportgen.model.whatif.cases import Array, Change, changed
from reportgen.model.whatif.scenarios import other_end

#: Amounts are looked for up to this multiple of the assumption.
WIDEST_MULTIPLE = 100.0
BISECTIONS = 60


@dataclass(frozen=True)
class SwitchingValue:
    """The value of one assumption at which the net present value is zero, the others unchanged."""

    name: str
    value: float
    """What it is now; 1 where it has several figures, which then all move in proportion."""
    at_zero: float | None
    """None where no allowed value turns the case."""
    in_proportion: bool = False
    """Whether `value` and `at_zero` are multiples of what the items are, none beyond what is allowed."""

    @property
    def move(self) -> float:
        """How far the assumption must move, relative to itself; infinite where no value turns the case."""
        if self.at_zero is None:
            return float("inf")
        return abs(self.at_zero - self.value) / max(abs(self.value), 1e-12)


def switching_values(graph: Graph, inputs: Values) -> tuple[SwitchingValue, ...]:
    """For every assumption that helps or hurts the case, where it turns `npv`, nearest first.

    `inputs` holds one case. All assumptions are searched together by bisection between their value and the end of
    what is allowed.
    """
    helpful = [each for each in graph.inputs.values() if each.favourable]
    # Several figures that are all nothing stay nothing in proportion.
    declared = [each for each in helpful if _is_single(each, inputs) or inputs[each.name].any()]
    start = np.array([inputs[each.name].item() if _is_single(each, inputs) else 1.0 for each in declared])
    returns = graph.evaluate(inputs, only=["npv"])["npv"].item() >= 0
    ends = np.array([_end(each, inputs, value, returns) for each, value in zip(declared, start.tolist(), strict=True)])

    def turned(values: Array) -> npt.NDArray[np.bool_]:
        """Whether each alone turns the case; not where nothing can be calculated, such as a rate of no people."""
        cases = [[_at(each, inputs, value)] for each, value in zip(declared, values.tolist(), strict=True)]
        npv = graph.evaluate(changed(inputs, cases), only=["npv"])["npv"][:, 0, 0]
        return np.broadcast_to(npv < 0 if returns else npv >= 0, values.shape)

    turns = turned(ends)
    near, far = start, ends
    for _ in range(BISECTIONS):
        middle = (near + far) / 2
        beyond = turned(middle)
        near, far = np.where(beyond, near, middle), np.where(beyond, middle, far)
    found = [
        SwitchingValue(each.name, value, at if turning else None, not _is_single(each, inputs))
        for each, value, at, turning in zip(declared, start.tolist(), far.tolist(), turns.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda switching: switching.move))


def _is_single(declared: Input, inputs: Values) -> bool:
    """Whether the input is one figure in this case, as for one role or one component."""
    return inputs[declared.name].size == 1


def _at(declared: Input, inputs: Values, value: float) -> Change:
    figures = inputs[declared.name].reshape(-1)
    if _is_single(declared, inputs):
        return Change(declared.name, (0,), (value,))
    lowest, highest = (-np.inf if declared.minimum is None else declared.minimum, declared.maximum)
    moved = np.clip(figures * value, lowest, highest)
    return Change(declared.name, range(len(figures)), moved.tolist())


def _end(declared: Input, inputs: Values, value: float, returns: bool) -> float:
    """Nothing, or as much as is allowed; of items the multiple, at which each is as far as it may go."""
    helps = declared.favourable if not returns else other_end(declared.favourable)
    if helps == "low":
        return declared.minimum if declared.minimum is not None and _is_single(declared, inputs) else 0.0
    if not _is_single(declared, inputs):
        return WIDEST_MULTIPLE
    return declared.maximum if declared.maximum is not None else max(abs(value), 1.0) * WIDEST_MULTIPLE
