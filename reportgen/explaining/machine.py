"""An explanation, or the catalogue, as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from reportgen.explaining.catalogue import Catalogue
from reportgen.explaining.explanation import Explanation


def as_json(told: Explanation | Catalogue) -> str:
    """All that is told, with every value as a number."""
    document: dict[str, Any] = asdict(told)
    if document.get("figures"):
        # Programs have the values themselves.
        del document["figures"]["table"]
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
