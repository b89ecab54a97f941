"""Figures that stand in for what nobody has stated, with their source: the defaults of `inputs` and a few by rule."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.case.case import Assumption
from reportgen.case.inputs import INPUT
from reportgen.language import say

BENCHMARK_CURRENCY = "USD"
#: The case study's investment over the people of its team.
INVESTMENT_PER_HEAD = 800_000 / 35

#: Experiments → the best AUC that they typically reach: the table of chapter 4.3.5.
AUC_BY_EXPERIMENTS: Mapping[int, float] = {10: 0.85, 50: 0.88, 100: 0.90, 500: 0.92}

BY_YEAR: Mapping[str, tuple[float, ...]] = {"adoption": (0.5, 0.9, 1.0), "component_phasing": (1.0,)}
#: The year that the first figure of such a list is for: money is spent from year 0, its effect comes from year 1.
FIRST_YEAR: Mapping[str, int] = {"adoption": 1, "component_phasing": 0}


def default(name: str, value: float | None = None) -> Assumption:
    """The default of an input with its range and source; `value` where it follows by a rule."""
    given = INPUT[name]
    if value is not None:
        return Assumption(float(value), given.default_kind, default_source(name))
    if given.default is None:
        raise AssertionError(f"{name} has no default")
    low, high = (None if end is None else float(end) for end in (given.low, given.high))
    return Assumption(float(given.default), given.default_kind, default_source(name), low, high)


def default_source(name: str) -> str:
    """The source of an input's default, in the language of the report."""
    return say(INPUT[name].source)


def default_by_year(name: str) -> tuple[Assumption, ...]:
    """The defaults of an input that differs from year to year."""
    return tuple(default(name, value) for value in BY_YEAR[name])
