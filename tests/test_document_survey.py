"""What the document says of the survey: who answered, how sure it is, groups, waves, and rules for rows."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import numpy as np
import pytest
from support.business_cases import LONG, ONE_WAVE, SPREAD, losing, told
from support.grouped_surveys import ROLES, THREE_WAVES, compared, grouped, record
from support.pictures import Picture
from support.small_case import ACTIVITIES, an_allocation
from support.stories import charts, heads, paragraph, rows, section, story_of, table, tables_of, texts

from reportgen.document.story import Story
from reportgen.document.story.facts import NOTHING
from reportgen.model.results import Results
from reportgen.survey.allocation import Allocation, Design, PolicyResult, Segment, Wave

TWO_WAVES = ("before", "after")
TWO_PEOPLE = {"respondents_before": 2, "respondents_after": 2, "respondents_matched": 2}


def having(results: Results, **changes: Any) -> Results:
    """The results with another account of the survey; its figures stay as they are."""
    return dataclasses.replace(results, allocation=dataclasses.replace(results.allocation, **changes))


def all_text(story: Story) -> str:
    return " ".join(texts(story))


@pytest.fixture(scope="module")
def three_waves() -> Story:
    return story_of(told(grouped(hidden={"role": 1}), role_headcount=45))


# Who answered


def test_respondents_stand_beside_the_headcount_by_role() -> None:
    story = story_of(told(grouped(), roles=[role.upper() for role in ROLES], role_headcount=(20, 15, 13)))
    found = table(story, "The team by role")
    assert heads(found)[3:5] == [f"Counted, {THREE_WAVES[0]}", f"Counted, {THREE_WAVES[-1]}"]
    assert [row.cells[1:5:1][0::3] for row in found.rows] == [("20", "12"), ("15", "12"), ("13", "12")]
    assert found.note == ""
    assert not tables_of(story, "Who answered, by role")


def test_numbers_that_may_not_be_shown_are_hidden_and_the_reason_is_given() -> None:
    allocation = dataclasses.replace(grouped(hidden={"role": 2}), smallest_group=7)
    found = table(story_of(told(allocation, roles=ROLES)), "The team by role")
    assert [row.cells[3] for row in found.rows] == ["12", "hidden", "hidden"]
    assert found.note.startswith("Hidden: a number below seven people")


def test_people_who_state_no_role_have_a_row_of_their_own() -> None:
    counts = {wave: {"data scientists": 9, "not stated": 6} for wave in TWO_WAVES}
    results = having(told(grouped(waves=TWO_WAVES), roles=ROLES), role_counts=counts)
    found = rows(table(story_of(results), "The team by role"))
    assert found["Role not stated"][1:5] == (NOTHING, NOTHING, "6", "6")
    assert found["Analysts"][3:5] == ("0", "0")


def test_roles_that_are_not_the_teams_are_listed_apart_and_hidden_ones_have_no_name() -> None:
    story = story_of(told(grouped(hidden={"role": 2})))
    found = table(story, "Who answered, by role")
    assert [row.cells for row in found.rows] == [
        ("Data scientists", "12", "12"),
        ("Two more roles", "hidden", "hidden"),
    ]
    assert "Counted" not in " ".join(heads(table(story, "The team by role")))
    assert ROLES[1] not in all_text(story)
    assert ROLES[2] not in all_text(story)


def test_a_role_that_is_hidden_alone_is_not_one_more() -> None:
    story = story_of(told(grouped(roles=ROLES[:1], hidden={"role": 1})))
    assert [row.cells[0] for row in table(story, "Who answered, by role").rows] == ["One role"]


def test_every_wave_has_its_response_rate(three_waves: Story) -> None:
    """36 of 45 people."""
    found = tables_of(three_waves, "Who answered")[0]
    assert [row.cells for row in found.rows] == [(wave, "36", "80%") for wave in THREE_WAVES]
    assert "The response rate is respondents over the headcount." in found.note


def test_people_left_out_of_the_means_still_answered() -> None:
    """All 36 answered the first wave, of whom the 30 that are matched stand behind the means."""
    allocation = grouped(waves=TWO_WAVES, roles=(), teams=())
    waves = tuple(dataclasses.replace(wave, respondents=30) for wave in allocation.waves)
    allocation = dataclasses.replace(allocation, waves=waves, matched=30, answered={"before": 36, "after": 30})
    story = story_of(told(allocation, role_headcount=48))
    found = table(story, "Who answered")
    assert heads(found) == ["Wave", "Respondents", "In the means", "Response rate"]
    assert found.rows[0].cells == ("before", "36", "30", "75%")


@pytest.mark.parametrize(
    ("design", "sentence"),
    [
        (Design(weights="w"), "Answers are weighted by the column “w”."),
        (Design(post_stratified=True), "Answers are weighted so that the roles come to their headcount."),
        (
            Design(weights="w", post_stratified=True),
            "Answers are weighted so that the roles come to their headcount, starting from the column “w”.",
        ),
    ],
)
def test_weights_are_told_where_people_are_and_in_the_method(design: Design, sentence: str) -> None:
    story = story_of(told(grouped(waves=TWO_WAVES, design=design)))
    assert sentence in tables_of(story, "Who answered")[0].note
    assert paragraph(story, "method", "Weights.") == sentence


def test_a_survey_without_weights_does_not_speak_of_them(three_waves: Story) -> None:
    assert not re.search("weighted|design|strata", all_text(three_waves))


def test_strata_and_clusters_are_told_with_the_intervals() -> None:
    story = story_of(told(grouped(design=Design(strata="Region", clusters="Team"))))
    expected = "Standard errors follow the design: strata in “Region” and clusters in “Team”, by linearisation."
    assert expected in paragraph(story, "method", "Intervals.")


@pytest.mark.parametrize(
    ("source", "told_as"),
    [("Qualtrics", "survey.csv (a Qualtrics export)"), ("ODK", "survey.csv (an ODK export)"), ("", "survey.csv")],
)
def test_the_tool_that_a_file_comes_from_is_named(source: str, told_as: str) -> None:
    results = having(told(grouped()), reading=(record(108, source=source),))
    assert section(story_of(results), "diagnosis").sources == f"Time survey (measured): {told_as}."


def test_one_person_who_answered_both_waves_is_not_said_to_be_nobody() -> None:
    """A single person is not compared with himself, as nothing says how the change varies."""
    answered = {"respondents_before": 1, "respondents_after": 1}
    lead = section(story_of(told(an_allocation(**answered, respondents_matched=1))), "profile").lead
    assert lead.endswith("and one person is known to have done both.")
    lead = section(story_of(told(an_allocation(**answered))), "profile").lead
    assert lead.endswith("and nobody is known to have done both.")


# How sure it is


def test_the_interval_of_value_work_reaches_hours_and_money() -> None:
    """20 points ± 5.25 of 20,800 hours; payroll of a million × 40 % put to use."""
    sure = paragraph(story_of(told(an_allocation(**SPREAD))), "results", "How sure this is.").replace("\u00a0", " ")
    assert "+4,160 hours a year on value work, with an interval from +3,069 to +5,251." in sure
    assert "the productivity gain is $80K a year, with an interval from $59K to $101K." in sure


def test_answers_that_do_not_differ_have_no_interval_and_show_no_significant_change() -> None:
    """Everybody's value work changed by the same 20 points, which says nothing of what chance may do."""
    story = story_of(told(an_allocation(**{**SPREAD, "deviation_change": (0.0, 0.0, 0.0)})))
    sure = paragraph(story, "results", "How sure this is.")
    assert sure == (
        "The answers on the change of value work do not differ (six people in both waves), so it has no interval."
    )
    assert paragraph(story, "results", "Beyond chance.").startswith("No change is significant at 95%")
    assert "interval of the change of value work is" not in all_text(story)


