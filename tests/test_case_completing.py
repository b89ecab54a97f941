"""A complete case from whatever is stated: parts, axes, features, defaults and what cannot be."""

from __future__ import annotations

import datetime
import math
from dataclasses import replace
from pathlib import Path

import pytest
from support.allocations import ACTIVITIES, one_wave, two_waves
from support.cases import completed, values

from reportgen.case import complete, load, read
from reportgen.case.case import Benefit, Company
from reportgen.case.inputs import INPUTS, is_on
from reportgen.errors import InputError

EVERYTHING_ON = """
team: {Engineer: {headcount: 5}, Analyst: {headcount: 0, loaded_cost: 90K}}
investment: {Platform: {amount: 10K}, Training: {amount: 5K}}
benefits:
  retention: {attrition_before: 20%, attrition_after: 10%}
  delivery: {models_shipped_before: 1, models_shipped_after: 2}
  custom: {Fewer tickets: {quantity_before: 9, quantity_after: 4, unit_value: 7}}
outcomes: {Satisfaction: {before: 3, after: 4, unit: out of 5}}
"""
LEVERS_ON = """
benefits:
  self_service: {models_per_year: 4, handoff_weeks_before: {Data: 3, Deployment: 5}}
  retraining: {retrains_per_month_before: 1}
  reproducibility: {incidents_per_year: 5, hours_per_incident_before: {Code: 2, Data: 3}, steps_that_stay: Data}
  templates: {projects_per_year: 5}
  onboarding: {hires_per_year: 2}
  experiments: {experiments_before: 10, experiments_after: 50, auc_by_experiments: {10: 0.8, 500: 0.9}}
maturity: {debugging_hours_before: 80, debugging_hours_after: 2}
multiplier: {}
"""


def _problems(folder: Path, content: str) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        completed(folder, content, one_wave())
    return caught.value.problems


def test_a_survey_alone_makes_a_complete_case() -> None:
    case = complete(load(None), one_wave(people=8))
    assert case.company == Company("The team")
    assert (case.name, case.title, case.horizon, case.file) == ("survey", "", 3, "")
    assert case.axes == {
        "activity": ACTIVITIES,
        "role": ("Team",),
        "component": ("Platform and enablement",),
        "benefit": ("Productivity gain",),
        "measure": ("Share of time on value work",),
        "year": ("0", "1", "2", "3"),
    }
    assert values(case, "role_headcount") == [8]
    assert case.assumptions["role_headcount"][0].kind == "measured"
    assert values(case, "adoption") == [0, 0.5, 0.9, 1]
    assert values(case, "component_phasing") == [1, 0, 0, 0]
    assert case.components[0].addresses == ("Data access", "Deployment")


def test_every_default_money_figure_is_a_benchmark() -> None:
    case = complete(load(None), one_wave())
    money = [each for each in INPUTS if each.unit.startswith("money") and each.name in case.assumptions]
    assert {each.name for each in money} == {"loaded_cost", "component_amount"}
    assert all(figure.kind == "benchmark" and figure.source
               for each in money for figure in case.assumptions[each.name])  # fmt: skip


@pytest.mark.parametrize(("people", "amount"), [(35, 800_000), (7, 160_000)])
def test_the_stand_in_investment_is_the_case_studys_per_head(people: int, amount: float) -> None:
    """$800K for 35 people; a fifth of the people, a fifth of the money."""
    case = complete(load(None), one_wave(people=people))
    assert values(case, "component_amount") == [pytest.approx(amount, rel=1e-12)]
    assert any(note.startswith("No investment is stated, so the case study's USD 22,857 a head") for note in case.notes)


def test_the_stand_in_investment_follows_a_stated_team(tmp_path: Path) -> None:
    case = completed(tmp_path, "team: {A: {headcount: 30}, B: {headcount: 5}}", one_wave(people=8))
    assert values(case, "component_amount") == [pytest.approx(800_000, rel=1e-12)]


def test_a_table_without_a_count_is_for_one_person() -> None:
    case = complete(load(None), one_wave(people=0))
    (headcount,) = case.assumptions["role_headcount"]
    assert (headcount.value, headcount.kind) == (1, "assumed")
    assert any("all amounts are for one person" in note for note in case.notes)


