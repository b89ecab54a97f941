"""Logs that are too large to be held at once come to the same as if they were."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support.survey_files import written

from reportgen.errors import InputError
from reportgen.survey import large_texts, logs, read, records, sources
from reportgen.survey.allocation import Allocation
from reportgen.survey.instructions import Columns, Instructions, Values
from reportgen.survey.sources.source import NOT_FINISHED, SetAside, Source

HEADER = "Project,Client,Description,Task,User,Email,Start Date,Duration (h),Duration (decimal)"
ADA = "Build,ACME,,,Ada,ada@a.example,2024-03-04,01:30:00,1.50"
NOTHING_SAID = Instructions()


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of any size are taken for large ones, and read one row of nine cells or three of three at a time."""
    monkeypatch.setattr(logs, "LARGE", 0)
    monkeypatch.setattr(records, "CELLS_AT_ONCE", 9)
    monkeypatch.setattr(large_texts, "PIECE", 64)


def both_ways(path: Path, instructions: Instructions = NOTHING_SAID) -> tuple[Allocation, Allocation]:
    """The allocation of a log read in parts, and as a whole."""
    assert logs.read_if_large(path, instructions) is not None
    in_parts = read(path, instructions=instructions)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logs, "LARGE", 1 << 40)
        return in_parts, read(path, instructions=instructions)


def refusals(path: Path, instructions: Instructions = NOTHING_SAID) -> list[tuple[str, ...]]:
    """The problems of a log read in parts, and as a whole."""
    found = []
    for large in (0, 1 << 40):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(logs, "LARGE", large)
            with pytest.raises(InputError) as refusal:
                read(path, instructions=instructions)
        found.append(refusal.value.problems)
    return found


def assert_same(one: Allocation, other: Allocation) -> None:
    assert [vars(record) for record in one.reading] == [vars(record) for record in other.reading]
    assert [vars(response) for response in one.responses] == [vars(response) for response in other.responses]
    assert (one.activities, one.people, one.matched, one.role_counts) == (
        other.activities,
        other.people,
        other.matched,
        other.role_counts,
    )
    for wave, same in zip(one.waves, other.waves, strict=True):
        assert (wave.name, wave.respondents, wave.mean_share.tolist()) == (
            same.name,
            same.respondents,
            same.mean_share.tolist(),
        )
        np.testing.assert_array_equal(wave.covariance, same.covariance)


def log(folder: Path, *rows: str, header: str = HEADER, end: str = "\n", encoding: str = "utf-8") -> Path:
    content = end.join([header, *rows, ""]).encode(encoding)
    return written(folder, content)[0]


def entries(count: int, projects: Sequence[str] = ("Build", "Meet", "build", "")) -> Iterator[str]:
    """Rows of three people and a line of totals, with durations that no binary fraction holds exactly."""
    people = itertools.cycle(["Ada", "Ben", "ADA", "Cleo", ""])
    for number, person, project in zip(range(count), people, itertools.cycle(projects), strict=False):
        hours = (number * 7 % 50) / 10
        yield f'{project},ACME,"with, a comma",,{person},{person.lower()}@a.example,2024-03-04,,{hours}'
    yield "Total,,,,,,,,99"


def test_sums_and_account_are_the_same_in_parts_and_as_a_whole(tmp_path: Path) -> None:
    in_parts, whole = both_ways(log(tmp_path, *entries(100)))
    assert_same(in_parts, whole)
    (record,) = in_parts.reading
    assert (record.source, record.unit, record.rows_read) == ("Clockify", "hours", 101)
    assert record.left_out == {"a total, not a person": 1, "no respondent named": 20, "no activity named": 20}


def test_a_long_file_of_hours_with_waves_roles_and_weights(tmp_path: Path) -> None:
    rows = [
        f"{person};{wave};{role};{weight};{activity};{hours}"
        for person, role, weight in (("a", "ML", 1.5), ("b", "DS", 2), ("c", "DS", ""))
        for wave in ("before", "After")
        for activity, hours in (("X", "0,1"), ("Y", "1.250,5"), ("x", "7"), ("Z", ""))
    ]
    in_parts, whole = both_ways(log(tmp_path, *rows, header="respondent;wave;role;weight;activity;hours"))
    assert_same(in_parts, whole)
    assert in_parts.matched == 2
    assert in_parts.reading[0].left_out == {"without a weight": 8}


