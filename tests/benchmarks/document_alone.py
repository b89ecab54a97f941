"""`python document_alone.py FOLDER`: the business case of the insurance example from its survey, without a workbook."""

from __future__ import annotations

import sys
from pathlib import Path

from reportgen import document
from reportgen.report import computed
from reportgen.workbook.layout import lay_out

EXAMPLE = Path(__file__).resolve().parents[2] / "inputs" / "insurance"


def main() -> None:
    results = computed(EXAMPLE / "survey.csv", case=EXAMPLE / "case.yaml")
    prepared = document.prepare(results, lay_out(results.graph), run="0123456789ab")
    (Path(sys.argv[1]) / "alone.pdf").write_bytes(prepared.pdf(b"", "model.xlsx"))


if __name__ == "__main__":
    main()
