"""How sentences are put together from figures and names."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence

from reportgen.notation import Notation

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

#: Names longer than this are shortened inside sentences.
LONGEST_NAME = 60
#: Tables show names whole, as long as they are names and not paragraphs.
LONGEST_NAME_IN_TABLE = 120


def counted(notation: Notation, count: int, one: str, many: str = "") -> str:
    """`three benefits`, `one person`, `40 activities`; small numbers in words."""
    return f"{in_words(notation, count)} {one if count == 1 else many or f'{one}s'}"


def every(notation: Notation, count: int, one: str, many: str = "") -> str:
    """`the one benefit`, `both benefits`, `all three benefits`, `all 40 activities`."""
    if count == 2:
        return f"both {many or f'{one}s'}"
    return f"{'the' if count == 1 else 'all'} {counted(notation, count, one, many)}"


def people(notation: Notation, count: int) -> str:
    """`one person`, `twelve people`, `1,300 people`."""
    return counted(notation, count, "person", "people")


def in_words(notation: Notation, count: int) -> str:
    """`three`, `40`."""
    return _NUMBERS[count] if count < len(_NUMBERS) else notation.count(count)


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def quoted(name: str) -> str:
    """A name of the user's inside a sentence."""
    return f"“{brief(name)}”"


def quoted_list(names: Sequence[str], most: int = 3) -> str:
    """The first names, and how many more there are."""
    shown = [quoted(name) for name in names[:most]]
    if len(names) > most:
        shown.append(f"{len(names) - most:,} more")
    return listed(shown)


def brief(text: str, most: int = LONGEST_NAME) -> str:
    """The text in one line, cut and ended with … where it has more characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """As it is written inside a sentence: `AUC` and `ML engineers` keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentences(*texts: str) -> str:
    """Those that say something, one after the other."""
    return " ".join(text for text in texts if text)


def long_date(date: datetime.date) -> str:
    """`1 October 2026`."""
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"
