"""How far chance in who answered may have moved the shares of time that the model counts on."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.language import say
from reportgen.model.graph import Graph, Values
from reportgen.model.whatif.cases import Array
from reportgen.model.whatif.ranges import Ranged


@dataclass(frozen=True, eq=False)
class SurveyUncertainty:
    """Mean shares that are not known exactly, with the standard errors of the model's own lines."""

    covariance: Array
    """Of the means, or of the mean changes where two waves are compared; activities × activities."""
    degrees: float
    """Degrees of freedom of the covariance."""
    interval: Ranged
    """The interval of value work; its name is that of the line."""
    shares: Ranged
    """The shares at both ends of that interval; its name is that of the input that moves."""


def survey_uncertainty(graph: Graph, values: Values) -> SurveyUncertainty | None:
    """`values` holds all lines of one case. None where the survey does not say how answers differ, or they do not.

    Where two waves are compared the shares after move, by the uncertainty of the change; else the shares before.
    """
    if "value_share_change_low" in graph.lines:
        waves = ("change",) if "covariance_change" in graph.inputs else ("before", "after")
        return _uncertainty(graph, values, "value_share_change", "value_share_change_degrees", waves)
    if "value_share_before_low" in graph.lines and "surveyed_share_after" not in graph.inputs:
        return _uncertainty(graph, values, "value_share_before", "degrees_before", ("before",))
    return None


def _uncertainty(
    graph: Graph, values: Values, line: str, degrees: str, waves: tuple[str, ...]
) -> SurveyUncertainty | None:
    now, low, high = (values[name].item() for name in (line, f"{line}_low", f"{line}_high"))
    if low == high:
        return None
    covariance = sum(values[f"covariance_{wave}"][0] * values[f"error_factor_{wave}"].item() ** 2 for wave in waves)
    moved = "surveyed_share_before" if line == "value_share_before" else "surveyed_share_after"
    means, value_work = values[moved][0, :, 0], values["value_activity"][0, :, 0]
    # As answers vary, the shares move in this proportion where value work moves by 1.
    direction = (covariance * value_work).sum(axis=1)
    direction = direction / (direction * value_work).sum()
    ends = [tuple((means + (end - now) * direction).tolist()) for end in (low, high)]
    return SurveyUncertainty(
        covariance,
        values[degrees].item(),
        Ranged(line, say(graph.lines[line].label), (0,), (now,), (low,), (high,)),
        Ranged(moved, say(graph.inputs[moved].label), tuple(range(len(means))), tuple(means.tolist()), *ends),
    )
