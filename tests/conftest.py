"""Fixtures for all tests.

Programs (`soffice`, `pdftoppm`, `pdftotext`, `java`, `chromium`): the path; a test that asks for one is skipped where
it is missing and fails where CI is set. For another program call `support.programs.system_program(name)`.

Documents: `recalculated(path)`, `workbook_as_pdf(path)`, `page_images(path)` and `page_texts(path)` are functions.

References: `surveys` and `published_figures` lie beside the repository; tests that need them are skipped elsewhere.
"""

from __future__ import annotations

import functools
import gc
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from support import pdf_text
from support.libreoffice import LibreOffice
from support.programs import run, system_program
from support.published import PublishedFigure, read_published_figures

if TYPE_CHECKING:
    from openpyxl import Workbook

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# Modules and fixtures stay until the end; looking through them for garbage at Python's own pace is a sixth of the time.
gc.set_threshold(200_000, 50, 50)

# No deadline: a busy machine is no finding. In continuous integration the same commit gets the same verdict;
# everywhere else each run tries new examples.
settings.register_profile("reportgen", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("reportgen")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def surveys() -> Path:
    """The folder with real survey files."""
    return _beside_the_repository("surveys")


@pytest.fixture(scope="session")
def published_figures() -> Mapping[str, PublishedFigure]:
    """Every figure the chapter publishes, by its id."""
    return read_published_figures(_beside_the_repository("chapter") / "published-figures.csv")


@pytest.fixture(scope="session")
def soffice() -> str:
    return system_program("soffice")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    return system_program("pdftoppm")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    return system_program("pdftotext")


@pytest.fixture(scope="session")
def java() -> str:
    return system_program("java")


@pytest.fixture(scope="session")
def chromium() -> str:
    return system_program("chromium")


@pytest.fixture(scope="session")
def libreoffice(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """One LibreOffice profile for all tests of a process: making one takes seconds."""
    return LibreOffice(soffice, tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session")
def recalculated(libreoffice: LibreOffice) -> Callable[[Path], Workbook]:
    """A function from a workbook's path to the openpyxl workbook with the values LibreOffice calculates."""
    return libreoffice.recalculated


@pytest.fixture(scope="session")
def workbook_as_pdf(libreoffice: LibreOffice) -> Callable[[Path], Path]:
    """A function from a workbook's path to the PDF that LibreOffice prints of it."""
    return lambda path: libreoffice.convert(path, "pdf")


@pytest.fixture(scope="session")
def page_images(pdftoppm: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """A function from a PDF's path to one PNG a page; `resolution` is in dots per inch."""

    def images(path: Path, resolution: int = 60) -> list[Path]:
        folder = tmp_path_factory.mktemp("pages")
        run(pdftoppm, "-png", "-r", str(resolution), path, folder / "page")
        return sorted(folder.glob("page-*.png"))

    return images


@pytest.fixture(scope="session")
def page_texts(pdftotext: str) -> Callable[[Path], list[str]]:
    """A function from a PDF's path to the text of each page, lines where the page has lines."""
    return functools.partial(pdf_text.page_texts, pdftotext)


def _beside_the_repository(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the folder '{folder.parent.name}/{name}' is not beside the repository")
    return folder
