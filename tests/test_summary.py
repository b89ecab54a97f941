"""What the terminal and results.json say of the survey."""

from __future__ import annotations

import dataclasses
from typing import Any

from support.grouped_surveys import THREE_WAVES, grouped
from support.grouped_surveys import record as reading
from support.small_case import a_case

from reportgen.model.results import HEADLINE, Results, compute
from reportgen.publishing import Report
from reportgen.record import headline, results_document
from reportgen.summary import as_text
from reportgen.survey.allocation import Allocation, Design
from reportgen.workbook.layout import lay_out


def _results(allocation: Allocation, **figures: Any) -> Results:
    return compute(a_case(allocation, **figures), allocation)


def _text(allocation: Allocation, **figures: Any) -> list[str]:
    """The lines, with plain spaces between figures and their units."""
    text = as_text(Report(_results(allocation, **figures), (), 1, 1))
    return text.replace("\u00a0", " ").splitlines()


def _survey(allocation: Allocation, **figures: Any) -> dict[str, Any]:
    results = _results(allocation, **figures)
    document = results_document(results, lay_out(results.graph), "run")
    return document["survey"]  # type: ignore[no-any-return]


def test_the_source_and_what_is_striking_are_told() -> None:
    record = reading(108, missing_assigned=3, flags={"all answers equal": 2, "one activity at 100 %": 0})
    allocation = dataclasses.replace(grouped(), reading=(record,))
    lines = _text(allocation)
    assert "  survey.csv, from Qualtrics: 108 rows read, 108 counted" in lines
    assert "    3 counted with their missing share given to an activity, as asked" in lines
    assert "    2 striking, but counted: all answers equal" in lines
    assert not any("one activity" in line for line in lines)
    file = _survey(allocation)["files"][0]
    assert (file["source"], file["missing_share_assigned"]) == ("Qualtrics", 3)
    assert file["flags"] == {"all answers equal": 2, "one activity at 100 %": 0}


def test_the_interval_is_told_where_there_is_one() -> None:
    allocation = grouped()
    results = _results(allocation)
    told = next(line for line in _text(allocation) if "interval of the change" in line)
    low, high = (
        f"{100 * results.number(f'value_share_change_{end}'):+.1f}".removesuffix(".0") for end in ("low", "high")
    )
    assert told.startswith(f"  95% interval of the change: {low} pts to {high} pts; of the productivity gain: $")
    found = _survey(allocation)["intervals"]
    for name in ("value_share_change", "productivity_gain", "value_hours_change", "value_share_before"):
        assert found[name] == [results.number(f"{name}_low"), results.number(f"{name}_high")]
    one = grouped(waves=THREE_WAVES[:1])
    assert not any("interval of the change" in line for line in _text(one))
    assert list(_survey(one)["intervals"]) == ["value_share_before"]


def test_an_interval_that_holds_zero_is_an_alert() -> None:
    allocation = grouped(spread=2, last=(0.50, 0.36, 0.14))
    assert "  Alert: the interval of the change of value work holds zero." in _text(allocation)
    assert not any("holds zero" in line for line in _text(grouped()))


def test_weights_and_design_are_told() -> None:
    weighted = grouped(design=Design(weights="factor", post_stratified=True))
    assert "  Weighted by 'factor' and to the headcount of each role" in _text(weighted)
    designed = grouped(design=Design(strata="region", clusters="squad"))
    assert "  Standard errors follow strata 'region' and clusters 'squad'" in _text(designed)
    assert not any("Weighted" in line or "follow" in line for line in _text(grouped()))
    assert _survey(weighted, finite_population=True)["design"] == {
        "weights": "factor",
        "strata": "",
        "clusters": "",
        "weighted_to_headcount": True,
        "finite_population": True,
    }


def test_other_rules_for_rows_are_told_where_they_move_the_change() -> None:
    allocation = grouped()
    results = _results(allocation)
    told = next(line for line in _text(allocation) if "other rules" in line)
    assert "with rows as they are" in told
    assert "with exact rows only" in told
    changes = {policy: figures["value_share_change"] for policy, figures in _survey(allocation)["policies"].items()}
    assert changes == {
        "as is": results.number("as_is_value_share_change"),
        "strict": results.number("strict_value_share_change"),
        "rescaled": results.number("value_share_change"),
    }
    same = dataclasses.replace(allocation, policies=allocation.policies[2:])
    assert not any("other rules" in line for line in _text(same))


def test_hidden_groups_are_told() -> None:
    allocation = grouped(hidden={"role": 1, "team": 2})
    told = next(line for line in _text(allocation) if "not shown" in line)
    assert "1 role and 2 teams" in told
    assert _survey(allocation)["hidden_groups"] == {"role": 1, "team": 2}
    assert _survey(allocation)["smallest_group"] == 5
    assert not any("not shown" in line for line in _text(grouped()))


def test_the_headline_stays_what_it_was() -> None:
    assert tuple(headline(_results(grouped()))) == HEADLINE


def test_few_people_are_warned_of_once() -> None:
    told = [line for line in _text(grouped(people=3, waves=THREE_WAVES[:1], roles=(), teams=())) if "Only" in line]
    assert told == ["  Only 3 people answered; what is shown here can be recognised as theirs."]
    assert not any("recognised" in line for line in _text(grouped()))


def test_a_team_asked_in_full_has_no_interval() -> None:
    lines = _text(grouped(), finite_population=True, role_headcount=36)
    assert "  Everybody in the team answered, so there is no sampling error and no interval" in lines
    assert not any("interval of the change:" in line for line in lines)
