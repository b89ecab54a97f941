"""The questionnaire as a workbook for one person, which adds up while they type.

Its layout is the one that `reportgen.survey.forms` reads: the mark, and below it keys for what stands beside them.
"""

from __future__ import annotations

import datetime
from typing import Any

from openpyxl import Workbook

from reportgen.questionnaire.paper import Paper, Text
from reportgen.questionnaire.questions import HOW_TO_ANSWER, RESPONDENT, ROLE, TEAM, TITLE, WAVE, Questionnaire
from reportgen.survey.forms import ANSWER, MARK, NAME, TOTAL
from reportgen.survey.units import TAKEN_WITHIN, WHOLE
from reportgen.workbook.styles import GAIN, LOSS
from reportgen.workbook.text import fill_in
from reportgen.workbook.writer import workbook_bytes

SHEET = "Questionnaire"
KEYS, NAMES, EXPLANATIONS, ANSWERS = 1, 1 + NAME, 2 + NAME, 1 + ANSWER
WIDTHS = {KEYS: 7, NAMES: 33, EXPLANATIONS: 50, ANSWERS: 20}

MARK_ROW, TITLE_ROW, INSTRUCTION_ROW = 1, 2, 3
PERSON = {"role": ROLE, "team": TEAM, "respondent": RESPONDENT, "wave": WAVE}
PERSON_ROW = INSTRUCTION_ROW + len(HOW_TO_ANSWER)
TIME_ROW = PERSON_ROW + len(PERSON) + 1


def form(questionnaire: Questionnaire, date: datetime.date) -> bytes:
    """The questionnaire as an .xlsx file, with the first wave filled in."""
    workbook = Workbook()
    workbook.properties.creator, workbook.properties.title = "reportgen", TITLE
    sheet: Any = workbook.active
    sheet.title = SHEET
    paper = Paper(sheet, WIDTHS)
    paper.write(MARK_ROW, KEYS, MARK, "key")
    paper.write(TITLE_ROW, NAMES, TITLE, "title")
    for row, sentence in enumerate(HOW_TO_ANSWER, start=INSTRUCTION_ROW):
        paper.write(row, NAMES, sentence, "instruction")
    _ask_about_the_person(paper, questionnaire)
    total = _ask_for_shares(paper, questionnaire)
    values = _add_up(paper, total)
    paper.write(total + 2, NAMES, questionnaire.privacy, "instruction")
    paper.finish()
    return workbook_bytes(workbook, {SHEET: values}, date)


def _ask_about_the_person(paper: Paper, questionnaire: Questionnaire) -> None:
    paper.section(PERSON_ROW, {NAMES: ("You", "section")})
    for row, (key, question) in enumerate(PERSON.items(), start=PERSON_ROW + 1):
        cell = paper.question(row, _texts(key, question.title, question.help), ANSWERS)
        cell.number_format = "@"  # a code such as 007 and a wave such as 2026-10 stay as they are typed
        if key == "role":
            paper.offer(cell.coordinate, questionnaire.roles, "This is not in the list; is it how your role is called?")
        if key == "wave":
            paper.offer(cell.coordinate, questionnaire.waves, "This is not in the list; is it meant?")
            fill_in(cell, questionnaire.waves[0])


def _ask_for_shares(paper: Paper, questionnaire: Questionnaire) -> int:
    """One row an activity; returns the row of their total."""
    paper.section(TIME_ROW, {NAMES: ("Your working time", "section"), ANSWERS: ("Percent", "heading")})
    for number, activity in enumerate(questionnaire.activities, start=1):
        paper.question(TIME_ROW + number, _texts(str(number), activity.name, activity.explanation), ANSWERS)
    total = TIME_ROW + len(questionnaire.activities) + 1
    paper.accept_numbers(_answers(total), 0, WHOLE)
    return total


def _texts(key: str, name: str, explanation: str) -> dict[int, Text]:
    return {KEYS: (key, "key"), NAMES: (name, "name"), EXPLANATIONS: (explanation, "explanation")}


def _answers(total: int) -> str:
    """The cells above the total."""
    letter = chr(ord("A") + ANSWERS - 1)
    return f"{letter}{TIME_ROW + 1}:{letter}{total - 1}"


def _add_up(paper: Paper, row: int) -> dict[tuple[int, int], float | str]:
    """The total and what it says, as formulas; returns their values while nothing is filled in."""
    answers, total = _answers(row), paper.sheet.cell(row, ANSWERS).coordinate
    paper.overline(row)
    paper.write(row, KEYS, TOTAL, "key")
    paper.write(row, NAMES, "Total", "name")
    # Of 25% a spreadsheet keeps 0.25, which is meant as 25; `reportgen.survey.forms` reads it so too.
    paper.formula(row, ANSWERS, f'=SUM({answers})+{WHOLE - 1:g}*SUMIF({answers},"<1")', "total")
    left, enough = f"({WHOLE:g}-${total})", f"ABS({WHOLE:g}-${total})<={TAKEN_WITHIN:g}"
    amount = f'IF({left}>0,ROUND({left},1)&" still to give",ROUND(-{left},1)&" too many")'
    paper.formula(row, EXPLANATIONS, f'=IF({enough},"Complete, thank you",{amount})', "words")
    cells = f"{paper.sheet.cell(row, EXPLANATIONS).coordinate}:{total}"
    paper.colour(cells, enough, GAIN)
    paper.colour(cells, f"${total}>{WHOLE + TAKEN_WITHIN:g}", LOSS)
    return {(row, ANSWERS): 0.0, (row, EXPLANATIONS): f"{WHOLE:g} still to give"}