def test_the_gain_is_told_with_its_interval_beside_its_calculation() -> None:
    sure = paragraph(story_of(told(an_allocation(**SPREAD))), "benefits", "How sure.")
    assert sure.startswith("Within the 95% interval of the change of value work (six people in both waves) this gain")
    assert "$59K to $101K a year at full effect" in sure
    assert "Zero lies between" not in sure


def test_a_gain_that_may_be_none_is_said_to() -> None:
    """2 points ± 5.25: −3.2 to 7.2 points of a million, 40 % of them."""
    sure = paragraph(story_of(losing()), "benefits", "How sure.")
    assert "−$13K to $29K a year" in sure
    assert sure.endswith("Zero lies between: the survey alone does not show a gain.")


def test_significant_changes_are_marked_and_named() -> None:
    """−20 and +20 points with t = 9.8 and 4.9, and no change at all of meetings."""
    spreads = {"deviation_change": (0.05, 0.10, 0.05)}
    story = story_of(told(an_allocation(**{**SPREAD, **spreads})))
    found = rows(table(story, "Before and after by activity"))
    mark = heads(table(story, "Before and after by activity")).index("Significant")
    assert {name: cells[mark] for name, cells in found.items()} == {
        "Waiting for data": "yes",
        "Model development": "yes",
        "Meetings": "no",
    }
    assert paragraph(story, "results", "Beyond chance.") == (
        "Significant at 95%, all three activities tested together (Holm): “Model development” and “Waiting for data”. "
        "Not significant, so perhaps chance: “Meetings”."
    )


