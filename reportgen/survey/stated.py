"""The columns and activities that a user names, found in a file or refused with the nearest that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from reportgen.errors import InputError
from reportgen.survey.header_words import Meaning
from reportgen.survey.instructions import Columns, Instructions
from reportgen.survey.names import key, listed_headers, nearest, quoted
from reportgen.survey.table import Table

#: The parts of `Columns` that name a single column each.
SINGLE_COLUMNS: tuple[Meaning, ...] = tuple(field.name for field in fields(Columns) if field.name != "activities")  # type: ignore[misc]
#: What may also be something else: people are often drawn by team, and several responses of one person are a cluster.
SHARED: frozenset[Meaning] = frozenset({"stratum", "cluster"})
#: What weights people or says how they were drawn: a mean without it is another one.
_OF_THE_DESIGN: tuple[Meaning, ...] = ("weight", "stratum", "cluster")


def place_of(instructions: Instructions, file: str) -> str:
    """How a message about what was said of a file begins: `case.yaml, line 7, 'survey': survey.csv`."""
    return f"{instructions.place}: {file}" if instructions.place else file


def stated_columns(table: Table, instructions: Instructions) -> dict[Meaning, int]:
    """The positions of the columns that the instructions name, by meaning.

    Raises InputError for each header that is not in the file, and for each column that is to be two things at once.
    """
    stated = {meaning: header for meaning in SINGLE_COLUMNS if (header := getattr(instructions.columns, meaning))}
    positions = _positions(stated.values(), table.header)
    place = place_of(instructions, table.file)
    problems = [f"{place}: {_no_column(header, table)}" for header in stated.values() if header not in positions]
    uses = Counter(key(header) for meaning, header in stated.items() if meaning not in SHARED)
    problems += [
        f"{place}: '{header}' is named as {' and as '.join(_uses(header, stated))}; a column is one of them."
        for header in {key(header): header for header in stated.values()}.values()
        if uses[key(header)] > 1
    ]
    activities = set(_positions(instructions.columns.activities or (), table.header).values())
    problems += [
        f"{place}: '{header}' is named as {meaning} and as an activity; a column is one of them."
        for meaning, header in stated.items()
        if positions.get(header) in activities
    ]
    if problems:
        raise InputError(*problems)
    return {meaning: positions[header] for meaning, header in stated.items()}


def blank_columns(table: Table, instructions: Instructions) -> tuple[str, ...]:
    """Why columns that are to weight people, or to say how they were drawn, cannot: they are all blank."""
    named = {meaning: header for meaning in _OF_THE_DESIGN if (header := getattr(instructions.columns, meaning))}
    positions = _positions(named.values(), table.header)
    return tuple(
        f"{place_of(instructions, table.file)}: '{header}' is named as {meaning} and every cell of it is empty; "
        f"fill it in, or leave survey.columns.{meaning} out."
        for meaning, header in named.items()
        if header in positions and not table.column(positions[header]).present
    )


def _positions(wanted: Iterable[str], known: Sequence[str]) -> dict[str, int]:
    """Where each wanted text stands among the known ones, exactly so or else in another spelling; without the rest."""
    exactly = {text: index for index, text in reversed(list(enumerate(known)))}
    roughly = {key(text): index for index, text in reversed(list(enumerate(known)))}
    found = {text: exactly.get(text, roughly.get(key(text))) for text in wanted}
    return {text: index for text, index in found.items() if index is not None}


def _uses(header: str, stated: Mapping[Meaning, str]) -> list[str]:
    return [meaning for meaning, other in stated.items() if key(other) == key(header) and meaning not in SHARED]


def _no_column(header: str, table: Table) -> str:
    if key(header) in map(key, table.dropped):
        return f"'{header}' holds personal data, which is dropped as the file is read; name another column."
    near = nearest(header, table.header) or f"; its columns are {listed_headers(table.header)}"
    return f"there is no column '{header}'{near}."


def stated_activities(
    activities: Mapping[str, str], known: Sequence[str], place: str, kind: str, *, merging: bool = False
) -> dict[int, str]:
    """The positions, among the known ones, of the texts named as activities, with the name of each.

    Several texts may be given one name where files call the same activity differently, and with `merging` also within
    a file. Raises InputError for each name of which no text is known, with the nearest, and where two of a file's
    columns or rows are to be one; `kind` says what the texts are, as in `no column 'Codign'`.
    """
    found = _positions(activities, known)
    texts_of: dict[str, list[str]] = {}
    for text, name in activities.items():
        texts_of.setdefault(key(name), []).append(text)
    problems = []
    for texts in texts_of.values():
        present = [text for text in texts if text in found]
        if not present:
            near = nearest(texts[0], known) or f"; the file has {quoted(known)}"
            problems.append(f"{place}: there is no {kind} '{texts[0]}'{near}.")
        elif len({found[text] for text in present}) > 1 and not merging:
            problems.append(
                f"{place}: {quoted(present)} are both named '{activities[present[0]]}'; "
                f"each {kind} is an activity of its own, so give them different names."
            )
    if problems:
        raise InputError(*problems)
    spelled: dict[str, str] = {}
    return {found[text]: spelled.setdefault(key(name), name) for text, name in activities.items() if text in found}
