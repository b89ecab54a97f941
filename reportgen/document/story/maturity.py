"""Where the team stands between low and high maturity, on each measure that the case has."""

from __future__ import annotations

from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Column, Row, Table
from reportgen.document.story.words import listed, sentences
from reportgen.language import noted, say

WAY = noted("The way is 0% at low maturity or below, and 100% at high maturity or above.")


def maturity(facts: Facts) -> Table:
    """Each measure on the chapter's scale, before and after."""
    rows = [_row(facts, position) for position in range(len(facts.case.measures))]
    columns = (
        Column(say("Measure"), "label"),
        Column(say("Low maturity"), "number"),
        Column(say("Before"), "number"),
        Column(say("After"), "number"),
        Column(say("High maturity"), "number"),
        Column(say("Way before"), "number"),
        Column(say("Way after"), "number"),
        Column(say("After is"), "kind"),
    )
    caption = say("Between low and high maturity, before and after ({evidence})", evidence=facts.evidence)
    return Table(caption, columns, tuple(rows), sentences(say(WAY), _sources(facts)))


def _row(facts: Facts, position: int) -> Row:
    measure = facts.case.measures[position]
    figures = [
        facts.show(facts.results.value(name, position), measure.unit, style="table")
        for name in ("measure_low", "measure_before", "measure_after", "measure_high")
    ]
    ways = [facts.text(name, position, decimals=0) for name in ("maturity_before", "maturity_after")]
    return Row((_name(facts, position), *figures, *ways, say(facts.results.kinds[measure.after])))


def _name(facts: Facts, position: int) -> str:
    """The measure with the unit that its figures are in, where it is not a share or a bare number."""
    measure = facts.case.measures[position]
    if measure.unit != "hours":
        return measure.name
    return say("{name}, in {unit}", name=measure.name, unit=say(measure.unit))


def _sources(facts: Facts) -> str:
    """Where the scale comes from."""
    found = dict.fromkeys(
        assumption.source for name in ("measure_low", "measure_high") for assumption in facts.case.assumptions[name]
    )
    return say("Sources: {found}.", found=listed(list(found)))
