"""Filled-in questionnaires: workbooks with the answers of one person each, alone or a folder of them.

A form is known by a mark in a cell. Keys below the mark say what stands in their rows, so labels may be translated and
activities added. `reportgen.questionnaire.form` writes the layout that is read here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reportgen.errors import InputError
from reportgen.language import say
from reportgen.survey.header_words import Meaning
from reportgen.survey.headers import one_line
from reportgen.survey.names import key, quoted
from reportgen.survey.table import Cells, Table
from reportgen.survey.workbooks import sheets

MARK = "reportgen questionnaire 1"
#: Columns, counted from that of the mark and the keys.
NAME, ANSWER = 1, 3
#: Keys of what is asked about the person. Activities are numbered, and the key of their total ends them.
FIELDS: tuple[Meaning, ...] = ("respondent", "wave", "role", "team")
TOTAL = "total"

SOURCE = "questionnaire of reportgen"

_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""Of workbooks, in whatever program a form was filled in."""
_LOCK = "~$"
_LARGEST = 2_000_000
"""Bytes; larger workbooks are not opened to look for a mark."""
_MARKED_WITHIN = 20
_LARGEST_FRACTION, _PERCENT = 1, 100

_BLANK = ("",) * (ANSWER + 1)

_Row = Sequence[str]


@dataclass(frozen=True)
class _Form:
    kind: str
    """Of the workbook, such as `xlsx`."""
    fields: Mapping[str, str]
    """What the person says of themselves, by its key; empty texts where they do not."""
    answers: Mapping[str, str]
    """By activity in percent; empty where there is no answer, and as typed where it is no number."""

    @property
    def keys(self) -> frozenset[str]:
        """The activities, regardless of their order and spelling."""
        return frozenset(map(key, self.answers))


def is_form(path: str) -> bool:
    """Whether a file is a questionnaire, filled in or not."""
    file = Path(path)
    try:
        return file.stat().st_size <= _LARGEST and _marked(file.read_bytes(), file.name)[1] is not None
    except (OSError, ValueError, InputError):
        return False


def read_forms(path: str) -> Table:
    """The answers in a filled-in questionnaire or in a folder of them, one row a form in the order of file names.

    Raises InputError naming every workbook that is no questionnaire, cannot be read or asks for other activities than
    most. Files of other kinds are counted in a warning.
    """
    place = Path(path)
    in_folder = place.is_dir()
    files, warnings = _files_in(place) if in_folder else ([place], ())
    contents = {f"{place.name}, {file.name}" if in_folder else file.name: _content(file) for file in files}
    forms = _all_read(contents)
    activities = tuple(_usual(forms).answers)
    return Table(
        (*FIELDS, *activities),
        _cells(forms, activities),
        first_row=1,
        file=place.name,
        sha256=hashlib.sha256(b"".join(contents.values())).hexdigest(),
        encoding=", ".join(sorted({form.kind for form in forms.values()})),
        delimiter="",
        warnings=warnings,
        source=SOURCE,
        meanings={field: index for index, field in enumerate(FIELDS)},
        activities=tuple(range(len(FIELDS), len(FIELDS) + len(activities))),
        row_names=[file.name if in_folder else "" for file in files],
    )


