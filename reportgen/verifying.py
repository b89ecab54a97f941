"""A workbook under its rules, for `reportgen verify`: as a person names the file, and as JSON for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reportgen.workbook.comparison import Change
from reportgen.workbook.recalculation import CellValue
from reportgen.workbook.verification import Verification, verify


def verified(workbook: str) -> Verification:
    """What is found in the workbook at this path. Raises InputError, with what to do, where it is none."""
    return verify(Path(workbook))


def as_json(found: Verification) -> str:
    """Everything that was found, with every cell."""
    changes = found.changes
    document = {
        "workbook": found.name,
        "sound": found.is_sound,
        "record": {"run": found.record.run} if found.record else None,
        "no_record": found.no_record,
        "formulas": found.formulas,
        "not_calculated": found.not_calculated,
        "rules_broken": [finding._asdict() for finding in found.findings],
        "differences": [
            {
                "sheet": each.sheet,
                "cell": each.cell,
                "label": found.labels.at(each.sheet, each.cell),
                "formula": each.formula,
                "stored": _finite(each.stored),
                "calculated": _finite(each.recalculated),
            }
            for each in found.differences
        ],
        "inputs_changed": _documents(found, changes.inputs, shown=True),
        "formulas_overwritten": _documents(found, changes.overwritten),
        "formulas_changed": _documents(found, changes.formulas),
        "cells_added": _documents(found, changes.added),
        "cells_removed": _documents(found, changes.removed),
        "others_changed": [each._asdict() for each in changes.others],
        "sheets_added": list(changes.sheets_added),
        "sheets_removed": list(changes.sheets_removed),
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)


def _documents(found: Verification, changes: Iterable[Change], *, shown: bool = False) -> list[dict[str, Any]]:
    return [
        {
            "sheet": each.sheet,
            "cell": each.cell,
            "label": found.labels.of(each.sheet, each.row, each.column),
            "was": _finite(each.was),
            "is": _finite(each.now),
            **({"was_shown": found.shown.content(each, each.was)} if shown else {}),
            **({"is_shown": found.shown.content(each, each.now)} if shown else {}),
        }
        for each in changes
    ]


def _finite(content: CellValue) -> CellValue:
    """JSON has no word for what is no finite number."""
    return str(content) if isinstance(content, float) and not math.isfinite(content) else content
