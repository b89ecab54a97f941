"""What activities are, by statement or by name, and where their time should go."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.allocations import one_wave, two_waves
from support.cases import completed, values

from reportgen.case import complete, load
from reportgen.case.activities import guessed_kind
from reportgen.errors import InputError
from reportgen.model.results import compute


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        ("Data preparation & cleaning", "friction"),
        ("Model development", "value"),
        ("Deployment & DevOps", "friction"),
        ("Debugging production issues", "friction"),
        ("Meetings & documentation", "overhead"),
        ("Waiting for data access", "friction"),
        ("Setting up environments", "friction"),
        ("Manual deployment coordination", "friction"),
        ("Actual model development", "value"),
        ("TimeGatheringData", "friction"),
        ("TimeModelBuilding", "value"),
        ("TimeProduction", "friction"),
        ("TimeVisualizing", "overhead"),
        ("TimeFindingInsights", "value"),
        ("TimeOtherSelect", "overhead"),
        ("Waiting for model approval", "friction"),
        ("Model training", "value"),
        ("Training", "overhead"),
        ("E-mail", "overhead"),
        ("RESEARCH", "value"),
        ("Something else entirely", "overhead"),
        ("=1+1", "overhead"),
        ("Writing code", "value"),
        ("Engineering", "value"),
        ("Implementing", "value"),
        ("Programming", "value"),
        ("Data science", "value"),
        ("Softwareentwicklung", "value"),
        ("Code review", "overhead"),
        ("Public holidays", "overhead"),
        ("Vacation", "overhead"),
        ("Sick leave", "overhead"),
        ("Sprint planning", "overhead"),
        ("Daily stand-up", "overhead"),
        ("Support", "overhead"),
        ("Support tickets", "friction"),
        ("Besprechungen", "overhead"),
        ("Jahresurlaub", "overhead"),
        ("Teamsitzung", "overhead"),
        ("Warten auf Zugriff", "friction"),
        ("Wartezeiten", "friction"),
        ("Einrichtung der Umgebung", "friction"),
        ("Bereitstellung", "friction"),
        ("Fehlersuche", "friction"),
    ],
)
def test_the_kind_is_guessed_from_the_words_of_the_name(activity: str, kind: str) -> None:
    """The chapter's own tables and a public survey's columns come out as the chapter describes them."""
    assert guessed_kind(activity) == kind


def test_guessed_kinds_are_noted_and_stated_ones_are_not(tmp_path: Path) -> None:
    case = completed(tmp_path, "survey: {activities: {Data access: overhead, Meetings: value}}", one_wave())
    assert case.activity_kinds == ("overhead", "friction", "value", "value")
    assert next(iter(case.notes)) == (
        "The kinds of these activities were guessed from their names (value: 'Model development'; friction: "
        "'Deployment'); state them in the case file under 'survey', 'activities'."
    )
    assert values(case, "value_activity") == [0, 0, 1, 1]
    assert values(case, "friction_activity") == [0, 1, 0, 0]
    assert [each.source for each in case.assumptions["value_activity"]] == [
        "case.yaml", "guessed from the activity's name", "guessed from the activity's name", "case.yaml",
    ]  # fmt: skip


def test_an_activity_that_the_survey_does_not_have_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        completed(
            tmp_path,
            "survey:\n  activities:\n    Model developement: value\n"
            "investment: {Platform: {amount: 1, addresses: [Chess]}}\n",
            one_wave(),
        )
    assert caught.value.problems == (
        "case.yaml, line 3, 'Model developement': the survey has no activity 'Model developement'; "
        "did you mean 'Model development'?",
        "case.yaml, line 4, 'addresses': the survey has no activity 'Chess'; known are 'Data access', 'Deployment', "
        "'Model development', 'Meetings'.",
    )


def test_without_value_work_there_is_no_case(tmp_path: Path) -> None:
    """By name, and by what the case file says."""
    with pytest.raises(InputError) as by_name:
        complete(load(None), one_wave(("Chess", "Meetings"), (0.5, 0.5)))
    assert by_name.value.problems == (
        "survey.csv: no activity is value work; name one in the case file under 'survey', 'activities', "
        "for instance 'Chess: value'.",
    )
    with pytest.raises(InputError, match=r"^case.yaml, line 1, 'activities': no activity is value work"):
        completed(tmp_path, "survey: {activities: {Model development: overhead}}", one_wave())


def test_one_wave_aims_at_the_benchmark_share_of_value_work() -> None:
    """60 % of the time on value work, where the chapter sees mature teams; today's 35 % is no less than its range."""
    case = complete(load(None), one_wave())
    (target,) = case.assumptions["target_value_share"]
    assert (target.value, target.low, target.high, target.kind) == (0.6, 0.4, 0.6, "benchmark")
    assert "target_value_share" in case.features
    assert "target_share" not in case.assumptions


