"""Opening an .xlsx file that anybody may have written or edited, or saying in a sentence why it cannot be."""

from __future__ import annotations

import contextlib
import re
import warnings
from collections.abc import Callable, Collection, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from lxml import etree
from openpyxl import Workbook, load_workbook

from reportgen.errors import InputError, ReportgenError

#: Of all parts together, unpacked; a workbook of thousands of responses has a tenth of it.
LARGEST_FILE = 100_000_000
_LAST_ROW = 1_048_576
_ENCRYPTED_OR_OLD = b"\xd0\xcf\x11\xe0"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COMMENTS = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*/(?:comments|threadedComment|vmlDrawing)\"[^>]*/>")
_NOTE_DRAWING = re.compile(rb"<(?:\w+:)?legacyDrawing\b[^>]*/>")


class Package:
    """The bytes of an .xlsx file and its parts."""

    def __init__(self, source: Path | bytes) -> None:
        """Raises InputError, with the reason and what to do, where the file is no workbook."""
        self.name = source.name if isinstance(source, Path) else "The workbook"
        self.content: bytes = self._read(lambda: self._content(source)) if isinstance(source, Path) else source
        if self.content.startswith(_ENCRYPTED_OR_OLD):
            raise self._refused("it has a password or is an .xls file", "save it as .xlsx without a password")
        self._entries: list[ZipInfo] = self._read(self._listed)
        self.parts = tuple(entry.filename for entry in self._entries)
        self.dates = tuple(entry.date_time for entry in self._entries)

    def part(self, name: str) -> bytes:
        """The content of a part; empty where there is none. Raises InputError where it cannot be unpacked."""
        content: bytes = self._read(lambda: self._unpacked(name)) if name in self.parts else b""
        return content

    def workbook(self) -> Workbook:
        """As openpyxl sees it. Raises InputError as `Package` does."""
        workbook: Workbook = self._read(self._loaded)
        _name_styles(workbook, self.part("xl/styles.xml"))
        for sheet in workbook.worksheets:
            places: Collection[tuple[int, int]] = sheet._cells
            if any(row < 1 or row > _LAST_ROW or column < 1 for row, column in places):
                raise self._refused(f"the sheet '{sheet.title}' has a cell in a row that no sheet has")
        return workbook

    @property
    def has_comments(self) -> bool:
        return any("omments" in part for part in self.parts)

    def without_comments(self) -> bytes:
        """The file without cell comments; all else is as it was."""
        stripped = BytesIO()
        with ZipFile(BytesIO(self.content)) as old, ZipFile(stripped, "w") as new:
            for entry in old.infolist():
                data = old.read(entry)
                if entry.filename.startswith("xl/worksheets/"):
                    data = _NOTE_DRAWING.sub(b"", _COMMENTS.sub(b"", data))
                new.writestr(entry, data)
        return stripped.getvalue()

    def _content(self, path: Path) -> bytes:
        if path.exists() and not path.is_file():
            raise self._refused("it is a folder or a device")
        self._refuse_large(path.stat().st_size)
        return path.read_bytes()

    def _listed(self) -> list[ZipInfo]:
        with ZipFile(BytesIO(self.content)) as archive:
            entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if "xl/workbook.bin" in names:
            raise self._refused("it is an .xlsb file", "save it as .xlsx")
        if "mimetype" in names:
            raise self._refused("it is an OpenDocument file", "save it as .xlsx")
        self._refuse_large(sum(entry.file_size for entry in entries))
        return entries

    def _refuse_large(self, size: int) -> None:
        if size > LARGEST_FILE:
            reason = f"it has {size / 1e6:,.0f} MB, more than the {LARGEST_FILE / 1e6:,.0f} that are read"
            raise self._refused(reason, "delete what is no part of the model")

    def _unpacked(self, name: str) -> bytes:
        with ZipFile(BytesIO(self.content)) as archive:
            return archive.read(name)

    def _loaded(self) -> Workbook:
        with warnings.catch_warnings():
            # Other programs leave extensions in a file that openpyxl passes over with a warning.
            warnings.simplefilter("ignore", UserWarning)
            return load_workbook(BytesIO(self.content))

    def _read(self, reading: Callable[[], Any]) -> Any:
        try:
            return reading()
        except InputError:
            raise
        except OSError as error:
            raise self._refused(error.strerror or str(error), "check the path and who may read it") from error
        except Exception as error:
            # Of a damaged file openpyxl and zipfile raise whatever they stumble over.
            raise self._refused(str(error).strip("\"'") or type(error).__name__) from error

    def _refused(self, reason: str, remedy: str = "give an .xlsx file") -> InputError:
        one_line = " ".join(reason.split())
        return InputError(f"{self.name} cannot be read as a workbook ({one_line}); {remedy}.")


@contextlib.contextmanager
def reading_to_the_end(name: str) -> Iterator[None]:
    """Turns whatever a damaged file of this name makes its readers stumble over into an InputError."""
    try:
        yield
    except (ReportgenError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # What a damaged file can hold is not foreseen, and the engine ends on some of it with what is no Exception.
        raise InputError(
            f"{name} is damaged ({error}); open it in a spreadsheet program, repair it and save it anew."
        ) from error


def _name_styles(workbook: Workbook, styles: bytes) -> None:
    """Makes `cell.style` right for files with formats that have no name between those that have one.

    openpyxl takes the number of a cell's format for its place among the named styles. LibreOffice numbers them
    otherwise, and every name would be another's.
    """
    if not styles:
        return
    names: list[str] = workbook._named_styles.names  # type: ignore[attr-defined]
    numbers = {
        int(style.get("xfId", 0)): names.index(style.get("name"))
        for style in etree.fromstring(styles).iter(f"{_MAIN}cellStyle")
        if style.get("name") in names
    }
    formats: Any = workbook._cell_styles  # type: ignore[attr-defined]
    if all(numbers.get(each.xfId) == each.xfId for each in formats):
        return
    for sheet in workbook.worksheets:
        cells: dict[Any, Any] = sheet._cells
        for cell in cells.values():
            # Number 0 is the style of cells that have none.
            cell._style.xfId = numbers.get(cell._style.xfId, 0)
