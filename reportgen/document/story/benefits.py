"""Section: what the change is worth, benefit by benefit."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.case.case import BenefitKind
from reportgen.document.figures import decimals_needed
from reportgen.document.story import sources
from reportgen.document.story.calculation import calculation_table, told
from reportgen.document.story.counted_once import counted_elsewhere, counted_once
from reportgen.document.story.facts import Facts
from reportgen.document.story.interval import of_gain
from reportgen.document.story.parts import Block, Column, Heading, Paragraph, Row, Section, Table
from reportgen.document.story.words import capital, counted, listed, lowered, quoted, sentences
from reportgen.document.story.yearly import YearRow, year_table
from reportgen.language import noted, noted_counted, say
from reportgen.model.references import Calculation, Letters, benefit_calculations, is_counted

#: Kind of a benefit → what finance understands by it.
KINDS: Mapping[BenefitKind, str] = {
    "cashable": noted("leaves the budget"),
    "capacity": noted("is time, worth money only as far as it is put to use"),
    "revenue": noted("is income from more output"),
}


def benefits(facts: Facts, letters: Letters) -> Section:
    """The summary by year, then each benefit with its calculation."""
    blocks: list[Block] = [_summary(facts, letters), *counted_once(facts, letters)]
    if facts.results.has("overlap_in_year"):
        blocks.append(Paragraph(_overlap(facts), f"{facts.label('overlap_in_year')} ({letters.overlap})."))
    for position, calculation in enumerate(benefit_calculations(facts.results)):
        blocks += _benefit(facts, letters, position, calculation)
    return Section(
        "benefits",
        say("Benefits"),
        _lead(facts),
        tuple(blocks),
        sources=sources.of_inputs(facts, "adoption", "risk_adjustment"),
    )


def benefit_years(facts: Facts) -> list[int]:
    """The years that are shown: year 0 only where it brings something."""
    first = facts.results.array("benefit_in_year")[:, 0]
    return [year for year in facts.results.years if year or first.any()]


def _lead(facts: Facts) -> str:
    found = [position for position in range(len(facts.case.benefits)) if is_counted(facts.results, position)]
    first = _together(facts, len(found))
    if len(found) == 1:
        return say("{first}, after adoption, risk adjustment and discounting.", first=first)
    by_worth = sorted(found, key=lambda position: facts.results.number("benefit_present_value", position))
    named = by_worth[0 if facts.worth < 0 else -1]
    once = (
        say(", each counted once")
        if facts.results.has("overlap_in_year") or len(found) < len(facts.case.benefits)
        else ""
    )
    return say(
        noted("{first}{once}; the most negative is {name} with {amount}.")
        if facts.worth < 0
        else noted("{first}{once}; the largest is {name} with {amount}."),
        first=first,
        once=once,
        name=quoted(facts.case.benefits[named].name),
        amount=facts.money("benefit_present_value", named),
    )


def _together(facts: Facts, count: int) -> str:
    """What the benefits come to, and plainly that they take where they do."""
    if facts.worth < 0:
        amount = facts.shown("present_value_of_benefits", -facts.worth, style="short")
        measured = noted_counted(
            "one benefit takes {amount} today instead of bringing any",
            "{count} benefits together take {amount} today instead of bringing any",
        )
        projected = noted_counted(
            "one benefit would take {amount} today instead of bringing any",
            "{count} benefits together would take {amount} today instead of bringing any",
        )
    else:
        amount = facts.money("present_value_of_benefits")
        measured = noted_counted("one benefit is worth {amount} today", "{count} benefits are worth {amount} today")
        projected = noted_counted(
            "one benefit would be worth {amount} today", "{count} benefits would be worth {amount} today"
        )
    return capital(counted(facts.notation, count, *(measured if facts.measured else projected), amount=amount))


def _summary(facts: Facts, letters: Letters) -> Table:
    years = benefit_years(facts)
    columns = (
        Column(say("Ref"), "reference"),
        Column(say("Benefit"), "label"),
        Column(say("Kind")),
        Column(say("Risk"), "number"),
    )
    rows = [
        _row(facts, letters, position, years)
        for position in range(len(facts.case.benefits))
        if is_counted(facts.results, position)
    ]
    if facts.results.has("overlap_in_year"):
        texts = (f"{letters.overlap}tr", facts.label("overlap_in_year"), "", "")
        rows.append(_line(facts, "overlap_in_year", texts, years, "overlap_present_value"))
    total = _line(
        facts, "total_benefits", ("", facts.label("total_benefits"), "", ""), years, "present_value_of_benefits"
    )
    kinds = dict.fromkeys(
        benefit.kind for position, benefit in enumerate(facts.case.benefits) if is_counted(facts.results, position)
    )
    meanings = listed([f"{say(kind)} {say(KINDS[kind])}" for kind in kinds])
    note = say("{meanings}. Risk is what is taken off each amount.", meanings=capital(meanings))
    return year_table(
        facts, say("Benefits by year, after adoption and risk adjustment"), columns, years, [*rows, total], note
    )


def _row(facts: Facts, letters: Letters, position: int, years: list[int]) -> YearRow:
    benefit = facts.case.benefits[position]
    return YearRow(
        (
            f"{letters.benefit(position)}tr",
            benefit.name,
            say(benefit.kind),
            facts.text("risk_adjustment", position),
        ),
        "benefit_in_year",
        tuple(facts.results.value("benefit_in_year", position, year) for year in years),
        facts.over_years("benefit_in_year", position),
        facts.results.value("benefit_present_value", position),
    )


def _line(facts: Facts, name: str, texts: tuple[str, ...], years: list[int], present_value: str) -> YearRow:
    return YearRow(
        texts,
        name,
        tuple(facts.results.value(name, year=year) for year in years),
        facts.over_years(name),
        facts.results.value(present_value),
        emphasis="total" if name == "total_benefits" else "",
    )


def _overlap(facts: Facts) -> str:
    share = facts.text("overlap")
    return sentences(
        say("Models shipped with freed time are worth something once: as time, or as models."),
        say("{share} of the smaller of the two gains is therefore taken off in every year.", share=share),
    )


def _benefit(facts: Facts, letters: Letters, position: int, calculation: Calculation) -> list[Block]:
    """Heading, evidence, what is left out, and the calculation."""
    benefit, letter = facts.case.benefits[position], calculation.letter
    source, _ = facts.results.graph.sources["benefit_full_effect"][position]
    paragraphs = [
        Paragraph(benefit.evidence, say("Evidence."), leads=True),
        Paragraph(benefit.excludes, say("Not counted."), leads=True),
        Paragraph(of_gain(facts) if source == "productivity_gain" else "", say("How sure."), leads=True),
        Paragraph(counted_elsewhere(facts, letters, position), say("Shown and not counted."), leads=True),
    ]
    return [
        Heading(f"{letter}. {benefit.name}"),
        *(paragraph for paragraph in paragraphs if paragraph.text),
        calculation_table(
            facts,
            calculation,
            benefit_years(facts),
            say("Calculation of {letter}: {name}", letter=letter, name=lowered(benefit.name)),
            {f"{letter}t": "subtotal", f"{letter}tr": "total"},
            {f"{letter}t": benefit.name},
        ),
        *([_auc_table(facts)] if source == "experiments_gain" else []),
    ]


def _auc_table(facts: Facts) -> Table:
    """What each row of the table of experiments would be worth."""
    decimals = decimals_needed(facts.results.array("table_auc")[:, 0], "auc", most=3)
    rows = [
        Row(
            (
                facts.text("table_experiments", row),
                facts.text("table_auc", row, decimals=decimals),
                facts.text("table_gain", row, style="table", decimals=0),
                told(facts.case.assumptions["table_auc"][row]),
            )
        )
        for row in range(len(facts.results.items("table_auc")))
    ]
    columns = (
        Column(say("Experiments"), "number"),
        Column(say("Best AUC"), "number"),
        Column(say("Worth over today, a year"), "number"),
        Column(say("Source"), "source"),
    )
    note = say("Between its rows the AUC rises in a straight line; before the first and after the last it stays.")
    return Table(say("Experiments and the best model they typically give"), columns, tuple(rows), note)
