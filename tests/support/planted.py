"""Surveys with names, addresses and places of invented people, in the shapes of the tools they come from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence

#: What no output may hold, in any case. Every person below has one of each kind.
PLANTED = ("zephyrine", "quillfeather", "plantedmail", "203.0.113.", "52.5170", "13.3888", "brombeerstrasse")

PEOPLE = 12
ACTIVITIES = ("Waiting for data", "Model development", "Meetings")
BEFORE, AFTER = "before", "after"


def shares(person: int, wave: str) -> list[str]:
    waiting = 30 + person % 5 - (8 if wave == AFTER else 0)
    return [str(waiting), str(80 - waiting), "20"]


def name(person: int) -> str:
    return f"Zephyrine{person} Quillfeather"


def address(person: int) -> str:
    return f"zephyrine.{person}@plantedmail.example"


def network(person: int) -> str:
    return f"203.0.113.{person + 1}"


def remark(person: int) -> str:
    return f"Ask {name(person)} ({address(person)}), Brombeerstrasse {person}"


def microsoft_forms(wave: str) -> str:
    header = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time", *ACTIVITIES, "Remarks"]
    return written(
        [header],
        lambda n: [
            str(n + 1), f"3/4/24 9:{n:02}:00", f"3/4/24 9:{n + 5:02}:00", address(n), name(n), "",
            *shares(n, wave), remark(n),
        ],
    )  # fmt: skip


def qualtrics(wave: str) -> str:
    codes = [
        "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
        "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
        "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage",
    ]  # fmt: skip
    texts = [*codes, *(f"How much of your time? - {activity}" for activity in ACTIVITIES), "Remarks"]
    codes += [f"Q1_{number}" for number in range(1, len(ACTIVITIES) + 1)] + ["Q2_TEXT"]
    ids = [json.dumps({"ImportId": code}) for code in codes]
    return written(
        [codes, texts, ids],
        lambda n: [
            "2024-03-04 09:00:00", "2024-03-04 09:05:00", "0", network(n), "100", str(20 if n == 3 else 300 + n), "1",
            "2024-03-04 09:05:01", f"R_{n}x", "Quillfeather", f"Zephyrine{n}", address(n), "",
            f"52.5170{n}", f"13.3888{n}", "email", "EN", *shares(n, wave), remark(n),
        ],
    )  # fmt: skip


def surveymonkey(wave: str) -> str:
    first = [
        "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
        "Last Name", "Custom Data 1", "How do you spend your time?", "", "", "Anything else?",
    ]  # fmt: skip
    second = [*[""] * 9, *ACTIVITIES, "Open-Ended Response"]
    return written(
        [first, second],
        lambda n: [
            str(10_000_000 + n), "4711", "03/04/2024 09:00:00", "03/04/2024 09:05:00", network(n), address(n),
            f"Zephyrine{n}", "Quillfeather", "", *shares(n, wave), remark(n),
        ],
    )  # fmt: skip


def toggl(wave: str) -> str:
    header = [
        "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date", "Start time",
        "End date", "End time", "Duration", "Tags",
    ]  # fmt: skip
    rows = [
        [
            name(n), address(n), "", activity, "", remark(n), "No", "2024-03-04", "09:00:00", "2024-03-04", "17:00:00",
            f"{int(hours):02}:00:00", "",
        ]
        for n in range(PEOPLE)
        for activity, hours in zip(ACTIVITIES, shares(n, wave), strict=True)
    ]  # fmt: skip
    return joined([header, *rows])


def plain(wave: str) -> str:
    header = ["Name", "Email", *ACTIVITIES, "Comment"]
    return written([header], lambda n: [name(n), address(n), *shares(n, wave), remark(n)])


def written(header: Sequence[Sequence[str]], row: Callable[[int], list[str]]) -> str:
    return joined([*header, *(row(person) for person in range(PEOPLE))])


def joined(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


SOURCES: dict[str, Callable[[str], str]] = {
    "Microsoft Forms": microsoft_forms,
    "Qualtrics": qualtrics,
    "SurveyMonkey": surveymonkey,
    "Toggl": toggl,
    "": plain,
}
