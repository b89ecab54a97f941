"""What a build is asked for beside the survey and the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.language import Language
from reportgen.model.draw_counts import DRAWS, SEED

Responses = Literal["full", "aggregate"]
Scenario = Literal["base", "conservative", "optimistic"]
Paper = Literal["a4", "letter"]
Only = Literal["xlsx", "pdf", "html"]


@dataclass(frozen=True)
class Options:
    """The options of a build; each stands under its name in the record."""

    scenario: Scenario = "base"
    """The scenario that the documents lead with."""
    responses: Responses = "full"
    """Every response in the workbook, or sums only."""
    paper: Paper = "a4"
    language: Language = "en"
    """Of both documents."""
    only: Only | None = None
    """The one file to be written; None writes all."""
    encoding: str | None = None
    """Of the survey, where it is not detected."""
    missing_share_to: str | None = None
    """The activity that is given what responses lack of 100 %."""
    draws: int = DRAWS
    seed: int = SEED
    """What the draws of the simulation follow from."""


#: Of a build that asks for nothing.
DEFAULTS = Options()
