"""Charts: plain functions from figures to SVG.

Every chart is drawn to the width of the text column, states its finding in its `<title>`, writes real text
in the document's font and keeps every label inside the picture and off the others, however many items
there are and however long their names.
"""

from reportgen.document.charts.cash_flow import cash_flow
from reportgen.document.charts.dumbbell import Change, dumbbell
from reportgen.document.charts.histogram import Mark, histogram
from reportgen.document.charts.stacked import ActivityShares, stacked_bars
from reportgen.document.charts.tornado import Swing, tornado
from reportgen.document.charts.trend import Curve, trend
from reportgen.document.charts.waterfall import Step, waterfall

__all__ = [
    "ActivityShares",
    "Change",
    "Curve",
    "Mark",
    "Step",
    "Swing",
    "cash_flow",
    "dumbbell",
    "histogram",
    "stacked_bars",
    "tornado",
    "trend",
    "waterfall",
]
