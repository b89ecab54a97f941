"""Python looks for garbage again once the work that keeps all it makes is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from reportgen.garbage import no_collection_of_garbage


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_is_looked_for_again_afterwards() -> None:
    with no_collection_of_garbage():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_looked_for_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), no_collection_of_garbage():
        1 / 0  # noqa: B018
    assert gc.isenabled()


def test_who_has_switched_it_off_keeps_it_off() -> None:
    gc.disable()
    with no_collection_of_garbage():
        pass
    assert not gc.isenabled()
