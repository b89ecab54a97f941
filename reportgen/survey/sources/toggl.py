"""Toggl Track, detailed report."""

from __future__ import annotations

from reportgen.survey.sources.source import Records, Source, has

_PEOPLE = ("user", "member", "email")


def _is_toggl(records: Records) -> bool:
    return has(records, "project", "description", "start date", "start time", "duration") and (
        has(records, "user") or has(records, "member")
    )


TOGGL = Source(
    name="Toggl",
    recognised=_is_toggl,
    meanings={
        "respondent": _PEOPLE,
        "activity": ("project", "task", "tags", "client"),
        "share": ("duration",),
    },
    personal=_PEOPLE,
    metadata=("billable", "start date", "start time", "end date", "end time", "stop date", "stop time", "amount*"),
    is_tracker=True,
)
