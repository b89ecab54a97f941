"""A line's formula gives in Excel's engines what the line gives in numpy: thousands of expressions, three engines."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from openpyxl import Workbook
from scipy.integrate import quad
from scipy.optimize import brentq
from support.agreement import TOLERANCE, a_layout, a_line, disagreements
from support.expressions import Expressions, names, value

from reportgen.case.inputs import Axis
from reportgen.model.algebra import matrix_product, rate_of_return, t_probability, t_quantile

FIGURES: Mapping[str, tuple[Axis, ...]] = {
    "price": (),
    "rate": (),
    "two": (),
    "half": (),
    "weight": ("role",),
    "level": ("year",),
    "balance": ("year",),
    "effect": ("role", "year"),
    "drift": ("role", "year"),
    "plan": ("role", "year"),
}
SIGNED = ("balance", "drift")
#: Years stand below each other, as on the sheet of inputs.
YEARS_DOWN = ("plan",)
EXPRESSIONS = {(): 1500, ("role",): 600, ("year",): 600, ("role", "year"): 300}

#: What lines with these axes may read of other places.
ALONG: Mapping[tuple[str, ...], dict[str, Sequence[str]]] = {
    (): {
        "total year": ["level", "balance"],
        "total role": ["weight"],
        "highest year": ["balance"],
        "first": ["balance"],
        "last": ["level"],
        "total_product": ["level balance year", "level level year"],
        "count_at_least year": ["level", "balance"],
        "count_at_least role": ["weight"],
    },
    ("role",): {
        "total year": ["effect", "drift", "plan", "level"],
        "total role": ["weight"],
        "highest year": ["drift", "plan"],
        "highest role": ["weight"],
        "first": ["drift", "level"],
        "last": ["effect", "balance"],
        "running role": ["weight"],
        "total_product": ["effect drift year", "effect level year", "weight weight role"],
        "count_at_least role": ["weight"],
        "count_at_least year": ["effect", "level"],
    },
    ("year",): {
        "total role": ["effect", "drift", "weight"],
        "total year": ["balance"],
        "running year": ["level", "balance"],
        "previous": ["level", "balance"],
        "first": ["balance"],
        "last": ["level"],
        "total_product": ["effect weight role", "drift effect role", "level balance year"],
        "count_at_least role": ["drift", "weight"],
    },
    ("role", "year"): {
        "total role": ["effect", "weight"],
        "total year": ["drift", "plan", "level"],
        "running year": ["effect", "balance"],
        "running role": ["drift", "weight"],
        "previous": ["drift", "level"],
        "first": ["effect"],
        "last": ["drift", "balance"],
        "highest role": ["drift"],
        "highest year": ["effect"],
        "total_product": ["effect drift role", "effect drift year"],
        "count_at_least role": ["effect", "drift"],
        "count_at_least year": ["drift"],
    },
}


def test_random_expressions_agree_in_numpy_ironcalc_and_libreoffice(
    tmp_path: Path, recalculated: Callable[[Path], Workbook]
) -> None:
    """Each expression is a line of its own, read at every item and year over real blocks of cells."""
    random = Random(20260731)
    axes = {"role": ("A", "B", "C"), "year": ("0", "1", "2", "3")}
    lines = []
    for own, count in EXPRESSIONS.items():
        readable = [name for name, needed in FIGURES.items() if set(needed) <= set(own)]
        positive = [name for name in readable if name not in SIGNED]
        signed = [name for name in readable if name in SIGNED]
        source = Expressions(random, positive, signed, ["two", "half", "rate"], ALONG[own])
        trees = [source.formula(1 + number % 4) for number in range(count)]
        lines += [
            a_line(f"line_{len(lines) + number}", own, names(tree), _rule(tree)) for number, tree in enumerate(trees)
        ]
    layout = a_layout(FIGURES, lines, axes, YEARS_DOWN)
    draws = np.random.default_rng(5)
    figures = {name: draws.uniform(0.5, 2, (1, *layout.graph.shape(own))) for name, own in FIGURES.items()}
    figures |= {name: figures[name] - 1.2 for name in SIGNED}
    figures |= {"two": np.full((1, 1, 1), 2.0), "half": np.full((1, 1, 1), 0.5)}
    assert len(lines) == 3000
    assert not disagreements(layout, figures, tmp_path / "expressions.xlsx", recalculated)


def _rule(tree: Any) -> Callable[..., Any]:
    return lambda *read: value(tree, dict(zip(names(tree), read, strict=True)))


#: Degrees of freedom and confidence; whole ones, Welch's fractional ones, and the ends of what is allowed.
QUANTILES = [
    (degrees, confidence)
    for degrees in (1, 2, 3, 7, 34, 100, 1.37, 2.5, 9.913, 33.5, 67.9998, 412.25)
    for confidence in (0.5, 0.8, 0.95, 0.999)
] + [(7_484.0, 0.95), (24_999.5, 0.95), (25_000.0, 0.95)]


def _t_by_integration(degrees: float, confidence: float) -> float:
    """Where Student's density holds half the confidence above zero."""
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)) / math.sqrt(degrees * math.pi)

    def density(at: float) -> float:
        return scale * (1 + at * at / degrees) ** (-(degrees + 1) / 2)

    def excess(end: float) -> float:
        return quad(density, 0, end, epsabs=1e-14, epsrel=1e-13, limit=200)[0] - confidence / 2

    return brentq(excess, 0, 1000, xtol=1e-14, rtol=1e-14)


