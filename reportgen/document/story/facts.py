"""The figures of a case as texts: the one place where the story reads `Results`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.case.numerals import DURATIONS
from reportgen.document.figures import NOT_AVAILABLE, Style, decimals_needed, rounded_shares, show
from reportgen.document.story.words import counted
from reportgen.document.theme import THEME, Theme
from reportgen.language import say
from reportgen.model.groups import confidence
from reportgen.notation import NO_BREAK, Notation

if TYPE_CHECKING:
    from reportgen.case.case import Case
    from reportgen.case.inputs import Kind, Unit
    from reportgen.model.results import Results
    from reportgen.survey.allocation import Allocation
    from reportgen.workbook.layout import Layout

#: Stands in a table where a figure has no place.
NOTHING = "–"


@dataclass(frozen=True, eq=False)
class Facts:
    """Results with the wording that belongs to them."""

    results: Results
    layout: Layout
    """Where the figures stand in the workbook."""
    run: str
    """Identifies the build."""
    theme: Theme = THEME
    """Of the charts."""

    @property
    def case(self) -> Case:
        return self.results.case

    @property
    def allocation(self) -> Allocation:
        return self.results.allocation

    @property
    def currency(self) -> str:
        return self.case.company.currency

    @cached_property
    def notation(self) -> Notation:
        return self.case.company.notation

    def show(
        self,
        value: float | None,
        unit: Unit,
        *,
        style: Style = "text",
        decimals: int | None = None,
        signed: bool = False,
        absent: str = NOT_AVAILABLE,
    ) -> str:
        """Any figure as people of the case's locale read it; see `document.figures.show`."""
        return show(value, unit, self.notation, style=style, decimals=decimals, signed=signed, absent=absent)

    def per_cent(self, share: float, decimals: int) -> str:
        """The number before the sign of percent, for columns whose head has the sign."""
        around = self.notation.per_cent
        return self.show(share, "share", decimals=decimals).removesuffix(around.after).removeprefix(around.before)

    def count(self, count: int) -> str:
        """A whole number of people, rows or draws."""
        return self.notation.count(count)

    def how_many(self, count: int | None) -> str:
        """A number of people or rows in a table; None where it is not known."""
        return NOTHING if count is None else self.count(count)

    @property
    def measured(self) -> bool:
        """Whether the change was measured; it is projected otherwise."""
        return "measured" in self.case.features

    @property
    def evidence(self) -> str:
        """How the shares after were found, in one word."""
        return self.either(say("measured"), say("projected"))

    @property
    def compared_waves(self) -> str:
        """`both waves`, or which of them are compared."""
        return say("both waves") if len(self.allocation.waves) == 2 else say("the first and the last wave")

    @property
    def confidence(self) -> str:
        """Of all intervals: `95%`."""
        return self.show(confidence(self.results), "share")

    @property
    def period(self) -> str:
        """`three years`."""
        return counted(self.notation, self.case.horizon, "one year", "{count} years")

    @property
    def scenario(self) -> str:
        """Name of the scenario that the documents lead with."""
        return say(self.results.scenario)

    @property
    def in_scenario(self) -> str:
        """`In the conservative scenario`; empty for the base scenario, which goes without saying."""
        scenario = self.results.scenario
        return (
            ""
            if scenario == "base"
            else {
                "conservative": say("In the conservative scenario"),
                "optimistic": say("In the optimistic scenario"),
            }[scenario]
        )

    def either(self, measured: str, projected: str) -> str:
        """The wording for a change that was measured, or that is only projected."""
        return measured if self.measured else projected

    def text(
        self,
        name: str,
        item: int = 0,
        year: int = 0,
        *,
        scenario: str | None = None,
        style: Style = "text",
        decimals: int | None = None,
    ) -> str:
        """A figure of a line or input as people read it."""
        value = self.results.value(name, item, year, scenario=scenario)
        return self.shown(name, value, style=style, decimals=decimals)

    def shown(self, name: str, value: float | None, *, style: Style = "text", decimals: int | None = None) -> str:
        """A value in the unit of a line or input; in the line's own words where there is none."""
        unit = self.results.declared(name).unit
        words = say(self.results.graph.absent_words.get(name, NOTHING))
        absent = words.replace(say("the horizon"), self.period)
        return self.show(value, unit, style=style, decimals=decimals, absent=absent)

    def signed(self, name: str, item: int = 0) -> str:
        """A whole number with its sign, for a column of changes."""
        value = self.results.value(name, item)
        return self.show(value, self.unit(name), style="table", decimals=0, signed=True)

    def outcome(self, value: float, unit: str) -> str:
        """A figure of an outcome with the unit it was stated in."""
        if unit == "%":
            return self.show(value, "share")
        shown = self.show(value, "auto")
        words = unit.removesuffix("s") if shown == "1" and unit in DURATIONS else unit
        words = say(words) if unit in DURATIONS else words
        return f"{shown}{NO_BREAK}{words}" if words else shown

    @cached_property
    def npv(self) -> float:
        """The net present value; what is nothing but rounding is zero."""
        return self._beyond("npv", self.results.number("negligible_money"))

    @cached_property
    def worth(self) -> float:
        """What all benefits together are worth today; what is nothing but rounding is zero."""
        return self._beyond("present_value_of_benefits", self.results.number("negligible_money"))

    @cached_property
    def value_work_change(self) -> float:
        """The change of the share of value work; what is nothing but rounding is zero."""
        return self._beyond("value_share_change", self.results.number("negligible_share"))

    def _beyond(self, name: str, negligible: float) -> float:
        value = self.results.number(name)
        return 0.0 if abs(value) <= negligible else value

    @property
    def npv_in_words(self) -> str:
        """`$6.28M`."""
        return self.shown("npv", self.npv, style="short")

    @cached_property
    def kinds(self) -> Counter[Kind]:
        """How many assumptions are measured, projected, assumed and benchmarks."""
        return self.results.kind_counts

    def money(self, name: str, item: int = 0, year: int = 0, *, scenario: str | None = None) -> str:
        """An amount for a sentence, to three digits."""
        return self.text(name, item, year, scenario=scenario, style="short")

    def span(self, name: str) -> tuple[str, str]:
        """The figure in the conservative and the optimistic scenario."""
        low, high = (self.shown(name, value, style="short") for value in self.results.span(name))
        return low, high

    def label(self, name: str) -> str:
        return say(self.results.declared(name).label)

    def items(self, name: str) -> tuple[str, ...]:
        """Labels of the items of a line whose items the program names: costs, checks, reduced cases."""
        return tuple(map(say, self.results.items(name)))

    @property
    def failed_checks(self) -> tuple[str, ...]:
        return tuple(map(say, self.results.failed_checks))

    @property
    def raised_alerts(self) -> tuple[str, ...]:
        return tuple(map(say, self.results.raised_alerts))

    def unit(self, name: str) -> Unit:
        return self.results.declared(name).unit

    def definition(self, name: str) -> str:
        """What the line is, in words."""
        return say(self.results.graph.lines[name].definition)

    def over_years(self, name: str, item: int = 0) -> float:
        """The sum over the years that stands beside a totalled line."""
        assert self.results.graph.lines[name].totalled, f"{name} has no total over the years"
        return float(self.results.array(name)[item].sum())

    @cached_property
    def shares(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Shares before and after by activity, rounded as they are shown everywhere, so that they add up to 100 %."""
        exact = [[float(share) for share in self.results.array(name)[:, 0]] for name in ("share_before", "share_after")]
        before, after = (
            rounded_shares(shares, self.share_decimals) if min(shares) >= 0 else tuple(shares) for shares in exact
        )
        return before, after

    @cached_property
    def share_decimals(self) -> int:
        """Decimals that show the shares of all activities."""
        names = ("share_before", "share_after")
        return decimals_needed((share for name in names for share in self.results.array(name)[:, 0]), "share")

    def share(self, activity: int, *, after: bool = False) -> str:
        """The share of an activity as shown everywhere."""
        return self.show(self.shares[after][activity], "share", decimals=self.share_decimals)

    def activities(self, kind: str) -> list[int]:
        """Positions of the activities of a kind, the largest share before first."""
        found = [position for position, of_activity in enumerate(self.case.activity_kinds) if of_activity == kind]
        return sorted(found, key=lambda position: -self.results.number("share_before", position))

    @property
    def ranked(self) -> list[int]:
        """Positions of all activities, the largest share before first."""
        return sorted(
            range(len(self.allocation.activities)),
            key=lambda position: -self.results.number("share_before", position),
        )

    @property
    def team(self) -> str:
        """`35 people`."""
        return self.text("headcount")
