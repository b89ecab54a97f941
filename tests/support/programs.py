"""Programs that are no Python packages: found, or the test is skipped; in continuous integration it fails."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest


def system_program(name: str) -> str:
    """Path of the program `name`.

    Where it is missing the calling test is skipped, except when the environment variable CI is set:
    a run that is meant to judge a change may not pass by leaving tests out.
    """
    path = shutil.which(name)
    if path is None:
        unavailable(f"the program '{name}' is not installed; run `make test` once with rights to install it")
    return path


def unavailable(reason: str) -> None:
    """Skips the calling test, or fails it in continuous integration, for something the machine lacks."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def run(*command: str | os.PathLike[str], seconds: int = 180) -> str:
    """Standard output of a command that must succeed; its messages are shown when it does not."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=seconds)
    assert done.returncode == 0, f"{os.fspath(command[0])} ended with {done.returncode}: {done.stderr or done.stdout}"
    return done.stdout
