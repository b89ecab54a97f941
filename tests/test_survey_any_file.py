"""Whatever a file holds, reading it ends in an allocation or in sentences, never in a traceback."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reportgen.errors import InputError
from reportgen.survey import read

SIGNATURES = (
    b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0",
    b"sep=;\n", b'"', b"%PDF",
)  # fmt: skip
#: The beginnings of headers by which sources are known.
HEADERS = (
    "Timestamp,Email Address,How much? [A],How much? [B]",
    "ID,Start time,Completion time,Email,Name,A,B",
    "Respondent ID,Collector ID,Start Date,End Date,IP Address,Time?,\n,,,,,A,B",
    'StartDate,Status,Finished,Q1_1,Q1_2\nx,y,z,T - A,T - B\n"{""ImportId"":1}",,,"{""ImportId"":2}",',
    "V1,V2,Q1,Q2,\nResponseID,Finished,A,B,",
    "id. Response ID;submitdate. Date submitted;lastpage. Last page;t[SQ1]. T [A];t[SQ2]. T [B]",
    "start;end;time/A;time/B;_id;_uuid;_submission_time",
    "SubmissionDate,time-A,time-B,KEY",
    "#,A,B,Response Type,Start Date (UTC),Submit Date (UTC),Network ID",
    "User,Email,Project,Task,Description,Start date,Start time,Duration,Tags",
    "Project,User,Email,Duration (h),Duration (decimal)",
    "Date,Client,Project,Task,Hours,First Name,Last Name",
    "Issue Key,Hours,Work date,Username,Activity Name",
    "Vorgangsschlüssel;Stunden;Arbeitsdatum;Voller Name",
    "respondent,wave,A,B",
    "activity,before,after",
    "respondent,wave,activity,share",
)
CELLS = st.one_of(
    st.sampled_from(
        ["", "50", "12,5", "0.5", "100 %", "1:30:00", "NA", "2024-05-22", "before", "after", "Ada", "a@b.org"]
    ),
    st.text(max_size=5),
)


def read_through(folder: Path, content: bytes) -> None:
    """Reads the content, and sees that each row is counted or left out and counted shares add up to 1."""
    path = folder / "survey"
    path.write_bytes(content)
    with contextlib.suppress(InputError):
        allocation = read(path)
        for record in allocation.reading:
            assert record.rows_read == record.counted + sum(record.left_out.values())
        for response in allocation.responses:
            assert not response.counted or sum(response.shares) == pytest.approx(1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@pytest.fixture(scope="module")
def workbook() -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in (("respondent", "wave", "A", "B"), ("a", "before", 50, 50), ("a", "after", 40, 60)):
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


@given(st.sampled_from(SIGNATURES), st.binary(max_size=300))
def test_any_bytes(folder: Path, signature: bytes, content: bytes) -> None:
    read_through(folder, signature + content)


@given(st.sampled_from(HEADERS), st.lists(st.lists(CELLS, max_size=9), max_size=6), st.integers(0, 200), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_rows_below_the_header_of_each_source(
    folder: Path, header: str, rows: list[list[str]], removed: int, data: st.DataObject
) -> None:
    """The header may miss a part, too, so that what it promises is not there."""
    if data.draw(st.booleans()):
        header = header[:removed] + header[removed + data.draw(st.integers(1, 12)) :]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";" if ";" in header else ",").writerows(rows)
    content = f"{header}\n{text.getvalue()}".encode("utf-8", errors="surrogatepass")
    read_through(folder, content)


@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=40))
def test_any_damage_to_a_workbook(folder: Path, workbook: bytes, place: int, damage: bytes) -> None:
    place %= len(workbook)
    read_through(folder, workbook[:place] + damage + workbook[place + len(damage) :])
