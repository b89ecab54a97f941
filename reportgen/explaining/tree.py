"""What a line reads, and what reads it, as trees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from reportgen.case.inputs import KINDS, Kind
from reportgen.explaining.figures import summary
from reportgen.model.graph import YEAR
from reportgen.model.results import Results
from reportgen.model.wording import label_of

#: Levels below the line itself.
DEPTH = 3


@dataclass(frozen=True)
class Basis:
    """Why a figure is believed."""

    kind: Kind | Literal[""]
    """Empty where the figure sorts or converts others, which says nothing of how well they are known."""
    source: str

    @property
    def words(self) -> str:
        """`benchmark: chapter 4.3.1`."""
        return f"{self.kind}: {self.source}" if self.kind else self.source


@dataclass(frozen=True)
class Node:
    """A line or input in a tree."""

    name: str
    label: str
    value: str
    bases: tuple[Basis, ...]
    """Of an input its kinds and sources; none of a line."""
    goes_on: Literal["", "above", "deeper"]
    """Why the next level is not shown although there is one: it stands above already, or too deep."""
    nodes: tuple[Node, ...]


def reads(results: Results, name: str) -> tuple[Node, ...]:
    """What a line reads, what that reads, and so on."""
    return _Growing(results, lambda each: needs(results, each)).below(name)


def read_by(results: Results, name: str) -> tuple[Node, ...]:
    """The lines that read a line or input, those that read them, and so on."""
    return _Growing(results, lambda each: results.graph.readers[each]).below(name)


def needs(results: Results, name: str) -> tuple[str, ...]:
    """What is read: the case's own lines for a line that collects, nothing for an input."""
    line = results.graph.lines.get(name)
    return results.graph.needs(line) if line is not None else ()


def inputs_below(results: Results, name: str) -> tuple[str, ...]:
    """Every input that a line rests on, those nearest to it first; an input rests on itself."""
    found = dict.fromkeys([name])
    for each in (waiting := [name]):
        new = [need for need in needs(results, each) if need not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(each for each in found if each in results.graph.inputs)


def kind(results: Results, name: str) -> Kind:
    """Of a line or input; of an input that only sorts or converts, what was stated."""
    stated = [each.kind for each in results.case.assumptions.get(name, ())]
    return max(stated, key=KINDS.index) if stated else results.kinds[name]


def bases(results: Results, name: str) -> tuple[Basis, ...]:
    """What an input rests on: each kind and source that its figures have, once."""
    declared = results.graph.inputs[name]
    assumptions = results.case.assumptions.get(name)
    if assumptions is None:
        return (Basis("measured" if declared != YEAR else "", declared.source or "the survey"),)
    # The model takes the weakest kind of an input's figures for it, unless they only sort or convert.
    tells = results.kinds[name] in {each.kind for each in assumptions}
    return tuple(dict.fromkeys(Basis(each.kind if tells else "", each.source) for each in assumptions))


class _Growing:
    """A tree while it grows: what has been shown with all it leads to is not shown so again."""

    def __init__(self, results: Results, following: Callable[[str], tuple[str, ...]]) -> None:
        self.results = results
        self.following = following
        self.shown: set[str] = set()

    def below(self, name: str, depth: int = DEPTH) -> tuple[Node, ...]:
        return tuple(self._node(each, depth) for each in self.following(name))

    def _node(self, name: str, depth: int) -> Node:
        goes_on: Literal["", "above", "deeper"] = ""
        nodes: tuple[Node, ...] = ()
        if self.following(name):
            if name in self.shown:
                goes_on = "above"
            elif depth == 1:
                goes_on = "deeper"
            else:
                self.shown.add(name)
                nodes = self.below(name, depth - 1)
        graph = self.results.graph
        found = bases(self.results, name) if name in graph.inputs else ()
        return Node(name, label_of(graph, name), summary(self.results, name), found, goes_on, nodes)
