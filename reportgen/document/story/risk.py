"""Section: what the result depends on, how far it may be off, and where it turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.document.charts import Mark, Swing, histogram, tornado
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
from reportgen.model.whatif import moving_and_still
from reportgen.notation import NO_BREAK

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
            blocks.append(Paragraph(text, "Not drawn."))
    blocks += [scenarios(facts), *([grid(facts)] if moving else []), switching(facts)]
    return Section("risk", "Risk", _lead(facts, moving), tuple(blocks))


def _lead(facts: Facts, moving: Sequence[Bar]) -> str:
    if not moving:
        return spread(facts)
    largest = moving[0]
    low, high = sorted((largest.at_low, largest.at_high))
    name = lowered(brief(largest.label))
    most = "Around the base case most" if facts.in_scenario else "Most"
    return sentences(
        f"{most} depends on “{name}”: over its range alone the net present value goes from {npv(facts, low)} to "
        f"{npv(facts, high)}.",
        spread(facts),
    )


def _tornado(facts: Facts, moving: Sequence[Bar], still: Sequence[Bar]) -> Chart:
    shown = moving[:MOST_BARS]
    swings = [Swing(_label(bar), from_to(facts, bar.name, bar.low, bar.high), bar.at_low, bar.at_high) for bar in shown]
    title = f"“{brief(moving[0].label)}” moves the net present value most"
    smaller = len(moving) - len(shown)
    fewer = counted(facts.notation, smaller, "smaller range")
    survey = any(bar.of_survey for bar in shown)
    note = sentences(
        "One assumption at a time, all else as in the base case.",
        f"The bar of the survey is its {facts.confidence} interval." if survey else "",
        f"{capital(fewer)} {'is' if smaller == 1 else 'are'} in the workbook." if smaller else "",
        f"Without any effect in this case: {quoted_list([bar.label for bar in still])}." if still else "",
    )
    picture = tornado(title, swings, facts.results.simulation.base, notation=facts.notation, theme=facts.theme)
    return Chart("Net present value with one assumption at either end of its range", picture, note)


def _label(bar: Bar) -> str:
    label = brief(bar.label, LONGEST_NAME_IN_TABLE)
    return f"{label} (survey)" if bar.of_survey else label


def _histogram(facts: Facts) -> Chart:
    simulation = facts.results.simulation
    marks = [Mark("P10", simulation.p10), Mark("P50", simulation.p50), Mark("P90", simulation.p90)]
    base = Mark("Base case", simulation.base)
    picture = histogram(
        spread(facts), simulation.edges, simulation.counts, marks, base, notation=facts.notation, theme=facts.theme
    )
    caption = f"Net present value in {facts.count(simulation.draws)}{NO_BREAK}draws of all ranges at once"
    below = "Draws below zero have the colour of losses." if simulation.chance_of_loss else ""
    note = sentences("Shaded: the middle 80% of the draws.", below, "How they are drawn stands in the appendix.")
    return Chart(caption, picture, note)


def _where(facts: Facts) -> Block:
    text = where_base_falls(facts)
    if facts.results.simulation.is_optimistic:
        return CallOut("The base case is optimistic.", text)
    return Paragraph(text, "Where the base case falls.")
