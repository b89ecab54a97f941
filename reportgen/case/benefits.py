"""The benefits of a case: the ones the model knows, where their figures are stated, and the user's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import cast

from reportgen.case.benchmarks import default, default_source
from reportgen.case.case import Assumption, Benefit, BenefitKind
from reportgen.case.case_file import CaseFile
from reportgen.case.findings import Findings, quoted
from reportgen.case.inputs import INPUT
from reportgen.language import noted, say

#: Stated as {section of the case file: benefit}, in the order of the benefit axis.
KNOWN = {
    "productivity": Benefit(
        noted("Productivity gain"),
        "productivity_gain",
        "capacity",
        evidence=noted("The time survey, the team's payroll, and the share of freed time that is put to use."),
        excludes=noted("Freed time that is not put to use, and what the additional value work brings in."),
    ),
    "retention": Benefit(
        noted("Reduced attrition"),
        "retention_gain",
        "cashable",
        evidence=noted("The attrition rate before and after, and the cost of one departure."),
        excludes=noted("Departures avoided for other reasons, and knowledge that leaves with people."),
    ),
    "delivery": Benefit(
        noted("Additional models shipped"),
        "delivery_gain",
        "revenue",
        evidence=noted("The models shipped a year before and after, and the value of one."),
        excludes=noted("Better quality of existing models, and models beyond the yearly number."),
    ),
    "self_service": Benefit(
        noted("Self-service"),
        "self_service_gain",
        "capacity",
        evidence=noted("The weeks that a model waits for other teams before and after, and the models of a year."),
        excludes=noted(
            "Earlier revenue from models that are ready sooner, and the time of the teams that are waited for."
        ),
        hours="self_service_hours",
    ),
    "retraining": Benefit(
        noted("Automated retraining"),
        "retraining_gain",
        "capacity",
        evidence=noted("The retrainings a month before and after, and the hours of work in one."),
        excludes=noted("Fresher models, and the computing time of more retrainings."),
        hours="retraining_hours_saved",
    ),
    "reproducibility": Benefit(
        noted("Reproducibility"),
        "reproducibility_gain",
        "capacity",
        evidence=noted(
            "The incidents a year, and the hours lost in one before and after, step by step where they are known."
        ),
        excludes=noted("Models that are trained again from the beginning, and what an incident costs the business."),
        hours="reproducibility_hours_saved",
    ),
    "templates": Benefit(
        noted("Templates"),
        "templates_gain",
        "capacity",
        evidence=noted("The projects set up a year, and the hours of set-up before and after."),
        excludes=noted("Fewer errors in code that nobody has to write, and writing and keeping the templates."),
        hours="templates_hours_saved",
    ),
    "onboarding": Benefit(
        noted("Faster onboarding"),
        "onboarding_gain",
        "capacity",
        evidence=noted(
            "The people hired a year, the months until they work at full speed, and how much they do until then."
        ),
        excludes=noted("The time of those who teach them."),
    ),
    "experiments": Benefit(
        noted("More experiments"),
        "experiments_gain",
        "revenue",
        evidence=noted(
            "The experiments for a model before and after, the best AUC they typically reach, and its value."
        ),
        excludes=noted("The computing time of more experiments, and better models for any other reason."),
    ),
}
#: Levers that free hours which the survey counts too.
TIME_LEVERS = tuple(section for section, benefit in KNOWN.items() if benefit.hours)
#: Time is on in every case; the others need figures of their own.
ALWAYS_ON = "productivity"
#: What a benefit of the user's own is until stated: the kind that promises least.
OWN_KIND: BenefitKind = "capacity"


@dataclass(frozen=True)
class StatedBenefit:
    """A benefit and the section of the case file that it comes from."""

    benefit: Benefit
    path: tuple[str, ...]


def _said(benefit: Benefit) -> Benefit:
    """A benefit that the model knows, in the language of the report."""
    return replace(benefit, name=say(benefit.name), evidence=say(benefit.evidence), excludes=say(benefit.excludes))


def stated_benefits(case_file: CaseFile, findings: Findings) -> tuple[StatedBenefit, ...]:
    """All benefits that are on, in the order of the benefit axis."""
    known = [
        _stated(case_file, _said(benefit), ("benefits", section))
        for section, benefit in KNOWN.items()
        if section == ALWAYS_ON or case_file.entry("benefits", section) is not None
    ]
    names = {each.benefit.name for each in known}
    own = []
    for position, name in enumerate(case_file.section("benefits", "custom")):
        path = ("benefits", "custom", name)
        if name in names:
            findings.problems.append(
                f"{case_file.place(*path)}: another benefit has this name; choose a different one."
            )
        stated = _stated(case_file, Benefit(name, "custom_gain", OWN_KIND, custom=position), path)
        if stated.benefit.kind == "capacity":
            findings.note(
                say(
                    "'{name}' is a benefit of capacity: make sure that its hours are not among those that "
                    "the survey counts already, or give it another kind.",
                    name=name,
                )
            )
        own.append(stated)
    return (*known, *own)


def benefit_features(benefits: tuple[StatedBenefit, ...]) -> set[str]:
    """What the benefits switch on: each but time its own name, `overlap` of freed time with delivery, and `time_levers`
    where levers free hours that the survey counts too."""
    features = {each.path[1] for each in benefits} - {ALWAYS_ON}
    features |= {"overlap", "models_shipped"} if "delivery" in features else set()
    return features | ({"time_levers"} if features & set(TIME_LEVERS) else set())


def time_basis(case_file: CaseFile, features: Collection[str], findings: Findings) -> tuple[Assumption, ...]:
    """Whether freed time is counted from the survey, 1, or from the levers, 0."""
    stated = case_file.text("assumptions", "time_basis")
    if stated and "time_levers" not in features:
        findings.problems.append(
            f"{case_file.place('assumptions', 'time_basis')}: no lever of time is stated; state one of "
            f"{quoted(TIME_LEVERS)} under 'benefits', or leave 'time_basis' out."
        )
    if not stated:
        return (default("time_basis_survey"),)
    return (Assumption(float(stated == "survey"), INPUT["time_basis_survey"].default_kind, case_file.file),)


def benefit_flags(case_file: CaseFile, benefits: tuple[StatedBenefit, ...]) -> dict[str, tuple[Assumption, ...]]:
    """The inputs that sort the benefits, by input name: cashable or revenue, freed time or not, by a lever or not."""
    sections = [each.path[1] for each in benefits]
    sorts = {"time_benefit": (ALWAYS_ON, *TIME_LEVERS), "lever_benefit": TIME_LEVERS}
    return _kind_flags(case_file, benefits) | {
        name: tuple(default(name, float(section in among)) for section in sections) for name, among in sorts.items()
    }


def _kind_flags(case_file: CaseFile, benefits: tuple[StatedBenefit, ...]) -> dict[str, tuple[Assumption, ...]]:
    return {
        name: tuple(
            Assumption(
                float(each.benefit.kind == kind),
                INPUT[name].default_kind,
                case_file.file if case_file.entry(*each.path, "kind") else default_source(name),
            )
            for each in benefits
        )
        for name, kind in (("cashable_benefit", "cashable"), ("revenue_benefit", "revenue"))
    }


def _stated(case_file: CaseFile, benefit: Benefit, path: tuple[str, ...]) -> StatedBenefit:
    return StatedBenefit(
        replace(
            benefit,
            kind=cast(BenefitKind, case_file.text(*path, "kind", default=benefit.kind)),
            evidence=case_file.text(*path, "evidence", default=benefit.evidence),
            excludes=case_file.text(*path, "excludes", default=benefit.excludes),
        ),
        path,
    )
