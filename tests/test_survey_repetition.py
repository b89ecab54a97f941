"""What is said where people seem to have answered again and again."""

from __future__ import annotations

from pathlib import Path

from support.survey_files import problems_of

from reportgen.survey.instructions import Columns

#: Two responses of each of four people; 'Kind' tells them apart, and so does the first activity.
TEXT = "respondent,Q1,Q2,Kind\n" + "".join(
    f"p{person},{10 + 50 * again},{90 - 50 * again},{'late' if again else 'early'}\n"
    for person in range(4)
    for again in (0, 1)
)


def test_the_column_that_tells_responses_apart_is_named_with_both_remedies(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, TEXT)
    assert "4 of 8 responses are second responses of the same person ('respondent') in a wave" in problem
    assert problem.endswith("'Kind' tells them apart, so call that column 'wave' or name it under survey.columns.wave.")


def test_an_activity_is_no_wave_whatever_it_is_called(tmp_path: Path) -> None:
    named = Columns(activities={"Q1": "Coding", "Q2": "Meetings"})
    (problem,) = problems_of(tmp_path, TEXT, columns=named)
    assert "'Kind' tells them apart" in problem
