"""Colours of the theme, their contrast, and how the style sheet gets them."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.templates import style_sheet
from reportgen.document.theme import THEME, contrast, css_variables, mixed, readable_on


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, expected: float) -> None:
    """Ratios as the WCAG contrast checkers give them."""
    assert contrast(first, second) == pytest.approx(expected, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (THEME.ink, "#ffffff"), (THEME.muted, "#ffffff"), (THEME.accent, "#ffffff"), (THEME.accent, THEME.accent_tint),
        (THEME.ink, THEME.accent_tint), ("#ffffff", THEME.accent), ("#ffffff", THEME.cover),
        (THEME.cover_muted, THEME.cover), (THEME.accent_tint, THEME.accent), (THEME.accent, THEME.accent_soft),
    ],
)  # fmt: skip
def test_texts_are_readable_on_their_grounds(text: str, ground: str) -> None:
    """WCAG AA asks 4.5 of text; the figures over light bars are large enough for 3 but hold 4.5 too."""
    assert contrast(text, ground) >= (4.5 if ground != THEME.accent_soft else 4.0)


@given(st.integers(0, 0xFFFFFF))
def test_some_text_colour_is_readable_on_any_ground(number: int) -> None:
    ground = f"#{number:06x}"
    assert contrast(readable_on(ground, THEME), ground) >= 4.5


def test_text_in_bars_is_white_on_the_accent_and_ink_on_greys() -> None:
    grounds = (THEME.accent, THEME.friction, THEME.overhead)
    assert [readable_on(ground, THEME) for ground in grounds] == ["#ffffff", THEME.ink, THEME.ink]


def test_gain_loss_and_total_differ_in_grey() -> None:
    """Printed without colours, the bars of the waterfall still have three shades."""
    assert contrast(THEME.gain, THEME.accent) > 1.3
    assert contrast(THEME.loss, THEME.gain) > 1.3


def test_mixing_moves_every_channel_by_the_part() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#102030", "#ffffff", 0) == "#102030"


def test_every_variable_of_the_style_sheet_is_defined() -> None:
    sheet = style_sheet()
    assert set(re.findall(r"var\(--([\w-]+)\)", sheet)) <= set(re.findall(r"--([\w-]+):", sheet))


def test_colours_stand_in_the_theme_only() -> None:
    """White is no colour of the theme."""
    for name in ("document.css", "components.css"):
        sheet = files("reportgen.templates").joinpath(name).read_text(encoding="utf-8")
        assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b", sheet)) <= {"#fff"}


def test_both_papers_leave_the_same_column() -> None:
    """A4 is 210 mm wide, letter 8.5 inches of 25.4 mm; the column is 170 mm."""
    for paper, width in (("A4", 210.0), ("letter", 215.9)):
        margin = float(re.search(r"--side-margin:([\d.]+)mm", css_variables(THEME, paper)).group(1))
        assert width - 2 * margin == pytest.approx(170)
