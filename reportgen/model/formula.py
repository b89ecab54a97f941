"""Arithmetic on cells: the same expression a line computes, written down as an Excel formula.

A line of the model is called once with numbers and once with the operands of this module. An operand
answers every operation with a longer piece of formula text, and refuses whatever would leave the formula
silently: deciding an `if`, looping, turning into a number, mixing in a figure that is no input.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from reportgen.errors import ModelError

# How tightly Excel binds. Unary minus binds tighter than ^ there and looser in Python,
# which is why a negation is never left bare beside another operator.
COMPARISON, SUM, PRODUCT, POWER, NEGATION, ATOM = range(6)

ALLOWED_LITERALS = (0, 1)
"""Any other figure is an assumption and belongs among the inputs."""


@dataclass(frozen=True, eq=False)
class Formula:
    """A piece of Excel formula text and how tightly its outermost operator binds."""

    text: str
    binds: int = ATOM
    absent: str | None = None
    """The words the formula gives where it has no value; such a formula takes no further part in arithmetic."""

    def __add__(self, other: object) -> Formula:
        return _joined(self, "+", other, SUM)

    def __radd__(self, other: object) -> Formula:
        return _joined(other, "+", self, SUM)

    def __sub__(self, other: object) -> Formula:
        return _joined(self, "-", other, SUM)

    def __rsub__(self, other: object) -> Formula:
        return _joined(other, "-", self, SUM)

    def __mul__(self, other: object) -> Formula:
        return _joined(self, "*", other, PRODUCT)

    def __rmul__(self, other: object) -> Formula:
        return _joined(other, "*", self, PRODUCT)

    def __truediv__(self, other: object) -> Formula:
        return _joined(self, "/", other, PRODUCT)

    def __rtruediv__(self, other: object) -> Formula:
        return _joined(other, "/", self, PRODUCT)

    def __pow__(self, other: object) -> Formula:
        return _joined(self, "^", other, POWER)

    def __rpow__(self, other: object) -> Formula:
        return _joined(other, "^", self, POWER)

    def __neg__(self) -> Formula:
        piece = arithmetic(self)
        if piece.binds == PRODUCT:
            # ironcalc drops the brackets of -(a*b), which turns -(a^b*c) into (-a)^b*c.
            return _joined(0, "-", piece, SUM)
        return Formula("-" + _inside(piece, ATOM), NEGATION)

    def __lt__(self, other: object) -> Condition:
        return _compared(self, "<", other)

    def __le__(self, other: object) -> Condition:
        return _compared(self, "<=", other)

    def __gt__(self, other: object) -> Condition:
        return _compared(self, ">", other)

    def __ge__(self, other: object) -> Condition:
        return _compared(self, ">=", other)

    def __bool__(self) -> bool:
        raise ModelError(
            f"`{self.text}` cannot decide an if, and, or, max or min: its value is known only inside Excel; "
            "use where(condition, yes, no), every, higher or lower."
        )

    def __eq__(self, other: object) -> bool:
        raise ModelError(f"`{self.text}` cannot be compared with == or !=; compare with <, <=, > or >=.")

    def __ne__(self, other: object) -> bool:
        return self == other

    __hash__ = object.__hash__

    def _is_no_number(self, *_: object) -> NoReturn:
        raise ModelError(
            f"`{self.text}` is a cell and has no number yet; leave float(), int(), round(), abs() and math to "
            "the functions of reportgen.model.algebra."
        )

    __float__ = __int__ = __index__ = __complex__ = __round__ = __abs__ = _is_no_number
    __trunc__ = __floor__ = __ceil__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _is_no_number

    def _is_no_list(self, *_: object) -> NoReturn:
        raise ModelError(f"`{self.text}` is a cell and cannot be looped over or indexed; use total(x, over=…).")

    __iter__ = __getitem__ = __len__ = __contains__ = _is_no_list

    def __array_ufunc__(self, ufunc: Any, *_: object, **__: object) -> NoReturn:
        raise ModelError(
            f"numpy's {ufunc.__name__} cannot be written into an Excel formula; "
            "use the operators or the functions of reportgen.model.algebra."
        )


class Condition(Formula):
    """True or false inside Excel; only where and every can use it."""


class MaybeEmpty(Formula):
    """Can be an empty cell, which MAX and MIN overlook where all else takes it for 0."""


class Reference(Formula):
    """The cell of a line or input at the place where it is read, with its neighbours along each axis."""

    def __init__(
        self, text: str, name: str, spans: dict[str, str], moves: dict[str, str], absent: str | None = None
    ) -> None:
        super().__init__(text, ATOM, absent)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "spans", spans)
        object.__setattr__(self, "moves", moves)

    name: str
    spans: dict[str, str]
    """Axis → the range of all its cells."""
    moves: dict[str, str]
    """`running <axis>`, `previous`, `first`, `last` → cell or range."""


class Span(Formula):
    """A whole line seen from a line without its axis: only a total can read it."""

    def __init__(self, text: str, name: str, axis: str, moves: dict[str, str]) -> None:
        super().__init__(text)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "axis", axis)
        object.__setattr__(self, "moves", moves)

    name: str
    axis: str
    moves: dict[str, str]
    """`first` and `last` along the axis → cell."""


def arithmetic(value: object) -> Formula:
    """`value` as an operand of arithmetic.

    Raises ModelError for a condition, a whole line, a value that may be absent, and a stray literal.
    """
    if isinstance(value, Span):
        raise ModelError(
            f"`{value.name}` holds one value for every {value.axis} and is read where there is one only; "
            f"use total({value.name}, over='{value.axis}')."
        )
    if isinstance(value, Condition):
        raise ModelError(f"`{value.text}` is true or false; use where({value.text}, yes, no) to make it a number.")
    if isinstance(value, Formula):
        if value.absent is not None:
            raise ModelError(f"`{value.text}` may be the words '{value.absent}' and cannot be calculated with.")
        return value
    if not isinstance(value, bool) and isinstance(value, int | float):
        number = float(value)
        if abs(number) not in ALLOWED_LITERALS:
            raise ModelError(f"the figure {number:g} stands in a formula; make it an input with a unit and a source.")
        return Formula(str(int(number)), NEGATION if number < 0 else ATOM)
    raise ModelError(f"a {type(value).__name__} ({value!r}) cannot be written into an Excel formula.")


def finished(value: object) -> Formula:
    """`value` as the whole formula of a line; it may be absent, but is one number."""
    if isinstance(value, Formula) and value.absent is not None:
        return value
    return arithmetic(value)


def condition(value: object) -> Condition:
    """`value` as a condition; raises ModelError where it is none."""
    if isinstance(value, Condition):
        return value
    raise ModelError(f"{getattr(value, 'text', value)!r} is no condition; compare it with <, <=, > or >=.")


def compared(value: object) -> str:
    """`value` as the text on one side of a comparison."""
    return _inside(arithmetic(value), SUM)


def call(function: str, *arguments: Formula) -> Formula:
    """An Excel function of finished arguments."""
    return Formula(f"{function}({','.join(argument.text for argument in arguments)})")


def call_condition(function: str, *arguments: Formula) -> Condition:
    """An Excel function that is true or false."""
    return Condition(f"{function}({','.join(argument.text for argument in arguments)})")


def is_cell(*values: object) -> bool:
    """Whether any of the values belongs to a formula being written."""
    return any(isinstance(value, Formula) for value in values)


def reference(value: object, purpose: str) -> Reference:
    """`value` if it is a line read at its own place; raises ModelError naming the `purpose` otherwise."""
    if isinstance(value, Reference):
        return value
    raise ModelError(f"{purpose} needs a line or input itself, not `{getattr(value, 'text', value)}`; name a line.")


def _inside(piece: Formula, at_least: int) -> str:
    return piece.text if piece.binds >= at_least else f"({piece.text})"


def _right_of(binds: int) -> Callable[[Formula], str]:
    # Tighter than the operator, because a-(b-c) and a/(b/c) are not a-b-c and a/b/c; a bare minus
    # beside an operator reads badly and is parenthesised too.
    def text(piece: Formula) -> str:
        return f"({piece.text})" if piece.binds == NEGATION else _inside(piece, binds + 1)

    return text


def _joined(left: object, operator: str, right: object, binds: int) -> Formula:
    first, second = arithmetic(left), arithmetic(right)
    if binds == POWER:
        # Excel's ^ is left-associative and Python's right-associative: nothing is left to convention.
        return Formula(f"{_inside(first, ATOM)}^{_inside(second, ATOM)}", POWER)
    return Formula(_inside(first, binds) + operator + _right_of(binds)(second), binds)


def _compared(left: object, operator: str, right: object) -> Condition:
    return Condition(compared(left) + operator + compared(right), COMPARISON)
