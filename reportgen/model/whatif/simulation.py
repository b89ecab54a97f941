"""Simulation: what the net present value may come to when everything with a range varies at once."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from reportgen.language import noted
from reportgen.model.draw_counts import DRAWS, SEED
from reportgen.model.whatif.base import BaseCase
from reportgen.model.whatif.cases import Array
from reportgen.model.whatif.draws import BLOCK, GENERATOR, drawn
from reportgen.model.whatif.ranges import Ranged

#: A base case above this share of the draws promises more than its own ranges do.
WARNING_RANK = 0.75

#: What is said of a base case above it, and of a survey that does not tell.
OPTIMISTIC = noted("promises more than its own ranges do")
SURVEY_NOT_DRAWN = noted("The survey is not drawn: it does not say how far chance in who answered may have moved it.")

#: The last digits differ from machine to machine, so figures are kept to so many.
SIGNIFICANT_DIGITS = 9
#: Bars of the histogram, about, and the share of draws at either end that the outermost bars hold.
BARS, IN_OUTERMOST_BAR = 40, 0.001


@dataclass(frozen=True)
class Simulation:
    """The net present value over all draws, in the case's currency."""

    draws: int
    seed: int
    generator: str
    p10: float
    p50: float
    p90: float
    mean: float
    chance_of_loss: float
    """Share of the draws below zero."""
    base: float
    """The base case."""
    base_rank: float
    """Share of the draws below the base case; draws that equal it count half."""
    edges: tuple[float, ...]
    """Of the histogram's bars, one more than bars; the outermost bars also hold what is beyond them."""
    counts: tuple[int, ...]
    varied: tuple[Ranged, ...]
    """Every range that was drawn from."""
    survey: bool
    """Whether the survey was drawn too."""

    @property
    def is_wide(self) -> bool:
        """Whether the draws differ at all."""
        return self.p10 < self.p90

    @property
    def is_optimistic(self) -> bool:
        """Whether the base case promises more than its own ranges do."""
        return self.base_rank > WARNING_RANK


def simulate(base: BaseCase, draws: int = DRAWS, seed: int = SEED) -> Simulation:
    """Draws block by block, so that memory does not grow with the draws but for one figure each."""
    npv = np.empty(draws)
    for block, start in enumerate(range(0, draws, BLOCK)):
        npv[start : start + BLOCK] = base.npv_of(drawn(base, seed, block, min(BLOCK, draws - start)))
    return _summary(base, npv, seed)


def _summary(base: BaseCase, npv: Array, seed: int) -> Simulation:
    p10, p50, p90 = np.quantile(npv, (0.1, 0.5, 0.9)).tolist()
    scale = max(abs(p10), abs(p90), abs(base.npv))
    edges = _edges(npv, scale)
    slack = scale * 10.0**-SIGNIFICANT_DIGITS
    return Simulation(
        draws=len(npv),
        seed=seed,
        generator=GENERATOR,
        p10=_kept(p10, scale),
        p50=_kept(p50, scale),
        p90=_kept(p90, scale),
        mean=_kept(float(npv.mean()), scale),
        chance_of_loss=float(np.mean(npv < -slack)),
        base=base.npv,
        base_rank=float(np.mean(npv < base.npv - slack) + np.mean(np.abs(npv - base.npv) <= slack) / 2),
        edges=edges,
        counts=_counts(npv, edges),
        varied=base.ranges,
        survey=base.survey is not None,
    )


def _kept(value: float, scale: float) -> float:
    """Rounded to the significant digits that every machine agrees on."""
    return value if scale == 0 else round(value, SIGNIFICANT_DIGITS - 1 - math.floor(math.log10(scale)))


def _edges(npv: Array, scale: float) -> tuple[float, ...]:
    """Round numbers from the lowest to the highest draws, a few on either side left out."""
    low, high = np.quantile(npv, (IN_OUTERMOST_BAR, 1 - IN_OUTERMOST_BAR)).tolist()
    step = _round_step(max(high - low, scale * 10.0**-SIGNIFICANT_DIGITS, 10.0**-SIGNIFICANT_DIGITS) / BARS)
    first, last = math.floor(low / step), math.floor(high / step) + 1
    return tuple(number * step for number in range(first, last + 1))


def _round_step(step: float) -> float:
    """The next 1, 2, 2.5 or 5 times a power of ten, with as few digits as a decimal has."""
    power = math.floor(math.log10(step))
    return next(float(f"{digits}e{power}") for digits in (1, 2, 2.5, 5, 10) if digits * 10.0**power >= step)


def _counts(npv: Array, edges: tuple[float, ...]) -> tuple[int, ...]:
    inner = np.searchsorted(np.sort(npv), edges[1:-1])
    return tuple(np.diff([0, *inner.tolist(), len(npv)]).tolist())
