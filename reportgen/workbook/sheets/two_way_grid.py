"""Two assumptions at once: the net present value at several levels of each, read from Cases."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle

from reportgen.language import noted, say
from reportgen.model.results import Results
from reportgen.workbook.case_layout import NPV, CaseLayout, Levels
from reportgen.workbook.layout import CASES_SHEET, Cell, letters
from reportgen.workbook.sheets.page import Page
from reportgen.workbook.sheets.wording import capital, figure_unit, item_labels
from reportgen.workbook.styles import ACCENT_TINT, GAIN_SOFT, LOSS_SOFT

LABEL, FIRST, LAST = 1, 2, 7
SEE_BELOW = noted("see below")
COLOURS_MEAN = noted(
    "A ground in red: the case loses money. In green: it is worth at least as much as the base case. In blue: between."
)


def write_grid(page: Page, results: Results, cases: CaseLayout, base: Cell, row: int) -> int:
    """Levels of one assumption below each other, of the other one side by side; returns the row of the next part.

    `base` is the cell with the net present value of the base case.
    """
    grid, block = results.grid, cases.blocks["grid"]
    rows, columns = cases.levels
    down, across = (say(results.declared(axis.name).label) for axis in (grid.rows, grid.columns))
    page.section(
        row,
        say("Net present value by two assumptions: {down} (down) and {across} (across)", down=down, across=across),
        LABEL,
        LAST,
    )
    page.text(row + 1, LABEL, down, "heading")
    page.text(row + 1, FIRST, "", "figure heading")
    for position in range(len(grid.columns.levels)):
        column = FIRST + 1 + position
        page.text(row + 1, column, capital(grid.columns.place(position)), "figure heading")
        _write_level(page, results, cases, columns, position, (row + 2, column))
    first = row + 3
    for position, values in enumerate(grid.npv):
        at = first + position
        page.text(at, LABEL, capital(grid.rows.place(position)))
        _write_level(page, results, cases, rows, position, (at, FIRST))
        for offset, npv in enumerate(values):
            source = Cell(CASES_SHEET, block.first_row + position * len(values) + offset, NPV)
            is_base = (position, offset) == (grid.rows.base, grid.columns.base)
            page.formula(
                at, FIRST + 1 + offset, f"={source.pinned}", npv, "row total" if is_base else "calculation", "money"
            )
    last = first + len(grid.npv) - 1
    _colour(page, f"{letters(FIRST + 1)}{first}:{letters(FIRST + len(grid.columns.levels))}{last}", base)
    page.text(last + 1, LABEL, say(COLOURS_MEAN), "subtitle")
    row = last + 3
    for levels in (rows, columns):
        row = _write_levels(page, results, cases, levels, row)
    return row


def _colour(page: Page, cells: str, base: Cell) -> None:
    """Grounds by what a cell says; figures below zero stand in parentheses too."""
    first, limit = cells.partition(":")[0], f"${letters(base.column)}${base.row}"
    for formula, colour in (
        (f"{first}<0", LOSS_SOFT),
        (f"{first}>={limit}", GAIN_SOFT),
        (f"{first}<{limit}", ACCENT_TINT),
    ):
        ground = DifferentialStyle(fill=PatternFill(bgColor=colour, fill_type="solid"))
        page.sheet.conditional_formatting.add(cells, Rule("expression", dxf=ground, formula=[formula], stopIfTrue=True))


def _moving(levels: Levels) -> list[int]:
    """Positions of the figures that differ from level to level; the first one where none does."""
    moving = [at for at, figures in enumerate(zip(*levels.axis.levels, strict=True)) if len(set(figures)) > 1]
    return moving or [0]


def _write_level(
    page: Page, results: Results, cases: CaseLayout, levels: Levels, position: int, place_: tuple[int, int]
) -> None:
    """The figure at a level where there is one."""
    moving = _moving(levels)
    if len(moving) > 1:
        page.text(*place_, say(SEE_BELOW), "column unit")
        return
    _link_level(page, results, cases, levels, position, moving[0], place_)


def _link_level(
    page: Page, results: Results, cases: CaseLayout, levels: Levels, position: int, figure: int, place_: tuple[int, int]
) -> None:
    item, year = divmod(figure, cases.strips[levels.axis.name, "figure"].years)
    source = cases.cell(levels.axis.name, levels.first_row + position, item, year)
    unit, _ = figure_unit(results, levels.axis.name, item)
    page.formula(*place_, f"={source.pinned}", levels.axis.levels[position][figure], "calculation", unit)


def _write_levels(page: Page, results: Results, cases: CaseLayout, levels: Levels, row: int) -> int:
    """Every figure of an axis at its levels, where it has several; returns the row of the next part."""
    moving, axis = _moving(levels), levels.axis
    if len(moving) == 1:
        return row
    page.section(row, say("Levels of: {label}", label=say(results.declared(axis.name).label)), LABEL, LAST)
    page.text(row + 1, LABEL, say("Figure"), "heading")
    page.blank(row + 1, FIRST, "figure heading")
    for position in range(len(axis.levels)):
        page.text(row + 1, FIRST + 1 + position, capital(axis.place(position)), "figure heading")
    labels = item_labels(results, axis.name)
    for at, figure in enumerate(moving, start=row + 2):
        page.text(at, LABEL, capital(labels[figure]))
        for position in range(len(axis.levels)):
            _link_level(page, results, cases, levels, position, figure, (at, FIRST + 1 + position))
    return row + len(moving) + 3
