"""The charts as they were looked at: what draws another picture is to be looked at again.

`python -m support.gallery`, in the folder of the tests, draws them anew.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.gallery import GALLERY, pictures
from support.pictures import Picture


@pytest.mark.parametrize(("name", "draw"), [pytest.param(*each, id=each[0]) for each in pictures()])
def test_a_chart_is_drawn_as_it_was_looked_at(name: str, draw: Callable[[], str]) -> None:
    """Nothing overlaps or leaves the picture, and the finding is its title."""
    svg = draw()
    picture = Picture(svg)
    assert picture.faults() == []
    assert picture.title == "The finding that the chart shows"
    assert f"{svg}\n" == (GALLERY / f"{name}.svg").read_text(encoding="utf-8")


def test_no_picture_is_kept_that_is_not_drawn() -> None:
    assert {path.stem for path in GALLERY.glob("*.svg")} == {name for name, _ in pictures()}
