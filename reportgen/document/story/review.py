"""What the reviews of the workbook changed, and what each change is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.document.edits import before_and_after
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import Column, Row, Section, Table
from reportgen.document.story.words import brief, counted, sentences
from reportgen.language import long_date, noted, say
from reportgen.model.versions import FIGURES, Change, Edit, Version
from reportgen.model.whatif import SCENARIOS

#: A longer table is work for the workbook.
MOST_ROWS = 40
#: A source may be a paragraph.
LONGEST_CONTENT = 90
TOGETHER, INTERPLAY = noted("All changes together"), noted("Of this by working together, beyond each alone")
WITH_THE_ONE_ABOVE = noted("with the one above")


def review(facts: Facts) -> Section | None:
    """The changes of every review, the latest first; None for a case that was built from its survey."""
    versions = facts.results.versions
    if not versions:
        return None
    tables = tuple(_table(facts, version) for version in reversed(versions))
    return Section("review", say("What the review changed"), _lead(facts, versions[-1]), tables)


def _lead(facts: Facts, version: Version) -> str:
    """How many assumptions were changed last, and what that did to the net present value of the scenario shown."""
    place = SCENARIOS.index(facts.results.scenario)
    was, now = (_money(facts, figures[place]) for figures in (version.was, version.now))
    changed = [change for change in version.changes if change.effects is not None]
    if not changed:
        finding = say("The review changed no figure of the case")
    else:
        what = counted(facts.notation, len(changed), "one assumption", "{count} assumptions")
        finding = say("The review changed {what}, which leaves the net present value at {now}", what=what, now=now)
        if was != now:
            finding = say(
                noted("The review changed {what}, which raises the net present value from {was} to {now}")
                if version.now[place] > version.was[place]
                else noted("The review changed {what}, which lowers the net present value from {was} to {now}"),
                what=what,
                was=was,
                now=now,
            )
    base = {
        "base": say("in the base scenario"),
        "conservative": say("in the conservative scenario"),
        "optimistic": say("in the optimistic scenario"),
    }[facts.results.scenario]
    return sentences(
        f"{finding} {base}." if changed else f"{finding}.",
        say(
            "It was made in {reviewed}, which was built on {date}.",
            reviewed=version.reviewed,
            date=long_date(version.reviewed_date, facts.case.company.locale),
        ),
        say("A figure that was changed without a source counts as assumed."),
    )


def _table(facts: Facts, version: Version) -> Table:
    columns = (
        Column(say("Assumption"), "label"),
        Column(say("Was"), "figures"),
        Column(say("Is"), "figures"),
        *(Column(say("NPV, {scenario}", scenario=say(scenario)), "number") for scenario in SCENARIOS),
    )
    rows = [row for change in version.changes for row in _rows(facts, change)]
    note = say("The last columns say what each change does to the net present value (NPV) on its own.")
    if len(rows) > MOST_ROWS:
        note = sentences(
            note, say("{count} more are on the workbook's sheet Changes.", count=facts.count(len(rows) - MOST_ROWS))
        )
    sums = (
        Row((say(TOGETHER), "", "", *(_signed(facts, figure) for figure in version.together)), "total"),
        Row((say(INTERPLAY), "", "", *(_signed(facts, figure) for figure in version.interplay))),
    )
    title = say(
        "Changes of version {number}, {date}",
        number=version.number,
        date=long_date(version.date, facts.case.company.locale),
    )
    return Table(title, columns, (*rows[:MOST_ROWS], *sums), note)


def _rows(facts: Facts, change: Change) -> Iterator[Row]:
    """A row a cell; the effect stands in the first."""
    for position, edit in enumerate(change.edits):
        contents = [brief(each, LONGEST_CONTENT) for each in before_and_after(edit, facts.notation)]
        yield Row((edit.title, *contents, *_effects(facts, change, edit, is_first=position == 0)))


def _effects(facts: Facts, change: Change, edit: Edit, *, is_first: bool) -> Sequence[str]:
    if change.effects is None or edit.part not in FIGURES:
        return [NOTHING] * len(SCENARIOS)
    if not is_first:
        return [say(WITH_THE_ONE_ABOVE), "", ""]
    return [_signed(facts, figure) for figure in change.effects]


def _signed(facts: Facts, figure: float) -> str:
    return facts.show(figure, "money", style="short", signed=True) if figure else NOTHING


def _money(facts: Facts, figure: float) -> str:
    return facts.show(figure, "money", style="short")
