"""The references of figures: A1, A2 … At and Atr for the first benefit, B1 … for the second, and so on to the costs.

Both documents call a figure by its reference. Which figures a benefit or cost needs, and in which order they come, is
read from the lines themselves: each line stands after what it reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Literal, TypeAlias

from reportgen.model.line import Line
from reportgen.model.lines.costs import COSTS
from reportgen.model.results import Results

#: Costs that have a part for each component: line → the line of its parts.
BY_COMPONENT = {"investment_in_year": "investment", "run_costs": "run_cost"}

#: How a figure comes about, for people: from an input; as its line is defined; by the line's formula; as the sum of
#: the rows before it; as the part that one component has in a cost.
Basis: TypeAlias = Literal["input", "definition", "formula", "sum", "component"]

#: What rounding may leave of zero is no part of how a benefit comes about.
_TOLERANCES = ("negligible_benefit",)

#: Inputs with a figure for each benefit, read by lines that have one too.
_BY_BENEFIT = ("risk_adjustment",)


@dataclass(frozen=True)
class Letters:
    """Benefits first, then what is counted twice, then the costs."""

    benefits: int
    with_overlap: bool

    def benefit(self, position: int) -> str:
        return letter(position)

    @property
    def overlap(self) -> str:
        return letter(self.benefits)

    def cost(self, position: int) -> str:
        return letter(self.benefits + self.with_overlap + position)


def letters_of(results: Results) -> Letters:
    """The letters of a case."""
    return Letters(len(results.case.benefits), results.has("overlap_in_year"))


def letter(position: int) -> str:
    """A … Z, then AA, AB and so on."""
    rest, place = divmod(position, len(ascii_uppercase))
    return (letter(rest - 1) if rest else "") + ascii_uppercase[place]


def is_counted(results: Results, benefit: int) -> bool:
    """Whether a benefit adds to the result, and is not only shown beside what counts the same hours."""
    return not results.has("benefit_counted") or results.number("benefit_counted", benefit) > 0


@dataclass(frozen=True)
class Row:
    """A figure with its reference; without years it is the same in each."""

    reference: str
    name: str
    """Of the line or input."""
    item: int
    basis: Basis
    source: str = ""
    """The input that a figure comes from."""
    adds: tuple[str, ...] = ()
    """References whose sum it is."""
    is_one_of_many: bool = False
    """Whether the other items of the input have rows too."""


@dataclass
class Calculation:
    """How one benefit or cost comes about, in the order it is computed, under one letter."""

    results: Results
    letter: str
    rows: list[Row] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)
    """Name of a line or input → its reference."""
    _items: dict[str, list[str]] = field(default_factory=dict)
    """Name of an input with a row for each of its items → their references."""

    def add_line(self, name: str, item: int = 0, reference: str = "") -> None:
        """The line, after everything it reads that has no row yet."""
        line = self.results.graph.lines[name]
        for need in line.needs:
            unit = self.results.declared(need).unit
            if need not in self.references and need not in _TOLERANCES and unit not in ("flag", "year"):
                self._add_need(line, need, item)
        items = self._items.get(line.needs[0], []) if len(line.needs) == 1 else []
        if len(items) > 1:
            self._add(name, item, "sum", reference, adds=tuple(items))
        else:
            self._add(name, item, "formula", reference)

    def add_components(self, name: str, reference: str) -> None:
        """A row for the part of each component, and their sum."""
        components = range(len(self.results.case.components))
        parts = [self._add(BY_COMPONENT[name], item, "component") for item in components]
        self._add(name, 0, "sum", reference, adds=tuple(parts))

    def _add(
        self,
        name: str,
        item: int,
        basis: Basis,
        reference: str = "",
        *,
        source: str = "",
        adds: tuple[str, ...] = (),
        is_one_of_many: bool = False,
    ) -> str:
        reference = reference or f"{self.letter}{self._numbered() + 1}"
        self.references.setdefault(name, reference)
        self.rows.append(Row(reference, name, item, basis, source, adds, is_one_of_many))
        return reference

    def _add_need(self, line: Line, need: str, item: int) -> None:
        results = self.results
        own_item = item if results.items(need) == results.items(line.name) or need in _BY_BENEFIT else 0
        inner = results.graph.lines.get(need)
        if self._has_items_of_its_own(line, need):
            self._add_items(need)
        elif inner is None:
            self._add(need, own_item, "input", source=need)
        elif inner.section == line.section and any(self._has_items_of_its_own(inner, each) for each in inner.needs):
            self.add_line(need, own_item)
        elif len(inner.needs) == 1 and inner.needs[0] in results.graph.inputs:
            self._add(need, own_item, "input", source=inner.needs[0])
        elif inner.section == line.section:
            self.add_line(need, own_item)
        else:
            self._add(need, own_item, "definition")

    def _has_items_of_its_own(self, line: Line, need: str) -> bool:
        """Whether `need` has a figure for each of several items, where the line that reads it adds them up."""
        own = [axis for axis in self.results.graph.axes_of(need) if axis not in (*line.axes, "year")]
        return bool(own) and need not in _BY_BENEFIT

    def _add_items(self, name: str) -> None:
        """A row for each item of an input; of a line by item only the single inputs that it rests on."""
        graph = self.results.graph
        if name in graph.lines:
            for need in graph.needs(graph.lines[name]):
                if need in graph.lines:
                    self._add_items(need)
                elif not graph.axes_of(need) and need not in self.references:
                    self._add(need, 0, "input", source=need)
        elif name not in self._items:
            count = len(self.results.items(name))
            self._items[name] = [
                self._add(name, item, "input", source=name, is_one_of_many=count > 1) for item in range(count)
            ]

    def _numbered(self) -> int:
        return sum(row.reference[-1:].isdigit() for row in self.rows)


def references(results: Results) -> dict[tuple[str, int], list[str]]:
    """Name and item of a line or input → all references of the figure, in the order of the letters."""
    letters = letters_of(results)
    found: dict[tuple[str, int], list[str]] = {}
    for calculation in (*benefit_calculations(results), *cost_calculations(results)):
        for row in calculation.rows:
            found.setdefault((row.name, row.item), []).append(row.reference)
    for position in range(letters.benefits):
        found["benefit_full_effect", position] = [f"{letters.benefit(position)}t"]
        if is_counted(results, position):
            found["benefit_counted_effect", position] = [f"{letters.benefit(position)}t"]
            found["benefit_present_value", position] = [letters.benefit(position)]
    if letters.with_overlap:
        found["overlap_in_year", 0] = [f"{letters.overlap}tr"]
        found["overlap_present_value", 0] = [letters.overlap]
    for position in range(len(COSTS)):
        found["cost_in_year", position] = [f"{letters.cost(position)}t"]
        found["cost_present_value", position] = [letters.cost(position)]
    return {place: named for place, named in found.items() if results.has(place[0])}


def letter_of(reference: str) -> str:
    """`B` of `B3` and of `Btr`."""
    return reference.rstrip("0123456789tr")


def benefit_calculations(results: Results) -> list[Calculation]:
    """Of every benefit, in the order of their letters."""
    letters = letters_of(results)
    return [_of_benefit(results, letters.benefit(position), position) for position in range(letters.benefits)]


def _of_benefit(results: Results, letter: str, position: int) -> Calculation:
    found = Calculation(results, letter)
    source, item = results.graph.sources["benefit_full_effect"][position]
    found.add_line(source, item or 0, f"{letter}t")
    if is_counted(results, position):
        found.references |= dict.fromkeys(("benefit_full_effect", "benefit_counted_effect"), f"{letter}t")
        found.add_line("benefit_in_year", position, f"{letter}tr")
    return found


def cost_calculations(results: Results) -> list[Calculation]:
    """Of every cost, in the order of their letters; those that follow know the references of those before."""
    letters = letters_of(results)
    found: list[Calculation] = []
    before: dict[str, str] = {}
    for position, name in enumerate(COSTS):
        cost = Calculation(results, letters.cost(position), references=dict(before))
        before[name] = f"{cost.letter}t"
        if name in BY_COMPONENT:
            cost.add_components(name, before[name])
        else:
            cost.add_line(name, reference=before[name])
        found.append(cost)
    return found