def test_a_mark_that_shows_late_holds_for_all_numbers(tmp_path: Path) -> None:
    """`1.250` is 1.25 as long as nothing else is known, and 1250 beside `0,5`."""
    rows = ["a;X;1.250", "a;Y;1.250", "b;X;2", "b;Y;3", "a;X;0,5", "a;Y;7"]
    in_parts, whole = both_ways(log(tmp_path, *rows, header="user;activity;hours"))
    assert_same(in_parts, whole)
    assert in_parts.before.mean_share[0] == pytest.approx((1250.5 / 2507.5 + 2 / 5) / 2)


@pytest.mark.parametrize(
    "rows",
    [
        [ADA.replace("1.50", "half")] * 3 + [ADA] * 3 + [ADA.replace("1.50", text) for text in ("half", "22 mai")],
        [ADA.replace("1.50", f"none {number}") for number in range(30)],
        [ADA.replace("1.50", text) for text in ("1.250", "1.5", "2", "7", '"1,250,5"', "1.750")],
        [ADA, ADA + ",,", ADA + ",x", ADA, ADA + ",,y"],
        [ADA + ",x", ADA],
        [ADA, '"' + ADA, ADA],
        [ADA, '"'],
        [ADA] * 5 + ["Build"] * 5 + [ADA.replace("1.50", "-9")] * 6,
        [ADA.replace("Build", f"Project {number}") for number in range(70)],
        [ADA.replace("Build,ACME", ",")] * 9,
    ],
)
def test_what_is_wrong_is_said_in_the_same_words(tmp_path: Path, rows: list[str]) -> None:
    in_parts, whole = refusals(log(tmp_path, *rows))
    assert in_parts == whole


