"""A brand restyles the document and never makes it unreadable; templates of the user stay in their sandbox."""

from __future__ import annotations

import importlib.resources
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from support.business_cases import insurance
from support.structure import elements, font_names
from support.verapdf import ACCESSIBLE, ARCHIVE, broken_rules
from support.workbooks import survey_file

from reportgen import document
from reportgen.document.brand_file import read_brand, read_look, read_templates
from reportgen.document.fonts import measuring_in, text_width
from reportgen.document.look import Look
from reportgen.document.theme import READABLE, contrast
from reportgen.errors import InputError
from reportgen.report import build
from reportgen.workbook.layout import lay_out

RUN = "0123456789ab"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" width="40" height="10">{}</svg>'
SERIF = importlib.resources.files("font_source_serif_pro") / "files"
TEMPLATES = Path(str(importlib.resources.files("reportgen.templates")))


def png(width: int = 4, height: int = 1) -> bytes:
    """A blue picture, written by hand after the standard."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
    rows = zlib.compress((b"\0" + b"\x10\x40\x90" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def branded(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a brand file; beside it lie `logo.svg`, `logo.png`, `regular.ttf` and `bold.ttf`."""
    (tmp_path / "logo.svg").write_text(SVG.format('<rect width="40" height="10" fill="#7a1f5c"/>'))
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "regular.ttf").write_bytes((SERIF / "SourceSerifPro-Regular.ttf").read_bytes())
    (tmp_path / "bold.ttf").write_bytes((SERIF / "SourceSerifPro-Bold.ttf").read_bytes())

    def write(**settings: object) -> Path:
        path = tmp_path / "brand.yaml"
        path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        return path

    return write


def made(folder: Path, look: Look | None) -> Path:
    results = insurance()
    path = folder / "made.pdf"
    prepared = document.prepare(results, lay_out(results.graph), run=RUN, look=look)
    path.write_bytes(prepared.pdf(b"PK", "model.xlsx"))
    return path


def test_a_brand_is_on_every_page_and_the_document_stays_clean(
    branded: Callable[..., Path], tmp_path: Path, java: str, page_texts: Callable[[Path], list[str]]
) -> None:
    brand = branded(
        name="Acme",
        logo="logo.svg",
        accent="#7A1F5C",
        fonts={"text": "regular.ttf", "bold": "bold.ttf"},
        footer='Acme "Consulting" \\ Main Street 1',
        confidentiality="Confidential – for the board",
    )
    path = made(tmp_path, read_look(brand, None))
    assert broken_rules(java, path, ARCHIVE, ACCESSIBLE) == []
    cover, *pages = page_texts(path)
    assert all('Acme "Consulting" \\ Main Street 1' in " ".join(page.split()) for page in pages)
    assert all("Confidential – for the board" in " ".join(page.split()) for page in pages)
    assert "Confidential" not in cover
    assert elements(path.read_bytes(), "/Figure")[0]["/Alt"] == "Logo of Acme"
    assert font_names(path.read_bytes()) == {"Report-Sans", "Report-Sans-Semi-Bold", "Report-Serif-Semi-Bold"}


