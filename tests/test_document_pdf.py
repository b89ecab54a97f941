"""The PDF: clean by both standards, the same for the same input, and closed to everything outside."""

from __future__ import annotations

import datetime
import io
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from pypdf import PdfReader
from support.programs import run
from support.sample_document import sample_html
from support.structure import elements, font_names
from support.verapdf import ACCESSIBLE, ARCHIVE, broken_rules

from reportgen.document.fonts import TEXT_FAMILY, text_width
from reportgen.document.pdf import AttachedFile, render, write
from reportgen.document.story.parts import Column, Row, Table
from reportgen.document.templates import environment, style_sheet
from reportgen.errors import OutputError

DATE = datetime.date(2026, 10, 1)
WORKBOOK = AttachedFile("model.xlsx", b"PK as if it were a workbook", "The model with live formulas")


@pytest.fixture(autouse=True)
def no_warnings() -> Iterator[None]:
    """Whatever WeasyPrint complains about fails the test."""

    class Failing(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    messages: list[str] = []
    handler = Failing(logging.WARNING)
    logging.getLogger("weasyprint").addHandler(handler)
    yield
    logging.getLogger("weasyprint").removeHandler(handler)
    assert messages == []


def pdf_of(html: str, **options: Any) -> bytes:
    return write(render(html, style_sheet(**options)), [WORKBOOK], "0123456789abcdef", DATE)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return pdf_of(sample_html())


@pytest.fixture(scope="module")
def sample_file(sample: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("document") / "sample.pdf"
    path.write_bytes(sample)
    return path


def page(body: str) -> str:
    return f'<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body>{body}</body></html>'


def test_the_sample_is_clean_by_both_standards(sample_file: Path, java: str) -> None:
    assert broken_rules(java, sample_file, ARCHIVE, ACCESSIBLE) == []


def test_the_validator_finds_what_is_wrong(tmp_path: Path, java: str) -> None:
    """A heading of the third level without one of the second."""
    path = tmp_path / "wrong.pdf"
    path.write_bytes(pdf_of(page("<h1>One</h1><h3>Three</h3>")))
    assert [rule.split(",")[0] for rule in broken_rules(java, path, ACCESSIBLE)] == [f"{ACCESSIBLE} 7.4.2-1"]


def test_a_page_on_letter_paper_is_clean_too(tmp_path: Path, java: str) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf_of(sample_html(), paper="letter"))
    assert PdfReader(path).pages[1].mediabox.width == pytest.approx(8.5 * 72)
    assert broken_rules(java, path, ARCHIVE, ACCESSIBLE) == []


def test_the_workbook_is_attached_as_the_source(sample: bytes) -> None:
    reader = PdfReader(io.BytesIO(sample))
    assert reader.attachments == {"model.xlsx": [WORKBOOK.content]}
    specification = reader.trailer["/Root"]["/AF"][0].get_object()
    assert specification["/AFRelationship"] == "/Source"
    assert specification["/Desc"] == WORKBOOK.description


def test_the_head_of_the_html_becomes_the_metadata(sample: bytes) -> None:
    reader = PdfReader(io.BytesIO(sample))
    assert reader.metadata is not None
    assert reader.metadata.title == "Models reach production in weeks"
    assert reader.metadata.author == "The project office"
    assert reader.metadata.creation_date_raw == "D:20261001"
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_sections_are_bookmarks(sample: bytes) -> None:
    outline = PdfReader(io.BytesIO(sample)).outline
    titles = [item.title for item in outline if not isinstance(item, list)]
    assert titles == ["Models reach production in weeks", "Executive summary", "2 Diagnosis", "4 Results", "8 Return",
                      "A Assumptions"]  # fmt: skip


def test_a_table_over_several_pages_is_one_table_with_one_head(sample: bytes) -> None:
    tables = elements(sample, "/Table")
    assert len(tables) == 3
    rows = [len([row for row in elements(sample, "/TR") if _within(row, table)]) for table in tables]
    assert rows == [1 + 4, 1 + 3, 1 + 60]


def test_header_cells_say_what_they_head(sample: bytes) -> None:
    register = elements(sample, "/Table")[-1]
    scopes = [cell["/A"]["/Scope"] for cell in elements(sample, "/TH") if _within(cell, register)]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 60


def test_two_tables_of_the_same_shape_stay_two() -> None:
    table = "<table><tr><th scope=row>a</th><td>b</td></tr></table>"
    assert len(elements(pdf_of(page(table + table)), "/Table")) == 2


def test_charts_have_their_finding_as_alternative_text(sample: bytes) -> None:
    assert [figure["/Alt"] for figure in elements(sample, "/Figure")] == [
        "Benefits of $3.58M exceed costs by $1.46M",
        "Time on models rises from 10% to 60%",
        "Time on models rises, friction falls",
        "Costs are recovered after 15 months",
    ]


def test_links_can_be_printed(sample: bytes) -> None:
    links = [link.get_object() for page in PdfReader(io.BytesIO(sample)).pages for link in page.get("/Annots", [])]
    assert links
    assert {link["/F"] for link in links} == {4}


def test_running_texts_name_the_section_and_count_pages(
    sample_file: Path, page_texts: Callable[..., list[str]]
) -> None:
    texts = page_texts(sample_file)
    assert "Confidential" not in texts[0]
    assert re.search(r"^2 Diagnosis +Business case · Meridian Mutual$", texts[2], re.MULTILINE)
    assert re.search(rf"^Confidential\. Figures in US dollars\. +3 ?/ ?{len(texts)}$", texts[2], re.MULTILINE)
    assert re.search(r"2 Diagnosis *\.{10,} *3\b", texts[1])


def test_only_packaged_fonts_are_used(sample: bytes) -> None:
    """Each is embedded under the name of its role in the style sheet."""
    fonts = font_names(sample)
    assert fonts == {"Report-Sans", "Report-Sans-Italic", "Report-Sans-Semi-Bold", "Report-Serif-Semi-Bold"}


def test_the_same_input_gives_the_same_bytes(sample: bytes) -> None:
    """In another process, with another order of its sets."""
    program = (
        "import sys, datetime; sys.path.insert(0, sys.argv[1])\n"
        "from test_document_pdf import pdf_of, sample_html\n"
        "sys.stdout.buffer.write(pdf_of(sample_html()))"
    )
    command = [sys.executable, "-c", program, str(Path(__file__).parent)]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    other = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert other.stdout == sample


@pytest.mark.parametrize("address", ["file:///etc/hostname", "https://example.org/logo.png", "font:Other.ttf"])
def test_nothing_outside_the_document_is_read(address: str) -> None:
    with pytest.raises(OutputError, match=re.escape(f"'{address}', which is not part of it")):
        render(page(f'<img src="{address}" alt="Logo">'), style_sheet())


def test_an_image_can_be_part_of_the_document() -> None:
    svg = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    assert len(render(page(f'<img src="{svg}" alt="Logo">'), style_sheet()).pages) == 1


def test_texts_of_the_user_stay_text(tmp_path: Path, page_texts: Callable[..., list[str]]) -> None:
    path = tmp_path / "hostile.pdf"
    path.write_bytes(pdf_of(sample_html(company="<script>=1+1 & Söhne", title="A < B")))
    assert "Business case · <script>=1+1 & Söhne" in page_texts(path)[1]


def test_a_name_that_is_not_given_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError, match="'titel' is undefined"):
        environment().from_string("{{ titel }}").render(title="A title")


