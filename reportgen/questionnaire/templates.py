"""The packaged texts of a new case, and how they are filled in."""

from __future__ import annotations

import functools
import importlib.resources

import jinja2


def filled(template: str, /, **values: object) -> str:
    """A text of the package with the values in it; a name that is not given is an error."""
    return _environment().get_template(template).render(values)


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_packaged),
        autoescape=False,  # plain text
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _packaged(name: str) -> str:
    folder = importlib.resources.files("reportgen.templates") / "questionnaire"
    return folder.joinpath(name).read_text(encoding="utf-8")