def _files_in(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """The workbooks in a folder, and a warning that counts everything else in it."""
    try:
        everything = sorted(folder.iterdir(), key=lambda path: (path.name.casefold(), path.name))
    except OSError as error:
        raise InputError(f"{folder}: the folder cannot be read ({error.strerror}); check its permissions.") from error
    forms = [path for path in everything if _may_be_form(path)]
    if not forms:
        raise InputError(
            f"{folder} is a folder without filled-in questionnaires (.xlsx); put them there, or name the survey file."
        )
    others = Counter(_what_it_is(path) for path in everything if path not in forms)
    if not others:
        return forms, ()
    found = ", ".join(f"{count} {what}" for what, count in others.items())
    return forms, (
        say("{name}: not read, because they are no filled-in questionnaires: {found}.", name=folder.name, found=found),
    )


def _what_it_is(path: Path) -> str:
    """The kind of a file and not its name, which people make of their own."""
    if path.is_dir():
        return "folder"
    if path.name.startswith(_LOCK):
        return "lock file of an open workbook"
    return f"{path.suffix.lower()} file" if path.suffix else "file without an ending"


def _may_be_form(path: Path) -> bool:
    """Whether a file is a workbook, and not the lock of one that is open somewhere."""
    return path.suffix.lower() in _ENDINGS and not path.name.startswith((".", _LOCK)) and path.is_file()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: the file cannot be read ({error.strerror}); check its permissions.") from error


def _all_read(contents: Mapping[str, bytes]) -> dict[str, _Form]:
    """The forms by their places; the problems of all of them together."""
    forms: dict[str, _Form] = {}
    problems: list[str] = []
    for place, content in contents.items():
        try:
            forms[place] = _form(content, place)
        except InputError as error:
            problems += error.problems
    problems += _different_activities(forms)
    if problems:
        raise InputError(*problems)
    return forms


def _form(content: bytes, place: str) -> _Form:
    """Raises InputError where a file cannot be opened, is no questionnaire, or one that cannot be understood."""
    kind, rows = _marked(content, place)
    if rows is None:
        raise InputError(
            f"{place}: is no questionnaire; take it out of the folder, or name it alone if it is a survey."
        )
    stated = {row[0]: row[ANSWER] for row in rows}
    asked = list(_asked(rows))
    repeated = [name for name, times in Counter(key(row[NAME]) for row in asked).items() if times > 1]
    if repeated:
        raise InputError(f"{place}: asks for {quoted(repeated)} more than once; name each activity differently.")
    if not asked:
        raise InputError(f"{place}: names no activity; have a new questionnaire filled in.")
    answers = _percent([row[ANSWER] for row in asked])
    return _Form(
        kind,
        {field: stated.get(field, "") for field in FIELDS},
        dict(zip((row[NAME] for row in asked), answers, strict=True)),
    )


def _marked(content: bytes, place: str) -> tuple[str, list[_Row] | None]:
    """The kind of a workbook and its rows below the mark from the column of the mark on; None where there is none."""
    kind, all_sheets = sheets(content, place)
    for sheet in all_sheets:
        for number, row in enumerate(sheet.rows[:_MARKED_WITHIN]):
            if MARK in row:
                first = list(row).index(MARK)
                below = sheet.rows[number + 1 :]
                return kind, [
                    [one_line(cell) for cell in [*row, *_BLANK][first : first + len(_BLANK)]] for row in below
                ]
    return kind, None


def _asked(rows: Sequence[_Row]) -> Iterator[_Row]:
    """The rows of the activities, those included that somebody has added without a number."""
    begun = False
    for row in rows:
        if row[0] == TOTAL:
            return
        begun = begun or row[0].isdecimal()
        if begun and row[NAME]:
            yield row


def _percent(answers: Sequence[str]) -> list[str]:
    """Answers in percent: of `25%` spreadsheets keep 0.25, and nobody means a quarter of one percent.

    1 is one percent or, where nothing else is given, what is kept of `100%`.
    """
    values = [_value(answer) for answer in answers if answer]
    known = [value for value in values if value is not None]
    alone = len(known) == len(values) and sum(map(bool, known)) == 1 and sum(known) == _LARGEST_FRACTION
    return [_scaled(answer, fractions=alone) for answer in answers]


def _scaled(answer: str, *, fractions: bool) -> str:
    value = _value(answer)
    if value is None or not (fractions or 0 < abs(value) < _LARGEST_FRACTION):
        return answer
    return f"{_PERCENT * value:.10g}"


def _value(answer: str) -> float | None:
    try:
        return float(answer)
    except ValueError:
        return None


def _usual(forms: Mapping[str, _Form]) -> _Form:
    """The first of those that ask for what most forms ask for."""
    most = Counter(form.keys for form in forms.values()).most_common(1)[0][0]
    return next(form for form in forms.values() if form.keys == most)


def _different_activities(forms: Mapping[str, _Form]) -> Iterator[str]:
    """One problem for each form that asks for other activities than most of them."""
    usual = _usual(forms) if forms else None
    for place, form in forms.items():
        if usual is None or form.keys == usual.keys:
            continue
        lacks = [name for name in usual.answers if key(name) not in form.keys]
        has = [name for name in form.answers if key(name) not in usual.keys]
        found = " and ".join(f"{verb} {quoted(names)}" for verb, names in (("lacks", lacks), ("has", has)) if names)
        yield f"{place}: {found}, unlike most of the questionnaires; put it in a folder of its own or correct it."


def _cells(forms: Mapping[str, _Form], activities: Sequence[str]) -> Cells:
    """One array of texts a column: what people say of themselves, then their answers."""
    answers = [{key(name): answer for name, answer in form.answers.items()} for form in forms.values()]
    columns = [[form.fields[field] for form in forms.values()] for field in FIELDS]
    columns += [[by_key[key(activity)] for by_key in answers] for activity in activities]
    return [np.array(column, dtype=object) for column in columns]
