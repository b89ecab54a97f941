"""What-ifs: ranges as they were stated, one at a time, two at a time, and where the case turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.small_case import DELIVERY, PRODUCTIVITY, RETENTION, TICKETS, an_allocation, computed

from reportgen.case.benefits import KNOWN
from reportgen.case.case import Assumption, Benefit
from reportgen.model.results import Results
from reportgen.model.whatif import Bar, Ranged
from reportgen.model.whatif.rows import case_rows

#: 10 people at 100,000 gain 20 points, so that a year is worth 200,000 × realisation × adoption less 60,000.
PLAIN: dict[str, Any] = {
    "horizon": 1, "adoption": [0, 1], "discount_rate": 0, "risk_adjustment": 0, "run_cost_rate": 0,
    "implementation_dip": 0, "contingency": 0, "realisation": 0.4,
}  # fmt: skip
SPREAD = (0.02, 0.03, 0.01)


def ranged(value: float, low: float | None, high: float | None, source: str = "finance") -> Assumption:
    return Assumption(value, "assumed", source, low=low, high=high)


def ranges_of(results: Results, name: str) -> list[Ranged]:
    return [each for each in results.base.ranges if each.name == name]


def bar(results: Results, name: str) -> Bar:
    (found,) = [each for each in results.tornado if each.name == name]
    return found


# Ranges


def test_items_that_say_the_same_are_one_statement() -> None:
    """Two benefits share the range of finance, the third has its own."""
    same, other = ranged(0.1, 0.05, 0.2), ranged(0.1, 0.05, 0.2, source="sales")
    results = computed(benefits=(PRODUCTIVITY, RETENTION, TICKETS), risk_adjustment=[same, other, same])
    first, second = ranges_of(results, "risk_adjustment")
    assert (first.positions, first.low, first.high) == ((0, 2), (0.05, 0.05), (0.2, 0.2))
    assert first.label == "Risk adjustment taken off the benefit: Productivity gain, Fewer tickets"
    assert (second.positions, second.label) == ((1,), "Risk adjustment taken off the benefit: Reduced attrition")


def test_the_years_of_an_item_move_together() -> None:
    """Those without a range stay where they are; an end that nobody stated is the value."""
    results = computed(adoption=[0, ranged(0.5, 0.3, 0.7), 0.9, ranged(1, 0.8, None)])
    (adoption,) = ranges_of(results, "adoption")
    assert (adoption.positions, adoption.base) == ((1, 3), (0.5, 1))
    assert (adoption.low, adoption.high) == ((0.3, 0.8), (0.7, 1))
    assert adoption.label == "Share of the full effect reached in the year"


def test_what_moves_nothing_is_no_range() -> None:
    """No width, or nothing that the net present value reads."""
    results = computed(discount_rate=ranged(0.1, 0.1, 0.1), hours_per_year=ranged(2_000, 1_800, 2_200))
    assert not ranges_of(results, "discount_rate")
    assert not ranges_of(results, "hours_per_year")


# Tornado


def test_bars_of_a_plain_case() -> None:
    """200,000 a year at realisation 0.2 and 0.6, and an investment of 50,000 and 90,000; the larger comes first."""
    figures = {**PLAIN, "realisation": ranged(0.4, 0.2, 0.6), "component_amount": ranged(60_000, 50_000, 90_000)}
    first, second = computed(**figures).tornado
    assert (first.name, first.low, first.high) == ("realisation", (0.2,), (0.6,))
    assert (first.at_low, first.at_high) == (pytest.approx(-20_000), pytest.approx(60_000))
    assert (second.name, second.at_low, second.at_high) == (
        "component_amount",
        pytest.approx(30_000),
        pytest.approx(-10_000),
    )
    assert (first.swing, second.swing) == (pytest.approx(80_000), pytest.approx(40_000))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 0.4), st.floats(0.4, 1)), min_size=4, max_size=4))
def test_each_end_is_the_case_with_that_figure_changed(ends: Sequence[tuple[float, float]]) -> None:
    names = ("realisation", "retention_attribution", "run_cost_rate", "contingency")
    figures = {name: ranged(0.4, *end) for name, end in zip(names, ends, strict=True)}
    benefits = (PRODUCTIVITY, RETENTION, DELIVERY)
    for found in computed(benefits=benefits, **figures).tornado:
        for end, npv in ((found.low, found.at_low), (found.high, found.at_high)):
            if found.name in figures:
                alone = computed(benefits=benefits, **{**figures, found.name: end[0]})
                assert npv == pytest.approx(alone.number("npv"), rel=1e-9, abs=1e-3)


@pytest.mark.parametrize("paired", [True, False])
def test_the_survey_is_a_bar_at_the_ends_of_its_interval(paired: bool) -> None:
    """One year at full effect, so that the ends are those of the productivity gain less the investment."""
    spread: dict[str, Any] = {"deviation_before": SPREAD, "deviation_after": SPREAD}
    spread |= {"respondents_before": 8, "respondents_after": 6}
    if paired:
        spread |= {"deviation_change": SPREAD, "respondents_matched": 6}
    results = computed(an_allocation(**spread), **PLAIN)
    found = bar(results, "value_share_change")
    assert (found.low, found.high) == tuple((results.number(f"value_share_change_{end}"),) for end in ("low", "high"))
    assert found.at_low == pytest.approx(results.number("productivity_gain_low") - 60_000)
    assert found.at_high == pytest.approx(results.number("productivity_gain_high") - 60_000)


def test_of_one_wave_the_shares_before_are_a_bar() -> None:
    """Value work of 50 % before, and a target of 60 %: each point before is a point less to be gained."""
    one_wave = an_allocation(surveyed_share_after=None, deviation_before=SPREAD, respondents_before=8)
    results = computed(one_wave, **PLAIN, target_value_share=0.6)
    found = bar(results, "value_share_before")
    low = results.number("value_share_before_low")
    assert found.at_low == pytest.approx(1_000_000 * 0.4 * (0.6 - low) - 60_000)
    assert found.at_low > found.at_high


@pytest.mark.parametrize(
    "spread",
    [
        {},
        {"deviation_before": SPREAD, "respondents_before": 8},
        {"deviation_before": (0,) * 3, "deviation_after": (0,) * 3, "respondents_before": 8, "respondents_after": 6},
    ],
)
def test_a_survey_that_does_not_say_how_answers_differ_is_no_bar(spread: dict[str, Any]) -> None:
    """A table of means, a second wave that is one, and answers that are all alike."""
    results = computed(an_allocation(**spread), **PLAIN)
    assert results.base.survey is None
    assert results.tornado == ()


# Two-way grid


def test_the_grid_crosses_two_assumptions_from_end_to_end() -> None:
    """200,000 × realisation × adoption − 60,000."""
    figures = {**PLAIN, "realisation": ranged(0.4, 0.2, 0.6), "adoption": [0, ranged(0.5, 0.3, 0.9)]}
    grid = computed(**figures).grid
    assert (grid.rows.name, grid.columns.name) == ("realisation", "adoption")
    assert [level for (level,) in grid.rows.levels] == pytest.approx([0.2, 0.3, 0.4, 0.5, 0.6])
    assert [level[1] for level in grid.columns.levels] == pytest.approx([0.3, 0.4, 0.5, 0.7, 0.9])
    assert (grid.rows.base, grid.columns.base) == (2, 2)
    expected = np.outer([0.2, 0.3, 0.4, 0.5, 0.6], [0.3, 0.4, 0.5, 0.7, 0.9]) * 200_000 - 60_000
    assert np.array(grid.npv) == pytest.approx(expected, abs=1e-6)


def test_without_a_range_the_levels_are_20_and_40_percent_away_as_far_as_is_allowed() -> None:
    """Nobody reaches more than all of the effect, so above it there is no level."""
    grid = computed(**PLAIN).grid
    assert [level for (level,) in grid.rows.levels] == pytest.approx([0.24, 0.32, 0.4, 0.48, 0.56])
    assert [level[1] for level in grid.columns.levels] == pytest.approx([0.6, 0.8, 1])
    assert (grid.rows.stated, grid.columns.stated, grid.columns.base) == (False, False, 2)


def test_what_moves_nothing_gives_way_to_what_moves_most() -> None:
    """What is shipped is worth more than the freed time, which is therefore not counted: realisation moves nothing."""
    figures = {**PLAIN, "realisation": ranged(0.4, 0.2, 0.6), "overlap": 1}
    figures |= {"value_per_model": ranged(200_000, 100_000, 300_000), "loaded_cost": ranged(1e5, 9e4, 11e4)}
    grid = computed(benefits=(PRODUCTIVITY, DELIVERY), **figures).grid
    assert (grid.rows.name, grid.columns.name) == ("adoption", "value_per_model")


def test_a_grid_never_crosses_an_assumption_with_itself_or_with_one_that_moves_nothing() -> None:
    """On the basis of levers realisation plays no part, ranged or not, and adoption has no range of its own."""
    levers = {"benefits": (PRODUCTIVITY, KNOWN["retraining"]), "time_basis_survey": 0, **PLAIN}
    for realisation in (0.4, ranged(0.4, 0.2, 0.6)):
        grid = computed(**{**levers, "realisation": realisation}).grid
        assert (grid.rows.name, grid.columns.name) == ("adoption", "hours_per_retrain_before")
    # Nothing but adoption moves the result: the other axis is at least another assumption.
    nothing = {**levers, "hours_per_retrain_before": 30, "hours_per_retrain_after": 2}
    grid = computed(**nothing).grid
    assert grid.rows.name != grid.columns.name


# Switching values


def test_items_turn_the_case_in_proportion() -> None:
    """80,000 at an adoption of 100 % are 60,000 at three quarters of it; no adoption above all of the effect helps."""
    found = {each.name: each for each in computed(**PLAIN).switching}
    assert found["adoption"].in_proportion
    assert found["adoption"].at_zero == pytest.approx(0.75)
    assert found["adoption"].move == pytest.approx(0.25)
    losing = {each.name: each for each in computed(**{**PLAIN, "realisation": 0.1}).switching}
    assert losing["adoption"].at_zero is None
    assert losing["component_amount"].at_zero == pytest.approx(20_000)
    assert not losing["component_amount"].in_proportion


@pytest.mark.parametrize("benefits", [(PRODUCTIVITY,), (PRODUCTIVITY, KNOWN["onboarding"])])
def test_a_value_that_is_not_found_is_not_there(benefits: tuple[Benefit, ...]) -> None:
    """Also where a line divides by the headcount: a smaller team turns the case, and nobody at all is no answer."""
    results = computed(benefits=benefits, role_headcount=ranged(10, 0, 12), **PLAIN)
    found = {each.name: each for each in results.switching}
    assert found["role_headcount"].at_zero is not None
    for each in found.values():
        if each.at_zero is None and not each.in_proportion:
            declared = results.graph.inputs[each.name]
            ends = [declared.minimum or 0.0, declared.maximum or 100 * max(each.value, 1)]
            alone = [computed(benefits=benefits, **{**PLAIN, "role_headcount": 10, each.name: end}) for end in ends]
            assert {one.number("npv") >= 0 for one in alone} == {results.number("npv") >= 0}, each.name


def test_the_measured_change_of_value_work_has_a_switching_value() -> None:
    """A year of 200,000 × 40 % × change / 20 points less 60,000: 15 points are just enough, and 20 were measured."""
    found = {each.name: each for each in computed(**PLAIN).switching}
    assert found["value_share_change"].at_zero == pytest.approx(0.15)
    losing = {each.name: each for each in computed(**{**PLAIN, "realisation": 0.1}).switching}
    # 60,000 of 1,000,000 × 10 % would take 60 points, and value work had 50 % of the time before.
    assert losing["value_share_change"].at_zero is None
    more = {each.name: each for each in computed(**{**PLAIN, "realisation": 0.2}).switching}
    assert more["value_share_change"].at_zero == pytest.approx(0.30)


def test_a_projected_change_is_searched_by_its_target_alone() -> None:
    plan = an_allocation(surveyed_share_after=None)
    names = [each.name for each in computed(plan, **PLAIN).switching]
    assert "value_share_change" not in names
    assert "target_value_share" in names


def test_items_go_no_further_than_is_allowed() -> None:
    """Two years at 50 % and 100 % of 40,000 against 70,000: with the second year full already the first turns it."""
    figures = {**PLAIN, "horizon": 2, "adoption": [0, 0.5, 1], "realisation": 0.2, "component_amount": 70_000}
    results = computed(**{**figures, "component_phasing": [1, 0, 0]})
    found = {each.name: each for each in results.switching}
    assert found["adoption"].at_zero == pytest.approx(1.5)


# Rows


def test_rows_are_those_of_tornado_and_grid() -> None:
    """Worked out from the statements of the case, they come to what the bars and cells say."""
    results = computed(**{**PLAIN, "realisation": ranged(0.4, 0.2, 0.6), "contingency": ranged(0, None, 0.2)})
    rows = results.case_rows
    assert set(rows) == {"scenarios", "ranges", "grid"}
    ends = [rows["ranges"].figure("npv", row, 0, 0) for row in range(4)]
    bars = {each.name: [each.at_low, each.at_high] for each in results.tornado}
    assert {"realisation": ends[:2], "contingency": ends[2:]} == bars
    cells = [rows["grid"].figure("npv", row, 0, 0) for row in range(len(results.grid.npv) * len(results.grid.npv[0]))]
    assert cells == [npv for line in results.grid.npv for npv in line]


def test_rows_take_the_figures_of_a_changed_case() -> None:
    """The rows stay those of the build; what stands in them is what the changed case says."""
    results = computed(**{**PLAIN, "realisation": ranged(0.4, 0.2, 0.6)})
    changed = {**PLAIN, "realisation": ranged(0.5, 0.1, 0.9)}
    expected = computed(**changed)
    rows = case_rows(results.graph, expected.case, expected.values, results.asked)
    ends = [rows["ranges"].figure("realisation", row, 0, 0) for row in range(2)]
    across = len(results.grid.columns.levels)
    levels = [rows["grid"].figure("realisation", row * across, 0, 0) for row in range(5)]
    assert (ends, levels) == ([0.1, 0.9], pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9]))
    assert [rows["ranges"].figure("npv", row, 0, 0) for row in range(2)] == pytest.approx(
        [bar(expected, "realisation").at_low, bar(expected, "realisation").at_high]
    )


@pytest.mark.parametrize(
    ("low", "high", "steps"), [(0.2, 0.6, (0, 1, 2, 3, 4)), (None, 0.6, (2, 3, 4)), (0.2, None, (0, 1, 2))]
)
def test_levels_know_their_place(low: float | None, high: float | None, steps: tuple[int, ...]) -> None:
    """Low end, halfway, the value, halfway, high end; an end that is the value takes its half with it."""
    axis = computed(**{**PLAIN, "realisation": ranged(0.4, low, high)}).grid.rows
    assert (axis.name, axis.steps, len(axis.levels)) == ("realisation", steps, len(steps))
