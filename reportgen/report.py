"""One build from survey and case to the finished files, written whole or not at all."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from reportgen.errors import InputError, OutputError
from reportgen.model.draw_counts import DRAWS, FEWEST_DRAWS, MOST_DRAWS, SEED

if TYPE_CHECKING:
    from reportgen.case.case import Case
    from reportgen.case.case_file import CaseFile
    from reportgen.model.results import Results
    from reportgen.survey.allocation import Allocation
    from reportgen.survey.instructions import Instructions
    from reportgen.workbook import Proof
    from reportgen.workbook.layout import Layout
    from reportgen.workbook.worker import Worker

#: Receives one short sentence when a step begins.
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Report:
    """A finished build."""

    results: Results
    files: tuple[Path, ...]
    """The workbook, the document, `results.json` and `record.yaml`, as far as they were asked for."""
    formulas: int
    """Formula cells recalculated by an independent engine, all agreeing with the model."""
    changes: int
    """Inputs changed inside that engine, the headline agreeing with the model each time."""
    missing_characters: str = ""
    """Characters of the document for which no font at hand has a shape."""
    removed: tuple[Path, ...] = ()
    """Documents of an earlier build that were not built again."""


def build(
    survey: str | os.PathLike[str],
    after: str | os.PathLike[str] | None = None,
    *,
    case: str | os.PathLike[str] | None = None,
    output: str | os.PathLike[str] = "output",
    name: str | None = None,
    scenario: Literal["base", "conservative", "optimistic"] = "base",
    responses: Literal["full", "aggregate"] = "full",
    draws: int = DRAWS,
    seed: int = SEED,
    date: datetime.date | None = None,
    paper: Literal["a4", "letter"] = "a4",
    only: Literal["xlsx", "pdf"] | None = None,
    encoding: str | None = None,
    missing_share_to: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Reads a survey and a case and writes workbook, document and records to `output`/`name`.

    `survey` is a text file or a workbook, a folder of filled-in questionnaires, or `-` for standard input; `after` is
    the second wave where it has a file of its own.
    `missing_share_to` names the activity that is given what responses lack of 100 %, instead of the case file's.
    `draws` and `seed` are those of the simulation.
    Raises InputError where survey, case or draws cannot be used, OutputError where files cannot be written,
    DisagreementError where the finished workbook does not calculate what the model does, and BrokenRulesError where
    it breaks a rule.
    """
    from reportgen.model.results import compute

    progress = progress or _say_nothing
    _refuse_unusable(draws, seed)
    progress("Reading the survey and the case")
    case_file, instructions = _case_file(case, encoding, missing_share_to)
    completed, allocation = _understood(survey, after, case_file, instructions, responses, name=name, date=date)
    parameters: dict[str, Any] = {"scenario": scenario, "responses": responses, "paper": paper, "only": only}
    parameters |= {"encoding": encoding, "missing_share_to": instructions.missing_share_to}
    parameters |= {"draws": draws, "seed": seed}
    progress("Computing the model")
    results = compute(completed, allocation, scenario, draws=draws, seed=seed)
    progress(f"Simulating {draws:,} draws")
    _ = results.simulation  # kept, so that the process that writes the workbook need not draw again
    folder = Path(output) / completed.name
    with _unfinished(folder) as unfinished:
        report = _build_into(unfinished, results, {**parameters, **completed.parameters}, progress)
        return _finish(report, unfinished, folder)


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


def _say_nothing(_: str) -> None:
    """Progress that nobody wants to see."""


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
    responses: Literal["full", "aggregate"],
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


def _as_listed(allocation: Allocation, responses: Literal["full", "aggregate"]) -> Allocation:
    """Without what would tell of a few people where their responses are not listed."""
    from reportgen.survey.privacy import may_list, untraceable_policies

    if responses == "full" and allocation.responses and may_list(allocation):
        return allocation
    return replace(allocation, policies=untraceable_policies(allocation))


