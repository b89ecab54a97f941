"""The levers in a case file: their figures, their steps, the table of experiments, and where freed time is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.allocations import one_wave
from support.cases import completed, values

from reportgen.case.case import Case
from reportgen.errors import InputError

SELF_SERVICE = "benefits:\n  self_service: {models_per_year: 4}\n"
EVERY_LEVER = """
benefits:
  experiments: {experiments_before: 10, experiments_after: 50}
  onboarding: {hires_per_year: 5}
  templates: {projects_per_year: 10}
  reproducibility: {incidents_per_year: 50}
  retraining: {retrains_per_month_before: 0.5}
  self_service: {models_per_year: 20}
  custom: {Fewer tickets: {quantity_before: 9, quantity_after: 4, unit_value: 7}}
  delivery: {models_shipped_before: 1, models_shipped_after: 2}
"""
LEVERS = {"self_service", "retraining", "reproducibility", "templates", "onboarding", "experiments"}


def _completed(folder: Path, content: str) -> Case:
    return completed(folder, content, one_wave())


def _problems(folder: Path, content: str) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        _completed(folder, content)
    return caught.value.problems


def _waiting(figure: str) -> str:
    return f"benefits:\n  self_service:\n    models_per_year: 4\n    handoff_weeks_before: {figure}\n"


def _incidents(steps: str, staying: str) -> str:
    return (
        "benefits:\n  reproducibility:\n    incidents_per_year: 5\n"
        f"    hours_per_incident_before: {steps}\n    steps_that_stay: {staying}\n"
    )


def _table(rows: str) -> str:
    return (
        "benefits:\n  experiments:\n    experiments_before: 10\n    experiments_after: 50\n"
        f"    auc_by_experiments: {rows}\n"
    )


# Which levers are on


def test_every_lever_that_is_stated_is_on(tmp_path: Path) -> None:
    """A figure that nobody states step by step is one step."""
    case = _completed(tmp_path, EVERY_LEVER)
    assert case.features >= LEVERS | {"time_levers", "delivery", "overlap", "models_shipped", "custom"}
    assert {axis: case.axes[axis] for axis in ("handoff", "incident_step", "setup_step")} == {
        "handoff": ("all hand-offs",),
        "incident_step": ("all steps",),
        "setup_step": ("the whole set-up",),
    }
    assert case.axes["auc_row"] == ("10 experiments", "50 experiments", "100 experiments", "500 experiments")


def test_benefits_stand_in_the_order_of_the_chapter_and_not_of_the_file(tmp_path: Path) -> None:
    """The user's own come last."""
    case = _completed(tmp_path, EVERY_LEVER)
    assert [(each.name, each.line, each.kind) for each in case.benefits] == [
        ("Productivity gain", "productivity_gain", "capacity"),
        ("Additional models shipped", "delivery_gain", "revenue"),
        ("Self-service", "self_service_gain", "capacity"),
        ("Automated retraining", "retraining_gain", "capacity"),
        ("Reproducibility", "reproducibility_gain", "capacity"),
        ("Templates", "templates_gain", "capacity"),
        ("Faster onboarding", "onboarding_gain", "capacity"),
        ("More experiments", "experiments_gain", "revenue"),
        ("Fewer tickets", "custom_gain", "capacity"),
    ]
    assert values(case, "time_benefit") == [1, 0, 1, 1, 1, 1, 0, 0, 0]
    assert values(case, "lever_benefit") == [0, 0, 1, 1, 1, 1, 0, 0, 0]


def test_a_lever_needs_little_and_has_the_rest_from_the_chapter(tmp_path: Path) -> None:
    case = _completed(tmp_path, EVERY_LEVER)
    assert values(case, "handoff_weeks_before") == [8]
    assert values(case, "retrains_per_month_after") == [4]
    assert values(case, "hours_per_incident_before") == [20]
    assert values(case, "incident_step_shortened") == [1]
    assert values(case, "setup_hours_before") == [40]
    assert values(case, "ramp_productivity_before") == [0.4]
    assert values(case, "table_experiments") == [10, 50, 100, 500]
    assert values(case, "table_auc") == [0.85, 0.88, 0.90, 0.92]
    of_the_chapter = ("handoff_weeks_before", "hours_per_retrain_before", "setup_hours_before", "table_auc")
    for figure in (each for name in of_the_chapter for each in case.assumptions[name]):
        assert figure.kind == "benchmark"
        assert "chapter 4.3" in figure.source


