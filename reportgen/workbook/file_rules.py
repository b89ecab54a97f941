"""The rules that the file itself keeps, whatever its sheets hold."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from reportgen.workbook.book import Book
from reportgen.workbook.finding import Remark
from reportgen.workbook.writer import ZIP_DATE

#: Parts of a file that run, or that hold what no cell shows.
_RUNNING = {
    "xl/vbaProject.bin": "macros",
    "xl/macrosheets/": "macros",
    "xl/activeX/": "controls",
    "xl/ctrlProps/": "controls",
    "xl/embeddings/": "embedded files",
    "xl/connections.xml": "connections to data",
    "xl/queryTables/": "connections to data",
}


def nothing_that_runs(book: Book) -> Iterator[Remark]:
    """The file holds no macros, controls, embedded files or connections to data."""
    found = {what for part in book.package.parts for start, what in _RUNNING.items() if part.startswith(start)}
    for what in sorted(found):
        yield Remark("", "", f"The file holds {what}; save it without them.")


def nothing_of_time_and_machine(book: Book) -> Iterator[Remark]:
    """Nothing in the file tells when, where and by whom it was saved: the same inputs give the same bytes."""
    if any(date != ZIP_DATE for date in book.package.dates):
        yield Remark("", "", "The parts of the file carry dates; write them with a fixed one.")
    properties = book.workbook.properties
    created, modified = properties.created, properties.modified
    if created != modified or (created is not None and created.time() != datetime.time()):
        yield Remark("", "", f"The file says that it was saved on {modified}; give it the date of the case.")
    if properties.lastModifiedBy:
        yield Remark("", "", f"The file says that {properties.lastModifiedBy} saved it; leave that out.")
