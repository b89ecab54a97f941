"""The screen edition: it calculates what the model calculates, asks for nothing, and can be read by everybody."""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from support.browser import browsing, shown
from support.business_cases import SORTS, in_german, insurance, told
from support.small_case import an_allocation

from reportgen import document
from reportgen.case.case import Company
from reportgen.case.inputs import Unit
from reportgen.document.figures import rules_of, show
from reportgen.document.what_if import LIVE, _notation, panel
from reportgen.errors import ModelError
from reportgen.language import speaking
from reportgen.model.algebra import t_quantile
from reportgen.model.results import Results, compute
from reportgen.model.scripting import scripted
from reportgen.model.whatif.cases import changed
from reportgen.notation import notation
from reportgen.workbook.layout import lay_out

RUN = "0123456789ab"
TRIES = 12
SIZES = [(1280, 900), (375, 780), (320, 640)]


def page_of(results: Results, folder: Path, name: str = "page") -> Path:
    screen = document.screen_page(results, lay_out(results.graph), run=RUN)
    path = folder / f"{name}.html"
    path.write_text(screen.finished(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Results, Path]]:
    """A function from a sort of case to its results and its page, which are made once."""
    folder = tmp_path_factory.mktemp("pages")
    made: dict[str, tuple[Results, Path]] = {}

    def of(sort: str) -> tuple[Results, Path]:
        if sort not in made:
            results = SORTS[sort]()
            made[sort] = results, page_of(results, folder, sort.replace(" ", "-").replace(",", ""))
        return made[sort]

    return of


def by_effect(results: Results) -> list[Any]:
    """The ranges in the order of their sliders."""
    places = {(bar.name, bar.label): place for place, bar in enumerate(results.tornado)}
    return sorted(results.base.ranges, key=lambda each: places[each.name, each.label])


def expected(results: Results, positions: Sequence[int]) -> dict[str, float]:
    """What the Python model gives for sliders from -100 (low) to 100 (high)."""
    base, changes = results.base, []
    for ranged, position in zip(by_effect(results), positions, strict=True):
        ends = ranged.low if position < 0 else ranged.high
        part = abs(position) / 100
        changes.append(ranged.at([one + (end - one) * part for one, end in zip(ranged.base, ends, strict=True)]))
    values = base.graph.evaluate(changed(base.inputs, [changes]), only=LIVE)
    return {name: float(values[name][0, 0, 0]) for name in LIVE}


def as_shown(results: Results, name: str, value: float) -> str:
    words = results.graph.absent_words.get(name, "")
    how = results.case.company.notation
    return show(None if math.isnan(value) else value, results.declared(name).unit, how, style="short", absent=words)


@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort not in ("many benefits", "eight waves")])
def test_the_page_shows_what_the_model_calculates(
    sort: str, browser: Browser, pages: Callable[[str], tuple[Results, Path]]
) -> None:
    """At random positions of all sliders, to the last digit shown."""
    assert_calculates(*pages(sort), browser, random.Random(sort))


def test_the_page_in_german_shows_what_the_model_calculates(browser: Browser, tmp_path: Path) -> None:
    """Words for figures that do not exist and the ends of ranges included."""
    with speaking("de"):
        results = in_german("insurance, conservative")
        path = page_of(results, tmp_path)
        assert_calculates(results, path, browser, random.Random("de"))
        page = shown(browser, path).page
        assert page.locator("#live-payback_months").inner_text() == "6,7\u00a0Monate"
        several = page.locator(".slider", has_text="Im Jahr erreichter Anteil der vollen Wirkung")
        assert several.locator("output").inner_text() == "50\u00a0% bis 100\u00a0%"
        assert page.locator("html").get_attribute("lang") == "de"


def assert_calculates(results: Results, path: Path, browser: Browser, dice: random.Random) -> None:
    """That the page shows the model's figures at random positions of its sliders."""
    page = shown(browser, path).page
    sliders = page.locator(".what-if input[type=range]")
    ends = [(int(each.get_attribute("min") or 0), int(each.get_attribute("max") or 0)) for each in sliders.all()]
    for attempt in range(TRIES):
        positions = [dice.randint(low, high) if attempt else 0 for low, high in ends]
        page.evaluate(
            "places => {document.querySelectorAll('.what-if input[type=range]').forEach((each, i) => {"
            "each.value = places[i]});"
            "document.querySelector('.what-if form').dispatchEvent(new Event('input', {bubbles: true}))}",
            positions,
        )
        for name, value in expected(results, positions).items():
            # A figure that rounds at the very edge may fall on either side.
            near = {as_shown(results, name, value * (1 + step)) for step in (-1e-13, 0, 1e-13)}
            assert page.locator(f"#live-{name}").inner_text().replace("\n", "") in near, (name, positions)


