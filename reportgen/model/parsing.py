"""The text of a formula taken apart into what it does with what it reads.

Only what `reportgen.model.algebra` writes is understood, on operands that are marked: see `Read`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from reportgen.errors import ModelError

_TOKEN = re.compile(r'\{[^}]*\}|"[^"]*"|[A-Z]+(?=\()|[0-9]+|[<>]=?|[-+*/^(),]')
#: Operators from the loosest to the tightest; those of a group are read from left to right.
_OPERATORS = (("<", "<=", ">", ">="), ("+", "-"), ("*", "/"), ("^",))


@dataclass(frozen=True)
class Read:
    """A line or input, and what of it is read.

    `extent` is empty where one figure is read at its own place, else `all <axis>`, `running <axis>`, `previous`,
    `first` or `last`.
    """

    name: str
    extent: str = ""

    @property
    def mark(self) -> str:
        """How it stands in the text of a formula that is to be taken apart."""
        return f"{{{self.name}|{self.extent}}}"

    @property
    def axis(self) -> str:
        """The axis along which several figures are read; empty where it is one."""
        _, _, axis = self.extent.partition(" ")
        return axis


@dataclass(frozen=True)
class Number:
    text: str


@dataclass(frozen=True)
class Words:
    """What stands where there is no value."""

    text: str


@dataclass(frozen=True)
class Negative:
    of: Piece


@dataclass(frozen=True)
class Operation:
    sign: str
    left: Piece
    right: Piece


@dataclass(frozen=True)
class Call:
    function: str
    arguments: tuple[Piece, ...]


Piece: TypeAlias = Read | Number | Words | Negative | Operation | Call


def parsed(text: str) -> Piece:
    """What a formula with marked operands does. Raises ModelError for a text that algebra would not write."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        raise ModelError(f"'{text}' is no formula of the model; it cannot be taken apart.")
    reading = _Reading(text, tokens)
    piece = reading.operation()
    reading.end()
    return piece


def reads(piece: Piece) -> Iterator[Read]:
    """Everything that a formula reads, from left to right."""
    match piece:
        case Read():
            yield piece
        case Negative(of):
            yield from reads(of)
        case Operation(_, left, right):
            yield from (*reads(left), *reads(right))
        case Call(_, arguments):
            for argument in arguments:
                yield from reads(argument)


class _Reading:
    """The tokens of one formula, read from left to right."""

    def __init__(self, text: str, tokens: list[str]) -> None:
        self.text = text
        self.waiting = tokens[::-1]

    def operation(self, level: int = 0) -> Piece:
        if level == len(_OPERATORS):
            return self._operand()
        left = self.operation(level + 1)
        while self._next() in _OPERATORS[level]:
            left = _simplified(Operation(self.waiting.pop(), left, self.operation(level + 1)))
        return left

    def end(self) -> None:
        if self.waiting:
            raise self._misread()

    def _operand(self) -> Piece:
        token = self.waiting.pop() if self.waiting else ""
        if token.startswith("{"):
            return Read(*token[1:-1].split("|"))
        if token.startswith('"'):
            return Words(token[1:-1])
        if token.isdigit():
            return Number(token)
        if token == "-":
            return Negative(self._operand())
        if token == "(":
            inner = self.operation()
            self._take(")")
            return inner
        if token.isupper():
            self._take("(")
            return Call(token, self._arguments())
        raise self._misread()

    def _arguments(self) -> tuple[Piece, ...]:
        found = [self.operation()]
        while self._next() == ",":
            self.waiting.pop()
            found.append(self.operation())
        self._take(")")
        return tuple(found)

    def _next(self) -> str:
        return self.waiting[-1] if self.waiting else ""

    def _take(self, token: str) -> None:
        if self._next() != token:
            raise self._misread()
        self.waiting.pop()

    def _misread(self) -> ModelError:
        return ModelError(f"'{self.text}' ends early or goes on where it should not; it cannot be taken apart.")


def _simplified(operation: Operation) -> Piece:
    """Without the zero that only serves spreadsheets: before an empty cell, or before a product to be negated."""
    if operation.left != Number("0") or operation.sign not in "+-":
        return operation
    return operation.right if operation.sign == "+" else Negative(operation.right)
