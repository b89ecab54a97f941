"""How well a line is known: as well as the weakest of what it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.business_cases import insurance
from support.cases import completed
from support.small_case import an_allocation, computed

from reportgen.case.case import Assumption
from reportgen.case.inputs import KINDS, Kind
from reportgen.model.results import compute


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_is_as_weak_as_the_weakest_thing_it_reads(kind: Kind) -> None:
    """Payroll reads headcount and pay; the gain also reads what is put to use."""
    pay, headcount = Assumption(100_000, kind, ""), Assumption(10, "measured", "")
    results = computed(loaded_cost=pay, role_headcount=headcount, realisation=Assumption(0.4, "measured", ""))
    assert results.kinds["payroll"] == kind
    assert results.kinds["productivity_gain"] == kind
    assert results.kinds["headcount"] == "measured"


def test_a_survey_whose_activities_were_sorted_by_the_program_is_assumed(tmp_path: Path) -> None:
    """Which activities are value work is guessed from names until the case says it; then it is a definition."""
    survey = an_allocation()
    kinds = "{Waiting for data: friction, Model development: value, Meetings: overhead}"
    stated = f"name: x\nsurvey: {{activities: {kinds}}}\n"
    guessed, told = (compute(completed(tmp_path, content, survey), survey) for content in ("name: x\n", stated))
    assert guessed.kinds["value_share_before"] == "assumed"
    assert told.kinds["value_share_before"] == "measured"
    assert guessed.kinds["share_before"] == told.kinds["share_before"] == "measured"


def test_conversions_and_conventions_are_no_assumptions() -> None:
    """Months in a year were not counted, recorded or answered."""
    results = computed()
    conventions = [
        each
        for name, figures in results.case.assumptions.items()
        if results.graph.inputs[name].group == "Conventions"
        for each in figures
    ]
    every = sum(len(figures) for figures in results.case.assumptions.values())
    assert conventions
    assert results.kind_counts.total() == every - len(conventions)


def test_the_case_study_rests_on_what_was_assumed() -> None:
    results = insurance()
    assert results.kinds["value_share_change"] == "measured"
    assert results.kinds["retention_gain"] == "assumed"
    assert results.kinds["additional_models"] == "measured"
    assert results.kinds["npv"] == "assumed"
