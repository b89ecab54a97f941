"""The pair of assumptions that a case file asks to be crossed."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.allocations import one_wave
from support.cases import completed

from reportgen.errors import InputError


def test_without_a_pair_the_choice_is_left_to_the_model(tmp_path: Path) -> None:
    assert completed(tmp_path, "", one_wave()).grid is None


def test_a_pair_is_taken_as_it_is_named(tmp_path: Path) -> None:
    case = completed(tmp_path, "sensitivity: {grid: [discount_rate, loaded_cost]}", one_wave())
    assert case.grid == ("discount_rate", "loaded_cost")


@pytest.mark.parametrize(
    ("pair", "problem"),
    [
        ("[realisation, adoptoin]", "'adoptoin' is no figure of this case; did you mean 'adoption'?"),
        ("[realisation, value_activity]", "'value_activity' is no figure of this case; "),
        ("[realisation, cost_per_departure]", "'cost_per_departure' is no figure of this case; "),
        ("[realisation]", "name two different assumptions, as in [realisation, adoption]."),
        ("realisation", "name two different assumptions, as in [realisation, adoption]."),
        ("[adoption, adoption]", "name two different assumptions, as in [realisation, adoption]."),
        ("[adoption, realisation, contingency]", "name two different assumptions, as in [realisation, adoption]."),
    ],
)
def test_a_pair_that_fits_nothing_is_an_error(tmp_path: Path, pair: str, problem: str) -> None:
    """Retention is no part of this case, and flags have no levels."""
    with pytest.raises(InputError) as caught:
        completed(tmp_path, f"sensitivity: {{grid: {pair}}}", one_wave())
    (found,) = caught.value.problems
    assert found.startswith(f"case.yaml, line 1, 'grid': {problem}")


def test_all_problems_of_a_case_are_told_together(tmp_path: Path) -> None:
    content = "scenarios: {optimistic: {attrition_after: 1%}}\nsensitivity: {grid: [a, b]}"
    with pytest.raises(InputError) as caught:
        completed(tmp_path, content, one_wave())
    assert [problem.partition(":")[0] for problem in caught.value.problems] == [
        "case.yaml, line 1, 'attrition_after'",
        "case.yaml, line 2, 'grid'",
        "case.yaml, line 2, 'grid'",
    ]
