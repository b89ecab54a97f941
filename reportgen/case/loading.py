"""Reads a case file: from bytes to settings, with every problem and its line in one error."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.case.case import Company
from reportgen.case.case_file import CaseFile, Entry
from reportgen.case.findings import quoted
from reportgen.case.limits import UnusableError
from reportgen.case.nodes import is_empty
from reportgen.case.numerals import CURRENCIES
from reportgen.case.reading import Reader
from reportgen.case.schema import SCHEMA
from reportgen.case.settings import Section
from reportgen.errors import InputError

if TYPE_CHECKING:
    import yaml


def load(path: Path | None) -> CaseFile:
    """What a case file states; an empty CaseFile without a path.

    Raises InputError with every problem of the file, each with its line and what to write instead.
    """
    case_file = read(path)
    if case_file.problems:
        raise InputError(*case_file.problems)
    return case_file


def read(path: Path | None) -> CaseFile:
    """Like `load`, but keeps the problems of settings in the CaseFile, for `complete` to add what it finds itself.

    Raises InputError where the file is no YAML at all or cannot be read.
    """
    if path is None:
        return CaseFile()
    settings = read_settings(path, SCHEMA, "case file", "--case")
    case_file = CaseFile(path.name, settings.sha256, settings.entries)
    problems = (
        *settings.problems,
        *_wave_problems(case_file),
        *_weight_problems(case_file),
        *_currency_problems(case_file, settings.currency_signs),
    )
    return replace(case_file, problems=problems)


@dataclass(frozen=True)
class Settings:
    """What a YAML file states along a schema."""

    sha256: str
    entries: Mapping[str, Entry]
    problems: Sequence[str]
    """What could not be used and is therefore not among the entries, each with its line."""
    currency_signs: Sequence[tuple[str, str]]
    """The signs before amounts of money, each with its place."""


def read_settings(path: Path, schema: Section, what: str, option: str) -> Settings:
    """The settings of a file; `what` is how messages call it (`case file`), `option` what names it.

    Raises InputError where it is no YAML at all or cannot be read.
    """
    content = _bytes(path, what, option)
    root = _root(_text(content, path.name), path.name)
    reader = Reader(path.name, schema)
    entries: Mapping[str, Entry] = {}
    if root is not None and not is_empty(root):
        try:
            entries = reader.section(root, schema)
        except UnusableError as error:
            reader.problems.append(f"{path.name}: the file {error}")
    return Settings(hashlib.sha256(content).hexdigest(), entries, reader.problems, reader.currency_signs)


def _bytes(path: Path, what: str, option: str) -> bytes:
    if path.is_dir():
        raise InputError(f"{path}: this is a folder; name a {what} ({option} FILE), or leave {option} out.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; check the path of the {what}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: the file cannot be read ({reason}); check its path and permissions.") from None


def _text(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{file}, line {line}: the file is not UTF-8 text; save it as UTF-8.") from None


def _root(text: str, file: str) -> yaml.Node | None:
    import yaml

    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{file}, line {mark.line + 1}" if mark else file
        finding = error.problem or error.context
    except yaml.reader.ReaderError as error:
        place, finding = f"{file}, line {text.count(chr(10), 0, int(error.position)) + 1}", "a control character"
    except (RecursionError, ValueError, OverflowError):
        # PyYAML's scanner lets these through for brackets nested too deeply and for escapes beyond Unicode.
        place, finding = file, "brackets nested too deeply, or an escape that is no character"
    raise InputError(
        f"{place}: this cannot be read as YAML ({finding}); "
        "check indentation (spaces, no tabs), colons, quotes and brackets around it."
    )


def _wave_problems(case_file: CaseFile) -> list[str]:
    if case_file.section("survey", "waves") and case_file.instructions.waves is None:
        return [f"{case_file.place('survey', 'waves')}: one wave is named; name both 'before' and 'after'."]
    return []


def _weight_problems(case_file: CaseFile) -> list[str]:
    """Weights that bring the roles to their headcount need the headcount of each role."""
    if not case_file.text("survey", "weights"):
        return []
    place = case_file.place("survey", "weights")
    if not case_file.section("team"):
        return [f"{place}: no role is stated under 'team'; state each with its headcount, or leave 'weights' out."]
    missing = case_file.roles_without_headcount
    return [f"{place}: no headcount is stated for {quoted(missing)} under 'team'; state it."] if missing else []


def _currency_problems(case_file: CaseFile, signs: Sequence[tuple[str, str]]) -> list[str]:
    currency = case_file.text("company", "currency", default=Company("").currency)
    return [
        f"{place}: '{sign}' is not the sign of {currency}, the currency of the case; "
        "leave the sign out or state 'currency' under 'company'."
        for sign, place in signs
        if currency not in CURRENCIES[sign]
    ]
