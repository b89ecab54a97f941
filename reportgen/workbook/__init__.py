"""The Excel model: written from the results of a case, and proved by an engine that knows nothing of this program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportgen.garbage import no_collection_of_garbage
from reportgen.language import speaking
from reportgen.options import DEFAULTS, Options

if TYPE_CHECKING:
    from reportgen.model.results import Results
    from reportgen.workbook.layout import Layout

__all__ = ["Proof", "check_rules", "prove", "write"]


class Proof(NamedTuple):
    """What was compared, all of it agreeing."""

    formulas: int
    """Formula cells recalculated."""
    changes: int
    """Changes of one assumption, or of the scenario."""


def write(results: Results, layout: Layout, path: Path, *, run: str, options: Options = DEFAULTS) -> None:
    """Writes the workbook of a case to `path`.

    `run` identifies the build, on the cover and in what the workbook keeps of it; so do the options it was asked for.
    Raises OutputError where the file cannot be written.
    """
    from reportgen.workbook.assembly import assembled
    from reportgen.workbook.carried import document_of, source_of
    from reportgen.workbook.kept import keep
    from reportgen.workbook.sheets.survey_figures import listed_responses
    from reportgen.workbook.writer import save_workbook

    with no_collection_of_garbage():
        workbook, values = assembled(results, layout, run=run, responses=options.responses)
        source = source_of(results, options, listed_responses(results, options.responses))
        keep(workbook, run, document_of(source))
        save_workbook(workbook, path, values, results.case.date)


def prove(path: Path, results: Results, layout: Layout) -> Proof:
    """Recalculates the written workbook, changes its assumptions one by one, and compares it with the model.

    Raises DisagreementError with the place and both figures of every difference.
    """
    from reportgen.workbook.proof import proved

    return Proof(*proved(path, results, layout))


def written_and_proved(results: Results, layout: Layout, path: Path, run: str, options: Options) -> Proof:
    """Writes the workbook, proves it and checks its rules; raises what `write`, `prove` and `check_rules` raise."""
    with speaking(options.language):
        write(results, layout, path, run=run, options=options)
        proof = prove(path, results, layout)
        check_rules(path)
    return proof


def check_rules(path: Path) -> None:
    """Raises BrokenRulesError where the written workbook breaks a rule, with the place of each."""
    from reportgen.errors import BrokenRulesError
    from reportgen.workbook.audit import audit

    with no_collection_of_garbage():
        findings = audit(path)
    if findings:
        raise BrokenRulesError(*map(str, findings))
