"""The workbook in a process of its own, written and proved while the document is laid out.

A process and no thread: laying out pages keeps Python busy, and WeasyPrint is not safe beside another thread.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from reportgen.errors import OutputError, ReportgenError

if TYPE_CHECKING:
    from reportgen.model.results import Results
    from reportgen.options import Options
    from reportgen.workbook import Proof
    from reportgen.workbook.layout import Layout

    Task = tuple[Results, Layout, Path, str, Options]


class Worker:
    """Writes and proves one workbook; its process ends with the `with` block around it.

    The process starts at once and loads its libraries while the caller is still reading the survey.
    """

    def __init__(self) -> None:
        # With a single core a second process only costs its start.
        self._process = _started() if sys.executable and (os.cpu_count() or 1) > 1 else None
        self._task: Task | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def begin(self, results: Results, layout: Layout, path: Path, *, run: str, options: Options) -> None:
        """Hands over what the workbook is made of."""
        self._task = results, layout, path, run, options
        if self._process is not None:
            assert self._process.stdin is not None
            # A process that is gone already is told of by its missing answer.
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write(pickle.dumps(self._task))
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
            self._process.stdin = None  # communicate() would write to it again

    def proof(self) -> Proof:
        """Waits for the workbook that was begun; raises what `workbook.write`, `prove` and `check_rules` raise."""
        assert self._task is not None, "nothing was begun"
        if self._process is None:
            return _written_and_proved(*self._task)
        answer, messages = self._process.communicate()
        if not answer:
            last = messages.decode(errors="replace").strip().rpartition("\n")[2]
            message = f"{self._task[2].name}: the process that writes it ended early; free memory and build again."
            raise OutputError(f"{message} {last}".strip())
        outcome = pickle.loads(answer)
        if isinstance(outcome, ReportgenError):
            raise outcome
        proof: Proof = outcome
        return proof


def _started() -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-m", __name__], stdin=pipe, stdout=pipe, stderr=pipe)


def _written_and_proved(results: Results, layout: Layout, path: Path, run: str, options: Options) -> Proof:
    from reportgen import workbook

    workbook.write(results, layout, path, run=run, options=options)
    proof = workbook.prove(path, results, layout)
    workbook.check_rules(path)
    return proof


def _serve() -> None:
    """Does the task on standard input and answers on standard output; without a task there is nothing to do."""
    received: list[bytes] = []
    receiving = threading.Thread(target=lambda: received.append(sys.stdin.buffer.read()))
    receiving.start()
    _load_libraries()
    receiving.join()
    if not received[0]:
        return
    try:
        outcome: Proof | ReportgenError = _written_and_proved(*pickle.loads(received[0]))
    except ReportgenError as error:
        outcome = error
    sys.stdout.buffer.write(pickle.dumps(outcome))


def _load_libraries() -> None:
    """What writing and proving need, before there is anything to write."""
    for name in ("assembly", "audit", "carried", "kept", "proof", "writer"):
        importlib.import_module(f"reportgen.workbook.{name}")
    importlib.import_module("reportgen.model.results")


if __name__ == "__main__":
    _serve()
