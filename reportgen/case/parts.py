"""What a case consists of: its activities, team, components, benefits and outcomes, and the axes they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.case.activities import activity_flags, activity_kinds, check_activities
from reportgen.case.benefits import StatedBenefit, benefit_features, benefit_flags, stated_benefits, time_basis
from reportgen.case.case import ActivityKind, Assumption, Component, Measure
from reportgen.case.case_file import CaseFile
from reportgen.case.features import stated_features, survey_features
from reportgen.case.findings import Findings
from reportgen.case.inputs import Axis
from reportgen.case.investment import investment, team
from reportgen.case.maturity import maturity_features, maturity_scale, measures
from reportgen.case.outcomes import StatedOutcome, outcome_features, outcome_figures, stated_outcomes
from reportgen.case.steps import Steps, steps_of_levers
from reportgen.case.targets import target, target_features

if TYPE_CHECKING:
    from reportgen.survey.allocation import Allocation


@dataclass(frozen=True)
class Parts:
    """What is in a case, without the assumptions that are looked up for each part."""

    activities: tuple[str, ...]
    kinds: tuple[ActivityKind, ...]
    roles: tuple[str, ...]
    components: tuple[Component, ...]
    benefits: tuple[StatedBenefit, ...]
    outcomes: tuple[StatedOutcome, ...]
    measures: tuple[Measure, ...]
    steps: Steps
    horizon: int
    features: frozenset[str]
    settled: dict[str, tuple[Assumption, ...]]
    """Inputs that follow from other statements, by input name."""

    def axes(self) -> dict[Axis, tuple[str, ...]]:
        """Labels by axis; axes without items are absent."""
        labels: dict[Axis, tuple[str, ...]] = {
            "activity": self.activities,
            "role": self.roles,
            "component": tuple(each.name for each in self.components),
            "benefit": tuple(each.benefit.name for each in self.benefits),
            "custom": tuple(each.benefit.name for each in self.benefits if each.benefit.custom is not None),
            "outcome": tuple(each.outcome.name for each in self.outcomes),
            "measured_outcome": tuple(each.outcome.name for each in self.outcomes if each.outcome.measured is not None),
            **self.steps.axes,
            "measure": tuple(measure.name for measure in self.measures),
            "year": tuple(str(year) for year in range(self.horizon + 1)),
        }
        return {axis: names for axis, names in labels.items() if names}

    def sections(self) -> dict[Axis, tuple[tuple[str, ...], ...]]:
        """Where the figures of each role, component and benefit stand in the case file."""
        return {
            "role": tuple(("team", role) for role in self.roles),
            "component": tuple(("investment", each.name) for each in self.components),
            "benefit": tuple(each.path for each in self.benefits),
            "custom": tuple(each.path for each in self.benefits if each.benefit.custom is not None),
        }


def parts(case_file: CaseFile, allocation: Allocation, horizon: int, findings: Findings) -> Parts:
    """What is in a case, as the case file states it or as it follows from the survey."""
    check_activities(case_file, allocation, findings)
    kinds = activity_kinds(case_file, allocation, findings)
    aim = target(case_file, allocation, kinds, findings)
    benefits = stated_benefits(case_file, findings)
    features = survey_features(allocation) | stated_features(case_file, allocation, findings)
    features |= target_features(aim) | benefit_features(benefits)
    features |= maturity_features(case_file, features, findings)
    steps = steps_of_levers(case_file, features, findings)
    measured = measures(features)
    outcomes = stated_outcomes(case_file, features, findings)
    roles, headcount = team(case_file, allocation, findings)
    components, amount = investment(case_file, allocation, kinds, headcount, findings)
    settled = {
        **activity_flags(case_file, allocation, kinds),
        **aim,
        **benefit_flags(case_file, benefits),
        "time_basis_survey": time_basis(case_file, features, findings),
        **steps.figures,
        **maturity_scale(measured),
        **outcome_figures(outcomes),
        **headcount,
        **amount,
    }
    return Parts(
        activities=allocation.activities,
        kinds=kinds,
        roles=roles,
        components=components,
        benefits=benefits,
        outcomes=outcomes,
        measures=measured,
        steps=steps,
        horizon=horizon,
        features=frozenset(features | outcome_features(outcomes)),
        settled=settled,
    )
