"""What people and spreadsheets write where a number is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportgen.survey.allocation import Array
from reportgen.survey.table import Codes, Column, Table

_NO_ANSWER = frozenset({"", "na", "n/a", "n.a.", "#n/a", "nan", "null", "-", "–", "—"})
_LARGEST = 1e15
_SIGNS = str.maketrans({"−": "-", "\u202f": " ", "\u2009": " ", "’": "'"})

#: A number by its decimal mark. Groups of thousands need the same sign between all of them.
_NUMBER = {
    mark: re.compile(
        rf"[+-]?(?:[0-9]{{1,3}}(?:([{grouping} '])[0-9]{{3}})(?:\1[0-9]{{3}})*(?:[{mark}][0-9]*)?"
        rf"|[0-9]+(?:[{mark}][0-9]*)?|[{mark}][0-9]+)"
    )
    for mark, grouping in ((".", ","), (",", "."))
}
#: `1,250` and `1.250`: thousands or three decimals.
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")

_WITH_MARK = re.compile(r"[+-]?[0-9 ']*[.,][0-9., ']*")

_MONTH = (
    r"(?:jan|feb|fév|fev|mar|mär|mae|mrz|mrt|apr|avr|abr|may|mai|maj|mei|mag|jun|juin|giu|jul|juil|lug|aug|août"
    r"|aou|ago|sep|set|oct|okt|out|ott|nov|dec|dez|déc|dic)[a-zäéû]*\.?"
)
_TIME = re.compile(r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?")
_DATE = re.compile(
    rf"[0-9]{{1,4}}[-. /]+{_MONTH}(?:[-. /,]+[0-9]{{2,4}})?|{_MONTH}[-. /]*[0-9]{{1,4}}(?:[-. /,]+[0-9]{{2,4}})?"
    r"|[0-9]{1,4}([-./])[0-9]{1,2}\1[0-9]{1,4}(?:[ T][0-9:.]+)?|[0-9]{1,2}/[0-9]{1,2}",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column read as numbers."""

    values: Array
    """One a row; NaN where there is no answer or no number."""
    answered: npt.NDArray[np.bool_]
    """Whether there is an answer at all, number or not."""
    findings: tuple[tuple[int, str], ...]
    """Texts that are no number: their code in the column and what is wrong with them."""
    percent_signs: bool
    marks: frozenset[str] = frozenset()
    """The decimal marks of texts that leave no doubt."""
    doubtful: tuple[int, ...] = ()
    """Codes of texts like `1,250`, in a column that does not say whether they are thousands or decimals."""
    spans: bool = False
    """Whether some were spans of time (`1:30`), which are hours (see `durations`)."""

    @property
    def is_numeric(self) -> bool:
        """Whether at least half of the answers are numbers."""
        readable = np.count_nonzero(~np.isnan(self.values))
        return bool(readable and 2 * readable >= np.count_nonzero(self.answered))

    def take(self, rows: Codes) -> Numbers:
        return replace(self, values=self.values[rows], answered=self.answered[rows])

    def problems(self, table: Table, index: int) -> list[str]:
        """One sentence for each text of the column that is no number."""
        places = table.place(index, [code for code, _ in self.findings])
        return [
            f"{place}: '{_shortened(text)}' {finding}."
            for (place, text), (_, finding) in zip(places, self.findings, strict=True)
        ]


def read_numbers(column: Column, mark: str = "", marks: frozenset[str] = frozenset()) -> Numbers:
    """Numbers with decimal point or comma, groups of thousands and percent signs (`12,5`, `1,250.5`, `25 %`).

    The decimal mark is decided for the whole column from the texts that leave no doubt, else it is `mark`; without,
    a point. `marks` are those that other parts of the column have shown.
    """
    counts = column.counts
    answers = [
        (code, text) for code, text in enumerate(column.texts) if counts[code] and text.casefold() not in _NO_ANSWER
    ]
    by_text = np.full(len(column.texts), np.nan)
    answered = np.zeros(len(column.texts), dtype=bool)
    codes = [code for code, _ in answers]
    answered[codes] = True
    read = _read_texts([text for _, text in answers], mark or ".", marks)
    by_text[codes] = read.values
    return Numbers(
        values=by_text[column.codes],
        answered=answered[column.codes],
        findings=tuple((codes[position], finding) for position, finding in read.findings),
        percent_signs=read.percent_signs,
        marks=read.marks,
        doubtful=() if read.marks else tuple(codes[position] for position in read.doubtful),
    )


