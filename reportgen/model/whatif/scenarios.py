"""Scenarios: all assumptions at the end of their range that helps the case, or that hurts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from reportgen.case.case import Assumption, Case
from reportgen.case.inputs import Input
from reportgen.model.graph import Graph, Values
from reportgen.model.whatif.cases import Change, changed

End: TypeAlias = Literal["low", "high"]

SCENARIOS = ("base", "conservative", "optimistic")

#: Differences smaller than this part of the figures are noise of floating point.
ROUNDING = 1e-12


def scenario_value(assumption: Assumption, declared: Input, scenario: str) -> float:
    """What an assumption is in a scenario: its own override, else the end of its range, else its value."""
    if scenario == "base":
        return assumption.value
    override = assumption.conservative if scenario == "conservative" else assumption.optimistic
    if override is not None:
        return override
    end = {"low": assumption.low, "high": assumption.high, None: None}[scenario_end(declared, scenario)]
    return assumption.value if end is None else end


def scenario_end(declared: Input, scenario: str) -> End | None:
    """The end of its range that an input takes in the conservative or the optimistic scenario; None has none."""
    if scenario == "optimistic":
        return declared.favourable
    return declared.unfavourable or other_end(declared.favourable)


def directed_inputs(graph: Graph, case: Case, measured: Values) -> dict[str, Input]:
    """The inputs, each with the end of its range that raises `npv` in this case as its favourable one.

    Which end that is follows from the case: where value work falls, a higher realisation loses more. What is
    declared stays unless the other end is the better one whether the rest is at base, conservative or optimistic.
    """
    ranged = [
        name for name, figures in case.assumptions.items() if any(figure.low != figure.high for figure in figures)
    ]
    declared = case_values(graph, case, measured)
    better = []
    for scenario in range(len(SCENARIOS)):
        rest = {name: values if len(values) == 1 else values[[scenario]] for name, values in declared.items()}
        low, high = (_npv_at(graph, case, rest, ranged, end) for end in (0, 1))
        noise = ROUNDING * (np.abs(low) + np.abs(high))
        better.append(np.where(high - low > noise, 1, np.where(low - high > noise, -1, 0)))
    inputs = dict(graph.inputs)
    for position, name in enumerate(ranged):
        ends = {int(each[position]) for each in better}
        if len(ends) == 1 and 0 not in ends:
            inputs[name] = replace(inputs[name], favourable="high" if ends == {1} else "low")
    return _in_order(replace(graph, inputs=inputs), case, measured, ranged)


def _in_order(graph: Graph, case: Case, measured: Values, ranged: Sequence[str]) -> dict[str, Input]:
    """The same inputs, with ends of their own for a scenario that would be on the wrong side of the base case.

    Where assumptions reinforce each other an end may help alone and hurt beside the others. Then the scenario is made
    up range by range from the base case on, each at its better (or worse) end beside those before it.
    """
    inputs = dict(graph.inputs)
    npv = graph.evaluate(case_values(graph, case, measured), only=["npv"])["npv"][:, 0, 0]
    base, conservative, optimistic = np.broadcast_to(npv, (len(SCENARIOS),)).tolist()
    slack = ROUNDING * max(map(abs, (base, conservative, optimistic)))
    if conservative > base + slack:
        for name, end in _one_by_one(graph, case, measured, ranged, sign=-1).items():
            inputs[name] = replace(inputs[name], unfavourable=end)
    if optimistic < base - slack:
        for name, end in _one_by_one(graph, case, measured, ranged, sign=1).items():
            hurts = inputs[name].unfavourable or other_end(inputs[name].favourable)
            inputs[name] = replace(inputs[name], favourable=end, unfavourable=hurts)
    return inputs


def _one_by_one(graph: Graph, case: Case, measured: Values, ranged: Sequence[str], sign: int) -> dict[str, End]:
    """The end of each range that raises (sign 1) or lowers (-1) `npv` beside the ends chosen before it."""
    rest: Values = {name: values[:1] for name, values in case_values(graph, case, measured).items()}
    found: dict[str, End] = {}
    for name in ranged:
        low, high = (_npv_at(graph, case, rest, [name], end).item() for end in (0, 1))
        end = int(sign * high >= sign * low)
        found[name] = "high" if end else "low"
        figures = [figure.ends[end] for figure in case.assumptions[name]]
        rest = changed(rest, [[Change(name, range(len(figures)), figures)]])
    return found


def _npv_at(graph: Graph, case: Case, rest: Values, names: Sequence[str], end: int) -> npt.NDArray[np.float64]:
    """`npv` with each input alone at one end (0 low, 1 high) of its ranges, shape (inputs,); `rest` holds one case."""
    cases = []
    for name in names:
        figures = case.assumptions[name]
        cases.append([Change(name, range(len(figures)), [figure.ends[end] for figure in figures])])
    npv = graph.evaluate(changed(rest, cases), only=["npv"])["npv"][:, 0, 0]
    return np.broadcast_to(npv, (len(names),))


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


def other_end(end: End | None) -> End | None:
    """The unfavourable end of a range, of the favourable one, and the other way round."""
    opposite: dict[End, End] = {"low": "high", "high": "low"}
    return opposite[end] if end is not None else None