def test_the_benchmark_target_never_falls_below_today() -> None:
    """A range below what the team has would make a scenario lose value work; above the target nothing is projected."""
    (target,) = complete(load(None), one_wave(shares=(0.2, 0.2, 0.5, 0.1))).assumptions["target_value_share"]
    assert (target.value, target.low, target.high) == (0.6, 0.5, 0.6)
    case = complete(load(None), one_wave(shares=(0.1, 0.1, 0.7, 0.1)))
    (target,) = case.assumptions["target_value_share"]
    assert (target.value, target.low, target.high) == (0.7, 0.7, 0.7)
    assert any(note.startswith("Value work already has 70 % of the time") for note in case.notes)


@pytest.mark.parametrize(
    ("target", "note"),
    [
        ("30%", "The target of 30 % for value work is below today's 35 %, so the case projects a loss of value work."),
        ("95%", "The target of 95 % for value work is out of reach: today's 35 % and all friction make 90 %, "
                "which is what the case projects."),
    ],
)  # fmt: skip
def test_a_stated_target_is_kept_and_its_limits_are_noted(tmp_path: Path, target: str, note: str) -> None:
    case = completed(tmp_path, f"survey: {{target: {{value_share: {target}}}}}", one_wave())
    assert values(case, "target_value_share") == [float(target.rstrip("%")) / 100]
    assert note in case.notes


def test_target_shares_are_in_the_order_of_the_survey(tmp_path: Path) -> None:
    case = completed(
        tmp_path,
        "survey: {target: {shares: {Meetings: 5%, Model development: 75%, Deployment: 8%, Data access: 12%}}}",
        one_wave(),
    )
    assert values(case, "target_share") == [0.12, 0.08, 0.75, 0.05]
    assert "target_shares" in case.features
    assert "target_value_share" not in case.assumptions


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("shares: {Meetings: 10%, Model development: 80%, Deployment: 5%, Data access: 6%}",
         "'shares': the target shares add up to 101 %; change them to add up to 100 %."),
        ("shares: {Meetings: 20%, Model development: 80%}",
         "'shares': no share for 'Data access', 'Deployment'; add it, 0% for none."),
        ("shares: {Meetings: 5%, Model development: {value: 75%, low: 70%}, Deployment: 8%, Data access: 12%}",
         "'Model development': one part of a whole has no range of its own, as the other parts would have to give way; "
         "write its value alone."),
        ("value_share: 60%, shares: {Meetings: 0%, Model development: 1, Deployment: 0, Data access: 0}",
         "'target': there are two targets; keep 'shares' or 'value_share'."),
    ],
)  # fmt: skip
def test_a_target_that_does_not_fit_is_an_error(tmp_path: Path, target: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        completed(tmp_path, f"survey: {{target: {{{target}}}}}", one_wave())
    assert caught.value.problems == (f"case.yaml, line 1, {problem}",)


def test_a_target_beside_two_waves_is_not_used_and_noted(tmp_path: Path) -> None:
    case = completed(tmp_path, "survey: {target: {value_share: 60%}}", two_waves())
    assert not {"target_value_share", "target_share"} & set(case.assumptions)
    assert "case.yaml, line 1, 'target': the target is not used, because the survey has a second wave." in case.notes


def test_a_survey_without_friction_is_a_case_that_moves_no_time() -> None:
    """35 % stay 35 %, and a note says why, instead of calling the target out of reach."""
    allocation = one_wave(("Coding", "Meetings"), (0.35, 0.65))
    case = complete(load(None), allocation)
    assert case.activity_kinds == ("value", "overhead")
    assert any(note.startswith("No activity with time on it is friction, so no target can move") for note in case.notes)
    assert not any("out of reach" in note for note in case.notes)
    results = compute(case, allocation, "base")
    assert results.value("value_share_after") == pytest.approx(0.35)


def test_an_activity_as_long_as_a_paragraph_is_shortened_in_notes() -> None:
    case = complete(load(None), one_wave(("Coding", "Meeting " * 400), (0.4, 0.6)))
    (note,) = [note for note in case.notes if "guessed" in note]
    assert len(note) < 400
    assert "Meeting…'" in note
