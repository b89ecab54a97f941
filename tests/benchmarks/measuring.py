"""Time and memory of cold processes, and how a measurement is shown.

Only the standard library is imported here: a process that is started inherits the peak memory of the one
that starts it, so this one stays small.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Command = Sequence[str | os.PathLike[str]]


@dataclass(frozen=True)
class Cost:
    """Wall time and the highest resident memory of a process."""

    seconds: float
    megabytes: float


def cost_of(command: Command) -> Cost:
    """Runs the command in a process of its own, which must succeed."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace"))
    # Kilobytes on Linux, bytes on macOS.
    return Cost(seconds, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))


def median_costs(commands: Mapping[str, Command], runs: int) -> dict[str, Cost]:
    """Median cost of each command; the runs take turns, so that a slow minute of the machine slows all of them."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            costs[name].append(cost_of(command))
    return {
        name: Cost(statistics.median(c.seconds for c in all_), statistics.median(c.megabytes for c in all_))
        for name, all_ in costs.items()
    }


def median_seconds(runs: int, *calls: Callable[[], object]) -> list[float]:
    """Median time of each call within this process; the runs take turns."""
    times = [[_seconds(call) for call in calls] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def show(what: str, measured: float, aim: float, how: str) -> None:
    """Prints one measurement beside what it should be at most."""
    verdict = "reached" if measured <= aim else "MISSED"
    print(f"{what:<36} {measured:6.2f}   aim {aim:6.2f}  {verdict:<8} {how}", flush=True)
