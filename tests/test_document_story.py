"""What the document says: sentences, tables and letters follow from the figures."""

from __future__ import annotations

import dataclasses
import re

import pytest
from support.business_cases import (
    INSURANCE,
    ONE_WAVE,
    SORTS,
    SPREAD,
    benchmark_team,
    forty_activities,
    huge_amounts,
    insurance,
    less_value_work,
    losing,
    losing_proposal,
    many_benefits,
    nothing_at_all,
    proposal,
    told,
)
from support.pictures import Picture
from support.small_case import EVERY_BENEFIT, an_allocation
from support.stories import facts_of, paragraph, rows, section, story_of, table, tables, texts

from reportgen.case.case import Assumption, Component
from reportgen.case.inputs import CONVENTIONS, INPUT
from reportgen.document.story import Story
from reportgen.document.story.advice import stance
from reportgen.document.story.columns import FONT_SIZE, PADDING, widths
from reportgen.document.story.facts import NOTHING
from reportgen.document.story.parts import Column, Row, Table
from reportgen.document.story.words import brief, counted, every, listed, lowered
from reportgen.document.theme import COLUMN_WIDTH
from reportgen.model.references import letter
from reportgen.model.results import compute
from reportgen.notation import notation
from reportgen.survey.allocation import ReadingRecord


@pytest.fixture(scope="module")
def insured() -> Story:
    return story_of(insurance())


# What is recommended


def test_a_measured_case_that_returns_its_costs_is_to_be_continued(insured: Story) -> None:
    assert insured.cover.title == (
        "Value work rose from 25% to 75% of the time, and the investment returns $6.28M net over three years"
    )
    assert insured.summary.lead.startswith("We recommend continuing to fund the investment.")


def test_a_losing_case_says_so_in_its_title_and_first_line() -> None:
    """−$1.48M: 1 M payroll × 2 points × 40 % is 8,000 a year against 900,000."""
    story = story_of(losing())
    assert story.cover.title == "As it stands, the investment loses $1.48M over three years"
    assert story.summary.lead.startswith("We recommend not to proceed as it stands.")
    assert "$1.48M less than it takes" in story.summary.lead
    assert "Why now" not in [point.topic for point in story.summary.points]


def test_a_proposal_says_would_and_projected() -> None:
    story = story_of(losing_proposal())
    assert story.cover.title == "As it stands, the investment would lose $1.46M over three years"
    assert "would return" in story.summary.lead
    assert section(story, "results").lead == "Time on value work would rise from 50% to 60%, 1.2× as much as before."
    charts = [block for each in story.sections for block in each.blocks if hasattr(block, "picture")]
    assert all("projected" in chart.picture.lower() for chart in charts[:2])
    assert all("measured" not in chart.caption for chart in charts)


def test_a_benchmark_investment_is_no_basis_for_a_decision() -> None:
    results = told(an_allocation(**ONE_WAVE), component_amount=Assumption(1_000, "benchmark", "per head"))
    assert stance(facts_of(results)) == "explore"
    asked = story_of(results).summary.points[1]
    assert asked.topic == "What is asked"
    assert asked.text.startswith("Nothing yet. Replace the")


def test_a_scenario_other_than_the_base_is_named() -> None:
    story = story_of(insurance("conservative"))
    assert "In the conservative scenario, over three years it returns" in story.summary.lead
    draws = "Of 10,000 random draws of all ranges around the base case eight in ten give"
    assert draws in story.summary.points[2].text
    assert draws in section(story, "risk").lead
    assert section(story, "risk").lead.startswith("Around the base case most depends on “")
    assert story.cover.occasion.endswith("In the conservative scenario")


def test_less_value_work_is_said_beside_a_positive_return() -> None:
    story = story_of(less_value_work())
    assert "Value work got less time, though: 50% before, 40% after." in story.summary.lead
    assert section(story, "results").lead == "Time on value work fell from 50% to 40%."


def test_a_case_without_costs_and_benefits_has_no_claim() -> None:
    story = story_of(nothing_at_all())
    assert story.cover.title == "The investment returns no more than it costs over three years"
    assert section(story, "return").lead.startswith("The case has no costs")


