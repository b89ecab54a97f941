"""`python wide_survey.py FOLDER RUNS`: an export of 25,000 responses to 400 questions, against bare pandas.

Prints two medians in seconds: `reportgen.survey.read`, and `pandas.read_csv(dtype=str)` of the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from measuring import median_seconds

from reportgen import survey

RESPONSES = 25_000
COLUMNS = 400
SHARES = (28, 18, 14, 10, 8, 7, 6, 4, 3, 2)
AGREEMENT = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree", "")
COMMENTS = ("", "", "", "Too many meetings, and too long", "More time for the backlog; less for reports")


def write_survey(path: Path) -> None:
    """Shares of time between answers on scales, numbers, comments and questions that nobody was asked."""
    random = np.random.default_rng(1)
    shares = random.permuted(np.tile(SHARES, (RESPONSES, 1)), axis=1)
    columns = {
        "Response ID": [f"R_{number:07}" for number in range(RESPONSES)],
        "wave": random.choice(["2023", "2024"], RESPONSES),
        "role": random.choice(["Data scientist", "Engineer", "Analyst"], RESPONSES),
        "Years of experience": random.integers(0, 40, RESPONSES),
        **{f"Activity {number}": shares[:, number] for number in range(len(SHARES))},
    }
    for number in range(COLUMNS - len(columns)):
        columns[f"Question {number}"] = _answers(number, random)
    pd.DataFrame(columns).to_csv(path, index=False)


def _answers(number: int, random: np.random.Generator) -> object:
    if number % 4 == 0:
        return random.choice(["1", "2", "3", "4", "5", ""], RESPONSES)
    if number % 4 == 1:
        return random.choice(COMMENTS, RESPONSES)
    if number % 20 == 2:
        return random.integers(0, 100_000, RESPONSES) / 100
    return random.choice(AGREEMENT, RESPONSES) if number % 4 == 2 else np.full(RESPONSES, "")


def main() -> None:
    path, runs = Path(sys.argv[1]) / "wide.csv", int(sys.argv[2])
    write_survey(path)
    assert sum(wave.respondents or 0 for wave in survey.read(path).waves) == RESPONSES
    print(*median_seconds(runs, lambda: survey.read(path), lambda: pd.read_csv(path, dtype=str)))


if __name__ == "__main__":
    main()
