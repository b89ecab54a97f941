"""Two-way grid: the net present value with two assumptions at several levels each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reportgen.case.case import Assumption
from reportgen.case.inputs import Input
from reportgen.language import say
from reportgen.model.whatif.base import BaseCase
from reportgen.model.whatif.cases import Change, changed
from reportgen.model.whatif.tornado import LEAST_SWING, Bar

#: What is put to use, and how much of the effect is reached: what a team can do most about.
PAIR = ("realisation", "adoption")
#: Places of the value and of the high end among the levels of an axis that has all of them.
VALUE, HIGH_END = 2, 4
#: How far an assumption without a range is moved, as part of its value.
WITHOUT_RANGE = 0.4


@dataclass(frozen=True)
class Axis:
    """One assumption at its levels, from low to high."""

    name: str
    levels: tuple[tuple[float, ...], ...]
    """All figures of the input at each level, flattened over its axes."""
    base: int
    """Position of the level at which the case stands."""
    stated: bool
    """Whether the levels span a range that somebody stated."""

    def moving(self, position: int) -> tuple[float, ...]:
        """The figures of a level, those that move alike once, and without those that stay at every level."""
        figures = tuple(dict.fromkeys(zip(*self.levels, strict=True)))
        moving = [figure for figure in figures if len(set(figure)) > 1] or figures[:1]
        return tuple(figure[position] for figure in moving)

    @property
    def steps(self) -> tuple[int, ...]:
        """For each level its place among low end, halfway to low, value, halfway to high, high end, from 0 on."""
        above = len(self.levels) - self.base - 1
        return (*range(self.base), VALUE, *range(HIGH_END - above + 1, HIGH_END + 1))

    def place(self, position: int) -> str:
        """Where on its way from low to high a level is, in words."""
        if position == self.base:
            return say("as in the case")
        if position in (0, len(self.levels) - 1):
            return say("low end") if position == 0 else say("high end")
        return say("halfway to low") if position < self.base else say("halfway to high")


@dataclass(frozen=True)
class Grid:
    """`npv` has a row for every level of the first assumption, with a figure for every level of the second."""

    rows: Axis
    columns: Axis
    npv: tuple[tuple[float, ...], ...]


def grid(base: BaseCase, bars: Sequence[Bar]) -> Grid:
    """The grid of the two assumptions that the case names; `bars` are its tornado, the largest first."""
    names = base.case.grid or _pair(base, bars)
    rows, columns = (_axis(base.graph.inputs[name], base.case.assumptions[name]) for name in names)
    cases = every_pair(rows, columns)
    npv = np.broadcast_to(base.npv_of(changed(base.inputs, cases)), (len(cases),))
    return Grid(rows, columns, tuple(map(tuple, npv.reshape(len(rows.levels), len(columns.levels)).tolist())))


def every_pair(rows: Axis, columns: Axis) -> list[list[Change]]:
    """A case for each cell of the grid, row by row."""
    return [[_at(rows, row), _at(columns, column)] for row in rows.levels for column in columns.levels]


def restated_axis(axis: Axis, declared: Input, figures: Sequence[Assumption]) -> Axis:
    """The same levels with the figures of another case."""
    levels = _five_levels(declared, figures, stated=axis.stated)
    return replace(axis, levels=tuple(levels[step] for step in axis.steps))


def _pair(base: BaseCase, bars: Sequence[Bar]) -> tuple[str, str]:
    """`PAIR`, in which one that moves nothing in this case gives way to what moves most."""
    names = list(dict.fromkeys((*PAIR, *(bar.name for bar in bars if bar.name in base.case.assumptions))))
    swings = dict(zip(names, _swings(base, names), strict=True))
    least = LEAST_SWING * max(swings.values())
    first, second, *_ = dict.fromkeys((*(name for name in names if swings[name] > least), *names))
    return first, second


def _swings(base: BaseCase, names: Sequence[str]) -> list[float]:
    """How far the first and the last level of each alone are apart."""
    axes = [_axis(base.graph.inputs[name], base.case.assumptions[name]) for name in names]
    cases = [[_at(axis, level)] for axis in axes for level in (axis.levels[0], axis.levels[-1])]
    npv = np.broadcast_to(base.npv_of(changed(base.inputs, cases)), (len(cases),))
    found: list[float] = np.abs(npv[1::2] - npv[::2]).tolist()
    return found


def _axis(declared: Input, figures: Sequence[Assumption]) -> Axis:
    """Both ends, the value and halfway between; fewer levels where an end is the value."""
    stated = any(low < high for low, high in (figure.ends for figure in figures))
    levels = _five_levels(declared, figures, stated=stated)
    different = tuple(dict.fromkeys(levels))
    return Axis(declared.name, different, different.index(levels[VALUE]), stated)


def _five_levels(declared: Input, figures: Sequence[Assumption], *, stated: bool) -> list[tuple[float, ...]]:
    value = tuple(figure.value for figure in figures)
    low, high = zip(*(figure.ends if stated else _around(declared, figure.value) for figure in figures), strict=True)
    return [low, _halfway(low, value), value, _halfway(value, high), high]


def _around(declared: Input, value: float) -> tuple[float, float]:
    """As far below and above the value as the input allows."""
    ends = sorted((value * (1 - WITHOUT_RANGE), value * (1 + WITHOUT_RANGE)))
    lowest = ends[0] if declared.minimum is None else max(ends[0], declared.minimum)
    highest = ends[1] if declared.maximum is None else min(ends[1], declared.maximum)
    return lowest, highest


def _halfway(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return tuple((first + second) / 2 for first, second in zip(one, other, strict=True))


def _at(axis: Axis, level: tuple[float, ...]) -> Change:
    return Change(axis.name, range(len(level)), level)
