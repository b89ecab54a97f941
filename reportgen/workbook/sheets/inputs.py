"""Inputs: every assumption in a row, with its range, kind and source; only these cells may be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.case.case import Assumption
from reportgen.case.inputs import KINDS, Input, Unit, is_settled
from reportgen.language import noted, say
from reportgen.model.references import references
from reportgen.model.results import Results
from reportgen.model.whatif import SCENARIOS, scenario_end, scenario_value
from reportgen.workbook.layout import (
    BASE,
    CONSERVATIVE,
    HIGH,
    INPUT_HEADING_ROW,
    INPUTS_SHEET,
    KIND,
    LABEL,
    LIVE,
    LOW,
    NOTES,
    OPTIMISTIC,
    REFERENCE,
    SCENARIO_NUMBER_ROW,
    SCENARIO_ROW,
    SOURCE,
    UNIT,
    Cell,
    Layout,
    letters,
)
from reportgen.workbook.sheets.page import A3, Page
from reportgen.workbook.sheets.validation import Validations
from reportgen.workbook.sheets.wording import (
    REFERENCE_HEADING,
    REFERENCE_WIDTH,
    capital,
    figure_unit,
    item_labels,
    named_references,
    scenario_title,
)
from reportgen.workbook.styles import Role

HEADINGS = (
    noted("Assumption"),
    noted("Unit"),
    noted("Live"),
    *(noted(each) for each in SCENARIOS),
    noted("Low"),
    noted("High"),
    noted("Kind"),
    noted("Source"),
    noted("Notes"),
    REFERENCE_HEADING,
)
SCENARIO_COLUMNS = dict(zip(SCENARIOS, (BASE, CONSERVATIVE, OPTIMISTIC), strict=True))
SELECTOR = Cell(INPUTS_SHEET, SCENARIO_ROW, LIVE)
WIDTHS = {LABEL: 60, UNIT: 16, LIVE: 16, BASE: 15, CONSERVATIVE: 15, OPTIMISTIC: 15, LOW: 15, HIGH: 15, KIND: 13,
          SOURCE: 52, NOTES: 34, REFERENCE: REFERENCE_WIDTH}  # fmt: skip


@dataclass(frozen=True)
class InputRow:
    """One assumption at its row; `position` counts the items of the input, the last axis running fastest."""

    row: int
    declared: Input
    position: int
    assumption: Assumption
    label: str
    unit: Unit
    unit_words: str

    def range_column(self, scenario: str) -> int | None:
        """The column with the end of the range that the scenario uses; None where it uses none or none is stated."""
        end = None if scenario == "base" else scenario_end(self.declared, scenario)
        stated = {"low": self.assumption.low, "high": self.assumption.high, None: None}[end]
        return None if stated is None else HIGH if end == "high" else LOW

    @property
    def is_ranged(self) -> bool:
        """Whether an end of a range is stated; the other end is then the base value, until somebody states it."""
        return self.assumption.low is not None or self.assumption.high is not None

    @property
    def is_settled(self) -> bool:
        """Whether it is the same in every scenario."""
        stated = (self.assumption.conservative, self.assumption.optimistic)
        return is_settled(self.declared) and not self.is_ranged and stated == (None, None)

    def override(self, scenario: str) -> float | None:
        """What the scenario uses whatever the range is."""
        return {"conservative": self.assumption.conservative, "optimistic": self.assumption.optimistic}.get(scenario)


def input_rows(results: Results, layout: Layout) -> Iterator[InputRow]:
    """Every row of the sheet that holds an assumption, from top to bottom."""
    for name, assumptions in results.case.assumptions.items():
        declared = results.graph.inputs[name]
        row, years = layout.blocks[name].row, layout.blocks[name].years
        for position, label in enumerate(item_labels(results, name)):
            unit, words = figure_unit(results, name, position // years)
            full_label = f"{say(declared.label)}: {label}" if label else say(declared.label)
            yield InputRow(row + position, declared, position, assumptions[position], full_label, unit, words)


def write_inputs(page: Page, results: Results, layout: Layout) -> None:
    """The sheet below its first rows."""
    _write_selector(page, results.scenario)
    for column, heading in enumerate(HEADINGS, start=1):
        role: Role = "figure heading" if LIVE <= column <= HIGH else "indented heading" if column > LABEL else "heading"
        page.text(INPUT_HEADING_ROW, column, capital(say(heading)), role)
    for group in layout.headings:
        if group.sheet == INPUTS_SHEET:
            page.section(group.row, say(group.text), LABEL, REFERENCE)
    validations = Validations(page.sheet)
    validations.choice(SELECTOR, f"${letters(BASE)}${INPUT_HEADING_ROW}:${letters(OPTIMISTIC)}${INPUT_HEADING_ROW}",
                       say("Scenario"), say("Choose the scenario that all sheets show."))  # fmt: skip
    named = references(results)
    for row in input_rows(results, layout):
        _write_row(page, row, results.scenario)
        item = row.position // layout.blocks[row.declared.name].years
        page.text(row.row, REFERENCE, named_references(named.get((row.declared.name, item), [])), "unit")
        _validate(validations, row)
    validations.add()
    page.close(WIDTHS, f"C{INPUT_HEADING_ROW + 1}", INPUT_HEADING_ROW, paper=A3)


def _write_selector(page: Page, scenario: str) -> None:
    page.text(SCENARIO_ROW, LABEL, say("Scenario shown on all sheets"), "line heading")
    page.text(SCENARIO_ROW, LIVE, scenario_title(scenario), "text input")
    page.text(SCENARIO_ROW, BASE, say("Choose from the list."), "unit")
    page.text(SCENARIO_NUMBER_ROW, LABEL, say("Number of its column, from Base on"), "label")
    headings = f"${letters(BASE)}${INPUT_HEADING_ROW}:${letters(OPTIMISTIC)}${INPUT_HEADING_ROW}"
    formula = f"=MATCH(${letters(LIVE)}${SCENARIO_ROW},{headings},0)"
    page.formula(SCENARIO_NUMBER_ROW, LIVE, formula, SCENARIOS.index(scenario) + 1, "calculation", "flag")


def _write_row(page: Page, row: InputRow, scenario: str) -> None:
    number, assumption = row.row, row.assumption
    page.text(number, LABEL, row.label)
    page.text(number, UNIT, row.unit_words, "unit")
    live = scenario_value(assumption, row.declared, scenario)
    formula = f"=INDEX(${letters(BASE)}{number}:${letters(OPTIMISTIC)}{number},${letters(LIVE)}${SCENARIO_NUMBER_ROW})"
    page.formula(number, LIVE, formula, live, "calculation", row.unit)
    page.number(number, BASE, assumption.value, "input", row.unit)
    for name in SCENARIOS[1:]:
        _write_scenario(page, row, name)
    for column, end in _ends(assumption):
        if end is not None:
            page.number(number, column, end, "input", row.unit)
        elif row.is_ranged:
            formula = f"=${letters(BASE)}{number}"
            page.formula(number, column, formula, assumption.value, "following input", row.unit)
    page.text(number, KIND, say(assumption.kind), "text input")
    page.text(number, SOURCE, assumption.source, "text input")
    page.text(number, NOTES, assumption.note, "text input")


def _write_scenario(page: Page, row: InputRow, scenario: str) -> None:
    """A stated number, else a formula: the end of the range where there is one, and the base value where not.

    What sorts figures or converts them is the same in every scenario, and nobody can make it another there.
    """
    column, override = SCENARIO_COLUMNS[scenario], row.override(scenario)
    if override is not None:
        page.number(row.row, column, override, "input", row.unit)
        return
    if row.is_settled:
        formula = f"=${letters(BASE)}{row.row}"
        page.formula(row.row, column, formula, row.assumption.value, "calculation", row.unit)
        return
    followed = row.range_column(scenario) or BASE
    value = scenario_value(row.assumption, row.declared, scenario)
    page.formula(row.row, column, f"=${letters(followed)}{row.row}", value, "following input", row.unit)


def _ends(assumption: Assumption) -> tuple[tuple[int, float | None], ...]:
    return (LOW, assumption.low), (HIGH, assumption.high)


def _validate(validations: Validations, row: InputRow) -> None:
    columns = [BASE] if row.is_settled else [BASE, CONSERVATIVE, OPTIMISTIC]
    columns += [LOW, HIGH] if row.is_ranged else []
    for column in columns:
        validations.figure(Cell(INPUTS_SHEET, row.row, column), row.declared, row.unit, row.unit_words)
    validations.choice(
        Cell(INPUTS_SHEET, row.row, KIND),
        f'"{",".join(map(say, KINDS))}"',
        say("Kind"),
        say("How the figure is known."),
    )
    for column in (SOURCE, NOTES):
        validations.wording(Cell(INPUTS_SHEET, row.row, column))
