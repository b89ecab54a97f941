"""The waves of a survey: which comes first."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from reportgen.errors import InputError
from reportgen.survey.names import nearest, quoted

BEFORE, AFTER = "before", "after"
MOST_WAVES = 24

_EARLY = frozenset({BEFORE, "pre", "baseline", "vorher", "avant", "antes", "prima", "voor"})
_LATE = frozenset({AFTER, "post", "follow-up", "follow up", "followup", "endline", "nachher", "après", "después"})
_MONTHS = {
    name[:length].casefold(): number
    for number, name in enumerate(calendar.month_name)
    if name
    for length in (3, len(name))
}
_PART = re.compile(r"[0-9]{1,9}|[a-z]+")


def in_time_order(names: Sequence[str]) -> list[str]:
    """Waves from the first to the last.

    `before` and `after` (and their like) come first and last; the others by the dates or numbers in their names where
    all have them, else as given, which is the order of first appearance.
    """
    keys = {name: _moment(name) for name in names}
    between = [name for name in names if _end(name) == 0]
    comparable = all(keys[name] is not None for name in between)
    return sorted(names, key=lambda name: (_end(name), keys[name] or () if comparable else ()))


def tell_both_ends(names: Sequence[str]) -> bool:
    """Whether these are words for before and after, at least one of each, and nothing else."""
    ends = {_end(name) for name in names[: len(_EARLY) + len(_LATE) + 1]}
    return ends == {-1, 1} and len(names) <= len(_EARLY) + len(_LATE)


def compared(names: Sequence[str], asked: tuple[str, str] | None, file: str) -> list[str]:
    """The waves to compare in time order: all of them, or those from one asked for to the other.

    Raises InputError for an unknown wave, naming those found.
    """
    ordered = in_time_order(names)
    if len(ordered) > MOST_WAVES:
        raise InputError(f"{file}: {len(ordered)} different waves; the wave column must name the few times of asking.")
    if asked is None:
        return ordered
    known = {name.casefold(): name for name in ordered}
    unknown = [wave for wave in asked if wave.casefold() not in known]
    if unknown:
        raise InputError(
            *(
                f"{file}: there is no wave '{wave}' (found: {quoted(ordered)}){nearest(wave, ordered)}."
                for wave in unknown
            )
        )
    first, last = (known[wave.casefold()] for wave in asked)
    if first == last:
        raise InputError(f"{file}: '{first}' is asked for as both waves; name two different ones.")
    start, end = ordered.index(first), ordered.index(last)
    return ordered[start : end + 1] if start < end else [first, last]


def of_two_files(files: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, str]:
    """The waves of the file before and the file after, each given by its name and the waves in it.

    Each file is one wave, with its own name where both have one. Raises InputError where a file holds several waves
    or the files come in the wrong order.
    """
    problems = [
        f"{file} holds several waves ({quoted(names)}); give one file a wave, or one file with all waves."
        for file, names in files
        if len(names) > 1
    ]
    if problems:
        raise InputError(*problems)
    (file, before), (other_file, after) = files
    if not before or not after or before[0].casefold() == after[0].casefold():
        return BEFORE, AFTER
    named = [before[0], after[0]]
    if in_time_order(named) != named:
        raise InputError(
            f"{file} holds the wave '{named[0]}' and {other_file} the earlier '{named[1]}'; "
            "name the file with the wave before first."
        )
    return named[0], named[1]


def _end(name: str) -> int:
    """-1 for a name that says it comes before all, 1 for one that says it comes after, else 0."""
    key = " ".join(name.casefold().split())
    return (key in _LATE) - (key in _EARLY)


def _moment(name: str) -> tuple[int, ...] | None:
    """The numbers of a name, years first (`Q1 2024`, `Mar 2024`, `05.03.2024`, `wave 2`); None without or in doubt."""
    numbers: list[int] = []
    for part in _PART.findall(name.casefold()):
        if part in _MONTHS:
            numbers.append(_MONTHS[part])
        elif part.isdigit():
            numbers.append(int(part))
    if not numbers:
        return None
    years = [number for number in numbers if 1900 <= number <= 2200]
    rest = [number for number in numbers if number not in years]
    if years and numbers[-1] == years[-1] and len(rest) > 1:  # day first, unless slashes leave it open
        return None if "/" in name else (*years, *reversed(rest))
    return (*years, *rest)
