"""What the Summary says of the simulation, as values: how far the result may be off, and whether it is optimistic."""

from __future__ import annotations

from reportgen.language import say
from reportgen.model.results import Results
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.simulation import BASE, optimism, percentiles


def write_risk(page: Page, results: Results, row: int, first: int, last: int) -> int:
    """Percentiles, the chance of a loss and where the base case falls; returns the row of the next part."""
    simulation = results.simulation
    page.section(row, say("Risk: values of the simulation, as built"), first, last)
    for name, value in percentiles(simulation):
        row += 1
        page.link(row, first, say("Net present value, {name}", name=name), BASE)
        page.number(row, first + 1, value, "drawn", "money")
    shares = {
        say("Chance of a loss"): simulation.chance_of_loss,
        say("Draws below the base case"): simulation.base_rank,
    }
    for label, share in shares.items():
        row += 1
        page.link(row, first, label, BASE)
        page.number(row, first + 1, share, "drawn", "share")
    page.text(row + 1, first, optimism(simulation), "subtitle")
    return row + 3
