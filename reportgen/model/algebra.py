"""What a line may do besides + - * / and **: the same words on numbers and on cells.

Numbers are numpy arrays of shape (cases, items, years); an axis a value does not have is of length 1, so
values of different axes meet by broadcasting. Cells are the operands of `reportgen.model.formula`.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from reportgen.errors import ModelError
from reportgen.language import say
from reportgen.model.formula import (
    Formula,
    MaybeEmpty,
    Span,
    arithmetic,
    call,
    call_condition,
    compared,
    condition,
    is_cell,
    reference,
)

YEAR_AXIS, ITEM_AXIS = -1, -2
#: Of a matrix the items stand along both axes; the second one takes the place of the years.
OTHER = "other_"
#: From the next number on numpy sums in several strands.
FEW_ITEMS = 7


class Absent(str):
    """The words shown where a line has no value."""


def absent(words: str) -> Any:
    """Stands for no value in `where`: NaN among numbers, the words in a cell."""
    return Absent(say(words))


def where(question: Any, yes: Any, no: Any) -> Any:
    """`yes` where the question holds, else `no`; either may be `absent(words)`."""
    if not is_cell(question, yes, no):
        return np.where(question, _number(yes), _number(no))
    words = next((str(answer) for answer in (yes, no) if isinstance(answer, Absent)), None)
    text = f"IF({condition(question).text},{_answer(yes)},{_answer(no)})"
    written = MaybeEmpty if any(isinstance(answer, MaybeEmpty) for answer in (yes, no)) else Formula
    return written(text, absent=words)


def every(*conditions: Any) -> Any:
    """Whether all conditions hold."""
    if is_cell(*conditions):
        return call_condition("AND", *(condition(each) for each in conditions))
    return np.logical_and.reduce(np.broadcast_arrays(*conditions))


def absolute(value: Any) -> Any:
    """The value without its sign."""
    return call("ABS", arithmetic(value)) if is_cell(value) else np.abs(value)


def higher(first: Any, second: Any) -> Any:
    """The larger of two values."""
    if is_cell(first, second):
        return call("MAX", _filled(first), _filled(second))
    return np.maximum(first, second)


def lower(first: Any, second: Any) -> Any:
    """The smaller of two values."""
    if is_cell(first, second):
        return call("MIN", _filled(first), _filled(second))
    return np.minimum(first, second)


def root(value: Any) -> Any:
    """The square root."""
    return call("SQRT", arithmetic(value)) if is_cell(value) else np.sqrt(value)


def total(line: Any, over: str) -> Any:
    """The sum of a line over one axis."""
    if is_cell(line):
        return Formula(f"SUM({_span(line, over, 'total')})")
    return _summed(line, _position(over))


def total_product(first: Any, second: Any, over: str) -> Any:
    """The sum of the products of two lines over one axis they share."""
    if is_cell(first, second):
        spans = _span(first, over, "total_product"), _span(second, over, "total_product")
        return Formula(f"SUMPRODUCT({spans[0]},{spans[1]})")
    return _summed(first * second, _position(over))


def matrix_product(matrix: Any, line: Any, over: str) -> Any:
    """A matrix of `over` × other `over` times a line: for each item the sum of its row times the line."""
    if is_cell(matrix, line):
        spans = _span(matrix, OTHER + over, "matrix_product"), _span(line, over, "matrix_product")
        # Within SUMPRODUCT the product of a row and a column is one number in every spreadsheet.
        return Formula(f"SUMPRODUCT(MMULT({spans[0]},{spans[1]}))")
    return np.matmul(matrix, line)


def count_at_least(line: Any, least: Any, over: str) -> Any:
    """How many values of a line along one of its axes are as high as `least` or higher."""
    if is_cell(line, least):
        return Formula(f"SUMPRODUCT(1*({(_span(line, over, 'count_at_least'))}>={compared(least)}))")
    values, limits = np.moveaxis(line, _position(over), -1), np.moveaxis(least, _position(over), -1)
    counts = np.sum(values[..., np.newaxis, :] >= limits[..., :, np.newaxis], axis=-1)
    return np.moveaxis(counts, -1, _position(over))


def highest(line: Any, over: str) -> Any:
    """The largest value of a line along one axis."""
    if is_cell(line):
        return Formula(f"MAX({_span(line, over, 'highest')})")
    return np.max(line, axis=_position(over), keepdims=True)


def lowest(line: Any, over: str) -> Any:
    """The smallest value of a line along one axis."""
    if is_cell(line):
        return Formula(f"MIN({_span(line, over, 'lowest')})")
    return np.min(line, axis=_position(over), keepdims=True)


def running(line: Any, over: str = "year") -> Any:
    """The sum of a line up to and including the place where it is read."""
    if is_cell(line):
        return Formula(f"SUM({_neighbour(line, 'running ' + over)})")
    return np.cumsum(line, axis=_position(over))


def previous(line: Any) -> Any:
    """The value of the year before; 0 before year 0."""
    if is_cell(line):
        return MaybeEmpty(_neighbour(line, "previous"))
    moved = np.roll(line, 1, axis=YEAR_AXIS)
    moved[..., 0] = 0
    return moved


def first(line: Any) -> Any:
    """The value in year 0."""
    return Formula(_neighbour(line, "first")) if is_cell(line) else line[..., :1]


def last(line: Any) -> Any:
    """The value in the last year."""
    return Formula(_neighbour(line, "last")) if is_cell(line) else line[..., -1:]


def t_quantile(degrees_of_freedom: Any, confidence: Any) -> Any:
    """The two-sided quantile of Student's t, for whole and fractional degrees of freedom.

    Excel's TINV cuts fractional degrees of freedom off, so the cell goes through the beta distribution:
    P(|T| > t) is the regularised incomplete beta function of df / (df + t²) with parameters df / 2 and 1 / 2.
    """
    if is_cell(degrees_of_freedom, confidence):
        degrees = arithmetic(degrees_of_freedom)
        half = arithmetic(1) / (arithmetic(1) + arithmetic(1))
        quantile = call("BETAINV", arithmetic(1 - confidence), degrees * half, half)
        return call("SQRT", degrees * (arithmetic(1) / quantile - 1))
    from scipy.special import stdtrit

    return stdtrit(degrees_of_freedom, (1 + confidence) / 2)


def t_probability(noise_ratio: Any, degrees_of_freedom: Any) -> Any:
    """The two-sided probability of Student's t beyond ±t, where `noise_ratio` is df / (df + t²).

    Unlike t itself the ratio has a value where the standard error is zero.
    """
    if is_cell(noise_ratio, degrees_of_freedom):
        half = arithmetic(1) / (arithmetic(1) + arithmetic(1))
        return call("BETADIST", arithmetic(noise_ratio), arithmetic(degrees_of_freedom) * half, half)
    from scipy.special import betainc

    return betainc(degrees_of_freedom / 2, 0.5, noise_ratio)


def normal_quantile(confidence: Any) -> Any:
    """The two-sided quantile of the normal distribution."""
    if is_cell(confidence):
        half = arithmetic(1) / (arithmetic(1) + arithmetic(1))
        return call("NORMSINV", (1 + arithmetic(confidence)) * half)
    from scipy.special import ndtri

    return ndtri((1 + confidence) / 2)


def rate_of_return(net: Any, least: Any, words: str) -> Any:
    """The internal rate of return of a line of net amounts by year, `absent(words)` where Excel finds none.

    Meant for flows that start below zero and come back for good: they have one positive rate. Programs search for it
    from `least` on, a rate not above it; from the usual 10 % they find another one, or none, where returns are huge.
    """
    if is_cell(net):
        flows, begin = _span(net, "year", "rate_of_return"), arithmetic(least).text
        none = say(words)
        return Formula(f'IFERROR(IRR({flows},{begin}),"{none}")', absent=none)
    from reportgen.model.roots import internal_rate_of_return

    return internal_rate_of_return(net)


def _number(value: Any) -> Any:
    return np.nan if isinstance(value, Absent) else value


def _answer(value: Any) -> str:
    if isinstance(value, Absent):
        return f'"{value}"'
    if isinstance(value, Formula) and value.absent is not None:
        return value.text
    return arithmetic(value).text


def _filled(value: Any) -> Formula:
    piece = arithmetic(value)
    return 0 + piece if isinstance(piece, MaybeEmpty) else piece


def _position(axis: str) -> int:
    return YEAR_AXIS if axis == "year" else ITEM_AXIS


def _summed(values: Any, axis: int) -> Any:
    """The sum along one of the last two axes, which stays with length 1.

    Of thousands of cases numpy sums few items slowly; added one after the other, which is its own order up to this
    number, they take a third of the time.
    """
    count = values.shape[axis]
    if count > FEW_ITEMS:
        return np.sum(values, axis=axis, keepdims=True)
    ahead = np.moveaxis(values, axis, 0)
    return np.expand_dims(functools.reduce(np.add, ahead), axis)


def _span(line: Any, over: str, purpose: str) -> str:
    if isinstance(line, Span):
        if line.axis != over:
            raise ModelError(f"{purpose}({line.name}, over='{over}'): {line.name} runs over {line.axis}.")
        return line.text
    cell = reference(line, purpose)
    if over not in cell.spans:
        raise ModelError(f"{purpose}({cell.name}, over='{over}'): {cell.name} has no axis {over}.")
    return cell.spans[over]


def _neighbour(line: Any, move: str) -> str:
    cell = line if isinstance(line, Span) else reference(line, move)
    if move not in cell.moves:
        raise ModelError(f"{move}({cell.name}): {cell.name} does not run along that axis here.")
    return cell.moves[move]
