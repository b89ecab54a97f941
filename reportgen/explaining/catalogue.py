"""All lines and assumptions of the model by section, and which of them are on in a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.case.inputs import INPUTS, SURVEY_INPUTS
from reportgen.explaining.examples import FIRST, example
from reportgen.explaining.explanation import whose
from reportgen.explaining.subjects import Declared, declared
from reportgen.model.lines import LINES, SECTIONS
from reportgen.model.results import Results
from reportgen.workbook.sheets.wording import unit_words


@dataclass(frozen=True)
class Entry:
    """A line or assumption in short."""

    name: str
    label: str
    unit: str
    is_on: bool


@dataclass(frozen=True)
class Section:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything that can be explained, in reading order."""

    case: str
    """Which decides what is on."""
    sections: tuple[Section, ...]


def catalogue(results: Results | None = None) -> Catalogue:
    """All lines, then all inputs; on in a case, or else in the case study among the examples."""
    case = whose(results) if results is not None else f"the example case '{FIRST}'"
    return Catalogue(case, tuple(_sections(results if results is not None else example(FIRST))))


def _sections(results: Results) -> Iterator[Section]:
    for section, title in SECTIONS.items():
        yield Section(title, _entries(results, (line for line in LINES if line.section == section)))
    for group in dict.fromkeys(each.group for each in (*INPUTS, *SURVEY_INPUTS)):
        inputs = (each for each in (*INPUTS, *SURVEY_INPUTS) if each.group == group)
        yield Section(f"Assumptions: {group}", _entries(results, inputs))


def _entries(results: Results, group: Iterable[Declared]) -> tuple[Entry, ...]:
    """One of each name, although a line may have several versions."""
    names = dict.fromkeys(each.name for each in group)
    return tuple(_entry(results, name) for name in names)


def _entry(results: Results, name: str) -> Entry:
    is_on = results.has(name)
    which = results.declared(name) if is_on else declared()[name][0]
    return Entry(name, which.label, unit_words(which.unit, results.case.company.currency), is_on)
