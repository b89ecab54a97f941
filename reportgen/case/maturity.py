"""Measures of maturity: which of them a case has, and the scale that the chapter gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from reportgen.case.benchmarks import default, default_source
from reportgen.case.case import Assumption, Measure
from reportgen.case.case_file import CaseFile
from reportgen.case.findings import Findings
from reportgen.case.schema import MATURITY_INPUTS, key
from reportgen.language import noted, say


class Scale(NamedTuple):
    """A measure at low and at high maturity; `feature` switches it on, None is always on."""

    feature: str | None
    measure: Measure
    low: float
    high: float
    note: str = ""


SCALES = (
    Scale(
        None,
        Measure(noted("Share of time on value work"), "share", "value_share_before", "value_share_after"),
        0.20,
        0.60,
    ),
    Scale(
        "models_shipped",
        Measure(
            noted("Models shipped per person and year"), "number", "models_per_person_before", "models_per_person_after"
        ),
        0.5,
        3,
    ),
    Scale(
        "experiments_per_week",
        Measure(noted("Experiments a week"), "number", "experiments_per_week_before", "experiments_per_week_after"),
        2.5,
        25,
        noted("the middle of 2 to 3 and of 20 to 30 experiments a week"),
    ),
    Scale(
        "debugging_hours",
        Measure(noted("Debugging time of an incident"), "hours", "debugging_hours_before", "debugging_hours_after"),
        80,
        2,
        noted("2 weeks, of 40 hours each, to 2 hours an incident"),
    ),
)


def maturity_features(case_file: CaseFile, features: Collection[str], findings: Findings) -> set[str]:
    """The measures that the case states figures for under `maturity`, and the `multiplier` where it is stated."""
    found = {"multiplier"} if case_file.entry("multiplier") is not None else set()
    for feature, inputs in MATURITY_INPUTS.items():
        stated = [key(each) for each in inputs if case_file.entry("maturity", key(each)) is not None]
        if stated and feature in features:
            findings.problems.append(
                f"{case_file.place('maturity', stated[0])}: the models shipped stand under 'benefits', 'delivery' too; "
                "keep them there."
            )
        elif stated:
            found.add(feature)
    return found


def measures(features: Collection[str]) -> tuple[Measure, ...]:
    """The measures of maturity that a case has."""
    return tuple(replace(scale.measure, name=say(scale.measure.name)) for scale in _scales(features))


def maturity_scale(found: Collection[Measure]) -> dict[str, tuple[Assumption, ...]]:
    """Low and high maturity of the measures, by input name."""
    lines = [measure.before for measure in found]
    scales = [scale for scale in SCALES if scale.measure.before in lines]
    return {
        "measure_low": tuple(replace(default("measure_low", scale.low), source=_source(scale)) for scale in scales),
        "measure_high": tuple(replace(default("measure_high", scale.high), source=_source(scale)) for scale in scales),
    }


def _scales(features: Collection[str]) -> list[Scale]:
    return [scale for scale in SCALES if scale.feature is None or scale.feature in features]


def _source(scale: Scale) -> str:
    chapter = default_source("measure_low")
    return f"{chapter}: {say(scale.note)}" if scale.note else chapter
