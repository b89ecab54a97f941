"""Everything that is to be said of one line or input."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.case.inputs import KINDS, Kind
from reportgen.explaining import tree
from reportgen.explaining.examples import examples
from reportgen.explaining.figures import along, shown, summary
from reportgen.explaining.subjects import declared
from reportgen.explaining.switches import condition
from reportgen.explaining.tables import Table, range_of, table
from reportgen.explaining.working import telling_place, worked_through
from reportgen.model.line import Line
from reportgen.model.lines import SECTIONS
from reportgen.model.results import Results
from reportgen.model.wording import formula_in_words
from reportgen.workbook.layout import Layout, lay_out, letters
from reportgen.workbook.sheets.wording import unit_words


@dataclass(frozen=True)
class Formula:
    """How a line comes about."""

    words: str
    worked: str
    """With figures; empty where the line only links to others."""
    place: str
    """Which of the line's figures is worked through; empty where it has one."""
    cell: str
    """As it stands in the workbook at that place."""


@dataclass(frozen=True)
class Source:
    """Where assumptions come from, and which."""

    names: tuple[str, ...]
    basis: tree.Basis


@dataclass(frozen=True)
class Figures:
    """What a case says of a line or input that is on in it."""

    value: str
    span: tuple[str, str] | None
    """In the conservative and the optimistic scenario, where the figure is one and differs there."""
    range: str
    """That was stated of an assumption with one figure."""
    items: tuple[str, ...]
    """Labels of the rows of values; one empty label where there are no items."""
    values: tuple[tuple[float | None, ...], ...]
    """By item and year; None where there is no value."""
    table: Table | None
    """The same to be read, as far as there is room."""
    cell: str
    """`Cash flow!C31`, or the first and the last cell; empty for the years, which are headings."""
    formula: Formula | None
    """None of an input."""
    kind: Kind
    weakest: tuple[str, ...]
    """What a line reads that makes it no better known than that."""
    sources: tuple[Source, ...]
    """Of everything it rests on, the weakest first and of these the nearest."""
    reads: tuple[tree.Node, ...]
    read_by: tuple[tree.Node, ...]


@dataclass(frozen=True)
class Explanation:
    """What is to be said of one line or input."""

    name: str
    label: str
    definition: str
    unit: str
    axes: str
    """`by benefit and year`; empty where there is one figure."""
    section: str
    conditions: tuple[str, ...]
    """What switches it on, for every version there is of it; empty for what is always on."""
    case: str
    """Whose figures these are."""
    figures: Figures | None
    """None where it is off in every case at hand."""


def explain(name: str, results: Results | None = None) -> Explanation:
    """What there is to say of a line or input, in a case or else in the first example that has it."""
    if results is not None:
        return _explanation(name, whose(results), results if results.has(name) else None)
    for example, each in examples():
        if each.has(name):
            return _explanation(name, f"the example case '{example}'", each)
    return _explanation(name, "the example cases", None)


def whose(results: Results) -> str:
    """The files that figures come from: `survey.csv with case.yaml`."""
    files = " and ".join(dict.fromkeys(reading.file for reading in results.allocation.reading)) or results.case.name
    return f"{files} with {results.case.file}" if results.case.file else f"{files} without a case file"


def _explanation(name: str, case: str, results: Results | None) -> Explanation:
    versions = declared()[name]
    which = results.declared(name) if results is not None else versions[0]
    return Explanation(
        name=name,
        label=which.label,
        definition=which.definition if isinstance(which, Line) else "",
        unit=unit_words(which.unit, results.case.company.currency if results is not None else "money"),
        axes=along(which.axes) if which.axes else "",
        section=SECTIONS[which.section] if isinstance(which, Line) else f"{which.group} (assumptions)",
        conditions=tuple(filter(None, (condition(version.when) for version in versions))),
        case=case,
        figures=_figures(name, results) if results is not None else None,
    )


def _figures(name: str, results: Results) -> Figures:
    layout = lay_out(results.graph)
    line = results.graph.lines.get(name)
    kind = tree.kind(results, name)
    return Figures(
        value=summary(results, name),
        span=_span(results, name),
        range=_range(results, name),
        items=results.items(name),
        values=_values(results, name),
        table=table(results, name),
        cell=_cells(layout, name),
        formula=_formula(results, layout, line) if line is not None else None,
        kind=kind,
        weakest=tuple(each for each in tree.needs(results, name) if kind != "measured" and results.kinds[each] == kind),
        sources=_sources(results, tree.inputs_below(results, name)),
        reads=tree.reads(results, name),
        read_by=tree.read_by(results, name),
    )


def _formula(results: Results, layout: Layout, line: Line) -> Formula:
    place = telling_place(results, line)
    return Formula(
        words=formula_in_words(results.graph, line),
        worked=worked_through(results, line, place),
        place=place.words,
        cell=layout.formula(line, place.item, place.year),
    )


def _sources(results: Results, inputs: Iterable[str]) -> tuple[Source, ...]:
    found: dict[tree.Basis, list[str]] = {}
    for name in inputs:
        for basis in tree.bases(results, name):
            found.setdefault(basis, []).append(name)
    weakest_first = sorted(found, key=lambda basis: -KINDS.index(basis.kind) if basis.kind else 1)
    return tuple(Source(tuple(found[basis]), basis) for basis in weakest_first)


def _values(results: Results, name: str) -> tuple[tuple[float | None, ...], ...]:
    rows = results.array(name).tolist()
    return tuple(tuple(None if math.isnan(value) else value for value in row) for row in rows)


def _span(results: Results, name: str) -> tuple[str, str] | None:
    if results.graph.axes_of(name):
        return None
    low, high = (shown(results, name, 0, end) for end in results.span(name))
    return None if low == high == summary(results, name) else (low, high)


def _range(results: Results, name: str) -> str:
    assumptions = results.case.assumptions.get(name, ())
    return range_of(results, name, 0, assumptions[0]) if len(assumptions) == 1 else ""


def _cells(layout: Layout, name: str) -> str:
    """The cell, or the first and the last of several."""
    if name not in layout.blocks:
        return ""
    block = layout.blocks[name]
    first, last = block.cell(), block.cell(block.items - 1, block.years - 1)
    return first.address if first == last else f"{first.address}:{letters(last.column)}{last.row}"
