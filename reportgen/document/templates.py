"""Templates and style sheets, packaged or of the user, and how they are filled in."""

from __future__ import annotations

import functools
import importlib.resources
import traceback
from collections.abc import Callable, Mapping

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.document.fonts import BASE_FAMILY, HEADING_FAMILY, TEXT_FAMILY, font_face_rules
from reportgen.document.look import STANDARD, Brand, Look
from reportgen.document.theme import Paper, css_variables
from reportgen.errors import InputError
from reportgen.language import say, spoken

FRAME, SCREEN = "business-case.html", "screen.html"
STYLE_SHEETS = ("document.css", "components.css")


@functools.cache
def environment() -> jinja2.Environment:
    """Templates from the package: everything is escaped, a name that is not given is an error."""
    return _environment(jinja2.Environment, _packaged)


def _environment(
    kind: type[jinja2.Environment], load: Callable[[str], str | tuple[str, str, None] | None]
) -> jinja2.Environment:
    made = kind(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"say": say, "spoken": spoken}
    return made


def style_sheet(look: Look = STANDARD, paper: Paper = "A4") -> str:
    """The whole style sheet: fonts, the theme's colours as variables, and the sheets of the package or of the user."""
    sheets = "\n".join(_own_or_packaged(look, name) for name in STYLE_SHEETS)
    rules = f"{font_face_rules(look.brand.faces)}\n{_families()}\n{css_variables(look.brand.theme, paper)}\n{sheets}"
    return f"{rules}\n{_running_texts(look.brand)}" if look.brand.running_texts else rules


def screen_styles(look: Look) -> str:
    """The style sheet of the screen edition, without its fonts."""
    colours = css_variables(look.brand.theme, "A4")
    return "\n".join([_families(), colours, *(_own_or_packaged(look, name) for name in (*STYLE_SHEETS, "screen.css"))])


def screen_script(look: Look) -> str:
    """What moves the figures of the screen edition."""
    return _own_or_packaged(look, "what-if.js")


def fill_in(look: Look, **content: object) -> str:
    """The business case as HTML for pages. Raises InputError where a template of the user cannot be filled in."""
    return _filled(FRAME, look, content)


def fill_in_screen(look: Look, **content: object) -> str:
    """The business case as HTML for the screen. Raises InputError where a template of the user cannot be filled in."""
    return _filled(SCREEN, look, content)


def _filled(name: str, look: Look, content: Mapping[str, object]) -> str:
    if not look.templates:
        return environment().get_template(name).render(content)
    try:
        return _sandbox(look).get_template(name).render(content)
    except Exception as error:  # a template of the user may fail in any way that Python can
        raise InputError(_what_failed(error, look)) from error


def _families() -> str:
    return f":root{{--text-family:'{TEXT_FAMILY}','{BASE_FAMILY}';--heading-family:'{HEADING_FAMILY}','{BASE_FAMILY}'}}"


def _own_or_packaged(look: Look, name: str) -> str:
    return look.templates[name] if name in look.templates else _read(name)


def _sandbox(look: Look) -> jinja2.Environment:
    """Templates of the user before those of the package; they can neither change nor reach what is not theirs."""

    def load(name: str) -> tuple[str, str, None] | None:
        if name in look.templates:
            return look.templates[name], name, None
        packaged = _packaged(name)
        return None if packaged is None else (packaged, f"packaged {name}", None)

    return _environment(ImmutableSandboxedEnvironment, load)


def _what_failed(error: Exception, look: Look) -> str:
    """Place, finding and remedy; the last line of a template of the user that was being filled in."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        name, line = error.filename or error.name or "", error.lineno
    else:
        frames = ((frame.f_code.co_filename, number) for frame, number in traceback.walk_tb(error.__traceback__))
        name, line = next(
            ((file, number) for file, number in reversed(list(frames)) if file in look.templates), ("", 0)
        )
    place = f"{look.folder}/{name}, line {line}" if name else look.folder
    message = error.message if isinstance(error, jinja2.TemplateError) else str(error)
    if isinstance(error, jinja2.TemplateNotFound):
        message = f"there is no template '{error.name}'"
    finding = " ".join(str(message or type(error).__name__).split()).rstrip(".")
    return f"{place}: {finding}; correct the template, or take it out of the folder to use the packaged one."


def packaged_names() -> tuple[str, ...]:
    """Templates and style sheets that a folder of the user may replace."""
    folder = importlib.resources.files("reportgen.templates")
    return tuple(sorted(each.name for each in folder.iterdir() if each.name.endswith((".html", ".css", ".js"))))


def _running_texts(brand: Brand) -> str:
    """Footer and confidentiality line of a brand, in the middle of the margins of every page but the cover."""
    boxes = {"@top-center": ("bottom", "8mm", brand.confidentiality), "@bottom-center": ("top", "6mm", brand.footer)}
    rules = "".join(
        f"{box}{{content:{_as_string(words)};vertical-align:{side};padding-{side}:{gap};text-align:center}}"
        for box, (side, gap, words) in boxes.items()
        if words
    )
    empty = "".join(f"{box}{{content:none}}" for box, (*_, words) in boxes.items() if words)
    return f"@page{{{rules}}}\n@page cover{{{empty}}}"


def _as_string(words: str) -> str:
    """A CSS string; every sign that could end it is written by its number."""
    return '"' + "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in words) + '"'


def _packaged(name: str) -> str | None:
    try:
        return _read(name)
    except FileNotFoundError:
        return None


def _read(name: str) -> str:
    return importlib.resources.files("reportgen.templates").joinpath(name).read_text(encoding="utf-8")
