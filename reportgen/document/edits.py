"""What a review changed, as people read it."""

from __future__ import annotations

from reportgen.document.figures import NO_BREAK, show
from reportgen.model.versions import Edit


def before_and_after(edit: Edit, currency: str) -> tuple[str, str]:
    """What stood in the cell and what stands in it now: `10%` and `12%`."""
    return _content(edit, edit.was, currency), _content(edit, edit.now, currency)


def _content(edit: Edit, content: float | str | None, currency: str) -> str:
    if not isinstance(content, float):
        return content or edit.absent
    shown = show(content, edit.unit, currency=currency)
    return f"{shown}{NO_BREAK}{edit.unit_words}" if edit.unit == "auto" and edit.unit_words else shown
