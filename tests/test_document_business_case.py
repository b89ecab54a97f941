"""The finished business case: clean, readable page by page, and the same for the same input."""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import pytest
import yaml
from pypdf import PdfReader
from support.business_cases import BENCHMARK_TEAM, SORTS, in_german, insurance
from support.pdf_text import read
from support.programs import run
from support.verapdf import ACCESSIBLE, ARCHIVE, broken_rules

from reportgen import case as cases
from reportgen import document
from reportgen import survey as surveys
from reportgen.document import Prepared
from reportgen.document.story import Story, tell
from reportgen.document.story.parts import CallOut
from reportgen.language import speaking
from reportgen.model.results import Results, compute
from reportgen.workbook.layout import lay_out

RUN = "0123456789ab"
WORKBOOK = b"PK as if it were a workbook"
WORD = "{http://www.w3.org/1999/xhtml}word"
PAGE = "{http://www.w3.org/1999/xhtml}page"

#: The same in German, whose words are longer.
IN_GERMAN = ", in German"
GERMAN = tuple(
    f"{sort}{IN_GERMAN}" for sort in ("insurance", "proposal", "losing", "forty activities", "many benefits")
)
EVERY = (*SORTS, *GERMAN)

#: Points from the edge of the paper to the text, and how far an italic letter may lean over it.
SIDE_MARGIN, TOLERANCE = 20 / 25.4 * 72, 1.0


@dataclass(frozen=True)
class Made:
    """A finished document."""

    path: Path
    warnings: list[str]
    story: Story

    def reader(self) -> PdfReader:
        return PdfReader(self.path)


def prepared_of(results: Results, paper: Literal["a4", "letter"] = "a4") -> Prepared:
    return document.prepare(results, lay_out(results.graph), run=RUN, paper=paper)


def prepared_in_german(sort: str) -> Prepared:
    with speaking("de"):
        return prepared_of(in_german(sort.removesuffix(IN_GERMAN)))


def made(sort: str, folder: Path, paper: Literal["a4", "letter"] = "a4") -> Made:
    messages: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    listening = Listening(logging.WARNING)
    logging.getLogger("weasyprint").addHandler(listening)
    prepared = prepared_in_german(sort) if sort in GERMAN else prepared_of(SORTS[sort](), paper)
    path = folder / f"{sort.replace(' ', '-')}.pdf"
    path.write_bytes(prepared.pdf(WORKBOOK, "model.xlsx"))
    logging.getLogger("weasyprint").removeHandler(listening)
    with speaking("de" if sort in GERMAN else "en"):
        return Made(path, messages, tell(prepared.results, lay_out(prepared.results.graph), RUN))


def footnotes(story: Story) -> Iterator[tuple[str, str]]:
    """The texts that call them, and what they say."""
    for section in story.sections:
        called = [(section.lead, section.sources)]
        called += [(block.text, block.sources) for block in section.blocks if isinstance(block, CallOut)]
        yield from (each for each in called if each[1])


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """A function from a sort of case to its document, which is made once."""
    folder = tmp_path_factory.mktemp("documents")
    finished: dict[str, Made] = {}

    def of(sort: str) -> Made:
        if sort not in finished:
            finished[sort] = made(sort, folder)
        return finished[sort]

    return of


@pytest.fixture(scope="module")
def insured(documents: Callable[[str], Made]) -> Made:
    return documents("insurance")


