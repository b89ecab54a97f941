"""Appendix: where every figure stands in the workbook, and which run they come from."""

from __future__ import annotations

import reportgen
from reportgen.document.story.facts import Facts
from reportgen.document.story.index import index
from reportgen.document.story.parts import Column, Paragraph, Row, Section, Table
from reportgen.document.story.words import listed, sentences
from reportgen.language import long_date, say
from reportgen.model.results import HEADLINE

SHORT_HASH = 12


def provenance(facts: Facts) -> Section:
    """Headline figures with their cells, the run record, and the cells of every line."""
    lead = say(
        "The {lines} lines and {assumptions} assumptions of the model stand in the attached workbook, every line as a "
        "live formula.",
        lines=facts.count(len(facts.results.graph.lines)),
        assumptions=facts.count(facts.kinds.total()),
    )
    return Section("figures", say("Figures and their source"), lead, (_cells(facts), _run(facts), *index(facts)))


def _cells(facts: Facts) -> Table:
    benefits = zip(facts.case.benefits, facts.results.graph.sources["benefit_full_effect"], strict=True)
    rows = (
        *(_row(facts, name, 0, facts.label(name)) for name in HEADLINE),
        *(_row(facts, name, item or 0, benefit.name) for benefit, (name, item) in benefits),
    )
    columns = (
        Column(say("Figure"), "label"),
        Column(say("Conservative"), "number"),
        Column(say("Base"), "number"),
        Column(say("Optimistic"), "number"),
        Column(say("Rests on"), "kind"),
        Column(say("Workbook cell"), "source"),
    )
    note = say("A figure rests on the weakest assumption it reads. Benefits are those of a year at full effect.")
    return Table(say("Headline figures and benefits, scenarios and cells"), columns, rows, note)


def _row(facts: Facts, name: str, item: int, label: str) -> Row:
    figures = [
        facts.text(name, item, scenario=scenario, style="short") for scenario in ("conservative", "base", "optimistic")
    ]
    return Row((label, *figures, say(facts.results.kinds[name]), facts.layout.cell(name, item).address))


def _run(facts: Facts) -> Paragraph:
    """What it takes to make this document again."""
    case = facts.case
    files = [(record.file, record.sha256) for record in facts.allocation.reading]
    if case.file:
        files.append((case.file, case.sha256))
    hashes = listed([f"{name} (SHA-256 {sha256[:SHORT_HASH]}…)" for name, sha256 in files])
    failed = facts.failed_checks
    checks = (
        say("Failed checks of the model: {failed}.", failed=listed(failed))
        if failed
        else say("All checks of the model pass.")
    )
    return Paragraph(
        sentences(
            say(
                "{run}, {date}, reportgen {version}, {scenario} scenario.",
                run=facts.run,
                date=long_date(case.date, case.company.locale),
                version=reportgen.__version__,
                scenario=facts.scenario,
            ),
            say("Made from {hashes}.", hashes=hashes) if files else "",
            checks,
        ),
        say("This run."),
    )
