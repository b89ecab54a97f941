"""`reportgen explain`: what is said of a line, how it is worked through, trees, and names that are not there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.builds import INSURANCE
from support.small_case import EVERY_BENEFIT, a_case_of_each_kind, an_allocation, computed

from reportgen import explaining
from reportgen.case.inputs import INPUTS, SURVEY_INPUTS
from reportgen.cli import main
from reportgen.explaining.examples import example, example_names
from reportgen.explaining.subjects import declared
from reportgen.explaining.switches import FEATURES, condition
from reportgen.model.lines import LINES
from reportgen.model.results import Results, compute

WIDTH = 100
SPREAD = (0.02, 0.03, 0.01)


@pytest.fixture(scope="module")
def small() -> Results:
    """Ten people at $100,000, 20 points more value work, $60,000 invested; the defaults for all else."""
    return computed()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments])


def said(name: str, results: Results | None = None) -> str:
    return plain(explaining.as_text(explaining.explain(name, results)))


def worked(name: str, results: Results) -> tuple[str, str]:
    """Where a line is worked through, and how."""
    figures = explaining.explain(name, results).figures
    assert figures is not None
    assert figures.formula is not None
    return figures.formula.place, plain(figures.formula.worked)


def test_what_is_printed_of_a_line(small: Results) -> None:
    lines = said("productivity_gain", small).splitlines()

    assert lines[:14] == [
        "Productivity gain (productivity_gain)",
        "  Payroll that moves to value work; only the part of the freed time that is put to use counts.",
        "",
        "  Value     $80K a year  (conservative $40K a year, optimistic $120K a year)",
        "            in small without a case file, base scenario",
        "  Unit      USD a year",
        "  Formula   Payroll × Change of the share of value work × Share of freed time put to productive use",
        "            $1.00M a year × 20 pts × 40% = $80K a year",
        lines[8],
        "  Section   Benefits",
        lines[10],
        "  Kind      benchmark, as is realisation",
        "  Sources   benchmark: Engineering Productivity Multiplier, chapter 4.3.8: the case study implies",
        "              41.14 %, taken as 40 % (realisation)",
    ]
    assert re.fullmatch(r" {12}=\$C\$\d+\*Allocation!\$C\$\d+\*Inputs!\$C\$\d+", lines[8])
    assert re.fullmatch(r"  Cell      Benefits!C\d+", lines[10])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("npv", ("", "$140K − $113K = $27.8K")),
        ("discount_factor", ("year 1", "1 ÷ ((1 + 10%) to the power of 1) = 0.9091")),
        ("benefit_in_year", ("Productivity gain, year 1", "$80K a year × 50% × 90% = $36K")),
        ("cumulative_net_benefit", ("year 1", "−$79.8K + $22.8K = −$57K")),
        ("total_investment", ("", "$60K + $0 + $0 + $0 = $60K")),
        ("value_share_change", ("", "70% − 50% = 20 pts")),
        ("value_share_before", ("", "50% × 1 = 50%")),
        ("cost_effect", ("Investment", "−$60K = −$60K")),
        ("run_cost", ("Platform, year 1", "20% × ($60K + $0 − $0) = $12K")),
        ("payback_in_year", ("year 3", "12 × (3 − $53.5K ÷ $58.8K) if 1 is above 0, else 0 = 25.1 months")),
        (
            "payback_months",
            (
                "",
                "the highest of 0 months, 0 months, 0 months, 25.1 months if $53.5K is at least −$0.25, else "
                "“not within the horizon” = 25.1 months",
            ),
        ),
        (
            "irr",
            (
                "",
                "the internal rate of return of −$79.8K, $22.8K, $51.6K, $58.8K, sought from 25.4% on if 1 is above 0, "
                "else “no single one above 0 %” = 26.2%",
            ),
        ),
        ("value_time_multiple", ("", "70% ÷ 50% if 50% is above 1e-06, else “no value work before” = 1.4×")),
    ],
)
def test_a_line_is_worked_through_in_figures(small: Results, name: str, expected: tuple[str, str]) -> None:
    """At the first item and year where every figure says something; checked on paper."""
    assert worked(name, small) == expected


def test_what_is_only_linked_is_not_worked_through(small: Results) -> None:
    """It would read `20% = 20%`."""
    assert worked("share_after", small) == ("Waiting for data", "")
    assert worked("cost_in_year", small) == ("Investment, year 0", "")


def test_quantiles_are_worked_through_without_their_detours() -> None:
    spread = computed(an_allocation(surveyed_share_after=None, respondents_before=8, deviation_before=SPREAD))

    assert worked("exact_t_before", spread)[1] == "Student’s two-sided t quantile for 95% with 7 = 2.3646"
    assert worked("normal_z", spread)[1] == "the two-sided normal quantile for 95% = 1.96"
    assert worked("t_before", spread)[1] == "1.96 + (2.3646 − 1.96) × 7 ÷ 7 = 2.3646"


def test_a_plan_is_worked_through_for_its_first_activity() -> None:
    """40 % friction, 50 % value work, a target of 60 %: the one activity that is friction gives 10 points."""
    plan = computed(an_allocation(surveyed_share_after=None))

    assert worked("share_after", plan) == ("Waiting for data", "40% + 10 pts × (0% − 100%) = 30%")


def test_negative_figures_stand_in_brackets_behind_an_operator() -> None:
    fall = computed(an_allocation(surveyed_share_after=(0.5, 0.4, 0.1)))

    assert worked("productivity_gain", fall)[1] == "$1.00M a year × (−10 pts) × 40% = −$40K a year"


def test_of_many_terms_the_first_are_written_out() -> None:
    forty = _with_activities([f"Work {number}" for number in range(40)])

    assert worked("value_share_before", forty)[1] == (
        "2.5% × 1 + 2.5% × 1 + 2.5% × 1 + 2.5% × 1 + 2.5% × 1 + 2.5% × 1 + … (14 more) = 50%"
    )


def test_the_tree_shows_each_line_once(small: Results) -> None:
    tree = said("npv", small).partition("\nReads\n")[2].partition("\n\nRead by\n")[0].splitlines()

    assert tree == [
        "  ├── Present value of benefits (present_value_of_benefits)  $140K",
        "  │   └── Present value of the benefit (benefit_present_value)  $140K, by benefit",
        "  │       ├── Benefit after adoption and risk (benefit_in_year)  $0 to $72K, by benefit and year …",
        "  │       └── Discount factor (discount_factor)  0.7513 to 1, by year …",
        "  └── Present value of costs (present_value_of_costs)  $113K",
        "      └── Present value of the cost (cost_present_value)  $10.2K to $60K, by cost",
        "          ├── Costs (cost_in_year)  $0 to $60K, by cost and year …",
        "          └── Discount factor (discount_factor)  0.7513 to 1, by year …",
    ]


def test_what_stands_above_already_is_marked(small: Results) -> None:
    tree = said("irr", small).partition("\nReads\n")[2].splitlines()

    expanded = (line for line in tree if "Net benefit (net_benefit)" in line and "…" not in line)
    assert next(expanded) == "  │   ├── Net benefit (net_benefit)  −$79.8K to $58.8K, by year"
    assert "  ├── Net benefit (net_benefit)  −$79.8K to $58.8K, by year (above)" in tree


def test_an_input_in_the_tree_says_its_kind_and_source(small: Results) -> None:
    tree = said("discount_factor", small).partition("\nReads\n")[2].splitlines()

    assert tree[:2] == [
        "  ├── Discount rate (discount_rate)  10%  [benchmark: convention: 10 % a year, nominal, flows at t…]",
        "  └── Year (year)  0 to 3, by year  [0 is the year of the spending]",
    ]


def test_what_reads_a_line_is_found(small: Results) -> None:
    tree = said("learning_cost", small).partition("\nRead by\n")[2].splitlines()

    assert tree[0] == "  └── Implementation dip (implementation_dip_cost)  $0 to $12.5K, by year"
    assert {line.strip("│├└─ ").split(" (")[0] for line in tree[1:]} >= {"Contingency", "Costs", "Total costs"}


def test_a_collected_line_names_what_it_collects(small: Results) -> None:
    assert "  Formula   one row each: Investment; Run costs; Implementation dip; Contingency\n" in said(
        "cost_in_year", small
    )


def test_an_assumption_has_its_range_and_its_readers(small: Results) -> None:
    told = said("realisation", small)

    assert told.splitlines()[:2] == [
        "Share of freed time put to productive use (realisation)",
        "  Value     40%  (range 20% to 60%)",
    ]
    assert "Inputs!C" in told
    assert "Formula" not in told
    assert "Productivity gain (productivity_gain)  $80K a year" in told


def test_figures_of_several_items_and_years_are_a_table(small: Results) -> None:
    told = said("cost_in_year", small).partition("By cost and year\n")[2].partition("\n\n")[0]

    assert told.splitlines() == [
        "                      year 0  year 1  year 2  year 3",
        "  Investment            $60K      $0      $0      $0",
        "  Run costs               $0    $12K    $12K    $12K",
        "  Implementation dip  $12.5K      $0      $0      $0",
        "  Contingency         $7.25K   $1.2K   $1.2K   $1.2K",
    ]


def test_of_many_items_twelve_are_shown() -> None:
    forty = _with_activities(
        [f"A long name of work that says more than anybody wants {number}" for number in range(40)]
    )
    told = said("share_before", forty)

    assert "… and 28 more rows; --json has all" in told
    assert max(map(len, told.splitlines())) <= WIDTH


@pytest.mark.parametrize(
    "activities",
    [
        ["Everything"],
        ['=HYPERLINK("http://example.org")', "@SUM", "{npv|}", "100%s"],
        ["Ein sehr langer Name " * 30, "Ἀ" * 300, "Meetings"],
        [f"Work {number}" for number in range(40)],
    ],
    ids=["one", "formulas", "long", "forty"],
)
def test_names_of_activities_do_no_harm(activities: list[str]) -> None:
    results = _with_activities(activities)
    for name in (*results.graph.lines, *results.graph.inputs):
        told = said(name, results)
        assert max(map(len, told.splitlines())) <= WIDTH, told


def _with_activities(activities: list[str]) -> Results:
    """Equal shares, every second activity value work, the answers of several people."""
    count = len(activities)
    shares = [1 / count] * count
    allocation = an_allocation(
        activities=activities,
        surveyed_share_before=shares,
        surveyed_share_after=shares,
        respondents_before=8,
        respondents_after=6,
        deviation_before=[0.01] * count,
        deviation_after=[0.01] * count,
    )
    kinds = ["value" if number % 2 == 0 else "friction" for number in range(count)]
    return computed(allocation, activity_kinds=kinds, benefits=EVERY_BENEFIT)


def test_every_line_and_input_of_every_kind_of_case_is_explained() -> None:
    for case, allocation in a_case_of_each_kind():
        results = compute(case, allocation)
        for name in (*results.graph.lines, *results.graph.inputs):
            told = said(name, results)
            assert max(map(len, told.splitlines())) <= WIDTH, told
            assert not re.search(r"\bnan\b|\binf\b|None|\{|\|\}", told), told
            assert json.loads(explaining.as_json(explaining.explain(name, results)))["name"] == name


def test_everything_the_model_knows_is_explained_from_the_examples() -> None:
    """From the first example that has it; what is off in all of them is said to be, with what switches it on."""
    for name in declared():
        found = explaining.explain(name)
        has = [each for each in example_names() if example(each).has(name)]
        if has:
            assert found.case == f"the example case '{has[0]}'"
            assert found.figures is not None
        else:
            assert found.figures is None
            assert found.conditions, name


def test_the_case_study_comes_first() -> None:
    assert example_names()[0] == "insurance"
    assert "$6.28M" in said("npv")
    assert "in the example case 'insurance', base scenario" in said("npv")


def test_what_is_off_says_what_switches_it_on(small: Results) -> None:
    assert said("friction_weight", small) == "\n".join(
        [
            "Share of friction taken from the activity (friction_weight)",
            "  The activity's part of today's friction.",
            "",
            "  Unit      %, by activity",
            "  Section   Allocation of time",
            "  Value     none: it is off in small without a case file",
            "  On where  there is one wave and the case sets no target for each activity",
        ]
    )


def test_conditions_are_said_in_words() -> None:
    assert condition(None) == ""
    assert condition("policy_as_is and not measured") == (
        "the survey can be counted with rows as they are, but not where the survey has a second wave"
    )
    assert condition("retention or custom") == (
        "the case has the benefit ‘Reduced attrition’; or the case states a benefit of its own"
    )


def test_every_feature_of_a_case_has_words() -> None:
    conditions = {each.when for each in (*LINES, *INPUTS, *SURVEY_INPUTS) if each.when}
    features = {term.removeprefix("not ") for when in conditions for term in re.split(" and | or ", when)}
    unknown = {feature for feature in features - FEATURES.keys() if f"{feature}_gain" not in declared()}

    assert not unknown


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("npv", "npv"),
        ("NPV", "npv"),
        ("Net present value", "npv"),
        ("net  PRESENT value", "npv"),
        ("productivity gain", "productivity_gain"),
        ("Discount rate", "discount_rate"),
        ("investment", "investment"),
        ("year", "year"),
    ],
)
def test_names_and_labels_are_taken_in_any_case(wanted: str, name: str) -> None:
    assert explaining.named(wanted) == name


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("npw", "there is no line 'npw'; did you mean 'npv'?"),
        ("Net presnt value", "there is no line 'Net presnt value'; did you mean 'Net present value'?"),
        ("pay back months", "there is no line 'pay back months'; did you mean 'payback_months'?"),
        ("zzzz", "there is no line 'zzzz'; `reportgen explain` alone lists all."),
    ],
)
def test_a_misspelt_name_is_told_the_nearest(wanted: str, message: str) -> None:
    result = run(wanted)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {message}\n"


def test_a_label_of_several_inputs_is_told_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    npv, roi = declared()["discount_rate"], declared()["confidence"]
    twins: Mapping[str, Any] = {"first": npv, "second": npv, "other": roi}
    monkeypatch.setattr("reportgen.explaining.subjects.declared", lambda: twins)

    result = run("Discount rate")
    assert result.stderr == "Error: several have the label 'Discount rate'; give one of the names 'first', 'second'.\n"


def test_alone_it_lists_every_line_and_assumption_by_section() -> None:
    result = run()
    rows = plain(result.stdout).splitlines()

    assert result.exit_code == 0
    assert max(map(len, rows)) <= WIDTH
    assert rows[0] == "Lines marked 'off' are not part of the example case 'insurance'."
    assert {row.split()[0] for row in rows if row.startswith("  ") and row.strip()} >= declared().keys() - {"year"}
    places = [rows.index(title) for title in ("Allocation of time", "Benefits", "Checks", "Assumptions: Team")]
    assert places == sorted(places)
    npv = next(row for row in rows if row.startswith("  npv "))
    assert re.fullmatch(r"  npv +Net present value +USD", npv)
    off = next(row for row in rows if row.startswith("  friction_weight "))
    assert off.endswith("  off")


def test_the_survey_and_case_at_hand_are_explained(tmp_path: Path) -> None:
    (tmp_path / "before.csv").write_text("id,Waiting,Coding\na,40,60\nb,60,40\n")
    (tmp_path / "after.csv").write_text("id,Waiting,Coding\na,20,80\nb,40,60\n")
    (tmp_path / "case.yaml").write_text("team: {All: {headcount: 4, loaded_cost: 50_000}}\nassumptions: {horizon: 1}\n")
    files = [str(tmp_path / name) for name in ("before.csv", "after.csv", "case.yaml")]
    result = run("payroll", "--survey", files[0], "--after", files[1], "--case", files[2])

    assert result.exit_code == 0, result.stderr
    told = plain(result.stdout)
    assert "in before.csv and after.csv with case.yaml, base scenario" in told
    assert "4 people × $50K a year = $200K a year" in told


def test_a_survey_that_cannot_be_used_is_an_error_as_for_a_build(tmp_path: Path) -> None:
    result = run("npv", "--survey", str(tmp_path / "missing.csv"))

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "missing.csv" in result.stderr


def test_options_about_a_survey_need_one() -> None:
    result = run("npv", "--case", str(INSURANCE / "case.yaml"))

    assert result.exit_code == 2
    assert "--survey" in result.stderr


def test_programs_get_every_figure_as_json() -> None:
    found = json.loads(run("benefit_in_year", "--json").stdout)

    assert found["case"] == "the example case 'insurance'"
    assert len(found["figures"]["values"]) == len(found["figures"]["items"])
    assert found["figures"]["values"][0][1] == pytest.approx(1_800_000 * 0.5 * 0.9, rel=1e-3)
    assert found["figures"]["formula"]["words"].startswith("Benefit at full effect")
    assert found["figures"]["reads"][0]["name"] in ("benefit_full_effect", "benefit_counted_effect")
    listed = json.loads(run("--json").stdout)
    names = [entry["name"] for section in listed["sections"] for entry in section["entries"]]
    assert len(names) == len(set(names))
