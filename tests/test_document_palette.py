"""The colours that mean something can be told apart in print without colour, and by people who see other colours."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from reportgen.document.theme import READABLE, contrast
from reportgen.theme import THEME

#: What a chart sets beside each other, with the least difference in lightness (of 100) that grey print needs.
NEIGHBOURS = {
    "gain and loss": (THEME.gain, THEME.loss, 8),
    "total and gain": (THEME.accent, THEME.gain, 8),
    "value work and friction": (THEME.accent, THEME.friction, 15),
    "friction and overhead": (THEME.friction, THEME.overhead, 15),
    "draws within and beyond the percentiles": (THEME.accent, THEME.accent_soft, 15),
    "net cash flow above and below zero": (THEME.accent_soft, THEME.loss_soft, 0),
}
#: Machado, Oliveira and Fernandes 2009, severity 1, for linear red, green and blue.
VISION: dict[str, Sequence[Sequence[float]]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
#: Of CIE Lab; 2 to 3 can just be told apart side by side.
CLEARLY_APART = 15


def linear(colour: str) -> list[float]:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]


def lab(colour: str, vision: str = "full") -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of the colour as it is seen."""
    seen = [
        min(1.0, max(0.0, sum(part * own for part, own in zip(row, linear(colour), strict=True))))
        for row in VISION[vision]
    ]
    to_xyz = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    xyz = [
        sum(part * own for part, own in zip(row, seen, strict=True)) / white
        for row, white in zip(to_xyz, (0.95047, 1.0, 1.08883), strict=True)
    ]
    x, y, z = (each ** (1 / 3) if each > 216 / 24389 else (24389 / 27 * each + 16) / 116 for each in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_the_measure_of_colours_is_right() -> None:
    """White, and pure red by the tables of the standard."""
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.02)
    assert lab("#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("name", NEIGHBOURS)
def test_neighbours_are_told_apart_by_every_eye(name: str, vision: str) -> None:
    first, second, _ = NEIGHBOURS[name]
    difference = sum((one - other) ** 2 for one, other in zip(lab(first, vision), lab(second, vision), strict=True))
    assert difference**0.5 >= CLEARLY_APART


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_neighbours_are_told_apart_in_grey_print(name: str) -> None:
    """Net cash flow is the exception: its bars stand on two sides of a line, with signs at the axis."""
    first, second, least = NEIGHBOURS[name]
    assert abs(lab(first)[0] - lab(second)[0]) >= least


def test_every_text_is_readable_on_its_ground() -> None:
    texts = {THEME.ink, THEME.muted, THEME.accent}
    grounds = {"#ffffff", THEME.accent_tint}
    unreadable = [pair for pair in itertools.product(texts, grounds) if contrast(*pair) < READABLE]
    assert unreadable == []
    assert contrast(THEME.cover_muted, THEME.cover) >= READABLE
