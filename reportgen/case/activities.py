"""What each activity of the survey is: value work, friction or overhead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast, get_args

from reportgen.case.benchmarks import default_source
from reportgen.case.case import ActivityKind, Assumption
from reportgen.case.case_file import CaseFile
from reportgen.case.findings import Findings, nearest, quoted, shortened
from reportgen.case.inputs import INPUT
from reportgen.language import say

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation

_PATH = ("survey", "activities")

#: Beginnings of words that tell an activity's kind; the first rule with such a word decides. One that begins with a
#: hyphen counts inside a word too, because German joins words to one and puts the telling one last.
RULES: tuple[tuple[ActivityKind, str], ...] = (
    ("overhead", "meeting admin mail email management hiring interview travel teach other"),
    ("overhead", "holiday vacation leave sick standup planning -urlaub -besprech -sitzung"),
    ("friction", "wait deploy debug setup setting environment access manual incident monitor maint ticket rework"),
    ("friction", "clean prepar gather collect label fix production"),
    ("friction", "warten wartezeit wartung einricht bereitstell -fehler"),
    ("overhead", "review"),
    ("value", "model develop build insight analy research experiment feature design coding program prototyp"),
    ("value", "code engineer implement scien -entwickl"),
    ("overhead", "train learn document visuali communicat present report support"),
)
#: The cautious guess: time that a target cannot take and that is not value work.
KIND_OF_THE_REST: ActivityKind = "overhead"


def guessed_kind(activity: str) -> ActivityKind:
    """The kind an activity's name suggests; `TimeModelBuilding` is read as its words."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", activity).lower()
    words = re.findall(r"[^\W\d_]+", f"{name} {name.replace('-', '')}")
    for kind, stems in RULES:
        if any(_tells(stem, word) for stem in stems.split() for word in words):
            return kind
    return KIND_OF_THE_REST


def _tells(stem: str, word: str) -> bool:
    return stem[1:] in word if stem.startswith("-") else word.startswith(stem)


def activity_kinds(case_file: CaseFile, allocation: Allocation, findings: Findings) -> tuple[ActivityKind, ...]:
    """The kind of each activity of the survey, as stated or, with a note, as guessed from its name."""
    stated = tuple(case_file.section(*_PATH))
    guessed = {name: guessed_kind(name) for name in allocation.activities if name not in stated}
    if guessed:
        findings.note(_guesses(guessed))
    kinds = tuple(
        guessed[name] if name in guessed else cast(ActivityKind, case_file.text(*_PATH, name))
        for name in allocation.activities
    )
    if "value" not in kinds:
        place = case_file.place(*_PATH) if stated else allocation.reading[0].file
        findings.problems.append(
            f"{place}: no activity is value work; name one in the case file under 'survey', 'activities', "
            f"for instance '{shortened(allocation.activities[0])}: value'."
        )
    return kinds


def activity_flags(
    case_file: CaseFile, allocation: Allocation, kinds: tuple[ActivityKind, ...]
) -> dict[str, tuple[Assumption, ...]]:
    """The inputs that tell the model what each activity is, by input name."""
    return {
        f"{kind}_activity": tuple(
            Assumption(
                float(of_activity == kind),
                INPUT[f"{kind}_activity"].default_kind,
                case_file.file if case_file.entry(*_PATH, activity) else default_source(f"{kind}_activity"),
            )
            for activity, of_activity in zip(allocation.activities, kinds, strict=True)
        )
        for kind in get_args(ActivityKind)
        if f"{kind}_activity" in INPUT
    }


def check_activities(case_file: CaseFile, allocation: Allocation, findings: Findings) -> None:
    """Notes a problem for every activity the case file names and the survey does not have."""
    for name, place in _named_activities(case_file):
        if name not in allocation.activities:
            findings.problems.append(
                f"{place}: the survey has no activity '{shortened(name)}'; {nearest(name, allocation.activities)}"
            )


def _named_activities(case_file: CaseFile) -> Iterator[tuple[str, str]]:
    """Each with its place: kinds, target shares, and what components address."""
    for path in (_PATH, ("survey", "target", "shares")):
        for name in case_file.section(*path):
            yield name, case_file.place(*path, name)
    for component in case_file.section("investment"):
        path = ("investment", component, "addresses")
        for name in case_file.texts(*path):
            yield name, case_file.place(*path)


def _guesses(guessed: dict[str, ActivityKind]) -> str:
    by_kind = (
        f"{say(kind)}: {quoted(name for name, of_name in guessed.items() if of_name == kind)}"
        for kind in get_args(ActivityKind)
        if kind in guessed.values()
    )
    return say(
        "The kinds of these activities were guessed from their names ({guesses}); state them in the "
        "case file under 'survey', 'activities'.",
        guesses="; ".join(by_kind),
    )
