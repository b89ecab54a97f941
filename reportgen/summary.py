"""The short account of a build for the terminal: the headline, who was counted, what is still a benchmark."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from reportgen.case.features import POLICY_PREFIXES
from reportgen.document.edits import before_and_after
from reportgen.document.figures import show
from reportgen.document.story.words import capital, lowered
from reportgen.language import noted, say, say_counted
from reportgen.model.groups import has_change_interval
from reportgen.model.policies import OTHER_RULES
from reportgen.model.respondents import everybody_answered, recognisable
from reportgen.model.results import Results
from reportgen.model.versions import WORDS
from reportgen.model.whatif import OPTIMISTIC, SCENARIOS
from reportgen.publishing import Report
from reportgen.record import headline
from reportgen.survey.allocation import Design, ReadingRecord
from reportgen.workbook.sheets.segments import hidden_groups
from reportgen.workbook.sheets.simulation import TOO_OPTIMISTIC
from reportgen.workbook.sheets.wording import listed

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
        [
            say(
                {
                    "base": noted("{name}: base scenario, in brackets conservative to optimistic"),
                    "conservative": noted("{name}: conservative scenario, in brackets conservative to optimistic"),
                    "optimistic": noted("{name}: optimistic scenario, in brackets conservative to optimistic"),
                }[results.scenario],
                name=results.case.company.name,
            )
        ],
        [say("Investment view"), *(_figure(results, name) for name in INVESTMENT_VIEW)],
        [say("First-year view"), *(_figure(results, name) for name in FIRST_YEAR_VIEW)],
        _review(results),
        [say("Risk"), *_risk(results)],
        [say("Survey"), *_counted(results)],
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
    between = "" if low == middle == high else f"  ({say('{low} to {high}', low=low, high=high)})"
    return f"  {say(results.declared(name).label):<38} {middle:>14}{between}"


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
            rows[-1] += say("; NPV alone {effect}", effect=_effect(results, change.effects))
    if wordings:
        rows.append(f"  {say('Kinds, sources and notes: {count} changed', count=wordings)}")
    together = f"  {say('All together, NPV {effect}', effect=_effect(results, version.together))}"
    changed = {
        "base": noted("Changed in {workbook}, base scenario"),
        "conservative": noted("Changed in {workbook}, conservative scenario"),
        "optimistic": noted("Changed in {workbook}, optimistic scenario"),
    }[results.scenario]
    return [
        say(changed, workbook=version.reviewed),
        *rows,
        together,
    ]


def _effect(results: Results, effects: Sequence[float]) -> str:
    effect = effects[SCENARIOS.index(results.scenario)]
    if not effect:
        return say("unchanged")
    return show(effect, "money", results.case.company.notation, style="short", signed=True)


def _risk(results: Results) -> list[str]:
    """What the draws say of the base case."""
    simulation, notation = results.simulation, results.case.company.notation
    if not simulation.is_wide:
        return [f"  {say('Nothing that the net present value depends on has a range, so the draws do not differ')}"]
    p10, p50, p90 = (shown(results, "npv", value) for value in (simulation.p10, simulation.p50, simulation.p90))
    ends = say("P10 {p10} to P90 {p90}", p10=p10, p90=p90)
    rows = [
        f"  {say('NPV, median of {draws} draws', draws=notation.count(simulation.draws)):<38} {p50:>14}  ({ends})",
        f"  {say('Chance of a loss'):<38} {show(simulation.chance_of_loss, 'share', notation):>14}",
        f"  {say('Draws below the base case'):<38} {show(simulation.base_rank, 'share', notation, decimals=0):>14}",
    ]
    if simulation.is_optimistic:
        rows.append(f"  {say(TOO_OPTIMISTIC, optimistic=say(OPTIMISTIC))}")
    return rows


def _counted(results: Results) -> list[str]:
    allocation, count_of = results.allocation, results.case.company.notation.count
    rows = []
    for reading in allocation.reading:
        source = say(", from {source}", source=reading.source) if reading.source else ""
        counted = say(
            "{file}{source}: {rows} read, {counted} counted",
            file=reading.file,
            source=source,
            rows=_rows(reading.rows_read, count_of),
            counted=count_of(reading.counted),
        )
        rows += [f"  {counted}", *(f"    {line}" for line in _rows_of(reading, len(allocation.activities), count_of))]
    before = shown(results, "value_share_before", results.value("value_share_before"))
    after = shown(results, "value_share_after", results.value("value_share_after"))
    how = say("measured") if "measured" in results.case.features else say("projected")
    work = say("Value work: {before} of the time before, {after} after ({how})", before=before, after=after, how=how)
    rows.append(f"  {work}")
    return [*rows, *_design(allocation.design), *_interval(results), *_policies(results), *_hidden(results)]


def _rows_of(reading: ReadingRecord, activities: int, count_of: Callable[[int], str]) -> Iterator[str]:
    """What became of the rows of a file."""
    if reading.shape != "aggregate":
        yield say(
            "{count} answered for {activities}", count=count_of(reading.complete), activities=_activities(activities)
        )
    for reason, count in reading.left_out.items():
        yield say("{count} left out: {reason}", count=count_of(count), reason=say(reason))
    done = {
        noted("{count} counted with blanks as 0, the rest adding up to 100 %"): reading.blanks_as_zero,
        noted("{count} counted after rescaling to 100 %"): reading.rescaled,
        noted("{count} counted with their missing share given to an activity, as asked"): reading.missing_assigned,
    }
    yield from (say(words, count=count_of(count)) for words, count in done.items() if count)
    for flag, count in reading.flags.items():
        if count:
            yield say("{count} striking, but counted: {flag}", count=count_of(count), flag=say(flag))


def _activities(count: int) -> str:
    if count == 1:
        return say("the one activity")
    return say("both activities") if count == 2 else say("all {count} activities", count=count)


def _design(design: Design) -> list[str]:
    """How answers were weighted and people chosen; nothing for a simple survey."""
    weights = [say("by '{weights}'", weights=design.weights)] if design.weights else []
    weights += [say("to the headcount of each role")] if design.post_stratified else []
    strata = [say("strata '{strata}'", strata=design.strata)] if design.strata else []
    strata += [say("clusters '{clusters}'", clusters=design.clusters)] if design.clusters else []
    rows = [f"  {say('Weighted {how}', how=listed(weights))}"] if weights else []
    return rows + ([f"  {say('Standard errors follow {design}', design=listed(strata))}"] if strata else [])


def _interval(results: Results) -> list[str]:
    """How far chance in who answered may move the result."""
    if everybody_answered(results):
        return [f"  {say('Everybody in the team answered, so there is no sampling error and no interval')}"]
    if not has_change_interval(results):
        return []
    confidence = shown(results, "confidence", results.value("confidence"))
    change, gain = (_ends(results, name) for name in ("value_share_change", "productivity_gain"))
    told = say(
        "{confidence} interval of the change: {change}; of the productivity gain: {gain}",
        confidence=confidence,
        change=change,
        gain=gain,
    )
    return [f"  {told}"]


def _ends(results: Results, name: str) -> str:
    low, high = (shown(results, name, results.value(f"{name}_{end}")) for end in ("low", "high"))
    return say("{low} to {high}", low=low, high=high)


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
    told = [
        say("{change} with {rule}", change=shown(results, "value_share_change", change), rule=say(words))
        for words, change in found.items()
    ]
    return [f"  {say('Change under other rules for rows: {changes}', changes=', '.join(told))}"]


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
    notes += [say("Alert: {alert}.", alert=lowered(say(label))) for label in results.raised_alerts]
    if report.missing_characters:
        notes.append(
            say(
                "No font has a shape for {characters}: boxes stand there in the document; "
                "install a font for this script, for instance one of Noto.",
                characters=report.missing_characters,
            )
        )
    if benchmarks:
        where = say("on the sheet Inputs") if results.versions else say("in the case file")
        notes.append(
            say_counted(
                benchmarks,
                "1 assumption is still a benchmark; replace it {where}.",
                "{count} assumptions are still benchmarks; replace them {where}.",
                count=benchmarks,
                where=where,
            )
        )
    return [say("To note"), *(f"  {note}" for note in notes)] if notes else []


def _proof(report: Report) -> str:
    count_of = report.results.case.company.notation.count
    proven = say(
        "{formulas} formulas and {changes} changed inputs",
        formulas=count_of(report.formulas),
        changes=count_of(report.changes),
    )
    return say("Recalculated by an independent engine, all agreeing: {proven}. Written:", proven=proven)


def _rows(count: int, count_of: Callable[[int], str]) -> str:
    return say("1 row") if count == 1 else say("{count} rows", count=count_of(count))


def _removed(report: Report) -> list[str]:
    return [say("Removed, as its figures no longer agree: {path}", path=path) for path in report.removed]
