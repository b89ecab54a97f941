"""What the case file asks of the tables of what-ifs."""

from __future__ import annotations

from collections.abc import Collection

from reportgen.case.case_file import CaseFile
from reportgen.case.findings import Findings, nearest
from reportgen.case.schema import CHANGEABLE, PARTS_OF_A_WHOLE

GRID = ("sensitivity", "grid")


def stated_grid(case_file: CaseFile, assumptions: Collection[str], findings: Findings) -> tuple[str, str] | None:
    """The two assumptions to be crossed in a table, None where none are named; what fits nothing is a problem.

    `assumptions` are the names of those that the case has.
    """
    names = case_file.texts(*GRID)
    known = [name for name in CHANGEABLE if name in assumptions and name not in PARTS_OF_A_WHOLE]
    problems = [f"'{name}' is no figure of this case; {nearest(name, known)}" for name in names if name not in known]
    if names and len(set(names)) != 2:
        problems.append("name two different assumptions, as in [realisation, adoption].")
    findings.problems.extend(f"{case_file.place(*GRID)}: {problem}" for problem in problems)
    return (names[0], names[1]) if names and not problems else None
