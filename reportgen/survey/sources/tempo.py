"""Jira Tempo, exported worklogs; its headers are in the language of Jira, known here in English and German."""

from __future__ import annotations

from reportgen.survey.sources.source import Records, Source, has

_PEOPLE = ("username", "full name", "benutzername", "voller name", "author", "autor")
_OTHERS = ("account lead", "reporter", "assignee")


def _is_tempo(records: Records) -> bool:
    english = has(records, "issue key", "hours", "work date")
    return english or has(records, "vorgangs*", "stunden", "arbeitsdatum")


TEMPO = Source(
    name="Jira Tempo",
    recognised=_is_tempo,
    meanings={
        "respondent": _PEOPLE,
        "activity": (
            "activity name", "account name", "component", "epic", "project name", "issue type", "project key",
            "aktivitätsname", "kontoname", "komponente", "projektname", "vorgangstyp", "projektschlüssel",
        ),
        "share": ("hours", "stunden"),
    },
    personal=(*_PEOPLE, *_OTHERS),
    metadata=(
        "issue key", "work date", "work description", "period", "parent key", "external hours", "billed hours",
        "issue original estimate", "issue remaining estimate", "vorgangsschlüssel", "arbeitsdatum",
        "arbeitsbeschreibung", "zeitraum",
    ),
    is_tracker=True,
)  # fmt: skip
