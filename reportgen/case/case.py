"""A complete case: every assumption the model reads, with its range, kind and source."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.case.inputs import INPUT, Axis, Kind, Unit
from reportgen.notation import AMERICAN, Notation, notation

ActivityKind = Literal["value", "friction", "overhead"]
BenefitKind = Literal["cashable", "capacity", "revenue"]


@dataclass(frozen=True)
class Assumption:
    """One number and why it is believed; `low` and `high` only where somebody stated a range."""

    value: float
    kind: Kind
    source: str
    low: float | None = None
    high: float | None = None
    conservative: float | None = None
    """What the scenario uses instead of the unfavourable end of the range."""
    optimistic: float | None = None
    note: str = ""

    @property
    def has_range(self) -> bool:
        """Whether anybody stated how far it may be off, or what a scenario should use instead."""
        return any(end is not None for end in (self.low, self.high, self.conservative, self.optimistic))

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of the range; an end that nobody stated is the value."""
        return self.value if self.low is None else self.low, self.value if self.high is None else self.high


@dataclass(frozen=True)
class Component:
    """A part of the investment; amounts are assumptions, this is what they buy."""

    name: str
    purpose: str = ""
    addresses: tuple[str, ...] = ()
    """Activities whose friction it removes."""


@dataclass(frozen=True)
class Benefit:
    """One item of the benefit axis: a line of the model (`productivity_gain`) or an item of `custom_gain`."""

    name: str
    """Label for people, e.g. `Productivity gain`."""
    line: str
    kind: BenefitKind
    custom: int | None = None
    """Position on the custom axis where `line` is `custom_gain`."""
    evidence: str = ""
    excludes: str = ""
    hours: str = ""
    """For a lever that frees hours which the survey counts too, the line of the hours it saves a year."""


@dataclass(frozen=True)
class Outcome:
    """A measure before and after. Its figures are two inputs, or item `measured` of the measured outcomes."""

    name: str
    unit_before: str
    """What people read behind the figure: `months`, `out of 5`; `%` shows a fraction as percent."""
    unit_after: str
    shown_as: Literal["multiple", "percent", "points"]
    measured: int | None = None
    before: str = "measured_outcome_before"
    after: str = "measured_outcome_after"


@dataclass(frozen=True)
class Measure:
    """A measure of maturity; its figures are two lines or inputs, and its scale the inputs of its item."""

    name: str
    unit: Unit
    before: str
    after: str


@dataclass(frozen=True)
class Company:
    name: str
    industry: str = ""
    challenge: str = ""
    currency: str = "USD"
    prepared_by: str = ""
    prepared_for: str = ""
    locale: str = AMERICAN
    """Whose way of writing numbers and amounts both documents follow."""

    @property
    def notation(self) -> Notation:
        return notation(self.currency, self.locale)


@dataclass(frozen=True)
class Case:
    """What `case.complete` makes of a case file and a survey; nothing in it is missing."""

    name: str
    """Short and safe for file names: `insurance`."""
    title: str
    """The user's title; empty when the document should state its own claim."""
    company: Company
    date: datetime.date
    horizon: int
    activity_kinds: tuple[ActivityKind, ...]
    roles: tuple[str, ...]
    components: tuple[Component, ...]
    benefits: tuple[Benefit, ...]
    outcomes: tuple[Outcome, ...]
    measures: tuple[Measure, ...]
    axes: Mapping[Axis, tuple[str, ...]]
    """Labels by axis; `year` holds `0` … the horizon as text. Axes without items are absent."""
    assumptions: Mapping[str, tuple[Assumption, ...]]
    """By input name, flattened over the input's axes in their order (last axis fastest)."""
    features: frozenset[str]
    """What switches inputs and lines on: see the `when` of `inputs.INPUTS` and of the lines."""
    grid: tuple[str, str] | None = None
    """Names of two inputs, all levels of which are to be crossed in a table; None leaves the choice to the model."""
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the user should know, such as a benchmark investment, with the inputs whose figures each note is about."""
    file: str = ""
    sha256: str = ""

    @property
    def parameters(self) -> dict[str, object]:
        """What the case is computed with, in plain values for the record."""
        return {
            "currency": self.company.currency,
            "activities": dict(zip(self.axes["activity"], self.activity_kinds, strict=True)),
            "benefits": {benefit.name: benefit.kind for benefit in self.benefits},
            "inputs": {
                name: [each.value for each in figures] if INPUT[name].axes else figures[0].value
                for name, figures in self.assumptions.items()
            },
        }
