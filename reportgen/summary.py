"""The short account of a build for the terminal: the headline, who was counted, what is still a benchmark."""

from __future__ import annotations

import json

from reportgen.document.figures import show
from reportgen.model.results import Results
from reportgen.model.whatif import SCENARIOS
from reportgen.record import headline
from reportgen.report import Report

#: Headline figures of the two views, in the order they are printed.
INVESTMENT_VIEW = ("npv", "roi", "irr", "payback_months", "benefit_cost_ratio")
FIRST_YEAR_VIEW = ("annual_benefit", "total_investment", "simple_roi", "simple_payback_months")


def as_json(report: Report) -> str:
    """The headline of `results.json`."""
    return json.dumps(headline(report.results), indent=2, allow_nan=False)


def as_text(report: Report) -> str:
    """What a person reads after a build, about twenty lines."""
    results = report.results
    blocks = [
        [f"{results.case.company.name}: {results.scenario} scenario, in brackets {SCENARIOS[1]} to {SCENARIOS[2]}"],
        ["Investment view", *(_figure(results, name) for name in INVESTMENT_VIEW)],
        ["First-year view", *(_figure(results, name) for name in FIRST_YEAR_VIEW)],
        ["Survey", *_counted(results)],
        _warnings(report),
        [_proof(report), *(f"  {path}" for path in report.files), *_removed(report)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def shown(results: Results, name: str, value: float | None) -> str:
    """A figure of a line as people read it, in words where it has no value."""
    return show(
        value,
        results.declared(name).unit,
        currency=results.case.company.currency,
        style="short",
        absent=results.graph.absent_words.get(name, ""),
    )


def _figure(results: Results, name: str) -> str:
    low, high = (shown(results, name, end) for end in results.span(name))
    middle = shown(results, name, results.value(name))
    between = "" if low == middle == high else f"  ({low} to {high})"
    return f"  {results.declared(name).label:<38} {middle:>14}{between}"


def _counted(results: Results) -> list[str]:
    allocation = results.allocation
    rows = []
    for reading in allocation.reading:
        rows.append(f"  {reading.file}: {_rows(reading.rows_read)} read, {reading.counted:,} counted")
        if reading.shape != "aggregate":
            rows.append(f"    {reading.complete:,} answered for all {len(allocation.activities)} activities")
        rows += [f"    {count:,} left out: {reason}" for reason, count in reading.left_out.items()]
        if reading.blanks_as_zero:
            rows.append(f"    {reading.blanks_as_zero:,} counted with blanks as 0, the rest adding up to 100 %")
        if reading.rescaled:
            rows.append(f"    {reading.rescaled:,} counted after rescaling to 100 %")
    before = shown(results, "value_share_before", results.value("value_share_before"))
    after = shown(results, "value_share_after", results.value("value_share_after"))
    how = "measured" if "measured" in results.case.features else "projected"
    return [*rows, f"  Value work: {before} of the time before, {after} after ({how})"]


def _warnings(report: Report) -> list[str]:
    results = report.results
    benchmarks = sum(
        assumption.kind == "benchmark" for each in results.case.assumptions.values() for assumption in each
    )
    notes = [*results.allocation.warnings, *results.case.notes]
    notes += [f"Alert: {label[0].lower()}{label[1:]}." for label in results.raised_alerts]
    if report.missing_characters:
        notes.append(
            f"No font has a shape for {report.missing_characters}: boxes stand there in the document; "
            "install a font for this script, for instance one of Noto."
        )
    if benchmarks:
        notes.append(f"{benchmarks} assumptions are still benchmarks; replace them in the case file.")
    return ["To note", *(f"  {note}" for note in notes)] if notes else []


def _proof(report: Report) -> str:
    proven = f"{report.formulas:,} formulas and {report.changes:,} changed inputs"
    return f"Recalculated by an independent engine, all agreeing: {proven}. Written:"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _removed(report: Report) -> list[str]:
    return [f"Removed, as its figures no longer agree: {path}" for path in report.removed]