@pytest.mark.parametrize(
    ("degrees", "confidence", "quantile"),
    # One degree of freedom is Cauchy's distribution, tan(π·c/2); with two it is c·√(2 / (1 − c²)).
    [(1, 0.5, 1.0), (1, 2 / 3, math.sqrt(3)), (2, 0.8, 4 * math.sqrt(2) / 3), (2, 0.6, 0.75 * math.sqrt(2))],
)
def test_the_t_quantile_has_its_closed_forms(degrees: float, confidence: float, quantile: float) -> None:
    assert t_quantile(degrees, confidence) == pytest.approx(quantile, rel=1e-12)


def test_t_quantiles_agree_with_integration_and_both_engines(
    tmp_path: Path, recalculated: Callable[[Path], Workbook]
) -> None:
    """Fractional degrees of freedom included, which Excel's own TINV would cut off."""
    line = a_line("quantile", ("role",), ("degrees", "confidence"), t_quantile)
    axes = {"role": tuple(map(str, range(len(QUANTILES)))), "year": ("0",)}
    layout = a_layout({"degrees": ("role",), "confidence": ("role",)}, [line], axes)
    columns = np.array(QUANTILES).T.reshape(2, 1, -1, 1)
    figures = {"degrees": columns[0], "confidence": columns[1]}
    integrated = [_t_by_integration(*pair) for pair in QUANTILES]
    np.testing.assert_allclose(layout.graph.evaluate(figures)["quantile"].ravel(), integrated, rtol=TOLERANCE)
    assert not disagreements(layout, figures, tmp_path / "quantiles.xlsx", recalculated)


#: Degrees of freedom and t, out to where Student's t is a matter of 1e-40; t of 0 is a probability of 1.
TAILS = [
    (degrees, t)
    for degrees in (1, 2, 5.5, 34, 99.3, 837, 7_484.5, 30_000, 1_000_000)
    for t in (0, 0.3, 1.96, 2.6, 5, 8, 14)
]


def _tail_by_integration(degrees: float, t: float) -> float:
    """Twice Student's density from t on, as the integral over the angle whose tangent is t / √df."""
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)) / math.sqrt(math.pi)
    angle = math.atan(t / math.sqrt(degrees))
    # Nearly all of the integral lies within some standard deviations of the beginning.
    end = min(math.pi / 2, angle + 20 / math.sqrt(degrees))
    return 2 * scale * quad(lambda at: math.cos(at) ** (degrees - 1), angle, end, epsabs=0, epsrel=1e-12, limit=500)[0]


@pytest.mark.parametrize(
    ("degrees", "t", "probability"),
    # One degree of freedom: 1 - 2/π·atan t; two: 1 - t / √(2 + t²).
    [(1, 1, 0.5), (1, math.sqrt(3), 1 / 3), (2, 0.0, 1.0), (2, 4 * math.sqrt(2) / 3, 0.2), (2, math.inf, 0.0)],
)
def test_the_t_probability_has_its_closed_forms(degrees: float, t: float, probability: float) -> None:
    ratio = 0.0 if math.isinf(t) else degrees / (degrees + t * t)
    assert t_probability(ratio, degrees) == pytest.approx(probability, rel=1e-12, abs=1e-15)


def test_t_probabilities_agree_with_integration_and_both_engines(
    tmp_path: Path, recalculated: Callable[[Path], Workbook]
) -> None:
    """The smallest ones relatively too: a rank follows from them. The ends of the ratio, 0 and 1, have values."""
    pairs = [(degrees / (degrees + t * t), degrees) for degrees, t in TAILS] + [(0.0, 7), (1.0, 7)]
    expected = [_tail_by_integration(*pair) for pair in TAILS] + [0.0, 1.0]
    line = a_line("probability", ("role",), ("ratio", "degrees"), t_probability)
    axes = {"role": tuple(map(str, range(len(pairs)))), "year": ("0",)}
    layout = a_layout({"ratio": ("role",), "degrees": ("role",)}, [line], axes)
    columns = np.array(pairs).T.reshape(2, 1, -1, 1)
    figures = {"ratio": columns[0], "degrees": columns[1]}
    np.testing.assert_allclose(layout.graph.evaluate(figures)["probability"].ravel(), expected, rtol=1e-6)
    assert not disagreements(layout, figures, tmp_path / "probabilities.xlsx", recalculated)


