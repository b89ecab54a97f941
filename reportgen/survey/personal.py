"""Columns of personal data, which are dropped as a file is read."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOSTLY = 0.5

_FULL_NAMES = (
    r"(?:full |display |employee |respondent |participant |user )?names?|username|vor- und nachname|nom(?: complet)?"
    r"|nom et prénom|nombre(?: completo)?|nombre y apellidos"
)
_PARTS_OF_NAMES = (
    r"(?:first|last|middle|given|family|recipient) ?names?|surname|vorname|nachname|familienname|prénom|apellidos?"
)
_MAIL = (
    r"e-?mail(?:[ -]?(?:addres|adres)s?e?)?|mail|adresse (?:e-?mail|de messagerie|électronique)"
    r"|(?:dirección de )?correo(?: electrónico)?"
)
_PLACES = (
    r"ip[ -]?(?:addres|adres)?s?e?|adresse ip|dirección ip|location ?(?:latitude|longitude)|latitude|longitude"
    r"|geolocation|gps(?: coordinates)?"
)
_TELEPHONES = (
    r"(?:mobile |cell |tele)?phone(?: ?number)?|mobile number|telefon(?:nummer)?|handynummer|(?:numéro de )?téléphone"
    r"|(?:número de )?teléfono"
)
_ASKED = r"(?:what is |please (?:enter|state|give) |wie lautet )?(?:your |ihre? |votre |tu )?"
_PERSON = re.compile(rf"{_ASKED}(?:{_FULL_NAMES}|{_MAIL})[?:*. ]*", re.IGNORECASE)
_OTHER = re.compile(rf"{_ASKED}(?:{_PARTS_OF_NAMES}|{_PLACES}|{_TELEPHONES})[?:*. ]*", re.IGNORECASE)

_MAIL_TEXT = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[a-z]{2,}", re.IGNORECASE)
_IP_TEXT = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
_NUMBER = re.compile(r"[0-9.,]+\s*%?")


def is_personal(header: str, texts: Sequence[str]) -> bool:
    """Whether a column holds names, addresses or places of people, by its header or by most of its texts.

    `texts` are some of its cells. A column of numbers under such a header is none: time spent on e-mail, say.
    """
    if names_people(header, texts) or _mostly(_IP_TEXT, texts):
        return True
    return _OTHER.fullmatch(_spaced(header)) is not None and not _mostly(_NUMBER, texts)


def names_people(header: str, texts: Sequence[str]) -> bool:
    """Whether a column holds what a single person is called by: a full name or an address for mail."""
    if _mostly(_MAIL_TEXT, texts):
        return True
    return _PERSON.fullmatch(_spaced(header)) is not None and not _mostly(_NUMBER, texts)


def _spaced(header: str) -> str:
    return " ".join(header.replace("_", " ").split())


def _mostly(pattern: re.Pattern[str], texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and sum(pattern.fullmatch(text) is not None for text in filled) > _MOSTLY * len(filled)