def test_a_change_that_may_be_chance_is_said_to() -> None:
    told_so = paragraph(story_of(losing()), "results", "Beyond chance.")
    assert (
        told_so == "No change is significant at 95%, all three activities tested together (Holm); each may be chance."
    )


def test_changes_of_hours_have_their_interval() -> None:
    """20,800 hours × (20 ± 5.25) points."""
    found = table(story_of(told(an_allocation(**SPREAD))), "Before and after by activity")
    assert rows(found)["Model development"][-2:] == ("+4,160", "+3,069 to +5,251")


def test_one_wave_has_the_interval_before_and_no_claim_of_a_change() -> None:
    """50 % ± 3/√8 points × 2.365."""
    story = story_of(told(an_allocation(**ONE_WAVE)))
    sure = "The 95% interval of value work before is 47.5% to 52.5% (eight people)."
    assert sure in story.summary.points[2].text
    assert paragraph(story, "results", "How sure this is.").endswith(sure)
    assert "ignificant" not in all_text(story)


def test_a_table_of_means_is_sure_of_nothing_and_says_so_once() -> None:
    story = story_of(told(an_allocation()))
    assert "The survey does not say how answers differ, so the change has no interval." in story.summary.points[2].text
    assert not re.search("ignificant|interval of", all_text(story))


# Waves


def test_more_than_two_waves_have_a_chart_and_a_table(three_waves: Story) -> None:
    found = table(three_waves, "Kinds of work by wave")
    assert [row.cells[0] for row in found.rows] == list(THREE_WAVES)
    assert [row.cells[1] for row in found.rows] == ["36"] * 3
    assert heads(found)[2:] == ["Value work", "95% interval, %", "Friction", "Overhead"]
    (chart,) = [chart for chart in charts(three_waves) if chart.caption.startswith("Share of time by kind of work")]
    picture = Picture(chart.picture)
    assert re.fullmatch(r"Value work over three waves: from [\d.]+% to [\d.]+% of the time", picture.title)
    assert set(THREE_WAVES) <= set(picture.texts())


def test_value_work_of_the_trend_is_that_of_the_results(three_waves: Story) -> None:
    first, last = re.findall(r"([\d.]+%)", section(three_waves, "results").lead)
    cells = [row.cells[2] for row in table(three_waves, "Kinds of work by wave").rows]
    assert (cells[0], cells[-1]) == (first, last)


def test_two_waves_have_no_trend() -> None:
    story = story_of(told(grouped(waves=TWO_WAVES)))
    assert not tables_of(story, "Kinds of work by wave")
    assert "Over all waves" not in [getattr(block, "title", "") for block in section(story, "results").blocks]


def test_waves_with_long_names_are_numbered_where_there_is_little_room() -> None:
    story = story_of(told(grouped(waves=[f"{LONG} {number}" for number in range(3)])))
    (chart,) = [chart for chart in charts(story) if chart.caption.startswith("Share of time by kind of work")]
    assert {"Wave 1", "Wave 2", "Wave 3"} <= set(Picture(chart.picture).texts())
    assert table(story, "Kinds of work by wave").rows[0].cells[0] == f"Wave 1: {LONG} 0"


