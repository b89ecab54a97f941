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
    assert allocation_of(tmp_path, TEXT).role_counts == {
        "before": {"ML": 1, "DS": 1, "not stated": 1},
        "after": {"not stated": 1, "DS": 2},
    }


def test_responses_are_not_listed_one_by_one_in_large_surveys(tmp_path: Path) -> None:
    assert len(allocation_of(tmp_path, "A,B\n" + "20,80\n" * MOST_RESPONSES_LISTED).responses) == 2_000
    large = allocation_of(tmp_path, "A,B\n" + "20,80\n" * (MOST_RESPONSES_LISTED + 1))
    assert large.responses == ()
    assert large.before.respondents == 2_001
