"""Survey files for tests, written where they are used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reportgen.errors import InputError
from reportgen.survey import read
from reportgen.survey.allocation import Allocation
from reportgen.survey.instructions import Columns, Instructions
from reportgen.survey.reading import read_table
from reportgen.survey.table import Table

NAMES = ("survey.csv", "after.csv")


def written(folder: Path, *contents: str | bytes) -> list[Path]:
    """Each content as a file: `survey.csv`, then `after.csv`."""
    paths = [folder / name for name, _ in zip(NAMES, contents, strict=False)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return paths


def table_of(folder: Path, content: str | bytes, encoding: str | None = None) -> Table:
    return read_table(str(written(folder, content)[0]), Instructions(encoding=encoding))


def allocation_of(folder: Path, *contents: str | bytes, activities: Sequence[str] = (), **said: Any) -> Allocation:
    """The allocation in files with these contents; `activities` are headers to use as they are."""
    if activities:
        said["columns"] = Columns(activities=dict(zip(activities, activities, strict=True)))
    return read(*written(folder, *contents), instructions=Instructions(**said))


def problems_of(folder: Path, *contents: str | bytes, **options: Any) -> tuple[str, ...]:
    """The problems for which files are refused."""
    with pytest.raises(InputError) as refusal:
        allocation_of(folder, *contents, **options)
    return refusal.value.problems
