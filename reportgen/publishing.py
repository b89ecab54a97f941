"""From results to the finished files, written whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.errors import OutputError
from reportgen.language import Language

if TYPE_CHECKING:
    from reportgen.document import Prepared
    from reportgen.document.look import Look
    from reportgen.model.results import Results
    from reportgen.options import Options
    from reportgen.workbook.layout import Layout
    from reportgen.worker import Worker

#: Receives one short sentence when a step begins.
Progress = Callable[[str], None]


def say_nothing(_: str) -> None:
    """Progress that nobody wants to see."""


@dataclass(frozen=True)
class Report:
    """A finished build."""

    results: Results
    files: tuple[Path, ...]
    """Workbook, document as PDF and for the screen, `results.json` and `record.yaml`, as far as they were asked for."""
    formulas: int
    """Formula cells recalculated by an independent engine, all agreeing with the model."""
    changes: int
    """Inputs changed inside that engine, the headline agreeing with the model each time."""
    missing_characters: str = ""
    """Characters of the document for which no font at hand has a shape."""
    removed: tuple[Path, ...] = ()
    """Documents of an earlier build that were not built again."""
    remarks: tuple[str, ...] = ()
    """What of a reviewed workbook is not carried over, a sentence each."""
    language: Language = "en"
    """Of the documents."""


def look_of(brand: str | os.PathLike[str] | None, templates: str | os.PathLike[str] | None) -> Look | None:
    """The look that a brand file and a folder of templates ask for; None for the packaged one. Raises InputError."""
    if brand is None and templates is None:
        return None
    from reportgen.document.brand_file import read_look

    return read_look(*(None if each is None else Path(each) for each in (brand, templates)))


def publish(
    results: Results, options: Options, output: Path, progress: Progress, worker: Worker, look: Look | None = None
) -> Report:
    """Writes workbook, document and records of the results to `output`/name of the case.

    `worker` writes the workbook while the document is laid out. `look` is that of the document; None is the packaged
    one.
    Raises OutputError where files cannot be written, DisagreementError where the finished workbook does not calculate
    what the model does, and BrokenRulesError where it breaks a rule.
    """
    progress(f"Simulating {options.draws:,} draws")
    _ = results.simulation  # kept, so that the process that writes the workbook need not draw again
    folder = output / results.case.name
    with _unfinished(folder) as unfinished:
        return _finish(_build_into(unfinished, results, options, look, worker, progress), unfinished, folder)


def _build_into(
    folder: Path, results: Results, options: Options, look: Look | None, worker: Worker, progress: Progress
) -> Report:
    """Writes every file of the build to an empty folder."""
    from reportgen import document, record, workbook
    from reportgen.workbook.layout import lay_out

    layout = lay_out(results.graph)
    parameters = {**asdict(options), **results.case.parameters}
    if look is not None:
        parameters["look"] = look.record
    run = record.run_id(results, parameters)
    name = results.case.name
    files: list[Path] = []
    model = folder / workbook_name(name)
    progress("Writing the workbook and recalculating it")
    proved = worker.begin(workbook.written_and_proved, results, layout, model, run, options)
    missing = ""
    if options.only == "xlsx":
        proof = proved()
    elif options.only == "html":
        screen = document.screen_page(results, layout, run=run, look=look)
        proof = proved()
        files.append(_write_page(folder, name, worker.begin(type(screen).finished, screen)))
    else:
        progress("Laying out the document")
        prepared = document.prepare(results, layout, run=run, paper=options.paper, look=look)
        proof, missing = proved(), prepared.missing_characters
        files += _write_documents(folder, name, prepared, model, options, worker)
    if options.only in (None, "xlsx"):
        files.insert(0, model)
    files += _write_records(folder, results, layout, parameters, files, run)
    return Report(results, tuple(files), proof.formulas, proof.changes, missing, language=options.language)


def _write_documents(
    folder: Path, name: str, prepared: Prepared, model: Path, options: Options, worker: Worker
) -> list[Path]:
    """Writes the document as PDF and, unless that was asked for alone, for the screen, finished meanwhile."""
    screen = prepared.screen
    finished = worker.begin(type(screen).finished, screen) if options.only is None else None
    document = folder / _document_name(name)
    document.write_bytes(prepared.pdf(model.read_bytes(), model.name))
    return [document, *([_write_page(folder, name, finished)] if finished else [])]


def _write_page(folder: Path, name: str, finished: Callable[[], str]) -> Path:
    path = folder / _screen_name(name)
    path.write_text(finished(), encoding="utf-8")
    return path


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
    documents = {folder / each(name) for each in (workbook_name, _document_name, _screen_name)}
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


def workbook_name(name: str) -> str:
    return f"{name}-model.xlsx"


def _document_name(name: str) -> str:
    return f"{name}-business-case.pdf"


def _screen_name(name: str) -> str:
    return f"{name}-business-case.html"
