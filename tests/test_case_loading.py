"""Reading a case file: what it states, and one sentence with its line for everything that cannot be used."""

from __future__ import annotations

import datetime
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.case import load, read
from reportgen.case.case import Assumption
from reportgen.case.case_file import CaseFile
from reportgen.case.schema import SCHEMA
from reportgen.case.settings import Named, Section
from reportgen.errors import InputError
from reportgen.survey.instructions import Columns, Instructions, Values

EXAMPLE = Path(__file__).resolve().parents[1] / "inputs" / "insurance" / "case.yaml"


def _load(folder: Path, content: str | bytes) -> CaseFile:
    path = folder / "case.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load(path)


def _problems(folder: Path, content: str | bytes) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        _load(folder, content)
    return caught.value.problems


def test_without_a_file_nothing_is_stated() -> None:
    assert load(None) == CaseFile()


@pytest.mark.parametrize("content", ["", "# only a comment\n", "---\n", "company:\nbenefits:\n  retention:\n"])
def test_what_is_empty_is_as_if_it_were_not_there(tmp_path: Path, content: str) -> None:
    case_file = _load(tmp_path, content)
    assert not case_file.content.get("company")
    assert case_file.entry("benefits", "retention") is None


def test_keeps_name_and_hash_of_the_file(tmp_path: Path) -> None:
    case_file = _load(tmp_path, "name: x\n")
    assert (case_file.file, case_file.sha256) == ("case.yaml", hashlib.sha256(b"name: x\n").hexdigest())


def test_a_plain_figure_is_assumed_and_the_file_is_its_source(tmp_path: Path) -> None:
    case_file = _load(tmp_path, "assumptions: {discount_rate: 8%}")
    assert case_file.figure("assumptions", "discount_rate") == Assumption(0.08, "assumed", "case.yaml")


@pytest.mark.parametrize("source", ["''", "'  '"])
def test_where_the_source_is_empty_the_file_is_the_source(tmp_path: Path, source: str) -> None:
    case_file = _load(tmp_path, f"assumptions: {{discount_rate: {{value: 8%, source: {source}}}}}")
    assert case_file.figure("assumptions", "discount_rate") == Assumption(0.08, "assumed", "case.yaml")


def test_a_figure_in_full_keeps_all_that_it_states(tmp_path: Path) -> None:
    case_file = _load(
        tmp_path,
        "assumptions:\n  realisation: {value: 40%, low: 20%, high: 60%, conservative: 10%, optimistic: 0.7,\n"
        "    kind: measured, source: 'finance, March', note: checked}\n",
    )
    assert case_file.figure("assumptions", "realisation") == Assumption(
        0.4, "measured", "finance, March", 0.2, 0.6, 0.1, 0.7, "checked"
    )


def test_an_empty_part_of_a_figure_is_left_out(tmp_path: Path) -> None:
    case_file = _load(tmp_path, "assumptions: {realisation: {value: 40%, low: , kind: }, overlap: {value: }}")
    assert case_file.figure("assumptions", "realisation") == Assumption(0.4, "assumed", "case.yaml")
    assert case_file.figure("assumptions", "overlap") is None


def test_names_are_text_whatever_yaml_makes_of_them(tmp_path: Path) -> None:
    """`no` and 007 are a false and a 7 elsewhere in YAML."""
    case_file = _load(tmp_path, "team:\n  no: {headcount: 1}\n  007: {headcount: 2}\n  '=1+1': {headcount: 3}\n")
    assert tuple(case_file.section("team")) == ("no", "007", "=1+1")


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert _load(tmp_path, b"\xef\xbb\xbfname: x\n").text("name") == "x"


