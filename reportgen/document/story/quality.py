"""Part of the appendix: what became of every row of the survey, and what other rules for rows would have made of it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.figures import decimals_needed
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Block, Column, Row, Table, without_empty_columns
from reportgen.document.story.words import capital, every, quoted, sentences
from reportgen.language import noted, say, say_counted
from reportgen.model.policies import UnderPolicy, movement, under_policies
from reportgen.survey.allocation import Design, Policy, ReadingRecord

_SHAPES = {
    "wide": noted("one row for each respondent and wave"),
    "long": noted("one row for each respondent, wave and activity"),
    "aggregate": noted("a table of means, one row for each activity"),
}
_UNITS = {"fraction": noted("fractions of 1"), "percent": noted("percent"), "hours": noted("hours")}

#: Less is rounding.
NO_DIFFERENCE = 1e-9
_CASE_IS = noted("This case is calculated with rows rescaled. The gain is the productivity gain at full effect.")

#: How each rule treats a row that does not add up to 100 %.
RULES: dict[Policy, str] = {
    "as is": noted("As is: every row as it stands"),
    "strict": noted("Strict: only rows within half a point of 100%"),
    "rescaled": noted("Rescaled: rows within five points, brought to 100%"),
}


def quality(facts: Facts) -> Iterator[Block]:
    """The files, the rows, and the rules."""
    if facts.allocation.reading:
        yield _files(facts)
    if any(record.left_out or list(_counted_rows(facts, record)) for record in facts.allocation.reading):
        yield _rows(facts)
    rules = under_policies(facts.results)
    if rules:
        yield _rules(facts, rules)


def source_of(record: ReadingRecord) -> str:
    """`survey.csv (a Qualtrics export)`."""
    if not record.source:
        return record.file
    vowel = record.source[0] in "AEIOU"
    return say(
        noted("{file} (an {source} export)") if vowel else noted("{file} (a {source} export)"),
        file=record.file,
        source=record.source,
    )


def rows_counted(facts: Facts, read: int, counting: int, *, of_survey: bool = False) -> str:
    """`Of 120 rows 117 count`, `Of 2 rows 1 counts`; there are at least two."""
    found = {"read": facts.count(read), "counting": facts.count(counting)}
    if of_survey:
        return say_counted(
            counting,
            "Of {read} rows of the survey {counting} counts",
            "Of {read} rows of the survey {counting} count",
            **found,
        )
    return say_counted(counting, "Of {read} rows {counting} counts", "Of {read} rows {counting} count", **found)


def weights(design: Design) -> str:
    """How much each answer weighs; empty where all weigh the same."""
    if design.post_stratified:
        column = say(", starting from the column {weights}", weights=quoted(design.weights)) if design.weights else ""
        return say("Answers are weighted so that the roles come to their headcount{column}.", column=column)
    return (
        say("Answers are weighted by the column {weights}.", weights=quoted(design.weights)) if design.weights else ""
    )


def _files(facts: Facts) -> Table:
    rows = tuple(
        Row(
            (
                record.file,
                record.source,
                say(
                    "{shape}, in {unit}",
                    shape=capital(say(_SHAPES[record.shape])),
                    unit=say(_UNITS.get(record.unit, record.unit)),
                ),
                facts.count(record.rows_read),
                facts.count(record.counted),
                facts.count(sum(record.left_out.values())),
                record.sha256[:12],
            )
        )
        for record in facts.allocation.reading
    )
    columns = (
        Column(say("File"), "label"),
        Column(say("Exported from")),
        Column(say("Holds")),
        Column(say("Rows read"), "number"),
        Column(say("Counted"), "number"),
        Column(say("Left out"), "number"),
        Column("SHA-256", "source"),
    )
    return without_empty_columns(Table(say("Survey files"), columns, rows))


def _rows(facts: Facts) -> Table:
    """Every row of every file: counted, or left out with its reason; then what is worth knowing of those counted."""
    rows = []
    for record in facts.allocation.reading:
        rows.append(Row((say("Rows read in {file}", file=record.file), facts.count(record.rows_read)), "subtotal"))
        rows.append(Row((say("Counted"), facts.count(record.counted))))
        rows += [Row((label, facts.count(count))) for label, count in _counted_rows(facts, record)]
        rows += [
            Row((say("Left out: {reason}", reason=say(reason)), facts.count(count)))
            for reason, count in record.left_out.items()
        ]
    note = _complete_rows(facts)
    return Table(
        say("What became of every row"),
        (Column(say("Rows"), "label"), Column(say("Number"), "number")),
        tuple(rows),
        note,
    )


def _complete_rows(facts: Facts) -> str:
    """How many rows answer everything, by file where there are several."""
    reading = facts.allocation.reading
    found = [record for record in reading if record.left_out and record.shape != "aggregate"]
    if not found:
        return ""
    numbers = [
        facts.count(record.complete) + (say(" in {file}", file=record.file) if len(reading) > 1 else "")
        for record in found
    ]
    activities = every(
        facts.notation,
        len(facts.allocation.activities),
        noted("the one activity"),
        noted("both activities"),
        noted("all {count} activities"),
    )
    return say(
        "Rows that answer for {activities}, counted or not: {numbers}.",
        activities=activities,
        numbers=", ".join(numbers),
    )


def _counted_rows(facts: Facts, record: ReadingRecord) -> Iterator[tuple[str, int]]:
    """What was done to rows that count, and what is striking about them."""
    to = quoted(facts.allocation.missing_share_to) if facts.allocation.missing_share_to else say("an activity")
    done = {
        say("Of these, rescaled to 100%"): record.rescaled,
        say("Of these, the missing share given to {to}", to=to): record.missing_assigned,
        say("Of these, blanks taken as 0"): record.blanks_as_zero,
    }
    yield from ((label, count) for label, count in done.items() if count)
    yield from (
        (say("Of these, striking: {flag}", flag=say(flag)), count) for flag, count in record.flags.items() if count
    )


def _rules(facts: Facts, rules: tuple[UnderPolicy, ...]) -> Table:
    decimals = max(1, decimals_needed([each.figures.get("value_share_change") for each in rules], "points"))
    rows = tuple(_rule(facts, each, decimals) for each in rules)
    columns = (
        Column(say("Rule for rows that do not add up"), "label"),
        Column(say("People before") if facts.measured else say("People"), "number"),
        Column(say("People after"), "number"),
        Column(say("Value work before"), "number"),
        Column(say("Value work after"), "number"),
        Column(say("Change"), "number"),
        Column(say("Gain a year"), "number"),
    )
    table = Table(
        say("The result under each rule for rows"), columns, rows, sentences(_moved(facts, rules), say(_CASE_IS))
    )
    return without_empty_columns(table)


def _rule(facts: Facts, rule: UnderPolicy, decimals: int) -> Row:
    figures = rule.figures
    shares, money = ("value_share_before", "value_share_after", "value_share_change"), "productivity_gain"
    return Row(
        (
            say(RULES[rule.policy]),
            facts.how_many(rule.people_before),
            facts.how_many(rule.people_after) if facts.measured else "",
            *(facts.shown(name, figures[name], decimals=decimals) if name in figures else "" for name in shares),
            facts.shown(money, figures[money], style="table") if money in figures else "",
        ),
        "total" if rule.policy == "rescaled" else "",
    )


def _moved(facts: Facts, rules: tuple[UnderPolicy, ...]) -> str:
    """How far the choice of the rule moves the answer."""
    name, what = ("value_share_change", say("the change of value work"))
    if not facts.measured:
        name, what = ("value_share_before", say("the share of value work before"))
    share, gain = movement(rules, name), movement(rules, "productivity_gain")
    if share is None:
        return ""
    if share < NO_DIFFERENCE:
        return say("The choice of the rule makes no difference here.")
    points = facts.show(share, "points").removeprefix("+")
    amount = facts.show(gain, "money", style="short")
    money = say(", and the gain by up to {amount} a year", amount=amount) if gain else ""
    return say("The choice of the rule moves {what} by up to {points}{money}.", what=what, points=points, money=money)
