"""Changes: what each review changed, and what each change does to the net present value."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.model.versions import FIGURES, Change, Edit, Version
from reportgen.model.whatif import SCENARIOS
from reportgen.workbook.layout import letters
from reportgen.workbook.sheets.page import STATUS_ROW, Page

CHANGES_SHEET = "Changes"
LABEL, UNIT, WAS, NOW, FIRST_EFFECT = 1, 2, 3, 4, 5
LAST = FIRST_EFFECT + len(SCENARIOS) - 1
WIDTHS = {LABEL: 62.0, UNIT: 16.0, WAS: 22.0, NOW: 22.0, **dict.fromkeys(range(FIRST_EFFECT, LAST + 1), 18.0)}

WITH_THE_ONE_ABOVE = noted("with the one above")
TOGETHER, INTERPLAY = noted("All changes together"), noted("Of this by their working together, beyond each alone")
VALUES = noted("Values of the day of the refresh: the effects do not follow later changes on Inputs.")


def write_changes(page: Page, results: Results) -> None:
    """The sheet below its first rows, the latest version on top."""
    row = STATUS_ROW + 2
    page.text(row, LABEL, say(VALUES), "subtitle")
    row += 2
    for version in reversed(results.versions):
        row = _write_version(page, version, row)
    page.close(WIDTHS, f"A{STATUS_ROW + 1}", STATUS_ROW)


def title_of(version: Version) -> str:
    """Which version it is, and which workbook it came from."""
    reviewed = say(
        "{workbook} of {date}, run {run}",
        workbook=version.reviewed,
        date=f"{version.reviewed_date:%Y-%m-%d}",
        run=version.reviewed_run,
    )
    return say(
        "Version {number} of {date}, from {reviewed}",
        number=version.number,
        date=f"{version.date:%Y-%m-%d}",
        reviewed=reviewed,
    )


def _write_version(page: Page, version: Version, row: int) -> int:
    """Returns the row of the next one."""
    page.section(row, title_of(version), LABEL, LAST)
    row += 1
    page.text(row, LABEL, say("Assumption"), "heading")
    page.text(row, UNIT, say("Unit"), "indented heading")
    page.texts(row, WAS, [say("Was"), say("Is")], "figure heading")
    page.texts(
        row,
        FIRST_EFFECT,
        [say("Effect on NPV, {scenario}", scenario=say(each)) for each in SCENARIOS],
        "figure heading",
    )
    first = row + 1
    for change in version.changes:
        row = _write_change(page, change, row + 1)
    _write_sums(page, version, first, row)
    return row + 6


def _write_sums(page: Page, version: Version, first: int, last: int) -> None:
    """Before and after, and what lies between; the effects of single changes stand in the rows from first to last."""
    was, now, together, interplay = range(last + 1, last + 5)
    _write_figures(page, was, say("Net present value before the review"), version.was)
    _write_figures(page, now, say("Net present value after it"), version.now)
    page.text(together, LABEL, say(TOGETHER), "bold label")
    page.text(interplay, LABEL, say(INTERPLAY))
    for column, figure in enumerate(version.together, start=FIRST_EFFECT):
        formula = f"={letters(column)}{now}-{letters(column)}{was}"
        page.formula(together, column, formula, figure, "total", "money")
    for column, figure in enumerate(version.interplay, start=FIRST_EFFECT):
        formula = f"={letters(column)}{together}-SUM({letters(column)}{first}:{letters(column)}{last})"
        page.formula(interplay, column, formula, figure, "calculation", "money")


def _write_change(page: Page, change: Change, row: int) -> int:
    """A row a cell; returns the last of them."""
    for offset, edit in enumerate(change.edits):
        page.text(row + offset, LABEL, edit.title)
        page.text(row + offset, UNIT, edit.unit_words if edit.part in FIGURES else "", "unit")
        for column, content in ((WAS, edit.was), (NOW, edit.now)):
            _write_content(page, row + offset, column, edit, content)
        if offset and edit.part in FIGURES:
            page.text(row + offset, FIRST_EFFECT, say(WITH_THE_ONE_ABOVE), "column unit")
    if change.effects is not None:
        _write_effects(page, row, change.effects)
    return row + len(change.edits) - 1


def _write_content(page: Page, row: int, column: int, edit: Edit, content: float | str | None) -> None:
    if isinstance(content, float):
        page.number(row, column, content, "drawn", edit.unit)
    else:
        page.text(row, column, edit.shown(content), "item label")


def _write_figures(page: Page, row: int, label: str, figures: Sequence[float]) -> None:
    page.text(row, LABEL, label)
    _write_effects(page, row, figures)


def _write_effects(page: Page, row: int, figures: Sequence[float]) -> None:
    for offset, figure in enumerate(figures):
        page.number(row, FIRST_EFFECT + offset, figure, "drawn", "money")
