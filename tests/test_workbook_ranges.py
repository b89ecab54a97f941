"""Cells written as ranges, and formulas written as what they read from where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from reportgen.workbook.ranges import absolute, places, ranges, relative


@pytest.mark.parametrize(
    ("formula", "place", "text"),
    [
        ("=A$1+C7", (7, 4), "=<$1;-3>+<0;-1>"),
        ("=SUM($E6:G6)", (7, 7), "=SUM(<-1;$5>:<-1;0>)"),
        ("='Cash flow'!$C$9*2", (1, 1), "='Cash flow'!<$9;$3>*2"),
        ('=IF(A1<B1,"C7 <1;2>","")', (1, 1), '=IF(<0;0><<0;1>,"C7 <1;2>","")'),
        ("=LOG10(A1)", (2, 1), "=LOG10(<-1;0>)"),
    ],
)
def test_references_are_counted_from_the_cell(formula: str, place: tuple[int, int], text: str) -> None:
    assert relative(formula, place) == text
    assert absolute(text, place) == formula


@pytest.mark.parametrize("formula", ["=$E6*E$5", "=SUM($E6:F6)", "=Inputs!$C$9-B2", '=IF(C3>0,"B2",D4)'])
def test_a_formula_filled_on_has_the_same_text(formula: str) -> None:
    filled = Translator(formula, origin="F6").translate_formula("H9")
    assert relative(filled, (9, 8)) == relative(formula, (6, 6))
    assert absolute(relative(formula, (6, 6)), (9, 8)) == filled


@given(st.sets(st.tuples(st.integers(1, 30), st.integers(1, 30))))
def test_ranges_name_the_cells_they_were_made_of(cells: set[tuple[int, int]]) -> None:
    named = list(places(ranges(cells)))
    assert set(named) == cells
    assert len(named) == len(cells)


def test_neighbours_are_joined() -> None:
    assert ranges([(row, column) for row in (6, 7, 8) for column in (3, 4)] + [(6, 7)]) == "G6 C6:D8"


@pytest.mark.parametrize("text", ["A1:XFD1048576", "A:A", "0", "words"])
def test_what_is_no_range_of_a_model_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text.partition(":")[0]):
        list(places(text))
