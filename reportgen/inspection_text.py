"""What is found in survey files, as text for a terminal."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator, Sequence

from reportgen.survey.inspection import InspectedFile, InspectedWave, Inspection
from reportgen.survey.left_out import LeftOut, Run
from reportgen.survey.names import abbreviated

WIDTH = 80
_LABEL, _MEANING = 12, 12
_LONGEST_HEADER = 52
_MOST_LISTED = 12
"""Rows, headers and texts shown in one list; JSON has all."""
_MOST_WAVES = 4
_MORE = "--json lists all"

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SHAPES = {
    "wide": "wide: one row a response, one column an activity",
    "long": "long: one row an activity of a response, or an entry of time",
    "aggregate": "aggregate: one row an activity, one column a wave",
}
_NOTES = {"respondent": " (shown as R001, R002, …, never by name)"}
_COMPARISONS = {
    "paired": "Paired: {people} answered the first and the last wave; both columns are theirs alone.",
    "welch": "Not paired: {people} known to have answered both the first and the last wave.",
}
_TITLE = "Mean share of time"
_FIGURE = 13
"""Least width of a column of figures, where there is room."""


def as_text(inspection: Inspection) -> str:
    """What a person reads, up to `WIDTH` characters wide."""
    blocks = ["\n".join(_file_lines(file)) for file in inspection.files]
    if inspection.waves:
        blocks.append("\n".join(_mean_lines(inspection)))
    return "\n\n".join(blocks)


def _file_lines(file: InspectedFile) -> Iterator[str]:
    yield file.file
    if not file.is_read:
        yield from _said("", ["could not be read"])
        return
    columns = f", columns separated by {_DELIMITERS.get(file.delimiter, file.delimiter)}" if file.delimiter else ""
    yield from _said("Source", [file.source or "not recognised, read by its columns"])
    yield from _said("Text", [f"{file.encoding}{columns}"])
    yield from _said("Shape", [_SHAPES[file.shape] if file.shape else "not understood"])
    yield from _said("Unit", list(_unit(file)))
    yield from _said("Rows", list(_rows(file)))
    yield from _said("Used", list(_used(file)))
    yield from _said("Not used", list(_ignored(file)))
    yield from _said("Striking", [f"{_counted(count, 'response')}: {flag}" for flag, count in file.flags.items()])
    yield from _said("To note", file.warnings)


def _said(label: str, lines: Sequence[str]) -> Iterator[str]:
    """Wrapped lines behind a label; nothing where there are none."""
    for number, line in enumerate(lines):
        start = f"  {label if not number else '':<{_LABEL}}"
        yield textwrap.fill(
            line, WIDTH, initial_indent=start, subsequent_indent=" " * (len(start) + 2), break_on_hyphens=False
        )


def _unit(file: InspectedFile) -> Iterator[str]:
    if file.unit:
        yield f"{file.unit} ({file.unit_reason})"
    if file.totals:
        totals = (file.totals.least, file.totals.typical, file.totals.most)
        least, typical, most = (f"{total:.5g}" for total in totals)
        yield f"rows add up to {least}" + (f"–{most}, typically {typical}" if least != most else "")


def _rows(file: InspectedFile) -> Iterator[str]:
    if file.counted is None:
        yield f"{file.rows_read:,} read; not judged yet"
    else:
        yield f"{file.rows_read:,} read, {file.counted:,} counted, {file.rows_read - file.counted:,} left out"
    for each in file.left_out:
        yield left_out_line(each)


def left_out_line(left_out: LeftOut) -> str:
    """`rows 14, 20–25: no answer`; the files of forms, and how many rows where nobody knows which."""
    if left_out.names:
        return f"{_shortened([name or 'the form' for name in left_out.names])}: {left_out.reason}"
    if left_out.runs is None:
        return f"{_counted(left_out.rows, 'row')}: {left_out.reason}"
    named = "row" if left_out.rows == 1 else "rows"
    return f"{named} {_shortened([_run(run) for run in left_out.runs])}: {left_out.reason}"


def _run(run: Run) -> str:
    first, last = run
    return str(first) if first == last else f"{first}–{last}"


def _used(file: InspectedFile) -> Iterator[str]:
    for column in file.used:
        header = _header(column.header)
        called = f" → {_header(column.name)}" if column.name and column.name != column.header else ""
        texts = file.texts.get(column.meaning, ())
        found = f" ({_shortened([_header(text) for text in texts])})" if texts else _NOTES.get(column.meaning, "")
        yield f"{column.meaning:<{_MEANING}}{header}{called}{found}"
    if file.shape != "wide":
        names = [name if name == text else f"{_header(text)} → {name}" for text, name in file.activities.items()]
        if names:
            yield f"{'activities':<{_MEANING}}{_shortened(names)}"


def _ignored(file: InspectedFile) -> Iterator[str]:
    for reason in dict.fromkeys(column.reason for column in file.ignored):
        headers = [f"'{_header(column.header)}'" for column in file.ignored if column.reason == reason]
        yield f"{reason}: {_shortened(headers)}"


def _mean_lines(inspection: Inspection) -> Iterator[str]:
    waves = inspection.waves
    shown = waves if len(waves) <= _MOST_WAVES else (waves[0], waves[-1])
    yield from _table(list(_mean_rows(inspection, shown)))
    remarks = []
    if len(shown) < len(waves):
        remarks.append(f"{len(waves) - len(shown)} waves between these are not shown ({_MORE}).")
    if inspection.comparison in _COMPARISONS:
        people = _counted(inspection.matched, "person", "people")
        remarks.append(_COMPARISONS[inspection.comparison].format(people=people))
    for remark in remarks:
        yield textwrap.fill(remark, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _mean_rows(inspection: Inspection, shown: Sequence[InspectedWave]) -> Iterator[list[str]]:
    """Cells of the table of means: an activity, its share in each wave shown, and from the first to the last."""
    several = len(inspection.waves) > 1
    yield [_TITLE, *(_header(wave.name) for wave in shown), *["change"] * several]
    counts = ["" if wave.respondents is None else _counted(wave.respondents, "person", "people") for wave in shown]
    if any(counts):
        yield ["", *counts, *[""] * several]
    for position, name in enumerate(inspection.activities):
        shares = [100 * wave.mean_share[position] for wave in shown]
        change = [f"{round(shares[-1] - shares[0], 1) + 0:+.1f}"] * several  # 0 is added for -0.0
        yield [_header(name), *(f"{share:.1f} %" for share in shares), *change]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows in columns of the width that their cells need, as far as there is room; wider cells take several lines."""
    columns = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    room, figures = WIDTH - 2, columns[1:]
    fair = (room - min(columns[0], len(_TITLE))) // len(figures)
    widths = [min(max(needed + 2, _FIGURE), fair) for needed in figures]
    name = min(columns[0], room - sum(widths))
    for first, *others in rows:
        names = textwrap.wrap(first, name) or [""]
        wrapped = [textwrap.wrap(cell, width - 2) for cell, width in zip(others, widths, strict=True)]
        for cells in itertools.zip_longest(names, *wrapped, fillvalue=""):
            line = "".join(f"{cell:>{width}}" for cell, width in zip(cells[1:], widths, strict=True))
            yield f"  {cells[0]:<{name}}{line}".rstrip()


def _shortened(items: Sequence[str]) -> str:
    """Items with commas between, of very many the first and how many more there are."""
    shown = ", ".join(items[:_MOST_LISTED])
    return shown if len(items) <= _MOST_LISTED else f"{shown} and {len(items) - _MOST_LISTED:,} more ({_MORE})"


def _header(text: str) -> str:
    return abbreviated(text, _LONGEST_HEADER)


def _counted(count: int, noun: str, several: str = "") -> str:
    return f"{count:,} {noun if count == 1 else several or noun + 's'}"
