"""What the survey allows: the switches of inputs and lines that follow from it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.case.case_file import CaseFile
    from reportgen.case.findings import Findings
    from reportgen.survey.allocation import Allocation, Compared, Design, Policy, Wave

#: Switch of the lines under a policy for rows; under the one left out all other lines stand.
POLICY_FEATURES: dict[Policy, str] = {"as is": "policy_as_is", "strict": "policy_strict"}
#: Beginning of the names of lines and survey inputs under each policy.
POLICY_PREFIXES: dict[Policy, str] = {"as is": "as_is_", "strict": "strict_", "rescaled": ""}


def survey_features(allocation: Allocation) -> set[str]:
    """Which waves were counted, where answers spread, how they were weighted, how the change is judged, and under which
    policies for rows."""
    before, after = allocation.before, allocation.after
    waves = {"before": before} | ({"after": after} if after is not None else {})
    features = {"measured"} if after is not None else set()
    features |= {f"counted_{name}" for name, wave in waves.items() if wave.respondents is not None}
    features |= {f"spread_{name}" for name, wave in waves.items() if _spreads(wave)}
    features |= {f"designed_{name}" for name, wave in waves.items() if _spreads(wave) and wave.degrees is not None}
    features |= _comparison(allocation, features) | _design(allocation.design)
    return features | {
        POLICY_FEATURES[result.policy]
        for result in allocation.policies
        if result.policy in POLICY_FEATURES and "counted_before" in features
    }


def stated_features(case_file: CaseFile, allocation: Allocation, findings: Findings) -> set[str]:
    """What the case file asks of the survey's standard errors."""
    if case_file.text("survey", "finite_population") != "yes":
        return set()
    place = case_file.place("survey", "finite_population")
    if not case_file.section("team"):
        findings.problems.append(
            f"{place}: correcting for a finite population needs the size of the team; "
            "state the headcounts under team, or leave finite_population out."
        )
    stated = (case_file.figure("team", role, "headcount") for role in case_file.section("team"))
    headcount = math.fsum(figure.value for figure in stated if figure is not None)
    respondents = max(wave.respondents or 0 for wave in allocation.waves)
    if respondents > headcount > 0:
        findings.problems.append(
            f"{place}: {respondents:,} people answered, more than the headcount of {headcount:,g}, "
            "as if nothing were uncertain; correct the headcounts under team, or leave finite_population out."
        )
    if allocation.design.strata or allocation.design.clusters:
        findings.problems.append(
            f"{place}: with strata or clusters the headcount of each stratum would be needed, which is not read; "
            "leave finite_population out, the intervals are then a little too wide."
        )
    return {"finite_population"}


def _comparison(compared: Compared, features: set[str]) -> set[str]:
    if compared.comparison == "paired" and compared.change_covariance is not None:
        designed = {"designed_change"} if compared.change_degrees is not None else set()
        return {"paired", "compared"} | designed
    if compared.comparison == "welch" and features >= {"spread_before", "spread_after"}:
        return {"welch", "compared"}
    return set()


def _design(design: Design) -> set[str]:
    stated = {
        "weighted": bool(design.weights),
        "post_stratified": design.post_stratified,
        "stratified": bool(design.strata),
        "clustered": bool(design.clusters),
    }
    return {name for name, is_so in stated.items() if is_so}


def _spreads(wave: Wave) -> bool:
    return wave.covariance is not None and wave.respondents is not None and wave.respondents > 1