@pytest.mark.parametrize("lever", sorted(LEVERS))
def test_a_lever_with_nothing_behind_it_is_off(tmp_path: Path, lever: str) -> None:
    case = _completed(tmp_path, f"benefits:\n  {lever}:\n")
    assert not case.features & (LEVERS | {"time_levers"})
    assert [each.name for each in case.benefits] == ["Productivity gain"]
    assert "time_basis_survey" not in case.assumptions


def test_levers_that_free_no_hours_of_the_survey_count_nothing_twice(tmp_path: Path) -> None:
    content = "benefits: {onboarding: {hires_per_year: 5}, experiments: {experiments_before: 1, experiments_after: 2}}"
    case = _completed(tmp_path, content)
    assert case.features & (LEVERS | {"time_levers"}) == {"onboarding", "experiments"}


@pytest.mark.parametrize(
    ("lever", "missing"),
    [
        ("self_service", ["models_per_year"]),
        ("retraining", ["retrains_per_month_before"]),
        ("reproducibility", ["incidents_per_year"]),
        ("templates", ["projects_per_year"]),
        ("onboarding", ["hires_per_year"]),
        ("experiments", ["experiments_before", "experiments_after"]),
    ],
)
def test_a_lever_without_its_own_figures_names_those_that_are_missing(
    tmp_path: Path, lever: str, missing: list[str]
) -> None:
    assert _problems(tmp_path, f"benefits:\n  {lever}: {{}}\n") == tuple(
        f"case.yaml, line 2, '{lever}': '{name}' is missing; add '{name}: …', written as a plain number such as 12 or "
        "2_080."
        for name in missing
    )


def test_a_lever_can_state_its_own_kind_risk_and_words(tmp_path: Path) -> None:
    case = _completed(
        tmp_path,
        "benefits:\n  self_service: {models_per_year: 4, kind: cashable, risk_adjustment: 50%, evidence: Tickets., "
        "excludes: Earlier revenue.}\n",
    )
    lever = case.benefits[1]
    assert (lever.kind, lever.evidence, lever.excludes) == ("cashable", "Tickets.", "Earlier revenue.")
    assert values(case, "risk_adjustment") == [0.1, 0.5]
    assert values(case, "cashable_benefit") == [0, 1]


# Steps


def test_steps_as_one_figure(tmp_path: Path) -> None:
    case = _completed(tmp_path, _waiting("6"))
    (figure,) = case.assumptions["handoff_weeks_before"]
    assert (figure.value, figure.kind, figure.source) == (6, "assumed", "case.yaml")
    assert case.axes["handoff"] == ("all hand-offs",)


def test_steps_as_one_figure_in_full(tmp_path: Path) -> None:
    case = _completed(tmp_path, _waiting("{value: 6, low: 2, high: 9, kind: measured, source: tickets}"))
    (figure,) = case.assumptions["handoff_weeks_before"]
    assert (figure.value, figure.low, figure.high, figure.kind, figure.source) == (6, 2, 9, "measured", "tickets")
    assert case.axes["handoff"] == ("all hand-offs",)


def test_steps_by_name_keep_their_order_and_ranges(tmp_path: Path) -> None:
    case = _completed(tmp_path, _waiting("{Deployment: {value: 3, low: 1}, Access to data: 2.5}"))
    assert case.axes["handoff"] == ("Deployment", "Access to data")
    assert [(each.value, each.low) for each in case.assumptions["handoff_weeks_before"]] == [(3, 1), (2.5, None)]


def test_a_step_without_a_figure_is_left_out(tmp_path: Path) -> None:
    case = _completed(tmp_path, _waiting("{Deployment: 3, Access to data: }"))
    assert case.axes["handoff"] == ("Deployment",)


@pytest.mark.parametrize("staying", ["[Guess]", "Guess", "[Guess, Guess]"])
def test_a_step_of_an_incident_may_stay_as_it_is(tmp_path: Path, staying: str) -> None:
    case = _completed(tmp_path, _incidents("{Code: 2, Guess: 3}", staying))
    assert case.axes["incident_step"] == ("Code", "Guess")
    assert values(case, "incident_step_shortened") == [1, 0]
    assert {each.source for each in case.assumptions["incident_step_shortened"]} == {"case.yaml"}


