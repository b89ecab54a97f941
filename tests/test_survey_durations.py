"""Spans of time as trackers write them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.survey.durations import hours_in, read_amounts
from reportgen.survey.numbers import Numbers
from reportgen.survey.table import Column


def amounts(*texts: str, of_time: bool = False) -> Numbers:
    distinct = tuple(dict.fromkeys(texts))
    codes = np.array([distinct.index(text) for text in texts], dtype=np.intp)
    return read_amounts(Column(codes, distinct), of_time=of_time)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1:30:00", 1.5), ("01:30", 1.5), ("0:00:36", 0.01), ("125:15:00", 125.25), ("-0:30:00", -0.5),
        ("1h 30m", 1.5), ("1h30", 1.5), ("1 h 30 min", 1.5), ("7,5 h", 7.5), ("7.5h", 7.5), ("7.5 hours", 7.5),
        ("90 min", 1.5), ("36s", 0.01), ("1h 2m 24s", 1.04), ("2 Std. 15 Min.", 2.25), ("1 hr, 45 mins", 1.75),
        ("1 Stunde 30 Minuten", 1.5), ("0,125 h", 0.125),
    ],
)  # fmt: skip
def test_the_usual_spellings_are_hours(text: str, hours: float) -> None:
    assert hours_in([text]).tolist() == pytest.approx([hours])
    read = amounts(text)
    assert (read.values.tolist(), read.findings, read.spans) == (pytest.approx([hours]), (), True)


@pytest.mark.parametrize(
    "text", ["1:60", "1:30:75", "1:", ":30", "h", "1h h", "1 m 2 h", "1,250 h", "12:30 PM", "1d 2h"]
)
def test_what_is_no_span_of_time(text: str) -> None:
    assert np.isnan(hours_in([text])).all()
    ((code, finding),) = amounts("1:30", text).findings
    assert code == 1
    assert "is not a number" in finding


def test_plain_numbers_beside_spans_are_hours_too() -> None:
    read = amounts("1:30", "2,25", "", "0:45")
    assert read.values[[0, 1, 3]].tolist() == [1.5, 2.25, 0.75]
    assert read.answered.tolist() == [True, True, False, True]


def test_a_span_among_percentages_is_no_number() -> None:
    """One `1:30` does not turn a survey into hours, but in a column of hours it is one."""
    assert [code for code, _ in amounts("20", "30", "50", "1:30").findings] == [3]
    read = amounts("20", "30", "50", "1:30", of_time=True)
    assert (read.values.tolist(), read.spans) == ([20, 30, 50, 1.5], True)


def test_a_column_without_spans_is_read_as_ever() -> None:
    read = amounts("20", "30,5", of_time=True)
    assert (read.values.tolist(), read.spans) == ([20, 30.5], False)


def test_other_parts_of_a_column_tell_its_decimal_mark() -> None:
    column = Column(np.array([0]), ("1.250",))
    assert read_amounts(column, of_time=True).values.tolist() == [1.25]
    assert read_amounts(column, of_time=True, marks=frozenset(",")).values.tolist() == [1250]


@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=20))
def test_seconds_written_as_clock_times_are_read_back(seconds: list[int]) -> None:
    """The quick way for columns of nothing else and the way for mixed ones agree to the last digit."""
    texts = [f"{one // 3600}:{one // 60 % 60:02}:{one % 60:02}" for one in seconds]
    assert hours_in(texts).tolist() == [one / 3600 for one in seconds]
    assert hours_in([*texts, "none"]).tolist()[:-1] == [one / 3600 for one in seconds]


@given(st.text(st.sampled_from("0123456789:.,hms +-"), max_size=12))
def test_any_text_is_a_finite_number_no_answer_or_a_finding(text: str) -> None:
    read = amounts(text, of_time=True)
    assert math.isfinite(read.values[0]) or bool(read.findings) or not read.answered[0]
