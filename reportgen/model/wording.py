"""The formula of a line in words.

The line itself is traced, with labels in place of cells, so that the words say what the workbook calculates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.language import noted, say, say_as
from reportgen.model.formula import Formula, Reference, Span
from reportgen.model.graph import ACROSS, Graph
from reportgen.model.line import Line
from reportgen.model.parsing import Piece, Read, parsed
from reportgen.model.phrasing import PHRASE, Said, said

_MOVES = {
    "previous": noted("{label} of the year before"),
    "first": noted("{label} of year 0"),
    "last": noted("{label} of the last year"),
}


def formula_in_words(graph: Graph, line: Line) -> str:
    """What the line calculates, in the labels of what it reads. Raises ModelError where there are no words for it."""
    if line.name in graph.sources:
        links = list(_links(graph, line))
        return "; ".join(links) if len(links) == 1 else say("one row each: {links}", links="; ".join(links))
    return said(taken_apart(graph, line), _Labels(graph)).text


def taken_apart(graph: Graph, line: Line, item: int = 0, year: int = 0) -> Piece:
    """What the line does with what it reads at one item and year."""

    def operand(name: str, axes: tuple[str, ...], *_: int) -> Formula:
        own = graph.axes_of(name)
        missing = [axis for axis in own if axis not in axes]
        moves = {move: Read(name, move).mark for move in _MOVES}
        if missing:
            return Span(Read(name, f"all {missing[0]}").mark, name, missing[0], moves)
        spans = {axis: Read(name, f"all {axis}").mark for axis in own}
        moves |= {f"running {axis}": Read(name, f"running {axis}").mark for axis in own}
        return Reference(Read(name).mark, name, spans, moves, graph.absent_words.get(name))

    return parsed(graph.trace(line, operand, item, year).text)


def label_of(graph: Graph, name: str) -> str:
    """The label of a line or input."""
    return say(graph.lines[name].label if name in graph.lines else graph.inputs[name].label)


def singular(axis: str) -> str:
    """One item of an axis: `activity`."""
    return axis.removeprefix("other_").replace("_", " ") if axis != "custom" else "custom benefit"


def plural(axis: str) -> str:
    """The items of an axis: `activities`."""
    name = singular(axis)
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def _each(axis: str) -> str:
    return say_as("axis", singular(axis))


def _all(axis: str) -> str:
    return say_as("axis", plural(axis))


def item_axis(axes: Sequence[str]) -> str | None:
    """The axis of the items of a line or input."""
    return next((axis for axis in axes if axis not in ACROSS), None)


@dataclass(frozen=True)
class _Labels:
    """Tells what is read by its label."""

    graph: Graph
    own: str = ""
    """The axis along which others are compared with the item itself."""

    def one(self, read: Read) -> Said:
        label = label_of(self.graph, read.name)
        if read.extent in _MOVES:
            return Said(say(_MOVES[read.extent], label=label))
        if self.own and self.own in self.graph.axes_of(read.name):
            return Said(say("this {axis}’s {label}", axis=_each(self.own), label=label))
        return Said(label)

    def several(self, read: Read) -> str:
        return say("{label} of all {axis}", label=label_of(self.graph, read.name), axis=_all(read.axis))

    def total(self, *factors: Read) -> Said:
        labels = " × ".join(label_of(self.graph, factor.name) for factor in factors)
        axis = factors[-1].axis
        if factors[-1].extent.startswith("running"):
            return Said(say("total of {labels} up to this {axis}", labels=labels, axis=_each(axis)), PHRASE)
        return Said(say("total of {labels} over all {axis}", labels=labels, axis=_all(axis)), PHRASE)

    def extreme(self, is_highest: bool, read: Read) -> Said:
        which = noted("the highest {figures}") if is_highest else noted("the lowest {figures}")
        return Said(say(which, figures=self.several(read)), PHRASE)

    def count(self, read: Read, compared: str, limit: Piece) -> Said:
        least = said(limit, _Labels(self.graph, read.axis)).text
        label = label_of(self.graph, read.name)
        number = say(
            "the number of {axis} whose {label} {compared} {least}",
            axis=_all(read.axis),
            label=label,
            compared=compared,
            least=least,
        )
        return Said(number, PHRASE)


def _links(graph: Graph, line: Line) -> Iterator[str]:
    """What a line collects: each line or input it takes something of, and which items, if not all."""
    for name in graph.needs(line):
        taken = [item for source, item in graph.sources[line.name] if source == name and item is not None]
        axis = item_axis(graph.axes_of(name))
        label = label_of(graph, name)
        if not taken or axis is None:
            yield label
        elif len(taken) == len(graph.axes[axis]) > 1:
            yield say("{label} of each {axis}", label=label, axis=_each(axis))
        else:
            names = ", ".join(say("‘{name}’", name=graph.axes[axis][item]) for item in taken)
            yield say("{label} of {names}", label=label, names=names)