@pytest.mark.parametrize(
    ("steps", "staying", "problem"),
    [
        ("{Code: 2, Guess: 3}", "[Gess]", "'hours_per_incident_before' has no step 'Gess'; did you mean 'Guess'?"),
        ("{Code: 2, Guess: 3}", "[Data]", "'hours_per_incident_before' has no step 'Data'; known are 'Code', 'Guess'."),
        ("20", "[Guess]", "'hours_per_incident_before' has no step 'Guess'; known are 'all steps'."),
        (
            "{Code: 2, Guess: 3}",
            "{Guess: yes}",
            "is a section of settings, but a list is expected; write it as [first, second].",
        ),
    ],
)
def test_a_step_that_stays_is_one_of_the_steps(tmp_path: Path, steps: str, staying: str, problem: str) -> None:
    assert _problems(tmp_path, _incidents(steps, staying)) == (f"case.yaml, line 5, 'steps_that_stay': {problem}",)


@pytest.mark.parametrize(
    ("figure", "problems"),
    [
        ("10%", ["'handoff_weeks_before': '10%' is a percentage, but this is no share; write 8 or 2.5."]),
        ("-1", ["'handoff_weeks_before': '-1' is too low; write at least 0."]),
        ("8 weeks", ["'handoff_weeks_before': '8 weeks' is not a number; write 8 or 2.5."]),
        ("{Data: 10%, Deployment: -2}",
         ["'Data': '10%' is a percentage, but this is no share; write 8 or 2.5.",
          "'Deployment': '-2' is too low; write at least 0."]),
        ("[2, 3]", ["'handoff_weeks_before': is a list, but a single value is expected; write it on the line of its "
                    "name."]),
        ("{low: 2}", ["'handoff_weeks_before': 'value' is missing; add it, as in {value: …, low: …, high: …}."]),
        ("{}", ["'handoff_weeks_before': 'value' is missing; add it, as in {value: …, low: …, high: …}."]),
        ("{value: 2, low: 3}", ["'handoff_weeks_before': 'low' is above 'value'; a range holds its value."]),
    ],
)  # fmt: skip
def test_weeks_of_waiting_that_cannot_be_used_are_an_error(tmp_path: Path, figure: str, problems: list[str]) -> None:
    assert _problems(tmp_path, _waiting(figure)) == tuple(f"case.yaml, line 4, {problem}" for problem in problems)


@pytest.mark.parametrize(
    ("figure", "problem"),
    [
        ("{value: 8, hihg: 13}", "'hihg' is not known in 'handoff_weeks_before'; did you mean 'high'?"),
        ("{Data: 2, Data: 3}", "'Data' stands here and in line 4; keep one."),
    ],
)
def test_a_misspelt_part_of_a_figure_is_no_step(tmp_path: Path, figure: str, problem: str) -> None:
    """8 weeks and 13 weeks would be added up to 21 weeks of waiting."""
    assert _problems(tmp_path, _waiting(figure)) == (f"case.yaml, line 4: {problem}",)


# The table of experiments


@pytest.mark.parametrize("rows", ["{10: 0.8, 500: 0.9}", "{500: 0.9, 10: 0.8}"])
def test_a_table_of_ones_own_stands_in_rising_order(tmp_path: Path, rows: str) -> None:
    case = _completed(tmp_path, _table(rows))
    assert case.axes["auc_row"] == ("10 experiments", "500 experiments")
    assert values(case, "table_experiments") == [10, 500]
    assert values(case, "table_auc") == [0.8, 0.9]


def test_rows_may_be_written_like_any_number(tmp_path: Path) -> None:
    case = _completed(tmp_path, _table("{0: 0.5, 1_000: 0.8, 2.5K: 0.9}"))
    assert case.axes["auc_row"] == ("0 experiments", "1,000 experiments", "2,500 experiments")


@pytest.mark.parametrize("rows", ["", "{}", "{10: , 500: }"])
def test_without_rows_the_table_is_the_chapters(tmp_path: Path, rows: str) -> None:
    assert values(_completed(tmp_path, _table(rows)), "table_experiments") == [10, 50, 100, 500]


