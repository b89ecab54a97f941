"""What a review changed, as people read it."""

from __future__ import annotations

from reportgen.document.figures import show
from reportgen.model.versions import Edit
from reportgen.notation import NO_BREAK, Notation


def before_and_after(edit: Edit, notation: Notation) -> tuple[str, str]:
    """What stood in the cell and what stands in it now: `10%` and `12%`."""
    return _content(edit, edit.was, notation), _content(edit, edit.now, notation)


def _content(edit: Edit, content: float | str | None, notation: Notation) -> str:
    if not isinstance(content, float):
        return edit.shown(content)
    shown = show(content, edit.unit, notation)
    return f"{shown}{NO_BREAK}{edit.unit_words}" if edit.unit == "auto" and edit.unit_words else shown
