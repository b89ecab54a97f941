"""The business case as one HTML file for the screen and the phone, from the same templates as the pages.

The file reads nothing from outside itself, and says so to the browser, which refuses it everything else.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.fonts import Face, font_face_rules
from reportgen.document.look import LOGO, Brand, Look
from reportgen.document.templates import fill_in_screen, screen_script, screen_styles
from reportgen.document.what_if import panel

if TYPE_CHECKING:
    from reportgen.document.story import Story
    from reportgen.model.results import Results

#: Where the fonts go, in the style sheet of the page.
_FONTS = "/* fonts */"
#: What texts of the live figures may need that does not stand in the page yet.
_ALWAYS = "".join(map(chr, range(32, 127))) + "−→×–…\u00a0\u202f"
_FEATURES = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "tnum"]


@dataclass(frozen=True)
class Screen:
    """The page, still without its fonts: to cut them takes longer than all else."""

    html: str
    faces: tuple[Face, ...]

    def finished(self) -> str:
        """The whole page, with the shapes of its own characters of each font and no more."""
        characters = "".join(sorted(set(self.html) | set(_ALWAYS)))
        addresses = {face.file: _subset(face.content(), characters) for face in self.faces}
        rules = re.sub(r"url\(font:([^)]*)\)", lambda found: f"url({addresses[found[1]]})", font_face_rules(self.faces))
        return self.html.replace(_FONTS, rules, 1)


def page(results: Results, story: Story, look: Look) -> Screen:
    """The business case for the screen."""
    what_if = panel(results)
    script = f"{what_if.script}\n{screen_script(look)}" if what_if else ""
    policy = (
        "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
        f"script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    html = fill_in_screen(
        look,
        story=story,
        with_chart=story.summary.chart is not None,
        brand=look.brand,
        what_if=what_if,
        policy=policy,
        styles=Markup(f"{_FONTS}\n{screen_styles(look)}"),
        script=Markup(script),
    )
    html = html.replace(LOGO, _logo(look.brand)) if look.brand.logo else html
    return Screen(_reached_by_keys(html), look.brand.faces)


def _reached_by_keys(html: str) -> str:
    """Charts and tables, which scroll where the window is narrow, can be scrolled without a mouse too."""
    html = html.replace("<figure>", '<figure tabindex="0">')
    table = r'<div class="(table \w+)">(\s*<table>\s*<caption>)([^<]*)</caption>'
    return re.sub(table, r'<div class="\1" role="group" tabindex="0" aria-label="\3">\2\3</caption>', html)


def _subset(content: bytes, characters: str) -> str:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False)
    options = Options(layout_features=_FEATURES, hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made)
    return f"data:font/woff;base64,{base64.b64encode(made.getvalue()).decode()}"


def _digest(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def _logo(brand: Brand) -> str:
    assert brand.logo is not None
    return f"data:{brand.logo.media_type};base64,{base64.b64encode(brand.logo.content).decode()}"
