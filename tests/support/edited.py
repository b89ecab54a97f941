"""Workbooks as people hand them back: changed with openpyxl, and saved with or without values for their formulas."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from reportgen.workbook.recalculation import Engine
from reportgen.workbook.writer import Value, workbook_bytes

SAVED_ON = datetime.date(2027, 1, 31)

Edit = Callable[[Any], object]
"""Gets the openpyxl workbook and changes it."""


def edited(path: Path, edit: Edit, target: Path) -> Path:
    """A copy with a change, saved as openpyxl does: no formula has a value."""
    workbook = load_workbook(path)
    edit(workbook)
    workbook.save(target)
    return target


def recalculated(path: Path, edit: Edit, target: Path) -> Path:
    """A copy with a change, saved as a spreadsheet program does: every formula has its new value."""
    workbook = load_workbook(path)
    edit(workbook)
    workbook.save(target)
    target.write_bytes(workbook_bytes(workbook, _values(workbook, Engine(target)), SAVED_ON))
    return target


def _values(workbook: Workbook, engine: Engine) -> dict[str, dict[tuple[int, int], Value]]:
    values: dict[str, dict[tuple[int, int], Value]] = {}
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value = engine.value(sheet.title, cell.row, cell.column)
                    values.setdefault(sheet.title, {})[cell.row, cell.column] = "" if value is None else value
    return values
