"""A first case file from what is found in a survey, for people to edit; built with it, the figures are the same."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportgen.case.activities import guessed_kind
from reportgen.errors import OutputError
from reportgen.survey.inspection import Inspection
from reportgen.survey.names import abbreviated, key
from reportgen.survey.renaming import NAMED_VALUES
from reportgen.survey.stated import SINGLE_COLUMNS

_LONGEST_COMMENT = 90
_MOST_TEXTS = 60
"""Of a column; above, they are not for a person to edit."""


def refuse_existing(path: Path) -> None:
    """Raises OutputError where there is a file already: it may hold what somebody has edited."""
    if path.exists():
        raise OutputError(f"{path}: exists already and is not overwritten; name another file with --write.")


def write(path: Path, inspection: Inspection, survey: str) -> None:
    """Writes the case file; `survey` is how the user named the files. Raises OutputError where it cannot be written."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(as_yaml(inspection, survey, path.name))
    except FileExistsError:
        refuse_existing(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); name another file with --write.") from error


def as_yaml(inspection: Inspection, survey: str, name: str) -> str:
    """The content of the case file `name`."""
    lines = [
        "# A first case file, with what was found in the survey. Change what is wrong, and add what you know of the",
        "# team, the investment and its benefits; whatever is not stated is a benchmark.",
        "#",
        f"#   reportgen build {_one_line(survey)} --case {_one_line(name)}",
        "",
        "survey:",
        *_indented(_survey(inspection), 2),
        "",
        *_team(inspection),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _survey(inspection: Inspection) -> Iterator[str]:
    yield "columns:"
    yield from _indented(_columns(inspection), 2)
    values = {part: texts for part in NAMED_VALUES if (texts := _texts(inspection, part))}
    if values:
        yield "# What the texts in these columns are to be called; several may become one."
        yield "values:"
        for part, texts in values.items():
            yield f"  {part}:"
            yield from _indented(_entries((text, text) for text in texts), 4)
    if len(inspection.waves) > 1:
        yield "# The first and the last wave to compare."
        yield "waves:"
        yield from _indented(_entries(zip(("before", "after"), _ends(inspection), strict=True)), 2)
    if inspection.missing_share_to:
        yield "# What responses lack of 100 % is time for this activity."
        yield from _entries([("missing_share_to", inspection.missing_share_to)])
    if inspection.activities:
        yield "# value: what the team is there for; friction: what can be taken away; overhead: the rest. All guessed."
        yield "activities:"
        yield from _indented(_entries((name, guessed_kind(name)) for name in inspection.activities), 2)


def _columns(inspection: Inspection) -> Iterator[str]:
    named = _activities(inspection)
    if named:
        yield "# Each activity as the file calls it: what it is to be called. A line taken out is no activity."
        yield "activities:"
        yield from _indented(_entries(named.items()), 2)
    else:
        yield "# Name the columns that are activities here, as in 'header: what it is to be called'."
        yield "# activities:"
    yield from _entries(_stated(inspection).items())
    ignored = {column.header: column.reason for file in inspection.files for column in file.ignored}
    if ignored:
        yield "# Columns that are not used:"
        yield from (f"#   {_comment(header, reason)}" for header, reason in ignored.items())


def _ends(inspection: Inspection) -> tuple[str, str]:
    return inspection.waves[0].name, inspection.waves[-1].name


def _activities(inspection: Inspection) -> Mapping[str, str]:
    return {text: name for file in inspection.files for text, name in file.activities.items()}


def _stated(inspection: Inspection) -> dict[str, str]:
    """The header of each meaning that is one column, the same one in all files."""
    found: dict[str, str] = {}
    for meaning in SINGLE_COLUMNS:
        headers = [
            [column.header for column in file.used if column.meaning == meaning and not column.name]
            for file in inspection.files
        ]
        different = {key(header) for each in headers for header in each}
        if len(different) == 1 and all(headers):
            found[meaning] = headers[0][0]
    return found


def _texts(inspection: Inspection, part: str) -> list[str]:
    """The texts of a column in any file; none of very many."""
    texts: dict[str, None] = {}
    for file in inspection.files:
        texts |= dict.fromkeys(map(_one_line, file.texts.get(part, ())))
    return list(texts) if len(texts) <= _MOST_TEXTS else []


def _team(inspection: Inspection) -> Iterator[str]:
    counts = next(iter(inspection.role_counts.values()), {})
    if not counts:
        return
    yield "# How many people there are in each role, and what one costs a year; the numbers are those who answered."
    yield "# team:"
    for role, people in counts.items():
        known = "" if people is None else str(people)
        yield f"#   {_one_line(role)}: {{headcount: {known}, loaded_cost: }}"


def _entries(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The lines of settings in YAML, in quotation marks where they need them; very long names take two lines."""
    import yaml

    for text, value in named:
        entry = {_one_line(text): _one_line(value)}
        dumped: str = yaml.safe_dump(entry, allow_unicode=True, width=sys.maxsize)
        yield from dumped.rstrip("\n").split("\n")


def _comment(header: str, reason: str) -> str:
    return f"{abbreviated(header, _LONGEST_COMMENT)}  ({reason})"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _indented(lines: Iterable[str], spaces: int) -> Iterator[str]:
    return (" " * spaces + line for line in lines)