def every_benefit(folder: Path) -> Results:
    """The benchmark team with fewer departures and more models shipped beside its levers."""
    stated = yaml.load((BENCHMARK_TEAM / "case.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    for measure in ("models_shipped_before", "models_shipped_after"):
        del stated["maturity"][measure]
    stated["benefits"]["delivery"] = {
        "models_shipped_before": "10", "models_shipped_after": "14", "value_per_model": "$200K",
    }  # fmt: skip
    stated["benefits"]["retention"] = {"attrition_before": "20%", "attrition_after": "15%"}
    (folder / "case.yaml").write_text(yaml.safe_dump(stated, sort_keys=False), encoding="utf-8")
    case_file = cases.load(folder / "case.yaml")
    allocation = surveys.read(BENCHMARK_TEAM / "survey.csv", instructions=case_file.instructions)
    return compute(cases.complete(case_file, allocation), allocation)


def words(path: Path, pdftotext: str) -> Iterator[tuple[float, ElementTree.Element, str]]:
    """Width of the page, the word's box, and the word, for every page but the cover."""
    pages = ElementTree.fromstring(read(pdftotext, path, "-bbox")).iter(PAGE)
    for page in list(pages)[1:]:
        for word in page.iter(WORD):
            yield float(page.attrib["width"]), word, word.text or ""


@pytest.mark.parametrize("sort", ["insurance", "proposal", "losing", "forty activities", "three waves", GERMAN[0]])
def test_the_document_is_clean_by_both_standards(sort: str, documents: Callable[[str], Made], java: str) -> None:
    assert broken_rules(java, documents(sort).path, ARCHIVE, ACCESSIBLE) == []


@pytest.mark.parametrize("sort", EVERY)
def test_nothing_is_warned_of(sort: str, documents: Callable[[str], Made]) -> None:
    assert documents(sort).warnings == []


@pytest.mark.parametrize("sort", EVERY)
def test_nothing_leaves_the_column(sort: str, documents: Callable[[str], Made], pdftotext: str) -> None:
    outside = [
        (text, word.attrib)
        for width, word, text in words(documents(sort).path, pdftotext)
        if float(word.attrib["xMin"]) < SIDE_MARGIN - TOLERANCE
        or float(word.attrib["xMax"]) > width - SIDE_MARGIN + TOLERANCE
    ]
    assert outside == []


@pytest.mark.parametrize("sort", EVERY)
def test_the_summary_is_one_page(
    sort: str, documents: Callable[[str], Made], page_texts: Callable[..., list[str]]
) -> None:
    texts = page_texts(documents(sort).path)
    title, contents, chart = (
        ("Zusammenfassung", "Inhalt", "Vom Nutzen zum Kapitalwert")
        if sort in GERMAN
        else ("Executive summary", "Contents", "From benefits to net present value")
    )
    on_page = [number for number, text in enumerate(texts, start=1) if text.startswith(title)]
    assert on_page == [2]
    assert contents in texts[1]
    assert chart in texts[1]


def test_the_summary_is_one_page_of_letter_paper(tmp_path: Path, page_texts: Callable[..., list[str]]) -> None:
    for sort in ("insurance", "forty activities"):
        texts = page_texts(made(sort, tmp_path, "letter").path)
        assert [text.startswith("Executive summary") for text in texts[1:3]] == [True, False]


def reasoned_at_length(monkeypatch: pytest.MonkeyPatch, sentences: int) -> None:
    """Every summary has so many sentences more."""
    reason = "Why now", "A long story. " * sentences
    monkeypatch.setattr("reportgen.document.story.verdict.reason", lambda *_, **__: reason)


def test_a_summary_that_would_be_longer_goes_without_its_chart(
    tmp_path: Path, page_texts: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    reasoned_at_length(monkeypatch, 70)
    texts = page_texts(made("insurance", tmp_path).path)
    assert "From benefits to net present value" not in texts[1]
    assert texts[2].startswith("1 Profile")


def test_a_summary_that_would_be_a_little_longer_keeps_its_chart(
    tmp_path: Path, page_texts: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chart is lower, and where that is not enough the rest is said more briefly; nothing else moves."""
    for sentences in (20, 30):
        reasoned_at_length(monkeypatch, sentences)
        texts = page_texts(made("benchmark team", tmp_path).path)
        assert "From benefits to net present value" in texts[1]
        assert texts[2].startswith("1 Profile")


def test_a_summary_of_every_benefit_keeps_its_chart(tmp_path: Path, page_texts: Callable[..., list[str]]) -> None:
    """Ten benefits, of which some are left out and one is taken off: more than a page of the usual size."""
    results = every_benefit(tmp_path)
    prepared = document.prepare(results, lay_out(results.graph), run=RUN)
    (tmp_path / "every.pdf").write_bytes(prepared.pdf(WORKBOOK, "model.xlsx"))
    texts = page_texts(tmp_path / "every.pdf")
    assert "From benefits to net present value" in texts[1]
    assert texts[2].startswith("1 Profile")


def test_the_figures_of_the_case_study_are_in_the_text(insured: Made, page_texts: Callable[..., list[str]]) -> None:
    text = " ".join(" ".join(page_texts(insured.path)).split())
    for figure in ("$800,000", "$1,800,000", "$1,200,000", "$3,600,000", "$6,600,000", "725%", "1.5 months", "3×"):
        assert figure in text.replace("\u00a0", " "), figure
    assert re.search(r"First-year payback 1\.45 months", text.replace("\u00a0", " "))
    for change in ("−17", "−13", "−15", "−10", "+50", "+5"):
        assert f"{change} pts" in text.replace("\u00a0", " "), change


def test_names_of_the_user_appear_as_they_are(
    documents: Callable[[str], Made], page_texts: Callable[..., list[str]]
) -> None:
    text = " ".join(page_texts(documents("proposal").path))
    assert "<script>alert(1)</script> & Söhne" in text
    assert "Ретейл" in text
    assert re.search(r"^ *=1\+1\b", " ".join(page_texts(documents("one activity").path)), re.MULTILINE)


def test_bookmarks_are_the_sections_with_their_parts(insured: Made) -> None:
    reader = insured.reader()
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[0].startswith("Value work rose from 25% to 75%")
    assert titles[1:5] == ["Executive summary", "1 Profile", "2 Diagnosis", "3 Intervention"]
    assert titles[-1] == "C Figures and their source"
    parts = [item.title for branch in reader.outline if isinstance(branch, list) for item in branch]
    assert parts[:3] == ["By role", "A. Productivity gain", "B. Reduced attrition"]


def test_the_contents_tell_the_pages(insured: Made, page_texts: Callable[..., list[str]]) -> None:
    texts = page_texts(insured.path)
    told = {
        title.strip(): int(page) for title, page in re.findall(r"([1-8A-C] [A-Z][a-z ]+?) *\.{5,} *(\d+)", texts[1])
    }
    assert len(told) == 11
    for title, page in told.items():
        assert re.search(rf"^ *{title}$", texts[page - 1], re.MULTILINE), title


def test_the_workbook_is_inside_unchanged(insured: Made) -> None:
    assert insured.reader().attachments == {"model.xlsx": [WORKBOOK]}


def test_author_and_title_are_those_of_the_case(documents: Callable[[str], Made]) -> None:
    metadata = documents("proposal").reader().metadata
    assert metadata is not None
    assert metadata.author == "Anna Example"
    assert metadata.title is not None
    assert metadata.title.startswith("Value work would rise from 50% to 60%")


def test_the_same_input_gives_the_same_bytes(insured: Made) -> None:
    """In another process, with another order of its sets."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from test_document_business_case import made\n"
        "made('insurance', Path(sys.argv[2]))\n"
    )
    folder = insured.path.parent / "again"
    folder.mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", program, Path(__file__).parent, folder], check=True, env=environment)
    assert (folder / "insurance.pdf").read_bytes() == insured.path.read_bytes()


def test_the_html_is_what_is_laid_out() -> None:
    results = insurance()
    html, styles = document.html_and_styles(results, lay_out(results.graph), run=RUN, paper="letter")
    assert '<section class="summary">' in html
    assert "--paper:letter" in styles


def test_importing_the_package_loads_no_library() -> None:
    program = (
        "import sys, reportgen.document; "
        "print(*{'weasyprint', 'jinja2', 'numpy', 'markupsafe'} & sys.modules.keys(), sep=',')"
    )
    assert run(sys.executable, "-c", program).strip() == ""


def test_pages_have_the_size_of_the_paper(insured: Made, tmp_path: Path) -> None:
    letter = PdfReader(io.BytesIO(made("losing", tmp_path, "letter").path.read_bytes()))
    assert [float(page.mediabox.width) for page in letter.pages[:2]] == pytest.approx([612, 612])
    assert float(insured.reader().pages[0].mediabox.width) == pytest.approx(595.28, abs=0.1)


#: The last line of a page that has a footer: what stands above it must not announce what comes on the next page.
ANNOUNCES = re.compile(
    r"(Table|Tabelle) \d+\. |[1-9A-C] [A-ZÄÖÜ][A-Za-zäöüß ]+$|[A-Z]\. [A-Z]"
    r"|Change of the share|Share of time by kind|Änderung des Zeitanteils|Zeitanteil nach Art"
)


@pytest.mark.parametrize("sort", EVERY)
def test_nothing_is_announced_at_the_end_of_a_page(
    sort: str, documents: Callable[[str], Made], page_texts: Callable[..., list[str]]
) -> None:
    """No caption, heading or head of a table stands last on a page."""
    ends = []
    texts = page_texts(documents(sort).path)
    for number, text in enumerate(texts[1:], start=2):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert lines[-1].endswith(f" / {len(texts)}"), (number, lines[-1])
        if ANNOUNCES.match(lines[-2]):
            ends.append((number, lines[-2]))
    assert ends == []


def overlapping(boxes: list[tuple[float, float, float, float, str]]) -> list[tuple[str, str]]:
    """Words of a page whose boxes share more than a quarter of the smaller one."""
    found = []
    boxes = sorted(boxes, key=lambda box: box[1])
    for position, (left, top, right, bottom, word) in enumerate(boxes):
        for other_left, other_top, other_right, other_bottom, other in boxes[position + 1 :]:
            if other_top >= bottom:
                break
            wide = min(right, other_right) - max(left, other_left)
            high = min(bottom, other_bottom) - other_top
            smaller = min((right - left) * (bottom - top), (other_right - other_left) * (other_bottom - other_top))
            if wide > 0 and wide * high > smaller / 4:
                found.append((word, other))
    return found


@pytest.mark.parametrize("sort", EVERY)
def test_the_head_of_a_page_names_the_section_it_begins_with(
    sort: str, documents: Callable[[str], Made], page_texts: Callable[..., list[str]]
) -> None:
    made = documents(sort)
    titles = [f"{section.number} {section.title}" for section in made.story.sections]
    heads, expected = [], []
    begun = made.story.summary.title
    for text in page_texts(made.path)[1:]:
        head, *lines = [line.strip() for line in text.splitlines() if line.strip()]
        heads.append(re.split(" {2,}", head)[0])
        expected.append(lines[0] if lines[0] in titles else begun)
        begun = ([begun] + [line for line in lines if line in titles])[-1]
    assert heads == expected


@pytest.mark.parametrize("sort", EVERY)
def test_a_footnote_is_on_the_page_that_calls_it(
    sort: str, documents: Callable[[str], Made], page_texts: Callable[..., list[str]]
) -> None:
    found = documents(sort)
    pages = [without_spaces(text) for text in page_texts(found.path)]
    notes = list(footnotes(found.story))
    assert notes
    for number, (text, note) in enumerate(notes, start=1):
        called, noted = f"{without_spaces(text)[-30:]}{number}", f"{number}.{without_spaces(note)}"
        on_pages = [[part in page for page in pages] for part in (called, noted)]
        assert on_pages[0] == on_pages[1], (text, note)
        assert sum(on_pages[0]) == 1, (text, note)


def without_spaces(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("sort", EVERY)
def test_the_finding_of_a_section_is_on_one_page(
    sort: str, documents: Callable[[str], Made], page_texts: Callable[..., list[str]]
) -> None:
    found = documents(sort)
    pages = [without_spaces(text) for text in page_texts(found.path)]
    for section in found.story.sections:
        assert any(without_spaces(section.lead) in page for page in pages), section.lead


@pytest.mark.parametrize("sort", EVERY)
def test_no_words_overlap(sort: str, documents: Callable[[str], Made], pdftotext: str) -> None:
    """Neither in texts and tables nor in charts."""
    found = {}
    root = ElementTree.fromstring(read(pdftotext, documents(sort).path, "-bbox"))
    for number, page in enumerate(root.iter(PAGE), start=1):
        boxes = [
            (*(float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax")), word.text or "")
            for word in page.iter(WORD)
        ]
        if pairs := overlapping(boxes):
            found[number] = pairs[:3]
    assert found == {}


#: From one activity to forty; ten benefits with a calculation each take the most.
PAGES = {"one activity": (10, 16), "insurance": (14, 20), "proposal": (12, 20), "forty activities": (20, 32),
         "benchmark team": (20, 30), "many benefits": (40, 60)}  # fmt: skip


@pytest.mark.parametrize("sort", PAGES)
def test_a_document_has_a_reasonable_length(sort: str, documents: Callable[[str], Made]) -> None:
    fewest, most = PAGES[sort]
    assert fewest <= len(documents(sort).reader().pages) <= most
