"""Defined names: the address by which people and programs find an input or a headline figure."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from reportgen.case.inputs import INPUT
from reportgen.model.results import HEADLINE, Results
from reportgen.workbook.layout import BASE, Cell, Layout, letters

if TYPE_CHECKING:
    from openpyxl import Workbook

    from reportgen.case.case import Case

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
    found = {name: layout.cell(name) for name in HEADLINE if results.has(name)}
    for name, (input_name, position) in input_names(results.case).items():
        block = layout.blocks[input_name]
        found[name] = Cell(block.sheet, block.row + position, BASE)
    return found


def input_names(case: Case) -> dict[str, tuple[str, int]]:
    """Defined name → name of the input and position of the figure, the last axis running fastest.

    Names are told apart by a number whatever the case of their letters, also from those of the headline.
    """
    found: dict[str, tuple[str, int]] = {}
    taken = {name.casefold() for name in HEADLINE}
    for input_name in case.assumptions:
        for position, words in enumerate(_items(case, input_name)):
            wanted = ".".join([input_name, *words])[:LONGEST_NAME]
            name, number = wanted, 1
            while name.casefold() in taken:
                number += 1
                name = f"{wanted}_{number}"
            taken.add(name.casefold())
            found[name] = input_name, position
    return found


def _items(case: Case, name: str) -> list[list[str]]:
    """The words of every item of an input, in the order of its rows."""
    items: list[list[str]] = [[]]
    for axis in INPUT[name].axes:
        labels = case.axes[axis]
        words = [f"year_{label}" if axis == "year" else _word(label) for label in labels]
        items = [[*before, word] for before in items for word in words]
    return items


def _word(label: str) -> str:
    # Letters of any script are legal in names, and few other signs.
    legal = (sign if sign.isalpha() or sign in string.digits else " " for sign in label.lower())
    return "_".join("".join(legal).split()) or "item"
