"""What may be shown of groups of people, so that nobody's answers follow from it, not even by subtraction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from reportgen.survey.allocation import Allocation, Grouping, PolicyResult, Response, Wave
from reportgen.survey.table import Mask

Counts = npt.NDArray[np.intp]

#: What a list of responses may say of each, the most first.
_CHOICES: tuple[tuple[Grouping, ...], ...] = (("role", "team"), ("role",), ("team",))


def may_show(groups: Iterable[Hashable], smallest: int) -> bool:
    """Whether each group named by a row (such as a wave, a role and a team) has at least `smallest` rows."""
    return all(people >= smallest for people in Counter(groups).values())


def shown_groups(people: Counts, smallest: int, *, unnamed: Mask, protected: Mask) -> Mask:
    """Which groups may be shown, given the people of each (waves × groups) behind its figures; the total is known.

    A group is hidden where fewer than `smallest` people, but somebody, stand behind any wave of it, and where it is
    `protected` for another reason; `unnamed` are people who are never shown as a group. Then the smallest of the others
    is hidden too, as long as what a wave's total leaves beside the groups shown is one hidden group alone, or fewer
    than `smallest` people.
    """
    too_small = protected | ((people > 0) & (people < smallest)).any(axis=0)
    shown = ~(too_small | unnamed)
    while (exposed := _exposed_wave(people, shown, too_small, smallest)) is not None:
        choices = np.flatnonzero(shown & (exposed > 0))
        shown[choices[np.argmin(exposed[choices])]] = False
    return shown


def _exposed_wave(people: Counts, shown: Mask, too_small: Mask, smallest: int) -> Counts | None:
    """The people by group of a wave in which the total less the groups shown tells of too few."""
    for wave in people:
        left = ~shown & (wave > 0)
        alone = np.count_nonzero(left) == 1 and too_small[left].all()
        if left.any() and (alone or wave[left].sum() < smallest) and (shown & (wave > 0)).any():
            return np.asarray(wave)
    return None


def shown_counts(people: Mapping[str, int], smallest: int) -> dict[str, int | None]:
    """The number of people by group, None where it may not be shown; nobody is a number that tells of no person."""
    counts = np.array([list(people.values())], dtype=np.intp).reshape(1, -1)
    none = np.zeros(len(people), dtype=bool)
    shown = shown_groups(counts, smallest, unnamed=none, protected=none)
    return {name: count if may else None for (name, count), may in zip(people.items(), shown, strict=True)}


def team_in_a_difference(people: Counts, smallest: int) -> int | None:
    """A team to hide because some roles less some teams leaves fewer than `smallest` people; None where none does.

    `people` is roles × teams; its last row and column are those whose role or team is not shown, together.
    """
    for role, team in zip(*np.nonzero((people > 0) & (people < smallest)), strict=True):
        subtracted = _teams_subtracted(people, int(role), int(team), smallest)
        if subtracted is None:
            continue
        shown = range(people.shape[1] - 1)
        choices = [each for each in shown if each in subtracted] or [each for each in shown if people[:, each].any()]
        return min(choices, key=lambda each: int(people[:, each].sum()), default=None)
    return None


def _teams_subtracted(people: Counts, role: int, team: int, smallest: int) -> set[int] | None:
    """Teams that lie within some roles, this one among them, and leave of them fewer than `smallest` people, some of
    whom are of this team; None where there are none.

    The fewest that can be left is the smallest cut of a network in which the people of a role lead from it to their
    teams, and every team back to all of its roles: a team is not subtracted unless each of its roles is there.
    """
    flow = np.zeros_like(people)
    for _ in range(smallest):
        reached = _widened(people, flow, role, team)
        if reached is not None:
            return reached
    return None


def _widened(people: Counts, flow: Counts, role: int, team: int) -> set[int] | None:
    """Leads one more person through the network from role to team; the teams that can still be reached if none can."""
    role_before, team_before = {role: role}, dict[int, int]()
    queue = [role]
    for current in queue:  # grows on the way
        for reached in np.flatnonzero(people[current] > flow[current]).tolist():
            if reached in team_before:
                continue
            team_before[reached] = current
            if reached == team:
                _lead_through(flow, role, team, role_before, team_before)
                return None
            for other in np.flatnonzero(people[:, reached]).tolist():
                if other not in role_before:
                    role_before[other] = reached
                    queue.append(other)
    return set(team_before)


def _lead_through(
    flow: Counts, role: int, team: int, role_before: Mapping[int, int], team_before: Mapping[int, int]
) -> None:
    """One person from `role` to `team` on the way found, from its end to its beginning."""
    current = team
    while True:
        passed = team_before[current]
        flow[passed, current] += 1
        if passed == role:
            return
        current = role_before[passed]
        flow[passed, current] -= 1


def may_list(allocation: Allocation) -> bool:
    """Whether responses may be listed with their weights.

    Not beside the figures of roles (or teams) some of which are hidden: who of the list adds up to the figures shown
    can be found by trying, and the others are those of the hidden ones. Weights that bring roles to their headcount
    tell the role. Where roles or teams are hidden, weights from the file often follow them, so a weight that few have
    tells of each whether he or she is of a hidden group.
    """
    hidden, smallest = allocation.hidden_segments, allocation.smallest_group
    if any(hidden.get(segment.by) for segment in allocation.segments):
        return False
    if allocation.design.post_stratified:
        return "role" in shown_columns(allocation.responses, hidden, smallest)
    if not (allocation.design.weights and any(hidden.values())):
        return True
    return may_show(((each.wave, each.weight) for each in allocation.responses if each.used), smallest)


def are_withheld(allocation: Allocation) -> bool:
    """Whether responses are known and not listed, as they would tell who is of a hidden group."""
    return allocation.withheld or (bool(allocation.responses) and not may_list(allocation))


def untraceable_policies(allocation: Allocation) -> tuple[PolicyResult, ...]:
    """The results under other policies from which no few people's answers follow where responses are not listed.

    What a policy takes in or leaves out is the difference of two totals; so is what it rescales.
    """
    ends, smallest = (allocation.waves[0], allocation.waves[-1]), allocation.smallest_group
    return tuple(
        result
        for result in allocation.policies
        if all(_differ_by_many(wave, own, smallest) for own, wave in zip(ends, result.waves, strict=False))
    )


def _differ_by_many(wave: Wave, own: Wave, smallest: int) -> bool:
    if wave.respondents is None or own.respondents is None or np.array_equal(wave.mean_share, own.mean_share):
        return True
    return wave.respondents >= smallest and abs(wave.respondents - own.respondents) >= smallest


def shown_columns(
    responses: Sequence[Response], hidden_segments: Mapping[str, int], smallest: int
) -> tuple[Grouping, ...]:
    """What a list of the responses may say of each of them: role and team, one of them, or neither.

    Not what is hidden elsewhere, nor where fewer than `smallest` of a wave, or of those who changed alike, would stand
    out by it.
    """
    for columns in _CHOICES:
        named = all(any(getattr(each, column) for each in responses) for column in columns)
        hidden = any(hidden_segments.get(column) for column in columns)
        if named and not hidden and all(may_show(groups, smallest) for groups in _listed_groups(responses, columns)):
            return columns
    return ()


def _listed_groups(responses: Sequence[Response], columns: Sequence[Grouping]) -> list[list[Hashable]]:
    """By wave the groups of those behind the means and of all, and of people who changed group what they were."""
    texts = [tuple(getattr(each, column) for column in columns) for each in responses]
    histories: dict[str, list[tuple[str, ...]]] = {}
    for response, groups in zip(responses, texts, strict=True):
        histories.setdefault(response.label, []).append(groups)
    everybody: list[Hashable] = [(each.wave, groups) for each, groups in zip(responses, texts, strict=True)]
    used: list[Hashable] = [(each.wave, groups) for each, groups in zip(responses, texts, strict=True) if each.used]
    changed: list[Hashable] = [tuple(history) for history in histories.values() if len(set(history)) > 1]
    return [used, everybody, changed]
