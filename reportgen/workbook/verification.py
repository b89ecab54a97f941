"""One workbook under all rules, calculated anew, and beside the record of how it was built."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import InputError
from reportgen.workbook.audit import audit
from reportgen.workbook.book import Book
from reportgen.workbook.comparison import Change, Changes, compared
from reportgen.workbook.finding import Finding
from reportgen.workbook.kept import Content, NoRecordError, Record, kept_in
from reportgen.workbook.labels import Labels
from reportgen.workbook.opening import reading_to_the_end
from reportgen.workbook.recalculation import Difference, Engine, recalculate


@dataclass(frozen=True)
class Verification:
    """Everything that is found in a workbook."""

    name: str
    findings: tuple[Finding, ...]
    formulas: int
    """Formula cells calculated anew; 0 where the engine cannot read the file."""
    differences: tuple[Difference, ...]
    """Of values that the file stores; a cell without one breaks a rule."""
    not_calculated: str
    """Why nothing could be calculated; empty where it could."""
    record: Record | None
    no_record: str
    """Why there is nothing to compare with; empty where there is."""
    changes: Changes
    labels: Labels
    shown: Shown

    @property
    def is_as_built(self) -> bool:
        """Whether nothing but inputs was changed; also true where there is no record to tell."""
        changes = self.changes
        kinds = (changes.overwritten, changes.formulas, changes.added, changes.removed, changes.others)
        return not any((*kinds, changes.sheets_added, changes.sheets_removed))

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong; changed inputs are what a workbook is for."""
        return self.is_as_built and not (self.findings or self.differences or self.not_calculated)


class Shown:
    """Contents of cells in the formats that the cells have."""

    def __init__(self, source: Path, *, calculable: bool) -> None:
        self._engine = Engine(source) if calculable else None

    def content(self, change: Change, content: Content) -> str:
        """A figure as the cell shows it, a text or formula as it is."""
        if content is None:
            return "empty"
        if not isinstance(content, float):
            return str(content)
        if self._engine is None:
            return f"{content:.15g}"
        self._engine.put(change.sheet, change.row, change.column, content)
        return self._engine.shown(change.sheet, change.row, change.column).strip()


def verify(path: Path) -> Verification:
    """Raises InputError, with what to do, where the file is no workbook, or too damaged to be looked through."""
    with reading_to_the_end(path.name):
        return _verified(path)


def _verified(path: Path) -> Verification:
    book = Book(path)
    findings = tuple(audit(book, built=False))
    formulas, differences, not_calculated = _calculated(path)
    record, no_record, changes = None, "", Changes()
    try:
        record = kept_in(book.package)
        changes = compared(book, record)
    except NoRecordError as error:
        no_record = str(error)
    return Verification(
        path.name,
        findings,
        formulas,
        differences,
        not_calculated,
        record,
        no_record,
        changes,
        Labels(book),
        Shown(path, calculable=not not_calculated),
    )


def _calculated(path: Path) -> tuple[int, tuple[Difference, ...], str]:
    try:
        calculated = recalculate(path)
    except InputError as error:
        return 0, (), str(error)
    return calculated.formulas, tuple(each for each in calculated.differences if each.stored is not None), ""
