"""The workbook in a process of its own, written and proved while the document is laid out.

A process and no thread: laying out pages keeps Python busy, and WeasyPrint is not safe beside another thread.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
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
    """Writes and proves one workbook; starts at once, and ends with the `with` block around it."""

    def __init__(self, results: Results, layout: Layout, path: Path, *, run: str, options: Options) -> None:
        self._task = (results, layout, path, run, options)
        # With a single core a second process only costs its start.
        self._process = _started(self._task) if sys.executable and (os.cpu_count() or 1) > 1 else None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def proof(self) -> Proof:
        """Waits for the finished workbook; raises what `workbook.write`, `prove` and `check_rules` raise."""
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


def _started(task: Task) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-m", __name__], stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdin is not None
    process.stdin.write(pickle.dumps(task))
    process.stdin.close()
    process.stdin = None  # communicate() would write to it again
    return process


def _written_and_proved(results: Results, layout: Layout, path: Path, run: str, options: Options) -> Proof:
    from reportgen import workbook

    workbook.write(results, layout, path, run=run, options=options)
    proof = workbook.prove(path, results, layout)
    workbook.check_rules(path)
    return proof


def _serve() -> None:
    """Does the task on standard input and answers on standard output."""
    try:
        outcome: Proof | ReportgenError = _written_and_proved(*pickle.load(sys.stdin.buffer))
    except ReportgenError as error:
        outcome = error
    sys.stdout.buffer.write(pickle.dumps(outcome))


if __name__ == "__main__":
    _serve()
