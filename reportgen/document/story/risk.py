"""Section: what the result depends on, how far it may be off, and where it turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.document.charts import Mark, Swing, histogram, tornado
from reportgen.document.story import sources
from reportgen.document.story.draws import not_drawn, npv, spread, where_base_falls
from reportgen.document.story.facts import Facts
from reportgen.document.story.levels import from_to
from reportgen.document.story.parts import Block, CallOut, Chart, Paragraph, Section
from reportgen.document.story.risk_tables import grid, scenarios, switching
from reportgen.document.story.words import (
    LONGEST_NAME_IN_TABLE,
    brief,
    capital,
    counted,
    lowered,
    quoted_list,
    sentences,
)
from reportgen.language import noted, say
from reportgen.model.whatif import moving_and_still

if TYPE_CHECKING:
    from reportgen.model.whatif import Bar

#: The rest is in the workbook.
MOST_BARS = 15


def risk(facts: Facts) -> Section:
    """Tornado, simulation, scenarios, two assumptions at once, switching values."""
    moving, still = moving_and_still(facts.results.tornado, facts.results.simulation.base)
    blocks: list[Block] = [_tornado(facts, moving, still)] if moving else []
    if facts.results.simulation.is_wide:
        blocks += [_histogram(facts), _where(facts)]
        if text := not_drawn(facts):
            blocks.append(Paragraph(text, say("Not drawn.")))
    blocks += [scenarios(facts), *([grid(facts)] if moving else []), switching(facts)]
    return Section("risk", say("Risk"), _lead(facts, moving), tuple(blocks), sources=_sources(facts, moving))


def _lead(facts: Facts, moving: Sequence[Bar]) -> str:
    if not moving:
        return spread(facts)
    largest = moving[0]
    low, high = sorted((largest.at_low, largest.at_high))
    name = lowered(brief(largest.label))
    depends = (
        noted(
            "Around the base case most depends on “{name}”: over its range alone the net present value goes from "
            "{low} to {high}."
        )
        if facts.in_scenario
        else noted("Most depends on “{name}”: over its range alone the net present value goes from {low} to {high}.")
    )
    return sentences(
        say(depends, name=name, low=npv(facts, low), high=npv(facts, high)),
        spread(facts),
    )


def _sources(facts: Facts, moving: Sequence[Bar]) -> str:
    """Of the range that matters most."""
    return sources.of_inputs(facts, moving[0].name) if moving and not moving[0].of_survey else ""


def _tornado(facts: Facts, moving: Sequence[Bar], still: Sequence[Bar]) -> Chart:
    shown = moving[:MOST_BARS]
    swings = [Swing(_label(bar), from_to(facts, bar.name, bar.low, bar.high), bar.at_low, bar.at_high) for bar in shown]
    title = say("“{label}” moves the net present value most", label=brief(moving[0].label))
    smaller = len(moving) - len(shown)
    fewer = counted(
        facts.notation,
        smaller,
        "one smaller range is in the workbook.",
        "{count} smaller ranges are in the workbook.",
    )
    survey = any(bar.of_survey for bar in shown)
    note = sentences(
        say("One assumption at a time, all else as in the base case."),
        say("The bar of the survey is its {confidence} interval.", confidence=facts.confidence) if survey else "",
        capital(fewer) if smaller else "",
        say("Without any effect in this case: {names}.", names=quoted_list([bar.label for bar in still]))
        if still
        else "",
    )
    picture = tornado(title, swings, facts.results.simulation.base, notation=facts.notation, theme=facts.theme)
    return Chart(say("Net present value with one assumption at either end of its range"), picture, note)


def _label(bar: Bar) -> str:
    label = brief(bar.label, LONGEST_NAME_IN_TABLE)
    return say("{label} (survey)", label=label) if bar.of_survey else label


def _histogram(facts: Facts) -> Chart:
    simulation = facts.results.simulation
    marks = [Mark("P10", simulation.p10), Mark("P50", simulation.p50), Mark("P90", simulation.p90)]
    base = Mark(say("Base case"), simulation.base)
    picture = histogram(
        spread(facts), simulation.edges, simulation.counts, marks, base, notation=facts.notation, theme=facts.theme
    )
    caption = say(
        "Net present value in {draws}\u00a0draws of all ranges at once",
        draws=facts.count(simulation.draws),
    )
    below = say("Draws below zero have the colour of losses.") if simulation.chance_of_loss else ""
    note = sentences(
        say("Shaded: the middle 80% of the draws."), below, say("How they are drawn stands in the appendix.")
    )
    return Chart(caption, picture, note)


def _where(facts: Facts) -> Block:
    text = where_base_falls(facts)
    if facts.results.simulation.is_optimistic:
        return CallOut(say("The base case is optimistic."), text)
    return Paragraph(text, say("Where the base case falls."))
