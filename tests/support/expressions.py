"""Random expressions over lines and inputs, as a line of the model could state them."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import partial
from random import Random
from typing import Any

from reportgen.model import algebra

#: The name of a figure, a literal, or an operation with its parts.
Tree = str | int | tuple[Any, ...]

ABSENT: Tree = (partial(algebra.absent, "none"),)


def value(tree: Tree, figures: dict[str, Any]) -> Any:
    """What the expression comes to with `figures` by name: numbers give a number, cells a formula."""
    if isinstance(tree, str):
        return figures[tree]
    if isinstance(tree, int):
        return tree
    operation, *parts = tree
    return operation(*(value(part, figures) for part in parts))


def names(tree: Tree) -> tuple[str, ...]:
    """The figures the expression reads, each once."""
    if isinstance(tree, str):
        return (tree,)
    parts = tree[1:] if isinstance(tree, tuple) else ()
    return tuple(dict.fromkeys(name for part in parts for name in names(part)))


class Expressions:
    """A source of random expressions for lines with certain axes.

    `positive` and `signed` are figures to read at their own place, `exponents` those to raise to, `along` the
    figures with an axis to total or run along. Divisors, roots and bases are built to stay above zero.
    """

    def __init__(
        self,
        random: Random,
        positive: Sequence[str],
        signed: Sequence[str],
        exponents: Sequence[str],
        along: dict[str, Sequence[str]],
    ) -> None:
        self._random, self._along = random, along
        self._positive, self._signed, self._exponents = positive, signed, exponents

    def formula(self, depth: int) -> Tree:
        """A whole line: a number that is now and then absent."""
        if self._random.random() < 0.1:
            answers = [self.number(depth), ABSENT]
            self._random.shuffle(answers)
            return (algebra.where, self.condition(depth), *answers)
        return self.number(depth)

    def number(self, depth: int) -> Tree:
        """A number of either sign, at most `depth` operations deep."""
        if depth == 0:
            return self._random.choice([*self._positive, *self._signed])
        less = depth - 1
        makers = [
            lambda: self._joined(operator.add, less),
            lambda: self._joined(operator.sub, less),
            lambda: self._joined(operator.mul, less),
            lambda: (operator.truediv, self._part(less), self.positive(less)),
            lambda: (operator.neg, self.number(less)),
            lambda: (operator.pow, self.number(less), "two"),
            lambda: (algebra.where, self.condition(less), self._part(less), self.number(less)),
            lambda: self._joined(algebra.higher, less),
            lambda: self._joined(algebra.lower, less),
            lambda: self.positive(depth),
            self._neighbour,
        ]
        return self._random.choice(makers)()

    def positive(self, depth: int) -> Tree:
        """A number that is safely above zero."""
        if depth == 0:
            return self._random.choice(self._positive)
        less = depth - 1
        makers = [
            lambda: (operator.add, 1, (algebra.absolute, self.number(less))),
            lambda: (algebra.higher, self.positive(less), self.number(less)),
            lambda: (algebra.root, self.positive(less)),
            lambda: (operator.pow, self.positive(less), self._random.choice(self._exponents)),
            lambda: (operator.pow, self.positive(less), (operator.neg, self._random.choice(self._exponents))),
            lambda: (operator.truediv, self.positive(less), self.positive(less)),
            lambda: (operator.mul, self.positive(less), self.positive(less)),
        ]
        return self._random.choice(makers)()

    def condition(self, depth: int) -> Tree:
        """A comparison or several."""
        if depth > 1 and self._random.random() < 0.3:
            return (algebra.every, self.condition(depth - 1), self.condition(depth - 1))
        compare = self._random.choice([operator.lt, operator.le, operator.gt, operator.ge])
        return (compare, self.number(max(depth - 1, 0)), self._part(max(depth - 1, 0)))

    def _part(self, depth: int) -> Tree:
        return self._random.choice([0, 1]) if self._random.random() < 0.15 else self.number(depth)

    def _joined(self, operation: Any, depth: int) -> Tree:
        parts = [self._part(depth), self.number(depth)]
        self._random.shuffle(parts)
        return (operation, *parts)

    def _neighbour(self) -> Tree:
        """What a line reads of other years or items."""
        way = self._random.choice([way for way, lines in self._along.items() if lines])
        line = self._random.choice(self._along[way])
        if way == "total_product":
            first, second, axis = line.split()
            return (partial(algebra.total_product, over=axis), first, second)
        word, _, axis = way.partition(" ")
        operation = getattr(algebra, word)
        if word == "count_at_least":
            return (partial(operation, over=axis), line, self.number(1))
        return (partial(operation, over=axis) if axis else operation, line)
