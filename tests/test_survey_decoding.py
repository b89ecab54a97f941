"""Every byte becomes text, and the user hears which bytes were strange."""

from __future__ import annotations

import pytest

from reportgen.errors import InputError
from reportgen.survey.decoding import decode

TEXT = "Besprechung für Öl,Café\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_and_utf_8_need_no_option(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding), "survey.csv")
    assert decoded.text == TEXT
    assert decoded.warnings == ()


def test_windows_1252_is_read_with_a_warning_that_names_the_bytes() -> None:
    decoded = decode(b"Caf\xe9 \x93quoted\x94", "survey.csv")
    assert decoded.text == "Café “quoted”"
    assert decoded.encoding == "cp1252"
    (warning,) = decoded.warnings
    assert "survey.csv" in warning
    assert "0x93, 0x94, 0xE9" in warning


def test_bytes_that_windows_1252_does_not_define_become_the_replacement_character() -> None:
    """81, 8D, 8F, 90 and 9D hex are the five holes of the code page."""
    decoded = decode(b"a\x81b\x9dc\xe9", "survey.csv")
    assert decoded.text == "a\ufffdb\ufffdcé"
    assert "(0x81, 0x9D)" in decoded.warnings[1]


def test_broken_utf_16_is_read_with_a_warning() -> None:
    decoded = decode("ab".encode("utf-16") + b"\x00", "survey.csv")
    assert decoded.text.startswith("ab")
    assert "U+FFFD" in decoded.warnings[0]


def test_the_encoding_asked_for_is_used() -> None:
    assert decode("Łódź".encode("cp1250"), "survey.csv", "cp1250").text == "Łódź"
    assert decode("Öl".encode("utf-8-sig"), "survey.csv", "utf-8").text == "Öl"


@pytest.mark.parametrize("encoding", ["klingon", "hex", "idna", "\0", "undefined"])
def test_an_encoding_that_does_not_exist_or_fit_is_refused(encoding: str) -> None:
    with pytest.raises(InputError, match="cannot be read with the encoding"):
        decode(b"a,b\xff\n", "survey.csv", encoding)


@pytest.mark.parametrize(
    ("start", "kind"), [(b"PK\x03\x04", "workbook"), (b"\xd0\xcf\x11\xe0", "Excel"), (b"%PDF", "PDF")]
)
def test_files_that_are_no_text_are_refused_by_kind(start: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=rf"survey\.xlsx is .*{kind}.*save it as CSV"):
        decode(start + b"\x00" * 20, "survey.xlsx")
