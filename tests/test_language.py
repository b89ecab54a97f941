"""The documents in another language: nothing of the program's own is left in English, and the figures are the same."""

from __future__ import annotations

import dataclasses
import html
import json
import re
import string
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from support.business_cases import BENCHMARK_TEAM, INSURANCE, SORTS, in_german, insurance, proposal
from support.catalogue import catalogue, strings, translated
from support.stories import RUN, section, story_of, table, texts

from reportgen import report, workbook
from reportgen.cli import main
from reportgen.document import html_and_styles, screen_page
from reportgen.errors import InputError
from reportgen.language import LANGUAGES, Language, long_date, say, say_as, say_counted, speaking
from reportgen.model.lines import LINES
from reportgen.model.results import Results
from reportgen.options import Options
from reportgen.refreshing import refresh
from reportgen.summary import as_text
from reportgen.verifying import verified
from reportgen.workbook.audit import audit
from reportgen.workbook.layout import BASE, KIND, lay_out

OTHERS = [language for language in LANGUAGES if language != "en"]
#: Words that no text of the program is without for long, and that German does not have.
ENGLISH = re.compile(
    r"\b(the|and|of|with|from|are|is|which|that|to|not|its|than|each|years?|months?|hours|people|more)\b"
)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


class TestCatalogue:
    @pytest.mark.parametrize("language", OTHERS)
    def test_holds_every_text_of_the_program_and_no_other(self, language: str) -> None:
        kept, wanted = (
            {(message.id, message.context) for message in found if message.id}
            for found in (translated(language), catalogue())
        )

        assert kept == wanted, "run `make catalogue`, then translate what is new"

    @pytest.mark.parametrize("language", OTHERS)
    def test_is_complete(self, language: str) -> None:
        missing = [message.id for message in translated(language) if message.id and not all(strings(message))]

        assert missing == []

    @pytest.mark.parametrize("language", OTHERS)
    def test_has_the_places_of_each_text(self, language: str) -> None:
        for message in translated(language):
            if message.id:
                originals = message.id if isinstance(message.id, tuple) else (message.id,)
                wanted = set().union(*map(places, originals))
                for said, original in zip(strings(message), originals, strict=True):
                    assert places(said) == places(original) or places(said) == wanted, (original, said)

    @pytest.mark.parametrize("language", OTHERS)
    def test_begins_and_ends_as_the_text_does(self, language: str) -> None:
        """Spaces and full stops join texts to sentences."""
        for message in translated(language):
            if message.id and not isinstance(message.id, tuple):
                said = strings(message)[0]
                for end in (" ", ".", ":"):
                    assert said.endswith(end) == message.id.endswith(end), message.id
                assert said.startswith(" ") == message.id.startswith(" "), message.id


class TestSay:
    def test_german(self) -> None:
        with speaking("de"):
            assert say("Net present value") == "Kapitalwert"
            assert say("{low} to {high}", low="1", high="2") == "1 bis 2"
            assert say_counted(1, "one year", "{count} years", count="ein") == "ein Jahr"
            assert say_counted(3, "one year", "{count} years", count="drei") == "drei Jahre"
            assert say_as("number", "no") == "keine"
            assert say("no") == "nein"

    def test_english_again_afterwards(self) -> None:
        with pytest.raises(RuntimeError), speaking("de"):
            raise RuntimeError
        assert say("Net present value") == "Net present value"

    @given(st.text())
    def test_what_is_in_no_catalogue_stays_as_it_is(self, text: str) -> None:
        with speaking("de"):
            assert say(f"{text}…{text}") == f"{text}…{text}"

    def test_the_empty_text_is_no_head_of_a_catalogue(self) -> None:
        with speaking("de"):
            assert say("") == ""

    @pytest.mark.parametrize(
        ("language", "locale", "shown"),
        [
            ("en", "en_US", "1 October 2026"),
            ("en", "de_DE", "1 October 2026"),
            ("de", "de_DE", "1. Oktober 2026"),
            ("de", "de_AT", "1. Oktober 2026"),
            ("de", "fr_FR", "1. Oktober 2026"),
        ],
    )
    def test_dates(self, language: Language, locale: str, shown: str) -> None:
        with speaking(language):
            assert long_date(insurance().case.date, locale) == shown


