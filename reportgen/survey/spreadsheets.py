"""From a workbook to the table on one of its sheets."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reportgen.errors import InputError
from reportgen.language import say
from reportgen.survey.headers import MOST_TITLE_ROWS, refuse_title
from reportgen.survey.heads import Head
from reportgen.survey.instructions import Instructions
from reportgen.survey.layout import laid_out
from reportgen.survey.names import quoted
from reportgen.survey.sample import MOST_RECORDS
from reportgen.survey.table import Cells, Table, Texts
from reportgen.survey.tabling import empty_rows, refuse_empty, table_of
from reportgen.survey.workbooks import Sheet, sheets


def read_workbook(data: bytes, file: str, instructions: Instructions) -> Table:
    """The table on the first sheet that holds one; a warning names the sheet where several do.

    Raises InputError when the file is no workbook that can be opened or no sheet holds a table with answers.
    """
    kind, all_sheets = sheets(data, file)
    with_tables = [sheet for sheet in all_sheets if _is_table(sheet)]
    if not with_tables:
        raise InputError(
            f"{file}: no sheet holds a table; the survey needs a row that names the columns and the answers below it."
        )
    sheet, *others = with_tables
    cells = _columns(sheet.rows)
    head = _head_of(sheet, cells, file, kind, instructions)
    if others:
        unread = quoted([other.name for other in others])
        said = say(
            "{file}: the sheet '{name}' was read; those with other tables were not: {unread}.",
            file=file,
            name=sheet.name,
            unread=unread,
        )
        head = replace(head, warnings=(said,))
    below = [column[head.body :] for column in cells]
    table = table_of(head, below, hashlib.sha256(data).hexdigest(), empty_rows(below))
    refuse_empty(table, sheet.name)
    return table


def _is_table(sheet: Sheet) -> bool:
    """Whether at least two rows have several texts."""
    several = (row for row in sheet.rows if sum(not text.isspace() for text in row if text) > 1)
    return len(list(itertools.islice(several, 2))) == 2


def _columns(rows: Sequence[Sequence[str]]) -> list[Texts]:
    """The texts of each column, without columns where merged cells have left nothing at all."""
    columns = [np.array(column, dtype=object) for column in zip(*rows, strict=True)]
    return [column for column in columns if not empty_rows([column]).all()]


def _head_of(sheet: Sheet, cells: Cells, file: str, kind: str, instructions: Instructions) -> Head:
    above = int(np.argmin(empty_rows(cells)))
    records = [list(record) for record in zip(*(column[above : above + MOST_RECORDS] for column in cells), strict=True)]
    layout = laid_out(records, instructions)
    row = sheet.first_row + above
    if not layout.source.name:
        refuse_title(records[0], row, ([record] for record in records[1 : MOST_TITLE_ROWS + 1]), file)
    return Head(
        file=file,
        encoding=kind,
        delimiter="",
        first_row=row + layout.header_rows,
        body=above + layout.header_rows,
        layout=layout,
    )
