"""Reads what a document is to look like: a brand file (YAML) with its logo and fonts, and a folder of templates."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from reportgen.case.case_file import Entry
from reportgen.case.findings import nearest
from reportgen.case.loading import read_settings
from reportgen.case.settings import Colour, Section, Text
from reportgen.document.brand_fonts import brand_faces, content_of
from reportgen.document.fonts import FACES
from reportgen.document.look import Brand, Logo, Look
from reportgen.document.theme import READABLE, THEME, Theme, contrast, mixed
from reportgen.errors import InputError

Part = TypeVar("Part")

FONT_SETTINGS = ("text", "bold", "italic", "headings")
SCHEMA = Section(
    {
        "name": Text(),
        "logo": Text(),
        "accent": Colour(),
        "fonts": Section({each: Text() for each in FONT_SETTINGS}),
        "footer": Text(),
        "confidentiality": Text(),
    }
)

LARGEST_LOGO = 2_000_000
#: Characters that the middle of a margin has room for in two lines.
LONGEST_RUNNING_TEXT = 80
#: Parts of white or black in the colours that follow from an accent.
_BRIGHT, _SOFT, _TINT, _COVER, _COVER_MUTED = 0.25, 0.68, 0.93, 0.5, 0.72
_WHITE, _BLACK = "#ffffff", "#000000"


def read_look(brand: Path | None, templates: Path | None) -> Look | None:
    """The look that a brand file and a folder of templates ask for; None where neither is named.

    Raises InputError with every problem, each with its place and remedy.
    """
    if brand is None and templates is None:
        return None
    look = Look(brand=read_brand(brand)) if brand is not None else Look()
    return replace(look, templates=read_templates(templates), folder=str(templates)) if templates is not None else look


def read_brand(path: Path) -> Brand:
    """What a brand file says, with its logo and fonts. Raises InputError with every problem of the file."""
    reading = _Reading(path)
    name = reading.part("name", str, "")
    brand = Brand(
        theme=reading.part("accent", _theme, THEME),
        faces=reading.part("fonts", lambda fonts: brand_faces(_texts(fonts), path.parent), FACES),
        logo=reading.part("logo", lambda file: _logo(path.parent / str(file)), None),
        logo_text=f"Logo of {name}" if name else "Logo",
        footer=reading.part("footer", _running_text, ""),
        confidentiality=reading.part("confidentiality", _running_text, ""),
        file=path.name,
    )
    if reading.problems:
        raise InputError(*reading.problems)
    return brand


class _Reading:
    """One brand file; what cannot be used is noted in `problems`, each with its line."""

    def __init__(self, path: Path) -> None:
        settings = read_settings(path, SCHEMA, "brand file", "--brand")
        self._file, self._entries = path.name, settings.entries
        self.problems = list(settings.problems)

    def part(self, name: str, read: Callable[[Any], Part], default: Part) -> Part:
        """What `read` makes of a setting; the default where it is not stated, or cannot be used."""
        entry = self._entries.get(name)
        if entry is None:
            return default
        try:
            return read(entry.value)
        except InputError as error:
            self.problems += [f"{self._file}, line {entry.line}, '{name}': {each}" for each in error.problems]
            return default


def read_templates(folder: Path) -> dict[str, str]:
    """The texts of a folder's templates by name. Raises InputError where there are none, or one replaces nothing."""
    from reportgen.document.templates import packaged_names

    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder; name one with templates (--templates DIR).")
    problems, texts = list[str](), {}
    for path in sorted(each for each in folder.iterdir() if each.suffix in (".html", ".css", ".js")):
        if path.name not in packaged_names() and not path.name.startswith("_"):
            problems.append(
                f"{path}: '{path.name}' replaces no template; {nearest(path.name, packaged_names())} "
                "A part of your own begins with an underscore."
            )
        try:
            texts[path.name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            problems.append(f"{path}: the file cannot be read as UTF-8 text; save it as UTF-8.")
    if not texts and not problems:
        problems.append(f"{folder}: there is no template in this folder; it may hold {', '.join(packaged_names())}.")
    if problems:
        raise InputError(*problems)
    return texts


def _texts(section: Mapping[str, Entry]) -> dict[str, str]:
    return {name: str(entry.value) for name, entry in section.items()}


def _theme(accent: str) -> Theme:
    """The colours that follow from an accent. Raises InputError where text in it, or on it, could not be read."""
    if problem := _unreadable(accent):
        darker = next(colour for part in range(1, 100) if not _unreadable(colour := mixed(accent, _BLACK, part / 100)))
        raise InputError(f"{problem}; choose a darker one, such as {darker}.")
    cover = mixed(accent, _BLACK, _COVER)
    return replace(
        THEME,
        accent=accent,
        accent_bright=mixed(accent, _WHITE, _BRIGHT),
        accent_soft=mixed(accent, _WHITE, _SOFT),
        accent_tint=mixed(accent, _WHITE, _TINT),
        cover=cover,
        cover_muted=mixed(cover, _WHITE, _COVER_MUTED),
    )


def _unreadable(accent: str) -> str:
    """Where accent meets white and its own tint, as text and as ground; empty where both can be read (WCAG AA)."""
    for words, ground in (("white", _WHITE), ("its own light tint", mixed(accent, _WHITE, _TINT))):
        found = contrast(accent, ground)
        if found < READABLE:
            return f"{accent} on {words} has a contrast of {found:.1f}, and text needs {READABLE} (WCAG AA)"
    return ""


def _running_text(words: str) -> str:
    if len(words) > LONGEST_RUNNING_TEXT:
        raise InputError(
            f"it has {len(words)} characters; write at most {LONGEST_RUNNING_TEXT}, the margin has no more."
        )
    return words


def _logo(path: Path) -> Logo:
    """A PNG or SVG picture. Raises InputError where it is neither, or cannot be read."""
    content = content_of(path)
    if len(content) > LARGEST_LOGO:
        raise InputError(f"{path} has {len(content):,} bytes; use a picture of at most {LARGEST_LOGO:,}.")
    problem = next(_faults_of_png(content) if content.startswith(b"\x89PNG") else _faults_of_svg(content), "")
    if problem:
        raise InputError(f"{path} {problem}; use a PNG or an SVG.")
    return Logo("image/png" if content.startswith(b"\x89PNG") else "image/svg+xml", content)


def _faults_of_png(content: bytes) -> Iterator[str]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        yield f"is a damaged picture ({error})"


def _faults_of_svg(content: bytes) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        yield "is no picture that can be read"
        return
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        yield "is XML, but no SVG"
        return
    addresses = (str(value) for each in root.iter() for name, value in each.attrib.items() if "href" in name)
    if not all(address.startswith(("#", "data:")) for address in addresses):
        yield "refers to something outside itself"
