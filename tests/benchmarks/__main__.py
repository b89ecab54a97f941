"""What reportgen costs beside the libraries it stands on; `make bench`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import cost_of, median_costs, show

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "inputs" / "insurance"
BUILD = (str(EXAMPLE / "survey.csv"), "--case", str(EXAMPLE / "case.yaml"))
REPORTGEN = Path(sys.executable).with_name("reportgen")

BUILD_AIM = 1.25
HELP_AIM = 0.15
WORKBOOK_AIM = 1.3
RENDERING_AIM = 1.05
BOTH_AIM = 1.1
SURVEY_AIM = 4.0
WIDE_AIM = 3.0
LOG_AIM = 3.0
LOG_MEGABYTES_AIM = 500
DRAWS_AIM = 3.0
DRAWS_MEGABYTES_AIM = 300

BUILD_RUNS = 5
HELP_RUNS = 15
WORKBOOK_RUNS = 9
RENDERING_RUNS = 5
SURVEY_RUNS = 5
LOG_RUNS = 3
DRAWS_RUNS = 25


def printed_by(script: str, *arguments: str | Path) -> list[str]:
    """The words a helper script prints last."""
    done = subprocess.run([sys.executable, HERE / script, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()[-1].split()


def build(folder: Path) -> None:
    """A cold `reportgen build` of the insurance example against the bare libraries on the same pages and cells."""
    recording = folder / "recording"
    pages, cells = printed_by("recording.py", recording, *BUILD)
    costs = median_costs(
        {
            "build": [REPORTGEN, "build", *BUILD, "--output", folder / "built"],
            "floor": [sys.executable, HERE / "floor.py", recording, folder],
        },
        BUILD_RUNS,
    )
    built, floor = costs["build"], costs["floor"]
    how = f"{built.seconds:.2f} s / {floor.seconds:.2f} s for {pages} pages and {cells} cells"
    show("build, time / bare libraries", built.seconds / floor.seconds, BUILD_AIM, how)
    how = f"{built.megabytes:.0f} MB / {floor.megabytes:.0f} MB"
    show("build, memory / bare libraries", built.megabytes / floor.megabytes, BUILD_AIM, how)


def help_text() -> None:
    """`reportgen --help` above a Python that does nothing."""
    costs = median_costs({"help": [REPORTGEN, "--help"], "python": [sys.executable, "-c", "pass"]}, HELP_RUNS)
    shown, bare = costs["help"].seconds, costs["python"].seconds
    show("--help, seconds above bare Python", shown - bare, HELP_AIM, f"{shown:.3f} s - {bare:.3f} s")


def written_workbook(folder: Path) -> None:
    """The workbook of the insurance example against openpyxl writing the same cells and styles."""
    written, bare, cells = printed_by("workbook_writing.py", folder, str(WORKBOOK_RUNS))
    how = f"{float(written):.2f} s / {float(bare):.2f} s for {cells} cells"
    show("workbook, time / bare openpyxl", float(written) / float(bare), WORKBOOK_AIM, how)


def rendered_document() -> None:
    """The document from HTML to PDF against WeasyPrint alone."""
    ours, bare, pages = printed_by("document_rendering.py", str(RENDERING_RUNS))
    how = f"{float(ours):.2f} s / {float(bare):.2f} s for {pages} pages"
    show("rendering, time / bare WeasyPrint", float(ours) / float(bare), RENDERING_AIM, how)


def both_documents(folder: Path) -> None:
    """A cold build of workbook and document, made side by side, against the document alone."""
    costs = median_costs(
        {
            "both": [REPORTGEN, "build", *BUILD, "--output", folder / "both"],
            "alone": [sys.executable, HERE / "document_alone.py", folder],
        },
        BUILD_RUNS,
    )
    both, alone = costs["both"], costs["alone"]
    how = f"{both.seconds:.2f} s / {alone.seconds:.2f} s"
    show("both documents, time / PDF alone", both.seconds / alone.seconds, BOTH_AIM, how)


def survey(folder: Path) -> None:
    """A million rows read and summarised against `pandas.read_csv`."""
    read, bare = map(float, printed_by("survey_reading.py", folder, str(SURVEY_RUNS)))
    show("1,000,000 rows, time / read_csv", read / bare, SURVEY_AIM, f"{read:.2f} s / {bare:.2f} s")


def wide_survey(folder: Path) -> None:
    """An export of 25,000 responses and 400 columns against `pandas.read_csv`."""
    read, bare = map(float, printed_by("wide_survey.py", folder, str(SURVEY_RUNS)))
    show("25,000 × 400, time / read_csv", read / bare, WIDE_AIM, f"{read:.2f} s / {bare:.2f} s")


def time_log(folder: Path) -> None:
    """Ten million entries of a time tracker against reading the file in parts; about 800 MB of disk for a while."""
    path, script = folder / "log.csv", HERE / "time_log.py"
    cost_of([sys.executable, script, "write", path])
    costs = median_costs({how: [sys.executable, script, how, path] for how in ("read", "bare")}, LOG_RUNS)
    path.unlink()
    read, bare = costs["read"], costs["bare"]
    how = f"{read.seconds:.2f} s / {bare.seconds:.2f} s"
    show("10,000,000 entries, time / in parts", read.seconds / bare.seconds, LOG_AIM, how)
    show("10,000,000 entries, MB", read.megabytes, LOG_MEGABYTES_AIM, f"{bare.megabytes:.0f} MB in parts")


def draws() -> None:
    """10,000 draws of the insurance example against a version written by hand, and the memory of a million."""
    script = HERE / "simulation.py"
    drawn, by_hand = map(float, printed_by(script.name, str(DRAWS_RUNS)))
    how = f"{1_000 * drawn:.1f} ms / {1_000 * by_hand:.1f} ms"
    show("10,000 draws, time / by hand", drawn / by_hand, DRAWS_AIM, how)
    few, many = (cost_of([sys.executable, script, "many", count]) for count in ("10000", "1000000"))
    how = f"{few.megabytes:.0f} MB for 10,000; {many.seconds:.1f} s"
    show("1,000,000 draws, MB", many.megabytes, DRAWS_MEGABYTES_AIM, how)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        help_text()
        draws()
        written_workbook(Path(folder))
        rendered_document()
        both_documents(Path(folder))
        survey(Path(folder))
        wide_survey(Path(folder))
        time_log(Path(folder))
        build(Path(folder))


if __name__ == "__main__":
    main()
