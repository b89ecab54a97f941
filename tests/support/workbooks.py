"""Cases of all shapes as finished workbooks."""

from __future__ import annotations

import csv
import datetime
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportgen import case as cases
from reportgen import survey as surveys
from reportgen import workbook
from reportgen.model.results import Results, compute
from reportgen.options import Options
from reportgen.workbook.layout import Layout, lay_out

DATE = datetime.date(2026, 10, 1)
RUN = "0123456789ab"


@dataclass(frozen=True)
class Built:
    """A written workbook and what it was written from."""

    path: Path
    results: Results
    layout: Layout


def computed(survey: Path, case: Path | None = None, *, scenario: str = "base", after: Path | None = None) -> Results:
    """The results of a survey and a case file."""
    case_file = cases.load(case)
    allocation = surveys.read(survey, after, case_file.instructions)
    return compute(cases.complete(case_file, allocation, date=DATE), allocation, scenario)


def written(results: Results, path: Path, responses: Literal["full", "aggregate"] = "full") -> Built:
    layout = lay_out(results.graph)
    workbook.write(results, layout, path, run=RUN, options=Options(responses=responses))
    return Built(path, results, layout)


def survey_file(
    path: Path,
    activities: Sequence[str],
    people: int,
    waves: Sequence[str] = ("before", "after"),
    roles: Sequence[str] = (),
) -> Path:
    """A survey in wide form with random shares, the same every time; roles take turns."""
    dice, table = random.Random(people), io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["respondent", *(["role"] if roles else []), "wave", *activities])
    for person in range(people):
        for wave in waves:
            parts = [dice.random() + 0.01 for _ in activities]
            shares = [round(100 * part / sum(parts), 2) for part in parts]
            shares[0] = round(100 - sum(shares[1:]), 2)
            role = [roles[person % len(roles)]] if roles else []
            rows.writerow([f"person {person}", *role, wave, *shares])
    path.write_text(table.getvalue(), encoding="utf-8")
    return path


def text_file(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path
