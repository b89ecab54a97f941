"""LibreOffice as an independent second opinion on a workbook."""

from __future__ import annotations

import tempfile
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
        target = Path(tempfile.mkdtemp(dir=self._folder))
        profile = f"-env:UserInstallation={self._profile.as_uri()}"
        printed = run(self._program, profile, "--headless", "--convert-to", ending, "--outdir", target, path)
        converted = target / f"{path.stem}.{ending}"
        assert converted.exists(), f"LibreOffice wrote no {ending} of {path.name}: {printed}"
        return converted

    def recalculated(self, path: Path) -> Workbook:
        """The workbook `path` with the values that LibreOffice calculates for its formulas."""
        from openpyxl import load_workbook

        return load_workbook(self.convert(path, "xlsx"), data_only=True)
