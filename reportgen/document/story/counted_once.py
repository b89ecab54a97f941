"""What is left out because the same hours, or the same models, are counted elsewhere."""

from __future__ import annotations

from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import Block, Column, Paragraph, Row, Table
from reportgen.document.story.words import counted, listed, lowered, sentences
from reportgen.language import noted, say, say_counted
from reportgen.model.references import Letters, is_counted

#: Why hours and worth do not go together in the table.
REALISED = noted("Hours of levers count in full, those of the survey only as far as the freed time is put to use.")


def left_out(facts: Facts) -> str:
    """For the summary: what the result leaves out for being counted elsewhere; empty where there is nothing."""
    return sentences(_uncounted(facts), _overlap(facts))


def left_out_briefly(facts: Facts) -> str:
    """The same without the names of what is left out."""
    return sentences(_uncounted(facts, named=False), _overlap(facts))


def counted_once(facts: Facts, letters: Letters) -> list[Block]:
    """The survey's hours beside those of the levers, where there are levers of time."""
    if not facts.results.has("lever_hours"):
        return []
    return [Paragraph(_basis(facts), say("Freed time, counted once."), leads=True), _reconciliation(facts, letters)]


def counted_elsewhere(facts: Facts, letters: Letters, benefit: int) -> str:
    """Where the hours of a benefit are counted that adds nothing itself; empty for one that does."""
    if is_counted(facts.results, benefit):
        return ""
    if not _is_lever(facts, benefit):
        levers = [letters.benefit(position) for position in _levers(facts)]
        return say(
            "The levers {levers} count these hours, so that the survey’s gain adds nothing.", levers=listed(levers)
        )
    surveyed = next(i for i, each in enumerate(facts.case.benefits) if each.line == "productivity_gain")
    return say(
        "The survey counts these hours already ({benefit}), so that the lever adds nothing.",
        benefit=letters.benefit(surveyed),
    )


def _uncounted(facts: Facts, *, named: bool = True) -> str:
    names = [lowered(each.name) for i, each in enumerate(facts.case.benefits) if not is_counted(facts.results, i)]
    if not names:
        return ""
    counts = say("The survey counts freed time") if _survey_counts(facts) else say("The levers count freed time")
    shown = say_counted(
        len(names),
        "{what} is shown beside it",
        "{what} are shown beside it",
        what=listed(names) if named else counted(facts.notation, len(names), "one benefit", "{count} benefits"),
    )
    amount = facts.results.number("benefit_left_out")
    if amount < -facts.results.number("negligible_benefit"):
        loss = facts.shown("benefit_left_out", -amount, style="short")
        return say("{counts}; {shown}, and a loss of {loss} is left out.", counts=counts, shown=shown, loss=loss)
    return say(
        "{counts}; {shown} and left out, {amount}.", counts=counts, shown=shown, amount=facts.money("benefit_left_out")
    )


def _overlap(facts: Facts) -> str:
    """What is taken off because freed time and the models shipped with it are one."""
    results = facts.results
    if not results.has("overlap_present_value"):
        return ""
    if -results.number("overlap_present_value") <= results.number("negligible_benefit"):
        return ""
    amount = facts.show(-facts.results.number("overlap_present_value"), "money", style="short")
    taken_off = say(
        "Of freed time and the models shipped with it {amount} at today’s value is taken off, as it is one effect",
        amount=amount,
    )
    if facts.label("alert_time_gain_counted_as_models") not in facts.raised_alerts:
        return f"{taken_off}."
    if _survey_counts(facts):
        nothing_left = noted("{taken_off}; that is all of the time, so that the survey does not move the result.")
    else:
        nothing_left = noted("{taken_off}; that is all of the time, so that hours of levers do not move the result.")
    return say(nothing_left, taken_off=taken_off)


def _survey_counts(facts: Facts) -> bool:
    """Whether freed time is counted from the survey, as it is without levers of time."""
    return not facts.results.has("time_basis_survey") or facts.results.number("time_basis_survey") > 0


