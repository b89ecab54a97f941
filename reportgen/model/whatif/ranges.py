"""What is not known exactly: every statement of a range in a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.case.case import Assumption, Case
from reportgen.language import say
from reportgen.model.graph import Graph
from reportgen.model.whatif.cases import Change

#: What makes two figures of an input the same statement.
_Statement = tuple[tuple[float, float, float, str, str], ...]


@dataclass(frozen=True)
class Ranged:
    """One statement of a range. Its figures move together: items with the same words, and the years of an item."""

    name: str
    """Of the input, or of a line of the survey's."""
    label: str
    positions: tuple[int, ...]
    """Where its figures stand in the input, flattened over the axes."""
    base: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def at(self, values: Sequence[float]) -> Change:
        """Its figures set to other values."""
        return Change(self.name, self.positions, values)


def ranges(graph: Graph, case: Case, result: str) -> tuple[Ranged, ...]:
    """Every range that `result` depends on, in the order of the inputs."""
    read = graph.read_by([result])
    return tuple(
        ranged
        for name, figures in case.assumptions.items()
        if name in read and any(map(_is_wide, figures))
        for ranged in _of_input(graph, name, figures)
    )


def at_both_ends(statements: Iterable[Ranged]) -> list[list[Change]]:
    """A case for each end of each range."""
    return [[ranged.at(values)] for ranged in statements for values in (ranged.low, ranged.high)]


def restated(ranged: Ranged, case: Case) -> Ranged:
    """The same statement with the figures of another case."""
    figures = [case.assumptions[ranged.name][position] for position in ranged.positions]
    low, high = zip(*(figure.ends for figure in figures), strict=True)
    return replace(ranged, base=tuple(figure.value for figure in figures), low=low, high=high)


def _of_input(graph: Graph, name: str, figures: Sequence[Assumption]) -> Iterator[Ranged]:
    """Items that say the same of all their years are one statement."""
    items, years = graph.shape(graph.axes_of(name))
    statements: dict[_Statement, list[int]] = {}
    for item in range(items):
        statements.setdefault(_statement(figures[item * years : (item + 1) * years]), []).append(item)
    for together in statements.values():
        positions = [item * years + year for item in together for year in range(years)]
        wide = tuple(position for position in positions if _is_wide(figures[position]))
        if wide:
            low, high = zip(*(figures[position].ends for position in wide), strict=True)
            base = tuple(figures[position].value for position in wide)
            yield Ranged(name, _label(graph, name, together), wide, base, low, high)


def _statement(figures: Sequence[Assumption]) -> _Statement:
    return tuple((each.value, *each.ends, each.kind, each.source) for each in figures)


def _is_wide(figure: Assumption) -> bool:
    low, high = figure.ends
    return low < high


def _label(graph: Graph, name: str, items: Sequence[int]) -> str:
    """The input's label, with the names of the items where there are others too."""
    label = say(graph.inputs[name].label)
    names = next((graph.axes[axis] for axis in graph.axes_of(name) if axis != "year"), ("",))
    return label if len(items) == len(names) else f"{label}: {', '.join(names[item] for item in items)}"
