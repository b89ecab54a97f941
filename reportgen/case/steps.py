"""Figures of the levers that come step by step, and the table of experiments, with the names the user gives them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from reportgen.case.benchmarks import AUC_BY_EXPERIMENTS, default
from reportgen.case.case import Assumption
from reportgen.case.case_file import CaseFile, Entry
from reportgen.case.consistency import rise_faults
from reportgen.case.findings import Findings, nearest
from reportgen.case.inputs import INPUT, Axis
from reportgen.case.limits import UnusableError, number_for
from reportgen.language import noted, say

#: What a figure stated as a whole is the one step of: axis → (lever, input, label).
_WHOLE: Mapping[Axis, tuple[str, str, str]] = {
    "handoff": ("self_service", "handoff_weeks_before", noted("all hand-offs")),
    "incident_step": ("reproducibility", "hours_per_incident_before", noted("all steps")),
    "setup_step": ("templates", "setup_hours_before", noted("the whole set-up")),
}
_TABLE = ("benefits", "experiments", "auc_by_experiments")
_STAYING = ("benefits", "reproducibility", "steps_that_stay")
LEAST_ROWS = 2


@dataclass(frozen=True)
class Steps:
    """The items of the axes that levers bring, and the inputs over them."""

    axes: dict[Axis, tuple[str, ...]] = field(default_factory=dict)
    figures: dict[str, tuple[Assumption, ...]] = field(default_factory=dict)


def steps_of_levers(case_file: CaseFile, features: Collection[str], findings: Findings) -> Steps:
    """The steps of the levers that are on; a figure stated as a whole is one step."""
    steps = Steps()
    for axis, (lever, name, whole) in _WHOLE.items():
        if lever in features:
            steps.axes[axis], steps.figures[name] = _stated(case_file, ("benefits", lever, name), name, whole)
    if "reproducibility" in features:
        flags = _shortened(case_file, steps.axes["incident_step"], findings)
        steps.figures["incident_step_shortened"] = flags
    if "experiments" in features:
        rows = _table(case_file, findings)
        steps.axes["auc_row"] = tuple(
            say("{count} experiments", count=f"{experiments:,.10g}") for experiments, _ in rows
        )
        steps.figures["table_experiments"] = tuple(
            replace(row, value=experiments, low=None, high=None, conservative=None, optimistic=None)
            for experiments, row in rows
        )
        steps.figures["table_auc"] = tuple(row for _, row in rows)
    return steps


def _stated(
    case_file: CaseFile, path: tuple[str, ...], name: str, whole: str
) -> tuple[tuple[str, ...], tuple[Assumption, ...]]:
    """Names and figures of the steps."""
    by_step = {step: case_file.figure(*path, step) for step in case_file.section(*path)}
    found = {step: figure for step, figure in by_step.items() if figure is not None}
    if not found:
        found = {say(whole): case_file.figure(*path) or default(name)}
    return tuple(found), tuple(found.values())


def _shortened(case_file: CaseFile, steps: tuple[str, ...], findings: Findings) -> tuple[Assumption, ...]:
    """1 for each step of an incident that tooling takes over, 0 for those that stay as they are."""
    staying = case_file.texts(*_STAYING)
    for step in staying:
        if step not in steps:
            findings.problems.append(
                f"{case_file.place(*_STAYING)}: 'hours_per_incident_before' has no step '{step}'; "
                f"{nearest(step, steps)}"
            )
    flags = tuple(default("incident_step_shortened", float(step not in staying)) for step in steps)
    return tuple(replace(flag, source=case_file.file) for flag in flags) if staying else flags


def _table(case_file: CaseFile, findings: Findings) -> list[tuple[float, Assumption]]:
    """Experiments and best AUC of each row, in rising order of experiments."""
    benchmark = [(float(experiments), default("table_auc", auc)) for experiments, auc in AUC_BY_EXPERIMENTS.items()]
    stated = case_file.section(*_TABLE)
    rows = sorted(_rows(case_file, stated, findings), key=lambda row: row[0])
    # A row that cannot be read is a problem already.
    if stated and len(rows) == len(stated) and len(dict(rows)) < max(len(stated), LEAST_ROWS):
        findings.problems.append(
            f"{case_file.place(*_TABLE)}: a table needs at least {LEAST_ROWS} rows, each for another number of "
            "experiments; write them as {10: 0.85, 500: 0.92}."
        )
        return benchmark
    _check_rise(case_file, rows, findings)
    return rows or benchmark


def _check_rise(case_file: CaseFile, rows: Sequence[tuple[float, Assumption]], findings: Findings) -> None:
    faults = rise_faults([(experiments, row.value) for experiments, row in rows])
    findings.problems.extend(f"{case_file.place(*_TABLE)}: {fault}" for fault in faults)


def _rows(case_file: CaseFile, stated: Mapping[str, Entry], findings: Findings) -> list[tuple[float, Assumption]]:
    rows = []
    for experiments, entry in stated.items():
        try:
            number = number_for(experiments, INPUT["table_experiments"]).value
        except UnusableError as error:
            findings.problems.append(f"{case_file.place(*_TABLE, experiments)}: {error}")
        else:
            rows.append((number, cast(Assumption, entry.value)))
    return rows