@pytest.mark.parametrize(
    ("allocation", "features"),
    [
        (one_wave(), {"counted_before", "spread_before", "target_value_share"}),
        (one_wave(people=1), {"counted_before", "target_value_share"}),
        (one_wave(people=0), {"target_value_share"}),
        (
            two_waves(),
            {"counted_before", "counted_after", "spread_before", "spread_after", "measured", "paired", "compared"},
        ),
        (
            two_waves("welch"),
            {"counted_before", "counted_after", "spread_before", "spread_after", "measured", "welch", "compared"},
        ),
        (two_waves("welch", respondents=1), {"counted_before", "counted_after", "measured"}),
    ],
)
def test_the_survey_decides_what_can_be_said(allocation: object, features: set[str]) -> None:
    assert complete(load(None), allocation).features == features  # type: ignore[arg-type]


def test_benefits_and_outcomes_come_with_their_figures(tmp_path: Path) -> None:
    case = completed(tmp_path, EVERYTHING_ON, one_wave())
    assert case.features >= {"retention", "delivery", "overlap", "custom", "outcomes", "measured_outcome"}
    assert case.axes["benefit"] == (
        "Productivity gain", "Reduced attrition", "Additional models shipped", "Fewer tickets",
    )  # fmt: skip
    assert [(each.line, each.kind, each.custom) for each in case.benefits] == [
        ("productivity_gain", "capacity", None),
        ("retention_gain", "cashable", None),
        ("delivery_gain", "revenue", None),
        ("custom_gain", "capacity", 0),
    ]
    assert values(case, "cashable_benefit") == [0, 1, 0, 0]
    assert values(case, "revenue_benefit") == [0, 0, 1, 0]
    assert values(case, "custom_quantity_before") == [9]
    assert values(case, "custom_rise_is_gain") == [0]


@pytest.mark.parametrize("content", ["", EVERYTHING_ON, LEVERS_ON])
def test_every_input_that_is_on_has_a_figure_for_each_item(tmp_path: Path, content: str) -> None:
    """And no input that is off has any."""
    case = completed(tmp_path, content, one_wave())
    on = {each.name for each in INPUTS if is_on(each.when, case.features) and set(each.axes) <= set(case.axes)}
    assert set(case.assumptions) == on
    for name, figures in case.assumptions.items():
        axes = next(each.axes for each in INPUTS if each.name == name)
        assert len(figures) == math.prod(len(case.axes[axis]) for axis in axes)
        for figure in figures:
            assert figure.source
            assert figure.low is None or figure.low <= figure.value
            assert figure.high is None or figure.value <= figure.high


def test_a_benefit_can_state_its_own_kind_and_words(tmp_path: Path) -> None:
    case = completed(
        tmp_path,
        "benefits: {productivity: {kind: cashable, evidence: Diaries., excludes: Lunch., risk_adjustment: 30%}}",
        one_wave(),
    )
    assert case.benefits == (
        Benefit("Productivity gain", "productivity_gain", "cashable", evidence="Diaries.", excludes="Lunch."),
    )
    assert values(case, "cashable_benefit") == [1]
    assert values(case, "risk_adjustment") == [0.3]


def test_a_general_figure_holds_for_items_without_their_own(tmp_path: Path) -> None:
    case = completed(
        tmp_path,
        EVERYTHING_ON
        + "assumptions: {loaded_cost: 70K, risk_adjustment: 25%, run_cost_rate: 0%, component_phasing: [50%, 50%]}\n",
        one_wave(),
    )
    assert values(case, "loaded_cost") == [70_000, 90_000]
    assert values(case, "risk_adjustment") == [0.25] * 4
    assert values(case, "run_cost_rate") == [0, 0]
    assert values(case, "component_phasing") == [0.5, 0.5, 0, 0] * 2


