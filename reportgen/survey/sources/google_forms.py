"""Google Forms, as CSV or by way of Google Sheets."""

from __future__ import annotations

from reportgen.survey.sources.source import Records, Source, Title, option_of

_TIMESTAMPS = frozenset(
    {
        "timestamp", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche", "tijdstempel",
        "carimbo de data/hora",
    }
)  # fmt: skip
_ADDRESSES = (
    "email address", "e-mail-adresse", "adresse e-mail", "dirección de correo electrónico", "indirizzo email",
    "e-mailadres", "endereço de e-mail", "username", "nutzername",
)  # fmt: skip


def _is_google_forms(records: Records) -> bool:
    return bool(records[0]) and records[0][0].casefold() in _TIMESTAMPS


def _titles(records: Records) -> list[Title]:
    """The rows of a grid question stand behind it in brackets."""
    return [option_of(cell) for cell in records[0]]


GOOGLE_FORMS = Source(
    name="Google Forms",
    recognised=_is_google_forms,
    titles=_titles,
    meanings={"respondent": _ADDRESSES},
    personal=_ADDRESSES,
    metadata=(*_TIMESTAMPS, "score", "punktzahl"),
)
