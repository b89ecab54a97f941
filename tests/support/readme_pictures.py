"""The two pictures at the top of the README, made from what `make report` makes; `make pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from reportgen.report import build
from support.libreoffice import LibreOffice
from support.programs import run, system_program

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "inputs" / "insurance"
#: The page of the document, and of the printed workbook.
SUMMARY_PAGE, SUMMARY_SHEET_PAGE = 2, 2
RESOLUTION, COLOURS, MARGIN = 96, 128, 14


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        workbook, document = build(EXAMPLE / "survey.csv", case=EXAMPLE / "case.yaml", output=temporary).files[:2]
        _picture(document, SUMMARY_PAGE, folder / "executive-summary.png")
        printed = LibreOffice(system_program("soffice"), Path(temporary)).convert(workbook, "pdf")
        _picture(printed, SUMMARY_SHEET_PAGE, folder / "summary-sheet.png")


def _picture(pdf: Path, page: int, target: Path) -> None:
    """One page without its white margins, in few colours, as they print."""
    run(system_program("pdftoppm"), "-png", "-r", str(RESOLUTION), "-f", str(page), "-l", str(page),
        "-singlefile", pdf, pdf.with_suffix(""))  # fmt: skip
    with Image.open(pdf.with_suffix(".png")) as opened:
        image = opened.convert("RGB")
    white = Image.new("RGB", image.size, "white")
    left, top, right, bottom = ImageChops.difference(image, white).getbbox() or (0, 0, *image.size)
    box = max(left - MARGIN, 0), max(top - MARGIN, 0)
    box += min(right + MARGIN, image.width), min(bottom + MARGIN, image.height)
    image.crop(box).quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output" / "pictures")
