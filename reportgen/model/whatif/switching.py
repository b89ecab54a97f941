"""Switching values: where each single assumption turns the case, the others unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


@dataclass(frozen=True)
class _Search:
    """Something to be moved alone, from what it is now to as far as it may go."""

    name: str
    now: float
    furthest: float
    at: Callable[[float], Change]
    in_proportion: bool = False


def switching_values(graph: Graph, inputs: Values) -> tuple[SwitchingValue, ...]:
    """For every assumption that helps or hurts the case, and for measured value work, where it turns `npv`, nearest
    first.

    `inputs` holds one case. All are searched together by bisection between what they are and the end of what is
    allowed.
    """
    returns = graph.evaluate(inputs, only=["npv"])["npv"].item() >= 0
    searches = [*_assumptions(graph, inputs, returns), *_value_work(graph, inputs, returns)]

    def turned(values: Array) -> npt.NDArray[np.bool_]:
        """Whether each alone turns the case."""
        cases = [[search.at(value)] for search, value in zip(searches, values.tolist(), strict=True)]
        npv = graph.evaluate(changed(inputs, cases), only=["npv"])["npv"][:, 0, 0]
        return np.broadcast_to(npv < 0 if returns else npv >= 0, values.shape)

    near, far = (np.array([getattr(search, end) for search in searches]) for end in ("now", "furthest"))
    turns = turned(far)
    for _ in range(BISECTIONS):
        middle = (near + far) / 2
        beyond = turned(middle)
        near, far = np.where(beyond, near, middle), np.where(beyond, middle, far)
    found = [
        SwitchingValue(search.name, search.now, at if turning else None, search.in_proportion)
        for search, at, turning in zip(searches, far.tolist(), turns.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda switching: switching.move))


def _assumptions(graph: Graph, inputs: Values, returns: bool) -> Iterator[_Search]:
    for declared in (each for each in graph.inputs.values() if each.favourable):
        figures = inputs[declared.name]
        if figures.size == 1:
            end = _end(declared, figures.item(), returns)
            yield _Search(declared.name, figures.item(), end, _of_one(declared))
        # Several figures that are all nothing stay nothing in proportion.
        elif figures.any():
            helps_high = (declared.favourable == "high") != returns
            yield _Search(
                declared.name, 1.0, WIDEST_MULTIPLE if helps_high else 0.0, _of_several(declared, figures), True
            )


def _value_work(graph: Graph, inputs: Values, returns: bool) -> Iterator[_Search]:
    """The measured change of value work; time moves between value work and all else, each in proportion."""
    moved = "surveyed_share_after"
    if moved not in graph.inputs or "value_share_change" not in graph.lines:
        return
    now = graph.evaluate(inputs, only=["value_share_change"])["value_share_change"].item()
    after, value_work = inputs[moved].reshape(-1), inputs["value_activity"].reshape(-1)
    value, rest = (after * value_work).sum(), (after * (1 - value_work)).sum()
    if value <= 0 or rest <= 0:
        return
    direction = after * value_work / value - after * (1 - value_work) / rest

    def at(change: float) -> Change:
        return Change(moved, range(len(after)), (after + (change - now) * direction).tolist())

    # Whether more of it helps follows from the case: freed time may be counted elsewhere.
    for furthest in (now + rest, now - value):
        npv = graph.evaluate(changed(inputs, [[at(furthest)]]), only=["npv"])["npv"].item()
        if (npv >= 0) != returns:
            yield _Search("value_share_change", now, furthest, at)
            return
    yield _Search("value_share_change", now, now - value if returns else now + rest, at)


def _of_one(declared: Input) -> Callable[[float], Change]:
    return lambda value: Change(declared.name, (0,), (value,))


def _of_several(declared: Input, figures: Array) -> Callable[[float], Change]:
    """All figures times a multiple, none beyond what is allowed."""
    lowest, highest = (-np.inf if declared.minimum is None else declared.minimum, declared.maximum)

    def at(multiple: float) -> Change:
        return Change(
            declared.name, range(figures.size), np.clip(figures.reshape(-1) * multiple, lowest, highest).tolist()
        )

    return at


def _end(declared: Input, value: float, returns: bool) -> float:
    """As far as a single figure may go in the direction that turns the case."""
    helps = declared.favourable if not returns else other_end(declared.favourable)
    if helps == "low":
        return declared.minimum if declared.minimum is not None else 0.0
    return declared.maximum if declared.maximum is not None else max(abs(value), 1.0) * WIDEST_MULTIPLE
