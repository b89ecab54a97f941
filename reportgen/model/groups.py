"""What the survey says of roles, teams and every wave: shares by kind of work and by activity, with intervals.

The lines of the model compare everybody's first wave with the last. Here the same is done for parts of the people,
and for the waves between, straight from the survey's result: no line reads these figures, and no money follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from reportgen.case.case import ActivityKind
from reportgen.case.inputs import INPUTS
from reportgen.model.results import Results
from reportgen.survey.allocation import Array, Compared, Grouping, Segment, Wave

WORK_KINDS: tuple[ActivityKind, ...] = get_args(ActivityKind)

_DEFAULTS = {declared.name: declared.default for declared in INPUTS}


@dataclass(frozen=True)
class Estimate:
    """A share, or the change of one, as a fraction of 1, with its two-sided t interval.

    Without single answers, and for a single person, there is no standard error and no interval; nor is there an
    interval where no answer differs or everybody answered.
    """

    value: float
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends of the interval; None without one."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def may_be_zero(self) -> bool:
        """Whether the interval holds zero; True without an interval, as nothing shows the contrary."""
        return self.interval is None or self.interval[0] <= 0 <= self.interval[1]


@dataclass(frozen=True)
class Shares:
    """Shares of time, or their changes, of some people."""

    kinds: Mapping[ActivityKind, Estimate]
    """Of the activities of a kind together."""
    activities: tuple[Estimate, ...]
    """In the order of the survey's activities."""

    @property
    def value_work(self) -> Estimate:
        return self.kinds["value"]


@dataclass(frozen=True)
class WaveShares(Shares):
    """Where the time of some people goes in one wave."""

    name: str
    people: int | None
    """Behind the means; None if the survey does not say."""


@dataclass(frozen=True)
class GroupShares:
    """The people of one role or team before and after."""

    by: Grouping
    name: str
    before: WaveShares
    after: WaveShares | None
    change: Shares | None
    """None where there is one wave."""


def has_segments(results: Results) -> bool:
    """Whether there is more to show than everybody's first and last wave: roles, teams or waves between."""
    return bool(results.allocation.segments) or has_trend(results)


def has_trend(results: Results) -> bool:
    """Whether the survey has waves between the first and the last."""
    return len(results.allocation.waves) > 2


def has_change_interval(results: Results) -> bool:
    """Whether the survey says how sure the change of value work is.

    Answers that do not differ have no standard error and so no interval, nor have those of all the team.
    """
    return results.has("value_share_change_low") and results.number("value_share_change_standard_error") > 0


def has_interval(results: Results, activity: int) -> bool:
    """Whether the survey says how sure the change of an activity is; see `has_change_interval`."""
    if not results.has("share_change_low"):
        return False
    error = results.number("share_change_standard_error", activity)
    return error**2 > results.number("negligible_variance")


def segments(results: Results, by: Grouping) -> tuple[GroupShares, ...]:
    """The roles, or teams, that may be shown, in the survey's order; how many people each has in all is not known."""
    return tuple(_group(results, segment) for segment in results.allocation.segments if segment.by == by)


def trend(results: Results) -> tuple[WaveShares, ...]:
    """Every wave of everybody, in time order, with a correction for a finite population where the case asks for it."""
    team = results.number("headcount")
    corrected = "finite_population" in results.case.features and team > 0
    return tuple(
        _wave_shares(results, wave, min(1.0, (wave.respondents or 0) / team) if corrected else 0.0)
        for wave in results.allocation.waves
    )


def confidence(results: Results) -> float:
    """Of all intervals, as a fraction of 1; the usual one where no line of the model has an interval."""
    return _convention(results, "confidence")


def _convention(results: Results, name: str) -> float:
    """An input of all intervals; its default where no line of the model reads it."""
    if results.has(name):
        return results.number(name)
    default = _DEFAULTS[name]
    assert default is not None
    return default


def _group(results: Results, segment: Segment) -> GroupShares:
    return GroupShares(
        segment.by,
        segment.name,
        _wave_shares(results, segment.before),
        _wave_shares(results, segment.after) if segment.after is not None else None,
        _change(results, segment) if segment.after is not None else None,
    )


