"""The business case as a PDF, laid out from the same Results as the workbook that is attached to it.

Libraries load when a document is made, not when the package is imported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.garbage import no_collection_of_garbage

if TYPE_CHECKING:
    import weasyprint

    from reportgen.document.look import Look
    from reportgen.document.screen import Screen
    from reportgen.document.story import Story
    from reportgen.model.results import Results
    from reportgen.options import Paper
    from reportgen.workbook.layout import Layout


@dataclass(frozen=True, eq=False)
class Prepared:
    """A document laid out in pages, still without its attachment."""

    results: Results
    pages: weasyprint.Document
    run: str
    screen: Screen
    """The same for the screen."""
    missing_characters: str = ""
    """Characters that neither the packaged fonts nor those of the machine have, sorted; they are printed as boxes."""

    def pdf(self, workbook: bytes, workbook_name: str) -> bytes:
        """The finished file: tagged, bookmarked, PDF/A-3a and PDF/UA-1, with the workbook inside."""
        from reportgen.document.pdf import AttachedFile, write

        attached = AttachedFile(workbook_name, workbook, "The model behind the figures, with live formulas")
        with no_collection_of_garbage():
            return write(self.pages, [attached], self.run, self.results.case.date)


def prepare(results: Results, layout: Layout, *, run: str, paper: Paper = "a4", look: Look | None = None) -> Prepared:
    """Lays the business case out. `layout` tells the workbook's cells, `run` identifies the build.

    The summary takes one page; where texts are so long that it would take more, it has less on it. Raises InputError
    where a template of `look` cannot be filled in.
    """
    from reportgen.document.fonts import measuring_in
    from reportgen.document.glyphs import missing_characters
    from reportgen.document.look import STANDARD
    from reportgen.document.pdf import render
    from reportgen.document.screen import page
    from reportgen.document.story import tell

    look = look or STANDARD
    with no_collection_of_garbage(), measuring_in(look.brand.faces):
        story, styles = tell(results, layout, run, look.brand.theme), _styles(paper, look)
        html = _html(story, look)
        pages = render(html, styles, look.brand)
        if not _summary_is_one_page(pages, story):
            pages = render(_html(_with_smaller_summary(story, styles, look), look), styles, look.brand)
        screen = page(results, story, look)
    return Prepared(results, pages, run, screen, missing_characters(html))


def screen_page(results: Results, layout: Layout, *, run: str, look: Look | None = None) -> Screen:
    """The business case for the screen alone; no pages are laid out for it."""
    from reportgen.document.fonts import measuring_in
    from reportgen.document.look import STANDARD
    from reportgen.document.screen import page
    from reportgen.document.story import tell

    look = look or STANDARD
    with measuring_in(look.brand.faces):
        return page(results, tell(results, layout, run, look.brand.theme), look)


def html_and_styles(results: Results, layout: Layout, *, run: str, paper: Paper = "a4") -> tuple[str, str]:
    """The document as HTML and its style sheet, as they go to WeasyPrint."""
    from reportgen.document.look import STANDARD
    from reportgen.document.story import tell

    return _html(tell(results, layout, run), STANDARD), _styles(paper, STANDARD)


def _with_smaller_summary(story: Story, styles: str, look: Look) -> Story:
    """The story with the first of its smaller summaries that takes one page; the smallest where none does.

    Each is tried without what the sections hold, which takes no time and changes nothing on its page.
    """
    from reportgen.document.pdf import render

    empty = tuple(replace(section, blocks=()) for section in story.sections)
    for summary in story.smaller_summaries:
        tried = replace(story, summary=summary, sections=empty)
        if _summary_is_one_page(render(_html(tried, look), styles, look.brand), tried):
            break
    return replace(story, summary=summary)


def _html(story: Story, look: Look) -> str:
    from reportgen.document.templates import fill_in

    return fill_in(look, story=story, with_chart=story.summary.chart is not None, brand=look.brand)


def _styles(paper: Paper, look: Look) -> str:
    from reportgen.document.templates import style_sheet

    return style_sheet(look, "A4" if paper == "a4" else "letter")


def _summary_is_one_page(pages: weasyprint.Document, story: Story) -> bool:
    """Whether the section that begins a page after the summary begins on the very next one.

    Where a template of the user leaves either out, there is nothing to be kept on a page.
    """
    found = {anchor: number for number, page in enumerate(pages.pages) for anchor in page.anchors}
    first, summary = found.get(story.sections[0].anchor), found.get(story.summary.anchor)
    return first is None or summary is None or first == summary + 1
