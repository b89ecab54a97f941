"""`python floor.py RECORDING FOLDER`: what the libraries alone need for the same pages and cells.

It imports the modules of libraries that the build imports, lays out the recorded HTML with WeasyPrint, and writes
the recorded values, formulas and cell styles with openpyxl. It does not read a survey, calculate, draw, check the
workbook, mend the PDF's tags or hash anything: all that is the program's own.
"""

from __future__ import annotations

import importlib
import pickle
import sys
from pathlib import Path
from typing import Any


def import_libraries(modules: list[str]) -> None:
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError:
            continue  # made by an extension module while it loads, and not importable by itself


def write_pdf(recording: dict[str, Any], target: Path) -> None:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Recorded(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 (WeasyPrint's signature)
            content, content_type = recording["resources"][url]
            return URLFetcherResponse(url, content, {"Content-Type": content_type})

    fetcher, fonts = Recorded(), FontConfiguration()
    sheets = [weasyprint.CSS(**sheet, url_fetcher=fetcher, font_config=fonts) for sheet in recording["style_sheets"]]
    page = weasyprint.HTML(**recording["html"], url_fetcher=fetcher)
    page.write_pdf(target, stylesheets=sheets, font_config=fonts, **recording["options"])


def write_workbook(sheets: dict[str, list[tuple[int, int, Any, str]]], target: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import NamedStyle

    workbook = Workbook()
    workbook.remove(workbook.active)
    for style in {style for cells in sheets.values() for *_, style in cells} - {"Normal"}:
        workbook.add_named_style(NamedStyle(style))
    for title, cells in sheets.items():
        sheet = workbook.create_sheet(title)
        for row, column, value, style in cells:
            sheet.cell(row, column, value).style = style
    workbook.save(target)


def main() -> None:
    recording_file, folder = map(Path, sys.argv[1:])
    recording = pickle.loads(recording_file.read_bytes())
    import_libraries(recording["libraries"])
    write_pdf(recording, folder / "floor.pdf")
    write_workbook(recording["sheets"], folder / "floor.xlsx")


if __name__ == "__main__":
    main()
