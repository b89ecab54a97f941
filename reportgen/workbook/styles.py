"""The look of the workbook: every cell wears a named style, so that a reviewer can restyle it in one place.

A style is a role (what the cell is) and, where it shows a figure, the unit. Inputs are told by their border as well as
by their fill: colour alone is lost in print and to many eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle

from reportgen.case.inputs import Unit
from reportgen.language import noted, say
from reportgen.notation import Notation
from reportgen.theme import THEME
from reportgen.workbook.number_formats import DATE_FORMAT, number_format

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

#: Calibri is on every Office machine, and others have Carlito of the same widths.
FONT = "Calibri"
INK, MUTED, RULE, ACCENT, ACCENT_TINT, FRICTION, ACCENT_BRIGHT = (
    colour.removeprefix("#").upper()
    for colour in (
        THEME.ink, THEME.muted, THEME.rule, THEME.accent, THEME.accent_tint, THEME.friction, THEME.accent_bright,
    )
)  # fmt: skip
#: Dark enough to be read as text on paper.
GAIN, LOSS = "1F7A5A", "B3452C"
PAPER, FRAME = "FFFFFF", "86AFCB"
#: Light enough for ink to be read on them.
ACCENT_SOFT, GAIN_SOFT, LOSS_SOFT = "8DBBD8", "86C2AA", "E3A690"
STANDARD_SIZE, KEY_FIGURE_SIZE = 11, 14

Role = Literal[
    "title",
    "subtitle",
    "section",
    "heading",
    "indented heading",
    "figure heading",
    "label",
    "item label",
    "bold label",
    "line heading",
    "unit",
    "column unit",
    "wording",
    "wording link",
    "date",
    "note",
    "link",
    "check",
    "sentence",
    "found label",
    "input",
    "following input",
    "text input",
    "sample input",
    "sample following input",
    "calculation",
    "row total",
    "total",
    "key figure",
    "surveyed",
    "drawn",
]
INPUT_ROLES: tuple[Role, ...] = ("input", "following input", "text input")
FORMULA_ROLES: tuple[Role, ...] = (
    "calculation",
    "row total",
    "total",
    "key figure",
    "check",
    "sentence",
    "found label",
)
"""Cells that hold formulas and nothing else; a number in one of them has been typed over its formula."""
KEY_ROLES: tuple[Role, ...] = ("sample input", "sample following input", "calculation", "total", "surveyed", "check")
"""What the cover explains by a sample each, from top to bottom."""

PASS, FAIL = noted("pass"), noted("FAIL")
"""What a check cell says; words, so that colour is not needed to read it."""


@dataclass(frozen=True)
class _Look:
    font: Font
    alignment: Alignment
    fill: PatternFill | None = None
    border: Border | None = None
    unlocked: bool = False
    format: str = ""
    """Where it does not follow from the unit."""


def style_name(role: Role, unit: Unit | None = None) -> str:
    """The style's name as people find it in the gallery of styles: `calculation money/year`."""
    return role if unit is None else f"{role} {unit}"


@lru_cache(maxsize=1_000)
def role_of(style: str) -> str:
    """The role in a style's name; empty for a style that is none of ours."""
    return next((role for role in _LOOKS if style == role or style.startswith(f"{role} ")), "")


class Styles:
    """The named styles of one workbook; each is added when it is first asked for, so that the gallery stays short."""

    def __init__(self, workbook: Workbook, notation: Notation) -> None:
        self._workbook = workbook
        self.notation = notation
        self._worn: dict[tuple[Role, Unit | None], StyleArray] = {}

    def wear(self, cell: Any, role: Role, unit: Unit | None = None) -> None:
        """Puts a cell into a style, several times faster than by its name; only for cells whose look nobody changes."""
        key = role, unit
        if key not in self._worn:
            cell.style = self.name(role, unit)
            self._worn[key] = cell._style
        cell._style = self._worn[key]

    def name(self, role: Role, unit: Unit | None = None) -> str:
        """The name of a style that the workbook now has, to be set as `cell.style`."""
        name = style_name(role, unit)
        if name not in self._workbook.named_styles:
            self._workbook.add_named_style(self._style(name, _LOOKS[role], unit))
        return name

    def _style(self, name: str, look: _Look, unit: Unit | None) -> NamedStyle:
        return NamedStyle(
            name=name,
            font=look.font,
            fill=look.fill,
            border=look.border,
            alignment=look.alignment,
            protection=Protection(locked=not look.unlocked),
            number_format=say(look.format) or ("General" if unit is None else number_format(unit, self.notation)),
        )


