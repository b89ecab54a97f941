"""The waves of a survey: which comes first."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from reportgen.errors import InputError
from reportgen.language import say
from reportgen.survey.names import nearest, quoted
from reportgen.survey.wave_names import AFTER, BEFORE, end_of, is_target, moment_of

MOST_WAVES = 24
_MOST_ENDS = 20
"""Different words for before and after, above which a column holds free text."""


def in_time_order(names: Sequence[str]) -> list[str]:
    """Waves from the first to the last.

    Names that say before come first and those that say after last; among each the dates or numbers in the names decide
    where all have them, else the order is as given, which is that of first appearance.
    """
    moments = {name: moment_of(name) for name in names}
    told = {end: all(moments[name] is not None for name in names if end_of(name) == end) for end in (-1, 0, 1)}
    return sorted(names, key=lambda name: (end_of(name), moments[name] or () if told[end_of(name)] else ()))


def order_in_doubt(ordered: Sequence[str], file: str) -> tuple[str, ...]:
    """A warning where the names do not tell which of two neighbouring waves comes first."""
    for first, second in itertools.pairwise(ordered):
        if end_of(first) == end_of(second) and (
            moment_of(first) == moment_of(second) or None in (moment_of(first), moment_of(second))
        ):
            return (
                say(
                    "{file}: the names do not tell whether the wave '{first}' or '{second}' comes first; "
                    "'{first}', which the file names first, was taken as the earlier (survey.waves in the "
                    "case file decides).",
                    file=file,
                    first=first,
                    second=second,
                ),
            )
    return ()


def tell_both_ends(names: Sequence[str]) -> bool:
    """Whether these are words for before and after, at least one of each, and nothing else."""
    return len(names) <= _MOST_ENDS and {end_of(name) for name in names} == {-1, 1}


def target_refused(place: str, name: str, kind: str) -> str:
    """Why what is aimed at is no wave; `kind` says what holds it, a column or rows."""
    return (
        f"{place}: '{name}' is a target that nobody has answered yet, no wave; "
        f"put it under survey.target in the case file and leave the {kind} out."
    )


def compared(names: Sequence[str], asked: tuple[str, str] | None, file: str) -> list[str]:
    """The waves to compare in time order: all of them, or those from one asked for to the other.

    Raises InputError for an unknown wave, naming those found, and for a target that is given as a wave.
    """
    ordered = in_time_order(names)
    if len(ordered) > MOST_WAVES:
        raise InputError(f"{file}: {len(ordered)} different waves; the wave column must name the few times of asking.")
    if asked is None:
        targets = [name for name in ordered if is_target(name)]
        if targets:
            raise InputError(*(target_refused(file, name, "rows") for name in targets))
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