def test_a_title_of_the_user_goes_before_the_claim() -> None:
    assert story_of(told(an_allocation(), title="Faster models")).cover.title == "Faster models"


# How sure it is


def test_a_range_that_turns_the_case_alone_is_named_though_another_figure_is_nearer() -> None:
    """Realisation has no range; the investment goes from half to more than three times of what is earned."""
    investment = Assumption(60_000, "assumed", "", low=30_000, high=200_000)
    text = story_of(told(an_allocation(), realisation=0.5, component_amount=investment)).summary.switching.text
    assert text.startswith(
        "“Investment” alone turns the case inside its range: over $30K to $200K the net present value goes from $112K "
        "to −$168K. With every range at its unfavourable end"
    )


def test_an_assumption_inside_its_range_that_turns_the_case_is_the_one_to_watch() -> None:
    """The target moves 10 points, worth about 70,000 today against about 63,000 of costs: 9 points are just enough."""
    text = story_of(told(an_allocation(**ONE_WAVE), component_amount=30_000)).summary.switching.text
    assert re.match(
        r"With “target share of time on value work” at 59(\.\d)?% instead of 60%, all else unchanged, the net present "
        r"value is zero; that is inside its range of 40% to 60%\.",
        text,
    )


def test_no_assumption_near_is_said_plainly_and_so_is_what_all_do_together(insured: Story) -> None:
    assert insured.summary.switching.text.startswith("No single assumption comes near to turning the case")
    assert insured.summary.switching.text.endswith(
        "With every range at its unfavourable end at once, however, the net present value is −$646K."
    )


def test_the_kinds_of_assumptions_are_counted(insured: Story) -> None:
    results = insurance()
    assumed = {name: each for name, each in results.case.assumptions.items() if INPUT[name].group != CONVENTIONS}
    kinds = [each.kind for figures in assumed.values() for each in figures]
    expected = f"{len(kinds)} assumptions: {kinds.count('measured')} measured, 0 projected, "
    assert expected + f"{kinds.count('assumed')} assumed and 0 benchmark." in insured.summary.points[2].text


def test_an_interval_that_crosses_zero_is_in_the_summary() -> None:
    """+2 points with a standard error of 5/√6 = 2.04 points and t = 2.57: from −3.2 to +7.2."""
    story = story_of(losing())
    told = (
        "The survey alone does not show that value work changed: the 95% interval of its change, "
        "−3.2 to +7.2\u00a0pts (six people in both waves), includes zero."
    )
    assert told in story.summary.points[2].text
    assert story.summary.figures[3].range == "95% interval of the change: −3.2 to +7.2 pts"
    assert told in paragraph(story, "results", "How sure this is.")


def test_an_interval_clear_of_zero_is_told_with_its_people() -> None:
    """+20 points, standard error 5/√6 and t = 2.57 again: 5.2 points to both sides."""
    certainty = story_of(told(an_allocation(**SPREAD))).summary.points[2].text
    expected = "The 95% interval of the change of value work is +14.8 to +25.2\u00a0pts (six people in both waves)."
    assert expected in certainty
    assert "does not show" not in certainty


def test_a_table_of_means_has_no_interval() -> None:
    story = story_of(insurance(survey="published.csv"))
    assert "the change has no interval" in story.summary.points[2].text
    assert "95% interval" not in [column.title for column in table(story, "Before and after by activity").columns]


# Sections and letters


def test_sections_are_numbered_without_gaps(insured: Story) -> None:
    assert [each.number for each in insured.sections] == [*"123456789", *"ABC"]
    without_outcomes = story_of(losing())
    assert [each.number for each in without_outcomes.sections] == [*"12345678", *"ABC"]
    assert "outcomes" not in [each.anchor for each in without_outcomes.sections]


def test_tables_are_numbered_through_the_document(insured: Story) -> None:
    assert [int(each.caption.split()[1].rstrip(".")) for each in tables(insured)] == list(
        range(1, 1 + len(list(tables(insured))))
    )


