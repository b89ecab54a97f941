"""The Inputs sheet of a reviewed workbook, read cell by cell against what it held when it was built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from openpyxl.formula.tokenizer import Token
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from reportgen.case.case import Assumption
from reportgen.case.inputs import INPUT, KINDS, Input, Kind, is_settled
from reportgen.case.limits import UnusableError, number_for
from reportgen.case.nodes import LONGEST_TEXT
from reportgen.case.schema import PARTS_OF_A_WHOLE
from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.model.versions import FIGURES, WORDS, Edit, Part
from reportgen.model.whatif import SCENARIOS
from reportgen.options import Scenario
from reportgen.workbook.book import Book
from reportgen.workbook.kept import Content, KeptSheet, content_of, is_same
from reportgen.workbook.layout import BASE, CONSERVATIVE, HIGH, INPUTS_SHEET, KIND, LOW, NOTES, OPTIMISTIC, SOURCE
from reportgen.workbook.names import input_names
from reportgen.workbook.ranges import Place
from reportgen.workbook.sheets.inputs import SELECTOR
from reportgen.workbook.sheets.wording import TYPED, figure_unit, item_labels, scenario_title

COLUMNS: Mapping[Part, int] = {
    "value": BASE, "low": LOW, "high": HIGH, "conservative": CONSERVATIVE, "optimistic": OPTIMISTIC,
    "kind": KIND, "source": SOURCE, "note": NOTES,
}  # fmt: skip
#: What a figure is said to come from that was changed without saying so.
CHANGED = noted("changed in review; before: ")
UNSOURCED_KIND: Kind = "assumed"
_OWN_CELL = re.compile(r"=\$?([A-Z]{1,3})\$?([0-9]+)")


@dataclass(frozen=True)
class Group:
    """Figures that were changed and only make sense together."""

    edits: tuple[Edit, ...]
    figures: Mapping[str, tuple[Assumption, ...]]
    """By input name, all its figures with these changed."""

    @property
    def has_figures(self) -> bool:
        return any(edit.part in FIGURES for edit in self.edits)


@dataclass
class InputsRead:
    """The Inputs sheet cell by cell, with what is found on the way."""

    book: Book
    kept: KeptSheet
    results: Results
    problems: list[str] = field(default_factory=list)
    figures: dict[str, list[Assumption]] = field(default_factory=dict)
    """The figures of inputs that were changed, by name."""
    edits: dict[tuple[str, int], list[Edit]] = field(default_factory=dict)
    """By group of figures: the input's name and the position of the first of them."""
    rows: dict[tuple[str, int], int] = field(default_factory=dict)
    """By input and position the row of the figure."""
    used: set[Place] = field(default_factory=set)
    """Cells that were empty when the workbook was built and state something now."""
    scenario: Scenario = "base"
    selection: Edit | None = None

    def read(self) -> None:
        sheet = self.book.workbook[INPUTS_SHEET]
        self._read_scenario(sheet)
        for name, (input_name, position) in input_names(self.results.case).items():
            defined = self.book.workbook.defined_names.get(name)
            place = _place(defined.attr_text if defined is not None else "")
            if place is None or place not in self.kept.inputs:
                self._problem("", name, f"the name '{name}' does not lead to its cell any more; restore it.")
                continue
            self.rows[input_name, position] = place[0]
            self._read_row(sheet, input_name, position, place[0])

    def groups(self) -> Iterator[Group]:
        """What was changed, in the order of the sheet."""
        if self.selection is not None:
            yield Group((self.selection,), {})
        for (name, first), edits in self.edits.items():
            figures = list(self.results.case.assumptions[name])
            members = [position for position in range(len(figures)) if self._first_of(name, position) == first]
            for position in members:
                figures[position] = self.figures[name][position]
            yield Group(tuple(edits), {name: tuple(figures)})

    def fault(self, name: str, position: int, words: str) -> str:
        """A sentence about figures that cannot be used together."""
        cell = f"{get_column_letter(BASE)}{self.rows[name, position]}"
        return self._said(cell, self._label(name, position), words)

    def _read_scenario(self, sheet: Any) -> None:
        shown = content_of(sheet.cell(SELECTOR.row, SELECTOR.column))
        titles = {scenario_title(scenario): cast(Scenario, scenario) for scenario in SCENARIOS}
        before = scenario_title(self.results.scenario)
        if not isinstance(shown, str) or shown not in titles:
            cell = f"{get_column_letter(SELECTOR.column)}{SELECTOR.row}"
            self._problem(cell, "Scenario", f"{told(shown)} is no scenario; choose one of {', '.join(titles)}.")
            return
        self.scenario = titles[shown]
        if shown != before:
            self.selection = Edit(say("Scenario shown on all sheets"), "auto", "", "scenario", before, shown)

    def _read_row(self, sheet: Any, name: str, position: int, row: int) -> None:
        before = self.results.case.assumptions[name][position]
        after, edited = before, list[Edit]()
        unit, words = figure_unit(self.results, name, position // self._years(name))
        for part, column in COLUMNS.items():
            place = (row, column)
            now, was = content_of(sheet.cell(*place)), self.kept.inputs.get(place)
            if is_same(was, now) or (place not in self.kept.inputs and part not in ("low", "high")):
                continue
            if place not in self.kept.inputs:
                self.used.add(place)
            try:
                stated = self._stated(INPUT[name], part, sheet.cell(*place), now)
            except UnusableError as error:
                self._problem(f"{get_column_letter(column)}{row}", self._label(name, position), str(error))
                continue
            if stated != getattr(before, part):
                after = _with_part(after, part, stated)
                edited.append(Edit(self._label(name, position), unit, words, part, getattr(before, part), stated))
        if edited:
            self.figures.setdefault(name, list(self.results.case.assumptions[name]))[position] = _sourced(before, after)
            self.edits.setdefault((name, self._first_of(name, position)), []).extend(edited)

    def _stated(self, declared: Input, part: Part, cell: Any, now: Content) -> float | str | None:
        if part in WORDS:
            return _wording(part, now)
        if isinstance(now, str) and cell.data_type == "f":
            column = _own_column(now, cell.row)
            if part != "value" and column in (BASE, LOW, HIGH):
                # As it is built: it follows the base value or an end of the range.
                return None
            now = self._calculated(now, cell)
        if isinstance(now, bool) or not isinstance(now, float):
            raise UnusableError(f"{told(now)} is not a number; type one, or restore what stood there.")
        if part in ("low", "high") and is_settled(declared):
            raise UnusableError("it is the same in every scenario and has no range; leave the cell empty.")
        if declared.unit == "flag" and now not in (0, 1):
            raise UnusableError(f"{told(now)} is neither yes nor no; type {TYPED['flag']}.")
        number_for(f"{100 * now:.15g}%" if declared.unit == "share" else f"{now:.15g}", declared)
        return now

    def _calculated(self, formula: str, cell: Any) -> Content:
        """What a formula of figures alone comes to; one that reads cells would be lost."""
        place = (cell.parent.title, cell.coordinate)
        if self.book.formula_at[place].operands(Token.RANGE):
            raise UnusableError(f"{formula} reads other cells, which an assumption cannot; type its figure.")
        value = self.book.engine.value(cell.parent.title, cell.row, cell.column)
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)

    def _first_of(self, name: str, position: int) -> int:
        """The position of the first of the figures that a figure can only be changed with."""
        if name not in PARTS_OF_A_WHOLE:
            return position
        years = self._years(name)
        return position // years * years if years > 1 else 0

    def _years(self, name: str) -> int:
        return len(self.results.case.axes["year"]) if "year" in INPUT[name].axes else 1

    def _label(self, name: str, position: int) -> str:
        item = item_labels(self.results, name)[position]
        label = say(INPUT[name].label)
        return f"{label}: {item}" if item else label

    def _problem(self, cell: str, label: str, words: str) -> None:
        self.problems.append(self._said(cell, label, words))

    def _said(self, cell: str, label: str, words: str) -> str:
        where = f"{INPUTS_SHEET}!{cell}" if cell else INPUTS_SHEET
        return f"{self.book.package.name}, {where}, '{label}': {words}"


