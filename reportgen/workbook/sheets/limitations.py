"""What the model leaves out, in plain words."""

from __future__ import annotations

from typing import NamedTuple

from reportgen.case.inputs import is_on
from reportgen.language import noted, say
from reportgen.model.respondents import everybody_answered, recognisable
from reportgen.model.results import Results


class Limitation(NamedTuple):
    """One thing that a reader must not expect of the figures."""

    about: str
    words: str
    when: str | None = None
    """As the `when` of a line: the features of a case that it holds for; None is always."""


LIMITATIONS = (
    Limitation(
        noted("Time"),
        noted(
            "Shares of time are what people say about their own work; nobody held a clock. People "
            "who did not answer, and those who have left, are not heard."
        ),
    ),
    Limitation(
        noted("Weights"),
        noted(
            "Every answer weighs the same, whatever the person's role and pay: a role that answered "
            "more often counts for more in the means than in the team."
        ),
        when="not weighted and not post_stratified",
    ),
    Limitation(
        noted("Weights"),
        noted(
            "Answers weigh what the survey's column of weights says, whatever the person's role and "
            "pay. Where the weights come from is not examined."
        ),
        when="weighted and not post_stratified",
    ),
    Limitation(
        noted("Weights"),
        noted(
            "Answers are weighted so that each role counts as its headcount does; within a role they "
            "weigh the same. Those of a role who answered speak for those who did not, and pay plays "
            "no part."
        ),
        when="not weighted and post_stratified",
    ),
    Limitation(
        noted("Weights"),
        noted(
            "Answers weigh what the survey's column of weights says, scaled so that each role counts "
            "as its headcount. Where the weights come from is not examined, and pay plays no part."
        ),
        when="weighted and post_stratified",
    ),
    Limitation(
        noted("Design"),
        noted(
            "Standard deviations and covariances follow strata, clusters or headcounts by role and "
            "are calculated outside the workbook. They are values: an answer changed on the Survey "
            "sheet moves the means and not the intervals."
        ),
        when="stratified or clustered or post_stratified",
    ),
    Limitation(
        noted("Intervals"),
        noted(
            "The intervals of the change, of its hours and of the gain say how far chance in who "
            "answered may move them. They know nothing of people who answer other than they work, "
            "nor of how sure the other assumptions are."
        ),
        when="compared",
    ),
    Limitation(
        noted("Intervals"),
        noted(
            "Intervals are narrower the more of the team answered, as if the team of today were all "
            "there is to know; they say nothing of people who join it later."
        ),
        when="finite_population",
    ),
    Limitation(
        noted("Cause"),
        noted(
            "The survey shows that the use of time has changed. It does not show why: there is no "
            "group without the investment to compare with."
        ),
        when="measured",
    ),
    Limitation(
        noted("After"),
        noted("The shares after are a plan, not a measurement. Until a second wave is asked they are projected."),
        when="not measured",
    ),
    Limitation(
        noted("Money"),
        noted(
            "Taxes, inflation, financing and exchange rates are left out. Team, pay and prices stay "
            "as they are over all years, and nothing is counted beyond the last year or as a value "
            "left over."
        ),
    ),
    Limitation(
        noted("Timing"),
        noted(
            "Amounts fall at the end of each year. Year 0 is the year of the spending and is not "
            "discounted; within a year the payback assumes that benefits come in evenly, and it "
            "counts from the end of year 0. A year late means a year of benefits less within the "
            "horizon; costs stay where they are."
        ),
    ),
    Limitation(
        noted("Uncertainty"),
        noted(
            "The conservative and the optimistic scenario move every assumption that has a range to "
            "the same side at once; an assumption without one stays where it is, and so does the "
            "survey. How assumptions depend on each other is not modelled, and a range is only as "
            "good as the person who stated it."
        ),
    ),
    Limitation(
        "Simulation",
        noted(
            "Random draws, percentiles and the values at which the case turns are values of the case "
            "as it was built. They do not follow when an assumption is changed here; the sheet "
            "Simulation says whether they still belong to the model."
        ),
    ),
    Limitation(
        noted("What-ifs"),
        noted(
            "Scenarios, ranges and the table of two assumptions follow every change on Inputs. Which "
            "figures have a range, which of them move together and which two assumptions stand in "
            "the table is as it was built."
        ),
    ),
    Limitation(
        noted("Freed time"),
        noted(
            "Time is worth its pay only as far as it is put to use; how far that is, is an "
            "assumption. It leaves the budget only where a benefit is marked as cashable."
        ),
    ),
    Limitation(
        noted("Levers"),
        noted(
            "Hours that a lever frees are worth the team's average pay, in full; those of the survey "
            "only as far as freed time is put to use. Where freed time is counted from the levers, "
            "that share plays no part."
        ),
        when="time_levers",
    ),
    Limitation(
        noted("Experiments"),
        noted(
            "The table of experiments and the best AUC is typical and not the team's own, and what a "
            "better AUC is worth is an assumption. No more than the table's last row is counted."
        ),
        when="experiments",
    ),
    Limitation(
        noted("Multiplier"),
        noted("The multiplier is shown beside the survey and moves no money."),
        when="multiplier",
    ),
    Limitation(
        noted("Counted once"),
        noted(
            "Freed time is counted from the survey or from the levers, never from both; the other is shown beside it."
        ),
        when="time_levers",
    ),
    Limitation(
        noted("Counted once"),
        noted(
            "More experiments may be run in time that is freed, which the gain from freed time "
            "counts too. Nothing is taken off for that."
        ),
        when="experiments",
    ),
    Limitation(
        noted("Counted once"),
        noted(
            "A departure avoided is also a person not hired. The people hired a year are taken as "
            "stated, and nothing is taken off where the cost of a departure includes the time of the "
            "successor."
        ),
        when="onboarding",
    ),
    Limitation(
        noted("Counted once"),
        noted(
            "Freed time and the models shipped with it are counted once. A capacity benefit that "
            "somebody added may repeat hours that the survey counts already; the model cannot tell."
        ),
    ),
)


EVERYBODY = noted(
    "Everybody in the team answered, so there is no sampling error: both ends of an interval are the figure itself."
)


def limitations_of(results: Results) -> list[tuple[str, str]]:
    """Those of the people who answered, then those that hold for the features of the case."""
    people = [(say("Few people"), few)] if (few := recognisable(results)) else []
    people += [(say("Everybody"), say(EVERYBODY))] if everybody_answered(results) else []
    return people + limitations(results.case.features)


def limitations(features: frozenset[str]) -> list[tuple[str, str]]:
    """Those that hold for a case with these features: what each is about, and its words."""
    return [(say(each.about), say(each.words)) for each in LIMITATIONS if is_on(each.when, features)]
