"""Roles and teams by themselves, as far as they may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from reportgen.survey.allocation import Compared, Grouping, Segment
from reportgen.survey.pooling import Responses
from reportgen.survey.privacy import Counts, shown_groups, team_in_a_difference
from reportgen.survey.statistics import Summary, compare
from reportgen.survey.table import Codes, Column, Mask

MOST_SEGMENTS = 60
"""Roles, or teams, of which a report can still speak one by one; of more it speaks of none."""


@dataclass(frozen=True, eq=False)
class _Groups:
    """The roles, or teams, of the people behind the means."""

    by: Grouping
    names: tuple[str, ...]
    of_response: Codes
    """Position in `names` for each response, one beyond them where its person states none or several."""
    people: Counts
    """Waves × groups, the last being those of no group."""
    shown: Mask
    """One a group, that of no group included."""


def segments_of(
    responses: Responses,
    summary: Summary,
    smallest: int,
    role_counts: Mapping[str, Mapping[str, int | None]],
) -> tuple[tuple[Segment, ...], dict[str, int]]:
    """The roles and teams that may be shown, compared by themselves, and how many of each are hidden.

    They are parts of the people behind the means of all. A person is of the role that he or she states in any wave; who
    states several is of none. Roles whose number is hidden in `role_counts` are hidden.
    """
    columns = {by: getattr(responses, by) for by in get_args(Grouping)}
    hidden_roles = {role for counts in role_counts.values() for role, count in counts.items() if count is None}
    groups = [
        _grouped(responses, summary, by, column, smallest, hidden_roles if by == "role" else set())
        for by, column in columns.items()
        if column is not None
    ]
    if len(groups) > 1:
        groups[1] = _without_differences(responses, summary, *groups, smallest=smallest)
    segments = [
        _segment(responses, summary, each, position)
        for each in groups
        for position in np.flatnonzero(each.shown).tolist()
    ]
    return tuple(segments), {each.by: _hidden(each) for each in groups if _hidden(each)}


def _grouped(
    responses: Responses, summary: Summary, by: Grouping, column: Column, smallest: int, hidden: set[str]
) -> _Groups:
    column = column.regardless_of_case()
    names, codes = _stated(responses, column)
    people = np.stack(
        [
            np.bincount(codes[summary.used & (responses.wave == wave)], minlength=len(names) + 1)
            for wave in range(len(responses.waves))
        ]
    )
    unnamed = np.arange(len(names) + 1) == len(names)
    protected = np.array([*(name in hidden for name in names), False])
    shown = shown_groups(people, smallest, unnamed=unnamed | ~people.any(axis=0), protected=protected)
    if shown.sum() > MOST_SEGMENTS:
        shown[:] = False
    return _Groups(by, names, codes, people, shown)


def _stated(responses: Responses, column: Column) -> tuple[tuple[str, ...], Codes]:
    """The groups named by people who count, and the group of each response's person."""
    stating = np.flatnonzero(responses.counted & ~column.blank)
    people = int(responses.person.max(initial=-1)) + 1
    none = len(column.texts)
    lowest, highest = np.full(people, none), np.full(people, -1)
    np.minimum.at(lowest, responses.person[stating], column.codes[stating])
    np.maximum.at(highest, responses.person[stating], column.codes[stating])
    codes = np.where(lowest == highest, lowest, none)[responses.person]
    named = np.unique(column.codes[stating])
    position = np.full(none + 1, len(named))
    position[named] = np.arange(len(named))
    return tuple(column.texts[code] for code in named), position[codes]


def _without_differences(
    responses: Responses, summary: Summary, roles: _Groups, teams: _Groups, *, smallest: int
) -> _Groups:
    """The teams, of which as many are hidden as leave too few people when subtracted from some roles or the total."""
    unnamed = np.arange(len(teams.shown)) == len(teams.names)
    while (team := _team_to_hide(responses, summary, roles, teams, smallest)) is not None:
        protected = ~teams.shown & ~unnamed
        protected[team] = True
        teams = replace(teams, shown=shown_groups(teams.people, smallest, unnamed=unnamed, protected=protected))
    return teams


def _team_to_hide(responses: Responses, summary: Summary, roles: _Groups, teams: _Groups, smallest: int) -> int | None:
    shown = np.flatnonzero(teams.shown)
    for wave in range(len(responses.waves)):
        among = summary.used & (responses.wave == wave)
        found = team_in_a_difference(_crossed(roles, teams, among), smallest)
        if found is not None:
            return int(shown[found])
    return None


def _crossed(roles: _Groups, teams: _Groups, among: Mask) -> Counts:
    """People by role and team, those that are not shown together in the last row and column."""
    rows, columns = int(roles.shown.sum()), int(teams.shown.sum())
    role = np.where(roles.shown, np.cumsum(roles.shown) - 1, rows)[roles.of_response[among]]
    team = np.where(teams.shown, np.cumsum(teams.shown) - 1, columns)[teams.of_response[among]]
    cells = np.bincount(role * (columns + 1) + team, minlength=(rows + 1) * (columns + 1))
    return np.asarray(cells.reshape(rows + 1, columns + 1))


def _hidden(groups: _Groups) -> int:
    """Groups with people behind the means that are not shown."""
    return int(np.count_nonzero(groups.people[:, :-1].any(axis=0) & ~groups.shown[:-1]))


def _segment(responses: Responses, summary: Summary, groups: _Groups, position: int) -> Segment:
    among = summary.used & (groups.of_response == position)
    compared = _with_people(compare(responses, among=among))
    return Segment(by=groups.by, name=groups.names[position], **vars(compared))


def _with_people(compared: Compared) -> Compared:
    """Without waves in which nobody of the group answered; a single wave where the first or the last is one of them."""
    answered = tuple(wave for wave in compared.waves if wave.respondents)
    if compared.waves[0].respondents and compared.waves[-1].respondents:
        return replace(compared, waves=answered)
    return Compared(waves=answered[-1:])
