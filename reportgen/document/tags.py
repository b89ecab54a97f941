"""What WeasyPrint leaves to be mended in the structure of a tagged PDF.

Header cells do not say what they head, and a table that crosses pages becomes one table a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf
import weasyprint
from weasyprint.formatting_structure.boxes import TableBox

#: An element of the structure: a pydyf dictionary with `S` (its kind), `P` (its parent) and `K` (its children).
Element = Any
Elements = Mapping[bytes, Element]


def mend(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """WeasyPrint's finisher: corrects the structure before the file is written."""
    elements = {entry.reference: entry for entry in pdf.objects if _is_element(entry)}
    _scope_headers(elements)
    for parts in _tables(document, elements):
        _join(parts, elements)


def _is_element(entry: object) -> bool:
    return isinstance(entry, dict) and entry.get("Type") == "/StructElem"


def _scope_headers(elements: Elements) -> None:
    """A header cell in the table's head heads its column, one in the body its row.

    The lists of headers that WeasyPrint adds to each cell say the same, but name headers of one page's part.
    """
    for element in elements.values():
        if element["S"] in ("/TH", "/TD"):
            element["A"].pop("Headers", None)
        if element["S"] == "/TH":
            in_head = _ancestor(element, "/THead", elements) is not None
            element["A"]["Scope"] = "/Column" if in_head else "/Row"


def _tables(document: weasyprint.Document, elements: Elements) -> Iterator[list[Element]]:
    """For each table of the HTML, its parts in the order of the pages."""
    parts: dict[int, list[Element]] = {}
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TableBox):
                cell = next(inner.mark for inner in box.descendants() if hasattr(inner, "mark"))
                parts.setdefault(id(box.element), []).append(_ancestor(cell, "/Table", elements))
    yield from parts.values()


def _join(parts: list[Element], elements: Elements) -> None:
    """All rows go to the first part; a head repeated on a later page is no part of the table."""
    first, *rest = parts
    body = [group for group in _children(first, elements) if group["S"] == "/TBody"][-1]
    for part in rest:
        for group in _children(part, elements):
            if group["S"] == "/THead":
                group["K"].clear()
                continue
            for row in _children(group, elements):
                row["P"] = body.reference
                body["K"].append(row.reference)
        _remove(part, elements)


def _remove(element: Element, elements: Elements) -> None:
    """Takes the element out of its parent, and the parent too if that leaves it empty."""
    parent = elements.get(element["P"])
    if parent is None:
        return
    parent["K"].remove(element.reference)
    if not parent["K"]:
        _remove(parent, elements)


def _children(element: Element, elements: Elements) -> list[Element]:
    return [elements[child] for child in element["K"] if child in elements]


def _ancestor(element: Element, kind: str, elements: Elements) -> Element | None:
    while element is not None and element["S"] != kind:
        element = elements.get(element["P"])
    return element
