"""`python time_log.py write|read|bare PATH`: ten million entries of a time tracker, and what it takes to read them.

`read` is `reportgen.survey.read`; `bare` only goes through the file in parts, as pandas reads them. Both are processes
of their own, so that their memory is too.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

PEOPLE = 2_000
PROJECTS = 12
DESCRIPTIONS = 5_000
ENTRIES = 10_000_000
REPEATED = 20
"""Times the same entries follow each other, which is quicker to write than to draw them all."""
ROWS_AT_ONCE = 200_000


def write(path: Path) -> None:
    """A detailed report of Clockify: 2,000 people, 12 projects, durations to the minute."""
    random = np.random.default_rng(1)
    count = ENTRIES // REPEATED
    minutes = random.integers(1, 6 * 60, count)
    table = pd.DataFrame(
        {
            "Project": _chosen(random, [f"Project {number}" for number in range(PROJECTS)], count),
            "Client": "ACME",
            "Description": _chosen(random, [f"worked on ticket {number}" for number in range(DESCRIPTIONS)], count),
            "Task": "",
            "User": _chosen(random, [f"Person {number:04}" for number in range(PEOPLE)], count),
            "Start Date": "2024-03-05",
            "Duration (h)": [f"{minute // 60:02}:{minute % 60:02}:00" for minute in minutes],
            "Duration (decimal)": np.round(minutes / 60, 2),
        }
    )
    header, _, entries = table.to_csv(index=False).partition("\n")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{header}\n")
        for _ in range(REPEATED):
            file.write(entries)


def _chosen(random: np.random.Generator, texts: list[str], count: int) -> object:
    return np.array(texts, dtype=object)[random.integers(0, len(texts), count)]


def read(path: Path) -> None:
    from reportgen import survey

    allocation = survey.read(path)
    assert (allocation.reading[0].counted, allocation.people) == (ENTRIES, PEOPLE), allocation.reading


def bare(path: Path) -> None:
    for _ in pd.read_csv(path, dtype=str, chunksize=ROWS_AT_ONCE):
        pass


if __name__ == "__main__":
    {"write": write, "read": read, "bare": bare}[sys.argv[1]](Path(sys.argv[2]))
