"""The command line: options in, paths out."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen import __version__
from reportgen.errors import BrokenRulesError, DisagreementError, InputError, ReportgenError
from reportgen.language import LANGUAGES, speaking
from reportgen.model.draw_counts import DRAWS, FEWEST_DRAWS, MOST_DRAWS, SEED

if TYPE_CHECKING:
    from reportgen.publishing import Report

_MISSING_SHARE = "What responses lack of 100 % is time for ACTIVITY."
UNUSABLE_INPUT, FAILED_CHECK, TERMINATED = 1, 3, 128 + signal.SIGTERM


class _OneErrorBoundary(click.Group):
    """Turns every error of the program into its sentence and its exit code."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except DisagreementError as error:
            click.echo(f"The workbook does not calculate what the model does:\n{error}", err=True)
            sys.exit(FAILED_CHECK)
        except BrokenRulesError as error:
            click.echo(f"The workbook breaks rules that every workbook keeps:\n{error}", err=True)
            sys.exit(FAILED_CHECK)
        except ReportgenError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(UNUSABLE_INPUT)


#: Of every command that makes a document.
_brand = click.option("--brand", metavar="FILE", help="Logo, colour, fonts and running texts of the document (YAML).")
_templates = click.option(
    "--templates", metavar="DIR", help="A folder whose templates stand in for the packaged ones of the same name."
)


