"""Where the Survey sheet holds each figure that the model takes from the survey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from reportgen.case.features import POLICY_FEATURES, POLICY_PREFIXES
from reportgen.case.inputs import Unit
from reportgen.language import noted, say
from reportgen.model.policies import OTHER_RULES
from reportgen.model.results import Results
from reportgen.survey.allocation import Allocation, Array, Grouping, Policy, Response, Wave
from reportgen.survey.privacy import may_list, shown_columns
from reportgen.workbook.carried import ListedResponses
from reportgen.workbook.layout import FIRST_ROW
from reportgen.workbook.sheets.survey_account import account_rows

What = Literal["respondents", "degrees", "sum", "squares", "mean", "deviation"]

LABELS: dict[What, str] = {
    "respondents": noted("People in the means"),
    "degrees": noted("Degrees of freedom of the design"),
    "sum": noted("Sum of their shares"),
    "squares": noted("Sum of the squared differences from the mean"),
    "mean": noted("Mean share of time"),
    "deviation": noted("Standard deviation"),
}
UNITS: dict[What, Unit] = {
    "respondents": "people",
    "degrees": "number",
    "sum": "number",
    "squares": "number",
    "mean": "share",
    "deviation": "share",
}
#: An empty row, the title and the headings above the changes of people in both waves.
CHANGE_HEADING_ROWS = 3


@dataclass(frozen=True, eq=False)
class Group:
    """People whose shares are averaged: those of a wave, or the change of those in both waves."""

    label: str
    key: str
    """What the names of their figures end with: `before`, `after`, `change`; empty for a wave between."""
    people: int | None
    mean: Array
    covariance: Array | None
    degrees: float | None = None
    wave: str | None = None
    """Name of the wave; None for the change."""
    policy: Policy | None = None
    """Set where rows that do not add up are treated otherwise, so that the responses shown give other figures."""
    rows: dict[What, int] | None = None
    covariance_row: int | None = None
    """Row of the first activity, where the model needs the covariances."""
    is_live: bool = False
    """Whether deviations and covariances follow from the responses shown."""

    @property
    def spreads(self) -> bool:
        return self.covariance is not None and self.people is not None and self.people > 1

    def row(self, what: What) -> int:
        assert self.rows is not None
        return self.rows[what]


@dataclass(frozen=True)
class SurveyFigures:
    """The rows of the Survey sheet."""

    groups: tuple[Group, ...]
    by_input: dict[str, int]
    """Name of a survey input → the row with its figures, or the first of its rows, one column an activity."""
    policy_row: int | None
    """Row of the heading above what other policies for rows give; None where there is none."""
    account_row: int
    """Row of the account of what was read."""
    response_row: int
    """Row of the first response; the headings of the table stand above it."""
    change_row: int | None
    """Row of the change of the first person in both waves; None where no person's is shown."""
    responses: tuple[Response, ...]
    """Empty where only sums are shown."""
    group_columns: tuple[Grouping, ...]
    """`role` and `team`, as far as they may be shown."""

    def of(self, key: str) -> Group:
        """The group whose figures end with `key`, rows rescaled."""
        return next(group for group in self.groups if group.key == key and group.policy is None)


def survey_figures(results: Results, responses: Literal["full", "aggregate"]) -> SurveyFigures:
    """A row for every figure; `aggregate` leaves the single responses out."""
    allocation = results.allocation
    shown = allocation.responses if responses == "full" and may_list(allocation) else ()
    row, groups, policy_row = FIRST_ROW, list[Group](), None
    for group in _groups(results):
        if group.policy is not None and policy_row is None:
            policy_row, row = row + 1, row + 2
        whats = _whats(group, full=bool(shown), simple=allocation.design.is_simple)
        rows = {what: row + offset for offset, what in enumerate(whats)}
        groups.append(replace(group, rows=rows, is_live=_is_live(group, allocation, shown)))
        row += len(rows)
    row += 1
    for position, group in enumerate(groups):
        if group.policy is None and results.has(f"covariance_{group.key}"):
            groups[position] = replace(group, covariance_row=row + 2)
            row += len(allocation.activities) + 3
    account_row = row
    row += len(account_rows(allocation)) + 3
    change = next((group for group in groups if group.key == "change"), None)
    return SurveyFigures(
        groups=tuple(groups),
        by_input=_by_input(results, groups),
        policy_row=policy_row,
        account_row=account_row,
        response_row=row + 1,
        change_row=row + 1 + len(shown) + CHANGE_HEADING_ROWS if change and shown else None,
        responses=shown,
        group_columns=shown_columns(shown, allocation.hidden_segments, allocation.smallest_group),
    )


