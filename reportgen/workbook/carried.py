"""What a workbook carries of its making, so that it can be built again without survey and case file.

Nothing that the sheets do not show: the case, what the survey comes down to, the options of the build and the versions
before it. Single answers are not among it; where they may be shown they stand on the Survey sheet, and whoever takes
them from there has taken them out of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np

import reportgen
from reportgen.case.case import Case
from reportgen.model.results import Results
from reportgen.model.versions import Version
from reportgen.options import Options
from reportgen.survey.allocation import Allocation, Grouping, Wave
from reportgen.survey.privacy import are_withheld


@dataclass(frozen=True)
class ListedResponses:
    """Where the responses stand on the Survey sheet."""

    first_row: int
    count: int
    groups: tuple[Grouping, ...]
    """Which columns for role and team there are."""


@dataclass(frozen=True, eq=False)
class Source:
    """What a workbook was built from."""

    program: str
    """Version of the program that built it."""
    case: Case
    allocation: Allocation
    """Without its responses."""
    options: Options
    versions: tuple[Version, ...]
    responses: ListedResponses | None
    """None where no single answers are shown."""


def source_of(results: Results, options: Options, responses: ListedResponses | None) -> Source:
    """What the workbook of these results is built from, as far as it may be handed on."""
    allocation = results.allocation
    kept = replace(
        allocation,
        responses=(),
        withheld=responses is None and are_withheld(allocation),
        # Of other rules for rows only the means are shown.
        policies=tuple(
            replace(policy, waves=_means(policy.waves), change_covariance=None) for policy in allocation.policies
        ),
    )
    return Source(reportgen.__version__, results.case, kept, options, results.versions, responses)


def document_of(source: Source) -> dict[str, Any]:
    """The source in plain values, as JSON has them; `restored` reads it."""
    found: dict[str, Any] = msgspec.to_builtins(source, enc_hook=_plain)
    # A set has another order in every process, and the same inputs give the same bytes.
    found["case"]["features"].sort()
    return found


def restored(document: Any) -> Source:
    """Raises ValueError where the document is none that `document_of` could have written."""
    try:
        return msgspec.convert(document, Source, dec_hook=_array)
    except (msgspec.MsgspecError, AssertionError, TypeError) as error:
        raise ValueError(str(error)) from error


def _means(waves: Sequence[Wave]) -> tuple[Wave, ...]:
    return tuple(replace(wave, covariance=None) for wave in waves)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise NotImplementedError(f"{type(value)} cannot be carried")


def _array(_: type, value: Any) -> Any:
    return np.array(value, dtype=float)
