"""The case that questions are asked of: every assumption at its value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reportgen.case.case import Case
from reportgen.model.graph import Graph, Values
from reportgen.model.whatif.cases import Array
from reportgen.model.whatif.ranges import Ranged, ranges
from reportgen.model.whatif.survey import SurveyUncertainty, survey_uncertainty

#: What all questions ask for.
RESULT = "npv"


@dataclass(frozen=True, eq=False)
class BaseCase:
    """One case with all its lines."""

    graph: Graph
    case: Case
    values: Values
    """By name of line or input, shape (1, items, years)."""

    @property
    def inputs(self) -> Values:
        return {name: self.values[name] for name in self.graph.inputs}

    @property
    def npv(self) -> float:
        return float(self.values[RESULT].item())

    @cached_property
    def ranges(self) -> tuple[Ranged, ...]:
        """Every range of an assumption that the net present value depends on."""
        return ranges(self.graph, self.case, RESULT)

    @cached_property
    def survey(self) -> SurveyUncertainty | None:
        """How well the survey knows the shares that the net present value depends on."""
        found = survey_uncertainty(self.graph, self.values)
        return found if found and found.interval.name in self.graph.read_by([RESULT]) else None

    def npv_of(self, inputs: Values) -> Array:
        """The net present value of many cases, shape (cases,)."""
        npv: Array = self.graph.evaluate(inputs, only=[RESULT])[RESULT][:, 0, 0]
        return npv