def _build_into(folder: Path, results: Results, parameters: Mapping[str, Any], progress: Progress) -> Report:
    """Writes every file of the build to an empty folder."""
    from reportgen import record
    from reportgen.workbook.layout import lay_out
    from reportgen.workbook.worker import Worker

    layout = lay_out(results.graph)
    run = record.run_id(results, parameters)
    name, only = results.case.name, parameters["only"]
    files: list[Path] = []
    model = folder / _workbook_name(name)
    progress("Writing the workbook and recalculating it")
    with Worker(results, layout, model, run=run, responses=parameters["responses"]) as worker:
        if only == "xlsx":
            proof, content, missing = worker.proof(), None, ""
        else:
            progress("Laying out the document")
            proof, content, missing = _document(results, layout, run, parameters["paper"], model, worker)
    if only != "pdf":
        files.append(model)
    if content is not None:
        files.append(folder / _document_name(name))
        files[-1].write_bytes(content)
    files += _write_records(folder, results, layout, parameters, files, run)
    return Report(results, tuple(files), proof.formulas, proof.changes, missing)


def _document(
    results: Results, layout: Layout, run: str, paper: Literal["a4", "letter"], model: Path, worker: Worker
) -> tuple[Proof, bytes, str]:
    """The document with the workbook attached, laid out while the worker is still writing the workbook.

    The text is what of it no font can show.
    """
    from reportgen import document

    prepared = document.prepare(results, layout, run=run, paper=paper)
    proof = worker.proof()
    return proof, prepared.pdf(model.read_bytes(), model.name), prepared.missing_characters


def _write_records(
    folder: Path, results: Results, layout: Layout, parameters: Mapping[str, Any], outputs: list[Path], run: str
) -> list[Path]:
    import yaml

    from reportgen import record

    figures = folder / "results.json"
    content = json.dumps(record.results_document(results, layout, run), indent=2, ensure_ascii=False, allow_nan=False)
    figures.write_text(content + "\n", encoding="utf-8")
    contents = {path.name: path.read_bytes() for path in [*outputs, figures]}
    document = record.record_document(results, parameters, contents, run)
    kept = folder / "record.yaml"
    kept.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return [figures, kept]


@contextlib.contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """An empty folder beside the outputs, on the same disk, that is gone afterwards."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as temporary:
            yield Path(temporary)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({error.strerror}); choose another folder with --output or free it."
        ) from error
    finally:
        # A build that came to nothing leaves nothing, not even an empty folder.
        with contextlib.suppress(OSError):
            folder.rmdir()


def _finish(report: Report, unfinished: Path, folder: Path) -> Report:
    """Puts the finished files in the place of those of an earlier build: all of them or none.

    A document of an earlier build that was not asked for this time is removed, as its figures no longer agree.
    """
    name = report.results.case.name
    earlier = unfinished / "earlier"
    earlier.mkdir()
    finished = tuple(folder / path.name for path in report.files)
    documents = {folder / _workbook_name(name), folder / _document_name(name)}
    removed = tuple(sorted(path for path in documents - set(finished) if path.exists()))
    try:
        for target in (*finished, *removed):
            if target.exists():
                target.replace(earlier / target.name)
        for path, target in zip(report.files, finished, strict=True):
            path.replace(target)
    except OSError as error:
        _put_back(earlier, finished, folder)
        raise OutputError(
            f"{target}: cannot be replaced ({error.strerror}); close it where it is open (Excel locks its files) "
            "and build again."
        ) from error
    return replace(report, files=finished, removed=removed)


def _put_back(earlier: Path, finished: tuple[Path, ...], folder: Path) -> None:
    kept = {path.name for path in earlier.iterdir()}
    for target in finished:
        if target.name not in kept and target.is_file():
            target.unlink()
    for path in earlier.iterdir():
        path.replace(folder / path.name)


def _workbook_name(name: str) -> str:
    return f"{name}-model.xlsx"


def _document_name(name: str) -> str:
    return f"{name}-business-case.pdf"