def _wave_shares(results: Results, wave: Wave, part_asked: float = 0.0) -> WaveShares:
    """`part_asked` is the part of those that the wave stands for that answered it, where that narrows intervals."""
    sums = _sums(results)
    variances, degrees = _of_mean(wave, sums)
    if variances is not None:
        variances = variances * (1 - part_asked)
    found = _estimates(results, sums @ wave.mean_share, variances, degrees)
    return WaveShares(*_split([_within_the_time(each) for each in found]), wave.name, wave.respondents)


def _within_the_time(share: Estimate) -> Estimate:
    """Of few people an interval may reach beyond all of the time there is, or below none of it."""
    if share.low is None or share.high is None:
        return share
    return replace(share, low=max(0.0, share.low), high=min(1.0, share.high))


def _change(results: Results, compared: Compared) -> Shares:
    assert compared.after is not None
    sums = _sums(results)
    variances, degrees = _of_change(compared, compared.after, sums)
    change = sums @ (compared.after.mean_share - compared.before.mean_share)
    return Shares(*_split(_estimates(results, change, variances, degrees)))


def _sums(results: Results) -> Array:
    """What is estimated, sums × activities: each kind of work, then each activity alone."""
    kinds = results.case.activity_kinds
    by_kind = [[float(each == kind) for each in kinds] for kind in WORK_KINDS]
    return np.vstack([np.array(by_kind), np.eye(len(kinds))])


def _split(found: Sequence[Estimate]) -> tuple[dict[ActivityKind, Estimate], tuple[Estimate, ...]]:
    count = len(WORK_KINDS)
    return dict(zip(WORK_KINDS, found[:count], strict=True)), tuple(found[count:])


def _of_mean(wave: Wave, sums: Array) -> tuple[Array | None, Array | None]:
    """Variance and degrees of freedom of each sum of mean shares; None where the answers do not tell."""
    people = wave.respondents
    if wave.covariance is None or people is None or people < 2:
        return None, None
    degrees = wave.degrees if wave.degrees is not None else people - 1
    return _variances(wave.covariance, sums) / people, np.full(len(sums), float(degrees))


def _of_change(compared: Compared, after: Wave, sums: Array) -> tuple[Array | None, Array | None]:
    """The same of the change: of the matched people, or of two independent means after Welch and Satterthwaite."""
    if compared.comparison == "paired" and compared.change_covariance is not None and compared.matched > 1:
        degrees = compared.change_degrees if compared.change_degrees is not None else compared.matched - 1
        variances = _variances(compared.change_covariance, sums) / compared.matched
        return variances, np.full(len(sums), float(degrees))
    (first, first_degrees), (last, last_degrees) = _of_mean(compared.before, sums), _of_mean(after, sums)
    if compared.comparison != "welch" or first is None or last is None:
        return None, None
    assert first_degrees is not None
    assert last_degrees is not None
    spread = first**2 / first_degrees + last**2 / last_degrees
    # No answer differs from another: the interval has no width, whatever its degrees of freedom.
    degrees_of_both = np.divide((first + last) ** 2, spread, out=np.ones_like(spread), where=spread > 0)
    return first + last, degrees_of_both


def _variances(covariance: Array, sums: Array) -> Array:
    """The variance of each sum; rounding may leave a little less than nothing."""
    found: Array = np.maximum(np.einsum("ij,jk,ik->i", sums, covariance, sums), 0)
    return found


def _estimates(results: Results, values: Array, variances: Array | None, degrees: Array | None) -> list[Estimate]:
    if variances is None or degrees is None:
        return [Estimate(float(value)) for value in values]
    from scipy.special import stdtrit

    negligible = _convention(results, "negligible_variance")
    errors = np.sqrt(variances)
    reach = stdtrit(degrees, (1 + confidence(results)) / 2) * errors
    columns = (values, errors, values - reach, values + reach)
    return [
        Estimate(*map(float, row)) if variance > negligible else Estimate(float(row[0]), 0.0)
        for variance, *row in zip(variances, *columns, strict=True)
    ]
