"""Outcomes: what comes with the benefits, units, how a change is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.allocations import one_wave
from support.cases import completed, values

from reportgen.case.case import Outcome
from reportgen.errors import InputError

BENEFITS = """
benefits:
  retention: {attrition_before: 20%, attrition_after: 10%}
  delivery: {models_shipped_before: 1, models_shipped_after: 2}
"""


def test_outcomes_of_the_benefits_come_first(tmp_path: Path) -> None:
    case = completed(tmp_path, BENEFITS + "outcomes: {Satisfaction: {before: 3, after: 4, unit: out of 5}}", one_wave())
    assert case.axes["outcome"] == ("Models shipped a year", "Attrition rate", "Satisfaction")
    assert case.axes["measured_outcome"] == ("Satisfaction",)
    assert case.outcomes == (
        Outcome("Models shipped a year", "", "", "multiple", None, "models_shipped_before", "models_shipped_after"),
        Outcome("Attrition rate", "%", "%", "percent", None, "attrition_before", "attrition_after"),
        Outcome("Satisfaction", "out of 5", "out of 5", "percent", 0),
    )
    assert values(case, "outcome_rise_is_gain") == [1, 0, 1]


def test_a_listed_outcome_of_a_benefit_takes_its_place_in_the_list(tmp_path: Path) -> None:
    case = completed(
        tmp_path, BENEFITS + "outcomes: {A: {before: 1, after: 2}, Attrition rate: {}, B: {before: 3, after: 4}}",
        one_wave(),
    )  # fmt: skip
    assert case.axes["outcome"] == ("Models shipped a year", "A", "Attrition rate", "B")
    assert [each.measured for each in case.outcomes] == [None, 0, None, 1]
    assert values(case, "measured_outcome_before") == [1, 3]
    assert values(case, "measured_outcome_after") == [2, 4]


def test_without_its_benefit_the_name_is_free(tmp_path: Path) -> None:
    case = completed(tmp_path, "outcomes: {Attrition rate: {before: 20%, after: 10%, rise_is_gain: false}}", one_wave())
    assert case.outcomes == (Outcome("Attrition rate", "%", "%", "percent", 0),)
    assert values(case, "outcome_rise_is_gain") == [0]


@pytest.mark.parametrize(
    ("figures", "outcome", "conversion", "rise_is_gain"),
    [
        ("before: 5 months, after: 3 weeks", Outcome("X", "months", "weeks", "multiple", 0), 52 / 12, 0),
        ("before: 2 days, after: 1 day", Outcome("X", "days", "days", "multiple", 0), 1, 0),
        ("before: 40%, after: 75%", Outcome("X", "%", "%", "percent", 0), 1, 1),
        ("before: 40%, after: 75%, shown_as: points", Outcome("X", "%", "%", "points", 0), 1, 1),
        ("before: 2, after: 6", Outcome("X", "", "", "multiple", 0), 1, 1),
        (
            "before: 9, after: 4, unit: tickets, rise_is_gain: false",
            Outcome("X", "tickets", "tickets", "percent", 0),
            1,
            0,
        ),
    ],
)
def test_units_decide_how_a_change_is_shown(
    tmp_path: Path, figures: str, outcome: Outcome, conversion: float, rise_is_gain: float
) -> None:
    case = completed(tmp_path, f"outcomes: {{X: {{{figures}}}}}", one_wave())
    assert case.outcomes == (outcome,)
    assert values(case, "outcome_conversion") == [conversion]
    assert values(case, "outcome_rise_is_gain") == [rise_is_gain]


def test_figures_keep_their_range_and_source(tmp_path: Path) -> None:
    case = completed(
        tmp_path,
        "outcomes: {X: {before: {value: 40%, low: 30%, kind: measured, source: HR}, after: 75%}}",
        one_wave(),
    )
    (before,) = case.assumptions["measured_outcome_before"]
    assert (before.value, before.low, before.kind, before.source) == (0.4, 0.3, "measured", "HR")


@pytest.mark.parametrize(
    ("outcome", "problem"),
    [
        ("X: {before: 3}", "'X': a figure is missing; state both 'before' and 'after'."),
        ("X: ", "'X': a figure is missing; state both 'before' and 'after'."),
        ("X: {before: 3 weeks, after: 2}",
         "'X': 'before' and 'after' are in units that cannot be compared; write two percentages, two durations or two "
         "plain numbers."),
        ("X: {before: 40%, after: 0.7}",
         "'X': 'before' and 'after' are in units that cannot be compared; write two percentages, two durations or two "
         "plain numbers."),
        ("X: {before: 40%, after: 70%, unit: percent}", "'unit': the figures carry their unit; leave 'unit' out."),
        ("Attrition rate: {before: 3%}",
         "'Attrition rate': the figures of this outcome come from the benefits; write 'Attrition rate: {}' to choose "
         "its place in the table."),
    ],
)  # fmt: skip
def test_an_outcome_that_cannot_be_shown_is_an_error(tmp_path: Path, outcome: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        completed(tmp_path, BENEFITS + f"outcomes: {{{outcome}}}", one_wave())
    assert caught.value.problems == (f"case.yaml, line 5, {problem}",)
