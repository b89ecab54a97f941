"""What is found in survey files, for `reportgen inspect`: as options and a case file say, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen import case as cases
from reportgen.report import with_options
from reportgen.survey.inspection import InspectedFile, InspectedWave, Inspection, inspect
from reportgen.survey.left_out import LeftOut


def inspected(
    survey: str,
    after: str | None,
    *,
    case: str | None = None,
    encoding: str | None = None,
    missing_share_to: str | None = None,
) -> Inspection:
    """What is found in a survey, read as a case file and options say; its problems come after those of the case file.

    Raises InputError where the case file cannot be read at all.
    """
    case_file = cases.read(Path(case) if case is not None else None)
    sources = [source for source in (survey, after) if source is not None]
    inspection = inspect(sources, with_options(case_file.instructions, encoding, missing_share_to))
    return replace(inspection, problems=(*case_file.problems, *inspection.problems))


def as_json(inspection: Inspection) -> str:
    """Everything that was found, with every row and column."""
    document = {
        "files": [_file_document(file) for file in inspection.files],
        "activities": list(inspection.activities),
        "waves": [_wave_document(wave, inspection.activities) for wave in inspection.waves],
        "comparison": inspection.comparison,
        "matched": inspection.matched,
        "problems": list(inspection.problems),
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)


def _file_document(file: InspectedFile) -> dict[str, Any]:
    totals = file.totals
    return {
        "file": file.file,
        "source": file.source,
        "encoding": file.encoding,
        "delimiter": file.delimiter,
        "shape": file.shape,
        "unit": file.unit,
        "unit_reason": file.unit_reason,
        "row_totals": {"least": totals.least, "typical": totals.typical, "most": totals.most} if totals else None,
        "rows_read": file.rows_read,
        "counted": file.counted,
        "left_out": [_left_out_document(each) for each in file.left_out],
        "columns": {
            "used": [{"header": each.header, "meaning": each.meaning, "name": each.name} for each in file.used],
            "ignored": [{"header": each.header, "reason": each.reason} for each in file.ignored],
        },
        "values": {part: list(texts) for part, texts in file.texts.items()},
        "flags": dict(file.flags),
        "warnings": list(file.warnings),
    }


def _left_out_document(left_out: LeftOut) -> dict[str, Any]:
    return {
        "reason": left_out.reason,
        "rows": left_out.rows,
        "runs": left_out.runs,
        "names": [name for name in left_out.names if name],
    }


def _wave_document(wave: InspectedWave, activities: Sequence[str]) -> dict[str, Any]:
    shares = dict(zip(activities, wave.mean_share.tolist(), strict=True))
    return {"name": wave.name, "respondents": wave.respondents, "mean_shares": shares}
