"""Waves, roles and teams called as the user calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.errors import InputError
from reportgen.survey.answers import Answers
from reportgen.survey.instructions import Instructions, Values
from reportgen.survey.names import key, nearest, quoted
from reportgen.survey.stated import place_of
from reportgen.survey.table import Column

#: The parts of `Values`, by the name of the column they are about.
NAMED_VALUES = ("wave", "role", "team")


def renamed(answers: Answers, values: Values) -> Answers:
    """The answers with the texts of waves, roles and teams called as the values say, whatever their case.

    Several texts may become one; texts that are not named stay as they are.
    """
    return replace(
        answers,
        wave=answers.wave and renamed_column(answers.wave, values.wave),
        role=answers.role and renamed_column(answers.role, values.role),
        team=answers.team and renamed_column(answers.team, values.team),
    )


def renamed_column(column: Column, names: Mapping[str, str]) -> Column:
    """The rows of a column with the texts that are named called so, if need be whatever their case."""
    if not names:
        return column
    called = {key(text): name for text, name in names.items()}
    return column.mapped(lambda text: names.get(text, called.get(key(text), text)))


def refuse_unknown_values(found: Mapping[str, Sequence[str]], instructions: Instructions, file: str) -> None:
    """Raises InputError for each text the instructions name and no file has; `found` are the files' texts by part."""
    place = place_of(instructions, file)
    problems = []
    for part in NAMED_VALUES:
        known = found.get(part, ())
        keys = set(map(key, known))
        unknown = [text for text in getattr(instructions.values, part) if key(text) not in keys]
        problems += [f"{place}: no row has the {part} '{text}'{_nearest(text, known, part)}." for text in unknown]
    if problems:
        raise InputError(*problems)


def _nearest(text: str, known: Sequence[str], part: str) -> str:
    if not known:
        return f"; there is no column of {part}s, name it under survey.columns"
    return nearest(text, known) or f" (found: {quoted(known)})"
