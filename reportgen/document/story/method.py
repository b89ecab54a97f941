"""Appendix: how the survey was read, which rules were applied, and what the reader should know."""

from __future__ import annotations

from reportgen.document.story.draws import how_drawn
from reportgen.document.story.effect import basis
from reportgen.document.story.facts import Facts
from reportgen.document.story.interval import everybody
from reportgen.document.story.parts import Block, Heading, Paragraph, Section
from reportgen.document.story.quality import quality, rows_counted, weights
from reportgen.document.story.segments import hidden
from reportgen.document.story.words import capital, every, listed, people, sentences
from reportgen.language import noted, say, say_counted
from reportgen.model.respondents import everybody_answered, groups_not_narrowed
from reportgen.survey.allocation import Design

MOST_REMARKS = 20


def method(facts: Facts) -> Section:
    """Quality of the survey, rules, notes."""
    blocks: list[Block] = [Paragraph(text, topic) for topic, text in _rules(facts).items()]
    blocks += quality(facts)
    remarks = [*facts.allocation.warnings, *facts.case.notes]
    if remarks:
        blocks.append(Heading(say("To note")))
        blocks += [Paragraph(capital(remark)) for remark in remarks[:MOST_REMARKS]]
    return Section("method", say("Survey and method"), _lead(facts), tuple(blocks))


def _lead(facts: Facts) -> str:
    read = sum(record.rows_read for record in facts.allocation.reading)
    counted = sum(record.counted for record in facts.allocation.reading)
    if not read:
        return say("Nothing is known of the rows behind the means.")
    if counted == read:
        every_row = (
            noted("the one row of the survey counts"),
            noted("both rows of the survey count"),
            noted("all {count} rows of the survey count"),
        )
        return f"{capital(every(facts.notation, read, *every_row))}."
    return say_counted(
        read - counted,
        "{rows}; the other is left out, for a stated reason.",
        "{rows}; the others are left out, each for one stated reason.",
        rows=rows_counted(facts, read, counted, of_survey=True),
    )


def _rules(facts: Facts) -> dict[str, str]:
    """Topic → what was done, only where it was done."""
    rules = {
        say("Shares."): (
            say(
                "Answers are turned into shares of each person's time before any mean is taken. A row "
                "that nearly adds up to the whole is rescaled; one that does not is left out. Blanks "
                "count as 0 only where the rest adds up."
            )
        ),
        say("Means and change."): basis(facts),
    }
    rules |= {topic: text for topic, text in _sampling(facts).items() if text}
    rules[say("Money.")] = say(
        "Amounts are nominal, in {currency}, before tax. Flows fall at the end of each year, "
        "year 0 is not discounted, later years at {discount_rate}. Nothing is rounded before it "
        "is shown.",
        currency=facts.currency,
        discount_rate=facts.text("discount_rate"),
    )
    rules[say("Scenarios.")] = say(
        "The conservative scenario takes every assumption with a range at its unfavourable end, "
        "the optimistic one at its favourable end; measured shares stay as they are."
    )
    if facts.results.simulation.is_wide:
        rules[say("Simulation.")] = how_drawn(facts)
    rules[say("Left out of the model.")] = (
        listed(
            [
                say("Taxes"),
                say("inflation"),
                say("people who joined or left between the waves"),
                say("effects beyond the last year"),
            ]
        )
        + "."
    )
    return rules


def _sampling(facts: Facts) -> dict[str, str]:
    """Weights, design and what follows for intervals; empty texts for what was not done."""
    design, least = facts.allocation.design, facts.allocation.smallest_group
    intervals = significance = ""
    if everybody_answered(facts.results):
        intervals = everybody(facts)
    elif facts.results.has("share_change_low"):
        intervals = sentences(
            say(
                "Two-sided {confidence} t intervals, one for each activity and one for value work as a whole.",
                confidence=facts.confidence,
            ),
            _standard_errors(design),
            _narrowed(facts),
        )
        significance = say(
            "A change is called significant where Holm’s procedure says so, so that {confidence} "
            "holds for all activities together and not for each alone.",
            confidence=facts.confidence,
        )
    groups = ""
    if facts.allocation.segments or facts.allocation.hidden_segments or facts.allocation.role_counts:
        groups = sentences(
            say(
                "Roles and teams with fewer than {people} are not shown, nor is one more group where the "
                "hidden one could be had by subtraction.",
                people=people(facts.notation, least),
            ),
            hidden(facts),
        )
    return {
        say("Weights."): weights(design),
        say("Intervals."): intervals,
        say("Several changes at once."): significance,
        say("Small groups."): groups,
    }


def _narrowed(facts: Facts) -> str:
    """Which intervals know how many of the team answered."""
    if "finite_population" not in facts.case.features:
        return ""
    all_alike = say("They are narrowed by the part of the team that answered (finite population correction).")
    return groups_not_narrowed(facts.results) or all_alike


def _standard_errors(design: Design) -> str:
    """How the standard errors follow from the way people were chosen."""
    by = [
        say(chosen, column=column)
        for chosen, column in (
            (noted("strata in “{column}”"), design.strata),
            (noted("clusters in “{column}”"), design.clusters),
        )
        if column
    ]
    if by:
        return say("Standard errors follow the design: {by}, by linearisation.", by=listed(by))
    return say("Standard errors follow from the weights, by linearisation.") if design.is_weighted else ""
