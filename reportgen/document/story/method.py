"""Appendix: how the survey was read, which rules were applied, and what the reader should know."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.story.effect import basis
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Block, Column, Heading, Paragraph, Row, Section, Table
from reportgen.document.story.words import capital, listed, sentences

MOST_REMARKS = 20

_SHAPES = {
    "wide": "one row for each respondent and wave",
    "long": "one row for each respondent, wave and activity",
    "aggregate": "a table of means, one row for each activity",
}


_UNITS = {"fraction": "fractions of 1"}


def method(facts: Facts) -> Section:
    """Quality of the survey, rules, notes."""
    blocks: list[Block] = [Paragraph(text, topic) for topic, text in _rules(facts).items()]
    blocks += _files(facts)
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
        return f"All {read:,} rows of the survey count."
    return f"Of {read:,} rows of the survey {counted:,} count; the others are left out, each for one stated reason."


def _files(facts: Facts) -> Iterator[Block]:
    rows = tuple(
        Row(
            (
                record.file,
                f"{capital(_SHAPES[record.shape])}, in {_UNITS.get(record.unit, record.unit)}",
                f"{record.rows_read:,}",
                f"{record.counted:,}",
                f"{sum(record.left_out.values()):,}",
                f"{record.rescaled:,}",
                record.sha256[:12],
            )
        )
        for record in facts.allocation.reading
    )
    if rows:
        columns = (
            Column("File", "label"),
            Column("Holds"),
            Column("Rows read", "number"),
            Column("Counted", "number"),
            Column("Left out", "number"),
            Column("Rescaled", "number"),
            Column("SHA-256", "source"),
        )
        yield Table("Survey files", columns, rows)


def _rules(facts: Facts) -> dict[str, str]:
    """Topic → what was done, only where it was done."""
    rules = {
        "Shares.": (
            "Answers are turned into shares of each person's time before any mean is taken. A row that nearly adds up "
            "to the whole is rescaled; one that does not is left out."
        ),
        "Means and change.": basis(facts),
    }
    if facts.results.has("share_change_low"):
        rules["Intervals."] = sentences(
            f"Two-sided {facts.text('confidence')} t intervals, one for each activity,",
            "without a correction for asking about several activities at once.",
        )
    rules["Money."] = (
        f"Amounts are nominal, in {facts.currency}, before tax. Flows fall at the end of each year, year 0 is not "
        f"discounted, later years at {facts.text('discount_rate')}. Nothing is rounded before it is shown."
    )
    rules["Scenarios."] = (
        "The conservative scenario takes every assumption with a range at its unfavourable end, the optimistic one at "
        "its favourable end; measured shares stay as they are."
    )
    rules["Left out of the model."] = (
        listed(["Taxes", "inflation", "people who joined or left between the waves", "effects beyond the last year"])
        + "."
    )
    return rules
