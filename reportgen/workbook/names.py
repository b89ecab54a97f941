"""Defined names: the address by which people and programs find an input or a headline figure."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.model.results import HEADLINE, Results
from reportgen.workbook.layout import BASE, Cell, Layout, letters

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Excel allows 255; the rest is left for numbers that keep names apart.
LONGEST_NAME = 200


def add_names(workbook: Workbook, results: Results, layout: Layout) -> None:
    """Defines a name for the base cell of every input and for every headline figure."""
    from openpyxl.workbook.defined_name import DefinedName

    for name, cell in defined_names(results, layout).items():
        target = f"'{cell.sheet}'!${letters(cell.column)}${cell.row}"
        workbook.defined_names[name] = DefinedName(name, attr_text=target)


def defined_names(results: Results, layout: Layout) -> dict[str, Cell]:
    """Name → cell: `discount_rate`, `role_headcount.data_scientist`, `adoption.year_1`, `npv`."""
    found: dict[str, Cell] = {}
    taken: set[str] = set()
    for wanted, cell in _wanted(results, layout):
        name, number = wanted[:LONGEST_NAME], 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted[:LONGEST_NAME]}_{number}"
        taken.add(name.casefold())
        found[name] = cell
    return found


def _wanted(results: Results, layout: Layout) -> Iterator[tuple[str, Cell]]:
    for name in HEADLINE:
        if results.has(name):
            yield name, layout.cell(name)
    for name in results.case.assumptions:
        block = layout.blocks[name]
        for position, words in enumerate(_items(results, name)):
            yield ".".join([name, *words]), Cell(block.sheet, block.row + position, BASE)


def _items(results: Results, name: str) -> list[list[str]]:
    """The words of every item of an input, in the order of its rows."""
    items: list[list[str]] = [[]]
    for axis in results.graph.axes_of(name):
        labels = results.graph.axes[axis]
        words = [f"year_{label}" if axis == "year" else _word(label) for label in labels]
        items = [[*before, word] for before in items for word in words]
    return items


def _word(label: str) -> str:
    # Letters of any script are legal in names, and few other signs.
    legal = (sign if sign.isalpha() or sign in string.digits else " " for sign in label.lower())
    return "_".join("".join(legal).split()) or "item"
