"""The command line: options in, paths out."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any

import click

from reportgen import __version__
from reportgen.errors import DisagreementError, ReportgenError

if TYPE_CHECKING:
    from reportgen.report import Report

UNUSABLE_INPUT, FAILED_CHECK, TERMINATED = 1, 3, 128 + signal.SIGTERM


class _OneErrorBoundary(click.Group):
    """Turns every error of the program into its sentence and its exit code."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except DisagreementError as error:
            click.echo(f"The workbook does not calculate what the model does:\n{error}", err=True)
            sys.exit(FAILED_CHECK)
        except ReportgenError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(UNUSABLE_INPUT)


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
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of the report; the case's or today's otherwise.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--only", type=click.Choice(["xlsx", "pdf"]), help="Write just one of the two documents.")
@click.option("--encoding", metavar="NAME", help="Encoding of the survey, where it is not detected.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the headline as JSON to standard output.")
def build(survey: str, after: str | None, date: Any, quiet: bool, as_json: bool, **options: Any) -> None:
    """Build the workbook and the business case from SURVEY (a CSV file, or - for standard input).

    AFTER is the second wave, where it has a file of its own.

    \b
    Example:
      reportgen build before.csv after.csv --case case.yaml --output reports
    """
    from reportgen import report, summary

    # Being asked to end takes the same way out as any error, so that nothing unfinished stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    shows_progress = sys.stderr.isatty() and not quiet
    built = report.build(
        survey,
        after,
        date=date.date() if date else None,
        progress=_show_progress if shows_progress else None,
        **options,
    )
    if as_json:
        click.echo(summary.as_json(built))
    elif not quiet:
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
