"""The questionnaire as an XLSForm, which KoBoToolbox and ODK make an online form of."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from reportgen.questionnaire.questions import HOW_TO_ANSWER, RESPONDENT, ROLE, TEAM, TITLE, Questionnaire
from reportgen.survey.units import WHOLE
from reportgen.workbook.styles import FONT
from reportgen.workbook.text import fill_in
from reportgen.workbook.writer import workbook_bytes

FORM_ID = "working_time"
#: The other names in the form, for what is asked beside the activities and for groups and notes.
WAVE, PERSON, ROLE_NAME, TEAM_NAME, RESPONDENT_NAME = "wave", "person", "role", "team", "respondent_id"
TIME, HOW_TO, TOTAL, CONFIRMED, PRIVACY = "working_time", "how_to_answer", "total", "confirmed", "privacy"
ROLES, YES = "roles", "yes"
_TAKEN = {WAVE, PERSON, ROLE_NAME, TEAM_NAME, RESPONDENT_NAME, TIME, HOW_TO, TOTAL, CONFIRMED, PRIVACY, "meta"}

_SURVEY = (
    "type", "name", "label", "hint", "appearance", "required", "constraint", "constraint_message", "calculation"
)  # fmt: skip
_CHOICES = ("list_name", "name", "label")
_WIDTHS = (22, 34, 60, 60, 14, 10, 24, 60, 60)

_Row = Mapping[str, str]


def xlsform(questionnaire: Questionnaire, date: datetime.date) -> bytes:
    """The form as an .xlsx file with the sheets `survey`, `choices` and `settings`; `date` is its version."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _write(workbook, "survey", _SURVEY, list(_survey(questionnaire)))
    _write(workbook, "choices", _CHOICES, list(_choices(questionnaire)))
    settings = {"form_title": TITLE, "form_id": FORM_ID, "version": f"{date:%Y%m%d}"}
    _write(workbook, "settings", tuple(settings), [settings])
    return workbook_bytes(workbook, {}, date)


def question_names(questionnaire: Questionnaire) -> dict[str, str]:
    """What the question about each activity is called: its name, with an underscore for what no name may hold."""
    taken = set(_TAKEN)
    names: dict[str, str] = {}
    for activity in questionnaire.activities:
        plain = re.sub(r"\W+", "_", activity.name).strip("_")
        name = wanted = plain if plain[:1].isalpha() else f"_{plain}"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted}_{number}"
        taken.add(name.casefold())
        names[activity.name] = name
    return names


def _survey(questionnaire: Questionnaire) -> Iterator[_Row]:
    # Which wave it is follows from when the form is sent out, so nobody is asked.
    yield {"type": "calculate", "name": WAVE, "calculation": f"'{questionnaire.waves[0]}'"}
    yield {"type": "begin_group", "name": PERSON, "label": "You"}
    yield {"type": f"select_one {ROLES}", "name": ROLE_NAME, "label": ROLE.title, "hint": ROLE.help}
    yield {"type": "text", "name": TEAM_NAME, "label": TEAM.title, "hint": TEAM.help}
    yield {"type": "text", "name": RESPONDENT_NAME, "label": RESPONDENT.title, "hint": RESPONDENT.help}
    yield {"type": "end_group"}
    yield from _working_time(questionnaire)
    yield {"type": "note", "name": PRIVACY, "label": questionnaire.privacy}


def _working_time(questionnaire: Questionnaire) -> Iterator[_Row]:
    """All activities on one page, and a confirmation that is refused until they add up to 100."""
    names = question_names(questionnaire)
    yield {"type": "begin_group", "name": TIME, "label": "Your working time", "appearance": "field-list"}
    yield {"type": "note", "name": HOW_TO, "label": " ".join(HOW_TO_ANSWER)}
    for activity in questionnaire.activities:
        yield {
            "type": "integer",
            "name": names[activity.name],
            "label": activity.name,
            "hint": activity.explanation,
            "constraint": f". >= 0 and . <= {WHOLE:g}",
            "constraint_message": f"Type a whole number from 0 to {WHOLE:g}, such as 25.",
        }
    sum_of_all = " + ".join(f"coalesce(${{{name}}}, 0)" for name in names.values())
    yield {"type": "calculate", "name": TOTAL, "calculation": sum_of_all}
    yield {
        "type": f"select_one {YES}",
        "name": CONFIRMED,
        "label": f"This adds up to ${{{TOTAL}}} percent. Is it all of your working time?",
        "required": "yes",
        "constraint": f"${{{TOTAL}}} = {WHOLE:g}",
        "constraint_message": f"All activities must add up to {WHOLE:g} percent; please correct them first.",
    }
    yield {"type": "end_group"}


def _choices(questionnaire: Questionnaire) -> Iterator[_Row]:
    """Roles are named as they are labelled, so that exports of names and of labels are the same."""
    for role in questionnaire.roles:
        yield {"list_name": ROLES, "name": role, "label": role}
    yield {"list_name": YES, "name": YES, "label": "Yes"}


def _write(workbook: Workbook, title: str, header: Sequence[str], rows: Sequence[_Row]) -> None:
    sheet: Any = workbook.create_sheet(title)
    for column, (name, width) in enumerate(zip(header, _WIDTHS, strict=False), start=1):
        cell = sheet.cell(1, column, name)
        cell.font = Font(name=FONT, bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
        for number, row in enumerate(rows, start=2):
            if text := row.get(name):
                fill_in(sheet.cell(number, column), text)
    sheet.freeze_panes = "A2"