def test_dates_whole_numbers_lists_and_words(tmp_path: Path) -> None:
    case_file = _load(
        tmp_path,
        "company: {date: 2026-10-01, currency: EUR}\nassumptions: {horizon: 5, adoption: [50%, 90%]}\n"
        "investment: {Platform: {amount: €1M, addresses: Deployment}}\n",
    )
    date, horizon = case_file.entry("company", "date"), case_file.entry("assumptions", "horizon")
    assert date is not None
    assert date.value == datetime.date(2026, 10, 1)
    assert horizon is not None
    assert horizon.value == 5
    assert [each.value for each in case_file.figures("assumptions", "adoption")] == [0.5, 0.9]
    assert case_file.texts("investment", "Platform", "addresses") == ("Deployment",)


def test_says_which_waves_and_columns_to_read(tmp_path: Path) -> None:
    case_file = _load(
        tmp_path,
        "\nsurvey:\n  waves: {before: spring, after: autumn}\n"
        "  columns: {activities: {Q3_1: Coding, Q3_2: }, respondent: ID, wave: When, role: Job, team: Unit,\n"
        "            weight: W, stratum: Site, cluster: Manager, activity: Task, share: Hours}\n"
        "  values: {wave: {2024: before}, role: {DS: Data scientist}, team: {N: North}}\n"
        "  missing_share_to: Other\n  smallest_group: 8\n",
    )
    assert case_file.instructions == Instructions(
        columns=Columns({"Q3_1": "Coding", "Q3_2": "Q3_2"}, "ID", "When", "Job", "Unit", "W", "Site", "Manager",
                        "Task", "Hours"),
        values=Values({"2024": "before"}, {"DS": "Data scientist"}, {"N": "North"}),
        waves=("spring", "autumn"),
        missing_share_to="Other",
        smallest_group=8,
        place="case.yaml, line 3, 'survey'",
    )  # fmt: skip
    assert CaseFile().instructions == Instructions()


def test_activities_in_a_list_keep_their_headers_as_names(tmp_path: Path) -> None:
    case_file = _load(tmp_path, "survey: {columns: {activities: [A, 'B: b']}}")
    assert case_file.instructions.columns.activities == {"A": "A", "B: b": "B: b"}


def test_weights_by_headcount_come_from_the_team(tmp_path: Path) -> None:
    team = "team: {Engineer: {headcount: 12}, Analyst: {headcount: {value: 3, low: 2}}}\n"
    assert _load(tmp_path, team + "survey: {weights: headcount}").instructions.headcounts == {
        "Engineer": 12,
        "Analyst": 3,
    }
    assert _load(tmp_path, team + "survey: {smallest_group: 3}").instructions.headcounts is None


@pytest.mark.parametrize("team", ["", "team: {Engineer: {headcount: 12}, Analyst: {}}\n"])
def test_headcounts_that_are_not_all_stated_are_one_problem(tmp_path: Path, team: str) -> None:
    """The survey does not object again to each role that answered."""
    path = tmp_path / "case.yaml"
    path.write_text(team + "survey: {weights: headcount}\n")
    case_file = read(path)
    assert len(case_file.problems) == 1
    assert case_file.instructions.headcounts is None


