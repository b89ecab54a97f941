"""The account of all rows: records by file, responses one by one, people by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportgen.language import noted, say
from reportgen.survey.allocation import Array, ReadingRecord, Response
from reportgen.survey.cleaning import Judged, Verdict
from reportgen.survey.pooling import Responses
from reportgen.survey.privacy import shown_counts
from reportgen.survey.quality import flags_of
from reportgen.survey.statistics import Summary, distinct
from reportgen.survey.table import Column, Mask

MOST_RESPONSES_LISTED = 2_000

NOT_MATCHED = noted("answered one of the compared waves only")
ROLE_NOT_STATED = noted("not stated")


@dataclass(frozen=True, eq=False)
class Account:
    """Everything that is known of the responses of all files, and what is striking about them."""

    files: Sequence[Judged]
    responses: Responses
    summary: Summary
    flags: Mapping[str, Mask]
    """Responses by flag."""
    assigned: Array
    """As `Judged.assigned`, of all files."""


def account_of(files: Sequence[Judged], responses: Responses, summary: Summary) -> Account:
    """The account of the files that were pooled to the responses, of which `summary` are the statistics."""
    assigned = np.concatenate([judged.assigned for judged in files])
    return Account(files, responses, summary, flags_of(files, responses), assigned)


def records(account: Account) -> tuple[ReadingRecord, ...]:
    """One record a file, in rows of the file; the last one also carries what is to be said of the comparison."""
    remarks = (*account.responses.warnings, *_comparison_remarks(account.responses, account.summary))
    last = len(account.files) - 1
    return tuple(_record(account, file, remarks if file == last else ()) for file in range(len(account.files)))


def _record(account: Account, file: int, remarks: tuple[str, ...]) -> ReadingRecord:
    judged, responses = account.files[file], account.responses
    table, own = judged.answers.table, responses.file == file
    entries = np.bincount(responses.verdicts[own], weights=responses.entries[own], minlength=len(Verdict))
    left_out = {verdict.reason: int(entries[verdict]) for verdict in Verdict if verdict and entries[verdict]}
    counted, complete = own & responses.counted, own & responses.complete
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
        rescaled=_rows(responses, counted & ~np.isnan(responses.rescaled_from)),
        complete=_rows(responses, complete),
        blanks_as_zero=_rows(responses, counted & ~complete),
        warnings=(*table.warnings, *judged.warnings, *remarks),
        source=table.source,
        missing_assigned=_rows(responses, counted & (account.assigned > 0)),
        flags={flag: int((own & found).sum()) for flag, found in account.flags.items() if (own & found).any()},
    )


def _rows(responses: Responses, among: Mask) -> int:
    return int(responses.entries[among].sum())


def _comparison_remarks(responses: Responses, summary: Summary) -> tuple[str, ...]:
    if summary.comparison != "paired":
        return ()
    ends = responses.counted & np.isin(responses.wave, (0, len(responses.waves) - 1))
    people = distinct(responses.person[ends])
    if 2 * summary.matched >= people:
        return ()
    first, last = responses.waves[0], responses.waves[-1]
    return (
        say(
            "Only {matched} of {people} people answered both '{first}' and '{last}'; the means and "
            "the change are theirs alone.",
            matched=summary.matched,
            people=people,
            first=first,
            last=last,
        ),
    )


def listed(account: Account) -> tuple[Response, ...]:
    """The responses by wave: matched people first, in the same order in both waves, then others, then those left out.

    Empty above `MOST_RESPONSES_LISTED`, where only the sums are of use.
    """
    if len(account.responses.verdicts) > MOST_RESPONSES_LISTED:
        return ()
    return tuple(_response(account, position) for position in _order(account.responses, account.summary))


def _order(responses: Responses, summary: Summary) -> list[int]:
    group = np.where(responses.counted, np.where(summary.used, 1, 2), 3)
    for matched in summary.pairs:
        group[matched] = 0
    wave = np.where(responses.wave < 0, len(responses.waves), responses.wave)
    within = np.where(group == 0, responses.person, np.arange(len(group)))
    return [int(position) for position in np.lexsort((within, group, wave))]


def _response(account: Account, position: int) -> Response:
    responses = account.responses
    counted, used = bool(responses.counted[position]), bool(account.summary.used[position])
    return Response(
        label=f"R{responses.person[position] + 1:03d}",
        wave=_text(responses.wave_names, position),
        row=int(responses.rows[position]),
        counted=counted,
        used=used,
        reason=_reason(account, position, used=used),
        flags=tuple(flag for flag, found in account.flags.items() if found[position]),
        weight=float(account.summary.weights[position]),
        shares=tuple(responses.shares[position].tolist()) if counted else (),
        role=_text(responses.role, position),
        team=_text(responses.team, position),
    )


def _reason(account: Account, position: int, *, used: bool) -> str:
    responses = account.responses
    verdict = Verdict(int(responses.verdicts[position]))
    if verdict is not Verdict.COUNTED:
        return verdict.reason
    remarks = [] if used else [NOT_MATCHED]
    if not responses.complete[position]:
        remarks.append(say("blanks counted as 0"))
    if account.assigned[position] > 0:
        remarks.append(
            say(
                "{percent} % were missing and given to an activity, as asked",
                percent=f"{account.assigned[position]:.4g}",
            )
        )
    if not np.isnan(responses.rescaled_from[position]):
        remarks.append(say("rescaled from {percent} %", percent=f"{responses.rescaled_from[position]:.4g}"))
    return "; ".join(remarks)


def answered(responses: Responses) -> dict[str, int]:
    """Counted responses by wave."""
    counts = np.bincount(responses.wave[responses.counted & (responses.wave >= 0)], minlength=len(responses.waves))
    return dict(zip(responses.waves, counts.tolist(), strict=True))


def role_counts(responses: Responses, smallest: int) -> dict[str, dict[str, int | None]]:
    """Counted people by wave, then role; empty without a role column.

    None where the number may not be shown, 0 where a role of another wave has nobody. `smallest` is how many people
    make a group that is shown; the total of each wave is known.
    """
    if responses.role is None:
        return {}
    role = responses.role.regardless_of_case().mapped(lambda text: text or ROLE_NOT_STATED)
    named = role.take(responses.counted).present
    return {
        name: shown_counts(_counts(role.take(responses.counted & (responses.wave == position)), named), smallest)
        for position, name in enumerate(responses.waves)
    }


def _counts(column: Column, named: Sequence[str]) -> dict[str, int]:
    counts = dict(zip(column.texts, column.counts.tolist(), strict=True))
    return {text: counts[text] for text in named}


def _text(column: Column | None, position: int) -> str:
    return column.texts[column.codes[position]] if column else ""
