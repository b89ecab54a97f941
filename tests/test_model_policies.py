"""What the case comes to under each rule for rows that do not add up."""

from __future__ import annotations

import pytest
from support.business_cases import told
from support.grouped_surveys import grouped
from support.small_case import computed

from reportgen.model.policies import movement, under_policies

ONE_WAVE = ("2025",)


def test_each_rule_has_its_people_and_figures() -> None:
    """In the made-up survey, as is moves the first wave by a point, and strict leaves one of 36 people out."""
    rules = under_policies(told(grouped()))
    assert [rule.policy for rule in rules] == ["as is", "strict", "rescaled"]
    assert [(rule.people_before, rule.people_after) for rule in rules] == [(36, 36), (35, 35), (36, 36)]
    as_is, _, rescaled = (rule.figures for rule in rules)
    assert as_is["value_share_before"] - rescaled["value_share_before"] == pytest.approx(0.01)
    assert as_is["value_share_after"] == pytest.approx(rescaled["value_share_after"])


def test_the_rule_of_the_case_gives_the_figures_of_the_case() -> None:
    results = told(grouped())
    rescaled = under_policies(results)[-1]
    for name, figure in rescaled.figures.items():
        assert figure == results.number(name), name


def test_the_movement_is_from_the_smallest_to_the_largest() -> None:
    """A point of a payroll of 1,000,000, of which 40 % is put to use, is 4,000."""
    as_is, _, rescaled = under_policies(told(grouped()))
    assert movement([as_is, rescaled], "value_share_change") == pytest.approx(0.01)
    assert movement([rescaled, as_is], "productivity_gain") == pytest.approx(4_000)
    assert movement([as_is], "value_share_change") is None


def test_one_wave_has_nobody_after() -> None:
    assert [rule.people_after for rule in under_policies(told(grouped(waves=ONE_WAVE)))] == [None] * 3


def test_a_table_of_means_was_read_under_no_rule() -> None:
    assert under_policies(computed()) == ()
    assert movement((), "value_share_change") is None
