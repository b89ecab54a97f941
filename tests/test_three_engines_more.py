"""The other half of the random business cases, in a file of its own so that two processes share them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.libreoffice import LibreOffice
from support.random_cases import BATCHES
from support.three_engines import check_batch


@pytest.mark.parametrize("number", range(1, BATCHES, 2))
def test_three_engines_agree_on_more_random_cases(libreoffice: LibreOffice, tmp_path: Path, number: int) -> None:
    check_batch(number, libreoffice, tmp_path)
