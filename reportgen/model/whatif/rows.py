"""Every what-if as a row of one table: scenarios, ranges at either end, the survey, the cells of the grid.

Which rows there are follows from the case as it is built; the figures in them may be those of a case that says
something else of the same assumptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.case.case import Case
from reportgen.model.graph import Graph, Values
from reportgen.model.whatif.base import RESULT
from reportgen.model.whatif.cases import Change, changed
from reportgen.model.whatif.grid import Grid, every_pair, restated_axis
from reportgen.model.whatif.ranges import Ranged, at_both_ends, restated
from reportgen.model.whatif.survey import SurveyUncertainty, survey_uncertainty

Part = Literal["scenarios", "ranges", "survey", "grid"]


@dataclass(frozen=True, eq=False)
class Asked:
    """What is asked of the base case of a build."""

    ranges: tuple[Ranged, ...]
    survey: SurveyUncertainty | None
    grid: Grid


@dataclass(frozen=True, eq=False)
class Rows:
    """The cases of one part: inputs and what the net present value reads, of shape (cases or 1, items, years)."""

    values: Values

    def figure(self, name: str, row: int, item: int, year: int) -> float:
        """One figure of a row, counted from 0; NaN where the line has no value."""
        values = self.values[name]
        return float(values[row if values.shape[0] > 1 else 0, item, year])


def case_rows(graph: Graph, case: Case, scenarios: Values, asked: Asked) -> dict[Part, Rows]:
    """All parts of a case; `scenarios` holds its inputs and lines in every scenario, the base case first."""
    inputs = {name: scenarios[name][:1] for name in graph.inputs}
    statements = [restated(ranged, case) for ranged in asked.ranges]
    axes = (
        restated_axis(axis, graph.inputs[axis.name], case.assumptions[axis.name])
        for axis in (asked.grid.rows, asked.grid.columns)
    )
    found: dict[Part, Rows] = {"scenarios": Rows(scenarios)}
    if statements:
        found["ranges"] = _rows(graph, inputs, at_both_ends(statements))
    if asked.survey:
        base = {name: values[:1] for name, values in scenarios.items()}
        found["survey"] = _rows(graph, inputs, _survey_cases(asked.survey, survey_uncertainty(graph, base)))
    return found | {"grid": _rows(graph, inputs, every_pair(*axes))}


def _survey_cases(asked: SurveyUncertainty, now: SurveyUncertainty | None) -> list[list[Change]]:
    """Both ends of the interval, which has no width where no answer differs any more."""
    return at_both_ends([now.shares]) if now else [[asked.shares.at(asked.shares.base)]] * 2


def _rows(graph: Graph, inputs: Values, cases: Sequence[Sequence[Change]]) -> Rows:
    """All that the net present value reads of each case."""
    read = [name for name in graph.read_by([RESULT]) if name in graph.lines]
    return Rows(graph.evaluate(changed(inputs, cases), only=read))
