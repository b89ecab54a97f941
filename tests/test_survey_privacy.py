"""Groups are shown where enough people stand behind every figure, and nothing follows by subtraction."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from support.survey_files import allocation_of

from reportgen.survey.allocation import Allocation, Response
from reportgen.survey.privacy import (
    may_list,
    may_show,
    shown_columns,
    shown_counts,
    shown_groups,
    team_in_a_difference,
    untraceable_policies,
)

SMALLEST = 5


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ({"ML": 8, "DS": 7}, {"ML": 8, "DS": 7}),
        ({"ML": 8, "DS": 7, "PM": 3, "Ops": 2}, {"ML": 8, "DS": 7, "PM": None, "Ops": None}),
        ({"ML": 8, "DS": 7, "PM": 3}, {"ML": 8, "DS": None, "PM": None}),
        ({"ML": 8, "DS": 7, "PM": 2, "Ops": 2}, {"ML": 8, "DS": None, "PM": None, "Ops": None}),
        ({"ML": 8, "DS": 7, "PM": 0}, {"ML": 8, "DS": 7, "PM": 0}),
        ({"ML": 8, "PM": 4}, {"ML": None, "PM": None}),
        ({"PM": 4}, {"PM": None}),
        ({}, {}),
    ],
)
def test_small_numbers_are_hidden_and_so_is_what_would_give_them_away(
    people: dict[str, int], shown: dict[str, int | None]
) -> None:
    assert shown_counts(people, SMALLEST) == shown


def groups_shown(*waves: list[int], unnamed: Iterable[int] = (), protected: Iterable[int] = ()) -> list[bool]:
    people = np.array(waves)
    marked = [np.isin(np.arange(people.shape[1]), list(positions)) for positions in (unnamed, protected)]
    return [bool(may) for may in shown_groups(people, SMALLEST, unnamed=marked[0], protected=marked[1])]


def test_a_group_needs_enough_people_in_every_wave_in_which_it_has_any() -> None:
    assert groups_shown([9, 9, 9], [9, 9, 9]) == [True, True, True]
    assert groups_shown([9, 4, 4], [9, 9, 9]) == [True, False, False]
    assert groups_shown([9, 9, 0], [9, 9, 9]) == [True, True, True]


def test_a_group_hidden_for_one_wave_alone_cannot_be_had_from_the_total_of_the_other() -> None:
    """In the second wave 20 people stand behind it, but its figure is hidden all the same."""
    assert groups_shown([9, 8, 4], [9, 12, 20]) == [True, False, False]


def test_people_of_no_group_count_as_one_for_subtraction() -> None:
    assert groups_shown([9, 8, 3], unnamed=[2]) == [True, False, False]
    assert groups_shown([9, 8, 3, 2], unnamed=[3]) == [True, True, False, False]
    assert groups_shown([9, 8, 6], unnamed=[2]) == [True, True, False]


def test_a_group_protected_for_another_reason_is_not_left_alone() -> None:
    assert groups_shown([9, 8, 7], protected=[2]) == [True, False, False]


def test_two_thresholds_give_two_answers() -> None:
    assert may_show(["a", "a", "a"], 3)
    assert not may_show(["a", "a", "a"], 4)
    assert not may_show([("before", "ML"), ("before", "ML"), ("before", "DS")], 2)


def test_a_role_less_a_team_within_it_must_leave_enough_people() -> None:
    """Role 0 is 8 people, 5 of them all of team 0: the other 3 would follow."""
    people = np.array([[5, 3, 0], [0, 7, 0], [0, 0, 0]])
    assert team_in_a_difference(people, SMALLEST) == 0
    assert team_in_a_difference(people, 3) is None


def test_a_team_that_crosses_a_role_cannot_be_subtracted_from_it() -> None:
    assert team_in_a_difference(np.array([[4, 3, 0], [2, 6, 0], [0, 0, 0]]), SMALLEST) is None


def test_several_roles_less_several_teams_are_found_too() -> None:
    """Roles 0 and 1 are 21 people, teams 0 and 1 are 19 of them: the 2 of role 1 in team 2 would follow."""
    people = np.array([[6, 4, 0, 0], [5, 4, 2, 0], [0, 0, 9, 0], [0, 0, 0, 0]])
    assert team_in_a_difference(people, SMALLEST) in (0, 1)
    people[2, 0] = 6  # now team 0 has people of a role that is not among them
    assert team_in_a_difference(people, SMALLEST) is None


def test_no_difference_is_found_where_people_can_go_another_way_round() -> None:
    """Trying all sets of roles and teams finds none that leaves fewer than 5."""
    people = np.array([[1, 6, 0, 0], [1, 6, 1, 2], [1, 0, 1, 6], [2, 0, 6, 0]])
    assert not _leaves_few(people)
    assert team_in_a_difference(people, SMALLEST) is None


@pytest.mark.parametrize("seed", range(60))
def test_differences_are_those_that_trying_all_of_them_finds(seed: int) -> None:
    draw = random.Random(seed)
    people = np.array([[draw.choice((0, 0, 1, 3, 6)) for _ in range(4)] for _ in range(4)])
    people += 5 * np.eye(4, dtype=int)  # each role and each team has enough people by itself
    assert (team_in_a_difference(people, SMALLEST) is not None) == _leaves_few(people)


def _leaves_few(people: npt.NDArray[np.intp]) -> bool:
    """Whether some roles less some teams within them are somebody, but fewer than the threshold."""
    size = len(people)
    return any(
        0 < people[list(roles)].sum() - people[:, list(teams)].sum() < SMALLEST
        and not np.delete(people, list(roles), axis=0)[:, list(teams)].any()
        for roles in _subsets(size)
        for teams in _subsets(size)
    )


def _subsets(size: int) -> list[tuple[int, ...]]:
    return [chosen for length in range(size + 1) for chosen in itertools.combinations(range(size), length)]


def listed(rows: str, used: bool = True) -> list[Response]:
    """Responses from `label wave role team` a line, with `times` in front."""
    found: list[Response] = []
    for row in rows.splitlines():
        times, label, wave, role, team = row.split()
        found += [
            Response(
                f"{label}{number}", wave, 2, used, used, "", shares=(1.0,), role=role.strip("-"), team=team.strip("-")
            )
            for number in range(int(times))
        ]
    return found


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("5 a before ML North\n5 b before DS South", ("role", "team")),
        ("5 a before ML North\n3 b before DS North\n3 c before DS South", ("role",)),
        ("5 a before ML North\n3 b before DS North\n8 c before PM South", ("team",)),
        ("5 a before ML North\n4 b before DS South", ()),
        ("6 a before ML -", ("role",)),
        ("6 a before ML -\n2 b before - -", ()),
        ("6 a before - -", ()),
    ],
)
def test_responses_say_of_each_what_does_not_single_anybody_out(rows: str, columns: tuple[str, ...]) -> None:
    assert shown_columns(listed(rows), {}, SMALLEST) == columns


def test_responses_do_not_say_what_is_hidden_elsewhere() -> None:
    responses = listed("5 a before ML North\n5 b before DS South")
    assert shown_columns(responses, {"team": 1}, SMALLEST) == ("role",)
    assert shown_columns(responses, {"role": 1, "team": 2}, SMALLEST) == ()


def test_those_left_out_do_not_fill_a_group_and_are_not_singled_out_either() -> None:
    assert shown_columns(listed("4 a before ML -") + listed("1 x before ML -", used=False), {}, SMALLEST) == ()
    assert shown_columns(listed("5 a before ML -") + listed("1 x before PM -", used=False), {}, SMALLEST) == ()
    assert shown_columns(listed("5 a before ML -") + listed("1 x before ML -", used=False), {}, SMALLEST) == ("role",)


def test_one_person_who_changes_role_is_not_singled_out_by_it() -> None:
    rows = "7 a before ML -\n6 b before DS -\n6 a after ML -\n6 b after DS -"
    assert shown_columns(listed(rows), {}, SMALLEST) == ("role",)
    switched = [*listed(rows), *listed("7 a after DS -")[6:]]
    assert shown_columns(switched, {}, SMALLEST) == ()


def weighted(tmp_path: Path, weights: Mapping[str, float], roles: Mapping[str, int]) -> Allocation:
    """A survey of so many people of each role, everybody with the weight of the role."""
    rows = ["respondent,role,weight,A,B"]
    people = [role for role, count in roles.items() for _ in range(count)]
    rows += [f"p{number},{role},{weights[role]},{number},{100 - number}" for number, role in enumerate(people)]
    return allocation_of(tmp_path, "\n".join(rows) + "\n", smallest_group=SMALLEST)


def test_weights_that_tell_the_hidden_role_keep_responses_from_being_listed(tmp_path: Path) -> None:
    roles = {"DS": 20, "PM": 4}
    hidden = weighted(tmp_path, {"DS": 1.4, "PM": 2.7}, roles)
    assert hidden.hidden_segments == {"role": 2}
    assert not may_list(hidden)
    assert may_list(weighted(tmp_path, {"DS": 1.4, "PM": 1.4}, roles))
    assert may_list(weighted(tmp_path, {"DS": 1.4, "PM": 2.7}, {"DS": 19, "PM": 5}))


def test_responses_are_not_listed_beside_the_figures_of_roles_some_of_which_are_hidden(tmp_path: Path) -> None:
    """Which rows add up to the role shown can be found by trying; the others are those of the hidden roles."""
    weights = {"DS": 1.0, "ML": 1.0, "PM": 1.0}
    some_hidden = weighted(tmp_path, weights, {"DS": 14, "ML": 7, "PM": 3})
    assert [segment.name for segment in some_hidden.segments] == ["DS"]
    assert not may_list(some_hidden)
    assert may_list(weighted(tmp_path, weights, {"DS": 14, "ML": 7, "PM": 5}))


def survey_with_short_rows(short: int, rounded: int = 0) -> str:
    """Sixty exact answers, `short` that add up to 90 and `rounded` that add up to 97."""
    exact = [f"{number},{100 - number},0" for number in range(20, 80)]
    return "\n".join(["A,B,C", *exact, *["40,40,10"] * short, *["40,40,17"] * rounded])


@pytest.mark.parametrize(
    ("short", "rounded", "policies"),
    [
        (1, 0, ["strict", "rescaled"]),  # as is less rescaled would be the answers of one person
        (2, 6, ["strict", "rescaled"]),
        (5, 0, ["as is", "strict", "rescaled"]),
        (5, 1, ["as is", "rescaled"]),
        (0, 1, ["rescaled"]),
        (0, 0, ["as is", "strict", "rescaled"]),
    ],
)
def test_policies_that_differ_by_a_few_people_are_not_shown_where_responses_are_not_listed(
    tmp_path: Path, short: int, rounded: int, policies: list[str]
) -> None:
    allocation = allocation_of(tmp_path, survey_with_short_rows(short, rounded))
    assert [result.policy for result in allocation.policies] == ["as is", "strict", "rescaled"]
    assert [result.policy for result in untraceable_policies(allocation)] == policies


POPULATIONS = 120


def test_no_figure_of_too_few_people_follows_from_what_is_shown(tmp_path: Path) -> None:
    """All that is shown of random small populations, against every group of people that it could tell of.

    Whoever reads it may know who is of which role and team. Then the figure of some people follows exactly if they are
    a sum of multiples of the groups shown, which is tried for every set of fewer people than the threshold.
    """
    shown = hidden = 0
    for seed in range(POPULATIONS):
        people = population(random.Random(seed))
        allocation = allocation_of(tmp_path, csv_of(people), smallest_group=SMALLEST)
        for wave in ("before", "after"):
            check_wave(allocation, people, wave, seed)
        shown += len(allocation.segments)
        hidden += sum(allocation.hidden_segments.values())
    assert shown > 2 * POPULATIONS  # otherwise hiding everything would do
    assert hidden > POPULATIONS


Person = dict[str, str]


def population(draw: random.Random) -> list[Person]:
    """People with a role, a team and the waves they answered; blank roles and changes of role among them."""
    roles, teams = draw.choice((2, 3, 4)), draw.choice((2, 3))
    nested, identified = draw.random() < 0.5, draw.random() < 0.5
    people = []
    for number in range(draw.randrange(14, 50)):
        role = min(draw.randrange(roles), draw.randrange(roles))
        team = role % teams if nested and draw.random() < 0.8 else draw.randrange(teams)
        waves = draw.choice(("both", "both", "both", "before", "after")) if identified else "both"
        person = {"name": f"p{number}" if identified else "", "waves": waves}
        person |= {"role": f"role {role}", "team": f"team {team}", "role after": f"role {role}"}
        if draw.random() < 0.05:
            person["role"] = person["role after"] = draw.choice(("", person["role"]))
        if draw.random() < 0.03:
            person["role after"] = f"role {draw.randrange(roles)}"
        people.append(person)
    return people


def csv_of(people: list[Person]) -> str:
    rows = ["respondent,wave,role,team,A,B"]
    for wave, by in (("before", "role"), ("after", "role after")):
        for number, each in enumerate(people):
            if each["waves"] in (wave, "both"):
                rows.append(f"{each['name']},{wave},{each[by]},{each['team']},{number},{100 - number}")
    return "\n".join(rows) + "\n"


def check_wave(allocation: Allocation, people: list[Person], wave: str, seed: int) -> None:
    by = "role" if wave == "before" else "role after"
    answered = [each for each in people if each["waves"] in (wave, "both")]
    paired = allocation.comparison == "paired"
    used = [each for each in answered if not paired or each["waves"] == "both"]
    known = [used, *(groups for groups in segment_members(allocation, used, wave))]
    cells = sorted({cell(each, by) for each in used})
    sizes = {each: sum(cell(one, by) == each for one in used) for each in cells}
    span = np.array([[float(any(cell(one, by) == each for one in group)) for each in cells] for group in known])
    for chosen in few(sizes):
        vector = np.array([float(each in chosen) for each in cells])
        assert len(used) < SMALLEST or not spanned(vector, span), (seed, wave, chosen)
    shown = [role for role, count in allocation.role_counts[wave].items() if count]
    counted = [answered, *([each for each in answered if (each[by] or "not stated") == role] for role in shown)]
    counted += known[1:] + ([used] if paired else [])
    kinds = sorted({(*cell(each, by), each["waves"]) for each in answered})
    counts = np.array(
        [[float(any((*cell(one, by), one["waves"]) == kind for one in group)) for kind in kinds] for group in counted]
    )
    for role, count in allocation.role_counts[wave].items():
        if count is None and len(shown):
            vector = np.array([float((kind[0] or "not stated") == role) for kind in kinds])
            assert not spanned(vector, counts), (seed, wave, role)


def cell(person: Person, by: str) -> tuple[str, str, str]:
    return person[by], person["team"], "changed" if person["role"] != person["role after"] else ""


def segment_members(allocation: Allocation, used: list[Person], wave: str) -> Iterable[list[Person]]:
    """The people behind each figure of a wave, found from the people, and as many as the segment says."""
    for segment in allocation.segments:
        figures: Mapping[str, int | None] = {each.name: each.respondents for each in segment.waves}
        if wave not in figures:
            continue
        if segment.by == "team":
            members = [each for each in used if each["team"] == segment.name]
        elif used[0]["name"]:
            members = [each for each in used if segment.name in states(each) and len(states(each)) == 1]
        else:
            members = [each for each in used if each["role" if wave == "before" else "role after"] == segment.name]
        assert len(members) == figures[wave]
        assert len(members) >= SMALLEST
        yield members


def states(person: Person) -> set[str]:
    """The roles that a person states in the waves that he or she answered."""
    stated = {"before": {person["role"]}, "after": {person["role after"]}}
    stated["both"] = stated["before"] | stated["after"]
    return stated[person["waves"]] - {""}


def few(sizes: Mapping[tuple[str, str, str], int]) -> list[set[tuple[str, str, str]]]:
    """Every set of cells with somebody, but fewer than the threshold, in it."""
    small = [each for each, size in sizes.items() if size < SMALLEST]
    sets = (set(chosen) for length in range(1, SMALLEST) for chosen in itertools.combinations(small, length))
    return [chosen for chosen in sets if sum(sizes[each] for each in chosen) < SMALLEST]


def spanned(vector: npt.NDArray[np.float64], span: npt.NDArray[np.float64]) -> bool:
    solution = np.linalg.lstsq(span.T, vector, rcond=None)[0]
    return bool(np.abs(span.T @ solution - vector).max() < 1e-6)