@pytest.mark.parametrize(
    ("horizon", "stated", "adoption"),
    [
        (1, "", [0, 0.5]),
        (5, "", [0, 0.5, 0.9, 1, 1, 1]),
        (4, "adoption: [20%, 60%]", [0, 0.2, 0.6, 0.6, 0.6]),
        (2, "adoption: 70%", [0, 0.7, 0.7]),
    ],
)
def test_adoption_begins_after_the_spending_and_its_last_year_repeats(
    tmp_path: Path, horizon: int, stated: str, adoption: list[float]
) -> None:
    case = completed(tmp_path, f"assumptions: {{horizon: {horizon}, {stated}}}", one_wave())
    assert values(case, "adoption") == adoption
    assert case.axes["year"] == tuple(str(year) for year in range(horizon + 1))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("team: {A: {headcount: 0}, B: {headcount: 0}}",
         "line 1, 'team': the team has a headcount of 0; state at least one role with people in it."),
        ("team:\n  A:\n", "line 2, 'A': 'headcount' is missing; add 'headcount: …', written as a plain number such as "
         "12 or 2_080."),
        ("investment:\n  P: {purpose: x}",
         "line 2, 'P': 'amount' is missing; add 'amount: …', written as 800_000, 800K or $800K."),
        ("investment: {P: {amount: 1, phasing: [50%, 40%]}}",
         "line 1, 'phasing': the shares of all years add up to 90 %; change them to add up to 100 %."),
        ("investment: {P: {amount: 1, phasing: [20%, 20%, 20%, 20%, 20%]}}",
         "line 1, 'phasing': 5 years are stated, but the horizon has 4; shorten the list or state a longer 'horizon' "
         "under 'assumptions'."),
        ("assumptions: {adoption: [20%, 40%, 60%, 80%]}",
         "line 1, 'adoption': 4 years are stated, but the horizon has 3; shorten the list or state a longer 'horizon' "
         "under 'assumptions'."),
        ("benefits:\n  retention: {attrition_before: 20%}",
         "line 2, 'retention': 'attrition_after' is missing; add 'attrition_after: …', written as 10% or 0.1."),
        ("benefits: {custom: {Productivity gain: {quantity_before: 1, quantity_after: 0, unit_value: 1}}}",
         "line 1, 'Productivity gain': another benefit has this name; choose a different one."),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_an_error_with_its_line(tmp_path: Path, content: str, problem: str) -> None:
    assert _problems(tmp_path, content) == (f"case.yaml, {problem}",)


def test_all_that_does_not_fit_is_reported_together(tmp_path: Path) -> None:
    problems = _problems(
        tmp_path,
        "survey: {activities: {Chess: value}}\nteam: {A: {headcount: 0}}\ninvestment: {P: {}}\n"
        "outcomes: {Time: {before: 1}}\nscenarios: {optimistic: {attrition_after: 1%}}\n",
    )
    assert [problem.split(":")[0] for problem in problems] == [
        "case.yaml, line 1, 'Chess'",
        "case.yaml, line 4, 'Time'",
        "case.yaml, line 2, 'team'",
        "case.yaml, line 3, 'P'",
        "case.yaml, line 5, 'attrition_after'",
    ]


def test_a_mistake_for_all_items_is_reported_once_where_it_stands(tmp_path: Path) -> None:
    assert _problems(tmp_path, EVERYTHING_ON + "assumptions: {component_phasing: [50%]}\n") == (
        "case.yaml, line 9, 'component_phasing': the shares of all years add up to 50 %; "
        "change them to add up to 100 %.",
    )


def test_thirds_add_up(tmp_path: Path) -> None:
    """Three times a third is all of it, whatever floating point makes of the sum."""
    case = completed(tmp_path, "investment: {P: {amount: 1, phasing: [1/3, 1/3, 1/3]}}", one_wave())
    assert math.fsum(values(case, "component_phasing")) == pytest.approx(1)


def test_a_figure_that_nothing_reads_is_noted(tmp_path: Path) -> None:
    case = completed(tmp_path, "assumptions: {overlap: 50%}", one_wave())
    assert "case.yaml, line 1, 'overlap': nothing in this case reads the figure." in case.notes


def test_benchmarks_in_another_currency_are_noted_once(tmp_path: Path) -> None:
    case = completed(tmp_path, "company: {currency: EUR}", one_wave())
    assert [note for note in case.notes if "EUR" in note] == [
        "The benchmarks for 'Loaded cost per person', 'Investment' are amounts in USD, taken as EUR without "
        "conversion; state your own."
    ]