def test_letters_run_through_benefits_and_costs(insured: Story) -> None:
    benefits = [row.cells[0] for row in table(insured, "Benefits by year").rows]
    costs = [row.cells[0] for row in table(insured, "Costs by year").rows]
    assert benefits == ["Atr", "Btr", "Ctr", "Dtr", ""]
    assert costs == ["Et", "Ft", "Gt", "Ht", ""]
    assert [letter(position) for position in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


def test_the_summary_lists_every_section(insured: Story) -> None:
    assert insured.summary.contents == insured.sections


# Figures by hand


def test_changes_of_the_case_study(insured: Story) -> None:
    found = rows(table(insured, "Before and after by activity"))
    assert {name: cells[1:4] for name, cells in found.items()} == {
        "Waiting for data access": ("20%", "3%", "−17\u00a0pts"),
        "Setting up environments": ("15%", "2%", "−13\u00a0pts"),
        "Manual deployment coordination": ("20%", "5%", "−15\u00a0pts"),
        "Debugging production issues": ("15%", "5%", "−10\u00a0pts"),
        "Actual model development": ("25%", "75%", "+50\u00a0pts"),
        "Meetings": ("5%", "10%", "+5\u00a0pts"),
    }


def test_first_year_view_of_the_case_study(insured: Story) -> None:
    found = [row.cells for row in table(insured, "From the first-year view").rows]
    first_year = {label: figure for _, label, figure, _ in found}
    investment = {label: figure for _, label, _, figure in found}
    assert [first_year[name] for name in ("Productivity gain", "Reduced attrition", "Additional models shipped")] == [
        "$1,800,000",
        "$1,200,000",
        "$3,600,000",
    ]
    assert first_year["Benefits"] == "$6,600,000"
    assert first_year["Investment"] == "$800,000"
    assert first_year["Return on investment"] == "725%"
    assert first_year["First-year payback"] == "1.45\u00a0months"
    assert investment["First-year payback"] == first_year["Payback from the end of year 0"] == NOTHING
    assert investment["Payback from the end of year 0"].endswith("\u00a0months")


def test_outcomes_in_the_form_people_use(insured: Story) -> None:
    changes = {name: cells[3] for name, cells in rows(table(insured, "Outcomes")).items()}
    assert changes == {
        "Models shipped a year": "4×",
        "Time to production": "7.2×",
        "Engineer satisfaction": "+45%",
        "Attrition rate": "−64%",
        "Recruiting acceptance rate": "+88%",
    }


def test_a_benefit_is_calculated_in_references() -> None:
    """1,000,000 × 20 points × 40 % = 80,000; × 50 % × (1 − 10 %) = 36,000 in year 1, 72,000 in year 3."""
    found = {row.cells[0]: row.cells[1:] for row in table(story_of(told(an_allocation())), "Calculation of A").rows}
    assert found["A1"][2:] == ("$1,000,000",) * 3
    assert found["At"] == ("Productivity gain", "A1×A2×A3", "$80,000", "$80,000", "$80,000")
    assert found["A6"][:2] == (
        "Part kept after the risk adjustment",
        "One less the risk adjustment; of a loss all of it, as no adjustment for risk makes a loss smaller.",
    )
    assert found["Atr"] == ("Benefit after adoption and risk", "At×A4×A6", "$36,000", "$64,800", "$72,000")


def test_departures_are_calculated_step_by_step(insured: Story) -> None:
    found = {row.cells[0]: row.cells[1:3] for row in table(insured, "Calculation of B").rows}
    assert found["B5"] == ("Departures avoided a year", "B1×(B2−B3)×B4")
    assert found["Bt"] == ("Reduced attrition", "B5×B6")


def test_a_line_with_a_condition_is_told_in_words() -> None:
    story = story_of(told(an_allocation(), benefits=EVERY_BENEFIT))
    found = {row.cells[1]: row.cells[2] for row in table(story, "Calculation of D").rows}
    assert found["Quantity gained a year"].startswith("The change of the quantity in the direction")
    assert "A rise is the gain (1 = yes)" not in found


def test_costs_refer_to_each_other(insured: Story) -> None:
    found = {row.cells[0]: row.cells[2] for row in table(insured, "Calculation of H").rows}
    assert found["Ht"] == "H1×(Et+Ft+Gt)"
    assert table(insured, "Calculation of E").rows[-1].cells[2] == "E1+E2+E3+E4+E5"


def test_doing_nothing_is_the_last_row_and_costs_nothing(insured: Story) -> None:
    assert table(insured, "The same case with less in it").rows[-1].cells[:2] == ("Nothing is done", "$0")


def test_every_headline_figure_has_its_cell(insured: Story) -> None:
    cells = {row.cells[0]: row.cells[-1] for row in table(insured, "Headline figures").rows}
    assert cells["Net present value"].startswith("Cash flow!C")
    assert all(re.fullmatch(r"[A-Z][a-z ]+![A-Z]+\d+", cell) for cell in cells.values())


# Survey


def test_every_row_is_accounted_for() -> None:
    results = losing()
    record = ReadingRecord(
        "survey.csv", "ab" * 32, "utf-8", ",", "wide", "percent", 20, 12, {"no answer": 7, "adds up to 0": 1},
        complete=9, rescaled=2, missing_assigned=3, flags={"all answers equal": 4},
    )  # fmt: skip
    allocation = dataclasses.replace(results.allocation, reading=(record,), missing_share_to="Other")
    results = dataclasses.replace(results, allocation=allocation)
    found = table(story_of(results), "What became of every row")
    assert [row.cells for row in found.rows] == [
        ("Rows read in survey.csv", "20"),
        ("Counted", "12"),
        ("Of these, rescaled to 100%", "2"),
        ("Of these, the missing share given to “Other”", "3"),
        ("Of these, striking: all answers equal", "4"),
        ("Left out: no answer", "7"),
        ("Left out: adds up to 0", "1"),
    ]
    assert "three activities, counted or not: 9." in found.note
    both = dataclasses.replace(allocation, reading=(record, dataclasses.replace(record, file="after.csv", complete=8)))
    found = table(story_of(dataclasses.replace(results, allocation=both)), "What became of every row")
    assert "three activities, counted or not: 9 in survey.csv, 8 in after.csv." in found.note
    assert any(
        "Of 20 rows 12 count; the appendix says why the others do not." in text for text in texts(story_of(results))
    )


def test_friction_that_nothing_addresses_is_named() -> None:
    results = told(an_allocation())
    case = dataclasses.replace(results.case, components=(Component("Platform", addresses=("Meetings",)),))
    story = story_of(compute(case, results.allocation))
    assert any("No component addresses “Waiting for data”" in text for text in texts(story))


# Register


def test_the_register_names_value_range_kind_and_source(insured: Story) -> None:
    found = rows(table(insured, "Register"))
    assert found["Discount rate"][1:] == ("10%", "8% to 12%", "assumed", "assumed for this example")
    assert found["Loaded cost per person: all"][1:3] == ("$250,000 a\u00a0year", "$220,000 to $280,000")
    assert "conservative scenario: 25%, 60%, 90%" in found["Share of the full effect reached in the year"][-1]
    assert found["Before: Time to production"][1] == "5\u00a0months"
    assert found["Largest difference a check accepts"][1] == "0.000001"


def test_a_register_of_many_rows_ends_with_a_sentence() -> None:
    amounts = [float(number) for number in range(150)]
    results = told(an_allocation(), components=[f"Part {number}" for number in amounts], component_amount=amounts)
    register = table(story_of(results), "Register")
    assert len(register.rows) == 100
    assert re.search(r"\d+ more are on the workbook's Inputs sheet\.$", register.note)


# Anything that may come


@pytest.mark.parametrize("sort", SORTS)
def test_no_text_shows_what_is_no_figure(sort: str) -> None:
    shown = texts(story_of(SORTS[sort]()))
    assert not [text for text in shown if re.search(r"\b(nan|inf|None|not available)\b|  |\.\.$|,,", text)]


@pytest.mark.parametrize("sort", SORTS)
def test_columns_fill_the_table_and_none_is_crushed(sort: str) -> None:
    for each in tables(story_of(SORTS[sort]())):
        assert sum(each.widths) == pytest.approx(100)
        assert min(each.widths) * COLUMN_WIDTH / 100 > PADDING + FONT_SIZE


def test_huge_amounts_are_told_to_three_digits_where_they_do_not_fit() -> None:
    costs = table(story_of(huge_amounts()), "Costs by year")
    assert costs.rows[0].cells[2] == "$500T"
    assert "Amounts to three digits" in costs.note


def test_many_years_are_told_by_the_first_and_the_last() -> None:
    costs = table(story_of(forty_activities()), "Costs by year")
    heads = [column.title.replace("\u00a0", " ") for column in costs.columns]
    assert heads == ["Ref", "Cost", "Year 0", "Year 1", "Year 2", "Year 10", "Total", "Present value"]
    assert costs.note.endswith("Years 3 to 9 are in the workbook.")


def test_many_benefits_are_drawn_together_in_the_summary() -> None:
    chart = story_of(many_benefits()).summary.chart
    assert chart is not None
    assert "29 smaller benefits" in chart.picture


def test_smaller_summaries_have_ever_less_on_them() -> None:
    """Rows lower, then fewer, then shorter points, and only then no chart."""
    story = story_of(benchmark_team("levers"))
    whole, low, few, brief_one, without, last = (story.summary, *story.smaller_summaries)
    heights = [Picture(each.chart.picture).height for each in (whole, low, few) if each.chart]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3
    assert whole.points == low.points == few.points == without.points
    assert brief_one.chart == few.chart
    assert all(Picture(each.chart.picture).faults() == [] for each in story.smaller_summaries if each.chart)
    length, shorter = (sum(len(point.text) for point in each.points) for each in (whole, brief_one))
    assert shorter < length
    assert brief_one.points[3].text.replace("\u00a0", " ") == (
        "The levers count freed time; one benefit is shown beside it and left out, $800K a year."
    )
    assert without.chart is last.chart is None


def test_names_of_the_user_stay_as_they_are() -> None:
    story = story_of(proposal())
    assert story.running_title == "Business case · <script>alert(1)</script> & Söhne"
    assert rows(table(story, "The company"))["Challenge"] == ("Challenge", "=1+1")
    assert "€" in story.summary.figures[0].figure


def test_nothing_of_the_machine_is_in_the_text(insured: Story) -> None:
    assert not [text for text in texts(insured) if str(INSURANCE.parent) in text]


# Building blocks


def test_a_column_of_numbers_is_never_broken() -> None:
    columns = (Column("Name", "label"), Column("Amount", "number"), Column("Why", "source"))
    found = widths(columns, [Row(("word " * 60, "$1,000,000,000,000", "because " * 60))])
    # In Source Sans a digit is half as wide as the size of the text, a comma a quarter.
    assert found[1] * COLUMN_WIDTH / 100 >= (14 / 2 + 4 / 4) * FONT_SIZE + PADDING
    assert found[0] == pytest.approx(found[2])


US = notation("USD")


def test_words() -> None:
    rows = "one row", "{count} rows"
    assert [counted(US, count, *rows) for count in (1, 12, 1300)] == ["one row", "twelve rows", "1,300 rows"]
    every_row = "the one row", "both rows", "all {count} rows"
    assert [every(US, count, *every_row) for count in (1, 2, 3)] == ["the one row", "both rows", "all three rows"]
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b and c"]
    assert [lowered("ML engineers"), lowered("Data")] == ["ML engineers", "data"]
    assert brief("a  long\nname", 6) == "a lon…"


def test_a_component_that_addresses_everything_names_the_first_and_counts_the_rest() -> None:
    """A cell with all forty names would be taller than a page and push the table off it."""
    results = forty_activities()
    every = results.allocation.activities
    component = dataclasses.replace(results.case.components[0], addresses=every)
    case = dataclasses.replace(results.case, components=(component, *results.case.components[1:]))
    addressed = table(story_of(dataclasses.replace(results, case=case)), "Components").rows[0].cells[1]
    assert addressed.endswith(" and 32 more")
    assert len(addressed) < 600


def test_a_name_as_long_as_a_paragraph_is_shortened_where_it_heads_a_row() -> None:
    row = Row(("x" * 3_000, "y" * 300))
    shown = Table("Names", (Column("Name", "label"), Column("Text")), (row,)).shown(row)
    assert shown == ("x" * 119 + "…", "y" * 300)
