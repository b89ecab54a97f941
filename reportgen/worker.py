"""A second process that writes and proves the workbook while the document is laid out.

A process and no thread: laying out pages keeps Python busy, and WeasyPrint is not safe beside another thread.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar

from reportgen.errors import OutputError, ReportgenError

Answer = TypeVar("Answer")
#: Bytes that say how many follow.
_LENGTH = 8


class Worker:
    """Does one task after the other, each begun here and asked for later; its process ends with the `with` block.

    The process starts at once and loads its libraries while the caller is still reading the survey.
    """

    def __init__(self) -> None:
        # With a single core a second process only costs its start.
        with contextlib.ExitStack() as opened:
            self._messages = opened.enter_context(tempfile.TemporaryFile())
            self._process = self._started() if sys.executable and (os.cpu_count() or 1) > 1 else None
            self._to_close = opened.pop_all()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._to_close:
            if self._process is not None:
                self._process.kill()
                self._process.communicate()

    def begin(self, task: Callable[..., Answer], *arguments: Any) -> Callable[[], Answer]:
        """Begins a task, a function of a module, and returns a function that waits for what it gives.

        That one raises what the task raises of this program's errors, and OutputError where the process is gone.
        Tasks are asked for in the order in which they were begun.
        """
        process = self._process
        if process is None:
            return functools.partial(task, *arguments)
        assert process.stdin is not None
        # A process that is gone already is told of by its missing answer.
        with contextlib.suppress(BrokenPipeError):
            content = pickle.dumps((task, arguments))
            process.stdin.write(len(content).to_bytes(_LENGTH, "big") + content)
            process.stdin.flush()
        return functools.partial(self._answer, process)

    def _answer(self, process: subprocess.Popen[bytes]) -> Any:
        assert process.stdout is not None
        try:
            outcome = pickle.load(process.stdout)
        except (EOFError, pickle.UnpicklingError):
            self._messages.seek(0)
            last = self._messages.read().decode(errors="replace").strip().rpartition("\n")[2]
            message = "The process that writes the workbook ended early; free memory and build again."
            raise OutputError(f"{message} {last}".strip()) from None
        if isinstance(outcome, ReportgenError):
            raise outcome
        return outcome

    def _started(self) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-m", __name__], stdin=pipe, stdout=pipe, stderr=self._messages)


def _serve() -> None:
    """Does the tasks on standard input and answers on standard output, until there are no more."""
    received: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=[received], daemon=True).start()
    _load_libraries()
    while content := received.get():
        task, arguments = pickle.loads(content)
        try:
            outcome = task(*arguments)
        except ReportgenError as error:
            outcome = error
        pickle.dump(outcome, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _receive(received: queue.SimpleQueue[bytes]) -> None:
    """Takes tasks in whole while libraries load, so that who sends them need not wait; nothing at the end."""
    while length := int.from_bytes(sys.stdin.buffer.read(_LENGTH), "big"):
        received.put(sys.stdin.buffer.read(length))
    received.put(b"")


def _load_libraries() -> None:
    """What writing and proving need, before there is anything to write."""
    for name in ("assembly", "audit", "carried", "kept", "proof", "writer"):
        importlib.import_module(f"reportgen.workbook.{name}")
    importlib.import_module("reportgen.model.results")


if __name__ == "__main__":
    _serve()
