"""`python survey_reading.py FOLDER RUNS`: a survey of a million rows, read and summarised, against bare pandas.

Prints two medians in seconds: `reportgen.survey.read`, and `pandas.read_csv` of the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from measuring import median_seconds

from reportgen import survey

SHARES = (28, 18, 14, 10, 8, 7, 6, 4, 3, 2)
RESPONDENTS = 50_000
WAVES = ("before", "after")


def write_survey(path: Path) -> None:
    """Respondent × wave × activity, one row each, a million in all; the shares of a response add up to 100."""
    responses = RESPONDENTS * len(WAVES)
    shares = np.random.default_rng(1).permuted(np.tile(SHARES, (responses, 1)), axis=1)
    table = {
        "respondent": np.repeat([f"P{number:05}" for number in range(RESPONDENTS)], len(WAVES) * len(SHARES)),
        "wave": np.tile(np.repeat(WAVES, len(SHARES)), RESPONDENTS),
        "activity": np.tile([f"Activity {number}" for number in range(len(SHARES))], responses),
        "share": shares.ravel(),
    }
    pd.DataFrame(table).to_csv(path, index=False)


def main() -> None:
    path, runs = Path(sys.argv[1]) / "survey.csv", int(sys.argv[2])
    write_survey(path)
    allocation = survey.read(path)
    assert allocation.matched == RESPONDENTS, allocation.matched
    print(*median_seconds(runs, lambda: survey.read(path), lambda: pd.read_csv(path)))


if __name__ == "__main__":
    main()
