"""The result under each policy for rows that do not add up, and what is done with a missing share."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of

from reportgen.survey import policies
from reportgen.survey.allocation import Allocation, Policy

#: Totals 100, 98 (rescaled), 80 (left out unless as is), 100 with a blank, 99.6 (rounding).
ROWS = "A,B,C\n20,30,50\n10,39,49\n40,30,10\n60,40,\n19.6,30,50\n"


def result(allocation: Allocation, policy: Policy) -> list[float]:
    (found,) = [each for each in allocation.policies if each.policy == policy]
    return [round(share, 9) for share in found.before.mean_share.tolist()]


def people(allocation: Allocation) -> dict[str, int | None]:
    return {each.policy: each.before.respondents for each in allocation.policies}


def test_each_policy_counts_other_rows(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, ROWS)
    assert [each.policy for each in allocation.policies] == ["as is", "strict", "rescaled"]
    assert people(allocation) == {"as is": 5, "strict": 2, "rescaled": 4}


def test_as_is_rows_are_not_brought_to_100(tmp_path: Path) -> None:
    """A: (20 + 10 + 40 + 60 + 19.6) / 5 = 29.92; B: (30 + 39 + 30 + 40 + 30) / 5 = 33.8; C: 159 / 5 = 31.8."""
    assert result(allocation_of(tmp_path, ROWS), "as is") == [0.2992, 0.338, 0.318]


def test_strictly_only_complete_rows_that_add_up_count(tmp_path: Path) -> None:
    """Of the first and the last row: C is 50 of 100 and 50 of 99.6."""
    strict = result(allocation_of(tmp_path, ROWS), "strict")
    assert strict == pytest.approx([(0.2 + 19.6 / 99.6) / 2, (0.3 + 30 / 99.6) / 2, (0.5 + 50 / 99.6) / 2], abs=1e-8)


def test_rescaled_is_what_the_report_stands_on(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "wave," + ROWS.replace("\n", "\nbefore,")[:-7] + "after,10,20,70\n" * 3)
    rescaled = allocation.policies[-1]
    for own, figure in zip(allocation.waves, rescaled.waves, strict=True):
        assert own is figure
    assert (rescaled.comparison, rescaled.matched) == (allocation.comparison, allocation.matched)


@pytest.mark.parametrize("row", ["110,0,0", "-5,55,50", "0,0,0", "NA,,", "20,30,"])
def test_as_is_still_leaves_out_what_is_no_answer(tmp_path: Path, row: str) -> None:
    allocation = allocation_of(tmp_path, "A,B,C\n" + "20,30,50\n" * 12 + row + "\n")
    assert people(allocation) == {"as is": 12, "strict": 12, "rescaled": 12}


def test_a_blank_whose_row_adds_up_is_no_strict_answer(tmp_path: Path) -> None:
    assert people(allocation_of(tmp_path, "A,B,C\n20,30,50\n40,60,\n")) == {"as is": 2, "strict": 1, "rescaled": 2}


def test_as_is_a_row_counts_that_is_far_off(tmp_path: Path) -> None:
    assert people(allocation_of(tmp_path, "A,B\n40,60\n40,20\n")) == {"as is": 2, "strict": 1, "rescaled": 1}


def test_a_policy_that_leaves_nobody_in_a_wave_is_absent(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "wave,A,B\n" + "before,40,60\n" * 4 + "after,50,48\n" * 2)
    assert people(allocation) == {"as is": 4, "rescaled": 4}


def test_waves_between_are_no_part_of_it(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "wave,A,B\n2021,40,60\n2022,30,68\n2023,50,50\n")
    assert [[wave.name for wave in each.waves] for each in allocation.policies] == [["2021", "2023"]] * 2


def test_what_is_the_same_is_not_calculated_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(policies, "judge")
    allocation = allocation_of(tmp_path, "A,B,C\n20,30,50\n40,60,0\n,,\n")
    assert people(allocation) == {"as is": 2, "strict": 2, "rescaled": 2}


def test_tables_of_means_have_no_policies(tmp_path: Path) -> None:
    assert allocation_of(tmp_path, "activity,before,after\nA,40,50\nB,60,50\n").policies == ()


#: 2 of 12 rows fall short and none goes over.
SHORT = "A,B,C\n" + "20,30,50\n" * 10 + "20,30,20\n10,20,50\n"


def test_the_stop_says_how_to_go_on(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, SHORT)
    assert '--missing-share-to "Other" (survey.missing_share_to in the case file)' in problem
    assert "add it as a column" in problem


def test_what_is_missing_goes_to_a_new_last_activity(tmp_path: Path) -> None:
    """Other: 30 and 20 of the last two of 12 rows."""
    allocation = allocation_of(tmp_path, SHORT, missing_share_to="Other")
    (record,) = allocation.reading
    assert allocation.activities == ("A", "B", "C", "Other")
    assert (record.counted, record.missing_assigned, record.rescaled, record.blanks_as_zero) == (12, 2, 0, 0)
    assert allocation.before.mean_share.tolist() == pytest.approx([230 / 1200, 350 / 1200, 570 / 1200, 50 / 1200])
    assert allocation.responses[10].shares == pytest.approx((0.2, 0.3, 0.2, 0.3))
    assert allocation.responses[10].reason == "30 % were missing and given to an activity, as asked"


def test_what_is_missing_goes_to_an_activity_of_the_file_in_any_spelling(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, SHORT.replace("C", "other_work"), missing_share_to="Other Work")
    assert allocation.activities == ("A", "B", "other_work")
    assert allocation.responses[10].shares == pytest.approx((0.2, 0.3, 0.5))


def test_a_blank_in_that_very_activity_is_filled_and_one_elsewhere_is_no_answer(tmp_path: Path) -> None:
    text = "A,B,Other\n" + "20,30,50\n" * 4 + "20,30,\n20,,30\n"
    allocation = allocation_of(tmp_path, text, missing_share_to="Other")
    (record,) = allocation.reading
    assert (record.missing_assigned, record.left_out) == (1, {"an activity without an answer": 1})
    assert (record.complete, record.blanks_as_zero) == (5, 0)
    assert allocation.responses[4].shares == pytest.approx((0.2, 0.3, 0.5))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("60,30,50", "adds up to more than 105 %"),
        ("-10,30,50", "a negative share"),
        ("20,30,-10", "a negative share"),
        ("0,0,0", "adds up to 0"),
        (",,", "no answer"),
    ],
)
def test_other_rows_are_treated_as_ever(tmp_path: Path, row: str, reason: str) -> None:
    allocation = allocation_of(tmp_path, "A,B,C\n" + "20,30,50\n" * 4 + row + "\n", missing_share_to="C")
    assert allocation.reading[0].left_out == {reason: 1}
    assert allocation.reading[0].missing_assigned == 0


def test_rounding_is_not_missing_and_4_points_are(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "A,B\n50,50\n50,49.5\n50,46\n50,52\n", missing_share_to="C")
    assert [round(each.shares[2], 9) for each in allocation.responses] == [0, 0, 0.04, 0]
    assert (allocation.reading[0].missing_assigned, allocation.reading[0].rescaled) == (1, 1)


def test_fractions_are_completed_to_1(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, "A,B\n0.5,0.5\n0.4,0.6\n0.4,0.4\n", missing_share_to="C")
    assert allocation.responses[2].shares == pytest.approx((0.4, 0.4, 0.2))


def test_every_policy_takes_what_is_missing_as_given(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, SHORT, missing_share_to="Other")
    assert people(allocation) == {"as is": 12, "strict": 12, "rescaled": 12}
    text = SHORT + "40,30,34\n"  # 104 under as is and rescaled
    assert people(allocation_of(tmp_path, text, missing_share_to="Other")) == {
        "as is": 13,
        "strict": 12,
        "rescaled": 13,
    }


def test_hours_have_no_known_whole(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A (hours),B (hours)\n10,30\n20,18\n", missing_share_to="Other")
    assert "hours, which have no known whole" in problem
    assert "leave --missing-share-to" in problem


def test_a_file_in_which_everybody_falls_short_can_be_completed(tmp_path: Path) -> None:
    text = "A,B\n40,27.5\n30,35\n10,33\n55,34\n"
    (problem,) = problems_of(tmp_path, text)
    assert "--missing-share-to" in problem
    allocation = allocation_of(tmp_path, text, missing_share_to="Other")
    assert allocation.before.mean_share.tolist() == pytest.approx([1.35 / 4, 1.295 / 4, 1.355 / 4])


def test_what_looks_like_a_working_week_is_not_taken_for_percent(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "A,B\n10.5,30\n20,18\n", missing_share_to="Other")
    assert "hours, which have no known whole" in problem
