"""Questionnaires as people fill them in."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.questionnaire.form import ANSWERS, KEYS, form
from reportgen.questionnaire.questions import Activity, Questionnaire

DATE = datetime.date(2026, 10, 1)
SMALL = Questionnaire(
    activities=(
        Activity("Waiting", "friction", "For others"),
        Activity("Building", "value"),
        Activity("Talk", "overhead"),
    ),
    roles=("Analyst", "Engineer"),
)


def cells_by_key(sheet: Worksheet, column: int = ANSWERS) -> dict[str, Any]:
    """The cells of a column by the keys of their rows."""
    keys = {sheet.cell(row, KEYS).value: row for row in range(1, sheet.max_row + 1)}
    return {str(key): sheet.cell(row, column) for key, row in keys.items() if key is not None}


def filled(path: Path, answers: Sequence[Any], asked: Questionnaire = SMALL, **fields: str) -> Path:
    """A form with these answers, in the order of its activities, and what the person says of themselves."""
    return filled_from(form(asked, DATE), path, answers, fields)


def filled_from(content: bytes, path: Path, answers: Sequence[Any], fields: Mapping[str, str]) -> Path:
    workbook = load_workbook(io.BytesIO(content))
    cells = cells_by_key(workbook.worksheets[0])
    for key, value in {**{str(number): answer for number, answer in enumerate(answers, start=1)}, **fields}.items():
        cells[key].value = value
        if isinstance(value, float) and value < 1:
            cells[key].number_format = "0%"  # what a spreadsheet makes of 25%
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path
