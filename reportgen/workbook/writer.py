"""Saving a workbook whose formula cells carry their values, to the same bytes every time.

openpyxl writes formulas without values, which previewers and Protected View show as blanks. Its writers are
extended here, the place that touches its private names: `openpyxl.worksheet._writer`,
`openpyxl.cell._writer`, `SpreadsheetDrawing._chart_frame`, `Worksheet._cells`, `_charts`, `_images`, `_drawing`,
`_rels`, `_hyperlinks` and `ExcelWriter._archive`; styles, text and pages also touch `Cell._style` and `Cell._value`.
Hence `openpyxl<3.2`.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell._writer import write_cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from reportgen.errors import ModelError, OutputError
from reportgen.workbook.text import text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value: TypeAlias = float | str | bool
"""What a formula gives; never an error."""
CellValues: TypeAlias = Mapping[tuple[int, int], Value]
"""By row and column, counted from 1."""

#: The earliest date a zip archive can hold.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def save_workbook(workbook: Workbook, path: Path, values: Mapping[str, CellValues], date: datetime.date) -> None:
    """Writes the workbook to `path`; see `workbook_bytes`. Raises OutputError where the file cannot be written."""
    content = workbook_bytes(workbook, values, date)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}); close the file or choose another.") from error


def workbook_bytes(workbook: Workbook, values: Mapping[str, CellValues], date: datetime.date) -> bytes:
    """The workbook as an .xlsx file, created and modified on `date`; the same input gives the same bytes.

    `values` holds, by sheet title, the value of every formula cell. Raises ModelError where a formula has no
    value or a value no formula, and where a value is no finite number, text or truth value.
    """
    if unknown := values.keys() - set(workbook.sheetnames):
        raise ModelError(f"There are values for {sorted(unknown)}, which are no sheets of the workbook.")
    for sheet in workbook.worksheets:
        _check_values(sheet, values.get(sheet.title, {}))
    midnight = datetime.datetime(date.year, date.month, date.day)
    workbook.properties.created = workbook.properties.modified = midnight
    content = BytesIO()
    _WorkbookWriter(workbook, _DatelessArchive(content, "w", ZIP_DEFLATED), values).save()
    return content.getvalue()


def _check_values(sheet: Any, values: CellValues) -> None:
    formulas = {place: cell.value for place, cell in sheet._cells.items() if cell.data_type == "f"}
    for row, column in sorted(formulas.keys() | values.keys()):
        problem = _problem(formulas.get((row, column)), values.get((row, column)))
        if problem:
            raise ModelError(f"The cell '{sheet.title}'!{get_column_letter(column)}{row} of the workbook {problem}.")


def _problem(formula: object, value: object) -> str:
    if formula is None:
        return "has a value and no formula"
    if not isinstance(formula, str):
        return "holds an array formula or a data table"
    if value is None:
        return "has a formula and no value"
    if isinstance(value, str) or (isinstance(value, (int, float)) and math.isfinite(value)):
        return ""
    return f"cannot hold the value {value!r}"


def _stored(value: Value) -> tuple[str | None, str]:
    """The cell type (None is a number) and the content of a formula cell's value."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, str):
        return "str", text(value)
    # repr gives the shortest digits that read back as the same number; float() makes numpy's numbers plain ones.
    return None, repr(float(value)).removesuffix(".0")


class _SheetWriter(WorksheetWriter):
    """Writes formula cells with their values; all else as openpyxl does.

    Cell comments are left out: the engine that proves every build refuses workbooks with them.
    """

    ws: Any

    def __init__(self, sheet: Worksheet, values: CellValues) -> None:
        super().__init__(sheet, BytesIO())
        self._values = values

    def write_row(self, xf: Any, row: Iterable[Any], row_idx: int) -> None:
        attributes = {"r": str(row_idx)}
        attributes.update(self.ws.row_dimensions.get(row_idx, {}))
        with xf.element("row", attributes):
            for cell in row:
                if cell.data_type == "f":
                    xf.write(self._formula_cell(cell))
                elif cell.value is not None or cell.has_style:
                    write_cell(xf, self.ws, cell, cell.has_style)

    def _formula_cell(self, cell: Cell) -> object:
        cell_type, content = _stored(self._values[cell.row, cell.column])
        attributes = {"r": cell.coordinate, "s": str(cell.style_id)}
        if cell_type:
            attributes["t"] = cell_type
        if cell.hyperlink:
            self.ws._hyperlinks.append(cell.hyperlink)
        element = Element("c", attributes)
        SubElement(element, "f").text = str(cell.value).removeprefix("=")
        SubElement(element, "v").text = content
        return element


class _Drawing(SpreadsheetDrawing):
    """Charts with the names and descriptions that readers aloud announce, where they have them."""

    # What a class of openpyxl writes does not pass to those that extend it.
    __elements__ = SpreadsheetDrawing.__elements__

    def _chart_frame(self, idx: int) -> Any:
        frame = super()._chart_frame(idx)  # type: ignore[misc]
        chart, properties = self.charts[idx - 1], frame.nvGraphicFramePr.cNvPr
        properties.name = text(getattr(chart, "name", properties.name))
        properties.descr = text(getattr(chart, "description", "")) or None
        return frame


class _WorkbookWriter(ExcelWriter):
    _archive: ZipFile

    def __init__(self, workbook: Workbook, archive: ZipFile, values: Mapping[str, CellValues]) -> None:
        super().__init__(workbook, archive)
        self._values = values

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = _Drawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        writer: Any = _SheetWriter(ws, self._values.get(ws.title, {}))
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


class _DatelessArchive(ZipFile):
    """A zip archive in which nothing tells when and on what machine it was made."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        entry = ZipInfo(zinfo_or_arcname, ZIP_DATE)
        entry.compress_type = ZIP_DEFLATED
        entry.create_system = _UNIX
        entry.external_attr = 0o644 << 16
        super().writestr(entry, data)