def test_matrix_products_agree_with_both_engines(tmp_path: Path, recalculated: Callable[[Path], Workbook]) -> None:
    """By hand: (1 2; 3 4) times (5, 6) is (17, 39). A matrix of one and a large random one beside it."""
    assert matrix_product(
        np.array([[[1.0, 2], [3, 4]]]), np.array([[[5.0], [6]]]), over="activity"
    ).ravel().tolist() == [
        17.0,
        39.0,
    ]
    draws = np.random.default_rng(3)
    for size in (1, 2, 30):
        line = a_line(
            "product", ("activity",), ("matrix", "line"), lambda matrix, line: matrix_product(matrix, line, "activity")
        )
        labels = tuple(map(str, range(size)))
        axes = {"activity": labels, "other_activity": labels, "year": ("0",)}
        layout = a_layout({"matrix": ("activity", "other_activity"), "line": ("activity",)}, [line], axes)
        figures = {"matrix": draws.normal(size=(1, size, size)), "line": draws.normal(size=(1, size, 1))}
        by_hand = [
            sum(a * b for a, b in zip(row, figures["line"].ravel(), strict=True)) for row in figures["matrix"][0]
        ]
        np.testing.assert_allclose(layout.graph.evaluate(figures)["product"].ravel(), by_hand, rtol=1e-12)
        assert not disagreements(layout, figures, tmp_path / f"product-{size}.xlsx", recalculated)


def _flows() -> list[list[float]]:
    """Net amounts that start below zero, cross it once in total and end above."""
    random = Random(11)
    flows = [[-1000.0, 1500.0, *[0.0] * 9], [-100.0, 0.0, 121.0, *[0.0] * 8], [-1.0, 1.0, 1e-6, *[0.0] * 8]]
    for _ in range(300):
        spent = random.randint(1, 3)
        out = [-random.uniform(1, 1000) for _ in range(spent)]
        back = [random.uniform(1, 100) for _ in range(11 - spent)]
        surplus = random.choice([1.001, 1.1, 2, 8, 60])
        flows.append([*out, *(amount * surplus * -sum(out) / sum(back) for amount in back)])
    return flows


def test_rates_of_return_agree_with_an_independent_root_and_both_engines(
    tmp_path: Path, recalculated: Callable[[Path], Workbook]
) -> None:
    """From a hundredth of a percent to several thousand; the first three by hand: 50 %, 10 % and next to nothing."""
    flows = _flows()
    line = a_line("rate", ("role",), ("net", "least"), lambda net, least: rate_of_return(net, least, "none"))
    axes = {"role": tuple(map(str, range(len(flows)))), "year": tuple(map(str, range(11)))}
    layout = a_layout({"net": ("role", "year"), "least": ("role",)}, [line], axes)
    net = np.array(flows)
    figures = {"net": net.reshape(1, len(flows), 11), "least": _least(net).reshape(1, len(flows), 1)}
    rates = layout.graph.evaluate(figures)["rate"].ravel()
    assert rates[:2] == pytest.approx([0.5, 0.1], rel=1e-12)
    assert rates[2] == pytest.approx(1e-6, rel=1e-5)
    independent = [
        brentq(lambda rate, flow=flow: np.polyval(flow[::-1], 1 / (1 + rate)), 0, 1e4, xtol=1e-14, rtol=1e-14)
        for flow in flows
    ]
    np.testing.assert_allclose(rates, independent, rtol=TOLERANCE, atol=1e-13)
    assert not disagreements(layout, figures, tmp_path / "rates.xlsx", recalculated)


def _least(net: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The rate if all that goes out did so at once, and what comes in did so at its mean year."""
    inflow, years = np.maximum(net, 0), np.arange(net.shape[1])
    return (inflow.sum(axis=1) / -np.minimum(net, 0).sum(axis=1)) ** (inflow.sum(axis=1) / (inflow @ years)) - 1


def test_there_is_no_rate_of_return_without_a_surplus() -> None:
    assert np.isnan(rate_of_return(np.array([[[-100.0, 50, 40]], [[-100, -1, -1]], [[5, 5, 5]]]), 0, "none")).all()
