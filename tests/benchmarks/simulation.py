"""`python simulation.py RUNS`: draws of the insurance case by the program and by a version written for it alone.

`python simulation.py many DRAWS` only draws by the program, as a process of its own, so that its memory is too.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from measuring import median_seconds

from reportgen import case as cases
from reportgen import survey as surveys
from reportgen.model.results import Results, compute
from reportgen.model.whatif.base import BaseCase
from reportgen.model.whatif.draws import pert_table
from reportgen.model.whatif.simulation import simulate

EXAMPLE = Path(__file__).resolve().parents[2] / "inputs" / "insurance"
DRAWS = 10_000


def example() -> Results:
    case_file = cases.load(EXAMPLE / "case.yaml")
    allocation = surveys.read(EXAMPLE / "survey.csv", instructions=case_file.instructions)
    return compute(cases.complete(case_file, allocation), allocation)


def by_hand(results: Results) -> list[float]:
    """P10, P50 and P90 of the insurance case and of no other, as one writes it down with numpy.

    numpy draws each figure of the adoption for itself, so they do not move together; that is all that is different.
    """
    random = np.random.default_rng(1)

    def pert(low: float, value: float, high: float) -> np.ndarray:
        mode = (value - low) / (high - low)
        return low + (high - low) * random.beta(1 + 4 * mode, 5 - 4 * mode, DRAWS)

    loaded_cost, discount = pert(220e3, 250e3, 280e3), 1 / (1 + pert(0.08, 0.10, 0.12))
    realisation, attribution = pert(0.2, 1.8 / 4.375, 0.6), pert(0.4, 3 / 4.9, 0.8)
    departure, model, delivered = pert(250e3, 400e3, 500e3), pert(100e3, 200e3, 250e3), pert(0.5, 1, 1)
    risk, delivery_risk = 1 - pert(0.05, 0.1, 0.2), 1 - pert(0.1, 0.2, 0.4)
    adoption = [pert(0.3, 0.5, 0.7), pert(0.7, 0.9, 1), pert(0.9, 1, 1)]
    run_rate, dip, months, contingency = (
        pert(0.15, 0.2, 0.25),
        pert(0.02, 0.05, 0.1),
        pert(2, 3, 6),
        pert(0.05, 0.1, 0.2),
    )

    allocation = results.allocation
    covariance = allocation.change_covariance / allocation.matched
    values, vectors = np.linalg.eigh(covariance)
    degrees = allocation.matched - 1
    moves = random.standard_normal((DRAWS, 6)) @ (vectors * np.sqrt(np.maximum(values, 0))).T
    moves *= np.sqrt(degrees / random.chisquare(degrees, DRAWS))[:, np.newaxis]
    after = np.maximum(allocation.after.mean_share + moves, 0)
    after /= after.sum(axis=1, keepdims=True)
    value_work = results.array("value_activity")[:, 0]
    change = after @ value_work - allocation.before.mean_share @ value_work

    payroll = 35 * loaded_cost
    productivity = payroll * change * realisation
    retention = 35 * 0.14 * attribution * departure
    delivery = 18 * model * delivered
    counted = productivity * risk - np.minimum(np.maximum(productivity * risk, 0), delivery * delivery_risk)
    benefits = counted + retention * risk + delivery * delivery_risk
    npv = -(800e3 + payroll * dip * months / 12) * (1 + contingency)
    for year, reached in enumerate(adoption, start=1):
        npv += (benefits * reached - 800e3 * run_rate * (1 + contingency)) * discount**year
    return np.quantile(npv, (0.1, 0.5, 0.9)).tolist()


def by_program(results: Results) -> list[float]:
    pert_table.cache_clear()
    done = simulate(BaseCase(results.graph, results.case, results.base.values), DRAWS)
    return [done.p10, done.p50, done.p90]


def compare(runs: int) -> None:
    results = example()
    assert np.allclose(by_program(results), by_hand(results), rtol=0.03), (by_program(results), by_hand(results))
    print(*median_seconds(runs, lambda: by_program(results), lambda: by_hand(results)))


if __name__ == "__main__":
    if sys.argv[1] == "many":
        simulate(example().base, int(sys.argv[2]))
    else:
        compare(int(sys.argv[1]))
