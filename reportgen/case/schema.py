"""What a case file may hold, section by section; labels, limits and units come from `inputs`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import get_args, get_type_hints

from reportgen.case.case import ActivityKind, BenefitKind, Outcome
from reportgen.case.findings import nearest
from reportgen.case.inputs import CONVENTIONS, INPUT, INPUTS, KINDS, Input
from reportgen.case.settings import (
    Choice,
    CurrencyCode,
    Day,
    Figure,
    LocaleName,
    Measure,
    Named,
    Names,
    NamesOf,
    Node,
    Override,
    PlainMeasure,
    PlainNumber,
    Section,
    StepFigures,
    Text,
    WholeNumber,
    YearlyFigures,
    YesOrNo,
)
from reportgen.survey.instructions import LEAST_SMALLEST_GROUP, Columns, Values

#: Benefits that the chapter calls levers, in the order of the benefit axis.
LEVERS = ("self_service", "retraining", "reproducibility", "templates", "onboarding", "experiments")
#: Measures of maturity that need figures of their own.
MATURITY_FEATURES = ("models_shipped", "experiments_per_week", "debugging_hours")
#: Where freed time is counted from.
TIME_BASES = ("survey", "levers")


#: Inputs that stand in the section of one role, component or benefit.
TEAM_INPUTS = tuple(each for each in INPUTS if each.axes[:1] == ("role",))
COMPONENT_INPUTS = tuple(each for each in INPUTS if each.axes[:1] == ("component",))
BENEFIT_INPUTS: Mapping[str, tuple[Input, ...]] = {
    benefit: tuple(each for each in INPUTS if each.when in features and each.group != CONVENTIONS)
    for benefit, features in {
        "retention": ("retention",),
        "delivery": ("models_shipped", "delivery"),
        **{lever: (lever,) for lever in LEVERS},
        "custom": ("custom",),
    }.items()
}
#: Inputs of the measures of maturity, by the feature that they switch on.
MATURITY_INPUTS: Mapping[str, tuple[Input, ...]] = {
    feature: tuple(each for each in INPUTS if each.when == feature) for feature in MATURITY_FEATURES
}
MULTIPLIER_INPUTS = tuple(each for each in INPUTS if each.when == "multiplier")

#: Inputs by step of a lever, and the one table, whose items the user names.
STEP_AXES = ("handoff", "incident_step", "setup_step")
TABLE_AXIS = "auc_row"

#: Inputs of the case as a whole; where there is one for each item, this one holds for all that state none.
GENERAL_INPUTS = (
    *(each for each in INPUTS if each.group == "General"),
    *(each for each in INPUTS if each.group in ("Team", "Investment") and each.default is not None),
    INPUT["component_phasing"],
    INPUT["confidence"],
)

#: What `survey.weights` may be: responses weighted so that the roles have their share of the headcount.
HEADCOUNT = "headcount"

_LARGEST_GROUP = 1_000
_FOLLOWS_FROM_OTHERS = {"flag", "auto", "factor"}
#: Where the rows of the table stand, in rising order; another figure would put them out of it.
_PLACES_OF_ROWS = "table_experiments"
#: Parts of a whole: one cannot move without the others.
PARTS_OF_A_WHOLE = ("target_share", "component_phasing")

#: Inputs that may be other than the case says, in a scenario or a table of what-ifs; by name.
CHANGEABLE: Mapping[str, Input] = {
    each.name: each
    for each in INPUTS
    if each.unit not in _FOLLOWS_FROM_OTHERS
    and each.group != CONVENTIONS
    and len(each.axes) < 2
    and each.name != _PLACES_OF_ROWS
}


def key(given: Input) -> str:
    """How an input is called in the section of its item: `amount` for `component_amount`; a step keeps its name."""
    if not given.axes or given.axes[0] in STEP_AXES:
        return given.name
    return given.name.removeprefix(f"{given.axes[0]}_")


def in_full(plain: PlainNumber | PlainMeasure) -> Section:
    """What a figure says of itself when it is written in full."""
    return Section(
        {
            "value": plain,
            "low": plain,
            "high": plain,
            "conservative": plain,
            "optimistic": plain,
            "kind": Choice(KINDS),
            "source": Text(),
            "note": Text(),
        }
    )


def _figure(given: Input) -> Node:
    if given.axes and given.axes[0] in STEP_AXES:
        return StepFigures(given)
    return YearlyFigures(given) if "year" in given.axes else Figure(given)


def _figures(inputs: Iterable[Input]) -> dict[str, Node]:
    return {key(each): _figure(each) for each in inputs}


def _lever(name: str) -> dict[str, Node]:
    """The figures of a lever; what sorts its steps, or stands in its table, is stated in settings of their own."""
    stated = [each for each in BENEFIT_INPUTS[name] if each.unit != "flag" and each.axes[:1] != (TABLE_AXIS,)]
    own: dict[str, Node] = {}
    if name == "reproducibility":
        own["steps_that_stay"] = Names()
    if name == "experiments":
        own["auc_by_experiments"] = Named(Figure(INPUT["table_auc"]))
    return {**_figures(stated), **own, **_BENEFIT}


def _overrides() -> dict[str, Node]:
    return {name: Override(given) for name, given in CHANGEABLE.items()}


_BENEFIT: dict[str, Node] = {
    "risk_adjustment": Figure(INPUT["risk_adjustment"]),
    "kind": Choice(get_args(BenefitKind)),
    "evidence": Text(),
    "excludes": Text(),
}

_SURVEY = Section(
    {
        "activities": Named(Choice(get_args(ActivityKind))),
        "columns": Section(
            {each.name: NamesOf() if each.name == "activities" else Text() for each in fields(Columns)},
            list_belongs_under="activities",
        ),
        "values": Section({each.name: NamesOf() for each in fields(Values)}),
        "waves": Section({"before": Text(), "after": Text()}),
        "target": Section(
            {
                "value_share": Figure(INPUT["target_value_share"]),
                "shares": Named(Figure(INPUT["target_share"])),
            }
        ),
        "missing_share_to": Text(),
        "weights": Choice((HEADCOUNT,)),
        "finite_population": YesOrNo(),
        "smallest_group": WholeNumber(LEAST_SMALLEST_GROUP, _LARGEST_GROUP),
    }
)

SCHEMA = Section(
    {
        "name": Text(),
        "title": Text(),
        "company": Section(
            {
                "name": Text(),
                "industry": Text(),
                "challenge": Text(),
                "currency": CurrencyCode(),
                "locale": LocaleName(),
                "prepared_by": Text(),
                "prepared_for": Text(),
                "date": Day(),
            }
        ),
        "survey": _SURVEY,
        "team": Named(Section(_figures(TEAM_INPUTS))),
        "investment": Named(Section({**_figures(COMPONENT_INPUTS), "purpose": Text(), "addresses": Names()})),
        "benefits": Section(
            {
                "productivity": Section(_BENEFIT),
                "retention": Section({**_figures(BENEFIT_INPUTS["retention"]), **_BENEFIT}),
                "delivery": Section({**_figures(BENEFIT_INPUTS["delivery"]), **_BENEFIT}),
                **{lever: Section(_lever(lever)) for lever in LEVERS},
                "custom": Named(Section({**_figures(BENEFIT_INPUTS["custom"]), **_BENEFIT})),
            }
        ),
        "maturity": Section(_figures(each for inputs in MATURITY_INPUTS.values() for each in inputs)),
        "multiplier": Section(_figures(MULTIPLIER_INPUTS)),
        "outcomes": Named(
            Section(
                {
                    "before": Measure(),
                    "after": Measure(),
                    "unit": Text(),
                    "shown_as": Choice(get_args(get_type_hints(Outcome)["shown_as"])),
                    "rise_is_gain": Figure(INPUT["outcome_rise_is_gain"]),
                }
            )
        ),
        "assumptions": Section(
            {
                "horizon": WholeNumber(1, 10),
                "time_basis": Choice(TIME_BASES),
                **{each.name: _figure(each) for each in GENERAL_INPUTS},
            }
        ),
        "scenarios": Section({"conservative": Section(_overrides()), "optimistic": Section(_overrides())}),
        "sensitivity": Section({"grid": Names()}),
    }
)


def unknown_key(key: str, label: str, section: Section, root: Section = SCHEMA) -> str:
    """What to say of a setting that a section does not have: where it belongs, or the nearest or all known names."""
    where = f"in '{label}'" if label else "at the top level"
    homes = _homes(root)
    elsewhere = key in homes and not difflib.get_close_matches(key, section.keys, 1)
    remedy = f"it belongs under '{homes[key]}'." if elsewhere else nearest(key, section.keys)
    return f"'{key}' is not known {where}; {remedy}"


def _homes(section: Section, path: tuple[str, ...] = ()) -> dict[str, str]:
    """Where each setting below the top belongs: `{"currency": "company", "horizon": "assumptions", …}`."""
    found = {name: ".".join(path) for name in section.keys} if path else {}
    for name, node in section.keys.items():
        if isinstance(node, Section) and name != "scenarios":
            found = {**_homes(node, (*path, name)), **found}
    return found
