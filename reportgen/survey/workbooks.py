"""Workbooks opened with care: what they are, and the texts on their sheets."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from reportgen.errors import InputError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_FORMATS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
"""What a zip file is by a member."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGES = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ElementTree.ParseError,
    OSError, ValueError, RuntimeError, EOFError,
)  # fmt: skip
"""What reading a damaged zip file may raise."""
_MOST_BYTES = 2_000_000_000
_MOST_CELLS = 50_000_000
"""Between the first and the last cell of a sheet: all of them take memory, empty ones too."""
_CHUNK, _OVERLAP = 1_000_000, 64
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet as people would write them, without empty rows and columns before the first text."""

    name: str
    first_row: int
    """The spreadsheet's number of the first row."""
    rows: Sequence[Sequence[str]]


def is_workbook(data: bytes) -> bool:
    """Whether a file begins as workbooks do."""
    return data.startswith((_ZIP, _COMPOUND))


def format_of(data: bytes, file: str) -> str:
    """Which kind of workbook a file is: `xlsx`, `xls` or `ods`.

    Raises InputError for every other file, and for workbooks that are protected or too large to be opened.
    """
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise InputError(_protected(file))
        return "xls"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
            kind = next((kind for member, kind in _FORMATS.items() if member in members), "")
            if kind in _EXTENTS:
                _refuse_too_large(archive, _EXTENTS[kind], file)
                return kind
    except InputError:
        raise
    except _DAMAGES as error:
        raise InputError(_broken(file)) from error
    what = "a binary workbook (.xlsb)" if kind else "a zip file, but no workbook"
    raise InputError(f"{file} is {what}; save the survey as .xlsx or CSV.")


def sheets(data: bytes, file: str) -> tuple[str, list[Sheet]]:
    """Which kind of workbook a file is (`xlsx`, `xls` or `ods`) and its visible sheets that hold anything.

    Raises InputError where it cannot be opened.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    kind = format_of(data, file)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        return kind, [sheet for name in shown if (sheet := _sheet(workbook.get_sheet_by_name(name))).rows]
    except PasswordError as error:
        raise InputError(_protected(file)) from error
    except (CalamineError, ValueError, OverflowError) as error:
        raise InputError(_broken(file)) from error
    except BaseException as error:  # a panic of the library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise InputError(_broken(file)) from error


def _protected(file: str) -> str:
    return f"{file} is protected by a password; save it without one."


def _broken(file: str) -> str:
    return f"{file} is damaged or no workbook; open it in a spreadsheet program and save it as .xlsx or CSV."


def _refuse_too_large(archive: zipfile.ZipFile, extents: _Extents, file: str) -> None:
    """Raises InputError where opening the workbook would take more memory than there may be."""
    if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
        raise InputError(f"{file} is too large for a workbook; save the survey as CSV.")
    for rows, columns in extents(archive):
        if rows * columns > _MOST_CELLS:
            raise InputError(
                f"{file}: a sheet has cells as far away as row {rows} and column {columns}; "
                "delete what is below and beside the survey, or save it as CSV."
            )


def _extents_of_xlsx(archive: zipfile.ZipFile) -> Iterator[tuple[int, int]]:
    """The last row and column with a cell, sheet by sheet."""
    for member in archive.namelist():
        if not member.startswith("xl/worksheets/") or not member.endswith(".xml"):
            continue
        rows, columns, rest = 0, set[bytes](), b""
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                found = _CELL.findall(rest + chunk)
                columns.update(column for column, _ in found)
                rows = max([rows, *(int(row) for _, row in found[-1:])])
                rest = chunk[-_OVERLAP:]
        yield rows, max(map(_column_number, columns), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _extents_of_ods(archive: zipfile.ZipFile) -> Iterator[tuple[int, int]]:
    """The last row and column with a value, sheet by sheet; repeated rows and cells stand there only once."""
    row = rows = columns = 0
    with archive.open("content.xml") as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag == f"{_TABLE}table-row":
                row += int(element.get(f"{_TABLE}number-rows-repeated", 1))
                width = _filled_width(element)
                rows, columns = (row, max(columns, width)) if width else (rows, columns)
                element.clear()
            elif element.tag == f"{_TABLE}table":
                yield rows, columns
                row = rows = columns = 0


def _filled_width(row: ElementTree.Element) -> int:
    column = filled = 0
    for cell in row:
        column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        if cell.get(f"{_OFFICE}value-type"):
            filled = column
    return filled


def _sheet(sheet: CalamineSheet) -> Sheet:
    first_row = sheet.start[0] + 1 if sheet.start else 1
    return Sheet(sheet.name, first_row, [[_text(cell) for cell in row] for row in sheet.to_python()])


def _text(cell: Any) -> str:
    """What a person would write: 25 for 25.0, 2024-05-22 for a date."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, datetime.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(cell)


def _number(value: float) -> str:
    """With the digits that spreadsheets keep, without an exponent."""
    digits = f"{value:.15g}"
    return f"{Decimal(digits):f}" if "e" in digits else digits


#: Rows and columns of each sheet, by the kind of workbook; old workbooks cannot have many.
_Extents = Callable[[zipfile.ZipFile], Iterator[tuple[int, int]]]
_EXTENTS: Mapping[str, _Extents] = {"xlsx": _extents_of_xlsx, "ods": _extents_of_ods}