def _with_part(assumption: Assumption, part: Part, stated: float | str | None) -> Assumption:
    changed: dict[str, Any] = {part: stated}
    return replace(assumption, **changed)


def _place(target: str) -> Place | None:
    """The cell of the Inputs sheet that a defined name stands for."""
    sheet, _, cell = target.rpartition("!")
    if sheet.strip("'") != INPUTS_SHEET:
        return None
    try:
        return coordinate_to_tuple(cell.replace("$", ""))
    except ValueError:
        return None


def _own_column(formula: str, row: int) -> int | None:
    """The column of the single cell of the same row that a formula stands for."""
    found = _OWN_CELL.fullmatch(formula)
    if found is None or int(found[2]) != row:
        return None
    return coordinate_to_tuple(f"{found[1]}{found[2]}")[1]


def _wording(part: Part, now: Content) -> str:
    words = "" if now is None else f"{now:g}" if isinstance(now, float) else str(now)
    if part == "kind":
        kinds = {say(kind): kind for kind in KINDS}
        if words not in kinds:
            raise UnusableError(f"{told(now)} is no kind; choose one of {', '.join(kinds)}.")
        return kinds[words]
    if part == "source" and not words:
        raise UnusableError("the source is empty; say where the figure comes from.")
    if len(words) > LONGEST_TEXT:
        raise UnusableError(f"has {len(words):,} characters; write at most {LONGEST_TEXT:,}.")
    return words


def _sourced(before: Assumption, after: Assumption) -> Assumption:
    """A value that was changed does not come from where the one before did, even where nobody says so."""
    if after.value == before.value or after.source != before.source:
        return after
    kind = UNSOURCED_KIND if after.kind == before.kind else after.kind
    return replace(after, kind=kind, source=f"{say(CHANGED)}{before.source.removeprefix(say(CHANGED))}")


def told(content: Content) -> str:
    if content is None:
        return "nothing"
    return f"{content:.15g}" if isinstance(content, float) else f"'{content}'"
