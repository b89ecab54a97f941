"""The example cases that come with the program."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

from reportgen.model.results import Results
from reportgen.report import computed

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: The case study, which most lines are part of.
FIRST = "insurance"
SURVEY, CASE = "survey.csv", "case.yaml"


def example_names() -> tuple[str, ...]:
    """The case study, then all others."""
    names = sorted(folder.name for folder in _inputs().iterdir() if folder.is_dir() and _has_case(folder))
    return tuple(sorted(names, key=lambda name: name != FIRST))


@cache
def example(name: str) -> Results:
    """All figures of one example case."""
    with ExitStack() as files:
        paths = {
            part: files.enter_context(importlib.resources.as_file(_inputs() / name / part)) for part in (SURVEY, CASE)
        }
        return computed(paths[SURVEY], case=paths[CASE])


def examples() -> Iterator[tuple[str, Results]]:
    """Every example case with its name, each computed when it is asked for."""
    return ((name, example(name)) for name in example_names())


def _inputs() -> Traversable:
    return importlib.resources.files("reportgen.inputs")


def _has_case(folder: Traversable) -> bool:
    return all((folder / part).is_file() for part in (SURVEY, CASE))
