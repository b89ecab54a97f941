"""The responses of survey files, as the statistics see them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from reportgen.errors import InputError
from reportgen.survey.instructions import Instructions
from reportgen.survey.intake import taken
from reportgen.survey.pooling import Responses
from support.survey_files import written


def responses_in(path: Path, instructions: Instructions) -> Responses:
    found = taken([str(path)], instructions)
    if found.responses is None:
        raise InputError(*found.problems)
    return found.responses


def responses_of(folder: Path, content: str, instructions: Instructions) -> Responses:
    return responses_in(written(folder, content)[0], instructions)


def anonymous(responses: Responses) -> Responses:
    """The same answers of people who cannot be matched."""
    return replace(responses, identified=np.zeros(len(responses.rows), dtype=bool))
