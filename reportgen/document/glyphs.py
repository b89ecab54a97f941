"""Which characters of a text no font can show: neither the packaged ones nor those of the machine."""

from __future__ import annotations

import functools
import html
import io
import logging
import unicodedata
from collections.abc import Iterable

from reportgen.document.fonts import FACES, Face
from reportgen.document.pdf import render
from reportgen.document.templates import style_sheet


def missing_characters(text: str) -> str:
    """The characters of the text that would be printed as boxes, each once, in the order of Unicode.

    Where the packaged fonts lack a character, WeasyPrint takes any font of the machine that has it; so those
    characters alone are set on a page, and WeasyPrint tells which of them it found nowhere.
    """
    candidates = [each for each in sorted(set(text) - _in_every_face()) if _has_shape(each)]
    if not candidates:
        return ""
    listening = _MissingGlyphs()
    logger = logging.getLogger("weasyprint")
    logger.addFilter(listening.keeps)
    try:
        render(_page(candidates), style_sheet()).write_pdf()
    finally:
        logger.removeFilter(listening.keeps)
    return "".join(character for character in candidates if character in listening.characters)


class _MissingGlyphs:
    """Takes WeasyPrint's warnings of missing glyphs out of its log, and keeps their characters."""

    def __init__(self) -> None:
        self.characters: set[str] = set()

    def keeps(self, record: logging.LogRecord) -> bool:
        """Whether the record stays in the log."""
        if not record.msg.startswith(".notdef glyph") or not isinstance(record.args, tuple):
            return True
        self.characters.add(str(record.args[0]))
        return False


def _has_shape(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cc"


def _page(characters: Iterable[str]) -> str:
    """Each in a paragraph of its own, so that none joins its neighbour to one sign."""
    paragraphs = "".join(f"<p>{html.escape(character)}</p>" for character in characters)
    return f"<html lang=en><title>Characters</title><body>{paragraphs}"


@functools.lru_cache
def _in_every_face() -> frozenset[str]:
    return frozenset.intersection(*(_in_face(face) for face in FACES))


def _in_face(face: Face) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    return frozenset(chr(code) for code in TTFont(io.BytesIO(face.content()), lazy=True).getBestCmap())
