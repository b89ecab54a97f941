"""Which changes are more than chance, asked of all activities together (Holm)."""

from __future__ import annotations

from typing import Any

from reportgen.model.algebra import count_at_least, lowest, t_probability, where
from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Squared noise of the change", unit="factor", per="activity", when="compared")
def share_change_noise(share_change_standard_error: Value, share_change_degrees: Value) -> Value:
    """Squared standard error of the change times its degrees of freedom."""
    return share_change_standard_error * share_change_standard_error * share_change_degrees


@line("Noise beside noise and change", unit="factor", per="activity", when="compared and not finite_population")
def share_change_noise_ratio(share_change_noise: Value, share_change: Value, negligible_variance: Value) -> Value:
    """Squared noise over itself plus the squared change; 1 where no answer differs, as nothing then shows what chance
    may do."""
    both = share_change_noise + share_change * share_change
    return where(share_change_noise > negligible_variance, share_change_noise / both, 1)


@line(
    "Noise beside noise and change",
    unit="factor",
    per="activity",
    when="compared and finite_population",
    name="share_change_noise_ratio",
)
def share_change_noise_ratio_of_team(
    share_change_noise: Value, share_change: Value, negligible_variance: Value
) -> Value:
    """Squared noise over itself plus the squared change, 0 where all of the team answered; 1 where neither is there."""
    both = share_change_noise + share_change * share_change
    return where(both > negligible_variance, share_change_noise / both, 1)


@line("Probability of such a change by chance", unit="share", per="activity", when="compared")
def share_change_probability(share_change_noise_ratio: Value, share_change_degrees: Value) -> Value:
    """Two-sided probability of a change at least this far from zero if the share had not changed (t test)."""
    return t_probability(share_change_noise_ratio, share_change_degrees)


@line("Holm's step", unit="factor", per="activity", when="compared")
def share_change_step(share_change_probability: Value, negligible_probability: Value) -> Value:
    """Probability times the number of activities whose probability is as high or higher."""
    least = share_change_probability - negligible_probability
    return share_change_probability * count_at_least(share_change_probability, least, over="activity")


@line("Probability where Holm's step fails", unit="share", per="activity", when="compared")
def share_change_failing_probability(
    share_change_step: Value, share_change_probability: Value, confidence: Value
) -> Value:
    """The activity's probability where its step is above one less the confidence, else 1."""
    return where(share_change_step > 1 - confidence, share_change_probability, 1)


@line("Change is significant (1 = yes, Holm)", unit="flag", per="activity", when="compared")
def share_change_significant(
    share_change_probability: Value, first_failing_probability: Value, negligible_probability: Value
) -> Value:
    """1 where no step fails at this probability or a smaller one."""
    return where(share_change_probability < first_failing_probability - negligible_probability, 1, 0)


@line("Smallest probability that fails", unit="share", when="compared")
def first_failing_probability(share_change_failing_probability: Value) -> Value:
    """From here on no change is called significant; 1 where every step holds."""
    return lowest(share_change_failing_probability, over="activity")
