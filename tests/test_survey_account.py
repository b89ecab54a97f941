"""Every row is accounted for, and the responses stand in a useful order."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_files import allocation_of

from reportgen.survey.account import MOST_RESPONSES_LISTED

TEXT = """respondent,wave,role,A,B
lost,before,ML,0,0
only before,before,ML,30,70
both 1,before,DS,20,80
both 2,before,,40,60
both 2,after,,60,40
only after,after,DS,10,90
both 1,after,DS,50,50
"""


def test_matched_people_come_first_in_the_same_order_in_both_waves(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, TEXT)
    assert [(one.wave, one.label, one.used, one.counted) for one in allocation.responses] == [
        ("before", "R003", True, True),
        ("before", "R004", True, True),
        ("before", "R002", False, True),
        ("before", "R001", False, False),
        ("after", "R003", True, True),
        ("after", "R004", True, True),
        ("after", "R005", False, True),
    ]


def test_used_responses_give_the_means(tmp_path: Path) -> None:
    allocation = allocation_of(tmp_path, TEXT)
    for wave in allocation.waves:
        used = [one.shares for one in allocation.responses if one.used and one.wave == wave.name]
        assert len(used) == wave.respondents
        assert [sum(column) / len(used) for column in zip(*used, strict=True)] == pytest.approx(
            wave.mean_share.tolist()
        )


def test_counted_people_are_counted_by_role(tmp_path: Path) -> None:
    text = "wave,role,A,B\n" + "before,ML,20,80\n" * 7 + "before,DS,20,80\n" * 5 + "after,ml,20,80\n" * 6
    assert allocation_of(tmp_path, text).role_counts == {"before": {"ML": 7, "DS": 5}, "after": {"ML": 6, "DS": 0}}


def test_numbers_of_few_people_are_hidden(tmp_path: Path) -> None:
    assert allocation_of(tmp_path, TEXT).role_counts == {
        "before": {"ML": None, "DS": None, "not stated": None},
        "after": {"ML": 0, "DS": None, "not stated": None},
    }


def test_rows_of_each_response_are_counted_in_the_record(tmp_path: Path) -> None:
    """A long file: the response with a missing share stands in two rows."""
    text = "respondent,activity,share\n" + "".join(f"p{n},A,40\np{n},B,60\n" for n in range(3)) + "p9,A,40\np9,B,40\n"
    (record,) = allocation_of(tmp_path, text, missing_share_to="C").reading
    assert (record.rows_read, record.counted, record.missing_assigned) == (8, 8, 2)


def test_responses_are_not_listed_one_by_one_in_large_surveys(tmp_path: Path) -> None:
    assert len(allocation_of(tmp_path, "A,B\n" + "20,80\n" * MOST_RESPONSES_LISTED).responses) == 2_000
    large = allocation_of(tmp_path, "A,B\n" + "20,80\n" * (MOST_RESPONSES_LISTED + 1))
    assert large.responses == ()
    assert large.before.respondents == 2_001
