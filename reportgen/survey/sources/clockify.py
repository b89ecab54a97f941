"""Clockify, detailed report."""

from __future__ import annotations

from reportgen.survey.sources.source import Records, Source, has

_PEOPLE = ("user", "email")


def _is_clockify(records: Records) -> bool:
    return has(records, "project", "user", "duration (h)") or has(records, "project", "user", "duration (decimal)")


CLOCKIFY = Source(
    name="Clockify",
    recognised=_is_clockify,
    meanings={
        "respondent": _PEOPLE,
        "team": ("group", "user group"),
        "activity": ("project", "task", "tags", "client"),
        "share": ("duration (decimal)", "duration (h)"),
    },
    personal=_PEOPLE,
    metadata=("billable*", "start date", "start time", "end date", "end time", "cost *", "profit *", "date of *"),
    is_tracker=True,
)
