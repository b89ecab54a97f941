"""Section: the company, its team, and who answered the survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.case.benchmarks import default_source
from reportgen.document.story import sources
from reportgen.document.story.facts import NOTHING, Facts
from reportgen.document.story.parts import Block, CallOut, Column, Row, Section, Table, without_empty_columns
from reportgen.document.story.quality import rows_counted, weights
from reportgen.document.story.words import brief, capital, counted, every, people, quoted_list, sentences
from reportgen.language import noted, say, say_counted
from reportgen.model.respondents import coverage, recognisable
from reportgen.survey.account import ROLE_NOT_STATED

#: In place of a number of people that may not be shown.
HIDDEN = noted("hidden")


def profile(facts: Facts) -> Section:
    """Company, team and survey coverage."""
    blocks: list[Block] = [_company(facts), _team(facts), _waves(facts)]
    if facts.allocation.role_counts and not _roles_match(facts):
        blocks.append(_roles_of_survey(facts))
    if warning := recognisable(facts.results):
        blocks.append(CallOut(say("Few people."), warning))
    return Section(
        "profile",
        say("Profile"),
        _lead(facts),
        tuple(blocks),
        sources=sources.of_inputs(facts, "role_headcount", "loaded_cost"),
    )


def answered(facts: Facts) -> str:
    """Who answered, as a clause: `all 35 answered both waves`."""
    allocation = facts.allocation
    before, after = allocation.before.respondents, allocation.after.respondents if allocation.after else None
    if before is None:
        return say("the survey is a table of means that does not say how many answered")
    if allocation.comparison == "paired":
        return say_counted(
            allocation.matched,
            "{people} answered {compared_waves}",
            "{people} answered {compared_waves}",
            people=people(facts.notation, allocation.matched),
            compared_waves=facts.compared_waves,
        )
    if after is not None:
        both = (
            counted(
                facts.notation,
                allocation.matched,
                "one person is known to have done both",
                "{count} people are known to have done both",
            )
            if allocation.matched
            else say("nobody is known to have done both")
        )
        asked = say(
            "{before} answered before and {after} after",
            before=people(facts.notation, before),
            after=people(facts.notation, after),
        )
        return say("{asked}, and {both}", asked=asked, both=both)
    return say_counted(
        before,
        "{people} answered, in one wave",
        "{people} answered, in one wave",
        people=people(facts.notation, before),
    )


def _lead(facts: Facts) -> str:
    return say(
        "The case is about {team} and {payroll} of payroll; {answered}.",
        team=facts.team,
        payroll=facts.money("payroll"),
        answered=answered(facts),
    )


def _company(facts: Facts) -> Table:
    company = facts.case.company
    value = [facts.allocation.activities[position] for position in facts.activities("value")]
    rows = {
        say("Company"): company.name,
        say("Industry"): company.industry,
        say("Challenge"): company.challenge,
        say("Team"): say("{team}, {hours} in all", team=facts.team, hours=facts.text("team_hours")),
        facts.label("payroll"): facts.text("payroll"),
        facts.label("average_loaded_cost"): f"{facts.text('average_loaded_cost')}, {facts.text('hourly_rate')}",
        say("Value work"): quoted_list(value, most=6),
    }
    return Table(
        say("The company and its team"),
        (Column("", "label"), Column("")),
        tuple(Row((label, text)) for label, text in rows.items() if text),
    )


def _team(facts: Facts) -> Table:
    """Headcount and cost by role, and who answered the first and the last wave."""
    waves = _ends(facts)
    counts = {wave: _by_folded_name(facts, wave) for wave in waves} if _roles_match(facts) else {}
    rows = [
        Row(
            (
                role,
                facts.text("role_headcount", position, style="table"),
                facts.text("loaded_cost", position, style="table"),
                *(_count(facts, counts[wave], role.casefold()) if counts else "" for wave in waves),
                say(facts.case.assumptions["role_headcount"][position].kind),
            )
        )
        for position, role in enumerate(facts.case.roles)
    ]
    if any(ROLE_NOT_STATED in each for each in counts.values()):
        told = (_count(facts, counts[wave], ROLE_NOT_STATED) for wave in waves)
        rows.append(Row((say("Role not stated"), NOTHING, NOTHING, *told, "")))
    columns = [
        Column(say("Role"), "label"),
        Column(facts.label("role_headcount"), "number"),
        Column(say("Loaded cost a year"), "number"),
        *(Column(say("Counted, {name}", name=brief(name)), "number") for name in waves),
        Column(say("Headcount is"), "kind"),
    ]
    note = _why_hidden(facts) if any(None in each.values() for each in counts.values()) else ""
    return without_empty_columns(Table(say("The team by role"), tuple(columns), tuple(rows), note))


def _roles_of_survey(facts: Facts) -> Table:
    """Who answered by the survey's own roles, where they are not those of the team; hidden ones without their names."""
    waves = _ends(facts)
    counts = {wave: facts.allocation.role_counts.get(wave, {}) for wave in waves}
    roles = list(dict.fromkeys(role for wave in waves for role in counts[wave]))
    hidden = [role for role in roles if any(counts[wave].get(role, 0) is None for wave in waves)]
    rows = [Row((role, *(_count(facts, counts[wave], role) for wave in waves))) for role in roles if role not in hidden]
    if hidden:
        others = (
            counted(facts.notation, len(hidden), "one more role", "{count} more roles")
            if rows
            else counted(facts.notation, len(hidden), "one role", "{count} roles")
        )
        rows.append(Row((capital(others), *(say(HIDDEN) for _ in waves))))
    columns = (
        Column(say("Role"), "label"),
        *(Column(say("Counted, {name}", name=brief(name)), "number") for name in waves),
    )
    note = sentences(say("The team’s headcount is not stated by these roles."), _why_hidden(facts) if hidden else "")
    return Table(say("Who answered, by role"), columns, tuple(rows), note)


