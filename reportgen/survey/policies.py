"""The same survey under each policy for rows that do not add up, as the choice can move the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.allocation import POLICIES, Compared, Policy, PolicyResult
from reportgen.survey.cleaning import Judged, Verdict, judge
from reportgen.survey.instructions import Instructions
from reportgen.survey.pooling import pool
from reportgen.survey.statistics import compare
from reportgen.survey.units import TAKEN_WITHIN, WHOLE

_EXACT = 1e-9


def under_policies(files: Sequence[Judged], instructions: Instructions, compared: Compared) -> tuple[PolicyResult, ...]:
    """The first and the last wave under each policy, in the order of POLICIES.

    `files` were judged with rows rescaled, and `compared` is what they come to. A policy is absent where it leaves
    nobody in a wave, or nobody whom the weights or the design need.
    """
    results = {policy: _under(policy, files, instructions, compared) for policy in POLICIES}
    return tuple(_result(policy, result) for policy, result in results.items() if result is not None)


def _under(policy: Policy, files: Sequence[Judged], instructions: Instructions, compared: Compared) -> Compared | None:
    if all(_is_same(judged, policy) for judged in files):
        return compared
    try:
        judged_again = [
            judge(judged.answers, policy=policy, missing_share_to=instructions.missing_share_to) for judged in files
        ]
        return compare(pool(judged_again, instructions))
    except InputError:  # the files themselves were fit to use, so it is the policy that leaves too few
        return None


def _is_same(judged: Judged, policy: Policy) -> bool:
    """Whether a policy counts the same responses with the same shares as rescaling does."""
    if policy == "rescaled":
        return True
    counted = judged.verdicts == Verdict.COUNTED
    off = np.abs(judged.totals[counted] - WHOLE)
    if policy == "strict":
        return bool(judged.complete[counted].all() and (off <= TAKEN_WITHIN + _EXACT).all())
    left_out = np.isin(judged.verdicts, (Verdict.SHORT, Verdict.OVER))
    return not left_out.any() and bool((off <= _EXACT * WHOLE).all())


def _result(policy: Policy, compared: Compared) -> PolicyResult:
    waves = (compared.waves[0], compared.waves[-1]) if compared.after is not None else compared.waves
    figures = {field.name: getattr(compared, field.name) for field in fields(Compared)}
    return PolicyResult(policy=policy, **{**figures, "waves": waves})
