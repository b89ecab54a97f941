"""The fonts of a brand: font files, or the files of fonts that are installed on this machine."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from reportgen.document.fonts import BASE_FAMILY, FACES, HEADING_FAMILY, TEXT_FAMILY, Face, Weight
from reportgen.errors import InputError

_SUFFIXES = (".ttf", ".otf")
#: Bit of OS/2 fsType: its owner does not allow the font to stand in documents.
_MAY_NOT_BE_EMBEDDED = 0x0002
Slant = Literal["normal", "italic"]
#: By setting: family, weight, slant, and what fontconfig is asked for; it has its own scale of weights.
_STYLES: Mapping[str, tuple[str, Weight, Slant, str]] = {
    "text": (TEXT_FAMILY, 400, "normal", "weight=80:slant=0"),
    "bold": (TEXT_FAMILY, 600, "normal", "weight=180:slant=0"),
    "italic": (TEXT_FAMILY, 400, "italic", "weight=80:slant=100"),
    "headings": (HEADING_FAMILY, 600, "normal", "weight=180:slant=0"),
}


def brand_faces(fonts: Mapping[str, str], folder: Path) -> tuple[Face, ...]:
    """The faces of a document in fonts of a brand; what is not named is packaged, and what a font lacks too.

    `fonts` holds names of installed fonts or font files (seen from `folder`) under `text`, `bold`, `italic` and
    `headings`; the name of an installed font for `text` stands for its bold and italic too. Raises InputError where one
    is missing, cannot be read or may not be embedded.
    """
    wanted = dict(fonts)
    if "text" in wanted and not _is_file(wanted["text"]):
        wanted = {"bold": wanted["text"], "italic": wanted["text"], **wanted}
    elif ("text" in wanted) != ("bold" in wanted):
        raise InputError("font files for 'text' and for 'bold' belong together, totals are set in bold; name both.")
    found = {setting: _face(setting, name, folder) for setting, name in wanted.items()}
    kept = [face for face in FACES if not any(_alike(face, each) for each in found.values())]
    if "text" in found:  # an italic of another typeface would look like a slip
        kept = [face for face in kept if face.family != TEXT_FAMILY]
    base = [
        Face(BASE_FAMILY, face.weight, face.style, face.package, f"base-{face.file}", face.content())
        for face in FACES
        if face.family == TEXT_FAMILY
    ]
    return (*found.values(), *kept, *base)


def content_of(path: Path) -> bytes:
    """The bytes of a file that a brand file names. Raises InputError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}); check the path, it is seen from the brand file."
        ) from None


def _alike(one: Face, other: Face) -> bool:
    return (one.family, one.weight, one.style) == (other.family, other.weight, other.style)


def _is_file(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES)


def _face(setting: str, name: str, folder: Path) -> Face:
    family, weight, slant, style = _STYLES[setting]
    path = folder / name if _is_file(name) else _installed(name, style)
    content = content_of(path)
    _refuse_unusable(content, path)
    return Face(family, weight, slant, "", f"{hashlib.sha256(content).hexdigest()[:16]}-{setting}", content)


def _installed(name: str, style: str) -> Path:
    """The file of an installed font. Raises InputError where another one would be taken in its place."""
    finder = shutil.which("fc-match")
    if finder is None:
        raise InputError(
            f"'{name}' cannot be looked up, as fontconfig's fc-match is missing; name a font file instead."
        )
    escaped = "".join(f"\\{sign}" if sign in "\\-:,=" else sign for sign in name)
    answer = subprocess.run(
        [finder, "--format", "%{file}\n%{family}", f"{escaped}:{style}"],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    file, _, families = answer.partition("\n")
    if name.casefold() not in (each.strip().casefold() for each in families.split(",")):
        raise InputError(f"'{name}' is not installed on this machine; install it, or name a font file (.ttf or .otf).")
    if not _is_file(file):
        raise InputError(
            f"'{name}' is installed as {Path(file).name}; only .ttf and .otf can be used, name such a file."
        )
    return Path(file)


def _refuse_unusable(content: bytes, path: Path) -> None:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(io.BytesIO(content), lazy=True)
        characters, rights = font.getBestCmap() or {}, font["OS/2"].fsType
    except (TTLibError, KeyError, OSError, ValueError, AssertionError) as error:
        raise InputError(f"{path} is no font that can be read ({error}); name a .ttf or .otf file.") from None
    if rights & 0x000F == _MAY_NOT_BE_EMBEDDED:
        raise InputError(f"{path} may not be embedded in documents, as its owner says in it; choose another font.")
    if lacking := [sign for sign in "0123456789.,%()" if ord(sign) not in characters]:
        raise InputError(f"{path} has no shape for '{lacking[0]}'; choose a font with figures.")