def test_activities_by_wave_are_told_where_kinds_have_several() -> None:
    """The first and the last seven of ten waves; shown shares add up to 100 %."""
    allocation = grouped(waves=[str(2016 + number) for number in range(10)], roles=(), teams=())
    story = story_of(told(allocation, activity_kinds=("friction", "value", "friction")))
    found = table(story, "Activities by wave")
    assert heads(found) == ["Activity", "2016", *(str(year) for year in range(2019, 2026))]
    shown = [[float(cell.rstrip("%")) for cell in row.cells[1:]] for row in found.rows]
    assert [sum(column) for column in zip(*shown, strict=True)] == pytest.approx([100] * 8)
    assert found.note.startswith("The first and the last 7 of 10 waves.")
    assert not tables_of(story_of(told(allocation)), "Activities by wave")


# Roles and teams


def test_each_group_has_its_people_its_change_and_its_interval(three_waves: Story) -> None:
    found = table(three_waves, "Value work by role")
    assert heads(found)[:3] == ["Role", "People before", "People after"]
    assert heads(found)[-2:] == ["Change", "95% interval, pts"]
    assert [row.cells[:3] for row in found.rows] == [
        ("Data scientists", "12", "12"),
        ("ML engineers", "12", "12"),
        ("Everybody", "36", "36"),
    ]
    assert all(re.fullmatch(r"[+−][\d.]+ to [+−][\d.]+", row.cells[-1]) for row in found.rows)


def test_three_groups_or_more_are_drawn_with_their_people() -> None:
    story = story_of(told(grouped()))
    (chart,) = [chart for chart in charts(story) if chart.caption.startswith("Value work by role")]
    picture = Picture(chart.picture)
    assert {f"{role} (n = 12)" for role in ROLES} <= set(picture.texts())
    assert picture.title.startswith("Change of value work by role: from +")
    assert picture.faults() == []
    assert not [chart for chart in charts(story) if chart.caption.startswith("Value work by team")]


def test_hidden_groups_are_mentioned_without_their_names(three_waves: Story) -> None:
    sentence = "One role is not shown: fewer than five people answered, or the figures of so few could be had"
    assert sentence in paragraph_after(three_waves, "By role")
    assert sentence in paragraph(three_waves, "method", "Small groups.")
    assert "Analysts" not in all_text(three_waves)


def paragraph_after(story: Story, title: str) -> str:
    """The text below a heading of the results."""
    blocks = section(story, "results").blocks
    place = next(number for number, block in enumerate(blocks) if getattr(block, "title", "") == title)
    return str(getattr(blocks[place + 1], "text", ""))


def test_a_kind_of_group_that_is_hidden_altogether_is_a_sentence() -> None:
    story = story_of(told(grouped(hidden={"team": 2})))
    assert paragraph_after(story, "By team").startswith("Two teams are not shown")
    assert not tables_of(story, "Value work by team")


def test_groups_whose_change_may_be_none_are_told_from_the_others() -> None:
    sure, unsure = np.diag([0.01**2] * 3), np.diag([0.5**2] * 3)
    waves = tuple(
        Wave(name, 9, np.array(shares), sure)
        for name, shares in (("before", (0.4, 0.5, 0.1)), ("after", (0.2, 0.7, 0.1)))
    )
    found = tuple(
        Segment(by="role", name=name, waves=waves, comparison="paired", matched=9, change_covariance=covariance)
        for name, covariance in (("Clear", sure), ("Open", unsure))
    )
    story = story_of(told(dataclasses.replace(an_allocation(**SPREAD), segments=found)))
    assert paragraph_after(story, "By role") == (
        "The 95% interval of the change of value work is clear of zero for “Clear” and includes it for “Open”."
    )


def test_groups_of_one_wave_are_told_by_their_shares() -> None:
    story = story_of(told(grouped(waves=("2025",))))
    found = table(story, "Value work by role")
    assert heads(found) == ["Role", "People", "Value work", "95% interval, %"]
    assert paragraph_after(story, "By role").startswith("Value work takes from ")
    assert "changes" not in found.note


