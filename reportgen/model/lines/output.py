"""What the team ships, for each person and each unit of pay."""

from __future__ import annotations

from typing import Any

from reportgen.language import noted
from reportgen.model.algebra import absent, where
from reportgen.model.line import line

Value = Any  #: numbers or cells

NO_MODELS = noted("no models shipped")


@line("Models shipped per person and year, before", unit="number", when="models_shipped")
def models_per_person_before(models_shipped_before: Value, headcount: Value) -> Value:
    """Models shipped a year over the headcount; nothing where there is nobody."""
    return where(headcount > 0, models_shipped_before / headcount, 0)


@line("Models shipped per person and year, after", unit="number", when="models_shipped")
def models_per_person_after(models_shipped_after: Value, headcount: Value) -> Value:
    """Models shipped a year over the headcount, which stays as it is; nothing where there is nobody."""
    return where(headcount > 0, models_shipped_after / headcount, 0)


@line("Payroll for each model shipped, before", unit="money", when="models_shipped")
def cost_per_model_before(payroll: Value, models_shipped_before: Value) -> Value:
    """Payroll over the models shipped a year."""
    return where(models_shipped_before > 0, payroll / models_shipped_before, absent(NO_MODELS))


@line("Payroll for each model shipped, after", unit="money", when="models_shipped")
def cost_per_model_after(payroll: Value, models_shipped_after: Value) -> Value:
    """Payroll, which stays as it is, over the models shipped a year."""
    return where(models_shipped_after > 0, payroll / models_shipped_after, absent(NO_MODELS))