def listed_responses(results: Results, responses: Literal["full", "aggregate"]) -> ListedResponses | None:
    """Where single answers are found again; None where none are shown."""
    figures = survey_figures(results, responses)
    if not figures.responses:
        return None
    return ListedResponses(figures.response_row, len(figures.responses), figures.group_columns)


def _groups(results: Results) -> Iterator[Group]:
    """Every wave, the change, then the first and the last wave under the other policies."""
    allocation = results.allocation
    for wave in allocation.waves:
        key = "before" if wave is allocation.before else "after" if wave is allocation.after else ""
        yield _of_wave(say("wave '{name}'", name=wave.name), key, wave)
    if results.has("deviation_change"):
        change = allocation.waves[-1].mean_share - allocation.waves[0].mean_share
        covariance, degrees = allocation.change_covariance, allocation.change_degrees
        yield Group(say("change of people in both"), "change", allocation.matched, change, covariance, degrees)
    for result in allocation.policies:
        if POLICY_FEATURES.get(result.policy) in results.case.features:
            label = say(OTHER_RULES[result.policy])
            for key, wave in zip(("before", "after"), result.waves, strict=False):
                of_wave = _of_wave(say("{label}, wave '{name}'", label=label, name=wave.name), key, wave)
                yield replace(of_wave, covariance=None, degrees=None, policy=result.policy)


def _of_wave(label: str, key: str, wave: Wave) -> Group:
    return Group(label, key, wave.respondents, wave.mean_share, wave.covariance, wave.degrees, wave.name)


def _whats(group: Group, *, full: bool, simple: bool) -> tuple[What, ...]:
    counted: tuple[What, ...] = () if group.people is None else ("respondents",)
    design: tuple[What, ...] = ("degrees",) if group.spreads and group.degrees is not None else ()
    if not group.spreads:
        return (*counted, "mean")
    summed: tuple[What, ...] = () if full or group.wave is None else ("sum",)
    squared: tuple[What, ...] = () if full or not simple else ("squares",)
    return (*counted, *design, *summed, *squared, "mean", "deviation")


def _is_live(group: Group, allocation: Allocation, shown: Sequence[Response]) -> bool:
    return bool(shown) and group.policy is None and group.spreads and allocation.design.is_simple


def _by_input(results: Results, groups: Sequence[Group]) -> dict[str, int]:
    found: dict[str, int | None] = {}
    for group in (group for group in groups if group.key):
        rows, prefix = group.rows or {}, "" if group.policy is None else POLICY_PREFIXES[group.policy]
        people = "respondents_matched" if group.key == "change" else f"{prefix}respondents_{group.key}"
        share = f"{prefix}share_{group.key}" if prefix else f"surveyed_share_{group.key}"
        found |= {people: rows.get("respondents"), share: rows.get("mean")}
        if group.policy is None:
            found[f"deviation_{group.key}"] = rows.get("deviation")
            found[f"design_degrees_{group.key}"] = rows.get("degrees")
            found[f"covariance_{group.key}"] = group.covariance_row
    return {name: row for name, row in found.items() if row is not None and results.has(name)}


def values_of(group: Group, what: What) -> list[float]:
    """The figures of a row, one an activity."""
    count, people = len(group.mean), group.people or 0
    if what == "mean":
        return [float(value) for value in group.mean]
    if what in ("respondents", "degrees"):
        return [float(people if what == "respondents" else group.degrees or 0)] * count
    if what == "sum":
        return [float(value) * people for value in group.mean]
    assert group.covariance is not None
    variances = np.diagonal(group.covariance)
    spread = variances * (people - 1) if what == "squares" else np.sqrt(variances)
    return [float(value) for value in spread]


def rows_of(figures: SurveyFigures, group: Group) -> tuple[int, int]:
    """First and last row of the wave's responses, or of the changes of people in both waves."""
    if group.wave is None:
        assert figures.change_row is not None
        return figures.change_row, figures.change_row + (group.people or 0) - 1
    places = [place for place, each in enumerate(figures.responses) if each.wave == group.wave]
    return figures.response_row + places[0], figures.response_row + places[-1]
