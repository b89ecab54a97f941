"""Names of activities and waves: compared regardless of case, and what to say about an unknown one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from reportgen.errors import InputError

_LISTED = 10
_HEADERS_LISTED = 5

_TOTAL = re.compile(
    r"(?:(?:grand|overall|all|team) )?(?:totals?|subtotal|sum|mean|average|avg|median|std\.?(?: dev\.?)?|sd|stdev|"
    r"standard deviation|summe|gesamt|gesamtsumme|durchschnitt|mittelwert|moyenne|somme)(?: total)?\s*:?",
    re.IGNORECASE,
)


def key(name: str) -> str:
    """What two spellings of the same name have in common."""
    return " ".join(name.replace("_", " ").casefold().split())


def is_total(name: str) -> bool:
    """Whether a text names a total or a mean (`Total`, `Grand total:`, `Durchschnitt`), not a person or an activity."""
    return _TOTAL.fullmatch(name) is not None


def listed_headers(headers: Sequence[str]) -> str:
    """`'Age', 'Tenure'`, and how many more there are above five."""
    named = ", ".join(f"'{header}'" for header in headers[:_HEADERS_LISTED])
    more = len(headers) - _HEADERS_LISTED
    return f"{named} and {more} more" if more > 0 else named


def abbreviated(text: str, most: int) -> str:
    """A text in one line; where it is longer than `most`, its beginning and its end, by which long headers differ."""
    one_line = " ".join(text.split())
    if len(one_line) <= most:
        return one_line
    beginning = most // 3
    return f"{one_line[:beginning].rstrip()}…{one_line[beginning + 1 - most :].lstrip()}"


def quoted(names: Sequence[str]) -> str:
    """`'Coding', 'Meetings'`, at most ten."""
    shown = ", ".join(f"'{name}'" for name in names[:_LISTED])
    return f"{shown}, …" if len(names) > _LISTED else shown


def nearest(name: str, known: Sequence[str]) -> str:
    """The end of a sentence about an unknown name: the nearest known one, empty when none is near."""
    keys = {key(one): one for one in known}
    close = difflib.get_close_matches(key(name), keys, n=1)
    return f"; the nearest is '{keys[close[0]]}'" if close else ""


def positions_of(wanted: Sequence[str], known: Sequence[str], file: str) -> list[int]:
    """Where each wanted activity stands among the known ones.

    Raises InputError naming every unknown activity with the nearest known one, or with all where none is near.
    """
    positions = {key(name): index for index, name in reversed(list(enumerate(known)))}
    unknown = [name for name in wanted if key(name) not in positions]
    if unknown:
        found = f"; the file has {quoted(known)}"
        raise InputError(
            *(f"{file}: there is no activity '{name}'{nearest(name, known) or found}." for name in unknown)
        )
    return list(dict.fromkeys(positions[key(name)] for name in wanted))


def refuse_different_activities(files: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Raises InputError naming what only one of two files has, each given by its name and its activities."""
    (file, activities), (other_file, other_activities) = files
    missing = [
        f"only {name} has {quoted(only)}"
        for name, only in (
            (file, _missing(activities, other_activities)),
            (other_file, _missing(other_activities, activities)),
        )
        if only
    ]
    if missing:
        raise InputError(
            f"The two files have different activities: {'; '.join(missing)}; give both the same headers, or the same "
            "names under survey.columns.activities in the case file."
        )


def _missing(activities: Sequence[str], among: Sequence[str]) -> list[str]:
    known = {key(name) for name in among}
    return [name for name in activities if key(name) not in known]
