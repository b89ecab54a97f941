"""What a workbook was built with, kept in the workbook itself, so that a reviewed one can be compared with it.

It is kept as custom document properties (File, Info, Advanced Properties), which Excel, LibreOffice and openpyxl hand
on when they save a file. It can be read by everybody and is no seal: who wants to can write another.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from reportgen.workbook.book import filled_cells, input_cells
from reportgen.workbook.opening import Package
from reportgen.workbook.ranges import Place, absolute, places, ranges, relative
from reportgen.workbook.recalculation import RELATIVE_TOLERANCE
from reportgen.workbook.text import plain

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Content: TypeAlias = float | str | bool | None
"""What a cell holds; a formula is its text from `=` on."""

NAME, FORMAT = "reportgen record", 2
#: Characters of a property; Excel takes 255.
LONGEST_PROPERTY = 250
#: Of the record, unpacked; a damaged one may claim to be larger.
_MOST_BYTES = 50_000_000
#: Bytes of a mark; that of the row and that of the column together miss one change in four billion.
_MARK = 2
_PART = "docProps/custom.xml"


class NoRecordError(Exception):
    """A workbook without a record, or with one that cannot be read; the message says which."""


@dataclass(frozen=True)
class KeptSheet:
    """One sheet as it was built."""

    inputs: Mapping[Place, Content]
    """Empty inputs too; an input that follows another cell holds its formula."""
    formulas: Mapping[Place, str]
    """All but those of inputs."""
    filled: frozenset[Place]
    """Cells with texts and figures that are no inputs."""
    row_marks: Mapping[int, str]
    """What those of a row come to: the same text for the same content."""
    column_marks: Mapping[int, str]


@dataclass(frozen=True)
class Record:
    """A workbook as it was built."""

    run: str
    sheets: Mapping[str, KeptSheet]
    source: Any
    """What it was built from, as `carried` reads it."""


def content_of(cell: Any) -> Content:
    """What the cell holds, alike for files of different programs."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        return value if cell.data_type == "f" else plain(value).replace("\r\n", "\n") or None
    # An array formula has a text; a date or time is told as it is.
    return str(getattr(value, "text", None) or value)


def is_same(one: Content, other: Content) -> bool:
    """Whether two contents agree; figures need not in digits that some programs do not keep."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=RELATIVE_TOLERANCE)
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def marks(cells: Iterable[tuple[Place, Content]]) -> tuple[dict[int, str], dict[int, str]]:
    """What the rows and the columns of cells come to."""
    rows: dict[int, list[str]] = {}
    columns: dict[int, list[str]] = {}
    for (row, column), content in sorted(cells, key=lambda each: each[0]):
        rows.setdefault(row, []).append(f"{column} {_said(content)}")
        columns.setdefault(column, []).append(f"{row} {_said(content)}")
    return {row: _mark(texts) for row, texts in rows.items()}, {
        column: _mark(texts) for column, texts in columns.items()
    }


def keep(workbook: Workbook, run: str, source: Mapping[str, Any]) -> None:
    """Puts the record of a finished workbook into it; `source` is what it was built from, in plain values."""
    sheets = [{"title": sheet.title, **_document(_kept(sheet))} for sheet in workbook.worksheets]
    document = {"format": FORMAT, "run": run, "source": source, "sheets": sheets}
    packed = zlib.compress(json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode(), 9)
    text = base64.b64encode(packed).decode()
    parts = [text[start : start + LONGEST_PROPERTY] for start in range(0, len(text), LONGEST_PROPERTY)]
    heading = f"run {run}, parts {len(parts)}, check {_check(text)}"
    for name, value in ((NAME, heading), *((_part_name(number), part) for number, part in enumerate(parts))):
        workbook.custom_doc_props.append(StringProperty(name=name, value=value))  # type: ignore[attr-defined]


def kept_in(package: Package) -> Record:
    """The record in a file. Raises NoRecordError where there is none or it cannot be read."""
    properties = dict(_properties(package))
    if NAME not in properties:
        raise NoRecordError("it carries no record of how it was built")
    try:
        heading = dict(part.split(" ") for part in properties[NAME].split(", "))
        text = "".join(properties[_part_name(number)] for number in range(int(heading["parts"])))
        if _check(text) != heading["check"]:
            raise ValueError
        return _read(text)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, zlib.error) as error:
        raise NoRecordError("its record of how it was built is damaged") from error


def _kept(sheet: Worksheet) -> KeptSheet:
    inputs = {(cell.row, cell.column): content_of(cell) for cell in input_cells(sheet)}
    others = {(cell.row, cell.column): cell for cell in filled_cells(sheet)}
    formulas = {place: cell.value for place, cell in others.items() if cell.data_type == "f" and place not in inputs}
    rest = {place: content_of(cell) for place, cell in others.items() if place not in inputs and place not in formulas}
    rest = {place: content for place, content in rest.items() if content is not None}
    return KeptSheet(inputs, formulas, frozenset(rest), *marks(rest.items()))


def _document(sheet: KeptSheet) -> dict[str, Any]:
    formulas: dict[str, list[Place]] = {}
    for place, formula in sheet.formulas.items():
        formulas.setdefault(relative(formula, place), []).append(place)
    return {
        "inputs": {_address(place): content for place, content in sheet.inputs.items()},
        "formulas": {formula: ranges(where) for formula, where in formulas.items()},
        "filled": ranges(sheet.filled),
        "rows": "".join(sheet.row_marks[row] for row in sorted(sheet.row_marks)),
        "columns": "".join(sheet.column_marks[column] for column in sorted(sheet.column_marks)),
    }


def _read(text: str) -> Record:
    unpacking = zlib.decompressobj()
    document = json.loads(unpacking.decompress(base64.b64decode(text), _MOST_BYTES))
    if document["format"] != FORMAT:
        raise NoRecordError("its record was written by another version of reportgen")
    sheets = {str(each["title"]): _sheet(each) for each in document["sheets"]}
    return Record(str(document["run"]), sheets, document["source"])


def _sheet(document: Mapping[str, Any]) -> KeptSheet:
    filled = frozenset(places(document["filled"]))
    return KeptSheet(
        inputs={coordinate_to_tuple(address): content for address, content in document["inputs"].items()},
        formulas={
            place: absolute(formula, place)
            for formula, where in document["formulas"].items()
            for place in places(where)
        },
        filled=filled,
        row_marks=_parted(document["rows"], {row for row, _ in filled}),
        column_marks=_parted(document["columns"], {column for _, column in filled}),
    )


def _parted(text: str, numbers: set[int]) -> dict[int, str]:
    width = len(_mark([]))
    return {number: text[width * count : width * (count + 1)] for count, number in enumerate(sorted(numbers))}


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    """Name and text of every custom property of a file."""
    try:
        document = etree.fromstring(package.part(_PART) or b"<none/>")
    except etree.XMLSyntaxError:
        return
    for each in document:
        yield each.get("name", ""), "".join(each.itertext())


def _said(content: Content) -> str:
    # Nine digits of a figure: openpyxl writes 16 and LibreOffice 15, so that the 15th may be another after each.
    return f"{content:.9g}" if isinstance(content, float) else repr(content)


def _mark(texts: list[str]) -> str:
    return hashlib.blake2b("\n".join(texts).encode("utf-8", "surrogatepass"), digest_size=_MARK).hexdigest()


def _check(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _part_name(number: int) -> str:
    return f"{NAME} {number + 1:03}"


def _address(place: Place) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"