@click.group(cls=_OneErrorBoundary, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportgen")
def main() -> None:
    """From a time-allocation survey to an Excel model with live formulas and a PDF business case.

    \b
    Example:
      reportgen build survey.csv --case case.yaml
    """


@main.command()
@click.argument("survey")
@click.argument("after", required=False)
@click.option("--case", metavar="FILE", help="Assumptions with their sources (YAML); without it, benchmarks.")
@click.option("--output", metavar="DIR", default="output", show_default=True, help="Where the results go.")
@click.option("--name", help="Name of the case in folder and file names.")
@click.option(
    "--scenario",
    type=click.Choice(["base", "conservative", "optimistic"]),
    default="base",
    show_default=True,
    help="The scenario the documents lead with.",
)
@click.option(
    "--responses",
    type=click.Choice(["full", "aggregate"]),
    default="full",
    show_default=True,
    help="Every response in the workbook, or sums only.",
)
@click.option(
    "--draws",
    type=click.IntRange(FEWEST_DRAWS, MOST_DRAWS),
    default=DRAWS,
    show_default=True,
    help="Draws of the simulation.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=SEED, show_default=True, help="What the draws follow from; any number."
)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of the report; the case's or today's otherwise.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the documents.")
@_brand
@_templates
@click.option("--only", type=click.Choice(["xlsx", "pdf", "html"]), help="Write just one of the documents.")
@click.option("--encoding", metavar="NAME", help="Encoding of the survey, where it is not detected.")
@click.option("--missing-share-to", metavar="ACTIVITY", help=_MISSING_SHARE)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the headline as JSON to standard output.")
def build(survey: str, after: str | None, date: Any, quiet: bool, as_json: bool, **options: Any) -> None:
    """Build the workbook and the business case from SURVEY.

    SURVEY is a text file or a workbook, a folder of filled-in questionnaires, or - for standard input. AFTER is the
    second wave, where it has a file of its own.

    \b
    Example:
      reportgen build before.csv after.csv --case case.yaml --output reports
    """
    from reportgen import report

    _end_as_any_error()
    built = report.build(survey, after, date=date.date() if date else None, progress=_progress(quiet), **options)
    _tell(built, quiet=quiet, as_json=as_json)


@main.command()
@click.argument("folder", metavar="DIR")
def init(folder: str) -> None:
    """Begin a case in DIR, with questionnaires to send out.

    Also writes a case file with every default, and an example survey for a first report.
    Files that are there stay as they are; where case.yaml is, the questionnaires ask for its activities and roles.

    \b
    Example:
      reportgen init acme
      reportgen build acme/survey.csv --case acme/case.yaml
    """
    from reportgen import starting

    click.echo(starting.as_text(starting.start(folder)))


@main.command()
@click.argument("survey")
@click.argument("after", required=False)
@click.option("--case", metavar="FILE", help="A case file that says what the columns are, as for a build.")
@click.option("--encoding", metavar="NAME", help="Encoding of the survey, where it is not detected.")
@click.option("--missing-share-to", metavar="ACTIVITY", help=_MISSING_SHARE)
@click.option("--write", metavar="FILE", help="Write a first case file to edit, never over an existing one.")
@click.option("--json", "as_json", is_flag=True, help="Print everything that was found as JSON.")
def inspect(survey: str, after: str | None, write: str | None, as_json: bool, **options: str | None) -> None:
    """Show what is found in SURVEY: columns used and not used, and every row left out with its reason.

    SURVEY and AFTER are as for a build. A survey that cannot be used is shown as far as it was understood, and its
    problems follow.

    \b
    Example:
      reportgen inspect survey.csv --write case.yaml
    """
    from reportgen import first_case, inspecting, inspection_text

    if write:
        first_case.refuse_existing(Path(write))
    found = inspecting.inspected(survey, after, **options)
    click.echo(inspecting.as_json(found) if as_json else inspection_text.as_text(found))
    if write and any(file.is_read for file in found.files):
        first_case.write(Path(write), found, " ".join(source for source in (survey, after) if source))
        click.echo(f"Written: {write}", err=as_json)
    if found.problems:
        raise InputError(*found.problems)


@main.command()
@click.argument("words", metavar="[LINE]", nargs=-1)
@click.option("--survey", metavar="FILE", help="Figures of this survey, read as for a build; of an example otherwise.")
@click.option("--after", metavar="FILE", help="The second wave, where it has a file of its own.")
@click.option("--case", metavar="FILE", help="Assumptions with their sources (YAML), as for a build.")
@click.option("--encoding", metavar="NAME", help="Encoding of the survey, where it is not detected.")
@click.option("--missing-share-to", metavar="ACTIVITY", help=_MISSING_SHARE)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON to standard output.")
def explain(words: tuple[str, ...], survey: str | None, as_json: bool, **options: str | None) -> None:
    """Explain LINE: what it is, how it is calculated, what it reads and what reads it.

    LINE is the name or label of a line of the model or of an assumption. Without LINE all of them are listed.

    \b
    Example:
      reportgen explain npv
      reportgen explain productivity_gain --survey survey.csv --case case.yaml
    """
    from reportgen import explaining, report

    if survey is None and any(options.values()):
        raise click.UsageError("These options are about a survey; name it with --survey.")
    name = explaining.named(" ".join(words)) if words else None
    results = report.computed(survey, **options) if survey is not None else None
    told = explaining.explain(name, results) if name is not None else explaining.catalogue(results)
    click.echo(explaining.as_json(told) if as_json else explaining.as_text(told))


@main.command()
@click.argument("workbook")
@click.option("--json", "as_json", is_flag=True, help="Print everything that was found as JSON, cell by cell.")
def verify(workbook: str, as_json: bool) -> None:
    """Say what is wrong with WORKBOOK, and what was changed in it since it was built.

    Its rules are checked, its formulas calculated anew, and inputs and formulas compared with the record that the
    workbook carries of its build. Changed inputs are listed and no fault; anything else ends with exit code 3.

    \b
    Example:
      reportgen verify acme-model.xlsx
    """
    from reportgen import verification_text, verifying

    found = verifying.verified(workbook)
    click.echo(verifying.as_json(found) if as_json else verification_text.as_text(found))
    if not found.is_sound:
        sys.exit(FAILED_CHECK)


@main.command()
@click.argument("workbook")
@click.option("--output", metavar="DIR", default="output", show_default=True, help="Where the results go.")
@click.option("--name", help="Name of the case in folder and file names; with the number of the version otherwise.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of the report; today's otherwise.")
@_brand
@_templates
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the headline as JSON to standard output.")
def refresh(workbook: str, date: Any, quiet: bool, as_json: bool, **options: Any) -> None:
    """Build both documents again from the assumptions in a reviewed WORKBOOK.

    The assumptions, ranges, kinds, sources and notes that were changed on its sheet Inputs are taken over, and so is
    the scenario shown. The survey and the case file are not needed. Both documents list every change with what it was,
    what it is, and what it does to the net present value, alone and together with the others.

    \b
    Example:
      reportgen refresh acme-model.xlsx --output reports
    """
    from reportgen import refreshing

    _end_as_any_error()
    built = refreshing.refresh(workbook, date=date.date() if date else None, progress=_progress(quiet), **options)
    _tell(built, quiet=quiet, as_json=as_json)


def _end_as_any_error() -> None:
    """Being asked to end takes the same way out as any error, so that nothing unfinished stays behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))


def _progress(quiet: bool) -> Callable[[str], None] | None:
    return _show_progress if sys.stderr.isatty() and not quiet else None


def _tell(built: Report, *, quiet: bool, as_json: bool) -> None:
    """Prints the account of a build; ends with its exit code where a check fails."""
    from reportgen import summary

    if as_json:
        click.echo(summary.as_json(built))
    elif not quiet:
        with speaking(built.language):
            click.echo(summary.as_text(built))
    _stop_on_failed_checks(built)


def _show_progress(step: str) -> None:
    click.echo(f"{step} …", err=True)


def _stop_on_failed_checks(built: Report) -> None:
    if failed := built.results.failed_checks:
        click.echo("Checks that fail, see the Checks sheet: " + "; ".join(failed), err=True)
        sys.exit(FAILED_CHECK)


if __name__ == "__main__":
    main()
