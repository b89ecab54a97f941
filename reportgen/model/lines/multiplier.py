"""The productivity multiplier: five factors that reinforce each other, as the chapter puts it. No money follows."""

from __future__ import annotations

from typing import Any

from reportgen.model.line import line

Value = Any  #: numbers or cells


@line("Combined productivity multiplier", unit="multiple", when="multiplier")
def combined_multiplier(
    self_service_factor: Value,
    automation_factor: Value,
    reproducibility_factor: Value,
    template_factor: Value,
    onboarding_factor: Value,
) -> Value:
    """The product of the five factors; beside it stands what the survey says of the time on value work."""
    return self_service_factor * automation_factor * reproducibility_factor * template_factor * onboarding_factor
