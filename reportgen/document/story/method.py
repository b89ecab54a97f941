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
from reportgen.model.respondents import everybody_answered, groups_not_narrowed
from reportgen.survey.allocation import Design

MOST_REMARKS = 20


def method(facts: Facts) -> Section:
    """Quality of the survey, rules, notes."""
    blocks: list[Block] = [Paragraph(text, topic) for topic, text in _rules(facts).items()]
    blocks += quality(facts)
    remarks = [*facts.allocation.warnings, *facts.case.notes]
    if remarks:
        blocks.append(Heading("To note"))
        blocks += [Paragraph(capital(remark)) for remark in remarks[:MOST_REMARKS]]
    return Section("method", "Survey and method", _lead(facts), tuple(blocks))


def _lead(facts: Facts) -> str:
    read = sum(record.rows_read for record in facts.allocation.reading)
    counted = sum(record.counted for record in facts.allocation.reading)
    if not read:
        return "Nothing is known of the rows behind the means."
    if counted == read:
        return f"{capital(every(facts.notation, read, 'row'))} of the survey {'counts' if read == 1 else 'count'}."
    others = "the other is left out, for a stated reason"
    if read - counted > 1:
        others = "the others are left out, each for one stated reason"
    return f"{rows_counted(facts, read, counted, 'of the survey')}; {others}."


def _rules(facts: Facts) -> dict[str, str]:
    """Topic → what was done, only where it was done."""
    rules = {
        "Shares.": (
            "Answers are turned into shares of each person's time before any mean is taken. A row that nearly adds up "
            "to the whole is rescaled; one that does not is left out. Blanks count as 0 only where the rest adds up."
        ),
        "Means and change.": basis(facts),
    }
    rules |= {topic: text for topic, text in _sampling(facts).items() if text}
    rules["Money."] = (
        f"Amounts are nominal, in {facts.currency}, before tax. Flows fall at the end of each year, year 0 is not "
        f"discounted, later years at {facts.text('discount_rate')}. Nothing is rounded before it is shown."
    )
    rules["Scenarios."] = (
        "The conservative scenario takes every assumption with a range at its unfavourable end, the optimistic one at "
        "its favourable end; measured shares stay as they are."
    )
    if facts.results.simulation.is_wide:
        rules["Simulation."] = how_drawn(facts)
    rules["Left out of the model."] = (
        listed(["Taxes", "inflation", "people who joined or left between the waves", "effects beyond the last year"])
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
            f"Two-sided {facts.confidence} t intervals, one for each activity and one for value work as a whole.",
            _standard_errors(design),
            _narrowed(facts),
        )
        significance = (
            f"A change is called significant where Holm’s procedure says so, so that {facts.confidence} holds for all "
            "activities together and not for each alone."
        )
    groups = ""
    if facts.allocation.segments or facts.allocation.hidden_segments or facts.allocation.role_counts:
        groups = sentences(
            f"Roles and teams with fewer than {people(facts.notation, least)} are not shown, nor is one more group "
            "where the hidden one could be had by subtraction.",
            hidden(facts),
        )
    return {
        "Weights.": weights(design),
        "Intervals.": intervals,
        "Several changes at once.": significance,
        "Small groups.": groups,
    }


def _narrowed(facts: Facts) -> str:
    """Which intervals know how many of the team answered."""
    if "finite_population" not in facts.case.features:
        return ""
    all_alike = "They are narrowed by the part of the team that answered (finite population correction)."
    return groups_not_narrowed(facts.results) or all_alike


def _standard_errors(design: Design) -> str:
    """How the standard errors follow from the way people were chosen."""
    by = [
        f"{what} in “{column}”" for what, column in (("strata", design.strata), ("clusters", design.clusters)) if column
    ]
    if by:
        return f"Standard errors follow the design: {listed(by)}, by linearisation."
    return "Standard errors follow from the weights, by linearisation." if design.is_weighted else ""
