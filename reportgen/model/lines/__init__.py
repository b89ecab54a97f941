"""The model, in reading order: one function a line, one module a part of the business case."""

from __future__ import annotations

from reportgen.model.line import Line, declared_in
from reportgen.model.lines import allocation, benefits, cashflow, checks, costs, outcomes, time, waterfall

#: Section → its title, in the order people read.
SECTIONS = {
    "allocation": "Allocation of time",
    "time": "Team and time",
    "benefits": "Benefits",
    "outcomes": "Business outcomes",
    "costs": "Costs",
    "cashflow": "Cash flow and return",
    "waterfall": "From benefits to net present value, for the chart",
    "checks": "Checks",
}

LINES: tuple[Line, ...] = tuple(
    declared
    for module in (allocation, time, benefits, outcomes, costs, cashflow, waterfall, checks)
    for declared in declared_in(module)
)
