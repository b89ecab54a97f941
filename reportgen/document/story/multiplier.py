"""Appendix: the productivity multiplier beside what the survey says."""

from __future__ import annotations

from reportgen.document.story.calculation import told
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Column, Paragraph, Row, Section, Table
from reportgen.document.story.words import sentences
from reportgen.language import noted, say


def multiplier(facts: Facts) -> Section | None:
    """The five factors, their product, and in words how it differs from the survey; None where none is stated."""
    if not facts.results.has("combined_multiplier"):
        return None
    blocks = (_factors(facts), Paragraph(_difference(facts), say("Beside the survey.")))
    return Section("multiplier", say("Productivity multiplier"), _lead(facts), blocks)


def _lead(facts: Facts) -> str:
    return say(
        "Five factors come to a productivity of {combined_multiplier} that of a team at low maturity.",
        combined_multiplier=facts.text("combined_multiplier"),
    )


def _factors(facts: Facts) -> Table:
    names = facts.results.graph.lines["combined_multiplier"].needs
    rows = [Row((facts.label(name), facts.text(name), told(facts.case.assumptions[name][0]))) for name in names]
    rows.append(
        Row(
            (facts.label("combined_multiplier"), facts.text("combined_multiplier"), say("The product of the five")),
            "total",
        )
    )
    columns = (
        Column(say("Factor"), "label"),
        Column(say("Multiple"), "number"),
        Column(say("Source or formula"), "source"),
    )
    return Table(say("Factors of the multiplier"), columns, tuple(rows))


def _difference(facts: Facts) -> str:
    """What the two figures say, and why they need not agree."""
    multiple = facts.results.value("value_time_multiple")
    if multiple is None:
        return say("The survey has no value work before, so that there is no multiple to compare the factors with.")
    combined = facts.results.number("combined_multiplier")
    surveyed, product = facts.text("value_time_multiple"), facts.text("combined_multiplier")
    if surveyed == product:
        compared = say(
            "The survey comes to the same: value work gets {surveyed} its share of time before.", surveyed=surveyed
        )
    else:
        compared = say(
            noted("The factors promise more than the survey: {product}, where value work gets {surveyed} its share.")
            if combined > multiple
            else noted(
                "The factors promise less than the survey: {product}, where value work gets {surveyed} its share."
            ),
            product=product,
            surveyed=surveyed,
        )
    return sentences(
        compared,
        facts.either(
            say(
                "They are not the same: the factors multiply what each practice is said to add to the output of a "
                "person, the survey has measured how much time goes to value work."
            ),
            say(
                "They are not the same: the factors multiply what each practice is said to add to the output of a "
                "person, survey and plan say how much time goes to value work."
            ),
        ),
        say("No money in this document follows from the multiplier."),
    )
