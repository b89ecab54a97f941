"""Case files for tests, written where they are used."""

from __future__ import annotations

from pathlib import Path

from reportgen.case import complete, load
from reportgen.case.case import Case
from reportgen.survey.allocation import Allocation


def completed(folder: Path, content: str, allocation: Allocation) -> Case:
    """The case that a case file of this content makes of a survey."""
    path = folder / "case.yaml"
    path.write_text(content, encoding="utf-8")
    return complete(load(path), allocation)


def values(case: Case, name: str) -> list[float]:
    """The values of an input, over all its items."""
    return [assumption.value for assumption in case.assumptions[name]]
