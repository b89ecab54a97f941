"""From stated figures and defaults to one assumption for every item of every input."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.case.benchmarks import FIRST_YEAR, default, default_by_year
from reportgen.case.case import Assumption
from reportgen.case.case_file import CaseFile
from reportgen.case.consistency import NO_RANGE_OF_A_PART, phasing_fault
from reportgen.case.findings import MISSING, Findings
from reportgen.case.inputs import INPUT, INPUTS, Axis, Input, is_on
from reportgen.case.limits import example
from reportgen.case.schema import BENEFIT_INPUTS, GENERAL_INPUTS, MATURITY_INPUTS, MULTIPLIER_INPUTS, key
from reportgen.language import say

Path = tuple[str, ...]


@dataclass(frozen=True)
class Assembly:
    """Collects the assumptions of a case whose axes and features are settled."""

    case_file: CaseFile
    findings: Findings
    axes: Mapping[Axis, tuple[str, ...]]
    features: frozenset[str]
    sections: Mapping[Axis, tuple[Path, ...]]
    """Where the figures of each role, component and benefit stand in the case file."""
    settled: Mapping[str, tuple[Assumption, ...]]
    """Inputs that follow from other statements, by input name."""

    def assumptions(self) -> dict[str, tuple[Assumption, ...]]:
        """By input name, flattened over the input's axes; what is missing is noted as a problem."""
        found = {each.name: self._assumptions_of(each) for each in INPUTS if self._is_on(each)}
        self._note_what_is_not_used()
        return found

    def _is_on(self, given: Input) -> bool:
        return is_on(given.when, self.features) and all(axis in self.axes for axis in given.axes)

    def _assumptions_of(self, given: Input) -> tuple[Assumption, ...]:
        if given.name in self.settled:
            return self.settled[given.name]
        items = tuple(axis for axis in given.axes if axis != "year")
        sections = self.sections[items[0]] if items else (self._section(given),)
        paths = [(*section, key(given)) for section in sections]
        if "year" in given.axes:
            return tuple(each for path in paths for each in self._by_year(given, path))
        return tuple(self._single(given, path) for path in paths)

    def _single(self, given: Input, own: Path) -> Assumption:
        stated = self.case_file.figure(*self._where_stated(given, own))
        if stated is not None:
            return stated
        if given.default is not None:
            return default(given.name)
        self._problem(own[:-1], f"'{own[-1]}' is missing; add '{own[-1]}: …', written as {example(given.unit)}.")
        return MISSING

    def _by_year(self, given: Input, own: Path) -> tuple[Assumption, ...]:
        path = self._where_stated(given, own)
        stated = self.case_file.figures(*path)
        figures = stated or default_by_year(given.name)
        begins = FIRST_YEAR[given.name]
        years = len(self.axes["year"]) - begins
        if len(stated) > years:
            self._problem(
                path,
                f"{len(stated)} years are stated, but the horizon has {years}; shorten the list or state a longer "
                "'horizon' under 'assumptions'.",
            )
        if given.name == "component_phasing":
            self._check_phasing(stated, path)
            last = replace(figures[-1], value=0.0, low=None, high=None, conservative=None, optimistic=None)
        else:
            last = figures[-1]
        before = [Assumption(0.0, figures[0].kind, say("nothing is reached in the year of the spending"))] * begins
        return (*before, *figures[:years], *[last] * (years - len(figures)))

    def _where_stated(self, given: Input, own: Path) -> Path:
        """The item's own statement, or else the one for all items."""
        return own if self.case_file.entry(*own) is not None else ("assumptions", given.name)

    def _section(self, given: Input) -> Path:
        """Where the figure of an input without items stands in the case file."""
        for benefit, inputs in BENEFIT_INPUTS.items():
            if given in inputs and benefit in self.features:
                return ("benefits", benefit)
        if any(given in inputs for inputs in MATURITY_INPUTS.values()):
            return ("maturity",)
        return ("multiplier",) if given in MULTIPLIER_INPUTS else ("assumptions",)

    def _check_phasing(self, stated: tuple[Assumption, ...], path: Path) -> None:
        if any(each.has_range for each in stated):
            self._problem(path, NO_RANGE_OF_A_PART)
        if stated and (fault := phasing_fault([each.value for each in stated])):
            self._problem(path, fault)

    def _problem(self, path: Path, finding: str) -> None:
        """Notes a problem, once where a statement for all items has it."""
        problem = f"{self.case_file.place(*path)}: {finding}"
        if problem not in self.findings.problems:
            self.findings.problems.append(problem)

    def _note_what_is_not_used(self) -> None:
        for given in GENERAL_INPUTS:
            if self.case_file.entry("assumptions", given.name) is not None and not self._is_on(given):
                self.findings.note(
                    say(
                        "{place}: nothing in this case reads the figure.",
                        place=self.case_file.said_place("assumptions", given.name),
                    )
                )


def check_lengths(assumptions: Mapping[str, tuple[Assumption, ...]], axes: Mapping[Axis, tuple[str, ...]]) -> None:
    """Raises AssertionError where an input has not one assumption for every item of its axes."""
    for name, figures in assumptions.items():
        items = math.prod(len(axes[axis]) for axis in INPUT[name].axes)
        if len(figures) != items:
            raise AssertionError(f"{name}: {len(figures)} assumptions for {items} items")