def test_a_finite_population_is_yes_or_no_however_it_is_written(tmp_path: Path) -> None:
    stated = [_load(tmp_path, f"survey: {{finite_population: {word}}}") for word in ("yes", "True", "no", "off")]
    assert [each.text("survey", "finite_population") for each in stated] == ["yes", "yes", "no", "no"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("compny: {}", "line 1: 'compny' is not known at the top level; did you mean 'company'?"),
        ("\nrealisation: 40%", "line 2: 'realisation' is not known at the top level; it belongs under 'assumptions'."),
        (
            "company: {vat: 1}",
            "line 1: 'vat' is not known in 'company'; known are 'name', 'industry', 'challenge', 'currency', 'locale', "
            "'prepared_by', 'prepared_for', 'date'.",
        ),
        ("name: a\ntitle: b\nname: c", "line 3: 'name' stands here and in line 1; keep one."),
        ("assumptions:\n  discount_rate: 10 percent of",
         "line 2, 'discount_rate': '10 percent of' is not a number; write 10% or 0.1."),
        ("assumptions: {discount_rate: 10}", "line 1, 'discount_rate': '10' is more than 100 %; write 10%."),
        ("assumptions: {discount_rate: 150%}", "line 1, 'discount_rate': '150%' is too high; write at most 100 %."),
        ("assumptions: {discount_rate: -1%}", "line 1, 'discount_rate': '-1%' is too low; write at least 0 %."),
        ("assumptions: {discount_rate: $1}",
         "line 1, 'discount_rate': '$1' is an amount of money, but money is not asked for here; write 10% or 0.1."),
        ("investment: {Platform: {amount: -5K}}", "line 1, 'amount': '-5K' is too low; write at least 0."),
        ("investment: {Platform: {amount: 5%}}",
         "line 1, 'amount': '5%' is a percentage, but this is no share; write 800_000, 800K or $800K."),
        ("investment: {Platform: {amount: €5}}",
         "line 1, 'amount': '€' is not the sign of USD, the currency of the case; leave the sign out or state "
         "'currency' under 'company'."),
        ("team: {Engineer: {headcount: many}}",
         "line 1, 'headcount': 'many' is not a number; write a plain number such as 12 or 2_080."),
        ("assumptions: {realisation: {low: 20%}}",
         "line 1, 'realisation': 'value' is missing; add it, as in {value: …, low: …, high: …}."),
        ("assumptions: {realisation: {value: 40%, low: 50%}}",
         "line 1, 'realisation': 'low' is above 'value'; a range holds its value."),
        ("assumptions: {realisation: {value: 40%, high: 30%}}",
         "line 1, 'realisation': 'high' is below 'value'; a range holds its value."),
        ("assumptions: {realisation: {value: 10%, low: 20%, high: 5%}}",
         "line 1, 'realisation': 'low' is above 'value' and 'high' is below 'value'; a range holds its value."),
        ("investment: {Platform: {amount: 1e308}}",
         "line 1, 'amount': '1e308' is larger than 1,000,000,000,000,000, above or below 0; write a smaller number."),
        ("assumptions: {realisation: {value: 40%, high: 600%}}",
         "line 1, 'realisation.high': '600%' is too high; write at most 100 %."),
        ("assumptions: {realisation: {value: 40%, kind: measurd}}",
         "line 1, 'realisation.kind': 'measurd' is not known; did you mean 'measured'?"),
        ("assumptions: {realisation: {value: 40%, sauce: x}}",
         "line 1: 'sauce' is not known in 'realisation'; did you mean 'source'?"),
        ("assumptions: {realisation: [40%]}",
         "line 1, 'realisation': is a list, but a single value is expected; write it on the line of its name."),
        ("assumptions: {horizon: 11}", "line 1, 'horizon': '11' is no whole number from 1 to 10; write one."),
        ("assumptions: {horizon: 2.5}", "line 1, 'horizon': '2.5' is no whole number from 1 to 10; write one."),
        ("survey: {activities: {Meetings: overheads}}",
         "line 1, 'Meetings': 'overheads' is not known; did you mean 'overhead'?"),
        ("survey: {activities: {Meetings: fun}}",
         "line 1, 'Meetings': 'fun' is not known; known are 'value', 'friction', 'overhead'."),
        ("survey: {activities: [Meetings]}",
         "line 1, 'activities': is a list, but a section is expected; write settings as 'name: value', indented "
         "under it."),
        ("survey: {waves: {before: spring}}",
         "line 1, 'waves': one wave is named; name both 'before' and 'after'."),
        ("survey:\n  columns: [Meetings, Coding]",
         "line 2, 'columns': is a list; write it under 'activities', as in {activities: [first, second]}."),
        ("survey: {columns: {respondant: ID}}",
         "line 1: 'respondant' is not known in 'columns'; did you mean 'respondent'?"),
        ("survey: {columns: {activities: {Q1: [a]}}}",
         "line 1, 'activities.Q1': is a list, but a single value is expected; write it on the line of its name."),
        ("survey: {columns: {activities: {Q1: a, Q1: b}}}",
         "line 1: 'Q1' stands here and in line 1; keep one."),
        ("survey: {values: {wafe: {a: b}}}", "line 1: 'wafe' is not known in 'values'; did you mean 'wave'?"),
        ("survey: {smallest_group: 2}", "line 1, 'smallest_group': '2' is no whole number from 3 to 1000; write one."),
        ("survey: {finite_population: perhaps}",
         "line 1, 'finite_population': 'perhaps' is neither yes nor no; write one of them."),
        ("survey: {weights: column}", "line 1, 'weights': 'column' is not known; known are 'headcount'."),
        ("survey: {weights: headcount}",
         "line 1, 'weights': no role is stated under 'team'; state each with its headcount, or leave 'weights' out."),
        ("survey: {weights: headcount}\nteam: {Engineer: {headcount: 3}, Analyst: {}}",
         "line 1, 'weights': no headcount is stated for 'Analyst' under 'team'; state it."),
        ("company: Acme",
         "line 1, 'company': is a single value, but a section is expected; write settings as 'name: value', "
         "indented under it."),
        ("company: {currency: dollars}",
         "line 1, 'currency': 'dollars' is no currency code; write three capital letters such as USD or EUR."),
        ("company: {date: 1 October}",
         "line 1, 'date': '1 October' is not a date; write year, month and day as in 2026-10-01."),
        ("company: {date: 2026-02-30}",
         "line 1, 'date': '2026-02-30' is not a date; write year, month and day as in 2026-10-01."),
        ('company: {name: "a\\0b"}', "line 1, 'name': holds a control character; remove it."),
        ('company: {name: "\\uD800"}', "line 1, 'name': holds a control character; remove it."),
        (f"title: {'x' * 2001}", "line 1, 'title': has 2,001 characters; write at most 2,000."),
        ("outcomes: {Time: {before: soon, after: 1}}",
         "line 1, 'before': 'soon' is not a number or a duration; write 24, 4.5, 40% or 5 months."),
        ("outcomes: {Time: {before: {value: 5 months, low: 4}, after: 1 week}}",
         "line 1, 'before': its numbers are in different units; write all of them in the same one."),
        ("company: {locale: Bavarian}",
         "line 1, 'locale': 'Bavarian' is no locale; write a language and a country, as in en_US or de_DE."),
        ("company: {locale: ar-EG}",
         "line 1, 'locale': 'ar_EG' is written from right to left, which is not supported; choose another."),
        ("outcomes: {Time: {before: 1, after: 2, rise_is_gain: perhaps}}",
         "line 1, 'rise_is_gain': 'perhaps' is neither true nor false; write true or false."),
        ("scenarios: {conservative: {adoption: [5%, x]}}",
         "line 1, 'adoption': 'x' is not a number; write 10% or 0.1."),
        ("scenarios: {conservative: {realization: 20%}}",
         "line 1: 'realization' is not known in 'conservative'; did you mean 'realisation'?"),
    ],
)  # fmt: skip
def test_each_mistake_is_one_sentence_with_line_finding_and_remedy(tmp_path: Path, content: str, problem: str) -> None:
    assert _problems(tmp_path, content) == (f"case.yaml, {problem}",)


