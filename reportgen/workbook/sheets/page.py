"""One sheet of the workbook while it is written: its cells, their values, and what makes it pleasant to read."""

from __future__ import annotations

import datetime
import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from reportgen.case.inputs import Unit
from reportgen.language import noted, say
from reportgen.notation import Notation
from reportgen.workbook.layout import Cell as Place
from reportgen.workbook.layout import letters
from reportgen.workbook.sheets.widths import BOLD_FACTOR, MARGIN, figure_width
from reportgen.workbook.styles import FAIL, KEY_FIGURE_SIZE, PASS, STANDARD_SIZE, Role, Styles, mark_failures
from reportgen.workbook.text import fill_in
from reportgen.workbook.writer import Value

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

TITLE_ROW, DESCRIPTION_ROW, STATUS_ROW = 1, 2, 3
STATUS_COLUMN, STATUS_WORDS = 2, noted("All checks of the model")
#: In points; a section has air above it.
ROW_HEIGHT, LINE_HEIGHT, SECTION_HEIGHT, LINE_HEADING_HEIGHT, HIGHEST_ROW = 16.5, 15.0, 24.0, 21.0, 405.0
#: Characters of running text in a column as wide as one digit.
TEXT_FIT, BOLD_FIT = 1.12, 0.95
WRAPPED: frozenset[Role] = frozenset(
    {
        "label",
        "item label",
        "bold label",
        "heading",
        "indented heading",
        "figure heading",
        "wording",
        "note",
        "text input",
    }
)
BOLD: frozenset[Role] = frozenset(
    {"total", "row total", "key figure", "heading", "indented heading", "figure heading", "bold label"}
)
A3, A4 = 8, 9
#: More columns are too small to read on A4.
MOST_COLUMNS_ON_A4 = 8
#: Characters side by side that can still be read where a page of A3 is as wide as they are.
WIDEST_PAGE = 420


