"""The letters by which benefits and costs are referred to: A, B, C … through both tables."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase


@dataclass(frozen=True)
class Letters:
    """Benefits first, then what is counted twice, then the costs."""

    benefits: int
    with_overlap: bool

    def benefit(self, position: int) -> str:
        return letter(position)

    @property
    def overlap(self) -> str:
        return letter(self.benefits)

    def cost(self, position: int) -> str:
        return letter(self.benefits + self.with_overlap + position)


def letter(position: int) -> str:
    """A … Z, then AA, AB and so on."""
    rest, place = divmod(position, len(ascii_uppercase))
    return (letter(rest - 1) if rest else "") + ascii_uppercase[place]
