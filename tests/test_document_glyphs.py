"""Characters that would be printed as boxes are found before they are."""

from __future__ import annotations

import logging

import pytest
from support.business_cases import told
from support.small_case import an_allocation

from reportgen import document
from reportgen.case.case import Company
from reportgen.document.glyphs import missing_characters
from reportgen.workbook.layout import lay_out

#: A cuneiform number and a sign for private use: no font of a machine that tests has them.
NOWHERE = "\U0001245f\U0010fffd"


def test_what_the_packaged_fonts_have_is_not_missing() -> None:
    assert missing_characters("Ретейл, Ελλάδα, Zażółć gęślą jaźń — 5 × 3 ≈ −15 € → Δ ≤ ≥ “…”\n\t\u00a0") == ""


def test_what_no_font_has_is_missing_once_and_in_order() -> None:
    assert missing_characters(f"{NOWHERE[1]} <b>&{NOWHERE}") == NOWHERE


def test_signs_without_a_shape_are_not_missing() -> None:
    """Joiners, marks of direction and variants print nothing, with or without a font."""
    assert missing_characters("a\u200db\u200e\ufe0f\u00ad") == ""


def test_warnings_of_missing_glyphs_stay_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        missing_characters(NOWHERE)
    assert caplog.messages == []


def test_a_document_tells_what_it_cannot_show() -> None:
    def prepared(company: str) -> document.Prepared:
        results = told(an_allocation(), company=Company(company))
        return document.prepare(results, lay_out(results.graph), run="0" * 16)

    assert prepared(f"Söhne {NOWHERE}").missing_characters == NOWHERE
    assert prepared("Söhne").missing_characters == ""
