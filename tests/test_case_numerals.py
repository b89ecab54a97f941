"""Numbers and durations as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.case.numerals import LARGEST, Number, conversion, read_measure, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", 0.1),
        ("10%", 0.1),
        ("10 %", 0.1),
        ("-3.5", -3.5),
        ("−3.5", -3.5),
        (".5", 0.5),
        ("800_000", 800_000),
        ("1,250.50", 1250.5),
        ("1 250 000", 1_250_000),
        ("1\u202f250", 1250),
        ("800K", 800_000),
        ("1.2M", 1_200_000),
        ("2b", 2_000_000_000),
        ("1e6", 1_000_000),
        ("010", 10),
        ("-0", 0),
    ],
)
def test_reads_numbers_as_people_write_them(text: str, value: float) -> None:
    assert read_number(text).value == value


@pytest.mark.parametrize(
    ("text", "value", "sign"), [("$800K", 800_000, "$"), ("€1,250.50", 1250.5, "€"), ("-£5", -5, "£")]
)
def test_keeps_the_currency_sign(text: str, value: float, sign: str) -> None:
    assert read_number(text) == Number(value, currency=sign)


def test_a_quotient_is_exact() -> None:
    """1.8/4.375 of 4.375 million is 1.8 million to the last bit."""
    assert read_number("1.8/4.375").value * 4_375_000 == 1_800_000
    assert read_number("1/3").value == 1 / 3
    assert read_number("$800K/35").value == 800_000 / 35


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "%", "$", "K", "n/a", "nan", "inf", ".inf", "0x10", "1:30", "٣", "5 months", "10 percent of"),
        *("1,5", "1.250,50", "1,2345", "12,50", "1__0", "_1"),
        *("1/0", "1/2/3", "1/", "$10%", "1/$2", "2e16", "1e999", "0" * 61),
    ],
)
def test_refuses_what_is_not_clearly_a_number(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence for the user is made elsewhere
        read_number(text)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_reads_every_plain_decimal(number: object) -> None:
    """Plain, with thousands separated, and as a percentage."""
    assert read_number(f"{number}").value == float(str(number))
    assert read_number(f"{number:,}").value == float(str(number))
    assert read_number(f"{number}%").value == float(Fraction(str(number)) / 100)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    """Nothing but a finite number or a ValueError comes out, whatever goes in."""
    try:
        number = read_measure(text)
    except ValueError:
        return
    assert abs(number.value) <= LARGEST


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5 months", 5, "months"),
        ("1 month", 1, "months"),
        ("3weeks", 3, "weeks"),
        ("1/2 Year", 0.5, "years"),
        ("24", 24, ""),
    ],
)
def test_reads_durations(text: str, value: float, unit: str) -> None:
    assert read_measure(text) == Number(value, duration=unit)


@pytest.mark.parametrize("text", ["months", "5 moons", "5% weeks", "$5 weeks", "five weeks"])
def test_refuses_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_measure(text)


@pytest.mark.parametrize(
    ("before", "after", "factor"),
    [("months", "weeks", 52 / 12), ("weeks", "days", 7), ("days", "hours", 24), ("years", "months", 12)],
)
def test_durations_convert(before: str, after: str, factor: float) -> None:
    assert conversion(before, after) == factor
    assert conversion(after, before) == pytest.approx(1 / factor, rel=1e-15)


def test_five_months_to_three_weeks_is_seven_times(published_figures: dict[str, object]) -> None:
    """The chapter's own conversion of a duration."""
    exact = published_figures["case.outcome.time_to_production"].exact  # type: ignore[attr-defined]
    assert 5 * conversion("months", "weeks") / 3 == pytest.approx(exact, rel=1e-9)
