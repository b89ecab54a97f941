"""The measures of the document, and its colours as CSS; shared by the style sheet and the charts."""

from __future__ import annotations

from dataclasses import fields
from typing import Literal

from reportgen.theme import THEME, Theme

__all__ = ["COLUMN_WIDTH", "READABLE", "THEME", "Paper", "Theme", "contrast", "css_variables", "mixed", "readable_on"]

Paper = Literal["A4", "letter"]

#: Width of the text column on both papers, in CSS pixels (170 mm); the charts are drawn to it.
COLUMN_WIDTH = 642.0

#: Margins left and right that leave the same column on each paper.
_SIDE_MARGINS: dict[Paper, str] = {"A4": "20mm", "letter": "22.95mm"}


#: The contrast that WCAG asks of text (level AA).
READABLE = 4.5


def css_variables(theme: Theme, paper: Paper) -> str:
    """The theme as CSS custom properties: `accent_tint` becomes `--accent-tint`."""
    colours = "".join(f"--{field.name.replace('_', '-')}:{getattr(theme, field.name)};" for field in fields(theme))
    return f":root{{{colours}--paper:{paper};--side-margin:{_SIDE_MARGINS[paper]}}}"


def contrast(first: str, second: str) -> float:
    """Contrast of two colours after WCAG 2, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(background: str, theme: Theme) -> str:
    """White or ink for text on the background; black where neither is readable (on any ground one of them is)."""
    return next(colour for colour in ("#ffffff", theme.ink, "#000000") if contrast(colour, background) >= READABLE)


def mixed(colour: str, other: str, part: float) -> str:
    """The colour with `part` (0 to 1) of the other in it."""
    channels = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(own + (foreign - own) * part):02x}" for own, foreign in channels)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
