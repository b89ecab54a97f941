"""Every chart of the document in the cases that are hard to draw: one, six and forty items, long names, large amounts.

`python -m support.gallery FOLDER` (from `tests`) writes them as SVG, with a page `all.html` that shows all of them.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from reportgen.document import charts
from reportgen.document.charts import ActivityShares, Change, Curve, Mark, Step, Swing
from reportgen.document.fonts import font_face_rules
from reportgen.document.theme import COLUMN_WIDTH
from reportgen.notation import notation

HOW = notation("USD")
GALLERY = Path(__file__).resolve().parents[1] / "gallery"
TITLE = "The finding that the chart shows"
NAMES = (
    "Model development", "Waiting for data access", "Manual deployment", "Environment set-up", "Debugging", "Meetings",
)  # fmt: skip
LONG = "Coordination of releases with the operations teams of all regions, and their approval, part {}"


def _names(count: int, long: bool) -> list[str]:
    if long:
        return [LONG.format(number + 1) for number in range(count)]
    rounds = (f" {number // len(NAMES) + 1}" if number >= len(NAMES) else "" for number in range(count))
    return [NAMES[number % len(NAMES)] + again for number, again in enumerate(rounds)]


def _shares(count: int, turn: int) -> list[float]:
    """Shares of time that add up to 1, no two alike."""
    parts = [1 + (number * 7 + turn * 3) % count for number in range(count)]
    return [part / sum(parts) for part in parts]


def _activities(count: int, long: bool) -> list[ActivityShares]:
    kinds = ("value", "friction", "friction", "friction", "friction", "overhead")
    pairs = zip(_shares(count, 0), _shares(count, 1), strict=True)
    names = _names(count, long)
    return [
        ActivityShares(names[number], kinds[number % 6], pair)  # type: ignore[arg-type]
        for number, pair in enumerate(pairs)
    ]


def _amounts(count: int, size: float) -> list[float]:
    """Of both signs."""
    return [size * ((number * 5) % 7 - 2) for number in range(1, count + 1)]


def _stacked(count: int, long: bool, _: float) -> str:
    return charts.stacked_bars(TITLE, ("Before", "After, measured"), _activities(count, long), notation=HOW)


def _dumbbell(count: int, long: bool, _: float) -> str:
    changes = [
        Change(each.label, *each.shares, each.shares[1] - each.shares[0], each.shares[1] - each.shares[0] - 0.04,
               each.shares[1] - each.shares[0] + 0.04, each.kind == "value")
        for each in _activities(count, long)
    ]  # fmt: skip
    return charts.dumbbell(TITLE, changes, interval="95% interval", notation=HOW)


def _trend(count: int, long: bool, _: float) -> str:
    waves = _names(max(count, 2), long)
    curves = [
        Curve("Value work", "value", [0.2 + 0.5 * number / len(waves) for number in range(len(waves))],
              [(0.15 + 0.5 * number / len(waves), 0.25 + 0.5 * number / len(waves)) for number in range(len(waves))]),
        Curve("Friction", "friction", [0.6 - 0.4 * number / len(waves) for number in range(len(waves))], ()),
        Curve("Overhead", "overhead", [0.2 - 0.1 * number / len(waves) for number in range(len(waves))], ()),
    ]  # fmt: skip
    return charts.trend(TITLE, waves, curves, interval="95% interval of value work", notation=HOW)


def _waterfall(count: int, long: bool, size: float) -> str:
    amounts = _amounts(count, size)
    named = zip(_names(count, long), amounts, strict=True)
    steps = [Step(name, amount, reference=f"A{number}") for number, (name, amount) in enumerate(named, start=1)]
    return charts.waterfall(TITLE, [*steps, Step("NPV", sum(amounts), "total")], notation=HOW)


def _cash_flow(count: int, _: bool, size: float) -> str:
    net = [-size, *_amounts(min(count, 10), size)]
    cumulative = [sum(net[: year + 1]) for year in range(len(net))]
    years = [f"Year {year}" for year in range(len(net))]
    paid = "Payback: 10 months"
    return charts.cash_flow(TITLE, years, net, cumulative, payback=0.8, payback_label=paid, notation=HOW)


def _tornado(count: int, long: bool, size: float) -> str:
    base = 2 * size
    moves = [size * (count - number) / count for number in range(count)]
    swings = [
        Swing(name, "5% to 20%", base - move, base + (move if number % 3 else -move / 2))
        for number, (name, move) in enumerate(zip(_names(count, long), moves, strict=True))
    ]
    return charts.tornado(TITLE, swings, base, notation=HOW)


def _histogram(count: int, long: bool, size: float) -> str:
    edges = [abs(size) * (number - (count / 3 if size > 0 else 2 * count)) for number in range(count + 1)]
    counts = [10 * min(number + 1, count - number) for number in range(count)]
    low, high = edges[0], edges[-1]
    marks = [Mark(name, low + (high - low) * part) for name, part in (("P10", 0.2), ("P50", 0.5), ("P90", 0.8))]
    base = Mark("The base case as those who prepared it see it" if long else "Base case", low + (high - low) * 0.7)
    return charts.histogram(TITLE, edges, counts, marks, base, notation=HOW)


CHARTS: Mapping[str, Callable[[int, bool, float], str]] = {
    "stacked": _stacked, "dumbbell": _dumbbell, "trend": _trend, "waterfall": _waterfall, "cash-flow": _cash_flow,
    "tornado": _tornado, "histogram": _histogram,
}  # fmt: skip
#: How many items, with long names or not, and the size of amounts.
CASES: Mapping[str, tuple[int, bool, float]] = {
    "one": (1, False, 1e5), "six": (6, False, 1e5), "forty": (40, False, 1e5), "long-names": (6, True, 1e5),
    "huge": (6, False, 1e14), "negative": (6, False, -1e5),
}  # fmt: skip


def pictures() -> Iterator[tuple[str, Callable[[], str]]]:
    """Name and drawing of every picture of the gallery."""
    for chart, draw in CHARTS.items():
        for case, arguments in CASES.items():
            yield f"{chart}-{case}", functools.partial(draw, *arguments)


def page(drawn: Sequence[tuple[str, str]]) -> str:
    """All pictures below each other."""
    figures = "".join(f"<figure><figcaption>{name}</figcaption>{svg}</figure>" for name, svg in drawn)
    styles = f"{font_face_rules()}figure{{width:{COLUMN_WIDTH}px;break-inside:avoid}}"
    return f"<!DOCTYPE html><html lang=en><title>Charts</title><style>{styles}</style>{figures}"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    drawn = [(name, str(draw())) for name, draw in pictures()]
    for name, svg in drawn:
        (folder / f"{name}.svg").write_text(f"{svg}\n", encoding="utf-8")
    (folder / "all.html").write_text(page(drawn), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else GALLERY)
