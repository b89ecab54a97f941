"""Questions asked of the model: each is a list of cases, evaluated together along the case axis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from reportgen.case.case import Assumption, Case
from reportgen.case.inputs import Input
from reportgen.model.graph import Graph, Values

SCENARIOS = ("base", "conservative", "optimistic")

#: Switching values of amounts are looked for up to this multiple of the assumption.
WIDEST_MULTIPLE = 100.0
BISECTIONS = 60
#: Differences smaller than this part of the figures are noise of floating point.
ROUNDING = 1e-12


@dataclass(frozen=True)
class SwitchingValue:
    """The value of one assumption at which the net present value is zero, the others unchanged."""

    name: str
    value: float
    at_zero: float | None
    """None where no allowed value turns the case."""

    @property
    def move(self) -> float:
        """How far the assumption must move, relative to itself; infinite where no value turns the case."""
        if self.at_zero is None:
            return float("inf")
        return abs(self.at_zero - self.value) / max(abs(self.value), 1e-12)


def scenario_value(assumption: Assumption, declared: Input, scenario: str) -> float:
    """What an assumption is in a scenario: its own override, else the end of its range, else its value."""
    if scenario == "base":
        return assumption.value
    override = assumption.conservative if scenario == "conservative" else assumption.optimistic
    if override is not None:
        return override
    helps = declared.favourable if scenario == "optimistic" else _other_end(declared.favourable)
    end = {"low": assumption.low, "high": assumption.high, None: None}[helps]
    return assumption.value if end is None else end


def directed_inputs(graph: Graph, case: Case, measured: Values) -> dict[str, Input]:
    """The inputs, each with the end of its range that raises `npv` in this case as its favourable one.

    Which end that is follows from the case: where value work falls, a higher realisation loses more. What is
    declared stays unless the other end is the better one whether the rest is at base, conservative or optimistic.
    """
    ranged = [name for name, figures in case.assumptions.items() if any(_has_range(figure) for figure in figures)]
    declared = case_values(graph, case, measured)
    better = []
    for scenario in range(len(SCENARIOS)):
        rest = {name: values if len(values) == 1 else values[[scenario]] for name, values in declared.items()}
        low, high = (_npv_at(graph, case, rest, ranged, end) for end in ("low", "high"))
        noise = ROUNDING * (np.abs(low) + np.abs(high))
        better.append(np.where(high - low > noise, 1, np.where(low - high > noise, -1, 0)))
    inputs = dict(graph.inputs)
    for position, name in enumerate(ranged):
        ends = {int(each[position]) for each in better}
        if len(ends) == 1 and 0 not in ends:
            inputs[name] = replace(inputs[name], favourable="high" if ends == {1} else "low")
    return inputs


def _has_range(figure: Assumption) -> bool:
    return figure.low is not None or figure.high is not None


def _npv_at(
    graph: Graph, case: Case, rest: Values, names: list[str], end: Literal["low", "high"]
) -> npt.NDArray[np.float64]:
    """`npv` with each input alone at one end of its range, shape (inputs,); `rest` holds one case."""
    changed = {name: np.repeat(rest[name], max(len(names), 1), axis=0) for name in names}
    for position, name in enumerate(names):
        ends = [getattr(figure, end) for figure in case.assumptions[name]]
        figures = [figure.value for figure in case.assumptions[name]]
        at_end = [figure if stated is None else stated for figure, stated in zip(figures, ends, strict=True)]
        changed[name][position] = np.reshape(at_end, changed[name].shape[1:])
    npv = graph.evaluate({**rest, **changed}, only=["npv"])["npv"]
    return np.broadcast_to(npv[:, 0, 0], (max(len(names), 1),))


def case_values(graph: Graph, case: Case, measured: Values) -> dict[str, npt.NDArray[np.float64]]:
    """The inputs of all scenarios: arrays of shape (scenarios, items, years), measured figures alike in all."""
    years = np.arange(len(graph.axes["year"]), dtype=float).reshape(1, 1, -1)
    values: dict[str, npt.NDArray[np.float64]] = {"year": years, **measured}
    for name, declared in graph.inputs.items():
        if name in values:
            continue
        rows = [
            [scenario_value(assumption, declared, scenario) for assumption in case.assumptions[name]]
            for scenario in SCENARIOS
        ]
        values[name] = np.array(rows, dtype=float).reshape(len(SCENARIOS), *graph.shape(declared.axes))
    return values


def switching_values(graph: Graph, inputs: Values) -> tuple[SwitchingValue, ...]:
    """For every single assumption that helps or hurts the case, where it turns `npv`, nearest first.

    `inputs` holds one case. All assumptions are searched together by bisection between their value and
    the end of what is allowed.
    """
    names = [name for name, declared in graph.inputs.items() if declared.favourable and not declared.axes]
    start = np.array([inputs[name].item() for name in names])
    returns = graph.evaluate(inputs, only=["npv"])["npv"].item() >= 0
    ends = np.array([_end(graph.inputs[name], value, returns) for name, value in zip(names, start, strict=True)])

    def npv(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return graph.evaluate(_each_alone(inputs, names, values), only=["npv"])["npv"][:, 0, 0]

    turns = (npv(ends) >= 0) != returns
    near, far = start, ends
    for _ in range(BISECTIONS):
        middle = (near + far) / 2
        same = (npv(middle) >= 0) == returns
        near, far = np.where(same, middle, near), np.where(same, far, middle)
    found = [
        SwitchingValue(name, value, float(at) if turning else None)
        for name, value, at, turning in zip(names, start.tolist(), far, turns, strict=True)
    ]
    return tuple(sorted(found, key=lambda switching: switching.move))


def _each_alone(inputs: Values, names: list[str], values: npt.NDArray[np.float64]) -> Values:
    changed = dict(inputs)
    for position, name in enumerate(names):
        column = np.full((len(names), 1, 1), inputs[name].item())
        column[position] = values[position]
        changed[name] = column
    return changed


def _end(declared: Input, value: float, returns: bool) -> float:
    helps = declared.favourable if not returns else _other_end(declared.favourable)
    if helps == "low":
        return declared.minimum if declared.minimum is not None else 0.0
    return declared.maximum if declared.maximum is not None else max(abs(value), 1.0) * WIDEST_MULTIPLE


def _other_end(end: str | None) -> str | None:
    return {"low": "high", "high": "low", None: None}[end]
