"""Section: the company, its team, and who answered the survey."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.case.inputs import INPUTS
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import Block, Column, Row, Section, Table, without_empty_columns
from reportgen.document.story.words import capital, counted, quoted_list, sentences
from reportgen.survey.allocation import ReadingRecord, Wave

#: Groups with fewer respondents are not shown: their answers could be guessed.
SMALLEST_GROUP = 5

_FROM_SURVEY = next(declared.source for declared in INPUTS if declared.name == "role_headcount")


def profile(facts: Facts) -> Section:
    """Company, team and survey coverage."""
    blocks: list[Block] = [_company(facts), _team(facts), _waves(facts)]
    if any(record.left_out for record in facts.allocation.reading):
        blocks.append(_rows_read(facts))
    return Section("profile", "Profile", _lead(facts), tuple(blocks))


def answered(facts: Facts) -> str:
    """Who answered, as a clause: `all 35 answered both waves`."""
    allocation = facts.allocation
    before, after = allocation.before.respondents, allocation.after.respondents if allocation.after else None
    if before is None:
        return "the survey is a table of means that does not say how many answered"
    if allocation.comparison == "paired":
        return f"{_people(allocation.matched)} answered both waves"
    if after is not None:
        return f"{_people(before)} answered before and {_people(after)} after, and nobody is known to have done both"
    return f"{_people(before)} answered, in one wave"


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{count:,} people"


def _lead(facts: Facts) -> str:
    return f"The case is about {facts.team} and {facts.money('payroll')} of payroll; {answered(facts)}."


def _company(facts: Facts) -> Table:
    company = facts.case.company
    value = [facts.allocation.activities[position] for position in facts.activities("value")]
    rows = {
        "Company": company.name,
        "Industry": company.industry,
        "Challenge": company.challenge,
        "Team": sentences(facts.team + ",", f"{facts.text('team_hours')} in all"),
        facts.label("payroll"): facts.text("payroll"),
        facts.label("average_loaded_cost"): f"{facts.text('average_loaded_cost')}, {facts.text('hourly_rate')}",
        "Value work": quoted_list(value, most=6),
    }
    return Table(
        "The company and its team",
        (Column("", "label"), Column("")),
        tuple(Row((label, text)) for label, text in rows.items() if text),
    )


def _team(facts: Facts) -> Table:
    waves = [wave.name for wave in facts.allocation.waves]
    counts = _counts_by_role(facts)
    rows = [
        Row(
            (
                role,
                facts.text("role_headcount", position, style="table"),
                facts.text("loaded_cost", position, style="table"),
                *(f"{counts[wave][role.casefold()]:,}" if counts else "" for wave in waves),
                facts.case.assumptions["role_headcount"][position].kind,
            )
        )
        for position, role in enumerate(facts.case.roles)
    ]
    columns = [
        Column("Role", "label"),
        Column(facts.label("role_headcount"), "number"),
        Column("Loaded cost a year", "number"),
        *(Column(f"Counted, {name}", "number") for name in waves),
        Column("Headcount is", "kind"),
    ]
    return without_empty_columns(Table("The team by role", tuple(columns), tuple(rows)))


def _counts_by_role(facts: Facts) -> dict[str, dict[str, int]]:
    """Counted people by wave and role in lower case; empty where a role is not told or a number is hidden."""
    counts = {
        wave: {role.casefold(): count for role, count in by_role.items() if count is not None}
        for wave, by_role in facts.allocation.role_counts.items()
    }
    names = {role.casefold() for role in facts.case.roles}
    waves = [wave.name for wave in facts.allocation.waves]
    told = all(counts.get(wave, {}).keys() == names for wave in waves)
    large = all(count >= SMALLEST_GROUP for by_role in counts.values() for count in by_role.values())
    return counts if told and large else {}


def _waves(facts: Facts) -> Table:
    allocation = facts.allocation
    last = len(allocation.waves) - 1
    rows = []
    for position, wave in enumerate(allocation.waves):
        line = {0: "coverage_before", last: "coverage_after"}.get(position, "") if position else "coverage_before"
        rows.append(Row((wave.name, _respondents(wave), _coverage(facts, line))))
    matched = f"{capital(_people(allocation.matched))} answered both the first and the last wave."
    note = sentences(
        matched if allocation.matched else "",
        "The headcount is taken from the survey, so there is no response rate." if _counts_team(facts) else "",
        *(
            sentences(f"All {record.rows_read:,} rows of {record.file} are read and counted.", *_remarks(facts, record))
            for record in allocation.reading
            if not record.left_out
        ),
    )
    columns = (Column("Wave", "label"), Column("Respondents", "number"), Column("Of the headcount", "number"))
    return Table("Who answered", columns, tuple(rows), note)


def _respondents(wave: Wave) -> str:
    return "not stated" if wave.respondents is None else f"{wave.respondents:,}"


def _coverage(facts: Facts, line: str) -> str:
    if _counts_team(facts) or not line or not facts.results.has(line):
        return NOTHING
    return facts.text(line)


def _counts_team(facts: Facts) -> bool:
    """Whether the headcount is nothing but the number of people who answered."""
    return facts.case.assumptions["role_headcount"][0].source == _FROM_SURVEY


def _rows_read(facts: Facts) -> Table:
    """Every row of every file: counted, or left out with its reason."""
    rows = []
    for record in facts.allocation.reading:
        rows.append(Row((f"Rows read in {record.file}", f"{record.rows_read:,}"), "subtotal"))
        rows.append(Row(("Counted", f"{record.counted:,}")))
        rows += [Row((f"Left out: {reason}", f"{count:,}")) for reason, count in record.left_out.items()]
    note = sentences(*(remark for record in facts.allocation.reading for remark in _remarks(facts, record)))
    return Table("What became of every row", (Column("Rows", "label"), Column("Number", "number")), tuple(rows), note)


def _remarks(facts: Facts, record: ReadingRecord) -> Iterator[str]:
    """What the counts of a file do not say."""
    if record.left_out and record.shape != "aggregate":
        every = counted(len(facts.allocation.activities), "activity", "activities")
        yield f"Rows that answer for all of {every}, counted or not: {record.complete:,}."
    if record.blanks_as_zero:
        yield f"Counted rows whose blanks are taken as 0, as the rest adds up to 100%: {record.blanks_as_zero:,}."
    if record.rescaled:
        yield f"Counted rows that nearly added up and were rescaled to 100%: {record.rescaled:,}."
