"""Cases: the inputs of one case, with a few figures changed in each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportgen.model.graph import Values

Array = npt.NDArray[np.float64]


class Change(NamedTuple):
    """New values for some figures of an input; positions count over its axes, the last running fastest."""

    name: str
    positions: Sequence[int]
    values: Sequence[float]


def changed(inputs: Values, cases: Sequence[Sequence[Change]]) -> dict[str, Array]:
    """The inputs of all cases, a row each; `inputs` holds one case. An input that nothing changes keeps its one row."""
    found: dict[str, Array] = dict(inputs)
    for name in {change.name for changes in cases for change in changes}:
        found[name] = np.repeat(inputs[name], len(cases), axis=0)
    for row, changes in enumerate(cases):
        for change in changes:
            found[change.name][row].reshape(-1)[list(change.positions)] = change.values
    return found
