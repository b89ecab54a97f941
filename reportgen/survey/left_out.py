"""Which rows of a file are left out, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reportgen.survey.answers import Answers
from reportgen.survey.cleaning import Verdict
from reportgen.survey.intake import TakenFile
from reportgen.survey.pooling import Responses
from reportgen.survey.table import Codes, Mask, Table

#: The first and the last of rows that follow each other.
Run = tuple[int, int]


@dataclass(frozen=True)
class LeftOut:
    """Rows left out for one reason."""

    reason: str
    rows: int
    """How many."""
    runs: tuple[Run, ...] | None
    """All of them as a spreadsheet counts; None where rows were summed up while reading."""
    names: tuple[str, ...] = ()
    """What they are called instead, where rows have no numbers that anybody sees: the files of questionnaires."""


def left_out(file: TakenFile, responses: Responses | None, position: int) -> tuple[LeftOut, ...]:
    """The rows of a file that are left out, as far as it was judged; `position` is the file's among the responses."""
    if file.table is None:
        return ()
    found = [LeftOut(reason, len(rows), runs(rows)) for reason, rows in file.table.set_aside.items()]
    if file.published:
        found += [LeftOut(reason, len(rows), runs(rows)) for reason, rows in file.published.left_out.items()]
    if file.answers:
        found += _of_no_response(file.answers)
    if file.judged:
        verdicts = responses.verdicts[responses.file == position] if responses else file.judged.verdicts
        found += _of_responses(file.judged.answers, verdicts)
    return tuple(_named(each, file.table) for each in found if each.rows)


def _named(each: LeftOut, table: Table) -> LeftOut:
    rows = [np.arange(first, last + 1) for first, last in each.runs or ()]
    return replace(each, names=table.names_of(np.concatenate(rows))) if rows else each


def _of_no_response(answers: Answers) -> Iterator[LeftOut]:
    for reason, count in answers.lost.items():
        rows = answers.lost_rows.get(reason)
        yield LeftOut(reason, count, None if rows is None else runs(rows))


def _of_responses(answers: Answers, verdicts: npt.NDArray[np.int8]) -> Iterator[LeftOut]:
    for verdict in Verdict:
        concerned = np.asarray(verdicts == verdict)
        if verdict is not Verdict.COUNTED and concerned.any():
            rows = _rows(answers, concerned)
            count = int(answers.entries[concerned].sum())
            yield LeftOut(verdict.reason, count, None if rows is None else runs(rows))


def _rows(answers: Answers, concerned: Mask) -> Codes | None:
    """The spreadsheet rows of some responses."""
    if answers.shape == "wide":
        return answers.rows[concerned]
    if answers.response_of_row is None:
        return None
    concerned_rows: Mask = np.append(concerned, False)[answers.response_of_row]
    return np.asarray(answers.table.rows[concerned_rows])


def runs(rows: Codes) -> tuple[Run, ...]:
    """`(14, 14), (20, 25)` for the rows 14 and 20 to 25."""
    ordered = np.unique(rows)
    parts = np.split(ordered, np.flatnonzero(np.diff(ordered) > 1) + 1)
    return tuple((int(part[0]), int(part[-1])) for part in parts if len(part))