def test_a_survey_without_groups_leaves_no_heading() -> None:
    story = story_of(told(an_allocation(**SPREAD)))
    titles = [getattr(block, "title", "") for block in section(story, "results").blocks]
    assert not [title for title in titles if title.startswith("By ")]
    assert "Small groups." not in [getattr(block, "topic", "") for block in section(story, "method").blocks]


# What became of the rows


def test_a_survey_of_which_every_row_counts_needs_no_table_of_rows(three_waves: Story) -> None:
    assert not tables_of(three_waves, "What became of every row")
    assert "All 108 rows are counted." in tables_of(three_waves, "Who answered")[0].note


def test_blanks_and_flags_are_listed_with_the_rows() -> None:
    read = record(100, counted=90, left_out={"no answer": 10}, blanks_as_zero=4, flags={"all answers equal": 2})
    found = table(story_of(having(told(grouped()), reading=(read,))), "What became of every row")
    assert [row.cells for row in found.rows] == [
        ("Rows read in survey.csv", "100"),
        ("Counted", "90"),
        ("Of these, blanks taken as 0", "4"),
        ("Of these, striking: all answers equal", "2"),
        ("Left out: no answer", "10"),
    ]


def test_the_result_under_each_rule_stands_side_by_side() -> None:
    """As is, value work is a point higher before: 1 % of a million × 40 % is 4,000 less of a gain."""
    results = told(grouped(roles=(), teams=()))
    found = table(story_of(results), "The result under each rule")
    assert heads(found)[1:] == [
        "People before", "People after", "Value work before", "Value work after", "Change", "Gain a year",
    ]  # fmt: skip
    as_is, strict, rescaled = (row.cells for row in found.rows)
    assert [cells[0].partition(":")[0] for cells in (as_is, strict, rescaled)] == ["As is", "Strict", "Rescaled"]
    assert (as_is[1], strict[1], rescaled[1]) == ("36", "35", "36")
    gains = [int(re.sub(r"\D", "", cells[-1])) for cells in (as_is, rescaled)]
    assert gains[1] - gains[0] == pytest.approx(4_000, abs=1)
    assert found.rows[2].emphasis == "total"
    assert found.note.startswith("The choice of the rule moves the change of value work by up to 1")
    assert "and the gain by up to $4" in found.note


def test_rules_that_agree_are_said_to() -> None:
    shares = np.array([[[0.4, 0.5, 0.1], [0.3, 0.5, 0.2]], [[0.2, 0.7, 0.1], [0.1, 0.7, 0.2]]])
    results = [PolicyResult(policy=policy, **compared(shares, TWO_WAVES)) for policy in ("as is", "strict", "rescaled")]
    allocation = Allocation(
        activities=ACTIVITIES, **compared(shares, TWO_WAVES), reading=(record(4),), people=2, policies=tuple(results)
    )
    note = table(story_of(told(allocation)), "The result under each rule").note
    assert note.startswith("The choice of the rule makes no difference here.")


def test_a_table_of_means_has_no_rules_for_rows() -> None:
    assert not tables_of(story_of(told(an_allocation())), "The result under each rule")


def test_several_changes_at_once_and_the_finite_population_are_explained() -> None:
    results = told(an_allocation(**SPREAD))
    story = story_of(results)
    assert "Holm" in paragraph(story, "method", "Several changes at once.")
    assert "finite" not in paragraph(story, "method", "Intervals.")
    case = dataclasses.replace(results.case, features=results.case.features | {"finite_population"})
    corrected = story_of(dataclasses.replace(results, case=case))
    assert "(finite population correction)" in paragraph(corrected, "method", "Intervals.")


# Whose answers they are


def test_few_people_are_said_once_to_be_recognisable() -> None:
    few = dataclasses.replace(an_allocation(**{**SPREAD, **TWO_PEOPLE}), people=2)
    warning = "Only 2 people answered; what is shown here can be recognised as theirs."
    assert all_text(story_of(told(few))).count(warning) == 1
    assert "recognised" not in all_text(story_of(told(an_allocation(**SPREAD))))


