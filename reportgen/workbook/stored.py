"""What a workbook file stores for its formula cells, read from the file itself and calculated by nobody."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeAlias
from zipfile import BadZipFile, ZipFile

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple

from reportgen.errors import InputError

StoredValue: TypeAlias = float | str | bool | None
"""None where nothing is stored; an error is the text it shows."""
Place: TypeAlias = tuple[str, int, int]
"""Sheet title, row and column, both counted from 1."""


class Stored(NamedTuple):
    """What is stored for a formula cell."""

    value: StoredValue
    is_error: bool


NOTHING = Stored(None, False)
_WORKBOOK = "xl/workbook.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNREADABLE = (OSError, BadZipFile, KeyError, TypeError, ValueError, etree.XMLSyntaxError)


def stored_values(source: Path | bytes) -> dict[Place, Stored]:
    """What is stored for every formula cell. Raises InputError where the file is no workbook."""
    try:
        with ZipFile(source if isinstance(source, Path) else BytesIO(source)) as archive:
            return {
                (title, *coordinate_to_tuple(cell)): stored
                for title, part in _sheets(archive)
                for cell, stored in _formula_cells(archive.read(part))
            }
    except _UNREADABLE as error:
        name = source.name if isinstance(source, Path) else "The workbook"
        raise InputError(f"{name} cannot be read as a workbook ({error}); give an .xlsx file.") from error


def _sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Title and part of each sheet."""
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    for sheet in etree.fromstring(archive.read(_WORKBOOK)).iter(f"{_MAIN}sheet"):
        # A target is relative to the workbook, or begins at the root of the archive.
        yield sheet.get("name"), posixpath.join("/xl", targets[sheet.get(_RELATION)]).lstrip("/")


def _formula_cells(sheet: bytes) -> Iterator[tuple[str, Stored]]:
    for _, cell in etree.iterparse(BytesIO(sheet), tag=f"{_MAIN}c"):
        if cell.find(f"{_MAIN}f") is not None:
            kind = cell.get("t", "n")
            yield cell.get("r"), Stored(_value(kind, cell.findtext(f"{_MAIN}v")), kind == "e")
        cell.clear()


def _value(kind: str, content: str | None) -> StoredValue:
    if kind == "n":
        return float(content) if content else None
    if kind == "b":
        return content == "1"
    return content or ""
