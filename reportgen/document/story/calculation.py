"""How one benefit or cost comes about: a table of what it reads, each with a reference, and its formula in them.

The formula is the model's own: the line is traced with references instead of cells, so it cannot say anything
but what was computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.case.case import Assumption
from reportgen.case.inputs import Unit
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Column, Emphasis, Table
from reportgen.document.story.sources import in_short
from reportgen.document.story.words import capital
from reportgen.document.story.yearly import YearRow, year_table
from reportgen.errors import ModelError
from reportgen.language import noted, say
from reportgen.model.formula import Formula
from reportgen.model.line import Line

_FUNCTION = re.compile(r"[A-Z]{2,}\(")
_SIGNS = str.maketrans({"*": "×", "/": "÷", "-": "−"})


@dataclass
class Calculation:
    """The rows of a table, in the order they are computed, under one letter."""

    facts: Facts
    letter: str
    years: Sequence[int]
    rows: list[YearRow] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)
    """Name of a line or input → its reference."""
    item_references: dict[str, list[str]] = field(default_factory=dict)
    """Name of an input with a row for each of its items → their references."""

    def table(self, caption: str, note: str = "") -> Table:
        columns = (
            Column(say("Ref"), "reference"),
            Column(say("Figure"), "label"),
            Column(say("Source or formula"), "source"),
        )
        return year_table(self.facts, caption, columns, self.years, self.rows, note)

    def referred(self) -> Iterator[tuple[str, str]]:
        """Name of the line or input and reference of every row."""
        return ((row.name, row.texts[0]) for row in self.rows)

    def add_line(
        self, name: str, item: int = 0, *, label: str = "", reference: str = "", emphasis: Emphasis = ""
    ) -> None:
        """The line, after everything it reads that has no row yet; `label` stands in place of the line's own."""
        line = self.facts.results.graph.lines[name]
        for need in line.needs:
            if (
                need not in self.references
                and need not in _TOLERANCES
                and self.facts.unit(need) not in ("flag", "year")
            ):
                self._add_need(line, need, item)
        by_item = self.item_references.get(line.needs[0], []) if len(line.needs) == 1 else []
        formula = added(by_item) if len(by_item) > 1 else self._formula(line, item)
        self.add_row(name, item, formula, label=label, reference=reference, emphasis=emphasis)

    def add_row(
        self,
        name: str,
        item: int,
        basis: str,
        *,
        label: str = "",
        reference: str = "",
        emphasis: Emphasis = "",
    ) -> str:
        """One row of a line or input; returns its reference."""
        reference = reference or f"{self.letter}{self._numbered() + 1}"
        self.references.setdefault(name, reference)
        texts = (reference, with_time_unit(label or self.facts.label(name), self.facts.unit(name)), basis)
        self.rows.append(YearRow(texts, name, self._values(name, item), emphasis=emphasis))
        return reference

    def _add_need(self, line: Line, need: str, item: int) -> None:
        results = self.facts.results
        own_item = item if results.items(need) == results.items(line.name) or need in _BY_BENEFIT else 0
        inner = results.graph.lines.get(need)
        if self._has_items_of_its_own(line, need):
            self._add_items(need)
        elif inner is None:
            self.add_row(need, own_item, self._source(need, own_item))
        elif inner.section == line.section and any(self._has_items_of_its_own(inner, each) for each in inner.needs):
            self.add_line(need, own_item)
        elif len(inner.needs) == 1 and inner.needs[0] in results.graph.inputs:
            self.add_row(need, own_item, self._source(inner.needs[0], own_item))
        elif inner.section == line.section:
            self.add_line(need, own_item)
        else:
            self.add_row(need, own_item, self.facts.definition(need))

    def _has_items_of_its_own(self, line: Line, need: str) -> bool:
        """Whether `need` has a figure for each of several items, where the line that reads it adds them up."""
        graph = self.facts.results.graph
        own = [axis for axis in graph.axes_of(need) if axis not in (*line.axes, "year")]
        return bool(own) and need not in _BY_BENEFIT

    def _add_items(self, name: str) -> None:
        """A row for each item of an input; of a line by item only the single inputs that it rests on."""
        graph = self.facts.results.graph
        if name in graph.lines:
            for need in graph.needs(graph.lines[name]):
                if need in graph.lines:
                    self._add_items(need)
                elif not graph.axes_of(need) and need not in self.references:
                    self.add_row(need, 0, self._source(need, 0))
        elif name not in self.item_references:
            items = self.facts.results.items(name)
            self.item_references[name] = [
                self.add_row(name, item, self._source(name, item), label=self._step(name, label))
                for item, label in enumerate(items)
            ]

    def _step(self, name: str, item: str) -> str:
        """What the item is one of and its name; empty, for the input's own label, where it is the only one."""
        if len(self.facts.results.items(name)) < 2:
            return ""
        what = next((_STEPS[axis] for axis in self.facts.results.graph.axes_of(name) if axis in _STEPS), "")
        return f"{say(what)}: {item}" if what else item

    def _formula(self, line: Line, item: int) -> str:
        """The line in references; its definition where a formula would be harder to read than words."""

        def operand(name: str, _: tuple[str, ...], __: int, ___: int) -> Formula:
            return Formula(self.references.get(name, ""))

        try:
            text = self.facts.results.graph.trace(line, operand, item, 0).text
        except ModelError:
            return say(line.definition)
        if not text or _FUNCTION.search(text):
            return say(line.definition)
        return text.translate(_SIGNS)

    def _source(self, name: str, item: int) -> str:
        """What the input rests on."""
        assumptions = self.facts.case.assumptions.get(name)
        if assumptions is None:
            return say("Measured: the survey")
        # Of figures by year the last stands for all: the first are often 0 by convention.
        count = len(assumptions) // len(self.facts.results.items(name))
        return told(assumptions[(item + 1) * count - 1])

    def _values(self, name: str, item: int) -> tuple[float | None, ...]:
        """By year; a figure without years stands in each."""
        by_year = "year" in self.facts.results.graph.axes_of(name)
        return tuple(self.facts.results.value(name, item, year if by_year else 0) for year in self.years)

    def _numbered(self) -> int:
        return sum(row.texts[0][-1:].isdigit() for row in self.rows)


