"""One build from survey and case to the finished files."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import InputError
from reportgen.language import Language, speaking
from reportgen.model.draw_counts import DRAWS, FEWEST_DRAWS, MOST_DRAWS, SEED
from reportgen.options import Only, Options, Paper, Responses, Scenario
from reportgen.publishing import Progress, Report, look_of, publish, say_nothing

if TYPE_CHECKING:
    from reportgen.case.case import Case
    from reportgen.case.case_file import CaseFile
    from reportgen.model.results import Results
    from reportgen.survey.allocation import Allocation
    from reportgen.survey.instructions import Instructions


def build(
    survey: str | os.PathLike[str],
    after: str | os.PathLike[str] | None = None,
    *,
    case: str | os.PathLike[str] | None = None,
    output: str | os.PathLike[str] = "output",
    name: str | None = None,
    scenario: Scenario = "base",
    responses: Responses = "full",
    draws: int = DRAWS,
    seed: int = SEED,
    date: datetime.date | None = None,
    paper: Paper = "a4",
    language: Language = "en",
    brand: str | os.PathLike[str] | None = None,
    templates: str | os.PathLike[str] | None = None,
    only: Only | None = None,
    encoding: str | None = None,
    missing_share_to: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Reads a survey and a case and writes workbook, document and records to `output`/`name`.

    `survey` is a text file or a workbook, a folder of filled-in questionnaires, or `-` for standard input; `after` is
    the second wave where it has a file of its own.
    `missing_share_to` names the activity that is given what responses lack of 100 %, instead of the case file's.
    `draws` and `seed` are those of the simulation. `language` is that of both documents. `brand` is a file that says
    what the document looks like, `templates` a folder of templates that stand in for the packaged ones.
    Raises InputError where survey, case or draws cannot be used, OutputError where files cannot be written,
    DisagreementError where the finished workbook does not calculate what the model does, and BrokenRulesError where
    it breaks a rule.
    """
    from reportgen.model.results import compute
    from reportgen.worker import Worker

    progress = progress or say_nothing
    _refuse_unusable(draws, seed)
    look = look_of(brand, templates)
    with speaking(language), Worker() as worker:
        progress("Reading the survey and the case")
        case_file, instructions = _case_file(case, encoding, missing_share_to)
        completed, allocation = _understood(survey, after, case_file, instructions, responses, name=name, date=date)
        options = Options(
            scenario, responses, paper, language, only, encoding, instructions.missing_share_to, draws, seed
        )
        progress("Computing the model")
        results = compute(completed, allocation, scenario, draws=draws, seed=seed)
        return publish(results, options, Path(output), progress, worker, look)


def computed(
    survey: str | os.PathLike[str],
    after: str | os.PathLike[str] | None = None,
    *,
    case: str | os.PathLike[str] | None = None,
    encoding: str | None = None,
    missing_share_to: str | None = None,
) -> Results:
    """All figures of a survey and a case in the base scenario, read as for a build; nothing is written.

    Raises InputError where survey or case cannot be used.
    """
    from reportgen.model.results import compute

    case_file, instructions = _case_file(case, encoding, missing_share_to)
    return compute(*_understood(survey, after, case_file, instructions, "full"))


def _refuse_unusable(draws: int, seed: int) -> None:
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise InputError(f"draws: {draws:,} is not possible; choose from {FEWEST_DRAWS:,} to {MOST_DRAWS:,}.")
    if seed < 0:
        raise InputError(f"seed: {seed} is below zero; choose any whole number from 0 on.")


def with_options(instructions: Instructions, encoding: str | None, missing_share_to: str | None) -> Instructions:
    """What a case file says of the survey, with what an option says of it instead."""
    return replace(instructions, encoding=encoding, missing_share_to=missing_share_to or instructions.missing_share_to)


def _case_file(
    case: str | os.PathLike[str] | None, encoding: str | None, missing_share_to: str | None
) -> tuple[CaseFile, Instructions]:
    """The case file, and what it and the options say of the survey."""
    from reportgen import case as cases

    case_file = cases.read(Path(case) if case is not None else None)
    return case_file, with_options(case_file.instructions, encoding, missing_share_to)


def _understood(
    survey: str | os.PathLike[str],
    after: str | os.PathLike[str] | None,
    case_file: CaseFile,
    instructions: Instructions,
    responses: Responses,
    *,
    name: str | None = None,
    date: datetime.date | None = None,
) -> tuple[Case, Allocation]:
    """The complete case and the survey it is about."""
    from reportgen import case as cases

    allocation = _as_listed(_allocation(survey, after, instructions, case_file), responses)
    return cases.complete(case_file, allocation, name=name, date=date), allocation


def _allocation(
    survey: str | os.PathLike[str],
    after: str | os.PathLike[str] | None,
    instructions: Instructions,
    case_file: CaseFile,
) -> Allocation:
    """The survey as the case file and the options say; its problems come after those of the case file."""
    from reportgen import survey as surveys

    try:
        return surveys.read(survey, after, instructions)
    except InputError as error:
        raise InputError(*case_file.problems, *error.problems) from error


def _as_listed(allocation: Allocation, responses: Responses) -> Allocation:
    """Without what would tell of a few people where their responses are not listed."""
    from reportgen.survey.privacy import may_list, untraceable_policies

    if responses == "full" and allocation.responses and may_list(allocation):
        return allocation
    return replace(allocation, policies=untraceable_policies(allocation))