def test_keys_move_a_slider_and_the_button_takes_all_back(
    browser: Browser, pages: Callable[[str], tuple[Results, Path]]
) -> None:
    results, path = pages("insurance")
    page = shown(browser, path).page
    first = page.locator("#slider-1")
    first.focus()
    page.keyboard.press("ArrowRight")
    moved = [1, *(0 for _ in by_effect(results)[1:])]
    assert page.locator("#live-npv").inner_text() == as_shown(results, "npv", expected(results, moved)["npv"])
    page.keyboard.press("End")
    assert first.get_attribute("aria-valuetext") == "$250K"
    assert page.locator(".slider output").first.inner_text() == "$250K"
    page.get_by_role("button").click()
    page.wait_for_function("document.querySelector('#slider-1').value === '0'")
    page.wait_for_function("document.querySelector('#live-npv').textContent === '$6.28M'")


def test_nothing_is_asked_for_and_nothing_complained_of(
    browser: Browser, pages: Callable[[str], tuple[Results, Path]]
) -> None:
    _, path = pages("insurance")
    found = shown(browser, path)
    found.page.wait_for_timeout(200)
    assert [url for url in found.requests if not url.startswith("data:")] == [path.as_uri()]
    assert found.messages == []


def test_the_browser_refuses_what_would_come_from_outside(browser: Browser, tmp_path: Path) -> None:
    """Also where a text of the user is code: it stays text, and could not run."""
    results = told(an_allocation(), company=Company("</title><script>document.title = 'run'</script>"))
    path = page_of(results, tmp_path)
    found = shown(browser, path)
    assert found.page.title() != "run"
    added = (
        "() => new Promise(done => {const image = new Image();"
        "image.onload = image.onerror = event => done(event.type);"
        "image.src = 'http://127.0.0.1:9/x.png'})"
    )
    assert found.page.evaluate(added) == "error"
    assert any("Content Security Policy" in message for message in found.messages)


@pytest.mark.parametrize(
    ("sort", "size"),
    [("insurance", SIZES[0]), ("insurance", SIZES[1]), ("proposal", SIZES[0]), ("losing", SIZES[0]),
     ("forty activities", SIZES[1])],
)  # fmt: skip
def test_a_page_has_no_fault_that_axe_finds(
    sort: str, size: tuple[int, int], browser: Browser, pages: Callable[[str], tuple[Results, Path]]
) -> None:
    """WCAG 2.1 A and AA, as far as a program can judge."""
    _, path = pages(sort)
    page = shown(browser, path, *size).page
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    faults = {each["id"]: [node["html"][:90] for node in each["nodes"][:3]] for each in found.response["violations"]}
    assert faults == {}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("sort", ["insurance", "forty activities", "huge amounts"])
def test_a_page_is_as_wide_as_its_window(
    sort: str, size: tuple[int, int], browser: Browser, pages: Callable[[str], tuple[Results, Path]]
) -> None:
    """Wide tables and charts scroll by themselves."""
    _, path = pages(sort)
    page = shown(browser, path, *size).page
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("sort", ["insurance", "benchmark team", "huge amounts"])
def test_figures_of_tables_keep_apart(
    sort: str, size: tuple[int, int], browser: Browser, pages: Callable[[str], tuple[Results, Path]]
) -> None:
    """No figure is wider than its cell, however narrow the window is."""
    _, path = pages(sort)
    page = shown(browser, path, *size).page
    too_wide = page.evaluate(
        "[...document.querySelectorAll('td.number-cell')].filter(cell => cell.scrollWidth > cell.clientWidth + 1)"
        ".map(cell => cell.textContent)"
    )
    assert too_wide == []


