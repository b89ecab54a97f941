"""What the model computed for one case: every line in every scenario, ready to be placed."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from reportgen.case.benchmarks import default_source
from reportgen.case.case import Case
from reportgen.case.features import POLICY_PREFIXES
from reportgen.case.inputs import CONVENTIONS, INPUTS, KINDS, SURVEY_INPUTS, Input, Kind, is_on
from reportgen.errors import InputError
from reportgen.language import noted, say
from reportgen.model.draw_counts import DRAWS, SEED
from reportgen.model.graph import YEAR, Graph
from reportgen.model.line import Line
from reportgen.model.lines import LINES
from reportgen.model.lines.cashflow import VIEWS
from reportgen.model.lines.checks import alerts_of, checks_of
from reportgen.model.lines.costs import COSTS
from reportgen.model.versions import Version
from reportgen.model.whatif import SCENARIOS, Bar, Grid, Simulation, SwitchingValue
from reportgen.model.whatif.base import BaseCase
from reportgen.model.whatif.grid import grid
from reportgen.model.whatif.rows import Asked, Part, Rows, case_rows
from reportgen.model.whatif.scenarios import case_values, directed_inputs
from reportgen.model.whatif.simulation import simulate
from reportgen.model.whatif.switching import switching_values
from reportgen.model.whatif.tornado import tornado
from reportgen.survey.allocation import Allocation, PolicyResult

#: The figures people ask for first, in the order they are shown.
HEADLINE = (
    "npv",
    "roi",
    "irr",
    "payback_months",
    "benefit_cost_ratio",
    "present_value_of_benefits",
    "present_value_of_costs",
    "cost_of_delay_per_month",
    "annual_benefit",
    "total_investment",
    "simple_roi",
    "simple_payback_months",
    "value_share_before",
    "value_share_after",
    "value_share_change",
    "value_time_multiple",
)

OVERLAP_LABEL = noted("Counted twice")

#: Inputs that sort figures or convert them say nothing of how well a figure is known …
CLASSIFYING_UNITS = ("flag", "factor")
#: … but for those that are guessed from the names of activities where the case does not state them.
GUESSED = ("value_activity", "friction_activity")


@dataclass(frozen=True, eq=False)
class Results:
    """All figures of one case. Every figure of both documents is read from here."""

    case: Case
    allocation: Allocation
    graph: Graph
    scenario: str
    """The scenario that the documents lead with."""
    values: Mapping[str, npt.NDArray[np.float64]]
    """By name of line or input, shape (scenarios, items, years), scenarios in the order of SCENARIOS."""
    draws: int = DRAWS
    seed: int = SEED
    """What the random draws of the simulation follow from."""
    versions: tuple[Version, ...] = ()
    """The versions that came back from review, this one the last; empty for one that was built from the survey."""

    def value(self, name: str, item: int | str = 0, year: int = 0, *, scenario: str | None = None) -> float | None:
        """One figure; None where the line has no value. `item` is a position or a label of the line's axis."""
        found = self.array(name, scenario=scenario)[self._position(name, item), year]
        return None if math.isnan(found) else float(found)

    def number(self, name: str, item: int | str = 0, year: int = 0, *, scenario: str | None = None) -> float:
        """One figure that is always there."""
        found = self.value(name, item, year, scenario=scenario)
        assert found is not None, f"{name} has no value"
        return found

    def array(self, name: str, *, scenario: str | None = None) -> npt.NDArray[np.float64]:
        """All figures of a line or input in one scenario, shape (items, years)."""
        values = self.values[name]
        position = SCENARIOS.index(scenario or self.scenario) if values.shape[0] > 1 else 0
        found: npt.NDArray[np.float64] = values[position]
        return found

    def span(self, name: str, item: int | str = 0) -> tuple[float | None, float | None]:
        """The figure in the conservative and in the optimistic scenario."""
        return (
            self.value(name, item, scenario="conservative"),
            self.value(name, item, scenario="optimistic"),
        )

    def has(self, name: str) -> bool:
        """Whether the line or input is on in this case."""
        return name in self.graph.lines or name in self.graph.inputs

    def items(self, name: str) -> tuple[str, ...]:
        """Labels of the items of a line or input; one empty label where it has no items."""
        axes = [axis for axis in self.graph.axes_of(name) if axis != "year"]
        return self.graph.axes[axes[0]] if axes else ("",)

    def declared(self, name: str) -> Line | Input:
        """The line or input of a name: its label and unit."""
        return self.graph.lines.get(name) or self.graph.inputs[name]

    @property
    def years(self) -> range:
        """0 to the horizon."""
        return range(len(self.graph.axes["year"]))

    @cached_property
    def switching(self) -> tuple[SwitchingValue, ...]:
        """Where each single assumption turns the net present value, nearest first."""
        inputs = {name: self.array(name)[np.newaxis] for name in self.graph.inputs}
        return switching_values(self.graph, inputs)

    @cached_property
    def tornado(self) -> tuple[Bar, ...]:
        """The net present value of the base case with one range at a time at either end, the largest first."""
        return tornado(self.base)

    @cached_property
    def grid(self) -> Grid:
        """The net present value of the base case with two assumptions at several levels each."""
        return grid(self.base, self.tornado)

    @cached_property
    def simulation(self) -> Simulation:
        """The net present value where everything that has a range varies around the base case at once."""
        return simulate(self.base, self.draws, self.seed)

    @cached_property
    def asked(self) -> Asked:
        """What the rows of what-ifs ask of the base case."""
        base = self.base
        return Asked(base.ranges, base.survey, self.grid)

    @cached_property
    def case_rows(self) -> Mapping[Part, Rows]:
        """Inputs and lines of every what-if, a row each, by part; a part without rows is absent."""
        return case_rows(self.graph, self.case, self.values, self.asked)

    @cached_property
    def base(self) -> BaseCase:
        """The base case, of which tornado, grid and simulation are asked whatever scenario the documents show."""
        names = (*self.graph.inputs, *self.graph.lines)
        values = {name: self.array(name, scenario="base")[np.newaxis] for name in names}
        return BaseCase(self.graph, self.case, values)

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """Name → measured, projected, assumed or benchmark; a line is as weak as the weakest it reads."""
        kinds: dict[str, Kind] = {}
        for name, declared in self.graph.inputs.items():
            if name not in self.case.assumptions or declared.group == CONVENTIONS:
                kinds[name] = "measured"
            elif declared.unit in CLASSIFYING_UNITS:
                kinds[name] = self._kind_of_sorting(name, declared)
            else:
                kinds[name] = _weakest([assumption.kind for assumption in self.case.assumptions[name]])
        for line in self.graph.order:
            kinds[line.name] = _weakest([kinds[need] for need in self.graph.needs(line)])
        return kinds

    def _kind_of_sorting(self, name: str, declared: Input) -> Kind:
        """Sorting figures takes nothing from how well they are known, unless the program guessed it from names."""
        guessed = name in GUESSED and any(each.source == default_source(name) for each in self.case.assumptions[name])
        return declared.default_kind if guessed else "measured"

    @cached_property
    def kind_counts(self) -> Counter[Kind]:
        """How many assumptions are of each kind; conversions and conventions are no assumptions."""
        return Counter(
            assumption.kind
            for name, figures in self.case.assumptions.items()
            if self.graph.inputs[name].group != CONVENTIONS
            for assumption in figures
        )

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """Labels of the checks that fail in the scenario shown."""
        return self._flagged("check_fails")

    @property
    def raised_alerts(self) -> tuple[str, ...]:
        """Labels of the alerts raised in the scenario shown."""
        return self._flagged("alert_raised")

    def _flagged(self, name: str) -> tuple[str, ...]:
        flags = self.array(name)[:, 0]
        return tuple(label for label, flag in zip(self.items(name), flags, strict=True) if flag > 0)

    def _position(self, name: str, item: int | str) -> int:
        return item if isinstance(item, int) else self.items(name).index(item)


