"""How figures are shown; expected texts are written by hand after the document's rules."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from reportgen.case.inputs import Unit
from reportgen.document.figures import Style, decimals_needed, rounded_shares, show
from reportgen.notation import UnknownLocaleError, locale_name, notation

US = notation("USD")

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def plain(shown: str) -> str:
    """With ordinary spaces, which are easier to write in a test."""
    return shown.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1_800_000, "money", "$1,800,000"),
        (-840_500, "money", "−$840,500"),
        (92, "money", "$92"),
        (120.19, "money/hour", "$120.19 an hour"),
        (250_000, "money/year", "$250,000 a year"),
        (1e15, "money", "$1,000,000,000,000,000"),
        (-0.001, "money", "$0"),
        (0.39, "share", "39%"),
        (0.4114, "share", "41.1%"),
        (7.25, "share", "725%"),
        (0.0002, "share", "0.02%"),
        (1e-12, "share", "0%"),
        (0.5, "points", "+50 pts"),
        (-0.17, "points", "−17 pts"),
        (0.01, "points", "+1 pt"),
        (0, "points", "0 pts"),
        (16 / 11, "months", "1.5 months"),
        (15, "months", "15 months"),
        (1, "months", "1 month"),
        (3, "multiple", "3×"),
        (7.2, "multiple", "7.2×"),
        (18_842, "hours/year", "18,842 hours a year"),
        (2_080, "hours", "2,080 hours"),
        (1, "days", "1 day"),
        (7.6, "weeks", "7.6 weeks"),
        (0.885, "auc", "0.885"),
        (35, "people", "35 people"),
        (1, "people", "1 person"),
        (4.86, "number", "4.9"),
        (1 / 1.1, "factor", "0.9091"),
        (1, "flag", "yes"),
        (0, "flag", "no"),
        (3, "year", "Year 3"),
        (4.25, "auto", "4.25"),
    ],
)
def test_a_sentence_shows_the_figure_with_its_unit(value: float, unit: Unit, expected: str) -> None:
    assert plain(show(value, unit, US)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "$0"),
        (950, "$950"),
        (1_450, "$1.45K"),
        (800_000, "$800K"),
        (999_400, "$999K"),
        (999_600, "$1.00M"),
        (1_800_000, "$1.80M"),
        (-1_458_814, "−$1.46M"),
        (12_345_678, "$12.3M"),
        (999_999_999, "$1.00B"),
        (2.5e12, "$2.50T"),
        (-1e15, "−$1,000T"),
    ],
)
def test_short_money_has_three_digits_and_the_magnitude(value: float, expected: str) -> None:
    assert show(value, "money", US, style="short") == expected


def test_money_on_an_axis_has_no_trailing_zeros() -> None:
    ticks = [show(value, "money", US, style="axis") for value in (0, 500_000, 1e6, 1.5e6, -2e6)]
    assert ticks == ["$0", "$500K", "$1M", "$1.5M", "−$2M"]


def test_a_table_has_parentheses_for_negative_money_and_no_words() -> None:
    assert show(-840_500, "money/year", US, style="table") == "($840,500)"
    assert show(25_480, "hours/year", US, style="table") == "25,480"
    assert show(-0.17, "points", US, style="table") == "−17"
    assert show(-0.17, "share", US, style="table") == "−17%"


def test_all_figures_of_a_column_can_have_the_same_decimals() -> None:
    assert [show(value, "share", US, decimals=1) for value in (0.1, 0.1734)] == ["10.0%", "17.3%"]
    assert decimals_needed([0.1, 0.2, None], "share") == 0
    assert decimals_needed([0.1, 0.1734], "share") == 1
    assert decimals_needed([0.1, 0.20000001], "share") == 0
    assert decimals_needed([4, 4.25], "number", most=2) == 2


def test_half_is_rounded_away_from_zero_as_spreadsheets_do() -> None:
    """0.285 is a little less than that in binary, and 2.5 would go to the even 2 in Python."""
    assert show(0.285, "share", US, decimals=0) == "29%"
    assert show(2.5, "number", US, decimals=0) == "3"
    assert show(-2.5, "number", US, decimals=0) == "−3"


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_a_figure_that_does_not_exist_is_shown_in_words(value: float | None) -> None:
    assert show(value, "months", US, absent="not within 3 years") == "not within 3 years"
    assert show(value, "money", US) == "not available"


def test_a_sign_is_shown_on_demand_but_never_for_what_is_shown_as_zero() -> None:
    assert show(439_000, "money", US, style="short", signed=True) == "+$439K"
    assert show(0, "money", US, signed=True) == "$0"
    assert show(-1e-9, "share", US, signed=True) == "0%"


def test_a_currency_without_a_common_symbol_has_its_code() -> None:
    assert show(-1_460_000, "money", notation("EUR"), style="short") == "−€1.46M"
    assert show(1_800_000, "money", notation("CHF")) == "CHF\u00a01,800,000"


@given(FINITE, st.sampled_from(["share", "points", "money", "months", "multiple", "factor", "number", "auto"]),
       st.sampled_from(["text", "short", "axis", "table"]))  # fmt: skip
def test_any_finite_figure_is_shown_with_digits(value: float, unit: Unit, style: str) -> None:
    shown = show(value, unit, US, style=style)
    assert re.search(r"\d", shown)
    assert not re.search(r"nan|inf|e[+-]?\d", shown.lower())


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_full_money_is_within_half_a_unit_of_what_it_shows(value: float) -> None:
    shown = show(value, "money", US, decimals=0)
    read = Fraction(shown.replace("−", "-").replace("$", "").replace(",", ""))
    assert abs(read - Fraction(value)) <= Fraction(1, 2) + abs(Fraction(value)) * Fraction(1, 10**14)


def test_shares_are_rounded_so_that_they_add_up_to_100() -> None:
    assert rounded_shares([1 / 3, 1 / 3, 1 / 3]) == (0.34, 0.33, 0.33)
    assert rounded_shares([0.105, 0.105, 0.79]) == (0.11, 0.10, 0.79)
    assert rounded_shares([0.1254, 0.3333, 0.5413], decimals=1) == (0.126, 0.333, 0.541)


@given(st.lists(st.floats(min_value=0.001, max_value=1), min_size=1, max_size=40), st.integers(0, 2))
def test_rounded_shares_always_add_up(parts: list[float], decimals: int) -> None:
    shares = [part / sum(parts) for part in parts]
    rounded = rounded_shares(shares, decimals)
    step = 10.0 ** (-decimals - 2)
    assert sum(round(share / step) for share in rounded) == round(1 / step)
    assert all(abs(new - old) <= step * (1 + 1e-9) for new, old in zip(rounded, shares, strict=True))


@pytest.mark.parametrize(
    ("value", "unit", "style", "currency", "locale", "expected"),
    [
        (1_234_567, "money", "text", "EUR", "de_DE", "1.234.567 €"),
        (1_234.5, "money/hour", "text", "EUR", "de_AT", "€ 1.235 an hour"),
        (92.5, "money", "text", "EUR", "de_DE", "92,50 €"),
        (-840_500, "money", "table", "EUR", "de_DE", "(840.500 €)"),
        (6_284_000, "money", "short", "EUR", "de_DE", "6,28 Mio. €"),
        (-6_284_000, "money", "short", "EUR", "de_DE", "−6,28 Mio. €"),
        # German has no short word for thousands: three digits, the rest zeros, as $629K has them.
        (628_546, "money", "short", "EUR", "de_DE", "629.000 €"),
        (999_600, "money", "short", "EUR", "de_DE", "1,00 Mio. €"),
        (628_546, "money", "short", "EUR", "fr_FR", "629 k €"),
        (628_546, "money", "short", "CHF", "de_CH", "CHF 629'000"),
        (12_345_678, "money", "text", "INR", "en_IN", "₹1,23,45,678"),
        (12_345_678, "money", "short", "INR", "en_IN", "₹1.23Cr"),
        (1_234_567, "money", "text", "PLN", "pl_PL", "1 234 567 zł"),
        (628_546, "money", "short", "EUR", "sw_KE", "€ elfu 629"),
        (0.411, "share", "text", "EUR", "de_DE", "41,1 %"),
        (0.411, "share", "text", "TRY", "tr_TR", "%41,1"),
        (-0.025, "points", "text", "EUR", "de_DE", "−2,5 pts"),
        (7.25, "multiple", "text", "EUR", "de_DE", "7,3×"),
        (36_400, "hours/year", "text", "EUR", "de_DE", "36.400 hours a year"),
    ],
)
def test_figures_follow_the_locale(
    value: float, unit: Unit, style: Style, currency: str, locale: str, expected: str
) -> None:
    assert plain(show(value, unit, notation(currency, locale), style=style)) == expected


@given(st.integers(0, 10**15), st.sampled_from(["de_DE", "en_IN", "pl_PL", "fr_FR"]))
def test_grouping_leaves_the_digits_alone(count: int, locale: str) -> None:
    how = notation("EUR", locale)
    assert how.count(count).replace(how.group, "") == str(count)
    assert format_decimal(count, locale=locale, numbering_system="latn") == how.count(count)


@pytest.mark.parametrize(
    ("written", "name"), [("de-DE", "de_DE"), ("de_de", "de_DE"), ("en-us", "en_US"), ("zh_Hans_CN", "zh_Hans_CN")]
)
def test_a_locale_may_be_written_with_a_hyphen(written: str, name: str) -> None:
    assert locale_name(written) == name


@pytest.mark.parametrize(
    ("written", "finding"), [("English", "is no locale"), ("", "is no locale"), ("he_IL", "right to left")]
)
def test_what_is_no_locale_that_can_be_written_is_refused(written: str, finding: str) -> None:
    with pytest.raises(UnknownLocaleError, match=finding):
        locale_name(written)
