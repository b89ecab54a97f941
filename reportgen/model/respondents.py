"""The people behind the figures: how many of the team, whether all of them, and whether so few that they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.language import noted, say, say_counted
from reportgen.model.results import Results
from reportgen.survey.allocation import Allocation

#: Where the correction for a finite population is made for everybody alone.
GROUPS_NOT_NARROWED = noted(
    "Intervals of everybody are narrowed by the part of the team that answered (finite population correction); "
    "intervals of single roles and teams are not, and so are rather too wide."
)

GROUPS_AS_SAMPLES = noted(
    "Everybody in the team answered, so that figures of everybody have no interval; those of roles and teams are "
    "not corrected for that, and take their people for a sample."
)

#: Lines that are zero where nobody was left to be asked, by how the change is judged.
_UNASKED: Mapping[str, tuple[str, ...]] = {
    "paired": ("unasked_share_change",),
    "welch": ("unasked_share_before", "unasked_share_after"),
}


@dataclass(frozen=True)
class Coverage:
    """Who answered a wave; None where the survey does not say."""

    wave: str
    counted: int | None
    averaged: int | None
    """Behind the means: where people are compared with themselves, those who answered the first and the last wave."""
    response_rate: float | None
    """People counted over the headcount of the team."""


def coverage(results: Results) -> tuple[Coverage, ...]:
    """How many answered each wave, in time order."""
    team = results.number("headcount")
    found = []
    for wave in results.allocation.waves:
        # Of a table of means nothing is known but who is behind them.
        counted = results.allocation.answered.get(wave.name, wave.respondents)
        found.append(Coverage(wave.name, counted, wave.respondents, counted / team if counted and team else None))
    return tuple(found)


def everybody_answered(results: Results) -> bool:
    """Whether all of a finite team answered what the main result rests on, so that it has no sampling error."""
    features = results.case.features
    if "measured" not in features:
        names: tuple[str, ...] = ("unasked_share_before",)
    else:
        names = next((lines for comparison, lines in _UNASKED.items() if comparison in features), ())
    found = [name for name in names if results.has(name)]
    return bool(found) and all(results.number(name) == 0 for name in found)


def groups_not_narrowed(results: Results) -> str:
    """A sentence where the intervals of everybody and of groups are not alike; empty otherwise."""
    corrected = "finite_population" in results.case.features and results.has("value_share_before_low")
    if not corrected or not results.allocation.segments:
        return ""
    return say(GROUPS_AS_SAMPLES if everybody_answered(results) else GROUPS_NOT_NARROWED)


def recognisable(results: Results) -> str:
    """A warning where a mean is that of so few people that a group of their number would be hidden; empty otherwise."""
    allocation = results.allocation
    behind = [(wave.respondents, wave.name) for wave in allocation.waves if wave.respondents]
    if not behind:
        return ""
    fewest, wave = min(behind, key=lambda found: found[0])
    if fewest >= allocation.smallest_group:
        return ""
    return say_counted(
        fewest,
        "Only 1 person answered{which}; what is shown here can be recognised as theirs.",
        "Only {fewest} people answered{which}; what is shown here can be recognised as theirs.",
        fewest=fewest,
        which=_which_waves(allocation, wave) if allocation.people > fewest else "",
    )


def _which_waves(allocation: Allocation, wave: str) -> str:
    """Continues `answered`."""
    ends = {allocation.waves[0].name, allocation.waves[-1].name}
    if allocation.comparison != "paired" or wave not in ends:
        return say(" in wave “{wave}”", wave=wave)
    return say(" both waves") if len(allocation.waves) == 2 else say(" both the first and the last wave")
