"""The questionnaire for KoBoToolbox and ODK, judged by the program that makes their forms of it."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyxform.xls2xform import convert
from support.filled_forms import DATE, SMALL

from reportgen.questionnaire.questions import Activity, Questionnaire
from reportgen.questionnaire.xlsform import question_names, xlsform
from reportgen.survey.names import key

SPACES = {"x": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}
#: Names that no question may have as they are, that become alike, or that the form has already.
AWKWARD = (
    "Model development", "model-development", "Model development!", "3D work", "Research & prototypes", "Prüfung",
    "Role", "Team", "Wave", "Respondent ID", "Total", "Confirmed", "meta", "=SUM(A1)", "CI/CD <pipelines>", "---",
    "Person", "Working time", "Privacy", "How to answer",
)  # fmt: skip


def xform(asked: Questionnaire) -> ElementTree.Element:
    """The form as pyxform makes it, without a single warning; ODK Validate judges it too where there is Java."""
    warnings: list[str] = []
    content = io.BytesIO(xlsform(asked, DATE))
    form = convert(content, warnings=warnings, validate=shutil.which("java") is not None, file_type=".xlsx").xform
    assert warnings == []
    return ElementTree.fromstring(form)


def binds(form: ElementTree.Element) -> dict[str, dict[str, str]]:
    """What is said of each field, by its name, without the namespaces."""
    return {
        bind.attrib["nodeset"].rpartition("/")[2]: {re.sub("{.*}", "", name): text for name, text in bind.items()}
        for bind in form.iterfind(".//x:bind", SPACES)
    }


@pytest.fixture(scope="module")
def usual() -> ElementTree.Element:
    return xform(Questionnaire())


def test_every_activity_is_a_question_for_a_whole_number_from_0_to_100(usual: ElementTree.Element) -> None:
    said = binds(usual)
    inputs = {each.attrib["ref"].rpartition("/")[2]: each for each in usual.iterfind(".//x:input", SPACES)}
    for activity in Questionnaire().activities:
        name = activity.name.replace(" ", "_")
        assert said[name]["type"] == "int"
        assert said[name]["constraint"] == ". >= 0 and . <= 100"
        assert "whole number from 0 to 100" in said[name]["constraintMsg"]
        assert inputs[name].findtext("x:label", namespaces=SPACES) == activity.name
        assert inputs[name].findtext("x:hint", namespaces=SPACES) == activity.explanation


def test_nobody_can_send_answers_that_do_not_add_up(usual: ElementTree.Element) -> None:
    """The total takes in every activity, empty ones as 0, and the required confirmation is refused without it at 100.

    Constraints on what nobody can type, such as the total itself, are not enforced by all clients.
    """
    said = binds(usual)
    terms = said["total"]["calculate"].split("+")
    names = [re.fullmatch(r"\s*coalesce\( /data/working_time/(\w+) , 0\)\s*", term) for term in terms]
    assert [name and name[1] for name in names] == [each.name.replace(" ", "_") for each in Questionnaire().activities]
    confirmed = said["confirmed"]
    assert confirmed["required"] == "true()"
    assert confirmed["constraint"].split() == ["/data/working_time/total", "=", "100"]
    assert "must add up to 100 percent" in confirmed["constraintMsg"]
    label = usual.find(".//x:select1[@ref='/data/working_time/confirmed']/x:label", SPACES)
    assert label is not None
    assert label.find("x:output[@value=' /data/working_time/total ']", SPACES) is not None


def test_the_wave_is_no_question(usual: ElementTree.Element) -> None:
    assert binds(usual)["wave"]["calculate"] == "'before'"
    assert binds(xform(replace(SMALL, waves=("Q1 2026", "Q3 2026"))))["wave"]["calculate"] == "'Q1 2026'"


def test_roles_are_chosen_and_come_back_as_they_are_called(usual: ElementTree.Element) -> None:
    items = usual.findall(".//x:instance[@id='roles']/x:root/x:item", SPACES)
    choices = [[item.findtext(f"x:{part}", namespaces=SPACES) for part in ("name", "label")] for item in items]
    assert choices == [[role, role] for role in Questionnaire().roles]
    assert usual.find(".//x:select1[@ref='/data/person/role']", SPACES) is not None


def test_whatever_activities_are_called_the_form_is_accepted() -> None:
    asked = replace(SMALL, activities=tuple(Activity(name, "value", name) for name in AWKWARD))
    names = question_names(asked)
    labels = {label.text for label in xform(asked).iterfind(".//x:input/x:label", SPACES)}
    assert labels >= set(AWKWARD)
    assert len(set(names.values())) == len(AWKWARD)


def test_names_of_letters_digits_and_spaces_come_back_without_loss() -> None:
    for activity in Questionnaire().activities:
        assert key(question_names(Questionnaire())[activity.name]) == key(activity.name)


def test_the_same_questions_give_the_same_bytes(tmp_path: Path) -> None:
    assert xlsform(SMALL, DATE) == xlsform(SMALL, DATE)
    (tmp_path / "form.xlsx").write_bytes(xlsform(SMALL, DATE))
    assert convert(tmp_path / "form.xlsx").xform
