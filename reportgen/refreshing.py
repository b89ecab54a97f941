"""A reviewed workbook comes back: its changed assumptions, built again without survey and case file."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import reportgen
from reportgen.errors import InputError
from reportgen.language import say, speaking
from reportgen.publishing import Progress, Report, look_of, publish, say_nothing, workbook_name

if TYPE_CHECKING:
    from reportgen.case.revising import Figures
    from reportgen.model.results import Results
    from reportgen.model.versions import Version
    from reportgen.options import Options
    from reportgen.survey.allocation import Response
    from reportgen.workbook.book import Book
    from reportgen.workbook.carried import Source
    from reportgen.workbook.kept import Record
    from reportgen.workbook.reviewed import Review


@dataclass(frozen=True)
class Returned:
    """What comes back with a reviewed workbook."""

    results: Results
    """Of the assumptions as they are now, with all versions."""
    options: Options
    remarks: tuple[str, ...]
    """What is not carried over, a sentence each."""


def refresh(
    workbook: str | os.PathLike[str],
    *,
    output: str | os.PathLike[str] = "output",
    name: str | None = None,
    date: datetime.date | None = None,
    brand: str | os.PathLike[str] | None = None,
    templates: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Builds all documents again from the assumptions of a reviewed workbook, to `output`/`name`.

    Without `name` it is that of the case with the number of the version: `insurance-v2`. Without `date` it is today's.
    `brand` and `templates` are as for a build; the workbook does not carry them.
    Raises InputError, cell by cell, where something cannot be used or was changed that no assumption states, and what
    `publish` raises.
    """
    from reportgen.worker import Worker

    progress = progress or say_nothing
    look = look_of(brand, templates)
    with Worker() as worker:
        progress("Reading the reviewed workbook")
        returned = read_back(Path(workbook), name=name, date=date)
        case_name = returned.results.case.name
        _refuse_to_overwrite(Path(workbook), Path(output) / case_name / workbook_name(case_name))
        with speaking(returned.options.language):
            report = publish(returned.results, returned.options, Path(output), progress, worker, look)
    return replace(report, remarks=returned.remarks)


def read_back(workbook: Path, *, name: str | None = None, date: datetime.date | None = None) -> Returned:
    """The results of what a reviewed workbook states; raises InputError as `refresh` does."""
    from reportgen.workbook.book import Book
    from reportgen.workbook.opening import reading_to_the_end

    with reading_to_the_end(workbook.name):
        book = Book(workbook)
        record, source = _recorded(book)
        with speaking(source.options.language):
            return _read_back(book, record, source, name, date)


def _read_back(book: Book, record: Record, source: Source, name: str | None, date: datetime.date | None) -> Returned:
    from reportgen.model.results import compute
    from reportgen.workbook.comparison import compared
    from reportgen.workbook.reviewed import reviewed

    options = source.options
    before = compute(source.case, source.allocation, options.scenario, draws=options.draws, seed=options.seed)
    review = reviewed(book, record.sheets, compared(book, record), before)
    allocation = replace(source.allocation, responses=_responses(book, source))
    if not review.groups:
        name_of_file = book.package.name
        raise InputError(f"{name_of_file}: no assumption was changed since it was built; there is nothing to refresh.")
    case = replace(review.case, name=name or _next_name(source), date=date or datetime.date.today())
    options = replace(options, scenario=review.scenario, only=None)
    after = compute(case, allocation, options.scenario, draws=options.draws, seed=options.seed)
    version = _version(before, after, review, book, record, len(source.versions) + 2)
    remarks = (*review.left_behind, *_other_program(source))
    return Returned(replace(after, versions=(*source.versions, version)), options, remarks)


def _other_program(source: Source) -> Iterator[str]:
    if source.program != reportgen.__version__:
        yield say(
            "the workbook was built by reportgen {built}; what changes are worth is told by {now}.",
            built=source.program,
            now=reportgen.__version__,
        )


def _recorded(book: Book) -> tuple[Record, Source]:
    """What the workbook says of how it was built."""
    from reportgen.workbook.carried import restored
    from reportgen.workbook.kept import NoRecordError, kept_in

    try:
        record = kept_in(book.package)
        return record, restored(record.source)
    except NoRecordError as error:
        reason = str(error)
    except ValueError:
        reason = "its record of how it was built is damaged"
    remedy = "type the changes into the workbook as it was built, or build again from the survey"
    raise InputError(f"{book.package.name} cannot be refreshed: {reason}; {remedy}.")


def _next_name(source: Source) -> str:
    number = len(source.versions) + 2
    return f"{source.case.name.removesuffix(f'-v{number - 1}')}-v{number}"


def _refuse_to_overwrite(reviewed: Path, target: Path) -> None:
    if target.exists() and target.samefile(reviewed):
        raise InputError(
            f"{reviewed}: the refreshed workbook would take its place; choose another name with --name, or another "
            "folder with --output."
        )


def _responses(book: Book, source: Source) -> tuple[Response, ...]:
    from reportgen.workbook.layout import SURVEY_SHEET
    from reportgen.workbook.sheets.survey_responses import read_responses

    if source.responses is None:
        return ()
    return read_responses(book.workbook[SURVEY_SHEET], source.responses, len(source.allocation.activities))


def _version(before: Results, after: Results, review: Review, book: Book, record: Record, number: int) -> Version:
    """What the review changed, and what each change does to the net present value."""
    from reportgen.model.versions import Change, Version

    changes = tuple(
        Change(group.edits, _effects(before, group.figures) if group.has_figures else None) for group in review.groups
    )
    return Version(
        number=number,
        date=after.case.date,
        reviewed=book.package.name,
        reviewed_sha256=hashlib.sha256(book.package.content).hexdigest(),
        reviewed_run=record.run,
        reviewed_date=before.case.date,
        changes=changes,
        was=_values(before),
        now=_values(after),
    )


def _effects(before: Results, figures: Figures) -> tuple[float, ...]:
    """What other figures of some inputs alone do to the net present value, by scenario."""
    from reportgen.case.revising import revised
    from reportgen.model.results import compute
    from reportgen.model.versions import difference

    after = compute(revised(before.case, figures), before.allocation, before.scenario)
    return tuple(map(difference, _values(before), _values(after)))


def _values(results: Results) -> tuple[float, ...]:
    """The net present value by scenario."""
    from reportgen.model.whatif import SCENARIOS

    return tuple(results.number("npv", scenario=scenario) for scenario in SCENARIOS)
