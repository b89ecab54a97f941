"""From the bytes of a file to text, whatever the encoding."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reportgen.errors import InputError

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


def decode(data: bytes, file: str, encoding: str | None = None) -> Decoded:
    """The text of a file: by the encoding asked for, its byte order mark, UTF-8, else Windows-1252.

    Bytes that fit no character become U+FFFD and a warning names them. Raises InputError for files that are
    evidently no text and for an unknown `encoding`.
    """
    for signature, kind in _NOT_TEXT:
        if data.startswith(signature):
            raise InputError(f"{file} is {kind}, not a text file; open it and save it as CSV.")
    if encoding is not None:
        return _as_asked(data, file, encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], file, marked)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        return _as_windows(data, file)


def _as_asked(data: bytes, file: str, encoding: str) -> Decoded:
    try:
        decoded = _replacing(data, file, codecs.lookup(encoding).name)
    except (LookupError, ValueError) as error:
        raise InputError(
            f"{file} cannot be read with the encoding '{encoding}'; name one such as utf-8, cp1252 or utf-16."
        ) from error
    return decoded._replace(text=decoded.text.removeprefix("\ufeff"))


def _replacing(data: bytes, file: str, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, ())
    except UnicodeDecodeError as error:
        first = " ".join(f"0x{byte:02X}" for byte in data[error.start : error.end])
        warning = f"{file} is not wholly {encoding}; such bytes read as U+FFFD (the first is {first})."
        return Decoded(data.decode(encoding, errors="replace"), encoding, (warning,))


def _as_windows(data: bytes, file: str) -> Decoded:
    counts = np.bincount(np.frombuffer(data, dtype=np.uint8), minlength=256)
    beyond_ascii = [byte for byte in range(128, 256) if counts[byte]]
    undefined = [byte for byte in beyond_ascii if bytes([byte]).decode(FALLBACK, errors="replace") == "\ufffd"]
    warnings = [f"{file} is not UTF-8 and was read as Windows-1252 (bytes {_named(beyond_ascii)})."]
    if undefined:
        warnings.append(f"{file}: bytes that Windows-1252 does not define read as U+FFFD ({_named(undefined)}).")
    return Decoded(data.decode(FALLBACK, errors="replace"), FALLBACK, tuple(warnings))


def _named(found: Sequence[int]) -> str:
    named = ", ".join(f"0x{byte:02X}" for byte in found[:_LISTED_BYTES])
    return f"{named}, …" if len(found) > _LISTED_BYTES else named
