"""Harvest, detailed time report."""

from __future__ import annotations

from reportgen.survey.sources.source import Records, Source, has

_NAME = ("first name", "last name")


def _is_harvest(records: Records) -> bool:
    return has(records, "date", "client", "project", "task", "hours", *_NAME)


HARVEST = Source(
    name="Harvest",
    recognised=_is_harvest,
    meanings={
        "respondent": ("employee id", "email"),
        "role": ("roles",),
        "team": ("department", "teams"),
        "activity": ("task", "project", "client"),
        "share": ("hours",),
    },
    person=_NAME,
    personal=("employee id", "email", *_NAME),
    metadata=(
        "date", "project code", "notes", "hours rounded", "rounded hours", "billable*", "invoiced*", "approved*",
        "employee?*", "cost *", "currency", "external reference url",
    ),
    is_tracker=True,
)  # fmt: skip
