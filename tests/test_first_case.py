"""The case file that `reportgen inspect --write` begins: a build with it gives the same figures as one without."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.builds import INSURANCE
from support.survey_files import written

from reportgen import case as cases
from reportgen import survey as surveys
from reportgen.cli import main
from reportgen.errors import InputError
from reportgen.first_case import as_yaml
from reportgen.report import build
from reportgen.survey.allocation import Allocation
from reportgen.survey.inspection import inspect
from reportgen.survey.instructions import Columns, Instructions

LONG = (
    "person,when,task,hours\na,2024,Fix,3\na,2024,Build,5\nb,2024,Build,8\na,2025,fix,1\na,2025,Build,7\nb,2025,Fix,2\n"
)
SURVEYS = {
    "wide": ("ID,Wave,Role,Weight,A_1,A_2,Age\n1,T2,x,1,40,60,3\n1,T1,x,2,20,80,4\n2,T1,Y: z,1,50,50,5\n",),
    "long": (LONG,),
    "aggregate": ("activity,before,after,n\nA,20,30,9\nB,80,70,9\n",),
    "means": ("activity,mean,median\nA,20,30\nB,80,70\n",),
    "two files": ("id,wave,A,B\n1,spring,40,60\n2,spring,50,50\n", "ID,role,B,A\n1,x,70,30\n2,y,60,40\n"),
    "one named wave": ("activity,2024\nA,20\nB,80\n",),
    "waves alike": ("wave,A,B\nq_1,40,60\nQ 1,50,50\n",),
    "one wave": ("A,B\n40,60\n50,50\n",),
    "blank column": ("A,B,C\n40,60,\n50,50,\n", "A,B,C\n40,30,30\n50,20,30\n"),
    "a person in two columns": (
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name,Roles,Employee?\n"
        "2024-05-20,Acme,P,,Coding,x,30.5,No,Ada,Lovelace,Engineer,Yes\n"
        "2024-05-20,Acme,P,,Talk,x,9.5,No,Ada,Lovelace,Engineer,Yes\n"
        "2024-05-20,Acme,P,,Coding,x,9.5,No,Ada,Byron,Engineer,Yes\n",
    ),
    "hostile": ('"yes","a: b","- c","#d","{e}","null","  f  \n g"\n10,20,10,20,10,20,10\n20,10,20,10,20,10,10\n',),
}


def read_with_first_case(folder: Path, paths: list[Path]) -> Allocation:
    """The survey read with the case file that is begun from it."""
    inspection = inspect([str(path) for path in paths], Instructions())
    case = folder / "case.yaml"
    case.write_text(as_yaml(inspection, "survey.csv", "case.yaml"), encoding="utf-8")
    return surveys.read(*paths, instructions=cases.load(case).instructions)


def figures(allocation: Allocation) -> object:
    """What a report says of an allocation, without the words of its account."""
    return (
        [(wave.name, wave.respondents, wave.mean_share.tolist()) for wave in allocation.waves],
        (allocation.comparison, allocation.matched, allocation.people, allocation.role_counts),
        [(one.label, one.wave, one.role, one.team, one.shares, one.weight) for one in allocation.responses],
        [(record.rows_read, record.counted, record.left_out) for record in allocation.reading],
    )


@pytest.mark.parametrize("contents", SURVEYS.values(), ids=SURVEYS)
def test_a_survey_is_read_alike_with_the_case_file_begun_from_it(tmp_path: Path, contents: tuple[str, ...]) -> None:
    paths = written(tmp_path, *contents)
    without, with_case = surveys.read(*paths), read_with_first_case(tmp_path, paths)
    assert with_case.activities == without.activities
    assert figures(with_case) == figures(without)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)


@given(headers=st.lists(TEXTS, min_size=2, max_size=4), waves=st.lists(TEXTS, min_size=1, max_size=3))
def test_any_headers_and_texts_survive(
    tmp_path_factory: pytest.TempPathFactory, headers: list[str], waves: list[str]
) -> None:
    """Whatever signs of YAML are in them."""
    folder = tmp_path_factory.mktemp("texts")
    text = io.StringIO()
    shares = [90] + [10 / (len(headers) - 1)] * (len(headers) - 1)
    csv.writer(text).writerows([("wave", *headers), *((wave, *shares) for wave in waves), (waves[0], *shares[::-1])])
    paths = written(folder, text.getvalue().encode("utf-8"))
    try:
        without = surveys.read(*paths)
    except InputError:
        return
    with_case = read_with_first_case(folder, paths)
    assert [" ".join(name.split()) for name in without.activities] == list(with_case.activities)
    assert [wave.mean_share.tolist() for wave in with_case.waves] == [
        wave.mean_share.tolist() for wave in without.waves
    ]


def test_a_build_with_it_gives_the_same_headline(tmp_path: Path) -> None:
    survey, case = str(INSURANCE / "survey.csv"), tmp_path / "case.yaml"
    result = CliRunner().invoke(main, ["inspect", survey, "--write", str(case)])
    assert result.exit_code == 0, result.output
    plain = build(survey, output=tmp_path, name="plain", only="xlsx")
    begun = build(survey, case=case, output=tmp_path, name="begun", only="xlsx")
    for name in ("npv", "annual_benefit", "share_change", "value_share_after"):
        assert begun.results.value(name) == plain.results.value(name)


def test_the_order_of_waves_is_said_where_names_leave_it_open(tmp_path: Path) -> None:
    paths = written(tmp_path, "wave,A,B\npilot,40,60\nrollout,50,50\n")
    assert any("comes first" in warning for warning in surveys.read(*paths).warnings)
    with_case = read_with_first_case(tmp_path, paths)
    assert ([wave.name for wave in with_case.waves], with_case.warnings) == (["pilot", "rollout"], ())


def test_what_was_missing_is_given_to_the_same_activity(tmp_path: Path) -> None:
    paths = written(tmp_path, "A,B\n40,40\n50,35\n45,40\n")
    instructions = Instructions(missing_share_to="Other work")
    inspection = inspect([str(path) for path in paths], instructions)
    case = tmp_path / "case.yaml"
    case.write_text(as_yaml(inspection, "survey.csv", "case.yaml"), encoding="utf-8")
    with_case = surveys.read(*paths, instructions=cases.load(case).instructions)
    assert with_case.activities == ("A", "B", "Other work")
    assert figures(with_case) == figures(surveys.read(*paths, instructions=instructions))


def test_it_says_what_to_edit(tmp_path: Path) -> None:
    paths = written(tmp_path, "ID,Job,Waiting,Coding,Age\n1,Dev,40,60,30\n2,Dev,50,50,31\n3,Dev,50,50,31\n"
                              "4,Dev,50,50,31\n5,Dev,40,60,31\n")  # fmt: skip
    columns = Columns(role="Job", activities={"Waiting": "Wait", "Coding": "Build"})
    text = as_yaml(inspect([str(paths[0])], Instructions(columns=columns)), "survey.csv", "case.yaml")
    for line in (
        "#   reportgen build survey.csv --case case.yaml",
        "      Waiting: Wait",
        "    respondent: ID",
        "    role: Job",
        "    #   Age  (no share of time)",
        "      Dev: Dev",
        "    Wait: friction",
        "    Build: value",
        "#   Dev: {headcount: 5, loaded_cost: }",
    ):
        assert line in text.splitlines(), text


def test_a_survey_that_was_not_understood_begins_one_too(tmp_path: Path) -> None:
    paths = written(tmp_path, "city,inhabitants\nBerlin,3500000\nParis,2100000\n")
    text = as_yaml(inspect([str(paths[0])], Instructions()), "survey.csv", "case.yaml")
    assert "    #   inhabitants  (numbers; not known to be shares of time)" in text.splitlines()
    (tmp_path / "case.yaml").write_text(text)
    assert cases.load(tmp_path / "case.yaml").instructions.columns.activities is None


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("edited")
    result = CliRunner().invoke(main, ["inspect", str(INSURANCE / "survey.csv"), "--write", str(case)])
    assert result.exit_code == 1
    assert "exists already and is not overwritten; name another file with --write." in result.stderr
    assert case.read_text() == "edited"


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["inspect", str(INSURANCE / "survey.csv"), "--write", str(tmp_path / "none" / "case.yaml")]
    )
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
