"""What comes back from each tool, asked in the words that are printed for it, is read without a mapping.

The files are made by hand after what the tools export, from the same eight answers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook
from support.filled_forms import filled

from reportgen.questionnaire.questions import RESPONDENT, ROLE, TEAM, Questionnaire
from reportgen.questionnaire.wording import wording
from reportgen.questionnaire.xlsform import question_names
from reportgen.survey import read
from reportgen.survey.allocation import Allocation

ASKED = Questionnaire()
ACTIVITIES = [activity.name for activity in ASKED.activities]
ANSWERS: Sequence[tuple[str, str, str, Sequence[int]]] = (
    ("k1", "Data scientist", "Red", (20, 10, 10, 30, 10, 5, 5, 10, 0)),
    ("k2", "Data scientist", "Red", (15, 15, 5, 35, 10, 5, 5, 5, 5)),
    ("k3", "ML engineer", "Blue", (5, 20, 15, 20, 15, 10, 5, 10, 0)),
    ("", "ML engineer", "Blue", (10, 10, 10, 25, 20, 10, 5, 5, 5)),
    ("k5", "Data scientist", "", (25, 5, 10, 25, 15, 5, 5, 5, 5)),
    ("k6", "Other", "Red", (10, 15, 20, 15, 10, 15, 5, 10, 0)),
    ("k7", "ML engineer", "Blue", (0, 25, 10, 30, 10, 10, 5, 5, 5)),
    ("k8", "Data scientist", "Red", (30, 10, 5, 25, 10, 5, 5, 5, 5)),
)
MEANS = np.mean([shares for *_, shares in ANSWERS], axis=0) / 100
DAY = "2026-10-01"


def csv_file(path: Path, rows: Sequence[Mapping[str, object]], delimiter: str = ",", *, quoted: bool = False) -> Path:
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def percent(shares: Sequence[int]) -> list[object]:
    """People leave empty what takes no time."""
    return [share or "" for share in shares]


def google_forms(folder: Path) -> Path:
    rows = [
        {"Timestamp": f"{DAY.replace('-', '/')} 9:0{number}:00 AM GMT+2", ROLE.title: role, TEAM.title: team}
        | {RESPONDENT.title: code, **dict(zip(ACTIVITIES, percent(shares), strict=True))}
        for number, (code, role, team, shares) in enumerate(ANSWERS)
    ]
    return csv_file(folder / "Where does your working time go_.csv", rows, quoted=True)


def microsoft_forms(folder: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    about = ["ID", "Start time", "Completion time", "Email", "Name"]
    sheet.append([*about, ROLE.title, TEAM.title, RESPONDENT.title, *(f"{name}\u00a0" for name in ACTIVITIES)])
    for number, (code, role, team, shares) in enumerate(ANSWERS, start=1):
        times = [f"{DAY} 09:0{number}:00", f"{DAY} 09:1{number}:00"]
        given = [str(share) if share else None for share in shares]
        sheet.append([number, *times, "anonymous", None, role, team or None, code or None, *given])
    book.save(folder / "Where does your working time go_(1-8).xlsx")
    return folder / "Where does your working time go_(1-8).xlsx"


def _kobo_row(number: int, total: int, person: dict[str, object], shares: Mapping[str, object]) -> dict[str, object]:
    return {
        "start": f"{DAY}T09:0{number}:00.000+02:00",
        "end": f"{DAY}T09:1{number}:00.000+02:00",
        "wave": "before",
        **person,
        **shares,
        "working_time/total": total,
        "working_time/confirmed": "yes",
        "_id": 1000 + number,
        "_uuid": f"uuid-{number}",
        "_submission_time": f"{DAY}T09:2{number}:00",
        "_validation_status": "",
        "_submitted_by": "",
        "_index": number,
    }


def kobo_names(folder: Path) -> Path:
    names = question_names(ASKED)
    rows = [
        _kobo_row(
            number,
            100,
            {"person/role": role, "person/team": team, "person/respondent_id": code},
            {f"working_time/{names[name]}": share for name, share in zip(ACTIVITIES, percent(shares), strict=True)},
        )
        for number, (code, role, team, shares) in enumerate(ANSWERS)
    ]
    return csv_file(folder / "kobo names.csv", rows, ";", quoted=True)


def kobo_labels(folder: Path) -> Path:
    rows = [
        _kobo_row(
            number,
            100,
            {f"You/{ROLE.title}": role, f"You/{TEAM.title}": team, f"You/{RESPONDENT.title}": code},
            {f"Your working time/{name}": share for name, share in zip(ACTIVITIES, percent(shares), strict=True)},
        )
        for number, (code, role, team, shares) in enumerate(ANSWERS)
    ]
    return csv_file(folder / "kobo labels.csv", rows, ";", quoted=True)


def odk_central(folder: Path) -> Path:
    names = question_names(ASKED)
    rows = [
        {"SubmissionDate": f"{DAY}T09:2{number}:00.000Z", "wave": "before"}
        | {"person-role": role, "person-team": team, "person-respondent_id": code}
        | {f"working_time-{names[name]}": share for name, share in zip(ACTIVITIES, percent(shares), strict=True)}
        | {"working_time-total": 100, "working_time-confirmed": "yes"}
        | {"meta-instanceID": f"uuid:{number}", "KEY": f"uuid:{number}", "SubmitterID": "1", "SubmitterName": "Link"}
        for number, (code, role, team, shares) in enumerate(ANSWERS)
    ]
    return csv_file(folder / "working_time.csv", rows)


def own_forms(folder: Path) -> Path:
    for number, (code, role, team, shares) in enumerate(ANSWERS):
        fields = {"respondent": code, "role": role, "team": team}
        filled(folder / "answers" / f"{number}.xlsx", [share or None for share in shares], ASKED, **fields)
    return folder / "answers"


TOOLS = {
    "Google Forms": google_forms,
    "Microsoft Forms": microsoft_forms,
    "KoboToolbox, names": kobo_names,
    "KoboToolbox, labels": kobo_labels,
    "ODK": odk_central,
    "questionnaire of reportgen": own_forms,
}


@pytest.fixture(params=TOOLS)
def tool(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_tool_gives_the_same_allocation(tmp_path: Path, tool: str) -> None:
    make: Callable[[Path], Path] = TOOLS[tool]
    allocation: Allocation = read(make(tmp_path))
    (record,) = allocation.reading
    assert record.source == tool.partition(",")[0]
    assert list(allocation.activities) == ACTIVITIES
    assert allocation.before.mean_share.tolist() == pytest.approx(MEANS.tolist(), abs=1e-12)
    assert (record.rows_read, record.counted, record.blanks_as_zero) == (8, 8, 4)
    assert allocation.before.respondents == 8


def test_everyone_is_asked_who_they_are_so_that_waves_can_be_matched(tmp_path: Path, tool: str) -> None:
    """Seven gave a code, one did not: with a second wave of the same answers seven pairs are found."""
    survey = TOOLS[tool](tmp_path)
    allocation = read(survey, survey)
    assert (allocation.comparison, allocation.matched) == ("paired", 7)


def test_the_wording_has_every_title_alone_in_its_line_to_be_copied() -> None:
    lines = [line.strip() for line in wording(ASKED).splitlines()]
    for title in (ROLE.title, TEAM.title, RESPONDENT.title, *ACTIVITIES):
        assert title in lines
    for explanation in (activity.explanation for activity in ASKED.activities):
        assert explanation in lines


def test_the_wording_tells_the_settings_of_each_tool() -> None:
    text = " ".join(wording(ASKED).split())
    for tool in ("GOOGLE FORMS", "MICROSOFT FORMS", "KoBoToolbox", "SurveyMonkey", "Qualtrics", "LimeSurvey"):
        assert tool in text
    for setting in ('"Response validation": Number, Between, 0 and 100', '"Restrictions": Number, Between, 0 and 100'):
        assert setting in text
    assert max(map(len, wording(ASKED).splitlines())) <= 120