def test_an_unknown_template_is_named() -> None:
    with pytest.raises(jinja2.TemplateNotFound, match=r"none\.html"):
        environment().get_template("none.html")


@pytest.mark.parametrize("weight", [400, 600])
def test_texts_are_as_wide_as_they_were_measured(weight: Any, tmp_path: Path, pdftotext: str) -> None:
    """The charts' own measure against the place poppler reads from the finished page."""
    text = "Avoiding+$1,234.50Waiting%−→"
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="40" viewBox="0 0 600 40" '
        f'font-family="{TEXT_FAMILY}">'
        f'<title>t</title><text x="0" y="20" font-size="20" font-weight="{weight}">{text}</text></svg>'
    )
    path = tmp_path / "text.pdf"
    path.write_bytes(pdf_of(page(svg)))
    boxes = run(pdftotext, "-bbox", path, "-")
    left, right = (float(re.search(rf'{side}="([\d.]+)"[^>]*>Avoid', boxes).group(1)) for side in ("xMin", "xMax"))
    assert (right - left) / 0.75 == pytest.approx(text_width(text, 20, weight), rel=0.005)


def _within(element: Any, ancestor: Any) -> bool:
    while "/P" in element:
        element = element["/P"].get_object()
        if element.indirect_reference.idnum == ancestor.indirect_reference.idnum:
            return True
    return False


@pytest.mark.parametrize("count", range(34, 50, 2))
def test_the_note_of_a_long_table_has_rows_above_it(
    count: int, tmp_path: Path, page_texts: Callable[..., list[str]]
) -> None:
    """A long table is cut so that on no page one row stands alone, or the note without rows."""
    rows = tuple(Row((f"Item {number:02}", "1")) for number in range(count))
    table = Table("Items", (Column("Name", "label"), Column("Count", "number")), rows, "The note of the table.")
    template = environment().from_string("{% from 'components.html' import full_table %}{{ full_table(table) }}")
    path = tmp_path / "table.pdf"
    path.write_bytes(pdf_of(f"<html lang=en><title>Table</title><body>{template.render(table=table)}"))
    pages = page_texts(path)
    assert all(page.count("Item ") >= 2 for page in pages)
    assert "The note of the table." in pages[-1]
