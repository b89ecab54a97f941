"""Cover: what the workbook is, how to read it, and what it leaves out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from reportgen.case.case import Case
from reportgen.language import noted, say, say_counted
from reportgen.model.results import Results
from reportgen.workbook.layout import Cell, Layout, letters
from reportgen.workbook.sheets.checks import MASTER
from reportgen.workbook.sheets.limitations import limitations_of
from reportgen.workbook.sheets.page import STATUS_ROW, Page
from reportgen.workbook.sheets.wording import listed
from reportgen.workbook.styles import FAIL, PASS, mark_failures

LABEL, GAP, WORDS = 1, 2, 3
WIDTHS = {LABEL: 28.0, GAP: 2.0, WORDS: 104.0}
SHORT_HASH = 12
#: Characters in the size of titles beside each other on the printed page.
LONGEST_TITLE = 76
SIGNS_SECTION, LIMITATIONS_SECTION = noted("Sign convention"), noted("Limitations of this model")

#: What the samples of cells mean, from top to bottom.
KEY = (
    noted("Tinted and fully framed: an assumption, to be changed at will."),
    noted("Italic, in a dashed frame: an assumption that follows another cell until a figure is typed into it."),
    noted("No frame, a hairline below: a formula. Here it is the net present value."),
    noted("Bold, a line above: a formula too, of a total or a main result."),
    noted("No frame and no line: a figure of the survey or of the simulation, or the number of a case, as a value."),
    noted("A check: it says {passes}, or {fails} on a dark ground."),
)
SIGNS = noted(
    "Benefits and costs are positive amounts on their sheets; costs are subtracted in the "
    "net benefit. In net benefits and cash flows money that comes in is positive and money "
    "that goes out is negative, shown in parentheses. What is taken off a total is a "
    "negative line of its own. No figure is rounded before it is shown."
)
PROOF = noted(
    "On every build an independent spreadsheet engine recalculates all formulas of this "
    "file, changes each assumption in turn, and for the sheet Cases all of them at once; the "
    "results are compared with those of the program that wrote it, to nine digits. A build "
    "that disagrees is thrown away. The proof covers the file as it was built, and it shows "
    "that the arithmetic is right, not that the assumptions are. What has been changed "
    "since, reportgen verify tells cell by cell from the record of inputs and formulas that "
    "the file carries among its properties."
)


def cover_title(case: Case) -> str:
    """As much of the title as one line of the sheet holds; all of it stands below."""
    title = full_title(case)
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def full_title(case: Case) -> str:
    return case.title or say("Business case for {name}", name=case.company.name)


def write_cover(page: Page, results: Results, layout: Layout, run: str, contents: Mapping[str, str]) -> None:
    """The sheet below its first rows; `contents` holds the other sheets and what they say."""
    row = STATUS_ROW + 2
    row = _write_pairs(page, row, say("This model"), list(_facts(results, run)))
    row = _write_contents(page, row, contents)
    row = _write_key(page, row, results, layout)
    row = _write_pairs(page, row, say(SIGNS_SECTION), [(say("Signs"), say(SIGNS))])
    row = _write_pairs(page, row, say(LIMITATIONS_SECTION), limitations_of(results))
    row = _write_pairs(page, row, say("How it was checked"), [(say("Proof"), say(PROOF))])
    _write_pairs(page, row, say("Versions"), list(_versions(results, run)))
    page.close(WIDTHS, f"A{STATUS_ROW + 1}", STATUS_ROW, upright=True)


def _write_pairs(page: Page, row: int, title: str, pairs: Sequence[tuple[str, str | datetime.date]]) -> int:
    """A part of labels and wordings; returns the row of the next part."""
    page.section(row, title, LABEL, WORDS)
    for offset, (label, words) in enumerate(pairs, start=1):
        page.text(row + offset, LABEL, label, "wording")
        if isinstance(words, datetime.date):
            page.date(row + offset, WORDS, words)
        else:
            page.text(row + offset, WORDS, words, "wording")
    return row + len(pairs) + 2


def _facts(results: Results, run: str) -> Iterator[tuple[str, str | datetime.date]]:
    company, case = results.case.company, results.case
    if case.title:
        yield say("Title"), case.title
    yield say("Client"), company.name
    if company.industry:
        yield say("Industry"), company.industry
    if company.prepared_for:
        yield say("Prepared for"), company.prepared_for
    if company.prepared_by:
        yield say("Prepared by"), company.prepared_by
    yield say("Date"), case.date
    yield (
        say("Amounts"),
        say(
            "{currency}, year 0, the year of the spending, to year {horizon}",
            currency=company.currency,
            horizon=case.horizon,
        ),
    )
    yield say("Run"), run
    yield (
        say("Survey"),
        "; ".join(f"{each.file}, SHA-256 {each.sha256[:SHORT_HASH]}…" for each in results.allocation.reading),
    )
    if case.file:
        yield say("Case file"), f"{case.file}, SHA-256 {case.sha256[:SHORT_HASH]}…"


def _write_contents(page: Page, row: int, contents: Mapping[str, str]) -> int:
    page.section(row, say("Contents"), LABEL, WORDS)
    for offset, (title, description) in enumerate(contents.items(), start=1):
        page.link(row + offset, LABEL, title, Cell(title, 1, 1))
        page.text(row + offset, WORDS, description, "wording")
    return row + len(contents) + 2


def _write_key(page: Page, row: int, results: Results, layout: Layout) -> int:
    """One sample of every look beside what it means; the samples of formulas are live too."""
    page.section(row, say("How cells look"), LABEL, WORDS)
    npv, unit = layout.cell("npv"), results.declared("npv").unit
    link = f"='{npv.sheet}'!${letters(npv.column)}${npv.row}"
    page.text(row + 1, LABEL, say("assumption"), "sample input")
    page.text(row + 2, LABEL, say("assumption that follows"), "sample following input")
    page.formula(row + 3, LABEL, link, results.number("npv"), "calculation", unit)
    page.formula(row + 4, LABEL, link, results.number("npv"), "total", unit)
    page.number(row + 5, LABEL, results.array("surveyed_share_before")[0, 0], "surveyed", "share")
    page.formula(row + 6, LABEL, f"={MASTER.link}", say(PASS if not results.failed_checks else FAIL), "check")
    mark_failures(page.sheet, f"{letters(LABEL)}{row + 6}")
    for offset, words in enumerate(KEY, start=1):
        page.text(row + offset, WORDS, say(words, passes=say(PASS), fails=say(FAIL)), "wording")
    return row + len(KEY) + 2


def _versions(results: Results, run: str) -> Iterator[tuple[str, str]]:
    files = listed([*(each.file for each in results.allocation.reading), *filter(None, [results.case.file])])
    source = files if results.case.file else say("{files} without a case file", files=files)
    shown = {
        "base": say("base scenario shown"),
        "conservative": say("conservative scenario shown"),
        "optimistic": say("optimistic scenario shown"),
    }[results.scenario]
    if not results.versions:
        yield (
            f"{results.case.date:%Y-%m-%d}",
            say("Run {run}: built by reportgen from {source}, {shown}", run=run, source=source, shown=shown),
        )
        return
    first, last = results.versions[0], results.versions[-1]
    yield (
        f"{first.reviewed_date:%Y-%m-%d}",
        say("Run {run}: built by reportgen from {source}", run=first.reviewed_run, source=source),
    )
    for version, following in zip_longest(results.versions, results.versions[1:]):
        made = run if following is None else following.reviewed_run
        edits = sum(len(change.edits) for change in version.changes)
        words = say_counted(
            edits,
            "Run {run}: version {number}, {edits} cell changed in review",
            "Run {run}: version {number}, {edits} cells changed in review",
            run=made,
            number=version.number,
            edits=edits,
        )
        yield f"{version.date:%Y-%m-%d}", f"{words}, {shown}" if version is last else words
