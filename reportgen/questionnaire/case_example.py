"""A case file to begin with: every setting with what it means, as a comment at its default."""

from __future__ import annotations

import datetime
import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import cast, get_args, get_type_hints

from reportgen.case.benchmarks import AUC_BY_EXPERIMENTS, BY_YEAR
from reportgen.case.benefits import KNOWN, OWN_KIND, TIME_LEVERS
from reportgen.case.case import ActivityKind, BenefitKind, Company, Outcome
from reportgen.case.completing import HORIZON, UNNAMED_COMPANY
from reportgen.case.inputs import KINDS, Input, Unit
from reportgen.case.schema import HEADCOUNT, SCHEMA, TIME_BASES
from reportgen.case.settings import Figure, Named, Section, StepFigures, WholeNumber, YearlyFigures
from reportgen.questionnaire.questions import Activity, Questionnaire
from reportgen.questionnaire.templates import filled
from reportgen.survey.instructions import LEAST_SMALLEST_GROUP

WIDTH = 120
#: What stands for figures that have no default, by the name of their input.
EXAMPLES: Mapping[str, str] = {
    "role_headcount": "12",
    "component_amount": "200_000",
    "attrition_before": "20%",
    "attrition_after": "12%",
    "models_shipped_before": "6",
    "models_shipped_after": "12",
    "custom_quantity_before": "1_200",
    "custom_quantity_after": "300",
    "custom_unit_value": "40",
    "models_per_year": "12",
    "retrains_per_month_before": "0.5",
    "incidents_per_year": "20",
    "projects_per_year": "12",
    "hires_per_year": "4",
    "experiments_before": "10",
    "experiments_after": "50",
    "experiments_per_week_before": "3",
    "experiments_per_week_after": "20",
    "debugging_hours_before": "40",
    "debugging_hours_after": "4",
}


def case_example(name: str, date: datetime.date) -> str:
    """The text of a case file that states the usual activities, and `name`, which begins the names of files."""
    usual = Questionnaire()
    horizon = cast(WholeNumber, cast(Section, SCHEMA.keys["assumptions"]).keys["horizon"])
    return filled(
        "case.yaml",
        name=json.dumps("-".join(re.findall(r"\w+", name)), ensure_ascii=False),
        date=date.isoformat(),
        kinds=_listed(KINDS),
        company=Company(UNNAMED_COMPANY),
        activities=usual.activities,
        targets=_targets(usual.activities),
        friction=_first(usual.activities, "friction").name,
        waves=usual.waves,
        headcount=HEADCOUNT,
        least_group=LEAST_SMALLEST_GROUP,
        smallest_group=usual.smallest_group,
        role=usual.roles[0],
        benefits=KNOWN,
        benefit_kinds=_listed(get_args(BenefitKind)),
        auc_table=AUC_BY_EXPERIMENTS,
        time_bases=_listed(TIME_BASES),
        time_levers=", ".join(TIME_LEVERS),
        own_kind=OWN_KIND,
        shown_as=_listed(get_args(get_type_hints(Outcome)["shown_as"])),
        horizon=HORIZON,
        horizons=(horizon.minimum, horizon.maximum),
        figures=_figures,
    )


def _figures(*path: str) -> str:
    """The figures of a section, each below what it is and where its default comes from."""
    node = SCHEMA
    for step in path:
        node = cast(Section, node.item if isinstance(node, Named) else node.keys[step])
    return "\n".join(line for key, given in _inputs(node) for line in _lines(key, given, "  " * len(path)))


def _inputs(section: Section) -> Iterator[tuple[str, Input]]:
    for key, node in section.keys.items():
        if isinstance(node, (Figure, StepFigures, YearlyFigures)):
            yield key, node.input


def _lines(key: str, given: Input, indent: str) -> Iterator[str]:
    said = "; ".join(part for part in (given.label, given.source) if part)
    yield from textwrap.wrap(f"{said}.", WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")
    yield f"{indent}#{key}: {_shown_default(given)}"


def _shown_default(given: Input) -> str:
    """As it may stand in a case file: `10%`, `{value: 40%, low: 20%, high: 60%}`, `[50%, 90%, 100%]`."""
    if given.name in BY_YEAR:
        return f"[{', '.join(_number(value, given.unit) for value in BY_YEAR[given.name])}]"
    if given.default is None:
        return EXAMPLES[given.name]
    ends = {"value": given.default, "low": given.low, "high": given.high}
    shown = {name: _number(end, given.unit) for name, end in ends.items() if end is not None}
    return shown["value"] if len(shown) == 1 else f"{{{', '.join(f'{name}: {end}' for name, end in shown.items())}}}"


def _number(value: float, unit: Unit) -> str:
    if unit == "share":
        return f"{100 * value:g}%"
    if unit == "flag":
        return "true" if value else "false"
    return f"{value:_}"


def _targets(activities: Sequence[Activity]) -> list[tuple[Activity, int]]:
    """Shares in whole percent that add up to 100: the first value work has what the others leave."""
    shares = {activity: 100 // (2 * len(activities)) for activity in activities}
    shares[_first(activities, "value")] += 100 - sum(shares.values())
    return list(shares.items())


def _first(activities: Sequence[Activity], kind: ActivityKind) -> Activity:
    return next(activity for activity in activities if activity.kind == kind)


def _listed(words: tuple[str, ...]) -> str:
    """`cashable, capacity or revenue`."""
    return f"{', '.join(words[:-1])} or {words[-1]}"
