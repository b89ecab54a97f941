"""From the bytes of a file to text, whatever the encoding."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportgen.errors import InputError
from reportgen.language import say

FALLBACK = "cp1252"
_LISTED_BYTES = 8

_MARKS = (  # the four-byte marks begin with the two-byte ones
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT = (
    (b"PK\x03\x04", "a spreadsheet workbook or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
)


class Decoded(NamedTuple):
    text: str
    encoding: str
    warnings: tuple[str, ...]


def decode(data: bytes, file: str, encoding: str | None = None, *, partial: bool = False) -> Decoded:
    """The text of a file: by the encoding asked for, its byte order mark, UTF-8, else Windows-1252.

    Bytes that fit no character become U+FFFD and a warning names them; of a `partial` file, the last character may be
    cut off. Raises InputError for files that are evidently no text and for an unknown `encoding`.
    """
    for signature, kind in _NOT_TEXT:
        if data.startswith(signature):
            raise InputError(f"{file} is {kind}, not a text file; open it and save it as CSV.")
    mark, marked = _marked(data)
    if encoding is not None and not _includes(encoding, marked):
        return _as_asked(data, file, encoding, partial)
    if marked:
        return _replacing(data[len(mark) :], file, marked, partial)
    try:
        return Decoded(_strictly(data, "utf-8", partial), "utf-8", ())
    except UnicodeDecodeError:
        return _as_windows(data, file)


def mark_length(data: bytes, encoding: str) -> int:
    """The bytes of the byte order mark, where the file was decoded by it."""
    mark, marked = _marked(data)
    return len(mark) if marked == encoding else 0


def _marked(data: bytes) -> tuple[bytes, str]:
    return next(((mark, marked) for mark, marked in _MARKS if data.startswith(mark)), (b"", ""))


def _includes(encoding: str, marked: str) -> bool:
    """Whether the mark only says more exactly what was asked for, as utf-16-le does of utf-16."""
    return bool(marked) and marked.startswith(encoding.lower().replace("_", "-").removesuffix("-sig"))


def _strictly(data: bytes, encoding: str, partial: bool) -> str:
    return codecs.getincrementaldecoder(encoding)().decode(data) if partial else data.decode(encoding)


def _as_asked(data: bytes, file: str, encoding: str, partial: bool) -> Decoded:
    try:
        return _replacing(data, file, codecs.lookup(encoding).name, partial)
    except (LookupError, ValueError) as error:
        raise InputError(
            f"{file} cannot be read with the encoding '{encoding}'; name one such as utf-8, cp1252 or utf-16."
        ) from error


def _replacing(data: bytes, file: str, encoding: str, partial: bool) -> Decoded:
    try:
        return Decoded(_strictly(data, encoding, partial), encoding, ())
    except UnicodeDecodeError as error:
        return Decoded(data.decode(encoding, errors="replace"), encoding, (not_wholly(file, encoding, error),))


def not_wholly(file: str, encoding: str, error: UnicodeDecodeError) -> str:
    """The warning about bytes that do not fit the encoding of a file."""
    first = " ".join(f"0x{byte:02X}" for byte in error.object[error.start : error.end])
    return say(
        "{file} is not wholly {encoding}; such bytes read as U+FFFD (the first is {first}).",
        file=file,
        encoding=encoding,
        first=first,
    )


def _as_windows(data: bytes, file: str) -> Decoded:
    warnings = windows_warnings(file, byte_counts(data))
    return Decoded(data.decode(FALLBACK, errors="replace"), FALLBACK, warnings)


def byte_counts(data: bytes) -> npt.NDArray[np.intp]:
    """How often each of the 256 bytes occurs."""
    return np.bincount(np.frombuffer(data, dtype=np.uint8), minlength=256)


def windows_warnings(file: str, counts: npt.NDArray[np.intp]) -> tuple[str, ...]:
    """What is to be said of a file that is not UTF-8 and is read as Windows-1252, by how often each byte occurs."""
    beyond_ascii = [byte for byte in range(128, 256) if counts[byte]]
    undefined = [byte for byte in beyond_ascii if bytes([byte]).decode(FALLBACK, errors="replace") == "\ufffd"]
    warnings = [
        say("{file} is not UTF-8 and was read as Windows-1252 (bytes {named}).", file=file, named=_named(beyond_ascii))
    ]
    if undefined:
        warnings.append(
            say(
                "{file}: bytes that Windows-1252 does not define read as U+FFFD ({named}).",
                file=file,
                named=_named(undefined),
            )
        )
    return tuple(warnings)


def _named(found: Sequence[int]) -> str:
    named = ", ".join(f"0x{byte:02X}" for byte in found[:_LISTED_BYTES])
    return f"{named}, …" if len(found) > _LISTED_BYTES else named