def test_texts_are_measured_in_the_font_of_the_brand(branded: Callable[..., Path]) -> None:
    """Columns of tables and labels of charts get the room that they take in it, and a sign it lacks that of another."""
    faces = read_brand(branded(fonts={"text": "regular.ttf", "bold": "bold.ttf"})).faces
    usual = text_width("Model", 100)
    with measuring_in(faces):
        # Source Serif Pro: M 902, o 549, d 567, e 510 and l 298 thousandths of the size.
        assert text_width("Model", 100) == pytest.approx(282.6)
        assert text_width("→", 100) > 0
    assert text_width("Model", 100) == usual != pytest.approx(282.6, abs=3)


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_is_either_readable_everywhere_or_refused_with_one_that_is(
    tmp_path_factory: pytest.TempPathFactory, number: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "brand.yaml"
    path.write_text(f'accent: "#{number:06x}"\n')
    try:
        theme = read_brand(path).theme
    except InputError as error:
        (problem,) = error.problems
        assert problem.startswith(f"brand.yaml, line 1, 'accent': #{number:06x} on ")
        path.write_text(f'accent: "{problem.removesuffix(".")[-7:]}"\n')
        theme = read_brand(path).theme
    pairs = {
        "links": (theme.accent, "#ffffff"),
        "topics of call-outs": (theme.accent, theme.accent_tint),
        "figures on the cover": ("#ffffff", theme.accent),
        "words on the cover's band": (theme.accent_tint, theme.accent),
        "claim on the cover": ("#ffffff", theme.cover),
        "words on the cover": (theme.cover_muted, theme.cover),
    }
    assert {name: contrast(*pair) for name, pair in pairs.items() if contrast(*pair) < READABLE} == {}


def test_a_colour_too_light_is_refused_with_its_contrast(branded: Callable[..., Path]) -> None:
    """1.5 is the contrast of #ffcc00 to white by the formula of WCAG 2."""
    with pytest.raises(InputError, match=r"'accent': #ffcc00 on white has a contrast of 1\.5, and text needs 4\.5"):
        read_brand(branded(accent="#ffcc00"))


def not_embeddable() -> bytes:
    font = TTFont(io.BytesIO((SERIF / "SourceSerifPro-Regular.ttf").read_bytes()))
    font["OS/2"].fsType = 2
    content = io.BytesIO()
    font.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("settings", "files", "problem"),
    [
        ({"acent": "#000000"}, {}, "brand.yaml, line 1: 'acent' is not known at the top level; did you mean 'accent'?"),
        ({"accent": "blue"}, {}, "brand.yaml, line 1, 'accent': 'blue' is no colour"),
        ({"logo": "missing.png"}, {}, "'logo': {folder}/missing.png cannot be read"),
        ({"logo": "a.png"}, {"a.png": png()[:40]}, "'logo': {folder}/a.png is a damaged picture"),
        ({"logo": "a.svg"}, {"a.svg": b"<svg/>"}, "'logo': {folder}/a.svg is XML, but no SVG; use a PNG or an SVG."),
        ({"logo": "a.jpg"}, {"a.jpg": b"\xff\xd8\xff"}, "'logo': {folder}/a.jpg is no picture that can be read"),
        (
            {"logo": "a.svg"},
            {"a.svg": SVG.format('<image href="file:///etc/passwd"/>').encode()},
            "'logo': {folder}/a.svg refers to something outside itself",
        ),
        ({"fonts": {"text": "regular.ttf"}}, {}, "'fonts': font files for 'text' and for 'bold' belong together"),
        ({"fonts": {"headings": "No Such Font"}}, {}, "'fonts': 'No Such Font' "),
        (
            {"fonts": {"headings": "a.ttf"}},
            {"a.ttf": b"no font"},
            "'fonts': {folder}/a.ttf is no font that can be read",
        ),
        (
            {"fonts": {"headings": "a.ttf"}},
            {"a.ttf": not_embeddable()},
            "'fonts': {folder}/a.ttf may not be embedded in documents",
        ),
        ({"footer": "a" * 81}, {}, "'footer': it has 81 characters; write at most 80"),
        ({"company": "x"}, {}, "'company' is not known at the top level"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    branded: Callable[..., Path], tmp_path: Path, settings: dict[str, object], files: dict[str, bytes], problem: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as raised:
        read_brand(branded(**settings))
    (told,) = raised.value.problems
    assert problem.format(folder=tmp_path) in told


def test_all_problems_of_a_brand_are_told_at_once(branded: Callable[..., Path]) -> None:
    with pytest.raises(InputError) as raised:
        read_brand(branded(accent="#ffffff", logo="none.png", footer="a" * 100))
    assert len(raised.value.problems) == 3


def own(folder: Path, **files: str) -> Path:
    """A folder of templates."""
    (folder / "own").mkdir()
    for name, content in files.items():
        (folder / "own" / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return folder / "own"


def test_a_template_and_a_style_sheet_stand_in_for_the_packaged_ones(
    tmp_path: Path, page_texts: Callable[[Path], list[str]]
) -> None:
    usual = (TEMPLATES / "cover.html").read_text(encoding="utf-8")
    folder = own(
        tmp_path,
        cover__html=usual.replace("</section>", '{% include "_stamp.html" %}\n</section>'),
        _stamp__html="<p>Draft of {{ story.cover.date }}</p>",
    )
    assert "Draft of 1 October 2026" in page_texts(made(tmp_path, read_look(None, folder)))[0]


def test_a_document_without_its_summary_can_be_laid_out(
    tmp_path: Path, page_texts: Callable[[Path], list[str]]
) -> None:
    folder = own(tmp_path, summary__html="<p>See the board paper.</p>")
    assert "See the board paper." in " ".join(page_texts(made(tmp_path, read_look(None, folder))))


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("<p>\n{{ storry.summary }}</p>", "own/summary.html, line 2: 'storry' is undefined; correct the template"),
        ("{% if %}", "own/summary.html, line 1: Expected an expression"),
        ("\n\n{{ 1 / 0 }}", "own/summary.html, line 3: division by zero; correct"),
        ('{% include "_none.html" %}', "own/summary.html, line 1: there is no template '_none.html'; correct"),
        ("{{ story.__class__.__mro__ }}", "own/summary.html, line 1: access to attribute '__class__' of 'Story'"),
        ("{{ story.sections.append(1) }}", "own/summary.html, line 1: "),
    ],
)
def test_a_template_that_fails_is_told_by_its_line(tmp_path: Path, template: str, problem: str) -> None:
    with pytest.raises(InputError) as raised:
        made(tmp_path, read_look(None, own(tmp_path, summary__html=template)))
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"sumary__html": "x"}, "'sumary.html' replaces no template; did you mean 'summary.html'?"),
        ({}, "there is no template in this folder; it may hold business-case.html, "),
        ({"notes__txt": "x"}, "there is no template in this folder"),
    ],
)
def test_a_folder_that_replaces_nothing_is_refused(tmp_path: Path, files: dict[str, str], problem: str) -> None:
    with pytest.raises(InputError) as raised:
        read_templates(own(tmp_path, **files))
    assert problem in str(raised.value)


def test_a_template_cannot_read_files(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(SVG)
    folder = own(tmp_path, summary__html=f'<img src="file://{tmp_path}/secret.svg" alt="">')
    with pytest.raises(Exception, match="which is not part of it"):
        made(tmp_path, read_look(None, folder))


def test_a_build_tells_what_it_looks_like_in_its_record(branded: Callable[..., Path], tmp_path: Path) -> None:
    """Without a brand the record says nothing of it, and another brand is another run."""
    survey = survey_file(tmp_path / "survey.csv", ("Waiting", "Model development"), 3)
    runs = set()
    for accent in ("", "#7a1f5c", "#7a1f5d"):
        brand = branded(accent=accent) if accent else None
        built = build(survey, output=tmp_path / "out", draws=100, brand=brand, only="xlsx")
        record = yaml.safe_load((built.files[0].parent / "record.yaml").read_text(encoding="utf-8"))
        assert ("look" in record["parameters"]) == bool(accent)
        runs.add(record["run"]["id"])
    assert len(runs) == 3
