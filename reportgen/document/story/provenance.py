"""Appendix: where the headline figures stand in the workbook, and which run they come from."""

from __future__ import annotations

import reportgen
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Column, Paragraph, Row, Section, Table
from reportgen.document.story.words import listed, long_date, sentences
from reportgen.model.results import HEADLINE

SHORT_HASH = 12


def provenance(facts: Facts) -> Section:
    """Headline figures with their cells, and the run record."""
    lead = (
        "Every figure in this document is a cell of the attached workbook, where its formula is live. "
        "These are the headline figures, the benefits and their cells."
    )
    return Section("figures", "Figures and their source", lead, (_cells(facts), _run(facts)))


def _cells(facts: Facts) -> Table:
    benefits = zip(facts.case.benefits, facts.results.graph.sources["benefit_full_effect"], strict=True)
    rows = (
        *(_row(facts, name, 0, facts.label(name)) for name in HEADLINE),
        *(_row(facts, name, item or 0, benefit.name) for benefit, (name, item) in benefits),
    )
    columns = (
        Column("Figure", "label"),
        Column("Conservative", "number"),
        Column("Base", "number"),
        Column("Optimistic", "number"),
        Column("Rests on", "kind"),
        Column("Workbook cell", "source"),
    )
    note = "A figure rests on the weakest assumption it reads. Benefits are those of a year at full effect."
    return Table("Headline figures and benefits, scenarios and cells", columns, rows, note)


def _row(facts: Facts, name: str, item: int, label: str) -> Row:
    figures = [
        facts.text(name, item, scenario=scenario, style="short") for scenario in ("conservative", "base", "optimistic")
    ]
    return Row((label, *figures, facts.results.kinds[name], facts.layout.cell(name, item).address))


def _run(facts: Facts) -> Paragraph:
    """What it takes to make this document again."""
    case, scenario = facts.case, facts.results.scenario
    files = [(record.file, record.sha256) for record in facts.allocation.reading]
    if case.file:
        files.append((case.file, case.sha256))
    hashes = listed([f"{name} (SHA-256 {sha256[:SHORT_HASH]}…)" for name, sha256 in files])
    failed = facts.results.failed_checks
    checks = f"Failed checks of the model: {listed(failed)}." if failed else "All checks of the model pass."
    return Paragraph(
        sentences(
            f"{facts.run}, {long_date(case.date)}, reportgen {reportgen.__version__}, {scenario} scenario.",
            f"Made from {hashes}." if files else "",
            checks,
        ),
        "This run.",
    )
