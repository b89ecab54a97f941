"""The benefits of a case: the ones the model knows, where their figures are stated, and the user's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from reportgen.case.case import Assumption, Benefit, BenefitKind
from reportgen.case.case_file import CaseFile
from reportgen.case.findings import Findings
from reportgen.case.schema import INPUT

#: Stated as {section of the case file: benefit}, in the order of the benefit axis.
KNOWN = {
    "productivity": Benefit(
        "Productivity gain",
        "productivity_gain",
        "capacity",
        evidence="The time survey, the team's payroll, and the share of freed time that is put to use.",
        excludes="Freed time that is not put to use, and what the additional value work brings in.",
    ),
    "retention": Benefit(
        "Reduced attrition",
        "retention_gain",
        "cashable",
        evidence="The attrition rate before and after, and the cost of one departure.",
        excludes="Departures avoided for other reasons, and knowledge that leaves with people.",
    ),
    "delivery": Benefit(
        "Additional models shipped",
        "delivery_gain",
        "revenue",
        evidence="The models shipped a year before and after, and the value of one.",
        excludes="Better quality of existing models, and models beyond the yearly number.",
    ),
}
#: Time is on in every case; the others need figures of their own.
ALWAYS_ON = "productivity"
#: What a benefit of the user's own is until stated: the kind that promises least.
OWN_KIND: BenefitKind = "capacity"


@dataclass(frozen=True)
class StatedBenefit:
    """A benefit and the section of the case file that it comes from."""

    benefit: Benefit
    path: tuple[str, ...]


def stated_benefits(case_file: CaseFile, findings: Findings) -> tuple[StatedBenefit, ...]:
    """All benefits that are on, in the order of the benefit axis."""
    known = [
        _stated(case_file, benefit, ("benefits", section))
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
            findings.notes.append(
                f"'{name}' is a benefit of capacity: make sure that its hours are not among those that the survey "
                "counts already, or give it another kind."
            )
        own.append(stated)
    return (*known, *own)


def benefit_features(benefits: tuple[StatedBenefit, ...]) -> set[str]:
    """What the benefits switch on: `retention`, `delivery`, `custom`, and `overlap` of freed time with delivery."""
    features = {each.path[1] for each in benefits} - {ALWAYS_ON}
    return features | ({"overlap"} if "delivery" in features else set())


def benefit_flags(case_file: CaseFile, benefits: tuple[StatedBenefit, ...]) -> dict[str, tuple[Assumption, ...]]:
    """The inputs that tell the model which benefits are cashable and which are revenue, by input name."""
    return {
        name: tuple(
            Assumption(
                float(each.benefit.kind == kind),
                INPUT[name].default_kind,
                case_file.file if case_file.entry(*each.path, "kind") else INPUT[name].source,
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
