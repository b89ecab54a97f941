"""The rules of a reviewable workbook, checked on any .xlsx file, also one that somebody has edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from reportgen.workbook import formula_rules, sheet_rules
from reportgen.workbook.book import Book
from reportgen.workbook.finding import Finding, Remark

Rule: TypeAlias = Callable[[Book], Iterator[Remark]]

RULES: tuple[Rule, ...] = (
    formula_rules.formulas_readable,
    formula_rules.known_functions,
    formula_rules.no_constants,
    formula_rules.short_formulas,
    formula_rules.shallow_formulas,
    formula_rules.no_nested_if,
    formula_rules.cell_references_only,
    formula_rules.no_external_links,
    formula_rules.no_array_formulas,
    formula_rules.same_across_years,
    formula_rules.same_down_columns,
    formula_rules.nothing_typed_over,
    sheet_rules.values_present,
    sheet_rules.no_error_values,
    sheet_rules.nothing_hidden,
    sheet_rules.no_merged_cells,
    sheet_rules.no_comments,
    sheet_rules.named_styles,
    sheet_rules.text_stays_text,
    sheet_rules.panes_frozen,
    sheet_rules.ready_to_print,
    sheet_rules.protected_without_password,
    sheet_rules.only_inputs_unlocked,
    sheet_rules.inputs_validated,
    sheet_rules.names_valid,
    sheet_rules.figures_fit,
)


def audit(source: Path | bytes) -> list[Finding]:
    """Everything in the file that breaks a rule, rule by rule in the order of `RULES`.

    Raises InputError where the file is no workbook.
    """
    book = Book(source)
    return [Finding(rule_name(rule), *remark) for rule in RULES for remark in rule(book)]


def rule_name(rule: Rule) -> str:
    """As people read it: `no nested if`."""
    return rule.__name__.replace("_", " ")
