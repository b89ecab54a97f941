"""Where single assumptions turn the case: values of the scenario that was shown at the build, found by search."""

from __future__ import annotations

from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.model.whatif import SwitchingValue
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.wording import figure_unit

NOT_REACHED = noted("not reached")
IN_PROPORTION = noted("All its figures move in proportion: multiples of what they are.")
TITLE = noted("Where the net present value is zero, one assumption at a time, the nearest first: values")
AS_BUILT = {
    "base": noted("Found by search when the workbook was built, in the base scenario; they do not follow a change."),
    "conservative": noted(
        "Found by search when the workbook was built, in the conservative scenario; they do not follow a change."
    ),
    "optimistic": noted(
        "Found by search when the workbook was built, in the optimistic scenario; they do not follow a change."
    ),
}


def write_switching(page: Page, results: Results, row: int, label: int, last: int) -> None:
    """The table between the columns `label` and `last`."""
    first = label + 1
    page.section(row, say(TITLE), label, last)
    page.text(row + 1, label, say(AS_BUILT[results.scenario]), "subtitle")
    row += 2
    page.text(row, label, say("Assumption"), "heading")
    page.texts(row, first, [say("As in the case"), say("Where it turns")], "figure heading")
    for switching in results.switching:
        row += 1
        page.text(row, label, say(results.declared(switching.name).label))
        _write_turn(page, results, row, first, switching)


def _write_turn(page: Page, results: Results, row: int, first: int, switching: SwitchingValue) -> None:
    unit = "multiple" if switching.in_proportion else figure_unit(results, switching.name, 0)[0]
    page.number(row, first, switching.value, "drawn", unit)
    if switching.at_zero is None:
        page.text(row, first + 1, say(NOT_REACHED), "column unit")
    else:
        page.number(row, first + 1, switching.at_zero, "drawn", unit)
    if switching.in_proportion:
        page.text(row, first + 2, say(IN_PROPORTION), "unit")
