"""LimeSurvey: headers are codes, full texts or `code. text`, as the export is set."""

from __future__ import annotations

import re

from reportgen.survey.sources.source import NOT_FINISHED, Records, SetAside, Source, Title, option_of

_CODE = re.compile(r"([A-Za-z][A-Za-z0-9]*(?:[\[_][A-Za-z0-9_]+\]?)*)\. (.*)", re.DOTALL)
_ROW_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*\[[A-Za-z0-9_]+\]\. .*\[.*\]", re.DOTALL)
#: Codes of the columns that LimeSurvey adds, by their full texts.
_ADDED = {
    "response id": "id", "antwort id": "id", "antwort-id": "id", "id de la réponse": "id",
    "date submitted": "submitdate", "datum abgeschickt": "submitdate", "date de soumission": "submitdate",
    "last page": "lastpage", "letzte seite": "lastpage", "dernière page": "lastpage",
    "start language": "startlanguage", "start-sprache": "startlanguage", "langue de départ": "startlanguage",
    "seed": "seed", "zufallsstartwert": "seed",
    "date started": "startdate", "datum gestartet": "startdate", "date de lancement": "startdate",
    "date last action": "datestamp", "datum letzte aktivität": "datestamp",
    "ip address": "ipaddr", "ip-adresse": "ipaddr", "adresse ip": "ipaddr",
    "referrer url": "refurl", "weiterleitungs-url": "refurl",
    "access code": "token", "token": "token", "zugangscode": "token", "zugangsschlüssel": "token",
    "total time": "interviewtime", "gesamtzeit": "interviewtime",
}  # fmt: skip
_CERTAIN = frozenset({"submitdate", "lastpage", "startlanguage", "seed"})
_MOSTLY = 0.5


def _is_limesurvey(records: Records) -> bool:
    """By the columns that LimeSurvey adds or, where they were left out, by the codes of questions and their rows."""
    codes = {code.casefold() for code in _codes(records)}
    coded = [cell for cell in records[0] if _CODE.fullmatch(cell)]
    rows = [cell for cell in coded if _ROW_CODE.fullmatch(cell)]
    return len(codes & _CERTAIN) > 1 or (len(rows) > 1 and len(coded) > _MOSTLY * len(records[0]))


def _codes(records: Records) -> list[str]:
    return [_code(cell) for cell in records[0]]


def _code(cell: str) -> str:
    coded = _CODE.fullmatch(cell)
    return coded[1] if coded else _ADDED.get(cell.casefold(), cell)


def _titles(records: Records) -> list[Title]:
    return [_title(cell) for cell in records[0]]


def _title(cell: str) -> Title:
    coded = _CODE.fullmatch(cell)
    return Title(option_of(coded[2]).short, cell) if coded else _row(cell)


def _row(cell: str) -> Title:
    """`Question [Row]`; of mere codes such as `time[SQ001]` nothing can be left out."""
    return Title(cell, cell) if re.fullmatch(r"\w+(?:\[\w+\])+", cell) else option_of(cell)


LIMESURVEY = Source(
    name="LimeSurvey",
    recognised=_is_limesurvey,
    codes=_codes,
    titles=_titles,
    meanings={"respondent": ("token", "email"), "seconds": ("interviewtime",)},
    personal=("ipaddr", "email", "firstname", "lastname"),
    metadata=(
        "id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "refurl", "token",
        "interviewtime", "grouptime*", "group time:*", "question time:*",
    ),
    set_aside=(SetAside("submitdate", NOT_FINISHED, lambda text: not text),),
    times=(("startdate",), ("submitdate",)),
)  # fmt: skip
