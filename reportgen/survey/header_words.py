"""What the header of a column says that it holds, in the languages of the survey tools."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

#: What a column may be about a response, beside the shares themselves.
Meaning = Literal[
    "respondent", "wave", "role", "team", "activity", "share", "weight", "stratum", "cluster", "seconds"
]  # fmt: skip

#: Headers that tell each meaning, the surest first; case, spaces and underscores do not matter. Strata, clusters and
#: seconds are never guessed.
HEADERS: Mapping[Meaning, tuple[str, ...]] = {
    "respondent": (
        "respondent", "respondent id", "participant", "participant id", "person", "employee", "employee id", "user",
        "teilnehmer", "teilnehmerin", "befragte", "befragter", "mitarbeiter", "mitarbeiterin", "benutzer", "personne",
        "répondant", "repondant", "utilisateur", "collaborateur", "participante", "encuestado", "usuario",
        "email", "e-mail", "email address", "name", "full name", "id",
    ),
    "wave": (
        "wave", "survey wave", "period", "phase", "round", "time point", "timepoint", "welle", "befragungswelle",
        "zeitpunkt", "erhebung", "vague", "période", "periode",
    ),
    "role": (
        "role", "job role", "job title", "function", "rolle", "funktion", "rôle", "fonction", "rol", "puesto",
    ),
    "team": (
        "team", "group", "department", "gruppe", "abteilung", "équipe", "equipe", "groupe", "département", "equipo",
        "departamento",
    ),
    "activity": (
        "activity", "category", "tätigkeit", "taetigkeit", "aktivität", "activities", "categories", "tätigkeiten",
        "aktivitäten", "activité", "activités", "actividad", "actividades", "task", "tasks", "aufgabe", "aufgaben",
        "tâche", "tâches", "kategorie", "catégorie", "categoría",
    ),
    "share": (
        "share", "share of time", "percent", "percentage", "%", "hours", "duration (h)", "value", "anteil",
        "zeitanteil", "prozent", "stunden", "part", "part du temps", "pourcentage", "heures", "porcentaje", "horas",
    ),
    "weight": ("weight", "weights", "gewicht"),
}  # fmt: skip
#: Headers of columns that are waves where they separate the responses of one person.
POSSIBLE_WAVES = (
    "year", "time", "survey", "date of survey", "survey date", "runde", "jahr", "année", "annee",
)  # fmt: skip

#: Meanings that questionnaires ask for in a sentence (`What is your role?`).
ASKED_FOR: frozenset[Meaning] = frozenset({"wave", "role", "team"})
_QUESTION = re.compile(
    r"(?:(?:what(?: is|'s|’s| best describes)?|which(?: is)?|please (?:select|choose|state|give)|wie lautet|was ist"
    r"|welche[rs]?|in welche[rm]|quel(?:le)? est|dans quel(?:le)?|cuál es) )?"
    r"(?:(?:your|the|ihre?|deine?|votre|ta|ton|su|tu) )?(?:(?:current|main|primary|aktuelle|jetzige) )?"
    r"(?P<asked>.+?)"
    r"(?: (?:are you (?:in|on|part of)|do you (?:have|belong to|work in)|best describes you|arbeiten sie|haben sie))?"
    r"[ ?:*.]*",
    re.IGNORECASE,
)
_UNIT_AT_END = re.compile(
    r"\s*(?:[(\[]\s*(?:in )?(?:%|percent|prozent|hours?|hrs?|h|stunden|std\.?)(?: of time)?\s*[)\]]|%)\s*$",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\b(?:hours?|hrs|stunden|heures|horas|uren)\b|[(\[]h[)\]]", re.IGNORECASE)
_DAYS = re.compile(
    r"[(\[](?:(?:\w+[ -])?(?:days?|tage|jours|dias|días|dagen)|d)[)\]]|\bin (?:days|tagen|dagen)\b|\ben jours\b",
    re.IGNORECASE,
)
_COUNT_OF_RESPONDENTS = re.compile(r"(?:n|respondents)[ _(]+(.+?)\)?", re.IGNORECASE)


def asked(header: str) -> str:
    """What a question asks for: `role` for `What is your role?`; a header that is no question as it is."""
    found = _QUESTION.fullmatch(header.strip())
    return found["asked"] if found else header


def without_unit(header: str) -> str:
    """A header without the unit of its numbers at the end: `Meetings` for `Meetings (%)`."""
    return _UNIT_AT_END.sub("", header) or header


def is_hours(header: str) -> bool:
    """Whether a header says that its numbers are hours."""
    return _HOURS.search(header.replace("_", " ")) is not None


def is_days(header: str) -> bool:
    """Whether a header says that its numbers are days: `Wait (days)`, not `Vacation days`, which may be a count."""
    return _DAYS.search(header.replace("_", " ")) is not None


def is_duration(header: str) -> bool:
    """Whether a header names a unit of time; which one does not matter, as each person's total is the whole."""
    return is_hours(header) or is_days(header)


def counted_wave(header: str) -> str | None:
    """The wave whose respondents a column of an aggregate table counts: `before` for `n_before`."""
    match = _COUNT_OF_RESPONDENTS.fullmatch(header)
    return match[1] if match else None
