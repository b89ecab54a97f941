"""Exports of the survey tools and time trackers, each read end to end: who counts and what is dropped."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.survey_files import allocation_of, problems_of, table_of

from reportgen.survey.allocation import Allocation
from reportgen.survey.instructions import Columns
from reportgen.survey.sources import SOURCES, recognise
from reportgen.survey.table import Table

ADA, BOB, CY = "ada@example.org", "bob@example.org", "cy@example.org"
#: What each of them answers: percent of time for Coding, Meetings and Waiting. The means are 50, 30 and 20.
ANSWERS = (("50", "30", "20"), ("60", "20", "20"), ("40", "40", "20"))
MEANS = (0.5, 0.3, 0.2)
ACTIVITIES = ("Coding", "Meetings", "Waiting")
PLANTED = (ADA, BOB, CY, "adaline", "Lovelace", "10.0.0.1", "52.52", "+49 30 1234")


def written(*rows: Sequence[str], delimiter: str = ",", line_end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Rows as a tool exports them."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)  # type: ignore[call-overload]
    return text.getvalue()


def taken_in(folder: Path, content: str | bytes) -> tuple[Table, Allocation]:
    """The table and the allocation of an export, after a look for personal data in both."""
    table, allocation = table_of(folder, content), allocation_of(folder, content)
    others = set(range(len(table.header))) - {table.meanings.get("respondent", -1)}
    texts = {text for index in others for text in table.column(index).texts}
    assert not [planted for planted in PLANTED if any(planted in text for text in texts)]
    assert not [planted for planted in PLANTED if planted in repr(allocation)]
    return table, allocation


def verdict(allocation: Allocation) -> tuple[str, str, int, dict[str, int]]:
    """Source, unit, counted, and left out by reason."""
    (record,) = allocation.reading
    assert record.rows_read == record.counted + sum(record.left_out.values())
    return record.source, record.unit, record.counted, dict(record.left_out)


def means(allocation: Allocation) -> list[float]:
    return [round(float(mean), 6) for mean in allocation.waves[0].mean_share]


# ---------------------------------------------------------------------------------------------------------------------
# Google Forms


def google(*headers: str, rows: Sequence[Sequence[str]]) -> str:
    return written(headers, *rows, quoting=csv.QUOTE_ALL)


def test_google_forms_grids_are_called_by_their_rows(tmp_path: Path) -> None:
    """Two responses came in the same second; the address tells people apart and goes no further."""
    question = "How much of your time goes into\neach of these? (%)"
    headers = ("Timestamp", "Email Address", *(f"{question} [{name}]" for name in ACTIVITIES), "Your role")
    moments = ("2024/05/22 9:00:01 AM GMT+2", "2024/05/22 9:00:01 AM GMT+2", "")
    rows = [
        (moment, person, *answers, "Engineer")
        for moment, person, answers in zip(moments, (ADA, BOB, CY), ANSWERS, strict=True)
    ]
    table, allocation = taken_in(tmp_path, google(*headers, rows=rows))
    assert table.header == ("Timestamp", "Email Address", *ACTIVITIES, "Your role")
    assert allocation.activities == ACTIVITIES
    assert verdict(allocation) == ("Google Forms", "percent", 3, {})
    assert means(allocation) == list(MEANS)


def test_rows_of_two_grids_with_the_same_name_keep_their_question(tmp_path: Path) -> None:
    headers = ("Zeitstempel", "Zeit [A]", "Zeit [B]", "Stress [A]", "Stress [C]")
    table = table_of(tmp_path, google(*headers, rows=[("1", "40", "60", "1", "2")]))
    assert table.header == ("Zeitstempel", "Zeit [A]", "B", "Stress [A]", "C")


def test_the_question_of_a_grid_says_that_its_numbers_are_hours(tmp_path: Path) -> None:
    """17 hours a week are no usual week, so only the question can tell."""
    headers = ("Timestamp", "Hours last week [A]", "Hours last week [B]")
    allocation = allocation_of(tmp_path, google(*headers, rows=[("1", "8", "9"), ("2", "4", "4")]))
    assert verdict(allocation) == ("Google Forms", "hours", 2, {})


# ---------------------------------------------------------------------------------------------------------------------
# Microsoft Forms


@pytest.mark.parametrize(
    "headers",
    [
        ("ID", "Start time", "Completion time", "Email", "Name"),
        ("Id", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"),
        ("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"),
        ("Id", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre"),
    ],
)
def test_microsoft_forms_in_four_languages(tmp_path: Path, headers: Sequence[str]) -> None:
    """The number of a response is no person and no share; the address tells people apart, the name is dropped."""
    rows = [
        (str(number), "5/22/24 9:00:00", "5/22/24 9:02:30", person, "Ada Lovelace", *answers)
        for number, person, answers in zip((1, 2, 3), (ADA, BOB, CY), ANSWERS, strict=True)
    ]
    table, allocation = taken_in(tmp_path, written((*headers, *ACTIVITIES), *rows))
    assert table.dropped == (headers[4],)
    assert table.header[table.meanings["respondent"]] == headers[3]
    assert table.column(table.meanings["seconds"]).values.tolist() == ["150", "150", "150"]
    assert allocation.activities == ACTIVITIES
    assert verdict(allocation) == ("Microsoft Forms", "percent", 3, {})


def test_anonymous_responses_of_microsoft_forms_are_of_different_people(tmp_path: Path) -> None:
    """Their numbers begin at 1 in each file and make nobody the same person."""
    rows = [(str(i), "", "", "anonymous", "", *answers) for i, answers in enumerate(ANSWERS, start=1)]
    content = written(("ID", "Start time", "Completion time", "Email", "Name", *ACTIVITIES), *rows)
    assert table_of(tmp_path, content).dropped == ("Email", "Name")
    allocation = allocation_of(tmp_path, content, content)
    assert allocation.matched == 0
    assert [record.counted for record in allocation.reading] == [3, 3]


# ---------------------------------------------------------------------------------------------------------------------
# SurveyMonkey

SURVEYMONKEY_PEOPLE = (
    "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name", "Last Name",
    "Custom Data 1",
)  # fmt: skip


def surveymonkey(*, status: Sequence[str] = (), people: Sequence[str] = (ADA, BOB, CY)) -> str:
    first = (*SURVEYMONKEY_PEOPLE, "What is your role?", "How do you spend your time?", "", "")
    second = (*[""] * len(SURVEYMONKEY_PEOPLE), "Open-Ended Response", "Coding \0", " Meetings", "Waiting")
    rows = [
        (str(11800 + i), "42", "05/22/2024 09:00:00 AM", "05/22/2024 09:03:00 AM", "10.0.0.1", person, "adaline",
         "Lovelace", "x", "Engineer", *answers)
        for i, (person, answers) in enumerate(zip(people, ANSWERS, strict=True))
    ]  # fmt: skip
    if status:
        first, second = (*first, "Response Status"), (*second, "")
        rows = [(*row, state) for row, state in zip(rows, status, strict=True)]
    return written(first, second, *rows)


def test_surveymonkey_has_the_rows_of_a_question_in_a_second_header_row(tmp_path: Path) -> None:
    table, allocation = taken_in(tmp_path, surveymonkey())
    assert table.rows.tolist() == [3, 4, 5]
    assert table.header[6:10] == ("What is your role?", *ACTIVITIES)
    assert table.dropped == ("IP Address", "First Name", "Last Name")
    assert table.column(table.meanings["seconds"]).values.tolist() == ["180"] * 3
    assert allocation.activities == ACTIVITIES
    assert verdict(allocation) == ("SurveyMonkey", "percent", 3, {})


def test_partial_responses_of_surveymonkey_are_left_out_where_it_says_so(tmp_path: Path) -> None:
    _, allocation = taken_in(tmp_path, surveymonkey(status=("completed", "partial", "completed")))
    assert verdict(allocation) == ("SurveyMonkey", "percent", 2, {"not finished": 1})


def test_surveymonkey_without_addresses_identifies_nobody(tmp_path: Path) -> None:
    """The number of the response is another one in each wave."""
    table, _ = taken_in(tmp_path, surveymonkey(people=("", "", "")))
    assert "respondent" not in table.meanings


# ---------------------------------------------------------------------------------------------------------------------
# Qualtrics

QUALTRICS = (
    ("StartDate", "Startdatum", "startDate"), ("EndDate", "Enddatum", "endDate"), ("Status", "Antworttyp", "status"),
    ("IPAddress", "IP-Adresse", "ipAddress"), ("Progress", "Fortschritt", "progress"),
    ("Duration (in seconds)", "Dauer (in Sekunden)", "duration"), ("Finished", "Abgeschlossen", "finished"),
    ("RecordedDate", "Aufgezeichnet", "recordedDate"), ("ResponseId", "Antwort-ID", "_recordId"),
    ("RecipientLastName", "Nachname", "recipientLastName"), ("RecipientFirstName", "Vorname", "recipientFirstName"),
    ("RecipientEmail", "E-Mail", "recipientEmail"), ("ExternalReference", "Referenz", "externalDataReference"),
    ("LocationLatitude", "Breitengrad", "locationLatitude"), ("LocationLongitude", "Länge", "locationLongitude"),
    ("DistributionChannel", "Kanal", "distributionChannel"), ("UserLanguage", "Sprache", "userLanguage"),
    ("role", "What is your role?", "QID1_TEXT"),
    ("Q2_1", "How do you spend your time? - All - Coding", "QID2_1"),
    ("Q2_2", "How do you spend your time? - All - Meetings", "QID2_2"),
    ("Q2_3", "How do you spend your time? - All - Waiting", "QID2_3"),
)  # fmt: skip
QUALTRICS_HEADER = (
    tuple(code for code, _, _ in QUALTRICS),
    tuple(text for _, text, _ in QUALTRICS),
    tuple(f'{{"ImportId":"{identity}"}}' for _, _, identity in QUALTRICS),
)


def qualtrics_row(
    answers: Sequence[str], number: int, status: str = "0", finished: str = "1", channel: str = "email"
) -> tuple[str, ...]:
    moment = "2024-05-22 09:00:00"
    return (
        moment, moment, status, "10.0.0.1", "100", "240", finished, moment, f"R_{number}", "Lovelace", "adaline", ADA,
        "", "52.52", "13.4", channel, "DE", "Engineer", *answers,
    )  # fmt: skip


def test_qualtrics_is_known_by_its_codes_whatever_the_language(tmp_path: Path) -> None:
    """Three header rows; previews, tests and unfinished responses are left out, with the rows they stand in."""
    rows = [
        *(qualtrics_row(answers, number) for number, answers in enumerate(ANSWERS)),
        qualtrics_row(ANSWERS[0], 4, finished="0"),
        qualtrics_row(ANSWERS[0], 5, status="1"),
        qualtrics_row(ANSWERS[0], 6, status="Survey Preview", finished="False"),
        qualtrics_row(ANSWERS[0], 7, channel="preview"),
        qualtrics_row(ANSWERS[0], 8, status="2"),
        qualtrics_row(ANSWERS[0], 9, finished="False"),
    ]
    table, allocation = taken_in(tmp_path, written(*QUALTRICS_HEADER, *rows, line_end="\r\n"))
    assert table.rows.tolist() == [4, 5, 6]
    assert {reason: sorted(rows.tolist()) for reason, rows in table.set_aside.items()} == {
        "a preview or test": [8, 9, 10, 11],
        "not finished": [7, 12],
    }
    assert table.dropped == (
        "IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "LocationLatitude",
        "LocationLongitude",
    )  # fmt: skip
    assert table.column(table.meanings["seconds"]).present == ("240",)
    assert allocation.activities == ACTIVITIES
    assert verdict(allocation) == ("Qualtrics", "percent", 3, {"a preview or test": 4, "not finished": 2})


def test_imported_and_offline_responses_of_qualtrics_count(tmp_path: Path) -> None:
    rows = [qualtrics_row(answers, number, status="4") for number, answers in enumerate(ANSWERS)]
    rows.append(qualtrics_row(ANSWERS[0], 5, status="16"))
    _, allocation = taken_in(tmp_path, written(*QUALTRICS_HEADER, *rows))
    assert verdict(allocation) == ("Qualtrics", "percent", 4, {})


@pytest.mark.parametrize("kept", [(0,), (0, 2)])
def test_qualtrics_is_known_where_somebody_deleted_header_rows(tmp_path: Path, kept: tuple[int, ...]) -> None:
    """What is left are codes; personal data and unfinished responses go all the same."""
    rows = [qualtrics_row(answers, number) for number, answers in enumerate(ANSWERS)]
    rows.append(qualtrics_row(ANSWERS[0], 4, finished="FALSE"))
    table, allocation = taken_in(tmp_path, written(*(QUALTRICS_HEADER[row] for row in kept), *rows))
    assert len(table.dropped) == 6
    assert allocation.activities == ("Q2_1", "Q2_2", "Q2_3")
    assert verdict(allocation) == ("Qualtrics", "percent", 3, {"not finished": 1})


def test_an_export_without_a_finished_response_is_refused(tmp_path: Path) -> None:
    rows = [qualtrics_row(ANSWERS[0], 1, finished="0"), qualtrics_row(ANSWERS[0], 2, status="1")]
    (problem,) = problems_of(tmp_path, written(*QUALTRICS_HEADER, *rows))
    assert "holds no response that can be used: a preview or test (1), not finished (1);" in problem


def test_legacy_exports_of_qualtrics(tmp_path: Path) -> None:
    """A byte order mark, two header rows of which the first only counts, and a comma at the end of each row."""
    first = (*(f"V{number}" for number in range(1, 11)), "Q1", "Q2_1", "Q2_2", "Q2_3", "")
    second = (
        "ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status",
        "StartDate", "EndDate", "Finished", "Which team are you in?", "Time-Coding", "Time-Meetings", "Time-Waiting",
        "",
    )  # fmt: skip
    rows = [
        (f"R_{person}", "Default", "Ada Lovelace", "", person, "10.0.0.1", "0", "", "", finished, "A", *answers, "")
        for person, finished, answers in zip((ADA, BOB, CY), "101", ANSWERS, strict=True)
    ]
    rows = [(f"R_{number}", *row[1:]) for number, row in enumerate(rows)]
    table, allocation = taken_in(tmp_path, "\ufeff" + written(first, second, *rows))
    assert table.dropped == ("Name", "IPAddress")
    assert table.header[table.meanings["respondent"]] == "EmailAddress"
    assert "Which team are you in?" in table.header
    assert verdict(allocation) == ("Qualtrics", "percent", 2, {"not finished": 1})
    assert allocation.activities == ("Coding", "Meetings", "Waiting")


# ---------------------------------------------------------------------------------------------------------------------
# LimeSurvey


LIMESURVEY_STYLES = {
    "code and text": (
        "id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language",
        "seed. Seed", "token. Access code", "startdate. Date started", "ipaddr. IP address", "role. What is your role?",
        "time1[SQ001]. How much time? [Coding]", "time1[SQ002]. How much time? [Meetings]",
        "time1[SQ003]. How much time? [Waiting]", "interviewtime. Total time",
    ),
    "text": (
        "Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert", "Zugangscode",
        "Datum gestartet", "IP-Adresse", "What is your role?", "How much time? [Coding]", "How much time? [Meetings]",
        "How much time? [Waiting]", "Gesamtzeit",
    ),
    "code": (
        "id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "ipaddr", "role",
        "time1[SQ001]", "time1[SQ002]", "time1[SQ003]", "interviewtime",
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", LIMESURVEY_STYLES)
def test_limesurvey_in_each_style_of_headers(tmp_path: Path, style: str) -> None:
    """Responses without a moment of submission are not finished; a blank line at the end is no response."""
    submitted = ("2024-05-22 09:10:00", "1980-01-01 00:00:00", "2024-05-23 09:10:00", "")
    rows = [
        (str(7 + i), moment, "3", "en", "123", f"tok{i}", "2024-05-22 09:00:00", "10.0.0.1", "Engineer", *answers, "61")
        for i, (moment, answers) in enumerate(zip(submitted, (*ANSWERS, ("", "", "")), strict=True))
    ]
    content = "\ufeff" + written(LIMESURVEY_STYLES[style], *rows, delimiter=";", quoting=csv.QUOTE_ALL) + "\n"
    table, allocation = taken_in(tmp_path, content)
    assert verdict(allocation) == ("LimeSurvey", "percent", 3, {"not finished": 1})
    assert table.column(table.meanings["respondent"]).present == ("tok0", "tok1", "tok2")
    assert table.column(table.meanings["seconds"]).present == ("61",)
    assert len(table.dropped) == 1
    if style == "code":
        assert allocation.activities == ("time1[SQ001]", "time1[SQ002]", "time1[SQ003]")
    else:
        assert allocation.activities == ACTIVITIES
        assert "What is your role?" in table.header


def test_limesurvey_without_the_columns_it_adds_is_known_by_its_codes(tmp_path: Path) -> None:
    headers = (
        "",
        "socio1. Where do you work?",
        *(f"time[SQ{i}]. How much time? [{n}]" for i, n in enumerate(ACTIVITIES)),
    )
    rows = [("1", "\ufeffDE", *answers) for answers in ANSWERS]
    table, allocation = taken_in(tmp_path, written(headers, *rows))
    assert table.header == ("column 1", "Where do you work?", *ACTIVITIES)
    assert allocation.activities == ACTIVITIES
    assert allocation.reading[0].source == "LimeSurvey"


# ---------------------------------------------------------------------------------------------------------------------
# KoboToolbox, ODK, Typeform


def test_kobo_columns_are_called_by_the_last_part_of_their_path(tmp_path: Path) -> None:
    headers = (
        "start", "end", "username", "phonenumber", "person/role", "time/Coding", "time/Meetings", "time/Waiting",
        "_id", "_uuid", "_submission_time", "_validation_status", "_submitted_by", "_index",
    )  # fmt: skip
    rows = [
        ("2024-05-22T09:00:00.000+02:00", "2024-05-22T09:05:00.000+02:00", "adaline", "+49 30 1234", "dev", *answers,
         str(900 + i), f"uuid{i}", "2024-05-22T07:05:01", "", "adaline", str(i + 1))
        for i, answers in enumerate(ANSWERS)
    ]  # fmt: skip
    table, allocation = taken_in(tmp_path, written(headers, *rows, delimiter=";", quoting=csv.QUOTE_ALL))
    assert table.dropped == ("username", "phonenumber", "submitted by")
    assert table.header[2:6] == ("role", *ACTIVITIES)
    assert table.column(table.meanings["seconds"]).present == ("300",)
    assert "respondent" not in table.meanings
    assert allocation.activities == ACTIVITIES
    assert verdict(allocation) == ("KoboToolbox", "percent", 3, {})
    assert set(allocation.role_counts["before"]) == {"dev"}


def test_odk_columns_are_called_by_the_last_part_of_their_path(tmp_path: Path) -> None:
    headers = (
        "SubmissionDate", "meta-instanceID", "person-team", "time-Coding", "time-Meetings", "time-Waiting", "KEY",
        "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState",
        "DeviceID", "Edits", "FormVersion",
    )  # fmt: skip
    rows = [
        (
            "2024-05-22T07:05:01.000Z",
            f"uuid:{i}",
            "A",
            *answers,
            f"uuid:{i}",
            "adaline",
            "Lovelace",
            "0",
            "0",
            "",
            "",
            "",
            "0",
            "1",
        )
        for i, answers in enumerate(ANSWERS)
    ]
    table, allocation = taken_in(tmp_path, written(headers, *rows))
    assert table.dropped == ("SubmitterID", "SubmitterName", "DeviceID")
    assert allocation.activities == ACTIVITIES
    assert verdict(allocation) == ("ODK", "percent", 3, {})


def test_typeform_keeps_questions_with_the_same_text_apart(tmp_path: Path) -> None:
    headers = (
        "#", "<b>Coding</b> (%)", "Anything else?", "Meetings (%)", "Anything else?", "Waiting (%)", "Email",
        "Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags", "Ending",
    )  # fmt: skip
    rows = [
        (f"h{i}", a, "", b, "", c, person, kind, "2024-05-22 09:00:00", "", "2024-05-22 09:01:00", "7a5b", "", "")
        for i, (person, kind, (a, b, c)) in enumerate(
            zip((ADA, BOB, CY), ("completed", "completed", "partial"), ANSWERS, strict=True)
        )
    ]
    table, allocation = taken_in(tmp_path, written(headers, *rows))
    assert table.header[1:6] == ("Coding (%)", "Anything else?", "Meetings (%)", "Anything else? (2)", "Waiting (%)")
    assert table.dropped == ("Network ID",)
    assert table.column(table.meanings["seconds"]).present == ("60",)
    assert verdict(allocation) == ("Typeform", "percent", 2, {"not finished": 1})


# ---------------------------------------------------------------------------------------------------------------------
# Time trackers: entries of two people, who code 30 and 10 of their 40 hours, and meet in the others


def test_toggl(tmp_path: Path) -> None:
    headers = (
        "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date", "Start time",
        "End date", "End time", "Duration", "Tags", "Amount ()",
    )  # fmt: skip
    rows = [
        (user, ADA, "Acme", project, "", "x", "No", "2024-05-20", "09:00:00", "2024-05-20", "17:00:00", time, "", "")
        for user, project, time in (
            ("Ada Lovelace", "Coding", "30:00:00"), ("Ada Lovelace", "Meetings", "10:00:00"),
            ("Bob", "Coding", "10:00:00"), ("Bob", "Meetings", "29:30:00"), ("Bob", "Meetings", "00:30:00"),
        )
    ]  # fmt: skip
    table, allocation = taken_in(tmp_path, written(headers, *rows))
    assert table.dropped == ("Email",)
    assert {meaning: table.header[index] for meaning, index in table.meanings.items()} == {
        "respondent": "User", "activity": "Project", "share": "Duration",
    }  # fmt: skip
    assert allocation.activities == ("Coding", "Meetings")
    assert verdict(allocation) == ("Toggl", "hours", 5, {})
    assert means(allocation) == [0.5, 0.5]
    assert {response.label for response in allocation.responses} == {"R001", "R002"}


@pytest.mark.parametrize(
    ("projects", "expected"), [(("", ""), "Tags"), (("All", "All"), "Tags"), (("A", "B"), "Project")]
)
def test_the_activity_of_toggl_is_the_first_column_that_tells_entries_apart(
    tmp_path: Path, projects: tuple[str, str], expected: str
) -> None:
    headers = ("User", "Email", "Project", "Task", "Description", "Start date", "Start time", "Duration", "Tags")
    rows = [
        ("u", ADA, project, "", "x", "2024-05-20", "09:00:00", "01:00:00", tag)
        for project, tag in zip(projects, ("Coding", "Meetings"), strict=True)
    ]
    table = table_of(tmp_path, written(headers, *rows))
    assert table.header[table.meanings["activity"]] == expected


def test_a_log_that_names_nobody_is_refused(tmp_path: Path) -> None:
    headers = ("User", "Email", "Project", "Task", "Description", "Start date", "Start time", "Duration", "Tags")
    rows = [("", "", project, "", "x", "2024-05-20", "09:00:00", "01:00:00", "") for project in ("A", "B")]
    (problem,) = problems_of(tmp_path, written(headers, *rows))
    assert "no row names a respondent" in problem


def test_clockify_has_hours_as_decimals(tmp_path: Path) -> None:
    headers = (
        "Project", "Client", "Description", "Task", "User", "Group", "Email", "Tags", "Billable", "Start Date",
        "Start Time", "End Date", "End Time", "Duration (h)", "Duration (decimal)", "Billable Rate (USD)",
        "Billable Amount (USD)",
    )  # fmt: skip
    rows = [
        (project, "", "x", "", user, "", ADA, "", "No", "05/20/2024", "09:00:00 AM", "05/20/2024", "", "wrong", hours,
         "0.00", "0.00")
        for user, project, hours in (
            ("Ada Lovelace", "Coding", "30.00"), ("Ada Lovelace", "Meetings", "10.00"), ("Bob", "Coding", "10.00"),
            ("Bob", "Meetings", "30.00"),
        )
    ]  # fmt: skip
    table, allocation = taken_in(tmp_path, written(headers, *rows))
    assert table.dropped == ("Email",)
    assert verdict(allocation) == ("Clockify", "hours", 4, {})
    assert means(allocation) == [0.5, 0.5]


def test_harvest_names_people_by_two_columns(tmp_path: Path) -> None:
    """The hours have decimal commas in a file with commas between cells; two people share the first name."""
    headers = (
        "Date", "Client", "Project", "Project Code", "Task", "Notes", "Hours", "Billable?", "Invoiced?", "First Name",
        "Last Name", "Roles", "Employee?", "Billable Rate", "Currency", "External Reference URL",
    )  # fmt: skip
    rows = [
        ("2024-05-20", "Acme", "P", "", task, "x", hours, "No", "No", "Ada", name, "Engineer", "Yes", "0", "EUR", "")
        for name, task, hours in (
            ("Lovelace", "Coding", "30,5"), ("Lovelace", "Meetings", "9,5"), ("Byron", "Coding", "9,5"),
            ("Byron", "Meetings", "30,5"),
        )
    ]  # fmt: skip
    table, allocation = taken_in(tmp_path, written(headers, *rows))
    assert table.column(table.meanings["respondent"]).present == ("Ada Lovelace", "Ada Byron")
    assert table.header[-1] == "First Name Last Name"
    assert table.dropped == ()
    assert allocation.activities == ("Coding", "Meetings")
    assert verdict(allocation) == ("Harvest", "hours", 4, {})
    assert allocation.people == 2


@pytest.mark.parametrize(
    "headers",
    [
        ("Issue Key", "Issue summary", "Hours", "Work date", "Username", "Full name", "Period", "Activity Name",
         "Reporter"),
        ("Vorgangsschlüssel", "Vorgangszusammenfassung", "Stunden", "Arbeitsdatum", "Benutzername", "Voller Name",
         "Zeitraum", "Aktivitätsname", "Autor"),
    ],
)  # fmt: skip
def test_tempo_in_two_languages(tmp_path: Path, headers: Sequence[str]) -> None:
    rows = [
        ("ML-1", "x", hours, "2024-05-20 09:00", user, "Ada Lovelace", "2024-05", activity, "Lovelace")
        for user, activity, hours in (
            ("ada1", "Coding", "30"), ("ada1", "Meetings", "10"), ("bob1", "Coding", "10"), ("bob1", "Meetings", "30"),
        )
    ]  # fmt: skip
    table, allocation = taken_in(tmp_path, written(headers, *rows))
    assert table.dropped == (headers[5], headers[8])
    assert allocation.activities == ("Coding", "Meetings")
    assert verdict(allocation) == ("Jira Tempo", "hours", 4, {})


# ---------------------------------------------------------------------------------------------------------------------
# Files of no known tool, and all sources


def test_personal_data_of_any_file_is_dropped_unless_it_tells_people_apart(tmp_path: Path) -> None:
    headers = ("participant", "What is your name?", "E-mail", "Contact", "IP", "Phone", "City", *ACTIVITIES)
    rows = [
        (f"p{i}", "Ada Lovelace", ADA, BOB, "10.0.0.1", "+49 30 1234", "Ulm", *answers)
        for i, answers in enumerate(ANSWERS)
    ]
    table, allocation = taken_in(tmp_path, written(headers, *rows))
    assert table.dropped == ("What is your name?", "E-mail", "Contact", "IP", "Phone")
    assert table.header == ("participant", "City", *ACTIVITIES)
    assert allocation.reading[0].source == ""


def test_an_address_under_any_header_tells_people_apart(tmp_path: Path) -> None:
    rows = [("x", person, *answers) for person, answers in zip((ADA, BOB, CY), ANSWERS, strict=True)]
    table, _ = taken_in(tmp_path, written(("Note", "Kontakt", *ACTIVITIES), *rows))
    assert table.header[table.meanings["respondent"]] == "Kontakt"


def test_time_spent_on_mail_is_no_personal_data(tmp_path: Path) -> None:
    table = table_of(tmp_path, "respondent,Email,Coding\na,20,80\nb,40 %,60 %\n")
    assert table.header == ("respondent", "Email", "Coding")


def test_a_column_that_is_named_in_the_case_file_is_not_dropped(tmp_path: Path) -> None:
    content = written(("participant", "Phone", *ACTIVITIES), *(("p", "+49 30 1234", *answers) for answers in ANSWERS))
    assert allocation_of(tmp_path, content, columns=Columns(team="Phone")).activities == ACTIVITIES


def test_no_source_is_taken_for_another() -> None:
    """An empty header and one of a sheet that somebody typed belong to none."""
    assert not recognise([[""]]).name
    assert not recognise([["respondent", "wave", *ACTIVITIES], ["a", "before", "50", "30", "20"]]).name
    assert len({source.name for source in SOURCES}) == len(SOURCES)


# ---------------------------------------------------------------------------------------------------------------------
# Real files


def test_a_real_survey_of_sixteen_thousand(tmp_path: Path, surveys: Path) -> None:
    """Counted with the csv module alone: 7,485 answered all six, 195 of them 0 throughout, 7,234 within 5 of 100.

    Of 46 who left some out, those whose answers add up to 100 count too.
    """
    allocation = allocation_of(tmp_path, (surveys / "kaggle-2017-time.csv").read_bytes())
    source, unit, counted, left_out = verdict(allocation)
    assert (source, unit, counted + sum(left_out.values())) == ("", "percent", 16_716)
    assert 7_234 <= counted <= 7_234 + 46
    assert left_out["adds up to 0"] == 195
    assert allocation.activities == (
        "TimeGatheringData", "TimeModelBuilding", "TimeProduction", "TimeVisualizing", "TimeFindingInsights",
        "TimeOtherSelect",
    )  # fmt: skip


def test_a_real_limesurvey_export_with_ratings_is_refused_with_the_reason(tmp_path: Path, surveys: Path) -> None:
    (problem,) = problems_of(tmp_path, (surveys / "limesurvey-rse-2017-uk.csv").read_bytes())
    assert "how much time do you spend on: [Software development]" in problem
    assert "the answers are ratings from 1 to 10, no shares of time" in problem


def test_a_real_qualtrics_export_without_a_question_about_time_is_refused(tmp_path: Path, surveys: Path) -> None:
    content = (surveys / "qualtrics-export.csv").read_bytes()
    table = table_of(tmp_path, content)
    assert {reason: len(rows) for reason, rows in table.set_aside.items()} == {"not finished": 22}
    assert (table.source, table.rows_read) == ("Qualtrics", 156)
    (problem,) = problems_of(tmp_path, content)
    assert "no columns with shares of time found" in problem