def compute(
    case: Case, allocation: Allocation, scenario: str = "base", *, draws: int = DRAWS, seed: int = SEED
) -> Results:
    """The model of a case: raises ModelError where the lines are wrong, InputError where figures overflow."""
    graph = graph_of(case, allocation)
    surveyed = measured(graph, allocation)
    graph = replace(graph, inputs=directed_inputs(graph, case, surveyed))
    values = graph.evaluate(case_values(graph, case, surveyed))
    _refuse_overflow(graph, values)
    return Results(case, allocation, graph, scenario, values, draws, seed)


def graph_of(case: Case, allocation: Allocation) -> Graph:
    """The lines and inputs that are on for a case, checked against each other."""
    axes: dict[str, tuple[str, ...]] = {
        **dict(case.axes.items()),
        "activity": allocation.activities,
        "other_activity": allocation.activities,
        "cost": tuple(_label(name) for name in COSTS),
        "view": tuple(VIEWS),
        "check": tuple(_label(name) for name in checks_of(case)),
        "alert": tuple(_label(name) for name in alerts_of(case)),
    }
    rows = axes.get("auc_row", ())
    axes["auc_step"] = tuple(say("{low} to {high}", low=first, high=last) for first, last in itertools.pairwise(rows))
    axes["lever"] = tuple(benefit.name for benefit in case.benefits if benefit.hours)
    overlap = (OVERLAP_LABEL,) if "overlap" in case.features else ()
    axes["step"] = (*axes["benefit"], *overlap, *axes["cost"])
    inputs = [item for item in (*INPUTS, *SURVEY_INPUTS) if is_on(item.when, case.features)]
    inputs = [item for item in inputs if all(axes.get(axis) for axis in item.axes)]
    return Graph.of([YEAR, *inputs], LINES, axes, case)


