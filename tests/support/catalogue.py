"""What the catalogue of a language holds: every text that the program says, in its source and its declarations."""

from __future__ import annotations

import ast
import datetime
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from reportgen.case.inputs import INPUTS, KINDS, SURVEY_INPUTS
from reportgen.language import LANGUAGES
from reportgen.model.lines import LINES, SECTIONS
from reportgen.model.whatif import SCENARIOS
from reportgen.model.wording import plural, singular
from reportgen.survey.cleaning import Verdict

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "reportgen" / "translations"
#: Dates in a catalogue would only tell versions of it apart that are the same.
_BEGUN = datetime.datetime(2026, 11, 26, tzinfo=datetime.timezone.utc)

#: Function → the positions of its text, and of the text of many where it has one; of those with a context, that too.
_PLAIN = {"say": 0, "noted": 0, "absent": 0}
_COUNTED = {"say_counted": (1, 2), "counted": (2, 3), "noted_counted": (0, 1)}
_WITH_CONTEXT = {"say_as": (0, 1), "noted_as": (0, 1)}

_Text = tuple[str | tuple[str, str], str | None]


def catalogue() -> Catalog:
    """Every text of the program, in the order of its files; without a translation."""
    found = Catalog()
    for path in sorted((ROOT / "reportgen").rglob("*.py")):
        for text, context in _in_source(path):
            found.add(text, context=context)
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for text in _in_template(path):
            found.add(text)
    for text in _declared():
        found.add(text)
    for text in _axes():
        found.add(text, context="axis")
    return found


def translated(language: str) -> Catalog:
    """The catalogue of a language as it is kept; an empty one for a new language."""
    file = TRANSLATIONS / f"{language}.po"
    return read_po(io.BytesIO(file.read_bytes()), locale=language) if file.exists() else Catalog(locale=language)


def brought_up_to_date(language: str) -> bytes:
    """The catalogue of a language with new texts, still without a translation, and without those that are gone."""
    kept = translated(language)
    updated = Catalog(
        locale=language,
        project="reportgen",
        version="of the program beside it",
        msgid_bugs_address="the reportgen authors",
        header_comment=f"# What reportgen says, in its language '{language}'. `make catalogue` brings it up to date.",
        creation_date=_BEGUN,
        revision_date=_BEGUN,
        last_translator="The reportgen authors",
        language_team=language,
        fuzzy=False,
    )
    for message in catalogue():
        if message.id:
            known = kept.get(message.id, message.context)
            updated.add(message.id, known.string if known else None, context=message.context)
    written = io.BytesIO()
    write_po(written, updated, width=120, no_location=True)
    return written.getvalue()


def _in_source(path: Path) -> Iterator[_Text]:
    """What is said in a module, calls within calls too, which Babel's own search passes over."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
        if name in _PLAIN and (text := _literal(call, _PLAIN[name])):
            yield text, None
        elif name in _COUNTED and (pair := [_literal(call, position) for position in _COUNTED[name]]) and all(pair):
            yield (pair[0] or "", pair[1] or ""), None
        elif name in _WITH_CONTEXT and (pair := [_literal(call, position) for position in _WITH_CONTEXT[name]]):
            yield pair[1] or "", pair[0]


def _literal(call: ast.Call, position: int) -> str | None:
    argument = call.args[position] if position < len(call.args) else None
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _in_template(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for _, _, text, _ in babel_extract(file, ["say"], [], {"encoding": "utf-8"}):
            yield text[0] if isinstance(text, tuple) else text


def _axes() -> Iterator[str]:
    """One item of each axis, and all of them."""
    axes = dict.fromkeys(axis for each in (*INPUTS, *SURVEY_INPUTS, *LINES) for axis in each.axes)
    yield from dict.fromkeys(name(axis) for axis in axes for name in (singular, plural))


def _declared() -> Iterator[str]:
    """Texts of declarations that are said where they are shown."""
    for declared in (*INPUTS, *SURVEY_INPUTS):
        yield from filter(None, (declared.label, declared.group, declared.source))
    for line in LINES:
        yield from (line.label, line.definition)
    yield from SECTIONS.values()
    yield from (verdict.reason for verdict in Verdict if verdict.reason)
    yield from (*KINDS, *SCENARIOS, "value", "friction", "overhead", "cashable", "capacity", "revenue")


def main() -> None:
    """Brings the catalogue of every language up to date."""
    for language in LANGUAGES:
        if language != "en":
            (TRANSLATIONS / f"{language}.po").write_bytes(brought_up_to_date(language))
            missing = sum(not all(strings(message)) for message in translated(language) if message.id)
            sys.stderr.write(f"{language}: {len(translated(language))} texts, {missing} without a translation\n")


def strings(message: Message) -> tuple[str, ...]:
    """The translations of a text: one, or one for each number."""
    return message.string if isinstance(message.string, tuple) else (message.string or "",)


if __name__ == "__main__":
    main()
