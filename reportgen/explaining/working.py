"""A formula worked through: the figures that a line reads at one place, in the place of their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.document.figures import MINUS
from reportgen.explaining.figures import NOISE, in_formula
from reportgen.model.line import Line
from reportgen.model.parsing import Piece, Read, reads
from reportgen.model.phrasing import NAME, PHRASE, PRODUCT, SUM, Said, said
from reportgen.model.results import Results
from reportgen.model.wording import item_axis, taken_apart

#: Terms of a sum, or figures in a row, that are written out.
MOST_TERMS = 6


@dataclass(frozen=True)
class Place:
    """One figure of a line."""

    item: int
    year: int
    words: str
    """`Productivity gain, year 1`; empty where the line has one figure."""


def telling_place(results: Results, line: Line) -> Place:
    """The first place of a line, item by item and year by year, where its figure and all that it reads say something.

    Where there is none, the first where the figure does; else the first.
    """
    items, years = results.array(line.name).shape
    read = () if line.name in results.graph.sources else tuple(reads(taken_apart(results.graph, line)))
    places = [(item, year) for item in range(items) for year in range(years)]
    filled = [place for place in places if _says_something(results, line, Read(line.name), *place)]
    telling = (place for place in filled if all(_says_something(results, line, each, *place) for each in read))
    item, year = next(telling, filled[0] if filled else places[0])
    words = [results.graph.axes[axis][item] for axis in line.axes if axis == item_axis(line.axes)]
    words += [f"year {year}"] * ("year" in line.axes)
    return Place(item, year, ", ".join(words))


def worked_through(results: Results, line: Line, place: Place) -> str:
    """`$8.75M × 50 pts × 40% = $1.75M`; empty for a line that only links to others."""
    piece = taken_apart(results.graph, line, place.item, place.year)
    if line.name in results.graph.sources or (isinstance(piece, Read) and not piece.extent):
        return ""
    value = float(results.array(line.name)[place.item, place.year])
    worked = said(piece, _Figures(results, line.axes, place.item, place.year)).text
    return f"{worked} = {in_formula(results, line.name, place.item, value)}"


def _says_something(results: Results, line: Line, read: Read, item: int, year: int) -> bool:
    """Whether what a line reads at a place is more than nothing: a figure that is not zero, or several figures."""
    if read.extent.startswith("running"):
        return (year if read.axis == "year" else item) > 0
    if read.extent:
        return True
    axes = results.graph.axes_of(read.name)
    value = results.value(read.name, item if item_axis(axes) in line.axes else 0, year if "year" in axes else 0)
    return value is not None and abs(value) > NOISE


@dataclass(frozen=True)
class _Figures:
    """Tells what is read by its figures, as seen from one item and year of a line."""

    results: Results
    axes: tuple[str, ...]
    """Of the line that reads."""
    item: int
    year: int

    def one(self, read: Read) -> Said:
        if read.extent == "previous" and self.year == 0:
            return Said("0")
        years = {"previous": self.year - 1, "first": 0, "last": len(self.results.years) - 1}
        at = replace(self, year=years.get(read.extent, self.year))
        item, year = at._own_item(read), at._own_year(read)
        return self._figure(read, item, float(self.results.array(read.name)[item, year]))

    def several(self, read: Read) -> str:
        return _listed([self._figure(read, *figure).text for figure in self._along(read)], ", ")

    def total(self, *factors: Read) -> Said:
        terms = list(zip(*(self._along(factor) for factor in factors), strict=True))
        if len(factors) > 1:
            # Most products of a total are with 0, for what does not belong to it.
            terms = [term for term in terms if all(value for _, value in term)]
        told = [self._product(factors, term) for term in terms] or [Said("0")]
        if len(told) == 1:
            return told[0]
        return Said(_listed([told[0].within(SUM), *(each.within(PRODUCT) for each in told[1:])], " + "), SUM)

    def extreme(self, is_highest: bool, read: Read) -> Said:
        which = "highest" if is_highest else "lowest"
        return Said(f"the {which} of {self.several(read)}", PHRASE)

    def count(self, read: Read, compared: str, limit: Piece) -> Said:
        least = said(limit, self).within(SUM)
        return Said(f"the number {compared.removeprefix('is ')} {least} among {self.several(read)}", PHRASE)

    def _along(self, read: Read) -> list[tuple[int, float]]:
        """Item and figure along the axis that is read, up to the line's own place for a running total."""
        values = self.results.array(read.name)
        own, running = self._own_item(read), read.extent.startswith("running")
        if read.axis == item_axis(self.results.graph.axes_of(read.name)):
            column = values[: self.item + 1 if running else None, self._own_year(read)]
            return list(enumerate(map(float, column)))
        return [(own, float(value)) for value in values[own, : self.year + 1 if running else None]]

    def _product(self, factors: Sequence[Read], term: Sequence[tuple[int, float]]) -> Said:
        figures = [self._figure(factor, *figure) for factor, figure in zip(factors, term, strict=True)]
        return figures[0] if len(figures) == 1 else Said(" × ".join(each.within(NAME) for each in figures), PRODUCT)

    def _figure(self, read: Read, item: int, value: float) -> Said:
        # Among operators the sign of a multiple would read as one more of them.
        text = in_formula(self.results, read.name, item, value).removesuffix("×")
        return Said(text, SUM if text.startswith(MINUS) else NAME)

    def _own_item(self, read: Read) -> int:
        axis = item_axis(self.results.graph.axes_of(read.name))
        return self.item if axis is not None and axis in self.axes else 0

    def _own_year(self, read: Read) -> int:
        return self.year if "year" in self.results.graph.axes_of(read.name) else 0


def _listed(texts: Sequence[str], between: str) -> str:
    """Of many the first, and how many more there are."""
    told = between.join(texts[:MOST_TERMS])
    more = len(texts) - MOST_TERMS
    return f"{told}{between}… ({more} more)" if more > 0 else told
