"""From a case file and a survey to a complete case."""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING

from reportgen.case.activities import check_activities
from reportgen.case.assumptions import Assembly, check_lengths
from reportgen.case.benchmarks import BENCHMARK_CURRENCY, default_source
from reportgen.case.case import Assumption, Case, Company
from reportgen.case.case_file import CaseFile
from reportgen.case.findings import Findings, quoted
from reportgen.case.inputs import INPUT
from reportgen.case.parts import Parts, parts
from reportgen.case.scenarios import Overrides
from reportgen.case.sensitivity import stated_grid
from reportgen.errors import InputError
from reportgen.language import LOCALES, noted, say, spoken
from reportgen.notation import AMERICAN

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation

HORIZON = 3
UNNAMED_COMPANY = noted("The team")
UNNAMED_CASE = "case"
LONGEST_NAME = 50

Assumptions = dict[str, tuple[Assumption, ...]]


def complete(
    case_file: CaseFile, allocation: Allocation, *, name: str | None = None, date: datetime.date | None = None
) -> Case:
    """The case with every gap filled from the survey, the benchmarks and stated conventions.

    `name` and `date` go before the case file's own; without either the name is the survey file's and the
    date today's. Raises InputError with every statement of the case file that does not fit the survey or
    the rest of the file, after the problems the file itself was read with.
    """
    findings = Findings()
    if case_file.problems:
        # What is missing may be among what could not be read, so only names can be judged.
        check_activities(case_file, allocation, findings)
        raise InputError(*case_file.problems, *findings.problems)
    found = parts(case_file, allocation, _horizon(case_file), findings)
    assumptions = _assumptions(case_file, found, findings)
    grid = stated_grid(case_file, assumptions, findings)
    if findings.problems:
        raise InputError(*findings.problems)
    company = _company(case_file)
    _note_currency(company, assumptions, findings)
    return Case(
        name=_file_name(name or case_file.text("name") or PurePath(allocation.reading[0].file).stem),
        title=case_file.text("title"),
        company=company,
        date=date or _date(case_file),
        horizon=found.horizon,
        activity_kinds=found.kinds,
        roles=found.roles,
        components=found.components,
        benefits=tuple(each.benefit for each in found.benefits),
        outcomes=tuple(each.outcome for each in found.outcomes),
        measures=found.measures,
        axes=found.axes(),
        assumptions=assumptions,
        features=found.features,
        grid=grid,
        notes=findings.notes,
        file=case_file.file,
        sha256=case_file.sha256,
    )


def _assumptions(case_file: CaseFile, found: Parts, findings: Findings) -> Assumptions:
    axes = found.axes()
    assembly = Assembly(case_file, findings, axes, found.features, found.sections(), found.settled)
    assumptions = assembly.assumptions()
    check_lengths(assumptions, axes)
    return Overrides(case_file, findings, axes).applied_to(assumptions)


def _horizon(case_file: CaseFile) -> int:
    stated = case_file.entry("assumptions", "horizon")
    return stated.value if stated is not None and isinstance(stated.value, int) else HORIZON


def _date(case_file: CaseFile) -> datetime.date:
    stated = case_file.entry("company", "date")
    return stated.value if stated is not None and isinstance(stated.value, datetime.date) else datetime.date.today()


def _company(case_file: CaseFile) -> Company:
    texts = {field.name: case_file.text("company", field.name) for field in dataclasses.fields(Company)}
    stated = {name: text for name, text in texts.items() if text}
    company = Company(**{"name": say(UNNAMED_COMPANY), **stated})
    # American English is what every case file begins with, so that it says nothing of a report in another language.
    return dataclasses.replace(company, locale=LOCALES[spoken()]) if company.locale == AMERICAN else company


def _note_currency(company: Company, assumptions: Assumptions, findings: Findings) -> None:
    if company.currency == BENCHMARK_CURRENCY:
        return
    labels = [
        say(INPUT[name].label)
        for name, figures in assumptions.items()
        if INPUT[name].unit.startswith("money") and any(each.source == default_source(name) for each in figures)
    ]
    if labels:
        findings.note(
            say(
                "The benchmarks for {labels} are amounts in {benchmark}, taken as {currency} "
                "without conversion; state your own.",
                labels=quoted(labels),
                benchmark=BENCHMARK_CURRENCY,
                currency=company.currency,
            )
        )


def _file_name(name: str) -> str:
    """Lower-case words joined by hyphens, so that the name is safe in every file system."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).lower())
    return "-".join(words)[:LONGEST_NAME].strip("-_") or UNNAMED_CASE
