"""All figures of a line or input that has several, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.case.case import Assumption
from reportgen.explaining.figures import in_formula, shown, span
from reportgen.model.results import Results
from reportgen.model.wording import item_axis
from reportgen.workbook.sheets.wording import item_labels

#: Rows and columns of figures that are shown; machines get all.
MOST_ROWS, MOST_COLUMNS = 12, 5


@dataclass(frozen=True)
class Table:
    """Rows of texts, the label of the row first."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more_rows: int
    more_columns: int


def table(results: Results, name: str) -> Table | None:
    """The figures of every item and year; None where there is one figure."""
    if not results.graph.axes_of(name):
        return None
    if name in results.case.assumptions:
        return _of_assumptions(results, name)
    values = results.array(name)
    axis = item_axis(results.graph.axes_of(name))
    across = _across(results, name)
    if axis is None:
        # Years alone stand below each other: many of them would not fit side by side.
        return _cut(("", "figure"), [(label, _shown(results, name, 0, year)) for year, label in enumerate(across)])
    rows = [
        (label, *(_shown(results, name, item, column) for column in range(values.shape[1])))
        for item, label in enumerate(results.graph.axes[axis])
    ]
    return _cut(("", *(across or ["figure"])), rows)


def _across(results: Results, name: str) -> list[str]:
    """Heads of the columns along the last axis of a line, if it has two, or its years."""
    axes = results.graph.axes_of(name)
    if "year" in axes:
        return [f"year {year}" for year in results.years]
    return list(results.graph.axes[axes[-1]]) if len(axes) > 1 else []


def _shown(results: Results, name: str, item: int, column: int) -> str:
    return shown(results, name, item, results.value(name, item, column))


def _of_assumptions(results: Results, name: str) -> Table:
    """Every assumption with its range and its kind, one below the other."""
    assumptions = results.case.assumptions[name]
    per_item = len(assumptions) // len(results.items(name))
    rows = [
        (label, *_told(results, name, position // per_item, assumption))
        for position, (label, assumption) in enumerate(zip(item_labels(results, name), assumptions, strict=True))
    ]
    return _cut(("", "figure", "range", "kind"), rows)


def _told(results: Results, name: str, item: int, assumption: Assumption) -> tuple[str, str, str]:
    return shown(results, name, item, assumption.value), range_of(results, name, item, assumption), assumption.kind


def range_of(results: Results, name: str, item: int, assumption: Assumption) -> str:
    """`20% to 60%`; empty without a range."""
    if assumption.low is None and assumption.high is None:
        return ""
    ends = (assumption.value if end is None else end for end in (assumption.low, assumption.high))
    low, high = (in_formula(results, name, item, end) for end in ends)
    return span(low, high)


def _cut(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    columns = MOST_COLUMNS + 1
    return Table(
        heads=tuple(heads[:columns]),
        rows=tuple(tuple(row[:columns]) for row in rows[:MOST_ROWS]),
        more_rows=max(0, len(rows) - MOST_ROWS),
        more_columns=max(0, len(heads) - columns),
    )
