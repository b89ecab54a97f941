"""What is known of a tool that exports survey responses or time entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import NamedTuple

from reportgen.language import noted
from reportgen.survey.header_words import Meaning

Records = Sequence[Sequence[str]]
"""The first records of a file from its header on; each cell in one line, without markup."""

NOT_FINISHED = noted("not finished")
PREVIEW = noted("a preview or test")


class Title(NamedTuple):
    """What a column may be called."""

    short: str
    """The row of a grid, the option of a question."""
    full: str
    """With the question, for where the short one does not tell columns apart."""


@dataclass(frozen=True)
class SetAside:
    """Responses that are left out before anything is read of them."""

    column: str
    reason: str
    concerns: Callable[[str], bool]
    """Whether a text of the column says so."""


def first_row(records: Records) -> list[str]:
    """The cells of the header, by which columns are known."""
    return list(records[0])


def as_written(records: Records) -> list[Title]:
    """Columns called what the header says."""
    return [Title(cell, cell) for cell in records[0]]


def one_row(_records: Records) -> int:
    """The number of header rows of most exports."""
    return 1


@dataclass(frozen=True)
class Source:
    """One tool. Columns are named by their codes in lower case; `*` stands for any text."""

    name: str
    """Empty for files that no known tool has written."""
    recognised: Callable[[Records], bool]
    """Whether a file comes from the tool."""
    header_rows: Callable[[Records], int] = one_row
    codes: Callable[[Records], Sequence[str]] = first_row
    """From the header rows: what each column is known by, whatever the language of the export."""
    titles: Callable[[Records], Sequence[Title]] = as_written
    """From the header rows: what each column is called."""
    meanings: Mapping[Meaning, Sequence[str]] = field(default_factory=dict)
    """Columns that mean something, the best first; the respondent is the first that tells people apart."""
    person: tuple[str, ...] = ()
    """Columns that only together name the respondent."""
    personal: Sequence[str] = ()
    """Columns of personal data, beside those that any file may have."""
    metadata: Sequence[str] = ()
    """Columns that are no answers."""
    set_aside: Sequence[SetAside] = ()
    times: tuple[Sequence[str], Sequence[str]] = ((), ())
    """Columns with the moments when a response was begun and ended."""
    is_tracker: bool = False
    """Whether each row is an entry of time, many a person."""


def positions(codes: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """The columns that are wanted, in the order in which they are."""
    folded = [code.casefold() for code in codes]
    found = (index for pattern in wanted for index, code in enumerate(folded) if fnmatchcase(code, pattern))
    return list(dict.fromkeys(found))


def has(records: Records, *wanted: str) -> bool:
    """Whether the first row has all of these columns."""
    return all(positions(records[0], [pattern]) for pattern in wanted)


def option_of(text: str) -> Title:
    """The row of a grid question: `How much time? [Coding]` is `Coding`."""
    question, bracket, option = text.removesuffix("]").rpartition("[")
    if not text.endswith("]") or not bracket or not option.strip() or not question.strip():
        return Title(text, text)
    return Title(option.strip(), text)
