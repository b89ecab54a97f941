"""Charts keep their labels apart and inside, and draw their figures to scale."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.pictures import Picture

from reportgen.case.case import ActivityKind
from reportgen.document import charts
from reportgen.document.charts import ActivityShares, Change, Curve, Step
from reportgen.document.charts.drawing import LABEL_SIZE, scale, shortened, wrapped
from reportgen.document.fonts import text_width
from reportgen.document.theme import THEME
from reportgen.notation import Notation, notation

US = notation("USD")
cash_flow = partial(charts.cash_flow, notation=US)
dumbbell = partial(charts.dumbbell, interval="95% interval", notation=US)
stacked_bars = partial(charts.stacked_bars, notation=US)
trend = partial(charts.trend, notation=US)
waterfall = partial(charts.waterfall, notation=US)

FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])

NAMES = st.text(alphabet="abcdefghijklmnoprstuw ABCDEFG&-/<>\"'ÄÖéł", min_size=1, max_size=90)
SHARES = st.floats(min_value=0, max_value=1)
MONEY = st.floats(min_value=-1e15, max_value=1e15)
NOTATIONS = st.sampled_from([US, notation("CHF"), notation("EUR", "de_DE"), notation("INR", "en_IN")])
KINDS = st.sampled_from(["value", "friction", "overhead"])


@st.composite
def activities(draw: st.DrawFn) -> list[ActivityShares]:
    """One to forty activities whose shares add up to 1 in both waves."""
    drawn = draw(st.lists(st.tuples(NAMES, KINDS, SHARES, SHARES), min_size=1, max_size=40))
    before, after = (sum(item[wave] for item in drawn) or 1 for wave in (2, 3))
    return [ActivityShares(name, kind, (one / before, other / after)) for name, kind, one, other in drawn]


def numbered(count: int, kind: ActivityKind = "friction") -> list[ActivityShares]:
    return [ActivityShares(f"Activity {i} " + "long " * (i % 4) * 5, kind, (1 / count, 1 / count))
            for i in range(count)]  # fmt: skip


def changes_of(shares: list[ActivityShares]) -> list[Change]:
    return [
        Change(item.label, *item.shares, item.shares[1] - item.shares[0], -0.05, 0.07, item.kind == "value")
        for item in shares
    ]


@pytest.mark.parametrize("count", [1, 6, 40])
def test_every_chart_holds_one_six_and_forty_items(count: int) -> None:
    shares = numbered(count)
    steps = [Step(item.label, (-1) ** i * 1e5) for i, item in enumerate(shares)]
    flows = [(-1) ** i * 1e14 for i in range(count)]
    years = [f"Year {i}" for i in range(count)]
    for svg in (
        stacked_bars("A finding", ("Before", "After"), shares),
        dumbbell("A finding", changes_of(shares)),
        waterfall("A finding", [*steps, Step("Total", 1e5 * (count % 2), "total")]),
        cash_flow("A finding", years, flows, flows, payback=count / 2, payback_label="Payback"),
    ):
        picture = Picture(svg)
        assert picture.faults() == []
        assert picture.title == "A finding"
        assert picture.root.attrib["font-family"] == "Report Sans, Report Base"


@FEW
@given(activities())
def test_stacked_bars_keep_labels_apart(shares: list[ActivityShares]) -> None:
    assert Picture(stacked_bars("t", ("Before", "Target for the second year"), shares)).faults() == []


@FEW
@given(activities(), st.booleans())
def test_dumbbells_keep_labels_apart(shares: list[ActivityShares], intervals: bool) -> None:
    changes = changes_of(shares)
    if not intervals:
        changes = [Change(item.label, item.before, item.after, item.change) for item in changes]
    assert Picture(dumbbell("t", changes, after="Target")).faults() == []


@FEW
@given(st.lists(st.tuples(NAMES, MONEY), min_size=1, max_size=40), NOTATIONS)
def test_waterfalls_keep_labels_apart(items: list[tuple[str, float]], how: Notation) -> None:
    steps = [
        *(Step(name, value) for name, value in items),
        Step("Net present value", sum(v for _, v in items), "total"),
    ]
    assert Picture(waterfall("t", steps, notation=how)).faults() == []


@FEW
@given(st.lists(MONEY, min_size=1, max_size=31), st.none() | st.floats(0, 30))
def test_cash_flows_keep_labels_apart(net: list[float], payback: float | None) -> None:
    cumulative = [sum(net[: i + 1]) for i in range(len(net))]
    years = ["Initial", *(f"Year {i}" for i in range(1, len(net)))]
    svg = cash_flow(
        "t", years, net, cumulative, payback=payback, payback_label="Payback: 15 months", notation=notation("SEK")
    )
    assert Picture(svg).faults() == []


@st.composite
def courses(draw: st.DrawFn) -> tuple[list[str], list[Curve]]:
    """Two to twenty waves of any name, with value work and its intervals and one or two other lines."""
    count = draw(st.integers(2, 20))
    shares = st.lists(SHARES, min_size=count, max_size=count)
    value = draw(shares)
    wide = draw(st.floats(0, 0.4))
    intervals = [None if draw(st.booleans()) else (share - wide, share + wide) for share in value]
    kinds: list[ActivityKind] = ["friction", "overhead"]
    others = [Curve(kind.title(), kind, draw(shares)) for kind in kinds[: draw(st.integers(0, 2))]]
    return draw(st.lists(NAMES, min_size=count, max_size=count)), [
        Curve("Value work", "value", value, intervals),
        *others,
    ]


@FEW
@given(courses())
def test_trends_keep_labels_apart(course: tuple[list[str], list[Curve]]) -> None:
    waves, curves = course
    assert Picture(trend("t", waves, curves, interval="95% interval of value work")).faults() == []


@pytest.mark.parametrize("count", [3, 8])
@pytest.mark.parametrize("name", ["2026-Q{}", "Survey of all engineering staff in term {}, asked by e-mail"])
def test_a_trend_shows_the_value_work_of_every_wave(count: int, name: str) -> None:
    shares = [0.2 + 0.05 * wave for wave in range(count)]
    curves = [
        Curve("Value work", "value", shares, [(share - 0.02, share + 0.02) for share in shares]),
        Curve("Friction", "friction", [0.7 - share for share in shares]),
        Curve("Overhead", "overhead", [0.3] * count),
    ]
    picture = Picture(trend("A finding", [name.format(wave) for wave in range(count)], curves, interval="95%"))
    assert picture.faults() == []
    assert picture.title == "A finding"
    assert {f"{20 + 5 * wave}%" for wave in range(count)} <= set(picture.texts())
    assert {"Value work", "Friction", "Overhead", "30%"} <= set(picture.texts())


def test_a_trend_draws_intervals_to_scale_and_no_further_than_all_and_nothing() -> None:
    """The first reaches from 0 (not −10 %) to 20 %, the second from 80 % to 100 %: as high."""
    curve = Curve("Value work", "value", (0.05, 0.9), ((-0.1, 0.2), (0.8, 1.2)))
    first, second = Picture(trend("t", ("a", "b"), [curve], interval="95%")).rectangles(THEME.accent_soft)[:2]
    assert first[3] == pytest.approx(second[3], abs=0.2)
    assert first[1] + first[3] == pytest.approx(212, abs=0.1)
    assert second[1] == pytest.approx(26, abs=0.1)


def test_lines_that_end_together_are_named_below_each_other() -> None:
    curves = [Curve(kind.title(), kind, (0.5, 0.333)) for kind in ("value", "friction", "overhead")]  # type: ignore[arg-type]
    picture = Picture(trend("t", ("a", "b"), curves))
    assert picture.faults() == []
    assert [text for text in picture.texts() if text in ("Value", "Friction", "Overhead")] == [
        "Value",
        "Friction",
        "Overhead",
    ]


def test_value_work_is_drawn_first_and_to_scale() -> None:
    """60 % of the bar after, 10 % before, from the same start; a pixel less for the gap between segments."""
    shares = [ActivityShares("Waiting", "friction", (0.9, 0.4)), ActivityShares("Models", "value", (0.1, 0.6))]
    picture = Picture(stacked_bars("t", ("Before", "After"), shares))
    before, after = picture.rectangles(THEME.accent)[:2]
    assert before[0] == after[0]
    assert (before[2] + 1) / (after[2] + 1) == pytest.approx(1 / 6, abs=2e-3)
    assert after[2] + 1 == pytest.approx((picture.width - after[0]) * 0.6, abs=0.2)


def test_shown_percentages_of_a_bar_add_up_to_100() -> None:
    shares = [ActivityShares(name, "value", (1 / 3,)) for name in "ABC"]
    shown = [text for text in Picture(stacked_bars("t", ("Before",), shares)).texts() if text.endswith("%")]
    assert shown == ["34%", "33%", "33%"]


def test_small_activities_are_drawn_as_one_of_their_kind() -> None:
    shares = [
        *(ActivityShares(f"Large {i}", "value", (0.09,)) for i in range(10)),
        *(ActivityShares(f"Small {i}", "friction", (0.02,)) for i in range(5)),
    ]
    texts = Picture(stacked_bars("t", ("Before",), shares)).texts()
    assert "5 smaller friction activities" in texts
    assert not any(text.startswith("Small") for text in texts)


def test_a_waterfall_goes_down_where_costs_exceed_benefits() -> None:
    """+400, −600 and the total −200: the cost reaches as far below zero as the total, and hangs from the benefit."""
    picture = Picture(waterfall("t", [Step("Benefit", 400e3), Step("Cost", -600e3), Step("NPV", -200e3, "total")]))
    (benefit,), (cost,), (total,) = (picture.rectangles(c) for c in (THEME.gain, THEME.loss, THEME.accent))
    assert benefit[1] == pytest.approx(cost[1], abs=0.2)
    assert cost[1] + cost[3] == pytest.approx(total[1] + total[3], abs=0.2)
    assert benefit[3] / total[3] == pytest.approx(2, abs=0.02)
    assert {"+$400K", "−$600K", "−$200K"} <= set(picture.texts())


def test_names_too_long_for_columns_make_rows() -> None:
    steps = [Step("A benefit whose name goes on and on and on until it is longer than a line", 5e5),
             Step("NPV", 5e5, "total")]  # fmt: skip
    upright, rows = Picture(waterfall("t", [Step("Benefit", 5e5), steps[1]])), Picture(waterfall("t", steps * 12))
    assert upright.rectangles(THEME.gain)[0][3] > 100
    assert {mark[3] for mark in rows.rectangles(THEME.gain)} == {12.0}


def test_figures_below_zero_stand_before_their_rows() -> None:
    """Behind them they would cover the zero line."""
    picture = Picture(waterfall("t", [Step("A cost with a name too long for a column " * 12, -5e5)]))
    (label,) = [label for label in picture.labels() if label.text == "−$500K"]
    assert label.right < picture.rectangles(THEME.loss)[0][0]


def test_long_names_of_waves_leave_room_for_the_figures() -> None:
    wave = "Survey of all engineering staff in January, before the roll-out"
    assert Picture(stacked_bars("t", (wave, wave), numbered(3))).faults() == []
    assert Picture(dumbbell("t", changes_of(numbered(3)), before=wave, after=wave)).faults() == []
    assert Picture(stacked_bars("t", (wave, wave), numbered(3))).texts().count("33%") == 4


def test_payback_is_marked_only_where_there_is_one() -> None:
    def marked(payback: float | None) -> bool:
        svg = cash_flow("t", ("Initial", "Year 1"), (-5, 6), (-5, 1), payback=payback, payback_label="Paid back")
        return "Paid back" in Picture(svg).texts()

    assert marked(0.83)
    assert not marked(None)
    assert not marked(1.5)


def test_the_last_sum_of_the_cash_flow_is_always_written() -> None:
    net = [-9.1e6, *([1e6] * 30)]
    cumulative = [sum(net[: i + 1]) for i in range(len(net))]
    texts = Picture(cash_flow("t", [f"Year {i}" for i in range(31)], net, cumulative)).texts()
    assert "$20.9M" in texts
    assert "−$9.10M" in texts


def test_a_change_is_written_with_its_interval() -> None:
    texts = Picture(dumbbell("t", [Change("Models", 0.1, 0.6, 0.5, 0.47, 0.53, True)])).texts()
    assert {"10%", "60%", "+50\u00a0pts", "+47 to +53"} <= set(texts)


def test_names_are_text_and_never_markup() -> None:
    shares = [ActivityShares("<script>alert(1)</script>", "value", (1.0, 1.0))]
    assert "<script>alert(1)</script>" in Picture(stacked_bars("a < b", ("Before", "After"), shares)).texts()


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0, 3.58e6), (0, 1e6, 2e6, 3e6, 4e6)),
        ((-840_500, 1_995_962), (-1e6, 0, 1e6, 2e6)),
        ((0, 0), (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ((5, 10), (0, 2, 4, 6, 8, 10)),
    ],
)
def test_scales_have_round_ticks_over_zero_and_all_values(values: list[float], ticks: list[float]) -> None:
    axis = scale(values, 0, 100)
    assert axis.ticks == pytest.approx(ticks)
    assert axis(axis.ticks[0]) == 0
    assert axis(axis.ticks[-1]) == 100


def test_text_is_broken_between_words_and_shortened_at_the_end() -> None:
    assert wrapped("one two three", 1000, 2) == ["one two three"]
    assert wrapped("preparation preparation", 70, 2) == ["preparation", "preparation"]
    assert wrapped("one two", 1, 2) == ["…", "…"]
    assert shortened("preparation", 1) == "…"
    assert shortened("preparation", 45).endswith("…")
    assert text_width(shortened("preparation", 45), LABEL_SIZE) <= 45
