"""Lines that do not fit together are refused with the line, its file and line number, and what to do."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support.small_case import a_case

from reportgen.case.inputs import Input
from reportgen.errors import ModelError
from reportgen.model.algebra import absent, last, previous, running, total, where
from reportgen.model.graph import YEAR, Graph
from reportgen.model.line import Line, collected, line
from reportgen.workbook.layout import lay_out

PRICE = Input("price", "Price", "money", "Sales")
QUANTITY = Input("quantity", "Quantity", "number", "Sales", ("year",))
INPUTS = (YEAR, PRICE, QUANTITY)
AXES = {"year": ("0", "1", "2"), "role": ("Buyer", "Seller"), "activity": ("Work",)}


@line("Sales", unit="money", per="year", totalled=True)
def sales(year: Any, price: Any, quantity: Any) -> Any:
    """Price times quantity, from year 1."""
    return where(year > 0, price * quantity, 0)


@line("Sales so far", unit="money", per="year")
def sales_so_far(sales: Any) -> Any:
    """Sales of this and all earlier years."""
    return running(sales)


def _graph(*rules: Callable[..., Any] | Line, inputs: Sequence[Input] = INPUTS) -> Graph:
    lines = [rule if isinstance(rule, Line) else rule.line for rule in rules]  # type: ignore[attr-defined]
    return Graph.of(inputs, lines, AXES, a_case())


def _refused(*rules: Callable[..., Any] | Line, inputs: Sequence[Input] = INPUTS) -> str:
    with pytest.raises(ModelError) as caught:
        _ = _graph(*rules, inputs=inputs).order
    return str(caught.value)


def _place(rule: Callable[..., Any]) -> str:
    """Where the declaration begins, as Python itself reports it."""
    return f"test_model_graph.py:{inspect.getsourcelines(rule)[1]}, line '{rule.__name__}'"


def test_lines_are_computed_in_the_order_they_need_each_other() -> None:
    """However they are declared; here 2 × (3, 4, 5) from year 1, then summed up."""
    graph = _graph(sales_so_far, sales)
    assert [each.name for each in graph.order] == ["sales", "sales_so_far"]
    values = {"year": [0, 1, 2], "price": [2], "quantity": [3, 4, 5]}
    found = graph.evaluate({name: np.array(value, dtype=float).reshape(1, 1, -1) for name, value in values.items()})
    assert found["sales"].tolist() == [[[0, 8, 10]]]
    assert found["sales_so_far"].tolist() == [[[0, 8, 18]]]


def test_readers_of_a_line_are_known() -> None:
    readers = _graph(sales, sales_so_far).readers
    assert [readers[name] for name in ("price", "sales", "sales_so_far")] == [("sales",), ("sales_so_far",), ()]


def test_a_misspelt_name_is_told_with_the_nearest_known_one() -> None:
    @line("Twice", unit="money", per="year")
    def twice(salse: Any) -> Any:
        return salse + salse

    message = _refused(sales, twice)
    assert message == f"{_place(twice)} reads 'salse', which is no line or input; did you mean 'sales'?"


def test_a_name_like_no_other_is_told_without_a_guess() -> None:
    @line("Twice", unit="money")
    def twice(xyzzy: Any) -> Any:
        return xyzzy + xyzzy

    assert _refused(sales, twice) == f"{_place(twice)} reads 'xyzzy', which is no line or input."


def test_lines_that_read_each_other_are_told_with_the_path() -> None:
    @line("Interest", unit="money", per="year")
    def interest(balance: Any, price: Any) -> Any:
        return balance * price

    @line("Fee", unit="money", per="year")
    def fee(interest: Any) -> Any:
        return interest

    @line("Balance", unit="money", per="year")
    def balance(sales: Any, fee: Any) -> Any:
        return sales + fee

    message = _refused(sales, interest, fee, balance)
    assert message == f"{_place(interest)} reads itself: interest → balance → fee → interest."


def test_a_line_that_reads_itself_is_told() -> None:
    @line("Balance", unit="money", per="year")
    def balance(balance: Any, sales: Any) -> Any:
        return previous(balance) + sales

    assert _refused(sales, balance) == f"{_place(balance)} reads itself: balance → balance."


def test_an_input_that_nothing_reads_is_told() -> None:
    discount = Input("price_2", "Second price", "money", "Sales")
    message = _refused(sales, inputs=(*INPUTS, discount))
    assert message == "input 'price_2' is read by no line; did you mean 'price'?"


def test_two_lines_of_one_name_are_told_with_both_places() -> None:
    @line("Sales again", unit="money", per="year", name="sales")
    def sales_again(price: Any, quantity: Any) -> Any:
        return price * quantity

    message = _refused(sales, sales_again)
    first = re.sub(", line.*", "", _place(sales))
    assert message == f"{_place(sales_again).replace('sales_again', 'sales')} is declared twice, first in {first}."


def test_of_two_lines_of_one_name_a_case_may_switch_on_one() -> None:
    @line("Sales again", unit="money", per="year", name="sales", when="delivery")
    def sales_again(price: Any) -> Any:
        return price

    assert _graph(sales, sales_again).lines["sales"].label == "Sales"


def test_a_line_without_a_sheet_is_told() -> None:
    graph = _graph(replace(sales.line, section="appendix"), inputs=INPUTS)
    with pytest.raises(ModelError, match=re.escape(f"{_place(sales)} has no place: section 'appendix' has no sheet.")):
        lay_out(graph)


def test_a_collected_line_has_one_value_for_every_item() -> None:
    links = collected("links", "Links", "", unit="money", per=("role", "year"), sources=lambda _: [("sales", None)])
    assert re.fullmatch(
        r"test_model_graph\.py:\d+, line 'links' does not collect .* every role\.", _refused(sales, links)
    )


def test_a_collected_line_reads_a_line_that_exists() -> None:
    sources = [("sales", None), ("sails", None)]
    links = collected("links", "Links", "", unit="money", per=("role", "year"), sources=lambda _: sources)
    assert "line 'links' reads 'sails', which is no line or input; did you mean 'sales'?" in _refused(sales, links)


@line("If", unit="money", per="year")
def with_if(sales: Any) -> Any:
    return sales if sales > 0 else 1


@line("Max", unit="money", per="year")
def with_max(sales: Any) -> Any:
    return max(sales, 0)


@line("Float", unit="money", per="year")
def with_float(sales: Any) -> Any:
    return float(sales) + 1


@line("Literal", unit="money", per="year")
def with_literal(sales: Any) -> Any:
    return sales * 12


@line("Numpy", unit="money", per="year")
def with_numpy(sales: Any) -> Any:
    return np.where(sales > 0, sales, 0)


@line("Nothing", unit="money", per="year")
def with_nothing(sales: Any) -> Any:
    _ = sales + 1


@line("Condition", unit="flag", per="year")
def with_condition(sales: Any) -> Any:
    return sales > 0


@line("Whole line", unit="money")
def with_whole_line(sales: Any) -> Any:
    return sales + 1


@line("Absent", unit="money", per="year")
def with_absent(sales: Any) -> Any:
    return where(sales > 0, sales, absent("no sales")) + 1


@line("Wrong axis", unit="money")
def with_wrong_axis(sales: Any) -> Any:
    return total(sales, over="role")


@line("No years", unit="money")
def with_no_years(price: Any) -> Any:
    return last(price)


REFUSED = {
    with_if: "cannot decide an if",
    with_max: "higher",
    with_float: "leave float()",
    with_literal: "the figure 12 stands in a formula; make it an input",
    with_numpy: "cannot be written as a formula",
    with_nothing: "a NoneType (None) cannot be written",
    with_condition: "use where(",
    with_whole_line: "use total(sales, over='year')",
    with_absent: "may be the words 'no sales'",
    with_wrong_axis: "sales runs over year",
    with_no_years: "does not run along that axis",
}


@pytest.mark.parametrize("rule", REFUSED, ids=lambda rule: rule.__name__)
def test_a_line_that_no_formula_can_say_is_refused_before_anything_is_computed(rule: Callable[..., Any]) -> None:
    message = _refused(sales, rule)
    assert message.startswith(_place(rule))
    assert REFUSED[rule] in message


def test_a_line_that_may_be_absent_is_not_calculated_with() -> None:
    """The words are known of the line that has them, and a line that reads it is refused."""

    @line("Ratio", unit="factor", per="year")
    def ratio(sales: Any, price: Any) -> Any:
        return where(price > 0, sales / price, absent("no price"))

    @line("Double ratio", unit="factor", per="year")
    def double_ratio(ratio: Any) -> Any:
        return ratio + ratio

    assert _graph(sales, ratio).absent_words == {"ratio": "no price"}
    assert _refused(sales, ratio, double_ratio).startswith(f"{_place(double_ratio)}: ")


def test_a_line_over_an_axis_without_items_is_left_out() -> None:
    gain = replace(sales.line, name="gain", axes=("custom",))
    assert "gain" not in _graph(sales, gain).lines


def test_what_a_change_moves_on_its_way_to_a_result() -> None:
    """Sales move with the price, and what does not lead to the result is left out."""
    graph = _graph(sales, sales_so_far)
    assert graph.moved_by(["price"], ["sales_so_far"]) == {"price", "sales", "sales_so_far"}
    assert graph.moved_by(["price"], ["sales"]) == {"price", "sales"}
    assert graph.moved_by(["price"], ["quantity"]) == set()


def test_whether_all_comes_through_one_line() -> None:
    graph = _graph(sales, sales_so_far)
    assert graph.passes("sales", "price", "sales_so_far")
    assert not graph.passes("sales_so_far", "price", "sales")
