"""What-ifs of the case as it was built, as values: one assumption at a time, two at once, and where it turns."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model.results import HEADLINE, Results
from reportgen.model.whatif import SCENARIOS, SwitchingValue
from reportgen.workbook.sheets.calculations import shown
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.wording import figure_unit, scenario_title

LABEL, FIRST, LAST = 1, 2, 7
WIDTHS = {LABEL: 62.0, **dict.fromkeys(range(FIRST, LAST + 1), 18.0)}

#: More figures than this are not written beside each other.
MOST_FIGURES = 3
SEVERAL = "several figures"
NOT_REACHED = "not reached"
IN_PROPORTION = "All its figures move in proportion: multiples of what they are."


def write_what_ifs(page: Page, results: Results, row: int) -> None:
    """Tornado, scenarios, grid and switching values below each other."""
    row = _write_tornado(page, results, row)
    row = _write_scenarios(page, results, row)
    row = _write_grid(page, results, row)
    _write_switching(page, results, row)


def _write_tornado(page: Page, results: Results, row: int) -> int:
    """Returns the row of the next part, like all below."""
    page.section(row, "One range at a time at either end, the largest effect first: values", LABEL, LAST)
    row += 1
    page.text(row, LABEL, "Assumption", "heading")
    heads = ["Low end", "High end", "NPV at the low end", "NPV at the high end", "Difference"]
    page.texts(row, FIRST, heads, "figure heading")
    for bar in results.tornado:
        row += 1
        page.text(row, LABEL, bar.label)
        for offset, figures in enumerate((bar.low, bar.high)):
            _write_level(page, results, row, FIRST + offset, bar.name, figures)
        for offset, npv in enumerate((bar.at_low, bar.at_high, bar.swing), start=2):
            page.number(row, FIRST + offset, npv, "drawn", "money")
    return row + 2


def _write_scenarios(page: Page, results: Results, row: int) -> int:
    page.section(row, "Scenarios side by side: values", LABEL, LAST)
    row += 1
    page.text(row, LABEL, "Line", "heading")
    page.texts(row, FIRST, [scenario_title(scenario) for scenario in SCENARIOS], "figure heading")
    for name in HEADLINE:
        row += 1
        page.text(row, LABEL, results.declared(name).label)
        for offset, scenario in enumerate(SCENARIOS):
            value = shown(results, name, results.array(name, scenario=scenario)[0, 0])
            if isinstance(value, float):
                page.number(row, FIRST + offset, value, "drawn", figure_unit(results, name, 0)[0])
            else:
                page.text(row, FIRST + offset, str(value), "column unit")
                page.reserve_words(FIRST + offset, str(value))
    return row + 2


def _write_grid(page: Page, results: Results, row: int) -> int:
    """Levels of one assumption below each other, of the other one side by side."""
    grid = results.grid
    down, across = (results.declared(axis.name).label for axis in (grid.rows, grid.columns))
    page.section(row, f"Net present value by two assumptions: {down} (down) and {across} (across); values", LABEL, LAST)
    page.text(row + 1, LABEL, down, "heading")
    page.text(row + 1, FIRST, "", "figure heading")
    for position in range(len(grid.columns.levels)):
        column = FIRST + 1 + position
        page.text(row + 1, column, grid.columns.place(position).capitalize(), "figure heading")
        _write_level(page, results, row + 2, column, grid.columns.name, grid.columns.moving(position))
    row += 2
    for position, values in enumerate(grid.npv):
        row += 1
        page.text(row, LABEL, grid.rows.place(position).capitalize())
        _write_level(page, results, row, FIRST, grid.rows.name, grid.rows.moving(position))
        for offset, npv in enumerate(values, start=1):
            page.number(row, FIRST + offset, npv, "drawn", "money")
    return row + 2


def _write_switching(page: Page, results: Results, row: int) -> None:
    page.section(row, "Where the net present value is zero, one assumption at a time, the nearest first: values",
                 LABEL, LAST)  # fmt: skip
    row += 1
    page.text(row, LABEL, "Assumption", "heading")
    page.texts(row, FIRST, ["As in the case", "Where it turns"], "figure heading")
    for switching in results.switching:
        row += 1
        page.text(row, LABEL, results.declared(switching.name).label)
        _write_turn(page, results, row, switching)


def _write_turn(page: Page, results: Results, row: int, switching: SwitchingValue) -> None:
    unit = "multiple" if switching.in_proportion else figure_unit(results, switching.name, 0)[0]
    page.number(row, FIRST, switching.value, "drawn", unit)
    if switching.at_zero is None:
        page.text(row, FIRST + 1, NOT_REACHED, "column unit")
    else:
        page.number(row, FIRST + 1, switching.at_zero, "drawn", unit)
    if switching.in_proportion:
        page.text(row, FIRST + 2, IN_PROPORTION, "unit")


def _write_level(page: Page, results: Results, row: int, column: int, name: str, figures: Sequence[float]) -> None:
    """The figure where there is one, else the few that there are as text."""
    unit = figure_unit(results, name, 0)[0]
    if len(set(figures)) == 1:
        page.number(row, column, figures[0], "drawn", unit)
    else:
        words = " / ".join(f"{100 * figure:.4g}%" if unit == "share" else f"{figure:.4g}" for figure in figures)
        page.text(row, column, words if len(figures) <= MOST_FIGURES else SEVERAL, "column unit")
