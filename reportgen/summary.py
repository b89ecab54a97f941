"""The short account of a build for the terminal: the headline, who was counted, what is still a benchmark."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from reportgen.case.features import POLICY_PREFIXES
from reportgen.document.edits import before_and_after
from reportgen.document.figures import show
from reportgen.document.story.words import capital
from reportgen.model.groups import has_change_interval
from reportgen.model.policies import OTHER_RULES
from reportgen.model.respondents import everybody_answered, recognisable
from reportgen.model.results import Results
from reportgen.model.versions import WORDS
from reportgen.model.whatif import OPTIMISTIC, SCENARIOS
from reportgen.publishing import Report
from reportgen.record import headline
from reportgen.survey.allocation import Design
from reportgen.workbook.sheets.segments import hidden_groups

#: Headline figures of the two views, in the order they are printed.
INVESTMENT_VIEW = ("npv", "roi", "irr", "payback_months", "benefit_cost_ratio")
FIRST_YEAR_VIEW = ("annual_benefit", "total_investment", "simple_roi", "simple_payback_months")
#: Changes that differ by less are the same but for rounding.
_SAME_CHANGE = 1e-9


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
        _review(results),
        ["Risk", *_risk(results)],
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
        results.case.company.notation,
        style="short",
        absent=results.graph.absent_words.get(name, ""),
    )


def _figure(results: Results, name: str) -> str:
    low, high = (shown(results, name, end) for end in results.span(name))
    middle = shown(results, name, results.value(name))
    between = "" if low == middle == high else f"  ({low} to {high})"
    return f"  {results.declared(name).label:<38} {middle:>14}{between}"


def _review(results: Results) -> list[str]:
    """What the last review changed; nothing for a case that was built from its survey."""
    if not results.versions:
        return []
    version, rows, wordings = results.versions[-1], [], 0
    for change in version.changes:
        edits = [edit for edit in change.edits if edit.part not in WORDS]
        wordings += len(change.edits) - len(edits)
        for edit in edits:
            was, now = before_and_after(edit, results.case.company.notation)
            rows.append(f"  {edit.title}: {was} → {now}")
        if change.effects is not None:
            rows[-1] += f"; NPV alone {_effect(results, change.effects)}"
    if wordings:
        rows.append(f"  Kinds, sources and notes: {wordings} changed")
    together = f"  All together, NPV {_effect(results, version.together)}"
    return [f"Changed in {version.reviewed}, {results.scenario} scenario", *rows, together]


def _effect(results: Results, effects: Sequence[float]) -> str:
    effect = effects[SCENARIOS.index(results.scenario)]
    if not effect:
        return "unchanged"
    return show(effect, "money", results.case.company.notation, style="short", signed=True)


def _risk(results: Results) -> list[str]:
    """What the draws say of the base case."""
    simulation, notation = results.simulation, results.case.company.notation
    if not simulation.is_wide:
        return ["  Nothing that the net present value depends on has a range, so the draws do not differ"]
    p10, p50, p90 = (shown(results, "npv", value) for value in (simulation.p10, simulation.p50, simulation.p90))
    rows = [
        f"  {f'NPV, median of {notation.count(simulation.draws)} draws':<38} {p50:>14}  (P10 {p10} to P90 {p90})",
        f"  {'Chance of a loss':<38} {show(simulation.chance_of_loss, 'share', notation):>14}",
        f"  {'Draws below the base case':<38} {show(simulation.base_rank, 'share', notation, decimals=0):>14}",
    ]
    if simulation.is_optimistic:
        rows.append(f"  Warning: the base case {OPTIMISTIC}; plan with the median.")
    return rows


def _counted(results: Results) -> list[str]:
    allocation, count_of = results.allocation, results.case.company.notation.count
    rows = []
    for reading in allocation.reading:
        source = f", from {reading.source}" if reading.source else ""
        rows.append(
            f"  {reading.file}{source}: {_rows(reading.rows_read, count_of)} read, {count_of(reading.counted)} counted"
        )
        if reading.shape != "aggregate":
            rows.append(f"    {count_of(reading.complete)} answered for {_activities(len(allocation.activities))}")
        rows += [f"    {count_of(count)} left out: {reason}" for reason, count in reading.left_out.items()]
        if reading.blanks_as_zero:
            rows.append(f"    {count_of(reading.blanks_as_zero)} counted with blanks as 0, the rest adding up to 100 %")
        if reading.rescaled:
            rows.append(f"    {count_of(reading.rescaled)} counted after rescaling to 100 %")
        if reading.missing_assigned:
            assigned = count_of(reading.missing_assigned)
            rows.append(f"    {assigned} counted with their missing share given to an activity, as asked")
        rows += [
            f"    {count_of(count)} striking, but counted: {flag}" for flag, count in reading.flags.items() if count
        ]
    before = shown(results, "value_share_before", results.value("value_share_before"))
    after = shown(results, "value_share_after", results.value("value_share_after"))
    how = "measured" if "measured" in results.case.features else "projected"
    rows.append(f"  Value work: {before} of the time before, {after} after ({how})")
    return [*rows, *_design(allocation.design), *_interval(results), *_policies(results), *_hidden(results)]


def _activities(count: int) -> str:
    if count == 1:
        return "the one activity"
    return "both activities" if count == 2 else f"all {count} activities"


def _design(design: Design) -> list[str]:
    """How answers were weighted and people chosen; nothing for a simple survey."""
    weights = [f"by '{design.weights}'"] if design.weights else []
    weights += ["to the headcount of each role"] if design.post_stratified else []
    strata = [f"strata '{design.strata}'"] if design.strata else []
    strata += [f"clusters '{design.clusters}'"] if design.clusters else []
    rows = [f"  Weighted {' and '.join(weights)}"] if weights else []
    return rows + ([f"  Standard errors follow {' and '.join(strata)}"] if strata else [])


def _interval(results: Results) -> list[str]:
    """How far chance in who answered may move the result."""
    if everybody_answered(results):
        return ["  Everybody in the team answered, so there is no sampling error and no interval"]
    if not has_change_interval(results):
        return []
    confidence = shown(results, "confidence", results.value("confidence"))
    change, gain = (_ends(results, name) for name in ("value_share_change", "productivity_gain"))
    return [f"  {confidence} interval of the change: {change}; of the productivity gain: {gain}"]


def _ends(results: Results, name: str) -> str:
    return " to ".join(shown(results, name, results.value(f"{name}_{end}")) for end in ("low", "high"))


def _policies(results: Results) -> list[str]:
    """The change of value work under other rules for rows, where one of them moves it."""
    found = {
        words: results.number(f"{POLICY_PREFIXES[policy]}value_share_change")
        for policy, words in OTHER_RULES.items()
        if results.has(f"{POLICY_PREFIXES[policy]}value_share_change")
    }
    main = results.number("value_share_change")
    if all(abs(change - main) < _SAME_CHANGE for change in found.values()):
        return []
    told = [f"{shown(results, 'value_share_change', change)} with {words}" for words, change in found.items()]
    return [f"  Change under other rules for rows: {', '.join(told)}"]


def _hidden(results: Results) -> list[str]:
    return [f"  {sentence}" for sentence in hidden_groups(results)]


def _warnings(report: Report) -> list[str]:
    results = report.results
    benchmarks = sum(
        assumption.kind == "benchmark" for each in results.case.assumptions.values() for assumption in each
    )
    notes = [*results.allocation.warnings, *results.case.notes]
    if few := recognisable(results):
        notes.insert(0, few)
    notes += [capital(sentence) for sentence in report.remarks]
    notes += [f"Alert: {label[0].lower()}{label[1:]}." for label in results.raised_alerts]
    if report.missing_characters:
        notes.append(
            f"No font has a shape for {report.missing_characters}: boxes stand there in the document; "
            "install a font for this script, for instance one of Noto."
        )
    if benchmarks:
        still = "1 assumption is still a benchmark; replace it"
        if benchmarks > 1:
            still = f"{benchmarks} assumptions are still benchmarks; replace them"
        where = "on the sheet Inputs" if results.versions else "in the case file"
        notes.append(f"{still} {where}.")
    return ["To note", *(f"  {note}" for note in notes)] if notes else []


def _proof(report: Report) -> str:
    count_of = report.results.case.company.notation.count
    proven = f"{count_of(report.formulas)} formulas and {count_of(report.changes)} changed inputs"
    return f"Recalculated by an independent engine, all agreeing: {proven}. Written:"


def _rows(count: int, count_of: Callable[[int], str]) -> str:
    return "1 row" if count == 1 else f"{count_of(count)} rows"


def _removed(report: Report) -> list[str]:
    return [f"Removed, as its figures no longer agree: {path}" for path in report.removed]
