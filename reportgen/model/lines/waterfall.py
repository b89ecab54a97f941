"""From benefits to net present value, step by step; what the charts of both documents draw."""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import higher, lower, running
from reportgen.model.line import Source, collected, line
from reportgen.model.lines.costs import COSTS

Value = Any  #: numbers or cells


def _every_step(case: Case) -> list[Source]:
    benefits: list[Source] = [("benefit_present_value", position) for position in range(len(case.benefits))]
    overlap: list[Source] = [("overlap_present_value", None)] if "overlap" in case.features else []
    return [*benefits, *overlap, *(("cost_effect", position) for position in range(len(COSTS)))]


step_present_value = collected(
    "step_present_value",
    "From benefits to net present value",
    "Every benefit and cost at today's value, with its sign.",
    unit="money",
    per="step",
    sources=_every_step,
)


@line("Up to this step", unit="money", per="step")
def step_end(step_present_value: Value) -> Value:
    """This and all earlier steps."""
    return running(step_present_value, over="step")


@line("Before this step", unit="money", per="step")
def step_start(step_end: Value, step_present_value: Value) -> Value:
    """All earlier steps."""
    return step_end - step_present_value


@line("Space below the bar", unit="money", per="step")
def step_space(step_start: Value, step_end: Value) -> Value:
    """What a stacked chart leaves empty between zero and the bar."""
    return higher(0, lower(step_start, step_end)) + lower(0, higher(step_start, step_end))


@line("Bar above zero", unit="money", per="step")
def step_above(step_start: Value, step_end: Value) -> Value:
    """The part of the step's bar above zero."""
    return higher(0, higher(step_start, step_end)) - higher(0, lower(step_start, step_end))


@line("Bar below zero", unit="money", per="step")
def step_below(step_start: Value, step_end: Value) -> Value:
    """The part of the step's bar below zero."""
    return lower(0, lower(step_start, step_end)) - lower(0, higher(step_start, step_end))
