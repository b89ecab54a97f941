"""Text files that are too large to be held at once: their bytes judged as a whole, then decoded piece by piece."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from reportgen.survey.decoding import FALLBACK, byte_counts, not_wholly, windows_warnings
from reportgen.survey.delimiters import lines
from reportgen.survey.heads import Head, head_of
from reportgen.survey.instructions import Instructions

PIECE = 1 << 20


class TextBelow:
    """The text of a file below its header, without NUL; lines keep their ends, whichever they are."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int = 0) -> str:
        """The next characters, at most as many; empty at the end only."""
        while True:
            data = self._file.read(size or PIECE)
            text = self._decoder.decode(data, final=not data).replace("\0", "")
            if text or not data:
                return text

    def __iter__(self) -> Iterator[str]:
        rest = ""
        while text := self.read():
            *whole, rest = lines(rest + text)  # the last may go on, if only with a line feed
            yield from whole
        yield from [rest] if rest else []


@dataclass(frozen=True)
class LargeText:
    """A file whose bytes have all been seen."""

    path: Path
    head: Head
    """With the encoding of the whole file, and what is to be said of it."""
    sha256: str

    @contextlib.contextmanager
    def below(self) -> Iterator[TextBelow]:
        with self.path.open("rb") as file:
            file.seek(self.head.body)
            yield TextBelow(file, self.head.encoding)


def looked_through(path: Path, instructions: Instructions) -> LargeText:
    """The file with the encoding that all of its bytes ask for, as `decoding.decode` chooses it.

    Raises InputError when it is no text or has no header.
    """
    head = head_of(path, instructions)
    sha256, misfit = _hash_and_misfit(path, head.encoding)
    if instructions.encoding is None and head.encoding == "utf-8" and misfit and not _is_marked(path):
        head = head_of(path, replace(instructions, encoding=FALLBACK))
    elif head.encoding != FALLBACK or instructions.encoding is not None:
        warnings = (not_wholly(head.file, head.encoding, misfit),) if misfit else ()
        return LargeText(path, replace(head, warnings=warnings), sha256)
    counts = np.sum([byte_counts(piece) for piece in _pieces(path)], axis=0)
    return LargeText(path, replace(head, warnings=windows_warnings(head.file, counts)), sha256)


def _hash_and_misfit(path: Path, encoding: str) -> tuple[str, UnicodeDecodeError | None]:
    """The SHA-256 of the file, and the first bytes that do not fit the encoding."""
    sha256 = hashlib.sha256()
    decoder = codecs.getincrementaldecoder(encoding)()
    misfit: UnicodeDecodeError | None = None
    for piece in itertools.chain(_pieces(path), [b""]):
        sha256.update(piece)
        try:
            if misfit is None:
                decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            misfit = error
    return sha256.hexdigest(), misfit


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _is_marked(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