def mark_failures(sheet: Worksheet, cells: str) -> None:
    """Lets the check cells of the range stand out where they do not say that they pass."""
    first = cells.partition(":")[0]
    failed = DifferentialStyle(font=Font(color=PAPER, bold=True), fill=PatternFill(bgColor=LOSS, fill_type="solid"))
    sheet.conditional_formatting.add(cells, Rule("expression", dxf=failed, formula=[f'{first}<>"{say(PASS)}"']))


def _font(colour: str = INK, size: int = STANDARD_SIZE, *, bold: bool = False, italic: bool = False) -> Font:
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=colour)


def _boxed(line: Literal["thin", "dashed"]) -> Border:
    side = Side(style=line, color=FRAME)
    return Border(left=side, right=side, top=side, bottom=side)


_LEFT = Alignment(horizontal="left", vertical="center")
_LABEL = Alignment(horizontal="left", vertical="center", wrap_text=True)
_INDENTED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_RIGHT = Alignment(horizontal="right", vertical="center")
_BOTTOM = Alignment(horizontal="left", vertical="bottom")
_ASIDE = Alignment(horizontal="left", vertical="center", indent=1)
_WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True)
_HEADING = Alignment(horizontal="left", vertical="bottom", wrap_text=True)
_INDENTED_HEADING = Alignment(horizontal="left", vertical="bottom", wrap_text=True, indent=1)
_FIGURE_HEADING = Alignment(horizontal="right", vertical="bottom", wrap_text=True)
_TINTED = PatternFill("solid", fgColor=ACCENT_TINT)
_BELOW = Border(bottom=Side(style="thin", color=INK))
_ABOVE = Border(top=Side(style="thin", color=INK))
_HAIRLINE = Border(bottom=Side(style="hair", color=RULE))

_LINK = Font(name=FONT, size=STANDARD_SIZE, color=ACCENT, underline="single")

_LOOKS: dict[Role, _Look] = {
    "title": _Look(_font(ACCENT, 18, bold=True), _LEFT),
    "subtitle": _Look(_font(MUTED), _LEFT),
    "section": _Look(_font(ACCENT, 12, bold=True), _BOTTOM, border=Border(bottom=Side(style="thin", color=ACCENT))),
    "heading": _Look(_font(MUTED, bold=True), _HEADING, border=_BELOW),
    "indented heading": _Look(_font(MUTED, bold=True), _INDENTED_HEADING, border=_BELOW),
    "figure heading": _Look(_font(MUTED, bold=True), _FIGURE_HEADING, border=_BELOW),
    "label": _Look(_font(), _LABEL),
    "item label": _Look(_font(), _INDENTED),
    "bold label": _Look(_font(bold=True), _LABEL),
    "line heading": _Look(_font(bold=True), _BOTTOM),
    "unit": _Look(_font(MUTED, 10), _ASIDE),
    "column unit": _Look(_font(MUTED, 10), _RIGHT),
    "wording": _Look(_font(), _WRAPPED),
    "wording link": _Look(_LINK, _WRAPPED),
    "date": _Look(_font(), _WRAPPED, format=DATE_FORMAT),
    "note": _Look(_font(MUTED, 10, italic=True), _WRAPPED),
    "link": _Look(_LINK, _LEFT),
    "check": _Look(_font(GAIN, bold=True), _LEFT),
    "sentence": _Look(_font(bold=True), _LEFT),
    "found label": _Look(_font(), _LABEL, border=_HAIRLINE),
    "input": _Look(_font(ACCENT), _RIGHT, _TINTED, _boxed("thin"), unlocked=True),
    "following input": _Look(_font(ACCENT, italic=True), _RIGHT, _TINTED, _boxed("dashed"), unlocked=True),
    "text input": _Look(_font(ACCENT), _INDENTED, _TINTED, _boxed("thin"), unlocked=True),
    "sample input": _Look(_font(ACCENT), _RIGHT, _TINTED, _boxed("thin")),
    "sample following input": _Look(_font(ACCENT, italic=True), _RIGHT, _TINTED, _boxed("dashed")),
    "calculation": _Look(_font(), _RIGHT, border=_HAIRLINE),
    "row total": _Look(_font(bold=True), _RIGHT, border=_HAIRLINE),
    "total": _Look(_font(bold=True), _RIGHT, border=_ABOVE),
    "key figure": _Look(_font(ACCENT, KEY_FIGURE_SIZE, bold=True), _RIGHT, border=_HAIRLINE),
    "surveyed": _Look(_font(), _RIGHT),
    "drawn": _Look(_font(), _RIGHT),
}