def _levers(facts: Facts) -> list[int]:
    return [position for position in range(len(facts.case.benefits)) if _is_lever(facts, position)]


def _is_lever(facts: Facts, benefit: int) -> bool:
    return bool(facts.case.benefits[benefit].hours)


def _basis(facts: Facts) -> str:
    """Which of the two is counted, and how far they agree."""
    first = (
        say("The survey and the levers measure the same hours, so that only what the survey shows is worth money here.")
        if _survey_counts(facts)
        else say(
            "The survey and the levers measure the same hours, so that only what the levers claim is worth money here."
        )
    )
    return sentences(first, _agreement(facts), say(REALISED))


def _agreement(facts: Facts) -> str:
    explained = facts.text("hours_explained")
    if facts.results.number("hours_explained") < -_negligible_hours(facts):
        return _taken(facts)
    if facts.results.value("hours_explained_share") is None:
        return say(
            "The levers would free {explained}, where the survey moves no hours to value work.", explained=explained
        )
    if facts.label("alert_levers_exceed_survey") in facts.raised_alerts:
        return say(
            "The levers claim {explained}, more than the {value_hours_change} that the survey moves "
            "to value work: one of the two is wrong.",
            explained=explained,
            value_hours_change=facts.text("value_hours_change"),
        )
    return say(
        "The levers explain {hours_explained_share} of the {value_hours_change} that move to "
        "value work; the rest has causes that nobody has named.",
        hours_explained_share=facts.text("hours_explained_share"),
        value_hours_change=facts.text("value_hours_change"),
    )


def _taken(facts: Facts) -> str:
    """Levers that free nothing, beside what the survey shows."""
    take = facts.either(say("take"), say("would take"))
    more = facts.shown("hours_explained", -facts.results.number("hours_explained"))
    surveyed = say("the survey moves no hours to value work")
    if facts.results.value("hours_explained_share") is not None:
        surveyed = say(
            "the survey moves {value_hours_change} to value work", value_hours_change=facts.text("value_hours_change")
        )
    return say(
        "The levers {take} {more} more than today instead of freeing any, while {surveyed}.",
        take=take,
        more=more,
        surveyed=surveyed,
    )


def _negligible_hours(facts: Facts) -> float:
    """What rounding may leave of hours that are none."""
    return facts.results.number("negligible_share") * facts.results.number("team_hours")


def _reconciliation(facts: Facts, letters: Letters) -> Table:
    rows = [_surveyed(facts, letters)]
    for item, position in enumerate(_levers(facts)):
        name = facts.case.benefits[position].name
        rows.append(_row(facts, letters, position, name, facts.text("lever_hours", item, style="table", decimals=0)))
    for name in ("hours_explained", "hours_unexplained"):
        hours = facts.text(name, style="table", decimals=0)
        rows.append(Row(("", facts.label(name), hours, "", ""), "subtotal" if name == "hours_explained" else ""))
    columns = (
        Column(say("Ref"), "reference"),
        Column(say("Freed time"), "label"),
        Column(say("Hours a year"), "number"),
        Column(say("Worth a year"), "number"),
        Column(say("Counted")),
    )
    return Table(say("Hours of the survey and of the levers, at full effect"), columns, tuple(rows))


def _surveyed(facts: Facts, letters: Letters) -> Row:
    position = next(i for i, each in enumerate(facts.case.benefits) if each.line == "productivity_gain")
    hours = facts.text("value_hours_change", style="table", decimals=0)
    return _row(facts, letters, position, facts.label("value_hours_change"), hours)


def _row(facts: Facts, letters: Letters, position: int, name: str, hours: str) -> Row:
    worth = facts.text("benefit_full_effect", position, style="table", decimals=0)
    counted = say("yes") if is_counted(facts.results, position) else say("no")
    return Row((f"{letters.benefit(position)}t", name, hours or NOTHING, worth, counted))
