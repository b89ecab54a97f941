"""Whole builds for tests: the insurance example, and small surveys written for the purpose."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.publishing import Report
from reportgen.report import build

INSURANCE = Path(__file__).resolve().parents[2] / "inputs" / "insurance"


@dataclass(frozen=True)
class Built:
    """A finished build and its files."""

    report: Report
    workbook: Path
    document: Path
    figures: dict[str, Any]
    record: Path


def built(folder: Path, survey: Path | str, case: Path | None = None, **options: Any) -> Built:
    """Builds both documents into `folder`."""
    report = build(survey, case=case, output=folder, **options)
    workbook, document, _, figures, record = report.files
    return Built(report, workbook, document, json.loads(figures.read_text("utf-8")), record)


def built_from_text(folder: Path, survey: str, case: str, **options: Any) -> Built:
    """Builds both documents of a survey and a case given as text."""
    (folder / "survey.csv").write_text(survey, encoding="utf-8")
    (folder / "case.yaml").write_text(case, encoding="utf-8")
    return built(folder / "output", folder / "survey.csv", folder / "case.yaml", **options)
