"""LibreOffice as an independent second opinion on a workbook."""

from __future__ import annotations

import csv
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from support.programs import run

if TYPE_CHECKING:
    from openpyxl import Workbook

# By default LibreOffice shows the values stored in the file and so would only repeat what we wrote; 0 is "always".
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""


#: Commas, quotation marks, UTF-8, from the first line on; values as they are and not as shown; all sheets.
EVERY_SHEET_AS_TEXT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"

REPEATED_ROWS = re.compile(rb'<definedName name="_xlnm.Print_Titles"[^>]*>[^<]*</definedName>')


def _rows(sheet: Path) -> list[list[str]]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _without_repeated_rows(path: Path, folder: Path) -> Path:
    copy = folder / path.name
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, REPEATED_ROWS.sub(b"", content) if name == "xl/workbook.xml" else content)
    return copy


class LibreOffice:
    """LibreOffice with a profile of its own, so that it neither reads nor blocks the user's."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._profile = folder / "profile"
        settings = self._profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(ALWAYS_RECALCULATE, encoding="utf-8")

    def convert(self, path: Path, ending: str) -> Path:
        """The file `path` in the format of `ending` (`xlsx`, `pdf`, `csv`), all formulas calculated anew."""
        (converted,) = self.convert_all([path], ending)
        return converted

    def convert_all(self, paths: Sequence[Path], ending: str) -> list[Path]:
        """As `convert`, for many files of different names in one start."""
        target = Path(tempfile.mkdtemp(dir=self._folder))
        profile = f"-env:UserInstallation={self._profile.as_uri()}"
        printed = run(self._program, profile, "--headless", "--convert-to", ending, "--outdir", target, *paths)
        converted = [target / f"{path.stem}.{ending}" for path in paths]
        assert all(path.exists() for path in converted), f"LibreOffice did not write every {ending}: {printed}"
        return converted

    def calculated(self, paths: Sequence[Path]) -> list[dict[str, list[list[str]]]]:
        """What the cells of many workbooks show once all formulas are calculated anew, by sheet; figures in full.

        As text files, because LibreOffice takes twice as long to write workbooks, and from copies without the rows
        that are repeated on every page: no formula reads them, and LibreOffice lays out the pages for them.
        """
        target = Path(tempfile.mkdtemp(dir=self._folder))
        profile = f"-env:UserInstallation={self._profile.as_uri()}"
        copies = [_without_repeated_rows(path, Path(tempfile.mkdtemp(dir=self._folder))) for path in paths]
        run(self._program, profile, "--headless", "--convert-to", EVERY_SHEET_AS_TEXT, "--outdir", target, *copies)
        found = []
        for path in paths:
            sheets = {each.stem.removeprefix(f"{path.stem}-"): each for each in target.glob(f"{path.stem}-*.csv")}
            assert sheets, f"LibreOffice wrote no sheet of {path.name}"
            found.append({title: _rows(sheet) for title, sheet in sheets.items()})
        return found

    def recalculated(self, path: Path) -> Workbook:
        """The workbook `path` with the values that LibreOffice calculates for its formulas."""
        from openpyxl import load_workbook

        return load_workbook(self.convert(path, "xlsx"), data_only=True)
