"""Where the Survey sheet holds each figure that the model takes from the survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.case.inputs import Unit
from reportgen.model.results import Results
from reportgen.survey.allocation import Allocation, Response, Wave
from reportgen.workbook.layout import FIRST_ROW

#: Fewer people of one role or team could be told apart.
FEWEST_IN_GROUP = 5

What = Literal["respondents", "sum", "squares", "mean", "deviation"]

LABELS: dict[What, str] = {
    "respondents": "People in the means",
    "sum": "Sum of their shares",
    "squares": "Sum of the squared differences from the mean",
    "mean": "Mean share of time",
    "deviation": "Standard deviation",
}
UNITS: dict[What, Unit] = {
    "respondents": "people",
    "sum": "number",
    "squares": "number",
    "mean": "share",
    "deviation": "share",
}


@dataclass(frozen=True)
class Group:
    """People whose shares are averaged: those of a wave, or the change of those in both waves."""

    label: str
    wave: Wave | None
    """None for the change."""
    rows: dict[What, int]


@dataclass(frozen=True)
class SurveyFigures:
    """The rows of the Survey sheet."""

    groups: tuple[Group, ...]
    by_input: dict[str, int]
    """Name of a survey input → the row with its figures, one column an activity."""
    response_row: int
    """Row of the first response; the headings of the table stand above it."""
    responses: tuple[Response, ...]
    """Empty where only sums are shown."""
    group_columns: tuple[str, ...]
    """`Role` and `Team`, as far as they may be shown."""

    @property
    def first_share_column(self) -> int:
        return 6 + len(self.group_columns)


def survey_figures(results: Results, responses: Literal["full", "aggregate"]) -> SurveyFigures:
    """A row for every figure; `aggregate` leaves the single responses out."""
    allocation = results.allocation
    shown = allocation.responses if responses == "full" else ()
    row, groups = FIRST_ROW, []
    for wave in allocation.waves:
        groups.append(_group(f"Wave '{wave.name}'", wave, _wave_figures(wave, full=bool(shown)), row))
        row += len(groups[-1].rows)
    if results.has("deviation_change"):
        whats: tuple[What, ...] = ("respondents", "mean", "deviation")
        groups.append(
            _group("Change of people in both", None, whats if shown else (*whats[:1], "squares", *whats[1:]), row)
        )
        row += len(groups[-1].rows)
    return SurveyFigures(tuple(groups), _by_input(results, groups), row + 2, shown, _columns(shown))


def _group(label: str, wave: Wave | None, whats: Sequence[What], row: int) -> Group:
    return Group(label, wave, {what: row + offset for offset, what in enumerate(whats)})


def _wave_figures(wave: Wave, *, full: bool) -> tuple[What, ...]:
    spreads = wave.deviation is not None and wave.respondents is not None and wave.respondents > 1
    counted: tuple[What, ...] = () if wave.respondents is None else ("respondents",)
    sums: tuple[What, ...] = ("sum", "squares") if spreads and not full else ()
    return (*counted, *sums, "mean", *(("deviation",) if spreads else ()))


def _by_input(results: Results, groups: Sequence[Group]) -> dict[str, int]:
    allocation = results.allocation
    before = next(group for group in groups if group.wave is allocation.before)
    after = next((group for group in groups if group.wave is allocation.after), before)
    change = next((group for group in groups if group.wave is None), before)
    wanted: dict[str, tuple[Group, What]] = {
        "respondents_before": (before, "respondents"),
        "respondents_after": (after, "respondents"),
        "respondents_matched": (change, "respondents"),
        "surveyed_share_before": (before, "mean"),
        "surveyed_share_after": (after, "mean"),
        "deviation_before": (before, "deviation"),
        "deviation_after": (after, "deviation"),
        "deviation_change": (change, "deviation"),
    }
    return {name: group.rows[what] for name, (group, what) in wanted.items() if results.has(name)}


def _columns(responses: Sequence[Response]) -> tuple[str, ...]:
    """Role and team where no combination that would be shown holds too few people."""
    has_role, has_team = any(each.role for each in responses), any(each.team for each in responses)
    choices = [("Role", "Team")] if has_role and has_team else []
    choices += [(name,) for name, has in (("Role", has_role), ("Team", has_team)) if has]  # type: ignore[misc]
    for columns in choices:
        people: dict[tuple[str, ...], set[str]] = {}
        for each in responses:
            people.setdefault((each.wave, *group_texts(each, columns)), set()).add(each.label)
        if min(map(len, people.values())) >= FEWEST_IN_GROUP:
            return columns
    return ()


def group_texts(response: Response, columns: Sequence[str]) -> tuple[str, ...]:
    """Role and team of a response, as far as the columns show them."""
    return tuple({"Role": response.role, "Team": response.team}[column] for column in columns)


def rows_of(figures: SurveyFigures, wave: Wave) -> tuple[int, int]:
    """First and last row of the wave's responses."""
    places = [place for place, each in enumerate(figures.responses) if each.wave == wave.name]
    return figures.response_row + places[0], figures.response_row + places[-1]


def matched_rows(figures: SurveyFigures, allocation: Allocation) -> tuple[tuple[int, int], tuple[int, int]]:
    """Rows of the people in both waves, before and after, in the same order."""
    ends = []
    for wave in (allocation.waves[0], allocation.waves[-1]):
        first, _ = rows_of(figures, wave)
        ends.append((first, first + allocation.matched - 1))
    return ends[0], ends[1]
