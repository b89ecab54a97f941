"""The model, in reading order: one function a line, one module a part of the business case."""

from __future__ import annotations

from reportgen.model.line import Line, declared_in
from reportgen.model.lines import (
    allocation,
    benefits,
    cashflow,
    checks,
    costs,
    counted_once,
    experiments,
    maturity,
    multiplier,
    onboarding,
    outcomes,
    output,
    policies,
    reproducibility,
    retraining,
    self_service,
    significance,
    templates,
    time,
    uncertainty,
    value_work,
    waterfall,
)

#: Section → its title, in the order people read.
SECTIONS = {
    "allocation": "Allocation of time",
    "uncertainty": "How sure each share is",
    "significance": "Which changes are more than chance",
    "value_work": "How sure the change of value work is",
    "policies": "The same survey under other rules for rows that do not add up",
    "time": "Team and time",
    "self_service": "Lever: self-service",
    "retraining": "Lever: automated retraining",
    "reproducibility": "Lever: reproducibility",
    "templates": "Lever: templates",
    "onboarding": "Lever: onboarding",
    "experiments": "Lever: experiments",
    "benefits": "Benefits",
    "counted_once": "Freed time, counted once",
    "output": "What the team ships",
    "outcomes": "Business outcomes",
    "maturity": "Maturity, from low to high",
    "multiplier": "Productivity multiplier",
    "costs": "Costs",
    "cashflow": "Cash flow and return",
    "waterfall": "From benefits to net present value, for the chart",
    "checks": "Checks",
}

_MODULES = (
    allocation,
    uncertainty,
    significance,
    value_work,
    policies,
    time,
    self_service,
    retraining,
    reproducibility,
    templates,
    onboarding,
    experiments,
    benefits,
    counted_once,
    output,
    outcomes,
    maturity,
    multiplier,
    costs,
    cashflow,
    waterfall,
    checks,
)

LINES: tuple[Line, ...] = tuple(declared for module in _MODULES for declared in declared_in(module))
