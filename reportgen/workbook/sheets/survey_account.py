"""What became of the rows of the survey's files, for the Survey sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportgen.language import noted, say
from reportgen.survey.allocation import Allocation, ReadingRecord
from reportgen.workbook.layout import letters
from reportgen.workbook.sheets.page import Page

TITLE = noted("What became of the rows")
LABEL, UNIT, FIGURE = 1, 2, 3


class AccountRow(NamedTuple):
    """A line of the account; read = counted + left out."""

    label: str
    number: int
    is_sum: bool = False
    """Whether it is the sum of the rows below, as far as they say `of_sum`."""
    of_sum: bool = False


def account_rows(allocation: Allocation) -> tuple[AccountRow, ...]:
    """File by file, in the order they were given."""
    return tuple(row for record in allocation.reading for row in _of_file(record))


def write_account(page: Page, row: int, allocation: Allocation, last_column: int) -> None:
    """The account from its heading on."""
    page.section(row, say(TITLE), LABEL, last_column)
    rows = account_rows(allocation)
    for offset, each in enumerate(rows):
        place = row + 1 + offset
        page.text(place, LABEL, each.label, "label" if each.is_sum else "item label")
        page.text(place, UNIT, say("rows"), "unit")
        if each.is_sum:
            parts = sum(1 for _ in _parts(rows, offset))
            cells = f"{letters(FIGURE)}{place + 1}:{letters(FIGURE)}{place + parts}"
            page.formula(place, FIGURE, f"=SUM({cells})", float(each.number), "total", "flag")
        else:
            page.number(place, FIGURE, each.number, "surveyed", "flag")


def _parts(rows: tuple[AccountRow, ...], position: int) -> Iterator[AccountRow]:
    for row in rows[position + 1 :]:
        if not row.of_sum:
            return
        yield row


def _of_file(record: ReadingRecord) -> Iterator[AccountRow]:
    source = say(", from {source}", source=record.source) if record.source else ""
    yield AccountRow(say("Read from {file}{source}", file=record.file, source=source), record.rows_read, is_sum=True)
    yield AccountRow("counted", record.counted, of_sum=True)
    for reason, count in record.left_out.items():
        yield AccountRow(say("left out: {reason}", reason=say(reason)), count, of_sum=True)
    remarks = {
        say("of those counted, rescaled to 100 %"): record.rescaled,
        say("of those counted, blanks taken as 0"): record.blanks_as_zero,
        say("of those counted, missing share given to an activity as asked"): record.missing_assigned,
        **{say("of those counted, striking: {flag}", flag=say(flag)): count for flag, count in record.flags.items()},
    }
    yield from (AccountRow(label, count) for label, count in remarks.items() if count)
