"""Activity columns are found without anybody naming them."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.survey_files import allocation_of, problems_of

from reportgen.survey.detection import best_set


def survey(rows: int, *, seed: int = 1) -> np.ndarray:
    """Four activities in whole percent, each row adding up to 100."""
    generator = np.random.default_rng(seed)
    cuts = np.sort(generator.integers(5, 95, size=(rows, 3)), axis=1)
    edges = np.column_stack([np.zeros(rows), cuts, np.full(rows, 100)])
    return np.diff(edges, axis=1)


@pytest.mark.parametrize("target", [1, 100])
def test_activities_side_by_side_are_found_between_other_numbers(target: int) -> None:
    rows = 30
    generator = np.random.default_rng(2)
    identifiers = np.arange(rows) + 1000
    age, satisfaction = generator.integers(20, 65, rows), generator.integers(1, 6, rows)
    numbers = np.column_stack([identifiers, age, survey(rows) * target / 100, satisfaction]).astype(float)
    found = best_set(numbers)
    assert found is not None
    assert found.tolist() == [2, 3, 4, 5]


def test_activities_scattered_among_other_numbers_are_found() -> None:
    rows = 40
    generator = np.random.default_rng(3)
    others = generator.integers(1, 60, size=(rows, 4)).astype(float)
    numbers = np.column_stack([survey(rows), others])[:, [4, 0, 5, 1, 6, 2, 7, 3]]
    found = best_set(numbers)
    assert found is not None
    assert found.tolist() == [1, 3, 5, 7]


def test_a_column_of_totals_is_no_activity() -> None:
    shares = survey(20)
    found = best_set(np.column_stack([shares, shares.sum(axis=1)]))
    assert found is not None
    assert found.tolist() == [0, 1, 2, 3]


def test_a_few_wrong_rows_do_not_hide_the_activities() -> None:
    shares = survey(40)
    shares[::7] *= 0.8
    found = best_set(np.column_stack([shares, np.arange(40)]))
    assert found is not None
    assert found.tolist() == [0, 1, 2, 3]


def test_a_progress_bar_at_100_beside_zeros_is_no_time_allocation() -> None:
    assert best_set(np.column_stack([np.full(20, 100.0), np.zeros(20)])) is None


@given(st.integers(0, 10_000), st.integers(2, 8), st.integers(1, 30))
def test_unrelated_numbers_are_never_taken_unless_half_of_the_rows_add_up(seed: int, columns: int, rows: int) -> None:
    numbers = np.random.default_rng(seed).integers(0, 60, size=(rows, columns)).astype(float)
    found = best_set(numbers)
    if found is not None:
        totals = numbers[:, found].sum(axis=1)
        assert (np.isclose(totals, 100, atol=0.5) | np.isclose(totals, 1, atol=0.005)).sum() * 2 >= rows


def test_columns_that_are_not_used_are_named(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "Country,Age,A,B\nFR,31,40,60\nUK,45,30,70\nFR,52,50,50\n")
    assert allocation.activities == ("A", "B")
    (warning,) = allocation.warnings
    assert "'Age'" in warning
    assert "Country" not in warning


def test_ratings_of_time_are_refused_as_ratings(tmp_path: Path) -> None:
    """As LimeSurvey writes them, with words at the ends of the scale."""
    rows = "".join(f"{i},{i % 7 + 2},{1 + i % 2} (little)\n" for i in range(9))
    (problem,) = problems_of(tmp_path, "id,Time spent: [Research],Time spent: [Teaching]\n" + rows)
    assert "survey.csv, 'Time spent: [Research]'" in problem
    assert "ratings from 1 to 8" in problem


def test_ratings_without_a_word_of_time_are_refused_too(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "respondent,Coding,Meetings\na,5,2\nb,4,1\nc,1,1\n")
    assert "ratings from 1 to 5" in problem


def test_a_survey_about_something_else_is_refused(tmp_path: Path) -> None:
    picks = random.Random(4)
    rows = "".join(
        f"{picks.randrange(10_000, 99_999)},{picks.randrange(1, 7)},{picks.random() * 900}\n" for _ in range(9)
    )
    (problem,) = problems_of(tmp_path, "short_id,legitimacy,click\n" + rows)
    assert "no columns with shares of time" in problem


def test_a_file_without_numbers_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "name,comment\nAnna,fine\nBen,NA\n")
    assert "no column holds numbers" in problem
