"""Outcomes that carry no money: a measure before and after, and how its change is shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, cast

from reportgen.case.benchmarks import default
from reportgen.case.case import Assumption, Outcome
from reportgen.case.case_file import CaseFile, MeasuredFigure
from reportgen.case.findings import Findings
from reportgen.case.numerals import DURATIONS, conversion
from reportgen.language import noted, say

ShownAs = Literal["multiple", "percent", "points"]
_FALL_IS_GAIN = noted("convention: less is better")


@dataclass(frozen=True)
class StatedOutcome:
    """An outcome with its inputs; `before` and `after` only where it has figures of its own."""

    outcome: Outcome
    rise_is_gain: Assumption
    conversion: Assumption
    before: Assumption | None = None
    after: Assumption | None = None


def stated_outcomes(case_file: CaseFile, features: Collection[str], findings: Findings) -> tuple[StatedOutcome, ...]:
    """All outcomes, in the order of the outcome axis.

    Those that the benefits' figures bring along come first, unless `outcomes` names them elsewhere.
    """
    automatic = {each.outcome.name: each for each in _automatic(features)}
    listed = case_file.section("outcomes")
    found = [_said(each) for name, each in automatic.items() if name not in listed]
    measured = 0
    for name in listed:
        if name in automatic:
            found.append(_said(automatic[name]))
            _check_without_figures(case_file, name, findings)
        elif (own := _own(case_file, name, measured, findings)) is not None:
            found.append(own)
            measured += 1
    return tuple(found)


def _said(stated: StatedOutcome) -> StatedOutcome:
    """In the language of the report."""
    return replace(stated, outcome=replace(stated.outcome, name=say(stated.outcome.name)))


def outcome_features(outcomes: tuple[StatedOutcome, ...]) -> set[str]:
    """What the outcomes switch on: `outcomes`, and `measured_outcome` where one has figures of its own."""
    own = any(each.outcome.measured is not None for each in outcomes)
    return ({"outcomes"} if outcomes else set()) | ({"measured_outcome"} if own else set())


def outcome_figures(outcomes: tuple[StatedOutcome, ...]) -> dict[str, tuple[Assumption, ...]]:
    """The inputs of all outcomes, by input name."""
    return {
        "outcome_rise_is_gain": tuple(each.rise_is_gain for each in outcomes),
        "outcome_conversion": tuple(each.conversion for each in outcomes),
        "measured_outcome_before": tuple(each.before for each in outcomes if each.before is not None),
        "measured_outcome_after": tuple(each.after for each in outcomes if each.after is not None),
    }


def _fall_is_gain() -> Assumption:
    return replace(default("outcome_rise_is_gain", 0.0), source=say(_FALL_IS_GAIN))


def _automatic(features: Collection[str]) -> list[StatedOutcome]:
    found = []
    if "models_shipped" in features:
        models = Outcome(
            noted("Models shipped a year"),
            "",
            "",
            "multiple",
            before="models_shipped_before",
            after="models_shipped_after",
        )
        found.append(StatedOutcome(models, default("outcome_rise_is_gain"), default("outcome_conversion")))
    if "retention" in features:
        attrition = Outcome(
            noted("Attrition rate"), "%", "%", "percent", before="attrition_before", after="attrition_after"
        )
        found.append(StatedOutcome(attrition, _fall_is_gain(), default("outcome_conversion")))
    return found


def _check_without_figures(case_file: CaseFile, name: str, findings: Findings) -> None:
    if case_file.section("outcomes", name):
        findings.problems.append(
            f"{case_file.place('outcomes', name)}: the figures of this outcome come from the benefits; "
            f"write '{name}: {{}}' to choose its place in the table."
        )


def _own(case_file: CaseFile, name: str, position: int, findings: Findings) -> StatedOutcome | None:
    path = ("outcomes", name)
    before, after = (_figure(case_file, name, key) for key in ("before", "after"))
    if before is None or after is None:
        findings.problems.append(f"{case_file.place(*path)}: a figure is missing; state both 'before' and 'after'.")
        return None
    if _sort_of_unit(before) != _sort_of_unit(after):
        findings.problems.append(
            f"{case_file.place(*path)}: 'before' and 'after' are in units that cannot be compared; "
            "write two percentages, two durations or two plain numbers."
        )
        return None
    unit = case_file.text(*path, "unit")
    if unit and before.unit:
        findings.problems.append(f"{case_file.place(*path, 'unit')}: the figures carry their unit; leave 'unit' out.")
    usual = _fall_is_gain() if before.unit in DURATIONS else default("outcome_rise_is_gain")
    return StatedOutcome(
        Outcome(
            name, before.unit or unit, after.unit or unit, _shown_as(case_file, name, before.unit or unit), position
        ),
        case_file.figure(*path, "rise_is_gain") or usual,
        _conversion(before.unit, after.unit),
        before.assumption,
        after.assumption,
    )


def _figure(case_file: CaseFile, name: str, key: str) -> MeasuredFigure | None:
    entry = case_file.entry("outcomes", name, key)
    return entry.value if entry is not None and isinstance(entry.value, MeasuredFigure) else None


def _sort_of_unit(figure: MeasuredFigure) -> str:
    return "duration" if figure.unit in DURATIONS else figure.unit


def _shown_as(case_file: CaseFile, name: str, unit: str) -> ShownAs:
    usual = "multiple" if not unit or unit in DURATIONS else "percent"
    return cast(ShownAs, case_file.text("outcomes", name, "shown_as", default=usual))


def _conversion(before: str, after: str) -> Assumption:
    if before == after:
        return default("outcome_conversion")
    source = say(
        "unit conversion: {many} {before} are {few} {after}",
        many=f"{DURATIONS[before]:,}",
        before=say(before),
        few=f"{DURATIONS[after]:,}",
        after=say(after),
    )
    return Assumption(conversion(before, after), "measured", source)
