"""`python recording.py TARGET BUILD-ARGUMENTS…`: builds once and keeps what went into the libraries.

WeasyPrint's input is taken where the program hands it over: the HTML, the style sheets, every resource that was
fetched (the fonts) and the plain options. The cells are read from the finished workbook.
"""

from __future__ import annotations

import pickle
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Recording:
    """Input of the bare libraries that makes the pages and cells of one build."""

    html: dict[str, Any] = field(default_factory=dict)
    style_sheets: list[dict[str, Any]] = field(default_factory=list)
    resources: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    """By address: content and its type."""
    options: dict[str, Any] = field(default_factory=dict)
    libraries: list[str] = field(default_factory=list)
    """Modules of libraries that the build imported, in that order."""
    sheets: dict[str, list[tuple[int, int, Any, str]]] = field(default_factory=dict)
    """By sheet: row, column, value or formula, name of the cell style."""
    pages: int = 0

    @property
    def cells(self) -> int:
        return sum(map(len, self.sheets.values()))


def record(arguments: list[str], output: Path) -> Recording:
    """Runs `reportgen build` in this process with the arguments, writing below the folder `output`."""
    recording = Recording()
    _watch_weasyprint(recording)
    _build([*arguments, "--output", str(output)])
    recording.libraries = [name for name in sys.modules if _is_library(name)]
    recording.sheets = cells_of(next(output.rglob("*.xlsx")))
    return recording


def _build(arguments: list[str]) -> None:
    from reportgen.cli import main

    sys.argv = ["reportgen", "build", *arguments]
    try:
        main()
    except SystemExit as end:
        if end.code:
            raise


def _watch_weasyprint(recording: Recording) -> None:
    import weasyprint
    from weasyprint.document import Document
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    html, css = weasyprint.HTML.__init__, weasyprint.CSS.__init__
    write_pdf, fetch = Document.write_pdf, URLFetcher.__call__

    def watched_html(self: object, *arguments: Any, **named: Any) -> None:
        recording.html = _plain(named)
        html(self, *arguments, **named)

    def watched_css(self: object, *arguments: Any, **named: Any) -> None:
        # WeasyPrint makes its own style sheets from files; what the program hands over is text.
        if named.get("string") is not None:
            recording.style_sheets.append(_plain(named))
        css(self, *arguments, **named)

    def watched_write_pdf(self: Document, *arguments: Any, **named: Any) -> bytes | None:
        recording.options = _plain(named)
        recording.pages = len(self.pages)
        return write_pdf(self, *arguments, **named)

    def watched_fetch(self: URLFetcher, url: str) -> URLFetcherResponse:
        response = fetch(self, url)
        content = response.read()
        recording.resources[url] = (content, response.content_type)
        return URLFetcherResponse(url, content, response.headers)

    weasyprint.HTML.__init__ = watched_html
    weasyprint.CSS.__init__ = watched_css
    Document.write_pdf = watched_write_pdf
    URLFetcher.__call__ = watched_fetch


def _plain(named: dict[str, Any]) -> dict[str, Any]:
    """Arguments that are text, numbers or flags: neither objects of the program nor attachments."""
    return {name: value for name, value in named.items() if isinstance(value, (str, bytes, int, float))}


def _is_library(module: str) -> bool:
    top = module.partition(".")[0]
    return top not in sys.stdlib_module_names | {"reportgen"} and not top.startswith("__")


def cells_of(workbook: Path) -> dict[str, list[tuple[int, int, Any, str]]]:
    from openpyxl import load_workbook

    return {
        sheet.title: [
            (cell.row, cell.column, cell.value, cell.style)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in load_workbook(workbook).worksheets
    }


def main() -> None:
    target, *arguments = sys.argv[1:]
    recording = record(arguments, Path(target).parent / "recorded")
    with Path(target).open("wb") as file:
        pickle.dump(vars(recording), file)
    print(recording.pages, recording.cells)


if __name__ == "__main__":
    main()
