"""The executive summary: the page for those who read one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.document.charts import Step, waterfall
from reportgen.document.story import verdict
from reportgen.document.story.advice import request
from reportgen.document.story.counted_once import left_out, left_out_briefly
from reportgen.document.story.cover import headline_figures
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import CallOut, Chart, Paragraph, Section, Summary
from reportgen.document.story.words import brief, capital, counted
from reportgen.language import noted, say
from reportgen.model.references import Letters, is_counted

TITLE = noted("Executive summary")
CONTENTS = noted("Contents")
RANGES = noted("Small figures: from the conservative to the optimistic scenario, all ranges at one end together.")


@dataclass(frozen=True)
class Size:
    """How much stands on the page."""

    benefits: int = 5
    """More of them do not fit the chart; the smallest are then drawn as one. 0 is without the chart."""
    low: bool = False
    """Whether the chart is as low as it can be."""
    briefly: bool = False
    """Whether what stands elsewhere too is left out of the points."""


WHOLE = Size()
#: From what a reader misses least to what he misses most. Without the chart there is room for all points again.
SMALLER = (
    Size(low=True),
    Size(benefits=3, low=True),
    Size(benefits=3, low=True, briefly=True),
    Size(benefits=0),
    Size(benefits=0, briefly=True),
)


def summary(facts: Facts, letters: Letters, sections: Sequence[Section], size: Size = WHOLE) -> Summary:
    """One page: what is recommended, on which figures, and how sure."""
    topic, text = verdict.reason(facts, briefly=size.briefly)
    numbers = {section.anchor: section.number for section in sections}
    once = left_out_briefly(facts) if size.briefly else left_out(facts)
    return Summary(
        anchor="summary",
        title=say(TITLE),
        lead=verdict.recommendation(facts),
        figures=headline_figures(facts, with_ranges=True),
        note=say(RANGES),
        chart=_waterfall(facts, letters, numbers, size) if size.benefits else None,
        points=(
            Paragraph(text, topic),
            Paragraph(request(facts), say("What is asked")),
            Paragraph(verdict.certainty(facts, briefly=size.briefly), say("How sure this is")),
            *([Paragraph(once, say("Counted once"))] if once else []),
        ),
        switching=CallOut(say("What would change our mind."), verdict.switching(facts)),
        contents_title=say(CONTENTS),
        contents=tuple(sections),
    )


def _waterfall(facts: Facts, letters: Letters, numbers: Mapping[str, str], size: Size) -> Chart:
    benefits, costs = facts.money("present_value_of_benefits"), facts.money("present_value_of_costs")
    steps = [
        *_benefit_steps(facts, letters, size.benefits),
        Step(say("Benefits"), facts.results.number("present_value_of_benefits"), "total"),
        *(
            Step(name, facts.results.number("cost_effect", position), reference=letters.cost(position))
            for position, name in enumerate(facts.items("cost_effect"))
        ),
        Step(say("NPV"), facts.npv, "total"),
    ]
    title = say(
        "Benefits of {benefits} less costs of {costs} leave a net present value of {npv_in_words}",
        benefits=benefits,
        costs=costs,
        npv_in_words=facts.npv_in_words,
    )
    return Chart(
        say("From benefits to net present value"),
        waterfall(title, steps, low=size.low, notation=facts.notation, theme=facts.theme),
        say(
            "Present values over {period} at {discount_rate}, after adoption and risk adjustment. "
            "Letters refer to the tables in sections {benefits} and {costs}.",
            period=facts.period,
            discount_rate=facts.text("discount_rate"),
            benefits=numbers["benefits"],
            costs=numbers["costs"],
        ),
    )


def _benefit_steps(facts: Facts, letters: Letters, most: int) -> list[Step]:
    """Every benefit and what is counted twice; the smallest benefits as one step where there are many."""
    names = facts.results.items("benefit_present_value")
    values = [facts.results.number("benefit_present_value", position) for position in range(len(names))]
    shown = [position for position in range(len(names)) if is_counted(facts.results, position)]
    by_size = sorted(shown, key=lambda position: -abs(values[position]))
    single = by_size if len(shown) <= most else by_size[: most - 1]
    steps = [Step(brief(names[i]), values[i], reference=letters.benefit(i)) for i in sorted(single)]
    rest = [values[i] for i in by_size if i not in single]
    if rest:
        steps.append(
            Step(
                capital(counted(facts.notation, len(rest), "one smaller benefit", "{count} smaller benefits")),
                sum(rest),
            )
        )
    if facts.results.has("overlap_present_value"):
        deducted = facts.results.number("overlap_present_value")
        steps.append(Step(facts.label("overlap_in_year"), deducted, reference=letters.overlap))
    return steps
