"""What is striking about a response is said, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of

from reportgen.survey.quality import ALL_EQUAL, MUCH_FASTER, ONE_ACTIVITY, SAME_ANSWERS

HEADER = "A,B,C,D,E\n"
OTHERS = "10,15,20,25,30\n12,18,21,24,25\n5,35,17,13,30\n"


def flags(folder: Path, *rows: str, header: str = HEADER) -> list[tuple[str, ...]]:
    allocation = allocation_of(folder, header + "\n".join(rows) + "\n")
    (record,) = allocation.reading
    found = [each.flags for each in allocation.responses]
    assert dict(record.flags) == {flag: sum(flag in one for one in found) for one in found for flag in one}
    assert record.counted == sum(each.counted for each in allocation.responses)
    return found


@pytest.mark.parametrize("row", ["20,20,20,20,20", "19,19,19,19,19"])
def test_all_answers_equal(tmp_path: Path, row: str) -> None:
    assert flags(tmp_path, OTHERS + row)[-1] == (ALL_EQUAL,)


@pytest.mark.parametrize("row", ["33,33,34", "33.3,33.3,33.4", "33.3,33.3,33.3"])
def test_thirds_are_equal_however_they_are_rounded(tmp_path: Path, row: str) -> None:
    assert flags(tmp_path, "10,20,70", row, header="A,B,C\n")[-1] == (ALL_EQUAL,)


@pytest.mark.parametrize(("header", "row"), [("A,B\n", "50,50"), ("A,B,C\n", "32,34,34"), (HEADER, "19,20,21,20,20")])
def test_answers_that_differ_or_are_two_are_not_all_equal(tmp_path: Path, header: str, row: str) -> None:
    assert flags(tmp_path, row, header=header) == [()]


def test_one_activity_at_100(tmp_path: Path) -> None:
    assert flags(tmp_path, OTHERS + "0,0,100,0,0", "0,0,,100,", "0,0,99,1,0")[3:] == [(ONE_ACTIVITY,)] * 2 + [()]


def test_the_same_answers_as_another_person(tmp_path: Path) -> None:
    found = flags(tmp_path, OTHERS + "7,13,40,25,15", "7,13,40,25,15", "7,13,40,15,25")
    assert found == [(), (), (), (SAME_ANSWERS,), (SAME_ANSWERS,), ()]


@pytest.mark.parametrize(
    "row", ["50,50,0,0,0", "40,40,10,10,0", "25,25,25,25,0", "50,30,20,0,0", "40,30,15,10,5", "32,30,20,15,3"]
)
def test_patterns_that_two_people_well_may_share_are_not_striking(tmp_path: Path, row: str) -> None:
    """Fewer than four different shares, or all of them in fives; the last has five that are not."""
    found = flags(tmp_path, OTHERS + row, row)
    assert found[-2:] == ([(SAME_ANSWERS,)] * 2 if row == "32,30,20,15,3" else [(), ()])


def test_the_same_answers_in_another_wave_are_no_wonder(tmp_path: Path) -> None:
    rows = ("a,before,10,20,30,40", "b,before,11,19,30,40", "a,after,10,20,30,40", "b,after,15,15,40,30")
    text = "\n".join(("respondent,wave,A,B,C,D", *rows)) + "\n"
    allocation = allocation_of(tmp_path, text)
    assert [each.flags for each in allocation.responses] == [()] * 4


def test_who_is_left_out_has_no_flag_and_makes_none(tmp_path: Path) -> None:
    assert flags(tmp_path, OTHERS + "7,13,40,25,15", "7,13,40,25,15,", "70,70,70,70,70")[3:] == [
        (SAME_ANSWERS,),
        (SAME_ANSWERS,),
        (),
    ]


def timed(folder: Path, *times: str) -> list[tuple[str, ...]]:
    """The flags of people who took so many seconds, as Qualtrics states them; their answers are not striking."""
    codes = ["StartDate", "Status", "Duration (in seconds)", "Finished", "ResponseId", "Q1_1", "Q1_2"]
    texts = [*codes[:5], "Time - A", "Time - B"]
    ids = [f'"{{""ImportId"":""{code}""}}"' for code in codes]
    rows = [f"2024-03-04 09:00:00,0,{time},1,R_{n},{40 + n},{60 - n}" for n, time in enumerate(times)]
    allocation = allocation_of(folder, "\n".join([",".join(codes), ",".join(texts), ",".join(ids), *rows]) + "\n")
    assert allocation.reading[0].source == "Qualtrics"
    return [each.flags for each in allocation.responses]


def test_much_faster_than_the_rest(tmp_path: Path) -> None:
    """The median is 300; a third of it is not yet much faster."""
    found = timed(tmp_path, "99", "100", "290", "300", "310", "900", "5000")
    assert found == [(MUCH_FASTER,), *[()] * 6]


def test_few_times_say_nothing_of_what_is_usual(tmp_path: Path) -> None:
    assert timed(tmp_path, "5", "300", "300", "300", "") == [()] * 5
    assert timed(tmp_path, "5", "300", "300", "300", "300")[0] == (MUCH_FASTER,)
