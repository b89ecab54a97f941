"""What the case file's scenarios use instead of the ends of ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from reportgen.case.benchmarks import FIRST_YEAR
from reportgen.case.case import Assumption
from reportgen.case.case_file import CaseFile, Value
from reportgen.case.findings import Findings, nearest
from reportgen.case.inputs import INPUT, Axis
from reportgen.case.numerals import Number

Scenario = Literal["conservative", "optimistic"]


@dataclass(frozen=True)
class Overrides:
    """Puts the `scenarios` of a case file into the assumptions of a case."""

    case_file: CaseFile
    findings: Findings
    axes: Mapping[Axis, tuple[str, ...]]

    def applied_to(self, assumptions: Mapping[str, tuple[Assumption, ...]]) -> dict[str, tuple[Assumption, ...]]:
        """The assumptions with their overrides; what fits no assumption is noted as a problem."""
        overridden = dict(assumptions)
        for scenario in get_args(Scenario):
            for name, entry in self.case_file.section("scenarios", scenario).items():
                if name in assumptions:
                    overridden[name] = self._overridden(scenario, name, overridden[name], entry.value)
                else:
                    self._problem(scenario, name, "nothing in this case reads it; leave it out.")
        return overridden

    def _overridden(
        self, scenario: Scenario, name: str, figures: tuple[Assumption, ...], value: Value
    ) -> tuple[Assumption, ...]:
        axes = INPUT[name].axes
        labels = self.axes[axes[0]] if axes else (name,)
        values = self._by_label(scenario, name, labels[FIRST_YEAR.get(name, 0) :], value)
        stated_twice = [
            label for label, figure in zip(labels, figures, strict=True) if label in values and _own(figure, scenario)
        ]
        if stated_twice:
            self._problem(scenario, name, f"the figure itself states '{scenario}' too; keep one of the two.")
        return tuple(
            _with(figure, scenario, values[label]) if label in values else figure
            for label, figure in zip(labels, figures, strict=True)
        )

    def _by_label(self, scenario: Scenario, name: str, labels: tuple[str, ...], value: Value) -> dict[str, float]:
        """The override of each item: one value for all, one by name, or a list by year whose last value repeats."""
        if isinstance(value, Number):
            return dict.fromkeys(labels, value.value)
        if isinstance(value, Mapping):
            for label in value:
                if label not in labels:
                    self._problem(scenario, name, f"the case has no '{label}'; {nearest(label, labels)}")
            return {label: entry.value.value for label, entry in value.items() if isinstance(entry.value, Number)}
        numbers = [each.value for each in value if isinstance(each, Number)] if isinstance(value, tuple) else []
        if not numbers or "year" not in INPUT[name].axes or len(numbers) > len(labels):
            self._problem(scenario, name, "the list does not fit; write one value, or at most one for each year.")
            return {}
        return dict(zip(labels, numbers + numbers[-1:] * len(labels), strict=False))

    def _problem(self, scenario: Scenario, name: str, finding: str) -> None:
        self.findings.problems.append(f"{self.case_file.place('scenarios', scenario, name)}: {finding}")


def _own(figure: Assumption, scenario: Scenario) -> float | None:
    return figure.conservative if scenario == "conservative" else figure.optimistic


def _with(figure: Assumption, scenario: Scenario, value: float) -> Assumption:
    if scenario == "conservative":
        return replace(figure, conservative=value)
    return replace(figure, optimistic=value)
