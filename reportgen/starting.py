"""A new case: what to send out, an example to look at, and the assumptions to fill in."""

from __future__ import annotations

import contextlib
import datetime
import os
import shlex
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import OutputError

CASE, SURVEY, GUIDE = "case.yaml", "survey.csv", "README.txt"
#: Every file of a new case and what it is, in the order in which people need them.
FILES = {
    GUIDE: "what the files are and what to do with them",
    CASE: "the assumptions, with every default",
    SURVEY: "made-up answers, for a first report",
    "questionnaire.xlsx": "a form to send to each person",
    "questionnaire-xlsform.xlsx": "the same for KoBoToolbox and ODK",
    "questionnaire.txt": "the same for Google Forms, Microsoft Forms and others: wording and settings",
}


@dataclass(frozen=True)
class Started:
    """A folder with a new case."""

    folder: Path
    written: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that were there already."""


def start(folder: str | os.PathLike[str]) -> Started:
    """Writes the files of a new case that the folder does not have yet; those that are there stay as they are.

    The questionnaires ask for the activities and roles of the folder's case file where there is one. Raises InputError
    where that cannot be used, and OutputError where the folder cannot be written, which then is as it was.
    """
    target = Path(folder)
    try:
        kept = tuple(name for name in FILES if os.path.lexists(target / name))
        missing = tuple(name for name in FILES if name not in kept)
        contents = _contents(target, missing)
        with _made(target):
            _write(target, contents)
    except (OSError, ValueError) as error:
        raise OutputError(f"{target}: {_reason(error)}") from error
    return Started(target, missing, kept)


def as_text(started: Started) -> str:
    """What was written, and the commands that come next."""
    folder = started.folder
    lines = [f"Written to {folder}:"] if started.written else []
    lines += [f"  {name:<27} {FILES[name]}" for name in started.written]
    if started.kept:
        lines.append(f"Kept as {'it was' if len(started.kept) == 1 else 'they were'}: {', '.join(started.kept)}")
    survey, case, answers = (shlex.quote(str(folder / name)) for name in (SURVEY, CASE, "answers"))
    return "\n".join(
        [
            *lines,
            "",
            "A first look, with the made-up answers:",
            f"  reportgen build {survey} --case {case}",
            "When the questionnaires have come back, in a folder:",
            f"  reportgen build {answers} --case {case}",
        ]
    )


def _contents(folder: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """The content of each file asked for, by name."""
    from reportgen import case
    from reportgen.questionnaire.case_example import case_example
    from reportgen.questionnaire.form import form
    from reportgen.questionnaire.questions import questionnaire_for
    from reportgen.questionnaire.survey_example import survey_example
    from reportgen.questionnaire.wording import guide, wording
    from reportgen.questionnaire.xlsform import xlsform

    today = datetime.date.today()
    case_file = case.load(None if CASE in names else folder / CASE)
    asked = questionnaire_for(case_file)
    waves = asked.waves if case_file.instructions.waves else asked.waves[:1]
    title = folder.resolve().name
    made = {
        GUIDE: lambda: guide(asked, title).encode(),
        CASE: lambda: case_example(title, today).encode(),
        SURVEY: lambda: survey_example(asked, waves).encode(),
        "questionnaire.xlsx": lambda: form(asked, today),
        "questionnaire-xlsform.xlsx": lambda: xlsform(asked, today),
        "questionnaire.txt": lambda: wording(asked).encode(),
    }
    return {name: made[name]() for name in names}


@contextlib.contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder exists; those made for it are gone again where the writing fails."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in new:
            with contextlib.suppress(OSError):
                each.rmdir()
        raise


def _write(folder: Path, contents: dict[str, bytes]) -> None:
    """Puts all files into the folder, each whole, or none of them."""
    done: list[Path] = []
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as temporary:
        for name, content in contents.items():
            (Path(temporary) / name).write_bytes(content)
        try:
            for name in contents:
                (Path(temporary) / name).replace(folder / name)
                done.append(folder / name)
        except BaseException:
            for path in done:
                path.unlink()
            raise


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileExistsError):
        return "this is a file; name a folder for the new case."
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be written ({said}); name another folder or check its permissions."
