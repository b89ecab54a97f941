"""The section on risk says what the figures say, and the summary how sure that is."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

import pytest
from support.business_cases import SORTS, benchmark_team, insurance
from support.pictures import Picture
from support.small_case import RETENTION, an_allocation, computed
from support.stories import charts, heads, paragraph, rows, section, story_of, table

from reportgen.case.case import Assumption
from reportgen.document.story.parts import CallOut, Table
from reportgen.document.story.risk_tables import rest_of_switching
from reportgen.document.story.words import capital, in_words, listed, lowered
from reportgen.model.results import Results, compute
from reportgen.model.whatif import SwitchingValue
from reportgen.notation import notation

PLAIN: dict[str, Any] = {
    "horizon": 1, "adoption": [0, 1], "discount_rate": 0, "risk_adjustment": 0, "run_cost_rate": 0,
    "implementation_dip": 0, "contingency": 0, "realisation": 0.4,
}  # fmt: skip
WITHOUT_RANGES = {name: PLAIN[name] for name in PLAIN if name != "realisation"}


def ranged(value: float, low: float, high: float) -> Assumption:
    return Assumption(value, "assumed", "finance", low=low, high=high)


def lead(results: Results) -> str:
    return section(story_of(results), "risk").lead.replace("\u00a0", " ")


def sure(results: Results) -> str:
    (found,) = [each.text for each in story_of(results).summary.points if each.topic == "How sure this is"]
    return found.replace("\u00a0", " ")


@pytest.mark.parametrize("sort", SORTS)
def test_charts_of_every_sort_of_case_keep_their_labels_apart(sort: str) -> None:
    story = story_of(SORTS[sort]())
    anchors = [each.anchor for each in story.sections]
    assert anchors.index("risk") == anchors.index("return") + 1
    for chart in charts(dataclasses.replace(story, sections=(section(story, "risk"),))):
        assert Picture(chart.picture).faults() == []


def test_the_first_sentence_is_what_the_case_depends_on() -> None:
    """200,000 × realisation less 60,000, at 20 % and at 60 %."""
    figures = {**PLAIN, "realisation": ranged(0.4, 0.2, 0.6), "component_amount": ranged(60_000, 55_000, 65_000)}
    told = lead(computed(**figures))
    first = "Most depends on “share of freed time put to productive use”: over its range alone the net present value "
    assert told.startswith(f"{first}goes from −$20K to $60K. Of 10,000 random draws ")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0.35, 0.5, "none loses money"), (0.1, 0.6, "the chance of a loss is "), (0, 0.2, "every one loses money")],
)
def test_the_chance_of_a_loss_is_told_in_words_where_it_is_certain(low: float, high: float, words: str) -> None:
    results = computed(**{**PLAIN, "realisation": ranged((low + high) / 2, low, high)})
    assert words in lead(results)
    assert words in sure(results)


def test_an_optimistic_base_case_is_warned_of_in_both_places() -> None:
    story = story_of(insurance())
    (warning,) = [block for block in section(story, "risk").blocks if isinstance(block, CallOut)]
    assert warning.topic == "The base case is optimistic."
    assert "is above 83% of the draws and so promises more than its own ranges do" in warning.text
    assert warning.text in sure(insurance())


def test_a_base_case_in_the_middle_is_no_warning() -> None:
    results = computed(**{**PLAIN, "realisation": ranged(0.4, 0.2, 0.6)})
    text = paragraph(story_of(results), "risk", "Where the base case falls.")
    assert text in ("The base case is above 49% of the draws.", "The base case is above 50% of the draws.",
                    "The base case is above 51% of the draws.")  # fmt: skip


def test_a_case_without_ranges_says_so_and_has_no_charts() -> None:
    results = computed(**PLAIN)
    found = section(story_of(results), "risk")
    assert found.lead.startswith("No assumption that moves the net present value has a range")
    assert all(isinstance(block, Table) for block in found.blocks)
    assert found.lead in sure(results)


def test_what_moves_nothing_is_named_and_not_drawn() -> None:
    """In the insurance case freed time is worth less than what is shipped with it, and counted once."""
    chart = next(each for each in charts(story_of(insurance())) if "either end" in each.caption)
    assert "Without any effect in this case: “Share of freed time put to productive use”" in chart.note
    assert not any("productive use" in text for text in Picture(chart.picture).texts())


def test_the_bar_of_the_survey_is_told_from_the_others() -> None:
    spread = (0.02, 0.03, 0.01)
    survey = an_allocation(deviation_before=spread, deviation_after=spread, respondents_before=8, respondents_after=6)
    chart = next(each for each in charts(story_of(computed(survey, **PLAIN))) if "either end" in each.caption)
    assert "The bar of the survey is its 95% interval." in chart.note
    assert any("Change of the share of value work (survey)" in text for text in Picture(chart.picture).texts())


def test_scenarios_stand_side_by_side() -> None:
    results = computed(**{**PLAIN, "realisation": ranged(0.4, 0.2, 0.6)})
    found = table(story_of(results), "Scenarios side by side")
    assert heads(found) == ["Line", "Conservative", "Base", "Optimistic"]
    assert rows(found)["Net present value"] == ("Net present value", "−$20K", "$20K", "$60K")


def test_the_grid_shows_its_levels_and_where_the_base_case_stands() -> None:
    figures = {**PLAIN, "realisation": ranged(0.4, 0.2, 0.6), "adoption": [0, ranged(0.5, 0.3, 0.9)]}
    found = table(story_of(computed(**figures)), "Net present value with two assumptions")
    assert heads(found)[1:] == ["30%", "40%", "50%", "70%", "90%"]
    assert [row.cells[0] for row in found.rows] == ["20%", "30%", "40%", "50%", "60%"]
    assert [row.emphasis for row in found.rows] == ["", "", "subtotal", "", ""]
    assert found.rows[2].cells[3] == "−$20K"
    assert "The base case stands at 40% and 50%." in found.note
    assert "Nobody stated" not in found.note


def test_levels_that_nobody_stated_are_said_to_be_so() -> None:
    found = table(story_of(computed(**{**PLAIN, "realisation": ranged(0.4, 0.2, 0.6)})), "Net present value with two")
    assert heads(found)[1:] == ["60%", "80%", "100%"]
    assert (
        "Nobody stated a range of “share of the full effect reached in the year”; the outer levels are 40% away, or as "
        "far as is allowed, and the others halfway."
    ) in found.note
    assert "moves the net present value" not in found.note


def test_a_grid_in_which_nothing_moves_says_so() -> None:
    """In the insurance case freed time is counted as the models shipped with it."""
    results = insurance()
    case = dataclasses.replace(results.case, grid=("realisation", "hours_per_year"))
    found = table(story_of(compute(case, results.allocation)), "Net present value with two assumptions")
    assert len({cell for row in found.rows for cell in row.cells[1:]}) == 1
    assert found.note.endswith("In this case neither moves the net present value.")


def test_switching_values_are_in_words_where_there_are_none() -> None:
    """80,000 a year against 60,000; learning costs nothing here, however long it takes."""
    found = rows(table(story_of(computed(**PLAIN)), "Switching values"))
    assert found["Share of freed time put to productive use"][1:] == ("40%", "30%")
    assert found["Share of the full effect reached in the year"][1:] == ("100%", "75% of it")
    assert found["Months of learning"][1:] == ("3\u00a0months", "not reached")
    assert len(table(story_of(insurance()), "Switching values").rows) == 12


def test_switching_values_that_are_not_shown_are_counted_by_what_they_do() -> None:
    results = insurance()
    left = results.switching[12:]
    assert not any(each.at_zero for each in left)
    note = table(story_of(results), "Switching values").note
    assert note.endswith(
        f"{capital(in_words(notation('USD'), len(left)))} more turn the case at no value that is allowed."
    )
    assert "they move in proportion, none beyond what is allowed." in note
    assert "further away" not in note


@pytest.mark.parametrize(
    ("reached", "still", "words"),
    [
        (0, 0, ""),
        (1, 0, "One more is further away."),
        (2, 1, "Two more are further away. One more turns the case at no value that is allowed."),
    ],
)
def test_the_rest_of_the_switching_values_is_counted(reached: int, still: int, words: str) -> None:
    value = SwitchingValue("realisation", 0.4, 0.1)
    left = [value] * reached + [dataclasses.replace(value, at_zero=None)] * still
    assert rest_of_switching(notation("USD"), left) == words


def test_what_matters_and_is_not_drawn_is_named() -> None:
    """80,000 a year against 60,000; only the investment has a range."""
    figures = {**PLAIN, "component_amount": ranged(60_000, 55_000, 65_000)}
    said = paragraph(story_of(computed(**figures)), "risk", "Not drawn.")
    match = re.fullmatch(
        r"Nobody stated a range of (“.+”, “.+” and “.+”), so that they are not drawn, and each of them turns the case "
        r"where it moves far enough alone; the table of switching values says how far. The same holds for (\w+) more, "
        r"further away\.",
        said,
    )
    assert match
    results = computed(**figures)
    ranged_or_measured = ("component_amount", "value_share_change")
    without = [each for each in results.switching if each.at_zero is not None and each.name not in ranged_or_measured]
    assert match[1] == listed([f"“{lowered(results.declared(each.name).label)}”" for each in without[:3]])
    assert match[2] == in_words(notation("USD"), len(without) - 3)


def test_nothing_is_named_where_all_that_matters_is_drawn() -> None:
    """Departures that nobody is lost by turn nothing."""
    story = story_of(insurance())
    assert "“value of one additional model a year”" not in paragraph(story, "risk", "Not drawn.")


def test_names_of_the_tornado_take_two_lines_before_they_are_cut() -> None:
    chart = next(each for each in charts(story_of(benchmark_team())) if "either end" in each.caption)
    shown = " ".join(Picture(chart.picture).texts())
    assert "Risk adjustment taken off the benefit: Productivity gain, Self-service" in shown


@pytest.mark.parametrize(("build", "words"), [(insurance, "standard errors"), (computed, "The survey is not drawn")])
def test_the_method_says_how_draws_are_made(build: Callable[[], Results], words: str) -> None:
    text = paragraph(story_of(build()), "method", "Simulation.")
    assert "PERT distribution, which gives the value four times the weight of an end" in text
    assert words in text
    assert "10,000 draws of seed 1 with PCG64" in text


def test_many_figures_of_an_assumption_are_not_written_out() -> None:
    """Four years, each with a range of its own."""
    adoption = [0, *(ranged(value, value - 0.1, value + 0.05) for value in (0.3, 0.5, 0.7, 0.9))]
    figures = {**PLAIN, "horizon": 4, "adoption": adoption, "component_phasing": [1, 0, 0, 0, 0]}
    results = computed(benefits=(RETENTION,), **figures)
    story = story_of(results)
    chart = next(each for each in charts(story) if "either end" in each.caption)
    assert any("4 figures, each over its range" in text for text in Picture(chart.picture).texts())
    found = table(story, "Net present value with two assumptions")
    assert "halfway to high" in [*heads(found), *(row.cells[0] for row in found.rows)]