def _ends(facts: Facts) -> list[str]:
    """Names of the first and the last wave, of the only one where there is one."""
    return list(dict.fromkeys((facts.allocation.waves[0].name, facts.allocation.waves[-1].name)))


def _by_folded_name(facts: Facts, wave: str) -> dict[str, int | None]:
    return {role.casefold(): count for role, count in facts.allocation.role_counts.get(wave, {}).items()}


def _roles_match(facts: Facts) -> bool:
    """Whether every role that the survey states is one of the team's."""
    names = {role.casefold() for role in facts.case.roles}
    found = {role for wave in facts.allocation.role_counts for role in _by_folded_name(facts, wave)} - {ROLE_NOT_STATED}
    return bool(found) and found <= names


def _count(facts: Facts, counts: Mapping[str, int | None], role: str) -> str:
    count = counts.get(role, 0)
    return say(HIDDEN) if count is None else facts.count(count)


def _why_hidden(facts: Facts) -> str:
    least = people(facts.notation, facts.allocation.smallest_group)
    return say(
        "Hidden: a number below {least}, or one from which such a number could be had by subtraction.", least=least
    )


def _waves(facts: Facts) -> Table:
    """People counted and the response rate by wave; those behind the means where they are fewer."""
    found = coverage(facts.results)
    fewer = any(each.counted != each.averaged for each in found)
    rows = tuple(
        Row(
            (
                each.wave,
                _number(facts, each.counted),
                _number(facts, each.averaged) if fewer else "",
                NOTHING
                if each.response_rate is None or _counts_team(facts)
                else facts.show(each.response_rate, "share"),
            )
        )
        for each in found
    )
    columns = (
        Column(say("Wave"), "label"),
        Column(say("Respondents"), "number"),
        Column(say("In the means"), "number"),
        Column(say("Response rate"), "number"),
    )
    return without_empty_columns(Table(say("Who answered"), columns, rows, sentences(*_survey(facts))))


def _number(facts: Facts, count: int | None) -> str:
    return say("not stated") if count is None else facts.count(count)


def _survey(facts: Facts) -> Iterator[str]:
    """What else a reader should know of the survey: who did both waves, where the answers come from, how they weigh."""
    allocation = facts.allocation
    if allocation.matched:
        which = say("both waves") if len(allocation.waves) == 2 else say("both the first and the last wave")
        yield say_counted(
            allocation.matched,
            "{people} answered {which}.",
            "{people} answered {which}.",
            people=capital(people(facts.notation, allocation.matched)),
            which=which,
        )
    if allocation.before.respondents is not None:
        yield (
            say("The headcount is taken from the survey, so there is no response rate.")
            if _counts_team(facts)
            else say("The response rate is respondents over the headcount.")
        )
    yield weights(allocation.design)
    read, count = (sum(getattr(record, name) for record in allocation.reading) for name in ("rows_read", "counted"))
    if count < read:
        yield say_counted(
            read - count,
            "{rows_counted}; the appendix says why the other does not.",
            "{rows_counted}; the appendix says why the others do not.",
            rows_counted=rows_counted(facts, read, count),
        )
    elif read:
        every_row = (
            noted("the one row is counted"),
            noted("both rows are counted"),
            noted("all {count} rows are counted"),
        )
        yield f"{capital(every(facts.notation, read, *every_row))}."


def _counts_team(facts: Facts) -> bool:
    """Whether the headcount is nothing but the number of people who answered."""
    return facts.case.assumptions["role_headcount"][0].source == default_source("role_headcount")