def test_those_who_answered_are_not_taken_for_the_team() -> None:
    """Six of the ten people of the team."""
    story = story_of(told(an_allocation(**SPREAD)))
    whose = "according to 6 of 10 people"
    assert f"got 50% of the time, {whose}." in story.summary.points[0].text.replace("\u00a0", " ")
    leads = [section(story, anchor).lead for anchor in ("diagnosis", "results")]
    for text in (story.cover.figures[-1].meaning, story.summary.figures[-1].meaning, *leads):
        assert whose in text.replace("\u00a0", " ")
    note = table(story, "Where the time goes before").note
    assert note == "Hours and cost are those of the whole team, with the shares of those who answered."


def test_a_team_that_answered_is_spoken_of_as_the_team() -> None:
    story = story_of(told(an_allocation(**SPREAD), role_headcount=6))
    assert "of the time of 6 people." in story.summary.points[0].text.replace("\u00a0", " ")
    assert "according to" not in all_text(story) + story.cover.figures[-1].meaning


def test_independent_waves_are_each_told_with_their_people() -> None:
    people = {"respondents_before": 8, "respondents_after": 5}
    spread = {"deviation_before": (0.02, 0.03, 0.01), "deviation_after": (0.02, 0.03, 0.01)}
    lead = section(story_of(told(an_allocation(**spread, **people))), "results").lead.replace("\u00a0", " ")
    assert lead.endswith("as much as before, according to 8 of 10 people before and 5 after.")


def test_means_without_people_are_not_said_to_be_the_teams() -> None:
    text = story_of(told(an_allocation())).summary.points[0].text
    assert "of the time, according to a table of means." in text


def test_a_team_asked_in_full_has_no_sampling_error_and_no_interval() -> None:
    results = told(grouped(waves=TWO_WAVES), role_headcount=36, finite_population=True)
    story = story_of(results)
    sentence = "Everybody in the team answered both waves, so there is no sampling error and no interval."
    assert sentence in story.summary.points[2].text
    assert paragraph(story, "results", "How sure this is.") == sentence
    assert paragraph(story, "method", "Intervals.") == sentence
    assert heads(table(story, "Before and after by activity")) == [
        "Activity", "Before", "After, measured", "Change", "Change of hours a year",
    ]  # fmt: skip
    topics = [getattr(block, "topic", "") for block in section(story, "results").blocks]
    assert "Beyond chance." not in topics
    assert rows(table(story, "Value work by role"))["Everybody"][-1] == NOTHING
    assert table(story, "Value work by role").note.count("Everybody in the team answered") == 1


def test_the_correction_of_everybody_alone_is_noted_below_groups() -> None:
    note = "intervals of single roles and teams are not, and so are rather too wide."
    corrected = story_of(told(grouped(waves=TWO_WAVES), role_headcount=40, finite_population=True))
    for by in ("role", "team"):
        assert note in table(corrected, f"Value work by {by}").note
    assert note not in all_text(story_of(told(grouped(waves=TWO_WAVES), role_headcount=40)))


def test_identical_changes_of_two_people_have_no_interval_by_activity() -> None:
    spread = {**SPREAD, **TWO_PEOPLE, "deviation_change": (0.0, 0.0, 0.0)}
    story = story_of(told(an_allocation(**spread)))
    found = rows(table(story, "Before and after by activity"))
    assert {cells[4] for cells in found.values()} == {cells[-1] for cells in found.values()} == {NOTHING}
    (chart,) = [chart for chart in charts(story) if chart.caption.startswith("Change of the share of time")]
    assert not [text for text in Picture(chart.picture).texts() if "interval" in text or " to " in text]


def test_one_and_two_rows_are_told_as_people_speak() -> None:
    def told_of(**changes: Any) -> tuple[str, str]:
        story = story_of(having(told(grouped()), reading=(record(changes.pop("read"), **changes),)))
        return tables_of(story, "Who answered")[0].note, section(story, "method").lead

    assert "Both rows are counted." in told_of(read=2)[0]
    assert told_of(read=2)[1] == "Both rows of the survey count."
    assert "The one row is counted." in told_of(read=1)[0]
    assert told_of(read=1)[1] == "The one row of the survey counts."
    note, lead = told_of(read=2, counted=1, left_out={"no answer": 1})
    assert "Of 2 rows 1 counts; the appendix says why the other does not." in note
    assert lead == "Of 2 rows of the survey 1 counts; the other is left out, for a stated reason."
