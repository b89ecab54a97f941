"""People who seem to have answered again and again: when that is a misreading of the file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reportgen.errors import InputError
from reportgen.language import say
from reportgen.survey.answers import Answers
from reportgen.survey.cleaning import Judged, Verdict, Verdicts
from reportgen.survey.names import key
from reportgen.survey.respondents import counts_rows, separates
from reportgen.survey.table import Column

MOST_REPEATED = 0.10
"""Share of responses that may be second ones before a column of waves or people is evidently misread."""
_NUMBERED = "id"
"""Header under which survey tools number the rows of each export."""


def refuse_many_repetitions(files: Sequence[Judged], verdicts: Verdicts) -> None:
    """Raises InputError where many responses are second ones, naming the column that would tell them apart."""
    second = verdicts == Verdict.DUPLICATE
    if second.sum() <= max(1, MOST_REPEATED * len(verdicts)):  # a single one is no pattern
        return
    ends = np.cumsum([len(judged.verdicts) for judged in files])
    most = int(np.argmax([part.sum() for part in np.split(second, ends[:-1])]))
    answers = files[most].answers
    respondent = answers.table.header[answers.designation.respondent or 0]
    separating = _separating_header(answers)
    remedy = (
        f"'{separating}' tells them apart, so call that column 'wave' or name it under survey.columns.wave"
        if separating
        else f"'{respondent}' must hold a different value for each person, and a column 'wave' the time of asking"
    )
    raise InputError(
        f"{answers.table.file}: {second.sum()} of {len(verdicts)} responses are second responses of the same person "
        f"('{respondent}') in a wave; {remedy}."
    )


def _separating_header(answers: Answers) -> str:
    """The header of a column that is used for nothing else and separates the responses of one person, or nothing."""
    assert answers.respondent is not None
    table = answers.table
    rows = np.searchsorted(table.rows, answers.rows)
    repeated: list[Column] = [answers.respondent] + ([answers.wave] if answers.wave else [])
    for index, header in enumerate(table.header):
        unused = index not in answers.designation.taken and index not in answers.columns
        if unused and separates(repeated, table.column(index).take(rows)):
            return header
    return ""


def merely_numbered(answers: Sequence[Answers]) -> tuple[str, ...]:
    """A warning where two files number their rows, which makes no two rows the same person; else nothing."""
    if len(answers) < 2 or not all(_is_numbered(one) for one in answers):
        return ()
    files = " and ".join(one.table.file for one in answers)
    return (
        say(
            "{files}: '{header}' merely numbers the rows of each file, so nobody was matched; call "
            "the column 'respondent' if the same number is the same person.",
            files=files,
            header=_NUMBERED,
        ),
    )


def _is_numbered(answers: Answers) -> bool:
    index = answers.designation.respondent
    if index is None or answers.respondent is None or key(answers.table.header[index]) != _NUMBERED:
        return False
    return answers.shape == "wide" and counts_rows(answers.respondent)
