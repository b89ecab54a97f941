"""What a reviewed workbook states otherwise than the one that was built, and what of it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.case.case import Case
from reportgen.case.revising import faults, revised
from reportgen.errors import InputError
from reportgen.language import say
from reportgen.model.results import Results
from reportgen.options import Scenario
from reportgen.workbook.book import Book
from reportgen.workbook.comparison import Change, Changes
from reportgen.workbook.kept import KeptSheet
from reportgen.workbook.layout import INPUTS_SHEET, SURVEY_SHEET
from reportgen.workbook.ranges import Place
from reportgen.workbook.reviewed_inputs import Group, InputsRead, told

#: Of one sheet that are told one by one.
MOST_SINGLE_FORMULAS = 20


@dataclass(frozen=True)
class Review:
    """What a reviewed workbook states otherwise than the one that was built."""

    case: Case
    scenario: Scenario
    groups: tuple[Group, ...]
    left_behind: tuple[str, ...]
    """What was added or rewritten and is not carried over, a sentence each."""


def reviewed(book: Book, kept: Mapping[str, KeptSheet], changes: Changes, results: Results) -> Review:
    """What was changed in a workbook of these results; `kept` is what it held as built, `changes` how it differs.

    Raises InputError with every cell that cannot be used and why.
    """
    if problems := [*_refused(book, changes)]:
        # Where formulas or the survey are not what was built, cells may hold anything.
        raise InputError(*problems)
    reading = InputsRead(book, kept[INPUTS_SHEET], results)
    reading.read()
    figures = {name: tuple(figures) for name, figures in reading.figures.items()}
    case = revised(results.case, figures) if figures else results.case
    problems = reading.problems or [reading.fault(*fault) for fault in faults(case, results.allocation)]
    if problems:
        raise InputError(*problems)
    return Review(case, reading.scenario, tuple(reading.groups()), tuple(_left_behind(book, changes, reading.used)))


def _refused(book: Book, changes: Changes) -> Iterator[str]:
    """Cells whose change would be lost, and what it would mean for the figures."""
    name = book.package.name
    for title in changes.sheets_removed:
        if title in (INPUTS_SHEET, SURVEY_SHEET):
            yield f"{name}: the sheet '{title}' is gone; restore it, the figures are read from there."
    lost_formulas: dict[str, list[Change]] = {}
    for change in (*changes.overwritten, *changes.formulas, *changes.removed):
        if change.was is not None:
            lost_formulas.setdefault(change.sheet, []).append(change)
    for title, lost in lost_formulas.items():
        yield from _lost_formulas(f"{name}, {title}", lost)
    stretches = [each.cells for each in changes.others if each.sheet == SURVEY_SHEET]
    others = (*changes.added, *changes.removed)
    stretches += [each.cell for each in others if each.sheet == SURVEY_SHEET and each.was is None]
    for cells in stretches:
        yield (
            f"{name}, {SURVEY_SHEET}!{cells}: the survey is not as it was built; restore it, or build from the survey "
            "with the answers as they should be."
        )


def _lost_formulas(place: str, lost: Sequence[Change]) -> Iterator[str]:
    """One by one; where nearly a whole sheet is another, what that is likely to come from."""
    if len(lost) > MOST_SINGLE_FORMULAS:
        yield (
            f"{place}: {len(lost):,} formulas are not as they were built, as after inserting or deleting rows or "
            "columns; undo that, and change nothing but assumptions on Inputs."
        )
        return
    for change in lost:
        yield (
            f"{place}!{change.cell}: {told(change.now)} stands where {change.was} belongs; restore the formula, and "
            "change assumptions on Inputs instead."
        )


def _left_behind(book: Book, changes: Changes, used: set[Place]) -> Iterator[str]:
    """What people added for themselves; it hurts nothing and is in no file of the program."""
    for title in changes.sheets_added:
        yield say("the sheet '{sheet}' of {workbook} is not carried over.", sheet=title, workbook=book.package.name)
    for title in changes.sheets_removed:
        yield say("the sheet '{sheet}' is there again.", sheet=title)
    added = [each for each in changes.added if not (each.sheet == INPUTS_SHEET and (each.row, each.column) in used)]
    places = [f"{each.sheet}!{each.cell}" for each in added]
    places += [f"{each.sheet}!{each.cells}" for each in changes.others]
    places += [f"{each.sheet}!{each.cell}" for each in changes.removed if each.was is None]
    if places:
        yield say("what was written or deleted in {places} is not carried over.", places=_listed(places))


def _listed(places: Sequence[str], most: int = 6) -> str:
    shown = ", ".join(places[:most])
    return say("{places} and {count} more", places=shown, count=len(places) - most) if len(places) > most else shown
