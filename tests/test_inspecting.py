"""`reportgen inspect`: what it prints for people and programs, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.builds import INSURANCE
from support.filled_forms import filled

from reportgen.cli import main
from reportgen.inspection_text import WIDTH, left_out_line
from reportgen.survey.left_out import LeftOut

SURVEY = """Respondent,Name,Period,Job,Coding,Meetings,Age
r1,Anna Example,spring,Dev,60,40,31
r2,Ben Beispiel,spring,Dev,50,,32
r3,Cleo Exemple,spring,Ops,48,48,33
r1,Anna Example,autumn,Dev,70,30,31
r3,Cleo Exemple,autumn,Ops,80,20,33
r4,,autumn,Ops,1,2,34
"""
NAMES = ("Anna", "Ben", "Cleo", "r1", "r4")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "survey.csv").write_text(SURVEY)
    return tmp_path


def run(*arguments: str, content: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["inspect", *arguments], input=content)


@pytest.mark.usefixtures("folder")
def test_a_person_reads_what_was_found_and_why_rows_do_not_count() -> None:
    (Path("case.yaml")).write_text("survey: {columns: {role: Job}}")
    result = run("survey.csv", "--case", "case.yaml")

    assert (result.exit_code, result.stderr) == (0, "")
    for line in (
        "  Text        utf-8, columns separated by commas",
        "  Shape       wide: one row a response, one column an activity",
        "  Rows        6 read, 4 counted, 2 left out",
        "              row 3: an activity without an answer",
        "              row 7: adds up to less than 95 %",
        "  Used        respondent  Respondent (shown as R001, R002, …, never by name)",
        "              wave        Period (spring, autumn)",
        "              role        Job (Dev, Ops)",
        "              activity    Coding",
        "              no share of time: 'Age'",
        "  Mean share of time       spring       autumn       change",
        "                         2 people     2 people",
        "  Coding                   55.0 %       75.0 %        +20.0",
    ):
        assert line in result.stdout.splitlines(), result.stdout
    assert max(map(len, result.stdout.splitlines())) <= WIDTH


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_no_person_is_named(options: tuple[str, ...]) -> None:
    result = run("survey.csv", "--write", "case.yaml", *options)
    for text in (result.output, Path("case.yaml").read_text()):
        assert not any(name in text for name in NAMES)


@pytest.mark.usefixtures("folder")
def test_a_program_gets_everything() -> None:
    document = json.loads(run("survey.csv", "--json").stdout)
    (file,) = document["files"]
    assert (file["rows_read"], file["counted"]) == (6, 4)
    assert {"reason": "an activity without an answer", "rows": 1, "runs": [[3, 3]], "names": []} in file["left_out"]
    assert {"header": "Coding", "meaning": "activity", "name": "Coding"} in file["columns"]["used"]
    assert {"header": "Age", "reason": "no share of time"} in file["columns"]["ignored"]
    assert [(wave["name"], wave["respondents"]) for wave in document["waves"]] == [("spring", 2), ("autumn", 2)]
    assert document["waves"][0]["mean_shares"]["Coding"] == pytest.approx(0.55)
    assert (document["comparison"], document["matched"], document["problems"]) == ("paired", 2, [])


def test_the_published_example_shows_its_published_means() -> None:
    result = run(str(INSURANCE / "survey.csv"))
    assert "  Actual model development             25.0 %       75.0 %        +50.0" in result.stdout.splitlines()


def test_many_rows_are_shortened_for_people_and_complete_for_programs(folder: Path) -> None:
    rows = "".join("10,10\n40,60\n" for _ in range(50))
    (folder / "survey.csv").write_text(f"A,B\n90,20\n{rows}")
    text, document = run("survey.csv").stdout, json.loads(run("survey.csv", "--json").stdout)

    assert "rows 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25 and 38 more (--json lists all): adds up to" in " ".join(
        text.split()
    )
    (short,) = (each for each in document["files"][0]["left_out"] if each["rows"] == 50)
    assert short["runs"] == [[row, row] for row in range(3, 103, 2)]


def test_a_survey_that_cannot_be_used_is_shown_before_its_problems(folder: Path) -> None:
    (folder / "survey.csv").write_text("Respondent,Coding,Meetings\na,30,40\nb,30,45\nc,20,50\n")
    result = run("survey.csv")

    assert result.exit_code == 1
    assert "activity    Coding" in result.stdout
    assert "rows add up to 70–75, typically 70" in result.stdout
    assert result.stderr.startswith("Error: survey.csv: the rows add up to 70 to 75")
    document = json.loads(run("survey.csv", "--json").stdout)
    assert document["problems"] == [result.stderr.removeprefix("Error: ").strip()]


def test_problems_of_the_case_file_come_first(folder: Path) -> None:
    (folder / "case.yaml").write_text("survey:\n  columns: {role: Jobb}\n  colums: 1\n")
    result = run("survey.csv", "--case", "case.yaml")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Error: case.yaml, line 3: 'colums' is not known in 'survey'; did you mean 'columns'?",
        "case.yaml, line 2, 'survey': survey.csv: there is no column 'Jobb'; the nearest is 'Job'.",
    ]


@pytest.mark.usefixtures("folder")
def test_a_missing_file_is_an_error() -> None:
    result = run("other.csv", "--write", "case.yaml")
    assert result.exit_code == 1
    assert not Path("case.yaml").exists()
    assert "could not be read" in result.stdout
    assert "no such file" in result.stderr


def test_two_files_and_standard_input_are_inspected(folder: Path) -> None:
    (folder / "after.csv").write_text("Coding,Meetings\n70,30\n")
    result = run("-", "after.csv", content=b"Coding,Meetings\n60,40\n")
    assert result.exit_code == 0
    assert "standard input\n" in result.stdout
    assert "after.csv\n" in result.stdout
    assert "before        after       change" in result.stdout


def test_many_waves_are_shown_by_their_ends(folder: Path) -> None:
    rows = "".join(f"{year},{40 + year - 2010},{60 - year + 2010}\n" for year in range(2010, 2020))
    (folder / "survey.csv").write_text(f"wave,Coding,Meetings\n{rows}")
    text = run("survey.csv").stdout
    assert "Coding                   40.0 %       49.0 %         +9.0" in text
    assert "8 waves between these are not shown (--json lists all)." in text


def test_what_responses_lack_is_given_to_an_activity_as_in_a_build(folder: Path) -> None:
    """By hand: 20, 20 and 10 points; the option goes before the case file."""
    (folder / "survey.csv").write_text("A,B\n40,40\n50,30\n50,40\n")
    (folder / "case.yaml").write_text("survey: {missing_share_to: Mail}\n")
    assert "--missing-share-to" in run("survey.csv").stderr
    result = run("survey.csv", "--case", "case.yaml", "--missing-share-to", "Other", "--write", "first.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "  Other                    16.7 %" in result.stdout.splitlines()
    assert "  missing_share_to: Other" in Path("first.yaml").read_text().splitlines()


def test_one_person_and_equal_totals_are_said_in_good_english(folder: Path) -> None:
    (folder / "survey.csv").write_text("A (h),B (h)\n10,30\n")
    lines = run("survey.csv").stdout.splitlines()
    assert "              rows add up to 40" in lines
    assert "                         1 person" in lines
    (folder / "survey.csv").write_text("A (h),B (h)\n10,30\n10,30.0000001\n")
    assert "              rows add up to 40" in run("survey.csv").stdout.splitlines()


def test_no_change_has_no_minus_sign(folder: Path) -> None:
    (folder / "survey.csv").write_text("wave,A,B\nbefore,30.01,69.99\nafter,30,70\n")
    assert "  A                        30.0 %       30.0 %         +0.0" in run("survey.csv").stdout.splitlines()


def test_long_headers_are_told_apart_and_long_names_take_several_lines(folder: Path) -> None:
    """Survey tools put the whole question before each option."""
    question = "How much of your working time went into the following work in the last month, in percent? "
    headers = [f"{question}[{name}]" for name in ("Model development", "Waiting for data")]
    waves = ("Before the platform", "After the new platform", "A year after that")
    rows = "".join(f"{wave},{share},{100 - share}\n" for wave, share in zip(waves, (30, 50, 60), strict=True))
    (folder / "survey.csv").write_text(f'wave,"{headers[0]}","{headers[1]}"\n{rows}')
    (folder / "case.yaml").write_text(f'survey: {{waves: {{before: "{waves[0]}", after: "{waves[2]}"}}}}\n')
    text = run("survey.csv", "--case", "case.yaml").stdout
    assert "activity    How much of your…h, in percent? [Model development]" in text
    assert "activity    How much of your…th, in percent? [Waiting for data]" in text
    for line in (
        "  Mean share of time       Before the  After the new   A year after       change",
        "                             platform       platform           that",
        "  How much of your…h,          30.0 %         50.0 %         60.0 %        +30.0",
        "  in percent? [Model",
        "  development]",
    ):
        assert line in text.splitlines(), text
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_no_line_is_wider_than_a_terminal(folder: Path, count: int) -> None:
    names = [f"{2020 + number} survey of the whole department" for number in range(count)]
    rows = "".join(f"{name},{30 + number},{70 - number}\n" for number, name in enumerate(names))
    (folder / "survey.csv").write_text(f"wave,{'A long name of an activity ' * 4},{'b' * 90}\n{rows}")
    lines = run("survey.csv").stdout.splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert any("30.0 %" in line for line in lines)


def test_rows_of_a_folder_of_forms_are_the_files(tmp_path: Path) -> None:
    filled(tmp_path / "answers" / "north.xlsx", [30, 60, 10])
    filled(tmp_path / "answers" / "south.xlsx", [30, None, 10])
    filled(tmp_path / "answers" / "west.xlsx", [20, 70, 10])
    result = run(str(tmp_path / "answers"))
    assert "              south.xlsx: an activity without an answer" in result.stdout.splitlines(), result.output
    (file,) = json.loads(run(str(tmp_path / "answers"), "--json").stdout)["files"]
    assert [each["names"] for each in file["left_out"]] == [["south.xlsx"]]


def test_a_form_by_itself_has_no_row() -> None:
    assert left_out_line(LeftOut("no answer", 1, ((1, 1),), ("",))) == "the form: no answer"


def test_rows_that_were_summed_up_are_counted() -> None:
    assert left_out_line(LeftOut("no activity named", 1200, None)) == "1,200 rows: no activity named"


def test_help_has_an_example() -> None:
    assert "reportgen inspect survey.csv --write case.yaml" in run("--help").stdout