def test_the_sign_of_another_dollar_is_accepted(tmp_path: Path) -> None:
    case_file = _load(tmp_path, "company: {currency: CAD}\ninvestment: {Platform: {amount: $5}}")
    assert case_file.figure("investment", "Platform", "amount") == Assumption(5, "assumed", "case.yaml")


def test_all_problems_of_a_file_are_reported_together(tmp_path: Path) -> None:
    problems = _problems(
        tmp_path, "nme: x\ncompany: Acme\nassumptions:\n  horizon: 0\n  discount_rate: 10\n  adoption: [a, 50%, b]\n"
    )
    assert [problem.split(":")[0] for problem in problems] == [
        "case.yaml, line 1",
        "case.yaml, line 2, 'company'",
        "case.yaml, line 4, 'horizon'",
        "case.yaml, line 5, 'discount_rate'",
        "case.yaml, line 6, 'adoption'",
        "case.yaml, line 6, 'adoption'",
    ]


@pytest.mark.parametrize(
    ("content", "place", "finding"),
    [
        ("a: b\nc: d: e\n", "case.yaml, line 2", "mapping values are not allowed here"),
        ("a:\n\t- b\n", "case.yaml, line 2", "found character '\\t'"),
        ("a: [b\n", "case.yaml, line 2", "expected ',' or ']'"),
        ("a: 1\n---\nb: 2\n", "case.yaml, line 2", "another document"),
        ("name: x\ntitle: a\x00b\n", "case.yaml, line 2", "a control character"),
        ("[" * 5000, "case.yaml", "nested too deeply"),
        ('"\\UFFFFFFFF"', "case.yaml", "an escape that is no character"),
        ("a: *b\n", "case.yaml, line 1", "undefined alias"),
    ],
)
def test_broken_yaml_is_one_sentence_with_its_line(tmp_path: Path, content: str, place: str, finding: str) -> None:
    (problem,) = _problems(tmp_path, content)
    assert problem.startswith(f"{place}: this cannot be read as YAML (")
    assert finding in problem
    assert "\n" not in problem


