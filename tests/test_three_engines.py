"""Random business cases: the program, ironcalc and LibreOffice agree on every formula cell, whatever is typed in.

The cases are the same in every run; `REPORTGEN_CASES=2000 pytest tests/test_three_engines*.py` tries more by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.libreoffice import LibreOffice
from support.random_cases import BATCHES
from support.three_engines import check_batch


@pytest.mark.parametrize("number", range(0, BATCHES, 2))
def test_three_engines_agree_on_random_cases(libreoffice: LibreOffice, tmp_path: Path, number: int) -> None:
    check_batch(number, libreoffice, tmp_path)
