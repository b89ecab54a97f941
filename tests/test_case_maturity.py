"""Measures of maturity and the multiplier in a case file."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.allocations import one_wave
from support.cases import completed, values

from reportgen.case.maturity import SCALES
from reportgen.errors import InputError

DELIVERY = "benefits: {delivery: {models_shipped_before: 1, models_shipped_after: 2}}\n"
EVERY_MEASURE = """
maturity:
  models_shipped_before: 10
  models_shipped_after: 60
  experiments_per_week_before: 2.5
  experiments_per_week_after: 25
  debugging_hours_before: 80
  debugging_hours_after: 2
"""
FACTORS = ("self_service_factor", "automation_factor", "reproducibility_factor", "template_factor", "onboarding_factor")


def _problems(folder: Path, content: str) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        completed(folder, content, one_wave())
    return caught.value.problems


def test_a_survey_alone_has_one_measure(tmp_path: Path) -> None:
    case = completed(tmp_path, "", one_wave())
    assert case.axes["measure"] == ("Share of time on value work",)
    assert (values(case, "measure_low"), values(case, "measure_high")) == ([0.2], [0.6])


def test_every_measure_that_is_stated_has_its_scale(tmp_path: Path) -> None:
    """Debugging time falls with maturity, all others rise."""
    case = completed(tmp_path, EVERY_MEASURE, one_wave())
    assert case.axes["measure"] == (
        "Share of time on value work",
        "Models shipped per person and year",
        "Experiments a week",
        "Debugging time of an incident",
    )
    assert values(case, "measure_low") == [0.2, 0.5, 2.5, 80]
    assert values(case, "measure_high") == [0.6, 3, 25, 2]
    assert [each.name for each in case.measures] == [scale.measure.name for scale in SCALES]
    assert all(
        "chapter 4.3.1" in each.source for name in ("measure_low", "measure_high") for each in case.assumptions[name]
    )
    assert values(case, "models_shipped_after") == [60]
    assert "delivery" not in case.features


def test_models_that_are_worth_money_are_measured_too(tmp_path: Path) -> None:
    case = completed(tmp_path, DELIVERY, one_wave())
    assert case.axes["measure"] == ("Share of time on value work", "Models shipped per person and year")


@pytest.mark.parametrize("content", ["maturity:\n", "maturity: {}\n", "maturity: {debugging_hours_before: }\n"])
def test_an_empty_section_measures_nothing_more(tmp_path: Path, content: str) -> None:
    assert completed(tmp_path, content, one_wave()).axes["measure"] == ("Share of time on value work",)


def test_an_empty_multiplier_is_the_chapters(tmp_path: Path) -> None:
    case = completed(tmp_path, "multiplier: {}\n", one_wave())
    assert "multiplier" in case.features
    assert [values(case, name) for name in FACTORS] == [[1.5], [1.4], [1.3], [1.2], [1.1]]


def test_a_factor_of_ones_own_stands_beside_those_of_the_chapter(tmp_path: Path) -> None:
    case = completed(tmp_path, "multiplier: {automation_factor: 0}\n", one_wave())
    assert [values(case, name) for name in FACTORS] == [[1.5], [0], [1.3], [1.2], [1.1]]


@pytest.mark.parametrize("content", ["", "multiplier:\n"])
def test_without_a_multiplier_there_is_none(tmp_path: Path, content: str) -> None:
    assert "multiplier" not in completed(tmp_path, content, one_wave()).features


@pytest.mark.parametrize(
    ("stated", "missing"),
    [
        ("models_shipped_before", "models_shipped_after"),
        ("models_shipped_after", "models_shipped_before"),
        ("experiments_per_week_before", "experiments_per_week_after"),
        ("debugging_hours_after", "debugging_hours_before"),
    ],
)
def test_of_a_pair_both_are_needed(tmp_path: Path, stated: str, missing: str) -> None:
    assert _problems(tmp_path, f"\nmaturity: {{{stated}: 3}}\n") == (
        f"case.yaml, line 2, 'maturity': '{missing}' is missing; add '{missing}: …', written as a plain number such as "
        "12 or 2_080.",
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (DELIVERY + "maturity:\n  debugging_hours_before: 3\n  debugging_hours_after: 1\n  models_shipped_before: 1\n",
         "line 5, 'models_shipped_before': the models shipped stand under 'benefits', 'delivery' too; keep them "
         "there."),
        ("maturity: {debugging_hours_before: 2 weeks, debugging_hours_after: 2}",
         "line 1, 'debugging_hours_before': '2 weeks' is not a number; write a plain number such as 12 or 2_080."),
        ("maturity: {debugging_hours: 2}",
         "line 1: 'debugging_hours' is not known in 'maturity'; did you mean 'debugging_hours_after'?"),
        ("maturity: {value_share: 60%}",
         "line 1: 'value_share' is not known in 'maturity'; it belongs under 'survey.target'."),
        ("multiplier: {tempalte_factor: 2}",
         "line 1: 'tempalte_factor' is not known in 'multiplier'; did you mean 'template_factor'?"),
        ("multiplier: {template_factor: -1}", "line 1, 'template_factor': '-1' is too low; write at least 0."),
        ("multiplier: {template_factor: 50%}",
         "line 1, 'template_factor': '50%' is a percentage, but this is no share; write a plain number such as 12 or "
         "2_080."),
        ("multiplier: 3.6",
         "line 1, 'multiplier': is a single value, but a section is expected; write settings as 'name: value', "
         "indented under it."),
    ],
)  # fmt: skip
def test_each_mistake_is_one_sentence_with_line_finding_and_remedy(tmp_path: Path, content: str, problem: str) -> None:
    assert _problems(tmp_path, content) == (f"case.yaml, {problem}",)
