"""The account of all rows: records by file, responses one by one, people by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from reportgen.survey.allocation import ReadingRecord, Response
from reportgen.survey.cleaning import Judged, Verdict
from reportgen.survey.pooling import Responses
from reportgen.survey.statistics import Summary, distinct
from reportgen.survey.table import Codes, Column, Mask

MOST_RESPONSES_LISTED = 2_000

NOT_MATCHED = "answered one of the compared waves only"
ROLE_NOT_STATED = "not stated"


def records(files: Sequence[Judged], responses: Responses, summary: Summary) -> tuple[ReadingRecord, ...]:
    """One record a file, in rows of the file; the last one also carries what is to be said of the comparison."""
    remarks = (*responses.warnings, *_comparison_remarks(responses, summary))
    return tuple(
        _record(judged, responses, np.flatnonzero(responses.file == file), remarks if judged is files[-1] else ())
        for file, judged in enumerate(files)
    )


def _record(judged: Judged, responses: Responses, own: Codes, remarks: tuple[str, ...]) -> ReadingRecord:
    table = judged.answers.table
    entries = np.bincount(responses.verdicts[own], weights=responses.entries[own], minlength=len(Verdict))
    left_out = {verdict.reason: int(entries[verdict]) for verdict in Verdict if verdict and entries[verdict]}
    counted, complete = responses.counted[own], responses.complete[own]
    return ReadingRecord(
        file=table.file,
        sha256=table.sha256,
        encoding=table.encoding,
        delimiter=table.delimiter,
        shape=judged.answers.shape,
        unit=judged.unit,
        rows_read=table.rows_read,
        counted=int(entries[Verdict.COUNTED]),
        left_out={**{reason: len(rows) for reason, rows in table.set_aside.items()}, **judged.answers.lost, **left_out},
        rescaled=_rows(responses.entries[own], counted & ~np.isnan(responses.rescaled_from[own])),
        complete=_rows(responses.entries[own], complete),
        blanks_as_zero=_rows(responses.entries[own], counted & ~complete),
        warnings=(*table.warnings, *judged.warnings, *remarks),
        source=table.source,
    )


def _rows(entries: Codes, responses: Mask) -> int:
    return int(entries[responses].sum())


def _comparison_remarks(responses: Responses, summary: Summary) -> tuple[str, ...]:
    if summary.comparison != "paired":
        return ()
    ends = responses.counted & np.isin(responses.wave, (0, len(responses.waves) - 1))
    people = distinct(responses.person[ends])
    if 2 * summary.matched >= people:
        return ()
    first, last = responses.waves[0], responses.waves[-1]
    return (
        f"Only {summary.matched} of {people} people answered both '{first}' and '{last}'; "
        "the means and the change are theirs alone.",
    )


def listed(responses: Responses, summary: Summary) -> tuple[Response, ...]:
    """The responses by wave: matched people first, in the same order in both waves, then others, then those left out.

    Empty above `MOST_RESPONSES_LISTED`, where only the sums are of use.
    """
    if len(responses.verdicts) > MOST_RESPONSES_LISTED:
        return ()
    return tuple(_response(responses, summary, position) for position in _order(responses, summary))


def _order(responses: Responses, summary: Summary) -> list[int]:
    group = np.where(responses.counted, np.where(summary.used, 1, 2), 3)
    for matched in summary.pairs:
        group[matched] = 0
    wave = np.where(responses.wave < 0, len(responses.waves), responses.wave)
    within = np.where(group == 0, responses.person, np.arange(len(group)))
    return [int(position) for position in np.lexsort((within, group, wave))]


def _response(responses: Responses, summary: Summary, position: int) -> Response:
    counted, used = bool(responses.counted[position]), bool(summary.used[position])
    return Response(
        label=f"R{responses.person[position] + 1:03d}",
        wave=_text(responses.wave_names, position),
        row=int(responses.rows[position]),
        counted=counted,
        used=used,
        reason=_reason(responses, position, used=used),
        shares=tuple(responses.shares[position].tolist()) if counted else (),
        role=_text(responses.role, position),
        team=_text(responses.team, position),
    )


def _reason(responses: Responses, position: int, *, used: bool) -> str:
    verdict = Verdict(int(responses.verdicts[position]))
    if verdict is not Verdict.COUNTED:
        return verdict.reason
    remarks = [] if used else [NOT_MATCHED]
    if not responses.complete[position]:
        remarks.append("blanks counted as 0")
    if not np.isnan(responses.rescaled_from[position]):
        remarks.append(f"rescaled from {responses.rescaled_from[position]:.4g} %")
    return "; ".join(remarks)


def role_counts(responses: Responses) -> Mapping[str, Mapping[str, int]]:
    """Counted people by wave, then role; empty without a role column."""
    if responses.role is None:
        return {}
    role = responses.role.regardless_of_case().mapped(lambda text: text or ROLE_NOT_STATED)
    return {
        name: _counts(role.take(responses.counted & (responses.wave == position)))
        for position, name in enumerate(responses.waves)
    }


def _counts(column: Column) -> Mapping[str, int]:
    return {text: int(count) for text, count in zip(column.texts, column.counts, strict=True) if count}


def _text(column: Column | None, position: int) -> str:
    return column.texts[column.codes[position]] if column else ""
