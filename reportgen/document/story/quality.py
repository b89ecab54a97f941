"""Part of the appendix: what became of every row of the survey, and what other rules for rows would have made of it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.figures import decimals_needed
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Block, Column, Row, Table, without_empty_columns
from reportgen.document.story.words import capital, every, quoted, sentences
from reportgen.model.policies import UnderPolicy, movement, under_policies
from reportgen.survey.allocation import Design, Policy, ReadingRecord

_SHAPES = {
    "wide": "one row for each respondent and wave",
    "long": "one row for each respondent, wave and activity",
    "aggregate": "a table of means, one row for each activity",
}
_UNITS = {"fraction": "fractions of 1"}

#: Less is rounding.
NO_DIFFERENCE = 1e-9
_CASE_IS = "This case is calculated with rows rescaled. The gain is the productivity gain at full effect."

#: How each rule treats a row that does not add up to 100 %.
RULES: dict[Policy, str] = {
    "as is": "As is: every row as it stands",
    "strict": "Strict: only rows within half a point of 100%",
    "rescaled": "Rescaled: rows within five points, brought to 100%",
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
    return f"{record.file} ({'an' if record.source[0] in 'AEIOU' else 'a'} {record.source} export)"


def rows_counted(facts: Facts, read: int, counting: int, of: str = "") -> str:
    """`Of 120 rows 117 count`, `Of 2 rows 1 counts`; there are at least two."""
    rows = sentences(f"{facts.count(read)} rows", of)
    return f"Of {rows} {facts.count(counting)} {'counts' if counting == 1 else 'count'}"


def weights(design: Design) -> str:
    """How much each answer weighs; empty where all weigh the same."""
    if design.post_stratified:
        column = f", starting from the column {quoted(design.weights)}" if design.weights else ""
        return f"Answers are weighted so that the roles come to their headcount{column}."
    return f"Answers are weighted by the column {quoted(design.weights)}." if design.weights else ""


def _files(facts: Facts) -> Table:
    rows = tuple(
        Row(
            (
                record.file,
                record.source,
                f"{capital(_SHAPES[record.shape])}, in {_UNITS.get(record.unit, record.unit)}",
                facts.count(record.rows_read),
                facts.count(record.counted),
                facts.count(sum(record.left_out.values())),
                record.sha256[:12],
            )
        )
        for record in facts.allocation.reading
    )
    columns = (
        Column("File", "label"),
        Column("Exported from"),
        Column("Holds"),
        Column("Rows read", "number"),
        Column("Counted", "number"),
        Column("Left out", "number"),
        Column("SHA-256", "source"),
    )
    return without_empty_columns(Table("Survey files", columns, rows))


def _rows(facts: Facts) -> Table:
    """Every row of every file: counted, or left out with its reason; then what is worth knowing of those counted."""
    rows = []
    for record in facts.allocation.reading:
        rows.append(Row((f"Rows read in {record.file}", facts.count(record.rows_read)), "subtotal"))
        rows.append(Row(("Counted", facts.count(record.counted))))
        rows += [Row((label, facts.count(count))) for label, count in _counted_rows(facts, record)]
        rows += [Row((f"Left out: {reason}", facts.count(count))) for reason, count in record.left_out.items()]
    note = _complete_rows(facts)
    return Table("What became of every row", (Column("Rows", "label"), Column("Number", "number")), tuple(rows), note)


def _complete_rows(facts: Facts) -> str:
    """How many rows answer everything, by file where there are several."""
    reading = facts.allocation.reading
    found = [record for record in reading if record.left_out and record.shape != "aggregate"]
    if not found:
        return ""
    numbers = [facts.count(record.complete) + (f" in {record.file}" if len(reading) > 1 else "") for record in found]
    activities = every(facts.notation, len(facts.allocation.activities), "activity", "activities")
    return f"Rows that answer for {activities}, counted or not: {', '.join(numbers)}."


def _counted_rows(facts: Facts, record: ReadingRecord) -> Iterator[tuple[str, int]]:
    """What was done to rows that count, and what is striking about them."""
    to = quoted(facts.allocation.missing_share_to) if facts.allocation.missing_share_to else "an activity"
    done = {
        "Of these, rescaled to 100%": record.rescaled,
        f"Of these, the missing share given to {to}": record.missing_assigned,
        "Of these, blanks taken as 0": record.blanks_as_zero,
    }
    yield from ((label, count) for label, count in done.items() if count)
    yield from ((f"Of these, striking: {flag}", count) for flag, count in record.flags.items() if count)


def _rules(facts: Facts, rules: tuple[UnderPolicy, ...]) -> Table:
    decimals = max(1, decimals_needed([each.figures.get("value_share_change") for each in rules], "points"))
    rows = tuple(_rule(facts, each, decimals) for each in rules)
    columns = (
        Column("Rule for rows that do not add up", "label"),
        Column("People before" if facts.measured else "People", "number"),
        Column("People after", "number"),
        Column("Value work before", "number"),
        Column("Value work after", "number"),
        Column("Change", "number"),
        Column("Gain a year", "number"),
    )
    table = Table("The result under each rule for rows", columns, rows, sentences(_moved(facts, rules), _CASE_IS))
    return without_empty_columns(table)


def _rule(facts: Facts, rule: UnderPolicy, decimals: int) -> Row:
    figures = rule.figures
    shares, money = ("value_share_before", "value_share_after", "value_share_change"), "productivity_gain"
    return Row(
        (
            RULES[rule.policy],
            facts.how_many(rule.people_before),
            facts.how_many(rule.people_after) if facts.measured else "",
            *(facts.shown(name, figures[name], decimals=decimals) if name in figures else "" for name in shares),
            facts.shown(money, figures[money], style="table") if money in figures else "",
        ),
        "total" if rule.policy == "rescaled" else "",
    )


def _moved(facts: Facts, rules: tuple[UnderPolicy, ...]) -> str:
    """How far the choice of the rule moves the answer."""
    name, what = ("value_share_change", "the change of value work")
    if not facts.measured:
        name, what = ("value_share_before", "the share of value work before")
    share, gain = movement(rules, name), movement(rules, "productivity_gain")
    if share is None:
        return ""
    if share < NO_DIFFERENCE:
        return "The choice of the rule makes no difference here."
    points = facts.show(share, "points").removeprefix("+")
    amount = facts.show(gain, "money", style="short")
    money = f", and the gain by up to {amount} a year" if gain else ""
    return f"The choice of the rule moves {what} by up to {points}{money}."
