"""Experiments: better models from trying more, read off a table of experiments and the best AUC they reach.

Between the rows of the table the AUC rises in a straight line; below its first row and above its last it stays.
"""

from __future__ import annotations

from typing import Any

from reportgen.case.case import Case
from reportgen.model.algebra import higher, lower, total, where
from reportgen.model.line import Source, collected, line

Value = Any  #: numbers or cells


def _experiments_from(case: Case) -> list[Source]:
    return [("table_experiments", row) for row in range(len(case.axes["auc_row"]) - 1)]


def _experiments_to(case: Case) -> list[Source]:
    return [("table_experiments", row) for row in range(1, len(case.axes["auc_row"]))]


def _auc_from(case: Case) -> list[Source]:
    return [("table_auc", row) for row in range(len(case.axes["auc_row"]) - 1)]


def _auc_to(case: Case) -> list[Source]:
    return [("table_auc", row) for row in range(1, len(case.axes["auc_row"]))]


def _first_auc(_: Case) -> list[Source]:
    return [("table_auc", 0)]


auc_step_from = collected(
    "auc_step_from",
    "Experiments at the beginning of the step",
    "From one row of the table to the next is a step.",
    unit="number",
    per="auc_step",
    sources=_experiments_from,
    when="experiments",
)

auc_step_to = collected(
    "auc_step_to",
    "Experiments at the end of the step",
    "The next row of the table.",
    unit="number",
    per="auc_step",
    sources=_experiments_to,
    when="experiments",
)

auc_from = collected(
    "auc_from",
    "Best AUC at the beginning of the step",
    "From one row of the table to the next is a step.",
    unit="auc",
    per="auc_step",
    sources=_auc_from,
    when="experiments",
)

auc_to = collected(
    "auc_to",
    "Best AUC at the end of the step",
    "The next row of the table.",
    unit="auc",
    per="auc_step",
    sources=_auc_to,
    when="experiments",
)

first_auc = collected(
    "first_auc",
    "Best AUC in the first row of the table",
    "What few experiments reach.",
    unit="auc",
    per=(),
    sources=_first_auc,
    when="experiments",
)


def _part_reached(experiments: Value, step_from: Value, step_to: Value) -> Value:
    reached = (experiments - step_from) / (step_to - step_from)
    return where(step_to > step_from, higher(0, lower(1, reached)), 0)


@line("AUC gained in the step", unit="auc", per="auc_step", when="experiments")
def auc_rise(auc_to: Value, auc_from: Value) -> Value:
    """Best AUC at the end of the step less at its beginning."""
    return auc_to - auc_from


@line("Part of the step reached, before", unit="share", per="auc_step", when="experiments")
def auc_step_reached_before(experiments_before: Value, auc_step_from: Value, auc_step_to: Value) -> Value:
    """How far the experiments before go from the beginning of the step to its end; 0 where rows are out of order."""
    return _part_reached(experiments_before, auc_step_from, auc_step_to)


@line("Part of the step reached, after", unit="share", per="auc_step", when="experiments")
def auc_step_reached_after(experiments_after: Value, auc_step_from: Value, auc_step_to: Value) -> Value:
    """How far the experiments after go from the beginning of the step to its end; 0 where rows are out of order."""
    return _part_reached(experiments_after, auc_step_from, auc_step_to)


@line("AUC reached in the step, before", unit="auc", per="auc_step", when="experiments")
def auc_reached_before(auc_rise: Value, auc_step_reached_before: Value) -> Value:
    """AUC gained in the step, as far as it is reached."""
    return auc_rise * auc_step_reached_before


@line("AUC reached in the step, after", unit="auc", per="auc_step", when="experiments")
def auc_reached_after(auc_rise: Value, auc_step_reached_after: Value) -> Value:
    """AUC gained in the step, as far as it is reached."""
    return auc_rise * auc_step_reached_after


@line("Best AUC, before", unit="auc", when="experiments")
def best_auc_before(first_auc: Value, auc_reached_before: Value) -> Value:
    """The first row of the table and what is reached of the steps after it."""
    return first_auc + total(auc_reached_before, over="auc_step")


@line("Best AUC, after", unit="auc", when="experiments")
def best_auc_after(first_auc: Value, auc_reached_after: Value) -> Value:
    """The first row of the table and what is reached of the steps after it."""
    return first_auc + total(auc_reached_after, over="auc_step")


@line("Value of the row over today", unit="money/year", per="auc_row", when="experiments")
def table_gain(table_auc: Value, best_auc_before: Value, auc_points: Value, value_per_auc_point: Value) -> Value:
    """What it would be worth to try as many experiments as in the row of the table."""
    return (table_auc - best_auc_before) * auc_points * value_per_auc_point


@line("More experiments", unit="money/year", when="experiments")
def experiments_gain(
    best_auc_after: Value, best_auc_before: Value, auc_points: Value, value_per_auc_point: Value
) -> Value:
    """Best AUC after less before, in points of 0.01, times the value of one."""
    return (best_auc_after - best_auc_before) * auc_points * value_per_auc_point
