"""The cover: the case as a claim, and its four headline figures."""

from __future__ import annotations

from reportgen.document.story.advice import stance
from reportgen.document.story.answering import according
from reportgen.document.story.facts import Facts
from reportgen.document.story.interval import has_interval, value_work_ends
from reportgen.document.story.parts import Cover, KeyFigure
from reportgen.document.story.words import brief
from reportgen.language import long_date, noted, say
from reportgen.model.respondents import everybody_answered

#: A title with more characters is set smaller; one with more than the second number is cut.
LONG_TITLE, LONGEST_TITLE = 125, 220


def cover(facts: Facts) -> Cover:
    """The first page."""
    company, title = facts.case.company, claim(facts)
    imprint = [
        say(prepared, name=brief(name))
        for prepared, name in (
            (noted("Prepared for {name}"), company.prepared_for),
            (noted("Prepared by {name}"), company.prepared_by),
        )
        if name
    ]
    return Cover(
        occasion=" · ".join(filter(None, [say("Investment business case"), _version(facts), facts.in_scenario])),
        title=title,
        subtitle=subtitle(facts),
        figures=headline_figures(facts, with_ranges=False),
        imprint=" · ".join(imprint),
        date=long_date(facts.case.date, facts.case.company.locale),
        long=len(title) > LONG_TITLE,
    )


def _version(facts: Facts) -> str:
    """Empty for a case that was built from its survey."""
    versions = facts.results.versions
    return say("version {number}, reviewed", number=versions[-1].number) if versions else ""


def claim(facts: Facts) -> str:
    """The user's title, or what the case comes to."""
    if facts.case.title:
        return brief(facts.case.title, LONGEST_TITLE)
    npv, amount = facts.npv, facts.shown("npv", abs(facts.npv), style="short")
    if npv == 0:
        return say(
            "The investment {returns} no more than it costs over {period}",
            returns=facts.either(say("returns"), say("would return")),
            period=facts.period,
        )
    if npv < 0:
        return say(
            "As it stands, the investment {loses} {amount} over {period}",
            loses=facts.either(say("loses"), say("would lose")),
            amount=amount,
            period=facts.period,
        )
    returns = facts.either(say("returns"), say("would return"))
    if stance(facts) == "narrow":
        case = facts.in_scenario or say("In its base case")
        return say(
            "{case} the investment {returns} {amount} net over {period}, but in most draws it loses money",
            case=case,
            returns=returns,
            amount=amount,
            period=facts.period,
        )
    if facts.value_work_change <= 0:
        return say(
            "The investment {returns} {amount} more than it costs over {period}",
            returns=returns,
            amount=amount,
            period=facts.period,
        )
    before, after = facts.text("value_share_before"), facts.text("value_share_after")
    rose = facts.either(say("rose"), say("would rise"))
    return say(
        "Value work {rose} from {before} to {after} of the time, and the investment {returns} "
        "{amount} net over {period}",
        rose=rose,
        before=before,
        after=after,
        returns=returns,
        amount=amount,
        period=facts.period,
    )


def subtitle(facts: Facts) -> str:
    """What the document is about."""
    return say(
        facts.either(
            noted("{company}: what the investment changed, what it cost, and what it is worth over {period}"),
            noted(
                "{company}: what the investment would change, what it would cost, and what it would be worth over "
                "{period}"
            ),
        ),
        company=brief(facts.case.company.name),
        period=facts.period,
    )


def headline_figures(facts: Facts, *, with_ranges: bool) -> tuple[KeyFigure, ...]:
    """Net present value, return, payback and value time; ranges go from conservative to optimistic."""
    meanings = {
        "npv": say(
            "Net present value, {period} at {discount_rate}",
            period=facts.period,
            discount_rate=facts.text("discount_rate"),
        ),
        "roi": say("Return on investment: net present value over costs"),
        "payback_months": facts.label("payback_months"),
    }
    figures = [
        KeyFigure(_large(shown), meanings[name], _range(facts, name) if with_ranges else "")
        for name, shown in {**{each: facts.money(each) for each in meanings}, "npv": facts.npv_in_words}.items()
    ]
    value_time = f"{facts.text('value_share_before')} → {facts.text('value_share_after')}"
    whose = according(facts)
    # The arrow says before and after too, and there is little room.
    when = "" if whose else say(", before and after")
    meaning = say("Time on value work{when}, {evidence}{whose}", when=when, evidence=facts.evidence, whose=whose)
    return (*figures, KeyFigure(value_time, meaning, _value_range(facts) if with_ranges else ""))


def _large(figure: str) -> str:
    return figure[:1].upper() + figure[1:]


def _range(facts: Facts, name: str) -> str:
    low, high = facts.span(name)
    return say("{low} to {high}", low=low, high=high) if low != high else say("the same in all scenarios")


def _value_range(facts: Facts) -> str:
    """The scenarios of a target; a measured share is the same in all, so its interval says more."""
    low, high = facts.span("value_share_after")
    if low != high:
        return say("after: {low} to {high}", low=low, high=high)
    if has_interval(facts):
        return say(
            "{confidence} interval of the change: {value_work_ends} pts",
            confidence=facts.confidence,
            value_work_ends=value_work_ends(facts),
        )
    if everybody_answered(facts.results):
        return say("everybody answered: no sampling error")
    return say("the same in all scenarios")
