"""The lines of one case as a graph: collected, checked, put in order and evaluated."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from reportgen.case.case import Case
from reportgen.case.inputs import Input
from reportgen.errors import ModelError
from reportgen.model.formula import Formula, Reference, Span, finished
from reportgen.model.line import Line, Source

#: Values by name; every array has the shape (cases, items, years), with 1 where an axis is missing.
Values = Mapping[str, npt.NDArray[np.float64]]

#: An operand for a name at a place: (name, axes of the reader, item, year) → formula.
Operand = Callable[[str, tuple[str, ...], int, int], Any]

#: Axes that run across a sheet, along the last axis of an array; all others are items, downwards.
ACROSS = ("year", "other_activity")

YEAR = Input("year", "Year", "year", "Timeline", ("year",), source="0 is the year of the spending")


@dataclass(frozen=True)
class Graph:
    """The lines and inputs that are on for a case; raises ModelError where they do not fit together."""

    inputs: Mapping[str, Input]
    lines: Mapping[str, Line]
    """In the order they are read by people."""
    axes: Mapping[str, tuple[str, ...]]
    """Labels of the items of each axis."""
    sources: Mapping[str, tuple[Source, ...]]
    """Items of the collected lines."""

    @classmethod
    def of(cls, inputs: Iterable[Input], lines: Iterable[Line], axes: Mapping[str, Sequence[str]], case: Case) -> Graph:
        on = [line for line in lines if line.is_on(case.features)]
        labels = {axis: tuple(items) for axis, items in axes.items()}
        # A line over an axis without items (no custom benefit, say) has nothing to compute.
        on = [line for line in on if all(labels.get(axis) for axis in line.axes)]
        _refuse_doubles(on)
        by_name = {line.name: line for line in on}
        sources = {line.name: tuple(line.sources(case)) for line in on if line.sources}
        graph = cls({item.name: item for item in inputs}, by_name, labels, sources)
        graph.check()
        return graph

    def check(self) -> None:
        """Raises ModelError for an unknown name, a cycle, an unread input or a collected line off its axis."""
        known = [*self.inputs, *self.lines]
        for line in self.lines.values():
            for need in self.needs(line):
                if need not in self.inputs and need not in self.lines:
                    raise ModelError(f"{_named(line)} reads '{need}', which is no line or input{_nearest(need, known)}")
            items = [axis for axis in line.axes if axis not in ACROSS]
            if line.sources and items and len(self.sources[line.name]) != len(self.axes[items[0]]):
                raise ModelError(f"{_named(line)} does not collect one value for every {items[0]}.")
        _ = self.absent_words
        read = {need for line in self.lines.values() for need in self.needs(line)}
        for name in self.inputs:
            if name not in read:
                raise ModelError(f"input '{name}' is read by no line{_nearest(name, sorted(read))}")

    def needs(self, line: Line) -> tuple[str, ...]:
        """Names the line reads; those of a collected line come from the case."""
        if line.name in self.sources:
            return tuple(dict.fromkeys(name for name, _ in self.sources[line.name]))
        return line.needs

    @cached_property
    def order(self) -> tuple[Line, ...]:
        """The lines so that each comes after all it reads; raises ModelError with the path of a cycle."""
        done: dict[str, Line] = {}
        path: list[str] = []

        def visit(name: str) -> None:
            if name in self.inputs or name in done:
                return
            if name in path:
                loop = " → ".join([*path[path.index(name) :], name])
                raise ModelError(f"{_named(self.lines[name])} reads itself: {loop}.")
            path.append(name)
            for need in self.needs(self.lines[name]):
                visit(need)
            path.pop()
            done[name] = self.lines[name]

        for name in self.lines:
            visit(name)
        return tuple(done.values())

    @cached_property
    def absent_words(self) -> Mapping[str, str]:
        """Line → what stands where it has no value, for the lines that may have none.

        Found by writing every line's formula once on placeholders, which also refuses what no formula can say.
        """
        words: dict[str, str] = {}

        def placeholder(name: str, axes: tuple[str, ...], *_: int) -> Formula:
            own = self.axes_of(name)
            missing = [axis for axis in own if axis not in axes]
            moves = {f"running {axis}": name for axis in own if axis in axes}
            if "year" in own:
                moves |= {"first": name, "last": name} | ({"previous": name} if "year" in axes else {})
            if missing:
                return Span(name, name, missing[0], moves)
            return Reference(name, name, dict.fromkeys(own, name), moves, words.get(name))

        for line in self.order:
            formula = self.trace(line, placeholder, 0, 0)
            if formula.absent is not None:
                words[line.name] = formula.absent
        return words

    @cached_property
    def readers(self) -> Mapping[str, tuple[str, ...]]:
        """Name → lines that read it, in reading order."""
        found: dict[str, list[str]] = {name: [] for name in [*self.inputs, *self.lines]}
        for line in self.lines.values():
            for need in self.needs(line):
                found[need].append(line.name)
        return {name: tuple(lines) for name, lines in found.items()}

    def axes_of(self, name: str) -> tuple[str, ...]:
        return self.inputs[name].axes if name in self.inputs else self.lines[name].axes

    def shape(self, axes: Sequence[str]) -> tuple[int, int]:
        """(items, years) of a line with these axes; 1 for an axis it does not have.

        Of a matrix the items across stand in for the years.
        """
        items = [len(self.axes[axis]) for axis in axes if axis not in ACROSS]
        across = [len(self.axes[axis]) for axis in axes if axis in ACROSS]
        return (items[0] if items else 1), (across[0] if across else 1)

    def evaluate(self, inputs: Values, only: Iterable[str] | None = None) -> dict[str, npt.NDArray[np.float64]]:
        """All lines of all cases at once, inputs included; with `only` these lines and the inputs.

        `inputs` has arrays of shape (cases or 1, items, years). NaN stands where a line has no value.
        """
        kept = set(self.lines if only is None else only)
        wanted = self.read_by(kept)
        lines = [line for line in self.order if line.name in wanted]
        last_reader = {need: line.name for line in lines for need in self.needs(line) if need in self.lines}
        values: dict[str, npt.NDArray[np.float64]] = dict(inputs)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for line in lines:
                # Adding 0 turns the negative zero of floating point into the zero a spreadsheet shows.
                result = np.asarray(self._value(line, values), dtype=float) + 0.0
                values[line.name] = np.broadcast_to(result, (result.shape[0], *self.shape(line.axes)))
                # Of thousands of cases, memory that is free again at once is worth more than half of the time.
                for need in set(self.needs(line)) - kept:
                    if last_reader.get(need) == line.name:
                        del values[need]
        return values

    def read_by(self, names: Iterable[str]) -> set[str]:
        """The lines and inputs with these names and all that they read, directly or not."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.needs(self.lines[name]) if name in self.lines else ()
        return found

    def moved_by(self, sources: Iterable[str], results: Iterable[str]) -> set[str]:
        """What `sources` change on their way to `results`: themselves and the lines between."""
        read = self.read_by(results)
        found = set(sources) & read
        for line in self.order:
            if line.name in read and not found.isdisjoint(self.needs(line)):
                found.add(line.name)
        return found

    def passes(self, line: str, source: str, result: str) -> bool:
        """Whether all that `result` reads of `source` comes through `line`."""
        found, waiting = set(), [result]
        while waiting:
            name = waiting.pop()
            if name not in found and name != line:
                found.add(name)
                waiting += self.needs(self.lines[name]) if name in self.lines else ()
        return source not in found

    def _value(self, line: Line, values: Values) -> Any:
        if line.rule is not None:
            return line.rule(*(values[need] for need in line.needs))
        parts = [
            values[name] if item is None else values[name][:, item : item + 1, :]
            for name, item in self.sources[line.name]
        ]
        cases = max(part.shape[0] for part in parts)
        return np.concatenate([np.broadcast_to(part, (cases, *part.shape[1:])) for part in parts], axis=1)

    def trace(self, line: Line, operand: Operand, item: int, year: int) -> Formula:
        """The line's formula at one item and year; raises ModelError with the line, its file and number."""
        try:
            if line.rule is None:
                name, source_item = self.sources[line.name][item]
                position = item if source_item is None else source_item
                return finished(operand(name, (*line.axes, *self.axes_of(name)), position, year))
            return finished(line.rule(*(operand(need, line.axes, item, year) for need in line.needs)))
        except ModelError as error:
            raise ModelError(f"{_named(line)}: {error}") from error
        except (TypeError, AttributeError, ValueError) as error:
            raise ModelError(f"{_named(line)} cannot be written as a formula: {error}.") from error


def _refuse_doubles(lines: Iterable[Line]) -> None:
    seen: dict[str, Line] = {}
    for line in lines:
        if line.name in seen:
            raise ModelError(f"{_named(line)} is declared twice, first in {seen[line.name].place}.")
        seen[line.name] = line


def _named(line: Line) -> str:
    return f"{line.place}, line '{line.name}'"


def _nearest(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean '{close[0]}'?" if close else "."
