"""How the people of a wave were chosen and weighted, and designs from which no mean or standard error follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.allocation import Array
from reportgen.survey.design import Sample, lonely_strata, mean_one
from reportgen.survey.pooling import Responses
from reportgen.survey.table import Codes, Column, enumerated


@dataclass(frozen=True, eq=False)
class Chosen:
    """People whose answers a mean rests on."""

    whom: str
    """As messages name them: `wave '2024'`."""
    rows: Codes
    """Positions of their responses; in a paired comparison those of the first wave."""


def samples_of(responses: Responses, choices: Sequence[Chosen]) -> list[Sample]:
    """The sample of each choice, weights 1 on average.

    Raises InputError with all problems together: a role with headcount that nobody answered for, a respondent whose
    role has no headcount, a stratum with a single cluster, a cluster in several strata.
    """
    problems = _role_problems(responses, choices)
    if problems:
        raise InputError(*dict.fromkeys(problems))
    samples = [_sample(responses, chosen.rows) for chosen in choices]
    problems = [
        problem
        for chosen, sample in zip(choices, samples, strict=True)
        for problem in _straddling(responses, sample) or _lonely(responses, chosen, sample)
    ]
    if problems:
        raise InputError(*dict.fromkeys(problems))
    return samples


def _sample(responses: Responses, rows: Codes) -> Sample:
    weights = np.ones(len(rows)) if responses.weight is None else responses.weight[rows]
    roles = None
    if responses.headcounts is not None and responses.role is not None:
        roles = _by_role(responses.role).codes[rows]
        weights = _to_headcounts(weights, roles, responses)
    strata = responses.stratum.codes[rows] if responses.stratum else None
    clusters = responses.cluster.codes[rows] if responses.cluster else None
    return Sample(mean_one(weights), strata, clusters, roles)


def _by_role(role: Column) -> Column:
    return role.mapped(str.casefold)


def _to_headcounts(weights: Array, roles: Codes, responses: Responses) -> Array:
    """Weights that add up to the headcount in each role, in proportion to those given."""
    assert responses.role is not None
    headcounts = {role.casefold(): people for role, people in _headcounts(responses).items()}
    people = np.array([headcounts.get(role, 0) for role in _by_role(responses.role).texts])
    return np.asarray(weights * people[roles] / np.bincount(roles, weights=weights)[roles])


def _headcounts(responses: Responses) -> dict[str, float]:
    """Headcounts by role, without roles that nobody holds."""
    return {role: people for role, people in (responses.headcounts or {}).items() if people > 0}


def _role_problems(responses: Responses, choices: Sequence[Chosen]) -> list[str]:
    """Why the responses of some people cannot be weighted to the headcounts, each finding once for all of them."""
    if responses.headcounts is None:
        return []
    if responses.role is None:
        return [
            f"{responses.place}: weighting to headcount needs the role of each respondent; "
            "name its column under survey.columns.role, or leave survey.weights out."
        ]
    role, headcounts = responses.role.regardless_of_case(), _headcounts(responses)
    whom: dict[str, list[str]] = {}
    for chosen in choices:
        for finding in _role_findings(role.take(chosen.rows), headcounts):
            whom.setdefault(finding, []).append(chosen.whom)
    return [f"{responses.place}, {enumerated(people)}: {finding}" for finding, people in whom.items()]


def _role_findings(role: Column, headcounts: Mapping[str, float]) -> list[str]:
    """What is wrong with the roles of some people, compared with the headcounts."""
    answered, folded = set(map(str.casefold, role.present)), {name.casefold() for name in headcounts}
    findings = [
        f"nobody of the role '{name}' answered, which has a headcount; "
        "join it with another role under survey.values.role, or take it out of team."
        for name in headcounts
        if name.casefold() not in answered
    ]
    findings += [
        f"the role '{name}' answered and has no headcount to be weighted to; "
        "state it under team, or give it the name of another role under survey.values.role."
        for name in role.present
        if name.casefold() not in folded
    ]
    if role.blank.any():
        findings.append(
            f"{np.count_nonzero(role.blank)} of {len(role.codes)} respondents name no role and so have no "
            "headcount to be weighted to; fill the role in, or leave survey.weights out."
        )
    return findings


def _straddling(responses: Responses, sample: Sample) -> list[str]:
    """Clusters in several strata, which would be taken for one cluster."""
    if sample.strata is None or sample.clusters is None:
        return []
    assert responses.cluster is not None
    pairs = np.unique(np.column_stack([sample.clusters, sample.strata]), axis=0)
    clusters, strata = np.unique(pairs[:, 0], return_counts=True)
    return [
        f"{responses.place}, '{responses.design.clusters}': '{responses.cluster.texts[cluster]}' stands in several "
        f"strata ('{responses.design.strata}'); give the clusters of different strata different names."
        for cluster in clusters[strata > 1]
    ]


def _lonely(responses: Responses, chosen: Chosen, sample: Sample) -> list[str]:
    """Strata of which a single cluster answered."""
    header = responses.design.strata
    one = f"a single cluster ('{responses.design.clusters}')" if sample.clusters is not None else "a single respondent"
    if responses.stratum is None:
        return [
            f"{responses.place}, {chosen.whom}: all are in {one}, from which no standard error follows; "
            "leave survey.columns.cluster out."
            for _ in lonely_strata(sample)
        ]
    return [
        f"{responses.place}, {chosen.whom}, '{header}': the stratum '{responses.stratum.texts[stratum]}' holds {one}, "
        "from which no standard error follows; collapse strata: give it the name of one that is like it."
        for stratum in lonely_strata(sample)
    ]
