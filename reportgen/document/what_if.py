"""The panel of the screen edition: a slider for every assumption with a range, and what the case then comes to.

It calculates in the page, by the lines of the model itself; see `reportgen.model.scripting`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.figures import rules_of, show
from reportgen.language import say
from reportgen.model.scripting import RATE_OF_RETURN, scripted
from reportgen.notation import Notation

if TYPE_CHECKING:
    from reportgen.case.inputs import Unit
    from reportgen.model.results import Results
    from reportgen.model.whatif.ranges import Ranged

#: What a reader sees move.
LIVE = ("npv", "roi", "payback_months", "irr", "benefit_cost_ratio")
#: Sliders that are seen at once; the others are folded away.
OPEN_SLIDERS = 8


@dataclass(frozen=True)
class LiveFigure:
    name: str
    label: str
    shown: str
    """In the base case."""


@dataclass(frozen=True)
class Slider:
    label: str
    low: str
    base: str
    high: str
    first: int
    last: int
    """From -100 at the low end to 100 at the high one; 0, the base case, where it is that end itself."""


@dataclass(frozen=True)
class Panel:
    figures: tuple[LiveFigure, ...]
    open: tuple[Slider, ...]
    folded: tuple[Slider, ...]
    script: Markup
    """The function `compute` of the figures, and `CASE`, what the page needs to know of them."""


def panel(results: Results) -> Panel | None:
    """The panel about the base case; None where nothing has a range."""
    base = results.base
    ranges = sorted(base.ranges, key=_by_effect(results).__getitem__)
    if not ranges:
        return None
    notation = results.case.company.notation
    sliders = tuple(_slider(results, ranged, notation) for ranged in ranges)
    script = scripted(base.graph, base.values, ranges, LIVE)
    case = {
        "notation": _notation(notation),
        "between": say("{low} to {high}"),
        "live": {name: rules_of(results.declared(name).unit) for name in LIVE},
        "sliders": [
            {
                "base": ranged.base,
                "low": ranged.low,
                "high": ranged.high,
                "rules": rules_of(base.graph.inputs[ranged.name].unit),
            }
            for ranged in ranges
        ],
    }
    # No text of the user may end the script early.
    data = json.dumps(case, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    code = f"{RATE_OF_RETURN}const compute=x=>{{{script.body}}};const CASE={data};".replace("</", "<\\/")
    figures = tuple(
        LiveFigure(name, say(results.declared(name).label), _live(results, name, notation)) for name in LIVE
    )
    return Panel(figures, sliders[:OPEN_SLIDERS], sliders[OPEN_SLIDERS:], Markup(code))


def _by_effect(results: Results) -> dict[Ranged, int]:
    """Position of each range in the tornado, the largest effect first."""
    places = {(bar.name, bar.label): position for position, bar in enumerate(results.tornado)}
    return {ranged: places[ranged.name, ranged.label] for ranged in results.base.ranges}


def _live(results: Results, name: str, notation: Notation) -> str:
    value = results.value(name, scenario="base")
    absent = results.graph.absent_words.get(name, "")
    return show(value, results.declared(name).unit, notation, style="short", absent=absent)


def _slider(results: Results, ranged: Ranged, notation: Notation) -> Slider:
    unit = results.base.graph.inputs[ranged.name].unit
    low, base, high = (_shown(each, unit, notation) for each in (ranged.low, ranged.base, ranged.high))
    first, last = -100 * (ranged.low != ranged.base), 100 * (ranged.high != ranged.base)
    return Slider(ranged.label, low, base, high, first, last)


def _shown(figures: tuple[float, ...], unit: Unit, notation: Notation) -> str:
    """`10%`, or `50% to 100%` where the figures of a statement differ."""
    ends = [show(each, unit, notation, style="short") for each in (figures[0], figures[-1])]
    return ends[0] if ends[0] == ends[1] else say("{low} to {high}", low=ends[0], high=ends[1])


def _notation(notation: Notation) -> dict[str, object]:
    return {
        "decimal": notation.decimal,
        "group": notation.group,
        "groups": notation.groups,
        "money": [notation.money.before, notation.money.after],
        "perCent": [notation.per_cent.before, notation.per_cent.after],
        "magnitudes": list(_magnitudes(notation)),
    }


def _magnitudes(notation: Notation) -> Iterator[dict[str, object]]:
    for each in notation.magnitudes:
        yield {"from": each.threshold, "exponent": each.exponent, "money": [each.money.before, each.money.after]}