def test_the_range_of_a_row_is_that_of_its_auc(tmp_path: Path) -> None:
    """The number of experiments stays in every scenario; it says where in the table the row stands."""
    rows = "{10: {value: 0.8, low: 0.7, high: 0.85, conservative: 0.75, kind: measured, source: log}, 500: 0.9}"
    case = _completed(tmp_path, _table(rows))
    first, row = case.assumptions["table_auc"][0], case.assumptions["table_experiments"][0]
    assert (first.value, first.low, first.high, first.conservative, first.source) == (0.8, 0.7, 0.85, 0.75, "log")
    assert (row.value, row.low, row.high, row.conservative, row.optimistic) == (10, None, None, None, None)
    assert row.source == "log"


@pytest.mark.parametrize("rows", ["{10: 0.85}", "{10: 0.85, '10.0': 0.9}", "{10: 0.85, 10.0: 0.9, 500: 0.92}"])
def test_a_table_needs_two_rows_that_differ(tmp_path: Path, rows: str) -> None:
    assert _problems(tmp_path, _table(rows)) == (
        "case.yaml, line 5, 'auc_by_experiments': a table needs at least 2 rows, each for another number of "
        "experiments; write them as {10: 0.85, 500: 0.92}.",
    )


def test_each_row_has_its_own_source(tmp_path: Path) -> None:
    rows = "{10: {value: 0.8, source: our runs}, 50: {value: 0.9, source: vendor}}"
    case = _completed(tmp_path, _table(rows))
    assert [row.source for row in case.assumptions["table_experiments"]] == ["our runs", "vendor"]


def test_the_best_of_more_experiments_is_not_worse(tmp_path: Path) -> None:
    assert _problems(tmp_path, _table("{10: 0.85, 50: 0.9, 500: 0.88}")) == (
        "case.yaml, line 5, 'auc_by_experiments': with 500 experiments the best AUC is lower than with fewer, but the "
        "best of more cannot be worse; correct the table.",
    )


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("{ten: 0.85, 500: 0.9}", "'ten': 'ten' is not a number; write a plain number such as 12 or 2_080."),
        ("{-1: 0.85, 500: 0.9}", "'-1': '-1' is too low; write at least 0."),
        ("{10%: 0.85, 500: 0.9}",
         "'10%': '10%' is a percentage, but this is no share; write a plain number such as 12 or 2_080."),
        ("{10: high, 500: 0.9}", "'10': 'high' is not a number; write 0.85."),
        ("{10: 85%, 500: 0.9}", "'10': '85%' is a percentage, but this is no share; write 0.85."),
        ("{10: 0.85, 500: 1.2}", "'500': '1.2' is too high; write at most 1."),
        ("[0.85, 0.9]",
         "'auc_by_experiments': is a list, but a section is expected; write settings as 'name: value', indented under "
         "it."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_one_problem(tmp_path: Path, rows: str, problem: str) -> None:
    assert _problems(tmp_path, _table(rows)) == (f"case.yaml, line 5, {problem}",)


# What freed time is counted from


@pytest.mark.parametrize(
    ("stated", "from_survey", "source"),
    [
        ("survey", 1, "case.yaml"),
        ("levers", 0, "case.yaml"),
        ("", 1, "convention: the survey, as it measures the whole week"),
    ],
)
def test_freed_time_is_counted_from_the_survey_or_from_the_levers(
    tmp_path: Path, stated: str, from_survey: float, source: str
) -> None:
    case = _completed(tmp_path, f"{SELF_SERVICE}assumptions: {{time_basis: {stated}}}\n")
    (basis,) = case.assumptions["time_basis_survey"]
    assert (basis.value, basis.source) == (from_survey, source)


@pytest.mark.parametrize("basis", ["survey", "levers"])
@pytest.mark.parametrize("benefits", ["\n\n", "benefits:\n  onboarding: {hires_per_year: 5}\n"])
def test_without_a_lever_of_time_there_is_nothing_to_choose(tmp_path: Path, benefits: str, basis: str) -> None:
    assert _problems(tmp_path, f"{benefits}assumptions: {{time_basis: {basis}}}\n") == (
        "case.yaml, line 3, 'time_basis': no lever of time is stated; state one of 'self_service', 'retraining', "
        "'reproducibility', 'templates' under 'benefits', or leave 'time_basis' out.",
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("assumptions: {time_basis: lever}", "line 3, 'time_basis': 'lever' is not known; did you mean 'levers'?"),
        ("assumptions: {time_basis: both}",
         "line 3, 'time_basis': 'both' is not known; known are 'survey', 'levers'."),
        ("assumptions: {time_base: levers}",
         "line 3: 'time_base' is not known in 'assumptions'; did you mean 'time_basis'?"),
        ("time_basis: levers", "line 3: 'time_basis' is not known at the top level; it belongs under 'assumptions'."),
        ("scenarios: {optimistic: {time_basis: levers}}",
         "line 3: 'time_basis' is not known in 'optimistic'; it belongs under 'assumptions'."),
    ],
)  # fmt: skip
def test_a_basis_that_cannot_be_read_is_an_error(tmp_path: Path, content: str, problem: str) -> None:
    assert _problems(tmp_path, SELF_SERVICE + content) == (f"case.yaml, {problem}",)