def own_texts(value: object) -> Iterable[str]:
    """Every text in what the user stated."""
    if isinstance(value, str):
        yield from (value, " ".join(value.split()))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from own_texts(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from own_texts([*value, *value.values()])
    elif isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from own_texts(each)


def without_own(text: str, results: Results) -> str:
    """What is left of a text without the user's own, whole or as it is where it was cut."""
    allocation = results.allocation
    own = set(own_texts((results.case, allocation.activities, allocation.waves, allocation.reading)))
    own |= set(own_texts((allocation.segments, allocation.design, allocation.role_counts)))
    beginnings = {each[:length] for each in own for length in (24, 40, len(each)) if len(each) > 2}
    for each in sorted(beginnings, key=len, reverse=True):
        text = text.replace(each, "·")
    # What follows a shortened name up to its dots is the user's too.
    return re.sub(r"·[^·„“]*?…", "·", text)


@pytest.mark.parametrize("sort", SORTS)
def test_no_english_is_left(sort: str) -> None:
    with speaking("de"):
        for scenario in ("base", "conservative"):
            results = dataclasses.replace(SORTS[sort](), scenario=scenario)
            layout = lay_out(results.graph)
            pages = html_and_styles(results, layout, run=RUN)[0] + screen_page(results, layout, run=RUN).html
            shown = re.sub(r"<(style|script)[^>]*>.*?</\1>", " ", pages, flags=re.DOTALL)
            shown = without_own(html.unescape(re.sub(r"<[^>]*>", "\n", shown)), results)
            left = [line.strip() for line in shown.split("\n") if ENGLISH.search(line)]
            assert left == []


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> report.Report:
    folder = tmp_path_factory.mktemp("german")
    return report.build(INSURANCE / "survey.csv", case=INSURANCE / "case.yaml", output=folder, language="de")


class TestReport:
    def test_numbers_and_dates_follow_the_language(self, german: report.Report) -> None:
        with speaking("de"):
            story = story_of(german.results)

        assert story.cover.date == "1. Oktober 2026"
        assert [each.figure for each in story.cover.figures] == [
            "6,28\u00a0Mio.\u00a0$",
            "437\u00a0%",
            "6,7\u00a0Monate",
            "25\u00a0% → 75\u00a0%",
        ]
        assert story.summary.lead.startswith("Wir empfehlen, die Investition weiter zu finanzieren.")
        assert "10.000 Ziehungen mit dem Startwert 1" in " ".join(texts(story))

    def test_figures_are_those_of_the_english_one(self, german: report.Report) -> None:
        english = insurance()

        for name in ("npv", "roi", "payback_months", "present_value_of_costs", "annual_benefit"):
            assert german.results.value(name) == english.value(name)
        assert german.results.simulation.p50 == english.simulation.p50

    def test_a_stated_locale_holds(self, tmp_path: Path) -> None:
        case = tmp_path / "case.yaml"
        stated = (INSURANCE / "case.yaml").read_text(encoding="utf-8")
        case.write_text(stated.replace("locale: en_US", "locale: de_CH"), encoding="utf-8")

        built = report.build(INSURANCE / "survey.csv", case=case, output=tmp_path, language="de", only="html")

        assert built.results.case.company.locale == "de_CH"

    def test_the_language_is_told_to_readers(self, german: report.Report) -> None:
        from pypdf import PdfReader

        pdf, page = (next(file for file in german.files if file.suffix == suffix) for suffix in (".pdf", ".html"))

        assert PdfReader(pdf).trailer["/Root"]["/Lang"] == "de"
        assert '<html lang="de">' in page.read_text(encoding="utf-8")

    def test_the_figures_for_programs_say_their_language(self, german: report.Report) -> None:
        told = json.loads(next(file for file in german.files if file.name == "results.json").read_text("utf-8"))

        assert (told["case"]["language"], told["lines"]["npv"]["label"]) == ("de", "Kapitalwert")

    def test_words_for_figures_that_do_not_exist(self, german: report.Report) -> None:
        """The document says what the workbook's formula says."""
        with speaking("de"):
            found = table(story_of(german.results), "Szenarien nebeneinander")

        assert found.rows[2].cells[1] == "kein eindeutiger über 0 %" == german.results.graph.absent_words["irr"]

    def test_defaults_are_german_too(self, tmp_path: Path) -> None:
        built = report.build(INSURANCE / "survey.csv", output=tmp_path, language="de", only="html", name="ohne")

        with speaking("de"):
            story = story_of(built.results)
        assert built.results.case.company.name == "Das Team"
        assert any("aus dem Namen der Tätigkeit erraten" in text for text in texts(story))
        remarks = [block.text for block in section(story, "method").blocks if hasattr(block, "text")]
        assert any(text.startswith("Die Art dieser Tätigkeiten wurde aus ihren Namen erraten") for text in remarks)

    def test_a_plan_in_german(self) -> None:
        with speaking("de"):
            lead = section(story_of(proposal()), "results").lead

        assert lead.startswith("Die Zeit für wertschöpfende Arbeit stiege von")


def words_of(workbook: Workbook) -> Iterator[str]:
    """Everything that people read in a workbook: cells, words in formulas, what input cells say, charts."""
    for sheet in workbook.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            yield from re.findall('"([^"]*)"', cell.value) if cell.data_type == "f" else [cell.value]
        for each in sheet.data_validations.dataValidation:
            yield from filter(None, (each.prompt, each.promptTitle, each.error, each.errorTitle))


def descriptions_of(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/drawings/drawing"):
                yield from re.findall(r'(?:name|descr)="([^"]*)"', package.read(name).decode())


def without_cells(text: str) -> str:
    """Without addresses of cells, whose sheets have English names, and names of lines."""
    return re.sub(r"'?[A-Z][a-z]+( flow)?'?!\$?[A-Z]+\$?\d+|\b[a-z]+(_[a-z]+)+\b", "·", text)


@pytest.mark.parametrize("sort", ["insurance", "benchmark team", "change not shown"])
def test_the_workbook_is_german_and_keeps_its_rules(sort: str, tmp_path: Path) -> None:
    path = tmp_path / "model.xlsx"
    with speaking("de"):
        results = in_german(sort)
        workbook.write(results, lay_out(results.graph), path, run=RUN, options=Options(language="de"))

    written = load_workbook(path)
    names = {line.name for line in LINES}
    shown = [text for text in (*words_of(written), *descriptions_of(path)) if text not in names]
    left = {text for text in shown if ENGLISH.search(without_own(without_cells(text), results))}
    assert left - {sheet.title for sheet in written.worksheets} == set()
    assert written.properties.language == "de"
    assert audit(path) == []


class TestWorkbook:
    def test_verify_finds_it_sound_in_its_language(self, german: report.Report) -> None:
        path = next(file for file in german.files if file.suffix == ".xlsx")

        found = verified(str(path))

        assert found.is_sound
        npv = lay_out(german.results.graph).cell("npv")
        assert found.labels.of(npv.sheet, npv.row, npv.column) == "Kapitalwert"

    def test_a_reviewed_one_comes_back_in_german(self, german: report.Report, tmp_path: Path) -> None:
        path = next(file for file in german.files if file.suffix == ".xlsx")
        reviewed = tmp_path / path.name
        edited = load_workbook(path)
        inputs = edited["Inputs"]
        (row,) = [cell.row for cell in inputs["A"] if cell.value == "Kalkulationszins"]
        inputs.cell(row, BASE).value, inputs.cell(row, KIND).value = 0.11, "geplant"
        edited.save(reviewed)

        built = refresh(reviewed, output=tmp_path)

        changed = built.results.case.assumptions["discount_rate"][0]
        assert (changed.value, changed.kind) == (0.11, "projected")
        assert changed.source.startswith("bei der Durchsicht geändert; vorher: ")
        assert built.language == "de"
        page = next(file for file in built.files if file.suffix == ".html").read_text(encoding="utf-8")
        assert "Was die Durchsicht geändert hat" in page

    def test_an_unknown_kind_is_refused_with_those_there_are(self, german: report.Report, tmp_path: Path) -> None:
        path = next(file for file in german.files if file.suffix == ".xlsx")
        reviewed = tmp_path / path.name
        edited = load_workbook(path)
        (row,) = [cell.row for cell in edited["Inputs"]["A"] if cell.value == "Kalkulationszins"]
        edited["Inputs"].cell(row, KIND).value = "measured"
        edited.save(reviewed)

        with pytest.raises(InputError, match="choose one of gemessen, geplant, angenommen, Richtwert"):
            refresh(reviewed, output=tmp_path)


def test_the_account_in_the_terminal_is_german(german: report.Report) -> None:
    with speaking(german.language):
        told = as_text(dataclasses.replace(german, files=()))

    assert "Kapitalwert" in told
    assert [line for line in told.split("\n") if ENGLISH.search(without_own(line, german.results))] == []


class TestCommand:
    def test_builds_in_the_language(self, tmp_path: Path) -> None:
        case = BENCHMARK_TEAM / "case.yaml"
        survey = next(BENCHMARK_TEAM.glob("*.csv"))
        arguments = ["build", str(survey), "--case", str(case), "--language", "de", "--only", "html"]

        done = CliRunner().invoke(main, [*arguments, "--output", str(tmp_path), "--name", "team"])

        assert done.exit_code == 0, done.output
        assert "Zusammenfassung" in (tmp_path / "team" / "team-business-case.html").read_text(encoding="utf-8")

    def test_refuses_a_language_without_a_catalogue(self) -> None:
        done = CliRunner().invoke(main, ["build", "survey.csv", "--language", "fr"])

        assert done.exit_code == 2
        assert "'fr' is not one of 'en', 'de'" in done.output
