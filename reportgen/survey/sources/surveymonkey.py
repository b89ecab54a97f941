"""SurveyMonkey: questions in the first header row, the rows of their grids in the second."""

from __future__ import annotations

from reportgen.survey.sources.source import NOT_FINISHED, Records, SetAside, Source, Title

_RESPONSE = ("respondentid", "respondent id")
_COLLECTOR = ("collectorid", "collector id")
_STATES_UNFINISHED = frozenset({"partial", "incomplete", "disqualified"})
_BEGUN, _ENDED = ("startdate", "start date", "date created"), ("enddate", "end date", "date modified")
_STATUS = ("response status", "status", "completion status")
_PEOPLE = ("email address", "first name", "firstname", "last name", "lastname", "ip address")
_NO_LABELS = frozenset({"", "response", "open-ended response"})


def _codes(records: Records) -> list[str]:
    """Some exports have `respondent_id`."""
    return [cell.replace("_", " ") for cell in records[0]]


def _is_surveymonkey(records: Records) -> bool:
    begin = [code.casefold() for code in _codes(records)[:4]]
    return any(cell in _RESPONSE for cell in begin) and any(cell in _COLLECTOR for cell in begin)


def _header_rows(records: Records) -> int:
    """Two where the number of the response is followed by a blank, which no response has."""
    number = next(index for index, cell in enumerate(_codes(records)) if cell.casefold() in _RESPONSE)
    return 2 if len(records) > 1 and not any(records[1][number : number + 1]) else 1


def _titles(records: Records) -> list[Title]:
    if len(records) == 1:
        return [Title(cell, cell) for cell in records[0]]
    titles: list[Title] = []
    question = ""
    for cell, label in zip(*records, strict=True):
        question = cell or question
        if label.casefold() in _NO_LABELS:
            titles.append(Title(cell, cell))
        else:
            titles.append(Title(label, f"{question}: {label}"))
    return titles


SURVEYMONKEY = Source(
    name="SurveyMonkey",
    recognised=_is_surveymonkey,
    header_rows=_header_rows,
    codes=_codes,
    titles=_titles,
    meanings={"respondent": ("email address",)},
    personal=_PEOPLE,
    metadata=(*_RESPONSE, *_COLLECTOR, *_BEGUN, *_ENDED, *_STATUS, "custom data*", "customdata*"),
    set_aside=tuple(
        SetAside(column, NOT_FINISHED, lambda text: text.casefold() in _STATES_UNFINISHED) for column in _STATUS
    ),
    times=(_BEGUN, _ENDED),
)