class Page:
    """A sheet of the workbook. Rows and columns count from 1."""

    def __init__(self, workbook: Workbook, styles: Styles, title: str, tab: str) -> None:
        """`tab` is the colour of the sheet's tab, as `RRGGBB`."""
        self.sheet = workbook.create_sheet(title)
        self.sheet.sheet_properties.tabColor = tab
        self.values: dict[tuple[int, int], Value] = {}
        self._styles = styles
        self._texts: list[tuple[int, int, str, Role]] = []
        self._words: dict[int, float] = {}
        self._figures: dict[tuple[int, Role, Unit], tuple[float, float]] = {}

    @property
    def notation(self) -> Notation:
        """How amounts of the case are written."""
        return self._styles.notation

    @property
    def title(self) -> str:
        return str(self.sheet.title)

    def text(self, row: int, column: int, text: str, role: Role = "label") -> Cell:
        """Writes text of the program or of users; it never becomes a formula."""
        cell: Cell = self.sheet.cell(row, column)
        self._styles.wear(cell, role)
        fill_in(cell, text)
        if role in WRAPPED:
            self._texts.append((row, column, text, role))
        return cell

    def texts(self, row: int, column: int, texts: Sequence[str], role: Role = "label") -> None:
        """Writes texts beside each other, from `column` on."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, role)

    def number(self, row: int, column: int, value: float, role: Role, unit: Unit | None = None) -> None:
        cell: Cell = self.sheet.cell(row, column, float(value) if value % 1 else int(value))
        self._styles.wear(cell, role, unit)
        self._remember(column, role, unit, value)

    def date(self, row: int, column: int, date: datetime.date) -> None:
        """A date that can be sorted and calculated with."""
        cell: Any = self.sheet.cell(row, column)
        self._styles.wear(cell, "date")
        cell._value, cell.data_type = datetime.datetime(date.year, date.month, date.day), "d"

    def formula(self, row: int, column: int, formula: str, value: Value, role: Role, unit: Unit | None = None) -> None:
        """Writes a formula with the value it has."""
        cell: Any = self.sheet.cell(row, column)
        # openpyxl would look for the type of what is known to be a formula.
        cell._value, cell.data_type = formula, "f"
        self._styles.wear(cell, role, unit)
        self.values[row, column] = value
        if not isinstance(value, (str, bool)):
            self._remember(column, role, unit, value)

    def reserve(self, column: int, role: Role, unit: Unit, values: Iterable[float]) -> None:
        """Leaves room for figures that the column shows once somebody changes an input."""
        for value in values:
            self._remember(column, role, unit, value)

    def reserve_lines(self, row: int, column: int, text: str, role: Role) -> None:
        """Leaves room for a text that a formula may show."""
        self._texts.append((row, column, text, role))

    def reserve_words(self, column: int, words: str) -> None:
        """Leaves room for words that the column may show instead of a figure."""
        self._words[column] = max(self._words.get(column, 0), len(words) * BOLD_FACTOR + MARGIN)

    def blank(self, row: int, column: int, role: Role, unit: Unit | None = None) -> None:
        """An empty cell with a look."""
        self._styles.wear(self.sheet.cell(row, column), role, unit)

    def link(self, row: int, column: int, text: str, place: Place, role: Role = "link") -> None:
        """Text that leads to another cell of the workbook; where it does not wrap, its column has room for it."""
        cell = self.text(row, column, text, role)
        if role not in WRAPPED:
            self._words[column] = max(self._words.get(column, 0), len(text) / TEXT_FIT)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place.link, tooltip=place.address)

    def section(self, row: int, text: str, first: int, last: int) -> None:
        """A heading that opens a part of the sheet and underlines it from the first to the last column."""
        self.text(row, first, text, "section")
        self.sheet.row_dimensions[row].height = SECTION_HEIGHT
        for column in range(first + 1, last + 1):
            self.blank(row, column, "section")

    def line_heading(self, row: int, column: int, text: str) -> None:
        """Names the rows that follow."""
        self.text(row, column, text, "line heading")
        self.sheet.row_dimensions[row].height = LINE_HEADING_HEIGHT

    def group_columns(self, first: int, last: int) -> None:
        """Lets columns be folded away, with the sign for it on their left."""
        self.sheet.sheet_properties.outlinePr.summaryRight = False
        for column in range(first, last + 1):
            self.sheet.column_dimensions[letters(column)].outlineLevel = 1

    def group_rows(self, first: int, last: int) -> None:
        """Lets rows be folded away, with the sign for it above them."""
        self.sheet.sheet_properties.outlinePr.summaryBelow = False
        for row in range(first, last + 1):
            self.sheet.row_dimensions[row].outlineLevel = 1

    def open(self, title: str, description: str) -> None:
        """The first rows: what the sheet is and says."""
        self.text(TITLE_ROW, 1, title, "title")
        self.text(DESCRIPTION_ROW, 1, description, "subtitle")
        self.sheet.row_dimensions[TITLE_ROW].height = 27

    def status(self, master: Place, *, passes: bool) -> None:
        """The master check, in sight on every sheet."""
        self.text(STATUS_ROW, 1, say(STATUS_WORDS), "subtitle")
        formula = f"={master.link}"
        self.formula(STATUS_ROW, STATUS_COLUMN, formula, say(PASS if passes else FAIL), "check")
        mark_failures(self.sheet, f"{letters(STATUS_COLUMN)}{STATUS_ROW}")

    def close(
        self,
        widths: Mapping[int, float],
        freeze: str,
        title_rows: int,
        *,
        paper: int = A4,
        upright: bool = False,
        printed: tuple[int, int] | None = None,
    ) -> None:
        """Sets what depends on the whole sheet: widths, heights, panes, print.

        `widths` are the least widths by column, in characters; figures that need more get it. `printed` are the first
        row and the last column on paper, where that is not the whole sheet.
        """
        self._set_widths(widths)
        self._set_heights(widths)
        sheet = self.sheet
        sheet.freeze_panes = freeze
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = ROW_HEIGHT, True
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 90
        # As one would leave it: at the top, the first cell below the headings chosen.
        chosen = sheet.sheet_view.selection[-1]
        chosen.activeCell = chosen.sqref = freeze
        protection = sheet.protection
        protection.sheet = True
        # Readers may still widen columns and filter; these flags say what is forbidden.
        protection.formatColumns = protection.formatRows = protection.autoFilter = False
        self._set_print(printed or (1, sheet.max_column), title_rows, paper, "portrait" if upright else "landscape")

    def _set_widths(self, widths: Mapping[int, float]) -> None:
        needed = {column: max(width, self._words.get(column, 0)) for column, width in widths.items()}
        for (column, role, unit), ends in self._figures.items():
            bold, size = role in BOLD, KEY_FIGURE_SIZE if role == "key figure" else STANDARD_SIZE
            for value in ends:
                width = figure_width(value, unit, self.notation, bold=bold, size=size)
                needed[column] = max(needed.get(column, 0), width)
        for column, width in needed.items():
            self.sheet.column_dimensions[letters(column)].width = math.ceil(width)

    def _set_heights(self, widths: Mapping[int, float]) -> None:
        lines: dict[int, int] = {}
        for row, column, text, role in self._texts:
            width = self.sheet.column_dimensions[letters(column)].width if column in widths else math.inf
            fit = width * (BOLD_FIT if role in BOLD else TEXT_FIT)
            if len(text) > fit or "\n" in text:
                wrapped = sum(len(textwrap.wrap(part, int(fit))) or 1 for part in text.split("\n"))
                lines[row] = max(lines.get(row, 1), wrapped)
        for row, count in lines.items():
            if count > 1:
                self.sheet.row_dimensions[row].height = min(HIGHEST_ROW, count * LINE_HEIGHT + ROW_HEIGHT - LINE_HEIGHT)

    def _set_print(
        self, printed: tuple[int, int], title_rows: int, paper: int, orientation: Literal["portrait", "landscape"]
    ) -> None:
        """One page wide; several, each with the frozen columns, where one would be too small to be read."""
        sheet = self.sheet
        first_row, last_column = printed
        sheet.print_area = f"A{first_row}:{letters(last_column)}{sheet.max_row}"
        sheet.print_title_rows = f"1:{title_rows}"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation = orientation
        sheet.page_setup.paperSize = paper
        frozen = column_index_from_string(coordinate_from_string(str(sheet.freeze_panes))[0]) - 1
        pages = self._pages_wide(frozen, last_column)
        if pages > 1:
            sheet.print_title_cols = f"A:{letters(frozen)}"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"

    def _pages_wide(self, frozen: int, last_column: int) -> int:
        widths = [self.sheet.column_dimensions[letters(column)].width for column in range(1, last_column + 1)]
        repeated = sum(widths[:frozen])
        return max(1, math.ceil(sum(widths[frozen:]) / (WIDEST_PAGE - repeated))) if repeated < WIDEST_PAGE / 2 else 1

    def _remember(self, column: int, role: Role, unit: Unit | None, value: float) -> None:
        if unit is not None:
            low, high = self._figures.get((column, role, unit), (value, value))
            self._figures[column, role, unit] = (min(low, value), max(high, value))
