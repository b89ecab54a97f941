"""Tornado and histogram keep their labels apart and inside, and draw their figures to scale."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.pictures import Picture

from reportgen.document import charts
from reportgen.document.charts import Mark, Swing
from reportgen.document.charts.tornado import WORSE
from reportgen.document.theme import THEME
from reportgen.notation import Notation, notation

US = notation("USD")
tornado = partial(charts.tornado, notation=US)
histogram = partial(charts.histogram, notation=US)

FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])

NAMES = st.text(alphabet="abcdefghijklmnoprstuw ABCDEFG&-/<>\"'ÄÖéł", min_size=1, max_size=90)
MONEY = st.floats(min_value=-1e15, max_value=1e15)
NOTATIONS = st.sampled_from([US, notation("CHF"), notation("EUR", "de_DE"), notation("INR", "en_IN")])
SWINGS = st.lists(st.builds(Swing, NAMES, st.sampled_from(["5% to 20%", "$100K to $250K"]), MONEY, MONEY), min_size=1,
                  max_size=40)  # fmt: skip


def drawn(values: list[float], base: float, how: Notation = US, bars: int = 30) -> Picture:
    """The histogram of percentiles and ends in rising order."""
    low, *percentiles, high = sorted(values)
    step = max((high - low) / bars, 1e-3)
    edges = [low + step * number for number in range(bars + 1)]
    marks = [Mark(name, value) for name, value in zip(("P10", "P50", "P90"), percentiles, strict=True)]
    counts = [bars - abs(bars // 2 - number) for number in range(bars)]
    return Picture(histogram("A finding", edges, counts, marks, Mark("Base case", base), notation=how))


@pytest.mark.parametrize("count", [1, 6, 40])
@pytest.mark.parametrize("size", [1.0, 1e6, 1e14])
def test_a_tornado_holds_one_six_and_forty_bars(count: int, size: float) -> None:
    swings = [
        Swing(f"Assumption {i} " + "long " * (i % 4) * 5, "5% to 20%", -size * (count - i), size * (count - i) / 2)
        for i in range(count)
    ]
    picture = Picture(tornado("A finding", swings, 0.0))
    assert picture.faults() == []
    assert picture.title == "A finding"
    assert len(picture.rectangles(THEME.loss)) == count + 1  # and one in the key


@FEW
@given(SWINGS, MONEY, NOTATIONS)
def test_tornados_keep_labels_apart(swings: list[Swing], base: float, how: Notation) -> None:
    assert Picture(tornado("t", swings, base, notation=how)).faults() == []


@FEW
@given(st.lists(MONEY, min_size=5, max_size=5), MONEY, NOTATIONS, st.integers(1, 45))
def test_histograms_keep_labels_apart(values: list[float], base: float, how: Notation, bars: int) -> None:
    """Also where the percentiles fall together and the base case far away."""
    picture = drawn(values, base, how, bars)
    assert picture.faults() == []
    assert [text for text in picture.texts() if text.startswith("P")] == ["P10", "P50", "P90"]
    assert any(text.startswith("Base case ") for text in picture.texts())


def test_bars_reach_from_the_base_case_to_either_end() -> None:
    """From 100 down to 40 is three times as far as up to 120; an end at the base case has no bar and no figure."""
    picture = Picture(tornado("t", [Swing("a", "1 to 2", 40e3, 120e3), Swing("b", "1 to 2", 100e3, 60e3)], 100e3))
    worse, better = ([bar for bar in picture.rectangles(colour) if bar[3] > 10] for colour in (THEME.loss, THEME.gain))
    assert [bar[2] for bar in worse] == pytest.approx([3 * better[0][2], 2 * better[0][2]], abs=0.3)
    assert worse[0][0] + worse[0][2] == pytest.approx(better[0][0], abs=0.2)
    assert len(better) == 1
    assert {"$40K", "$120K", "$60K", WORSE, "Base case $100K"} <= set(picture.texts())
    assert "$100K" not in [label.text for label in picture.labels() if label.top < 80]


def test_a_name_stands_with_its_range() -> None:
    long = "Share of the additional models that is credited to the investment"
    swings = [Swing("Discount rate", "8% to 12%", 1e5, 2e5), Swing(long, "50% to 100%", 1e5, 2e5)]
    texts = Picture(tornado("t", swings, 15e4)).texts()
    assert "Discount rate: 8% to 12%" in texts
    assert "50% to 100%" in texts


def test_a_name_is_cut_only_where_two_lines_do_not_hold_it() -> None:
    """Where they do not, the range stays whole."""
    name = "Risk adjustment taken off the benefit: Productivity gain, Self-service and faster onboarding"
    longer = f"{name} of everybody who is new to the team"
    texts = Picture(
        tornado("t", [Swing(name, "5% to 20%", 1e5, 2e5), Swing(longer, "1% to 2%", 1e5, 2e5)], 15e4)
    ).texts()
    (whole,), (cut,) = ([text for text in texts if text.endswith(f": {ends}")] for ends in ("5% to 20%", "1% to 2%"))
    assert f"{texts[texts.index(whole) - 1]} {whole}" == f"{name}: 5% to 20%"
    assert "Self-service" in cut
    assert cut.endswith("…: 1% to 2%")


def test_a_long_range_has_a_line_of_its_own() -> None:
    ends = " to ".join(["$10,000 / $20,000 / $30,000"] * 2)
    name = "Share of the full effect reached in the year, as planned by finance and everybody else"
    texts = Picture(tornado("t", [Swing(name, ends, 1e5, 2e5)], 15e4)).texts()
    assert ends in texts
    assert any(text.startswith("Share of the full effect") and text.endswith("…") for text in texts)


def test_bars_below_zero_have_the_colour_of_losses_and_the_middle_the_accent() -> None:
    edges, counts = [-2e6, -1e6, 0, 1e6, 2e6, 3e6], [1, 2, 4, 2, 1]
    marks = [Mark("P10", -0.5e6), Mark("P50", 0.5e6), Mark("P90", 1.8e6)]
    picture = Picture(histogram("t", edges, counts, marks, Mark("Base case", 1.2e6)))
    heights = {
        colour: [bar[3] for bar in picture.rectangles(colour)]
        for colour in (THEME.loss, THEME.accent, THEME.accent_soft)
    }
    assert heights == {THEME.loss: [30, 60], THEME.accent: [120, 60], THEME.accent_soft: [30]}


def test_ticks_give_way_to_the_base_case() -> None:
    texts = drawn([0, 1e6, 2e6, 3e6, 4e6], 2e6).texts()
    assert "Base case $2.00M" in texts
    assert "$2M" not in texts
    assert {"$0", "$4M"} <= set(texts)