@pytest.mark.parametrize(
    ("name", "safe"),
    [("Acme Q3", "acme-q3"), ("../../etc/passwd", "etc-passwd"), ("…", "case"), ("保険", "保険"), ("x" * 99, "x" * 50)],
)
def test_the_name_is_safe_for_files(name: str, safe: str) -> None:
    assert complete(load(None), one_wave(), name=name).name == safe


def test_options_go_before_the_file_and_the_file_before_the_survey(tmp_path: Path) -> None:
    date = datetime.date(2026, 1, 2)
    case = completed(tmp_path, "name: mine\ncompany: {date: 2026-10-01}", one_wave())
    assert (case.name, case.date) == ("mine", datetime.date(2026, 10, 1))
    case = complete(load(tmp_path / "case.yaml"), one_wave(), name="yours", date=date)
    assert (case.name, case.date) == ("yours", date)
    assert complete(load(None), one_wave()).date == datetime.date.today()


def test_parameters_are_plain_values_for_the_record(tmp_path: Path) -> None:
    case = completed(tmp_path, EVERYTHING_ON, one_wave())
    assert case.parameters["currency"] == "USD"
    assert case.parameters["activities"] == {
        "Data access": "friction", "Deployment": "friction", "Model development": "value", "Meetings": "overhead",
    }  # fmt: skip
    inputs = case.parameters["inputs"]
    assert isinstance(inputs, dict)
    assert inputs["role_headcount"] == [5, 0]
    assert inputs["discount_rate"] == 0.1


def test_more_respondents_than_people_are_noted(tmp_path: Path) -> None:
    """Eight answered; nine heads are fine, seven are not."""
    assert not any("answered" in note for note in completed(tmp_path, _team(A=9), one_wave(people=8)).notes)
    case = completed(tmp_path, _team(A=4, B=3), one_wave(people=8))
    assert (
        "case.yaml, line 1, 'team': 8 people answered the survey, but the headcount of the team is 7; "
        "check the headcounts, all amounts follow from them."
    ) in case.notes


def test_people_of_two_waves_may_be_more_than_the_team_has_at_a_time(tmp_path: Path) -> None:
    """Fifteen different people in two waves of eight: a team of ten had some leave and some join."""
    allocation = replace(two_waves("welch", 8), people=15)
    assert not any("answered" in note for note in completed(tmp_path, _team(A=10), allocation).notes)


def test_a_role_that_the_survey_does_not_have_is_noted_with_the_nearest(tmp_path: Path) -> None:
    allocation = replace(one_wave(), role_counts={"before": {"Data scientist": 5, "ML engineer": 3}})
    case = completed(tmp_path, _team(**{"Data scientists": 8, "ml engineer": 4}), allocation)
    assert [note for note in case.notes if "has no role" in note] == [
        "case.yaml, line 1, 'Data scientists': the survey has no role 'Data scientists'; did you mean 'Data scientist'?"
    ]
    assert not any("has no role" in note for note in completed(tmp_path, _team(A=8), one_wave()).notes)


def _team(**headcounts: int) -> str:
    roles = ", ".join(f"{role}: {{headcount: {headcount}}}" for role, headcount in headcounts.items())
    return f"team: {{{roles}}}"


def test_problems_of_the_file_and_unknown_activities_are_reported_together(tmp_path: Path) -> None:
    """The headcount that cannot be read is not called missing besides."""
    path = tmp_path / "case.yaml"
    path.write_text(
        "survey: {activities: {Deploymnt: friction}}\nteam: {A: {headcount: many}}\n"
        "investment: {P: {amount: 1, addresses: [Meetngs]}}\n"
    )
    with pytest.raises(InputError) as caught:
        complete(read(path), one_wave())
    assert caught.value.problems == (
        "case.yaml, line 2, 'headcount': 'many' is not a number; write a plain number such as 12 or 2_080.",
        "case.yaml, line 1, 'Deploymnt': the survey has no activity 'Deploymnt'; did you mean 'Deployment'?",
        "case.yaml, line 3, 'addresses': the survey has no activity 'Meetngs'; did you mean 'Meetings'?",
    )
