"""The packaged templates and style sheets, and how they are filled in."""

from __future__ import annotations

import functools
import importlib.resources

import jinja2

from reportgen.document.fonts import HEADING_FAMILY, TEXT_FAMILY, font_face_rules
from reportgen.document.theme import THEME, Paper, Theme, css_variables

_STYLE_SHEETS = ("document.css", "components.css")


@functools.cache
def environment() -> jinja2.Environment:
    """Templates from the package: everything is escaped, a name that is not given is an error."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_packaged),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def style_sheet(theme: Theme = THEME, paper: Paper = "A4") -> str:
    """The whole style sheet: fonts, the theme's colours as variables, and the packaged sheets."""
    families = f":root{{--text-family:'{TEXT_FAMILY}';--heading-family:'{HEADING_FAMILY}'}}"
    sheets = "\n".join(_read(name) for name in _STYLE_SHEETS)
    return f"{font_face_rules()}\n{families}\n{css_variables(theme, paper)}\n{sheets}"


def _packaged(name: str) -> str | None:
    try:
        return _read(name)
    except FileNotFoundError:
        return None


def _read(name: str) -> str:
    return importlib.resources.files("reportgen.templates").joinpath(name).read_text(encoding="utf-8")
