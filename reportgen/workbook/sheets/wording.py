"""Words that several sheets share: units, items, scenarios."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.case.case import Case, Outcome
from reportgen.case.inputs import Unit
from reportgen.case.numerals import DURATIONS
from reportgen.language import noted, say
from reportgen.model.results import Results

#: Words behind a figure; `{currency}` is the currency's code.
_UNITS: dict[Unit, str] = {
    "share": "%",
    "points": noted("% points"),
    "money": "{currency}",
    "money/year": noted("{currency} a year"),
    "money/hour": noted("{currency} an hour"),
    "hours": noted("hours"),
    "hours/year": noted("hours a year"),
    "days": noted("days"),
    "weeks": noted("weeks"),
    "months": noted("months"),
    "people": noted("people"),
    "people/year": noted("people a year"),
    "number": noted("number"),
    "auc": "AUC",
    "multiple": noted("times"),
    "factor": noted("factor"),
    "flag": noted("1 = yes"),
    "year": noted("year"),
    "auto": noted("as stated"),
}

#: Above what the tables of the document call the figures, the width of that column, and how many fit into it.
REFERENCE_HEADING = noted("Ref in the document")
REFERENCE_WIDTH, MOST_REFERENCES = 14.0, 4

#: How a figure is typed into an input cell.
TYPED: dict[Unit, str] = {
    "share": noted("a share, as 10% or 0.1"),
    "points": noted("a share, as 10% or 0.1"),
    "flag": noted("1 for yes or 0 for no"),
}


def unit_words(unit: Unit, currency: str) -> str:
    """The unit as people read it: `USD a year`."""
    return say(_UNITS[unit], currency=currency)


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
    return ("auto" if name in results.graph.inputs else "number"), say(
        words
    ) if words in DURATIONS else words or unit_words("number", "")


def item_labels(results: Results, name: str) -> tuple[str, ...]:
    """A label for every figure of an input, in the order of its items, the last axis running fastest."""
    labels = [""]
    for axis in results.graph.axes_of(name):
        words = [say("year {label}", label=label) if axis == "year" else label for label in results.graph.axes[axis]]
        labels = [f"{before}, {word}" if before else word for before in labels for word in words]
    return tuple(labels)


def scenario_title(scenario: str) -> str:
    """As the selector shows it: `Base`."""
    return capital(say(scenario))


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a and b and c`."""
    return say(" and ").join(names)


def named_references(references: Sequence[str]) -> str:
    """`A4, B7, C6`; of very many only the first."""
    if len(references) <= MOST_REFERENCES:
        return ", ".join(references)
    return ", ".join((*references[: MOST_REFERENCES - 1], "…"))


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def typed(unit: Unit) -> str:
    """How a figure of the unit is typed; empty where it is a number as any other."""
    return say(TYPED[unit]) if unit in TYPED else ""


#: Axes whose items the program names; all others are named by users.
_NAMED_HERE = ("cost", "view", "check", "alert", "step")


def item_names(results: Results, name: str) -> tuple[str, ...]:
    """Labels of the items of a line or input."""
    labels = results.items(name)
    return tuple(map(say, labels)) if any(axis in _NAMED_HERE for axis in results.graph.axes_of(name)) else labels


def _outcome(case: Case, name: str, item: int) -> Outcome | None:
    if name.startswith("measured_outcome_"):
        return next((outcome for outcome in case.outcomes if outcome.measured == item), None)
    return case.outcomes[item]
