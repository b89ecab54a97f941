"""What a PDF tells programs that read it aloud."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def elements(pdf: bytes, kind: str) -> list[Any]:
    """The elements of the structure that can be reached from its root, in reading order."""

    def walk(node: Any) -> Iterator[Any]:
        node = node.get_object()
        if isinstance(node, dict):
            if node.get("/S") == kind:
                yield node
            children = node.get("/K", [])
            for child in children if isinstance(children, list) else [children]:
                yield from walk(child)

    return list(walk(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]))


def font_names(pdf: bytes) -> set[str]:
    """The fonts that the pages use, without the marks of their subsets."""
    return {name.split("+")[-1] for page in PdfReader(io.BytesIO(pdf)).pages for name in _fonts(page)}


def _fonts(page: Any) -> Iterator[str]:
    for font in page["/Resources"]["/Font"].values():
        yield font.get_object()["/BaseFont"].removeprefix("/")
