"""The kinds of settings a case file may hold, by what may stand behind the colon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.case.inputs import Input


@dataclass(frozen=True)
class Text:
    """A text on one line."""


@dataclass(frozen=True)
class Names:
    """A list of texts, or a single one."""


@dataclass(frozen=True)
class NamesOf:
    """Texts, each with the name it is to have, or a list of texts that keep theirs."""


@dataclass(frozen=True)
class YesOrNo:
    """`yes` or `no`, however YAML lets one write them."""


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class CurrencyCode:
    """Three capital letters."""


@dataclass(frozen=True)
class LocaleName:
    """A language and a country, as in `de_DE`."""


@dataclass(frozen=True)
class Colour:
    """Red, green and blue, as in `#0b5c8f`."""


@dataclass(frozen=True)
class Day:
    """A date as 2026-10-01."""


@dataclass(frozen=True)
class WholeNumber:
    """A whole number in a range."""

    minimum: int
    maximum: int


@dataclass(frozen=True)
class PlainNumber:
    """A number alone, for an input of the model."""

    input: Input


@dataclass(frozen=True)
class PlainMeasure:
    """A number, a percentage or a duration alone."""


@dataclass(frozen=True)
class Figure:
    """A number with its range, kind and source, plain or in full, for an input of the model."""

    input: Input


@dataclass(frozen=True)
class StepFigures:
    """One figure, or one for each step under a name the user chooses, for an input of the model."""

    input: Input


@dataclass(frozen=True)
class YearlyFigures:
    """One figure, or a list with one for each year."""

    input: Input


@dataclass(frozen=True)
class Measure:
    """A figure of an outcome: a number, a percentage or a duration, plain or in full."""


@dataclass(frozen=True)
class Override:
    """What a scenario uses for an input: a number, one by item, or a list by year."""

    input: Input


@dataclass(frozen=True)
class Named:
    """Items under names the user chooses."""

    item: Node


@dataclass(frozen=True)
class Section:
    """Settings under names we know."""

    keys: Mapping[str, Node]
    list_belongs_under: str = ""
    """The setting that a list in place of the section is meant for."""


Node = (
    Text
    | Names
    | NamesOf
    | YesOrNo
    | Choice
    | CurrencyCode
    | LocaleName
    | Colour
    | Day
    | WholeNumber
    | PlainNumber
    | PlainMeasure
    | Figure
    | StepFigures
    | YearlyFigures
    | Measure
    | Override
    | Named
    | Section
)
