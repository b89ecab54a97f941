"""What is found in a workbook, as text for a terminal."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator, Sequence

from reportgen.workbook.audit import RULES
from reportgen.workbook.comparison import Change, Changes
from reportgen.workbook.finding import Finding
from reportgen.workbook.recalculation import CellValue, Difference
from reportgen.workbook.verification import Verification

WIDTH = 100
_LABEL = 12
_MOST_LISTED = 12
"""Cells shown under one heading; JSON has all."""
_MOST_OF_A_RULE = 4
_LONGEST_CONTENT = 60
_MORE = "--json lists all"

Line = tuple[str, str]
"""A place and what is said of it."""


def as_text(found: Verification) -> str:
    """What a person reads: what the workbook is, what was found under headings, and the verdict as the last line."""
    blocks = [_head(found), *(block for block in _blocks(found) if len(block) > 1), [f"Verdict: {verdict(found)}"]]
    return "\n\n".join("\n".join(block) for block in blocks)


def verdict(found: Verification) -> str:
    """In one sentence."""
    counts = list(_counts(found))
    if not found.is_sound:
        return f"not sound: {', '.join(counts)}."
    kept = f"{len(RULES)} rules kept, {found.formulas:,} formulas give the figures they show"
    if found.record is None:
        return f"sound as far as can be told without a record: {kept}."
    if counts:
        return f"sound: {', '.join(counts)} and nothing else; {kept}."
    return f"as it was built: nothing was changed; {kept}."


def _head(found: Verification) -> list[str]:
    record = f"of run {found.record.run}" if found.record else f"none: {found.no_record}; what was changed is not told"
    calculated = found.not_calculated or f"{found.formulas:,} calculated anew"
    return [found.name, *_said("Record", record), *_said("Formulas", calculated)]


def _blocks(found: Verification) -> Iterator[list[str]]:
    changes = found.changes
    yield ["Rules broken", *_rules(found.findings)]
    differences = [_difference(found, each) for each in found.differences]
    yield ["Figures that differ when they are calculated anew", *_listed(differences)]
    yield ["Inputs changed", *_listed([_input(found, each) for each in changes.inputs])]
    overwritten = [_cell(found, each, f"{_content(each.now)} where {each.was} stood") for each in changes.overwritten]
    yield ["Formulas overwritten", *_listed(overwritten)]
    formulas = [_cell(found, each, f"{each.was} → {each.now}") for each in changes.formulas]
    yield ["Formulas changed", *_listed(formulas)]
    yield ["Added", *_listed(_added(found, changes))]
    yield ["Removed", *_listed(_removed(found, changes))]
    yield [
        "Other texts and figures changed",
        *_listed([(f"{each.sheet}!{each.cells}", "not as it was built") for each in changes.others]),
    ]


def _rules(findings: Sequence[Finding]) -> Iterator[str]:
    for rule, group in itertools.groupby(findings, key=lambda finding: finding.rule):
        broken = list(group)
        yield f"  {rule}"
        yield from _lines([(_place(each.sheet, each.cell), each.message) for each in broken[:_MOST_OF_A_RULE]], "    ")
        yield from _more(len(broken) - _MOST_OF_A_RULE, "    ")


def _difference(found: Verification, difference: Difference) -> Line:
    words = f"holds {_content(difference.stored)}, {difference.formula} gives {_content(difference.recalculated)}"
    label = found.labels.at(difference.sheet, difference.cell)
    return _place(difference.sheet, difference.cell), _labelled(label, words)


def _input(found: Verification, change: Change) -> Line:
    was, now = (_begun(found.shown.content(change, content)) for content in (change.was, change.now))
    return _cell(found, change, f"{was} → {now}")


def _added(found: Verification, changes: Changes) -> list[Line]:
    sheets = [(title, "a sheet that was not there") for title in changes.sheets_added]
    return sheets + [_cell(found, each, _content(each.now)) for each in changes.added]


def _removed(found: Verification, changes: Changes) -> list[Line]:
    sheets = [(title, "a sheet that is gone") for title in changes.sheets_removed]
    return sheets + [_cell(found, each, _content(each.was or "a text or figure")) for each in changes.removed]


def _counts(found: Verification) -> Iterator[str]:
    changes = found.changes
    rules = len({finding.rule for finding in found.findings})
    for count, one, many in (
        (rules, "rule is broken", "rules are broken"),
        (len(found.differences), "figure differs", "figures differ"),
        (len(changes.overwritten), "formula was overwritten", "formulas were overwritten"),
        (len(changes.formulas), "formula was changed", "formulas were changed"),
        (len(changes.added) + len(changes.sheets_added), "addition", "additions"),
        (len(changes.removed) + len(changes.sheets_removed), "removal", "removals"),
        (len(changes.others), "other change", "other changes"),
        (len(changes.inputs), "input was changed", "inputs were changed"),
    ):
        if count:
            yield f"{count:,} {one if count == 1 else many}"
    if found.not_calculated:
        yield "nothing could be calculated"


def _cell(found: Verification, change: Change, words: str) -> Line:
    label = found.labels.of(change.sheet, change.row, change.column)
    return _place(change.sheet, change.cell), _labelled(label, words)


def _place(sheet: str, cell: str) -> str:
    return (f"{sheet}!{cell}" if cell else sheet) or "workbook"


def _labelled(label: str, words: str) -> str:
    return f"{_begun(label)}: {words}" if label else words


def _content(content: CellValue) -> str:
    if content is None:
        return "nothing"
    return f"{content:,.15g}" if isinstance(content, float) else _begun(str(content))


def _begun(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST_CONTENT else f"{one_line[: _LONGEST_CONTENT - 1].rstrip()}…"


def _listed(lines: Sequence[Line]) -> Iterator[str]:
    yield from _lines(lines[:_MOST_LISTED], "  ")
    yield from _more(len(lines) - _MOST_LISTED, "  ")


def _lines(lines: Sequence[Line], indent: str) -> Iterator[str]:
    width = max((len(place) for place, _ in lines), default=0)
    for place, words in lines:
        yield from _wrapped(words, f"{indent}{place:<{width}}  ", f"{indent}    ")


def _more(count: int, indent: str) -> Iterator[str]:
    if count > 0:
        yield f"{indent}… and {count:,} more; {_MORE}"


def _said(label: str, words: str) -> list[str]:
    return _wrapped(words, f"  {label:<{_LABEL}}", " " * (_LABEL + 4))


def _wrapped(words: str, start: str, following: str) -> list[str]:
    """Lines up to `WIDTH` characters wide; formulas and paths stay whole."""
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=start,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )
