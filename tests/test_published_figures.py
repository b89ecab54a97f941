"""The two example cases give every figure that the chapter publishes, exactly and as printed."""

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
    places: int | None = 0
    """Decimal places of the printed figure, in the unit of the published value; negative for thousands and the like,
    None where the chapter prints none."""
    scale: float = 1
    """Published value for one of the model: 100 where the chapter prints percentage points and the model holds
    fractions, -1 where it prints a saving and the model holds a change."""
    scenario: str = "base"
    """The scenario in which it is the figure: the chapter's sums of low and of high ends."""
    rounding: str = ROUND_HALF_UP
    oddly: str = ""
    """What is odd about the way the chapter rounds."""


POINTS, SAVING, MONEY_IN_THOUSANDS = 100, -1, -3
TO_TENS = "a sum of whole hours, printed to tens"

# fmt: off
FIGURES = {
    # inputs/benchmark-team
    "economics.low.labour_cost": Printed("payroll"),
    "economics.low.cost_per_model": Printed("cost_per_model_before"),
    "economics.low.value_work": Printed("value_work_cost_before"),
    "economics.high.cost_per_model": Printed("cost_per_model_after", places=MONEY_IN_THOUSANDS),
    "economics.high.value_work": Printed("value_work_cost_after"),
    "economics.productivity_gain": Printed("value_work_cost_change"),
    "economics.models_per_engineer_gap": Printed("measure_multiple", "Models shipped per person and year"),
    "economics.value_time_gap": Printed("value_time_multiple"),
    "economics.time_shares_total": Printed("share_total_before", places=2),
    "selfservice.weeks_saved_per_model": Printed("self_service_weeks_saved", places=None),
    "selfservice.total_hours_saved": Printed("self_service_hours", places=None),
    "selfservice.time_value_saved": Printed("self_service_gain", places=None),
    "selfservice.additional_models_possible": Printed("additional_models_possible", places=None),
    "selfservice.handoff_total_low": Printed("handoff_weeks", scenario="conservative"),
    "selfservice.handoff_total_high": Printed("handoff_weeks", scenario="optimistic"),
    "retraining.hours_manual": Printed("retraining_hours_before"),
    "retraining.hours_automated": Printed("retraining_hours_after"),
    "retraining.retrains_gain": Printed("retrains_multiple"),
    "retraining.hours_per_retrain_gain": Printed("hours_per_retrain_multiple"),
    "retraining.hours_reduction": Printed("retraining_hours_reduction", places=2),
    "reproducibility.hours_per_incident": Printed("incident_hours_before"),
    "reproducibility.annual_hours": Printed("reproducibility_hours_before"),
    "reproducibility.annual_waste": Printed("reproducibility_cost_before", places=-4),
    "reproducibility.debug_hours_without": Printed("shortened_incident_hours"),
    "reproducibility.debug_reduction": Printed("incident_hours_reduction", places=2),
    "experiments.value_50": Printed("table_gain", "50 experiments"),
    "experiments.value_100": Printed("table_gain", "100 experiments"),
    "experiments.value_500": Printed("table_gain", "500 experiments"),
    "templates.boilerplate_low": Printed("setup_hours", scenario="conservative", places=-1, oddly=TO_TENS),
    "templates.boilerplate_high": Printed("setup_hours", scenario="optimistic", places=-1, oddly=TO_TENS),
    "templates.setup_saving": Printed("setup_hours_reduction", places=2),
    "templates.onboarding_saving": Printed("outcome_change", "Onboarding time of a new person", 2, SAVING),
    "onboarding.loss_per_hire_without": Printed("onboarding_loss_per_hire_before"),
    "onboarding.annual_loss_without": Printed("onboarding_loss_before"),
    "onboarding.loss_per_hire_with": Printed("onboarding_loss_per_hire_after", places=MONEY_IN_THOUSANDS),
    "onboarding.annual_loss_with": Printed("onboarding_loss_after", places=MONEY_IN_THOUSANDS),
    "onboarding.savings": Printed("onboarding_gain", places=MONEY_IN_THOUSANDS),
    "multiplier.combined": Printed("combined_multiplier", places=1),
    # inputs/insurance
    "case.before_total": Printed("share_total_before", places=2),
    "case.after_total": Printed("share_total_after", places=2),
    "case.delta.data_access": Printed("share_change", "Waiting for data access", scale=POINTS),
    "case.delta.environments": Printed("share_change", "Setting up environments", scale=POINTS),
    "case.delta.deployment": Printed("share_change", "Manual deployment coordination", scale=POINTS),
    "case.delta.debugging": Printed("share_change", "Debugging production issues", scale=POINTS),
    "case.delta.model_development": Printed("share_change", "Actual model development", scale=POINTS),
    "case.delta.meetings": Printed("share_change", "Meetings", scale=POINTS),
    "case.value_time_multiplier": Printed("value_time_multiple"),
    "case.outcome.models": Printed("outcome_multiple", "Models shipped a year"),
    "case.outcome.time_to_production": Printed("outcome_multiple", "Time to production"),
    "case.outcome.satisfaction": Printed("outcome_change", "Engineer satisfaction", places=2),
    "case.outcome.attrition": Printed("outcome_change", "Attrition rate", places=2, rounding=ROUND_DOWN,
                                      oddly="−63.6 % is cut off to −63 %, where it would be rounded to −64 %"),
    "case.outcome.recruiting": Printed("outcome_change", "Recruiting acceptance rate", places=2),
    "case.investment": Printed("total_investment"),
    "case.benefit.productivity": Printed("productivity_gain"),
    "case.benefit.retention": Printed("retention_gain"),
    "case.benefit.delivery": Printed("delivery_gain"),
    "case.benefit.total": Printed("annual_benefit"),
    "case.roi": Printed("simple_roi", places=2),
    "case.payback_months": Printed("simple_payback_months", places=1),
}
# fmt: on
CASE_STUDY = [name for name in FIGURES if name.startswith("case.")]


def _computed(folder: Path, file: str) -> Results:
    allocation = survey.read(folder / file)
    return compute(case.complete(case.load(folder / "case.yaml"), allocation), allocation)


@pytest.fixture(scope="module")
def benchmark_team(root: Path) -> Results:
    return _computed(root / "inputs" / "benchmark-team", "survey.csv")


@pytest.fixture(scope="module", params=["survey.csv", "published.csv"])
def insurance(request: pytest.FixtureRequest, root: Path) -> Results:
    """The case study from its responses, and from the published table of means."""
    return _computed(root / "inputs" / "insurance", request.param)


@pytest.fixture(scope="module")
def published(published_figures: Mapping[str, PublishedFigure]) -> Callable[[str], PublishedFigure]:
    return published_figures.__getitem__


def _found(results: Results, where: Printed) -> float:
    values = results.array(where.line, scenario=where.scenario)
    found = values.sum() if where.item is None else values[results.items(where.line).index(where.item)].item()
    return float(found) * where.scale


def _check(name: str, results: Results, published: PublishedFigure) -> None:
    """The exact value to 1e-9, then what the chapter prints of it."""
    where = FIGURES[name]
    found = _found(results, where)
    assert found == pytest.approx(published.exact, rel=1e-9, abs=1e-9)
    if where.places is None:
        assert published.published is None
        return
    # The last digits of floating point are not the chapter's to round.
    printed = Decimal(f"{found:.9f}").quantize(Decimal(1).scaleb(-where.places), rounding=where.rounding)
    assert printed == Decimal(str(published.published))


def test_every_published_figure_is_looked_for(published_figures: Mapping[str, PublishedFigure]) -> None:
    assert published_figures.keys() == FIGURES.keys()


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in CASE_STUDY])
def test_the_benchmark_team_gives_what_the_chapter_publishes(
    name: str, benchmark_team: Results, published: Callable[[str], PublishedFigure]
) -> None:
    _check(name, benchmark_team, published(name))


@pytest.mark.parametrize("name", CASE_STUDY)
def test_the_case_study_gives_what_the_chapter_publishes(
    name: str, insurance: Results, published: Callable[[str], PublishedFigure]
) -> None:
    _check(name, insurance, published(name))


def test_the_first_year_view_of_the_case_study(insurance: Results) -> None:
    """Also where the chapter is not at hand: (6,600,000 − 800,000) / 800,000 and 800,000 / 6,600,000 × 12 months."""
    assert insurance.number("annual_benefit") == pytest.approx(1_800_000 + 1_200_000 + 3_600_000, rel=1e-12)
    assert insurance.number("simple_roi") == pytest.approx(7.25, rel=1e-12)
    assert insurance.number("simple_payback_months") == pytest.approx(16 / 11, rel=1e-12)
    assert insurance.number("value_time_multiple") == pytest.approx(3, rel=1e-12)


def test_the_levers_of_the_benchmark_team(benchmark_team: Results) -> None:
    """Also where the chapter is not at hand: hours by hand, at $250,000 / 2,080 an hour."""
    rate = 250_000 / 2_080
    assert benchmark_team.number("self_service_gain") == pytest.approx(7.6 * 40 * 20 * rate, rel=1e-12)
    assert benchmark_team.number("retraining_gain") == pytest.approx(12 * (15 - 8) * rate, rel=1e-12)
    assert benchmark_team.number("reproducibility_gain") == pytest.approx(50 * (20 - 2.5) * rate, rel=1e-12)
    assert benchmark_team.number("onboarding_gain") == pytest.approx(250_000 - 125_000 / 3, rel=1e-12)
    assert benchmark_team.number("experiments_gain") == pytest.approx(3_000_000, rel=1e-12)
    assert benchmark_team.number("combined_multiplier") == pytest.approx(3.6036, rel=1e-12)
