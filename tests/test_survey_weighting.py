"""Weights from a column and to headcounts, and the designs that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of

from reportgen.survey.instructions import Columns, Values

ROLES = "role,A,B\nDev,20,80\ndev,40,60\nOps,50,50\n"
DESIGN = Columns(stratum="region", cluster="squad")


def test_roles_weigh_what_their_headcount_says(tmp_path: Path) -> None:
    """By hand: 30 Devs stand for 2 answers, 10 Ops for 1; 0.75 · 30 % + 0.25 · 50 %. Roles regardless of case."""
    allocation = allocation_of(tmp_path, ROLES, headcounts={"DEV": 30, "Ops": 10, "CEO": 0})
    assert allocation.before.mean_share.tolist() == pytest.approx([0.35, 0.65])


def test_post_stratification_leaves_what_differs_between_roles_out_of_the_error(tmp_path: Path) -> None:
    """By hand: only the two Devs differ from their role; weights 9/8, residuals -10 and 10 points, over n - 1 = 2."""
    allocation = allocation_of(tmp_path, ROLES, headcounts={"Dev": 30, "Ops": 10})
    assert allocation.before.covariance is not None
    assert allocation.before.covariance[0, 0] == pytest.approx(2 * (9 / 8 * 0.1) ** 2 / 2)
    assert allocation.before.degrees is None


def test_weights_of_a_column_and_headcounts_work_together(tmp_path: Path) -> None:
    """By hand: Devs (1 · 20 + 3 · 40) / 4 = 35 %, Ops 50 %."""
    text = "role,weight,A,B\nDev,1,20,80\nDev,3,40,60\nOps,2,50,50\n"
    allocation = allocation_of(tmp_path, text, headcounts={"Dev": 30, "Ops": 10})
    assert allocation.before.mean_share[0] == pytest.approx(0.75 * 0.35 + 0.25 * 0.5)


def test_a_role_with_headcount_that_nobody_answered_for_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, ROLES, headcounts={"Dev": 30, "Ops": 10, "QA": 5})
    assert problem == (
        "survey.csv, wave 'before': nobody of the role 'QA' answered, which has a headcount; "
        "join it with another role under survey.values.role, or take it out of team."
    )


def test_every_wave_needs_every_role(tmp_path: Path) -> None:
    after = "role,A,B\nDev,20,80\ndev,40,60\n"
    (problem,) = problems_of(tmp_path, ROLES, after, headcounts={"Dev": 30, "Ops": 10})
    assert problem.startswith("survey.csv and after.csv, wave 'after': nobody of the role 'Ops' answered")


def test_roles_and_respondents_without_headcount_are_refused_together(tmp_path: Path) -> None:
    text = ROLES + "Boss,10,90\n,10,90\nTemp,30,70\n"
    problems = problems_of(tmp_path, text, headcounts={"Dev": 30, "Ops": 10, "Temp": 0})
    assert [problem.partition(";")[0] for problem in problems] == [
        "survey.csv, wave 'before': the role 'Boss' answered and has no headcount to be weighted to",
        "survey.csv, wave 'before': the role 'Temp' answered and has no headcount to be weighted to",
        "survey.csv, wave 'before': 1 of 6 respondents name no role and so have no headcount to be weighted to",
    ]


def test_a_role_is_named_once_for_all_waves(tmp_path: Path) -> None:
    after = "role,A,B\nDEV,20,80\nboss,40,60\n"
    problems = problems_of(tmp_path, ROLES + "Boss,10,90\n", after, headcounts={"Dev": 30, "Ops": 9, "QA": 5})
    files = "survey.csv and after.csv"
    assert [problem.partition(";")[0] for problem in problems] == [
        f"{files}, wave 'before' and wave 'after': nobody of the role 'QA' answered, which has a headcount",
        f"{files}, wave 'before' and wave 'after': the role 'Boss' answered and has no headcount to be weighted to",
        f"{files}, wave 'after': nobody of the role 'Ops' answered, which has a headcount",
    ]


def test_roles_may_be_joined(tmp_path: Path) -> None:
    values = Values(role={"Boss": "Ops"})
    allocation = allocation_of(tmp_path, ROLES + "Boss,10,90\n", headcounts={"Dev": 30, "Ops": 10}, values=values)
    assert allocation.before.mean_share[0] == pytest.approx(0.3)


def test_headcounts_need_a_column_of_roles(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A,B\n20,80\n40,60\n", headcounts={"Dev": 30})
    assert problem.startswith("survey.csv: weighting to headcount needs the role of each respondent")


def test_a_stratum_with_a_single_cluster_is_refused(tmp_path: Path) -> None:
    text = "region,squad,A,B\nN,n1,10,90\nN,n2,20,80\nS,s1,30,70\nS,s1,40,60\n"
    (problem,) = problems_of(tmp_path, text, columns=DESIGN)
    assert problem == (
        "survey.csv, wave 'before', 'region': the stratum 'S' holds a single cluster ('squad'), from which no standard "
        "error follows; collapse strata: give it the name of one that is like it."
    )
    (problem,) = problems_of(tmp_path, text.replace("S,s1,40,60\n", ""), columns=Columns(stratum="region"))
    assert "the stratum 'S' holds a single respondent" in problem


def test_strata_are_those_of_the_people_who_are_used(tmp_path: Path) -> None:
    """Both people of the region S answered before, one of them after."""
    text = "respondent,wave,region,A,B\n" + "".join(
        f"{person},{wave},{person[0]},{share},{100 - share}\n"
        for wave in ("before", "after")
        for person, share in (("N1", 10), ("N2", 20), ("S1", 30), ("S2", 40))
    )
    columns = Columns(stratum="region")
    assert allocation_of(tmp_path, text, columns=columns).before.degrees == 2
    (problem,) = problems_of(tmp_path, text.replace("S2,after,S,40,60\n", ""), columns=columns)
    assert (
        "people who answered both 'before' and 'after', 'region': the stratum 'S' holds a single respondent" in problem
    )


def test_a_single_cluster_is_refused(tmp_path: Path) -> None:
    text = "squad,A,B\nn1,10,90\nN1,20,80\n"
    (problem,) = problems_of(tmp_path, text, columns=Columns(cluster="squad"))
    assert problem.startswith("survey.csv, wave 'before': all are in a single cluster ('squad')")


def test_a_cluster_in_two_strata_is_refused(tmp_path: Path) -> None:
    """It is told rather than guessed whether two clusters bear the same number."""
    text = "region,squad,A,B\nN,1,10,90\nN,2,20,80\nS,1,30,70\nS,3,40,60\n"
    (problem,) = problems_of(tmp_path, text, columns=DESIGN)
    assert problem == (
        "survey.csv, 'squad': '1' stands in several strata ('region'); "
        "give the clusters of different strata different names."
    )
