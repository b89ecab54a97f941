"""Formulas in words: taken apart as the workbook calculates them, and said without anything of Excel."""

from __future__ import annotations

import math
import operator
import re
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from support.expressions import value
from support.small_case import EVERY_BENEFIT, a_case_of_each_kind, an_allocation, computed

from reportgen.errors import ModelError
from reportgen.model.formula import Formula
from reportgen.model.parsing import Negative, Operation, Piece, Read, parsed
from reportgen.model.phrasing import Said, said
from reportgen.model.results import Results, compute
from reportgen.model.wording import formula_in_words

#: A function of Excel, or a mark that nobody replaced.
LEFTOVER = re.compile(r"[A-Z]{2,}\(|[{}|*^$]|(?<= )-(?= )")

SPREAD = (0.02, 0.03, 0.01)


def words(results: Results, name: str) -> str:
    return formula_in_words(results.graph, results.graph.lines[name])


@pytest.fixture(scope="module")
def measured() -> Results:
    """Two waves of the same people, every benefit of the first release."""
    allocation = an_allocation(
        respondents_before=8,
        respondents_after=6,
        respondents_matched=6,
        deviation_before=SPREAD,
        deviation_after=SPREAD,
        deviation_change=SPREAD,
    )
    return computed(allocation, benefits=EVERY_BENEFIT)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("npv", "Present value of benefits − Present value of costs"),
        (
            "productivity_gain",
            "Payroll × Change of the share of value work × Share of freed time put to productive use",
        ),
        ("discount_factor", "1 ÷ ((1 + Discount rate) to the power of Year)"),
        ("share_after", "Mean share of time, after"),
        ("value_share_before", "total of Share of time, before × Is value work (1 = yes) over all activities"),
        ("total_investment", "total of Investment over all years"),
        ("cumulative_net_benefit", "total of Net benefit up to this year"),
        ("step_end", "total of From benefits to net present value up to this step"),
        ("benefits_a_year_late", "Total benefits of the year before"),
        ("cost_effect", "−Present value of the cost"),
        (
            "roi",
            "Net present value ÷ Present value of costs if Present value of costs is above 0, else “no costs”",
        ),
        (
            "pays_back_in_year",
            "1 if Cumulative net benefit of the year before is below −Negligible amount and Cumulative net benefit is "
            "at least −Negligible amount, else 0",
        ),
        (
            "payback_months",
            "the highest Month of the rise of all years if Cumulative net benefit of the last year is at least "
            "−Negligible amount, else “not within the horizon”",
        ),
        (
            "irr",
            "the internal rate of return of Net benefit of all years, sought from Least rate of return on if Has one "
            "positive rate of return is above 0, else “no single one above 0 %”",
        ),
        (
            "money_scale",
            "the larger of 1 and (the absolute value of Present value of benefits) + Present value of costs",
        ),
        (
            "step_below",
            "(the smaller of 0 and the smaller of Before this step and Up to this step) − "
            "(the smaller of 0 and the larger of Before this step and Up to this step)",
        ),
        ("error_factor_before", "1 ÷ (the square root of Respondents, before)"),
        (
            "t_before",
            "Normal quantile + (Exact t quantile, before − Normal quantile) × Degrees of freedom of the exact "
            "quantile, before ÷ Degrees of freedom, before",
        ),
        (
            "exact_t_before",
            "Student’s two-sided t quantile for Confidence of the intervals with Degrees of freedom of the exact "
            "quantile, before",
        ),
        ("normal_z", "the two-sided normal quantile for Confidence of the intervals"),
        (
            "share_change_probability",
            "Student’s two-sided t probability for Noise beside noise and change with Degrees of freedom of the change",
        ),
        (
            "share_change_step",
            "Probability of such a change by chance × (the number of activities whose Probability of such a change by "
            "chance is at least this activity’s Probability of such a change by chance − Difference of probabilities "
            "that counts as none)",
        ),
        ("first_failing_probability", "the lowest Probability where Holm's step fails of all activities"),
        (
            "covariance_with_value_before",
            "total of Covariance of the shares, before × Is value work (1 = yes) over all activities",
        ),
        ("cost_in_year", "one row each: Investment; Run costs; Implementation dip; Contingency"),
        ("delivery_gain_in_year", "Benefit after adoption and risk of ‘Additional models shipped’"),
    ],
)
def test_a_line_is_said_in_the_labels_of_what_it_reads(measured: Results, name: str, expected: str) -> None:
    assert words(measured, name) == expected


def test_a_plan_says_how_the_shares_after_come_about() -> None:
    plan = computed(an_allocation(surveyed_share_after=None))

    assert words(plan, "share_after") == (
        "Share of time, before + Share of time moved to value work × "
        "(Share of value work given to the activity − Share of friction taken from the activity)"
    )


