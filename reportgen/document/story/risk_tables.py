"""Tables of what-ifs: scenarios side by side, two assumptions at once, and where each turns the case."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.story.facts import Facts
from reportgen.document.story.levels import level
from reportgen.document.story.parts import Column, Row, Table
from reportgen.document.story.words import brief, capital, counted, listed, lowered, sentences
from reportgen.language import noted, say
from reportgen.model.whatif import SCENARIOS, Axis, Grid, SwitchingValue
from reportgen.model.whatif.grid import WITHOUT_RANGE
from reportgen.model.whatif.tornado import LEAST_SWING
from reportgen.notation import Notation

#: The lines that tell scenarios apart.
LINES = (
    "npv", "roi", "irr", "payback_months", "benefit_cost_ratio", "present_value_of_benefits", "present_value_of_costs",
)  # fmt: skip
IN_ORDER = ("conservative", "base", "optimistic")
MOST_SWITCHING_VALUES = 12
NOT_REACHED = noted("not reached")


def scenarios(facts: Facts) -> Table:
    """The headline of every scenario."""
    assert set(IN_ORDER) == set(SCENARIOS)
    rows = [
        Row((facts.label(name), *(facts.text(name, scenario=scenario, style="short") for scenario in IN_ORDER)))
        for name in LINES
    ]
    columns = (Column(say("Line"), "label"), *(Column(capital(say(scenario)), "number") for scenario in IN_ORDER))
    note = say("All ranges at their unfavourable, or favourable, end at once, or what the case file states instead.")
    return Table(say("Scenarios side by side"), columns, tuple(rows), note)


def grid(facts: Facts) -> Table:
    """The net present value with two assumptions at several levels each."""
    found = facts.results.grid
    across, down = found.columns, found.rows
    rows = [
        Row(
            (level(facts, down, position), *(facts.shown("npv", value, style="short") for value in values)),
            "subtotal" if position == down.base else "",
        )
        for position, values in enumerate(found.npv)
    ]
    columns = (
        Column(brief(facts.label(down.name)), "label"),
        *(Column(level(facts, across, position), "number") for position in range(len(across.levels))),
    )
    base = level(facts, down, down.base), level(facts, across, across.base)
    note = sentences(
        say(
            "Down: {down}. Across: {across}.",
            down=lowered(facts.label(down.name)),
            across=lowered(facts.label(across.name)),
        ),
        say("The base case stands at {down} and {across}.", down=base[0], across=base[1]),
        _without_range(facts, [axis for axis in (down, across) if not axis.stated]),
        say("In this case neither moves the net present value.") if _is_still(found) else "",
    )
    return Table(say("Net present value with two assumptions at several levels"), columns, tuple(rows), note)


def _without_range(facts: Facts, axes: Sequence[Axis]) -> str:
    """Where the levels come from that nobody stated; empty where there are none."""
    if not axes:
        return ""
    names = listed([say("“{name}”", name=lowered(facts.label(axis.name))) for axis in axes])
    return say(
        "Nobody stated a range of {names}; the outer levels are {distance} away, or as far "
        "as is allowed, and the others halfway.",
        names=names,
        distance=facts.show(WITHOUT_RANGE, "share"),
    )


def _is_still(found: Grid) -> bool:
    """Whether all of the grid is the same net present value, but for rounding."""
    values = [value for row in found.npv for value in row]
    return max(values) - min(values) <= LEAST_SWING * max(map(abs, values))


def switching(facts: Facts) -> Table:
    """The nearest values at which the net present value is zero."""
    every = facts.results.switching
    shown = every[:MOST_SWITCHING_VALUES]
    columns = (
        Column(say("Assumption"), "label"),
        Column(say("As in the case"), "number"),
        Column(say("Where the case turns"), "number"),
    )
    which = facts.in_scenario or say("In the base case")
    note = sentences(
        say("{which}, one at a time, all else unchanged; the nearest first.", which=which),
        say("“{not_reached}”: no value that is allowed turns the case.", not_reached=capital(say(NOT_REACHED)))
        if any(each.at_zero is None for each in shown)
        else "",
        say("Where an assumption has several figures they move in proportion, none beyond what is allowed.")
        if any(each.in_proportion for each in shown)
        else "",
        rest_of_switching(facts.notation, every[MOST_SWITCHING_VALUES:]),
    )
    rows = tuple(Row((facts.label(each.name), _now(facts, each), _then(facts, each))) for each in shown)
    return Table(say("Switching values: where the net present value is zero"), columns, rows, note)


def rest_of_switching(notation: Notation, left: Sequence[SwitchingValue]) -> str:
    """How many more there are, those that turn the case apart from those that do not."""
    reached = sum(each.at_zero is not None for each in left)
    still = len(left) - reached
    return sentences(
        capital(counted(notation, reached, "one more is further away.", "{count} more are further away."))
        if reached
        else "",
        capital(
            counted(
                notation,
                still,
                "one more turns the case at no value that is allowed.",
                "{count} more turn the case at no value that is allowed.",
            )
        )
        if still
        else "",
    )


def _now(facts: Facts, switching: SwitchingValue) -> str:
    return facts.show(1, "share") if switching.in_proportion else facts.shown(switching.name, switching.value)


def _then(facts: Facts, switching: SwitchingValue) -> str:
    if switching.at_zero is None:
        return say(NOT_REACHED)
    if switching.in_proportion:
        return say("{share} of it", share=facts.show(switching.at_zero, "share"))
    return facts.shown(switching.name, switching.at_zero)
