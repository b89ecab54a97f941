"""Microsoft Forms; its headers are in the language of whoever exports them."""

from __future__ import annotations

from reportgen.survey.sources.source import Records, Source

_BEGUN = ("start time", "startzeit", "heure de début", "hora de inicio")
_ENDED = ("completion time", "fertigstellungszeit", "heure de fin", "hora de finalización")
_ADDRESSES = ("email", "e-mail", "adresse de messagerie", "correo electrónico")
_NAMES = ("name", "nom", "nombre")
_ANONYMOUS = frozenset({"anonymous", "anonym", "anonyme", "anónimo"})


def _is_microsoft_forms(records: Records) -> bool:
    """Each export begins with a number, two moments and the person, anonymous or not."""
    begin = [cell.casefold() for cell in records[0][:3]]
    return len(begin) == 3 and begin[0] == "id" and begin[1] in _BEGUN and begin[2] in _ENDED


MICROSOFT_FORMS = Source(
    name="Microsoft Forms",
    recognised=_is_microsoft_forms,
    meanings={"respondent": (*_ADDRESSES, *_NAMES)},
    personal=(*_ADDRESSES, *_NAMES),
    metadata=(
        "id", *_BEGUN, *_ENDED, "last modified time", "heure de la dernière modification", "hora de la última *",
        "total points", "quiz feedback", "grade posted time", "points - *", "feedback - *", "gesamtpunktzahl",
        "language", "sprache", "langue", "idioma",
    ),
    times=(_BEGUN, _ENDED),
)  # fmt: skip