#: What rounding may leave of zero is no part of how a benefit comes about.
_TOLERANCES = ("negligible_benefit",)

#: Axis → what each of its items is one of, where its name does not tell.
_STEPS = {
    "handoff": noted("Hand-off"),
    "incident_step": noted("Step of an incident"),
    "setup_step": noted("Part of the set-up"),
}

#: Units of time, as they stand in labels.
_TIMES = (noted("hours"), noted("days"), noted("weeks"), noted("months"))

#: Inputs with a figure for each benefit, read by lines that have one too.
_BY_BENEFIT = ("risk_adjustment",)


def with_time_unit(label: str, unit: Unit) -> str:
    """The label with the unit of its figures, where that is a time and the label does not say which."""
    time, _, per = unit.partition("/")
    if time not in _TIMES:
        return label
    said = re.findall(r"\w+", label.casefold())
    missing = [say(time)] if say(time).casefold() not in said else []
    if per and say("year").casefold() not in said:
        missing.append(say("a year"))
    return f"{label} ({' '.join(missing)})" if missing else label


def told(assumption: Assumption) -> str:
    """Kind and source of an assumption, short enough for a cell."""
    return f"{capital(say(assumption.kind))}: {in_short(assumption.source)}"


def added(references: Sequence[str]) -> str:
    """`D1+D2+D3`, or its ends where there are many."""
    most = 6
    return "+".join(references) if len(references) <= most else f"{references[0]}+…+{references[-1]}"