# Scenarios and misspelt names


def test_a_scenario_overrides_a_step_or_a_row_by_its_name(tmp_path: Path) -> None:
    steps = _completed(
        tmp_path, _waiting("{Data: 2, Deployment: 3}") + "scenarios: {optimistic: {handoff_weeks_before: {Data: 5}}}\n"
    )
    assert [each.optimistic for each in steps.assumptions["handoff_weeks_before"]] == [5, None]
    rows = _completed(
        tmp_path, _table("{10: 0.8, 50: 0.9}") + "scenarios: {optimistic: {table_auc: {50 experiments: 0.95}}}\n"
    )
    assert [each.optimistic for each in rows.assumptions["table_auc"]] == [None, 0.95]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (_waiting("{Data: 2, Deployment: 3}") + "scenarios: {optimistic: {handoff_weeks_before: {Dta: 5}}}",
         "line 5, 'handoff_weeks_before': the case has no 'Dta'; did you mean 'Data'?"),
        (_table("{10: 0.8, 50: 0.9}") + "scenarios: {optimistic: {table_auc: {50: 0.95}}}",
         "line 6, 'table_auc': the case has no '50'; known are '10 experiments', '50 experiments'."),
        (_waiting("3") + "scenarios: {optimistic: {incidents_per_year: 5}}",
         "line 5, 'incidents_per_year': nothing in this case reads it; leave it out."),
        (_table("{10: 0.8, 50: 0.9}") + "scenarios: {optimistic: {table_experiments: {10 experiments: 60}}}",
         "line 6: 'table_experiments' is not known in 'optimistic'; did you mean 'experiments_after'?"),
        ("benefits:\n  selfservice: {models_per_year: 4}",
         "line 2: 'selfservice' is not known in 'benefits'; did you mean 'self_service'?"),
        ("benefits:\n  self_service: {models_a_year: 4}",
         "line 2: 'models_a_year' is not known in 'self_service'; did you mean 'models_per_year'?"),
        ("benefits:\n  self_service: 5",
         "line 2, 'self_service': is a single value, but a section is expected; write settings as 'name: value', "
         "indented under it."),
        ("benefits:\n  onboarding: {hires_per_year: 1, ramp_months_before: 4 months}",
         "line 2, 'ramp_months_before': '4 months' is not a number; write 3 or 4.5."),
        ("benefits:\n  onboarding: {hires_per_year: 1, ramp_productivity_before: 40}",
         "line 2, 'ramp_productivity_before': '40' is more than 100 %; write 40%."),
        ("benefits:\n  experiments: {experiments_before: 1, experiments_after: 2, value_per_auc_point: €5}",
         "line 2, 'value_per_auc_point': '€' is not the sign of USD, the currency of the case; leave the sign out or "
         "state 'currency' under 'company'."),
        ("benefits:\n  custom: {Self-service: {quantity_before: 1, quantity_after: 0, unit_value: 1}}\n"
         "  self_service: {models_per_year: 4}",
         "line 2, 'Self-service': another benefit has this name; choose a different one."),
    ],
)  # fmt: skip
def test_each_mistake_is_one_sentence_with_line_finding_and_remedy(tmp_path: Path, content: str, problem: str) -> None:
    assert _problems(tmp_path, content) == (f"case.yaml, {problem}",)