def measured(graph: Graph, allocation: Allocation) -> dict[str, npt.NDArray[np.float64]]:
    """What the survey gives the model, shape (1, activities or 1, 1), of a covariance (1, activities, activities)."""
    before, after = allocation.before, allocation.after or allocation.before
    found: dict[str, object] = {
        "respondents_before": before.respondents,
        "respondents_after": after.respondents,
        "respondents_matched": allocation.matched,
        "surveyed_share_before": before.mean_share,
        "surveyed_share_after": after.mean_share,
        "deviation_before": before.deviation,
        "deviation_after": after.deviation,
        "deviation_change": allocation.change_deviation,
        "design_degrees_before": before.degrees,
        "design_degrees_after": after.degrees,
        "design_degrees_change": allocation.change_degrees,
        "covariance_before": before.covariance,
        "covariance_after": after.covariance,
        "covariance_change": allocation.change_covariance,
    }
    for result in allocation.policies:
        found |= _under_policy(result)
    return {
        name: np.asarray(value, dtype=float).reshape(1, *graph.shape(graph.inputs[name].axes))
        for name, value in found.items()
        if name in graph.inputs
    }


def _under_policy(result: PolicyResult) -> dict[str, object]:
    prefix = POLICY_PREFIXES[result.policy]
    if not prefix:
        return {}
    waves = {"before": result.before, "after": result.after or result.before}
    return {f"{prefix}share_{name}": wave.mean_share for name, wave in waves.items()} | {
        f"{prefix}respondents_{name}": wave.respondents for name, wave in waves.items()
    }


def _label(name: str) -> str:
    return next(line.label for line in LINES if line.name == name)


def _weakest(kinds: list[Kind]) -> Kind:
    return max(kinds, key=KINDS.index, default="measured")


def _refuse_overflow(graph: Graph, values: Mapping[str, npt.NDArray[np.float64]]) -> None:
    for line in graph.lines.values():
        if np.isinf(values[line.name]).any():
            raise InputError(
                f"case, '{line.label}': the figures grow beyond what a spreadsheet can hold; "
                "check the amounts for too many zeros."
            )
