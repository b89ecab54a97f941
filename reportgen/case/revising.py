"""A case with other figures: what follows from them, and where they cannot stand beside each other."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reportgen.case.case import ActivityKind, Assumption, Benefit, BenefitKind, Case
from reportgen.case.consistency import (
    NO_RANGE_OF_A_PART,
    NOBODY,
    phasing_fault,
    range_fault,
    rise_faults,
    target_fault,
)
from reportgen.case.schema import PARTS_OF_A_WHOLE

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation

Figures = Mapping[str, tuple[Assumption, ...]]


class Fault(NamedTuple):
    """Figures that cannot be used together."""

    name: str
    position: int
    """Of the first of them among the figures of the input."""
    words: str


def revised(case: Case, figures: Figures) -> Case:
    """The case with the figures of some inputs replaced, by input name, and with all that follows from them.

    Notes about figures that were replaced are dropped, as they speak of those before.
    """
    found = replace(case, assumptions={**case.assumptions, **figures})
    return replace(
        found,
        activity_kinds=tuple(_activity_kind(found, position) for position in range(len(case.activity_kinds))),
        benefits=tuple(_with_kind(found, position) for position in range(len(case.benefits))),
        notes={words: about for words, about in case.notes.items() if not figures.keys() & set(about)},
    )


def faults(case: Case, allocation: Allocation) -> Iterator[Fault]:
    """Where the figures of a case cannot stand beside each other; the same is asked of a case file."""
    for name, figures in case.assumptions.items():
        for position, figure in enumerate(figures):
            if name in PARTS_OF_A_WHOLE and figure.has_range:
                yield Fault(name, position, NO_RANGE_OF_A_PART)
            elif words := range_fault(figure.value, figure.low, figure.high):
                yield Fault(name, position, words)
    yield from _whole_faults(case)
    yield from _table_faults(case)
    yield from _sorting_faults(case)
    yield from _team_faults(case, allocation)


def _activity_kind(case: Case, position: int) -> ActivityKind:
    if _is_yes(case, "value_activity", position):
        return "value"
    if "friction_activity" in case.assumptions:
        return "friction" if _is_yes(case, "friction_activity", position) else "overhead"
    kind = case.activity_kinds[position]
    return "overhead" if kind == "value" else kind


def _with_kind(case: Case, position: int) -> Benefit:
    kinds: tuple[tuple[str, BenefitKind], ...] = (("cashable_benefit", "cashable"), ("revenue_benefit", "revenue"))
    kind: BenefitKind = next((kind for name, kind in kinds if _is_yes(case, name, position)), "capacity")
    return replace(case.benefits[position], kind=kind)


def _is_yes(case: Case, name: str, position: int) -> bool:
    figures = case.assumptions.get(name)
    return figures is not None and figures[position].value > 0


def _whole_faults(case: Case) -> Iterator[Fault]:
    years = len(case.axes["year"])
    phasing = _values(case, "component_phasing")
    for first in range(0, len(phasing), years):
        if words := phasing_fault(phasing[first : first + years]):
            yield Fault("component_phasing", first, words)
    targets = _values(case, "target_share")
    if targets and (words := target_fault(targets)):
        yield Fault("target_share", 0, words)


def _table_faults(case: Case) -> Iterator[Fault]:
    experiments = _values(case, "table_experiments")
    for position, (fewer, more) in enumerate(itertools.pairwise(experiments), start=1):
        if more <= fewer:
            yield Fault(
                "table_experiments",
                position,
                "the rows of the table are in rising order; write more than in the row before.",
            )
    for words in rise_faults(list(zip(experiments, _values(case, "table_auc"), strict=True))):
        yield Fault("table_auc", 0, words)


def _sorting_faults(case: Case) -> Iterator[Fault]:
    if not any(value > 0 for value in _values(case, "value_activity")):
        yield Fault("value_activity", 0, "no activity is value work; write 1 for one at least.")
    for one, other in (("value_activity", "friction_activity"), ("cashable_benefit", "revenue_benefit")):
        if one in case.assumptions and other in case.assumptions:
            for position in range(len(case.assumptions[one])):
                if _is_yes(case, one, position) and _is_yes(case, other, position):
                    yield Fault(one, position, "it cannot be both, this and the other kind; write 0 for one of them.")


def _team_faults(case: Case, allocation: Allocation) -> Iterator[Fault]:
    headcount = math.fsum(_values(case, "role_headcount"))
    if not headcount:
        yield Fault("role_headcount", 0, NOBODY)
    respondents = max(wave.respondents or 0 for wave in allocation.waves)
    if "finite_population" in case.features and respondents > headcount > 0:
        words = f"{respondents:,} people answered, more than the headcount of {headcount:,g}; write the whole team's."
        yield Fault("role_headcount", 0, words)


def _values(case: Case, name: str) -> list[float]:
    return [figure.value for figure in case.assumptions.get(name, ())]
