"""The figures that the chapter behind the program publishes, as an outside reference."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PublishedFigure:
    """One figure: what is printed (None where nothing is) and what its derivation gives exactly."""

    figure: str
    published: float | None
    exact: float | None
    kind: str


def read_published_figures(path: Path) -> Mapping[str, PublishedFigure]:
    """The figures of `path` by their id, such as `case.roi`."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: PublishedFigure(row["figure"], _number(row["published"]), _number(row["exact"]), row["kind"])
            for row in csv.DictReader(file)
        }


def _number(text: str) -> float | None:
    return float(text) if text else None
