"""What the Summary says of the survey: how sure it is, and what other rules for its rows would make of it."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.case.features import POLICY_PREFIXES
from reportgen.language import noted, say
from reportgen.model.policies import FIGURES, OTHER_RULES
from reportgen.model.results import Results
from reportgen.survey.allocation import Policy
from reportgen.workbook.layout import Layout
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.wording import capital, unit_words

#: The interval of the change where there is one, else of the one wave.
CHANGE = (
    "confidence", "value_share_change_low", "value_share_change_high", "value_hours_change_low",
    "value_hours_change_high", "productivity_gain_low", "productivity_gain_high",
)  # fmt: skip
ONE_WAVE = ("confidence", "value_share_before_low", "value_share_before_high")

HOLDS_ZERO = noted("Zero is inside: a change is not shown.")
SHOWS_CHANGE = noted("Zero is outside: the survey shows a change.")

POLICIES_TITLE = noted("The same survey under other rules for rows")
#: Headings of the columns.
POLICIES: dict[Policy, str] = {
    "rescaled": noted("Rescaled, as everywhere else"),
    **OTHER_RULES,
}
POLICY_FIGURES = ("respondents_before", "respondents_after", *FIGURES)


def interval_names(results: Results) -> tuple[str, ...]:
    """The figures that say how sure the survey is; none without single answers."""
    if results.has("value_share_change_low"):
        return CHANGE
    return ONE_WAVE if results.has("value_share_before_low") else ()


def write_zero(page: Page, results: Results, flag: str, row: int, column: int) -> None:
    """Says in words whether the interval holds zero; `flag` is the cell that knows."""
    holds, shows = say(HOLDS_ZERO), say(SHOWS_CHANGE)
    value = holds if results.number("value_share_change_holds_zero") > 0 else shows
    page.formula(row, column, f'=IF({flag}>0,"{holds}","{shows}")', value, "sentence")


def write_policies(page: Page, results: Results, layout: Layout, row: int, columns: Sequence[int]) -> int:
    """A column a policy; returns the row of the next part."""
    headings = [(POLICY_PREFIXES[policy], words) for policy, words in POLICIES.items()]
    policies = [(prefix, words) for prefix, words in headings if results.has(f"{prefix}value_share_change")]
    if len(policies) < 2:
        return row
    label, *places = columns
    page.section(row, say(POLICIES_TITLE), label, columns[-1])
    page.text(row + 1, label, say("Figure"), "heading")
    for place, (_, words) in zip(places, policies, strict=False):
        page.text(row + 1, place, capital(say(words)), "figure heading")
    row += 2
    for name in (name for name in POLICY_FIGURES if results.has(name)):
        declared = results.declared(name)
        words = unit_words(declared.unit, results.case.company.currency)
        page.link(row, label, f"{say(declared.label)} ({words})", layout.cell(name))
        for place, (prefix, _) in zip(places, policies, strict=False):
            value = results.number(prefix + name)
            page.formula(row, place, f"={layout.cell(prefix + name).pinned}", value, "calculation", declared.unit)
        row += 1
    return row + 1
