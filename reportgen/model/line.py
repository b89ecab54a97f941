"""What a line of the model is: a plain function, its label and unit, and the axes it runs over."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from reportgen.case.case import Case
from reportgen.case.inputs import Unit, is_on

Rule = TypeVar("Rule", bound=Callable[..., Any])

#: One item of a collected line: the line it takes and, where that line has items, which one.
Source = tuple[str, int | None]


@dataclass(frozen=True)
class Line:
    """One line of the business case as it is declared."""

    name: str
    label: str
    unit: Unit
    axes: tuple[str, ...]
    when: str | None
    """The features of a case that switch the line on, as `inputs.is_on` reads them; None is always on."""
    definition: str
    """In words, from the docstring."""
    needs: tuple[str, ...]
    """Names of the lines and inputs it reads."""
    rule: Callable[..., Any] | None
    sources: Callable[[Case], Sequence[Source]] | None
    """For a collected line: where each item comes from."""
    totalled: bool
    """Whether the sum over the years means something and is shown beside them."""
    place: str
    """File and line number of the rule, for messages."""
    section: str = ""

    def is_on(self, features: frozenset[str]) -> bool:
        return is_on(self.when, features)


def line(
    label: str,
    *,
    unit: Unit,
    per: str | tuple[str, ...] = (),
    when: str | None = None,
    totalled: bool = False,
    name: str | None = None,
) -> Callable[[Rule], Rule]:
    """Declares the function below as a line; its parameters are the lines and inputs it reads.

    The docstring is the definition people read in the workbook and the document. `name` serves lines
    that exist in two versions, of which a case switches one on.
    """

    def declare(rule: Rule) -> Rule:
        code = rule.__code__
        declared = Line(
            name=name or rule.__name__,
            label=label,
            unit=unit,
            axes=(per,) if isinstance(per, str) else per,
            when=when,
            definition=" ".join((inspect.getdoc(rule) or "").split()),
            needs=tuple(inspect.signature(rule).parameters),
            rule=rule,
            sources=None,
            totalled=totalled,
            place=f"{Path(code.co_filename).name}:{code.co_firstlineno}",
        )
        rule.line = declared  # type: ignore[attr-defined]
        return rule

    return declare


def collected(
    name: str,
    label: str,
    definition: str,
    *,
    unit: Unit,
    per: str | tuple[str, ...],
    sources: Callable[[Case], Sequence[Source]],
    when: str | None = None,
    totalled: bool = False,
) -> Line:
    """A line whose items are links to other lines, such as every benefit in one table."""
    code = sources.__code__
    return Line(
        name=name,
        label=label,
        unit=unit,
        axes=(per,) if isinstance(per, str) else per,
        when=when,
        definition=definition,
        needs=(),
        rule=None,
        sources=sources,
        totalled=totalled,
        place=f"{Path(code.co_filename).name}:{code.co_firstlineno}",
    )


def declared_in(module: Any) -> list[Line]:
    """The lines of a module in the order they are written."""
    section = module.__name__.rpartition(".")[2]
    found = []
    for value in vars(module).values():
        declared = value if isinstance(value, Line) else getattr(value, "line", None)
        if isinstance(declared, Line) and (value is declared or value.__module__ == module.__name__):
            found.append(Line(**{**declared.__dict__, "section": section}))
    return found
