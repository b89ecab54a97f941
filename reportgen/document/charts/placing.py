"""Finds a free spot for a label among what is already drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.document.charts.drawing import CAP_HEIGHT
from reportgen.document.fonts import Weight, text_width


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


class Placer:
    """Keeps the boxes that a label must not cover (`block`) and those it had better not (`avoid`)."""

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self._blocked: list[Box] = []
        self._avoided: list[Box] = []

    def block(self, box: Box) -> None:
        self._blocked.append(box)

    def avoid(self, box: Box) -> None:
        self._avoided.append(box)

    def place(
        self,
        label: str,
        size: float,
        weight: Weight,
        spots: Sequence[tuple[float, float]],
        *,
        always: bool = False,
    ) -> tuple[float, float] | None:
        """The first spot (start of the baseline) that is free, else the first that only covers what had better
        not be covered, else, for a label that must be there `always`, the first in the frame. The label blocks
        its spot. None if there is no such spot.
        """
        width = text_width(label, size, weight)
        boxes = [Box(x - 1, y - size * CAP_HEIGHT - 2, x + width + 1, y + size * 0.2) for x, y in spots]
        inside = [i for i, box in enumerate(boxes) if box.within(self.frame)]
        allowed = [i for i in inside if not _any(boxes[i], self._blocked)]
        free = [i for i in allowed if not _any(boxes[i], self._avoided)]
        chosen = next(iter([*free, *allowed, *(inside if always else [])]), None)
        if chosen is None:
            return None
        self.block(boxes[chosen])
        return spots[chosen]


def along(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points along the line, close enough that no label slips through."""
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(2, int((abs(x2 - x1) + abs(y2 - y1)) / 4))
        yield from ((x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps) for i in range(steps + 1))


def _any(box: Box, others: Iterable[Box]) -> bool:
    return any(box.meets(other) for other in others)
