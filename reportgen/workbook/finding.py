"""What the audit of a workbook finds."""

from __future__ import annotations

from typing import NamedTuple


class Remark(NamedTuple):
    """What one rule finds; sheet and cell are empty where it concerns the whole workbook or sheet."""

    sheet: str
    cell: str
    message: str


class Finding(NamedTuple):
    """A remark and the rule that made it."""

    rule: str
    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        place = f"'{self.sheet}'" + (f"!{self.cell}" if self.cell else "") if self.sheet else "workbook"
        return f"{place}: {self.message} [{self.rule}]"
