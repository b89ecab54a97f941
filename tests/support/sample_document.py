"""A document with every component on its pages; the figures are invented."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from reportgen.case.inputs import Unit
from reportgen.document.charts import ActivityShares, Change, Step, cash_flow, dumbbell, stacked_bars, waterfall
from reportgen.document.figures import Style, show
from reportgen.document.templates import environment
from reportgen.notation import notation

US = notation("USD")


def show_in_dollars(value: float, unit: Unit, style: Style = "text") -> str:
    return show(value, unit, US, style=style)


ACTIVITIES = (
    ActivityShares("Data preparation", "friction", (0.35, 0.18)),
    ActivityShares("Environment set-up", "friction", (0.18, 0.05)),
    ActivityShares("Debugging", "friction", (0.20, 0.05)),
    ActivityShares("Waiting for others", "friction", (0.12, 0.02)),
    ActivityShares("Model development", "value", (0.10, 0.60)),
    ActivityShares("Meetings and other", "overhead", (0.05, 0.10)),
)
YEARS = ("Initial", "Year 1", "Year 2", "Year 3")
NET = (-840_500, 559_347, 1_064_620, 1_212_495)
FIGURES = (
    {"figure": "$1.46M", "meaning": "Net present value, 3 years at 10%", "range": "$578K to $1.49M"},
    {"figure": "69%", "meaning": "Return on investment, both discounted", "range": ""},
    {"figure": "15 months", "meaning": "Payback from the first spending", "range": ""},
    {"figure": "10% → 60%", "meaning": "Time on models, before and after", "range": ""},
)
ENTRIES = (
    {"anchor": "summary", "number": "", "title": "Executive summary"},
    {"anchor": "diagnosis", "number": "2", "title": "Diagnosis"},
    {"anchor": "results", "number": "4", "title": "Results"},
    {"anchor": "return", "number": "8", "title": "Return"},
    {"anchor": "register", "number": "A", "title": "Assumptions"},
)


def sample_html(company: str = "Meridian Mutual", title: str = "Models reach production in weeks") -> str:
    template = environment().from_string(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))
    return template.render(
        show=show_in_dollars,
        title=title,
        author="The project office",
        description="A sample",
        generator="reportgen",
        running_title=f"Business case · {company}",
        footer="Confidential. Figures in US dollars.",
        company=company,
        figures=FIGURES,
        entries=ENTRIES,
        years=YEARS,
        net=NET,
        causes=[(item.label, item.shares[0] * 72_800, item.shares[0], "measured") for item in ACTIVITIES[:4]],
        charts=_charts(),
    )


def _charts() -> dict[str, Markup]:
    changes = [
        Change(item.label, *item.shares, item.shares[1] - item.shares[0], item.shares[1] - item.shares[0] - 0.03,
               item.shares[1] - item.shares[0] + 0.03, item.kind == "value")
        for item in ACTIVITIES
    ]  # fmt: skip
    steps = [
        Step("Engineer time (A)", 1_691_000), Step("People who stay (B)", 1_022_000), Step("More models (C)", 866_000),
        Step("Benefits", 3_579_000, "total"), Step("Platform (D)", -1_414_000), Step("Training (E)", -707_000),
        Step("NPV", 1_458_000, "total"),
    ]  # fmt: skip
    return {
        "stacked": stacked_bars("Time on models rises from 10% to 60%", ("Before", "After"), ACTIVITIES, notation=US),
        "dumbbell": dumbbell("Time on models rises, friction falls", changes, interval="95% interval", notation=US),
        "waterfall": waterfall("Benefits of $3.58M exceed costs by $1.46M", steps, notation=US),
        "cash_flow": cash_flow("Costs are recovered after 15 months", YEARS, NET,
                               (-840_500, -281_153, 783_467, 1_995_962), payback=1.26,
                               payback_label="Payback: 15 months", notation=US),
    }  # fmt: skip
