"""What a user says of columns and texts: found in the file, or refused with the nearest that is there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.survey_files import allocation_of, problems_of, table_of

from reportgen.errors import InputError
from reportgen.survey.extras import seconds, weights
from reportgen.survey.header_words import is_days, is_duration, is_hours
from reportgen.survey.instructions import Columns, Instructions, Values
from reportgen.survey.shapes import designate
from reportgen.survey.stated import stated_activities, stated_columns
from reportgen.survey.table import Table
from reportgen.survey.wide import read_wide

PLACE = "case.yaml, line 7, 'survey'"
CODED = "Q1,Q2_1,Q2_2,Q3,Q4\nan,20,80,T1,dev\nbo,40,60,T1,ops\nan,30,70,T2,dev\nbo,50,50,T2,ops\n"


def table(header: str, *rows: str, **known: Any) -> Table:
    """A table of cells separated by commas."""
    cells = [row.split(",") for row in rows]
    columns = [np.array(column, dtype=object) for column in zip(*cells, strict=True)]
    known = {"file": "survey.csv", "sha256": "", "encoding": "utf-8", "delimiter": ",", **known}
    return Table(header.split(","), columns, 2, **known)


def test_columns_are_what_the_instructions_say(tmp_path: Path) -> None:
    columns = Columns({"Q2_2": "Building", "q2 1": "Waiting"}, respondent="Q1", wave="Q3", role="q4")
    allocation = allocation_of(tmp_path, CODED, columns=columns)

    assert allocation.activities == ("Building", "Waiting")
    assert [(wave.name, wave.mean_share.tolist()) for wave in allocation.waves] == [
        ("T1", pytest.approx([0.7, 0.3])),
        ("T2", pytest.approx([0.6, 0.4])),
    ]
    assert allocation.comparison == "paired"
    assert {one.role for one in allocation.responses} == {"dev", "ops"}


def test_the_instructions_go_before_the_source_and_the_source_before_headers() -> None:
    by_header = table("respondent,ID,Code,A", "a,b,c,1")
    of_source = table("respondent,ID,Code,A", "a,b,c,1", meanings={"respondent": 1})

    assert designate(by_header).respondent == 0
    assert designate(of_source).respondent == 1
    assert designate(of_source, Instructions(columns=Columns(respondent="Code"))).respondent == 2


def test_a_column_named_as_an_activity_is_nothing_else() -> None:
    several = table("Group,Time,A", "1,2,3", meanings={"team": 0})
    assert designate(several).team == 0
    assert designate(several, Instructions(columns=Columns({"group": "G", "A": "A"}))).team is None


def test_metadata_is_never_an_activity() -> None:
    """Though with it the rows would add up."""
    read = table("Progress,A,B", "50,20,30", "50,30,20", "50,10,40", metadata=frozenset({0}))
    assert read_wide(read, designate(read)).activities == ("A", "B")
    assert designate(table("Wave,A,B", "1,20,30", metadata=frozenset({0}))).wave is None


def test_columns_that_the_file_says_are_activities_are_taken() -> None:
    read = table("Group,A,B", "10,40,60", "20,30,70", activities=(0, 2))
    assert read_wide(read, designate(read)).activities == ("Group", "B")


def test_every_header_that_is_not_there_is_named_with_its_place_and_the_nearest(tmp_path: Path) -> None:
    columns = Columns({"Q2_1": "Waiting", "Q22": "Building"}, respondent="Q11", weight="Importance")
    problems = problems_of(tmp_path, CODED, columns=columns, place=PLACE)
    assert problems == (
        f"{PLACE}: survey.csv: there is no column 'Q11'; the nearest is 'Q1'.",
        f"{PLACE}: survey.csv: there is no column 'Importance'; its columns are 'Q1', 'Q2_1', 'Q2_2', 'Q3', 'Q4'.",
        f"{PLACE}: survey.csv: there is no column 'Q22'; the nearest is 'Q2_2'.",
    )
    (problem,) = problems_of(tmp_path, CODED, columns=Columns({"Q2_1": "Waiting", "Q22": "Building"}), place=PLACE)
    assert problem == f"{PLACE}: survey.csv: there is no column 'Q22'; the nearest is 'Q2_2'."


def test_activities_that_are_no_headers_are_not_looked_for_among_them(tmp_path: Path) -> None:
    """In a long file they are texts of its column of activities."""
    text = "who,activity,share\na,Fix,40\na,Build,60\n"
    (problem,) = problems_of(tmp_path, text, columns=Columns({"Fix": "Fix", "Build": "Build"}, respondent="whom"))
    assert problem == "survey.csv: there is no column 'whom'; the nearest is 'who'."


@pytest.mark.parametrize("meaning", ["weight", "stratum", "cluster"])
def test_a_column_that_is_named_for_the_design_holds_something(tmp_path: Path, meaning: str) -> None:
    """Without it the means would quietly be others than asked for; it is reported with the problems of the cells."""
    text = "A,B,Factor\n40,60,\n50,lots,\n"
    columns = Columns({"A": "A", "B": "B"}, **{meaning: "factor"})
    problems = problems_of(tmp_path, text, columns=columns, place=PLACE)
    assert problems[0] == (
        f"{PLACE}: survey.csv: 'factor' is named as {meaning} and every cell of it is empty; "
        f"fill it in, or leave survey.columns.{meaning} out."
    )
    assert "'lots' is not a number" in problems[1]


def test_personal_data_that_was_dropped_is_said_to_be() -> None:
    read = table("A,B", "1,2", dropped=("Telephone",))
    with pytest.raises(InputError, match="'telephone' holds personal data, which is dropped"):
        stated_columns(read, Instructions(columns=Columns(respondent="telephone")))


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        (Columns(role="Q4", team="q4"), "'q4' is named as role and as team; a column is one of them."),
        (Columns({"Q2_1": "A", "Q2_2": "B"}, wave="Q2_1"),
         "'Q2_1' is named as wave and as an activity; a column is one of them."),
        (Columns({"Q2_1": "A", "Q2_2": "a"}),
         "'Q2_1', 'Q2_2' are both named 'A'; each column is an activity of its own, so give them different names."),
    ],
)  # fmt: skip
def test_a_column_is_one_thing(tmp_path: Path, columns: Columns, problem: str) -> None:
    assert problems_of(tmp_path, CODED, columns=columns) == (f"survey.csv: {problem}",)


def test_a_stratum_may_be_a_role_too() -> None:
    stated = stated_columns(table("R,A", "x,1"), Instructions(columns=Columns(role="R", stratum="R")))
    assert stated == {"role": 0, "stratum": 0}


def test_two_files_may_call_the_same_activity_differently(tmp_path: Path) -> None:
    columns = Columns({"Waiting": "Waiting", "Warten": "Waiting", "Building": "Building", "Bauen": "Building"})
    allocation = allocation_of(tmp_path, "Waiting,Building\n40,60\n", "Bauen,Warten\n70,30\n", columns=columns)
    assert allocation.activities == ("Waiting", "Building")
    assert [wave.mean_share.tolist() for wave in allocation.waves] == [[0.4, 0.6], pytest.approx([0.3, 0.7])]


def test_headers_that_differ_in_case_only_are_told_apart() -> None:
    """An exact match goes before one in another spelling."""
    both = Instructions(columns=Columns({"Role": "Role", "A": "A"}, role="role"))
    assert stated_columns(table("Role,role,A", "40,x,60"), both) == {"role": 1}
    assert stated_activities({"a_b": "x", "A B": "y"}, ["A B", "a_b"], "here", "column") == {1: "x", 0: "y"}


def test_texts_of_a_long_file_may_become_one_activity(tmp_path: Path) -> None:
    text = "person,task,hours\na,Bugs,3\na,Tickets,1\na,Features,4\na,Lunch,9\nb,Bugs,2\nb,Features,6\n"
    columns = Columns({"Bugs": "Support", "tickets": "Support", "Features": "Building"}, activity="task", share="hours")
    allocation = allocation_of(tmp_path, text, columns=columns)
    assert allocation.activities == ("Support", "Building")
    assert allocation.before.mean_share.tolist() == pytest.approx([0.375, 0.625])  # of 4/8 and 2/8, 4/8 and 6/8
    assert allocation.reading[0].left_out == {"activity not used": 1}


def test_rows_and_columns_of_a_table_of_means_are_called_as_asked(tmp_path: Path) -> None:
    text = "activity,IST,SOLL,Summer\nA,20,50,10\nB,30,20,40\nC,50,30,50\nRounding,2,2,2\n"
    columns = Columns({"B": "Building", "a": "Waiting", "C": "Meetings"})
    values = Values(wave={"ist": "before", "Summer": "after"})
    (problem,) = problems_of(tmp_path, text, columns=columns, values=values)
    assert "'SOLL' is a target" in problem

    allocation = allocation_of(tmp_path, text.replace("SOLL", "Rank"), columns=columns, values=values)
    assert allocation.activities == ("Building", "Waiting", "Meetings")
    assert [(wave.name, wave.mean_share.tolist()) for wave in allocation.waves] == [
        ("before", pytest.approx([0.3, 0.2, 0.5])),
        ("after", pytest.approx([0.4, 0.1, 0.5])),
    ]
    assert allocation.reading[0].left_out == {"an activity that is not used": 1}


def test_columns_with_any_header_are_waves_where_they_are_called_so(tmp_path: Path) -> None:
    """Columns that add up and do not say when people were asked are refused else."""
    text = "activity,Munich,Paris\nA,20,10\nB,80,90\n"
    allocation = allocation_of(tmp_path, text, values=Values(wave={"Munich": "kick-off", "Paris": "review"}))
    assert [wave.name for wave in allocation.waves] == ["kick-off", "review"]


def test_two_columns_cannot_be_one_wave(tmp_path: Path) -> None:
    text = "activity,Q1,Q2\nA,20,50\nB,80,50\n"
    (problem,) = problems_of(tmp_path, text, values=Values(wave={"Q1": "before", "Q2": "before"}))
    assert "two columns are to be the wave 'before'" in problem


def test_texts_are_called_what_the_instructions_say_and_several_may_become_one(tmp_path: Path) -> None:
    text = "id,when,role,A,B\n1,Jan,DS,40,60\n2,feb,ML,40,60\n1,Jun,DS,20,80\n2,Jul,ml,30,70\n"
    values = Values(
        wave={"Jan": "before", "FEB": "before", "Jun": "after", "Jul": "after"},
        role={"ML": "Engineer", "DS": "Analyst"},
    )
    allocation = allocation_of(tmp_path, text, columns=Columns(wave="when"), values=values)
    assert [wave.name for wave in allocation.waves] == ["before", "after"]
    assert allocation.matched == 2
    assert sorted({one.role for one in allocation.responses}) == ["Analyst", "Engineer"]


def test_texts_that_no_file_has_are_refused_with_the_nearest(tmp_path: Path) -> None:
    files = ("id,wave,A,B\n1,spring,40,60\n", "id,wave,A,B\n1,autumn,20,80\n")
    both = Values(wave={"spring": "before", "autumn": "after"})
    assert [wave.name for wave in allocation_of(tmp_path, *files, values=both).waves] == ["before", "after"]

    wrong = Values(wave={"sprng": "before", "x": "y"}, team={"North": "N"})
    assert problems_of(tmp_path, *files, values=wrong, place=PLACE) == (
        f"{PLACE}: survey.csv and after.csv: no row has the wave 'sprng'; the nearest is 'spring'.",
        f"{PLACE}: survey.csv and after.csv: no row has the wave 'x' (found: 'spring', 'autumn').",
        f"{PLACE}: survey.csv and after.csv: no row has the team 'North'; there is no column of teams, "
        "name it under survey.columns.",
    )


def test_problems_of_what_was_said_come_with_those_of_the_files(tmp_path: Path) -> None:
    text = "wave,A,B\nspring,40,lots\nautumn,20,80\n"
    problems = problems_of(tmp_path, text, values=Values(wave={"sprng": "before"}))
    assert len(problems) == 2
    assert "'lots' is not a number" in problems[0]
    assert "'sprng'" in problems[1]


@given(names=st.permutations(["A", "B", "C", "D"]))
def test_any_order_of_names_gives_each_activity_its_own_share(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("order")
    shares = {"A": 0.1, "B": 0.2, "C": 0.3, "D": 0.4}
    columns = Columns({name: f"called {name}" for name in names})
    allocation = allocation_of(folder, "A,B,C,D\n10,20,30,40\n", columns=columns)
    assert allocation.activities == tuple(f"called {name}" for name in names)
    assert allocation.before.mean_share.tolist() == pytest.approx([shares[name] for name in names])


WEIGHED: Mapping[str, str] = {"2": "2", "0.5": "0.5", "": "nan", "0": "nan"}


def test_weights_are_numbers_and_blank_ones_are_none() -> None:
    read = table("A,Weights", *(f"1,{text}" for text in WEIGHED))
    designation = designate(read)
    found = weights(read, designation, np.arange(len(read.rows)))
    assert found is not None
    assert [str(value) for value in found] == ["2.0", "0.5", "nan", "nan"]


def test_weights_that_are_none_are_refused_by_cell() -> None:
    read = table("A,weight", "1,-2", "1,heavy", "1,-2", "1,1", "1,none at all")
    with pytest.raises(InputError) as refusal:
        weights(read, designate(read), np.array([0, 1, 2, 3]))
    assert refusal.value.problems == (
        "survey.csv, row 3, 'weight': 'heavy' is not a number; leave the cell empty if there is no answer.",
        "survey.csv, rows 2 and 4, 'weight': '-2' is a negative weight; write 0 for a response that is not to count.",
    )


def test_a_file_without_weights_has_none() -> None:
    read = table("A,weight", "1,", "1,")
    assert weights(read, designate(read), np.array([0, 1])) is None
    assert weights(table("A", "1"), designate(table("A", "1")), np.array([0])) is None


def test_strata_clusters_and_seconds_are_never_guessed() -> None:
    designation = designate(table("stratum,cluster,seconds,A", "a,b,1,2"))
    assert (designation.stratum, designation.cluster, designation.seconds) == (None, None, None)


def test_seconds_come_from_the_source_and_texts_are_none() -> None:
    read = table("A,Duration", "1,30", "1,long", "1,", meanings={"seconds": 1})
    found = seconds(read, designate(read), np.array([0, 1, 2]))
    assert found is not None
    assert [str(value) for value in found] == ["30.0", "nan", "nan"]
    assert seconds(table("A", "1"), designate(table("A", "1")), np.array([0])) is None


@pytest.mark.parametrize(
    "header", ["Wait (days)", "Coding [d]", "Meetings (person-days)", "Zeit in Tagen", "Tests (Tage)"]
)
def test_headers_may_say_days(header: str) -> None:
    assert is_days(header)
    assert not is_hours(header)
    assert is_duration(header)


@pytest.mark.parametrize("header", ["Vacation days", "Days in the office per week", "Birthday", "d"])
def test_a_count_of_days_is_no_unit_of_time(header: str) -> None:
    assert not is_duration(header)


def test_days_are_shares_of_each_persons_total(tmp_path: Path) -> None:
    """Small whole numbers would else be taken for ratings."""
    allocation = allocation_of(tmp_path, "Wait (days),Build (days)\n1,4\n2,3\n1,3\n")
    assert allocation.before.mean_share.tolist() == pytest.approx([(0.2 + 0.4 + 0.25) / 3, (0.8 + 0.6 + 0.75) / 3])


def test_hours_and_days_are_not_added_up(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "Wait (days),Build (hours)\n1,8\n2,3\n1,3\n")
    assert "'Build (hours)' holds hours and 'Wait (days)' days" in problem


@pytest.mark.parametrize("means", ["mean,median", "Mittelwert,SD", "average,rank"])
def test_a_table_of_means_without_waves_is_the_wave_before(tmp_path: Path, means: str) -> None:
    allocation = allocation_of(tmp_path, f"activity,{means}\nA,20,1\nB,80,2\n")
    assert [(wave.name, wave.mean_share.tolist()) for wave in allocation.waves] == [("before", [0.2, 0.8])]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [("Befragter", "respondent"), ("Répondant", "respondent"), ("Vague", "wave"), ("Befragungswelle", "wave"),
     ("Fonction", "role"), ("Équipe", "team"), ("Gewicht", "weight")],
)  # fmt: skip
def test_headers_in_other_languages_are_understood(header: str, meaning: str) -> None:
    assert getattr(designate(table(f"A,{header}", "1,2")), meaning) == 1


@pytest.mark.parametrize("header", ["Teilnehmer,Tätigkeit,Anteil", "Répondant,Activité,Pourcentage"])
def test_long_files_in_other_languages_are_understood(header: str) -> None:
    assert designate(table(header, "a,Bauen,40", "a,Warten,60")).shape == "long"


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("What is your role?", "role"),
        ("What best describes your role?", "role"),
        ("Ihre Rolle", "role"),
        ("Wie lautet Ihre aktuelle Funktion?", "role"),
        ("Which team are you in?", "team"),
        ("Ihr Team:", "team"),
        ("Quelle est votre fonction ?", "role"),
        ("Which wave?", "wave"),
    ],
)
def test_what_a_question_asks_for_is_understood(tmp_path: Path, header: str, meaning: str) -> None:
    """As the header of a form is the question itself."""
    found = designate(table_of(tmp_path, f'"{header}",A,B\nx,40,60\ny,50,50\n'))
    assert found.by_meaning == {meaning: 0}


@pytest.mark.parametrize("header", ["Team meetings", "Role of documentation", "Which tools does your team use?"])
def test_what_merely_names_a_team_or_role_is_none(tmp_path: Path, header: str) -> None:
    assert designate(table_of(tmp_path, f'"{header}",A,B\nx,40,60\ny,50,50\n')).by_meaning == {}


def test_units_at_the_end_of_headers_are_no_part_of_an_activity(tmp_path: Path) -> None:
    text = "Meetings (%),Waiting %,Debugging [in percent],100% focus\n40,30,20,10\n50,30,10,10\n"
    assert allocation_of(tmp_path, text).activities == ("Meetings", "Waiting", "Debugging", "100% focus")
    hours = "Meetings (hours),Waiting (h)\n16,24\n20,20\n"
    assert allocation_of(tmp_path, hours).activities == ("Meetings", "Waiting")


def test_units_stay_where_they_tell_activities_apart(tmp_path: Path) -> None:
    text = "Support,Support (%)\n40,60\n50,50\n"
    assert allocation_of(tmp_path, text).activities == ("Support", "Support (%)")


def test_a_blank_column_is_an_activity_that_took_no_time_whatever_its_unit(tmp_path: Path) -> None:
    before = "Meetings (%),Waiting (%)\n40,60\n50,50\n"
    after = "Meetings (%),Coding (%),Waiting (%)\n40,60,\n50,50,\n"
    problems = problems_of(tmp_path, before, after)
    assert "only after.csv has 'Coding'" in problems[0]
    assert "Waiting" not in problems[0]
