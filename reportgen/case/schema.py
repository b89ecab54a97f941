"""What a case file may hold, section by section; labels, limits and units come from `inputs`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import fields
from typing import get_args, get_type_hints

from reportgen.case.case import ActivityKind, BenefitKind, Outcome
from reportgen.case.findings import nearest
from reportgen.case.inputs import CONVENTIONS, INPUTS, KINDS, Input
from reportgen.case.settings import (
    Choice,
    CurrencyCode,
    Day,
    Figure,
    Measure,
    Named,
    Names,
    NamesOf,
    Node,
    Override,
    PlainMeasure,
    PlainNumber,
    Section,
    Text,
    WholeNumber,
    YearlyFigures,
    YesOrNo,
)
from reportgen.survey.instructions import LEAST_SMALLEST_GROUP, Columns, Values

INPUT: Mapping[str, Input] = {each.name: each for each in INPUTS}

#: Inputs that stand in the section of one role, component or benefit.
TEAM_INPUTS = tuple(each for each in INPUTS if each.axes[:1] == ("role",))
COMPONENT_INPUTS = tuple(each for each in INPUTS if each.axes[:1] == ("component",))
BENEFIT_INPUTS: Mapping[str, tuple[Input, ...]] = {
    benefit: tuple(each for each in INPUTS if each.when == benefit) for benefit in ("retention", "delivery", "custom")
}

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


def key(given: Input) -> str:
    """How an input is called in the section of its item: `amount` for `component_amount`."""
    return given.name.removeprefix(f"{given.axes[0]}_") if given.axes else given.name


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
    return YearlyFigures(given) if "year" in given.axes else Figure(given)


def _figures(inputs: tuple[Input, ...]) -> dict[str, Node]:
    return {key(each): _figure(each) for each in inputs}


def _overrides() -> dict[str, Node]:
    return {
        each.name: Override(each)
        for each in INPUTS
        if each.unit not in _FOLLOWS_FROM_OTHERS and each.group != CONVENTIONS and len(each.axes) < 2
    }


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
                "custom": Named(Section({**_figures(BENEFIT_INPUTS["custom"]), **_BENEFIT})),
            }
        ),
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
                **{each.name: _figure(each) for each in GENERAL_INPUTS},
            }
        ),
        "scenarios": Section({"conservative": Section(_overrides()), "optimistic": Section(_overrides())}),
    }
)


def unknown_key(key: str, label: str, section: Section) -> str:
    """What to say of a setting that a section does not have: where it belongs, or the nearest or all known names."""
    where = f"in '{label}'" if label else "at the top level"
    homes = _homes(SCHEMA)
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