def test_the_screen_says_what_the_pages_say(
    browser: Browser,
    pages: Callable[[str], tuple[Results, Path]],
    page_texts: Callable[[Path], list[str]],
    tmp_path: Path,
) -> None:
    """Every sentence that opens a section, and every figure of the tables."""
    results, path = pages("insurance")
    prepared = document.prepare(results, lay_out(results.graph), run=RUN)
    assert prepared.screen.finished() == path.read_text(encoding="utf-8")
    (tmp_path / "pages.pdf").write_bytes(prepared.pdf(b"PK", "model.xlsx"))
    printed = re.sub(r"\s+", "", "".join(page_texts(tmp_path / "pages.pdf")))
    page = shown(browser, path).page
    leads = page.locator("main > section:not(.what-if) > .lead")
    opening = [text for lead in leads.all() for text in lead.inner_text().splitlines()]
    assert len(opening) > 20, "each with its footnote in a line of its own"
    assert [text for text in opening if re.sub(r"\s+", "", text) not in printed] == []
    figures = page.locator("td.number-cell").all_inner_texts()
    assert len(figures) > 200
    assert [figure for figure in figures if re.sub(r"\s+", "", figure) not in printed] == []


def test_without_script_the_page_says_so(browser: Browser, pages: Callable[[str], tuple[Results, Path]]) -> None:
    _, path = pages("insurance")
    page = shown(browser, path, script=False).page
    assert page.locator("noscript").inner_text().startswith("Moving assumptions needs JavaScript")
    assert not page.locator(".what-if form").is_visible()


def test_a_case_without_ranges_has_no_panel(tmp_path: Path, browser: Browser) -> None:
    results = insurance()
    plain = {
        name: tuple(type(each)(each.value, kind=each.kind, source=each.source) for each in figures)
        for name, figures in results.case.assumptions.items()
    }
    certain = compute(replace(results.case, assumptions=plain), results.allocation)
    assert panel(certain) is None
    found = shown(browser, page_of(certain, tmp_path))
    assert found.page.locator(".what-if").count() == 0
    assert found.messages == []


UNITS = [unit for unit in get_args(Unit) if unit not in ("flag", "year")]
NOTATIONS = [("USD", "en_US"), ("CHF", "en_US"), ("EUR", "de_DE"), ("INR", "en_IN"), ("EUR", "fr_FR")]


@pytest.mark.parametrize(("currency", "locale"), NOTATIONS)
def test_figures_are_written_as_everywhere(currency: str, locale: str, browser: Browser, root: Path) -> None:
    """The page writes every figure as Python does: random ones of every unit, of every size, and those at an edge."""
    dice = random.Random(locale)
    values = [dice.choice((-1, 1)) * 10 ** dice.uniform(-8, 15) for _ in range(60)]
    values += [0, -0.0, 0.5, 0.285, 2.5, 0.045, 999.5, 999_499.99, 999_500, 99.95, 1e15, 0.00049, 1, -1, 100, 1e-9]
    how = notation(currency, locale)
    source = (root / "templates" / "what-if.js").read_text(encoding="utf-8")
    head, _, _ = source.partition("  // From -100, the low end")
    rules = {unit: rules_of(unit) for unit in UNITS}
    script = f"const CASE = {json.dumps({'notation': _notation(how)})};{head.replace('(() => {', '')}"
    page = browser.new_page()
    written = page.evaluate(
        f"([values, rules]) => {{{script} return Object.fromEntries(Object.entries(rules).map("
        "([unit, rule]) => [unit, values.map(value => show(value, rule))]))}",
        [values, rules],
    )
    page.close()
    for unit in UNITS:
        assert written[unit] == [show(value, unit, how, style="short") for value in values], unit


def test_a_line_that_cannot_be_written_as_a_script_is_named() -> None:
    base = insurance().base
    ranges = list(base.ranges)
    line = base.graph.lines["npv"]

    def unheard_of(present_value_of_benefits: Any, present_value_of_costs: Any) -> Any:
        return t_quantile(present_value_of_benefits, present_value_of_costs)

    lines = {**base.graph.lines, "npv": replace(line, rule=unheard_of)}
    graph = replace(base.graph, lines=lines)
    with pytest.raises(ModelError, match=r"line 'npv': BETAINV has no counterpart in JavaScript"):
        scripted(graph, base.values, ranges, ["npv"])


def test_the_script_is_small(pages: Callable[[str], tuple[Results, Path]]) -> None:
    """What the sliders do not reach is a number: forty activities are no forty times the steps."""
    results, path = pages("insurance")
    base = results.base
    script = scripted(base.graph, base.values, by_effect(results), LIVE)
    assert len(script.body) < 10_000
    assert script.figures == sum(len(ranged.positions) for ranged in base.ranges)
    assert path.stat().st_size < 400_000
