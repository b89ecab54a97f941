"""What the model leaves out, in plain words."""

from __future__ import annotations

from typing import NamedTuple


class Limitation(NamedTuple):
    """One thing that a reader must not expect of the figures."""

    about: str
    words: str
    when: str | None = None
    """As the `when` of a line: the feature of a case that it holds for; None is always."""


LIMITATIONS = (
    Limitation(
        "Time",
        "Shares of time are what people say about their own work; nobody held a clock. People who did not answer, "
        "and those who have left, are not heard. Every answer weighs the same, whatever the person's role and pay.",
    ),
    Limitation(
        "Cause",
        "The survey shows that the use of time has changed. It does not show why: there is no group without the "
        "investment to compare with.",
        when="measured",
    ),
    Limitation(
        "After",
        "The shares after are a plan, not a measurement. Until a second wave is asked they are projected.",
        when="not measured",
    ),
    Limitation(
        "Money",
        "Taxes, inflation, financing and exchange rates are left out. Team, pay and prices stay as they are over "
        "all years, and nothing is counted beyond the last year or as a value left over.",
    ),
    Limitation(
        "Timing",
        "Amounts fall at the end of each year. Year 0 is the year of the spending and is not discounted; within a "
        "year the payback assumes that benefits come in evenly, and it counts from the end of year 0. A year late "
        "means a year of benefits less within the horizon; costs stay where they are.",
    ),
    Limitation(
        "Uncertainty",
        "The conservative and the optimistic scenario move every assumption that has a range to the same side at "
        "once; an assumption without one stays where it is, and so does the survey. How assumptions depend on each "
        "other is not modelled, and a range is only as good as the person who stated it.",
    ),
    Limitation(
        "Freed time",
        "Time is worth its pay only as far as it is put to use; how far that is, is an assumption. It leaves the "
        "budget only where a benefit is marked as cashable.",
    ),
    Limitation(
        "Counted once",
        "Freed time and the models shipped with it are counted once. A capacity benefit that somebody added may "
        "repeat hours that the survey counts already; the model cannot tell.",
    ),
)


def limitations(features: frozenset[str]) -> list[tuple[str, str]]:
    """Those that hold for a case with these features: what each is about, and its words."""
    is_on = {None: True, "measured": "measured" in features, "not measured": "measured" not in features}
    return [(each.about, each.words) for each in LIMITATIONS if is_on[each.when]]
