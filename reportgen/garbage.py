"""When Python looks for garbage."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def no_collection_of_garbage() -> Iterator[None]:
    """For work that keeps nearly all it makes until it is done, as cells of a workbook and boxes of a page.

    To look through all of them for garbage again and again is a sixth of the time of a workbook and a quarter of that
    of a document, whose memory grows by a tenth without.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