@pytest.mark.parametrize("content", ["- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_section_is_refused(tmp_path: Path, content: str) -> None:
    (problem,) = _problems(tmp_path, content)
    assert "but a section is expected" in problem


def test_a_recursive_alias_ends(tmp_path: Path) -> None:
    assert _problems(tmp_path, "team: &team\n  Engineer: *team\n")


@pytest.mark.parametrize(("content", "line"), [(b"name: caf\xe9\n", 1), (b"name: x\ntitle: \xff\n", 2)])
def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    (problem,) = _problems(tmp_path, content)
    assert problem == f"case.yaml, line {line}: the file is not UTF-8 text; save it as UTF-8."


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no such file; check the path"):
        load(tmp_path / "case.yaml")
    with pytest.raises(InputError, match=r"this is a folder; name a case file \(--case FILE\), or leave --case out"):
        load(tmp_path)
    with pytest.raises(InputError, match=r"cannot be read"):
        load(Path("a\0b"))


def test_reading_does_not_import_yaml_before_it_is_needed() -> None:
    """`reportgen --help` must not wait for libraries."""
    program = "import sys, reportgen.case; sys.exit(bool({'yaml', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@given(st.binary(max_size=200))
def test_no_bytes_make_a_traceback(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    _never_a_traceback(tmp_path_factory, content)


@given(st.data())
def test_no_change_of_the_example_makes_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """The example with a stretch of it replaced by characters that mean something in YAML."""
    example = EXAMPLE.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(example)))
    end = data.draw(st.integers(start, min(len(example), start + 80)))
    replacement = data.draw(st.text(st.sampled_from(" \n\t-:{}[],&*!|>'\"%@`#?~ab1\0é"), max_size=20))
    _never_a_traceback(tmp_path_factory, (example[:start] + replacement + example[end:]).encode())


def _never_a_traceback(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "case.yaml"
    path.write_bytes(content)
    problems: tuple[str, ...] = ()
    try:
        load(path)
    except InputError as error:
        problems = error.problems
    assert all(problem.startswith("case.yaml") and problem.endswith((".", "?")) for problem in problems)


def test_the_examples_mention_every_setting() -> None:
    """What can be stated is taught: each name of the schema stands in one of the commented examples."""
    levers = EXAMPLE.parents[1] / "benchmark-team" / "case.yaml"
    example = EXAMPLE.read_text(encoding="utf-8") + levers.read_text(encoding="utf-8")
    assert [name for name in _names(SCHEMA) if f"{name}:" not in example and name not in example] == []


def _names(section: Section | Named) -> set[str]:
    if isinstance(section, Named):
        return _names(section.item) if isinstance(section.item, (Section, Named)) else set()
    below = (_names(node) for name, node in section.keys.items()
             if isinstance(node, (Section, Named)) and name != "scenarios")  # fmt: skip
    return set(section.keys).union(*below)
