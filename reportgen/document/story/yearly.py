"""Tables with a column a year, written so that they fit the page whatever the amounts and however many years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.document.figures import Style
from reportgen.document.fonts import text_width
from reportgen.document.story.columns import FONT_SIZE, PADDING
from reportgen.document.story.facts import Facts
from reportgen.document.story.parts import Column, Emphasis, Form, Row, Table, without_empty_columns
from reportgen.document.story.words import sentences
from reportgen.document.theme import COLUMN_WIDTH
from reportgen.language import say

#: What the columns before the years get at least where their texts are longer, by what stands in them.
LEAST_WIDTH: Mapping[Form, float] = {"label": 140.0, "source": 118.0, "text": 70.0}
#: Where not all years fit: so many from the first, and the last.
FIRST_YEARS = 3


@dataclass(frozen=True)
class YearRow:
    """A row; `values` holds one figure for every year of the table, in the unit of the line or input `name`."""

    texts: tuple[str, ...]
    name: str
    values: tuple[float | None, ...]
    total: float | None = None
    present_value: float | None = None
    emphasis: Emphasis = ""


@dataclass(frozen=True)
class _Form:
    """One way to write the figures: in which style, and for which positions of the years."""

    style: Style
    shown: tuple[int, ...]


def year_table(
    facts: Facts, caption: str, columns: Sequence[Column], years: Sequence[int], rows: Sequence[YearRow], note: str = ""
) -> Table:
    """The table, amounts in full where they fit, else to three digits, and at last without the years in between.

    `columns` are those before the years, one for each of a row's `texts`.
    """
    every = tuple(range(len(years)))
    some = every if len(every) <= FIRST_YEARS + 1 else (*every[:FIRST_YEARS], every[-1])
    room = COLUMN_WIDTH - _reserved(columns, rows)
    forms = [_Form("table", every), _Form("short", every), _Form("table", some), _Form("short", some)]
    form = next((form for form in forms if _width(facts, rows, years, form) <= room), forms[-1])
    heads = [
        *(facts.show(years[position], "year") for position in form.shown),
        *([say("Total")] if _any_total(rows) else []),
        *([say("Present value")] if _any_present_value(rows) else []),
    ]
    return without_empty_columns(
        Table(
            caption,
            (*columns, *(Column(head, "number") for head in heads)),
            tuple(Row((*row.texts, *_figures(facts, row, rows, form)), row.emphasis) for row in rows),
            sentences(note, _remark(form, years)),
        )
    )


def _figures(facts: Facts, row: YearRow, rows: Sequence[YearRow], form: _Form) -> list[str]:
    values: list[float | None] = [row.values[position] for position in form.shown]
    values += [row.total] if _any_total(rows) else []
    values += [row.present_value] if _any_present_value(rows) else []
    return [_figure(facts, row.name, value, form.style) for value in values]


def _figure(facts: Facts, name: str, value: float | None, style: Style) -> str:
    """Without the words of its unit, but for points: a bare +50 beside shares would read as a percentage."""
    unit = facts.unit(name)
    if value is None:
        return ""
    if unit.startswith("money"):
        return facts.show(value, "money", style=style)
    return facts.shown(name, value, style="text" if unit == "points" else "table")


def _any_total(rows: Sequence[YearRow]) -> bool:
    return any(row.total is not None for row in rows)


def _any_present_value(rows: Sequence[YearRow]) -> bool:
    return any(row.present_value is not None for row in rows)


def _reserved(columns: Sequence[Column], rows: Sequence[YearRow]) -> float:
    """What the columns before the years need."""
    needed = 0.0
    for position, column in enumerate(columns):
        texts = [column.title, *(row.texts[position] for row in rows)]
        natural = max(text_width(text, FONT_SIZE, 600) for text in texts) + PADDING
        needed += min(natural, LEAST_WIDTH.get(column.form, natural))
    return needed


def _width(facts: Facts, rows: Sequence[YearRow], years: Sequence[int], form: _Form) -> float:
    heads = [facts.show(years[position], "year") for position in form.shown]
    columns = list(zip(*(_figures(facts, row, rows, form) for row in rows), strict=True))
    heads += [""] * (len(columns) - len(heads))
    return sum(
        max(text_width(text, FONT_SIZE, 600) for text in (head, *texts)) + PADDING
        for head, texts in zip(heads, columns, strict=True)
    )


def _remark(form: _Form, years: Sequence[int]) -> str:
    digits = say("Amounts to three digits; the workbook has them in full.") if form.style == "short" else ""
    if len(form.shown) == len(years):
        return digits
    hidden = years[FIRST_YEARS], years[-2]
    left_out = (
        say("Year {year} is in the workbook.", year=hidden[0])
        if hidden[0] == hidden[1]
        else say("Years {first} to {last} are in the workbook.", first=hidden[0], last=hidden[1])
    )
    return sentences(digits, left_out)
