"""The cover: the case as a claim, and its four headline figures."""

from __future__ import annotations

from reportgen.document.story.advice import stance
from reportgen.document.story.answering import according
from reportgen.document.story.facts import Facts
from reportgen.document.story.interval import has_interval, value_work_ends
from reportgen.document.story.parts import Cover, KeyFigure
from reportgen.document.story.words import brief, long_date
from reportgen.model.respondents import everybody_answered

#: A title with more characters is set smaller; one with more than the second number is cut.
LONG_TITLE, LONGEST_TITLE = 125, 220


def cover(facts: Facts) -> Cover:
    """The first page."""
    company, title = facts.case.company, claim(facts)
    imprint = [
        f"Prepared {word} {brief(name)}"
        for word, name in (("for", company.prepared_for), ("by", company.prepared_by))
        if name
    ]
    return Cover(
        occasion=" · ".join(filter(None, ["Investment business case", _version(facts), facts.in_scenario])),
        title=title,
        subtitle=subtitle(facts),
        figures=headline_figures(facts, with_ranges=False),
        imprint=" · ".join(imprint),
        date=long_date(facts.case.date),
        long=len(title) > LONG_TITLE,
    )


def _version(facts: Facts) -> str:
    """Empty for a case that was built from its survey."""
    versions = facts.results.versions
    return f"version {versions[-1].number}, reviewed" if versions else ""


def claim(facts: Facts) -> str:
    """The user's title, or what the case comes to."""
    if facts.case.title:
        return brief(facts.case.title, LONGEST_TITLE)
    npv, amount = facts.npv, facts.shown("npv", abs(facts.npv), style="short")
    if npv == 0:
        return f"The investment {facts.either('returns', 'would return')} no more than it costs over {facts.period}"
    if npv < 0:
        return f"As it stands, the investment {facts.either('loses', 'would lose')} {amount} over {facts.period}"
    returns = facts.either("returns", "would return")
    if stance(facts) == "narrow":
        case = facts.in_scenario or "In its base case"
        return f"{case} the investment {returns} {amount} net over {facts.period}, but in most draws it loses money"
    if facts.value_work_change <= 0:
        return f"The investment {returns} {amount} more than it costs over {facts.period}"
    before, after = facts.text("value_share_before"), facts.text("value_share_after")
    rose = facts.either("rose", "would rise")
    return (
        f"Value work {rose} from {before} to {after} of the time, and the investment {returns} {amount} net over "
        f"{facts.period}"
    )


def subtitle(facts: Facts) -> str:
    """What the document is about."""
    company = brief(facts.case.company.name)
    changed, cost = facts.either("changed", "would change"), facts.either("cost", "would cost")
    worth = facts.either("is", "would be")
    return f"{company}: what the investment {changed}, what it {cost}, and what it {worth} worth over {facts.period}"


def headline_figures(facts: Facts, *, with_ranges: bool) -> tuple[KeyFigure, ...]:
    """Net present value, return, payback and value time; ranges go from conservative to optimistic."""
    meanings = {
        "npv": f"Net present value, {facts.period} at {facts.text('discount_rate')}",
        "roi": "Return on investment: net present value over costs",
        "payback_months": facts.label("payback_months"),
    }
    figures = [
        KeyFigure(_large(shown), meanings[name], _range(facts, name) if with_ranges else "")
        for name, shown in {**{each: facts.money(each) for each in meanings}, "npv": facts.npv_in_words}.items()
    ]
    value_time = f"{facts.text('value_share_before')} → {facts.text('value_share_after')}"
    whose = according(facts)
    # The arrow says before and after too, and there is little room.
    when = "" if whose else ", before and after"
    meaning = f"Time on value work{when}, {facts.evidence}{whose}"
    return (*figures, KeyFigure(value_time, meaning, _value_range(facts) if with_ranges else ""))


def _large(figure: str) -> str:
    return figure[:1].upper() + figure[1:]


def _range(facts: Facts, name: str) -> str:
    low, high = facts.span(name)
    return f"{low} to {high}" if low != high else "the same in all scenarios"


def _value_range(facts: Facts) -> str:
    """The scenarios of a target; a measured share is the same in all, so its interval says more."""
    low, high = facts.span("value_share_after")
    if low != high:
        return f"after: {low} to {high}"
    if has_interval(facts):
        return f"{facts.confidence} interval of the change: {value_work_ends(facts)} pts"
    if everybody_answered(facts.results):
        return "everybody answered: no sampling error"
    return "the same in all scenarios"
