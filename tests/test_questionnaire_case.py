"""The case file and the survey that a new case begins with."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.filled_forms import DATE

from reportgen import case, survey
from reportgen.case.benchmarks import default, default_by_year
from reportgen.case.completing import HORIZON
from reportgen.case.inputs import INPUTS
from reportgen.case.schema import GENERAL_INPUTS, SCHEMA
from reportgen.case.settings import Figure, Named, Node, Section
from reportgen.questionnaire.case_example import case_example
from reportgen.questionnaire.questions import USUAL_ACTIVITIES, Activity, Questionnaire, questionnaire_for
from reportgen.questionnaire.survey_example import PEOPLE, survey_example

TEXT = case_example("acme", DATE)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path / "case.yaml"


@pytest.fixture
def uncommented(tmp_path: Path) -> Path:
    """The same with every setting stated that stands there as a comment."""
    (tmp_path / "case.yaml").write_text(re.sub(r"(?m)^( *)#(?=\S)", r"\1", TEXT), encoding="utf-8")
    return tmp_path / "case.yaml"


def settings(node: Node, *path: str) -> Iterator[tuple[str, ...]]:
    """The paths of all settings but those of scenarios, which are the figures again; items are named `*`."""
    if isinstance(node, Section):
        for name, below in node.keys.items():
            yield (*path, name)
            if path[:1] != ("scenarios",):
                yield from settings(below, *path, name)
    elif isinstance(node, Named):
        yield from settings(node.item, *path, "*")


def test_it_is_a_case_file_that_states_the_activities_and_nothing_else(example: Path) -> None:
    stated = case.load(example)
    assert {name: entry.value for name, entry in stated.section("survey", "activities").items()} == {
        activity.name: activity.kind for activity in USUAL_ACTIVITIES
    }
    assert {*stated.content} == {"name", "survey"}
    assert stated.text("name") == "acme"


def test_every_setting_of_a_case_file_is_in_it_and_every_example_is_valid(uncommented: Path) -> None:
    stated = case.load(uncommented)
    for path in settings(SCHEMA):
        if path[0] == "scenarios" and len(path) > 2:
            continue
        places = [path]
        for position, step in enumerate(path):
            if step == "*":
                places = [
                    (*p[:position], item, *p[position + 1 :]) for p in places for item in stated.section(*p[:position])
                ]
        assert any(stated.entry(*place) for place in places), path


def test_what_it_shows_as_a_default_is_the_default(uncommented: Path) -> None:
    """Value and range of every figure, read back from the text."""
    stated = case.load(uncommented)
    for given in GENERAL_INPUTS:
        if "year" in given.axes:
            shown = [figure.value for figure in stated.figures("assumptions", given.name)]
            assert shown == [figure.value for figure in default_by_year(given.name)]
        else:
            figure, usual = stated.figure("assumptions", given.name), default(given.name)
            assert figure is not None
            assert (figure.value, figure.low, figure.high) == pytest.approx((usual.value, usual.low, usual.high))
    horizon = stated.entry("assumptions", "horizon")
    assert horizon is not None
    assert horizon.value == HORIZON


def test_each_figure_stands_below_its_label_and_source() -> None:
    prose = " ".join(line.strip().removeprefix("#").strip() for line in TEXT.splitlines())
    shown = {
        node.input.name for section in _sections(SCHEMA) for node in section.keys.values() if isinstance(node, Figure)
    }
    for given in (given for given in INPUTS if given.name in shown - {"target_share", "outcome_rise_is_gain"}):
        assert given.label in prose
        assert given.source in prose


def _sections(node: Node) -> Iterator[Section]:
    if isinstance(node, Section):
        yield node
        for below in node.keys.values():
            yield from _sections(below)
    elif isinstance(node, Named):
        yield from _sections(node.item)


def test_no_line_is_too_wide_to_be_read() -> None:
    assert max(map(len, TEXT.splitlines())) <= 120


@pytest.mark.parametrize("name", ["acme", "Äcme & Söhne", "  ", "a: b #c", "null", "2026", "\udcff", '"'])
def test_any_folder_name_makes_a_readable_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "case.yaml").write_text(case_example(name, DATE), encoding="utf-8")
    assert re.fullmatch(r"[\w-]*", case.load(tmp_path / "case.yaml").text("name"))


def test_the_example_survey_is_whole_percent_that_add_up(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(survey_example(Questionnaire(), ("before",)), encoding="utf-8")
    with (tmp_path / "survey.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    answers = [[int(cell) for cell in row[3:]] for row in rows[1:]]
    assert rows[0] == ["respondent", "role", "wave", *(activity.name for activity in USUAL_ACTIVITIES)]
    assert len(answers) == PEOPLE
    assert {sum(row) for row in answers} == {100}
    assert len({tuple(row) for row in answers}) == PEOPLE  # nobody has copied from somebody else
    allocation = survey.read(tmp_path / "survey.csv")
    assert allocation.activities == tuple(activity.name for activity in USUAL_ACTIVITIES)
    assert (allocation.before.respondents, allocation.after) == (PEOPLE, None)


@pytest.mark.parametrize("activities", [1, 2, 40])
def test_it_adds_up_whatever_the_activities(activities: int) -> None:
    asked = Questionnaire(activities=tuple(Activity(f"A{number}", "friction") for number in range(activities)))
    rows = list(csv.reader(io.StringIO(survey_example(asked, ("before", "after")))))
    assert len(rows) == 1 + 2 * PEOPLE
    assert {sum(map(int, row[3:])) for row in rows[1:]} == {100}
    assert all(int(cell) >= 0 for row in rows[1:] for cell in row[3:])


def test_the_questions_are_those_of_the_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(
        "survey:\n"
        "  activities: {Meetings: overhead, Actual model development: value, Paper: friction}\n"
        "  waves: {before: Q1 2026, after: Q3 2026}\n"
        "  smallest_group: 8\n"
        "team: {Quants: {headcount: 5, loaded_cost: 200K}, Coders: {headcount: 7, loaded_cost: 180K}}\n"
    )
    asked = questionnaire_for(case.load(tmp_path / "case.yaml"))
    explained = {activity.name: activity.explanation for activity in USUAL_ACTIVITIES}
    assert asked.activities == (
        Activity("Meetings", "overhead", explained["Meetings"]),
        Activity("Actual model development", "value", explained["Model development"]),
        Activity("Paper", "friction"),
    )
    assert (asked.roles, asked.waves) == (("Quants", "Coders"), ("Q1 2026", "Q3 2026"))
    assert "only from 8 people on" in asked.privacy


def test_activities_may_be_known_from_the_columns_alone(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("survey: {columns: {activities: {Q1: Coding, Q2: Waiting}}}\n")
    asked = questionnaire_for(case.load(tmp_path / "case.yaml"))
    assert [(activity.name, activity.kind) for activity in asked.activities] == [
        ("Coding", "value"),
        ("Waiting", "friction"),
    ]


def test_without_a_case_the_usual_questions_are_asked() -> None:
    assert questionnaire_for(case.load(None)) == Questionnaire()
