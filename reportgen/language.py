"""The language of the documents, and its catalogue.

English stands in the program itself: the text that is written there is its name in the catalogue of every other
language (gettext). `translations/de.po` is the German one; `make catalogue` finds what is new in the program.
"""

from __future__ import annotations

import calendar
import contextlib
import functools
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import datetime
    import gettext

Language = Literal["en", "de"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
#: The locale of numbers and dates where the case states none.
LOCALES: Mapping[Language, str] = {"en": "en_US", "de": "de_DE"}

_SPOKEN: ContextVar[Language] = ContextVar("language", default="en")


@contextlib.contextmanager
def speaking(language: Language) -> Iterator[None]:
    """What is said within is in this language."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Language:
    """The language that is spoken now."""
    return _SPOKEN.get()


def say(text: str, /, **places: object) -> str:
    """The text in the spoken language, with every `{place}` filled in.

    What the catalogue does not have, such as a name of the user's, is said as it stands.
    """
    language = spoken()
    # The empty text is the name of a catalogue's own head.
    said = _catalogue(language).gettext(text) if text and language != "en" else text
    return said.format(**places) if places else said


def say_as(context: str, text: str) -> str:
    """The same where a text needs different words in different places; `context` says in which place this is."""
    language = spoken()
    return _catalogue(language).pgettext(context, text) if language != "en" else text


def say_counted(count: int, one: str, many: str, /, **places: object) -> str:
    """`one` for a single thing and `many` for any other number of them, as the spoken language has it."""
    language = spoken()
    said = (one if count == 1 else many) if language == "en" else _catalogue(language).ngettext(one, many, count)
    return said.format(**places)


def noted(text: str) -> str:
    """A text that is said later, where it is shown: it goes into the catalogue, and stays as it is here."""
    return text


def noted_as(context: str, text: str) -> str:
    """As `noted`, for `say_as`."""
    del context  # the catalogue reads it in the program's own text
    return text


def noted_counted(one: str, many: str) -> tuple[str, str]:
    """As `noted`, for `say_counted`."""
    return one, many


def long_date(date: datetime.date, locale: str) -> str:
    """`1 October 2026`, `1. Oktober 2026`: as the locale has it where that is one of the spoken language."""
    language = spoken()
    if language == "en":
        return f"{date.day} {calendar.month_name[date.month]} {date.year}"
    from babel.dates import format_date

    return format_date(date, "long", locale if locale.partition("_")[0] == language else LOCALES[language])


@functools.cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    """The catalogue of a language other than English, as the standard library reads it."""
    import gettext
    import importlib.resources
    import io

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = importlib.resources.files("reportgen.translations").joinpath(f"{language}.po")
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes())))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
