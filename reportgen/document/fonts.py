"""The fonts of a document, packaged or of a brand: how the style sheet names them, and how wide a text is in them."""

from __future__ import annotations

import contextlib
import functools
import importlib.resources
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal

#: Family names of our own, so that a font installed on the machine is never taken instead.
TEXT_FAMILY = "Report Sans"
HEADING_FAMILY = "Report Serif"
#: Has what a brand's font lacks.
BASE_FAMILY = "Report Base"

FONT_SCHEME = "font"

#: Weights that are packaged for the text family, and that charts may use.
Weight = Literal[400, 600]


@dataclass(frozen=True)
class Face:
    """One font file and how CSS asks for it."""

    family: str
    weight: Weight
    style: Literal["normal", "italic"]
    package: str
    """Where it is packaged; empty for the font of a brand, which is held in `data`."""
    file: str
    """Its name, a different one for every face."""
    data: bytes = field(default=b"", repr=False)

    def content(self) -> bytes:
        return self.data or (importlib.resources.files(self.package) / "files" / self.file).read_bytes()


FACES = (
    Face(TEXT_FAMILY, 400, "normal", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    Face(TEXT_FAMILY, 400, "italic", "font_source_sans_pro", "SourceSansPro-It.ttf"),
    Face(TEXT_FAMILY, 600, "normal", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    Face(HEADING_FAMILY, 600, "normal", "font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
)


#: Those that texts are measured in while a document is told.
_IN_USE: ContextVar[tuple[Face, ...]] = ContextVar("faces in use", default=FACES)


@contextlib.contextmanager
def measuring_in(faces: tuple[Face, ...]) -> Iterator[None]:
    """Texts are measured in these fonts, so that labels and columns have the room they take in print."""
    token = _IN_USE.set(faces)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def font_face_rules(faces: Iterable[Face] = FACES) -> str:
    """The `@font-face` rules of the faces, under addresses that only `face_at` answers."""
    return "".join(
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-style:{face.style};"
        f"src:url({FONT_SCHEME}:{face.file})}}"
        for face in faces
    )


def face_at(address: str, faces: Iterable[Face] = FACES) -> Face | None:
    """The face with the address `font:FILE`."""
    return next((face for face in faces if address == f"{FONT_SCHEME}:{face.file}"), None)


def text_width(text: str, size: float, weight: Weight = 400) -> float:
    """Width of a line of text in the text family, in the unit of `size`; what the font lacks is taken as wide."""
    own, base = _advances(_text_face(weight, _IN_USE.get())), _advances(_text_face(weight, FACES))
    return size * sum(own.get(each) or base.get(each) or _unknown(each) for each in text)


def _text_face(weight: Weight, faces: tuple[Face, ...]) -> Face:
    wanted = TEXT_FAMILY, weight, "normal"
    return next(face for face in faces if (face.family, face.weight, face.style) == wanted)


@functools.lru_cache
def _advances(face: Face) -> Mapping[str, float]:
    """Advance width of every character of the face, as a fraction of the font size."""
    import io

    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(face.content()), lazy=True)
    metrics = font["hmtx"].metrics
    em = font["head"].unitsPerEm
    return {chr(code): metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def _unknown(character: str) -> float:
    """Another font will be used: full width for East Asian characters, nothing for marks, else rather too much."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.8
