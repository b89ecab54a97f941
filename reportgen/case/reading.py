"""From the nodes of a YAML file to settings; names, types and limits are checked along the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from reportgen.case.case import Assumption
from reportgen.case.case_file import Entry, MeasuredFigure, Value
from reportgen.case.consistency import range_fault
from reportgen.case.inputs import Kind
from reportgen.case.limits import UnusableError, measure, number_for
from reportgen.case.nodes import form, is_empty, items, line, pairs, scalar
from reportgen.case.numerals import Number
from reportgen.case.schema import in_full, unknown_key
from reportgen.case.settings import (
    Figure,
    Measure,
    Named,
    Names,
    NamesOf,
    Node,
    Override,
    PlainMeasure,
    PlainNumber,
    Section,
    StepFigures,
    Text,
    YearlyFigures,
)
from reportgen.case.texts import read_text

if TYPE_CHECKING:
    import yaml

OfFigures = Figure | StepFigures | YearlyFigures | Measure | Override | PlainNumber | PlainMeasure
_OF_FIGURES = get_args(OfFigures)


class Reader:
    """Reads one file; what cannot be used is noted in `problems`, one sentence each."""

    def __init__(self, file: str, root: Section) -> None:
        """`root` is the schema of the whole file, which says where a misplaced setting belongs."""
        self.file = file
        self._root = root
        self.problems: list[str] = []
        self.currency_signs: list[tuple[str, str]] = []
        """The signs before amounts of money, each with its place."""

    def section(self, node: yaml.Node, schema: Section | Named, label: str = "", prefix: str = "") -> dict[str, Entry]:
        """The entries of a mapping. Settings without a value are as if they were not there."""
        entries: dict[str, Entry] = {}
        for key, value_node in self._different_pairs(node):
            schema_of_value = schema.item if isinstance(schema, Named) else schema.keys.get(key)
            if schema_of_value is None:
                self.problems.append(
                    f"{self._place(value_node)}: {unknown_key(key, label, cast(Section, schema), self._root)}"
                )
            elif not is_empty(value_node):
                value = self._value_or_problem(value_node, schema_of_value, prefix + key)
                if value is not None:
                    entries[key] = Entry(value, line(value_node))
            elif isinstance(schema_of_value, Section) and isinstance(schema, Named):
                entries[key] = Entry({}, line(value_node))
        return entries

    def _different_pairs(self, node: yaml.Node) -> list[tuple[str, yaml.Node]]:
        first: dict[str, yaml.Node] = {}
        for key, key_node, value_node in pairs(node):
            if key in first:
                earlier = line(first[key])
                self.problems.append(f"{self._place(key_node)}: '{key}' stands here and in line {earlier}; keep one.")
            else:
                first[key] = value_node
        return list(first.items())

    def _place(self, node: yaml.Node, label: str = "") -> str:
        return f"{self.file}, line {line(node)}" + (f", '{label}'" if label else "")

    def _value_or_problem(self, node: yaml.Node, schema: Node, label: str) -> Value | None:
        try:
            return self._value(node, schema, label)
        except UnusableError as error:
            self.problems.append(f"{self._place(node, label)}: {error}")
            return None

    def _value(self, node: yaml.Node, schema: Node, label: str) -> Value | None:
        if isinstance(schema, (Section, Named)):
            _refuse_list(node, schema)
            return self.section(node, schema, label)
        if isinstance(schema, NamesOf):
            return self._names_of(node, label)
        if isinstance(schema, Names):
            return tuple(scalar(each) for each in items(node))
        if isinstance(schema, _OF_FIGURES):
            return self._figures(node, schema, label)
        return read_text(scalar(node), schema)

    def _figures(self, node: yaml.Node, schema: OfFigures, label: str) -> Value | None:
        if isinstance(schema, Figure):
            return self._figure(node, PlainNumber(schema.input), label)
        if isinstance(schema, StepFigures):
            return self._steps(node, schema, label)
        if isinstance(schema, YearlyFigures):
            return self._yearly(node, Figure(schema.input), label)
        if isinstance(schema, Measure):
            return self._figure(node, PlainMeasure(), label)
        if isinstance(schema, Override):
            return self._override(node, schema, label)
        return self._number(node, schema, label) if isinstance(schema, PlainNumber) else measure(scalar(node))

    def _names_of(self, node: yaml.Node, label: str) -> dict[str, Entry]:
        """Names by text. In a list, and with nothing behind the colon, a text keeps its own."""
        if form(node) != "mapping":
            return {text: Entry(text, line(each)) for each in items(node) if (text := scalar(each))}
        entries = {}
        for text, name_node in self._different_pairs(node):
            name = None if is_empty(name_node) else self._value_or_problem(name_node, Text(), f"{label}.{text}")
            entries[text] = Entry(name or text, line(name_node))
        return entries

    def _number(self, node: yaml.Node, schema: PlainNumber, label: str) -> Number:
        number = number_for(scalar(node), schema.input)
        if number.currency:
            self.currency_signs.append((number.currency, self._place(node, label)))
        return number

    def _figure(
        self, node: yaml.Node, plain: PlainNumber | PlainMeasure, label: str
    ) -> Assumption | MeasuredFigure | None:
        """A figure plain or in full; None where its value is empty or already a problem."""
        if form(node) != "mapping":
            parts = {"value": self._value(node, plain, label)}
        else:
            if "value" not in {key for key, _, _ in pairs(node)}:
                raise UnusableError("'value' is missing; add it, as in {value: …, low: …, high: …}.")
            entries = self.section(node, in_full(plain), label, prefix=f"{label}.")
            parts = {key: entry.value for key, entry in entries.items()}
        numbers = {name: part for name, part in parts.items() if isinstance(part, Number)}
        if "value" not in numbers:
            return None
        _check_range(numbers)
        assumption = Assumption(
            kind=cast(Kind, parts.get("kind", "assumed")),
            source=str(parts.get("source", "")).strip() or self.file,
            note=str(parts.get("note", "")),
            **{name: number.value for name, number in numbers.items()},
        )
        return assumption if isinstance(plain, PlainNumber) else MeasuredFigure(assumption, _unit(numbers))

    def _steps(self, node: yaml.Node, schema: StepFigures, label: str) -> Value | None:
        """A section of figures by step; a single figure where it is one, plain or in full."""
        plain = PlainNumber(schema.input)
        names = {key for key, _, _ in pairs(node)} if form(node) == "mapping" else set()
        if "value" not in names and not names <= in_full(plain).keys.keys():
            return self.section(node, Named(Figure(schema.input)), label)
        return self._figure(node, plain, label)

    def _yearly(self, node: yaml.Node, schema: Figure, label: str) -> tuple[Assumption, ...] | None:
        figures = [self._value_or_problem(each, schema, label) for each in items(node)]
        found = tuple(each for each in figures if isinstance(each, Assumption))
        return found if len(found) == len(figures) else None

    def _override(self, node: yaml.Node, schema: Override, label: str) -> Value | None:
        plain = PlainNumber(schema.input)
        if form(node) == "mapping":
            return self.section(node, Named(plain), label)
        if form(node) == "sequence":
            numbers = [self._value_or_problem(each, plain, label) for each in items(node)]
            found = tuple(each for each in numbers if isinstance(each, Number))
            return found if len(found) == len(numbers) else None
        return self._number(node, plain, label)


def _refuse_list(node: yaml.Node, schema: Section | Named) -> None:
    """Raises UnusableError where a list stands in place of a section that has a setting for it."""
    if isinstance(schema, Section) and schema.list_belongs_under and form(node) == "sequence":
        setting = schema.list_belongs_under
        raise UnusableError(f"is a list; write it under '{setting}', as in {{{setting}: [first, second]}}.")


def _check_range(numbers: dict[str, Number]) -> None:
    ends = [numbers[end].value if end in numbers else None for end in ("low", "high")]
    if fault := range_fault(numbers["value"].value, *ends):
        raise UnusableError(fault)


def _unit(numbers: dict[str, Number]) -> str:
    """The unit all parts of a figure share: `%`, a duration or none. Raises UnusableError where they differ."""
    units = {"%" if number.percent else number.duration for number in numbers.values()}
    if len(units) > 1:
        raise UnusableError("its numbers are in different units; write all of them in the same one.")
    return units.pop()
