"""The answers of one file, in whatever shape they came: one row a response (a person in a wave)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from reportgen.survey.allocation import Array
from reportgen.survey.shapes import Designation
from reportgen.survey.table import Codes, Column, Table

Unit = Literal["percent", "fraction", "hours"]


@dataclass(frozen=True, eq=False)
class Answers:
    """Numbers as they stand in the file, responses × activities; NaN is no answer."""

    table: Table
    shape: Literal["wide", "long"]
    activities: tuple[str, ...]
    numbers: Array
    rows: Codes
    """The spreadsheet row of each response, the first one in a long file."""
    entries: Codes
    """How many rows of the file each response stands in."""
    respondent: Column | None
    wave: Column | None
    role: Column | None
    team: Column | None
    designation: Designation
    hours: bool
    """Whether the headers say that the numbers are hours."""
    percent_signs: bool
    weight: Array | None = None
    """One a response, NaN where none is given; None where the file has no column of weights."""
    stratum: Column | None = None
    cluster: Column | None = None
    seconds: Array | None = None
    """How long each response took, NaN where it is not known; None where the file does not say."""
    lost: Mapping[str, int] = field(default_factory=dict)
    """Rows that belong to no response, by reason."""
    lost_rows: Mapping[str, Codes] = field(default_factory=dict)
    """The spreadsheet rows of `lost`, as far as rows were not summed up while reading."""
    response_of_row: Codes | None = None
    """Long files: the response that each row of the table belongs to, -1 for none."""
    columns: tuple[int, ...] = ()
    """Wide files: the position of each activity's column, whose header the activity need not be called by."""
    warnings: tuple[str, ...] = ()

    @property
    def totals(self) -> Array:
        """Row totals, blanks counted as 0."""
        return np.asarray(np.nansum(self.numbers, axis=1))
