"""The catalogue of all lines and assumptions as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from reportgen.explaining.catalogue import Catalogue, Entry
from reportgen.explaining.drawing import WIDTH

_OFF = "off"
_GAP = 2


def listed(catalogue: Catalogue) -> str:
    """One line each, by section: name, label, unit, and whether it is off; up to `WIDTH` characters wide."""
    entries = [entry for section in catalogue.sections for entry in section.entries]
    names, units = (
        max(map(len, texts)) for texts in ([each.name for each in entries], [each.unit for each in entries])
    )
    labels = WIDTH - names - units - len(_OFF) - 3 * _GAP - 2
    blocks = [[f"Lines marked '{_OFF}' are not part of {catalogue.case}."]]
    for section in catalogue.sections:
        blocks.append([section.title, *(row for each in section.entries for row in _rows(each, names, labels, units))])
    return "\n\n".join("\n".join(block) for block in blocks)


def _rows(entry: Entry, names: int, labels: int, units: int) -> Iterator[str]:
    first, *others = textwrap.wrap(entry.label, labels)
    gap, mark = " " * _GAP, "" if entry.is_on else _OFF
    yield f"  {entry.name:<{names}}{gap}{first:<{labels}}{gap}{entry.unit:<{units}}{gap}{mark}".rstrip()
    yield from (f"  {'':<{names}}{gap}{other}" for other in others)
