"""The rules of a reviewable workbook, checked on any .xlsx file, also one that somebody has edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from reportgen.language import speaking
from reportgen.workbook import cover_rules, file_rules, formula_rules, input_rules, sheet_rules, text_rules
from reportgen.workbook.book import Book, language_of
from reportgen.workbook.finding import Finding, Remark

Rule: TypeAlias = Callable[[Book], Iterator[Remark]]

#: In the order of the rules of the design; each keeps its wording in its docstring.
RULES: tuple[Rule, ...] = (
    # Inputs, calculations and results apart, columns alike
    input_rules.inputs_apart,
    cover_rules.same_columns_everywhere,
    # One formula a row, or a column of a table
    formula_rules.same_across_years,
    formula_rules.same_down_columns,
    formula_rules.nothing_typed_over,
    input_rules.inputs_pinned,
    # No figures in formulas
    formula_rules.no_constants,
    # Formulas that people and every program can read
    formula_rules.formulas_readable,
    formula_rules.known_functions,
    formula_rules.short_formulas,
    formula_rules.shallow_formulas,
    formula_rules.no_nested_if,
    formula_rules.no_array_formulas,
    formula_rules.no_circles,
    formula_rules.no_external_links,
    file_rules.nothing_that_runs,
    # Nothing hidden
    sheet_rules.nothing_hidden,
    sheet_rules.no_merged_cells,
    sheet_rules.no_comments,
    sheet_rules.named_styles,
    # Inputs described and told by more than colour
    input_rules.inputs_described,
    input_rules.inputs_framed,
    cover_rules.colour_key_on_cover,
    # Values in sight before anything is calculated
    sheet_rules.values_present,
    sheet_rules.no_error_values,
    # Never rounded, one sign convention
    formula_rules.never_rounded,
    cover_rules.signs_and_limitations_on_cover,
    # To be read on the screen and in print
    sheet_rules.panes_frozen,
    cover_rules.years_in_sight,
    cover_rules.master_check_in_sight,
    sheet_rules.ready_to_print,
    sheet_rules.figures_fit,
    # Protected from slips, open to everybody
    sheet_rules.protected_without_password,
    sheet_rules.structure_open,
    input_rules.only_inputs_unlocked,
    input_rules.inputs_validated,
    # Names as addresses, cells in formulas
    formula_rules.cell_references_only,
    input_rules.names_valid,
    input_rules.names_for_inputs_and_headline,
    # Text stays text
    text_rules.text_stays_text,
    text_rules.no_coded_characters,
    text_rules.texts_fit_cells,
    text_rules.sheet_names_legal,
)
#: What every program that saves a workbook again breaks, and only a build has to keep.
BUILD_RULES: tuple[Rule, ...] = (
    text_rules.text_marked,
    sheet_rules.left_at_the_top,
    file_rules.nothing_of_time_and_machine,
)


def audit(source: Path | bytes | Book, *, built: bool = True) -> list[Finding]:
    """Everything in the file that breaks a rule, rule by rule in the order of `RULES`.

    `built` also applies what holds only until another program saves the file.
    Raises InputError where the file is no workbook.
    """
    book = source if isinstance(source, Book) else Book(source)
    rules = (*RULES, *BUILD_RULES) if built else RULES
    with speaking(language_of(book)):
        return _findings(book, rules)


def _findings(book: Book, rules: Sequence[Rule]) -> list[Finding]:
    return [Finding(rule_name(rule), *remark) for rule in rules for remark in rule(book)]


def rule_name(rule: Rule) -> str:
    """As people read it: `no nested if`."""
    return rule.__name__.replace("_", " ")
