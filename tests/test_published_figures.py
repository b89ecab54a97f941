"""The example case gives every figure that the chapter publishes of it, exactly and as printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from support.published import PublishedFigure

from reportgen import case, survey
from reportgen.model.results import Results, compute


@dataclass(frozen=True)
class Printed:
    """Where a published figure is found, and how the chapter prints it."""

    line: str
    item: str | None = None
    """Label of the item; None is the only item or, of several, their sum."""
    places: int = 0
    """Decimal places of the printed figure, in the unit of the published value."""
    points: bool = False
    """Whether the chapter prints percentage points and the model holds fractions."""
    rounding: str = ROUND_HALF_UP


FIGURES = {
    "before_total": Printed("share_before", places=2),
    "after_total": Printed("share_after", places=2),
    "delta.data_access": Printed("share_change", "Waiting for data access", points=True),
    "delta.environments": Printed("share_change", "Setting up environments", points=True),
    "delta.deployment": Printed("share_change", "Manual deployment coordination", points=True),
    "delta.debugging": Printed("share_change", "Debugging production issues", points=True),
    "delta.model_development": Printed("share_change", "Actual model development", points=True),
    "delta.meetings": Printed("share_change", "Meetings", points=True),
    "value_time_multiplier": Printed("value_time_multiple"),
    "outcome.models": Printed("outcome_multiple", "Models shipped a year"),
    "outcome.time_to_production": Printed("outcome_multiple", "Time to production"),
    "outcome.satisfaction": Printed("outcome_change", "Engineer satisfaction", places=2),
    # 8 % / 22 % − 1 is −63.6 %: the chapter cuts off where it would round to −64 %.
    "outcome.attrition": Printed("outcome_change", "Attrition rate", places=2, rounding=ROUND_DOWN),
    "outcome.recruiting": Printed("outcome_change", "Recruiting acceptance rate", places=2),
    "investment": Printed("total_investment"),
    "benefit.productivity": Printed("productivity_gain"),
    "benefit.retention": Printed("retention_gain"),
    "benefit.delivery": Printed("delivery_gain"),
    "benefit.total": Printed("annual_benefit"),
    "roi": Printed("simple_roi", places=2),
    "payback_months": Printed("simple_payback_months", places=1),
}


@pytest.fixture(scope="module", params=["survey.csv", "published.csv"])
def results(request: pytest.FixtureRequest, root: Path) -> Results:
    """The example from its responses, and from the published table of means."""
    folder = root / "inputs" / "insurance"
    allocation = survey.read(folder / request.param)
    return compute(case.complete(case.load(folder / "case.yaml"), allocation), allocation)


def _found(results: Results, where: Printed) -> float:
    values = results.array(where.line)
    found = values.sum() if where.item is None else values[results.items(where.line).index(where.item)].item()
    return float(found) * (100 if where.points else 1)


@pytest.fixture(scope="module")
def published(published_figures: Mapping[str, PublishedFigure]) -> Callable[[str], PublishedFigure]:
    return lambda name: published_figures[f"case.{name}"]


def test_every_published_figure_of_the_case_study_is_looked_for(
    published_figures: Mapping[str, PublishedFigure],
) -> None:
    assert {name for name in published_figures if name.startswith("case.")} == {f"case.{name}" for name in FIGURES}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_what_its_derivation_gives(
    name: str, results: Results, published: Callable[[str], PublishedFigure]
) -> None:
    assert _found(results, FIGURES[name]) == pytest.approx(published(name).exact, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_what_the_chapter_prints(
    name: str, results: Results, published: Callable[[str], PublishedFigure]
) -> None:
    where = FIGURES[name]
    # The last digits of floating point are not the chapter's to round.
    found = Decimal(f"{_found(results, where):.9f}")
    printed = found.quantize(Decimal(1).scaleb(-where.places), rounding=where.rounding)
    assert printed == Decimal(str(published(name).published))


def test_the_first_year_view_of_the_case_study(results: Results) -> None:
    """Also where the chapter is not at hand: (6,600,000 − 800,000) / 800,000 and 800,000 / 6,600,000 × 12 months."""
    assert results.number("annual_benefit") == pytest.approx(1_800_000 + 1_200_000 + 3_600_000, rel=1e-12)
    assert results.number("simple_roi") == pytest.approx(7.25, rel=1e-12)
    assert results.number("simple_payback_months") == pytest.approx(16 / 11, rel=1e-12)
    assert results.number("value_time_multiple") == pytest.approx(3, rel=1e-12)
