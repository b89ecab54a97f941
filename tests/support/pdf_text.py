"""What pdftotext reads in a PDF, once for each content: several tests look at the same pages."""

from __future__ import annotations

import functools
from pathlib import Path

from support.programs import run


def page_texts(pdftotext: str, pdf: Path) -> list[str]:
    """The text of each page, lines where the page has lines."""
    return read(pdftotext, pdf, "-layout", "-enc", "UTF-8").split("\f")[:-1]


def read(pdftotext: str, pdf: Path, *options: str) -> str:
    """Everything that pdftotext prints with the options."""
    return _read(pdftotext, pdf, pdf.stat().st_mtime_ns, options)


@functools.lru_cache(maxsize=64)
def _read(pdftotext: str, pdf: Path, _written: int, options: tuple[str, ...]) -> str:
    return run(pdftotext, *options, pdf, "-")
