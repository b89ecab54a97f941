"""KoboToolbox and ODK: the same forms, collected by different servers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reportgen.survey.sources.source import Records, Source, Title, has

_BEGUN, _ENDED = ("start", "starttime"), ("end", "endtime")
_PEOPLE = (
    "username", "phonenumber", "deviceid", "subscriberid", "simserial", "simid", "devicephonenum", "email",
    "_submitted_by", "submittername", "submitterid", "_geolocation*", "*_latitude", "*_longitude", "*-latitude",
    "*-longitude",
)  # fmt: skip


def _is_kobo(records: Records) -> bool:
    return has(records, "_id", "_uuid") or has(records, "_uuid", "_submission_time")


def _is_odk(records: Records) -> bool:
    return has(records, "submissiondate", "key") or has(records, "meta-instanceid", "key")


def _titles_between(separator: str, records: Records) -> list[Title]:
    """What stands behind the path through the groups of a form; names have no spaces, so `_` stands for them."""
    groups = _groups(separator, records)
    return [Title(_without_groups(cell, separator, groups), cell) for cell in records[0]]


def _without_groups(cell: str, separator: str, groups: Counter[str]) -> str:
    """A label may hold the separator itself, so there only what several columns share is a group."""
    if " " not in cell:
        return (cell.rpartition(separator)[2] or cell).strip("_").replace("_", " ") or cell
    shared = [group for group, columns in groups.items() if columns > 1 and cell.startswith(group)]
    return cell[len(max(shared, key=len, default="")) :] or cell


def _groups(separator: str, records: Records) -> Counter[str]:
    """All beginnings of headers that may be groups, and how many columns have each."""
    parts = [cell.split(separator) for cell in records[0]]
    return Counter(separator.join(part[:depth]) + separator for part in parts for depth in range(1, len(part)))


def _kobo_titles(records: Records) -> Sequence[Title]:
    return _titles_between("/", records)


def _odk_titles(records: Records) -> Sequence[Title]:
    return _titles_between("-", records)


KOBO = Source(
    name="KoboToolbox",
    recognised=_is_kobo,
    titles=_kobo_titles,
    personal=_PEOPLE,
    metadata=(
        *_BEGUN, *_ENDED, "today", "_*", "formhub/uuid", "meta/*", "audit",
    ),
    times=(_BEGUN, _ENDED),
)  # fmt: skip

ODK = Source(
    name="ODK",
    recognised=_is_odk,
    titles=_odk_titles,
    personal=_PEOPLE,
    metadata=(
        *_BEGUN, *_ENDED, "today", "submissiondate", "meta-*", "key", "attachmentspresent", "attachmentsexpected",
        "status", "reviewstate", "edits", "formversion", "audit",
    ),
    times=(_BEGUN, _ENDED),
)  # fmt: skip
