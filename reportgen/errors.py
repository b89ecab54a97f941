"""The errors a user can meet.

ReportgenError              shown as one sentence, never as a traceback
├── InputError              the survey or the case cannot be used (exit code 1)
├── OutputError             the outputs cannot be written (exit code 1)
├── ModelError              a line of the model is written wrongly (a defect of the program)
├── DisagreementError       the workbook does not calculate what the model does (exit code 3)
└── BrokenRulesError        the workbook breaks a rule that every workbook keeps (exit code 3)
"""

from __future__ import annotations

from collections.abc import Sequence

SHOWN_PROBLEMS = 20


class ReportgenError(Exception):
    """Anything that stops a run with a message for the user."""


class InputError(ReportgenError):
    """One or more problems of the input files, each a sentence with place, finding and remedy.

    >>> raise InputError("survey.csv, row 14, 'Debugging': 'n/a hours' is not a number; "
    ...                  "leave the cell empty if there is no answer.")
    """

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__(_listed(problems))


class OutputError(ReportgenError):
    """A file or folder cannot be written."""


class ModelError(ReportgenError):
    """A line of the model is written wrongly."""


class DisagreementError(ReportgenError):
    """The finished workbook recalculates to other figures than the model."""

    def __init__(self, *differences: str) -> None:
        self.differences = differences
        super().__init__(_listed(differences))


class BrokenRulesError(ReportgenError):
    """The finished workbook breaks rules, each told with its cell."""

    def __init__(self, *findings: str) -> None:
        self.findings = findings
        super().__init__(_listed(findings))


def _listed(problems: Sequence[str]) -> str:
    shown = list(problems[:SHOWN_PROBLEMS])
    if len(problems) > SHOWN_PROBLEMS:
        shown.append(f"… and {len(problems) - SHOWN_PROBLEMS} more.")
    return "\n".join(shown)
