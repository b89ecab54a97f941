"""Numbers as people and spreadsheets write them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.survey.numbers import Numbers, read_numbers
from reportgen.survey.table import Column


def column(*texts: str) -> Column:
    distinct = tuple(dict.fromkeys(texts))
    return Column(np.array([distinct.index(text) for text in texts], dtype=np.intp), distinct)


def numbers(*texts: str) -> Numbers:
    return read_numbers(column(*texts))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25", 25), ("25%", 25), ("25 %", 25), ("0.25", 0.25), ("12,5", 12.5), ("1,250.5", 1250.5),
        ("1.250,5", 1250.5), ("1'250.5", 1250.5), ("1 250,5", 1250.5), ("1,250,000", 1_250_000),
        ("1.250.000", 1_250_000), ("007", 7), ("+5", 5), ("-5", -5), ("−5", -5), (".5", 0.5), (",5", 0.5), ("5.", 5),
        ("0,125", 0.125), ("0.125", 0.125), ("12,3456", 12.3456), ("7,5 %", 7.5), ("0.30000000000000004", 0.3),
    ],
)  # fmt: skip
def test_the_usual_spellings(text: str, value: float) -> None:
    assert numbers(text).values.tolist() == pytest.approx([value])
    assert numbers(text).findings == ()


@pytest.mark.parametrize("text", ["", "NA", "n/a", "N/A", "#N/A", "-", "–", "—", "NaN", "null"])
def test_what_means_no_answer(text: str) -> None:
    read = numbers(text, "5")
    assert math.isnan(read.values[0])
    assert read.answered.tolist() == [False, True]
    assert read.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "n/a hours",
        "about 5",
        "1E5",
        "inf",
        "1_000",
        "12 34",
        "1,2,3",
        "5 h",
        "0x10",
        "٣",
        "--5",
        "#REF!",
        "9" * 400,
        "%",
    ],
)
def test_what_is_no_number(text: str) -> None:
    read = numbers("5", text)
    ((code, finding),) = read.findings
    assert code == 1
    assert "is not a number" in finding
    assert read.values.tolist()[0] == 5


@pytest.mark.parametrize(
    "text", ["22 mai", "22. Mai", "22-May", "May-22", "5-Dec", "22.05.2020", "2020-05-22", "22/05/20", "5/12"]
)
def test_dates_that_excel_made_of_numbers_are_named_as_such(text: str) -> None:
    ((_, finding),) = numbers("5", text).findings
    assert "is a date" in finding


def test_the_column_decides_what_three_digits_behind_a_separator_are() -> None:
    """`1,250` is thousands in a column with decimal points and 1.25 in one with decimal commas."""
    assert numbers("1,250", "7.5").values.tolist() == [1250, 7.5]
    assert numbers("1,250", "7,5").values.tolist() == [1.25, 7.5]
    assert numbers("1.250", "7,5").values.tolist() == [1250, 7.5]
    assert numbers("1.250", "7.5").values.tolist() == [1.25, 7.5]
    assert numbers("1,250").values.tolist() == [1250]
    assert numbers("1.250").values.tolist() == [1.25]


def test_a_column_with_both_marks_refuses_only_what_stays_open() -> None:
    read = numbers("12,5", "12.5", "1,250")
    assert read.values[:2].tolist() == [12.5, 12.5]
    ((code, finding),) = read.findings
    assert code == 2
    assert "thousands or decimals" in finding


def test_percent_signs_are_noticed() -> None:
    assert numbers("25%", "75").percent_signs
    assert not numbers("25", "75").percent_signs


def test_a_column_is_numeric_when_half_of_its_answers_are_numbers() -> None:
    assert numbers("1", "a", "").is_numeric
    assert not numbers("1", "a", "b").is_numeric
    assert not numbers("", "NA").is_numeric


@given(st.lists(st.decimals(min_value=-10_000, max_value=10_000, places=2), min_size=1, max_size=20))
def test_written_numbers_are_read_back_with_point_or_comma(values: list[object]) -> None:
    points = [f"{value}" for value in values]
    assert numbers(*points).values.tolist() == [float(text) for text in points]
    commas = [text.replace(".", ",") for text in points]
    assert numbers(*commas).values.tolist() == [float(text) for text in points]


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_no_answer_or_a_finding(text: str) -> None:
    read = numbers(text)
    assert math.isfinite(read.values[0]) or bool(read.findings) or not read.answered[0]
