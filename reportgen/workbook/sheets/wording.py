"""Words that several sheets share: units, items, scenarios."""

from __future__ import annotations

from reportgen.case.case import Case, Outcome
from reportgen.case.inputs import Unit
from reportgen.model.results import Results

#: Words behind a figure; `{currency}` is the currency's code.
_UNITS: dict[Unit, str] = {
    "share": "%",
    "points": "% points",
    "money": "{currency}",
    "money/year": "{currency} a year",
    "money/hour": "{currency} an hour",
    "hours": "hours",
    "hours/year": "hours a year",
    "days": "days",
    "weeks": "weeks",
    "months": "months",
    "people": "people",
    "people/year": "people a year",
    "number": "number",
    "auc": "AUC",
    "multiple": "times",
    "factor": "factor",
    "flag": "1 = yes",
    "year": "year",
    "auto": "as stated",
}

#: How a figure is typed into an input cell.
TYPED: dict[Unit, str] = {
    "share": "a share, as 10% or 0.1",
    "points": "a share, as 10% or 0.1",
    "flag": "1 for yes or 0 for no",
}


def unit_words(unit: Unit, currency: str) -> str:
    """The unit as people read it: `USD a year`."""
    return _UNITS[unit].format(currency=currency)


def figure_unit(results: Results, name: str, item: int) -> tuple[Unit, str]:
    """The unit of one figure and its words.

    Measures of the business bring units of their own; in a table of links each figure has the unit of what it links to.
    """
    declared = results.declared(name)
    if name in results.graph.sources and declared.unit != "auto":
        source, source_item = results.graph.sources[name][item]
        return figure_unit(results, source, source_item or 0)
    if declared.axes == ("measure",) and declared.unit == "auto":
        unit = results.case.measures[item].unit
        return unit, unit_words(unit, results.case.company.currency)
    outcome = _outcome(results.case, name, item) if declared.unit == "auto" else None
    if outcome is None:
        return declared.unit, unit_words(declared.unit, results.case.company.currency)
    words = outcome.unit_before if name in ("outcome_before", outcome.before) else outcome.unit_after
    if words == "%":
        return ("points", unit_words("points", "")) if name == "outcome_difference" else ("share", "%")
    # What is calculated has more digits than anybody stated.
    return ("auto" if name in results.graph.inputs else "number"), words or unit_words("number", "")


def item_labels(results: Results, name: str) -> tuple[str, ...]:
    """A label for every figure of an input, in the order of its items, the last axis running fastest."""
    labels = [""]
    for axis in results.graph.axes_of(name):
        words = [f"year {label}" if axis == "year" else label for label in results.graph.axes[axis]]
        labels = [f"{before}, {word}" if before else word for before in labels for word in words]
    return tuple(labels)


def scenario_title(scenario: str) -> str:
    """As the selector shows it: `Base`."""
    return scenario.capitalize()


def _outcome(case: Case, name: str, item: int) -> Outcome | None:
    if name.startswith("measured_outcome_"):
        return next((outcome for outcome in case.outcomes if outcome.measured == item), None)
    return case.outcomes[item]
