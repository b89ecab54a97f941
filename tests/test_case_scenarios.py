"""Overrides by scenario: for all items, by name, by year."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.allocations import one_wave
from support.cases import completed

from reportgen.errors import InputError

TEAM = "team: {Engineer: {headcount: 5}, Analyst: {headcount: 2}}\n"


@pytest.mark.parametrize(
    ("override", "name", "expected"),
    [
        ("realisation: 15%", "realisation", [0.15]),
        ("loaded_cost: 100K", "loaded_cost", [100_000, 100_000]),
        ("loaded_cost: {Analyst: 100K}", "loaded_cost", [None, 100_000]),
        ("adoption: [10%, 20%]", "adoption", [None, 0.1, 0.2, 0.2]),
        ("adoption: 30%", "adoption", [None, 0.3, 0.3, 0.3]),
        ("adoption: {2: 40%}", "adoption", [None, None, 0.4, None]),
        ("risk_adjustment: {Productivity gain: 50%}", "risk_adjustment", [0.5]),
    ],
)
@pytest.mark.parametrize("scenario", ["conservative", "optimistic"])
def test_an_override_replaces_the_end_of_a_range_in_its_scenario(
    tmp_path: Path, scenario: str, override: str, name: str, expected: list[float | None]
) -> None:
    case = completed(tmp_path, f"{TEAM}scenarios: {{{scenario}: {{{override}}}}}", one_wave())
    other = "optimistic" if scenario == "conservative" else "conservative"
    assert [getattr(each, scenario) for each in case.assumptions[name]] == expected
    assert {getattr(each, other) for each in case.assumptions[name]} == {None}


@pytest.mark.parametrize(
    ("override", "problem"),
    [
        ("attrition_after: 1%", "'attrition_after': nothing in this case reads it; leave it out."),
        ("loaded_cost: {Analist: 1}", "'loaded_cost': the case has no 'Analist'; did you mean 'Analyst'?"),
        ("loaded_cost: [1, 2]",
         "'loaded_cost': the list does not fit; write one value, or at most one for each year."),
        ("adoption: [1, 1, 1, 1]", "'adoption': the list does not fit; write one value, or at most one for each year."),
        ("adoption: {0: 1}", "'adoption': the case has no '0'; known are '1', '2', '3'."),
        ("discount_rate: 5%", "'discount_rate': the figure itself states 'conservative' too; keep one of the two."),
    ],
)  # fmt: skip
def test_an_override_that_fits_nothing_is_an_error(tmp_path: Path, override: str, problem: str) -> None:
    content = f"{TEAM}assumptions: {{discount_rate: {{value: 10%, conservative: 12%}}}}\n"
    with pytest.raises(InputError) as caught:
        completed(tmp_path, content + f"scenarios: {{conservative: {{{override}}}}}", one_wave())
    assert caught.value.problems == (f"case.yaml, line 3, {problem}",)
