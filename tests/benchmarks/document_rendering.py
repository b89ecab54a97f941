"""`python document_rendering.py RUNS`: the insurance business case from HTML to PDF, and WeasyPrint alone.

Both take the same HTML and style sheet, the same fonts from memory and the same attachment, turn about in one process.
Prints the median seconds of both and the pages.
"""

from __future__ import annotations

import datetime
import io
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reportgen import document
from reportgen.document.fonts import FACES, FONT_SCHEME
from reportgen.document.pdf import VARIANT, AttachedFile, render, write
from reportgen.report import computed
from reportgen.workbook.layout import lay_out

EXAMPLE = Path(__file__).resolve().parents[2] / "inputs" / "insurance"
RUN, WORKBOOK = "0123456789ab", bytes(200_000)
FONTS = {f"{FONT_SCHEME}:{face.file}": face.content() for face in FACES}


class FromMemory(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 (WeasyPrint's signature)
        return URLFetcherResponse(url, FONTS[url], {"Content-Type": "font/ttf"})


def ours(html: str, styles: str) -> int:
    pages = render(html, styles)
    write(pages, [AttachedFile("model.xlsx", WORKBOOK, "The model")], RUN, datetime.date(2026, 10, 1))
    return len(pages.pages)


def bare(html: str, styles: str) -> None:
    fonts, fetcher = FontConfiguration(), FromMemory()
    sheet = weasyprint.CSS(string=styles, font_config=fonts, url_fetcher=fetcher)
    attached = weasyprint.Attachment(file_obj=io.BytesIO(WORKBOOK), name="model.xlsx", relationship="Source")
    weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant=VARIANT, pdf_identifier=RUN.encode(), attachments=[attached]
    )


def main() -> None:
    results = computed(EXAMPLE / "survey.csv", case=EXAMPLE / "case.yaml")
    html, styles = document.html_and_styles(results, lay_out(results.graph), run=RUN)
    pages = ours(html, styles)
    seconds: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(int(sys.argv[1])):
        for name, made in (("ours", ours), ("bare", bare)):
            began = time.perf_counter()
            made(html, styles)
            seconds[name].append(time.perf_counter() - began)
    print(statistics.median(seconds["ours"]), statistics.median(seconds["bare"]), pages)


if __name__ == "__main__":
    main()
