"""Native charts: live ranges, with the figures they show now stored beside them for programs that only display."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumFmt,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.descriptors import NumberFormatDescriptor
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout as ChartLayout
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from reportgen.language import say
from reportgen.workbook.sheets.wording import capital, listed
from reportgen.workbook.styles import FONT, INK, MUTED, RULE

SMALL, TITLE = 900, 1200


class _Labels(DataLabelList):
    """openpyxl leaves out whether the format follows the cells, and some programs then take it that it does."""

    tagname = "dLbls"
    numFmt: Any = NumberFormatDescriptor()  # type: ignore[call-overload]  # noqa: N815  # openpyxl's name

    __elements__ = DataLabelList.__elements__
    __nested__ = tuple(name for name in DataLabelList.__nested__ if name != "numFmt")

    def __init__(self, number_format: str) -> None:
        super().__init__(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False)
        self.numFmt = NumFmt(number_format, sourceLinked=False)


@dataclass(frozen=True)
class Range:
    """Cells of one row or column and what they show now."""

    reference: str
    """`'Cash flow'!$E$7:$H$7`."""
    shown: Sequence[float | str]


@dataclass(frozen=True)
class Look:
    """How a series is drawn; `points` colours single bars."""

    colour: str | None
    """None draws nothing."""
    points: Sequence[str] = ()
    number_format: str | None = None
    """Of the labels at the bars; None shows none."""


def series(name: str, values: Range, categories: Range, look: Look, position: int) -> Any:
    """A series of bars."""
    made: Any = _series(name, values, categories, position)
    made.spPr = _filled(look.colour)
    made.invertIfNegative = False
    made.dPt = [DataPoint(idx=place, invertIfNegative=False, spPr=_filled(colour))
                for place, colour in enumerate(look.points)]  # fmt: skip
    if look.number_format:
        made.dLbls = _labels(look.number_format)
    return made


def curve(name: str, values: Range, categories: Range, colour: str, position: int) -> Any:
    """A series drawn as a line with a dot for each value."""
    made: Any = _series(name, values, categories, position)
    line = LineProperties(solidFill=colour, w=28_575)
    made.spPr = GraphicalProperties(ln=line)
    made.marker = Marker(symbol="circle", size=6, spPr=_filled(colour))
    made.smooth = False
    return made


def bars(title: str, *, horizontal: bool = False, stacked: bool = False, number_format: str) -> Any:
    """An empty bar chart."""
    chart: Any = BarChart()
    chart.type = "bar" if horizontal else "col"
    chart.gapWidth = 60
    if stacked:
        chart.grouping, chart.overlap = "stacked", 100
    _dress(chart, title, number_format)
    if horizontal:
        # The first activity on top, as in the table.
        chart.x_axis.scaling.orientation = "maxMin"
        chart.x_axis.tickLblSkip = 1
        chart.y_axis.crosses = "max"
    return chart


def line_chart(title: str, *, number_format: str) -> Any:
    """An empty line chart of its own."""
    chart: Any = LineChart()
    _dress(chart, title, number_format)
    return chart


def lines(chart: Any) -> Any:
    """An empty line chart to be laid over `chart`, on the same axes."""
    over: Any = LineChart()
    over.y_axis, over.x_axis = chart.y_axis, chart.x_axis
    return over


def place(chart: Any, columns: tuple[int, int], rows: tuple[int, int]) -> None:
    """Spans the finished chart over cells, from the first of the columns and rows to the last, whatever their width.

    It is described for people who hear it: what it is, what is drawn, and in which cells the figures stand. The
    figures themselves are left out, as they change with the inputs.
    """
    chart.name, chart.description = "".join(_title_words(chart)), _description(chart)
    start = AnchorMarker(col=columns[0] - 1, row=rows[0] - 1)
    end = AnchorMarker(col=columns[1], row=rows[1])
    chart.anchor = TwoCellAnchor(editAs="twoCell", _from=start, to=end)


def _dress(chart: Any, title: str, number_format: str) -> None:
    chart.title = _title(title)
    chart.legend.position = "b"
    chart.legend.txPr = _rich(SMALL, MUTED)
    chart.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=RULE))
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.title = None
        axis.txPr = _rich(SMALL, MUTED)
        axis.majorTickMark = "none"
        axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    # Labels stay at the edge where bars go below zero.
    chart.x_axis.tickLblPos = "low"
    chart.x_axis.majorGridlines = None
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    chart.y_axis.number_format, chart.y_axis.numFmt.sourceLinked = number_format, False


def _title_words(chart: Any) -> Iterator[str]:
    for paragraph in chart.title.tx.rich.p:
        yield from (run.t for run in paragraph.r)


def _description(chart: Any) -> str:
    """`Bars: Before, After, from Meetings to Debugging. The figures are in 'Allocation'!C7:C12, …`."""
    kinds = {"barChart": say("bars"), "lineChart": say("lines")}
    kind = capital(listed(list(dict.fromkeys(kinds[part.tagname] for part in chart._charts))))
    drawn = [each for part in chart._charts for each in part.series if _is_seen(each)]
    names = [each.tx.v for each in drawn]
    places = [each.val.numRef.f.replace("$", "") for each in drawn]
    points = [point.v for point in drawn[0].cat.strRef.strCache.pt]
    along = say(", from {first} to {last}", first=points[0], last=points[-1]) if len(points) > 1 else ""
    return say(
        "{kind}: {names}{along}. The figures are in {places}.",
        kind=kind,
        names=", ".join(names),
        along=along,
        places=", ".join(places),
    )


def _is_seen(series: Any) -> bool:
    """The one below a floating bar is not."""
    return not series.spPr.noFill


def _series(name: str, values: Range, categories: Range, position: int) -> Series:
    made = Series(idx=position, order=position, tx=SeriesLabel(v=name))
    points = [NumVal(idx=place, v=value) for place, value in enumerate(values.shown)]
    made.val = NumDataSource(NumRef(f=values.reference, numCache=NumData("General", len(points), points)))
    words = [StrVal(idx=place, v=str(word)) for place, word in enumerate(categories.shown)]
    made.cat = AxDataSource(strRef=StrRef(f=categories.reference, strCache=StrData(len(words), words)))
    return made


def _filled(colour: str | None) -> GraphicalProperties:
    nothing = LineProperties(noFill=True)
    return (
        GraphicalProperties(noFill=True, ln=nothing)
        if colour is None
        else GraphicalProperties(solidFill=colour, ln=nothing)
    )


def _labels(number_format: str) -> DataLabelList:
    labels = _Labels(number_format)
    labels.txPr = _rich(SMALL, INK)
    return labels


def _title(text: str) -> Title:
    run = RegularTextRun(rPr=_characters(TITLE, INK, bold=True), t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_characters(TITLE, INK, bold=True)), r=[run])
    return Title(
        tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph])), overlay=False, layout=ChartLayout()
    )


def _rich(size: int, colour: str) -> RichText:
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_characters(size, colour)), endParaRPr=CharacterProperties())
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])


def _characters(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=Font(typeface=FONT))
