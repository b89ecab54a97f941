"""The questionnaire as text: what to ask in which tool, with the settings to click, and what to do with the answers."""

from __future__ import annotations

from reportgen.questionnaire.questions import HOW_TO_ANSWER, RESPONDENT, ROLE, TEAM, TITLE, Questionnaire
from reportgen.questionnaire.templates import filled
from reportgen.survey.units import RESCALED_WITHIN


def wording(questionnaire: Questionnaire) -> str:
    """The questions and how to enter them in online tools."""
    return filled(
        "questionnaire.txt",
        title=TITLE,
        how_to_answer=HOW_TO_ANSWER,
        privacy=questionnaire.privacy,
        person=(RESPONDENT, TEAM, ROLE),
        role=ROLE.title,
        others=(TEAM.title, RESPONDENT.title),
        roles=questionnaire.roles,
        activities=questionnaire.activities,
        rescaled_within=f"{RESCALED_WITHIN:g}",
        waves=questionnaire.waves,
    )


def guide(questionnaire: Questionnaire, name: str) -> str:
    """What the files of a case are, and what to do with them in which order."""
    return filled("README.txt", name=name, waves=questionnaire.waves)