def test_of_items_that_are_collected_one_by_one_each_is_named(measured: Results) -> None:
    assert words(measured, "benefit_full_effect") == (
        "one row each: Productivity gain; Reduced attrition; Additional models shipped; Gain of each custom benefit"
    )


def test_every_line_of_every_kind_of_case_has_words_and_nothing_of_excel() -> None:
    for case, allocation in a_case_of_each_kind():
        graph = compute(case, allocation).graph
        for line in graph.lines.values():
            found = formula_in_words(graph, line)
            assert found, line.name
            assert not LEFTOVER.search(found), f"{line.name}: {found}"
            assert found.count("(") == found.count(")"), f"{line.name}: {found}"


def test_nothing_is_said_that_a_line_does_not_read(measured: Results) -> None:
    """Every label in the words is one that the line reads: what is left without them are signs and small words."""
    small = "total of over all up to this year before the last highest lowest larger smaller and if else is above "
    small += "below at least most 0 1 to power square root absolute value internal rate return sought from on"
    for name in ("npv", "roi", "payback_months", "irr", "discount_factor", "money_scale", "cumulative_net_benefit"):
        line = measured.graph.lines[name]
        rest = words(measured, name)
        labels = sorted((measured.declared(need).label for need in line.needs), key=len, reverse=True)
        for label in labels:
            rest = rest.replace(label, "")
        told = re.sub(r"“[^”]*”|[−×÷+(),]", " ", rest).split()
        assert set(told) <= {*small.split(), "years"}, name


@pytest.mark.parametrize("text", ["{npv|}+", "{npv|} {roi|}", "IF({npv|},1", "(1", "{npv|})", "npv", ""])
def test_what_algebra_would_not_write_is_refused(text: str) -> None:
    with pytest.raises(ModelError, match="taken apart"):
        parsed(text)


def test_a_function_without_words_is_refused_by_name() -> None:
    with pytest.raises(ModelError, match="no words for ROUND"):
        said(parsed("ROUND({npv|})"), Names())


def test_zeros_that_only_serve_spreadsheets_are_left_out() -> None:
    npv = Read("npv")
    assert parsed("0+{npv|}") == npv
    assert parsed("0-{npv|}*1") == Negative(Operation("*", npv, parsed("1")))
    assert parsed("{npv|}-0") == Operation("-", npv, parsed("0"))


@dataclass(frozen=True)
class Names:
    """Tells what is read by its bare name."""

    def one(self, read: Read) -> Said:
        return Said(read.name)

    def several(self, read: Read) -> str:
        return read.name

    def total(self, *factors: Read) -> Said:
        return Said(" × ".join(factor.name for factor in factors))

    def extreme(self, which: str, read: Read) -> Said:
        return Said(f"{which} {read.name}")

    def count(self, read: Read, compared: str, limit: Piece) -> Said:
        return Said(f"{read.name} {compared} {said(limit, self).text}")


PYTHON = {"×": "*", "÷": "/", "−": "-", "to the power of": "**"}
FIGURES = {"a": 2.5, "b": 3.0, "c": 0.7, "d": 1.3}


def _expression(random: Random, depth: int) -> Any:
    """Operators alone, as deep as asked for; what is raised or divided by stays above zero."""
    if depth == 0 or random.random() < 0.1:
        return random.choice([*FIGURES, (operator.sub, 1, "a"), (operator.truediv, 1, "b"), (operator.neg, "c")])
    way = random.choice([operator.add, operator.sub, operator.mul, operator.truediv, operator.neg, operator.pow])
    if way is operator.neg:
        return (way, _expression(random, depth - 1))
    if way is operator.pow:
        return (way, random.choice(list(FIGURES)), _expression(random, depth - 1))
    right = random.choice(list(FIGURES)) if way is operator.truediv else _expression(random, depth - 1)
    return (way, _expression(random, depth - 1), right)


def test_words_mean_what_the_expression_does() -> None:
    """Signs and brackets of the words, read by Python's rules, give the value of the expression."""
    random = Random(1)
    for _ in range(2_000):
        tree = _expression(random, 4)
        cells = {name: Formula(Read(name).mark) for name in FIGURES}
        told = said(parsed(value(tree, cells).text), Names()).text
        for sign, python in PYTHON.items():
            told = told.replace(sign, python)
        try:
            expected = value(tree, FIGURES)
        except OverflowError:
            continue
        assert math.isclose(eval(told, {}, FIGURES), expected, rel_tol=1e-9, abs_tol=1e-9), told
