"""From Results to what the document says: plain objects that the templates only place.

Every sentence follows from the figures; every figure is read from Results through `facts`.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

import reportgen
from reportgen.document.story.benefits import benefits
from reportgen.document.story.costs import costs
from reportgen.document.story.cover import cover, subtitle
from reportgen.document.story.diagnosis import diagnosis
from reportgen.document.story.effect import effect
from reportgen.document.story.facts import Facts
from reportgen.document.story.intervention import intervention
from reportgen.document.story.method import method
from reportgen.document.story.multiplier import multiplier
from reportgen.document.story.outcomes import outcomes
from reportgen.document.story.parts import Section, Story, Table
from reportgen.document.story.profile import profile
from reportgen.document.story.provenance import provenance
from reportgen.document.story.register import register
from reportgen.document.story.returns import returns
from reportgen.document.story.review import review
from reportgen.document.story.risk import risk
from reportgen.document.story.summary import SMALLER, summary
from reportgen.document.story.words import brief
from reportgen.document.theme import THEME, Theme
from reportgen.language import say
from reportgen.model.references import Letters, letter, letters_of
from reportgen.model.results import Results
from reportgen.workbook.layout import Layout

__all__ = ["Story", "tell"]


def tell(results: Results, layout: Layout, run: str, theme: Theme = THEME) -> Story:
    """The whole document of a case. `layout` tells the workbook's cells, `run` identifies the build; charts are
    drawn in the colours of `theme`.
    """
    facts = Facts(results, layout, run, theme)
    letters = letters_of(results)
    sections = _sections(facts, letters)
    company = results.case.company
    return Story(
        author=company.prepared_by or "reportgen",
        description=subtitle(facts),
        generator=f"reportgen {reportgen.__version__}",
        running_title=say("Business case · {name}", name=brief(company.name)),
        footer=facts.either(
            say("Amounts in {currency}, nominal. Effects measured.", currency=facts.currency),
            say("Amounts in {currency}, nominal. Effects projected.", currency=facts.currency),
        ),
        cover=cover(facts),
        summary=summary(facts, letters, sections),
        sections=sections,
        smaller_summaries=tuple(summary(facts, letters, sections, size) for size in SMALLER),
    )


def _sections(facts: Facts, letters: Letters) -> tuple[Section, ...]:
    """Numbered sections without gaps, then the appendix by letters; the first begins a page."""
    body = [
        profile(facts),
        diagnosis(facts),
        intervention(facts),
        effect(facts),
        outcomes(facts),
        benefits(facts, letters),
        costs(facts, letters),
        returns(facts, letters),
        risk(facts),
        review(facts),
    ]
    present = [section for section in body if section is not None]
    appendix = [register(facts), method(facts), multiplier(facts), provenance(facts)]
    numbered = [replace(section, number=str(number)) for number, section in enumerate(present, start=1)]
    appended = [section for section in appendix if section is not None]
    lettered = [replace(section, number=letter(position)) for position, section in enumerate(appended)]
    return _with_numbered_tables((replace(numbered[0], new_page=True), *numbered[1:], *lettered))


def _with_numbered_tables(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Every table's caption begins with its number in the document."""
    numbers = itertools.count(1)
    return tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, caption=say("Table {number}. {caption}", number=next(numbers), caption=block.caption))
                if isinstance(block, Table)
                else block
                for block in section.blocks
            ),
        )
        for section in sections
    )
