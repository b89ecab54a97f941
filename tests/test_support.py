"""The helpers that other tests lean on do what these tests believe."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.programs import system_program
from support.published import PublishedFigure


@pytest.fixture
def lying_workbook(tmp_path: Path) -> Path:
    """A workbook in which =40+2 is stored with the value 41."""
    honest, lying = tmp_path / "honest.xlsx", tmp_path / "lying.xlsx"
    workbook = Workbook()
    workbook.active["A1"] = "=40+2"
    workbook.save(honest)
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(lying, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"<v></v>", b"<v>41</v>").replace(b"<v />", b"<v>41</v>"))
    assert load_workbook(lying, data_only=True).active["A1"].value == 41
    return lying


def test_libreoffice_calculates_and_does_not_repeat_stored_values(
    lying_workbook: Path, recalculated: Callable[[Path], Workbook]
) -> None:
    assert recalculated(lying_workbook).active["A1"].value == 42


def test_a_workbook_can_be_looked_at(
    lying_workbook: Path,
    workbook_as_pdf: Callable[[Path], Path],
    page_texts: Callable[[Path], list[str]],
    page_images: Callable[..., list[Path]],
) -> None:
    """Printed by LibreOffice, as text and as one image a page."""
    printed = workbook_as_pdf(lying_workbook)
    assert [text.split() for text in page_texts(printed)] == [["42"]]
    assert [image.suffix for image in page_images(printed)] == [".png"]


def test_a_missing_program_skips_the_test_at_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="'no-such-program' is not installed"):
        system_program("no-such-program")


def test_a_missing_program_fails_the_test_in_continuous_integration(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that judges a change may not pass by leaving tests out."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="'no-such-program' is not installed"):
        system_program("no-such-program")


def test_published_figures_are_read_with_what_is_printed_and_what_is_exact(
    published_figures: Mapping[str, PublishedFigure],
) -> None:
    assert published_figures["economics.low.cost_per_model"].exact == 500_000
    assert published_figures["economics.high.cost_per_model"].published == 83_000
    assert published_figures["selfservice.total_hours_saved"].published is None
