"""Arithmetic on cells becomes Excel text with Excel's precedence, and refuses what a formula cannot say."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from openpyxl.utils import column_index_from_string
from support.small_case import a_case_of_each_kind

from reportgen.errors import ModelError
from reportgen.model.algebra import (
    absent,
    absolute,
    every,
    first,
    higher,
    highest,
    lower,
    previous,
    rate_of_return,
    root,
    running,
    t_quantile,
    total,
    total_product,
    where,
)
from reportgen.model.formula import Formula, Reference, Span, finished
from reportgen.model.line import Line
from reportgen.model.results import graph_of
from reportgen.workbook.layout import Cell, Layout, lay_out

a, b, c = (Reference(name, name.lower(), {}, {}) for name in ("A1", "B1", "C1"))
flow = Reference("F2", "flow", {"year": "E2:H2"}, {"previous": "E2", "first": "$E2", "running year": "$E2:F2"})
negative = -a
row = Span("$E$2:$H$2", "row", "year", {"first": "$E$2", "last": "$H$2"})

WRITTEN: list[tuple[Any, str]] = [
    (a + b * c, "A1+B1*C1"),
    ((a + b) * c, "(A1+B1)*C1"),
    (a * (b + c), "A1*(B1+C1)"),
    (a - b - c, "A1-B1-C1"),
    (a - (b - c), "A1-(B1-C1)"),
    (a - (b + c), "A1-(B1+C1)"),
    (a / b / c, "A1/B1/C1"),
    (a / (b / c), "A1/(B1/C1)"),
    (a / (b * c), "A1/(B1*C1)"),
    (a * b / c, "A1*B1/C1"),
    # Excel reads -A1^B1 as (-A1)^B1; Python reads -a**b as -(a**b).
    (-(a**b), "-(A1^B1)"),
    ((-a) ** b, "(-A1)^B1"),
    (a ** (b**c), "A1^(B1^C1)"),
    ((a**b) ** c, "(A1^B1)^C1"),
    (a**-b, "A1^(-B1)"),
    ((a * b) ** c, "(A1*B1)^C1"),
    (a * b**c, "A1*B1^C1"),
    (a - -b, "A1-(-B1)"),
    (a * -b, "A1*(-B1)"),
    (-a + b, "-A1+B1"),
    (-(a + b), "-(A1+B1)"),
    (-negative, "-(-A1)"),
    # ironcalc reads -(A1*B1) without its brackets.
    (-(a * b), "0-A1*B1"),
    ((-(a / b)) ** c, "(0-A1/B1)^C1"),
    (-(a**b * c) * a, "(0-A1^B1*C1)*A1"),
    (-a * b, "-A1*B1"),
    (1 - a, "1-A1"),
    (1 / (1 + a) ** b, "1/(1+A1)^B1"),
    (a * -1, "A1*(-1)"),
    (0 + a, "0+A1"),
    (a - 0, "A1-0"),
    (where(a > b, a, -b), "IF(A1>B1,A1,-B1)"),
    (where(a - b <= c * (a + b), 1, 0), "IF(A1-B1<=C1*(A1+B1),1,0)"),
    (where(every(a >= 0, b < 1), a, absent("none")), 'IF(AND(A1>=0,B1<1),A1,"none")'),
    (absolute(a - b), "ABS(A1-B1)"),
    (higher(0, a) - lower(a, b + c), "MAX(0,A1)-MIN(A1,B1+C1)"),
    (root(a) ** b, "SQRT(A1)^B1"),
    (total(row, over="year") / a, "SUM($E$2:$H$2)/A1"),
    (total_product(flow, row, over="year"), "SUMPRODUCT(E2:H2,$E$2:$H$2)"),
    (highest(row, over="year"), "MAX($E$2:$H$2)"),
    (running(flow) - previous(flow), "SUM($E2:F2)-E2"),
    (first(flow) + first(row), "$E2+$E$2"),
    # The year before year 0 is an empty cell, which MAX and MIN would overlook.
    (lower(a, previous(flow)), "MIN(A1,0+E2)"),
    (higher(where(a > 0, previous(flow), b), a), "MAX(0+IF(A1>0,E2,B1),A1)"),
]


@pytest.mark.parametrize(("formula", "text"), WRITTEN, ids=[text for _, text in WRITTEN])
def test_an_expression_is_written_so_that_excel_reads_the_same(formula: Formula, text: str) -> None:
    assert finished(formula).text == text


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "an if": (lambda: a if a > b else c, "where(condition, yes, no)"),
    "a truth value": (lambda: not a, "cannot decide an if"),
    "and": (lambda: (a > 0) and (b > 0), "every"),
    "or": (lambda: (a > 0) or (b > 0), "cannot decide an if"),
    "a chained comparison": (lambda: 0 < a < b, "every"),
    "Python's max": (lambda: max(a, b), "higher"),
    "Python's min": (lambda: min(a, b), "lower"),
    "float": (lambda: float(a), "reportgen.model.algebra"),
    "int": (lambda: int(a), "reportgen.model.algebra"),
    "round": (lambda: round(a), "reportgen.model.algebra"),
    "abs": (lambda: abs(a), "reportgen.model.algebra"),
    "math": (lambda: math.sqrt(a), "reportgen.model.algebra"),
    "whole division": (lambda: a // b, "reportgen.model.algebra"),
    "a remainder": (lambda: a % b, "reportgen.model.algebra"),
    "a loop": (lambda: list(a), "total(x, over=…)"),
    "Python's sum": (lambda: sum(a), "total(x, over=…)"),
    "an item": (lambda: a[0], "total(x, over=…)"),
    "a length": (lambda: len(a), "total(x, over=…)"),
    "membership": (lambda: b in a, "total(x, over=…)"),
    "equality": (lambda: a == b, "compare with <, <=, > or >="),
    "inequality": (lambda: a != 0, "compare with <, <=, > or >="),
    "a numpy function": (lambda: np.maximum(a, b), "numpy's maximum"),
    "a numpy sum": (lambda: np.sum(a), "numpy's add"),
    "a numpy array": (lambda: np.ones(2) * a, "numpy's multiply"),
    "a stray figure": (lambda: a * 12, "the figure 12 stands in a formula; make it an input"),
    "a stray fraction": (lambda: a**0.5, "the figure 0.5"),
    "a stray negative figure": (lambda: -2 * a, "the figure -2"),
    "no number": (lambda: a + math.nan, "the figure nan"),
    "a truth literal": (lambda: a + True, "a bool (True)"),
    "a text": (lambda: a + "1", "a str ('1')"),
    "nothing": (lambda: a + None, "a NoneType (None)"),
    "a condition as a number": (lambda: (a > b) * c, "use where(A1>B1, yes, no)"),
    "a condition as a formula": (lambda: finished(a > b), "use where(A1>B1, yes, no)"),
    "a comparison of conditions": (lambda: (a > b) > c, "use where(A1>B1, yes, no)"),
    "every as a number": (lambda: every(a > b) + 1, "use where(AND(A1>B1), yes, no)"),
    "a number as a condition": (lambda: where(a, 1, 0), "'A1' is no condition; compare it"),
    "a number among conditions": (lambda: every(a > b, c), "'C1' is no condition; compare it"),
    "an absent value as a number": (lambda: where(a > 0, b, absent("none")) + 1, "the words 'none'"),
    "a line that may be absent": (lambda: Reference("A1", "a", {}, {}, "never") * b, "the words 'never'"),
    "a whole line as a number": (lambda: row + 1, "use total(row, over='year')"),
    "a whole line as a formula": (lambda: finished(row), "use total(row, over='year')"),
    "a total over another axis": (lambda: total(row, over="role"), "row runs over year"),
    "a total without the axis": (lambda: total(flow, over="role"), "flow has no axis role"),
    "a total of an expression": (lambda: total(flow * a, over="year"), "total needs a line or input itself"),
    "the year before without years": (lambda: previous(a), "does not run along that axis here"),
    "a rate of return of an expression": (lambda: rate_of_return(flow - a, a, "none"), "rate_of_return needs a line"),
}


@pytest.mark.parametrize(("expression", "remedy"), REFUSED.values(), ids=REFUSED)
def test_what_no_formula_can_say_is_refused_with_the_remedy(expression: Callable[[], object], remedy: str) -> None:
    with pytest.raises(ModelError, match=re.escape(remedy)):
        expression()


def test_a_quantile_of_a_stray_confidence_is_refused() -> None:
    with pytest.raises(ModelError, match=r"the figure 0\.05"):
        t_quantile(a, 0.95)


@pytest.fixture(scope="module")
def layouts() -> list[Layout]:
    """The workbooks of cases that together switch on every line."""
    return [lay_out(graph_of(case, allocation)) for case, allocation in a_case_of_each_kind()]


def _relative(formula: str, here: Cell) -> str:
    """The formula in R1C1, as the cell `here` means it: two cells filled from one another have the same."""

    def place(found: re.Match[str]) -> str:
        column_pin, column, row_pin, row_number = found.groups()
        down, right = int(row_number), column_index_from_string(column)
        return (f"R{down}" if row_pin else f"R[{down - here.row}]") + (
            f"C{right}" if column_pin else f"C[{right - here.column}]"
        )

    return re.sub(r"(?<![A-Za-z$])(\$?)([A-Z]{1,3})(\$?)(\d+)\b", place, formula)


def test_the_relative_form_tells_a_filled_formula_from_another() -> None:
    assert _relative("=$C7*F$5-'Cash flow'!E7", Cell("Costs", 7, 6)) == "=R[0]C3*R5C[0]-'Cash flow'!R[0]C[-1]"
    assert _relative("=$C8*G$5-'Cash flow'!F8", Cell("Costs", 8, 7)) == "=R[0]C3*R5C[0]-'Cash flow'!R[0]C[-1]"
    assert _relative("=$C8*G$6", Cell("Costs", 8, 7)) != _relative("=$C8*F$5", Cell("Costs", 8, 6))


def _forms(layout: Layout, line: Line, item: int | None = None) -> set[str]:
    items, years = layout.graph.shape(line.axes)
    return {
        _relative(layout.formula(line, at, year), layout.cell(line.name, at, year))
        for at in (range(items) if item is None else [item])
        for year in range(years)
    }


def test_one_formula_fills_a_row_to_the_right(layouts: list[Layout]) -> None:
    """Every line has the same formula in every year, links included."""
    for layout in layouts:
        for line in layout.graph.lines.values():
            for item in range(layout.graph.shape(line.axes)[0]):
                assert len(_forms(layout, line, item)) == 1, f"{line.name}: {_forms(layout, line, item)}"


def test_one_formula_fills_a_column_down(layouts: list[Layout]) -> None:
    """Every line has the same formula for every item, but for links and for inputs that list years for each item."""
    differing = {
        line.name
        for layout in layouts
        for line in layout.graph.lines.values()
        if not line.sources and len(_forms(layout, line)) > 1
    }
    # The years of each component stand below each other on Inputs, so each component points to its own block.
    assert differing == {"investment"}


def test_no_formula_holds_a_figure_of_its_own(layouts: list[Layout]) -> None:
    """Nothing but 0 and 1 is typed into a formula; row and column numbers belong to references."""
    for layout in layouts:
        for line in layout.graph.lines.values():
            bare = re.sub(r"'[^']*'!|\"[^\"]*\"|\$?[A-Z]{1,3}\$?\d+", "", layout.formula(line))
            assert set(re.findall(r"[\d.]+", bare)) <= {"0", "1"}, f"{line.name}: {layout.formula(line)}"
