"""The example case: its responses have exactly the published means, its figures the published results."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.cases import values
from support.published import PublishedFigure

from reportgen import survey
from reportgen.case import complete, load
from reportgen.case.case import Case

EXAMPLE = Path(__file__).resolve().parents[1] / "inputs" / "insurance"

#: Percent of the time before and after, as the case study prints them.
PUBLISHED = {
    "Waiting for data access": (20, 3),
    "Setting up environments": (15, 2),
    "Manual deployment coordination": (20, 5),
    "Debugging production issues": (15, 5),
    "Actual model development": (25, 75),
    "Meetings": (5, 10),
}


def _responses() -> list[dict[str, str]]:
    with (EXAMPLE / "survey.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def case() -> Case:
    return complete(load(EXAMPLE / "case.yaml"), survey.read(EXAMPLE / "survey.csv"))


def test_the_means_of_the_responses_are_exactly_the_published_ones() -> None:
    responses = _responses()
    for position, wave in enumerate(("before", "after")):
        for activity, shares in PUBLISHED.items():
            total = sum(int(row[activity]) for row in responses if row["wave"] == wave)
            assert total == 35 * shares[position], (wave, activity)


def test_the_responses_are_plausible() -> None:
    """The same 35 people in both waves, whole percent that add up to 100, and answers that differ."""
    responses = _responses()
    assert list(responses[0]) == ["respondent", "role", "wave", *PUBLISHED]
    people = {wave: {row["respondent"]: row["role"] for row in responses if row["wave"] == wave}
              for wave in ("before", "after")}  # fmt: skip
    assert people["before"] == people["after"]
    assert Counter(people["before"].values()) == {"Data scientist": 25, "ML engineer": 10}
    answers = [tuple(int(row[activity]) for activity in PUBLISHED) for row in responses]
    assert len(answers) == 70
    assert {sum(answer) for answer in answers} == {100}
    assert all(0 <= share < 100 for answer in answers for share in answer)
    assert len(set(answers)) > 60


def test_the_aggregate_table_is_the_published_one() -> None:
    with (EXAMPLE / "published.csv").open(encoding="utf-8", newline="") as file:
        table = {row["activity"]: (row["before"], row["after"]) for row in csv.DictReader(file)}
    assert table == {name: (f"{before}%", f"{after}%") for name, (before, after) in PUBLISHED.items()}


def test_the_first_year_view_comes_out(case: Case, published_figures: Mapping[str, PublishedFigure]) -> None:
    """Each benefit worked out by hand from the case's figures, against what the chapter prints."""
    headcount, payroll = 25 + 10, 25 * 250_000 + 10 * 250_000
    assert values(case, "role_headcount") == [25, 10]
    assert values(case, "loaded_cost") == [250_000, 250_000]
    worked_out = {
        "case.investment": sum(values(case, "component_amount")),
        "case.benefit.productivity": payroll * (0.75 - 0.25) * values(case, "realisation")[0],
        "case.benefit.retention": headcount
        * (values(case, "attrition_before")[0] - values(case, "attrition_after")[0])
        * values(case, "retention_attribution")[0]
        * values(case, "cost_per_departure")[0],
        "case.benefit.delivery": (values(case, "models_shipped_after")[0] - values(case, "models_shipped_before")[0])
        * values(case, "value_per_model")[0]
        * values(case, "delivery_attribution")[0],
    }
    for figure, value in worked_out.items():
        assert value == pytest.approx(published_figures[figure].exact, rel=1e-9), figure


def test_outcomes_are_in_the_order_of_the_case_study(case: Case) -> None:
    assert case.axes["outcome"] == (
        "Models shipped a year",
        "Time to production",
        "Engineer satisfaction",
        "Attrition rate",
        "Recruiting acceptance rate",
    )


def test_nothing_in_the_example_is_left_to_a_benchmark_or_a_guess(case: Case) -> None:
    assert [
        name for name, figures in case.assumptions.items() if any(each.kind == "benchmark" for each in figures)
    ] == []
    assert not case.notes


def test_the_roles_are_those_of_the_survey(case: Case) -> None:
    assert set(case.roles) == {row["role"] for row in _responses()}


def test_every_component_addresses_some_friction(case: Case) -> None:
    friction = {
        name for name, kind in zip(case.axes["activity"], case.activity_kinds, strict=True) if kind == "friction"
    }
    assert {activity for component in case.components for activity in component.addresses} == friction
    assert all(component.purpose and component.addresses for component in case.components)
