"""An example survey, for a first report before anybody has answered."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence

from reportgen.case.case import ActivityKind
from reportgen.questionnaire.questions import Questionnaire
from reportgen.survey.units import WHOLE

PEOPLE = 10
ROLES = 2
_WEIGHTS: Mapping[ActivityKind, float] = {"value": 3, "friction": 2, "overhead": 1}
_FRICTION_LEFT = 0.5


def survey_example(questionnaire: Questionnaire, waves: Sequence[str]) -> str:
    """A CSV survey of the questionnaire's activities with made-up answers, in percent, for each of the waves.

    People differ, and from one wave to the next there is less friction.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["respondent", "role", "wave", *(activity.name for activity in questionnaire.activities)])
    for number, wave in enumerate(waves):
        for person in range(PEOPLE):
            role = questionnaire.roles[person % min(ROLES, len(questionnaire.roles))]
            rows.writerow([f"example {person + 1}", role, wave, *_answers(questionnaire, person, number)])
    return text.getvalue()


def _answers(questionnaire: Questionnaire, person: int, wave: int) -> list[int]:
    """Whole percent that add up to 100."""
    weights = [
        _WEIGHTS[activity.kind]
        * (_FRICTION_LEFT**wave if activity.kind == "friction" else 1)
        * (2 + (person * person + 2 * person * position + 3 * position) % 11)
        for position, activity in enumerate(questionnaire.activities)
    ]  # fmt: skip
    exact = [WHOLE * weight / math.fsum(weights) for weight in weights]
    answers = [math.floor(share) for share in exact]
    nearest_to_more = sorted(range(len(exact)), key=lambda position: answers[position] - exact[position])
    for position in nearest_to_more[: round(WHOLE) - sum(answers)]:
        answers[position] += 1
    return answers
