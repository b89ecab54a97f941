"""How the figures of one assumption at some level are written, also where it has many."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.story.facts import Facts
from reportgen.language import say
from reportgen.model.whatif import Axis

#: More figures than this are not written beside each other.
MOST_FIGURES = 3


def from_to(facts: Facts, name: str, low: Sequence[float], high: Sequence[float]) -> str:
    """`20% to 60%`, `30 / 70 / 90% to 70 / 100 / 100%`; in words where there are many figures."""
    ends = list(dict.fromkeys(zip(low, high, strict=True)))
    if len(ends) > MOST_FIGURES:
        return say("{count} figures, each over its range", count=len(ends))
    lows, highs = zip(*ends, strict=True)
    return say("{low} to {high}", low=beside(facts, name, lows), high=beside(facts, name, highs))


def beside(facts: Facts, name: str, values: Sequence[float]) -> str:
    """`30% / 70% / 90%`."""
    return " / ".join(facts.shown(name, value, style="short") for value in values)


def level(facts: Facts, axis: Axis, position: int) -> str:
    """The figures that differ from level to level, or in words which level it is."""
    moving = axis.moving(position)
    return axis.place(position) if len(moving) > MOST_FIGURES else beside(facts, axis.name, moving)
