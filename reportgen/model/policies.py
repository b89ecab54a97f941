"""What the case comes to under each rule for rows that do not add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.case.features import POLICY_PREFIXES
from reportgen.language import noted
from reportgen.model.results import Results
from reportgen.survey.allocation import Policy

#: What the rules are called that the case itself is not calculated under.
OTHER_RULES: dict[Policy, str] = {"as is": noted("rows as they are"), "strict": noted("exact rows only")}

#: Lines that exist under every rule, as far as the case has them.
FIGURES = ("value_share_before", "value_share_after", "value_share_change", "productivity_gain")


@dataclass(frozen=True)
class UnderPolicy:
    """The figures under one rule; those that some rule lacks are left out of all."""

    policy: Policy
    people_before: int | None
    people_after: int | None
    figures: Mapping[str, float]
    """By the name of the line without prefix; the productivity gain is that of a year at full effect."""


def under_policies(results: Results) -> tuple[UnderPolicy, ...]:
    """The figures under each rule that the survey was read with; empty for tables of means."""
    found = results.allocation.policies
    told = [name for name in FIGURES if all(results.has(f"{POLICY_PREFIXES[each.policy]}{name}") for each in found)]
    return tuple(
        UnderPolicy(
            each.policy,
            each.before.respondents,
            each.after.respondents if each.after is not None else None,
            {name: results.number(f"{POLICY_PREFIXES[each.policy]}{name}") for name in told},
        )
        for each in found
    )


def movement(rules: Sequence[UnderPolicy], name: str) -> float | None:
    """Largest less smallest of a figure under the rules; None where there are not several to compare."""
    figures = [each.figures[name] for each in rules if name in each.figures]
    return max(figures) - min(figures) if len(figures) > 1 else None
