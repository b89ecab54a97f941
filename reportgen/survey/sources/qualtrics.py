"""Qualtrics: three header rows (code, text, import id as JSON), or two in the legacy format (`V1`, `V2`, …).

Some people delete the rows below the codes before they pass a file on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.survey.sources.source import NOT_FINISHED, PREVIEW, Records, SetAside, Source, Title, has

_IMPORT_ID = '{"importid":'
_ALWAYS_THERE = ("startdate", "finished", "recordeddate", "responseid")
_LEGACY = re.compile(r"V[0-9]+")
_NUMBERED = re.compile(r"Q(?:ID)?[0-9.]+")
_OPTION = re.compile(r"(.+?)_[0-9]+(?:_TEXT)?")
_SEPARATOR, _LEGACY_SEPARATOR = " - ", "-"
_NO = frozenset({"0", "false", "falsch", "faux", "falso", "no", "nein", "non", "onwaar"})
_PREVIEWED, _TESTED = 1, 2
"""Bits of a numeric status."""


def _is_qualtrics(records: Records) -> bool:
    return _import_ids(records) > 0 or _is_legacy(records) or has(records, *_ALWAYS_THERE)


def _import_ids(records: Records) -> int:
    """The row of the import ids, counted from the codes; 0 without them."""
    rows = (row for row, cells in enumerate(records) if any(cell.casefold().startswith(_IMPORT_ID) for cell in cells))
    return next(rows, 0)


def _is_legacy(records: Records) -> bool:
    return (
        len(records) > 1
        and bool(_LEGACY.fullmatch(records[0][0]))
        and "responseid" in {cell.casefold() for cell in records[1]}
    )


def _header_rows(records: Records) -> int:
    return 2 if _is_legacy(records) else 1 + _import_ids(records)


def _codes(records: Records) -> list[str]:
    """The first row; of the legacy format the second where the first only counts."""
    if not _is_legacy(records):
        return list(records[0])
    return [text if _LEGACY.fullmatch(code) else code for code, text in zip(*records, strict=True)]


def _titles(records: Records) -> list[Title]:
    """Options of a question go by their own part of its text, other columns by their code where somebody chose it."""
    codes, texts = _codes(records), list(records[1 if len(records) > 2 or _is_legacy(records) else 0])
    questions: dict[str, list[int]] = {}
    for index, code in enumerate(codes):
        if option := _OPTION.fullmatch(code):
            questions.setdefault(option[1], []).append(index)
    titles = [
        Title(text, text) if _NUMBERED.fullmatch(code) and text else Title(code or text, text or code)
        for code, text in zip(codes, texts, strict=True)
    ]
    separator = _LEGACY_SEPARATOR if _is_legacy(records) else _SEPARATOR
    for options in questions.values():
        if len(options) > 1:
            shared = _shared_length([texts[index] for index in options], separator)
            for index in options:
                titles[index] = Title(texts[index][shared:].strip() or texts[index] or codes[index], texts[index])
    return titles


def _shared_length(texts: Sequence[str], separator: str) -> int:
    """How long the question is that all its options begin with, the dash behind it included."""
    different = (index for index, letters in enumerate(zip(*texts, strict=False)) if len(set(letters)) > 1)
    shared = texts[0][: next(different, min(map(len, texts)))]
    question, dash, _ = shared.rpartition(separator)
    return len(question + dash)


def _is_preview(text: str) -> bool:
    if text.isdecimal():
        return bool(int(text) & (_PREVIEWED | _TESTED))
    return "preview" in text.casefold() or "test" in text.casefold().split()


QUALTRICS = Source(
    name="Qualtrics",
    recognised=_is_qualtrics,
    header_rows=_header_rows,
    codes=_codes,
    titles=_titles,
    meanings={
        "respondent": ("externalreference", "externaldatareference", "recipientemail", "emailaddress"),
        "seconds": ("duration (in seconds)",),
    },
    personal=(
        "ipaddress", "recipientlastname", "recipientfirstname", "recipientemail", "location*", "emailaddress", "name",
    ),
    metadata=(
        "startdate", "enddate", "status", "progress", "duration (in seconds)", "finished", "recordeddate",
        "responseid", "responseset", "externalreference", "externaldatareference", "distributionchannel",
        "userlanguage", "q_recaptchascore", "q_relevantid*", "q_duplicate*", "q_ballotboxstuffing", "q_totalduration",
        "*_first click", "*_last click", "*_page submit", "*_click count", "*_browser", "*_version",
        "*_operating system", "*_resolution", "sc[0-9]*",
    ),
    set_aside=(
        SetAside("distributionchannel", PREVIEW, lambda text: text.casefold() in {"preview", "test"}),
        SetAside("status", PREVIEW, _is_preview),
        SetAside("finished", NOT_FINISHED, lambda text: text.casefold() in _NO),
    ),
)  # fmt: skip
