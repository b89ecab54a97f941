"""Lines as a JavaScript function of the assumptions that may be moved, for a page that calculates by itself.

Each line is traced as for the workbook, and what its formula does is written down once more for every item and year.
What the moved assumptions do not reach is a number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.errors import ModelError
from reportgen.model.graph import ACROSS, YEAR, Graph, Values
from reportgen.model.line import Line
from reportgen.model.parsing import Call, Negative, Number, Operation, Piece, Read, Words
from reportgen.model.whatif.ranges import Ranged
from reportgen.model.wording import taken_apart

#: What the function needs beside JavaScript's own: the search for the rate of return, as `roots` does it.
RATE_OF_RETURN = (
    "const worth=(net,rate)=>net.reduce((sum,flow,year)=>sum+flow*(1+rate)**-year,0);"
    "const irr=(net,none)=>{let low=0,high=1e12;if(!(worth(net,low)>0&&worth(net,high)<0))return none;"
    "for(let step=0;step<200;step++){const middle=(low+high)/2;"
    "if(worth(net,middle)>0)low=middle;else high=middle;if(high-low<=1e-15*(1+high))break}return(low+high)/2};"
)

#: A figure: name, item, year.
_Place = tuple[str, int, int]


@dataclass(frozen=True)
class Script:
    """The body of a function of `x`, an array of the moved figures, that returns an object of the results."""

    body: str
    figures: int
    """How many figures `x` has: those of all ranges, one after the other."""


def scripted(graph: Graph, base: Values, ranges: Sequence[Ranged], results: Sequence[str]) -> Script:
    """The results of a case (single figures) by the figures of its ranges; `base` has all values of one case.

    A result without a value is the words that stand for it. Raises ModelError for a line that cannot be written so.
    """
    writing = _Writing(graph, base, graph.moved_by({ranged.name for ranged in ranges}, results))
    count = 0
    for ranged in ranges:
        years = graph.shape(graph.axes_of(ranged.name))[1]
        for position in ranged.positions:
            item, year = divmod(position, years)
            writing.places[ranged.name, item, year] = f"x[{count}]"
            count += 1
    steps = [step for line in graph.order if line.name in writing.moved for step in writing.line(line)]
    answer = ",".join(f"{json.dumps(name)}:{writing.figure(name, 0, 0)}" for name in results)
    return Script(f"const v=[];{''.join(steps)}return{{{answer}}}", count)


@dataclass
class _Writing:
    graph: Graph
    base: Values
    moved: set[str]
    places: dict[_Place, str] = field(default_factory=dict)
    """Figures that are no plain numbers, by how the function calls them."""
    steps: int = 0

    def line(self, line: Line) -> Iterator[str]:
        """A step for every figure of a line."""
        items, years = self.graph.shape(line.axes)
        for item in range(items):
            for year in range(years):
                written = _Figure(self, line, item, year).written()
                # A figure that is only passed on needs no step of its own.
                if written.startswith(("v[", "x[")) and written.count("[") == 1:
                    self.places[line.name, item, year] = written
                    continue
                place = f"v[{self.steps}]"
                self.steps += 1
                self.places[line.name, item, year] = place
                yield f"{place}={written};"

    def figure(self, name: str, item: int, year: int) -> str:
        """A figure by its name in the function, or as the number it is."""
        if (name, item, year) in self.places:
            return self.places[name, item, year]
        value = float(self.base[name][0, item, year])
        if math.isnan(value):
            return json.dumps(self.graph.absent_words[name])
        shown = repr(value).removesuffix(".0")
        return f"({shown})" if value < 0 else shown


@dataclass(frozen=True)
class _Figure:
    """One figure of a line: what its formula reads, and where."""

    writing: _Writing
    line: Line
    item: int
    year: int

    def written(self) -> str:
        graph, line = self.writing.graph, self.line
        if line.name in graph.sources:
            name, source_item = graph.sources[line.name][self.item]
            return self._at(name, self.item if source_item is None else source_item, self.year)
        return self._piece(taken_apart(graph, line, self.item, self.year))

    def _piece(self, piece: Piece) -> str:
        match piece:
            case Read():
                return self._read(piece)
            case Number(text):
                return text
            case Words(text):
                return json.dumps(text)
            case Negative(of):
                return f"(-{self._piece(of)})"
            case Operation("^", left, right):
                return f"Math.pow({self._piece(left)},{self._piece(right)})"
            case Operation(sign, left, right):
                return f"({self._piece(left)}{sign}{self._piece(right)})"
            case Call(function, arguments):
                return self._call(function, arguments)
        raise AssertionError(piece)

    def _call(self, function: str, arguments: tuple[Piece, ...]) -> str:
        match function, arguments:
            case "IF", (question, yes, no):
                return f"({self._piece(question)}?{self._piece(yes)}:{self._piece(no)})"
            case "AND", _:
                return f"({'&&'.join(map(self._piece, arguments))})"
            case "IFERROR", (Call("IRR", (Read() as flows, _)), Words() as words):
                return f"irr([{','.join(self._series(flows))}],{self._piece(words)})"
            case "SUM", (Read() as read,):
                return f"({'+'.join(self._series(read))})"
            case "SUMPRODUCT", (Read() as first, Read() as second):
                pairs = zip(self._series(first), self._series(second), strict=True)
                return f"({'+'.join(f'{one}*{other}' for one, other in pairs)})"
            case ("ABS" | "SQRT") as name, (one,):
                return f"Math.{name.lower()}({self._piece(one)})"
            case ("MAX" | "MIN") as name, _:
                figures = [figure for each in arguments for figure in self._figures(each)]
                return f"Math.{name.lower()}({','.join(figures)})"
        raise ModelError(f"{self.line.place}, line '{self.line.name}': {function} has no counterpart in JavaScript.")

    def _figures(self, piece: Piece) -> list[str]:
        return self._series(piece) if isinstance(piece, Read) and piece.axis else [self._piece(piece)]

    def _read(self, read: Read) -> str:
        years = len(self.writing.graph.axes["year"])
        match read.extent:
            case "":
                return self._at(read.name, self.item, self.year)
            case "previous":
                return self._at(read.name, self.item, self.year - 1) if self.year else "0"
            case "first":
                return self._at(read.name, self.item, 0)
            case "last":
                return self._at(read.name, self.item, years - 1)
        raise AssertionError(read)

    def _series(self, read: Read) -> list[str]:
        """All figures along an axis, or those up to the place itself."""
        graph = self.writing.graph
        along_years = read.axis in ACROSS
        count = graph.shape(graph.axes_of(read.name))[1 if along_years else 0]
        if read.extent.startswith("running"):
            count = (self.year if along_years else self.item) + 1
        return [
            self._at(read.name, *((self.item, position) if along_years else (position, self.year)))
            for position in range(count)
        ]

    def _at(self, name: str, item: int, year: int) -> str:
        """A figure; along an axis that the name does not have there is only one."""
        if name == YEAR.name:
            return str(year)
        items, years = self.writing.graph.shape(self.writing.graph.axes_of(name))
        return self.writing.figure(name, item if items > 1 else 0, year if years > 1 else 0)
