"""Typeform."""

from __future__ import annotations

from reportgen.survey.sources.source import NOT_FINISHED, Records, SetAside, Source, has

_BEGUN, _ENDED = ("start date (utc)",), ("submit date (utc)",)


def _is_typeform(records: Records) -> bool:
    return bool(records[0]) and records[0][0] == "#" and has(records, *_BEGUN, *_ENDED)


TYPEFORM = Source(
    name="Typeform",
    recognised=_is_typeform,
    personal=("network id", "first name", "last name", "first_name", "last_name"),
    metadata=(
        "#", "response type", *_BEGUN, "stage date (utc)", *_ENDED, "tags", "ending", "score", "winning outcome *",
    ),
    set_aside=(SetAside("response type", NOT_FINISHED, lambda text: text.casefold() in {"partial", "started"}),),
    times=(_BEGUN, _ENDED),
)  # fmt: skip