@pytest.mark.parametrize(
    "rows",
    [
        [ADA, "", ADA, "   ", ",,,,,,,,", ADA, ""],
        [ADA, ADA + ",,,", ADA + ",", ADA],
        [ADA + ",", ADA],
        [ADA, "Build,ACME,,,Ada", ADA.replace("Build", "Meet"), "Meet"],
        [ADA, '"Build",ACME,"two\n\nlines",,Ada,,,,2', ADA],
        ['\0"Build, too"' + ADA.removeprefix("Build"), ADA.replace("Ada", "A\0da"), ADA.replace("Ada", " Ada\xa0")],
        [ADA, *[ADA.replace("Build", "café")] * 20],
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_that_are_out_of_shape_are_treated_the_same(tmp_path: Path, rows: list[str], end: str) -> None:
    assert_same(*both_ways(log(tmp_path, *rows, end=end)))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_the_encoding_is_that_of_the_whole_file(tmp_path: Path, encoding: str) -> None:
    """The first sign beyond ASCII stands far behind the first parts."""
    path = log(tmp_path, *[ADA] * 20, ADA.replace("Build", "Café"), encoding=encoding)
    if encoding == "utf-16-be":
        path.write_bytes(b"\xfe\xff" + path.read_bytes())
    in_parts, whole = both_ways(path)
    assert_same(in_parts, whole)
    assert in_parts.activities == ("Build", "Café")


@pytest.mark.parametrize("asked", ["latin-1", "utf-8", "cp1252"])
def test_an_encoding_that_is_asked_for_is_used(tmp_path: Path, asked: str) -> None:
    path = log(tmp_path, *[ADA] * 20, ADA.replace("Build", "Caf\x81é"), encoding="latin-1")
    assert_same(*both_ways(path, Instructions(encoding=asked)))


def test_bytes_that_do_not_fit_a_mark_are_said(tmp_path: Path) -> None:
    """The byte order mark says UTF-8, whatever a single byte far behind it is."""
    path = log(tmp_path, *[ADA] * 20, ADA.replace("Build", "Caf?"), encoding="utf-8-sig")
    path.write_bytes(path.read_bytes().replace(b"Caf?", b"Caf\xe9"))
    in_parts, whole = both_ways(path)
    assert_same(in_parts, whole)
    assert "is not wholly utf-8" in in_parts.warnings[0]


def test_a_total_in_a_first_column_that_is_used_for_nothing_else(tmp_path: Path) -> None:
    in_parts, whole = both_ways(log(tmp_path, "1 March,a,X,3", "Total,a,X,3", header="day,user,task,hours"))
    assert_same(in_parts, whole)
    assert in_parts.reading[0].left_out == {"a total, not a person": 1}


def test_entries_that_a_source_sets_aside_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running = SetAside("state", NOT_FINISHED, lambda text: text == "running")
    clock = Source("Clock", lambda records: records[0][0] == "state", set_aside=[running])
    monkeypatch.setattr(sources, "SOURCES", (clock,))
    rows = ["done,a,X,3", "running,a,X,1", "done,a,Y,1", "running,b,Y,2"]
    in_parts, whole = both_ways(log(tmp_path, *rows * 3, header="state,user,task,hours"))
    assert_same(in_parts, whole)
    assert in_parts.reading[0].left_out == {"not finished": 6}
    in_parts_of_none, whole_of_none = refusals(log(tmp_path, rows[1], rows[3], header="state,user,task,hours"))
    assert in_parts_of_none == whole_of_none


def test_projects_are_put_together_as_the_case_file_says(tmp_path: Path) -> None:
    columns = Columns(activities={"Project 1": "Run", "Project 2": "Run", "Project 3": "Change"}, wave="Task")
    values = Values(wave={"Jan": "before", "Feb": "before", "Mar": "after"})
    rows = [
        f"Project {number % 5},,,{month},{person},,,,{number % 7}"
        for number, (month, person) in enumerate(itertools.product(("Jan", "Feb", "Mar"), ("Ada", "Ben") * 5))
    ]
    in_parts, whole = both_ways(log(tmp_path, *rows), Instructions(columns=columns, values=values))
    assert_same(in_parts, whole)
    assert [wave.name for wave in in_parts.waves] == ["before", "after"]


def test_a_column_that_says_before_and_after_late_is_a_wave(tmp_path: Path) -> None:
    """Only the whole file tells, so it is read as a whole."""
    rows = [ADA, ADA.replace("Build", "Meet")]
    path = log(tmp_path, *(row.replace("ACME", word) for word in ("before", "after") for row in rows * 5))
    assert logs.read_if_large(path, NOTHING_SAID) is None
    assert [wave.name for wave in read(path).waves] == ["before", "after"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("respondent,A,B", "a,40,60"),
        ("respondent,activity,share", "a,X,100"),
        ("user,year,activity,hours", "a,2023,X,8"),
        ("activity,before,after", "X,100,100"),
    ],
)
def test_what_is_no_log_of_time_is_not_summed_up(tmp_path: Path, header: str, row: str) -> None:
    assert logs.read_if_large(log(tmp_path, row, header=header), NOTHING_SAID) is None


def test_small_files_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = log(tmp_path, ADA)
    monkeypatch.setattr(logs, "LARGE", path.stat().st_size + 1)
    assert logs.read_if_large(path, NOTHING_SAID) is None


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    in_parts, whole = refusals(log(tmp_path))
    assert in_parts == whole


TOKENS = (
    *(
        b"Ada",
        b"X",
        b"Y",
        b"Total",
        b"1",
        b"2,5",
        b"1.250",
        b"1:30",
        b"25%",
        b"-",
        b'"',
        b'""',
        b",",
        b",",
        b";",
        b"\n",
    ),
    *(b"\r\n", b"\r", b"\0", b"\xff", b"\xc3\xa9", b" ", b"\xa0", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\x1a"),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([b"", b"Ada,X,1\nBen,Y,2\n"]), st.lists(st.sampled_from(TOKENS), max_size=50))
@example(b"", [b'"'])
@example(b"", [b"\xef\xbb\xbf", b'""'])
def test_any_bytes_below_the_header_come_to_the_same(tmp_path: Path, begin: bytes, rest: list[bytes]) -> None:
    path = written(tmp_path, b"user,task,hours\n" + begin + b"".join(rest))[0]
    try:
        whole = None
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(logs, "LARGE", 1 << 40)
            whole = read(path)
        assert_same(read(path), whole)
    except InputError:
        assert whole is None
        in_parts, as_a_whole = refusals(path)
        assert in_parts == as_a_whole


people = st.sampled_from(["Ada", "ada", "Ben", "Cleo ", "Total", ""])
projects = st.sampled_from(["Build", "BUILD", "Meet, weekly", 'the "big" one', "Total", ""])
moments = st.sampled_from(["Q1 2024", "q1 2024", "Q2 2024", ""])
durations = st.one_of(
    st.decimals(min_value=0, max_value=99, places=2).map(str),
    st.integers(0, 90_000).map(lambda seconds: f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"),
    st.sampled_from(["", "-", "1h 30m", "7,5", "0"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(people, moments, projects, durations), min_size=1, max_size=40))
def test_any_log_is_counted_row_by_row_and_the_same_both_ways(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    """Read = counted + left out, and the shares of a counted person add up to 1."""
    text = io.StringIO()
    csv.writer(text).writerows([("user", "period", "task", "hours"), *rows])
    path = written(tmp_path, text.getvalue())[0]
    try:
        in_parts, whole = both_ways(path)
    except InputError:
        one, other = refusals(path)
        assert one == other
        return
    assert_same(in_parts, whole)
    (record,) = in_parts.reading
    assert record.rows_read == len(rows) == record.counted + sum(record.left_out.values())
    for response in in_parts.responses:
        assert not response.counted or sum(response.shares) == pytest.approx(1)
