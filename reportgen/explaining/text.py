"""An explanation as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from reportgen.explaining.catalogue import Catalogue
from reportgen.explaining.drawing import WIDTH, begun, branches, columns
from reportgen.explaining.explanation import Explanation, Figures, Formula
from reportgen.explaining.listing import listed

_LABEL = 10
#: Sources, and names in a row, that are written out.
_MOST_SOURCES, _MOST_NAMES = 5, 4
_LONGEST_SOURCE = 160


def as_text(told: Explanation | Catalogue) -> str:
    """What a person reads, up to `WIDTH` characters wide."""
    return listed(told) if isinstance(told, Catalogue) else "\n\n".join(map("\n".join, _blocks(told)))


def _blocks(explanation: Explanation) -> Iterator[list[str]]:
    heading = textwrap.wrap(f"{explanation.label} ({explanation.name})", WIDTH)
    figures = explanation.figures
    facts = list(_off(explanation) if figures is None else _facts(explanation, figures))
    if explanation.definition:
        yield [*heading, *_wrapped(explanation.definition, "  ")]
        yield facts
    else:
        yield [*heading, *facts]
    if figures is None:
        return
    if figures.table is not None:
        yield [_capital(explanation.axes), *columns(figures.table)]
    for title, nodes in (("Reads", figures.reads), ("Read by", figures.read_by)):
        if nodes:
            yield [title, *branches(nodes)]


def _off(explanation: Explanation) -> Iterator[str]:
    yield from _said("Unit", [_unit(explanation)])
    yield from _said("Section", [explanation.section])
    yield from _said("Value", [f"none: it is off in {explanation.case}"])
    yield from _said("On where", explanation.conditions)


def _facts(explanation: Explanation, figures: Figures) -> Iterator[str]:
    yield from _said("Value", [_value(figures), f"in {explanation.case}, base scenario"])
    yield from _said("Unit", [_unit(explanation)])
    if figures.formula is not None:
        yield from _said("Formula", list(_formula(figures.formula)))
    yield from _said("Section", [explanation.section])
    yield from _said("Cell", [figures.cell] if figures.cell else [])
    yield from _said("Kind", [_kind(figures)])
    yield from _said("Sources" if len(figures.sources) > 1 else "Source", list(_sources(explanation, figures)))


def _value(figures: Figures) -> str:
    if figures.range:
        return f"{figures.value}  (range {figures.range})"
    if figures.span is None:
        return figures.value
    low, high = figures.span
    return f"{figures.value}  (conservative {low}, optimistic {high})"


def _unit(explanation: Explanation) -> str:
    return f"{explanation.unit}, {explanation.axes}" if explanation.axes else explanation.unit


def _formula(formula: Formula) -> Iterator[str]:
    yield formula.words
    at = f"{formula.place}: " if formula.place else ""
    if formula.worked:
        yield f"{at}{formula.worked}"
    yield formula.cell if formula.worked or not at else f"{at}{formula.cell}"


def _kind(figures: Figures) -> str:
    if not figures.weakest:
        return figures.kind
    verb = "is" if len(figures.weakest) == 1 else "are"
    return f"{figures.kind}, as {verb} {_enumerated(figures.weakest)}"


def _enumerated(names: Sequence[str]) -> str:
    shown = list(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    shown += [f"{more} more"] * (more > 0)
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _sources(explanation: Explanation, figures: Figures) -> Iterator[str]:
    """Kind and source, and whose they are, where that is not the assumption itself."""
    for source in figures.sources[:_MOST_SOURCES]:
        names = "" if source.names == (explanation.name,) else f" ({_enumerated(source.names)})"
        yield f"{begun(source.basis.words, _LONGEST_SOURCE)}{names}"
    if (more := len(figures.sources) - _MOST_SOURCES) > 0:
        yield f"and {more} more, which --json lists"


def _said(label: str, lines: Sequence[str]) -> Iterator[str]:
    """Wrapped lines behind a label; nothing where there are none."""
    for number, line in enumerate(lines):
        yield from _wrapped(line, f"  {label if not number else '':<{_LABEL}}")


def _wrapped(text: str, start: str) -> list[str]:
    following = " " * (len(start) + 2 * (len(start) > 2))
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=following, break_on_hyphens=False)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
