"""From a time-allocation survey to a live Excel model and a PDF business case that agree.

>>> import reportgen
>>> results = reportgen.build("survey.csv", case="case.yaml", output="output")
>>> results.value("npv")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.model.results import Results

__version__ = "0.1.0"
__all__ = ["__version__", "build"]


def build(*arguments: Any, **options: Any) -> Results:
    """Builds the workbook, the document and the records; see `reportgen.report.build` for the options."""
    from reportgen.report import build as build_report

    return build_report(*arguments, **options).results
