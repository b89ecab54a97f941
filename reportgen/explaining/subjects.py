"""What can be explained: every line and input that the model knows, by name or by label."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from reportgen.case.inputs import INPUTS, SURVEY_INPUTS, Input
from reportgen.errors import InputError
from reportgen.model.graph import YEAR
from reportgen.model.line import Line
from reportgen.model.lines import LINES

Declared: TypeAlias = Line | Input


@cache
def declared() -> MappingProxyType[str, tuple[Declared, ...]]:
    """Name → its declarations, lines before inputs, in reading order; a line may have versions for different cases."""
    found: dict[str, tuple[Declared, ...]] = {}
    every: tuple[Declared, ...] = (*LINES, YEAR, *INPUTS, *SURVEY_INPUTS)
    for each in every:
        found[each.name] = (*found.get(each.name, ()), each)
    return MappingProxyType(found)


def named(wanted: str) -> str:
    """The name that somebody means who types a name or a label, in any case.

    Raises InputError with the nearest name where there is none, and with all names where several have the label.
    """
    known = declared()
    if (name := wanted.strip().casefold().replace(" ", "_")) in known:
        return name
    labelled = _labelled(wanted)
    lines = [name for name in labelled if isinstance(known[name][0], Line)]
    for names in (labelled, lines):
        if len(names) == 1:
            return names[0]
    if labelled:
        raise InputError(f"several have the label '{wanted}'; give one of the names {_quoted(labelled)}.")
    raise InputError(f"there is no line '{wanted}'{_nearest(wanted)}")


def _labelled(wanted: str) -> list[str]:
    label = _plain(wanted)
    return [name for name, versions in declared().items() if any(_plain(each.label) == label for each in versions)]


def _nearest(wanted: str) -> str:
    """The end of a sentence about an unknown name."""
    spellings = {_plain(each.label): each.label for versions in declared().values() for each in versions}
    spellings |= {name: name for name in declared()}
    near = difflib.get_close_matches(_plain(wanted), spellings, n=1)
    near = near or difflib.get_close_matches(wanted.casefold().replace(" ", "_"), declared(), n=1)
    return f"; did you mean '{spellings[near[0]]}'?" if near else "; `reportgen explain` alone lists all."


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