class _Read(NamedTuple):
    """What distinct texts say; findings and texts in doubt by position."""

    values: Sequence[float]
    findings: list[tuple[int, str]]
    percent_signs: bool
    marks: frozenset[str]
    doubtful: list[int]


def _read_texts(texts: Sequence[str], default: str, known: frozenset[str]) -> _Read:
    plain = _plain(texts) if default == "." and "," not in known else None
    if plain is not None:
        marks, doubtful = _marks(texts, most=1)  # with points alone, at most one a text, there is no other
        return _Read(plain, [], False, known | marks, doubtful)
    digits = [text.translate(_SIGNS).removesuffix("%").rstrip() for text in texts]
    marks, doubtful = _marks(digits, most=2)
    marks |= known
    mark = next(iter(marks)) if len(marks) == 1 else default
    values: list[float] = []
    findings: list[tuple[int, str]] = []
    for position, text in enumerate(digits):
        if len(marks) == 2 and _AMBIGUOUS.fullmatch(text):
            value, finding = np.nan, "may be thousands or decimals, as the column has both; write it without separator"
        else:
            value, finding = _value(text, _decimal_mark(text) or mark)
        values.append(value)
        if finding:
            findings.append((position, finding))
    return _Read(values, findings, any(text.endswith("%") for text in texts), marks, doubtful)


def _marks(texts: Sequence[str], most: int) -> tuple[frozenset[str], list[int]]:
    """The decimal marks that leave no doubt, and, where there are none, the positions of texts that do."""
    marks: set[str] = set()
    doubtful: list[int] = []
    for position, text in enumerate(texts):
        if _WITH_MARK.fullmatch(text) is None:
            continue
        if _AMBIGUOUS.fullmatch(text):
            doubtful.append(position)
        else:
            marks.add(_decimal_mark(text))
            if len(marks) == most:
                break
    return frozenset(marks), doubtful


def _plain(texts: Sequence[str]) -> list[float] | None:
    """The values where all texts are digits with at most one point; large files mostly are, and this is fast."""
    if not set("".join(texts)) <= set("0123456789."):
        return None
    try:
        values = list(map(float, texts))
    except ValueError:
        return None
    return values if max(values, default=0) < _LARGEST else None


def _decimal_mark(text: str) -> str:
    """The decimal mark of a text that leaves no doubt; empty when it could be either, or neither is there."""
    commas, points = text.count(","), text.count(".")
    if commas and points:
        return max(".,", key=text.rfind)
    if commas + points == 0 or _AMBIGUOUS.fullmatch(text):
        return ""
    if commas + points == 1:
        return "," if commas else "."
    return "." if commas else ","


def _value(text: str, mark: str) -> tuple[float, str]:
    if _NUMBER[mark].fullmatch(text):
        value = float(re.sub(rf"[^0-9{mark}+-]", "", text).replace(mark, "."))
        if abs(value) < _LARGEST:
            return value, ""
    made_of_numbers = "a date" if _DATE.fullmatch(text) else "a time" if _TIME.fullmatch(text) else ""
    if made_of_numbers:
        remedy = "format the column as text and enter the number"
        return np.nan, f"is {made_of_numbers}, which spreadsheets make of numbers; {remedy}"
    return np.nan, "is not a number; leave the cell empty if there is no answer"


def _shortened(text: str, most: int = 40) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else f"{one_line[: most - 1]}…"
